"""Reads parts of months, weeks and years, days without their month, and holidays."""

from datetime import date, timedelta

from extractor.days import half_days, iso_monday, month_days, safe_day, week_days, weekday_near, year_days
from extractor.normalise.dates.absolute import day_of, month_of, nearest_day, year_of
from extractor.normalise.dates.relative import unit_near
from extractor.normalise.dates.scene import Scene
from extractor.normalise.dates.when import When
from extractor.words.holidays import holiday_day, nth_weekday
from extractor.words.times import read_count, read_ordinal, times

__all__ = ["read_part"]

Days = tuple[date, date]


def read_part(scene: Scene, i: int) -> When | None:
    """The time of a mention of `recognise.dates.parts`, or None for another rule's."""
    parts = dict(scene.mentions[i].parts)
    match scene.mentions[i].rule:
        case "date.nth-of-month" | "date.nth-of-year":
            return _nth(_container(scene, i, parts), parts)
        case "date.day-of-month":
            return _days_of_month(_container(scene, i, parts), parts)
        case "date.week-number":
            return _week(scene, i, parts)
        case "date.weekday-of-week":
            return _weekday_of_week(scene, parts)
        case "date.beyond":
            return _beyond(scene, parts)
        case "date.month-day-digits":
            return _one(day_of(scene, i))
        case "date.day-alone":
            return _one(_day_alone(scene, i, int(parts["day"]), parts.get("weekday")))
        case "date.holiday":
            day = _holiday(scene, i, parts)
            return _long_weekend(day) if day and "weekend" in parts else _one(day)
        case "date.beside-holiday":
            day = _holiday(scene, i, parts)
            return _beside(day, parts) if day else When(None)
    return None


def _one(day: date | None) -> When:
    return When.of((day, day) if day else None, "day")


def _steps(shift: str) -> int:
    """How far `last`, `the following`, `this` lead."""
    word = shift.rsplit(maxsplit=1)[-1]
    return {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(word, 0)


# ------------------------------------------------------------------ parts of months and years


def _container(scene: Scene, i: int, parts: dict[str, str]) -> Days | None:
    """The month or year that the part belongs to."""
    if "month" in parts:
        found = month_of(scene, i, parts)
        return month_days(*found) if found else None
    if "in" in parts:
        at = scene.published
        return month_days(at.year, at.month + _steps(parts["shift"])) if at else None
    year = year_of(scene, i, parts)
    return year_days(year) if year else None


def _nth(whole: Days | None, parts: dict[str, str]) -> When:
    """The nth weekday, day, week, weekend or half; weeks are counted from the first day (or back from the last)."""
    if whole is None:
        return When(None)
    first, last = whole
    word = parts["nth"]
    nth = -1 if word in {"last", "final", "closing"} else 1 if word == "opening" else read_ordinal(word)
    if "weekday" in parts:
        day = nth_weekday(first, last, times().weekdays[parts["weekday"]], nth)
        return _one(day if first <= day <= last else None)
    match parts["part"]:
        case "half":
            if nth not in {1, 2, -1}:
                return When(None)
            middle = half_days(first.year, 1)[1] if (last - first).days > 31 else first + timedelta(14)
            return When.of((first, middle) if nth == 1 else (middle + timedelta(1), last), "span")
        case "weekend":
            saturday = nth_weekday(first, last, 5, nth)
            return When.of((saturday, saturday + timedelta(1)), "span")
        case part:
            size = {"week": 7, "fortnight": 14}.get(part, 1) * (
                int(read_count(parts["count"])) if "count" in parts else 1
            )
            return _stretch(first, last, nth, size)


def _stretch(first: date, last: date, nth: int, size: int) -> When:
    """The nth stretch of so many days; the fifth week ends with its month."""
    start = last - timedelta(size - 1) if nth < 0 else first + timedelta((nth - 1) * size)
    end = min(start + timedelta(size - 1), last)
    if start < first or start > last:
        return When(None)
    return When.of((start, end), "day" if start == end else "span")


def _days_of_month(whole: Days | None, parts: dict[str, str]) -> When:
    """`27th of this month`, `4 to 22 of next month`."""
    if whole is None:
        return When(None)
    year, month = whole[0].year, whole[0].month
    first, last = safe_day(year, month, int(parts["from"])), safe_day(year, month, int(parts.get("to", parts["from"])))
    if first is None or last is None or last < first:
        return When(None)
    return _one(first) if first == last else When(f"{first}/{last}", first, last, "span")


# ------------------------------------------------------------------ weeks


def _week(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """An ISO week, or a week as the release counts them where it gives the days of one beside its number."""
    number = int(parts["week"])
    year = year_of(scene, i, parts)
    stated = _stated_week(scene, i)
    if stated is not None:
        return When(f"{stated[0]}/{stated[1]}", *stated, "week")
    shift = _first_day_of_weeks(scene)
    if year is None:
        year = _year_of_week(scene, i, number)
    monday = iso_monday(year, number) if year is not None else None
    if monday is None:
        return When(None, grain="week")
    if shift:
        first = monday + timedelta(shift)
        return When(f"{first}/{first + timedelta(6)}", first, first + timedelta(6), "week")
    return When(f"{year}-W{number:02}", monday, monday + timedelta(6), "week")


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
        if i and scene.mentions[i - 1].rule == "date.week-number":
            stated = _stated_week(scene, i - 1)
            number = int(scene.mentions[i - 1].parts["week"])
            if stated:
                years = (stated[0].year, stated[1].year)
                shifts = [(stated[0] - m).days for y in years if (m := iso_monday(y, number))]
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


def _weekday_of_week(scene: Scene, parts: dict[str, str]) -> When:
    weekday = times().weekdays[parts["weekday"]]
    at = scene.published
    if at is None:
        return When(None, grain="day")
    if "beyond" in parts:
        ahead = parts["beyond"].startswith("after")
        near = weekday_near(at, weekday, side="after" if ahead else "before")
        return _one(near + timedelta(7 if ahead else -7))
    return _one(week_days(at)[0] + timedelta(7 * _steps(parts["shift"]) + weekday))


def _beyond(scene: Scene, parts: dict[str, str]) -> When:
    if scene.published is None:
        return When(None)
    return unit_near(scene.published, parts["unit"], 2 if parts["side"].startswith("after") else -2)


# ------------------------------------------------------------------ days without their month, holidays


def _day_alone(scene: Scene, i: int, day: int, weekday: str | None) -> date | None:
    """The day in the month of the last day told shortly before, else in the month nearest to the publication.

    A weekday before it says which month: the nearest one in which the day falls on it.
    """
    if weekday is not None and scene.published is not None:
        wanted = {**times().weekdays, **times().weekday_short}[weekday]
        for near in _days_near(scene, i, day, months=12):
            if near.weekday() == wanted:
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


def _holiday(scene: Scene, i: int, parts: dict[str, str]) -> date | None:
    name, year, at = parts["holiday"], year_of(scene, i, parts), scene.published
    if year is not None:
        return holiday_day(name, year)
    if at is None:
        return None
    days = [d for y in range(at.year - 1, at.year + 2) if (d := holiday_day(name, y))]
    match parts.get("shift"):
        case "last":
            return next((d for d in reversed(days) if d < at), None)
        case "next":
            return next((d for d in days if d > at), None)
        case "this":
            return holiday_day(name, at.year)
    return nearest_day(scene, i, list(days))


def _long_weekend(holiday: date) -> When:
    """The nearest weekend with the days between it and the holiday: Thursday's feast makes four days."""
    saturday = weekday_near(holiday - timedelta(2), 5, side="on or after")
    if holiday.weekday() in {0, 1}:
        saturday = weekday_near(holiday, 5, side="before")
    first, last = min(holiday, saturday), max(holiday, saturday + timedelta(1))
    return When(f"{first}/{last}", first, last, "span")


def _beside(holiday: date, parts: dict[str, str]) -> When:
    """The day, the nth weekday or the seven days before or behind a holiday."""
    back = parts["side"] in {"before", "preceding"}
    if "weekday" in parts:
        near = weekday_near(holiday, times().weekdays[parts["weekday"]], side="before" if back else "after")
        nth = 1 if parts.get("nth", "last") in {"last", "final", "closing"} else read_ordinal(parts["nth"])
        return _one(near + timedelta((-7 if back else 7) * (nth - 1)))
    if parts["unit"] == "week" and "count" not in parts:
        days = holiday - timedelta(7), holiday - timedelta(1)
        return When.of(days if back else (holiday + timedelta(1), holiday + timedelta(7)), "week")
    steps = int(read_count(parts.get("count", "1"))) * (7 if parts["unit"] == "week" else 1)
    return _one(holiday + timedelta(-steps if back else steps))
