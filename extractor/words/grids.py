"""The words of tables in plain text: `grids.toml`, checked, with what is built from it."""

from collections.abc import Iterable
from functools import cache

import regex
from pydantic import BaseModel, ConfigDict

from extractor.words.loading import load
from extractor.words.times import times

__all__ = ["GridWords", "grid_words", "loose", "month_pattern"]


class GridWords(BaseModel):
    """The lexicon of grids, row by row as in its file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    currency_words: tuple[str, ...]
    missing_patterns: tuple[str, ...]
    unit_patterns: tuple[str, ...]
    scale_lines: frozenset[str]
    length_patterns: tuple[str, ...]
    counts: tuple[str, ...]
    quarter_patterns: tuple[str, ...]
    year_patterns: tuple[str, ...]
    period_patterns: tuple[str, ...]
    change_patterns: tuple[str, ...]
    column_names: tuple[str, ...]
    head_names: tuple[str, ...]
    sign_heads: tuple[str, ...]
    unit_head_patterns: tuple[str, ...]
    note_patterns: tuple[str, ...]
    caption_patterns: tuple[str, ...]
    title_patterns: tuple[str, ...]
    day_openers: tuple[str, ...]
    links: frozenset[str]
    joints: frozenset[str]


@cache
def grid_words() -> GridWords:
    """The lexicon, read once."""
    return load("grids", GridWords)


def loose(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a blank in them is any run of blanks."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(regex.escape(word, literal_spaces=True).replace(" ", r"\s+") for word in ordered)


@cache
def month_pattern() -> str:
    """A month's name, or its abbreviation with or without a stop."""
    return f"(?:{loose(times().months)}|(?:{loose(times().month_short)})\\.?)"
