"""Rules of dates that lean on another time: `last month`, `a year earlier`, `same period of 2022`, `on Wednesday`."""

from functools import cache

import regex

from extractor.recognise.dates import context, readings
from extractor.recognise.dates.fragments import BLANK, COUNT, FISCAL, ORDINAL, PART, RELATIVE_YEAR, YEAR, any_of
from extractor.recognise.dates.rule import DateRule
from extractor.words.times import times

__all__ = ["rules"]

_UNIT = (
    r"(?P<unit>day|week|week-?end|month|quarter|qtr|half(?! (?:century|decade|hour|dozen|mile|marathon))|half-year"
    r"|year|yr|decade|century)"
)
#: An ordinal that is only looked at: what a look-ahead captures stays captured when the match does not reach it.
_ORDINAL_WORD = ORDINAL.replace("?P<ordinal>", "?:")
_SHIFT = r"(?P<shift>this|last|next|previous|prior|preceding|past|coming|following|current|upcoming)"

_UNIT_LEFT = regex.compile(
    rf"(?r)(?<!\w)(?:(?:in|for|during|throughout|over|within|ended|ends|end|exited|exiting|finished|closed|began|started)|"
    rf"(?:end|start|beginning"
    rf"|close|course|rest|remainder|half|part|middle|months|quarters|days|weeks|quarter){BLANK}of){BLANK}the{BLANK}(?:\d\d-week{BLANK})?"
    rf"|(?<!\w)(?:end|start|beginning|close){BLANK}of{BLANK}"
)
#: A week or a decade needs its edge: "by the end of the decade".
_EDGE_LEFT = regex.compile(rf"(?r)(?<!\w)(?:end|start|beginning|close|middle){BLANK}of{BLANK}the{BLANK}")
_UNIT_FOLLOWERS = (
    "was were and to in by with from as that is on at for which including due or under reflecting before after "
    "compared because are remaining increased "
    "than while when but the we primarily overall ahead totaled totalled increased decreased rose fell"
)
_UNIT_RIGHT = regex.compile(
    rf"\s*(?:[.,;:)\]!?\n]|$)|'s(?!\w)|[ \n](?:{any_of(_UNIT_FOLLOWERS.split())})(?!\w)(?! and year)"
)


def _unit_wanted(match: regex.Match[str], text: str, folded: str) -> bool:
    """A unit that words of time lead and behind which its phrase ends."""
    start, end = match.span()
    if match["unit"] in {"week", "decade"} and not _EDGE_LEFT.match(folded, max(0, start - 20), start):
        return False
    return bool(_UNIT_LEFT.match(folded, max(0, start - 50), start) and _UNIT_RIGHT.match(folded, end))


@cache
def rules() -> tuple[DateRule, ...]:
    """The rules in order of precedence: at one place the first that matches wins."""
    return (*_shifted(), *_plain())


def _shifted() -> tuple[DateRule, ...]:
    months = [*times().months, *times().month_short]
    return (
        DateRule(
            "date.same-period",
            "a period of another year by the shape of the one spoken of",
            (
                "than the ⟦same period last year⟧",
                "in the ⟦same quarter of 2023⟧",
                "in the ⟦same month of 2021⟧",
                "the ⟦same period of 2022⟧",
                "the ⟦corresponding period in 2023⟧",
                "the ⟦comparable quarter of the prior year⟧",
                "the ⟦same time last year⟧",
            ),
            ("the same period", "at the same time"),
            rf"(?:same|corresponding|comparable|comparative|equivalent|like){BLANK}(?:(?:fiscal|reporting"
            rf"|three-month|six-month|nine-month){BLANK})?"
            rf"(?P<like>period|quarter|month|half|week|fortnight|season|day|time|point"
            rf"|{COUNT}[ -](?:weeks?|months?|days?)(?:"
            rf"{BLANK}period)?){BLANK}(?:(?:of|in|a|from|the){BLANK}){{0,2}}"
            rf"(?:(?:fiscal{BLANK}(?:year{BLANK})?)?{YEAR}|{RELATIVE_YEAR}|(?P<relative>year){BLANK}(?:earlier|ago"
            rf"|before|prior))",
            reads=readings.same_period,
        ),
        DateRule(
            "date.year-period",
            "the period of a named year by the shape of the one spoken of",
            ("down from the ⟦2023 period⟧", "in the ⟦2024 quarter⟧"),
            ("the 1,250 periods", "the 2021-2025 period"),
            rf"(?:(?P<fiscal>fiscal){BLANK})?{YEAR}(?:{BLANK}(?:three|six|nine|twelve)-month)?{BLANK}(?P<like>period|quarter|half|month)(?![\w-])",
            reads=readings.year_period,
            wanted=context.year_period_wanted,
        ),
        DateRule(
            "date.year-earlier",
            "a year (quarter, month) before the time spoken of",
            (
                "up 5% from a ⟦year earlier⟧",
                "2,080 a ⟦year ago⟧",
                "the ⟦prior-year period⟧",
                "the ⟦year-ago quarter⟧",
                "the ⟦prior year quarter⟧",
                "the ⟦prior-year third quarter⟧",
                "for ⟦last year's third fiscal quarter⟧",
                "⟦last fiscal year's second fiscal half⟧",
                "a ⟦year before⟧",
            ),
            ("the light year", "prior years", "the 53-week prior year"),
            rf"(?:(?P<back>year|quarter|month|week|decade)[ -](?:earlier|ago|before(?!{BLANK}(?:the|it|he|she|they"
            rf"|a|an)(?!\w))|prior(?!{BLANK}(?:fiscal{BLANK})?(?:year|quarter|month|period)(?!\w)))(?!-)|"
            rf"(?P<back>prior|previous|last|preceding)[ -](?P<unit>fiscal[ -]year|year)(?='?s?(?:-|{BLANK})(?:"
            rf"{_ORDINAL_WORD}|period|quarter|half|month|week)))"
            rf"(?:(?:'s)?(?:{BLANK}|-)(?:{FISCAL}{BLANK})?(?:{ORDINAL}(?:{BLANK}|-)(?:{FISCAL}{BLANK})?{PART}"
            rf"|(?P<like>period|quarter|half|month|week)(?![\w-])))?",
            reads=readings.earlier,
        ),
        DateRule(
            "date.ago",
            "a number of units before (or from) now",
            (
                "opened ⟦two weeks ago⟧",
                "⟦three days from now⟧",
                "⟦four years ago⟧",
                "a ⟦week from today⟧",
                "a ⟦fortnight ago⟧",
            ),
            ("agog in two weeks",),
            rf"(?:{COUNT}(?:{BLANK}(?:and{BLANK}a{BLANK}half{BLANK})?)|(?<=(?<!\w)a{BLANK})(?=\w+{BLANK}(?:from|hence))|(?<=(?<!\w)a"
            rf"{BLANK})(?=fortnight))(?P<unit>day|week|fortnight|month|quarter|year|decade)s?{BLANK}(?P<side>ago|from{BLANK}(?:now|today)|hence)(?![\w-])",
            reads=readings.ago,
        ),
        DateRule(
            "date.last-count",
            "a number of units up to now or from now on: a length",
            ("17 of the ⟦last 21 years⟧", "over the ⟦next five years⟧", "the ⟦past two decades⟧", "the ⟦last decade⟧"),
            ("the last 21 games", "a tour planned to last three years"),
            rf"(?P<span>(?<!(?:to|will|would|could|can|may|might|should|must|not){BLANK})last|past|previous|next|coming|preceding|following|prior|final|recent|latest){BLANK}(?:"
            rf"(?P<vague>few|several|couple{BLANK}of){BLANK})?(?:{COUNT}[ -])?"
            rf"(?:(?:consecutive|full|fiscal|calendar|business|trading|straight){BLANK})?"
            rf"(?P<unit>days|weeks|months|quarters|years|decades|hours|minutes|centuries)(?![\w-])"
            rf"|(?P<span>last|past|next|coming){BLANK}{COUNT}[ -](?P<unit>day|week|month|quarter|year|hour)(?=-|"
            rf"{BLANK}period)"
            rf"|(?P<span>last|past|coming|next){BLANK}(?P<unit>decade|century)(?!\w)",
            reads=readings.last_count,
        ),
        DateRule(
            "date.shifted-month",
            "a month or weekday of another year or week: `last December`, `next Friday`",
            ("since ⟦last December⟧", "⟦next Tuesday⟧", "⟦this April⟧", "⟦last July 4⟧", "the ⟦following Friday⟧"),
            ("next May & June Gallery", "the last Friday of the month"),
            rf"(?P<shift>this|last|next|past|coming|following(?={BLANK}(?:{any_of(times().weekdays)}))|this{BLANK}"
            rf"(?:coming|past)){BLANK}(?:(?P<weekday>{any_of(times().weekdays)})(?![\w-])(?!{BLANK}(?:of|in|before){BLANK})|"
            rf"(?P<season>spring|summer|autumn|fall|winter)(?![\w-])|(?P<month>{any_of(months)})(?![\w-])"
            rf"(?:{BLANK}(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w.,%:]\d|\w))?)",
            reads=readings.shifted_month,
            wanted=context.shifted_month_wanted,
            joins="day",
            edges="ends",
        ),
        DateRule(
            "date.shifted-unit",
            "a unit beside the present one or the one spoken of",
            (
                "its third order ⟦this year⟧",
                "in the ⟦previous quarter⟧",
                "⟦last month⟧",
                "the ⟦prior year⟧",
                "the ⟦current quarter⟧",
                "⟦earlier this year⟧",
                "since ⟦last yr⟧",
                "this ⟦past weekend⟧",
                "over the ⟦past half⟧",
            ),
            ("this yearbook", "the last day of our fiscal year"),
            rf"(?:(?:earlier|later){BLANK})?{_SHIFT}[ -](?:{FISCAL}[ -]|calendar[ -])?{_UNIT}(?![\w])(?!-(?!over|on"
            rf"|to)\w)(?!{BLANK}(?:earlier|ago|before|ended|ending|to{BLANK}date)(?!\w))"
            rf"(?!{BLANK}of(?!\w))(?:'?s?{BLANK}(?P<like>period)(?!\w))?",
            reads=readings.shifted_unit,
            edges="ends",
        ),
    )


def _plain() -> tuple[DateRule, ...]:
    return (
        DateRule(
            "date.day-word",
            "a day by its distance from the publication",
            ("closed ⟦today⟧", "said ⟦yesterday⟧", "⟦tomorrow⟧ at noon"),
            ("USA Today said", "in today’s market"),
            r"(?P<word>today(?!['’]s)|yesterday|tomorrow|tonight)(?![\w-])",
            reads=readings.day_word,
            wanted=context.word_wanted,
            joins="day",
        ),
        DateRule(
            "date.weekday",
            "a weekday alone: the day of publication or the nearest such day on the side that the sentence looks to",
            ("the agency said on ⟦Wednesday⟧,", "⟦Saturday⟧'s final"),
            ("on Mondays", "founder Friday Osei", "Black Friday deals", "Monday to Friday", "Wednesday, June 12"),
            rf"(?P<weekday>{any_of(times().weekdays)})(?![\w-])",
            reads=readings.weekday,
            wanted=context.weekday_wanted,
        ),
        DateRule(
            "date.the-unit",
            "the period spoken of: `in the quarter`, `for the year`",
            (
                "costs rose in the ⟦quarter⟧",
                "by the ⟦end of the decade⟧",
                "18.9p for the ⟦year⟧",
                "ended the ⟦year⟧ with 231",
                "for the ⟦fiscal year⟧ was $8 million",
                "for the 52-week ⟦fiscal year⟧, sales",
            ),
            ("the year of the dragon", "player of the year", "in the decade", "the quarter-final", "the yearbook"),
            r"(?:(?:fiscal|financial)[ -])?(?P<unit>quarter|year|month|week|decade)(?![\w-])(?!'s?\w)",
            reads=readings.the_unit,
            wanted=_unit_wanted,
            edges="ends",
        ),
    )
