"""Common words and given names: the lexicons `common.toml` and `given_names.toml`."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["common_words", "given_names"]


class _List(Row):
    words: WordSet


@cache
def common_words() -> frozenset[str]:
    """Words that releases write with a small letter: a capital alone makes no name of them."""
    return load("common", _List).words


@cache
def given_names() -> frozenset[str]:
    """Given names, with their capital."""
    return load("given_names", _List).words
