"""Rules of dates that name a part of a month, a week or a year: `first week of October`, `Monday of next week`."""

from functools import cache

from extractor.recognise.dates import context, readings
from extractor.recognise.dates.fragments import (
    BLANK,
    COUNT,
    DAY_TAIL,
    RELATIVE_YEAR,
    YEAR,
    YEAR_TAIL,
    any_of,
    full_date,
    month,
)
from extractor.recognise.dates.rule import DateRule
from extractor.words.holidays import holidays
from extractor.words.times import times

__all__ = ["rules"]

_NTH = r"(?P<nth>first|second|third|fourth|fifth|last|final|opening|closing|[1-4](?:st|nd|rd|th))"
_SHIFT = r"(?P<shift>this|last|next|the{0}(?:current|same|previous|following|next|coming))".replace("{0}", BLANK)
_SOME = r"(?:(?P<count>two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|[2-9]|[1-9]\d)(?:-|{0}))".replace(
    "{0}", BLANK
)
_DAYS = r"(?P<from>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DAYS2 = r"(?P<to>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"


@cache
def rules() -> tuple[DateRule, ...]:
    """The rules in order of precedence: at one place the first that matches wins."""
    return (*_months(), *_weeks(), *_days(), *_holidays())


def _weekday() -> str:
    return rf"(?P<weekday>{any_of(times().weekdays)})"


def _months() -> tuple[DateRule, ...]:
    of = rf"{BLANK}(?:of|in){BLANK}"
    dated = rf"{month()}(?:{YEAR_TAIL})?(?!{BLANK}?\d)|{_SHIFT}{BLANK}(?P<in>month)(?!\w)"
    return (
        DateRule(
            "date.nth-of-month",
            "a weekday, day, week, weekend, half or third of a month by its place in it",
            (
                "the ⟦first week of October⟧",
                "on the ⟦last Sunday of March 2015⟧",
                "the ⟦second Sunday in March⟧",
                "the ⟦first two weeks of May 2024⟧",
                "the ⟦last day of this month⟧",
                "in the ⟦first half of June⟧",
                "the ⟦first 10 days of April⟧",
                "the ⟦last weekend of July⟧",
            ),
            ("the first week of school", "the second half of the game", "the first Monday of each month"),
            rf"{_NTH}(?:-|{BLANK})(?:{_weekday()}|(?:full{BLANK}|{_SOME})?(?P<part>day|week|weekend|half|fortnight)s?)"
            rf"{of}(?:the{BLANK}month{BLANK}of{BLANK})?(?:{dated})",
            reads=readings.nth,
        ),
        DateRule(
            "date.nth-of-year",
            "a weekday, day or week of a year by its place in it",
            ("the ⟦first week of 2024⟧", "the ⟦last two weeks of 2023⟧", "the ⟦first Monday of 2025⟧"),
            ("the first week of 2,000 visits", "the first half of 2024"),
            rf"{_NTH}(?:-|{BLANK})(?:{_weekday()}|{_SOME}?(?P<part>day|week|weekend)s?)"
            rf"{of}(?:the{BLANK}year{BLANK})?(?:{YEAR}|{RELATIVE_YEAR})",
            reads=readings.nth,
        ),
        DateRule(
            "date.day-of-month",
            "a day, or some days, of this, the last or the next month",
            ("the ⟦27th of this month⟧", "from the ⟦4th to the 22nd of next month⟧", "the ⟦20th of the current month⟧"),
            ("a third of last month's orders", "20 of them this month"),
            rf"(?:{_DAYS}(?: ?- ?|{BLANK}(?:to|through|until|and){BLANK}(?:the{BLANK})?){_DAYS2}(?:{BLANK}(?:of|in))?"
            rf"|(?P<from>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th){BLANK}(?:of|in)){BLANK}{_SHIFT}{BLANK}(?P<in>month)"
            rf"(?![\w'-])",
            reads=readings.days_of_month,
        ),
    )


def _weeks() -> tuple[DateRule, ...]:
    number = r"(?P<week>0?[1-9]|[1-4]\d|5[0-3])(?!\w)(?![.,:]\d)(?! ?%)"
    return (
        DateRule(
            "date.week-number",
            "a week of a year by its number; without its year only where the release numbers its weeks",
            ("in ⟦week 52 of 2003⟧", "⟦week 31, 2024⟧", "⟦2024 week 7⟧", "by ⟦week 9 of 2024⟧"),
            ("at week 12 of treatment", "in week 24", "week 5,000"),
            rf"(?:{YEAR},?{BLANK})?(?:calendar{BLANK}|epidemiological{BLANK}|epi{BLANK})?week{BLANK}(?:no\.?{BLANK}"
            rf"|number{BLANK})?{number}(?:(?:,?{BLANK}(?:of{BLANK}|in{BLANK})?|/){YEAR}|{BLANK}of{BLANK}"
            rf"{RELATIVE_YEAR})?",
            reads=readings.week,
            sure=context.has_year,
        ),
        DateRule(
            "date.weekday-of-week",
            "a weekday of this, the last or the next week",
            (
                "on ⟦Monday of next week⟧",
                "⟦Sunday last week⟧",
                "⟦next week's Friday⟧",
                "on ⟦Friday this week⟧",
                "⟦Friday after next⟧",
            ),
            ("on Monday a week passed",),
            rf"{_weekday()}(?:{BLANK}(?:of{BLANK}|from{BLANK})?(?P<shift>this|last|next|the{BLANK}following){BLANK}week"
            rf"(?![\w'-])|{BLANK}(?P<beyond>after{BLANK}next|before{BLANK}last)(?!\w))"
            rf"|(?P<shift>this|last|next){BLANK}week's{BLANK}{_weekday()}(?!\w)",
            reads=readings.weekday_of_week,
        ),
        DateRule(
            "date.beyond",
            "the unit next but one: `the week after next`, `the day before yesterday`",
            ("the ⟦day after tomorrow⟧", "the ⟦week before last⟧", "the ⟦year after next⟧"),
            ("the day after we met", "the week before the vote"),
            rf"(?P<unit>day){BLANK}(?P<side>after{BLANK}tomorrow|before{BLANK}yesterday)(?!\w)"
            rf"|(?P<unit>week|weekend|month|quarter|year){BLANK}(?P<side>after{BLANK}next|before{BLANK}last)(?![\w-])",
            reads=readings.beyond,
        ),
        DateRule(
            "date.week-of",
            "the week that holds a day",
            ("in the ⟦week of January 9, 2023⟧", "the ⟦week beginning 6 May⟧"),
            ("the week of the fair",),
            rf"week{BLANK}(?P<weekof>of|beginning|commencing|starting|from){BLANK}(?:on{BLANK})?{full_date()}",
            reads=readings.week_of,
            wanted=context.has_day,
        ),
        DateRule(
            "date.iso-week",
            "an ISO week",
            ("in week ⟦2013-W06⟧",),
            ("2013-W60",),
            r"(?P<year>(?:19|20)\d\d)-?w(?P<week>0[1-9]|[1-4]\d|5[0-3])(?!\w)",
            reads=readings.iso_week,
        ),
    )


def _days() -> tuple[DateRule, ...]:
    short = any_of(times().weekday_short)
    led = rf"(?:on|dated|due|until|since|(?:{any_of(times().weekdays)}|{short}),?)"
    return (
        DateRule(
            "date.month-day-digits",
            "month and day in digits without a year, where a word says that it is a day",
            ("held on ⟦4/22⟧", "due ⟦2/15⟧", "Tuesday ⟦11/5⟧"),
            ("on 2/3 of the land", "cut by 1/3", "open 24/7", "since 9/11", "on 22/45"),
            rf"(?=\d\d?/\d)(?<=(?<!\w){led}{BLANK})(?P<a>[12]\d|3[01]|0?[1-9])/(?P<b>[12]\d|3[01]|0?[1-9])(?![\w/%])(?![.,:]\d)"
            rf"(?!{BLANK}(?:of|majority|share|stake|interest)(?!\w))",
            reads=readings.digits,
            wanted=context.digits_wanted,
        ),
        DateRule(
            "date.day-alone",
            "a day by its ordinal alone, of the month that is spoken of",
            (
                "closes on the ⟦15th⟧.",
                "from Tuesday the ⟦19th⟧, it",
                "opens Friday, ⟦27th⟧ at noon",
                "on Wed., the ⟦5th⟧.",
            ),
            ("on the 15th floor", "on the 9th and 10th holes", "ranked 15th.", "on Saturday 15th place"),
            rf"(?=\d\d?[snrt])(?<=(?<!\w)(?:(?:on|by|until|before){BLANK}the"
            rf"|(?P<weekday>{any_of(times().weekdays)}|{short})\.?,?(?:{BLANK}the)?){BLANK})(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th){DAY_TAIL}",
            reads=readings.day_alone,
        ),
    )


def _holidays() -> tuple[DateRule, ...]:
    names = rf"(?P<holiday>{any_of(holidays())})(?![\w-])(?!'s?\w)"
    return (_beside_holiday(names), _holiday(names))


def _beside_holiday(names: str) -> DateRule:
    return DateRule(
        "date.beside-holiday",
        "a day by its distance from a holiday",
        (
            "the ⟦Friday after Thanksgiving⟧",
            "the ⟦day before Christmas Eve 2024⟧",
            "on the ⟦second Monday after Easter⟧",
            "⟦three days after Labor Day⟧",
        ),
        ("the day after the storm", "the Friday after work", "a week after payday"),
        rf"(?:(?:{_NTH}{BLANK})?(?P<weekday>{any_of(times().weekdays)})|(?:{COUNT}{BLANK})?(?P<unit>day|week)s?){BLANK}"
        rf"(?P<side>after|before|following|preceding){BLANK}{names}(?:{YEAR_TAIL})?",
        reads=readings.beside_holiday,
    )


def _holiday(names: str) -> DateRule:
    return DateRule(
        "date.holiday",
        "a holiday by name, its year named or left to the release; as part of another name it is none",
        (
            "on ⟦Christmas Day 2024⟧",
            "until ⟦New Year's Eve⟧.",
            "before ⟦Thanksgiving⟧,",
            "⟦Easter Sunday of 2018⟧",
            "since ⟦last Christmas⟧",
            "slated for ⟦Independence Day⟧",
            "over the ⟦Labor Day weekend⟧",
        ),
        (
            "the Christmas market",
            "Black Friday deals",
            "on Thanksgiving, November 28, 2024",
            "the Easter Seals fund",
            "a Halloween Horror Night",
            "gifts for Christmas",
        ),
        rf"(?:(?P<shift>last|this|next){BLANK})?{names}(?P<weekend>{BLANK}(?:holiday"
        rf"{BLANK}|long{BLANK})?week-?end(?![\w-]))?(?:{YEAR_TAIL})?",
        reads=readings.holiday,
        wanted=context.holiday_wanted,
    )
