"""Rows of a table in plain text: a label and its cells on one line, or on a line each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.segment.cells import MARK, Kind, Token, tokens
from extractor.segment.lines import Line
from extractor.spans import Span
from extractor.words.grids import grid_words, month_pattern

__all__ = ["Row", "labelled", "row_of_line", "rows_of_lines"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as its lines give it: words, then cells; either may be missing.

    `start` and `end` are those of its lines, `line` numbers the last of them. `flows` is true where each cell stands
    on a line of its own, so that several rows may follow one another unseen.
    """

    start: int
    end: int
    line: int
    label: Span | None
    cells: tuple[Token, ...] = ()
    flows: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether it has cells: not only the mark of a footnote behind words, `Currency (1)`."""
        marked = self.label is not None and len(self.cells) == 1 and self.cells[0].is_mark
        return bool(self.cells) and not marked


def rows_of_lines(text: str, lines: Sequence[Line], region: Sequence[int]) -> list[Row]:
    """The rows of some lines; cells that stand on lines of their own are one row."""
    out: list[Row] = []
    run: list[int] = []
    for at in region:
        row = row_of_line(text, lines[at].start, lines[at].end, at)
        goes_on = run and _is_scale(text, lines[at])
        if goes_on or (row.label is None and (len(row.cells) <= 1 or _goes_under(row, run, out))):
            run.append(at)
            continue
        out.extend(_flowing(text, lines, run, out))
        run = []
        out.append(row)
    out.extend(_flowing(text, lines, run, out))
    return out


def _goes_under(row: Row, run: Sequence[int], rows: Sequence[Row]) -> bool:
    """Whether figures on a line of their own go on with those of the lines above, under a label that stands alone."""
    last = rows[-1] if rows else None
    if last is None or last.label is None or last.cells or any(cell.kind is Kind.MISSING for cell in row.cells):
        return False
    return (run[-1] if run else last.line) == row.line - 1


def row_of_line(text: str, start: int, end: int, at: int) -> Row:
    """A line as a row: the cells at its end, and the words before them."""
    found = tokens(text, start, end)
    if len(found) > 1 and all(t.kind is Kind.SIGN and t.end - t.start > 1 for t in found):
        return Row(start, end, at, Span(start, end))  # `RMB RMB US$`
    first = len(found)
    while first and found[first - 1].kind not in {Kind.WORD, Kind.BAR}:
        first -= 1
    while first and first < len(found) and found[first].kind is Kind.NOTE:
        first += 1
    if 0 < first < len(found) - 1 and found[first - 1].kind is Kind.WORD and _links(text, found[first - 1]):
        first += 1  # `net of tax of $4`
    if 0 < first < len(found) - 1 and _is_year_of_day(text, found[first - 1 : first + 2]):
        first += 1  # `Balance at June 30, 2025 $ 4`
    cells = tuple(token for token in found[first:] if token.is_cell)
    if _is_range(text, found):
        return Row(start, end, at, None, (Token(found[0].start, found[2].end, found[2].kind),))
    if len(cells) == 1 and (cells[0].kind is Kind.YEAR or (first and _links(text, found[first - 1]))):
        return Row(start, end, at, Span(start, end))
    if first == 0:
        return Row(start, end, at, None, cells)
    last = first if cells else max((i for i, token in enumerate(found, 1) if token.kind is not Kind.SIGN), default=0)
    while last and found[last - 1].kind is Kind.SIGN:
        last -= 1
    if last == 0:
        return Row(start, end, at, None, cells)
    return Row(start, end, at, Span(found[0].start, found[last - 1].end), cells)


def _is_year_of_day(text: str, found: Sequence[Token]) -> bool:
    """Whether a year goes on with a day before it, and no year follows: that of a label."""
    before, year, after = found
    if year.kind is not Kind.YEAR or after.kind is Kind.YEAR or before.kind is not Kind.WORD:
        return False
    return _day().search(text, max(0, year.start - _LONGEST_DAY), year.start) is not None


@cache
def _day() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){month_pattern()}\s*\d{{1,2}},\s+$", regex.IGNORECASE)


_LONGEST_DAY = 20
"""Characters in a month and day."""


def _is_range(text: str, found: Sequence[Token]) -> bool:
    """Whether a line is one cell, from one figure to another: `$8.51 - $8.53`."""
    if len(found) != 3 or found[1].kind is not Kind.MISSING or found[0].kind is not found[2].kind:
        return False
    both = {text[token.start] in "$€£" for token in (found[0], found[2])}
    return found[0].kind in {Kind.FIGURE, Kind.PERCENT} and len(both) == 1


def _links(text: str, word: Token) -> bool:
    """Whether a figure after the word belongs to the label."""
    return text[word.start : word.end].lower() in grid_words().links


def _flowing(text: str, lines: Sequence[Line], run: Sequence[int], before: list[Row]) -> Iterator[Row]:
    """Lines of one cell each, or of a sign, as one row; the sign that ends the line before belongs to them."""
    if not run:
        return
    start, end = lines[run[0]].start, lines[run[-1]].end
    last = before[-1] if before else None
    if last is not None and last.label is not None and not last.cells and last.line == run[0] - 1:
        start = last.label.end
    row = row_of_line(text, start, end, run[-1])
    cells = tuple(_with_ranges(text, lines, run, [token for token in tokens(text, start, end) if token.is_cell]))
    if cells:
        cells = tuple(_with_scales(text, [lines[at] for at in run], cells))
        yield replace(row, start=lines[run[0]].start, label=None, cells=cells, flows=len(run) > 1)


def _is_scale(text: str, line: Line) -> bool:
    """Whether a line is nothing but the power of ten of the cell above it: `Billion`."""
    return line.end - line.start <= _LONGEST_SCALE and line.of(text).strip().casefold() in grid_words().scale_lines


_LONGEST_SCALE = 12


def _with_scales(text: str, run: Sequence[Line], cells: Sequence[Token]) -> Iterator[Token]:
    """The cells, those with their power of ten on the line below them up to its end."""
    scales = [line for line in run if _is_scale(text, line)]
    for at, cell in enumerate(cells):
        after = cells[at + 1].start if at + 1 < len(cells) else run[-1].end + 1
        own = next((line for line in scales if cell.end <= line.start < after), None)
        yield cell._replace(end=own.end) if own is not None and cell.kind is not Kind.MISSING else cell


def _with_ranges(text: str, lines: Sequence[Line], run: Sequence[int], cells: list[Token]) -> Iterator[Token]:
    """The cells of lines of one cell each, the two figures of a line that is a range as one."""
    ranges = [Span(lines[at].start, lines[at].end) for at in run]
    ranges = [
        line for line in ranges if line.end - line.start > MARK and _is_range(text, tokens(text, line.start, line.end))
    ]
    for line in ranges:
        own = [i for i, cell in enumerate(cells) if line.start <= cell.start < line.end]
        if len(own) == 3:
            first, _, last = own
            cells[first : last + 1] = [Token(cells[first].start, cells[last].end, cells[last].kind)]
    yield from cells


def labelled(text: str, rows: Sequence[Row]) -> list[Row]:
    """Rows whose label stands on the lines above their cells, or is broken over lines, made whole."""
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        if last is not None and last.label is not None and _is_next(last, row, text):
            label = last.label if row.label is None else Span(last.label.start, row.label.end)
            if last.cells:
                label = Span(
                    label.start, row.label.end if row.label else last.cells[-1].end
                )  # what seemed a cell is the mark of a footnote
            out[-1] = replace(row, start=last.start, label=label)
        else:
            out.append(row)
    return out


def _is_next(last: Row, row: Row, text: str) -> bool:
    """Whether a row gives the cells of the label above it, or the rest of the label."""
    if last.label is None or (text.count("\n", last.end, row.start) > 1 and not row.flows):
        return False
    if row.label is None or (row.cells and _is_unit(text, row.label)):
        marked = len(last.cells) == 1 and last.cells[0].kind is Kind.SMALL and text[last.cells[0].start] == "("
        return not last.cells or (marked and len(row.cells) > 1)
    return not last.cells and _goes_on(last.label.of(text), row.label.of(text))


def _is_unit(text: str, label: Span) -> bool:
    """Whether what seems a label is only the unit of the row: `$ B`, `%`."""
    words = label.of(text)
    return len(words) <= 6 and not words[0].isalnum() and words[0] in "$€£%#("


def _goes_on(label: str, more: str) -> bool:
    """Whether a label goes on on the next line."""
    last = label.rsplit(maxsplit=1)[-1]
    if label.endswith(":"):
        return False
    return more.lstrip("(")[:1].islower() or last[-1] in ",&-" or last.lower() in grid_words().links
