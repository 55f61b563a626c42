"""Chooses among the times that a figure may be about: traits have learned weights, and the likeliest time wins."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp

from extractor.link.draft import Option
from extractor.words.periods import period_weights

__all__ = ["choose", "known_weights", "shares"]


@cache
def known_weights() -> Mapping[str, float]:
    """The weight of each trait."""
    return period_weights().weights


def choose(options: Sequence[Option]) -> Option:
    """The best option of the likeliest time; the options get their scores."""
    known = known_weights()
    for option in options:
        option.score = sum(known.get(trait, 0.0) for trait in option.traits)
    found = shares(options)
    best = max(found, key=lambda value: found[value])
    return max((o for o in options if o.value == best), key=lambda o: o.score)


def shares(options: Sequence[Option]) -> dict[str | None, float]:
    """How likely each time is, None being no time: options of the same time add up.

    >>> {time: round(share, 2) for time, share in shares([Option(None, "none", [], 1.0)]).items()}
    {None: 1.0}
    """
    top = max(option.score for option in options)
    mass: dict[str | None, float] = {}
    for option in options:
        mass[option.value] = mass.get(option.value, 0.0) + exp(option.score - top)
    whole = sum(mass.values())
    return {value: share / whole for value, share in mass.items()}
