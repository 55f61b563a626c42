"""Reads quarters, halves, fiscal years and spans with a stated end, in the calendar or fiscal years of the release."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import regex

from extractor.date_readings import Ended, Months, ToDate, Trailing, WholeYear, YearEnd
from extractor.days import MONTHS, add_months, ending_on, month_days
from extractor.normalise.dates.absolute import day_of, month_of, one_day, relative_year, year_of
from extractor.normalise.dates.lengths import of_length
from extractor.normalise.dates.quarters import calendar_part, last_day, lent_year, part_of_year
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import Grain, When
from extractor.period import Period
from extractor.words.times import length_of

__all__ = ["READERS", "end_of_period", "months_of_period", "reporting_full_year"]


# ------------------------------------------------------------------ with a stated end


def end_of_period(scene: Scene, i: int, reading: Ended | Trailing) -> date | None:
    """The stated last day: `ended March 31, 2024`, `to September`; without a year the nearest in sense."""
    if reading.day is not None:
        return day_of(scene, i, reading)
    found = month_of(scene, i, reading) if reading.month is not None else None
    return month_days(*found)[1] if found else None


#: Years of accounts that end on a weekday have 52 or 53 weeks.
_WEEKS = {13: 3, 14: 3, 26: 6, 27: 6, 39: 9, 40: 9, 52: 12, 53: 12}
_GRAINS: Mapping[int | None, Grain] = {1: "month", 3: "quarter", 6: "half", 12: "year"}


def months_of_period(reading: Ended) -> int | None:
    """The length in months, where it is one: 3 for a quarter, 12 for a year or 52 weeks."""
    unit, count = reading.unit or "year", reading.count
    if count is not None and unit == "week":
        return _WEEKS.get(count)
    return MONTHS[unit] * (1 if count is None else count) if unit in MONTHS else None


def read_ended(scene: Scene, i: int, reading: Ended) -> When:
    """A span of time by its length and its last day."""
    last = end_of_period(scene, i, reading)
    if last is None:
        return When(None, grain="span")
    if reading.unit == "period":
        return _period_to(scene, i, last)
    months, label = months_of_period(reading), reading.label
    earlier = _earlier_quarter(scene, reading, last) if months == 3 and reading.shared else None
    if earlier is not None:
        return earlier
    known = _quarter_ended(scene, last) if reading.unit == "week" and months is None else None
    if known is not None:
        return known
    first = _first_of(scene, i, reading, last)
    grain = _GRAINS.get(months, "span")
    named = scene.calendar.name_of(last, months) if months and reading.number is not None else None
    if reading.unit is None and label is not None:
        return When(str(Period.fiscal_part("year", label)), first, last, "year", (label, "y", 1))
    if named and scene.calendar.shifted and scene.calendar.named:
        return When(scene.calendar.when(*named).value, first, last, grain, named)
    called = _called(scene, i, last) if months == 3 else None
    if called is not None:
        return When(called.value, first, last, "quarter")
    if months == 3 and scene.calendar.month == 12 and reading.number is not None and reading.count is None:
        near = last - timedelta(10)
        return When(f"{near.year}-Q{(near.month + 2) // 3}", first, last, "quarter")
    return When(str(Period.of(first, last)), first, last, grain)


def _earlier_quarter(scene: Scene, reading: Ended, last: date) -> When | None:
    """`the third quarter and year ended December 31`: another quarter than that with which the year ends."""
    calendar = scene.calendar
    named = calendar.name_of(last, 12) if calendar.shifted else (last.year, "y", 1) if last.month == 12 else None
    if reading.number in {None, 4} or reading.count is not None or named is None:
        return None
    year, number = named[0], reading.number or 1
    return calendar.when(year, "q", number) if calendar.shifted else calendar_part(year, "q", number)


def _first_of(scene: Scene, i: int, reading: Ended, last: date) -> date:
    """The first day of a span that ends with `last`."""
    months = months_of_period(reading)
    if reading.count is not None and reading.unit in {"week", "day"}:
        return last - timedelta(reading.count * (7 if reading.unit == "week" else 1) - 1)
    if months is None:
        return last - timedelta(6)
    if months == 12 and " to " in scene.folded[scene.mentions[i].start : scene.mentions[i].end]:
        return add_months(last, -12) + timedelta(1)
    return ending_on(last, months)[0]


def _called(scene: Scene, i: int, last: date) -> When | None:
    """The calendar quarter that the release names and that ends within days of one of thirteen weeks."""
    if last == month_days(last.year, last.month)[1] or scene.calendar.shifted:
        return None
    near = (w for w in scene.stated if w.grain == "quarter" and not w.fiscal and w.value and "-Q" in w.value)
    return next((w for w in near if w.last and abs((w.last - last).days) <= 10), None)


def _quarter_ended(scene: Scene, last: date) -> When | None:
    """The stated fiscal quarter with that last day: the `twelve weeks ended` of a retailer."""
    stated = scene.calendar.stated.items()
    return next((scene.calendar.when(*key) for key, days in stated if key[1] == "q" and days[1] == last), None)


_SAID = (
    ("nine-month", 9),
    ("six-month", 6),
    ("half", 6),
    ("interim", 6),
    ("quarter", 3),
    ("three-month", 3),
    ("month", 1),
)
_QUARTER_CODE = regex.compile(r"(?<!\w)(?:q[1-4]|[1-4]q)(?!\w)")


def _period_to(scene: Scene, i: int, last: date) -> When:
    """`the period ended June 30, 2025`: the stated period with that end, else what its sentence calls it."""
    known = [w for w in scene.stated if w.last == last and w.first]
    if known:
        return max(known, key=lambda w: (scene.stated[w], w.first or last))
    start, end = scene.sentence(i)
    mention = scene.mentions[i]
    said = scene.folded[max(start, mention.start - 200) : mention.start]
    said += scene.folded[mention.end : min(end, mention.end + 60)]
    months = next((n for word, n in _SAID if word in said), 3 if _QUARTER_CODE.search(said) else None)
    if months is None and ("year" in said or "annual" in said):
        months = 12
    if months is None:
        return When.of((last, last), "day")
    return When.of(ending_on(last, months), _GRAINS.get(months, "span"))


def read_trailing(scene: Scene, i: int, reading: Trailing) -> When:
    """The twelve months before a day, or before the end of the last quarter."""
    last = end_of_period(scene, i, reading) if reading.month is not None else scene.reference_end
    if last is None:
        return When(None, grain="span")
    if reading.unit == "week":
        return When.of((last - timedelta(7 * reading.count - 1), last), "span")
    return When.of(ending_on(last, reading.count * MONTHS[reading.unit]), "span")


# ------------------------------------------------------------------ months of a year, years


def read_months(scene: Scene, i: int, reading: Months) -> When:
    """`first nine months of 2024`, `Nine-Month 2025`, `9M24`; weeks and days are lengths."""
    if reading.unit in {"day", "week", "year"}:
        return of_length(length_of(Decimal(reading.count), reading.unit))
    months = reading.count * MONTHS[reading.unit]
    year, fiscal = _year_said(scene, i, reading)
    if not 1 <= months <= 12 or (year is None and reading.at_end):
        return of_length(length_of(Decimal(months), "month"))
    if year is None:
        year = _reporting_year(scene, i, months)
    if year is None:
        return When(None, grain="span")
    if fiscal or (scene.calendar.shifted and scene.calendar.named):
        return scene.calendar.months(year, months, at_end=reading.at_end)
    before = 12 - months if reading.at_end else 0
    return When.of((date(year, before + 1, 1), month_days(year, before + months)[1]), "span")


def _year_said(scene: Scene, i: int, reading: Months) -> tuple[int | None, bool]:
    year = reading.year
    if year.number is not None or year.shift is not None:
        return year_of(scene, i, year), year.number is not None and year.fiscal
    return lent_year(scene, i) or (None, False)


def _reporting_year(scene: Scene, i: int, months: int) -> int | None:
    """The year whose first months had passed by the publication, or pass next where the sentence looks ahead."""
    published = scene.published
    if published is None:
        return None
    if scene.calendar.shifted and scene.calendar.named:
        days = [(y, scene.calendar.nominal(y, "y", 1)) for y in range(published.year - 1, published.year + 2)]
        over = [y for y, d in days if d and month_days(d[0].year, d[0].month + months - 1)[1] <= published]
        return over[-1] if over else None
    ended = month_days(published.year, months)[1] <= published
    return published.year if ended or scene.side(i) == "future" else published.year - 1


def read_whole_year(scene: Scene, i: int, reading: WholeYear | YearEnd) -> When:
    """A fiscal or a full year, named or left to the release."""
    year = reading.year
    if year.number is not None:
        if isinstance(reading, WholeYear) and reading.spanning and year.first is not None:
            days = date(year.first, 1, 1), date(year.number, 12, 31)
            return When(f"{year.first}/{year.number}", *days, "span")
        return scene.calendar.when(year.number, "y", 1) if year.fiscal else calendar_part(year.number, "y", 1)
    if year.shift is not None:
        told = relative_year(scene, year.shift, i)
        return calendar_part(told, "y", 1) if told else When(None, grain="year")
    lent = lent_year(scene, i)
    if lent is not None:
        return scene.calendar.when(lent[0], "y", 1) if lent[1] else calendar_part(lent[0], "y", 1)
    return (_fiscal_year_told(scene, i) if year.fiscal else None) or reporting_full_year(scene, i)


def _fiscal_year_told(scene: Scene, i: int) -> When | None:
    """The latest fiscal year that the release names of which a part had ended: `up 133% in the fiscal year`."""
    years = {
        w.fiscal[0] for w in scene.stated if w.fiscal and (w.last is None or w.last <= (scene.published or w.last))
    }
    if not years or scene.side(i) == "future":
        return None
    return scene.calendar.when(max(years), "y", 1)


def reporting_full_year(scene: Scene, i: int) -> When:
    """The year that a release means by "the full year": just ended in its first months, else the running one."""
    published = scene.published
    if published is None:
        return When(None, grain="year")
    own = scene.calendar.shifted
    years = [part_of_year(scene, y, "y", 1, own=own) for y in range(published.year - 1, published.year + 2)]
    lasts = [(w, last) for w in years if (last := last_day(scene, w))]
    fresh = [(w, last) for w, last in lasts if 0 <= (published - last).days <= 120]
    running = [w for w, last in lasts if last > published]
    told = _year_begun(scene, fresh[-1][1] if fresh else None)
    if fresh and not (scene.side(i) == "future" or looks_ahead(scene, i) or (told and running)):
        return fresh[-1][0]
    return running[0] if running else When(None, grain="year")


def _year_begun(scene: Scene, ended: date | None) -> bool:
    """Whether the release reports a quarter or half of the running year: `the full year` is then that year.

    `ended` is the last day of the year just over: a quarter up to it is of that year.
    """
    end = scene.reference_end
    if end is not None and ended is not None and abs((end - ended).days) <= 7:
        return False
    reported = [w for w in scene.stated if w.last == end and w.grain in {"quarter", "half"} and not w.fiscal]
    return (
        bool(reported)
        and end is not None
        and scene.published is not None
        and end.month != 12
        and end.year == scene.published.year
    )


_OUTLOOK = regex.compile(
    r"(?: [a-z-]+){0,2} (?:expectations?|guidance|outlook|forecasts?|targets?|views?|estimates?|projections?"
    r"|budget)(?!\w)"
)


def looks_ahead(scene: Scene, i: int) -> bool:
    """`our full-year expectations`: the noun behind a period says that it is not over."""
    return scene.followed(i, _OUTLOOK) is not None


def read_year_end(scene: Scene, i: int, reading: YearEnd) -> When:
    """`year-end 2024`, `quarter-end`, `end-June`: the last day."""
    return one_day(_last_day(scene, i, reading))


def _last_day(scene: Scene, i: int, reading: YearEnd) -> date | None:
    if reading.month is not None:
        found = month_of(scene, i, reading)
        return month_days(*found)[1] if found else None
    if reading.year.number is not None or reading.year.shift is not None:
        return read_whole_year(scene, i, reading).last
    if reading.unit == "quarter":
        return scene.reference_end
    if scene.published is None:
        return None
    if reading.unit == "month":
        return month_days(scene.published.year, scene.published.month - 1)[1]
    if scene.side(i) == "future" or scene.calendar.shifted:
        return reporting_full_year(scene, i).last
    return date(scene.published.year - (not scene.expected_by(i)), 12, 31)


def read_to_date(scene: Scene, i: int, reading: ToDate) -> When:
    """The year up to the end of the quarter reported, or the publication."""
    published = scene.published
    if published is None or reading.year.number not in {None, published.year}:
        return When(None, grain="span")
    end = scene.reference_end or published
    start = date(published.year, 1, 1)
    if scene.calendar.shifted:
        name = scene.calendar.name_of(end, 3)
        days = scene.calendar.nominal(name[0], "y", 1) if name else None
        start = days[0] if days else start
    return When.of((start, end if end > start else published), "span")


READERS: Readers = {
    Ended: read_ended, Trailing: read_trailing, Months: read_months, WholeYear: read_whole_year,
    YearEnd: read_year_end, ToDate: read_to_date,
}  # fmt: skip
