"""The tables of figures of a document, each in its parts: blocks of rows under the same heads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import regex

from extractor.days import Days
from extractor.documents import Document
from extractor.facts import TableKind
from extractor.tables.heads import Head, label_heads, read_heads, take_title
from extractor.tables.joining import side_by_side, with_heads
from extractor.tables.layout import Block, Layout, is_table_of_figures, read_layout
from extractor.tables.periods import Stated, merged
from extractor.tables.rows import Line, count_rows, pay_for_shares, read_lines
from extractor.tables.scale import read_scale
from extractor.tables.titles import Captions, captions_of, kind_of, lines_above
from extractor.values import DateValue

__all__ = ["Part", "Table", "read_tables"]


@dataclass
class Part:
    """A block of a table, read: its heads, its rows, what stands over it.

    `over` are the words of the lines over the block. By column: `times` as stated, `periods` as known, `spans` the days
    about which they lie (where only the name of a fiscal quarter is known as well), and for changes in `compared` the
    later and the earlier column; `proven` are those that arithmetic alone shows.
    """

    index: int
    layout: Layout
    block: Block
    heads: list[Head]
    lines: list[Line]
    captions: Captions
    kind: TableKind | None
    times: list[Stated] = field(default_factory=list)
    periods: list[DateValue | None] = field(default_factory=list)
    spans: list[Days | None] = field(default_factory=list)
    compared: dict[int, tuple[int, int]] = field(default_factory=dict)
    proven: dict[int, tuple[int, int]] = field(default_factory=dict)
    over: list[str] = field(default_factory=list)

    @cached_property
    def yearly(self) -> bool:
        """Whether rows are years: maturities, a history."""
        years = {line.label.words for line in self.lines if line.label and _YEAR.fullmatch(line.label.words)}
        return len(years) >= _YEARS


_YEAR = regex.compile(r"(?:fiscal |FY ?)?(?:19|20)\d\d", regex.IGNORECASE)
_YEARS = 3
"""Rows called by a year alone that show that rows are years."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: its number in the release, its span, and its parts."""

    index: int
    start: int
    end: int
    parts: tuple[Part, ...]


def read_tables(document: Document) -> list[Table]:
    """The tables of figures of a document, in text order."""
    text = document.text
    tables: list[Table] = []
    floor = 0
    halves = (half for whole in with_heads(text, document.grids) for half in side_by_side(text, whole))
    for grid in halves:
        layout = read_layout(text, grid)
        above = lines_above(text, grid.start, floor)
        scaled = any(read_scale(span.of(text)).power is not None for span in above)
        if not is_table_of_figures(text, layout, scaled=scaled):
            continue
        parts: list[Part] = []
        for block in layout.blocks:
            heads = read_heads(text, layout.columns, block)
            wider = parts[0].captions if parts else _beside(tables, grid.start, floor)
            captions = captions_of(text, block, above if not parts else [], wider)
            inherited = _inherited(tables, parts, layout, block)
            if inherited is not None and not parts and _is_another(captions.kind, inherited.kind):
                inherited = None
            if inherited is not None:
                heads = inherited.heads
            if inherited is not None and not parts:
                captions = _continued(captions, inherited.captions)
            if not parts and not captions.stated and tables and not any(head.stated for head in heads):
                captions.stated = _of_section(text, tables[-1], grid.start)
            part = Part(len(tables), layout, block, heads, read_lines(text, block), captions, None)
            figures = [list(line.row.figures.values()) for line in part.lines]
            part.over = [span.of(text) for span in captions.lines]
            take_title(part.heads, part.over, _head_words(text, block), figures)
            count_rows(part.lines, [label_heads(text, block), *part.over[:1]])
            part.kind = kind_of(text, captions, block) or (inherited.kind if inherited else None)
            if part.kind == "cash_flow":
                pay_for_shares(part.lines)
            parts.append(part)
        floor = max(floor, grid.end)
        tables.append(Table(len(tables), grid.start, grid.end, tuple(parts)))
    return tables


def _of_section(text: str, before: Table, start: int) -> Stated:
    """The time in the title of the table right above, whose heads state none: that of a section of several tables."""
    part = before.parts[0]
    lines = [line.strip() for line in text[before.end : start].split("\n")]
    if any(head.stated for head in part.heads) or not all(_is_title(line) for line in lines if line):
        return Stated()
    return part.captions.stated


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and line[-1] not in ".;!?"


_LONGEST_TITLE = 100
"""Characters in a line between two tables of one section."""


def _beside(tables: Sequence[Table], start: int, floor: int) -> Captions | None:
    """The scale that stands over a table which begins beside another."""
    return Captions([], scale=tables[-1].parts[0].captions.scale) if start < floor and tables[-1].parts else None


def _inherited(tables: Sequence[Table], parts: Sequence[Part], layout: Layout, block: Block) -> Part | None:
    """The part whose heads hold for a block without any: the one before it, of as many columns."""
    if block.heads or not block.rows:
        return None
    before = parts[-1] if parts else (tables[-1].parts[-1] if tables and tables[-1].parts else None)
    if before is None or len(before.layout.columns) != len(layout.columns):
        return None
    return before


def _is_another(kind: TableKind | None, before: TableKind | None) -> bool:
    """Whether a title names another statement than the one before, whose columns are none of its own."""
    return kind != before and kind in _STATEMENTS and before in _STATEMENTS


_STATEMENTS = frozenset({"income", "balance_sheet", "cash_flow"})


def _head_words(text: str, block: Block) -> str:
    """All words from the heads of a block to its first row, whatever column they stand over."""
    cells = [cell for row in (*block.titles, *block.heads) for cell in (*row.label, *row.over)]
    rows = [cell.start for row in block.rows[:1] for cell in (*row.label, *row.over)]
    if not cells or not rows:
        return ""
    start = min(cell.start for cell in cells)
    return text[start : min(*rows, start + _LONGEST_HEADS)]


_LONGEST_HEADS = 600
"""Characters of heads that are looked through for words over all columns."""


def _continued(own: Captions, before: Captions) -> Captions:
    return Captions(
        own.lines, own.title or before.title, own.kind or before.kind, merged(before.stated, own.stated),
        own.scale.over(before.scale),
    )  # fmt: skip
