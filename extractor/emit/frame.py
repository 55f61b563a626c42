"""Facts as a data frame of pandas, which is imported only here: one row a figure, the columns of every other table."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractor.columns import FACT_COLUMNS as OF_FACTS
from extractor.columns import Cell, Column, fact_rows, release_cells, release_columns
from extractor.emit.json import to_mapping
from extractor.errors import InputError
from extractor.facts import ReleaseFacts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["to_frame"]


def to_frame(facts: ReleaseFacts | Iterable[ReleaseFacts]) -> "pd.DataFrame":
    """The facts of one release or of many as a `pandas.DataFrame`, one row a figure, in order.

    Its columns are those of CSV, Parquet and the store: what is known of the release first. Numbers are floats, with
    all their digits as `Decimal` in the column beside them (`value_exact`); days are `datetime64[s]`; what is not
    known is missing. The text of the release is a column where the facts carry it.

    :raises InputError: where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise InputError("a data frame needs pandas: pip install 'factwire[pandas]'") from error
    every = [to_mapping(each) for each in ([facts] if isinstance(facts, ReleaseFacts) else facts)]
    with_text = any("text" in each["release"] for each in every)
    columns = (*release_columns(with_text=with_text), *OF_FACTS)
    rows = [(*release_cells(each, with_text=with_text), *row) for each in every for row in fact_rows(each)]
    return pd.DataFrame(
        {column.name: _series(pd, column, [row[i] for row in rows]) for i, column in enumerate(columns)}
    )


def _series(pd: Any, column: Column, cells: Sequence[Cell]) -> Any:
    if column.type == "date":
        return pd.Series(pd.array([cell or "NaT" for cell in cells], dtype="datetime64[s]"))
    if column.type == "exact":
        return pd.Series([None if cell is None else Decimal(cell) for cell in cells], dtype=object)
    return pd.Series(cells, dtype={"integer": "Int64", "real": "float64"}.get(column.type, "str"))
