"""Chooses among the times that a figure may be about: traits have learned weights, and the likeliest time wins."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.link.draft import When
from extractor.link.ranking import Candidate, Ranked, chances, rank, weights

__all__ = ["Option", "choose", "iso_of"]


@dataclass(slots=True)
class Option:
    """A time that a figure may be about (None: none at all), who proposes it, and its traits so far."""

    when: When | None
    proposer: str
    traits: list[str]


def iso_of(when: When | None) -> str | None:
    """The ISO value of a time; None for no time."""
    return when.value.value if when else None


def choose(options: Sequence[Option]) -> tuple[list[Ranked[When]], Ranked[When]]:
    """The options ranked, and the best one of the likeliest time: options of the same time add up."""
    ranked = rank([Candidate(o.when, (o.proposer,), o.traits) for o in options], weights("period"))
    likeliest = next(iter(chances(ranked, iso_of)))
    return ranked, next(r for r in ranked if iso_of(r.candidate.value) == likeliest)
