"""CSV (RFC 4180, UTF-8): one row a figure, numbers with all their digits."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from extractor.columns import FACT_COLUMNS, RELEASE_COLUMNS, fact_rows, release_cells

__all__ = ["csv_header", "csv_rows"]

#: In text there is no need for two forms of a number: the exact one stands in the column of the plain name.
_EXACT = {column.name.removesuffix("_exact"): i for i, column in enumerate(FACT_COLUMNS) if column.type == "exact"}
_KEPT = [(_EXACT.get(c.name, i), c.name) for i, c in enumerate(FACT_COLUMNS) if c.type != "exact"]


def csv_header() -> bytes:
    """The line of column names, with its line end."""
    return _lines([[*(column.name for column in RELEASE_COLUMNS), *(name for _, name in _KEPT)]])


def csv_rows(document: Mapping[str, Any]) -> bytes:
    """The rows of one release's facts (the decoded JSON of a `ReleaseFacts`); none where it has no facts."""
    release = release_cells(document)
    return _lines([[*release, *(cells[i] for i, _ in _KEPT)] for cells in fact_rows(document)])


def _lines(rows: list[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8")
