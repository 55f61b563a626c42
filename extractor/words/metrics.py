"""The words that decide what a figure measures: the lexicon `metrics.toml`."""

from functools import cache

import regex

from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["MetricLexicon", "is_policy_rate", "metric_lexicon"]


class MetricLexicon(Row):
    """The lexicon `metrics.toml`."""

    agents: WordSet
    generic: WordSet
    reckoning: WordSet
    growth: WordSet
    guidance: WordSet
    level_verbs: WordSet
    times: WordSet
    heads: WordSet
    counting: WordSet
    relating: WordSet
    uncounted: WordSet
    no_modifiers: WordSet
    account_participles: WordSet
    trailing_participles: WordSet
    giving: WordSet
    obtaining: WordSet
    openers: WordSet
    stocks: WordSet
    flows: WordSet
    economies: WordSet
    policy_rates: tuple[str, ...]
    sums: WordSet
    rates: WordSet
    extents: WordSet
    unessential: WordSet
    tolerances: tuple[str, ...]
    complements: dict[str, WordSet]


@cache
def metric_lexicon() -> MetricLexicon:
    """The words that decide what a figure measures."""
    return load("metrics", MetricLexicon)


def is_policy_rate(metric: str) -> bool:
    """Whether a measure is a rate that a central bank sets.

    >>> is_policy_rate("Official Cash Rate"), is_policy_rate("cash rate target"), is_policy_rate("tax rate")
    (True, True, False)
    """
    return _policy_rate().search(metric.lower()) is not None


@cache
def _policy_rate() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{'|'.join(metric_lexicon().policy_rates)})(?: targets?)?$")
