"""Heads of columns: which words stand over a column, what time they state, and whether its figures are levels, changes,
shares of another column or guidance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import regex

from extractor.facts import Basis
from extractor.grids import Cell
from extractor.spans import Span
from extractor.tables.cells import CellFigure
from extractor.tables.layout import Block, Row, words_of
from extractor.tables.periods import Stated, merged, read_period, without_periods
from extractor.tables.scale import Scale, currency_in, is_currency, is_scale, read_scale
from extractor.words.tables import folded, phrase_in, table_words, without_phrases

__all__ = ["Head", "label_heads", "read_heads", "take_title"]

ColumnKind = Literal["level", "change", "share"]


@dataclass(slots=True)
class Head:
    """One column: its head's cells from the top, its words, and what they say.

    `percent` is true where the head says that its figures are percentages, False where it says that they are amounts,
    `rate` that they are rates or yields, with or without sign; `favour` that a sign says better or worse; `ambiguous`
    that several times stand over one column of levels; `rest` what is left of its words once times, changes and ways of
    reckoning are taken out (a segment or a measure), with the cell that says it. `unproven` marks a column of changes
    that the figures beside it contradict.
    """

    index: int
    cells: list[Cell]
    words: str
    stated: Stated
    kind: ColumnKind = "level"
    basis: Basis | None = None
    percent: bool | None = None
    rate: bool = False
    favour: bool = False
    ambiguous: bool = False
    unproven: bool = False
    expected: bool = False
    scale: Scale = field(default_factory=Scale)
    rest: str = ""
    rest_cell: Cell | None = None

    @property
    def span(self) -> Span | None:
        """Where the head's lowest cell stands."""
        return Span(self.cells[-1].start, self.cells[-1].end) if self.cells else None


def read_heads(text: str, columns: Sequence[tuple[int, int]], block: Block) -> list[Head]:
    """The heads of a block's columns, from left to right."""
    over: list[list[Cell]] = [[] for _ in columns]
    for row in block.heads:
        for at, cell in enumerate(_spread(columns, row)):
            if cell is not None:
                over[at].append(cell)
    return [_head(text, at, cells) for at, cells in enumerate(over)]


_CHANGES = regex.compile(
    r"(?:\bpercent(?:age)?|%) (?:changes?|increase|growth|inc\.|chg|var|fav\.?|better|impact)(?!\w)"
)


def take_title(heads: Sequence[Head], lines: Sequence[str], over: str, rows: Sequence[Sequence[CellFigure]]) -> None:
    """A title may say that all figures are changes in percent: where none of them looks like an amount.

    `over` are all words of the heads: they speak for columns of one time all of whose rows have percentages, and for
    all columns where a line of them opens with it and no column is one of such changes.
    """
    if any(f.sign or any(abs(n) >= 1000 for n in f.numbers) for row in rows for f in row):
        return
    lone = not any(head.kind == "change" and head.percent for head in heads)
    alike = len({head.stated for head in heads}) == 1
    shared = alike and sum(any(f.unit == "percent" for f in row) for row in rows) * 5 >= len(rows) * 4
    opens = lone and any(_CHANGES.match(folded(line)) for line in over.split("\n"))
    titled = lone and any(_CHANGES.search(folded(line)) for line in lines)
    if not (titled or opens or (shared and _CHANGES.search(folded(over)))):
        return
    for head in heads:
        if head.kind in {"level", "change"}:
            head.kind, head.percent = "change", True


def label_heads(text: str, block: Block) -> str:
    """The words of the head rows that stand over the labels: `(in millions)`, `Assets`."""
    return " ".join(words_of(text, cell) for row in block.heads for cell in row.label)


def _spread(columns: Sequence[tuple[int, int]], row: Row) -> list[Cell | None]:
    """The cell of a head row over each column."""
    if len(row.over) == len(columns):
        return list(row.over)
    shift = _shift(columns, row.over)
    out: list[Cell | None] = []
    for a, b in columns:
        best, size = None, 0
        for cell in row.over:
            start = cell.column + shift
            shared = min(b, start + cell.columns) - max(a, start)
            if shared > size:
                best, size = cell, shared
        out.append(best)
    if len(row.over) == 1 and None in out:
        width = columns[-1][1] - columns[0][0]
        if row.over[0].columns * 2 > width:
            return [row.over[0]] * len(columns)
    return out


def _shift(columns: Sequence[tuple[int, int]], cells: Sequence[Cell]) -> int:
    """How far a row of heads is off its columns: pages shift a row when a high cell stands before it."""
    if not cells or cells[-1].column < columns[-1][1]:
        return 0
    return columns[-1][1] - (cells[-1].column + cells[-1].columns)


def _head(text: str, index: int, cells: list[Cell]) -> Head:
    said = [words_of(text, cell) for cell in cells]
    words = " ".join(dict.fromkeys(said))
    plain = folded(words)
    names = table_words().columns
    stated = Stated()
    for one in said:
        stated = merged(stated, _under(stated, read_period(one)))
    head = Head(index, cells, words, stated, scale=_scale(words, said))
    if phrase_in(names.changes, plain):
        head.kind = "change"
        head.favour = phrase_in(names.favour, plain) is not None
        head.basis = _basis(plain)
    elif "%" in plain or "percent" in plain:
        head.kind = "share"
    if head.kind == "level" and read_period(words).is_ambiguous:
        head.stated, head.ambiguous = Stated(), True
    if "%" in plain or phrase_in(("percent", "percentage", "pct", "pct."), plain):
        head.percent = True
    elif head.kind == "level" and phrase_in(names.rates, plain):
        head.rate = True
    elif head.kind == "change" and ("$" in plain or "amount" in plain):
        head.percent = False
    head.expected = head.stated.expected or phrase_in(names.guidance[:3], plain) is not None
    for cell, one in zip(cells, said, strict=True):
        rest = _rest(without_periods(_MARKS.sub("", _CAPTION.sub(" ", one))))
        if rest and not is_currency(one) and not is_scale(one):
            head.rest, head.rest_cell = rest, cell
    return head


def _under(above: Stated, own: Stated) -> Stated:
    """A fiscal year under a quarter, a half or what has run to date is no year of its own: `Second Quarter` over it."""
    within = above.part in {"q", "h"} or above.to_date or (above.months or 12) < 12 or (above.weeks or 52) < 52
    return replace(own, part=None) if own.part == "y" and within and not above.year else own


def _scale(words: str, said: Sequence[str]) -> Scale:
    """The scale that a head states, or the currency that one of its cells is."""
    scale = read_scale(words)
    if scale.currency is None:
        named = next((currency_in(one) for one in reversed(said) if is_currency(one)), None)
        return replace(scale, currency=named)
    return scale


def _basis(plain: str) -> Basis | None:
    names = table_words().columns
    if phrase_in(names.constant_currency, plain):
        return "constant_currency"
    if phrase_in(names.year_over_year, plain):
        return "year_over_year"
    return "quarter_over_quarter" if phrase_in(names.quarter_over_quarter, plain) else None


_CAPTION = regex.compile(
    r"\([^()]*\b(?:unaudited|in (?:thousands|millions|billions)|000s?)\b[^()]*\)", regex.IGNORECASE
)


_MARKS = regex.compile(r"(?:\s*(?:\((?:[a-z]|\d{1,2})\)|\[\w{1,2}\]|[*†‡^])|(?<=\p{Ll}{3})\d)+(?=\s|$)")
"""Marks of footnotes behind words: `Adjustments (a)`, `Net sales1`; no `O/(U)`, which is a change."""


def _rest(plain: str) -> str:
    """The words that are none of time, change, scale or reckoning."""
    names = table_words().columns
    plain = without_phrases((*names.changes, *names.favour, *names.constant_currency), plain)
    known = frozenset((*names.fillers, *names.qualifiers, *names.changes, *names.favour, *names.guidance))
    left = plain.replace("(", " ").replace(")", " ").replace(",", " ").split()
    return " ".join(w for w in left if w not in known and not w.strip("'$%#.-/").isdigit() and any(map(str.isalpha, w)))
