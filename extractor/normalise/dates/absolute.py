"""Reads dates that name a day, a month or a year; a missing year is found from the release and the publication."""

from datetime import date, timedelta

import regex

from extractor.days import add_months, iso_monday, month_days, safe_day, week_days, year_days
from extractor.normalise.dates.scene import Scene
from extractor.normalise.dates.when import When
from extractor.words.times import read_count, read_day, read_month, read_ordinal, read_year, times

__all__ = ["day_of", "month_of", "nearest_day", "read_absolute", "relative_year", "year_of"]

#: A date this long before the publication starts a story of its own: later days in its paragraph belong to it.
HISTORY = 300


def read_absolute(scene: Scene, i: int) -> When | None:
    """The time of a mention of `recognise.dates.absolute`, or None for another rule's."""
    mention = scene.mentions[i]
    parts = dict(mention.parts)
    match mention.rule:
        case (
            "date.iso-day" | "date.month-day" | "date.day-month" | "date.numeric" | "date.day-list" | "date.day-of-list"
        ):
            day = day_of(scene, i)
            return When.of((day, day) if day else None, "day")
        case "date.month-day-range" | "date.day-month-range":
            return _days(scene, i)
        case "date.week-of":
            return _week_of(scene, i)
        case "date.season":
            return When(None)
        case "date.iso-week":
            day = iso_monday(int(parts["year"]), int(parts["week"]))
            return When(f"{parts['year']}-W{parts['week']}", *week_days(day), "week") if day else When(None)
        case "date.month" | "date.month-code" | "date.iso-month":
            found = month_of(scene, i)
            return When.of(month_days(*found) if found else None, "month")
        case "date.month-quarter":
            return _month_quarter(scene, i, parts)
    return _read_years(scene, i, parts)


def _month_quarter(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """`the September quarter`: the one that ends in that month, a fiscal one where the release has fiscal years."""
    found = month_of(scene, i)
    if found is None:
        return When(None, grain="span")
    length = 3 if parts["part"] == "quarter" else 6
    named = scene.calendar.name_of(month_days(*found)[1], length)
    if named is not None and scene.calendar.shifted and scene.calendar.named:
        return scene.calendar.when(*named)
    return When.of((month_days(found[0], found[1] - length + 1)[0], month_days(*found)[1]), "span")


def _read_years(scene: Scene, i: int, parts: dict[str, str]) -> When | None:
    """The time of a mention that names years."""
    match scene.mentions[i].rule:
        case "date.year":
            return _year(scene, i)
        case "date.year-span":
            return _years(parts["year"], parts["year2"])
        case "date.year-words":
            return When.of(year_days(read_year_words(parts["hundreds"], parts["tail"])), "year")
        case "date.century":
            number = read_ordinal(parts["century"])
            first = 100 * number - 99
            return When(f"{first}/{first + 99}", date(first, 1, 1), date(first + 99, 12, 31), "decade")
        case "date.decade" | "date.decade-word":
            if regex.fullmatch(r"1[5-9]00", parts["decade"]):  # "the 1800s": the century
                first = int(parts["decade"])
                return When(f"{first}/{first + 99}", date(first, 1, 1), date(first + 99, 12, 31), "decade")
            first = times().decades.get(parts["decade"]) or read_decade(parts["decade"])
            return When(f"{first}/{first + 9}", date(first, 1, 1), date(first + 9, 12, 31), "decade")
    return None


def read_decade(digits: str) -> int:
    """The first year of a decade: `1990`, `'90`."""
    if len(digits) == 4:
        return int(digits)
    year = int(digits[-2:])
    return year + (1900 if year > 20 else 2000)


def read_year_words(hundreds: str, tail: str) -> int:
    """A year in words: `nineteen` and `eighty-nine`, `two thousand` and `ten`."""
    base = {"eighteen": 1800, "nineteen": 1900}.get(hundreds, 2000)
    return base + int(read_count(tail))


def relative_year(scene: Scene, words: str, i: int) -> int | None:
    """The year of `last year`, `the prior year`, counted from the publication or the year spoken of."""
    if scene.published is None:
        return None
    word = words.rsplit(maxsplit=1)[-1]
    if word in {"previous", "prior", "preceding", "same", "following"}:
        focus = scene.focus(i)
        base = (focus.fiscal[0] if focus.fiscal else focus.first.year if focus.first else None) if focus else None
        base = base or scene.published.year
        return base + {"same": 0, "following": 1}.get(word, -1)
    return scene.published.year + {"last": -1, "past": -1, "next": 1, "coming": 1}.get(word, 0)


def year_of(scene: Scene, i: int, parts: dict[str, str] | None = None) -> int | None:
    """The year that a mention says itself or by `last year`; None where it is silent."""
    parts = parts if parts is not None else dict(scene.mentions[i].parts)
    if "year" in parts:
        return read_year(parts["year"])
    return relative_year(scene, parts["relative"], i) if "relative" in parts else None


def day_of(scene: Scene, i: int, parts: dict[str, str] | None = None, *, after: date | None = None) -> date | None:
    """The day that the parts name; without a year the nearest on the side that the sentence looks to.

    `after`: the day is the first such day from there on (the end of a range).
    """
    given = parts if parts is not None else dict(scene.mentions[i].parts)
    if "a" in given:
        a, b = int(given["a"]), int(given["b"])
        first = scene.day_first if max(a, b) <= 12 else a > 12
        day, month = (a, b) if first else (b, a)
    else:
        day, month = read_day(given["day"]), read_month(given["month"])
    year = year_of(scene, i, given)
    if year is not None:
        return safe_day(year, month, day)
    if after is not None:
        return next((d for y in (after.year, after.year + 1) if (d := safe_day(y, month, day)) and d >= after), None)
    other = _lent_year(scene, i)
    if other is not None:
        return safe_day(other, month, day)
    return nearest_day(scene, i, [safe_day(y, month, day) for y in _years_about(scene, i)])


def month_of(
    scene: Scene, i: int, parts: dict[str, str] | None = None, *, after: date | None = None
) -> tuple[int, int] | None:
    """Year and month that the parts name; without a year as for days."""
    given = parts if parts is not None else dict(scene.mentions[i].parts)
    month = read_month(given["month"])
    year = year_of(scene, i, given)
    if year is None and after is not None:
        year = after.year if month >= after.month else after.year + 1
    if year is None:
        year = _lent_year(scene, i)
    if year is None:
        year = _stated_year(scene, month)
    if year is None:
        best = nearest_day(scene, i, [date(y, month, 1) for y in _years_about(scene, i)])
        year = best.year if best else None
    return (year, month) if year is not None else None


def _stated_year(scene: Scene, month: int) -> int | None:
    """The year of a month that the release names in full and that had ended lately: `weather in August`."""
    if scene.published is None:
        return None
    days = (w.first for w in scene.explicit.values() if w.grain == "month" and w.first and w.first.month == month)
    late = [day for day in days if 28 <= (scene.published - day).days <= 240]
    return late[0].year if late else None


def _lent_year(scene: Scene, i: int) -> int | None:
    """The year of the next date of a list: `June and July 2014`."""
    right = scene.year_from_right(i)
    if right is None:
        return None
    mention = scene.mentions[right]
    if "month" not in scene.mentions[i].parts:
        return None
    if mention.rule == "date.day-of-list" and "year" in mention.parts:
        return read_year(mention.parts["year"])
    if mention.rule in {"date.month", "date.month-day", "date.day-month"} and "year" in mention.parts:
        year = read_year(mention.parts["year"])
        later = read_month(scene.mentions[i].parts["month"]) > read_month(mention.parts["month"])
        return year - later
    return None


def _years_about(scene: Scene, i: int) -> range:
    """The years that a date without one may belong to."""
    story = _story(scene, i) if scene.side(i) != "future" else None
    if story is not None:
        return range(story.year, story.year + 2)
    return range(scene.published.year - 1, scene.published.year + 2) if scene.published else range(0)


def _story(scene: Scene, i: int) -> date | None:
    """The last day that is told in full before a mention, where it lies long before the publication.

    The same month named again is another year's: "below that of December 2020, it reported for December".
    """
    month = scene.mentions[i].parts.get("month")
    for j in range(i - 1, max(-1, i - 4), -1):
        when = scene.whens[j]
        if when and when.grain in {"day", "month"} and when.first and j in scene.explicit and not scene.compared(j):
            if scene.mentions[j].parts.get("month") == month and scene.mentions[j].start >= scene.sentence(i)[0]:
                return None
            old = scene.published is None or (scene.published - when.first).days > HISTORY
            return when.first if old else None
    return None


def nearest_day(scene: Scene, i: int, days: list[date | None]) -> date | None:
    """The day on the side of the publication (or after the story's last day) that the words point to."""
    known = [d for d in days if d]
    story = _story(scene, i) if scene.side(i) != "future" else None
    if story is not None:
        return next((d for d in known if d >= story.replace(day=1)), None)
    published = scene.published
    if published is None or not known:
        return None
    monthly = scene.mentions[i].rule in {"date.month", "date.month-quarter"} or "day" not in scene.mentions[i].parts
    floor = published.replace(day=1) if monthly else published
    side = scene.side(i)
    if side == "future":
        ahead = [d for d in known if d >= floor]
        if ahead and (ahead[0] - published).days < 330:
            return ahead[0]
    if side == "past":
        behind = [d for d in known if d <= floor]
        if behind and ((published - behind[-1]).days < 330 or monthly):
            return behind[-1]
    return min(known, key=lambda d: (abs((d - floor).days), d > floor))


def _days(scene: Scene, i: int) -> When:
    parts = dict(scene.mentions[i].parts)
    first = day_of(scene, i, parts)
    if first is None:
        return When(None, grain="span")
    last = safe_day(first.year, first.month, read_day(parts["day2"]))
    if last is None or last < first:
        return When(None, grain="span")
    return When(f"{first}/{last}", first, last, "span")


def _year(scene: Scene, i: int) -> When:
    """A year; behind `the third quarter of 2025 and` it is the same quarter of the other year."""
    year = read_year(scene.mentions[i].parts["year"])
    shape = _shape_left(scene, i)
    if shape is not None:
        return shape
    return When.of(year_days(year), "year")


_LISTED = {",", "and", "or", "&", "vs", "vs.", "versus", ", and", "compared to", "compared with"}


def _shape_left(scene: Scene, i: int) -> When | None:
    """The same part of this year as the period that the list begins with."""
    year = read_year(scene.mentions[i].parts["year"])
    before, left = (scene.whens[i - 1], scene.mentions[i - 1]) if i else (None, None)
    if before is None or left is None or before.grain not in {"quarter", "half", "span", "year"}:
        return None
    if left.rule not in _SHAPED or "year" not in left.parts:
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


_SHAPED = {
    "date.period-ended", "date.quarter", "date.quarter-code", "date.year-quarter", "date.fiscal-year", "date.n-months",
    "date.year",
    "date.months-code", "date.code-behind-year",
}  # fmt: skip


def _week_of(scene: Scene, i: int) -> When:
    """The week from a day on; of a day within it, from Monday to Sunday."""
    day = day_of(scene, i)
    if day is None:
        return When(None, grain="week")
    if scene.mentions[i].parts["weekof"] == "of" and day.weekday() not in {0, 6}:
        return When.of(week_days(day), "week")
    return When.of((day, day + timedelta(6)), "week")


def _years(first: str, second: str) -> When:
    start = int(first)
    end = int(second) if len(second) == 4 else start // 100 * 100 + int(second)
    if end < start:
        end += 100
    return When(f"{start}/{end}", date(start, 1, 1), date(end, 12, 31), "span")
