"""The parts of a grid: which of its columns hold figures, which rows are heads, which carry labels, which figures.

A grid is read without knowing what it is about. Labels stand left of the first column of figures; cells of figures that
stand one above the other are one column, however the source aligned their signs; a row whose cells over the columns
say no figure (or years only) is a head, and where one follows figures a new block begins.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from extractor.grids import Cell, Grid, rows_of
from extractor.tables.cells import BLANK, Blank, CellFigure, read_cell
from extractor.tables.periods import read_period
from extractor.tables.scale import read_scale
from extractor.words.tables import folded, phrase_in, table_words

__all__ = ["Block", "Layout", "Row", "RowKind", "is_table_of_figures", "read_layout", "words_of"]

_MOST_COLUMNS = 200
"""Places of figures in the rows of a table; a grid with more is none that anybody reads."""
_MOST_HEADS = 8
"""Rows of heads over one another that are looked at."""
_SIGNS = frozenset({"%", "$", "#", "€", "£", "$%", "bps", "pts", "x"})


class RowKind(Enum):
    """What a row is."""

    HEAD = "head"  # says what the columns are
    LABEL = "label"  # words and no cells: a head of rows, a title, the first line of a label
    BODY = "body"  # figures
    TEXT = "text"  # words in the columns of figures


@dataclass(slots=True)
class Row:
    """A row: its label's cells, and its cells by column (`None` is left of all columns of figures)."""

    number: int
    kind: RowKind
    label: list[Cell]
    cells: dict[int, Cell] = field(default_factory=dict)
    figures: dict[int, CellFigure] = field(default_factory=dict)
    over: list[Cell] = field(default_factory=list)

    @property
    def indent(self) -> tuple[int, int]:
        """How far the label is set in: by columns, then inside its cell."""
        return (self.label[0].column, self.label[0].indent) if self.label else (0, 0)


@dataclass(slots=True)
class Block:
    """Rows under the same heads; `titles` are the label rows above the heads."""

    titles: list[Row] = field(default_factory=list)
    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """A grid with its columns of figures (first and last grid column of each) and its blocks."""

    grid: Grid
    columns: list[tuple[int, int]]
    blocks: list[Block]


def words_of(text: str, cell: Cell) -> str:
    """What a cell says, on one line."""
    return " ".join(text[cell.start : cell.end].split())


def is_table_of_figures(text: str, layout: Layout, *, scaled: bool = False) -> bool:
    """Whether a grid states figures: not a list of contents, a calendar of calls, a block of addresses, a layout.

    `scaled` says that the lines above it state a scale.
    """
    rows = [row for block in layout.blocks for row in block.rows if row.figures]
    shown = [
        (text[c.start : c.end], row.figures[at]) for row in rows for at, c in row.cells.items() if at in row.figures
    ]
    if len(shown) < 2 or not any(row.label for row in rows):
        return False
    told = sum(bool(f.sign or f.unit or f.decimals or f.power or "," in words) for words, f in shown)
    heads = " ".join(
        words_of(text, c) for block in layout.blocks for row in (*block.heads, *block.titles) for c in row.over
    )
    if read_period(heads):
        return True
    if len(layout.columns) > 1:
        return told > 0
    others = sum(not row.figures for block in layout.blocks for row in block.rows)
    titles = [words_of(text, c) for block in layout.blocks for row in block.titles for c in row.label]
    scaled = scaled or any(read_scale(words).power is not None for words in titles)
    return (
        told * 3 >= len(shown) * (1 if scaled else 2) and others <= len(rows) and not _counts_up([f for _, f in shown])
    )


def _counts_up(figures: Sequence[CellFigure]) -> bool:
    """Numbers of pages: whole and never smaller than the one before."""
    numbers = [figure.numbers[0] for figure in figures]
    return all(f.whole for f in figures) and all(a <= b for a, b in itertools.pairwise(numbers))


def read_layout(text: str, grid: Grid) -> Layout:
    """The parts of a grid; a grid without figures has no columns."""
    rows = [[(cell, read_cell(text[cell.start : cell.end])) for cell in row] for row in rows_of(grid)]
    first = _first_figures(rows)
    if first is None:
        return Layout(grid, [], [])
    columns = _columns(rows, first, marked=grid.marked)
    if not columns:
        return Layout(grid, [], [])
    read = [_row(text, number, row, first, columns) for number, row in enumerate(rows) if row]
    blocks = list(_blocks(text, read, first))
    _drop_references(text, blocks, columns)
    return Layout(grid, columns, blocks)


Read = tuple[Cell, CellFigure | Blank | None]


def _is_words(text: str, read: Read) -> bool:
    return read[1] is None or (read[1] is BLANK and text[read[0].start : read[0].end] in _SIGNS)


def _is_blank(text: str, read: Read) -> bool:
    return read[1] is BLANK and text[read[0].start : read[0].end] not in _SIGNS


def _first_figures(rows: Sequence[Sequence[Read]]) -> int | None:
    """The first grid column that holds figures: behind the labels, where most rows with a label begin theirs."""
    starts: Counter[tuple[int, int]] = Counter()
    for row in rows:
        words = [cell.column for cell, read in row if read is None]
        own = row[1:] if _is_number_of_row(row) else row
        figures = [cell for cell, read in own if isinstance(read, CellFigure) and not read.year]
        if figures and words and words[0] < figures[0].column:
            starts[figures[0].column, figures[0].column + figures[0].columns] += 1
    if not starts:
        return _behind_years(rows)
    usual = starts.most_common(1)[0][1]
    first = min(column for (column, _), count in starts.items() if count * 5 >= usual)
    return min(column for column, end in starts if end > first)  # a sign in a cell of its own begins a column earlier


def _is_number_of_row(row: Sequence[Read]) -> bool:
    """Whether a row begins with its own number, and its words stand behind that."""
    if len(row) < 2 or row[1][1] is not None:
        return False
    first = row[0][1]
    return isinstance(first, CellFigure) and first.whole and first.numbers[0] < 1000 and row[0][0].column == 0


def _behind_years(rows: Sequence[Sequence[Read]]) -> int | None:
    """The first column of figures where the labels themselves are years (maturities)."""
    labelled = [row for row in rows if len(row) > 1 and isinstance(row[0][1], CellFigure) and row[0][1].year]
    if len(labelled) < 2:
        return None
    return min(row[1][0].column for row in labelled)


def _columns(rows: Sequence[Sequence[Read]], first: int, *, marked: bool) -> list[tuple[int, int]]:
    """The columns of figures: cells that overlap are one, the usual widths before the odd ones."""
    spans: Counter[tuple[int, int]] = Counter()
    for row in rows:
        if sum(isinstance(read, CellFigure) and not read.year for _, read in row) == 0:
            continue
        for cell, read in row:
            if cell.column >= first and isinstance(read, CellFigure | Blank):
                spans[cell.column, cell.column + cell.columns] += 1
    if len(spans) > _MOST_COLUMNS:
        return []
    found: list[tuple[int, int]] = []
    # a wide cell of a text only says that its column is not known
    ordered = sorted(spans.items(), key=lambda item: (not marked and item[0][1] - item[0][0] > 1, -item[1], item[0]))
    for (start, end), _ in ordered:
        near = [i for i, (a, b) in enumerate(found) if start < b and a < end]
        if not near:
            found.append((start, end))
        elif len(near) == 1:
            a, b = found[near[0]]
            found[near[0]] = min(a, start), max(b, end)
    return sorted(found)


def _at(columns: Sequence[tuple[int, int]], cell: Cell) -> int | None:
    """The column that a cell overlaps most."""
    best, size = None, 0
    for i, (a, b) in enumerate(columns):
        shared = min(b, cell.column + cell.columns) - max(a, cell.column)
        if shared > size:
            best, size = i, shared
    return best


def _row(text: str, number: int, row: Sequence[Read], first: int, columns: Sequence[tuple[int, int]]) -> Row:
    """A row by what stands over its columns; whether years are heads is settled in `_blocks`."""
    row = row[1:] if _is_number_of_row(row) and _is_label(row[1][0], first) else row
    out = Row(number, RowKind.LABEL, [cell for cell, _ in row if _is_label(cell, first)])
    zone = [read for read in row if not _is_label(read[0], first)]
    out.over = [cell for cell, _ in zone]
    for cell, read in zone:
        at = _at(columns, cell)
        if at is None or at in out.cells:
            continue
        out.cells[at] = cell
        if isinstance(read, CellFigure):
            out.figures[at] = read
    if not zone:
        return out
    if not out.label and len(zone) == 1 and _is_title_cell(text, zone[0], columns):
        out.label, out.over, out.cells = [zone[0][0]], [], {}
        return out
    if all(_is_words(text, read) for read in zone):
        out.kind = RowKind.HEAD
    elif any((isinstance(r, CellFigure) and not r.year) or _is_blank(text, (c, r)) for c, r in zone):
        out.kind = RowKind.BODY
    else:
        out.kind = RowKind.HEAD  # years and words
    return out


def _is_label(cell: Cell, first: int) -> bool:
    """Whether a cell stands left of the figures; a head that begins a spacer before its column does not."""
    return cell.column < first and (cell.column == 0 or cell.column + cell.columns <= first)


def _is_title_cell(text: str, read: Read, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a lone cell over all columns is a title that stands over them instead of over the labels."""
    cell, figure = read
    if figure is not None or len(columns) < 2:
        return False
    if not all(cell.covers(start, end - start) for start, end in (columns[0], columns[-1])):
        return False
    words = folded(text[cell.start : cell.end])
    if words.strip("()") == "unaudited":
        return True
    return not read_period(words) and phrase_in(table_words().columns.qualifiers, words) is None


def _blocks(text: str, rows: Sequence[Row], first: int) -> Iterator[Block]:
    """Rows under their heads."""
    block = Block()
    figures = False
    for row in rows:
        if row.kind is RowKind.HEAD:
            row.kind = _head_or_text(text, row, block, figures=figures)
        titles = row.kind is RowKind.LABEL and (_is_over(row, first) or _is_caption(text, row))
        if (row.kind is RowKind.HEAD and block.rows) or (titles and figures):
            started = _titles(block)
            yield block
            block, figures = Block(titles=started), False
        figures = figures or row.kind is RowKind.BODY
        if row.kind is RowKind.HEAD:
            block.heads.append(row)
        elif titles or (row.kind is RowKind.LABEL and not block.rows and not block.heads):
            block.titles.append(row)
        else:
            block.rows.append(row)
    if not block.heads and block.rows and not any(_is_over(row, first) for row in block.titles):
        named = [_is_title(text, row) for row in block.titles]
        block.rows[:0] = [row for row, title in zip(block.titles, named, strict=True) if not title]
        block.titles = [row for row, title in zip(block.titles, named, strict=True) if title]
    yield block


def _is_caption(text: str, row: Row) -> bool:
    """Whether a label row states a scale, or that figures are unaudited, and nothing else."""
    words = folded(" ".join(words_of(text, cell) for cell in row.label))
    if words.strip("()") in {"unaudited", "audited"}:
        return True
    bracketed = words.startswith("(") and words.endswith(")")
    return (bracketed or words.startswith(("in ", "$ in ", "dollars in "))) and read_scale(words).power is not None


def _is_over(row: Row, first: int) -> bool:
    """Whether a row's words stand over the columns of figures."""
    return bool(row.label) and row.label[0].column >= first


def _is_title(text: str, row: Row) -> bool:
    """Whether a label row over a block without heads is its title rather than a head of its rows."""
    words = folded(" ".join(words_of(text, cell) for cell in row.label))
    kinds = table_words().kinds
    named = any(phrase_in(phrases, words) for _, phrases in kinds.each())
    return named or read_scale(words).power is not None or bool(read_period(words)) or "unaudited" in words


def _titles(block: Block) -> list[Row]:
    """The label rows at the end of a block, which are titles of the next one: captions, names of statements."""
    at = len(block.rows)
    while at and block.rows[at - 1].kind is RowKind.LABEL:
        at -= 1
    if at == 0:
        return []
    started, block.rows = block.rows[at:], block.rows[:at]
    return started


def _head_or_text(text: str, row: Row, block: Block, *, figures: bool) -> RowKind:
    """Whether a row without figures but with words or years over the columns is a head."""
    years = bool(row.figures)
    label = folded(" ".join(words_of(text, cell) for cell in row.label))
    heads = " ".join(folded(words_of(text, cell)) for cell in row.over)
    timed = bool(read_period(heads)) or phrase_in(table_words().columns.changes, heads) is not None
    if years and label and block.heads and not label.startswith("("):
        said = read_period(_joined(text, block.heads[-_MOST_HEADS:]))
        if said.year or said.end:
            return RowKind.BODY  # a figure that looks like a year
    if not figures and not (block.rows and label and not timed):
        return RowKind.HEAD
    if label and not timed and phrase_in(table_words().columns.qualifiers, heads) is None:
        return RowKind.TEXT
    return RowKind.HEAD


def _joined(text: str, rows: Sequence[Row]) -> str:
    return " ".join(words_of(text, cell) for row in rows for cell in row.over)


def _drop_references(text: str, blocks: Sequence[Block], columns: Sequence[tuple[int, int]]) -> None:
    """Take out columns that hold notes: by their head, or small bracketed numbers beside few rows."""
    words = table_words().columns.references
    for block in blocks:
        for at in range(len(columns)):
            heads = {folded(words_of(text, row.cells[at])).strip("()") for row in block.heads if at in row.cells}
            figures = [row.figures[at] for row in block.rows if at in row.figures]
            bodies = sum(bool(row.figures) for row in block.rows)
            marks = [f for f in figures if not f.decimals and not f.sign and not f.unit and -20 < f.numbers[0] < 0]
            lone = not heads and figures and len(marks) == len(figures) and len(figures) * 2 <= bodies
            if heads & set(words) or lone:
                for row in block.rows:
                    row.figures.pop(at, None)
                    row.cells.pop(at, None)
