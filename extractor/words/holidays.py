"""The lexicon `holidays.toml`, and the day of a holiday in a year."""

from datetime import date, timedelta
from functools import cache

from extractor.days import month_days, weekday_near
from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Holiday", "easter_sunday", "holiday_day", "holidays"]


class Holiday(Row):
    """A holiday's names and its rule: a fixed day, the nth weekday of a month, or a distance from Easter."""

    names: tuple[str, ...]
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    plus: int = 0
    easter: int | None = None


class _Holidays(Row):
    holidays: tuple[Holiday, ...]


@cache
def holidays() -> dict[str, Holiday]:
    """The holidays by each of their names in lower case."""
    return {name: row for row in load("holidays", _Holidays).holidays for name in row.names}


def holiday_day(name: str, year: int) -> date | None:
    """The day that a holiday falls on, by its name in lower case.

    >>> holiday_day("thanksgiving", 2024), holiday_day("easter monday", 2025), holiday_day("memorial day", 2025)
    (datetime.date(2024, 11, 28), datetime.date(2025, 4, 21), datetime.date(2025, 5, 26))
    """
    row = holidays()[name]
    if not 1600 <= year <= 9000:
        return None
    if row.easter is not None:
        return easter_sunday(year) + timedelta(row.easter)
    assert row.month is not None, name
    if row.day is not None:
        return date(year, row.month, row.day)
    assert row.weekday is not None, name
    assert row.nth is not None, name
    return nth_weekday(*month_days(year, row.month), row.weekday, row.nth) + timedelta(row.plus)


def nth_weekday(first: date, last: date, weekday: int, nth: int) -> date:
    """The nth such weekday between two days, counted from the end where `nth` is negative."""
    if nth < 0:
        return weekday_near(last, weekday, side="on or before") + timedelta(7 * (nth + 1))
    return weekday_near(first, weekday, side="on or after") + timedelta(7 * (nth - 1))


def easter_sunday(year: int) -> date:
    """The Western Easter (the anonymous Gregorian computus)."""
    century, rest = divmod(year, 100)
    leap, moon = century // 4, (century - (century + 8) // 25 + 1) // 3
    golden = (19 * (year % 19) + century - leap - moon + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - golden - rest % 4) % 7
    shift = (year % 19 + 11 * golden + 22 * weekday) // 451
    month, day = divmod(golden + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
