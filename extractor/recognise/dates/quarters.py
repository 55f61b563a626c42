"""Rules of dates that name quarters and halves in words (`third quarter of fiscal 2025`) or code (`3Q24`)."""

from functools import cache

from extractor.recognise.dates import context, readings
from extractor.recognise.dates.fragments import BLANK, FISCAL, FY, OF, OF_YEAR, ORDINAL, PART, RELATIVE_YEAR, YEAR
from extractor.recognise.dates.rule import DateRule

__all__ = ["rules"]

_CODE = r"(?:(?P<part>[qh])0?(?P<ordinal>[1-4])|(?P<ordinal>[1-4])(?P<part>[qh]))"
_FY_GLUED = rf"(?P<fiscal>fy){BLANK}?'?(?P<year>(?:19|20)\d\d|\d\d)"


@cache
def rules() -> tuple[DateRule, ...]:
    """The rules in order of precedence: at one place the first that matches wins."""
    return (*_quarters(), *_codes())


def _quarters() -> tuple[DateRule, ...]:
    fiscal_first = rf"(?:(?:{FY}|{YEAR}(?:[ -]{FISCAL}[ -]year)?)(?:'s)?{BLANK})?(?:{FISCAL}[ -])?"
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
            rf"(?:{FY}|{YEAR}(?:[ -]{FISCAL}[ -]year)?)(?:'s)?(?:,?{BLANK}){ORDINAL}(?:[ -]\n?|\n)(?:"
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
            rf"(?:[qh][1-4]|[1-4][qh])\))?{OF_YEAR}?",
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
            rf"(?P<ordinal>last)[ -]{PART}{BLANK}of{BLANK}(?:the{BLANK})?(?:{FY}|(?:year{BLANK})?{YEAR}"
            rf"|{RELATIVE_YEAR}|(?<=the{BLANK})year(?![\w-]))",
            reads=readings.part,
        ),
        DateRule(
            "date.half-year",
            "the first half of a year: `half-year 2024`, or the half reported where results follow",
            ("the ⟦half-year 2024⟧ report", "⟦Half-year⟧ results", "⟦half year⟧ profit"),
            ("a half-year course", "half-yearly"),
            rf"(?P<part>half)(?:-|{BLANK})year(?:{OF_YEAR}|(?={BLANK}(?:results?|report|profit|revenue|sales"
            rf"|figures|dividend|earnings|financial)))",
            reads=readings.part,
        ),
        DateRule(
            "date.quarter-shared",
            "the first ordinal of `first and second quarters of 2024`: a quarter of its own",
            ("in the ⟦first⟧ and second quarters of 2024",),
            ("the first and second goals",),
            rf"{ORDINAL}(?={BLANK}(?:and|or|to|through){BLANK}(?:the"
            rf"{BLANK})?{ORDINAL.replace('ordinal', 'ordinal2')}(?:[ -]\n?|\n){PART}{OF_YEAR}?)",
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
            rf"(?:{FISCAL}[ -]|calendar{BLANK})?{_CODE}(?:{BLANK}?(?:of{BLANK})?{FY}|{OF}(?:{FY}|{YEAR})|{glued}"
            rf"|[ ]?{OF}"
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
            rf"(?P<count>3|6|9|12)m(?:[ -]?'?)(?:{FY}|(?P<year>(?:19|20)\d\d|(?<=m[ '-]?)\d\d))(?![\w%])"
            rf"(?![-,.]\d)(?!-bit)",
            reads=readings.months,
        ),
    )
