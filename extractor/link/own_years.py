"""Quarters of a release with fiscal years of its own are told by their days, as `2024-Q1` may mean another one."""

from collections.abc import Iterable, Iterator

import regex

from extractor.facts import DateFact, Fact

__all__ = ["in_days"]

_PART = regex.compile(r"\d{4}-[QH]\d")


def in_days(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Facts whose quarters and halves of the calendar are told by their days: `2024-01-01/2024-03-31`.

    In a release whose fiscal third quarter ends in March, `2024-Q1` could be read as its first one; the days cannot.
    """
    for fact in facts:
        if isinstance(fact, DateFact):
            days = _days(fact.value, fact.start_date, fact.end_date)
            yield fact.model_copy(update={"value": days}) if days else fact
            continue
        period = fact.period
        days = _days(period.value, period.start_date, period.end_date) if period is not None else None
        told = period.model_copy(update={"value": days}) if period is not None and days else None
        yield fact.model_copy(update={"period": told}) if told else fact


def _days(value: str | None, first: object, last: object) -> str | None:
    """A part of a calendar year as an interval of days; None for what is written otherwise."""
    if value is None or first is None or last is None or not _PART.fullmatch(value):
        return None
    return f"{first}/{last}"
