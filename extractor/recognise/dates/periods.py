"""Rules of dates that name quarters, halves, fiscal years and spans with an end (`third quarter of fiscal 2025`)."""

from functools import cache

from extractor.recognise.dates import context, readings
from extractor.recognise.dates.fragments import (
    BLANK,
    COUNT,
    ENDING,
    FISCAL,
    ORDINAL,
    PART,
    RELATIVE_YEAR,
    SHORT_YEAR,
    YEAR,
    full_date,
)  # fmt: skip
from extractor.recognise.dates.rule import DateRule

__all__ = ["rules"]

_CODE = r"(?:(?P<part>[qh])0?(?P<ordinal>[1-4])|(?P<ordinal>[1-4])(?P<part>[qh]))"
_SPAN_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)(?:[/-](?P<year2>(?:20)?\d\d))?(?!\w)(?!,\d{3}(?!\d))(?!\.\d)(?! ?%)"
_FY = rf"(?:(?P<fiscal>fye?){BLANK}?-?'?{_SPAN_YEAR}|{FISCAL}(?:[ -]years?)?,?{BLANK}'?{_SPAN_YEAR})"
#: The same beside a stated last day, whose own year is another one.
_FY_LABEL = _FY.replace("P<year>", "P<label>").replace("P<year2>", "P<label2>")
_FY_GLUED = rf"(?P<fiscal>fy){BLANK}?'?(?P<year>(?:19|20)\d\d|\d\d)"
#: The year of a period: "2024", "of fiscal 2025", "of its 2021 fiscal year", "FY25", "of last year".
_OF = rf"(?:,?{BLANK}|-)(?:(?:of|in|for){BLANK}(?:the{BLANK}|its{BLANK}|our{BLANK}|their{BLANK})?)?"
_OF_YEAR = (
    rf"(?:{_OF}(?:{_FY}|(?:(?:calendar[ -])?(?:year{BLANK})?){YEAR}(?:[ -]{FISCAL}[ -]year(?!\w))?|{RELATIVE_YEAR})"
    rf"|{BLANK}of{BLANK}the{BLANK}year(?![\w-])(?!{BLANK}(?:ended|ending|to)(?!\w))|{BLANK}?{SHORT_YEAR})"
)
_ENDED = rf"(?:(?:,?{BLANK}|-){ENDING}{BLANK}{full_date()})"
_WEEKS = rf"(?:{BLANK}\((?:\w+|\d\d)[ -]weeks?\))?"
_LABEL = YEAR.replace("P<year>", "P<label>")
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
    return (*_ended(), *_quarters(), *_codes(), *_years(), *_running())


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
            rf"{full_date()}|{_HEAD}{_WEEKS}(?:{_OF}{_FY_LABEL})?{_ENDED}|{_FY_LABEL}{BLANK}(?:ended|ending){BLANK}{full_date()})(?!{BLANK}(?:to"
            rf"|through){BLANK}\d)",
            reads=readings.ended,
        ),
        DateRule(
            "date.period-ended-shared",
            "the first length of `three and nine months ended …`: a span of its own",
            ("for the ⟦three⟧ and nine months ended Sept. 30, 2025", "the ⟦quarter⟧ and year ended December 31, 2024"),
            ("three and nine months later",),
            rf"(?:{ORDINAL}{BLANK}?-?)?(?:{COUNT}(?:[ -]month(?:s|{BLANK}periods?)?)?|(?P<unit>quarter)|(?P<unit>year))"
            rf"(?=-?(?:,{BLANK}\w+)?{BLANK}(?:and|or){BLANK}(?:the{BLANK})?"
            rf"(?:(?:\w+[ -]){{0,3}}?(?P<shared>month|week|year)s?(?:{BLANK}periods?)?){_ENDED})",
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


def _quarters() -> tuple[DateRule, ...]:
    fiscal_first = rf"(?:(?:{_FY}|{YEAR}(?:[ -]{FISCAL}[ -]year)?)(?:'s)?{BLANK})?(?:{FISCAL}[ -])?"
    return (
        DateRule(
            "date.year-quarter",
            "a quarter or half behind its year",
            (
                "⟦FISCAL 2025 FIRST QUARTER⟧ RESULTS",
                "the ⟦2024 third quarter⟧",
                "⟦2024's first half⟧",
                "its ⟦fiscal 2024 fourth quarter⟧",
            ),
            ("2024 first-class seats",),
            rf"(?:{_FY}|{YEAR}(?:[ -]{FISCAL}[ -]year)?)(?:'s)?(?:,?{BLANK}){ORDINAL}(?:[ -]\n?|\n)(?:"
            rf"{FISCAL}[ -])?{PART}",
            reads=readings.part,
            joins="quarter",
            edges="ends",
        ),
        DateRule(
            "date.quarter",
            "a quarter or half in words, its year named before or behind, or left to the release",
            (
                "in the ⟦first quarter of 2022⟧",
                "⟦Fourth-quarter⟧ revenue",
                "⟦fourth quarter 2024⟧ results",
                "the ⟦fourth quarter of its 2021 fiscal year⟧",
                "the ⟦second quarter of fiscal 2025⟧",
                "the ⟦fiscal first quarter⟧",
                "in the ⟦first half⟧",
                "the ⟦first quarter of the prior year⟧",
                "the ⟦1st half of 2024⟧",
                "⟦2nd qtr 2023⟧ figures",
            ),
            ("a second quarterback", "the first half-marathon", "the first quarterly report"),
            rf"{fiscal_first}{ORDINAL}(?:[ -]\n?|\n)(?:{FISCAL}[ -]|calendar[ -])?{PART}(?!-[a-z])(?:{BLANK}\("
            rf"(?:[qh][1-4]|[1-4][qh])\))?{_OF_YEAR}?",
            reads=readings.part,
            wanted=context.quarter_wanted,
            joins="quarter",
            edges="ends",
        ),
        DateRule(
            "date.last-quarter-of",
            "the last quarter or half of a named year",
            ("in the ⟦last quarter of 2018⟧", "the ⟦last half of fiscal 2024⟧"),
            ("in the last quarter of the game", "last quarter"),
            rf"(?P<ordinal>last)[ -]{PART}{BLANK}of{BLANK}(?:the{BLANK})?(?:{_FY}|(?:year{BLANK})?{YEAR}"
            rf"|{RELATIVE_YEAR}|(?<=the{BLANK})year(?![\w-]))",
            reads=readings.part,
        ),
        DateRule(
            "date.half-year",
            "the first half of a year: `half-year 2024`, or the half reported where results follow",
            ("the ⟦half-year 2024⟧ report", "⟦Half-year⟧ results", "⟦half year⟧ profit"),
            ("a half-year course", "half-yearly"),
            rf"(?P<part>half)(?:-|{BLANK})year(?:{_OF_YEAR}|(?={BLANK}(?:results?|report|profit|revenue|sales"
            rf"|figures|dividend|earnings|financial)))",
            reads=readings.part,
        ),
        DateRule(
            "date.quarter-shared",
            "the first ordinal of `first and second quarters of 2024`: a quarter of its own",
            ("in the ⟦first⟧ and second quarters of 2024",),
            ("the first and second goals",),
            rf"{ORDINAL}(?={BLANK}(?:and|or|to|through){BLANK}(?:the"
            rf"{BLANK})?{ORDINAL.replace('ordinal', 'ordinal2')}(?:[ -]\n?|\n){PART}{_OF_YEAR}?)",
            reads=readings.part,
        ),
    )


def _codes() -> tuple[DateRule, ...]:
    glued = (
        r"(?:(?:[ -]?'?|/|,? )(?P<year>(?:19|20)\d\d)|(?:[ -]?'?|/)(?P<year>\d\d))(?:[/-](?P<year2>\d\d))?"
        r"(?![\w%])(?!,\d{3}(?!\d))(?!\.\d)"
    )
    return (
        DateRule(
            "date.quarter-code",
            "a quarter or half in code, with its year before or behind, or left to the release",
            (
                "in ⟦Q3 2024⟧",
                "in ⟦3Q24⟧",
                "⟦3Q 2024⟧ sales",
                "⟦Q3'24⟧",
                "⟦Q4 FY25⟧",
                "⟦1H FY25⟧",
                "⟦H1 2024⟧",
                "⟦1H24⟧ profit",
                "⟦Q2⟧ outlook",
                "in ⟦Q1⟧, 42 more contracts",
                "⟦Q2⟧ and Q3 2024 were weak",
                "⟦Q3 of fiscal 2025⟧",
            ),
            ("the Q5 sedan", "H1N1 flu", "an H1-B visa", "Q4x"),
            rf"(?:{FISCAL}[ -]|calendar{BLANK})?{_CODE}(?:{BLANK}?(?:of{BLANK})?{_FY}|{_OF}(?:{_FY}|{YEAR})|{glued}"
            rf"|[ ]?{_OF}"
            rf"{RELATIVE_YEAR})?(?!\w)(?!-(?![qh]\d|\d[qh])[a-z])",
            reads=readings.part,
            wanted=context.code_wanted,
            joins="quarter",
            edges="ends",
        ),
        DateRule(
            "date.code-behind-year",
            "a quarter or half in code behind its year",
            ("⟦2023Q04⟧ 14,870 dwellings", "⟦2024-Q1⟧", "⟦FY26 Q1⟧ update", "⟦2024 H1⟧", "⟦FY2025-H1⟧"),
            ("2024Q5",),
            rf"(?:{_FY_GLUED}|{FISCAL}[ -](?:year{BLANK})?(?P<year>20\d\d)|(?P<year>(?:19|20)\d\d))(?:[ -]"
            rf"|:)?{_CODE}(?!\w)",
            reads=readings.part,
            wanted=context.code_wanted,
            joins="quarter",
            edges="ends",
        ),
        DateRule(
            "date.months-code",
            "months of a year in code: nine months of 2024",
            ("⟦9M 2024⟧ revenue", "in ⟦9M24⟧", "⟦6M 2023⟧"),
            ("a 9M 2024-bit key", "9M euros"),
            rf"(?P<count>3|6|9|12)m(?:[ -]?'?)(?:{_FY}|(?P<year>(?:19|20)\d\d|(?<=m[ '-]?)\d\d))(?![\w%])"
            rf"(?![-,.]\d)(?!-bit)",
            reads=readings.months,
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
            rf"(?:(?:full[ -](?:year{BLANK})?)?{_FY}|(?P<year>(?:19|20)\d\d)(?:[/-](?P<year2>(?:20)?\d\d))?[ -]"
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
            rf"|full[ -](?:(?:calendar|{FISCAL})[ -])?year(?![\w]|-(?!\d|{BLANK})){_OF_YEAR}?|calendar[ -](?:year"
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
            rf"(?:(?:{_FY}|{YEAR}){BLANK})?(?:{FISCAL}[ -])?(?P<end>year|quarter|month)[ -]end(?![\w-])(?:{_OF_YEAR})?"
            rf"|(?P<end>end)-(?:{YEAR}|{_MONTHS()}(?:{BLANK}{YEAR})?)",
            reads=readings.year_end,
            joins="day",
        ),
    )


def _MONTHS() -> str:  # noqa: N802 - a fragment
    from extractor.recognise.dates.fragments import month

    return month()


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
            rf"(?:(?P<edge>first|opening)|(?P<edge>final|last)(?=[ -][\w-]{{1,12}}[ -]\w{{3,8}},?{_OF}"
            rf"(?:fy|fisc|[12'tnspf])))"
            rf"[ -]{COUNT}[ -](?:full[ -])?(?P<unit>day|week|month|quarter|year)s?(?![\w-]){_OF_YEAR}?",
            reads=readings.months,
            edges="ends",
        ),
        DateRule(
            "date.n-months",
            "a number of months with their year: `Nine-Month 2025`",
            ("⟦Nine-Month 2025⟧ results", "the ⟦six months of 2024⟧"),
            ("nine-month contracts", "six months of 2,024 hours"),
            rf"(?P<count>three|six|nine|twelve|3|6|9|12)[ -](?P<unit>month)s?(?:{BLANK}period)?(?:{_OF}(?:{_FY}|"
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
