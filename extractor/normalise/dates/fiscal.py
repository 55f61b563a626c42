"""The fiscal calendar of a release: where its fiscal years end and how it names them, read from what it states."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from extractor.date_readings import DateReading, Ended
from extractor.days import Part, add_months, ending_on, month_days
from extractor.mentions import Mention
from extractor.normalise.dates.when import When
from extractor.period import Period

__all__ = ["FiscalCalendar", "fiscal_calendar"]

Days = tuple[date, date]
#: The last day of a span of so many months, which quarter it is said to be, and what its year is called.
_End = tuple[date, int, int | None, int | None]
_MONTHS = {"y": 12, "h": 6, "q": 3}


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """`month` ends the fiscal year (None: the release does not say); `offset` leads from its year to the name.

    A fiscal 2024 that ends in January 2025 has month 1, offset -1. `weekly` years end on a weekday near the month's
    end, so that only the bounds in `stated` are known. `named` is true where the release speaks of fiscal years at all.
    """

    month: int | None = None
    offset: int = 0
    weekly: bool = False
    named: bool = False
    stated: dict[tuple[int, str, int], Days] = field(default_factory=dict)

    @property
    def shifted(self) -> bool:
        """Whether fiscal years are surely not calendar years."""
        return self.month is not None and self.month != 12

    def nominal(self, year: int, part: str, number: int) -> Days | None:
        """The days by whole months, as if the year ended with its month."""
        if self.month is None:
            return None
        length = _MONTHS[part]
        end_year = year - self.offset
        last = month_days(end_year, self.month - 12 + length * number)[1]
        return month_days(last.year, last.month - length + 1)[0], last

    def days(self, year: int, part: str, number: int) -> Days | None:
        """The surely known days of a fiscal period; a half ends with its second quarter."""
        if (year, part, number) in self.stated:
            return self.stated[year, part, number]
        if not self.weekly:
            return self.nominal(year, part, number)
        closing = self.stated.get((year, "q", 2 * number)) if part == "h" else None
        return ending_on(closing[1], 6) if closing else None

    def months(self, year: int, count: int, *, at_end: bool) -> When:
        """The first or last months of a fiscal year: a quarter or half by name, others where the days are known."""
        part = {months: part for part, months in _MONTHS.items()}.get(count)
        if part is not None:
            return self.when(year, part, 12 // count if at_end else 1)
        whole = None if self.weekly else self.nominal(year, "y", 1)
        if whole is not None:
            first = month_days(whole[0].year, whole[0].month + (12 - count if at_end else 0))[0]
            return When.of((first, month_days(first.year, first.month + count - 1)[1]), "span")
        third = self.stated.get((year, "q", 3)) if count == 9 and not at_end else None
        return When.of(ending_on(third[1], 9) if third else None, "span")

    def when(self, year: int, part: str, number: int) -> When:
        """A fiscal period as a time; a year has no third half."""
        if not 1 <= number <= 12 // _MONTHS[part]:
            return When(None)
        first, last = self.days(year, part, number) or (None, None)
        grains: dict[str, Part] = {"y": "year", "q": "quarter", "h": "half"}
        name = Period.fiscal_part(grains[part], year, number)
        return When(str(name), first, last, grains[part], (year, part, number))

    def name_of(self, last: date, months: int) -> tuple[int, str, int] | None:
        """The fiscal period of so many months that ends about `last`."""
        part = {12: "y", 6: "h", 3: "q"}.get(months)
        if self.month is None or part is None:
            return None
        end = near_month_end(last)
        ahead = (self.month - end.month) % 12
        if ahead % months:
            return None
        year = month_days(end.year, end.month + ahead)[0].year + self.offset
        return year, part, 12 // months - ahead // months


def near_month_end(day: date) -> date:
    """The month's end that a 52- or 53-week period stands for: `2024-11-02` is October's."""
    return month_days(day.year, day.month)[1] if day.day > 10 else month_days(day.year, day.month - 1)[1]


def fiscal_calendar(
    mentions: Sequence[Mention], ends: Iterable[tuple[Mention, date, int, int | None]]
) -> FiscalCalendar:
    """Read the calendar from the periods with a stated end: `(mention, last day, months, ordinal)` each."""
    readings = [m.date for m in mentions]
    named = Counter(year for reading in readings if (year := _fiscal_year_of(reading)) is not None)
    speaks = bool(named) or any(reading.year.fiscal for reading in readings)
    votes: Counter[int] = Counter()
    evidence: list[_End] = []
    for mention, last, months, ordinal in ends:
        month = near_month_end(last).month
        reading = mention.date
        label = reading.label if isinstance(reading, Ended) else None
        if months == 12:
            votes[month] += 2 if reading.year.fiscal else 1
        elif months == 3 and ordinal:
            votes[(month + 3 * (4 - ordinal) - 1) % 12 + 1] += 3
        else:
            continue
        evidence.append((last, months, ordinal, label))
    if not votes:
        return FiscalCalendar(named=speaks)
    month = max(sorted(votes), key=lambda m: votes[m])
    offset = _offset(month, evidence, named)
    weekly = any(near_month_end(last) != last for last, *_ in evidence)
    weekly = weekly or any(isinstance(r, Ended) and r.unit == "week" and not r.shared for r in readings)
    found = FiscalCalendar(month, offset, weekly, speaks)
    return FiscalCalendar(month, offset, weekly, speaks, _stated(found, evidence))


def _fiscal_year_of(reading: DateReading) -> int | None:
    """The fiscal year that a date names."""
    if not reading.year.fiscal:
        return None
    return reading.label if isinstance(reading, Ended) and not reading.shared else reading.year.number


def _offset(month: int, evidence: list[_End], named: "Counter[int]") -> int:
    """0 where years are named by the year they end in, -1 where by the year before."""
    ends = [
        add_months(near_month_end(last), 0 if months == 12 else 3 * (4 - (ordinal or 4)))
        for last, months, ordinal, _ in evidence
    ]
    called = [label - end.year for end, (*_, label) in zip(ends, evidence, strict=True) if label is not None]
    if called and called[0] in {-1, 0, 1}:
        return called[0]
    if month > 5:
        return 0
    newest = max(e.year for e in ends)
    return -1 if named[newest - 1] > named[newest] and named and not named[newest + 1] else 0


def _stated(calendar: FiscalCalendar, evidence: list[_End]) -> dict[tuple[int, str, int], Days]:
    out = {}
    for last, months, _, _ in evidence:
        name = calendar.name_of(last, months)
        if name:
            out[name] = ending_on(last, months)
    return out
