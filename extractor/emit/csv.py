"""CSV (RFC 4180, UTF-8) and the same with tabs: one row a figure, numbers with all their digits."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from extractor.columns import FACT_COLUMNS, fact_rows, release_cells, release_columns

__all__ = ["csv_header", "csv_rows", "harmless"]

#: In text there is no need for two forms of a number: the exact one stands in the column of the plain name.
_EXACT = {column.name.removesuffix("_exact"): i for i, column in enumerate(FACT_COLUMNS) if column.type == "exact"}
_KEPT = [(_EXACT.get(c.name, i), c.name) for i, c in enumerate(FACT_COLUMNS) if c.type != "exact"]
_TYPES = [c.type for c in FACT_COLUMNS if c.type != "exact"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_header(*, with_text: bool = False, tabs: bool = False) -> bytes:
    """The line of column names, with its line end; `with_text` adds the release's text to each row."""
    return _lines(
        [[*(column.name for column in release_columns(with_text=with_text)), *(name for _, name in _KEPT)]], tabs
    )


def csv_rows(
    document: Mapping[str, Any], *, with_text: bool = False, tabs: bool = False, spreadsheet: bool = False
) -> bytes:
    """The rows of one release's facts (the decoded JSON of a `ReleaseFacts`); none where it has no facts.

    With `spreadsheet` words that a spreadsheet would run as a formula have a `'` before them.
    """
    release = release_cells(document, with_text=with_text)
    rows: list[list[Any]] = [[*release, *(cells[i] for i, _ in _KEPT)] for cells in fact_rows(document)]
    if spreadsheet:
        types = [*(column.type for column in release_columns(with_text=with_text)), *_TYPES]
        rows = [
            [harmless(cell) if type_ == "text" else cell for type_, cell in zip(types, row, strict=True)]
            for row in rows
        ]
    return _lines(rows, tabs)


def harmless(cell: Any) -> Any:
    """A cell that a spreadsheet takes for words, whatever they begin with.

    >>> harmless("=HYPERLINK(1)"), harmless("5%")
    ("'=HYPERLINK(1)", '5%')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _lines(rows: list[list[Any]], tabs: bool) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, "excel-tab" if tabs else "excel").writerows(rows)
    return out.getvalue().encode("utf-8")
