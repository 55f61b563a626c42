"""Gives dates their meaning: ISO value, inclusive days and role, from the release and its day of publication."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from extractor.date_readings import (
    DateReading,
    Day,
    Days,
    Digits,
    Ended,
    Length,
    Month,
    Months,
    NamedYear,
    Part,
    Range,
    SamePeriod,
    ToDate,
    Year,
)  # fmt: skip
from extractor.days import month_days
from extractor.documents import Document
from extractor.mentions import Mention
from extractor.normalise.dates import absolute, lengths, listed, parts, periods, quarters, relative
from extractor.normalise.dates.absolute import day_of, month_of, one_day
from extractor.normalise.dates.dateline import in_dateline
from extractor.normalise.dates.fiscal import FiscalCalendar, fiscal_calendar
from extractor.normalise.dates.periods import end_of_period, months_of_period
from extractor.normalise.dates.quarters import lent_year
from extractor.normalise.dates.roles import role_of
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import When
from extractor.values import DateValue, PublishedFrom
from extractor.words.times import fold

__all__ = ["READERS", "fiscal_year", "guessed_order", "has_own_years", "is_null_date", "published_date", "read_all"]

#: Newspapers are older than press releases, and archives are dated; what lies far ahead is a placeholder.
_FIRST_YEAR, _LAST_YEAR = 1700, 2200


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
    dates = [m for m in mentions if isinstance(m.reading, Day | Digits) and m.reading.says_year]
    scene = Scene(document, dates, None, day_first=_day_first(dates)[0])
    for i, mention in enumerate(dates):
        if in_dateline(document, folded, mention):
            day = day_of(scene, i, mention.date)
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
        when = scene.whens[i] = _read(scene, i)
        role = role_of(scene, i, when)
        if role == "period" and (fiscal := _fiscal_results(scene, i)) is not None:
            when = scene.whens[i] = fiscal
        out.append(DateValue(when.value, when.first, when.last, role, when.shifted))
    return out


def fiscal_year(mentions: Sequence[Mention], document: Document, published: date | None) -> FiscalCalendar:
    """The fiscal calendar that the release's dates state."""
    return _calendar(Scene(document, mentions, published, day_first=_day_first(mentions)[0]))


def has_own_years(mentions: Sequence[Mention], document: Document, published: date | None) -> bool:
    """Whether the release speaks of fiscal years that are not, or not surely, those of the calendar."""
    calendar = fiscal_year(mentions, document, published)
    named = calendar.named or any("fiscal" in document.text[m.start : m.end].lower() for m in mentions)
    return named and calendar.month != 12


def _fiscal_results(scene: Scene, i: int) -> When | None:
    """A bare `2024` of figures in a release whose own years are others: its fiscal year, where one near is named."""
    reading, calendar = scene.mentions[i].date, scene.calendar
    year = reading.year.number if isinstance(reading, Year) and not reading.edge else None
    if year is None or not (calendar.shifted and calendar.named):
        return None
    named = {w.fiscal[0] for w in scene.stated if w.fiscal} | {key[0] for key in calendar.stated}
    return calendar.when(year, "y", 1) if named & {year, year + 1} else None


def guessed_order(mentions: Sequence[Mention]) -> list[Mention]:
    """The dates in digits whose order of day and month nothing in the release settles (`03/04/2024`)."""
    if _day_first(mentions)[1]:
        return []
    digits = [(m, m.reading) for m in mentions if isinstance(m.reading, Digits)]
    return [m for m, reading in digits if max(reading.a, reading.b) <= 12 and reading.a != reading.b]


def _day_first(mentions: Sequence[Mention]) -> tuple[bool, bool]:
    """Whether the release writes the day before the month in digits, and whether anything says so."""
    votes: Counter[bool] = Counter()
    for mention in mentions:
        match mention.reading:
            case Digits(a=a, b=b) if max(a, b) > 12:
                votes[a > 12] += 10
            case Digits(dotted=True):
                votes[True] += 5
            case Day(day_first=bool(first)) | Days(day_first=bool(first)):
                votes[first] += 1
    return votes[True] > votes[False], votes[True] != votes[False]


def _calendar(scene: Scene) -> FiscalCalendar:
    """The fiscal calendar, from the periods with a stated end and from `fiscal 2022, which ended on June 30`."""
    ends = (_end_told(scene, i, mention.date) for i, mention in enumerate(scene.mentions))
    return fiscal_calendar(scene.mentions, [end for end in ends if end])


def _end_told(scene: Scene, i: int, reading: DateReading) -> tuple[Mention, date, int, int | None] | None:
    """What a date says of the fiscal calendar: a period, its last day, its months, and which quarter it is."""
    mention = scene.mentions[i]
    match reading:
        case Ended(shared=False):
            months, last = months_of_period(reading), end_of_period(scene, i, reading)
            if last and (months == 3 or (months == 12 and (reading.count is None or reading.unit == "week"))):
                return mention, last, months, reading.number if months == 3 else None
        case Day(day_first=bool()):
            period = _fiscal_before(scene, i) or _defined_before(scene, i)
            last = day_of(scene, i, reading) if period or _closes_year(scene.folded, mention.end) else None
            if last and period is None:
                return mention, last, 12, None
            if last and period and not (isinstance(period.reading, Part) and period.reading.part == "h"):
                number = period.reading.number if isinstance(period.reading, Part) else None
                return period, last, 3 if number else 12, number
        case Part(part="q", year=NamedYear(number=int(), fiscal=True)) if i and (days := _in_bracket(scene, i)):
            return mention, days[1], 3, reading.number
    return None


_ENDS = regex.compile(r"\b(?:ended|ends|ending|end on)\b")
_BRACKET = regex.compile(r" \([^()]*\)")


def _fiscal_before(scene: Scene, i: int) -> Mention | None:
    """The fiscal period that a day ends: `fiscal 2022, which ended on`, `second quarter of fiscal 2024 (Q2) ended`."""
    start = scene.mentions[i].start
    for mention in reversed(scene.mentions[max(0, i - 2) : i]):
        between = scene.folded[mention.end : start]
        plain = _BRACKET.sub("", between)
        if mention.date.year.fiscal and len(between) < 60 and len(plain) < 30 and _ENDS.search(plain):
            return mention
    return None


#: What may stand between a length with its name in brackets and its last day.
_LENGTHS = (Length, Months, Part, Ended, SamePeriod, Day)
_NAMED = regex.compile(r"[ -](?:weeks?|months?)(?: [a-z]+)? \((?:the )?[\"“]$")


def _defined_before(scene: Scene, i: int) -> Mention | None:
    """The quarter that words define: `the thirteen weeks ("second quarter") and twenty-six weeks … ended July 29`."""
    start = scene.sentence(i)[0]
    if not scene.folded.endswith(("ended ", "ended\n"), start, scene.mentions[i].start):
        return None
    for mention in reversed(scene.mentions[max(0, i - 6) : i]):
        reading = mention.reading
        if mention.start < start or not isinstance(reading, _LENGTHS):
            return None
        quarter = isinstance(reading, Part) and reading.part == "q" and reading.number is not None
        if quarter and _NAMED.search(scene.folded, max(start, mention.start - 24), mention.start):
            return mention
    return None


def _in_bracket(scene: Scene, i: int) -> tuple[date, date] | None:
    """The three months that a fiscal quarter's code in brackets stands for: `April-June 2025 (Q1 FY26)`."""
    before = scene.mentions[i - 1]
    told = before.reading.last if isinstance(before.reading, Range) else before.date
    if not told.says_year or scene.folded[before.end : scene.mentions[i].start] != " (":
        return None
    when = _read(scene, i - 1)
    if when.first is None or when.last is None or not 85 < (when.last - when.first).days < 100:
        return None
    return when.first, when.last


_LAST_DAY = regex.compile(r",? (?:which|that) (?:was|is) the (?:last day|end) of (?:our|its|the) (?:\w+ )?fiscal year")


def _closes_year(folded: str, end: int) -> bool:
    """Whether the words behind a day make it a fiscal year's last: "…, which was the last day of our fiscal year"."""
    return _LAST_DAY.match(folded, end) is not None


def _explicit(scene: Scene) -> dict[int, When]:
    """The times that say their year themselves or share that of the next one, read first."""
    out = {}
    for i, mention in enumerate(scene.mentions):
        lent = isinstance(mention.reading, Part) and lent_year(scene, i) is not None  # "fourth quarter and year 2024"
        if (mention.date.says_year or lent) and not isinstance(mention.reading, ToDate):
            when = _read(scene, i)
            if when.value is not None:
                out[i] = when
                scene.whens[i] = when
    scene.whens = [None] * len(scene.mentions)
    return out


READERS: Readers = {
    **absolute.READERS,
    **periods.READERS,
    **quarters.READERS,
    **relative.READERS,
    **parts.READERS,
    **lengths.READERS,
    **listed.READERS,
}


def _read(scene: Scene, i: int) -> When:
    """The time of a mention, at the edge that its words name."""
    reading = scene.mentions[i].date
    when = _range(scene, i, reading) if isinstance(reading, Range) else READERS[type(reading)](scene, i, reading)
    match reading.edge:
        case "end":
            return one_day(when.last)
        case "start":
            return one_day(when.first)
        case "middle":
            return replace(when, first=None, last=None)
    return when


def _range(scene: Scene, i: int, reading: Range) -> When:
    """Two times as one interval; the year that only one end says serves both."""
    left, right = reading.first, reading.last
    if isinstance(left, Part) and isinstance(right, Year):  # "the second quarter of 2023 and 2024"
        right = replace(left, year=replace(left.year, number=right.year.number))
    if not left.says_year and right.says_year:
        return _joined(*_backwards(scene, i, left, right))
    first = _read_as(scene, i, left)
    return _joined(first, _read_as(scene, i, right, after=None if right.says_year else first.first))


def _backwards(scene: Scene, i: int, left: DateReading, right: DateReading) -> tuple[When, When]:
    """Both ends, where only the second one says its year."""
    last = _read_as(scene, i, right)
    year = last.fiscal[0] if last.fiscal else last.last.year if last.last else None
    if year is None:
        return _read_as(scene, i, left), last
    named = replace(left.year, number=year, fiscal=left.year.fiscal or last.fiscal is not None)
    first = _read_as(scene, i, replace(left, year=named))
    if first.first and last.last and first.first > last.last:
        first = _read_as(scene, i, replace(left, year=replace(named, number=year - 1)))
    return first, last


def _read_as(scene: Scene, i: int, reading: DateReading, *, after: date | None = None) -> When:
    """Read one end of a range in its place."""
    if after is not None and isinstance(reading, Day):
        return one_day(day_of(scene, i, reading, after=after))
    if after is not None and isinstance(reading, Month):
        found = month_of(scene, i, reading, after=after)
        return When.of(month_days(*found) if found else None, "month")
    return READERS[type(reading)](scene, i, reading)


def _joined(first: When, last: When) -> When:
    if first.value is None or last.value is None:
        return When(None, grain="span")
    if first.first and last.last and first.first > last.last:
        return When(None, grain="span")
    return When(f"{first.value}/{last.value}", first.first, last.last, "span")
