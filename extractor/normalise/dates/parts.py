"""Reads parts of months, weeks and years, days without their month, and holidays."""

from datetime import date, timedelta

from extractor.date_readings import BesideHoliday, DayAlone, Holiday, Nth, Week, WeekdayOfWeek
from extractor.days import Days, half_days, iso_monday, month_days, safe_day, week_days, weekday_near, year_days
from extractor.normalise.dates.absolute import month_of, nearest_day, one_day, year_of
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import When
from extractor.words.holidays import holiday_day, nth_weekday

__all__ = ["READERS"]


# ------------------------------------------------------------------ parts of months and years


def _container(scene: Scene, i: int, reading: Nth) -> Days | None:
    """The month or year that the part belongs to."""
    if reading.month is not None or reading.shift is not None:
        found = month_of(scene, i, reading)
        return month_days(*found) if found else None
    year = year_of(scene, i, reading.year)
    return year_days(year) if year else None


def read_nth(scene: Scene, i: int, reading: Nth) -> When:
    """The nth weekday, day, week, weekend or half; weeks are counted from the first day (or back from the last)."""
    whole, nth = _container(scene, i, reading), reading.nth
    if whole is None:
        return When(None)
    first, last = whole
    if reading.weekday is not None:
        day = nth_weekday(first, last, reading.weekday, nth)
        return one_day(day if first <= day <= last else None)
    if reading.part == "weekend":
        saturday = nth_weekday(first, last, 5, nth)
        return When.of((saturday, saturday + timedelta(1)), "span")
    if reading.part is None:
        return _stretch(first, last, nth, reading.days)
    if nth not in {1, 2, -1}:
        return When(None)
    middle = half_days(first.year, 1)[1] if (last - first).days > 31 else first + timedelta(14)
    return When.of((first, middle) if nth == 1 else (middle + timedelta(1), last), "span")


def _stretch(first: date, last: date, nth: int, size: int) -> When:
    """The nth stretch of so many days; the fifth week ends with its month."""
    start = last - timedelta(size - 1) if nth < 0 else first + timedelta((nth - 1) * size)
    end = min(start + timedelta(size - 1), last)
    if start < first or start > last:
        return When(None)
    return When.of((start, end), "day" if start == end else "span")


# ------------------------------------------------------------------ weeks


def read_week(scene: Scene, i: int, reading: Week) -> When:
    """An ISO week, or a week as the release counts them where it gives the days of one beside its number."""
    number, year, shift = reading.number, year_of(scene, i, reading.year), 0
    if not reading.iso:
        stated = _stated_week(scene, i)
        if stated is not None:
            return When(f"{stated[0]}/{stated[1]}", *stated, "week")
        shift = _first_day_of_weeks(scene)
        if year is None:
            year = _year_of_week(scene, i, number)
    monday = iso_monday(year, number) if year is not None else None
    if monday is None:
        return When(None, grain=None if reading.iso else "week")
    first, last = monday + timedelta(shift), monday + timedelta(shift + 6)
    return When(f"{first}/{last}" if shift else f"{year}-W{number:02}", first, last, "week")


def _stated_week(scene: Scene, i: int) -> Days | None:
    """The seven days in brackets behind a week's number."""
    if i + 1 >= len(scene.mentions) or i + 1 not in scene.explicit:
        return None
    this, behind = scene.mentions[i], scene.explicit[i + 1]
    between = scene.folded[this.end : scene.mentions[i + 1].start].strip()
    if between not in {"(", ",", ":", "-", "(ie", "(i.e."} or behind.first is None or behind.last is None:
        return None
    return (behind.first, behind.last) if (behind.last - behind.first).days == 6 else None


def _first_day_of_weeks(scene: Scene) -> int:
    """How many days after (or before) the ISO weeks those of the release begin."""
    for i in scene.explicit:
        before = scene.mentions[i - 1].reading if i else None
        if isinstance(before, Week) and not before.iso:
            stated = _stated_week(scene, i - 1)
            if stated:
                years = (stated[0].year, stated[1].year)
                shifts = [(stated[0] - m).days for y in years if (m := iso_monday(y, before.number))]
                return min(shifts, key=abs) if shifts and min(map(abs, shifts)) < 7 else 0
    return 0


def _year_of_week(scene: Scene, i: int, number: int) -> int | None:
    """The year of the last such week before the publication, or of the next where the sentence looks ahead."""
    published = scene.published
    if published is None:
        return None
    mondays = [(y, m) for y in range(published.year - 1, published.year + 2) if (m := iso_monday(y, number))]
    if scene.side(i) == "future":
        return next((y for y, m in mondays if m >= week_days(published)[0]), None)
    return next((y for y, m in reversed(mondays) if m <= published), None)


def read_weekday_of_week(scene: Scene, i: int, reading: WeekdayOfWeek) -> When:
    """A weekday of this week or of one beside it; `Friday after next` is the second one from now."""
    at, shift, weekday = scene.published, reading.shift, reading.weekday
    assert shift is not None
    if at is None:
        return When(None, grain="day")
    if abs(shift.steps) == 1 or not shift.steps:
        return one_day(week_days(at)[0] + timedelta(7 * shift.steps + weekday))
    ahead = shift.steps > 0
    near = weekday_near(at, weekday, side="after" if ahead else "before")
    return one_day(near + timedelta(7 if ahead else -7))


# ------------------------------------------------------------------ days without their month, holidays


def read_day_alone(scene: Scene, i: int, reading: DayAlone) -> When:
    """A day by its number alone."""
    return one_day(_day_alone(scene, i, reading.day or 0, reading.weekday))


def _day_alone(scene: Scene, i: int, day: int, weekday: int | None) -> date | None:
    """The day in the month of the last day told shortly before, else in the month nearest to the publication.

    A weekday before it says which month: the nearest one in which the day falls on it.
    """
    if weekday is not None and scene.published is not None:
        for near in _days_near(scene, i, day, months=12):
            if near.weekday() == weekday:
                return near
    for j in range(i - 1, max(-1, i - 4), -1):
        when = scene.whens[j]
        if (
            when
            and when.grain in {"day", "month"}
            and when.first
            and scene.mentions[i].start - scene.mentions[j].end < 200
        ):
            here = safe_day(when.first.year, when.first.month, day)
            if here and here >= when.first:
                return here
            after = month_days(when.first.year, when.first.month + 1)[0]
            return safe_day(after.year, after.month, day)
    return next(iter(_days_near(scene, i, day, months=2)), None)


def _days_near(scene: Scene, i: int, day: int, *, months: int) -> list[date]:
    """That day of the months around the publication, nearest first, on the side that the sentence looks to."""
    at = scene.published
    if at is None:
        return []
    firsts = [month_days(at.year, at.month + step)[0] for step in range(-months, months + 1)]
    days = [d for m in firsts if (d := safe_day(m.year, m.month, day))]
    side = scene.side(i)
    if side in {"future", "past"}:
        days = [d for d in days if (d >= at if side == "future" else d <= at)]
    return sorted(days, key=lambda d: (abs((d - at).days), d < at))


def read_holiday(scene: Scene, i: int, reading: Holiday) -> When:
    """A holiday, or the weekend around it."""
    day = _holiday(scene, i, reading)
    return _long_weekend(day) if day and reading.weekend else one_day(day)


def _holiday(scene: Scene, i: int, reading: Holiday) -> date | None:
    name, year, at = reading.name, year_of(scene, i, reading.year), scene.published
    if year is not None:
        return holiday_day(name, year)
    if at is None:
        return None
    days = [d for y in range(at.year - 1, at.year + 2) if (d := holiday_day(name, y))]
    if reading.shift is None:
        return nearest_day(scene, i, list(days), reading)
    if reading.shift.steps < 0:
        return next((d for d in reversed(days) if d < at), None)
    return next((d for d in days if d > at), None) if reading.shift.steps else holiday_day(name, at.year)


def _long_weekend(holiday: date) -> When:
    """The nearest weekend with the days between it and the holiday: Thursday's feast makes four days."""
    saturday = weekday_near(holiday - timedelta(2), 5, side="on or after")
    if holiday.weekday() in {0, 1}:
        saturday = weekday_near(holiday, 5, side="before")
    first, last = min(holiday, saturday), max(holiday, saturday + timedelta(1))
    return When(f"{first}/{last}", first, last, "span")


def read_beside_holiday(scene: Scene, i: int, reading: BesideHoliday) -> When:
    """The day, the nth weekday or the seven days before or behind a holiday."""
    holiday, sign = _holiday(scene, i, reading), -1 if reading.back else 1
    if holiday is None:
        return When(None)
    if reading.weekday is not None:
        near = weekday_near(holiday, reading.weekday, side="before" if reading.back else "after")
        return one_day(near + timedelta(7 * sign * (reading.nth - 1)))
    if reading.days is not None:
        return one_day(holiday + timedelta(sign * reading.days))
    near, far = sorted((holiday + timedelta(sign), holiday + timedelta(7 * sign)))
    return When.of((near, far), "week")


READERS: Readers = {
    Nth: read_nth, Week: read_week, WeekdayOfWeek: read_weekday_of_week,
    DayAlone: read_day_alone, Holiday: read_holiday, BesideHoliday: read_beside_holiday,
}  # fmt: skip
