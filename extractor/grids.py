"""Grids: where the cells of a table stand, whatever the table's source: markup, aligned text, tabs, pipes, lines.

This is the contract between those who make grids (`read` from markup, `segment` from plain text) and the one who
reads them (`tables`). A grid says only where things stand, nothing of what they mean:

- **Everything is a place in the release's text**, which is never edited: `text[cell.start:cell.end]` is what a cell
  says, without blanks at its ends. A blank cell has no `Cell`.
- **A figure is one cell**, however many cells the source spreads it over. `$` | `(1,234` | `)` is one cell that runs
  from the sign to the bracket, so that what lies between (tabs, pipes, blanks) is inside its span; `12.5` | `%` too.
  Signs that belong to no figure of their row stay cells.
- **Rows and columns** are counted from 0, in the order of the text. They need not be dense: columns that only hold
  distance may be left out or kept. What counts is that cells one above the other share a column, and that a head
  that stands over several columns covers them by `column` and `columns` (its width), as the source says or the layout
  shows. The labels of the rows stand in the first column in use. Cells are in text order.
- **A label broken over lines** may be one cell over several rows (`rows`), or a cell a row: a row that has a label
  and no figure is joined to the next one by the reader of the grid where that makes sense.
- **`indent`** says how far a cell of the first column is set in: 0 for none, comparable inside one grid, in no unit.
- **`heading`** is true where the source itself says that a cell is a head (`<th>`, the line above a Markdown rule);
  false says nothing.
- **The grid's span** covers its cells, and no more text than theirs. Titles above it (`CONDENSED BALANCE SHEETS`,
  `(in thousands)`) may be cells of its first rows or lines of the text before it; the reader of the grid looks at both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

__all__ = ["Cell", "Grid", "rows_of"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that says something: `text[start:end]`, at `row` and `column`, `rows` high and `columns` wide."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    indent: int = 0
    heading: bool = False

    def covers(self, column: int, columns: int = 1) -> bool:
        """Whether the cell stands over or under one of these columns."""
        return self.column < column + columns and column < self.column + self.columns


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a grid: its cells in text order between `start` and `end`; `marked` where markup states them."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    marked: bool = False

    def moved(self, by: int) -> "Grid":
        """The same grid where so many code points were put before its text."""
        cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in self.cells)
        return replace(self, start=self.start + by, end=self.end + by, cells=cells)


def rows_of(grid: Grid) -> Sequence[Sequence[Cell]]:
    """The cells by the row in which they begin, from left to right; a row without cells is empty.

    >>> rows_of(Grid(0, 9, (Cell(0, 3, 0, 0), Cell(4, 5, 0, 2), Cell(6, 9, 2, 0))))[0][1].column
    2
    """
    rows: list[list[Cell]] = [[] for _ in range(max((cell.row for cell in grid.cells), default=-1) + 1)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    for row in rows:
        row.sort(key=lambda cell: (cell.column, cell.start))
    return rows
