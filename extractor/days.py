"""Calendar arithmetic: bounds of weeks, months, quarters and years, days moved by months, spans that end on a day."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

__all__ = [
    "MONTHS", "Days", "Part", "add_months", "ending_on", "half_days", "is_month_end", "iso_monday", "month_days",
    "months_in", "part_days", "quarter_days", "safe_day", "week_days", "weekday_near",
    "year_days",
]  # fmt: skip

Days = tuple[date, date]
"""First and last day, inclusive."""

Part = Literal["month", "quarter", "half", "year"]
"""A year, or what it is divided into."""

MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months a part of a year has."""


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day (`31 June`, `29 February 2023`)."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_days(year: int, month: int) -> Days:
    """First and last day of a month; `month` may run over the year (13 is the next January, 0 the last December)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def quarter_days(year: int, quarter: int) -> Days:
    """First and last day of a calendar quarter; `quarter` may run over the year.

    >>> quarter_days(2024, 0)
    (datetime.date(2023, 10, 1), datetime.date(2023, 12, 31))
    """
    return part_days("quarter", year, quarter)


def half_days(year: int, half: int) -> Days:
    """First and last day of a half year."""
    return part_days("half", year, half)


def year_days(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def part_days(part: Part, year: int, number: int = 1) -> Days:
    """First and last day of a year, or of its month, quarter or half of that number, which may run over the year."""
    months = MONTHS[part]
    return month_days(year, months * (number - 1) + 1)[0], month_days(year, months * number)[1]


def iso_monday(year: int, week: int) -> date | None:
    """The Monday of an ISO week, or None where the year has no such week.

    >>> iso_monday(2024, 1), iso_monday(2024, 53)
    (datetime.date(2024, 1, 1), None)
    """
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def week_days(day: date) -> Days:
    """Monday and Sunday of the week of a day."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def is_month_end(day: date) -> bool:
    """Whether a day is its month's last."""
    return day.day == monthrange(day.year, day.month)[1]


def add_months(day: date, months: int) -> date:
    """The same day some months on; a month's last day stays the last day.

    >>> add_months(date(2024, 9, 30), -3), add_months(date(2024, 1, 30), 1)
    (datetime.date(2024, 6, 30), datetime.date(2024, 2, 29))
    """
    last = month_days(day.year, day.month)[1]
    target = month_days(day.year, day.month + months)[1]
    return target if day == last else target.replace(day=min(day.day, target.day))


def ending_on(last: date, months: int) -> Days:
    """The span of so many months that ends on a day.

    A last day that is no month's end, but is a Friday to Sunday near one, ends a year of 52 or 53 weeks: thirteen
    weeks stand for three months, and a year begins after the same weekday of the year before.

    >>> ending_on(date(2024, 9, 30), 9)[0], ending_on(date(2024, 9, 28), 3)[0], ending_on(date(2024, 4, 5), 12)[0]
    (datetime.date(2024, 1, 1), datetime.date(2024, 6, 30), datetime.date(2023, 4, 8))
    """
    end = month_days(last.year, last.month)[1]
    if last != end and months % 3 == 0 and last.weekday() >= 4 and ((end - last).days <= 6 or last.day <= 5):
        weeks = 13 * (months // 3)
        if months == 12:
            year_before = add_months(last, -12)
            weeks = min((52, 53), key=lambda w: abs((last - timedelta(7 * w) - year_before).days))
        return last - timedelta(7 * weeks - 1), last
    return add_months(last, -months) + timedelta(1), last


def weekday_near(day: date, weekday: int, *, side: Literal["before", "on or before", "on or after", "after"]) -> date:
    """The nearest day with that weekday (Monday is 0) on a side of `day`."""
    if side in {"before", "on or before"}:
        back = (day.weekday() - weekday) % 7
        return day - timedelta(back or (7 if side == "before" else 0))
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(ahead or (7 if side == "after" else 0))


def months_in(days: Days) -> int | None:
    """How many months a span stands for: whole ones from any day on, or thirteen weeks (or fourteen) for three.

    >>> months_in((date(2024, 4, 6), date(2025, 4, 5))), months_in((date(2024, 6, 30), date(2024, 9, 28)))
    (12, 3)
    """
    first, last = days
    months = 12 * (last.year - first.year) + last.month - first.month
    if last < date.max and first.day == (last + timedelta(1)).day:
        return months + (1 if first.day == 1 else 0)
    if last.day < first.day and first.day > 28 and is_month_end(last):  # from 31 January to 28 February
        return months
    weeks, rest = divmod((last - first).days + 1, 7)
    quarters = round(weeks / 13.04)
    return 3 * quarters if not rest and quarters and 0 <= weeks - 13 * quarters <= 1 + quarters // 4 else None
