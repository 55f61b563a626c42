"""Which column each figure of a row stands in, where the text keeps only their order.

A row with as many figures as the table has columns is plain. One with more holds marks of footnotes, ranges or figures
of its label; one with fewer lost its blank cells: then the columns' kinds say where its figures belong, and where they
do not, a cell covers all columns that it may stand in.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.segment.cells import MARK, Kind, Token
from extractor.segment.rows import Row
from extractor.segment.stacks import MOST_COLUMNS
from extractor.spans import Span

__all__ = [
    "Place",
    "Profile",
    "cells_in_columns",
    "column_count",
    "column_weights",
    "percent_columns",
    "profile",
    "split_rows",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell in its column, counted from 1, or in one of `columns` columns from there on."""

    start: int
    end: int
    column: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """For each column the kinds of the figures in it, from rows that have all, and whether its head names a change."""

    kinds: Sequence[Counter[Kind]]
    small: bool
    """Whether many rows begin with small numbers that are no marks of notes."""
    changes: frozenset[int]
    notes: frozenset[str] = frozenset()
    """The marks of the notes under the table."""
    group: int = 0
    """After how many columns the same heads come again; 0 if they do not."""

    def __len__(self) -> int:
        return len(self.kinds)


_BARE = frozenset({Kind.SMALL, Kind.YEAR, Kind.PLAIN})


def column_weights(rows: Sequence[Row], numbers: Collection[int]) -> dict[int, float]:
    """How much the rows speak for each of some numbers of columns, at most 9."""
    filled = [row for row in rows if row.cells]
    most = min(max((len(row.cells) for row in filled), default=0), MOST_COLUMNS)
    return {
        number: 9 * sum(_speaks(row, number) for row in filled) / len(filled)
        for number in sorted(numbers)
        if 0 < number <= min(most + 2, MOST_COLUMNS)
    }


def column_count(rows: Sequence[Row], weights: "dict[int, float]", fits: "dict[int, float]") -> int:
    """The number of columns for which most speaks: rows with as many figures, and heads that fit it."""
    counts = {len(row.cells) for row in rows}
    options = [number for number in weights if number in counts or fits.get(number, 0.0) >= 2]
    return max(options, key=lambda number: (weights[number] + fits.get(number, 0.0), -number), default=0)


def _speaks(row: Row, number: int) -> float:
    """How much a row speaks for a number of columns."""
    count = len(row.cells)
    if count == number:
        return 1.0
    if count < number:
        return 0.2
    if row.flows and count % number == 0:
        return 0.4
    return 0.8 if len(_reduced_cells(row, number)) == number else -0.5


def _reduced_cells(row: Row, number: int) -> Sequence[Token]:
    """The cells without figures that are none: a mark before the first figure, marks after others, ranges as one."""
    if len(row.cells) <= number:
        return row.cells
    cells = list(row.cells)
    if row.label is None and len(cells) == number + 1 > 2 and not row.flows and cells[0].kind in _BARE:
        return cells[1:]
    if len(cells) > number:
        cells = _with_ranges(cells, len(cells) - number)
    while row.flows and len(cells) > number > 1 and cells[-1].is_mark:
        cells.pop()  # the mark of the note below
    if len(cells) > number and cells[0].kind in _BARE | {Kind.MISSING} and row.label:
        # on a line of its own only `(1)` is a mark
        cells = cells[not row.flows or cells[0].end - cells[0].start == MARK :]
    at = len(cells) - 1
    while len(cells) > number and at > 0:
        if cells[at].kind is Kind.SMALL and cells[at - 1].kind is not Kind.SMALL:
            del cells[at]
        at -= 1
    return cells


def _reduced(row: Row, number: int) -> Row:
    """The row without figures that are no cells."""
    cells = _reduced_cells(row, number)
    if len(cells) == len(row.cells):
        return row
    label = row.label
    if label is None and len(cells) == number == len(row.cells) - 1 > 1 and cells[0] is row.cells[1]:
        label = Span(row.cells[0].start, row.cells[0].end)
    elif label and cells and row.cells[0] is not cells[0] and cells[0].start > row.cells[0].start:
        skipped = row.cells.index(cells[0]) if cells[0] in row.cells else 0
        label = Span(label.start, row.cells[skipped - 1].end) if skipped else label
    return replace(row, label=label, cells=tuple(cells))


def _with_ranges(cells: Sequence[Token], most: int) -> list[Token]:
    """`$10` `-` `$12` as one cell, so often as cells are too many."""
    out: list[Token] = []
    for cell in cells:
        if most >= 2 and len(out) >= 2 and out[-1].kind is Kind.MISSING and _is_figure(cell) and _is_figure(out[-2]):
            out[-2:] = [Token(out[-2].start, cell.end, cell.kind)]
            most -= 2
        else:
            out.append(cell)
    return out


def _is_figure(cell: Token) -> bool:
    return cell.kind not in {Kind.MISSING, Kind.YEAR}


def split_rows(rows: Sequence[Row], number: int) -> Iterator[Row]:
    """The rows, those whose cells flow on into the next row parted from it, those broken in two joined."""
    joined: list[Row] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last is not None and _is_rest(last, row, number):
            joined[-1] = replace(last, end=row.end, cells=last.cells + row.cells)
            continue
        joined.append(row)
    for row in joined:
        count = len(row.cells)
        if not row.flows or count == number or count % number:
            yield row
            continue
        for at in range(0, count, number):
            yield replace(row, label=row.label if at == 0 else None, cells=row.cells[at : at + number])


def _is_rest(last: Row, row: Row, number: int) -> bool:
    """Whether a row without a label has the cells that the row above it lacks."""
    if last.label is None or row.label is not None or not last.cells or not row.cells:
        return False
    return len(last.cells) + len(row.cells) == number and row.line == last.line + 1


def profile(rows: Sequence[Row], number: int, percentages: frozenset[int]) -> Sequence[Counter[Kind]]:
    """The kinds of figures by column; `percentages` are the columns, from 0, whose heads say that they hold some."""
    found: list[Counter[Kind]] = [Counter() for _ in range(number)]
    for row in rows:
        cells = _reduced_cells(row, number)
        if len(cells) == number:
            for column, cell in zip(found, cells, strict=True):
                column[cell.kind] += 1
    for at in percentages:
        found[at][Kind.PERCENT] += len(rows)
    return found


def percent_columns(text: str, rows: Sequence[Row], number: int) -> frozenset[int]:
    """The columns, from 0, that seem to hold percentages: some have the sign, or none is large and others' are."""
    signed = [0] * number
    sizes: list[list[int]] = [[] for _ in range(number)]
    for row in rows:
        if len(row.cells) != number:
            continue
        for at, cell in enumerate(row.cells):
            signed[at] += cell.kind is Kind.PERCENT
            if cell.kind is not Kind.MISSING:
                sizes[at].append(_size(text[cell.start : cell.end]))
    usual = [sorted(column)[len(column) // 2] if column else 0 for column in sizes]
    large = max(usual, default=0) >= _LARGE
    small = [large and bool(column) and max(column) <= _SMALL for column in sizes]
    return frozenset(at for at in range(number) if small[at] or 0 < len(sizes[at]) <= 3 * signed[at])


def _size(words: str) -> int:
    """The digits of a figure before its point; one with a currency's sign or in hundredths is no small number."""
    whole, _, rest = words.partition(".")
    digits = sum(map(str.isdigit, whole))
    return max(digits, _SMALL + 1) if words[0] in "$€£" or sum(map(str.isdigit, rest)) > 1 else digits


_LARGE, _SMALL = 4, 2
"""Digits of amounts, as most of a column have them, and of percentages, before the point."""


def cells_in_columns(text: str, row: Row, columns: Profile) -> tuple[Row, list[Place]]:
    """The row, with what turned out to belong to its label, and its cells in their columns."""
    number = len(columns)
    row = _reduced(row, number)
    if row.label and 1 < len(row.cells) <= number and _is_note(text, row.cells[0], columns):
        row = replace(row, label=Span(row.label.start, row.cells[0].end), cells=row.cells[1:])
    if len(row.cells) == 1 and number > 2 and row.label and row.cells[0].is_mark:
        return replace(row, label=Span(row.label.start, row.cells[0].end), cells=()), []
    cells = row.cells
    if len(cells) > number:
        cells = cells[-number:]
        label = Span(row.label.start if row.label else row.cells[0].start, row.cells[-number - 1].end)
        row = replace(row, label=label, cells=cells)
    if len(cells) == number:
        return row, [Place(cell.start, cell.end, column) for column, cell in enumerate(cells, 1)]
    return row, _aligned(cells, columns)


def _is_note(text: str, cell: Token, columns: Profile) -> bool:
    """Whether the first cell is the mark of a note that stands under the table, in a column of larger figures."""
    return cell.kind is Kind.SMALL and not columns.small and text[cell.start : cell.end] in columns.notes


def _aligned(cells: Sequence[Token], columns: Profile) -> list[Place]:
    """Fewer cells than columns: in order, where their kinds fit best; a cell that fits several covers them all.

    Changes are left blank more often than what they compare: as many cells as there are other columns are theirs.
    """
    others = [at for at in range(len(columns)) if at not in columns.changes]
    if len(cells) == len(others):
        return [Place(cell.start, cell.end, at + 1) for cell, at in zip(cells, others, strict=True)]
    if len(cells) == columns.group > 1 and columns.group**2 != len(columns):  # else perhaps one of each group
        return [Place(cell.start, cell.end, at) for at, cell in enumerate(cells, 1)]
    first, last = _best(cells, columns.kinds, late=False), _best(cells, columns.kinds, late=True)
    return [
        Place(cell.start, cell.end, early + 1, late - early + 1)
        for cell, early, late in zip(cells, first, last, strict=True)
    ]


def _best(cells: Sequence[Token], columns: Sequence[Counter[Kind]], *, late: bool) -> list[int]:
    """The columns of the cells with the highest sum of what fits; of several such the first, or the last."""
    order = -1e-6 if late else 1e-6
    reached: list[tuple[float, list[int]]] = [(0.0, [])] * (len(columns) + 1)
    for cell in cells:
        following: list[tuple[float, list[int]]] = [(float("-inf"), [])] * (len(columns) + 1)
        for at, column in enumerate(columns):
            score, before = reached[at]
            with_cell = (score + _fits(cell, column) - order * at, [*before, at])
            following[at + 1] = max(following[at], with_cell, key=lambda option: option[0])
        reached = following
    return reached[len(columns)][1]


def _fits(cell: Token, column: Counter[Kind]) -> float:
    """How well a cell fits the column's kinds."""
    total = sum(column.values()) or 1
    percent, year = column[Kind.PERCENT] / total, column[Kind.YEAR] / total
    if cell.kind is Kind.PERCENT:
        return percent
    if cell.kind is Kind.YEAR and year:
        return year
    return 0.3 if cell.kind is Kind.MISSING else 1 - percent - year
