"""The days that a head's time means in one release: its stated periods, and the fiscal year that they imply.

Known are the periods whose length and last day some head or sentence states; their edges bound others (a first quarter
ends where the second begins). A fiscal name becomes days only where both its edges follow from that, or where fiscal
years end with a month; else it stays a name.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from extractor.days import ending_on, month_days
from extractor.normalise.dates.fiscal import FiscalCalendar, near_month_end
from extractor.period import Period
from extractor.tables.periods import OddQuarter, Stated
from extractor.values import DateValue

__all__ = ["Calendar", "Span", "calendar_of"]

Span = tuple[date, date]
_NEAR = timedelta(days=10)
_MONTHS = {"q": 3, "h": 6, "y": 12}
_SHORTEST_QUARTER, _LONGEST_QUARTER = 7 * 12, 7 * 17
"""Days of a quarter in years of weeks."""
_SHORTEST_RUN, _LONGEST_RUN = 150, 300
"""Days of two or three quarters, less one."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`spans` are the stated periods, `days` the stated days (balance sheets), `fiscal` the fiscal years.

    `weekday` is the day of the week on which all stated periods end, where fiscal years have 52 or 53 weeks; `quarter`
    the number of the latest quarter of which the release speaks; `odd` is one that is said to have so many weeks.
    """

    spans: tuple[Span, ...] = ()
    days: tuple[date, ...] = ()
    fiscal: FiscalCalendar = field(default_factory=FiscalCalendar)
    weekday: int | None = None
    quarter: int | None = None
    odd: OddQuarter | None = None

    def value(self, stated: Stated) -> DateValue | None:
        """What a head's time is, as far as it is known."""
        if stated.end is not None:
            return self._ended(stated, stated.end)
        if stated.instant and stated.year is not None and not stated.part:
            near = [day for day in self.days if day.year == stated.year]
            return DateValue(near[0].isoformat(), near[0], near[0]) if len(set(near)) == 1 else None
        if stated.part is not None and stated.year is not None:
            found = self._fiscal(stated.year, stated.part, stated.number, called=stated.fiscal)
            if not stated.trailing:
                return found
            return _span(*self._ending(found.last, 12)) if found.last is not None else None
        if stated.to_date and stated.year is not None and not stated.has_length:
            # what has run up to the quarter that the release reports on
            quarters = self._quarters(stated.year, self.quarter, called=stated.fiscal) if self.quarter else None
            return quarters or self._run_of(stated.year)
        if stated.year is not None:
            if stated.months in {None, 12} and stated.weeks in {None, 52, 53}:
                return self._fiscal(stated.year, "y", 1, called=stated.fiscal)
            return self._of_length(stated, stated.year)
        if stated.has_length:
            return self._of_length(stated, None)
        return self._latest(stated)

    @property
    def _years(self) -> FiscalCalendar:
        """The fiscal years where they are known, else those of the calendar."""
        return self.fiscal if self.fiscal.month is not None else FiscalCalendar(12)

    def about(self, value: DateValue | None) -> Span | None:
        """The days of a time, or of a fiscal name about where they lie: enough to order columns and to compare them."""
        if value is None or (value.first and value.last):
            return (value.first, value.last) if value and value.first and value.last else None
        named = Period.parse(value.value) if value.value else None
        if named is None or named.year is None or named.grain not in {"quarter", "half", "year"}:
            return None
        return self._years.nominal(named.year, named.grain[0], named.number or 1)

    def _ended(self, stated: Stated, end: date) -> DateValue:
        if stated.weeks is not None:
            return _span(end - timedelta(7 * stated.weeks - 1), end)
        months = stated.months
        if months is None and stated.part is not None and not stated.instant:
            months = _MONTHS[stated.part]
        if months is not None:
            return _span(*self._ending(end, months))
        if stated.to_date:
            return _span(self._year_start(end), end)
        return DateValue(end.isoformat(), end, end)

    def _ending(self, end: date, months: int) -> Span:
        """The span of so many months that ends on a day, in weeks where all periods end on one weekday."""
        if months == _MONTHS["q"] and (odd := self._odd_quarter(end)):
            return odd
        if self.weekday == end.weekday() and months % 3 == 0 and months != 12:
            return end - timedelta(7 * 13 * (months // 3) - 1), end
        return ending_on(end, months)

    def _odd_quarter(self, end: date) -> Span | None:
        """The quarter that ends on a day, where prose states how many weeks that quarter of one year has.

        Of another year it has one less where the one stated made its year one of 53 weeks.
        """
        if self.odd is None:
            return None
        month_end = near_month_end(end)
        name = self._years.name_of(month_end, _MONTHS["q"])
        if name is None or name[2] != self.odd.number:
            return None
        other = self.odd.year is not None and name[0] != self.odd.year
        weeks = self.odd.weeks - (other and self.odd.long)
        return end - timedelta(7 * weeks - 1), end

    def _quarters(self, year: int, count: int, *, called: bool) -> DateValue | None:
        """The first quarters of a year."""
        start, end = (self._fiscal(year, "q", number, called=called) for number in (1, count))
        return _span(start.first, end.last) if start.first and end.last else None

    def _run_of(self, year: int) -> DateValue | None:
        """What has run of a year, by the longest stated period up to the last day of any that ends in it."""
        ends = [span[1] for span in self.spans if span[1].year == year]
        run = [span for span in self.spans if ends and span[1] == max(ends)]
        several = [span for span in run if _SHORTEST_RUN <= (span[1] - span[0]).days <= _LONGEST_RUN]
        return _span(*min(several)) if several and len(run) > 1 else None

    def _year_start(self, end: date) -> date:
        month = self.fiscal.month or 12
        year_end = month_days(end.year - (end.month <= month), month)[1]
        edge = self._edge(year_end)
        return (edge or year_end) + timedelta(1)

    def _edge(self, about: date, *, stated: bool = False) -> date | None:
        """The known last day near a month's end: a stated one, or the day before a stated period's first."""
        ends = [*(last for _, last in self.spans), *self.days]
        if not stated:
            ends += [first - timedelta(1) for first, _ in self.spans]
        near = [edge for edge in ends if abs(edge - about) <= _NEAR]
        return min(near, key=lambda edge: abs(edge - about)) if near else None

    def _fiscal(self, year: int, part: str, number: int, *, called: bool) -> DateValue:
        """A named quarter, half or year: its days where its edges are known or follow from the month, else its name."""
        known = self.fiscal.days(year, part, number)
        nominal = self.fiscal.nominal(year, part, number)
        shifted = self.fiscal.month is not None and self.fiscal.month != 12
        if self.fiscal.month is None and not called:
            nominal = FiscalCalendar(12).nominal(year, part, number)
        found = known or (self._near(nominal) if nominal else None)
        if found is not None:
            return _span(*found)
        odd = self._of_odd_weeks(nominal) if part == "q" and nominal and self.fiscal.weekly else None
        if odd is not None:
            return _span(*odd)
        name = f"FY{year}" if part == "y" else f"FY{year}-{part.upper()}{number}"
        if nominal is not None and not self.fiscal.weekly and not shifted and not called:
            return _span(*nominal)
        return DateValue(name, None, None)

    def _of_odd_weeks(self, nominal: Span) -> Span | None:
        """The one stated period of a quarter's length that ends in the later half of what would be one by months.

        Years of 12, 12, 12 and 16 weeks: their second quarter ends in the middle of June.
        """
        half = nominal[0] + (nominal[1] - nominal[0]) / 2
        near = [
            span
            for span in self.spans
            if _SHORTEST_QUARTER <= (span[1] - span[0]).days + 1 <= _LONGEST_QUARTER and half < span[1] <= nominal[1]
        ]
        return near[0] if len(near) == 1 else None

    def _near(self, nominal: Span) -> Span | None:
        """The known days of a period that would be `nominal` by whole months."""
        first, last = nominal
        end = self._edge(last, stated=True)
        if end is None:
            return nominal if not self.fiscal.weekly and self.fiscal.month is not None else None
        months = round((last - first).days / 30.4)
        if months == _MONTHS["q"] and (odd := self._odd_quarter(end)):
            return odd
        start = ending_on(end, months)[0]
        edge = self._edge(first - timedelta(1))
        if edge is not None and edge < end:
            start = edge + timedelta(1)
        return start, end

    def _of_length(self, stated: Stated, year: int | None) -> DateValue | None:
        """The last stated period of this length, or of this length that ends in a year."""
        days = 7 * stated.weeks if stated.weeks is not None else round((stated.months or 0) * 30.44)
        near = [
            span
            for span in self.spans
            if abs((span[1] - span[0]).days + 1 - days) <= 8
            and (year is None or span[1].year == year or (stated.fiscal and self._fiscal_year(span) == year))
        ]
        if near:
            return _span(*max(near, key=lambda span: span[1]))
        months = stated.months or round((stated.weeks or 0) / 4.34)
        if year is None or months not in {6, 9}:
            return None
        return self._quarters(year, months // 3, called=stated.fiscal)  # nine months of a year are its first

    def _fiscal_year(self, span: Span) -> int | None:
        """The fiscal year of a stated quarter, half or year."""
        name = self.fiscal.name_of(span[1], 3 * round((span[1] - span[0]).days / 91))
        return name[0] if name else None

    def _latest(self, stated: Stated) -> DateValue | None:
        """A quarter without a year, or what has run to date: the one that the release reports on."""
        if stated.part is not None:
            ends = [
                span
                for span in self.spans
                if abs((span[1] - span[0]).days + 1 - 30.44 * _MONTHS[stated.part]) <= 25
                and self._called(span, stated.part) == stated.number
            ]
            return _span(*max(ends, key=lambda span: span[1])) if ends else None
        return None

    def _called(self, span: Span, part: str) -> int | None:
        if part == "y":
            return 1
        name = self._years.name_of(span[1], _MONTHS[part])
        return name[2] if name else None


def _span(first: date, last: date) -> DateValue:
    return DateValue(str(Period.of(first, last)), first, last)


def calendar_of(
    stated: Iterable[Stated], dated: Sequence[DateValue], fiscal: FiscalCalendar | None, odd: OddQuarter | None = None
) -> Calendar:
    """The calendar of a release from the heads of its tables and the dates of its prose."""
    heads = list(stated)
    ends = {head.end for head in heads if head.end is not None}
    weekday = _weekday(ends)
    years = fiscal if fiscal is not None else FiscalCalendar()
    first = Calendar(fiscal=years, weekday=weekday, odd=odd)
    spans: dict[Span, None] = {}
    days: dict[date, None] = {}
    weekly = False
    for head in heads:
        if head.end is None:
            continue
        value = first.value(head)
        if value is None or value.first is None or value.last is None:
            continue
        if value.first == value.last:
            days.setdefault(value.last)
        else:
            spans.setdefault((value.first, value.last))
        weekly = weekly or near_month_end(value.last) != value.last
    for date_value in dated:
        name, start, last = date_value.value, date_value.first, date_value.last
        if name and start and last and (name.startswith("FY") or "/" in name) and 80 <= (last - start).days <= 372:
            spans.setdefault((start, last))
    found = _fiscal_year(fiscal, heads, list(spans), list(days), weekly=weekly)
    return Calendar(tuple(spans), tuple(days), found, weekday, _quarter(heads, list(spans), found), odd)


def _quarter(heads: Sequence[Stated], spans: Sequence[Span], fiscal: FiscalCalendar) -> int | None:
    """The number of the latest quarter that heads name, else of the latest that they state by days."""
    named = [(head.year, head.number) for head in heads if head.part == "q" and head.year and not head.expected]
    if named:
        return max(named)[1]
    ends = [last for first, last in spans if 80 <= (last - first).days <= 100]
    years = fiscal if fiscal.month is not None else FiscalCalendar(12)
    name = years.name_of(max(ends), 3) if ends else None
    return name[2] if name else None


def _weekday(ends: Collection[date]) -> int | None:
    """The day of the week on which all but a few of several days fall, where some are no ends of months."""
    counted = Counter(end.weekday() for end in ends)
    weekday, count = max(sorted(counted.items()), key=lambda item: item[1], default=(0, 0))
    odd = any(near_month_end(end) != end for end in ends if end.weekday() == weekday)
    return weekday if odd and count > 1 and count * 5 >= len(ends) * 4 else None


def _fiscal_year(
    fiscal: FiscalCalendar | None, heads: Sequence[Stated], spans: Sequence[Span], days: Sequence[date],
    *, weekly: bool,
) -> FiscalCalendar:  # fmt: skip
    """The fiscal year: as the prose states it, else from years among the stated periods, else from named quarters."""
    named = any(head.fiscal for head in heads)
    if fiscal is not None and fiscal.month is not None:
        return FiscalCalendar(
            fiscal.month, fiscal.offset, fiscal.weekly or weekly, fiscal.named or named, dict(fiscal.stated)
        )
    votes: Counter[int] = Counter()
    for first, last in spans:
        if (last - first).days >= 355:
            votes[near_month_end(last).month] += 3
    if votes:
        return FiscalCalendar(max(sorted(votes), key=lambda m: votes[m]), 0, weekly, named)
    return _of_quarters(heads, spans, days, weekly=weekly) or FiscalCalendar(12, 0, weekly, named)


def _of_quarters(
    heads: Sequence[Stated], spans: Sequence[Span], days: Sequence[date], *, weekly: bool
) -> FiscalCalendar | None:
    """The fiscal year from the latest quarter that heads name (`Q2 FY26`) and the latest that they state by days."""
    named = Counter((h.year, h.number) for h in heads if h.part == "q" and h.year is not None and not h.expected)
    ends = [last for first, last in spans if 80 <= (last - first).days <= 100]
    if not named or not ends or max([*days, *(last for _, last in spans)]) > max(ends) + _NEAR:
        return None  # what ends later is what the release reports on: the quarter is another's
    end = near_month_end(max(ends))
    # what runs from the year's start to the same day says which quarter it is
    run = {round((last - first).days / 91) for first, last in spans if last == max(ends)} & {2, 3, 4}
    known = [name for name, count in named.items() if (name[1] in run if run else count * 2 >= max(named.values()))]
    if not known:
        return None
    year, number = max(known)
    month = (end.month + 3 * (4 - number) - 1) % 12 + 1
    offset = year - (end.year + (end.month > month))
    return FiscalCalendar(month, offset, weekly, named=True) if offset in {-1, 0, 1} else None
