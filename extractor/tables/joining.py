"""Tables that pages make of several: heads in a table of their own, right above the one with the figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.grids import Cell, Grid
from extractor.tables.cells import CellFigure, read_cell
from extractor.tables.periods import read_period

__all__ = ["with_heads"]

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
