"""What a release does with its guidance: the figures before it where it states them, else its verbs.

A figure is guidance where it is expected, its time is not over when the release appears, and its measure has a key, or
the release says what it does with it or what it was before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

import regex

from extractor.facts import DateFact, Fact, Guidance, Phrase, Quantity
from extractor.spans import Span
from extractor.words.guidance import GuidanceAction, guidance_words

__all__ = ["action_by_numbers", "guidance_of"]

_NEAR = 6
"""Words between a verb and a noun of guidance near it."""
_FAR = 12
"""Words between a verb and a noun behind it that nothing parts from it: no mark, no number."""
_PARTING = regex.compile(r"[\d,;:()]")
_WORD = regex.compile(r"\p{L}[\p{L}'’-]*+")

Ends = tuple[Decimal, Decimal]


def guidance_of(
    text: str, sentences: Sequence[Span], facts: Sequence[Fact], published: date | None
) -> Mapping[str, Guidance]:
    """By id of a fact what the release says of it as guidance; `sentences` are those that the facts number."""
    priors = {fact.relation.to: fact for fact in facts if fact.relation and _is_prior(fact)}
    found: dict[str, Guidance] = {}
    for fact in facts:
        if isinstance(fact, DateFact) or _is_prior(fact) or not _may_be(fact, published):
            continue
        ends, prior = _ends(fact), priors.get(fact.id)
        before = _ends(prior) if isinstance(prior, Quantity) else None
        said = _said(text, sentences[fact.sentence], fact) if fact.sentence < len(sentences) else None
        if said is None and before is None and not (fact.metric and fact.metric.key):
            continue
        action = action_by_numbers(ends, before) if ends and before else said.action if said else None
        found[fact.id] = Guidance(
            action=action,
            low=ends[0] if ends else None,
            high=ends[1] if ends else None,
            prior_low=before[0] if before else None,
            prior_high=before[1] if before else None,
            prior=prior.id if prior and before else None,
            words=Phrase(text=text[said.start : said.end], start=said.start, end=said.end) if said else None,
        )
    return found


def action_by_numbers(now: Ends, before: Ends) -> GuidanceAction:
    """What happened to a range: both ends are looked at, and where they part, the middle.

    >>> before = Decimal(10), Decimal(20)
    >>> [action_by_numbers((Decimal(low), Decimal(high)), before) for low, high in ((10, 20), (12, 20), (12, 24))]
    ['maintained', 'narrowed', 'raised']
    """
    if now == before:
        return "maintained"
    if now[0] >= before[0] and now[1] <= before[1] and before[0] < before[1]:
        return "narrowed"
    return "raised" if sum(now) > sum(before) else "lowered"


def _is_prior(fact: Fact) -> bool:
    return fact.relation is not None and fact.relation.type == "prior_of"


def _may_be(fact: Quantity, published: date | None) -> bool:
    if fact.status != "expected" or fact.metric is None:
        return False
    if fact.metric.key in guidance_words().decided:
        return False
    if fact.relation is not None and fact.relation.type in {"share_of", "part_of", "equivalent_of"}:
        return False
    end = fact.period.end_date if fact.period else None
    return end is None or published is None or end >= published


def _ends(fact: Quantity) -> Ends | None:
    if fact.value is not None:
        return fact.value, fact.value
    return (fact.low, fact.high) if fact.low is not None and fact.high is not None else None


@dataclass(frozen=True, slots=True)
class _Said:
    action: GuidanceAction
    start: int
    end: int


def _said(text: str, sentence: Span, fact: Quantity) -> _Said | None:
    """The verb of guidance that stands nearest before the figure in its sentence, else the nearest behind it."""
    words = [
        (match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text, sentence.start, sentence.end)
    ]
    nouns = guidance_words().nouns
    found: list[_Said] = []
    for at, (word, start, end) in enumerate(words):
        action = _verbs().get(word)
        if action is None:
            continue
        near = words[max(0, at - _NEAR) : at + _NEAR + 1]
        far = (said for said in words[at + _NEAR + 1 : at + _FAR + 1] if not _PARTING.search(text, end, said[1]))
        if any(noun in nouns for noun, _, _ in (*near, *far)):
            found.append(_Said(action, start, end))
    before = [said for said in found if said.end <= fact.start]
    behind = [said for said in found if said.start >= fact.end]
    return before[-1] if before else behind[0] if behind else None


@cache
def _verbs() -> dict[str, GuidanceAction]:
    return guidance_words().verbs()
