"""The ground-floor types of tables."""

import pytest

from extractor.grids import Cell, Grid, rows_of


@pytest.mark.parametrize(
    ("cell", "column", "columns", "covers"),
    [
        (Cell(0, 1, 0, 2), 2, 1, True),
        (Cell(0, 1, 0, 2), 1, 1, False),
        (Cell(0, 1, 0, 2, columns=3), 4, 1, True),
        (Cell(0, 1, 0, 2, columns=3), 5, 1, False),
        (Cell(0, 1, 0, 2), 0, 3, True),
    ],
)
def test_covers(cell: Cell, column: int, columns: int, covers: bool) -> None:
    assert cell.covers(column, columns) is covers


def test_rows_keep_the_order_of_columns_and_blank_rows() -> None:
    first, second, last = Cell(3, 4, 0, 1), Cell(0, 2, 0, 0), Cell(5, 6, 2, 0)
    assert [list(row) for row in rows_of(Grid(0, 6, (second, first, last)))] == [[second, first], [], [last]]
    assert rows_of(Grid(0, 0, ())) == []
