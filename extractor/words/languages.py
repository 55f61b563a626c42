"""The words that tell English prose: `languages.toml`, checked."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["english_words"]


class _Words(Row):
    words: frozenset[str]


class _Languages(Row):
    english: _Words


@cache
def english_words() -> frozenset[str]:
    """Words of English that other languages do not share, in lower case."""
    return load("languages", _Languages).english.words
