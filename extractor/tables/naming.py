"""What a cell measures and of which segment: from its row's label, the heads above it, its column and its title."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.cells import CellFact
from extractor.spans import Span
from extractor.tables.heads import Head
from extractor.tables.parts import Part
from extractor.tables.periods import is_time, read_period
from extractor.tables.rows import Label, Line, is_generic
from extractor.tables.units import unit_of
from extractor.words.tables import folded, is_measure, is_parted, phrase_in, table_words

__all__ = ["Naming", "name_cell", "naming_of", "one_line", "parted_head"]


def one_line(text: str, span: Span | None) -> str | None:
    """The words of a span on one line."""
    return " ".join(span.of(text).split()) if span else None


@dataclass(frozen=True, slots=True)
class Naming:
    """What a block as a whole says of what its cells measure.

    `titled` is the measure that its title states for rows that name none; `parting` are the places of heads of rows
    that are segments, `parted` the labels that come again under heads which are measures: they name segments;
    `measured` says that some heads of its columns are measures, `columns` that all are.
    """

    titled: Span | None = None
    parting: frozenset[int] = frozenset()
    parted: frozenset[str] = frozenset()
    measured: bool = False
    columns: bool = False


def naming_of(text: str, part: Part) -> Naming:
    """What a block says of what its cells measure."""
    measured = any(map(_names_measure, part.heads))
    return Naming(_title_measure(text, part), _parting_heads(part), _parted_labels(part), measured, _are_measured(part))


def _are_measured(part: Part) -> bool:
    """Whether columns are measures: most of their heads name one, each another, and hardly any row does."""
    rests = [head for head in part.heads if head.rest]
    if len({head.kind for head in rests}) != 1:
        return False  # changes beside amounts are none of their own
    named = sum(map(_names_measure, rests))
    if len({head.rest for head in rests}) < _SEVERAL or named * 2 < len(rests) or len(rests) * 3 < len(part.heads) * 2:
        return False
    labels = [line.label.words for line in part.lines if line.label]
    return sum(map(is_measure, labels)) * 10 <= len(labels) * 3


_SEVERAL = 3
"""Measures that head columns side by side."""


def _parted_labels(part: Part) -> frozenset[str]:
    """The labels that come again under several heads which are measures: segments, whatever nouns their names have."""
    under: dict[int, set[str]] = {}
    for line in part.lines:
        head = line.heads[-1] if line.heads else None
        if head and line.label and is_measure(head.words) and not is_generic(line.label.words):
            under.setdefault(head.start, set()).add(folded(line.label.words))
    counted = Counter(label for labels in under.values() for label in labels)
    again = {label for label, count in counted.items() if count > 1 and not unit_of(label)}
    return frozenset(again) if sum(not is_measure(label) for label in again) >= _AGAIN else frozenset()


def _title_measure(text: str, part: Part) -> Span | None:
    """The measure that a title states for rows that name none themselves: `Net sales` over segments.

    A title over the columns counts, or the first words of the line that names the table.
    """
    labels = [line.label.words for line in part.lines if line.label]
    labels = [label for label in labels if not folded(label).startswith("total")]  # named after what is parted
    if part.kind in _STATEMENTS or sum(map(is_measure, labels)) * 10 > len(labels) * 3:
        return None
    heads = part.block.heads[-1:]  # `Revenue by segment, $M` over the labels
    over = [Span(row.label[0].start, row.label[-1].end) for row in (*heads, *reversed(part.block.titles)) if row.label]
    for span in [*over, *([part.captions.title] if part.captions.title else [])]:
        led = _LEADING.match(text, span.start, span.end)
        first = _UP_TO.match(text, led.end() if led else span.start, span.end)
        if first and 0 < len(first[0].split()) <= _LONGEST and is_parted(first[0]):
            return Span(first.start(), first.start() + len(first[0].rstrip()))
    return None


_STATEMENTS = frozenset({"income", "balance_sheet", "cash_flow", "reconciliation"})
_LONGEST = 7
_LEADING = regex.compile(
    r"the (?:following )?tables? (?:below )?(?:presents?|shows?|sets? (?:forth|out)|summari[sz]es?|provides?|details?"
    r"|discloses?|disaggregates?|reflects?|represents?|lists?|breaks? down) (?:(?:the company's|our|its|the)\s+)?",
    regex.IGNORECASE,
)
"""How a sentence leads to a table: `The following table presents our net sales by segment:`."""
_UP_TO = regex.compile(r"(?:(?!\b(?:for|by|in|of|were|was|are|is|and|the|as)\b|[:,(;.\n–—-]).)+", regex.IGNORECASE)


def _parting_heads(part: Part) -> frozenset[int]:
    """Where the heads of rows start under which the same measures come again and again: they name segments."""
    if part.kind in {"balance_sheet", "cash_flow"}:
        return frozenset()
    labels: dict[int, tuple[str, set[str]]] = {}
    for line in part.lines:
        if line.heads and line.label:
            labels.setdefault(line.heads[-1].start, (line.heads[-1].words, set()))[1].add(folded(line.label.words))
    named = {
        at: own
        for at, (words, own) in labels.items()
        if not (is_measure(words) or is_generic(words) or read_period(words) or unit_of(words))
    }
    return frozenset(
        at
        for at, own in named.items()
        if any(sum(map(is_measure, own & other)) >= _AGAIN for i, other in named.items() if i != at)
    )


_AGAIN = 2
"""Measures under two heads that show that the heads part them."""


def name_cell(line: Line, head: Head, fact: CellFact, naming: Naming, over: Span | None) -> None:
    """The metric and the segment of a cell; `over` is the row's `parted_head`."""
    label, measure = line.label, line.measure
    if label is None:
        fact.metric = measure.span if measure else naming.titled
        return
    beside = head.rest_cell
    of_column = Span(beside.start, beside.end) if beside else None
    if of_column and is_time(label.words) and (naming.measured or not folded(label.words).startswith("balance")):
        fact.metric = of_column
        return
    fact.metric = label.span
    if measure is not None:
        wider = [head.words for head in line.heads[:-1] if unit_of(head.words) in {"per_share", "shares"}]
        fact.name = ": ".join([*wider, measure.words, label.words])
    under = line.heads[-1] if line.heads and is_measure(line.heads[-1].words) else None
    if under is not None and folded(label.words) in naming.parted and not _is_percent_of(line):
        fact.metric, fact.segment, fact.name = under.span, label.span, None
        return
    # what a row counts or measures by itself is none of the title's measure
    over = over or (naming.titled if line.unit in {None, "money"} else None)
    if of_column and (naming.columns or _names_measure(head)) and not is_measure(label.words):
        fact.metric, fact.segment, fact.name = of_column, label.span, None
    elif over and not is_measure(label.words) and measure is None:
        fact.metric, fact.segment = over, label.span
    elif of_column and not _names_measure(head):
        fact.segment = of_column
    if fact.segment is None:
        own = line.heads[-1] if line.heads and line.heads[-1].start in naming.parting else None
        fact.segment = own.span if own else _section_segment(line.heads)


def _is_percent_of(line: Line) -> bool:
    """Whether a row of percentages stands under a head that is none of them: growth under an amount."""
    head = line.heads[-1].words if line.heads else ""
    return _is_percent(line) and unit_of(head) != "percent" and not _MIX.search(folded(head))


_MIX = regex.compile(r"\b(?:mix|growth|change|comparable)\b|%")


def _names_measure(head: Head) -> bool:
    """Whether what a head says beside its time is a measure."""
    return is_measure(head.rest) or phrase_in(table_words().columns.measures, head.rest) is not None


def parted_head(line: Line) -> Span | None:
    """The head of rows that is a measure parted by what the rows name: `Net sales:` over products."""
    for depth, head in enumerate(reversed(line.heads)):
        if (depth or _says_rate(line)) and _is_percent(line):
            break  # a measure of amounts has none
        if len(head.words.split()) <= _LONGEST and is_parted(head.words):
            return head.span
        if is_measure(head.words) or is_generic(head.words) or unit_of(head.words) or read_period(head.words):
            break  # else it groups what the rows name: `Operating income` over `Parks` over `Domestic`
    return None


def _says_rate(line: Line) -> bool:
    """Whether a row says that it is a rate of its own: `Services -- growth, excluding currency`."""
    return line.label is not None and _RATE.search(folded(line.label.words)) is not None


_RATE = regex.compile(r"\b(?:growth|margin|change|increase|decrease)\b|%")


def _is_percent(line: Line) -> bool:
    """Whether a row opens with a percentage."""
    first = next(iter(line.row.figures.values()), None)
    return first is not None and first.unit == "percent"


def _section_segment(heads: Sequence[Label]) -> Span | None:
    """The head of rows that names a segment."""
    return next(
        (h.span for h in reversed(heads) if "segment" in folded(h.words).split() and not is_measure(h.words)), None
    )
