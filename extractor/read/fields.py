"""The names of the fields of a file of records, looked at before anything is read from it."""

import csv
import io
from itertools import islice

import msgspec

from extractor.read.containers import Leaf
from extractor.read.forms import form_of
from extractor.read.markup import SAMPLE
from extractor.read.records import Columns, records_in

__all__ = ["field_names"]

RECORDS = 100
"""So many records of JSON are looked at: a field without a value is often left out of one."""

LONGEST = 1 << 22


def field_names(leaf: Leaf) -> list[str] | None:
    """The fields that the first records have; None where the file is none of records, or its beginning is broken."""
    form = form_of(leaf.stream.peek(SAMPLE), leaf.name)
    try:
        if form in ("csv", "tsv"):
            return _header(leaf, "\t" if form == "tsv" else ",")
        if form == "parquet":
            return _schema(leaf)
        if form in ("json", "jsonl"):
            return _keys(leaf)
    except (ValueError, OSError, csv.Error, RecursionError):
        return None  # reading it says what is wrong
    return None


def _header(leaf: Leaf, delimiter: str) -> list[str] | None:
    line = leaf.stream.readline(LONGEST).decode("utf-8-sig", "surrogateescape")
    return next(csv.reader([line], delimiter=delimiter), None)


def _schema(leaf: Leaf) -> list[str] | None:
    try:
        import pyarrow.parquet
    except ImportError:
        return None
    if not leaf.stream.seekable():
        return None
    names: list[str] = pyarrow.parquet.read_schema(leaf.stream).names
    return names


def _keys(leaf: Leaf) -> list[str] | None:
    """The keys of JSON lines, or of the records of a list that is short enough."""
    lines = io.BytesIO(leaf.stream.read(LONGEST))
    names: dict[str, None] = {}
    for line in islice(lines, RECORDS):
        try:
            record = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
        except ValueError:
            if not line.strip() or names:
                continue  # an empty line, or one that reading will tell of
            record = msgspec.json.decode(lines.getvalue().removeprefix(b"\xef\xbb\xbf"))
        for each in records_in(record, Columns()):
            names.update(dict.fromkeys(each) if isinstance(each, dict) else {})
    return list(names) or None
