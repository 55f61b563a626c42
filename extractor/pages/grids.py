"""Grids as a page draws them: rows of cells with the columns and rows that each spans, and no empty columns."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractor.facts import Fact
from extractor.grids import Cell, Grid
from extractor.views import View

__all__ = ["drawn_grids"]


def drawn_grids(grids: Sequence[Grid], view: View, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """The grids that can be drawn as tables, with the places of their cells in the release's untouched text.

    A grid with a fact that touches none of its cells is left out: its words are shown as the text has them.
    """
    drawn = []
    starts = [fact.start for fact in facts]
    for grid in grids:
        table = _drawn(grid, view)
        inside = facts[bisect_left(starts, table["s"]) : bisect_left(starts, table["e"])]
        spans = [(cell["s"], cell["e"]) for row in table["rows"] for cell in row if "s" in cell]
        if spans and all(any(f.start < end and start < f.end for start, end in spans) for f in inside):
            figures = [fact.start for fact in inside if fact.kind != "date"]
            drawn.append(table | {"heads": _heads(table["rows"], figures)})
    return drawn


@dataclass(slots=True)
class _Board:
    """The places of a table that are taken."""

    taken: set[tuple[int, int]]

    def room(self, row: int, column: int, columns: int) -> int:
        """How many of these columns are free from the first one on."""
        free = 0
        while free < columns and (row, column + free) not in self.taken:
            free += 1
        return free

    def take(self, row: int, column: int, rows: int, columns: int) -> None:
        """Put a cell there."""
        self.taken |= {(row + down, column + across) for down in range(rows) for across in range(columns)}


def _drawn(grid: Grid, view: View) -> dict[str, Any]:
    columns = sorted({cell.column for cell in grid.cells})
    lines = sorted({cell.row for cell in grid.cells})
    board = _Board(set())
    rows: list[list[dict[str, Any]]] = [[] for _ in lines]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column, cell.start)):
        row, column = bisect_left(lines, cell.row), bisect_left(columns, cell.column)
        wide = board.room(row, column, _between(columns, cell.column, cell.columns))
        high = _between(lines, cell.row, cell.rows)
        if wide:
            board.take(row, column, high, wide)
            rows[row].append(_cell(cell, view) | {"x": column, "w": wide, "h": high})
        elif rows[row]:
            rows[row][-1]["e"] = view.end(cell.end)  # a second cell in one place: its words go with the first one's
    start, end = view.start(grid.start), view.end(grid.end)
    return {
        "s": start,
        "e": end,
        "rows": [_filled(row, number, board, len(columns)) for number, row in enumerate(rows)],
    }


def _between(places: Sequence[int], first: int, many: int) -> int:
    return max(1, bisect_left(places, first + many) - bisect_left(places, first))


def _cell(cell: Cell, view: View) -> dict[str, Any]:
    told: dict[str, Any] = {"s": view.start(cell.start), "e": view.end(cell.end)}
    if cell.indent and cell.column == 0:
        told["i"] = min(cell.indent, 12)
    return told | ({"head": True} if cell.heading else {})


def _filled(row: list[dict[str, Any]], number: int, board: _Board, columns: int) -> list[dict[str, Any]]:
    """The row with blank cells where nothing stands."""
    blanks = [{"x": x, "w": 1, "h": 1} for x in range(columns) if (number, x) not in board.taken]
    return sorted([*row, *blanks], key=lambda cell: cell["x"])


def _heads(rows: Sequence[Sequence[dict[str, Any]]], figures: Sequence[int]) -> int:
    """How many rows stand above the first one with a figure."""
    for number, row in enumerate(rows):
        if any(bisect_left(figures, cell["s"]) < bisect_left(figures, cell["e"]) for cell in row if "s" in cell):
            return number
    return 0
