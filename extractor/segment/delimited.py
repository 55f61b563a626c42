"""Grids of lines whose cells are parted by signs: Markdown tables, and rows between bars or tabs."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.grids import Cell, Grid
from extractor.segment.cells import Kind, Token, tokens
from extractor.segment.heads import names_period
from extractor.segment.lines import Line
from extractor.spans import Span

_LABEL = 120
"""Characters in a label that stands alone between rows of cells."""
_SIGNS = frozenset("$€£¥₹(")

__all__ = ["delimited_grid", "delimited_lines", "fields_of", "is_delimited", "is_figure_field", "is_rule"]


@dataclass(frozen=True, slots=True)
class _Field:
    """What stands between two delimiters: its place without blanks, and its column."""

    span: Span
    column: int


def is_delimited(text: str, line: Span) -> bool:
    """Whether bars or tabs part a line into three cells or more, or bars enclose it."""
    if text.count("|", line.start, line.end) < 2 and text.count("\t", line.start, line.end) < 2:
        return False
    fields = [field for field in fields_of(text, line) if field.start < field.end]
    return len(fields) >= 3 or text[line.start] == "|" or (len(fields) == 2 and is_figure_field(text, fields[1]))


def delimited_lines(text: str, lines: Sequence[Line], inside: Sequence[bool]) -> list[Span | None]:
    """By line: its place with the tabs that open it, where it is one of a delimited table; None for all others.

    Beside the lines of several cells those are the heads of one cell with a tab before or behind it, and the labels
    that stand alone over a row of figures.
    """
    out: list[Span | None] = [None] * len(lines)
    run: list[int] = []
    has_cells = False
    for at, is_in in enumerate([*inside, False]):
        delimited = is_in and is_delimited(text, Span(lines[at].start, lines[at].end))
        if delimited or (is_in and (_has_tab(text, lines[at]) or _is_label(text, lines, at, bool(run)))):
            run.append(at)
            has_cells = has_cells or delimited
            continue
        for i in run if has_cells else ():
            out[i] = Span(_first(text, lines[i]), lines[i].end)
        run, has_cells = [], False
    return out


def _has_tab(text: str, line: Line) -> bool:
    """Whether a tab stands before or behind a line's words."""
    first = _first(text, line)
    return "\t" in (text[first : first + 1], text[line.end : line.end + 1])


def _is_label(text: str, lines: Sequence[Line], at: int, is_within: bool) -> bool:
    """Whether a line is a label inside a table: short, right below one row and right above another."""
    if not is_within or at + 1 == len(lines) or lines[at].end - lines[at].start > _LABEL:
        return False
    after = lines[at + 1]
    if lines[at].gap or after.gap or "\t" not in after.of(text):
        return False
    return any(_is_figure(text, field) for field in fields_of(text, Span(after.start, after.end)))


def _first(text: str, line: Line) -> int:
    """Where a line starts with the tabs before its words."""
    at = line.outer
    while at and text[at - 1] in "\t ":
        at -= 1
    return at


@cache
def _rule() -> regex.Pattern[str]:
    return regex.compile(r"[|\s]*+:?-{3,}:?(?:[|\s]++:?-{3,}:?)*+[|\s]*+")


def is_rule(text: str, line: Span) -> bool:
    """Whether a line is the rule under the heads of a Markdown table."""
    return _rule().fullmatch(text, line.start, line.end) is not None


def fields_of(text: str, line: Span) -> list[Span]:
    """The cells of a line, blank ones too (of no length), without the bars round it."""
    sign = "|" if text.count("|", line.start, line.end) >= 2 else "\t"
    start, end = line.start, line.end
    if sign == "|":
        start += text[start] == "|"
        end -= end > start and text[end - 1] == "|"
    out: list[Span] = []
    while True:
        at = text.find(sign, start, end)
        stop = end if at < 0 else at
        words = text[start:stop]
        lead = len(words) - len(words.lstrip())
        out.append(Span(start + lead, start + lead + len(words.strip())) if words.strip() else Span(start, start))
        if at < 0:
            return out
        start = at + 1


def is_figure_field(text: str, field: Span) -> bool:
    """Whether a cell holds figures or signs of emptiness only."""
    return _holds_figures(tokens(text, field.start, field.end))


def _holds_figures(found: Sequence[Token]) -> bool:
    return bool(found) and all(token.is_cell or token.kind in {Kind.SIGN, Kind.NOTE, Kind.BAR} for token in found)


def _is_figure(text: str, field: Span) -> bool:
    """Whether a cell holds a figure, and is no year or day that heads a column."""
    found = tokens(text, field.start, field.end)
    years = all(token.kind is Kind.YEAR for token in found)
    return _holds_figures(found) and not years and not names_period(text, field)


def delimited_grid(text: str, lines: Sequence[Span]) -> Grid | None:
    """The grid of such lines, or None where no two rows hold figures."""
    cells: list[Cell] = []
    row = filled = 0
    rule = next((at for at, line in enumerate(lines) if is_rule(text, line)), -1)
    heads: list[list[_Field]] = []
    for at, line in enumerate(lines):
        if is_rule(text, line):
            continue
        fields = _fields(text, line)
        figures = any(f.column and _is_figure(text, f.span) for f in fields)
        if not filled and not figures:
            heads.append(fields)
        cells.extend(Cell(f.span.start, f.span.end, row, f.column, heading=at < rule) for f in fields)
        filled += figures
        row += bool(fields)
    if filled < 2:
        return None
    widths = _widths([fields for fields in heads if fields])
    cells = [replace(cell, columns=widths.get((cell.row, cell.column), 1)) for cell in cells]
    return Grid(cells[0].start, max(cell.end for cell in cells), tuple(cells), marked=rule >= 0)


def _fields(text: str, line: Span) -> list[_Field]:
    """The cells of a line with their columns; a label that is set in by a tab stands in the first."""
    spans = fields_of(text, line)
    first = next((at for at, span in enumerate(spans) if span.start < span.end), 0)
    figures = [_is_figure(text, span) for span in spans[first + 1 :]]
    if first and any(figures) and not is_figure_field(text, spans[first]) and text[spans[first].start] not in _SIGNS:
        spans = spans[first:]
    return list(_joined(text, [_Field(span, at) for at, span in enumerate(spans) if span.start < span.end]))


def _widths(heads: Sequence[Sequence[_Field]]) -> dict[tuple[int, int], int]:
    """How many columns a head covers that has rows of heads below it: up to the next one, as far as those reach."""
    out: dict[tuple[int, int], int] = {}
    for row, fields in enumerate(heads):
        below = {field.column for fields_below in heads[row + 1 :] for field in fields_below}
        for field, after in itertools.zip_longest(fields, fields[1:]):
            end = after.column if after else max(below, default=field.column) + 1
            covered = itertools.takewhile(below.__contains__, range(field.column + 1, end))
            if field.column:
                out[row, field.column] = 1 + sum(1 for _ in covered)
    return out


def _joined(text: str, fields: Sequence[_Field]) -> Iterator[_Field]:
    """The cells, with a sign or bracket of its own joined to the figure beside it."""
    held: _Field | None = None
    for field in fields:
        words = field.span.of(text)
        if held is not None:
            if words in {")", "%", ")%", ") %"} or _opens(held.span.of(text)):
                held = replace(held, span=Span(held.span.start, field.span.end), column=_column(text, held, field))
                continue
            yield held
        held = field
    if held is not None:
        yield held


def _opens(words: str) -> bool:
    """Whether a cell is a sign that belongs to the next."""
    return words.rstrip("(").strip() in {"$", "€", "£", "¥", "₹"} or words == "("


def _column(text: str, held: _Field, field: _Field) -> int:
    """The column of the figure."""
    return field.column if _opens(held.span.of(text)) else held.column
