"""Times of what is compared: `In the prior year, it was`, `versus …, last year`, `at the beginning of the quarter`."""

from datetime import timedelta

import regex

from extractor.link.comparison_periods import year_before
from extractor.link.draft import Draft, When, priors_of
from extractor.link.lines import Line
from extractor.period import Period
from extractor.values import DateValue

__all__ = ["at_opening", "in_prior_year", "of_year_behind"]

_PARTS = frozenset({"quarter", "half"})
_IN_PRIOR = regex.compile(
    r"\W*(?:in|for|during)\s(?:the\s)?(?:prior|previous|preceding)[\s-]year(?:[\s-](?:quarter|period))?,?\s"
)


def in_prior_year(line: Line, draft: Draft, reported: When | None) -> When | None:
    """`In the prior year, the provision was $3 million`: in the release of a quarter, in that quarter a year before."""
    opened = _IN_PRIOR.match(line.lowered, line.start, draft.start)
    if opened is None or reported is None or len(line.dates) != 1 or not _is_part(reported.value):
        return None
    before = year_before(reported.value)
    return When(before, line.dates[0]) if before is not None else None


def _is_part(value: DateValue) -> bool:
    """Whether a time is a quarter or half of a year."""
    period = Period.parse(value.value or "")
    return period is not None and period.grain in _PARTS


_LAST_YEAR = frozenset({"last year", "prior year", "previous year", "year ago", "a year ago", "year earlier"})
#: "$5 million, or 3% of revenue, last year".
_CLOSING = regex.compile(r"(?:\sof\s(?:[\w-]+\s){0,3}[\w-]+)?,?\s(?:in\s|for\s)?(?:the\s|a\s)?")


def of_year_behind(line: Line, draft: Draft, reported: When | None) -> When | None:
    """`was $5 million, or 3% of sales, versus $4 million, or 2%, last year`: the year is of what is compared."""
    date = line.dates[0] if len(line.dates) == 1 and line.quantities else None
    if date is None or reported is None or not _is_part(reported.value):
        return None
    if line.lowered[date.start : date.end] not in _LAST_YEAR:
        return None
    if not _CLOSING.fullmatch(line.lowered, line.quantities[-1].end, date.start):
        return None
    compared = [d.start for d in line.quantities if d.is_related("prior_of")]
    if not compared or line.quantities[0].start >= min(compared):
        return None
    if draft.start < min(compared):
        return reported
    before = year_before(reported.value)
    return When(before, date) if before is not None else None


_AT = regex.compile(r"(?:\s(?:in|of)\s[\w\s]{1,30})?,?\s(?:at|as\sof)\s(?:the\s)?")


def at_opening(line: Line, draft: Draft, reported: When | None) -> When | None:
    """`$5 million, down from $6 million at the beginning of the quarter`: of its last day and of the one before."""
    opening = _opening(line, draft)
    if opening is not None:
        return opening
    priors = priors_of(line.quantities).get(draft.index, ())
    last = reported.value.last if reported is not None else None
    if last is None or len(line.dates) != 1 or not any(_opening(line, prior) for prior in priors):
        return None
    return When(DateValue(last.isoformat(), last, last, "period"))


def _opening(line: Line, draft: Draft) -> When | None:
    """The day before a period at whose beginning a figure is held."""
    date = next((d for d in line.dates if d.start >= draft.end), None)
    first = date.date.first if date is not None and date.figure.mention.date.edge == "start" else None
    if date is None or first is None or not _AT.fullmatch(line.lowered, draft.end, date.start):
        return None
    day = first - timedelta(1)
    return When(DateValue(day.isoformat(), day, day, "period"), date)
