"""Reads dates that lean on another time: the publication, or the period that the release speaks of."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from extractor.days import add_months, half_days, month_days, quarter_days, safe_day, week_days, weekday_near, year_days
from extractor.normalise.dates.absolute import relative_year
from extractor.normalise.dates.lengths import length_of, of_length, read_length
from extractor.normalise.dates.periods import FRESH, looks_ahead, reporting_full_year, resolve
from extractor.normalise.dates.scene import Scene
from extractor.normalise.dates.when import When
from extractor.period import Period
from extractor.words.times import read_count, read_month, read_ordinal, time_unit, times

__all__ = ["read_relative", "unit_near"]


def read_relative(scene: Scene, i: int) -> When | None:
    """The time of a mention of `recognise.dates.relative` or `durations`, or None for another rule's."""
    parts = dict(scene.mentions[i].parts)
    match scene.mentions[i].rule:
        case "date.year-period":
            return _year_period(scene, i, parts)
        case "date.same-period":
            return _same_period(scene, i, parts)
        case "date.year-earlier":
            return _earlier(scene, i, parts)
        case "date.ago":
            return _ago(scene, parts)
        case "date.last-count":
            return _last_count(scene, i, parts)
        case "date.shifted-month":
            return _shifted_month(scene, i, parts)
        case "date.shifted-unit":
            return _shifted_unit(scene, i, parts)
        case "date.day-word":
            return _day_word(scene, parts["word"])
        case "date.weekday":
            return _weekday(scene, i, parts)
        case "date.the-unit":
            return _the_unit(scene, i, parts["unit"])
        case "date.length" | "date.length-words":
            return read_length(scene, i, parts)
    return None


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


def _focus(scene: Scene, i: int, like: str | None) -> When | None:
    """The period that a comparison starts from; `like` names its grain."""
    grains = {"quarter": {"quarter"}, "month": {"month"}, "half": {"half"}, "week": {"week"}}.get(like or "")
    found = scene.focus(i, grains) if grains else scene.focus(i)
    if found is not None:
        return found
    if like == "quarter" or (like in {"period", None} and _reports_quarter(scene)):
        end = scene.reference_end
        if end is None:
            return None
        stated = [w for w in scene.stated if w.last == end and w.grain == "quarter"]
        return stated[0] if stated else When.of(quarter_days(end.year, (end.month + 2) // 3), "quarter")
    return None


def _reports_quarter(scene: Scene) -> bool:
    return any(w.grain == "quarter" for w in scene.stated)


def _same_period(scene: Scene, i: int, parts: dict[str, str]) -> When:
    focus = _focus(scene, i, parts["like"])
    if focus is None:
        return When(None, shifted=True)
    held = focus.fiscal[0] if focus.fiscal else focus.last.year if focus.last else None
    if held is None:
        return When(None, shifted=True)
    if "year" in parts:
        years = int(parts["year"]) - held
    elif parts["relative"] in {"last", "year"} or parts["relative"].endswith(("previous", "prior", "preceding")):
        years = -1
    else:
        years = (relative_year(scene, parts["relative"], i) or held) - held
    return shifted(scene, focus, years)


def _year_period(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """`the 2023 period`: the same part of 2023 as the period spoken of; else the year."""
    focus = _focus(scene, i, parts["like"])
    held = focus.fiscal[0] if focus and focus.fiscal else focus.last.year if focus and focus.last else None
    if focus is None or held is None or focus.grain in {"day", "month", "week"}:
        return When.of(year_days(int(parts["year"])), "year")
    return shifted(scene, focus, int(parts["year"]) - held)


def _earlier(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """`a year earlier`, `prior-year period`, `year-ago quarter`, `prior-year third quarter`."""
    if "ordinal" in parts:
        part = "q" if parts["part"] == "quarter" else "h"
        there = resolve(scene, i, (part, read_ordinal(parts["ordinal"])))
        return there.marked(shifted=True) if _is_of_last_year(scene, there) else shifted(scene, there, -1)
    back = parts["back"] if parts["back"] in {"quarter", "month", "week", "decade"} else "year"
    focus = _focus(scene, i, parts.get("like"))
    if back == "year" and focus is not None:
        return shifted(scene, focus, -1)
    if focus is not None and focus.grain == back:
        return before(scene, focus)
    if scene.published is None:
        return When(None, shifted=True)
    return unit_near(scene.published, back, -1, shifted=True)


def _is_of_last_year(scene: Scene, when: When) -> bool:
    """Whether a part of a year already lies in the year before the one reported: the third quarter, seen from May."""
    end = scene.reference_end
    if end is None or when.last is None:
        return False
    if when.fiscal is None:
        return when.last.year < end.year
    now = scene.calendar.name_of(end, 3)
    return now is not None and when.fiscal[0] < now[0]


def _shifted_unit(scene: Scene, i: int, parts: dict[str, str]) -> When:
    shift, unit = parts["shift"].split()[-1], parts["unit"].replace("half-year", "half")
    if shift == "next" and unit == "day":
        shift = "following"
    published = scene.published
    if shift in {"previous", "prior", "preceding", "following"}:
        steps = 1 if shift == "following" else -1
        focus = scene.focus(i, {unit}) if unit in {"day", "quarter", "month", "half", "year", "week"} else None
        if focus is None and unit == "year" and (held := scene.focus(i)) is not None and held.first is not None:
            focus = unit_near(held.last or held.first, "year", 0)
        if focus is None and unit == "quarter":
            focus = _focus(scene, i, "quarter")
        if focus is not None:
            return before(scene, focus, steps)
        return unit_near(published, unit, steps, shifted=True) if published else When(None, shifted=True)
    if published is None:
        return When(None)
    if shift == "past" and unit != "weekend":
        return of_length(length_of(Decimal(1), "half-year" if unit == "half" else unit))
    steps = {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}.get(shift, 0)
    if shift in {"this", "current"} and (reported := _reported(scene, i, unit)) is not None:
        return reported
    if unit == "year" and "fiscal" in parts and scene.calendar.shifted:
        running = [
            y
            for y in range(published.year - 1, published.year + 3)
            if (d := scene.calendar.nominal(y, "y", 1)) and d[0] <= published <= d[1]
        ]
        if running:
            return scene.calendar.when(running[0] + steps, "y", 1)
    return unit_near(published, unit, steps, shifted=steps < 0)


def _reported(scene: Scene, i: int, unit: str) -> When | None:
    """`the current quarter` of a release that reports one, where the sentence does not look ahead."""
    end = scene.reference_end
    if unit not in {"quarter", "half"} or end is None or scene.published is None or scene.side(i) == "future":
        return None
    stated = [w for w in scene.stated if w.grain == unit and w.last == end]
    return stated[0] if stated and (scene.published - end).days <= FRESH and not looks_ahead(scene, i) else None


def _the_unit(scene: Scene, i: int, unit: str) -> When:
    """`the quarter`, `the year`: the latest one spoken of, else the one reported; the decade: the present."""
    if unit in {"week", "decade"}:
        return unit_near(scene.published, unit, 0) if scene.published else When(None)
    if unit == "year":
        focus = scene.focus(i, {"year"})
        return replace(focus, shifted=False) if focus else reporting_full_year(scene, i)
    reported = [w for w in scene.stated if w.grain == unit and w.last == scene.reference_end]
    found = reported[0] if reported else _focus(scene, i, unit)
    if unit == "month" and found is None and "edge" in scene.mentions[i].parts and scene.published:
        return unit_near(scene.published, "month", 0)
    end = scene.reference_end
    if unit == "quarter" and end and (found is None or found.last is None or abs((end - found.last).days) > 200):
        found = None if found and found.fiscal else When.of(quarter_days(end.year, (end.month + 2) // 3), "quarter")
    return replace(found, shifted=False) if found else When(None)


# ------------------------------------------------------------------ days and lengths


def _ago(scene: Scene, parts: dict[str, str]) -> When:
    """A length counted from the publication: the value is the length, the days are where it leads to."""
    count, unit = read_count(parts.get("count", "1")), parts["unit"]
    value = str(length_of(count, unit))
    if scene.published is None:
        return When(value, grain="length")
    steps = int(count) * (-1 if parts["side"] == "ago" else 1)
    there = _away(scene.published, unit, steps)
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


def _last_count(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """A length, with its days where they are told: up to the publication, or before the period spoken of."""
    unit = time_unit(parts["unit"])
    if "vague" in parts:
        return When(None, grain="length")
    if "count" not in parts and parts["unit"].endswith("s"):  # "recent years", "coming quarters": no figure
        return When(None, grain="length")
    count = read_count(parts.get("count", "1"))
    first, last = _days_of_count(scene, i, parts["span"], unit, int(count))
    return When(str(length_of(count, unit)), first, last, "length")


def _days_of_count(scene: Scene, i: int, span: str, unit: str, count: int) -> tuple[date, date] | tuple[None, None]:
    if scene.published is None or times().units[unit].days < 1 or not 0 < count < 1000:
        return None, None
    if span in {"next", "coming", "following"}:
        return scene.published, _away(scene.published, unit, count)
    last = scene.published
    if span in {"previous", "prior", "preceding"}:
        focus = scene.focus(i)
        if focus is None or focus.first is None:
            return None, None
        last = focus.first - timedelta(1)
    elif span not in {"last", "past"}:
        return None, None
    return _away(last, unit, -count) + timedelta(1), last


def _day_word(scene: Scene, word: str) -> When:
    if scene.published is None:
        return When(None, grain="day")
    day = scene.published + timedelta({"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return When.of((day, day), "day")


def _weekday(scene: Scene, i: int, parts: dict[str, str]) -> When:
    if scene.published is None:
        return When(None, grain="day")
    ahead = scene.side(i) == "future"
    day = weekday_near(
        scene.published, times().weekdays[parts["weekday"]], side="on or after" if ahead else "on or before"
    )
    return When.of((day, day), "day")


def _shifted_month(scene: Scene, i: int, parts: dict[str, str]) -> When:
    published, shift = scene.published, parts["shift"].split()[-1]
    if "season" in parts:
        return When(None)
    if shift == "following":
        focus = scene.focus(i, {"day"})
        from_day = focus.last if focus is not None else published
        if from_day is None:
            return When(None, grain="day")
        day = weekday_near(from_day, times().weekdays[parts["weekday"]], side="after")
        return When.of((day, day), "day")
    if published is None:
        return When(None, grain="day" if "weekday" in parts else "month")
    if "weekday" in parts:
        side = {"last": "before", "past": "before", "next": "after", "coming": "after"}.get(shift, "on or after")
        day = weekday_near(published, times().weekdays[parts["weekday"]], side=side)  # type: ignore[arg-type]
        if parts["shift"] == "next" and day <= week_days(published)[1]:  # that of this week is "this Friday"
            day += timedelta(7)
        return When.of((day, day), "day", shifted=shift == "last")
    month = read_month(parts["month"])
    year = published.year
    if shift in {"last", "past"}:
        year -= month >= published.month
    elif shift in {"next", "coming"}:
        year += month <= published.month
    if "day" in parts:
        exact = safe_day(year, month, int(parts["day"]))
        return When.of((exact, exact) if exact else None, "day")
    return When.of(month_days(year, month), "month")
