"""Parquet: one row a figure; numbers as doubles and, with all their digits, as text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extractor.columns import FACT_COLUMNS, Cell, Column, fact_rows, release_cells, release_columns
from extractor.errors import InputError
from extractor.facts import SCHEMA_VERSION

__all__ = ["ParquetFile", "parquet_schema", "write_answer"]

GROUP_ROWS = 20_000


def _arrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("Parquet is written by an extra: pip install 'factwire[parquet]'") from error
    return pyarrow


@cache
def parquet_schema(*, with_text: bool = False) -> Any:
    """The Arrow schema; each column's metadata says what it holds. `with_text` adds the release's text."""
    arrow = _arrow()
    types = {
        "text": arrow.string(),
        "exact": arrow.string(),
        "json": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "date": arrow.date32(),
    }
    fields = [arrow.field(c.name, types[c.type], metadata={"description": c.says}) for c in _columns(with_text)]
    return arrow.schema(fields, metadata={"factwire.schema_version": SCHEMA_VERSION})


def _columns(with_text: bool) -> tuple[Column, ...]:
    return release_columns(with_text=with_text) + FACT_COLUMNS


class ParquetFile:
    """A file of facts being written; it is good only once it is closed."""

    def __init__(self, path: Path, *, with_text: bool = False) -> None:
        self._with_text = with_text
        schema = parquet_schema(with_text=with_text)
        self._writer = _arrow().parquet.ParquetWriter(path, schema, compression="zstd")
        self._rows: list[tuple[Cell, ...]] = []
        #: Rows so far.
        self.rows = 0

    def add(self, document: Mapping[str, Any]) -> None:
        """Take one release's facts (the decoded JSON of a `ReleaseFacts`)."""
        release = release_cells(document, with_text=self._with_text)
        new = [(*release, *cells) for cells in fact_rows(document)]
        self._rows += new
        self.rows += len(new)
        if len(self._rows) >= GROUP_ROWS:
            self._write()

    def _write(self) -> None:
        rows, self._rows = self._rows, []
        arrow, schema = _arrow(), parquet_schema(with_text=self._with_text)
        columns = [
            arrow.array([_value(column, row[i]) for row in rows], schema.field(i).type)
            for i, column in enumerate(_columns(self._with_text))
        ]
        self._writer.write_table(arrow.Table.from_arrays(columns, schema=schema))

    def close(self) -> None:
        """Write what is left and the file's end."""
        if self._rows:
            self._write()
        self._writer.close()


def _value(column: Column, cell: Cell) -> object:
    return date.fromisoformat(str(cell)) if column.type == "date" and cell is not None else cell


def write_answer(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """An answer of rows as a file: exact numbers as doubles, whole columns of nothing as text."""
    arrow = _arrow()
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    arrays = {}
    for name, cells in zip(names, columns, strict=True):
        plain = [float(cell) if isinstance(cell, Decimal) else cell for cell in cells]
        empty = all(cell is None for cell in plain)
        arrays[name] = arrow.array(plain, arrow.string() if empty else None)
    arrow.parquet.write_table(arrow.table(arrays), path, compression="zstd")
