"""What a release is about in time: the period that it reports, others with the same end, those it looks ahead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractor.date_readings import DateReading, Ended, Months, Part, WholeYear, Year
from extractor.spans import Span
from extractor.values import DateValue

__all__ = ["ReleaseTime", "heads_of_columns", "release_time"]

#: So many other periods with the same end are kept (`quarter`, `nine months`, `year`).
_MOST = 2
#: What ended so many days before the publication is still what a release reports; what is older it only recalls.
_FRESH, _OLD = 200, 380
#: What heads the columns of a table.
_OF_COLUMNS = (Part, Year, WholeYear, Ended, Months)


@dataclass(frozen=True, slots=True)
class ReleaseTime:
    """The time of a release, read once from its dates before any figure is linked.

    `reported` is the first period that is told of something and compared with nothing, of those that had ended not long
    before the publication; `same_end` are other periods that end with it (the year beside its last quarter); `ahead`
    are those that had not begun by the publication. None and empty where the release names none: nothing is ever made
    up.
    """

    reported: DateValue | None = None
    same_end: tuple[DateValue, ...] = ()
    ahead: tuple[DateValue, ...] = ()


def release_time(named: Sequence[DateValue], published: date | None) -> ReleaseTime:
    """The time of a release from the periods that it names of its own, in text order, not those it compares with.

    >>> quarter = DateValue("2024-Q4", date(2024, 10, 1), date(2024, 12, 31), "period")
    >>> year = DateValue("2024", date(2024, 1, 1), date(2024, 12, 31), "period")
    >>> release_time([quarter, year, quarter], None).same_end[0].value
    '2024'
    """
    reported = _reported(named, published)
    same: dict[str | None, DateValue] = {}
    ahead: dict[str | None, DateValue] = {}
    for value in named:
        if reported is not None and _ends_with(value, reported):
            same.setdefault(value.value, value)
        if published is not None and value.first is not None and value.first > published:
            ahead.setdefault(value.value, value)
    return ReleaseTime(reported, tuple(same.values())[:_MOST], tuple(ahead.values()))


def _reported(named: Sequence[DateValue], published: date | None) -> DateValue | None:
    """The first period that can be the one reported: just over or running; without such a one, one of a year ago."""
    if published is None:
        return named[0] if named else None
    fresh = (value for value in named if _is_fresh(value, published, _FRESH))
    return next(fresh, next((value for value in named if _is_fresh(value, published, _OLD)), None))


def _is_fresh(value: DateValue, published: date, days: int) -> bool:
    """Whether a time had begun by the publication and had ended at most so many days before; unknown days may have."""
    if value.first is None or value.last is None:
        return True
    return value.first <= published and (published - value.last).days <= days


def heads_of_columns(text: str, dates: Sequence[tuple[Span, DateReading]]) -> frozenset[int]:
    """The places of dates that follow one another with nothing between: `2Q24 1Q24 2Q23` tell no sentence's time.

    >>> heads_of_columns("2Q24 1Q24", [(Span(0, 4), Part(part="q", number=2)), (Span(5, 9), Part(part="q", number=1))])
    frozenset({0, 1})
    """
    out: set[int] = set()
    for place in range(1, len(dates)):
        (one, first), (other, second) = dates[place - 1], dates[place]
        if (
            isinstance(first, _OF_COLUMNS)
            and type(first) is type(second)
            and not text[one.end : other.start].strip(" |")
        ):
            out |= {place - 1, place}
    return frozenset(out)


def _ends_with(value: DateValue, reported: DateValue) -> bool:
    """Whether a period is another one with the same last day."""
    whole = value.first != value.last
    return whole and value.last is not None and value.last == reported.last and value.first != reported.first
