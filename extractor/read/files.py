"""One reader for every form: the bytes of a file, packed or not, become its releases and faults."""

import contextlib
import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec

from extractor.documents import Release
from extractor.errors import FactwireError, InputError
from extractor.read.apart import begin, fault_of, guarded, read_apart
from extractor.read.columns import read_csv, read_parquet
from extractor.read.containers import Bounds, Leaf, leaves
from extractor.read.edgar import read_submission
from extractor.read.forms import Form, form_of, passed_by
from extractor.read.html import read_html
from extractor.read.markdown import read_markdown
from extractor.read.markup import SAMPLE
from extractor.read.news_xml import read_news
from extractor.read.pdf import read_pdf
from extractor.read.places import shown
from extractor.read.plain import MAX_BYTES, read_bytes, standard_input
from extractor.read.records import EXCERPT, Columns, Fault, read_records, records_in, release_from_record

__all__ = ["Reading", "get_ready", "read_all", "read_leaf", "read_stream"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the names of their fields, the longest release, and what the caller knows better.

    `encoding` is that of plain texts and Markdown; `published` is the day of every release, whatever it says itself.
    """

    columns: Columns = field(default_factory=Columns)
    max_bytes: int = MAX_BYTES
    encoding: str | None = None
    published: date | None = None
    bounds: Bounds = field(default_factory=Bounds)


def read_all(source: str | os.PathLike[str] | bytes, reading: Reading) -> Iterator[Release | Fault]:
    """The releases and faults of a file, of standard input (`-`) or of bytes, by their content.

    Raises InputError where there is no such file, it is a directory, or it may not be read.
    """
    if isinstance(source, bytes):
        yield from read_stream(io.BytesIO(source), name="", source="bytes", reading=reading)
        return
    path = os.fspath(source)
    if path == "-":
        yield from read_stream(standard_input(), name="", source="-", reading=reading)
        return
    with _opened(path) as stream:
        yield from read_stream(stream, name=os.path.basename(path), source=shown(path), reading=reading, path=path)


def get_ready(path: str) -> None:
    """Start what reading this file will need, so that it is there when the caller has made its own preparations.

    Says nothing of a file that cannot be read: reading it will.
    """
    with contextlib.suppress(OSError, ValueError, FactwireError):
        if not stat.S_ISREG(os.stat(path).st_mode):
            return
        with Path(path).open("rb") as stream:
            if form_of(stream.peek(SAMPLE), os.path.basename(path)) in _APART:
                begin()


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the path, or give - for standard input") from error
    except IsADirectoryError as error:
        raise InputError(
            f"{path}: is a directory; name the files in it, for example {path}/*.txt, or give it to batch"
        ) from error
    except PermissionError as error:
        raise InputError(f"{path}: may not be read; check the file's permissions") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path!s}: cannot be read ({error}); check the path") from error


def read_stream(
    stream: BinaryIO, *, name: str, source: str, reading: Reading, path: str = ""
) -> Iterator[Release | Fault]:
    """The releases and faults of a stream of bytes, packed or not.

    `name` is a file's name, as far as it has one, `source` what stands for it in messages, `path` where it lies.
    """
    for leaf in leaves(name, source, stream, bounds=reading.bounds, path=path):
        if isinstance(leaf, Fault):
            yield leaf
        elif leaf.source == source or not passed_by(leaf.name, leaf.stream):
            yield from read_leaf(leaf, reading)


def read_leaf(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    """The releases and faults of one unpacked file, in order; a file that cannot be read is one fault.

    What parsers of structured forms read is read in a process of its own; the rest takes its bytes in bounded pieces.
    """
    try:
        form = form_of(leaf.stream.peek(SAMPLE), leaf.name)
        if form == "json" and _are_lines(leaf.stream):
            form = "jsonl"  # a line at a time, as they come, and from a pipe that does not end
    except InputError as error:
        yield fault_of(leaf, error)
        return
    for item in (read_apart if form in _APART else guarded)(_READERS[form], leaf, reading):
        if reading.published is not None and isinstance(item, Release):
            yield replace(item, published=reading.published)
        else:
            yield item


_Reader = Callable[[Leaf, Reading], Iterator[Release | Fault]]


def _whole(leaf: Leaf, reading: Reading) -> bytes:
    """The bytes of a file that is one release; one more than allowed shows that it is too long."""
    return leaf.stream.read(reading.max_bytes + 1)


def _text(leaf: Leaf, reading: Reading) -> Iterator[Release]:
    data = _whole(leaf, reading)
    yield read_bytes(data, source=leaf.source, encoding=reading.encoding, max_bytes=reading.max_bytes)


def _markdown(leaf: Leaf, reading: Reading) -> Iterator[Release]:
    data = _whole(leaf, reading)
    yield read_markdown(data, source=leaf.source, encoding=reading.encoding, max_bytes=reading.max_bytes)


def _html(leaf: Leaf, reading: Reading) -> Iterator[Release]:
    yield read_html(_whole(leaf, reading), source=leaf.source, max_bytes=reading.max_bytes)


def _pdf(leaf: Leaf, reading: Reading) -> Iterator[Release]:
    data = leaf.stream.read(4 * reading.max_bytes + 1)
    if len(data) > 4 * reading.max_bytes:
        raise InputError(f"longer than {4 * reading.max_bytes:,} bytes")
    yield read_pdf(data, source=leaf.source, max_bytes=reading.max_bytes)


def _edgar(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    yield from read_submission(leaf.stream, source=leaf.source, max_bytes=reading.max_bytes)


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
    records = records_in(content, reading.columns)
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


def _csv(leaf: Leaf, reading: Reading, delimiter: str = ",") -> Iterator[Release | Fault]:
    yield from read_csv(
        leaf.stream, source=leaf.source, columns=reading.columns, delimiter=delimiter, max_bytes=reading.max_bytes
    )


def _tsv(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    yield from _csv(leaf, reading, "\t")


def _parquet(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    yield from read_parquet(leaf.stream, source=leaf.source, columns=reading.columns, max_bytes=reading.max_bytes)


def _xml(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    yield from read_news(leaf.stream, source=leaf.source, max_bytes=reading.max_bytes)


_READERS: dict[Form, _Reader] = {
    "text": _text, "markdown": _markdown, "html": _html, "pdf": _pdf, "edgar": _edgar, "json": _json, "jsonl": _lines,
    "csv": _csv, "tsv": _tsv, "parquet": _parquet, "xml": _xml,
}  # fmt: skip

_APART: frozenset[Form] = frozenset(("html", "markdown", "pdf", "edgar", "json", "parquet", "xml"))
"""Forms whose parsers can take any memory and time from a few bytes."""
