"""Reads dates that name a day, a month or a year; a missing year is found from the release and the publication."""

from datetime import date, timedelta

import regex

from extractor import date_readings as kinds
from extractor.days import add_months, month_days, safe_day, week_days, year_days
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import When

__all__ = ["READERS", "day_of", "month_of", "nearest_day", "one_day", "read_day", "relative_year", "year_of"]

#: A date this long before the publication starts a story of its own: later days in its paragraph belong to it.
HISTORY = 300


def read_day(scene: Scene, i: int, reading: kinds.Day | kinds.Digits) -> When:
    """A day by its names or numbers."""
    return one_day(day_of(scene, i, reading))


def one_day(day: date | None) -> When:
    """A day as a time; without a value where none is known."""
    return When.of((day, day) if day else None, "day")


def read_month(scene: Scene, i: int, reading: kinds.Month) -> When:
    """A month by its name."""
    found = month_of(scene, i, reading)
    return When.of(month_days(*found) if found else None, "month")


def read_nothing(scene: Scene, i: int, reading: kinds.DateReading) -> When:
    """A time without days: a season."""
    return When(None)


def read_years(scene: Scene, i: int, reading: kinds.Years) -> When:
    """Two years, a decade or a century."""
    first, last = reading.first, reading.last
    return When(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), reading.grain)


def read_month_part(scene: Scene, i: int, reading: kinds.MonthPart) -> When:
    """`the September quarter`: the one that ends in that month, a fiscal one where the release has fiscal years."""
    found = month_of(scene, i, reading)
    if found is None:
        return When(None, grain="span")
    length = reading.months
    named = scene.calendar.name_of(month_days(*found)[1], length)
    if named is not None and scene.calendar.shifted and scene.calendar.named:
        return scene.calendar.when(*named)
    return When.of((month_days(found[0], found[1] - length + 1)[0], month_days(*found)[1]), "span")


def relative_year(scene: Scene, shift: kinds.Shift, i: int) -> int | None:
    """The year of `last year`, `the prior year`, counted from the publication or the year spoken of before `i`."""
    if scene.published is None:
        return None
    base = None
    if shift.spoken and (focus := scene.focus(i)) is not None:
        base = focus.fiscal[0] if focus.fiscal else focus.first.year if focus.first else None
    return (base or scene.published.year) + shift.steps


def year_of(scene: Scene, i: int, year: kinds.NamedYear) -> int | None:
    """The year that a date says itself or by `last year`; None where it is silent."""
    if year.number is not None or year.shift is None:
        return year.number
    return relative_year(scene, year.shift, i)


def day_of(scene: Scene, i: int, reading: kinds.DateReading, *, after: date | None = None) -> date | None:
    """The day that a reading names; without a year the nearest on the side that the sentence looks to.

    `after`: the day is the first such day from there on (the end of a range).
    """
    if reading.shift is not None:
        found = _shifted_month(scene, reading, reading.shift)
        return safe_day(*found, reading.day or 0) if found else None
    if isinstance(reading, kinds.Digits):
        a, b = reading.a, reading.b
        first = scene.day_first if max(a, b) <= 12 else a > 12
        day, month = (a, b) if first else (b, a)
    else:
        day, month = reading.day or 0, reading.month or 0
    year = year_of(scene, i, reading.year)
    if year is None and after is not None:
        return next((d for y in (after.year, after.year + 1) if (d := safe_day(y, month, day)) and d >= after), None)
    if year is None:
        year = _lent_year(scene, i, reading.month)
    if year is not None:
        return safe_day(year, month, day)
    return nearest_day(scene, i, [safe_day(y, month, day) for y in _years_about(scene, i, reading)], reading)


def month_of(scene: Scene, i: int, reading: kinds.DateReading, *, after: date | None = None) -> tuple[int, int] | None:
    """Year and month that a reading names; without a year as for days."""
    if reading.shift is not None:
        return _shifted_month(scene, reading, reading.shift)
    assert reading.month is not None
    month, year = reading.month, year_of(scene, i, reading.year)
    if year is None and after is not None:
        year = after.year if month >= after.month else after.year + 1
    if year is None:
        year = _lent_year(scene, i, month)
    if year is None:
        year = _stated_year(scene, month)
    if year is None:
        best = nearest_day(scene, i, [date(y, month, 1) for y in _years_about(scene, i, reading)], reading)
        year = best.year if best else None
    return (year, month) if year is not None else None


def _shifted_month(scene: Scene, reading: kinds.DateReading, shift: kinds.Shift) -> tuple[int, int] | None:
    """`next month`; `last December`, which is over, and `next May`, which is to come."""
    at, month = scene.published, reading.month
    if at is None:
        return None
    if month is None:
        first = month_days(at.year, at.month + shift.steps)[0]
        return first.year, first.month
    over, ahead = shift.steps < 0 and month >= at.month, shift.steps > 0 and month <= at.month
    return at.year - over + ahead, month


def _stated_year(scene: Scene, month: int) -> int | None:
    """The year of a month that the release names in full and that had ended lately: `weather in August`."""
    if scene.published is None:
        return None
    days = (w.first for w in scene.explicit.values() if w.grain == "month" and w.first and w.first.month == month)
    late = [day for day in days if 28 <= (scene.published - day).days <= 240]
    return late[0].year if late else None


def _lent_year(scene: Scene, i: int, month: int | None) -> int | None:
    """The year of the next date of a list: `June and July 2014`."""
    right = scene.year_from_right(i)
    if right is None or month is None:
        return None
    lender = scene.mentions[right].reading
    if not isinstance(lender, kinds.Day | kinds.Month) or lender.year.number is None or lender.month is None:
        return None
    return lender.year.number - (month > lender.month)


def _years_about(scene: Scene, i: int, reading: kinds.DateReading) -> range:
    """The years that a date without one may belong to."""
    story = _story(scene, i, reading) if scene.side(i) != "future" else None
    if story is not None:
        return range(story.year, story.year + 2)
    return range(scene.published.year - 1, scene.published.year + 2) if scene.published else range(0)


def _story(scene: Scene, i: int, reading: kinds.DateReading) -> date | None:
    """The last day that is told in full before a mention, where it lies long before the publication.

    The same month named again is another year's: "below that of December 2020, it reported for December".
    """
    for j in range(i - 1, max(-1, i - 4), -1):
        when = scene.whens[j]
        if when and when.grain in {"day", "month"} and when.first and j in scene.explicit and not scene.compared(j):
            if scene.mentions[j].date.month == reading.month and scene.mentions[j].start >= scene.sentence(i)[0]:
                return None
            old = scene.published is None or (scene.published - when.first).days > HISTORY
            return when.first if old else None
    return None


_UNTIL = regex.compile(r"(?r)(?<!\w)(?:until|till) (?:the )?")


def nearest_day(scene: Scene, i: int, days: list[date | None], reading: kinds.DateReading) -> date | None:
    """The day on the side of the publication (or after the story's last day) that the words point to."""
    known = [d for d in days if d]
    story = _story(scene, i, reading) if scene.side(i) != "future" else None
    if story is not None:
        return next((d for d in known if d >= story.replace(day=1)), None)
    published = scene.published
    if published is None or not known:
        return None
    monthly = reading.day is None
    floor = published.replace(day=1) if monthly else published
    side = scene.side(i)
    if side == "past" and scene.led(i, _UNTIL, 12) is not None:
        side = None  # "had been asked to stay until Dec. 15": a limit lies ahead of what is over
    if side == "future":
        ahead = [d for d in known if d >= floor]
        if ahead and (ahead[0] - published).days < 330:
            return ahead[0]
    if side == "past":
        behind = [d for d in known if d <= floor]
        if behind and ((published - behind[-1]).days < 330 or monthly):
            return behind[-1]
    return min(known, key=lambda d: (abs((d - floor).days), d > floor))


def read_days(scene: Scene, i: int, reading: kinds.Days) -> When:
    """Days of one month."""
    first = day_of(scene, i, reading)
    last = safe_day(first.year, first.month, reading.last) if first else None
    if first is None or last is None or last < first:
        return When(None, grain="span")
    return one_day(first) if first == last else When(f"{first}/{last}", first, last, "span")


def read_year(scene: Scene, i: int, reading: kinds.Year) -> When:
    """A year; behind `the third quarter of 2025 and` it is the same quarter of the other year."""
    year = reading.year.number
    assert year is not None
    return _shape_left(scene, i, year) or _of_results(scene, i, year) or When.of(year_days(year), "year")


_RESULTS_FOR = regex.compile(r"(?r)(?<!\w)(?:results|earnings) (?:for|in|of) ")
_INCLUDED = regex.compile(r" (?:results )?(?:also )?include[sd]?(?!\w)")


def _of_results(scene: Scene, i: int, year: int) -> When | None:
    """`Results for 2023 included` in the release of a quarter or half: that part of the year."""
    end = scene.reference_end
    if end is None or not scene.led(i, _RESULTS_FOR, 16) or not scene.followed(i, _INCLUDED):
        return None
    if end.year - year not in {0, 1}:
        return None
    reported = [w for w in scene.stated if w.last == end]
    if any(w.grain == "year" or w.fiscal for w in reported):
        return None
    part = next((w for w in reported if w.grain in {"quarter", "half"} and w.first and w.first.day == 1), None)
    if part is None or part.first is None:
        return None
    return When.of((part.first.replace(year=year), month_days(year, end.month)[1]), part.grain or "quarter")


_SHAPED = (kinds.Ended, kinds.Part, kinds.WholeYear, kinds.Months, kinds.Year)
_LISTED = {",", "and", "or", "&", "vs", "vs.", "versus", ", and", "compared to", "compared with"}


def _shape_left(scene: Scene, i: int, year: int) -> When | None:
    """The same part of this year as the period that the list begins with."""
    before, left = (scene.whens[i - 1], scene.mentions[i - 1]) if i else (None, None)
    if before is None or left is None or before.grain not in {"quarter", "half", "span", "year"}:
        return None
    if not isinstance(left.reading, _SHAPED) or not left.date.says_year:
        return None
    if scene.folded[left.end : scene.mentions[i].start].strip(" \n") not in _LISTED:
        return None
    if before.fiscal:
        return scene.calendar.when(year, *before.fiscal[1:])
    if before.first is None or before.last is None or before.first.day != 1:
        return None
    back = year - before.last.year
    days = month_days(before.first.year + back, before.first.month)[0], add_months(before.last, 12 * back)
    return When.of(days, before.grain)


def read_week_of(scene: Scene, i: int, reading: kinds.WeekOf) -> When:
    """The week from a day on; of a day within it, from Monday to Sunday."""
    day = day_of(scene, i, reading)
    if day is None:
        return When(None, grain="week")
    if reading.within and day.weekday() not in {0, 6}:
        return When.of(week_days(day), "week")
    return When.of((day, day + timedelta(6)), "week")


READERS: Readers = {
    kinds.Day: read_day, kinds.Digits: read_day, kinds.Days: read_days, kinds.Month: read_month,
    kinds.MonthPart: read_month_part, kinds.Year: read_year, kinds.Years: read_years, kinds.Season: read_nothing,
    kinds.WeekOf: read_week_of,
}  # fmt: skip
