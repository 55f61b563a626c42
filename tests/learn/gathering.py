"""Gathering: what was proposed for each figure of the gold, and what the gold says of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from extractor.documents import Release
from extractor.gold.alignment import align
from extractor.gold.annotations import KINDS, Annotation, GoldRelease, found_facts_of
from extractor.gold.comparing import same_head, same_words
from extractor.gold.reading import read_gold
from extractor.gold.words import contained
from extractor.link.draft import Draft
from extractor.link.linking import RULES
from extractor.link.ranking import Candidate
from extractor.pipeline import Extractor
from extractor.views import View
from tests.learn.fitting import Choice
from tests.marked import unmarked

__all__ = ["LINKS", "Learnt", "gather", "own_examples", "own_releases", "releases"]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A kind of link that is learned: what a candidate gains by the gold, and how much a figure of a kind counts."""

    name: str
    gain: Callable[[Annotation, str | None], float]
    weight: Callable[[Annotation], float]


#: How the ids of the rules' own examples begin, and how much one counts: they are few, and must hold.
EXAMPLE, _OWN_WEIGHT = "example of ", 4


def _metric_gain(gold: Annotation, words: str | None) -> float:
    if gold.metric is None or words is None:
        return float(gold.metric is None and words is None)
    if same_words(gold.metric, words):
        return 1.0
    head = same_head(gold.metric, words)
    if contained(gold.metric, words):
        return 0.8 if head else 0.5
    return 0.2 if head else 0.0


#: A metric that the gold leaves out is not scored there, so that it says little against one.
_UNSAID = {"count": 0.1}


def _metric_weight(gold: Annotation) -> float:
    return 1.0 if gold.metric is not None else _UNSAID.get(gold.kind, 0.05)


LINKS: Mapping[str, Learnt] = {"metric": Learnt("metric", _metric_gain, _metric_weight)}


def releases(sources: Iterable[Path], leave_out: frozenset[str]) -> list[GoldRelease]:
    """The gold of the sources, less the releases that are never learned from."""
    return [release for release in read_gold(list(sources)) if release.id not in leave_out]


def own_releases(sources: Iterable[Path]) -> list[GoldRelease]:
    """The project's own gold, whose figures must hold as the rules' examples must."""
    return [replace(release, id=f"{EXAMPLE}{release.id}") for release in read_gold(list(sources))]


def gather(release: GoldRelease, extractor: Extractor, link: Learnt) -> Iterator[Choice]:
    """The choices of one release, with links before each figure as they are chosen today."""
    extraction = extractor.explain(Release(release.text, release.id, None, release.published))
    drafts, view = extraction.linked.drafts, extraction.document.view
    found = found_facts_of(release, tuple(_found(draft, view) for draft in drafts))
    for i, j in align(release.facts, found):
        gold, draft = release.facts[i], drafts[int(found[j].id)]
        if not gold.optional and link.name in draft.ballots:
            yield _choice(release, gold, draft, link, extraction.document.text)


def _found(draft: Draft, view: View) -> Annotation:
    start, end = (view.start(draft.start), view.end(draft.end)) if view.layers else (draft.start, draft.end)
    return Annotation(id=str(draft.index), kind=draft.kind, start=start, end=end)


def _choice(release: GoldRelease, gold: Annotation, draft: Draft, link: Learnt, text: str) -> Choice:
    candidates = [ranked.candidate for ranked in draft.ballots[link.name]]
    return Choice(
        release.id,
        [frozenset(candidate.features) for candidate in candidates],
        [link.gain(gold, _words(candidate, text)) for candidate in candidates],
        link.weight(gold) * (_OWN_WEIGHT if release.id.startswith(EXAMPLE) else 1),
    )


def _words(candidate: Candidate, text: str) -> str | None:
    return candidate.span.of(text) if candidate.span is not None else None


def own_examples() -> list[GoldRelease]:
    """The examples of the rules for metrics as gold: the marked figure alone, with what it must measure.

    The figure stands there once a kind; the one of the kind that is found is aligned with it.
    """
    out = []
    for rule in RULES:
        for example in rule.examples if rule.name.startswith("metric.") else ():
            marked, _, expected = example.partition(" → ")
            text, (figure,) = unmarked(marked)
            at = marked.index("⟦")
            end = at + len(figure)
            facts = tuple(Annotation(id=k, kind=k, start=at, end=end, metric=expected) for k in KINDS)
            out.append(
                GoldRelease(id=f"{EXAMPLE}{rule.name}: {text}", text=text, published=date(2023, 2, 7), facts=facts)
            )
    return out
