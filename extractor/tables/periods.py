"""Heads as times: what length, last day or name of a period the words of a head state.

A head is read from its words alone; which days that means (`calendar.py`) needs the release.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

import regex

from extractor.days import month_days, safe_day
from extractor.words.tables import folded

__all__ = [
    "OddQuarter",
    "Stated",
    "is_time",
    "merged",
    "odd_quarter",
    "read_period",
    "times_in",
    "without_lengths",
    "without_periods",
]

Part = Literal["q", "h", "y"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "twenty-four": 24,
    "twenty four": 24, "twenty-six": 26, "twenty six": 26, "twenty-seven": 27, "thirty-nine": 39, "thirty nine": 39,
    "forty": 40, "fifty-two": 52, "fifty two": 52, "fifty-three": 53, "fifty three": 53,
}  # fmt: skip
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


@dataclass(frozen=True, slots=True)
class Stated:
    """What a head states of its time; what it does not say is None.

    `months` or `weeks` is the length; `end` the last day; `month`, `day` the last day without its year; `year` a year
    that stands alone, `fiscal` whether it is called one (`FY26`); `part` and `number` a named quarter, half or year;
    `instant` that the head speaks of a day (`As of`), `to_date` of what has run since the year's start, `trailing` of
    the twelve months up to a quarter's end. `years` and `lengths` (in months, weeks as fractions of 13) are all that
    are named: several make a level's head ambiguous.
    """

    months: int | None = None
    weeks: int | None = None
    end: date | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    years: tuple[int, ...] = ()
    lengths: tuple[int, ...] = ()
    fiscal: bool = False
    part: Part | None = None
    number: int = 1
    instant: bool = False
    to_date: bool = False
    trailing: bool = False
    expected: bool = False

    @property
    def has_length(self) -> bool:
        """Whether the length is stated."""
        return self.months is not None or self.weeks is not None

    @property
    def is_ambiguous(self) -> bool:
        """Whether several years are named: the head of a level states one time."""
        return len(set(self.years)) > 1

    @property
    def says_when(self) -> bool:
        """Whether anything but a length is stated."""
        return bool(self.end or self.month or self.year or self.part)

    @property
    def says_which(self) -> bool:
        """Whether the year is stated, so that the time is one alone."""
        return bool(self.end or self.year)

    @property
    def says_day(self) -> bool:
        """Whether a day or month is stated, with or without its year."""
        return bool(self.end or self.month)

    def __bool__(self) -> bool:
        return self.has_length or self.says_when or self.instant or self.to_date


@dataclass(frozen=True, slots=True)
class OddQuarter:
    """A quarter that has so many weeks, of a fiscal year if known; `long` says that this year has 53."""

    number: int
    weeks: int
    year: int | None = None
    long: bool = False


@cache
def _odd_pattern() -> regex.Pattern[str]:
    number = "|".join(sorted(_NUMBERS, key=len, reverse=True))
    return regex.compile(
        rf"""\b(?:(?P<o1>{"|".join(_ORDINALS)})[\s-]quarter(?:\sof)?(?:\s(?:fiscal\s)?(?P<year>20\d\d))?
          \s(?:includ\w+|contain\w+|consist\w+\sof|had|has)\s(?P<w1>{number}|\d\d)\sweeks
        | (?P<w2>{number}|\d\d)[\s-]week\s(?P<o2>{"|".join(_ORDINALS)})[\s-]quarter)""",
        regex.VERBOSE | regex.IGNORECASE,
    )


_LONG_YEAR = regex.compile(r"\b53(?:rd)?[\s-]+(?:reporting[\s-]+)?weeks?\b", regex.IGNORECASE)


def odd_quarter(text: str) -> OddQuarter | None:
    """The quarter of other than 13 weeks that prose speaks of.

    >>> odd_quarter("Our fourth quarter 2022 includes 17 weeks and our 2022 fiscal year 53 weeks.")
    OddQuarter(number=4, weeks=17, year=2022, long=True)
    """
    if _WEEKLY.search(text) is None:
        return None
    for found in _odd_pattern().finditer(text):
        said = (found["w1"] or found["w2"]).lower()
        weeks = _NUMBERS.get(said) or int(said)
        if weeks not in _WEEKS:
            continue
        after = text[found.end() : found.end() + _NEAR]
        year = int(found["year"]) if found["year"] else None
        number = _ORDINALS[(found["o1"] or found["o2"]).lower()]
        return OddQuarter(number, weeks, year, year is not None and _LONG_YEAR.search(after) is not None)
    return None


_WEEKLY = regex.compile(r"[\s-]week", regex.IGNORECASE)
_WEEKS = frozenset({12, 14, 15, 16, 17})
_NEAR = 80


def without_lengths(stated: Stated) -> Stated:
    """A title's time without its length, where it names several (`three and nine months ended`)."""
    return replace(stated, months=None, weeks=None) if len(set(stated.lengths)) > 1 else stated


@lru_cache(maxsize=4096)
def merged(above: Stated, own: Stated) -> Stated:
    """What a head and the head or title over it say together; the nearer one wins."""
    if own.part == "q" and own.year and ((above.months or 0) > 3 or (above.weeks or 0) > 14):
        # `2Q24` beside a half year's columns, or the last of the twelve months of `TTM`
        return replace(own, expected=own.expected or above.expected, trailing=own.trailing or above.trailing)
    length = own if own.has_length or own.to_date else above
    out = replace(own, months=length.months, weeks=length.weeks, instant=own.instant or above.instant)
    out = replace(out, trailing=own.trailing or above.trailing)
    if not own.part and above.part and length is above:
        out = replace(out, part=above.part, number=above.number, fiscal=own.fiscal or above.fiscal)
    if own.end or (own.part and own.year):  # `Q2 FY26` is no day of 2026, whatever day stands above it
        return out
    if not own.month and above.month:
        out = replace(out, month=above.month, day=above.day)
    elif not own.month and above.end and own.year:
        out = replace(out, month=above.end.month, day=above.end.day)
    if own.month and not own.year and above.part and above.fiscal:
        return out  # the year of `Q2 FY25` is not that of its days
    if not own.year:
        out = replace(out, year=above.year, end=None if own.month else above.end, fiscal=own.fiscal or above.fiscal)
        if own.month and above.end:
            out = replace(out, year=above.end.year)
    return _dated(replace(out, to_date=own.to_date or above.to_date))


def _dated(stated: Stated) -> Stated:
    """The day, where month, day and year have come together."""
    if stated.end or not (stated.month and stated.year):
        return stated
    if stated.day is None:
        return replace(stated, end=month_days(stated.year, stated.month)[1])
    return replace(stated, end=safe_day(stated.year, stated.month, stated.day))


@cache
def _pattern() -> regex.Pattern[str]:
    month = "|".join(f"{m[:3]}(?:{m[3:]}|t)?\\.?" if m[3:] else m for m in _MONTHS)
    month = f"(?:{month})(?![a-z])"  # December, not a decrease
    named = month
    number = "|".join(sorted(_NUMBERS, key=len, reverse=True))
    ordinal = "|".join(_ORDINALS)
    year = r"(?:19|20)\d\d"
    return regex.compile(
        rf"""(?<![\w.])(?:
        (?P<also>(?:(?:{number})(?:[\s-]+(?:months?|weeks?))?(?:,?\s+and\s+|,\s*))*)(?P<length>{number}|\d{{1,2}})(?:\s*\([^)]{{1,14}}\))?[\s-]*
          (?P<unit>months?|mos?\.?|weeks?|wks?\.?|quarters?|years?)(?:\s+period)?
      | (?P<iso>{year}-\d\d-\d\d)
      | (?P<r1>{month})\s*(?:-|to)\s*(?P<r2>{month})(?:[\s,]+(?P<y11>{year}|\d\d(?!\d)))?(?![\d/])
      | (?P<m1>{month})\s*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:,|\s)\s*(?P<y1>{year})(?:\d(?!\d))?)?(?![\d/])
      | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<m2>{month})(?:[\s,-]+(?P<y2>{year}|\d\d(?!\d)))?
      | (?P<n1>\d{{1,2}})(?P<by>[/.-])(?P<n2>\d{{1,2}})(?P=by)(?P<y3>{year}|\d\d)(?![\d/])
      | (?P<m3>(?!may\b(?!\s*['\d-]))(?!(?<=\()dec\.?\)){named})
          (?:[\s,-]*'?(?P<y4>{year})|\s*['-]\s?(?P<y5>\d\d)(?!\d))?
      | (?:q|qtr\.?\s*)(?P<q1>[1-4])
          (?:[\s-]*(?P<f1>fy|fiscal\s*(?:year\s*)?)?[\s'-]*(?P<y6>{year}|\d\d(?!\d)))?(?P<e1>e?)a?(?![\w])
      | (?P<q2>[1-4])q(?:tr)?(?:[\s-]*(?P<f2>fy)?[\s'-]*(?P<y7>{year}|\d\d(?!\d)))?(?P<e2>e?)a?(?![\w])
      | (?P<o1>{ordinal})[\s-]+(?:fiscal\s+)?(?P<u1>quarters?|qtr\.?|half)
      | (?P<h1>h[12]|[12]h)(?:[\s'-]*(?P<f3>fy)?(?P<y8>{year}|\d\d(?!\d)))?(?![\w])
      | (?P<f4>fy|fiscal(?:\s+years?)?)[\s'-]*(?P<y9>{year}|\d\d(?!\d))(?P<e4>e?)a?(?![\w])
      | (?P<todate>year[\s-]to[\s-]date|ytd)
      | (?P<full>(?:full[\s-]+|fiscal\s+)years?|fy|annual|years?)(?=\s+(?:ended|ending|to|{year}|as)|\s*$)
      | (?P<quarter>(?:fiscal\s+)?quarters?(?:ly\s+periods?)?|qtr\.?)(?=\s+(?:ended|ending|to)|\s*$)
      | (?P<half>half[\s-]year(?:\s+period)?|six-month\s+period)
      | (?P<run>3|6|9|12)\s?m(?:[\s'-]*(?:fy)?(?P<y10>{year}|\d\d(?!\d)))?(?![\w])
      | (?P<trailing>[lt]tm(?![\w])
          |(?:trailing|last|rolling)[\s-]+(?=(?:(?:twelve|12)[\s-]+months?|(?:four|4)[\s-]+quarters?)(?![\w])))
      | (?P<asof>as\s+(?:of|at)|at(?=\s+(?:{month}|\d|the\s+end)))
      | (?P<year>{year})(?P<e5>[ef](?!\w))?(?![\d/-]|\s*%)
        )""",
        regex.VERBOSE,
    )


@lru_cache(maxsize=4096)
def read_period(words: str) -> Stated:
    """What the words of a head state.

    >>> read_period("Three Months Ended March 29, 2020").end, read_period("Q2 FY26").year
    (datetime.date(2020, 3, 29), 2026)
    """
    stated = Stated()
    for found in _pattern().finditer(folded(_GLUED.sub(" ", words))):
        stated = _take(stated, found)
    return _dated(stated)


_GLUED = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")
"""Where pages ran words together: `As ofJune 30`."""


def times_in(words: str) -> int:
    """How many times words name: days, months, years, quarters; a length alone is none."""
    return sum(
        not (m["length"] or m["full"] or m["quarter"] or m["half"] or m["todate"] or m["trailing"] or m["asof"])
        for m in _pattern().finditer(folded(words))
    )


def is_time(words: str) -> bool:
    """Whether words state a time and nothing else."""
    return read_period(words).says_when and not any(map(str.isalpha, _ENDED.sub(" ", without_periods(words))))


_ENDED = regex.compile(
    r"\b(?:ended|ending|for|the|of|fiscal|to|and|quarter|year|period|months?|weeks?|balances?|as|at)\b"
)


def without_periods(words: str) -> str:
    """The folded words of a head but for those that state its time."""
    return " ".join(_pattern().sub(" ", folded(_GLUED.sub(" ", words))).split())


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 80 else 1900 + int(digits)


def _take(stated: Stated, found: regex.Match[str]) -> Stated:
    """One more piece of a head."""
    if found["length"]:
        return _with_length(stated, found)
    if found["iso"]:
        return replace(stated, end=stated.end or date.fromisoformat(found["iso"])) if _valid(found["iso"]) else stated
    if found["n1"]:
        return _with_numbers(stated, found)
    if found["r1"]:
        return _with_months(stated, found)
    month = found["m1"] or found["m2"] or found["m3"]
    if month:
        return _with_month(stated, found, _month(month))
    named = _named(stated, found)
    if named is not None:
        return named
    if found["run"]:
        return _with_year(_with_run(stated, int(found["run"])), _year(found["y10"]))
    if found["trailing"]:
        stated = replace(stated, trailing=True)
        return stated if stated.has_length else replace(stated, months=12)
    if found["todate"]:
        return replace(stated, to_date=True)
    if found["asof"]:
        return replace(stated, instant=True)
    return _with_year(stated, _year(found["year"]), expected=bool(found["e5"]))


def _valid(day: str) -> bool:
    return safe_day(int(day[:4]), int(day[5:7]), int(day[8:])) is not None


def _with_length(stated: Stated, found: regex.Match[str]) -> Stated:
    digits = found["length"]
    count, unit = int(digits) if digits.isdigit() else _NUMBERS[digits], found["unit"]
    weekly = unit.startswith("w")
    size = count if weekly or unit.startswith("m") else count * (3 if unit.startswith("q") else 12)
    if not size or size > (53 if weekly else 24):
        return stated
    also = tuple(_NUMBERS.get(w, 0) for w in _NUMBER_WORD.findall(found["also"] or ""))
    stated = replace(stated, lengths=(*stated.lengths, size, *(n for n in also if n)))
    if stated.has_length:
        return stated
    return replace(stated, weeks=size) if weekly else replace(stated, months=size)


_NUMBER_WORD = regex.compile(r"[a-z]+(?:-[a-z]+)?")


def _with_run(stated: Stated, months: int) -> Stated:
    """`9M`: so many months from the year's start; `3M` is the first quarter."""
    if stated.has_length or stated.part:
        return stated
    return replace(stated, part="q", number=1) if months == 3 else replace(stated, months=months)


def _with_numbers(stated: Stated, found: regex.Match[str]) -> Stated:
    """`3/31/20`: month first unless that is no month."""
    first, second, year = int(found["n1"]), int(found["n2"]), _year(found["y3"])
    if stated.end or year is None:
        return stated
    if "/" not in found[0] or first > 12:
        first, second = second, first
    return replace(stated, end=safe_day(year, first, second))


def _month(name: str) -> int:
    return 1 + next(i for i, m in enumerate(_MONTHS) if name.startswith(m[:3]))


def _with_months(stated: Stated, found: regex.Match[str]) -> Stated:
    """`Jan-Sep 2025`: from the first day of one month to the last of another."""
    first, last = _month(found["r1"]), _month(found["r2"])
    if stated.month or stated.end:
        return _with_year(stated, _year(found["y11"]))
    stated = replace(stated, month=last, day=None, months=(last - first) % 12 + 1)
    return _with_year(stated, _year(found["y11"]))


def _with_month(stated: Stated, found: regex.Match[str], month: int) -> Stated:
    day = found["d1"] or found["d2"]
    year = _year(found["y1"] or found["y2"] or found["y4"] or found["y5"])
    if stated.month or stated.end:
        return _with_year(stated, year)
    stated = replace(stated, month=month, day=int(day) if day else None)
    return _with_year(stated, year)


def _with_year(stated: Stated, year: int | None, *, expected: bool = False) -> Stated:
    if year is None:
        return stated
    first = stated.year or year
    return replace(stated, year=first, years=(*stated.years, year), expected=stated.expected or expected)


def _named(stated: Stated, found: regex.Match[str]) -> Stated | None:
    """A quarter, half or year by its name."""
    part: Part | None = None
    number = 1
    if found["q1"] or found["q2"]:
        part, number = "q", int(found["q1"] or found["q2"])
    elif found["o1"]:
        part, number = ("h" if found["u1"] == "half" else "q"), _ORDINALS[found["o1"]]
    elif found["h1"]:
        part, number = "h", int(found["h1"].strip("h"))
    elif found["quarter"]:
        return stated if stated.has_length or stated.part else replace(stated, months=3)
    elif found["half"]:
        return stated if stated.has_length else replace(stated, months=6)
    elif found["full"]:
        stated = replace(stated, lengths=(*stated.lengths, 12))
        return stated if stated.has_length or stated.part else replace(stated, months=12)
    elif found["f4"]:
        part = "y"
    if part is None:
        return None
    fiscal = stated.fiscal or bool(found["f1"] or found["f2"] or found["f3"] or found["f4"])
    year = _year(found["y6"] or found["y7"] or found["y8"] or found["y9"])
    expected = bool(found["e1"] or found["e2"] or found["e4"])
    if part == "y":
        stated = (
            replace(stated, fiscal=True) if stated.part or stated.has_length else replace(stated, part="y", fiscal=True)
        )
    elif stated.part in {None, "y"}:
        stated = replace(stated, part=part, number=number, fiscal=fiscal)
    return _with_year(stated, year, expected=expected)
