"""What a release is about in time: the period that it reports, others with the same end, those it looks ahead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractor.values import DateValue

__all__ = ["ReleaseTime", "release_time"]

#: So many other periods with the same end are kept (`quarter`, `nine months`, `year`).
_MOST = 2


@dataclass(frozen=True, slots=True)
class ReleaseTime:
    """The time of a release, read once from its dates before any figure is linked.

    `reported` is the first period that is told of something and compared with nothing; `same_end` are other periods
    that end with it (the year beside its last quarter); `ahead` are those that had not begun by the publication.
    None and empty where the release names none: nothing is ever made up.
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
    reported = named[0] if named else None
    same: dict[str | None, DateValue] = {}
    ahead: dict[str | None, DateValue] = {}
    for value in named:
        if reported is not None and _ends_with(value, reported):
            same.setdefault(value.value, value)
        if published is not None and value.first is not None and value.first > published:
            ahead.setdefault(value.value, value)
    return ReleaseTime(reported, tuple(same.values())[:_MOST], tuple(ahead.values()))


def _ends_with(value: DateValue, reported: DateValue) -> bool:
    """Whether a period is another one with the same last day."""
    whole = value.first != value.last
    return whole and value.last is not None and value.last == reported.last and value.first != reported.first
