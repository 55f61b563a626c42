"""The names under which pages and tables state a release's title, day and text: `words/pages.toml`, checked."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Surroundings", "surroundings"]


class Surroundings(Row):
    """The lexicon, list by list as in its file."""

    published: tuple[str, ...]
    title: tuple[str, ...]
    site: tuple[str, ...]
    articles: frozenset[str]
    text: tuple[str, ...]
    id: tuple[str, ...]
    days: tuple[str, ...]
    titles: tuple[str, ...]
    surroundings: tuple[str, ...]
    skips: tuple[str, ...]


@cache
def surroundings() -> Surroundings:
    """The lexicon, read once."""
    return load("pages", Surroundings)
