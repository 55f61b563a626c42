"""The words of indices and scores: the lexicon `points.toml`."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["PointLexicon", "point_lexicon"]


class PointLexicon(Row):
    """The lexicon `points.toml`."""

    nouns: tuple[str, ...]
    points: tuple[str, ...]
    not_points: tuple[str, ...]
    gives: tuple[str, ...]
    stands: tuple[str, ...]
    moves: WordSet
    compared: tuple[str, ...]


@cache
def point_lexicon() -> PointLexicon:
    """The lexicon, loaded once."""
    return load("points", PointLexicon)
