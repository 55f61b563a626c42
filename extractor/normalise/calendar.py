"""Calendar arithmetic: bounds of months, quarters and years, spans that end on a day, and their ISO 8601 values."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

__all__ = [
    "Grain", "When", "add_months", "ending_on", "half_days", "iso_value", "month_days", "quarter_days", "safe_day",
    "shift_years",
    "week_days", "weekday_near", "year_days",
]  # fmt: skip

Days = tuple[date, date]
Grain = Literal["day", "week", "month", "quarter", "half", "year", "span", "decade", "length"]


@dataclass(frozen=True, slots=True)
class When:
    """A time as read: its ISO value, its inclusive days, its grain, and its place in a fiscal year where it has one.

    `fiscal` is (year, part, number): `(2025, "q", 1)` is FY2025-Q1, `(2025, "y", 1)` is FY2025.
    """

    value: str | None
    first: date | None = None
    last: date | None = None
    grain: Grain | None = None
    fiscal: tuple[int, str, int] | None = None
    shifted: bool = False

    @classmethod
    def of(cls, days: Days | None, grain: Grain, *, shifted: bool = False) -> "When":
        """The time that covers `days`."""
        if days is None:
            return cls(None, grain=grain, shifted=shifted)
        return cls(iso_value(*days), days[0], days[1], grain, shifted=shifted)

    def marked(self, *, shifted: bool) -> "When":
        """The same time, marked as a shifted period or not."""
        return replace(self, shifted=shifted)


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
    return month_days(year, 3 * quarter - 2)[0], month_days(year, 3 * quarter)[1]


def half_days(year: int, half: int) -> Days:
    """First and last day of a half year."""
    return month_days(year, 6 * half - 5)[0], month_days(year, 6 * half)[1]


def year_days(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_days(day: date) -> Days:
    """Monday and Sunday of the week of a day."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def add_months(day: date, months: int) -> date:
    """The same day some months on; a month's last day stays the last day.

    >>> add_months(date(2024, 9, 30), -3), add_months(date(2024, 1, 30), 1)
    (datetime.date(2024, 6, 30), datetime.date(2024, 2, 29))
    """
    last = month_days(day.year, day.month)[1]
    target = month_days(day.year, day.month + months)[1]
    return target if day == last else target.replace(day=min(day.day, target.day))


def shift_years(days: Days, years: int) -> Days:
    """The same days some years on, month ends kept."""
    return add_months(days[0], 12 * years) if days[0].day > 27 else days[0].replace(
        year=days[0].year + years
    ), add_months(days[1], 12 * years)


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


def iso_value(first: date, last: date) -> str:
    """The shortest ISO 8601 value of the days: a day, a month, a quarter, a half, a year, else an interval.

    >>> iso_value(date(2024, 7, 1), date(2024, 9, 30)), iso_value(date(2024, 4, 1), date(2025, 3, 31))
    ('2024-Q3', '2024-04-01/2025-03-31')
    """
    if first == last:
        return first.isoformat()
    year = first.year
    if (first, last) == year_days(year):
        return f"{year:04}"
    if (first, last) == month_days(year, first.month):
        return f"{year:04}-{first.month:02}"
    quarter, half = (first.month + 2) // 3, (first.month + 5) // 6
    if (first, last) == quarter_days(year, quarter):
        return f"{year:04}-Q{quarter}"
    if (first, last) == half_days(year, half):
        return f"{year:04}-H{half}"
    return f"{first.isoformat()}/{last.isoformat()}"
