"""Gathering: what was proposed for each figure of the gold, what was chosen, and what the gold says of both."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from extractor.documents import Release
from extractor.gold.annotations import KINDS, Annotation, GoldRelease
from extractor.gold.comparing import right_fields, right_links, same_head, same_words
from extractor.gold.found import from_outputs
from extractor.gold.periods import same_period
from extractor.gold.reading import read_gold
from extractor.gold.scoring import pair_sides
from extractor.gold.words import contained
from extractor.link.confidence import FACT, ReleaseEvidence
from extractor.link.draft import Draft, When
from extractor.link.linking import RULES
from extractor.link.ranking import Candidate
from extractor.pipeline import Extraction, Extractor
from extractor.spans import Span
from tests.learn.fitting import Choice
from tests.link.period_texts import period_texts
from tests.marked import unmarked

__all__ = ["EXAMPLE", "LEARNT", "Belief", "Gathered", "Learnt", "gather", "own_releases", "releases"]

#: How the ids of the project's own examples begin, and how much one counts: they are few, and must hold.
EXAMPLE, _OWN_WEIGHT = "example of ", 7


@dataclass(frozen=True, slots=True)
class Learnt:
    """A link whose choice is learned: what a candidate gains by the gold, how much a figure counts, own examples."""

    name: str
    gain: Callable[[Annotation, object, str], float]
    weight: Callable[[Annotation], float]
    examples: Callable[[], list[GoldRelease]]


@dataclass(frozen=True, slots=True)
class Belief:
    """A found fact: the evidence of its links, which of them the gold calls right, and whether the whole fact is.

    A link is right as the fact score has it: words of which one contains the other, the same time, target, direction.
    Links that the gold does not state are not in `right`.
    """

    release: str
    links: Mapping[str, list[str]]
    right: Mapping[str, bool]
    whole: Callable[[Mapping[str, int]], list[str]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one release teaches: choices by link, and beliefs; `scored` tells of each aligned figure what is right."""

    choices: Mapping[str, Sequence[Choice]]
    beliefs: Sequence[Belief]
    scored: Sequence[Mapping[str, bool]] = field(default=())


def releases(sources: Iterable[Path], leave_out: frozenset[str]) -> list[GoldRelease]:
    """The gold of the sources, less the releases that are never learned from."""
    return [release for release in read_gold(list(sources)) if release.id not in leave_out]


def own_releases(sources: Iterable[Path]) -> list[GoldRelease]:
    """The project's own gold, whose figures must hold as the rules' examples must."""
    return [replace(release, id=f"{EXAMPLE}{release.id}") for release in read_gold(list(sources))]


def gather(release: GoldRelease, extractor: Extractor) -> Gathered:
    """What one release teaches, with links as they are chosen today."""
    extraction = extractor.explain(Release(release.text, release.id, None, release.published))
    found = from_outputs([extraction.facts]).facts.get(release.id, ())
    evidence = ReleaseEvidence(extraction.document, extraction.linked.drafts, extraction.linked.issuer)
    sides = pair_sides(release.facts, found)
    partners = {sides.found[j].id: sides.gold[i].id for i, j in sides.pairs}
    choices: dict[str, list[Choice]] = {name: [] for name in LEARNT}
    beliefs: list[Belief] = []
    scored: list[Mapping[str, bool]] = []
    aligned = {j: i for i, j in sides.pairs}
    for j, fact in enumerate(sides.found):
        draft = extraction.linked.drafts[_index(fact)]
        gold = sides.gold[aligned[j]] if j in aligned else None
        if (gold is not None and gold.optional) or _is_ignored(release, fact):
            continue
        if gold is not None:
            for link in LEARNT.values():
                choices[link.name] += _choices(release, gold, draft, link, extraction)
            scored.append(right_fields(gold, fact, partners))
        if draft.cell is None:
            whole = partial(evidence.of_fact, draft)
            right = right_links(gold, fact, partners) if gold is not None else {FACT: False}
            beliefs.append(Belief(release.id, evidence.of_links(draft), right, whole))
    return Gathered(choices, beliefs, scored)


def _index(fact: Annotation) -> int:
    return int(fact.id.removeprefix("f")) - 1


def _is_ignored(release: GoldRelease, fact: Annotation) -> bool:
    return any(start <= fact.start < end for start, end in release.ignore)


def _choices(
    release: GoldRelease, gold: Annotation, draft: Draft, link: Learnt, extraction: Extraction
) -> Iterable[Choice]:
    candidates: list[Candidate[Span] | Candidate[When]] = [r.candidate for r in getattr(draft.ballots, link.name)]
    if len(candidates) > 1:
        text = extraction.document.text
        yield Choice(
            release.id,
            [frozenset(candidate.features) for candidate in candidates],
            [link.gain(gold, candidate.value, text) for candidate in candidates],
            link.weight(gold) * (_OWN_WEIGHT if release.id.startswith(EXAMPLE) else 1),
        )


# ------------------------------------------------------------------------------------- what is learned


def _metric_gain(gold: Annotation, value: object, text: str) -> float:
    words = value.of(text) if isinstance(value, Span) else None
    if gold.metric is None or words is None:
        return float(gold.metric is None and words is None)
    if same_words(gold.metric, words):
        return 1.0
    head = same_head(gold.metric, words)
    if contained(gold.metric, words):
        return 0.8 if head else 0.5
    return 0.2 if head else 0.0


#: A metric, a time or an owner that the gold leaves out is not scored there, so that it says little against one.
_UNSAID_COUNT, _UNSAID, _UNTIMED, _UNOWNED = 0.1, 0.05, 0.2, 0.25


def _metric_weight(gold: Annotation) -> float:
    return 1.0 if gold.metric is not None else _UNSAID_COUNT if gold.kind == "count" else _UNSAID


def _period_gain(gold: Annotation, value: object, _: str) -> float:
    iso = value.value.value if isinstance(value, When) else None
    return float(gold.period == iso or (gold.period is not None and iso is not None and same_period(gold.period, iso)))


def _period_weight(gold: Annotation) -> float:
    return 1.0 if gold.period is not None else _UNTIMED


def _examples_of_rules(link: str) -> list[GoldRelease]:
    """The examples of the rules of a link as gold: the marked figure alone, with what it must be linked to."""
    out = []
    for rule in RULES:
        for example in rule.examples if rule.name.startswith(f"{link}.") else ():
            marked, _, expected = example.partition(" → ")
            text, (figure,) = unmarked(marked)
            at = marked.index("⟦")
            metric, subject = (expected if link == name else None for name in ("metric", "subject"))
            facts = _of_every_kind((at, at + len(figure)), metric=metric, subject=subject)
            day = date(2023, 2, 7)
            out.append(GoldRelease(id=f"{EXAMPLE}{rule.name}: {text}", text=text, published=day, facts=facts))
    return out


def _period_examples() -> list[GoldRelease]:
    """Our own texts with the times of their figures as gold."""
    return [
        GoldRelease(
            id=f"{EXAMPLE}time {number}",
            text=text.text,
            published=text.published,
            facts=tuple(fact for mark in text.marks for fact in _of_every_kind(mark.span, period=mark.period)),
        )
        for number, text in enumerate(period_texts())
    ]


def _of_every_kind(
    span: tuple[int, int], *, metric: str | None = None, subject: str | None = None, period: str | None = None
) -> tuple[Annotation, ...]:
    """A marked figure once a kind: the one of the kind that is found is aligned with it."""
    start, end = span
    return tuple(
        Annotation(
            id=f"{kind} at {start}", kind=kind, start=start, end=end, metric=metric, subject=subject, period=period
        )
        for kind in KINDS
    )


def _subject_gain(gold: Annotation, value: object, text: str) -> float:
    words = value.of(text) if isinstance(value, Span) else None
    if gold.subject is None or words is None:
        return float(gold.subject is None and words is None)
    return 1.0 if same_words(gold.subject, words) else 0.7 if contained(gold.subject, words) else 0.0


def _subject_weight(gold: Annotation) -> float:
    return 1.0 if gold.subject is not None else _UNOWNED


LEARNT: Mapping[str, Learnt] = {
    "metric": Learnt("metric", _metric_gain, _metric_weight, partial(_examples_of_rules, "metric")),
    "period": Learnt("period", _period_gain, _period_weight, _period_examples),
    "subject": Learnt("subject", _subject_gain, _subject_weight, partial(_examples_of_rules, "subject")),
}
