"""Lengths of time that end with what a release reports: `over the last twelve months`, `for the six-month period`."""

from decimal import Decimal

import regex

from extractor.date_readings import Length, Months, Stretch
from extractor.days import MONTHS, ending_on
from extractor.link.draft import Draft, When
from extractor.link.lines import Line
from extractor.period import Period
from extractor.values import DateValue

__all__ = ["stretch_of"]

#: A stretch has so many months at most.
_LONGEST = 12
#: So many months are reported together.
_REPORTED = frozenset({3, 6, 9, 12})
#: What makes a number of months the one that is reported: `for the six months, revenue was`.
_THE = regex.compile(r"(?:^|(?<!\w)(?:in|for|during|over)\ )the\ (?:first\ )?$")
_PERIOD = regex.compile(
    r"[ -]periods?(?!\w)(?!\ (?:end|of|from|begin|start))|(?=\ ?[,.;:]|$)|(?=\ (?:was|were|is|are|and|to|by)\ )"
)


def stretch_of(line: Line, draft: Draft, reported: DateValue | None) -> When | None:
    """The time of a length that ends with the reported period; None for other dates and where its end is unknown."""
    months = _months(line, draft)
    if months is None or reported is None or reported.last is None:
        return None
    first, last = ending_on(reported.last, months)
    return When(DateValue(str(Period.of(first, last)), first, last, "period"), draft)


def _months(line: Line, draft: Draft) -> int | None:
    reading = draft.figure.mention.reading
    if isinstance(reading, Length) and reading.longest is None and reading.unit == "month":
        count = reading.length.months
        return int(count) if count is not None and count in _REPORTED and _is_reported(line, draft) else None
    if isinstance(reading, Stretch):
        count = reading.count if reading.side == "last" else None
    elif isinstance(reading, Months) and (draft.date.value or "")[:1] == "P":
        count = Decimal(reading.count) if reading.at_end and reading.count is not None else None
    else:
        return None
    months = int(count * MONTHS.get(reading.unit, 0)) if count is not None else 0
    return months if 0 < months <= _LONGEST else None


def _is_reported(line: Line, draft: Draft) -> bool:
    before = line.lowered[max(line.start, draft.start - 30) : draft.start].lstrip("•-–—* ")
    return _THE.search(before) is not None and _PERIOD.match(line.lowered, draft.end, line.end) is not None
