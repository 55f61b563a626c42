"""Tables of releases: CSV and Parquet, one release a row, read a few rows at a time."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.plain import MAX_BYTES
from extractor.read.records import EXCERPT, Columns, Fault, Found, release_from_record
from extractor.read.unpacking import Bounds, Budget

__all__ = ["read_csv", "read_parquet"]

ROWS = 16
"""Rows in memory at a time: each may be as long as a release may be."""


def read_csv(
    stream: BinaryIO, *, source: str, columns: Columns | None = None, delimiter: str = ",", max_bytes: int = MAX_BYTES
) -> Iterator[Release | Fault]:
    """The rows of a CSV file with a header line, in UTF-8 (a byte order mark is passed over); an empty field is none.

    The position of a row is the line on which it begins. Raises InputError where there is no column of texts.
    """
    columns = columns or Columns()
    csv.field_size_limit(max_bytes)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        try:
            header = next(rows, None)
        except csv.Error as error:
            raise InputError(f"{source}: no CSV: {error}") from error
        if header is None:
            return
        _check(header, source, columns)
        while True:
            begins = rows.line_num + 1
            try:
                row = next(rows, None)
            except csv.Error as error:
                # After a broken quote no later line is sure to begin a row.
                message = f"no CSV from here on: {error}"
                yield Fault(f"{source}:{begins}", f"line-{begins}", "bad-csv", message)
                return
            if row is None:
                return
            if row:
                yield _row(header, row, f"{source}:{begins}", f"line-{begins}", columns)
    finally:
        lines.detach()


def _check(names: list[str], source: str, columns: Columns) -> Found:
    """Where the fields stand. Raises InputError where there is no text, or a column that is asked for is not there."""
    missing = columns.missing(names)
    found = columns.among(names)
    if missing or found.text is None:
        have = ", ".join(map(repr, names[:12]))
        wanted = ", ".join(map(repr, missing)) or "'text'"
        raise InputError(f"{source}: no column {wanted} (there is {have}); name the text's by --text-column")
    return found


def _row(header: list[str], row: list[str], where: str, name: str, columns: Columns) -> Release | Fault:
    excerpt = ",".join(row)[:EXCERPT].encode("utf-8", "replace").decode("utf-8")
    if len(row) != len(header):
        message = f"{len(row)} fields where the header names {len(header)}"
        return Fault(where, name, "bad-record", message, excerpt)
    found = columns.among(header)
    record = {key: value for key, value in zip(header, row, strict=True) if value or key == found.text}
    return _record(record, where, name, columns, excerpt)


def read_parquet(
    stream: BinaryIO, *, source: str, columns: Columns | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Release | Fault]:
    """The rows of a Parquet file; their position is the row's number, from 1. Memory holds a few pages.

    Raises an InputError before the first row where all are more than a file of its size may give: equal ones take no
    place in it.
    """
    columns = columns or Columns()
    try:
        import pyarrow.lib
        import pyarrow.parquet
    except ImportError as error:
        raise InputError(f"{source}: Parquet is read with an extra: pip install 'factwire[parquet]'") from error
    with tempfile.TemporaryFile() as spool:
        if not stream.seekable():
            shutil.copyfileobj(stream, spool)
            spool.seek(0)
            stream = spool
        number = 0
        budget = Budget(source, Bounds(), taken=stream.seek(0, io.SEEK_END))
        stream.seek(0)
        try:
            file = pyarrow.parquet.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20)
            names = file.schema_arrow.names
            found = _check(names, source, columns)
            fields = (found.text, found.id, found.published, found.stated, found.title, *columns.keep)
            wanted = [name for name in dict.fromkeys(fields) if name is not None]
            _weigh(file, found.text or "", budget)
            for batch in file.iter_batches(batch_size=ROWS, columns=wanted, use_threads=False):
                for at in range(batch.num_rows):
                    number += 1
                    yield _row_of(batch, at, f"{source}:{number}", f"row-{number}", columns, max_bytes)
        except MemoryError:
            raise  # pyarrow's own is one of its exceptions, too
        except (pyarrow.lib.ArrowException, ValueError, OSError) as error:
            yield Fault(f"{source}:{number + 1}", f"row-{number + 1}", "bad-parquet", f"no Parquet: {error}")


def _weigh(file: Any, text: str, budget: Budget) -> None:
    """Add up what the texts of a Parquet file take; what is broken in it is told where it is read."""
    import pyarrow
    import pyarrow.compute

    length: Any = pyarrow.compute.binary_length
    try:
        for batch in file.iter_batches(batch_size=ROWS, columns=[text], use_threads=False):
            column = batch.column(0)
            shared = isinstance(column, pyarrow.DictionaryArray)
            lengths = length(column.dictionary).take(column.indices) if shared else length(column)
            budget.given += lengths.sum().as_py() or 0
            budget.check()
    except (pyarrow.ArrowException, OSError):
        return


def _row_of(  # noqa: PLR0913, PLR0917  where a row stands, and how it is read
    batch: Any, at: int, where: str, name: str, columns: Columns, max_bytes: int
) -> Release | Fault:
    try:
        (row,) = batch.slice(at, 1).to_pylist()
    except (ValueError, ArithmeticError) as error:
        return Fault(where, name, "bad-record", f"a cell cannot be read: {error}")
    text = row.get(columns.among(row).text or "")
    if isinstance(text, str) and len(text) > max_bytes:
        return Fault(where, name, "too-large", f"longer than {max_bytes:,} characters, which no press release is")
    return _record(row, where, name, columns)


def _record(row: dict[str, Any], where: str, name: str, columns: Columns, excerpt: str = "") -> Release | Fault:
    try:
        return release_from_record(row, columns=columns, source=where)
    except InputError as error:
        known = row.get(columns.among(row).id or "")
        said = str(known) if known and str(known).isprintable() else name
        return Fault(where, said, "bad-record", str(error), excerpt)
