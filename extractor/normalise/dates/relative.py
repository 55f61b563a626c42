"""Reads dates that lean on another time: the publication, or the period that the release speaks of."""

from dataclasses import replace
from datetime import date, timedelta

from extractor import date_readings as kinds
from extractor.days import (
    Days,
    add_months,
    half_days,
    month_days,
    quarter_days,
    week_days,
    weekday_near,
    year_days,
)  # fmt: skip
from extractor.normalise.dates.absolute import one_day, relative_year
from extractor.normalise.dates.periods import looks_ahead, reporting_full_year
from extractor.normalise.dates.quarters import FRESH, resolve
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import When
from extractor.period import Period
from extractor.words.times import length_of, times

__all__ = ["READERS", "unit_near"]


# ------------------------------------------------------------------ shifts of a period


def shifted(scene: Scene, when: When, years: int) -> When:
    """The same period of another year."""
    if when.fiscal:
        year, part, number = when.fiscal
        return scene.calendar.when(year + years, part, number).marked(shifted=True)
    if when.first is None or when.last is None or when.grain is None:
        return When(None, grain=when.grain, shifted=True)
    first, last = when.first, when.last
    named = Period.parse(when.value) if when.value else None
    if named and named.grain == "quarter" and named.days != (first, last):  # a stated 13-week quarter
        moved = named.shift(years=years)
        return When.of(moved.days if moved else None, "quarter", shifted=True)
    if first.day == 1 and last == month_days(last.year, last.month)[1]:
        days = month_days(first.year + years, first.month)[0], month_days(last.year + years, last.month)[1]
    else:
        days = add_months(first, 12 * years), add_months(last, 12 * years)
    return When.of(days, when.grain, shifted=True)


def before(scene: Scene, when: When, steps: int = -1) -> When:
    """The period of the same grain that lies `steps` away: the quarter before a quarter."""
    if when.fiscal:
        year, part, number = when.fiscal
        size = {"q": 4, "h": 2, "y": 1}[part]
        index = year * size + number - 1 + steps
        return scene.calendar.when(index // size, part, index % size + 1).marked(shifted=True)
    if when.first is None:
        return When(None, grain=when.grain, shifted=True)
    unit = {"month": "month", "quarter": "quarter", "half": "half", "year": "year", "week": "week", "day": "day"}.get(
        when.grain or ""
    )
    middle = when.first + ((when.last or when.first) - when.first) / 2
    return unit_near(middle, unit, steps, shifted=True) if unit else When(None, shifted=True)


def unit_near(day: date, unit: str, steps: int, *, shifted: bool = False) -> When:
    """The unit that holds `day`, or the one so many steps away."""
    match unit:
        case "day":
            return When.of((day + timedelta(steps), day + timedelta(steps)), "day", shifted=shifted)
        case "week":
            monday, sunday = week_days(day + timedelta(7 * steps))
            year, week, _ = monday.isocalendar()
            return When(f"{year}-W{week:02}", monday, sunday, "week", shifted=shifted)
        case "weekend":
            monday, sunday = week_days(day + timedelta(7 * steps))
            return When(f"{sunday - timedelta(1)}/{sunday}", sunday - timedelta(1), sunday, "span", shifted=shifted)
        case "month":
            return When.of(month_days(day.year, day.month + steps), "month", shifted=shifted)
        case "quarter":
            return When.of(quarter_days(day.year, (day.month + 2) // 3 + steps), "quarter", shifted=shifted)
        case "half" | "half-year":
            return When.of(half_days(day.year, (day.month + 5) // 6 + steps), "half", shifted=shifted)
        case "century":
            first = (day.year - 1) // 100 * 100 + 1 + 100 * steps
            return When(f"{first}/{first + 99}", date(first, 1, 1), date(first + 99, 12, 31), "decade", shifted=shifted)
        case "decade":
            first = day.year // 10 * 10 + 10 * steps
            return When(f"{first}/{first + 9}", date(first, 1, 1), date(first + 9, 12, 31), "decade", shifted=shifted)
    return When.of(year_days(day.year + steps), "year", shifted=shifted)


def _focus(scene: Scene, i: int, like: kinds.Like) -> When | None:
    """The period that a comparison starts from; `like` names its grain."""
    grains: set[str] | None = None if like in {"period", "time"} else {like}
    found = scene.focus(i, grains) if grains else scene.focus(i)
    if found is not None:
        return found
    if like == "quarter" or (like == "period" and _reports_quarter(scene)):
        end = scene.reference_end
        if end is None:
            return None
        stated = [w for w in scene.stated if w.last == end and w.grain == "quarter"]
        return stated[0] if stated else When.of(quarter_days(end.year, (end.month + 2) // 3), "quarter")
    return None


def _reports_quarter(scene: Scene) -> bool:
    return any(w.grain == "quarter" for w in scene.stated)


def read_same_period(scene: Scene, i: int, reading: kinds.SamePeriod) -> When:
    """The same part of another year as the period spoken of; `the 2023 period` may be the year itself."""
    focus, year = _focus(scene, i, reading.like), reading.year
    held = focus.fiscal[0] if focus and focus.fiscal else focus.last.year if focus and focus.last else None
    if reading.or_year and (focus is None or held is None or focus.grain in {"day", "month", "week"}):
        return When.of(year_days(year.number or 0), "year")
    if focus is None or held is None:
        return When(None, shifted=True)
    if year.number is not None:
        return shifted(scene, focus, year.number - held)
    if year.shift is None or (year.shift.steps == -1 and not year.shift.near):
        return shifted(scene, focus, -1)
    return shifted(scene, focus, (relative_year(scene, year.shift, i) or held) - held)


def read_earlier(scene: Scene, i: int, reading: kinds.Earlier) -> When:
    """`a year earlier`, `prior-year period`, `year-ago quarter`, `prior-year third quarter`."""
    if reading.part is not None:
        there = resolve(scene, i, (reading.part.part, reading.part.number or 1))
        return there.marked(shifted=True) if _is_of_last_year(scene, there) else shifted(scene, there, -1)
    focus = _focus(scene, i, reading.like)
    if reading.back == "year" and focus is not None:
        return shifted(scene, focus, -1)
    if focus is not None and focus.grain == reading.back:
        return before(scene, focus)
    if scene.published is None:
        return When(None, shifted=True)
    return unit_near(scene.published, reading.back, -1, shifted=True)


def _is_of_last_year(scene: Scene, when: When) -> bool:
    """Whether a part of a year already lies in the year before the one reported: the third quarter, seen from May."""
    end = scene.reference_end
    if end is None or when.last is None:
        return False
    if when.fiscal is None:
        return when.last.year < end.year
    now = scene.calendar.name_of(end, 3)
    return now is not None and when.fiscal[0] < now[0]


def read_shifted_unit(scene: Scene, i: int, reading: kinds.ShiftedUnit) -> When:
    """A unit beside the present one; `the prior year` lies before the one spoken of."""
    shift, unit, published = reading.shift, reading.unit, scene.published
    assert shift is not None
    if shift.spoken:
        focus = scene.focus(i, {unit}) if unit in {"day", "quarter", "month", "half", "year", "week"} else None
        if focus is None and unit == "year" and (held := scene.focus(i)) is not None and held.first is not None:
            focus = unit_near(held.last or held.first, "year", 0)
        if focus is None and unit == "quarter":
            focus = _focus(scene, i, "quarter")
        if focus is not None:
            return before(scene, focus, shift.steps)
        return unit_near(published, unit, shift.steps, shifted=True) if published else When(None, shifted=True)
    if published is None:
        return When(None)
    if shift.steps == 0 and (reported := _reported(scene, i, unit)) is not None:
        return reported
    if unit == "year" and reading.year.fiscal and scene.calendar.shifted:
        years = range(published.year - 1, published.year + 3)
        running = [y for y in years if (d := scene.calendar.nominal(y, "y", 1)) and d[0] <= published <= d[1]]
        if running:
            return scene.calendar.when(running[0] + shift.steps, "y", 1)
    return unit_near(published, unit, shift.steps, shifted=shift.steps < 0 and not shift.near)


def _reported(scene: Scene, i: int, unit: str) -> When | None:
    """`the current quarter` (or year) of a release that reports one, where the sentence does not look ahead."""
    end = scene.reference_end
    now = "current" in scene.folded[scene.mentions[i].start : scene.mentions[i].end] and not looks_ahead(scene, i)
    units = {"quarter", "half", "year"} if now else {"quarter", "half"}
    if unit not in units or end is None or scene.published is None or scene.side(i) == "future":
        return None
    stated = [w for w in scene.stated if w.grain == unit and w.last == end]
    return stated[0] if stated and (scene.published - end).days <= FRESH and not looks_ahead(scene, i) else None


def read_the_unit(scene: Scene, i: int, reading: kinds.TheUnit) -> When:
    """`the quarter`, `the year`: the latest one spoken of, else the one reported; the decade: the present."""
    unit = reading.unit
    if unit in {"week", "decade"}:
        return unit_near(scene.published, unit, 0) if scene.published else When(None)
    if unit == "year":
        focus = scene.focus(i, {"year"})
        if focus is not None and focus.shifted:  # "… from $5 million last year. Sales for the year"
            focus = _ended_year(scene, focus) or focus
        return replace(focus, shifted=False) if focus else reporting_full_year(scene, i)
    reported = [w for w in scene.stated if w.grain == unit and w.last == scene.reference_end]
    found = reported[0] if reported else _focus(scene, i, unit)  # type: ignore[arg-type]
    if unit == "month" and found is None and reading.edge and scene.published:
        return unit_near(scene.published, "month", 0)
    end = scene.reference_end
    unbounded = found is not None and found.fiscal is not None and found.last is None
    if unit == "quarter" and end and not unbounded:
        far = found is None or found.last is None or abs((end - found.last).days) > 200
        calendar = When.of(quarter_days(end.year, (end.month + 2) // 3), "quarter")
        found = found if not far else None if found and found.fiscal else calendar
    return replace(found, shifted=False) if found else When(None)


def _ended_year(scene: Scene, year: When) -> When | None:
    """The last year that a release states and that had ended by its publication, if it is later than another."""
    limit = scene.published or date.max
    ended = [w for w in scene.stated if w.grain == "year" and w.last and year.last and year.last < w.last <= limit]
    return max(ended, key=lambda w: w.last or date.min, default=None)


# ------------------------------------------------------------------ days and lengths


def read_ago(scene: Scene, i: int, reading: kinds.Ago) -> When:
    """A length counted from the publication: the value is the length, the days are where it leads to."""
    value, unit = str(length_of(reading.count, reading.unit)), reading.unit
    if scene.published is None:
        return When(value, grain="length")
    there = _away(scene.published, unit, int(reading.count) * (1 if reading.ahead else -1))
    if unit in {"day", "week", "fortnight"}:
        return When(value, there, there, "length")
    near = unit_near(there, unit, 0)
    return When(value, near.first, near.last, "length")


def _away(day: date, unit: str, steps: int) -> date:
    """The day so many units of time away; the day itself where that lies out of the calendar."""
    one = times().units[unit]
    if one.months is not None:
        moved = Period.day(day).shift(months=steps * int(one.months))
    else:
        moved = Period.day(day).shift(days=int(steps * one.days))
    return moved.on or day if moved else day


def read_stretch(scene: Scene, i: int, reading: kinds.Stretch) -> When:
    """A length, with its days where they are told: up to the publication, or before the period spoken of."""
    if reading.count is None:
        return When(None, grain="length")
    first, last = _days_of_stretch(scene, i, reading, int(reading.count)) or (None, None)
    return When(str(length_of(reading.count, reading.unit)), first, last, "length")


def _days_of_stretch(scene: Scene, i: int, reading: kinds.Stretch, count: int) -> Days | None:
    unit, last = reading.unit, scene.published
    if last is None or reading.side is None or times().units[unit].days < 1 or not 0 < count < 1000:
        return None
    if reading.side == "next":
        return last, _away(last, unit, count)
    if reading.side == "prior":
        focus = scene.focus(i)
        if focus is None or focus.first is None:
            return None
        last = focus.first - timedelta(1)
    return _away(last, unit, -count) + timedelta(1), last


def read_weekday(scene: Scene, i: int, reading: kinds.Weekday) -> When:
    """A weekday: the nearest on the side that the sentence looks to, or that of this, the last or the next week."""
    shift, published = reading.shift, scene.published
    if shift is not None and shift.spoken:
        focus = scene.focus(i, {"day"})
        start = focus.last if focus is not None else published
        return one_day(weekday_near(start, reading.weekday, side="after") if start else None)
    if published is None:
        return When(None, grain="day")
    if shift is None:
        ahead = scene.side(i) == "future"
        return one_day(weekday_near(published, reading.weekday, side="on or after" if ahead else "on or before"))
    day = weekday_near(published, reading.weekday, side=("on or after", "after", "before")[shift.steps])
    if shift == kinds.Shift(1) and day <= week_days(published)[1]:  # that of this week is "this Friday"
        day += timedelta(7)
    return When.of((day, day), "day", shifted=shift == kinds.Shift(-1))


READERS: Readers = {
    kinds.SamePeriod: read_same_period, kinds.Earlier: read_earlier, kinds.Ago: read_ago, kinds.Stretch: read_stretch,
    kinds.ShiftedUnit: read_shifted_unit, kinds.Weekday: read_weekday, kinds.TheUnit: read_the_unit,
}  # fmt: skip
