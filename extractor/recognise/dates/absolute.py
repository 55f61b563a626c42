"""Rules of dates that name days, months and years: `May 27, 2022`, `26th of August`, `2012–13`, `the 1990s`."""

from functools import cache

from extractor.recognise.dates import context, readings, years
from extractor.recognise.dates.fragments import BLANK, SHORT_YEAR, YEAR, YEAR_TAIL, any_of, day, month
from extractor.recognise.dates.rule import DateRule
from extractor.words.times import times

__all__ = ["rules"]

_YEAR2 = r"(?P<year2>(?:1\d|20|21)\d\d)(?!\w)(?!,\d{3}(?!\d))(?!\.\d)"
_TO = rf"(?: ?- ?|{BLANK}(?:to|through|thru|until|till){BLANK}(?:the{BLANK})?)"
_AFTER_DAY = rf"[.,;:)\n]|{BLANK}(?:at|in|from|with|to|as|the|this|for|by)(?!\w)|$"
_FOLLOWING = "|".join(f"{year:02}[-/]{year + 1:02}" for year in range(12))
_TIME_OF_DAY = r"(?:t\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?"


@cache
def rules() -> tuple[DateRule, ...]:
    """The rules in order of precedence: at one place the first that matches wins."""
    return (*_days(), *_months(), *_years())


def _days() -> tuple[DateRule, ...]:
    return (
        DateRule(
            "date.iso-day",
            "year, month and day in digits; a time of day behind it is outside",
            ("Updated ⟦2022-05-27⟧ at noon.", "⟦2013/02/15⟧: first release", "sent ⟦2024-03-01⟧T10:00Z"),
            ("part 2022-55-27", "key 12022-05-27"),
            rf"(?P<year>(?:1[5-9]|20|21)\d\d)(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>[12]\d|3[01]"
            rf"|0?[1-9])"
            rf"(?={_TIME_OF_DAY}(?!\w))(?![-/.]\d)",
            reads=readings.day,
            joins="day",
        ),
        DateRule(
            "date.numeric",
            "day and month in digits in either order, then the year; the release says which is which",
            ("on ⟦10/31/2024⟧", "am ⟦31.10.2024⟧", "due ⟦15-02-2013⟧", "by ⟦9/5/24⟧ at the latest"),
            ("version 1.10.2.4", "ratio 10/31", "on 31/31/2024", "1-10-24-7"),
            r"(?P<a>[12]\d|3[01]|0?[1-9])(?P<mark>[-/.])(?P<b>[12]\d|3[01]|0?[1-9])(?P=mark)(?P<year>(?:19|20)\d\d|"
            r"(?<=[-/])\d\d)(?![\w])(?![/.,]\d)(?!-\d(?!\d?[-/.]\d\d?[-/.]\d\d))",
            reads=readings.digits,
            wanted=context.numeric_wanted,
            joins="day",
        ),
        DateRule(
            "date.month-day-range",
            "one month, two days: the year may follow",
            (
                "the fair (⟦Nov. 18-22⟧)",
                "from ⟦December 10-13, 2025⟧",
                "from ⟦July 13 to 15⟧",
                "⟦May 4 thru 9⟧",
                "⟦June 3rd - 5th⟧",
            ),
            ("May 5-year bonds", "June 3 to 5 percent"),
            rf"(?:{month()}(?:{BLANK}|(?<=\.)){day(words=False)}{_TO}|(?<=between{BLANK}){month()}{BLANK}"
            rf"{day(words=False)}{BLANK}and{BLANK})(?!\d+(?:{BLANK}|-)(?:percent|per|year|years|million|billion"
            rf"|people|days))"
            rf"{day('2', words=False)}(?!(?:{BLANK}|-)(?:[ap]\.?m\b|year|month|week|day))(?:{YEAR_TAIL})?(?!"
            rf"{BLANK}?{month('2')})",
            reads=readings.days_month_first,
            wanted=context.day_wanted,
        ),
        DateRule(
            "date.month-day",
            "a day behind its month, with or without year, ordinal ending or dot",
            (
                "on ⟦May 27, 2022⟧.",
                "on ⟦Feb.8⟧, trading",
                "on ⟦August 28th⟧",
                "(⟦Sept. 30, 2025⟧)",
                "on ⟦march 3rd⟧",
                "⟦May the 5th⟧",
            ),
            ("we march 20 miles", "on May 1,200 people", "Sept. 24:00", "august 3.5 percent"),
            rf"{month()}(?:{BLANK}|(?<=\.))(?:the{BLANK})?{day()}(?!-(?:year|month|week|day))(?:{YEAR_TAIL})?",
            reads=readings.month_first,
            wanted=context.day_wanted,
            joins="day",
        ),
        DateRule(
            "date.day-month-range",
            "two days, one month: the year may follow",
            (
                "⟦18-19 November 2024⟧",
                "⟦13 to 15 July⟧",
                "from the ⟦3rd to the 5th of May, 2024⟧",
                "at its meeting on ⟦19/20 May⟧",
            ),
            ("3-5 march past", "the 19/20 season"),
            rf"(?:{day(words=False)}(?:{_TO}|/)|(?<=between{BLANK}(?:the{BLANK})?){day(words=False)}{BLANK}and{BLANK}"
            rf"(?:the{BLANK})?)"
            rf"{day('2', words=False)}(?:{BLANK}(?:of{BLANK})?){month()}(?:{YEAR_TAIL})?",
            reads=readings.days_day_first,
            wanted=context.day_wanted,
        ),
        DateRule(
            "date.day-list",
            "the first days of `17 and 18 April`: each is a date of its own",
            ("on ⟦17⟧ and 18 April", "on the ⟦3rd⟧, 4th and 5th of May 2024"),
            ("17 and 18 galleries",),
            rf"{day(words=False)}(?=(?:,{BLANK}{day('2', words=False)}){{0,5}}+,?{BLANK}(?:and|or|&){BLANK}(?:the"
            rf"{BLANK})?"
            rf"{day('2', words=False)}{BLANK}(?:of{BLANK})?{month()}(?:{YEAR_TAIL})?)(?<=\d|st|nd|rd|th)",
            reads=readings.day,
        ),
        DateRule(
            "date.day-of-list",
            "the further days of `May 5, 6 and 7`: each is a date of its own",
            ("on May 5, ⟦6⟧ and 7, 2025", "On May 5 and ⟦6⟧, the shop is shut.", "on May 5 or ⟦6, 2025⟧"),
            ("On May 5 and 20 people came", "May 5, 6 people"),
            rf"(?<={month()}{BLANK}{day('0', words=False)}(?:,{BLANK}{day('0', words=False)}){{0,3}},?{BLANK}(?:"
            rf"(?:and|&|or){BLANK})?)"
            rf"{day(words=False)}(?:{YEAR_TAIL}|(?=(?:,{BLANK}\d\d?){{0,3}},?{BLANK}(?:and|or){BLANK}\d\d?(?:st|nd|rd"
            rf"|th)?(?:{YEAR_TAIL}|{_AFTER_DAY}))|(?={_AFTER_DAY}))",
            reads=readings.day,
        ),
        DateRule(
            "date.day-month",
            "a day before its month, with or without year",
            (
                "on ⟦4 October 2025⟧",
                "on the ⟦26th of August⟧",
                "the ⟦third of May⟧",
                "⟦07-Feb-2023⟧",
                "the ⟦2nd of march⟧",
            ),
            ("the 2nd march on the capital", "12 march past"),
            rf"{day()}(?:{BLANK}(?:day{BLANK})?(?:of{BLANK})?|\.{BLANK}|-|/){month()}(?:{YEAR_TAIL}|[-/]{YEAR}|[-/]"
            rf"(?P<year>\d\d)(?!\w)(?!{BLANK}{month('2')})|(?!{BLANK}\d{{1,2}}(?:st|nd|rd|th)?,{BLANK}\d{{4}}))",
            reads=readings.day_first,
            wanted=context.day_wanted,
            joins="day",
        ),
    )


def _months() -> tuple[DateRule, ...]:
    return (
        DateRule(
            "date.month-quarter",
            "a quarter named by its last month",
            ("record ⟦September quarter⟧ revenue", "the ⟦March 2025 quarter⟧", "the ⟦December half⟧"),
            ("a May half-marathon",),
            rf"(?<![a-z.]-){month()}(?:{BLANK}{YEAR})?(?:{BLANK}|-)(?P<part>quarter|half)(?![\w-])(?:{BLANK}(?:of"
            rf"{BLANK})?{YEAR})?",
            reads=readings.month_part,
            edges="ends",
        ),
        DateRule(
            "date.month",
            "a month, with or without its year; alone only where a name is no person's and no verb",
            (
                "in ⟦June 2014⟧",
                "since ⟦Sept. 2024⟧",
                "in ⟦April⟧ it sold",
                "in ⟦December of last year⟧",
                "⟦Feb 2013⟧",
                "⟦Oct-24⟧ figures",
            ),
            (
                "Analysts may wait",
                "sculptor Willa January sings",
                "the March on Rome of Jan Havel",
                "curator April Munro",
            ),
            rf"{month()}(?:{YEAR_TAIL}|{BLANK}?{SHORT_YEAR}|-{YEAR}|-(?P<year>\d\d)(?!\w))?(?!-(?!(?:"
            rf"{month('2')}))\w)(?!'(?!s\b)\w)",
            reads=readings.month,
            wanted=context.month_wanted,
            sure=context.sure_month,
            joins="month",
            edges="all",
        ),
        DateRule(
            "date.month-code",
            "a month with its year in the codes of exchanges, in capitals; in small letters it may be a day",
            ("settled ⟦DEC18⟧ wheat at $4", "the ⟦JAN24⟧ and ⟦MAR24⟧ contracts"),
            ("on Dec18 it closed", "part MAR2411", "the DECT18 set"),
            rf"(?P<month>{any_of(times().month_short)})(?P<year>[0-4]\d)(?![\w%-])",
            reads=readings.month,
            wanted=context.capitals_wanted,
        ),
        DateRule(
            "date.iso-month",
            "a year and a month in digits; two years that follow each other are a span of years, as in a list of such",
            ("in ⟦2022-05⟧", "⟦2024/11⟧ figures", "since ⟦06/2019⟧", "from 2021-11 and ⟦2022-05⟧"),
            ("2022-13", "the 2012-13 drought", "35/01/2012", "13/2012", "a member in 1988-95 and 2004-11"),
            rf"(?!\d\d(?:{_FOLLOWING})(?!\w))(?P<year>(?:19|20)\d\d)[-/](?P<month>0[1-9]|1[0-2])(?![\w])(?![-/.,]\d)"
            r"|(?<![\d/.])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?!\w)(?![/.,]\d)",
            reads=readings.month,
            wanted=years.is_month,
            joins="month",
            edges="ends",
        ),
    )


def _years() -> tuple[DateRule, ...]:
    return (
        DateRule(
            "date.season",
            "a season of a named year, or of this, the last or the next: no exact days",
            ("due in ⟦autumn 2027⟧", "the ⟦summer of 2024⟧", "⟦winter 2023/24⟧"),
            ("a spring 20 mm long", "the fall of 2,000 points"),
            rf"(?P<season>spring|summer|autumn|fall|winter)(?:{BLANK}(?:of{BLANK})?|/)"
            rf"{YEAR.replace(')(?!' + chr(92) + 'w)', ')', 1)}(?:[/-]\d\d(?:\d\d)?)?(?!\w)",
            reads=readings.season,
        ),
        DateRule(
            "date.year-span",
            "two years with a dash, the second in full or shortened",
            (
                "the ⟦2012–13⟧ drought",
                "the plan (⟦2021-2025⟧)",
                "the ⟦2023/24⟧ season",
                "in ⟦2008/09⟧ and",
                "a member in ⟦1961-75⟧, ⟦1997-2001⟧ and ⟦2004-11⟧",
            ),
            ("call 555-2019", "2012-5678-11", "in 2004-11"),
            rf"(?P<year>(?:1[5-9]|20|21)\d\d)(?: ?- ?|/)(?:{_YEAR2}|(?P<year2>\d\d))(?!\w)(?![-/]\d)(?![,.]\d)",
            reads=readings.year_span,
            wanted=years.is_span,
            edges="ends",
        ),
        DateRule(
            "date.decade",
            "a decade in digits",
            ("through the ⟦1990s⟧", "in the ⟦'90s⟧", "in the ⟦2030s⟧"),
            ("in their 90s", "1995s"),
            r"(?P<decade>(?:1[5-9]|20|21)\d0|'\d0|(?<=the )[5-9]0)'?s(?!\w)",
            reads=readings.decade,
            joins="decade",
            edges="all",
        ),
        DateRule(
            "date.decade-word",
            "a decade in words",
            ("back in the ⟦nineties⟧", "the ⟦late sixties⟧", "in the ⟦two thousands⟧"),
            ("in her nineties", "seventies-style chairs"),
            rf"(?<=(?<!\w)the{BLANK}(?:(?:early|mid|late)(?:-|{BLANK}))?)(?P<decade>{any_of(times().decades)})(?![\w-])",
            reads=readings.decade,
            edges="all",
        ),
        DateRule(
            "date.century",
            "a century by its number",
            (
                "the ⟦21st century⟧",
                "since the ⟦nineteenth century⟧",
                "in the ⟦16th⟧ and 17th centuries",
                "the ⟦early 20th century⟧",
            ),
            ("a 19th-century mill", "the 21st Century Cures Act", "for the 5th century in cricket"),
            rf"(?=\d\d[tsn]|[a-z])(?<=(?<!\w)the{BLANK}(?:(?:early|mid|late)(?:-|{BLANK}))?|(?:and|to|or){BLANK})"
            rf"(?P<century>1\d(?:th)|20th|21st|22nd|{any_of(w for w, n in times().ordinals.items() if 14 < n < 23)})"
            rf"(?:{BLANK}(?:century|centuries)(?![\w-])"
            rf"|(?={BLANK}(?:and|to|or){BLANK}(?:the{BLANK})?(?:\d\d(?:th|st|nd)|[a-z-]{{5,14}}){BLANK}(?:century|centuries)))",
            reads=readings.century,
            wanted=context.century_wanted,
            edges="all",
        ),
        DateRule(
            "date.year-words",
            "a year in words",
            ("in ⟦nineteen eighty-nine⟧", "since ⟦two thousand and ten⟧", "in ⟦twenty sixteen⟧."),
            ("in twenty sixteen-page books", "in two thousand homes"),
            rf"(?<=(?<!\w)(?:in|since|until|by|of|year|before|after|from|to),?{BLANK})(?:(?P<hundreds>eighteen|nineteen|twenty)"
            rf"(?:-|{BLANK})(?P<tail>(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
            rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven"
            rf"|eight|nine))?)"
            rf"|(?P<hundreds>two{BLANK}thousand){BLANK}and{BLANK}(?P<tail>one|two|three|four|five|six|seven|eight|nine|ten"
            rf"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty))(?![\w-])",
            reads=readings.year_words,
            wanted=context.year_words_wanted,
        ),
        DateRule(
            "date.year",
            "a number from 1500 to 2199 where the words around it say that it is a year",
            ("in ⟦2023⟧ it", "lifted its ⟦2025⟧ forecast", "(⟦2023⟧: 11.6p)", "before ⟦1889⟧", "the year ⟦2021⟧"),
            (
                "rehomed 2024 dogs",
                "a total of 1554 confirmed infections",
                "Windows 2000",
                "the Securities Act of 1933",
                "Class of 2025",
                "$2000",
                "ext. 2021",
            ),
            rf"(?:{YEAR}|(?<=(?:in|of|since|until|from) ){SHORT_YEAR})",
            reads=readings.year,
            wanted=years.is_year,
            sure=years.is_sure_year,
            joins="year",
            edges="all",
        ),
    )
