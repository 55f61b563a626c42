"""Rules of dates that name fiscal years, months of a year and spans with an end (`nine months ended June 30, 2025`)."""

from functools import cache

from extractor.recognise.dates import context, quarters, readings
from extractor.recognise.dates.fragments import (
    BLANK,
    COUNT,
    ENDING,
    FISCAL,
    FY,
    OF,
    OF_YEAR,
    ORDINAL,
    YEAR,
    full_date,
    month,
)  # fmt: skip
from extractor.recognise.dates.rule import DateRule

__all__ = ["rules"]

#: The same beside a stated last day, whose own year is another one.
_FY_LABEL = FY.replace("P<year>", "P<label>").replace("P<year2>", "P<label2>")
_ENDED = rf"(?:(?:,?{BLANK}|-){ENDING}{BLANK}{full_date()})"
_WEEKS = rf"(?:{BLANK}\((?:\w+|\d\d)[ -]weeks?\))?"
_LABEL = YEAR.replace("P<year>", "P<label>")
#: What stands behind a span that shares its last day with the next one, of one of the UNITS.
_SHARED = (
    rf"(?=-?(?:,{BLANK}\w+)?{BLANK}(?:and|or){BLANK}(?:the{BLANK})?"
    rf"(?:(?:\w+[ -]){{0,3}}?(?P<shared>UNITS)s?(?:{BLANK}periods?)?){_ENDED})"
)
_HEAD = (
    rf"(?:{FISCAL}[ -])?(?:(?:{_LABEL}{BLANK})?{ORDINAL}{BLANK}?-?(?:{FISCAL}[ -])?)?"
    rf"(?:{COUNT}[ -](?P<unit>day|week|month|year)s?(?:[ -](?:(?:{FISCAL}|interim|reporting|financial|trading)[ -])?"
    r"(?:quarter|half|period|year)s?)?"
    rf"|(?:(?:{FISCAL}|full|calendar|first)[ -]){{0,3}}+(?P<unit>quarter|qtr|half[- ]year|half|year|week|month)s?(?:"
    rf"{BLANK}period)?)"
)


@cache
def rules() -> tuple[DateRule, ...]:
    """The rules in order of precedence: at one place the first that matches wins."""
    return (*_ended(), *quarters.rules(), *_years(), *_running())


def _ended() -> tuple[DateRule, ...]:
    return (
        DateRule(
            "date.period-ended",
            "a span of time by its length and its last day",
            (
                "for the ⟦nine months ended September 30, 2024⟧",
                "the ⟦39 weeks ended October 28, 2023⟧",
                "the ⟦13-week fiscal quarter ended November 2, 2024⟧",
                "in the ⟦year to 30 June 2024⟧",
                "the ⟦first quarter ended August 31, 2024⟧",
                "the ⟦fiscal year ending March 31⟧",
                "the ⟦12 months to September⟧",
                "for the ⟦period ended June 30, 2025⟧",
                "the ⟦third quarter of fiscal 2025 ended June 28, 2025⟧",
                "the ⟦first quarter (twelve weeks) of fiscal 2024, ended November 26, 2023⟧",
            ),
            (
                "the year ended well",
                "every three weeks through 2022-06-30",
                "five weeks to two months",
                "a quarter to the fund",
            ),
            rf"(?<!(?:every|each){BLANK}(?:\w{{1,8}}{BLANK})?)"
            rf"(?:(?:{FISCAL}[ -]|reporting{BLANK}|accounting{BLANK})?(?P<unit>period){BLANK}(?:ended|ending){BLANK}"
            rf"{full_date()}|{_HEAD}{_WEEKS}(?:{OF}{_FY_LABEL})?{_ENDED}|{_FY_LABEL}{BLANK}(?:ended|ending){BLANK}{full_date()})(?!{BLANK}(?:to"
            rf"|through){BLANK}\d)",
            reads=readings.ended,
        ),
        DateRule(
            "date.period-ended-shared",
            "the first length of `three and nine months ended …`: a span of its own",
            (
                "for the ⟦three⟧ and nine months ended Sept. 30, 2025",
                "the ⟦quarter⟧ and year ended December 31, 2024",
                "the ⟦fiscal year⟧ and fourth quarter ended December 31, 2023",
            ),
            ("three and nine months later", "for nine months and quarter ended June 30, 2024"),
            rf"(?:(?:{ORDINAL}{BLANK}?-?)?(?:{COUNT}(?:[ -]month(?:s|{BLANK}periods?)?)?|(?P<unit>quarter)"
            rf"|(?P<unit>year))"
            rf"{_SHARED.replace('UNITS', 'month|week|year')}"
            rf"|(?:(?:{FISCAL}|full)[ -])?(?P<unit>year){_SHARED.replace('UNITS', 'quarter')})",
            reads=readings.ended,
            wanted=context.shared_wanted,
        ),
        DateRule(
            "date.trailing",
            "the twelve months before the end of the last quarter",
            ("for the ⟦trailing twelve months⟧", "the ⟦trailing twelve months ended March 31, 2024⟧"),
            ("the last twelve monkeys",),
            rf"(?P<trailing>trailing|rolling){BLANK}?-?{COUNT}[ -](?P<unit>month|week|quarter)s?(?:"
            rf"{BLANK}period)?{_ENDED}?",
            reads=readings.trailing,
        ),
    )


def _years() -> tuple[DateRule, ...]:
    return (
        DateRule(
            "date.fiscal-year",
            "a fiscal year by name or code",
            (
                "in ⟦FY25⟧",
                "⟦FY2024/25⟧",
                "in ⟦fiscal 2025⟧",
                "for ⟦Fiscal Year 2026⟧",
                "the ⟦2025 fiscal year⟧",
                "the ⟦2024/25 financial year⟧",
            ),
            ("the fiscal year began", "a fiscal 300 million"),
            rf"(?:(?:full[ -](?:year{BLANK})?)?{FY}|(?P<year>(?:19|20)\d\d)(?:[/-](?P<year2>(?:20)?\d\d))?[ -]"
            rf"(?:full[ -])?(?P<fiscal>fiscal|financial|tax|marketing|crop|school|academic)[ -]year(?![\w-]))",
            reads=readings.whole_year,
            joins="year",
            edges="ends",
        ),
        DateRule(
            "date.full-year",
            "a whole year: `full-year 2024`, or left to the release",
            (
                "⟦Full-Year 2024⟧ results",
                "for the ⟦full year⟧",
                "in ⟦calendar 2025⟧",
                "in ⟦CY24⟧",
                "⟦CAL19⟧ power",
                "⟦full year of 2024⟧",
                "up 9% in the ⟦fiscal year⟧",
                "⟦Fiscal year⟧ revenue",
            ),
            ("a full yearbook", "a full year-long", "in the fiscal year began", "cal. 45"),
            rf"(?:(?<=(?<!\w)(?:in|for|during) the ){FISCAL} year(?= ?[.,;)]|$)"
            rf"|(?<!\w ){FISCAL} year(?= (?:revenue|net|sales|operating|gross|earnings|income|diluted|adjusted)(?!\w))"
            rf"|full[ -](?:(?:calendar|{FISCAL})[ -])?year(?![\w]|-(?!\d|{BLANK})){OF_YEAR}?|calendar[ -](?:year"
            rf"{BLANK})?{YEAR}|(?:cy{BLANK}?|cal-?)'?(?P<year>(?:19|20)\d\d|\d\d)(?![\w%])(?![.,]\d))",
            reads=readings.whole_year,
            joins="year",
            edges="ends",
        ),
        DateRule(
            "date.year-end",
            "the last day of a year, a quarter or a month",
            (
                "at ⟦year-end 2022⟧",
                "⟦2024 year-end⟧",
                "by ⟦year end⟧",
                "at ⟦Quarter-End⟧",
                "by ⟦end-2025⟧",
                "at ⟦end-June⟧",
            ),
            ("a year-ending gala",),
            rf"(?:(?:{FY}|{YEAR}){BLANK})?(?:{FISCAL}[ -])?(?P<end>year|quarter|month)[ -]end(?![\w-])(?:{OF_YEAR})?"
            rf"|(?P<end>end)-(?:{YEAR}|{month()}(?:{BLANK}{YEAR})?)",
            reads=readings.year_end,
            joins="day",
        ),
    )


def _running() -> tuple[DateRule, ...]:
    return (
        DateRule(
            "date.first-months",
            "the first or last months (quarters, weeks, days) of a year",
            (
                "in the ⟦first nine months of 2024⟧",
                "the ⟦first three quarters⟧",
                "for the ⟦first ten months⟧",
                "its ⟦first 19 days⟧",
                "its ⟦first three years⟧",
                "the ⟦last three months of 2023⟧",
                "⟦first-nine-month 2024⟧ sales",
            ),
            ("the first two books", "the first month-long event"),
            rf"(?:(?P<edge>first|opening)|(?P<edge>final|last)(?=[ -][\w-]{{1,12}}[ -]\w{{3,8}},?{OF}"
            rf"(?:fy|fisc|[12'tnspf])))"
            rf"[ -]{COUNT}[ -](?:full[ -])?(?P<unit>day|week|month|quarter|year)s?(?![\w-]){OF_YEAR}?",
            reads=readings.months,
            edges="ends",
        ),
        DateRule(
            "date.n-months",
            "a number of months with their year: `Nine-Month 2025`",
            ("⟦Nine-Month 2025⟧ results", "the ⟦six months of 2024⟧"),
            ("nine-month contracts", "six months of 2,024 hours"),
            rf"(?P<count>three|six|nine|twelve|3|6|9|12)[ -](?P<unit>month)s?(?:{BLANK}period)?(?:{OF}(?:{FY}|"
            rf"{YEAR}))",
            reads=readings.months,
        ),
        DateRule(
            "date.year-to-date",
            "the year up to the publication or the end of its last quarter",
            ("grew 2.3 million ⟦Year to Date⟧", "⟦year-to-date⟧ sales", "⟦YTD 2024⟧ revenue"),
            ("the year to dateline",),
            rf"(?:{YEAR}{BLANK})?(?:{FISCAL}[ -])?(?P<todate>(?:year|quarter|month)[ -]to[ -]date|ytd)(?![\w-])(?:"
            rf"{BLANK}{YEAR})?",
            reads=readings.to_date,
        ),
    )
