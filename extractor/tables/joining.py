"""Tables as pages lay them out: heads in a table of their own above the figures, two statements side by side in one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.grids import Cell, Grid, rows_of
from extractor.tables.cells import CellFigure, read_cell
from extractor.tables.periods import read_period

__all__ = ["side_by_side", "with_heads"]

_MOST_HEADS = 8
"""Rows in a table of heads."""


def with_heads(text: str, grids: Sequence[Grid]) -> Iterator[Grid]:
    """The grids, those that hold nothing but heads joined to the one of as many columns right below."""
    held: Grid | None = None
    for grid in grids:
        if held is not None:
            below = held.marked and grid.marked and not text[held.end : grid.start].strip()
            if below and _width(held.cells) == _width(grid.cells) and _begins_with_figures(text, grid):
                yield _joined(held, grid)
                held = None
                continue
            yield held
        held = grid if grid.marked and _is_of_heads(text, grid) else None
        if held is None:
            yield grid
    if held is not None:
        yield held


def side_by_side(text: str, grid: Grid) -> Sequence[Grid]:
    """The grid, or the two that stand side by side in it: labels with figures, and behind those labels of their own."""
    if not grid.marked:
        return [grid]
    labels: Counter[int] = Counter()
    filled = 0
    for row in rows_of(grid):
        figures = [cell.column for cell in row if isinstance(read_cell(text[cell.start : cell.end]), CellFigure)]
        filled += len(figures) > 1
        for cell in row[1:]:
            between = bool(figures) and figures[0] < cell.column < figures[-1]
            if between and row[0].column < figures[0] and _are_words(text, cell):
                labels[cell.column] += 1
    column, count = max(labels.items(), key=lambda item: item[1], default=(0, 0))
    if count < _FEWEST or count * 3 < filled * 2:
        return [grid]
    left = tuple(cell for cell in grid.cells if cell.column < column)
    right = tuple(replace(cell, column=cell.column - column) for cell in grid.cells if cell.column >= column)
    return [
        replace(grid, start=cells[0].start, end=max(cell.end for cell in cells), cells=cells) for cells in (left, right)
    ]


_FEWEST = 3
"""Rows with a second label, so that a table is taken for two."""


def _are_words(text: str, cell: Cell) -> bool:
    words = text[cell.start : cell.end]
    return read_cell(words) is None and sum(map(str.isalpha, words)) > _FEWEST and not read_period(words)


def _width(cells: Sequence[Cell]) -> int:
    """The columns that cells reach over."""
    return max((cell.column + cell.columns for cell in cells), default=0)


def _figures(text: str, cells: Sequence[Cell]) -> bool:
    """Whether any cell is a figure, and no year."""
    read = (read_cell(text[cell.start : cell.end]) for cell in cells)
    return any(isinstance(figure, CellFigure) and not figure.year for figure in read)


def _is_of_heads(text: str, grid: Grid) -> bool:
    if not grid.cells or grid.cells[-1].row >= _MOST_HEADS or _figures(text, grid.cells):
        return False
    return bool(read_period(" ".join(text[cell.start : cell.end] for cell in grid.cells)))


def _begins_with_figures(text: str, grid: Grid) -> bool:
    """Whether the first row has a label and figures: it needs heads."""
    first = [cell for cell in grid.cells if cell.row == grid.cells[0].row]
    return len(first) > 1 and _figures(text, first[1:])


def _joined(heads: Grid, grid: Grid) -> Grid:
    """One grid of both, the rows of the second below those of the first."""
    by = 1 + max(cell.row for cell in heads.cells)
    below = tuple(replace(cell, row=cell.row + by) for cell in grid.cells)
    return replace(grid, start=heads.start, cells=(*heads.cells, *below))
