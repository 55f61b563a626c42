"""Periods of time as facts state them: one frozen type with its own ISO form, days, length, shift and comparison.

A period is a day, week, month, quarter, half or year, a fiscal year or a part of one, an interval of such, open at one
end or not, or a length of time. It is written as in `facts.py`: `2022-05-27`, `2022-W21`, `2022-05`, `2022-Q1`,
`2022-H1`, `2022`, `FY2024`, `FY2024-Q3`, `2022-01-01/2022-05-27`, `2022-01-01/..`, `P2Y`, `P2Y/P3Y`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from typing import Literal

from extractor.days import (
    MONTHS,
    Days,
    Part,
    add_months,
    ending_on,
    is_month_end,
    months_in,
    part_days,
    week_days,
)
from extractor.durations import Duration

__all__ = ["Grain", "Part", "Period"]

Grain = Literal["day", "week", "month", "quarter", "half", "year", "interval", "duration"]
OPEN = ("..", "")
"""How the open end of an interval is written; the first is ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period; make one with `parse`, `day`, `of`, `ending`, `calendar`, `fiscal_part`, `between` or `lasting`.

    `number` counts the weeks, months, quarters or halves of `year`; a day has `on` alone. `bounds` are the surely
    known days of a fiscal period (or of an interval of such): without them a fiscal period has a name and no days.
    An interval goes from the beginning of `opens` to the end of `closes`; None is an open end. A duration has `length`;
    one of `2 to 3 years` is `P2Y/P3Y`, with `opens` and `closes`. Equal are periods that are written alike and have the
    same bounds; `same` compares times.
    """

    grain: Grain
    year: int | None = None
    number: int | None = None
    on: date | None = None
    fiscal: bool = False
    bounds: Days | None = None
    opens: "Period | None" = None
    closes: "Period | None" = None
    length: Duration | None = None

    def __post_init__(self) -> None:
        wrong = _fault(self)
        if wrong:
            raise ValueError(f"no {self.grain}: {wrong}")

    # making one

    @classmethod
    def parse(cls, text: str) -> "Period | None":
        """The period that `text` writes; None where it writes none (`2022-02-30`, `2022-Q5`, `2022-03/2022-01`, `..`).

        >>> Period.parse("FY2025-Q3").grain, Period.parse("2024-02").last
        ('quarter', datetime.date(2024, 2, 29))
        """
        first, slash, last = text.partition("/")
        try:
            if not slash:
                return _simple(text)
            ends = [None if end in OPEN else _simple(end) for end in (first, last)]
            if any(end is None and written not in OPEN for end, written in zip(ends, (first, last), strict=True)):
                return None
            return cls.between(*ends)
        except ValueError:  # no such day, or an end before the beginning
            return None

    @classmethod
    def day(cls, day: date) -> "Period":
        """A single day."""
        return cls(grain="day", on=day)

    @classmethod
    def calendar(cls, grain: Part, year: int, number: int = 1) -> "Period":
        """A calendar year, or its month, quarter or half of that number; ValueError where there is none."""
        return cls(grain=grain, year=year, number=None if grain == "year" else number)

    @classmethod
    def week(cls, year: int, number: int) -> "Period":
        """An ISO 8601 week of a week-based year (Monday to Sunday); ValueError where the year has no such week."""
        return cls(grain="week", year=year, number=number)

    @classmethod
    def fiscal_part(cls, grain: Part, year: int, number: int = 1, *, bounds: Days | None = None) -> "Period":
        """A fiscal year, or its quarter or half of that number; `bounds` are its days where they are surely known."""
        return cls(grain=grain, year=year, number=None if grain == "year" else number, fiscal=True, bounds=bounds)

    @classmethod
    def between(cls, opens: "Period | None", closes: "Period | None") -> "Period":
        """From the beginning of one period to the end of another; None is an open end, two durations are a range.

        >>> str(Period.between(Period.calendar("year", 2021), None))
        '2021/..'
        """
        ranged = opens is not None and opens.grain == "duration"
        return cls(grain="duration" if ranged else "interval", opens=opens, closes=closes)

    @classmethod
    def lasting(cls, length: Duration) -> "Period":
        """A length of time."""
        return cls(grain="duration", length=length)

    @classmethod
    def of(cls, first: date, last: date) -> "Period":
        """The shortest name of the days from `first` to `last`: a day, month, quarter, half, year, else an interval.

        >>> str(Period.of(date(2024, 7, 1), date(2024, 9, 30))), str(Period.of(date(2024, 4, 1), date(2025, 3, 31)))
        ('2024-Q3', '2024-04-01/2025-03-31')
        """
        if first == last:
            return cls.day(first)
        for grain in ("month", "quarter", "half", "year"):
            number = (first.month - 1) // MONTHS[grain] + 1
            named = cls.calendar(grain, first.year, number)
            if named.days == (first, last):
                return named
        return cls.between(cls.day(first), cls.day(last))

    @classmethod
    def ending(cls, last: date, *, months: int) -> "Period":
        """The period of so many months that ends on a day; near a month's end, of so many times 13 weeks by quarter.

        >>> str(Period.ending(date(2024, 9, 30), months=9)), str(Period.ending(date(2024, 9, 28), months=3))
        ('2024-01-01/2024-09-30', '2024-06-30/2024-09-28')
        """
        return cls.of(*ending_on(last, months))

    def covering(self, first: date, last: date) -> "Period":
        """The same fiscal period with surely known days."""
        return replace(self, bounds=(first, last))

    # what it says

    def __str__(self) -> str:
        if self.length is not None:
            return str(self.length)
        if self.grain in {"interval", "duration"}:
            return f"{self.opens or OPEN[0]}/{self.closes or OPEN[0]}"
        if self.on is not None:
            return self.on.isoformat()
        year = f"{'FY' if self.fiscal else ''}{self.year:04}"
        match self.grain:
            case "week":
                return f"{year}-W{self.number:02}"
            case "month":
                return f"{year}-{self.number:02}"
            case "quarter" | "half":
                return f"{year}-{self.grain[0].upper()}{self.number}"
        return year

    @property
    def first(self) -> date | None:
        """The first day; None where it is open, unknown, or of a duration."""
        return self._ends()[0]

    @property
    def last(self) -> date | None:
        """The last day, inclusive; None where it is open, unknown, or of a duration."""
        return self._ends()[1]

    @property
    def days(self) -> Days | None:
        """First and last day, inclusive; None unless both are known."""
        first, last = self._ends()
        return (first, last) if first and last else None

    @property
    def is_open(self) -> bool:
        """Whether it is an interval with an open end."""
        return self.grain == "interval" and (self.opens is None or self.closes is None)

    @property
    def day_count(self) -> int | None:
        """How many days it has; None where they are not known."""
        days = self.days
        return (days[1] - days[0]).days + 1 if days else None

    @property
    def months(self) -> int | None:
        """How many months it stands for, by its grain, its days or its length; None where that is no whole number.

        Thirteen weeks, or fourteen, stand for three months, 52 or 53 for twelve.

        >>> [Period.parse(p).months for p in ("FY2025-Q3", "2024-02-10/2024-05-09", "2024-06-30/2024-09-28", "P1Y")]
        [3, 3, 3, 12]
        """
        if self.length is not None:
            months = self.length.months
            return int(months) if months is not None and months == int(months) else None
        fiscal = self._quarters()
        if self.grain in MONTHS or fiscal:
            return MONTHS[self.grain] if self.grain in MONTHS else 3 * (fiscal[1] - fiscal[0] + 1) if fiscal else None
        return months_in(self.days) if self.days else None

    # moving it

    def shift(
        self, *, years: int = 0, quarters: int = 0, months: int = 0, weeks: int = 0, days: int = 0
    ) -> "Period | None":
        """The period so much later (or earlier, where negative), in the same form where it has one there.

        Month ends stay month ends, a week's shift by years keeps its number. A fiscal period keeps its known days only
        if they are whole months: where years have 52 or 53 weeks the calendar does not say which. None where the result
        is not known: durations, fiscal periods without days moved by less than their own length, days out of range.

        >>> str(Period.parse("2024-Q1").shift(years=-1)), str(Period.parse("FY2025-Q1").shift(quarters=-1))
        ('2023-Q1', 'FY2024-Q4')
        >>> str(Period.parse("2024-02-29").shift(months=1)), str(Period.parse("2024-Q1").shift(months=1))
        ('2024-03-31', '2024-02-01/2024-04-30')
        """
        try:
            return _moved(self, 12 * years + 3 * quarters + months, 7 * weeks + days)
        except (ValueError, OverflowError):  # no such week, or out of the calendar
            return None

    # comparing

    def same(self, other: "Period") -> bool:
        """Whether both say the same time: written alike, the same days, or the same length.

        >>> Period.parse("2022-Q1").same(Period.parse("2022-01-01/2022-03-31"))
        True
        """
        if str(self) == str(other):
            return True
        if self.length and other.length:
            return self.length.same(other.length)
        ours = self._ends()
        return ours != (None, None) and ours == other._ends()

    def contains(self, other: "Period") -> bool:
        """Whether the other lies within this one, as far as days or names of fiscal periods say so.

        >>> Period.parse("FY2025-H2").contains(Period.parse("FY2025-Q3")), Period.parse("2024").contains(
        ...     Period.parse("2024-Q4"))
        (True, True)
        """
        extents = _extents(self, other)
        return extents is not None and extents[0][0] <= extents[1][0] and extents[1][1] <= extents[0][1]

    def overlaps(self, other: "Period") -> bool:
        """Whether both have a day in common, as far as is known."""
        extents = _extents(self, other)
        return extents is not None and extents[0][0] <= extents[1][1] and extents[1][0] <= extents[0][1]

    def before(self, other: "Period") -> bool:
        """Whether this one ends before the other begins, as far as is known."""
        extents = _extents(self, other)
        return extents is not None and extents[0][1] < extents[1][0]

    def after(self, other: "Period") -> bool:
        """Whether this one begins after the other has ended, as far as is known."""
        return other.before(self)

    # inside

    def _ends(self) -> tuple[date | None, date | None]:
        if self.bounds is not None:
            return self.bounds
        if self.on is not None:
            return self.on, self.on
        if self.grain == "interval":
            return self.opens.first if self.opens else None, self.closes.last if self.closes else None
        if self.fiscal or self.year is None:
            return None, None
        if self.grain == "week":
            return week_days(date.fromisocalendar(self.year, self.number or 1, 1))
        return part_days(self.grain, self.year, self.number or 1)  # type: ignore[arg-type]

    def _quarters(self) -> tuple[int, int] | None:
        """The first and last fiscal quarter of a fiscal period, counted from year 0."""
        if self.grain == "interval":
            opens = self.opens._quarters() if self.opens else None
            closes = self.closes._quarters() if self.closes else None
            return (opens[0], closes[1]) if opens and closes else None
        if not self.fiscal or self.year is None:
            return None
        length = MONTHS[self.grain] // 3
        first = 4 * self.year + length * ((self.number or 1) - 1)
        return first, first + length - 1


def _fault(period: Period) -> str:
    """What is wrong with the parts of a period; empty where nothing is."""
    if period.bounds and (period.bounds[0] > period.bounds[1] or not (period.fiscal or period._quarters())):
        return "bounds are the first and last day of a fiscal period"
    match period.grain:
        case "duration":
            if period.length is None and not all(e and e.grain == "duration" and e.length for e in _both(period)):
                return "it has a length, or two of them"
        case "interval":
            return _interval_fault(period)
        case "day":
            if period.on is None:
                return "it has a day"
        case _:
            return _numbers_fault(period)
    return ""


def _both(period: Period) -> Iterator[Period | None]:
    yield period.opens
    yield period.closes


def _interval_fault(period: Period) -> str:
    ends = [end for end in _both(period) if end is not None]
    if not ends or any(end.grain in {"interval", "duration"} for end in ends):
        return "its ends are days, weeks, months, quarters, halves or years, one of them at least"
    first, last = period._ends()
    quarters = period._quarters()
    if (first and last and first > last) or (quarters and quarters[0] > quarters[1]):
        return "it ends before it begins"
    return ""


def _numbers_fault(period: Period) -> str:
    if period.year is None or not MINYEAR <= period.year <= MAXYEAR:
        return f"a year lies between {MINYEAR} and {MAXYEAR}"
    if period.grain == "week":
        week_days(date.fromisocalendar(period.year, period.number or 0, 1))
    elif (period.number is None) != (period.grain == "year"):
        return "all but years have a number"
    elif period.number is not None and not 1 <= period.number <= 12 // MONTHS[period.grain]:
        return f"there is no {period.grain} {period.number}"
    return "fiscal months have no name" if period.fiscal and period.grain in {"week", "month"} else ""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<fiscal>FY)?(?P<year>[0-9]{4})"
        r"(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-W(?P<week>[0-9]{2}))?"
    )


def _simple(text: str) -> Period | None:
    """The period of a text without a slash; ValueError where it names a day, month, week or year that is none."""
    if text.startswith("P"):
        length = Duration.parse(text)
        return Period.lasting(length) if length else None
    match = _pattern().fullmatch(text)
    if match is None:
        return None
    year, fiscal = int(match["year"]), match["fiscal"] is not None
    if match["day"]:
        return None if fiscal else Period.day(date(year, int(match["month"]), int(match["day"])))
    grains: tuple[Grain, ...] = ("month", "quarter", "half", "week")
    grain: Grain = next((g for g in grains if match[g]), "year")
    return Period(grain=grain, year=year, number=None if grain == "year" else int(match[grain]), fiscal=fiscal)


def _moved(period: Period, months: int, days: int) -> Period | None:
    """See `Period.shift`; ValueError or OverflowError out of the calendar."""
    if period.grain == "duration":
        return None
    if period.fiscal:
        return _fiscal_moved(period, months, days)
    if period.on is not None:
        return Period.day(add_months(period.on, months) + timedelta(days))
    own = MONTHS.get(period.grain)
    if period.year is not None and own and not days and months % own == 0:
        count = period.year * 12 // own + (period.number or 1) - 1 + months // own
        return replace(period, year=count * own // 12, number=None if own == 12 else count % (12 // own) + 1)
    if period.grain == "week" and period.year is not None:
        if not days and months % 12 == 0:
            return replace(period, year=period.year + months // 12)
        if not months and days % 7 == 0:
            year, number, _ = (date.fromisocalendar(period.year, period.number or 1, 1) + timedelta(days)).isocalendar()
            return Period.week(year, number)
    if period.grain == "interval":
        return _interval_moved(period, months, days)
    return _days_moved(period, months, days)


def _fiscal_moved(period: Period, months: int, days: int) -> Period | None:
    own = MONTHS[period.grain]
    if days or months % own or period.year is None:
        return _days_moved(period, months, days)
    count = period.year * 12 // own + (period.number or 1) - 1 + months // own
    moved = Period.fiscal_part(period.grain, count * own // 12, count % (12 // own) + 1)  # type: ignore[arg-type]
    bounds = period.bounds
    if bounds and bounds[0].day == 1 and is_month_end(bounds[1]):
        return moved.covering(*(add_months(day, months) for day in bounds))
    return moved


def _interval_moved(period: Period, months: int, days: int) -> Period | None:
    """Both ends moved, each in its own form; as days where an end has none there."""
    ends = [None if end is None else _moved(end, months, days) for end in _both(period)]
    kept = [end is None or end.grain == before.grain for end, before in zip(ends, _both(period), strict=True) if before]
    lost = any(end is None and before for end, before in zip(ends, _both(period), strict=True))
    if lost or not all(kept):
        return _days_moved(period, months, days)
    return Period.between(*ends)


def _days_moved(period: Period, months: int, days: int) -> Period | None:
    if period.days is None:
        return None
    first, last = (add_months(day, months) + timedelta(days) for day in period.days)
    return Period.of(first, last)


def _extents(one: Period, other: Period) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Beginning and end of two periods on one scale, days or fiscal quarters; None where they share none."""
    ours, theirs = one._quarters(), other._quarters()
    if ours and theirs:
        return ours, theirs
    extents = []
    for period in (one, other):
        first, last = period._ends()
        if (first is None and not (period.is_open and period.opens is None)) or (
            last is None and not (period.is_open and period.closes is None)
        ):
            return None
        extents.append((first.toordinal() if first else 0, last.toordinal() if last else date.max.toordinal() + 2))
    return extents[0], extents[1]
