"""Links across sentences: repeats of a fact, changes of a level said before, parts in the bullets of a list."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractor.link.across import AcrossRule, figures_before, free
from extractor.link.arithmetic import contradicts
from extractor.link.comparison_periods import year_before
from extractor.link.discourse_parts import PARTS_ACROSS
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.relations.finder import relate
from extractor.link.relations.repeats import measures_same, repeats, same_time
from extractor.link.rule import RelationRule
from extractor.spans import Span
from extractor.words.nouns import singular_words

__all__ = ["RULES", "link_across"]

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
        for draft in free(line):
            if draft.kind != "percent" or draft.direction or draft.quantity.unit != "percent":
                continue
            match = _SHARE.match(line.lowered, draft.end, line.end)
            noun = _noun_of(line, *match.span("of")) if match else None
            if match is None or noun is None:
                continue
            before = (*reversed(line.earlier(draft)), *figures_before(lines, place, _BACK))
            whole = next((d for d in before if _is_level_of(line.text, d, noun)), None)
            counts = (*reversed(line.earlier(draft)), *figures_before(lines, place, _COUNTED_BACK))
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
        for draft in free(line):
            if draft.direction is None or draft.metric is None:
                continue
            before = list(figures_before(lines, place, _BACK))
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
        for draft in free(line):
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


def _earlier_level(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for before, line in pairwise(lines):
        if line.sentence.index - before.sentence.index > 1 or line.sentence.section != before.sentence.section:
            continue
        levels = list(free(before))
        found = {draft: [d for d in levels if _is_later(line.text, d, draft)] for draft in free(line)}
        told = [own[0] for own in found.values() if len(own) == 1]
        yield from ((draft, own[0]) for draft, own in found.items() if len(own) == 1 and told.count(own[0]) == 1)


def _is_later(text: str, level: Draft, draft: Draft) -> bool:
    """Whether a level says the same measure of the same owner for the time a year behind the figure's."""
    if level.direction or draft.part != "level" or draft.kind == "count" or not level.same_sort(draft):
        return False
    if None in {draft.metric, draft.when, level.when} or draft.subject not in (None, level.subject):
        return False
    if draft.when is None or level.when is None or not measures_same(text, level, draft):
        return False
    earlier = year_before(level.when.value)
    return earlier is not None and earlier.value == draft.when.value.value


RULES: tuple[AcrossRule, ...] = (
    *PARTS_ACROSS,
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
        "relation.earlier-level",
        "An amount or percentage of the same measure a year before one in the sentence before.",
        _earlier_level,
        ("The 2024 net profit was $9 million. Net profit in 2023 was ⟦$7 million⟧. → prior_of $9 million",),
        (
            "The 2024 net profit was $9 million. Net sales in 2023 were ⟦$7 million⟧.",
            "The 2024 net profit was $9 million. Net profit in 2022 was ⟦$7 million⟧.",
        ),
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
