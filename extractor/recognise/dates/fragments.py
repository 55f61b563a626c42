"""The words of time that the rules of dates are built from: the lexicon, and fragments of patterns.

Patterns run over `fold(text)`: lower case, one kind of blank, hyphen and apostrophe, and as long as the text itself,
so that every offset is an offset into the untouched text.
"""

from collections.abc import Iterable
from functools import cache

from extractor.words.rows import alternation
from extractor.words.times import fold, times

__all__ = [
    "BLANK", "COUNT", "DAY_TAIL", "ENDING", "FISCAL", "FY", "OF", "OF_YEAR",
    "ORDINAL", "PART", "RELATIVE_YEAR", "SHORT_YEAR", "WEEKDAY",
    "YEAR", "YEAR_TAIL",
    "any_of",
    "day", "fold", "full_date", "month",
]  # fmt: skip

BLANK = r"(?: {1,3}| ?\n ?)"
#: A year in four digits; a longer number, a decimal or a grouped one is none.
YEAR = r"(?P<year>(?:1\d|20|21)\d\d)(?!\w)(?!,\d{3}(?!\d))(?!\.\d)(?! ?%)"
SHORT_YEAR = r"'(?P<year>\d\d)(?!\w)"
RELATIVE_YEAR = (
    r"(?P<relative>this|last|next|(?:the )?(?:same|previous|prior|preceding|following|current|past|coming|next))"
    r"[ -](?:fiscal[ -]|calendar[ -])?(?:year|yr)(?![\w-])"
)
#: What may say the year behind a month or a day: ", 2022", " 2022", " of 2022", " '22", " of last year".
YEAR_TAIL = rf"(?:,?{BLANK}(?:(?:of|in){BLANK})?(?:{YEAR}|{RELATIVE_YEAR})|,{YEAR}|,?{BLANK}?{SHORT_YEAR})"
#: What may follow a day that its ordinal alone names: the end of a clause, or a word that goes on behind a time.
DAY_TAIL = (
    rf"(?=(?:[.;:)!?]|,(?!{BLANK}(?:\d|and|or)))(?![\w-])|$|\n|{BLANK}(?:at|for|when|where|while|with|from|as|after"
    rf"|before|because|since)(?!\w))"
)
FISCAL = r"(?P<fiscal>fiscal|financial)"
ORDINAL = r"(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|final)"
PART = r"(?:(?P<part>quarter|qtr)s?|(?P<part>half)(?:[ -]years?)?|(?P<part>half)s)(?!\w)"
COUNT = (
    r"(?P<count>\d{1,3}|(?:twenty|thirty|forty|fifty|sixty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen)"
    r"(?: \(\d{1,3}\))?"
)
ENDING = r"(?:ended|ending|ends|to|through|up to)"
_SPAN_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)(?:[/-](?P<year2>(?:20)?\d\d))?(?!\w)(?!,\d{3}(?!\d))(?!\.\d)(?! ?%)"
FY = rf"(?:(?P<fiscal>fye?){BLANK}?-?'?{_SPAN_YEAR}|{FISCAL}(?:[ -]years?)?,?{BLANK}'?{_SPAN_YEAR})"
#: The year of a period: "2024", "of fiscal 2025", "of its 2021 fiscal year", "FY25", "of last year".
OF = rf"(?:,?{BLANK}|-)(?:(?:of|in|for){BLANK}(?:the{BLANK}|its{BLANK}|our{BLANK}|their{BLANK})?)?"
OF_YEAR = (
    rf"(?:{OF}(?:{FY}|(?:(?:calendar[ -])?(?:year{BLANK})?){YEAR}(?:[ -]{FISCAL}[ -]year(?!\w))?|{RELATIVE_YEAR})"
    rf"|{BLANK}of{BLANK}the{BLANK}year(?![\w-])(?!{BLANK}(?:ended|ending|to)(?!\w))|{BLANK}?{SHORT_YEAR})"
)


def any_of(words: Iterable[str]) -> str:
    """The words as alternatives, the longest first."""
    return alternation(words)


@cache
def month(suffix: str = "") -> str:
    """A month's name or its abbreviation with or without dot."""
    lexicon = times()
    return rf"(?P<month{suffix}>{any_of(lexicon.months)}|(?:{any_of(lexicon.month_short)})(?:\.|(?!\w)))(?![a-z])"


@cache
def day(suffix: str = "", *, words: bool = True) -> str:
    """A day of the month: `3`, `03`, `3rd`, and `third` where `words`."""
    digits = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\w)(?!\.\d)(?!,\d{3}(?!\d))(?!:\d)(?! ?%)"
    named = rf"|(?:{any_of(times().ordinals).replace('-', '[- ]')})(?!\w)" if words else ""
    return rf"(?P<day{suffix}>{digits}{named})"


@cache
def _weekday() -> str:
    lexicon = times()
    return rf"(?:(?:{any_of(lexicon.weekdays)})|(?:{any_of(lexicon.weekday_short)})\.?)(?!\w)"


def WEEKDAY() -> str:  # noqa: N802 - a fragment like the others, built from the lexicon
    """A weekday before a date, with what separates them."""
    return rf"{_weekday()},?{BLANK}"


@cache
def full_date() -> str:
    """A day in any written form, its year optional; or a month with its year."""
    return (
        rf"(?:(?:on{BLANK})?(?:{WEEKDAY()})?(?:the{BLANK})?(?:end(?:{BLANK}of{BLANK}|-))?(?:"
        rf"{month()}(?:{BLANK}|(?<=\.)){day(words=False)}(?:{YEAR_TAIL})?"
        rf"|{day(words=False)}(?:{BLANK}(?:of{BLANK})?|-){month()}(?:{YEAR_TAIL}|-{YEAR})?"
        rf"|(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\w)"
        rf"|{month()}(?:{YEAR_TAIL})?))"
    )
