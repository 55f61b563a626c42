"""How a release says that it corrects another one: `words/corrections.toml`, checked."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Corrections", "corrections"]


class Corrections(Row):
    """The lexicon, list by list as in its file."""

    marks: tuple[str, ...]
    notes: tuple[str, ...]


@cache
def corrections() -> Corrections:
    """The lexicon, read once."""
    return load("corrections", Corrections)
