"""Sources of releases: what the names on the command line stand for, walked in a fixed order, one release at a time."""

import itertools
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from extractor.archive.globs import globbed, is_glob
from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.containers import Bounds, Leaf, kind_of, leaves
from extractor.read.fields import field_names
from extractor.read.files import Reading, read_leaf
from extractor.read.forms import passed_by
from extractor.read.places import shown
from extractor.read.plain import MAX_BYTES, standard_input
from extractor.read.records import Columns, Fault

__all__ = ["LEFT_ALONE", "Sources", "check_columns"]

LEFT_ALONE = (".ledger", ".ledger-journal", ".quarantine.jsonl", ".part", "-wal", "-shm")


LOOKED_AT = 1000
"""So many files are looked at for columns before a run."""


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
    #: What reads a file; looking at the columns is done by another reader in the same walk.
    reader: Callable[[Leaf, Reading], Iterator[Release | Fault]] = read_leaf
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
        check_columns(self.names, self.columns, exclude=self.exclude)

    def __iter__(self) -> Iterator[Release | Fault]:
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
        if not named and not kind_of(name) and (kind := passed_by(name)):
            self.skipped[kind] += 1
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
            elif not (named and "!" not in leaf.source) and (kind := passed_by(leaf.name, leaf.stream)):
                self.skipped[kind] += 1
            else:
                yield from self.reader(leaf, Reading(self.columns, self.max_bytes, self.encoding, self.published))


def check_columns(names: Sequence[str], columns: Columns, *, exclude: Sequence[Path] = ()) -> None:
    """Refuse a column that is asked for and is not there, by the first files, before anything is read.

    Raises InputError with the file and the columns that it has. Standard input cannot be looked at beforehand.
    """
    if not columns.asked():
        return
    files = [name for name in names if name != "-"]
    for item in itertools.islice(Sources(files, columns, exclude, reader=_look), LOOKED_AT):
        if isinstance(item, Fault) and item.code == "no-column":
            raise InputError(f"{item.source}: {item.message}")


def _look(leaf: Leaf, reading: Reading) -> Iterator[Fault]:
    """One item a file: whether it lacks a column that is asked for."""
    names = field_names(leaf)
    missing = reading.columns.missing(names) if names is not None else []
    said = f"no column {missing[0]!r}; there is {', '.join(map(repr, (names or [])[:30]))}" if missing else ""
    yield Fault(leaf.source, leaf.source, "no-column" if missing else "looked-at", said)


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
