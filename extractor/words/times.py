"""The lexicon `times.toml`, and the readings of its words."""

from decimal import Decimal
from functools import cache
from typing import Annotated

import regex
from pydantic import BeforeValidator

from extractor.durations import Duration
from extractor.values import plain
from extractor.words.loading import load
from extractor.words.nouns import singular
from extractor.words.numerals import read_words
from extractor.words.rows import Row, Words

__all__ = [
    "Cues",
    "Names",
    "Times",
    "fold",
    "length_of",
    "read_count",
    "read_day",
    "read_month",
    "read_ordinal",
    "read_year",
    "time_unit",
    "times",
]


_SAME = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2009\u202f\t\r\u2007", " "),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("’‘ʼ´`", "'"),
    }
)


class Names(Row):
    """Words before (or before "of" before) a year that make it part of a name."""

    before_of: frozenset[str]
    before: frozenset[str]


class Cues(Row):
    """Words that say whether a date lies ahead of the publication or behind it."""

    future: frozenset[str]
    past: frozenset[str]


class Times(Row):
    """The lexicon of times."""

    months: dict[str, int]
    month_short: dict[str, int]
    weekdays: dict[str, int]
    weekday_short: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    units: dict[str, Annotated[Duration, BeforeValidator(Duration.parse)]]
    period_nouns: Words
    count_nouns: Words
    names: Names
    cues: Cues
    events: Words
    tallied: Words
    gatherings: Words
    before_years: Words
    counted: Words
    openers: Words
    timely: Words
    small: Words
    weekday_names: Words
    reported: Words


@cache
def times() -> Times:
    """The lexicon, loaded once."""
    return load("times", Times)


def time_unit(word: str) -> str:
    """The unit of time that a word in the singular or plural names, as the lexicon has it.

    >>> time_unit("centuries"), time_unit("seconds")
    ('century', 'seconds')
    """
    one = singular(word)
    return one if one in times().units else word


def length_of(count: Decimal, unit: str) -> Duration:
    """So many of a unit of time: 5 years are `P5Y`, two quarters `P6M`, a decade `P10Y`, 90 minutes `PT90M`."""
    return Duration(tuple((plain(count * number), letter) for number, letter in times().units[unit].parts))


def read_month(word: str) -> int:
    """The number of a month as printed (folded): a name, an abbreviation or digits."""
    if word.isdigit():
        return int(word)
    word = word.rstrip(".")
    return times().months.get(word) or times().month_short[word]


def read_ordinal(word: str) -> int:
    """`third`, `3rd`, `3`, `opening` and `final` (of four) as a number."""
    if word[0].isdigit():
        return int(regex.match(r"\d+", word)[0])  # type: ignore[index]
    return {"final": 4, "last": 4, "closing": 4, "opening": 1}.get(word) or times().ordinals[word.replace(" ", "-")]


def read_day(word: str) -> int:
    """The day of the month."""
    return read_ordinal(word)


def read_year(digits: str) -> int:
    """A year in four digits, or in two: `24` is 2024, `98` is 1998.

    >>> read_year("24"), read_year("98"), read_year("1889")
    (2024, 1998, 1889)
    """
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 60 else 1900)


def read_count(words: str) -> Decimal:
    """The number of a count in digits or words (`13`, `thirty-nine`, `three (3)`)."""
    words = words.partition(" (")[0]
    if words.isdigit():
        return Decimal(words)
    number = read_words(regex.findall(r"[a-z]+", words))
    assert number is not None, words
    return number


def fold(text: str) -> str:
    """The text in lower case, with plain blanks, hyphens and apostrophes, code point for code point.

    >>> fold("Nov.\\u00a03–6, İzmir’s")
    "nov. 3-6, İzmir's"
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.translate(_SAME)
