"""Rules of dates that are lengths of time: `five-year`, `96 months`, `two consecutive years`, `2 to 3 years`."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extractor.date_readings import Length
from extractor.mentions import Mention
from extractor.recognise.dates import readings
from extractor.recognise.dates.fragments import BLANK
from extractor.recognise.dates.rule import DateRule
from extractor.recognise.numerals import Numeral
from extractor.recognise.ranges import joins_range
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.values import Amount
from extractor.words.times import length_of, time_unit

__all__ = ["find", "joined", "rules"]

_UNITS = r"(?:(?P<unit>day|week|fortnight|month|quarter|year|decade|hour|minute)s?|(?P<unit>seconds|centuries))"
_BETWEEN = (
    r"(?:(?:consecutive|straight|full|calendar|fiscal|business|working|trading|banking|additional|more|successive"
    r"|long|whole|further)"
    rf"(?:{BLANK}|-))?"
)
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
        "⟦three-and-a-half years⟧ of work",
        "after ⟦15+ years⟧ there",
        "a ⟦20-plus year⟧ career",
    ),
    (
        "a 45-year-old man",
        "children aged 5 years",
        "seven days a week",
        "28 years old",
        "the 2024 year",
        "35 hours per week",
        "three-quarters of the delegates",
        "the 14th Five-Year Plan",
        "400,000 year over year",
        "300 day pupils",
        "for several hundred years",
    ),
    after=rf"(?:\+|-plus)?(?P<half>[ -]and[ -]a[ -]half)?(?:{BLANK}|-{BLANK}?){_BETWEEN}{_UNITS}(?!\w)(?!(?:-|{BLANK})"
    rf"(?:olds?|of{BLANK}age)(?!\w))"
    rf"(?!{BLANK}(?:a|per|each|every){BLANK}(?:day|week|month|year)(?!\w))(?!{BLANK}(?:ended|ending)(?!\w))(?!/)"
    r"(?<!year(?=[ -](?:over|on)[ -]year))"
    rf"(?<!day(?={BLANK}(?:pupil|student|boy|girl|boarder|visitor|trip|nurser|surger)))",
)
_WORDED = DateRule(
    "date.length-words",
    "a length without a numeral",
    (
        "a ⟦decade-long⟧ scheme",
        "within ⟦half a year⟧",
        "a ⟦year and a half⟧ of work",
        "for more than a ⟦decade⟧",
        "within a ⟦month⟧.",
    ),
    ("the decade ahead", "a month-end close", "twice a year"),
    r"(?P<unit>decade|year|month|week|day)s?-?long(?!\w)"
    r"|(?P<half>half)[ -](?:an?)[ -](?P<unit>decade|year|month|day|hour|century)(?![\w-])"
    r"|(?<=(?:(?<!and[ -])an?|one|last|past|next|another|for)[ -])"
    r"(?P<half>half)[ -](?P<unit>decade|year|hour|century)(?![\w-])"
    r"|(?<=(?:an?|one|last|past|next|another)[ -])(?P<quarter>quarter)[ -](?:of[ -]a[ -])?(?P<unit>century)(?![\w-])"
    r"|(?<=(?:an?|one)[ -])(?P<unit>year|month|week|day|hour)(?=[ -]and[ -](?:\d\d?|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|fifteen|twenty)[ -](?:months?|weeks?|days?|hours?|minutes?)(?![\w-]))"
    r"|(?<=an? )(?:whole|full|entire) (?P<unit>year|month|week|day|decade|century)(?![\w'-])"
    r"|(?<=a )(?P<unit>fortnight)(?![\w'-])"
    r"|(?<=(?:a|one)[ -])(?P<unit>year|month|week|decade|day)(?P<half>[ -]and[ -]a[ -]half)(?!\w)"
    r"|(?<=(?:for|within|than|over|nearly|almost|about|in|after) an? )(?P<unit>decade|century)(?![\w-])"
    r"|(?<=(?:for|within|than) an? )(?P<unit>year|month|week|day)(?![\w'-])(?! (?:earlier|ago|before|in|and))",
    reads=readings.worded_length,
)
_AGED = regex.compile(
    rf"(?r)(?<!\w)(?:aged?|ages|aging|age{BLANK}of){BLANK}(?:(?:of|from|between|under|over|about|at{BLANK}least|"
    rf"(?:less|more|younger|older){BLANK}than|up{BLANK}to){BLANK})?"
)
#: "several hundred years" are no hundred years.
_SEVERAL = regex.compile(rf"(?r)(?<!\w)(?:several|few|many){BLANK}")
#: "three-quarters of the delegates" is a share.
_FRACTION = regex.compile(r"-quarters|[ -]quarters? of (?:the|all|its|our|their|a)(?!\w)")
#: "the 14th Five-Year Plan" is the name of a programme.
_PLAN = regex.compile(r"(?:\d(?:st|nd|rd|th)|[a-z]th|[Tt]he) \p{L}+-Year Plan")


@cache
def rules() -> tuple[DateRule | Rule, ...]:
    """The rules of lengths; the second is built around a numeral."""
    return (_WORDED, _LENGTH)


@cache
def _after() -> regex.Pattern[str]:
    return regex.compile(_LENGTH.after)


def find(scan: Scan, folded: str, taken: Sequence[Mention]) -> list[Mention]:
    """The lengths of time among the numerals that no date in `taken` covers."""
    out: list[Mention] = []
    at = 0
    for i, numeral in enumerate(scan.numerals):
        while at < len(taken) and taken[at].end <= numeral.start:
            at += 1
        if at < len(taken) and taken[at].start < numeral.end:
            continue
        mention = _length(scan.text, folded, scan.numerals, i)
        if mention is not None and not (at < len(taken) and taken[at].start < mention.end):
            out.append(mention)
    return out


_STEPS = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "seconds")
_MOST = {"month": 12, "week": 5, "day": 31, "hour": 24, "minute": 60, "seconds": 60, "year": 10}
_AND = regex.compile(rf"{BLANK}|,?{BLANK}and{BLANK}|,{BLANK}")


def joined(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in order, with lengths of falling units made one: "2 years, 3 months and 5 days"."""
    out: list[Mention] = []
    for mention in mentions:
        last = out[-1] if out else None
        if last is not None and _adds_to(folded, last, mention):
            left, right = last.reading, mention.reading
            assert isinstance(left, Length)
            assert isinstance(right, Length)
            reading = replace(left, length=left.length + right.length, unit=right.unit)
            out[-1] = replace(last, end=mention.end, rule=_LENGTH.name, amount=None, reading=reading)
        else:
            out.append(mention)
    return out


def _adds_to(folded: str, left: Mention, right: Mention) -> bool:
    """Whether the second length goes on with a smaller unit than the first one ends with."""
    high, low = left.reading, right.reading
    if not isinstance(high, Length) or not isinstance(low, Length) or high.unit is None or high.longest is not None:
        return False
    amount = right.amount.value if right.amount else None
    if amount is None or not 1 <= right.start - left.end < 8 or high.unit not in _STEPS or low.unit not in _STEPS:
        return False
    if _STEPS.index(high.unit) >= _STEPS.index(low.unit) or amount >= _MOST[low.unit]:
        return False
    return _AND.fullmatch(folded, left.end, right.start) is not None


def _length(text: str, folded: str, numerals: Sequence[Numeral], i: int) -> Mention | None:
    """The length that a numeral opens, with the numeral before it where the two share the unit."""
    numeral = numerals[i]
    match = _after().match(folded, numeral.end)
    if match is None or not _may_count(text, folded, numeral, match):
        return None
    number = numeral.value
    if match["half"]:
        number += number.__class__("0.5")
    unit = time_unit(match["unit"])
    length = length_of(number, unit)
    if i and _spans(text, folded, numerals[i - 1], numeral):
        low = numerals[i - 1]
        reading = Length(length_of(low.value, unit), length, unit)
        return Mention(
            "date", low.start, match.end(), _LENGTH.name, Amount(low=low.value, high=number), reading=reading
        )
    reading = Length(length, unit=unit)
    return Mention("date", numeral.start, match.end(), _LENGTH.name, Amount(number), reading=reading)


def _may_count(text: str, folded: str, numeral: Numeral, match: regex.Match[str]) -> bool:
    """Whether the numeral counts time: no age, no share, no year, nothing glued to a sign or a name."""
    if numeral.vague or numeral.glued_before or folded[numeral.start - 1 : numeral.start] in {"$", "€", "£", "."}:
        return False
    if numeral.words and _SEVERAL.match(folded, max(0, numeral.start - 10), numeral.start):
        return False
    if _AGED.match(folded, max(0, numeral.start - 30), numeral.start) or _FRACTION.match(folded, numeral.end):
        return False
    if _PLAN.search(text, max(0, numeral.start - 12), match.end() + 5):
        return False
    return not (1900 <= numeral.value <= 2200 and match["unit"] == "year" and not numeral.grouped)


def _spans(text: str, folded: str, left: Numeral, right: Numeral) -> bool:
    """Whether two numbers share the unit behind the second: "2 to 3 years", "30- to 60-day"."""
    if not 0 < right.start - left.end < 9 or left.value >= right.value or left.vague:
        return False
    between = folded[left.end : right.start]
    return joins_range(text, left.start, left.end, right.start) or between in {"- to ", " or ", "-to-", "- or "}
