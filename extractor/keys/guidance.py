"""What a release does with its guidance: the figures before it where it states them, else its verbs.

A figure is guidance where it is expected, its time is not over when the release appears, and one of these holds: its
measure has a key; the release says what it does with it or what it was before; it is a range that the release gives
for its own quarter, half or year. A repeat is guidance where what it repeats is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import regex

from extractor.facts import DateFact, Fact, Guidance, MoneyFact, PercentFact, Period, Phrase, Quantity
from extractor.keys.standards import is_of_both
from extractor.period import Period as Time
from extractor.spans import Span
from extractor.words.guidance import GuidanceAction, guidance_words

__all__ = ["action_by_numbers", "guidance_of"]

_NEAR = 6
"""Words between a verb and a noun of guidance near it."""
_FAR = 12
"""Words between a verb and a noun behind it that nothing parts from it: no mark, no number."""
_PRIOR = regex.compile(
    r"\b(?:prior|previous|earlier|former|initial)(?:ly)?(?:[- ][\p{L}’'-]+){0,4} (?:guidance|outlook|forecast|range"
    r"|estimate|expectations?|target|projection)(?: range)? (?:of|at)(?: \p{L}+){0,3} $",
    regex.IGNORECASE,
)
_PARTING = regex.compile(r"[\d,;:()]")
_WORD = regex.compile(r"\p{L}[\p{L}'’-]*+")

Ends = tuple[Decimal, Decimal]


class _Word(NamedTuple):
    said: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Said:
    action: GuidanceAction
    start: int
    end: int


def guidance_of(
    text: str, sentences: Sequence[Span], facts: Sequence[Fact], published: date | None
) -> Mapping[str, Guidance]:
    """By id of a fact what the release says of it as guidance; `sentences` are those that the facts number."""
    priors = {fact.relation.to: fact for fact in facts if fact.relation and _is_prior(fact)}
    called = _called_prior(text, facts)
    priors |= {now.id: before for now, before in called if now.id not in priors}
    past = {before.id for _, before in called}
    own, over = _own_key(facts), published or _day_after(facts)
    found: dict[str, Guidance] = {}
    for fact in facts:
        if isinstance(fact, DateFact) or _is_prior(fact) or fact.id in past or not _may_be(fact, over):
            continue
        ends, prior = _ends(fact), priors.get(fact.id)
        before = _ends(prior) if isinstance(prior, Quantity) else None
        words = _words(text, sentences[fact.sentence]) if fact.sentence < len(sentences) else []
        said = _said(text, words, fact)
        if said is None and before is None and not _speaks_for_itself(fact, words, own):
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
    return found | _repeated(facts, found)


def _repeated(facts: Sequence[Fact], found: Mapping[str, Guidance]) -> dict[str, Guidance]:
    """What repeats guidance is guidance as well, and nothing more is done with it."""
    return {
        fact.id: found[fact.relation.to]
        for fact in facts
        if isinstance(fact, Quantity) and fact.status == "expected" and fact.id not in found
        and fact.relation is not None and fact.relation.type == "same_as" and fact.relation.to in found
    }  # fmt: skip


def _own_key(facts: Sequence[Fact]) -> str | None:
    """Of whom most figures are: the release speaks for it."""
    named = Counter(fact.subject.key for fact in facts if isinstance(fact, Quantity) and fact.subject)
    return max(named, key=lambda key: named[key], default=None)


def _day_after(facts: Sequence[Fact]) -> date | None:
    """The day after the time that most figures are about: a release without a date appeared then or later."""
    ends = (f.period.end_date for f in facts if isinstance(f, Quantity) and f.period and f.status == "actual")
    counted = Counter(end for end in ends if end is not None)
    last = max(counted, key=lambda end: (counted[end], end), default=None)
    return last + timedelta(1) if last is not None else None


def _called_prior(text: str, facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Figures that words before them call the guidance before: `from our prior range of $5 million to $6 million`.

    Each behind the one that stands in its place now: the last of its kind in the sentence.
    """
    found: list[tuple[Fact, Fact]] = []
    last: Fact | None = None
    for fact in facts:
        if isinstance(fact, DateFact) or fact.status != "expected" or fact.relation is not None:
            continue
        before = text[max(0, fact.start - 80) : fact.start]
        alike = last is not None and (last.kind, last.sentence) == (fact.kind, fact.sentence)
        if last is not None and alike and _PRIOR.search(before):
            found.append((last, fact))
        else:
            last = fact
    return found


def _speaks_for_itself(fact: Quantity, words: Sequence[_Word], own: str | None) -> bool:
    """Whether an expected figure is guidance though the release does not say what it does with it."""
    if fact.metric is not None and (fact.metric.key or is_of_both(fact.metric.text)):
        return True
    ends = _ends(fact)
    if ends is None or not ends[0] < ends[1] or not isinstance(fact, MoneyFact | PercentFact):
        return False
    if fact.table is not None or (fact.relation is not None and fact.relation.type == "part_of"):
        return False
    if fact.subject is None or fact.subject.key != own or _is_foreign(fact):
        return False
    if fact.period is None:
        return any(word.said in guidance_words().nouns for word in words)
    return _is_reported(fact.period)


def _is_foreign(fact: Quantity) -> bool:
    said = fact.metric.text.lower() if fact.metric else ""
    return not guidance_words().foreign.isdisjoint(_WORD.findall(said))


def _is_reported(period: Period) -> bool:
    """Whether a time is as long as what is reported on: a quarter, a half, a year."""
    if period.start_date is not None and period.end_date is not None:
        return 80 <= (period.end_date - period.start_date).days <= 380
    named = Time.parse(period.value) if period.value else None
    return named is not None and named.grain in {"quarter", "half", "year"}


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
    relation = fact.relation.type if fact.relation else None
    if relation in {"share_of", "equivalent_of"} or (relation == "part_of" and fact.metric.key):
        return False
    end = fact.period.end_date if fact.period else None
    return end is None or published is None or end >= published


def _ends(fact: Quantity) -> Ends | None:
    if fact.value is not None:
        return fact.value, fact.value
    return (fact.low, fact.high) if fact.low is not None and fact.high is not None else None


def _words(text: str, sentence: Span) -> list[_Word]:
    return [
        _Word(match[0].lower(), match.start(), match.end())
        for match in _WORD.finditer(text, sentence.start, sentence.end)
    ]


def _said(text: str, words: Sequence[_Word], fact: Quantity) -> _Said | None:
    """The verb of guidance that stands nearest before the figure in its sentence, else the nearest behind it."""
    nouns = guidance_words().nouns
    found: list[_Said] = []
    for at, (word, start, end) in enumerate(words):
        phrases = _staying().get(word, ())
        stay = next((p for p in phrases if tuple(said.said for said in words[at : at + len(p)]) == p), None)
        if stay is not None:
            found.append(_Said("maintained", start, words[at + len(stay) - 1].end))
        action = _verbs().get(word)
        if action is None:
            continue
        near = words[max(0, at - _NEAR) : at + _NEAR + 1]
        far = (said for said in words[at + _NEAR + 1 : at + _FAR + 1] if not _PARTING.search(text, end, said.start))
        if any(said.said in nouns for said in (*near, *far)):
            found.append(_Said(action, start, end))
    before = [said for said in found if said.end <= fact.start]
    behind = [said for said in found if said.start >= fact.end]
    return before[-1] if before else behind[0] if behind else None


@cache
def _staying() -> dict[str, list[tuple[str, ...]]]:
    """The phrases that say that an expectation stays, by their first word."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in guidance_words().staying:
        said = tuple(phrase.split())
        out.setdefault(said[0], []).append(said)
    return out


@cache
def _verbs() -> dict[str, GuidanceAction]:
    return guidance_words().verbs()
