"""Gives dates their meaning: ISO value, inclusive days and role, from the release and its day of publication."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from extractor.documents import Document
from extractor.mentions import Mention
from extractor.normalise.dates.absolute import day_of, month_of, read_absolute
from extractor.normalise.dates.fiscal import FiscalCalendar, fiscal_calendar
from extractor.normalise.dates.parts import read_part
from extractor.normalise.dates.periods import end_of_period, months_of_period, read_period
from extractor.normalise.dates.relative import read_relative
from extractor.normalise.dates.roles import in_dateline, role_of
from extractor.normalise.dates.scene import Scene
from extractor.normalise.dates.when import When
from extractor.values import DateValue, PublishedFrom
from extractor.words.times import fold, read_ordinal

__all__ = ["fiscal_year", "guessed_order", "is_null_date", "published_date", "read_all"]

#: Newspapers are older than press releases, and archives are dated; what lies far ahead is a placeholder.
_FIRST_YEAR, _LAST_YEAR = 1700, 2200
_FULL_DAYS = {"date.iso-day", "date.month-day", "date.day-month", "date.numeric"}


def published_date(document: Document, mentions: Sequence[Mention]) -> tuple[date | None, PublishedFrom | None]:
    """The day of publication and where it is read: None and None where nothing says it.

    The caller's day (`argument`) comes first, then that of the text: the first full day among `mentions`, its dates,
    that stands in the `header` or the `dateline`, or where one would. What stands beside the text (a `column`, the
    `page`, the `feed`, the `filing`) comes last. A day in a table, of an event or of a period is none of publication.
    A day on which nothing can have been published (see `is_null_date`) is none.
    """
    release = document.release
    if release.published is not None and not is_null_date(release.published):
        return release.published, "argument"
    folded = fold(document.text)
    dates = [m for m in mentions if m.kind == "date" and m.rule in _FULL_DAYS and "year" in m.parts]
    scene = Scene(document, dates, None, day_first=_day_first(dates)[0])
    for i, mention in enumerate(dates):
        if in_dateline(document, folded, mention):
            day = day_of(scene, i)
            if day is not None:
                header = any(s.kind == "header" and s.start <= mention.start < s.end for s in document.sections)
                return day, "header" if header else "dateline"
    return release.stated, release.stated_by


def is_null_date(day: date) -> bool:
    """Whether a day stands for "not known": the year 1 or 9999 of databases, or any other without press releases.

    >>> is_null_date(date(1, 1, 1)), is_null_date(date(9999, 12, 31)), is_null_date(date(1998, 3, 4))
    (True, True, False)
    """
    return not _FIRST_YEAR <= day.year <= _LAST_YEAR


def read_all(mentions: Sequence[Mention], document: Document, published: date | None) -> list[DateValue]:
    """The values of date mentions, aligned with them; `published` (see `published_date`) anchors what is relative."""
    scene = Scene(document, mentions, published, day_first=_day_first(mentions)[0])
    scene.calendar = _calendar(scene)
    explicit = _explicit(scene)
    if scene.fiscal_parts:  # a quarter that lies ahead in the calendar makes the others fiscal ones as well
        explicit = _explicit(scene)
    scene.settle(explicit)
    out: list[DateValue] = []
    for i in range(len(mentions)):
        when = _read(scene, i) or When(None)
        scene.whens[i] = when
        role = role_of(scene, i, when)
        if role == "period" and (fiscal := _fiscal_results(scene, i)) is not None:
            when = scene.whens[i] = fiscal
        out.append(DateValue(when.value, when.first, when.last, role, when.shifted))
    return out


def fiscal_year(mentions: Sequence[Mention], document: Document, published: date | None) -> FiscalCalendar:
    """The fiscal calendar that the release's dates state."""
    return _calendar(Scene(document, mentions, published, day_first=_day_first(mentions)[0]))


def _fiscal_results(scene: Scene, i: int) -> When | None:
    """A bare `2024` of figures in a release whose own years are others: its fiscal year, where one near is named."""
    mention, calendar = scene.mentions[i], scene.calendar
    if mention.rule != "date.year" or not (calendar.shifted and calendar.named) or "edge" in mention.parts:
        return None
    year = int(mention.parts["year"])
    named = {w.fiscal[0] for w in scene.stated if w.fiscal} | {key[0] for key in calendar.stated}
    return calendar.when(year, "y", 1) if named & {year, year + 1} else None


def guessed_order(mentions: Sequence[Mention]) -> list[Mention]:
    """The dates in digits whose order of day and month nothing in the release settles (`03/04/2024`)."""
    if _day_first(mentions)[1]:
        return []
    return [
        m
        for m in mentions
        if m.rule in {"date.numeric", "date.month-day-digits"}
        and max(int(m.parts["a"]), int(m.parts["b"])) <= 12
        and m.parts["a"] != m.parts["b"]
    ]


def _day_first(mentions: Sequence[Mention]) -> tuple[bool, bool]:
    """Whether the release writes the day before the month in digits, and whether anything says so."""
    votes: Counter[bool] = Counter()
    for mention in mentions:
        parts = mention.parts
        if mention.rule == "date.numeric":
            if max(int(parts["a"]), int(parts["b"])) > 12:
                votes[int(parts["a"]) > 12] += 10
            elif parts["mark"] == ".":
                votes[True] += 5
        elif mention.rule in {"date.day-month", "date.day-month-range"}:
            votes[True] += 1
        elif mention.rule in {"date.month-day", "date.month-day-range"}:
            votes[False] += 1
    return votes[True] > votes[False], votes[True] != votes[False]


def _calendar(scene: Scene) -> FiscalCalendar:
    """The fiscal calendar, from the periods with a stated end and from `fiscal 2022, which ended on June 30`."""
    ends = []
    for i, mention in enumerate(scene.mentions):
        parts = dict(mention.parts)
        if mention.rule == "date.period-ended":
            months, last = months_of_period(parts), end_of_period(scene, i, parts)
            if months in {3, 12} and last and (months == 3 or "count" not in parts or parts.get("unit") == "week"):
                ordinal = read_ordinal(parts["ordinal"]) if "ordinal" in parts and months == 3 else None
                ends.append((mention, last, months, ordinal))
        elif mention.rule in {"date.month-day", "date.day-month"} and (period := _fiscal_before(scene, i)):
            last, named = day_of(scene, i), period.parts
            if last and named.get("part") == "quarter" and "ordinal" in named:
                ends.append((period, last, 3, read_ordinal(named["ordinal"])))
            elif last and "part" not in named:
                ends.append((period, last, 12, None))
        elif mention.rule in _CODED and i and "fiscal" in mention.parts and "year" in mention.parts:
            days = _in_bracket(scene, i)
            if days:
                ends.append((mention, days[1], 3, read_ordinal(mention.parts["ordinal"])))
        elif mention.rule in {"date.month-day", "date.day-month"} and _closes_year(scene.folded, mention.end):
            last = day_of(scene, i)
            if last:
                ends.append((mention, last, 12, None))
    return fiscal_calendar(scene.mentions, ends)


_ENDS = regex.compile(r"\b(?:ended|ends|ending|end on)\b")
_BRACKET = regex.compile(r" \([^()]*\)")


def _fiscal_before(scene: Scene, i: int) -> Mention | None:
    """The fiscal period that a day ends: `fiscal 2022, which ended on`, `second quarter of fiscal 2024 (Q2) ended`."""
    start = scene.mentions[i].start
    for mention in reversed(scene.mentions[max(0, i - 2) : i]):
        between = scene.folded[mention.end : start]
        plain = _BRACKET.sub("", between)
        if "fiscal" in mention.parts and len(between) < 60 and len(plain) < 30 and _ENDS.search(plain):
            return mention
    return None


_CODED = {"date.quarter-code", "date.code-behind-year"}


def _in_bracket(scene: Scene, i: int) -> tuple[date, date] | None:
    """The three months that a fiscal quarter's code in brackets stands for: `April-June 2025 (Q1 FY26)`."""
    before = scene.mentions[i - 1]
    if (
        scene.mentions[i].parts.get("part") not in {"q", "quarter"}
        or scene.folded[before.end : scene.mentions[i].start] != " ("
    ):
        return None
    when = _read(scene, i - 1) if "year" in before.parts or "to.year" in before.parts else None
    if when is None or when.first is None or when.last is None or not 85 < (when.last - when.first).days < 100:
        return None
    return when.first, when.last


_LAST_DAY = regex.compile(r",? (?:which|that) (?:was|is) the (?:last day|end) of (?:our|its|the) (?:\w+ )?fiscal year")


def _closes_year(folded: str, end: int) -> bool:
    """Whether the words behind a day make it a fiscal year's last: "…, which was the last day of our fiscal year"."""
    return _LAST_DAY.match(folded, end) is not None


def _explicit(scene: Scene) -> dict[int, When]:
    """The times that say their year themselves, read first."""
    out = {}
    for i, mention in enumerate(scene.mentions):
        said = "year" in mention.parts or "from.year" in mention.parts
        if said and mention.rule != "date.year-to-date":
            when = _read(scene, i)
            if when is not None and when.value is not None:
                out[i] = when
                scene.whens[i] = when
    scene.whens = [None] * len(scene.mentions)
    return out


def _read(scene: Scene, i: int) -> When | None:
    mention = scene.mentions[i]
    when = _range(scene, i) if mention.rule == "date.range" else _plainly(scene, i)
    edge = mention.parts.get("edge")
    if when is None or edge is None or mention.rule == "date.first-months":
        return when
    return _at_edge(when, edge)


def _plainly(scene: Scene, i: int) -> When | None:
    return read_absolute(scene, i) or read_period(scene, i) or read_relative(scene, i) or read_part(scene, i)


def _at_edge(when: When, edge: str) -> When:
    """The day at an end of a period; the middle and the early or late part keep the period's value."""
    if edge in {"end", "close", "year-end", "year end"}:
        return When.of((when.last, when.last) if when.last else None, "day")
    if edge in {"beginning", "start", "opening"}:
        return When.of((when.first, when.first) if when.first else None, "day")
    return replace(when, first=None, last=None) if edge not in {"early", "late"} else when


def _range(scene: Scene, i: int) -> When:
    """Two times as one interval; the year that only one end says serves both."""
    mention = scene.mentions[i]
    left = _side(mention, "from.")
    right = _side(mention, "to.")
    if "year" not in left.parts and "year" in right.parts:
        return _joined(*_backwards(scene, i, left, right))
    first = _read_as(scene, i, left)
    after = first.first if first else None
    last = _read_as(scene, i, right, after=after if "year" not in right.parts else None)
    return _joined(first, last)


def _side(mention: Mention, prefix: str) -> Mention:
    parts = {k.removeprefix(prefix): v for k, v in mention.parts.items() if k.startswith(prefix)}
    return replace(mention, rule=parts.pop("rule"), parts=parts)


def _backwards(scene: Scene, i: int, left: Mention, right: Mention) -> tuple[When | None, When | None]:
    last = _read_as(scene, i, right)
    if last is None or last.last is None:
        if last is not None and last.fiscal:
            return _read_as(
                scene, i, replace(left, parts={**left.parts, "year": str(last.fiscal[0]), "fiscal": "fiscal"})
            ), last
        return _read_as(scene, i, left), last
    year = last.fiscal[0] if last.fiscal else last.last.year
    marks = {"fiscal": "fiscal"} if last.fiscal else {}
    first = _read_as(scene, i, replace(left, parts={**left.parts, "year": f"{year:04}", **marks}))
    if first and first.first and first.first > last.last:
        first = _read_as(scene, i, replace(left, parts={**left.parts, "year": f"{year - 1:04}", **marks}))
    return first, last


def _read_as(scene: Scene, i: int, mention: Mention, *, after: date | None = None) -> When | None:
    """Read one end of a range in its place."""
    parts = dict(mention.parts)
    if after is not None and "month" in parts and mention.rule in {"date.month-day", "date.day-month"}:
        day = day_of(scene, i, parts, after=after)
        return When.of((day, day) if day else None, "day")
    if after is not None and mention.rule == "date.month":
        from extractor.days import month_days

        found = month_of(scene, i, parts, after=after)
        return When.of(month_days(*found) if found else None, "month")
    kept = scene.mentions
    scene.mentions = [*kept[:i], mention, *kept[i + 1 :]]
    try:
        return _plainly(scene, i)
    finally:
        scene.mentions = kept


def _joined(first: When | None, last: When | None) -> When:
    if first is None or last is None or first.value is None or last.value is None:
        return When(None, grain="span")
    if first.first and last.last and first.first > last.last:
        return When(None, grain="span")
    return When(f"{first.value}/{last.value}", first.first, last.last, "span")
