"""Sources of releases: what the names on the command line stand for, walked in a fixed order, one release at a time."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.records import Columns, Fault, read_records

__all__ = ["check_sources", "walk"]


def check_sources(names: Sequence[str]) -> None:
    """Refuse a name that stands for nothing, before anything is written."""
    for name in names:
        if name != "-" and not Path(name).exists():
            raise InputError(f"{name}: no such file or directory")


def walk(names: Sequence[str], *, columns: Columns | None = None) -> Iterator[Release | Fault]:
    """Every release of the sources, in order, and every fault on the way."""
    for name in names:
        if name == "-":
            yield from read_records(sys.stdin.buffer, source="-", columns=columns)
        else:
            with open(name, "rb") as stream:
                yield from read_records(stream, source=name, columns=columns)
