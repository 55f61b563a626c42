"""Grids of lines whose cells are parted by signs: Markdown tables, and rows between bars or tabs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.grids import Cell, Grid
from extractor.segment.cells import Kind, tokens
from extractor.spans import Span

__all__ = ["delimited_grid", "fields_of", "is_delimited", "is_figure_field", "is_rule"]


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
    found = tokens(text, field.start, field.end)
    return bool(found) and all(token.is_cell or token.kind in {Kind.SIGN, Kind.NOTE, Kind.BAR} for token in found)


def delimited_grid(text: str, lines: Sequence[Span]) -> Grid | None:
    """The grid of such lines, or None where no two rows hold figures."""
    cells: list[Cell] = []
    row = filled = 0
    rule = next((at for at, line in enumerate(lines) if is_rule(text, line)), -1)
    for at, line in enumerate(lines):
        if is_rule(text, line):
            continue
        spans = enumerate(fields_of(text, line))
        fields = list(_joined(text, [_Field(span, column) for column, span in spans if span.start < span.end]))
        cells.extend(Cell(f.span.start, f.span.end, row, f.column, heading=at < rule) for f in fields)
        filled += any(f.column and is_figure_field(text, f.span) for f in fields)
        row += bool(fields)
    if filled < 2:
        return None
    return Grid(cells[0].start, max(cell.end for cell in cells), tuple(cells), marked=rule >= 0)


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
