"""What stands over a table: its title, its kind, the time and the scale that its captions state."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from extractor.facts import TableKind
from extractor.spans import Span
from extractor.tables.heads import label_heads
from extractor.tables.layout import Block, words_of
from extractor.tables.periods import Stated, merged, read_period, without_lengths
from extractor.tables.scale import Scale, read_scale
from extractor.words.tables import folded, phrase_in, table_words

__all__ = ["Captions", "captions_of", "kind_of", "lines_above"]

_MOST_LINES = 14
_FARTHEST = 2_000
"""Characters that are looked through for the line above."""
_LONGEST = 160
"""Characters in a line of a title; a longer one is prose, which only counts where it leads to the table."""


@dataclass(slots=True)
class Captions:
    """What the words over a block say; `lines` are those words with their places, the nearest first."""

    lines: list[Span]
    title: Span | None = None
    kind: TableKind | None = None
    stated: Stated = field(default_factory=Stated)
    scale: Scale = field(default_factory=Scale)


def lines_above(text: str, start: int, floor: int) -> list[Span]:
    """The lines of a title that end above `start`, the nearest first, not above `floor` (the table before)."""
    found: list[Span] = []
    at = start
    gaps = 0
    while at > floor and len(found) < _MOST_LINES:
        end = at - 1
        begin = max(text.rfind("\n", max(floor, end - _FARTHEST), end) + 1, floor, end - _FARTHEST)
        line = text[begin:end]
        at = begin
        if not line.strip():
            gaps += 1
            continue
        lead = len(line) - len(line.lstrip())
        span = Span(begin + lead, begin + len(line.rstrip()))
        if len(line) > _LONGEST or line.rstrip().endswith((".", "!", "?", ";")):
            leads = not found or line.rstrip().endswith(":")
            if line.rstrip().endswith(":") or (leads and _LEADS.search(line)):
                found.append(_last_sentence(text, span))
                if len(found) == 1 and _under_caption(text, begin, floor):
                    continue
                break
            if found or not _under_caption(text, begin, floor):
                break
            continue
        found.append(span)
    return found


_LEADS = regex.compile(r"\b(?:tables?|follow\w*|below)\b")


def _under_caption(text: str, start: int, floor: int) -> bool:
    """Whether a paragraph above a table is a remark between it and its caption: a line in brackets states a scale."""
    lines = [line.strip() for line in text[max(floor, start - 200) : start].split("\n") if line.strip()]
    return any(line.startswith("(") and read_scale(line).power is not None for line in lines[-3:])


def _last_sentence(text: str, span: Span) -> Span:
    """The sentence of a paragraph that leads to the table: its last."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, span.start, span.end - 1)]
    return Span(ends[-1], span.end) if ends else span


_SENTENCE_END = regex.compile(r"[.!?]\s+(?=[A-Z(])")


def captions_of(text: str, block: Block, above: Sequence[Span], wider: Captions | None) -> Captions:
    """What stands over a block: its own titles, then the lines above the table, then the table's first block."""
    lines = [Span(row.label[0].start, row.label[-1].end) for row in reversed(block.titles) if row.label]
    lines += _between(text, block)
    lines += above
    out = Captions(lines)
    own = read_scale(label_heads(text, block))
    for span in lines:
        words = span.of(text)
        own = own.over(read_scale(words))
        out.stated = merged(without_lengths(read_period(words)), out.stated)
    own = own.over(_over_columns(text, block))
    out.scale = own.over(wider.scale) if wider else own
    out.title = _title(text, lines)
    out.kind = _kind_in(" \n ".join(span.of(text) for span in lines))
    head = label_heads(text, block)
    if wider is not None:
        out.stated = merged(wider.stated, out.stated)
        out.title = out.title or wider.title
        out.kind = out.kind or wider.kind
    if head and len(head.split()) > 1:  # `Year` alone says what the labels are
        out.stated = merged(out.stated, read_period(head)) if read_period(head) else out.stated
    return out


def _between(text: str, block: Block) -> list[Span]:
    """Lines between the heads and the rows that are none of the grid's: captions of tables in plain text."""
    if not block.heads or not block.rows or not block.heads[0].over:
        return []
    cells = [cell for row in (*block.heads, *block.titles, *block.rows[:1]) for cell in (*row.label, *row.over)]
    start, end = block.heads[0].over[0].start, min(c.start for c in (*block.rows[0].label, *block.rows[0].over))
    found = []
    for line in _LINE.finditer(text, start, min(end, start + _FARTHEST)):
        span = Span(*line.span())
        if line[0].strip() and not any(span.overlaps(cell) for cell in cells):
            found.append(span)
    return found[::-1]


_LINE = regex.compile(r"[^\n]+")


def _over_columns(text: str, block: Block) -> Scale:
    """A scale in brackets over some columns, which holds for all."""
    for row in block.heads:
        for cell in row.over:
            for bracket in _BRACKETS.findall(words_of(text, cell)):
                scale = read_scale(bracket)
                if scale.power is not None:
                    return scale
    return Scale()


_BRACKETS = regex.compile(r"\([^()]{4,80}\)")


def _title(text: str, lines: Sequence[Span]) -> Span | None:
    """The line that names the table: one with a kind's words, else the nearest that is no caption."""
    plain = [span for span in lines if not _is_caption(span.of(text))]
    for span in plain:
        if _kind_in(span.of(text)):
            return span
    return plain[0] if plain else None


def _is_caption(words: str) -> bool:
    stripped = words.strip()
    if stripped.startswith("(") and stripped.endswith(")"):
        return True
    return (
        len(stripped) < 4
        or not any(char.isalpha() for char in stripped)
        or (read_scale(stripped).power is not None and len(stripped.split()) <= 6)
    )


def _kind_in(words: str) -> TableKind | None:
    plain = "\n".join(folded(line) for line in words.split("\n"))
    # a headline tells of results and of what is expected: it is no title of a table of guidance
    future = "\n".join(line for line in plain.split("\n") if not _RESULTS.search(line))
    kinds = table_words().kinds.each()
    return next((kind for kind, phrases in kinds if phrase_in(phrases, future if kind == "guidance" else plain)), None)


_RESULTS = regex.compile(r"\bresults\b")


def kind_of(text: str, captions: Captions, block: Block) -> TableKind | None:
    """The statement that a block is: by its title, else by the labels that only one statement has."""
    if captions.kind:
        return captions.kind
    labels = folded(" \n ".join(words_of(text, c) for row in block.rows for c in row.label))
    if _NON_GAAP.search(labels) and _GAAP.search(labels):
        return "reconciliation"
    if _TOTAL_ASSETS.search(labels) and "total liabilities" in labels:
        return "balance_sheet"
    if _CASH_FLOWS.search(labels):
        return "cash_flow"
    return "income" if _NET_INCOME.search(labels) and _COSTS.search(labels) else None


_NON_GAAP = regex.compile(r"\bnon-gaap\b")
_GAAP = regex.compile(r"(?<!non-)\bgaap\b")
_TOTAL_ASSETS = regex.compile(r"\btotal assets\b")
_CASH_FLOWS = regex.compile(r"\bcash (?:flows? )?(?:provided by|used in|from).{0,20}operating activities")
_NET_INCOME = regex.compile(r"\bnet (?:income|loss|earnings)\b")
_COSTS = regex.compile(r"\b(?:income tax|cost of)")
