"""The words that decide what a figure measures: the lexicon `metrics.toml`."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["MetricLexicon", "metric_lexicon"]


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
