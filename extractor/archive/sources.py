"""Sources of releases: what the names on the command line stand for, walked in a fixed order, one release at a time."""

import io
import itertools
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from extractor.archive.globs import globbed, is_glob
from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.apart import fault_of, guarded, read_apart
from extractor.read.columns import read_csv, read_parquet
from extractor.read.containers import Bounds, Leaf, kind_of, leaves
from extractor.read.edgar import is_submission, read_submission
from extractor.read.html import read_html
from extractor.read.news_xml import read_news
from extractor.read.pdf import read_pdf
from extractor.read.places import shown
from extractor.read.plain import MAX_BYTES, read_bytes, standard_input
from extractor.read.records import EXCERPT, Columns, Fault, read_records, release_from_record

__all__ = ["LEFT_ALONE", "NO_RELEASES", "READERS", "Reading", "Sources", "read_stream"]

LEFT_ALONE = (".ledger", ".ledger-journal", ".quarantine.jsonl", ".part", "-wal", "-shm")
NO_RELEASES = (".gold.json", ".schema.json")
"""What lies beside releases and is none: gold files and JSON Schemas."""


@dataclass(slots=True)
class Sources:
    """The releases of files, directories (all below them), globs and standard input (`-`), in a fixed order.

    `exclude` are files that are the run's own. `skipped` counts, by suffix, the files of directories and archives
    that are of no form that is read here, or gold files or JSON Schemas; a file that is named itself is always read.
    """

    names: Sequence[str]
    columns: Columns = field(default_factory=Columns)
    exclude: Sequence[Path] = ()
    bounds: Bounds = field(default_factory=Bounds)
    max_bytes: int = MAX_BYTES
    #: A day of publication that overrides every release's own, and the encoding of plain texts.
    published: date | None = None
    encoding: str | None = None
    skipped: Counter[str] = field(default_factory=Counter)
    #: Bytes of the files that have been read, and the file that is being read.
    _read: int = 0
    _open: BinaryIO | None = None

    @property
    def bytes_read(self) -> int:
        """How far the reading is, in bytes of the files as they lie on the disk."""
        file = self._open
        try:
            return self._read + (file.tell() if file is not None else 0)
        except (OSError, ValueError):
            return self._read

    def bytes_in_all(self) -> int | None:
        """Bytes of all files, None where standard input is among them. Walks the directories."""
        total = 0
        for name in self.names:
            if name == "-":
                return None
            for path in [name] if os.path.lexists(name) else globbed(name):
                total += sum(map(_size, _below(path)))
        return total

    def check(self) -> None:
        """Refuse a name that stands for nothing, before anything is written."""
        own = {os.path.realpath(path) for path in self.exclude}
        for name in self.names:
            if "\0" in name:
                raise InputError(f"{name}: a NUL character stands in no file's name")
            if name == "-":
                standard_input()
            if name != "-" and not os.path.lexists(name) and next(globbed(name), None) is None:
                raise InputError(f"{name}: no such file or directory, and no glob that matches one")
            if name != "-" and (os.path.realpath(name) in own or _same_as_any(name, self.exclude)):
                raise InputError(f"{name}: is both a source and what the run writes; name another target")

    def __iter__(self) -> Iterator[Release | Fault]:
        for item in self._walk():
            if self.published is not None and isinstance(item, Release):
                yield replace(item, published=self.published)
            else:
                yield item

    def _walk(self) -> Iterator[Release | Fault]:
        own = {os.path.realpath(path) for path in self.exclude}
        for name in self.names:
            if name == "-":
                yield from self._file("", "-", standard_input(), named=True)
                continue
            if not os.path.lexists(name):
                yield from self._globbed(name, own)
            elif os.path.isdir(name):
                yield from self._directory(name, os.path.realpath(name), own)
            else:
                yield from self._path(name, named=True)

    def _globbed(self, name: str, own: set[str]) -> Iterator[Release | Fault]:
        """What a glob finds is read as if it were named, with the guards that a folder has."""
        root = os.path.realpath(_fixed(name))
        for path in sorted(globbed(name)):
            if os.path.islink(path) and not (os.path.realpath(path) + os.sep).startswith(root.rstrip(os.sep) + os.sep):
                yield _leading_out(path)
            elif os.path.isdir(path) and not os.path.islink(path):
                yield from self._directory(path, os.path.realpath(path), own)
            elif os.path.isfile(path):
                yield from self._path(path, named=True)

    def _directory(self, folder: str, root: str, own: set[str]) -> Iterator[Release | Fault]:
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            yield _unopened(folder, error)
            return
        for name in names:
            path = os.path.join(folder, name)
            if name.startswith(".") or name.endswith(LEFT_ALONE):
                continue
            real = os.path.realpath(path)
            if real in own:
                continue
            if os.path.isdir(path) and not os.path.islink(path):
                yield from self._directory(path, root, own)
                continue
            if os.path.islink(path) and not (real + os.sep).startswith(root + os.sep):
                yield _leading_out(path)
            elif os.path.isfile(path):
                yield from self._path(path, named=False)

    def _path(self, path: str, *, named: bool) -> Iterator[Release | Fault]:
        name = os.path.basename(path)
        if not named and not kind_of(name) and (passed_by := _passed_by(name)):
            self.skipped[passed_by] += 1
            return
        try:
            with open(path, "rb") as stream:
                if not named and not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    return
                self._open = stream
                yield from self._file(name, shown(path), stream, named=named, path=path)
                self._open = None
                self._read += _size(path)
        except OSError as error:
            yield _unopened(path, error)

    def _file(
        self, name: str, source: str, stream: BinaryIO, *, named: bool, path: str = ""
    ) -> Iterator[Release | Fault]:
        for leaf in leaves(name, source, stream, bounds=self.bounds, path=path):
            if isinstance(leaf, Fault):
                yield leaf
            elif not (named and "!" not in leaf.source) and (passed_by := _passed_by(leaf.name, leaf.stream)):
                self.skipped[passed_by] += 1
            else:
                yield from read_stream(leaf, Reading(self.columns, self.max_bytes, self.encoding))


def _passed_by(name: str, stream: io.BufferedReader | None = None) -> str:
    """Under what a file that was not named itself is counted, where it is not read; nothing where it is."""
    lower = name.lower()
    for ending in NO_RELEASES:
        if lower.endswith(ending):
            return ending
    if _suffix(name) not in READERS:
        return _suffix(name) or "no suffix"
    if stream is not None and _suffix(name) == ".json" and _begins_as_schema(stream):
        return ".schema.json"
    return ""


def _begins_as_schema(stream: io.BufferedReader) -> bool:
    """Whether the first key is one of JSON Schema's own."""
    try:
        head = stream.peek(256)[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    except InputError:
        return False  # reading it says what is wrong
    return head.startswith(b"{") and head[1:].lstrip().startswith((b'"$schema"', b'"$id"', b'"$defs"'))


def _fixed(name: str) -> str:
    """The folder that a glob looks in: its part before the first sign of a glob."""
    parts = name.split(os.sep)
    fixed = os.sep.join(itertools.takewhile(lambda part: not is_glob(part), parts))
    return fixed or (os.sep if name.startswith(os.sep) else os.curdir)


def _leading_out(path: str) -> Fault:
    message = "a link that points outside the directory, so it is not read"
    return Fault(shown(path), shown(path), "path-escape", message)


def _below(path: str) -> Iterator[str]:
    """The file itself, or every file below a directory."""
    if not os.path.isdir(path):
        yield path
    for folder, _, names in os.walk(path):
        yield from (os.path.join(folder, name) for name in names)


def _same_as_any(name: str, paths: Sequence[Path]) -> bool:
    """Whether it is one of these files by another name, as hard links are."""
    return os.path.isfile(name) and any(path.is_file() and path.samefile(name) for path in paths)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _unopened(path: str, error: OSError) -> Fault:
    return Fault(shown(path), shown(path), "unreadable", f"cannot be read: {error.strerror or error}")


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the names of their fields, the longest release, the encoding of plain texts."""

    columns: Columns = field(default_factory=Columns)
    max_bytes: int = MAX_BYTES
    encoding: str | None = None


def read_stream(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    """The releases of one file by its suffix, or by how it begins where the suffix says nothing.

    What parsers of structured forms read is read in a process of its own; the rest takes its bytes in bounded pieces.
    """
    try:
        suffix = _suffix(leaf.name)
        form = suffix if suffix in READERS else _guessed(leaf.stream.peek(4096))
        start = leaf.stream.peek(4096)
    except InputError as error:
        yield fault_of(leaf, error)
        return
    reader = READERS[form]
    apart = form in APART or (reader is _text and is_submission(start))
    if reader is _json and _are_lines(leaf.stream):
        reader, apart = _lines, False  # a line at a time, as they come, and from a pipe that does not end
    yield from (read_apart if apart else guarded)(reader, leaf, reading)


def _guessed(start: bytes) -> str:
    """The suffix that fits how a file begins."""
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"%PDF"):
        return ".pdf"
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head.startswith((b"{", b"[")):
        return ".json"
    if head.startswith(b"<?xml") or head[:5].lower() == b"<rss ":
        return ".xml"
    if head[:14].lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    return ".txt"


Reader = Callable[[Leaf, Reading], Iterator[Release | Fault]]


def _whole(leaf: Leaf, reading: Reading) -> bytes:
    return leaf.stream.read(reading.max_bytes + 1)


def _text(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    if is_submission(leaf.stream.peek(4096)):
        yield from read_submission(leaf.stream, source=leaf.source, max_bytes=reading.max_bytes)
    else:
        data = _whole(leaf, reading)
        yield read_bytes(data, source=leaf.source, encoding=reading.encoding, max_bytes=reading.max_bytes)


def _html(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    yield read_html(_whole(leaf, reading), source=leaf.source, max_bytes=reading.max_bytes)


def _pdf(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    data = leaf.stream.read(4 * reading.max_bytes + 1)
    if len(data) > 4 * reading.max_bytes:
        raise InputError(f"longer than {4 * reading.max_bytes:,} bytes")
    yield read_pdf(data, source=leaf.source, max_bytes=reading.max_bytes)


def _lines(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    yield from read_records(leaf.stream, source=leaf.source, columns=reading.columns, max_bytes=reading.max_bytes)


def _are_lines(stream: io.BufferedReader) -> bool:
    """Whether a file of JSON is JSON lines by another name."""
    first, newline, _ = stream.peek(1 << 16).removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    whole = first.startswith(b"{") and not first.rstrip().endswith((b"{", b",", b"["))
    return whole and (bool(newline) or len(first) >= 4096)


def _json(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    """A file of JSON: one record, a list of them, or a wrapper with one list in it."""
    data = _whole(leaf, reading)
    if len(data) > reading.max_bytes:
        raise InputError(f"longer than {reading.max_bytes:,} bytes; make it JSON lines")
    try:
        content = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from error
    records = _records(content, reading.columns)
    if len(records) > 1 and not any(isinstance(record, dict) for record in records):
        raise InputError(f"no record in it: {len(records):,} items, of which none is a JSON object")
    for number, record in enumerate(records, 1):
        where = f"{leaf.source}:{number}" if len(records) > 1 else leaf.source
        try:
            if not isinstance(record, dict):
                raise InputError(f"a JSON object is needed, not {type(record).__name__}")
            yield release_from_record(record, columns=reading.columns, source=where)
        except InputError as error:
            yield Fault(where, f"item-{number}", "bad-record", str(error), str(record)[:EXCERPT])


def _records(content: object, columns: Columns) -> list[object]:
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and columns.text not in content:
        lists = [
            value for value in content.values() if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        if len(lists) == 1:
            return lists[0]
    return [content]


def _csv(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    delimiter = "\t" if _suffix(leaf.name) == ".tsv" else ","
    yield from read_csv(
        leaf.stream, source=leaf.source, columns=reading.columns, delimiter=delimiter, max_bytes=reading.max_bytes
    )


def _parquet(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    yield from read_parquet(leaf.stream, source=leaf.source, columns=reading.columns, max_bytes=reading.max_bytes)


def _xml(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    if b"<html" in leaf.stream.peek(4096)[:4096].lower():
        yield from _html(leaf, reading)
    else:
        yield from read_news(leaf.stream, source=leaf.source, max_bytes=reading.max_bytes)


READERS: dict[str, Reader] = {
    ".txt": _text, ".text": _text, ".html": _html, ".htm": _html, ".xhtml": _html, ".pdf": _pdf, ".json": _json,
    ".jsonl": _lines, ".ndjson": _lines, ".csv": _csv, ".tsv": _csv, ".parquet": _parquet, ".xml": _xml,
    ".rss": _xml, ".atom": _xml,
}  # fmt: skip

APART = frozenset((".html", ".htm", ".xhtml", ".pdf", ".json", ".parquet", ".xml", ".rss", ".atom"))
