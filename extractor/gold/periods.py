"""Values of dates and periods as gold compares them: whether one is well formed, its days, its length."""

from datetime import date
from fractions import Fraction

from extractor.period import Period

__all__ = ["Days", "day_of", "days", "is_period", "same_period", "seconds"]

Days = tuple[date | None, date | None]
"""First and last day, inclusive; None is an open end."""

FISCAL_LENGTHS: dict[str, tuple[int, int]] = {"year": (350, 380), "half": (174, 190), "quarter": (80, 105)}
"""The fewest and most days of a fiscal year, half and quarter; years of 52 or 53 weeks are among them."""


def days(value: str) -> Days | None:
    """The days of a date, month, quarter, half, week, year or interval `A/B`; None where `value` has no such days.

    Fiscal periods and durations have none; `2022-01-01/..` has an open end; a time of day is read over.

    >>> days("2022-Q1")
    (datetime.date(2022, 1, 1), datetime.date(2022, 3, 31))
    """
    if not value.startswith("P"):
        value = "/".join(end.partition("T")[0] for end in value.split("/"))
    period = Period.parse(value)
    if period is None:
        return None
    opened = (period.first, period.last) if period.is_open else (None, None)
    return period.days or (opened if any(opened) else None)


def day_of(value: object) -> date | None:
    """The day that a value writes; None for anything else."""
    period = Period.parse(value) if isinstance(value, str) else None
    return period.on if period is not None else None


def seconds(value: str) -> Fraction | None:
    """How long a duration lasts, a year as 365 days, a quarter as 90, a month as 30; None for anything else."""
    period = Period.parse(value)
    return period.length.seconds if period is not None and period.length is not None else None


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
    named, covered = Period.parse(label), Period.parse(interval)
    if named is None or not named.fiscal or named.year is None or covered is None or covered.grain != "interval":
        return False
    if covered.days is None or covered.day_count is None:
        return False
    last, year = covered.days[1], named.year
    shortest, longest = FISCAL_LENGTHS[named.grain]
    early = named.grain != "year" and last.year == year - 1
    in_year = last.year == year or (last.year == year + 1 and last.month <= 6) or early
    return in_year and shortest <= covered.day_count <= longest


def is_period(value: str) -> bool:
    """Whether `value` is written as in GUIDELINES.md: `2022-05-27`, `2022-Q1`, `FY2024-Q3`, `2022-01-01/..`, `P2Y`."""
    period = Period.parse(value)
    return period is not None and (period.grain != "duration" or period.length is not None)
