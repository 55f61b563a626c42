"""The words of segmenting: `segments.toml`, checked, with the patterns that are built from it."""

from collections.abc import Iterable
from functools import cache

import regex

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Abbreviations", "Vocabulary", "any_line", "opening", "vocabulary", "word_pattern"]


class Abbreviations(Row):
    """Words whose stop need not end a sentence; each class says when it does (see the lexicon)."""

    titles: frozenset[str]
    numbered: frozenset[str]
    names: frozenset[str]
    times: frozenset[str]
    after_times: frozenset[str]
    starters: frozenset[str]


class Vocabulary(Row):
    """The lexicon of segmenting, row by row as in its file."""

    wires: tuple[str, ...]
    header_lines: tuple[str, ...]
    header_notes: tuple[str, ...]
    header_date_words: tuple[str, ...]
    boilerplate_heads: tuple[str, ...]
    boilerplate_openings: tuple[str, ...]
    contact_heads: tuple[str, ...]
    bullets: str
    bullets_with_blank: str
    bullets_inside: str
    cities: tuple[str, ...]
    regions: tuple[str, ...]
    not_places: frozenset[str]
    abbreviations: Abbreviations


@cache
def vocabulary() -> Vocabulary:
    """The lexicon, read once."""
    return load("segments", Vocabulary)


@cache
def any_line(key: str) -> regex.Pattern[str]:
    """A pattern that matches a whole line where one of the lexicon's rows under `key` does."""
    rows: tuple[str, ...] = getattr(vocabulary(), key)
    return regex.compile(f"(?:{'|'.join(rows)})$", regex.IGNORECASE)


@cache
def opening(key: str) -> regex.Pattern[str]:
    """A pattern that matches the start of a paragraph where one of the rows under `key` does."""
    rows: tuple[str, ...] = getattr(vocabulary(), key)
    return regex.compile("|".join(rows), regex.IGNORECASE)


def word_pattern(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, blanks inside matching any blank but a line end."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(regex.escape(word, literal_spaces=True).replace(" ", r"[^\S\n]+") for word in ordered)
