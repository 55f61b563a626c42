"""Rows whose label stands between their cells: quarters on its left, years on its right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.segment.cells import Kind, Token, tokens
from extractor.segment.heads import Head, Part
from extractor.segment.rows import Row
from extractor.spans import Span

__all__ = ["with_labels_first", "with_middle_labels"]

_LEAST = 2
"""Cells before a label: one may be a number that the label begins with."""
_ENOUGH = 3
"""Rows with as many cells before their label, so that they are taken for cells."""


def with_middle_labels(text: str, rows: Sequence[Row]) -> tuple[list[Row], bool]:
    """The rows, the figures before their labels as cells where most rows have as many; and whether they have any."""
    leading = [_leading(text, row) for row in rows]
    counted = Counter(len(cells) for row, cells in zip(rows, leading, strict=True) if row.cells and row.label)
    usual, times = max(((n, c) for n, c in counted.items() if n >= _LEAST), key=lambda item: item[1], default=(0, 0))
    if times < _ENOUGH or times * 5 < sum(counted.values()) * 3:
        return list(rows), False
    after = [*rows[1:], None]
    return [
        _moved(text, row, cells, below) if len(cells) == usual else row
        for row, cells, below in zip(rows, leading, after, strict=True)
    ], True


def _leading(text: str, row: Row) -> list[Token]:
    """The cells that a row's label begins with."""
    if row.label is None or row.flows or not (text[row.label.start].isdigit() or text[row.label.start] in "$(+-–−—"):
        return []
    found: list[Token] = []
    for token in tokens(text, row.label.start, row.label.end):
        if token.kind is Kind.WORD:
            return found
        if token.is_cell:
            found.append(token)
    return []


def _moved(text: str, row: Row, cells: Sequence[Token], below: Row | None) -> Row:
    """The row with these cells before the others; a small number before cells on the next line is the label's mark."""
    assert row.label is not None
    rest = text[cells[-1].end : row.label.end]
    start = row.label.end - len(rest.lstrip())
    marked = len(row.cells) == 1 and row.cells[0].kind is Kind.SMALL and below is not None and below.label is None
    label = Span(start, row.cells[0].end if marked else row.label.end)
    return replace(row, label=label, cells=tuple(cells) if marked else (*cells, *row.cells))


def with_labels_first(rows: Sequence[Sequence[Head]]) -> list[list[Head]]:
    """The rows of heads, words between heads of columns, which stand over the labels, before them."""
    out: list[list[Head]] = []
    for row in rows:
        words = [head for head in row if not head.parts or Part.CAPTION in head.parts]
        out.append([*words, *(head for head in row if head not in words)] if len(words) < len(row) else list(row))
    return out
