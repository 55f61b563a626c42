"""Links across sentences: repeats of a fact, changes of a level said before, parts in the bullets of a list."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.link.arithmetic import contradicts
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.relations.finder import relate
from extractor.link.relations.parts import is_precise
from extractor.link.relations.repeats import measures_same, repeats, same_time
from extractor.link.rule import RelationRule
from extractor.spans import Span
from extractor.words.nouns import singular_words

__all__ = ["RULES", "link_across"]

#: Pairs of a figure and the one that it leans on; lines and figures are in text order.
AcrossRule = RelationRule[Callable[[Sequence[Line]], Iterator[tuple[Draft, Draft]]]]

#: How many sentences back a level may stand.
_BACK = 2


def link_across(lines: Sequence[Line]) -> None:
    """Set the relations that lead out of a sentence, on figures that have none yet."""
    for rule in RULES:
        for draft, other in rule.apply(lines):
            if draft.relation is None and draft is not other:
                relate(draft, rule.name, rule.relation, other, Span(other.start, other.end))
                if rule.relation == "change_of" and other.status == "expected" and draft.status != "expected":
                    draft.status = "expected"
                    draft.note("status", "status.of-its-level", Span(other.start, other.end))


def _free(line: Line) -> Iterator[Draft]:
    return (draft for draft in line.quantities if draft.relation is None)


def _figures_before(lines: Sequence[Line], place: int, back: int) -> Iterator[Draft]:
    """The quantities of the lines before one, nearest first, at most `back` sentences away."""
    for other in reversed(lines[max(0, place - back) : place]):
        if lines[place].sentence.index - other.sentence.index <= back:
            yield from reversed(other.quantities)


# ----------------------------------------------------------------------------------------------- parts

_LIST_OPENER = regex.compile(r"(?:including|comprising|consisting of|as follows|of which|includes|included)\s?:$")
_WITHIN = regex.compile(
    r"(?:this|these|which|that|of this|of these)\s(?:total\s|amount\s)?includ|within this|of this\b"
)


def _bulleted_parts(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    whole: Draft | None = None
    for line in lines:
        if line.sentence.bullet:
            levels = (d for d in line.quantities if whole is not None and d.kind == whole.kind and not d.direction)
            part = next(levels, None)
            if part is not None and whole is not None:
                yield part, whole
            continue
        opens = _LIST_OPENER.search(line.lowered[line.start : line.end].rstrip())
        levels = (d for d in reversed(line.quantities) if d.kind in {"money", "count"} and not d.direction)
        whole = next(levels, None) if opens else None


def _within_this(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for before, line in pairwise(lines):
        if not _WITHIN.match(line.lowered[line.start : line.start + 40]):
            continue
        levels = [d for d in _free(before) if d.kind == "money" and not d.direction]
        if levels and line.sentence.index - before.sentence.index <= 1:
            for part in _free(line):
                if part.kind == "money" and not part.direction and part.quantity.per == levels[-1].quantity.per:
                    yield part, levels[-1]


#: How many sentences back the total may stand that figures add up to, and how many figures add up.
_TOTAL_BACK, _MOST_PARTS = 6, 24


def _summing_parts(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for place, own in _blocks(lines):
        for kind in ("count", "money"):
            parts = [d for d in own if d.kind == kind and not d.direction and _number(d)][:_MOST_PARTS]
            units = {(d.quantity.unit, d.quantity.per) for d in parts}
            if len(parts) < 2 or len(units) != 1:
                continue
            total = sum((_number(d) for d in parts), Decimal(0))
            before = (d for d in _figures_before(lines, place, _TOTAL_BACK) if d.kind == kind and _number(d) == total)
            whole = next((d for d in before if not d.direction and (d.quantity.unit, d.quantity.per) in units), None)
            if whole is not None and (kind == "count" or is_precise(whole)):
                yield from ((part, whole) for part in parts)


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, Sequence[Draft]]]:
    """The free figures of each sentence, and the first ones of the bullets that follow each other, with their place."""
    bullets: list[Draft] = []
    for place, line in enumerate(lines):
        yield place, list(_free(line))
        first = next(_free(line), None) if line.sentence.bullet else None
        bullets = [*bullets, first] if first is not None else []
        if len(bullets) > 1:
            yield place - len(bullets) + 1, list(bullets)


def _tallies(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for place, line in enumerate(lines):
        entries = [d for d in _free(line) if d.kind == "count" and d.came("subject", "entry") and _number(d)]
        units = {d.quantity.unit for d in entries}
        for unit in sorted(u for u in units if u is not None):
            own = [d for d in entries if d.quantity.unit == unit]
            before = _figures_before(lines, place, _TALLY_BACK)
            wholes = [d for d in before if d.kind == "count" and d.quantity.unit == unit and _number(d)]
            whole = max(wholes, key=_number, default=None)
            if len(own) >= _LEAST_ENTRIES and whole is not None and _number(whole) >= max(map(_number, own)):
                yield from ((part, whole) for part in own)


#: A tally has so many entries at least, and its total stands no further back.
_LEAST_ENTRIES, _TALLY_BACK = 3, 3


def _number(draft: Draft) -> Decimal:
    amount = draft.quantity.amount
    return amount.value if amount is not None and amount.value is not None else Decimal(0)


# ---------------------------------------------------------------------------------------------- shares

#: Words between a percentage and what it is a share of: `65% of all incoming reports`, `of the total number of cases`.
_SHARE = regex.compile(
    r"\sof\s(?P<all>(?:(?:the|its|our|their|total|all|quarterly|annual|net|group|consolidated|overall)\s)*"
    r"(?:(?:number|total|sum)\sof\s)?)(?P<of>[\p{L} -]{2,50})"
)
#: How many sentences back the things may be counted of which a share is told.
_COUNTED_BACK = 6


def _shares(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for place, line in enumerate(lines):
        for draft in _free(line):
            if draft.kind != "percent" or draft.direction or draft.quantity.unit != "percent":
                continue
            match = _SHARE.match(line.lowered, draft.end, line.end)
            noun = _noun_of(line, *match.span("of")) if match else None
            if match is None or noun is None:
                continue
            before = (*reversed(line.earlier(draft)), *_figures_before(lines, place, _BACK))
            whole = next((d for d in before if _is_level_of(line.text, d, noun)), None)
            counts = (*reversed(line.earlier(draft)), *_figures_before(lines, place, _COUNTED_BACK))
            if whole is None and (match["all"] or " " not in match["of"].partition(noun)[0]):
                whole = next((d for d in counts if _is_whole_count(d, noun)), None)
            if whole is not None:
                yield draft, whole


def _noun_of(line: Line, start: int, end: int) -> str | None:
    """The singular of the last noun of the first run of nouns in a span."""
    noun = None
    for token in line.tokens_between(start, end):
        if noun is not None and not line.is_noun(token):
            break
        noun = token if line.is_noun(token) else noun
    return next(iter(singular_words(noun.text)), None) if noun is not None else None


def _is_level_of(text: str, level: Draft, noun: str) -> bool:
    if level.kind != "money" or level.direction or level.metric is None or level.is_related("prior_of"):
        return False
    return singular_words(level.metric.of(text))[-1:] == [noun]


def _is_whole_count(draft: Draft, noun: str) -> bool:
    return draft.kind == "count" and draft.quantity.unit == noun and not draft.direction and draft.relation is None


# --------------------------------------------------------------------------------------------- changes

_TO = regex.compile(r"\bto (?:\w+ )?$")


def _level_later(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for line in lines:
        for draft, later in pairwise(line.quantities):
            if draft.kind != "percent" or draft.direction is None or later.direction or later.kind == "percent":
                continue
            reached = _TO.search(line.text, max(line.start, later.start - 20), later.start)
            if reached and draft.metric and later.metric and measures_same(line.text, draft, later):
                yield draft, later


def _level_before(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for place, line in enumerate(lines):
        for draft in _free(line):
            if draft.direction is None or draft.metric is None:
                continue
            before = list(_figures_before(lines, place, _BACK))
            level = next((d for d in before if _may_be_level(line.text, draft, d)), None)
            if level is not None and not contradicts(line.text, draft, level, before):
                yield draft, level


_THIS = regex.compile(
    r"\W*(?:(?:overall|thus|in total),? )?(?:this|that|it|which)(?: \w+)?"
    r" (?:is|was|(?:represent|mark|reflect|constitut|equal)\w*|(?:correspond|amount|equat|translat)\w* to) "
)


def _this_change(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for before, line in pairwise(lines):
        if line.sentence.index - before.sentence.index > 1 or not _THIS.match(line.lowered[line.start : line.end]):
            continue
        levels = [
            d for d in before.quantities if not d.direction and not d.is_related("prior_of", "part_of", "share_of")
        ]
        for draft in _free(line):
            level = next((d for d in reversed(levels) if draft.direction and _changes_such(draft, d)), None)
            if level is not None and not contradicts(line.text, draft, level, before.quantities):
                yield draft, level


def _may_be_level(text: str, change: Draft, level: Draft) -> bool:
    """Whether a level can be the one that changed: same measure, same time."""
    if level.direction or level.relation or level.metric is None or not _changes_such(change, level):
        return False
    if change.came("subject", "alone") and change.subject != level.subject:  # an entry of a list has levels of its own
        return False
    return measures_same(text, change, level) and same_time(change, level)


def _changes_such(change: Draft, level: Draft) -> bool:
    if change.kind == "percent":
        points = change.quantity.unit != "percent"
        return (level.kind == "percent") == points
    return change.same_sort(level) if change.kind == "money" else level.kind in {"money", "measure", "count"}


# ---------------------------------------------------------------------------------------------- priors

_COMPARED = regex.compile(r"compared (?:to|with) (?:the )?(?:same|prior|previous|corresponding|year)[^,;]{0,60}\bof $")


def _compared_across(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for place, line in enumerate(lines):
        for draft in _free(line):
            if draft.direction or not _COMPARED.search(line.lowered, max(line.start, draft.start - 90), draft.start):
                continue
            for other in _figures_before(lines, place, 1):
                if other.kind == draft.kind and not other.direction and other.relation is None:
                    draft.metric = other.metric or draft.metric
                    yield draft, other
                    break


RULES: tuple[AcrossRule, ...] = (
    RelationRule(
        "relation.bulleted-part",
        "The first level of each bullet below a line that ends in `including:`: a part of that line's last level.",
        _bulleted_parts,
        (
            "The fund returned $1.8 million, including:\n• dividends of ⟦$1.1 million⟧\n• buybacks of $0.7 million"
            " → part_of $1.8 million",
        ),
        relation="part_of",
    ),
    RelationRule(
        "relation.summing-parts",
        "The counts or amounts of a sentence, or one of each of some bullets, that add up to one of the same unit, six"
        " sentences back at most.",
        _summing_parts,
        (
            "The lab saw 161 cases. ⟦89 cases⟧ were new and 72 cases were old. → part_of 161 cases",
            "The price is $7.7 million.\n\nPaid so:\n- ⟦$5.7 million⟧ now\n- $1 million in May\n- $1 million later"
            " → part_of $7.7 million",
        ),
        ("The lab saw 161 cases. ⟦89 cases⟧ were new and 70 cases were old.",),
        relation="part_of",
    ),
    RelationRule(
        "relation.tally",
        "Three counts or more that a list gives to names: parts of the largest count of such things shortly before.",
        _tallies,
        (
            "The lab saw 40 cases. Cases were seen in the following towns: Osel (⟦8 cases⟧); Varn (six cases);"
            " Lund (two cases); and others. → part_of 40 cases",
        ),
        relation="part_of",
    ),
    RelationRule(
        "relation.within-this",
        "`This includes …`: parts of the last amount of the sentence before.",
        _within_this,
        ("Costs were $8 million. This includes ⟦$3 million⟧ for repairs. → part_of $8 million",),
        relation="part_of",
    ),
    RelationRule(
        "relation.share-of-measure",
        "A percentage `of total revenue`, `of the cases`: of the last level, two sentences back at most, whose metric"
        " ends so, or of the last such things counted.",
        _shares,
        (
            "Net revenue was $8 million. Asia made up ⟦40%⟧ of revenue. → share_of $8 million",
            "In May 863 reports came in. Banks accounted for ⟦65%⟧ of all incoming reports. → share_of 863 reports",
        ),
        ("In May 863 reports came in. Banks accounted for ⟦65%⟧ of lending.",),
        relation="share_of",
    ),
    RelationRule(
        "relation.level-later",
        "A percentage whose level stands next in its sentence behind `to`, whatever words stand between.",
        _level_later,
        ("Net sales rose ⟦12%⟧, thanks to new shops, and came to $8 million. → change_of $8 million",),
        relation="change_of",
    ),
    RelationRule(
        "relation.this-change",
        "A change in a sentence that opens with `This is`, `It represents`: of the last level of the sentence before.",
        _this_change,
        (
            "A total of 863 reports came in. This is an increase of ⟦32.4%⟧ on the year. → change_of 863 reports",
            "In May 2818 samples were tested. Overall, this was a ⟦16%⟧ decrease in testing. → change_of 2818 samples",
        ),
        ("A total of 863 reports were submitted. Banks reported ⟦32.4%⟧ more than in 2022.",),
        relation="change_of",
    ),
    RelationRule(
        "relation.level-of-sentence-before",
        "A change whose level stands one or two sentences before: same measure, same time; not against the arithmetic.",
        _level_before,
        ("Net sales were $8 million. Net sales grew ⟦12%⟧ from last year. → change_of $8 million",),
        ("Net sales were $8 million, up from $4 million. Net sales grew ⟦12%⟧.",),
        relation="change_of",
    ),
    RelationRule(
        "relation.compared-across",
        "`compared to the prior year's … of` without a level in its sentence: the last one of that before.",
        _compared_across,
        ("Gross profit was $8 million. That is compared to prior year profit of ⟦$7 million⟧. → prior_of $8 million",),
        relation="prior_of",
    ),
    RelationRule(
        "relation.repeat",
        "The same number of the same measure at the same time in another sentence: the first mention.",
        repeats,
        ("Marlow Foods Earns Net Profit of $8.2 Million\n\nNet profit was ⟦$8.2 million⟧. → same_as $8.2 Million",),
        ("Net profit was $8.2 million. Capital spending was ⟦$8.2 million⟧.",),
        relation="same_as",
    ),
)
