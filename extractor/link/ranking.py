"""Learned weights: how much each piece of evidence speaks for a candidate.

A conditional logit (McFadden 1974): the candidates of one figure are alternatives, each scored by the sum of its
features' weights, and the probability of one is its share of the exponentials. Weights are whole thousandths, so that
sums are exact on every machine; `python -m tests.learn` makes the files.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from types import MappingProxyType

from extractor.spans import Span

__all__ = ["Candidate", "Ranked", "Weights", "rank", "weighing", "weights"]

#: Weights are kept in whole thousandths.
UNIT = 1000


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a link could be: a place in the text, or None for no link; the proposers that name it, and its features."""

    span: Span | None
    proposers: tuple[str, ...]
    features: Collection[str]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its probability among those of the same figure."""

    candidate: Candidate
    probability: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature -> weight in thousandths, and where they come from."""

    provenance: Mapping[str, object]
    of: Mapping[str, int]

    def score(self, features: Iterable[str]) -> int:
        """The sum of the features' weights; an unknown feature weighs nothing."""
        get = self.of.get
        return sum([get(feature, 0) for feature in features])


_LEARNING: ContextVar[Mapping[str, Weights]] = ContextVar("learning", default=MappingProxyType({}))


@contextmanager
def weighing(by: Mapping[str, Weights]) -> Iterator[None]:
    """Choose links by other weights than those that the package ships, while they are being learned."""
    token = _LEARNING.set(by)
    try:
        yield
    finally:
        _LEARNING.reset(token)


def weights(link: str) -> Weights:
    """The weights of one kind of link: those that are being tried, else those that the package ships."""
    return _LEARNING.get().get(link) or _shipped(link)


@cache
def _shipped(link: str) -> Weights:
    read = json.loads(files("extractor.link.weights").joinpath(f"{link}.json").read_text(encoding="utf-8"))
    return Weights(read["provenance"], read["weights"])


def rank(candidates: Sequence[Candidate], by: Weights) -> list[Ranked]:
    """The candidates, likeliest first; those as likely stay in the order given."""
    scores = [by.score(candidate.features) for candidate in candidates]
    best = max(scores, default=0)
    shares = [exp((score - best) / UNIT) for score in scores]
    total = sum(shares)
    order = sorted(range(len(candidates)), key=lambda i: -scores[i])
    return [Ranked(candidates[i], shares[i] / total) for i in order]
