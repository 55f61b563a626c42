"""Rules of dates that are lengths of time: `five-year`, `96 months`, `two consecutive years`, `2 to 3 years`."""

from collections.abc import Sequence
from functools import cache

import regex

from extractor.mentions import Mention
from extractor.recognise.dates_words import BLANK
from extractor.recognise.numerals import Numeral
from extractor.recognise.ranges import joins_range
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.values import Amount

__all__ = ["find", "rules"]

_UNITS = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|hour|minute)s?|(?P<unit>seconds|centuries)"
_LENGTH = Rule(
    "date.length",
    "a number of units of time, as a noun or an adjective; ages and rates are none",
    (
        "a ⟦five-year⟧ contract",
        "⟦96 months⟧ in prison",
        "for ⟦two consecutive years⟧",
        "within ⟦90 days⟧",
        "in ⟦2 to 3 years⟧",
        "a ⟦three (3) year⟧ deal",
        "⟦1.5 years⟧ later",
    ),
    (
        "a 45-year-old man",
        "children aged 5 years",
        "seven days a week",
        "28 years old",
        "the 2024 year",
        "35 hours per week",
    ),
    after=rf"(?:{BLANK}|-{BLANK}?)(?:(?:consecutive|straight|full|calendar|fiscal|business|working|trading|banking|additional|more|successive|long|short|whole|further)(?:{BLANK}|-))?"
    rf"(?:{_UNITS})(?![\w])(?!(?:-|{BLANK})(?:olds?|of{BLANK}age)(?!\w))(?!{BLANK}(?:a|per|each|every){BLANK}(?:day|week|month|year)(?!\w))(?!/)",
)
_WORDED = Rule(
    "date.length-words",
    "a length without a numeral",
    ("a ⟦decade-long⟧ scheme", "within ⟦half a year⟧", "⟦a year and a half⟧ of work", "for more than a ⟦decade⟧"),
    ("the decade ahead", "a month-end close"),
    r"(?P<unit>decade|year|month|week|day)s?-?long(?!\w)|(?P<half>half)[ -](?:a|an)[ -](?P<unit>decade|year|month|day|hour|century)(?![\w-])"
    r"|(?<=(?:for|within|than|over|nearly|almost|about|in|after) (?:a|an) )(?P<unit>decade)(?![\w-])"
    r"|(?<=(?:for|within|than) (?:a|an) )(?P<unit>year|month|week|day)(?![\w'-])(?! (?:earlier|ago|before|in|and))",
)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of lengths; the first is built around a numeral."""
    return (_WORDED, _LENGTH)


@cache
def _after() -> regex.Pattern[str]:
    return regex.compile(_LENGTH.after)


_AGED = regex.compile(
    rf"(?r)(?<!\w)(?:aged?|ages|aging|age{BLANK}of){BLANK}(?:(?:of|from|between|under|over|about|at{BLANK}least){BLANK})?"
)
#: "three-quarters of the delegates" is a share.
_FRACTION = regex.compile(r"-quarters|[ -]quarters? of (?:the|all|its|our|their|a)(?!\w)")
_PLAN = regex.compile(r"(?:\d(?:st|nd|rd|th)|[a-z]th|[Tt]he) \w+-Year Plan")


def find(scan: Scan, folded: str, taken: Sequence[Mention]) -> list[Mention]:
    """The lengths of time among the numerals that no date in `taken` covers."""
    out: list[Mention] = []
    at = 0
    numerals = scan.numerals
    for i, numeral in enumerate(numerals):
        while at < len(taken) and taken[at].end <= numeral.start:
            at += 1
        if at < len(taken) and taken[at].start < numeral.end:
            continue
        mention = _length(scan.text, folded, numerals, i)
        if mention is not None and not (at < len(taken) and taken[at].start < mention.end):
            out.append(mention)
    return out


def _length(text: str, folded: str, numerals: Sequence[Numeral], i: int) -> Mention | None:
    numeral = numerals[i]
    match = _after().match(folded, numeral.end)
    if (
        match is None
        or numeral.vague
        or numeral.glued_before
        or folded[numeral.start - 1 : numeral.start] in {"$", "€", "£", "."}
    ):
        return None
    if _AGED.match(folded, max(0, numeral.start - 30), numeral.start):
        return None
    if _FRACTION.match(folded, numeral.end) or _PLAN.search(text, max(0, numeral.start - 12), match.end() + 5):
        return None
    if numeral.value >= 1900 and match["unit"] == "year" and not numeral.grouped:
        return None
    start, low = numeral.start, None
    if i and _spans(text, folded, numerals[i - 1], numeral):
        start, low = numerals[i - 1].start, numerals[i - 1].value
    unit = match["unit"]
    parts = {"unit": unit, "count": f"{numeral.value:f}"}
    amount = Amount(numeral.value) if low is None else Amount(low=low, high=numeral.value)
    return Mention("date", start, match.end(), _LENGTH.name, amount=amount, parts=parts)


def _spans(text: str, folded: str, left: Numeral, right: Numeral) -> bool:
    """Whether two numbers share the unit behind the second: "2 to 3 years", "30- to 60-day"."""
    if not 0 < right.start - left.end < 9 or left.value >= right.value or left.vague:
        return False
    between = folded[left.end : right.start]
    return joins_range(text, left.start, left.end, right.start) or bool(
        regex.fullmatch(r"-? ?(?:to|or) |-to-", between)
    )
