"""Heads of columns that are rows elsewhere in a release."""

from extractor.documents import Release
from extractor.grids import Grid
from extractor.segment import segment

ROWS = """Net sales by segment
Three Months Ended June 30,
2025 2024
Flow Control $ 410.2 $ 398.1
Process Heat 205.1 211.4
Field Services 98.7 90.2
Total $ 714.0 $ 699.7

"""
COLUMNS = """Segment results for the three months ended June 30, 2025
(in millions)
Three Months Ended June 30, 2025
{heads}
Net sales $ 410.2 $ 205.1 $ 98.7 $ 714.0
Cost of sales 250.1 131.0 70.4 451.5
Operating income $ 61.5 $ 20.4 $ 9.9 $ 91.8
"""


def _heads(text: str) -> list[str]:
    """What stands alone over a column of the last table, from left to right."""
    grid: Grid = segment(Release(id="r", text=text)).grids[-1]
    first = min(cell.row for cell in grid.cells if cell.column == 0)
    over = [cell for cell in grid.cells if cell.row < first and cell.columns == 1 and cell.column]
    return [" ".join(text[cell.start : cell.end].split()) for cell in sorted(over, key=lambda cell: cell.column)]


def test_a_line_of_names_of_rows_is_parted() -> None:
    text = ROWS + COLUMNS.format(heads="Flow Control Process Heat Field Services Total")
    assert _heads(text) == ["Flow Control", "Process Heat", "Field Services", "Total"]


def test_a_line_of_other_words_is_not() -> None:
    text = ROWS + COLUMNS.format(heads="Flow Control Process Cold Field Services Total")
    assert "Process Cold" not in _heads(text)
