"""Learned weights: how much each piece of evidence speaks for a candidate.

A conditional logit (McFadden 1974): the candidates of one figure are alternatives, each scored by the sum of its
features' weights, and the probability of one is its share of the exponentials. Weights are whole thousandths and
exponentials whole trillionths, so that sums and choices are the same on every machine; `python -m tests.learn` makes
the files.
"""

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from types import MappingProxyType
from typing import Generic, TypeVar

__all__ = ["PARTS", "UNIT", "Candidate", "Ranked", "Weights", "chances", "exponential", "rank", "weighing", "weights"]

#: Weights are kept in whole thousandths, exponentials in whole trillionths.
UNIT, PARTS = 1000, 10**12
_EXACT = Context(prec=28)

V_co = TypeVar("V_co", covariant=True)
V = TypeVar("V")
H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[V_co]):
    """What a link could be, None for no link; the proposers that name it, and its features."""

    value: V_co | None
    proposers: tuple[str, ...]
    features: Collection[str]


@dataclass(frozen=True, slots=True)
class Ranked(Generic[V_co]):
    """A candidate with its score in thousandths, and its probability among those of the same figure."""

    candidate: Candidate[V_co]
    score: int
    probability: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature -> weight in thousandths, and where they come from."""

    provenance: Mapping[str, object]
    of: Mapping[str, int]

    def score(self, features: Iterable[str]) -> int:
        """The sum of the features' weights; an unknown feature weighs nothing."""
        return sum(map(self.of.get, features, repeat(0)))


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


@lru_cache(1 << 16)
def exponential(score: int) -> int:
    """The exponential of a score in thousandths that is not above nought, in whole trillionths.

    >>> exponential(0), exponential(-1000), exponential(-99999)
    (1000000000000, 367879441171, 0)
    """
    return int(_EXACT.exp(Decimal(score) / UNIT) * PARTS) if score > -30 * UNIT else 0


def rank(candidates: Sequence[Candidate[V]], by: Weights) -> list[Ranked[V]]:
    """The candidates, likeliest first; those as likely stay in the order given."""
    scores = [by.score(candidate.features) for candidate in candidates]
    best = max(scores, default=0)
    shares = [exponential(score - best) for score in scores]
    total = sum(shares)
    order = sorted(range(len(candidates)), key=lambda i: -scores[i])
    return [Ranked(candidates[i], scores[i], shares[i] / total) for i in order]


def chances(ranked: Iterable[Ranked[V]], outcome: Callable[[V | None], H]) -> dict[H, float]:
    """How likely each outcome is, the likeliest first: candidates of the same outcome add up."""
    mass: dict[H, float] = {}
    for each in ranked:
        told = outcome(each.candidate.value)
        mass[told] = mass.get(told, 0.0) + each.probability
    return dict(sorted(mass.items(), key=lambda pair: -pair[1]))
