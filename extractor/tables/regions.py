"""The places of a text that tables speak for: figures that the rules for prose find there are none of theirs."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extractor.mentions import Mention
from extractor.spans import Span
from extractor.tables.layout import Row, RowKind
from extractor.tables.parts import Table

__all__ = ["outside", "spoken_for"]

_LONGEST_LABEL = 140
"""Characters in a row of words that is a head; a longer one is a note, whose figures are those of prose."""


def spoken_for(tables: Sequence[Table]) -> list[Span]:
    """The places that tables speak for, in order."""
    return sorted(span for table in tables for span in _spans(table))


def outside(spans: Sequence[Span], mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in none of the places that tables speak for. Dates stay: heads name times that facts point to."""
    starts = [span.start for span in spans]
    out = []
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        inside = at >= 0 and mention.start < spans[at].end
        if mention.kind == "date" or not inside:
            out.append(mention)
    return out


def _spans(table: Table) -> Iterable[Span]:
    """The rows of a table, but for notes and words in the columns of figures."""
    for part in table.parts:
        for row in (*part.block.titles, *part.block.heads, *part.block.rows):
            cells = [*row.label, *row.over]
            if not cells:
                continue
            span = Span(cells[0].start, max(cell.end for cell in cells))
            if row.kind is RowKind.LABEL and span.end - span.start > _LONGEST_LABEL:
                continue
            if row.kind is RowKind.TEXT:
                yield from (Span(cell.start, cell.end) for cell in row.label)
            elif row.kind is RowKind.BODY:
                yield from _body(row)
            else:
                yield span


def _body(row: Row) -> Iterable[Span]:
    """A row of figures: its label, its figures, and no cell of words."""
    for cell in row.label:
        yield Span(cell.start, cell.end)
    words = {cell.start for at, cell in row.cells.items() if at not in row.figures}
    yield from (Span(cell.start, cell.end) for cell in row.over if cell.start not in words)
