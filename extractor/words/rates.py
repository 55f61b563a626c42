"""The words of rates, which say what an amount is for each of: the lexicon `rates.toml`."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["RateLexicon", "RateWords", "rate_lexicon"]


class RateWords(Row):
    """Words beside the noun of a rate, and nouns that need care."""

    adjectives: tuple[str, ...]
    by_article: frozenset[str]
    things: frozenset[str]
    earlier: tuple[str, ...]
    heads: frozenset[str]
    stop: frozenset[str]


class RateLexicon(Row):
    """The lexicon `rates.toml`."""

    units: dict[str, tuple[str, ...]]
    words: RateWords
    adverbs: dict[str, str]
    areas: dict[str, str]


@cache
def rate_lexicon() -> RateLexicon:
    """The lexicon, loaded once."""
    return load("rates", RateLexicon)
