"""ISO 8601 values of dates and periods: whether one is well formed, which days it covers, how long it lasts."""

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

__all__ = ["Days", "days", "is_period", "same_period", "seconds"]

Days = tuple[date | None, date | None]
"""First and last day, inclusive; None is an open end."""

DAY = 24 * 60 * 60
DATE_UNITS = {"Y": 365 * DAY, "Q": 90 * DAY, "M": 30 * DAY, "W": 7 * DAY, "D": DAY}
CLOCK_UNITS = {"H": 3600, "M": 60, "S": 1}
OPEN_ENDS = ("..", "")
FISCAL_LENGTHS = {"": (350, 380), "H": (174, 190), "Q": (80, 105)}
"""The fewest and most days of a fiscal year, half and quarter; years of 52 or 53 weeks are among them."""


@cache
def calendar_pattern() -> re.Pattern[str]:
    """A year, half, quarter, month, week or day; a time of day after it is read over."""
    return re.compile(
        r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
        r"|-W(?P<week>\d{2}))?(?P<time>T.*)?",
        re.DOTALL,
    )


@cache
def duration_pattern() -> re.Pattern[str]:
    """`P2Y`, `P1Y6M`, `P90D`, `PT48H`."""
    number = r"\d{1,12}(?:\.\d{1,12})?"
    return re.compile(rf"P(?P<date>(?:{number}[YQMWD])*)(?:T(?P<clock>(?:{number}[HMS])+))?")


def days(value: str) -> Days | None:
    """The days of a date, month, quarter, half, week, year or interval `A/B`; None where `value` has no such days.

    Fiscal periods and durations have none; `2022-01-01/..` has an open end.

    >>> days("2022-Q1")
    (datetime.date(2022, 1, 1), datetime.date(2022, 3, 31))
    """
    first, slash, last = value.partition("/")
    if not slash:
        return simple_days(value)
    start = (None, None) if first in OPEN_ENDS else days(first)
    end = (None, None) if last in OPEN_ENDS else days(last)
    if start is None or end is None or (start[0] is None and end[1] is None):
        return None
    return start[0], end[1]


def simple_days(value: str) -> Days | None:
    """The days of a value that is no interval."""
    match = calendar_pattern().fullmatch(value)
    if not match:
        return None
    part = {name: int(digits) for name, digits in match.groupdict().items() if digits and name != "time"}
    year = part["year"]
    try:
        if "day" in part:
            only = date(year, part["month"], part["day"])
            return only, only
        if "week" in part:
            return date.fromisocalendar(year, part["week"], 1), date.fromisocalendar(year, part["week"], 7)
        month, length = first_month(part)
        return date(year, month, 1), last_day(year, month + length - 1)
    except ValueError:  # 2022-02-30, 2022-13, 2022-W60, year 0
        return None


def first_month(part: dict[str, int]) -> tuple[int, int]:
    """The first month of a month, quarter, half or year, and how many months it has."""
    if "month" in part:
        return part["month"], 1
    if "quarter" in part:
        return 3 * part["quarter"] - 2, 3
    return (6 * part["half"] - 5, 6) if "half" in part else (1, 12)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    if (year, month) == (date.max.year, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def seconds(value: str) -> Fraction | None:
    """How long a duration lasts, a year as 365 days, a quarter as 90, a month as 30; None for anything else."""
    match = duration_pattern().fullmatch(value)
    if not match or not (match["date"] or match["clock"]):
        return None
    total = Fraction(0)
    for text, units in ((match["date"], DATE_UNITS), (match["clock"] or "", CLOCK_UNITS)):
        total += sum((Fraction(n) * units[u] for n, u in re.findall(r"([\d.]+)([A-Z])", text)), Fraction(0))
    return total


def same_period(one: str, other: str) -> bool:
    """Whether two values say the same time: the same words, days or length, or a fiscal period and its days.

    >>> same_period("FY2024-Q3", "2024-04-01/2024-06-30"), same_period("FY2024", "2024-01-01/2024-06-30")
    (True, False)
    """
    if one == other:
        return True
    ours = days(one)
    if ours is not None and ours == days(other):
        return True
    lasting = seconds(one)
    if lasting is not None and lasting == seconds(other):
        return True
    return fiscal_days(one, other) or fiscal_days(other, one)


def fiscal_days(label: str, interval: str) -> bool:
    """Whether an interval of days can be the fiscal period of that label.

    It is as long as such a period, and ends where a fiscal year of that name can: in the year of its name or in the
    first half of the next; an early part of it also in the year before.
    """
    named = re.fullmatch(r"FY(?P<year>\d{4})(?:-(?P<part>[QH])\d)?", label)
    first, last = (days(interval) if "/" in interval else None) or (None, None)
    if not named or not first or not last:
        return False
    year, part = int(named["year"]), named["part"] or ""
    shortest, longest = FISCAL_LENGTHS[part]
    in_year = last.year == year or (last.year == year + 1 and last.month <= 6) or (part and last.year == year - 1)
    return bool(in_year) and shortest <= (last - first).days + 1 <= longest


def is_period(value: str) -> bool:
    """Whether `value` is written as GUIDELINES asks: `2022-05-27`, `2022-Q1`, `FY2024-Q3`, `2022-01-01/..`, `P2Y`."""
    if value.startswith("P"):
        return seconds(value) is not None
    first, slash, last = value.partition("/")
    ends = [end for end in (first, last) if end not in OPEN_ENDS] if slash else [value]
    if not ends or any(not is_point(end) for end in ends):
        return False
    covered = days(value)
    return not covered or not covered[0] or not covered[1] or covered[0] <= covered[1]


def is_point(value: str) -> bool:
    """Whether `value` is a day, month, quarter, half, week, year or fiscal period."""
    if re.fullmatch(r"FY\d{4}(?:-(?:Q[1-4]|H[12]))?", value):
        return True
    return "T" not in value and simple_days(value) is not None
