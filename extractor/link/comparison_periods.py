"""Periods of comparison: the date that a change is measured against, the year before, the step between two periods."""

from dataclasses import replace
from datetime import date

import regex

from extractor.date_readings import Ago, Part, Range, Year
from extractor.days import is_month_end, month_days
from extractor.facts import Basis
from extractor.link.draft import Draft, When
from extractor.link.lines import Line
from extractor.period import Period
from extractor.values import DateValue

__all__ = [
    "compared_date",
    "ends_of",
    "is_coarser",
    "later_by",
    "own_end",
    "own_start",
    "period_of",
    "quarter_before",
    "spanning",
    "step_between",
    "year_before",
]

_COMPARED = regex.compile(
    r"\b(?:from|on|over|than|versus|vs\.?|against|compared\s(?:to|with)|relative\sto|with|in)\s(?:the\s|that\sof\s|in\s)*$"
    r"|\b(?:than|(?:compared|comparison)\s(?:to|with))\s(?:the|that|those)\s(?:\w+\s){0,3}(?:in|for|of|on|at)\s(?:the\s)?$"
)
_ONLY_IN = regex.compile(r"(?<!\bthan\s|\bwith\s|\bto\s)\bin\s(?:the\s)?$")
_OPENING = regex.compile(
    r"(?:^|[,;]\s)(?:as\s)?(?:(?:when\s)?compared\s(?:to|with)|relative\sto|versus|against)\s(?:the\s)?$"
)


def period_of(draft: Draft) -> When | None:
    """The date as the time of a figure; durations, vague times and dates of publication are none."""
    value = draft.date
    if value.value is None or value.role == "published":
        return None
    if value.value.startswith("P"):
        return _there(draft)
    reading = draft.figure.mention.reading
    if isinstance(reading, Range) and isinstance(reading.first, Part) and isinstance(reading.last, Year):
        return When(_last_part(value), draft)
    return When(value, draft)


def _last_part(value: DateValue) -> DateValue:
    """`Between the second quarter of 2023 and 2024, sales rose`: told of the later one."""
    name = (value.value or "").rpartition("/")[2]
    days = Period.parse(name)
    return replace(value, value=name, first=days.first) if days is not None and days.first else value


def _there(draft: Draft) -> When | None:
    """Where `ten years ago` leads to: the year, the month or the day."""
    value = draft.date
    if not isinstance(draft.figure.mention.reading, Ago) or value.first is None or value.last is None:
        return None
    return When(DateValue(str(Period.of(value.first, value.last)), value.first, value.last, "period", True), draft)


def own_end(line: Line, change: Draft) -> int:
    """Where the words behind a change end that may say what it is against: at the next change or foreign figure."""
    return next((d.start for d in line.later(change) if not _goes_with(change, d)), line.end)


def own_start(line: Line, change: Draft) -> int:
    """Where the words before a change begin that may say what it is against."""
    return next((d.end for d in reversed(line.earlier(change)) if not _goes_with(change, d)), line.start)


def _goes_with(change: Draft, other: Draft) -> bool:
    """Whether a figure is the level that a change is of, or what that is compared with."""
    level = change.related_to("change_of")
    if level is None or other.direction is not None:
        return False
    return other is level or (other.relation is not None and other.relation.to is level)


def compared_date(line: Line, draft: Draft) -> When | None:
    """What a change is measured against: the date directly behind "from", "on", "over", "compared with" after it.

    Or the date with which its clause opens: `Compared with June 2023, employment rose by …`.
    """
    for other in line.dates:
        if other.start < draft.end:
            continue
        words = line.lowered[draft.end : other.start]
        if len(words) > 80 or own_end(line, draft) < other.start:
            break
        if _COMPARED.search(words) and not _ONLY_IN.search(words):
            return period_of(other)
    return _opening_date(line, draft)


def _opening_date(line: Line, draft: Draft) -> When | None:
    """The last date before a change that a comparison introduces at the start of a clause, with a comma behind it."""
    for other in reversed(line.dates):
        if other.end > draft.start or line.text[other.end : other.end + 1] != ",":
            continue
        opening = _OPENING.search(line.lowered[line.start : other.start])
        if opening is None:
            continue
        at = line.start + opening.start()
        behind = any(d.direction and 0 <= at - d.end < 3 for d in line.quantities)  # "up 3%, compared with March"
        return None if behind else period_of(other)
    return None


def is_coarser(one: When, current: When | None) -> bool:
    """Whether "last year" beside a quarter means that quarter a year earlier, not the whole year."""
    if current is None or one.value.value is None or current.value.value is None:
        return False
    return len(one.value.value) == 4 and len(current.value.value) > 4


def year_before(value: DateValue) -> DateValue | None:
    """The same period a year earlier, where its value is a plain one.

    >>> year_before(DateValue("2024-Q1", date(2024, 1, 1), date(2024, 3, 31))).value
    '2023-Q1'
    """
    return _moved(value, years=-1)


def quarter_before(value: DateValue) -> DateValue | None:
    """The quarter before a quarter, or the day a quarter before a balance's.

    >>> quarter_before(DateValue("2024-Q1", date(2024, 1, 1), date(2024, 3, 31))).value
    '2023-Q4'
    >>> quarter_before(DateValue("2024-03-31", date(2024, 3, 31), date(2024, 3, 31))).value
    '2023-12-31'
    """
    day = value.last if value.first == value.last else None
    if day is not None and not is_month_end(day):
        return _moved(value, weeks=-13)
    return _moved(value, quarters=-1) if day is not None or "-Q" in (value.value or "") else None


def later_by(value: DateValue, unit: str) -> DateValue | None:
    """The same period a year later, or a quarter, a month or a week, where its value is a plain one."""
    return _moved(value, **{f"{unit if unit in _UNITS else 'year'}s": 1})


_UNITS = frozenset({"quarter", "month", "week"})


def _moved(value: DateValue, **by: int) -> DateValue | None:
    period = Period.parse(value.value) if value.value else None
    if period is not None and period.fiscal and value.first and value.last:
        period = period.covering(value.first, value.last)
    moved = period.shift(**by) if period is not None else None
    return None if moved is None else replace(value, value=str(moved), first=moved.first, last=moved.last)


_SPAN = regex.compile(r"(?P<first>[\d-]+)/(?P<last>[\d-]+)")


def ends_of(value: DateValue) -> tuple[DateValue, DateValue] | None:
    """The first and the last year, month or day of an interval; None for other times.

    >>> [end.value for end in ends_of(DateValue("2021/2023", date(2021, 1, 1), date(2023, 12, 31)))]
    ['2021', '2023']
    """
    match = _SPAN.fullmatch(value.value or "")
    if match is None or value.first is None or value.last is None:
        return None
    opening = replace(value, value=match["first"], last=_last_of(value.first, match["first"]))
    closing = replace(value, value=match["last"], first=_first_of(value.last, match["last"]))
    return opening, closing


def _last_of(first: date, iso: str) -> date:
    """The last day of the year, month or day that begins with a date."""
    if len(iso) == len("2021"):
        return date(first.year, 12, 31)
    return month_days(first.year, first.month)[1] if len(iso) == len("2021-03") else first


def _first_of(last: date, iso: str) -> date:
    if len(iso) == len("2021"):
        return date(last.year, 1, 1)
    return last.replace(day=1) if len(iso) == len("2021-03") else last


def spanning(one: DateValue, other: DateValue) -> DateValue | None:
    """The interval from one time to a later one of the same form.

    >>> year = lambda y: DateValue(str(y), date(y, 1, 1), date(y, 12, 31))
    >>> spanning(year(2025), year(2033)).value
    '2025/2033'
    """
    if one.first is None or other.last is None or not one.first < other.last or one.value is None:
        return None
    plain = all(regex.fullmatch(r"[\d-]+", v.value or "") for v in (one, other))
    alike = plain and len(one.value) == len(other.value or "")
    return DateValue(f"{one.value}/{other.value}", one.first, other.last, "period") if alike else None


_FISCAL_QUARTER = regex.compile(r"FY(?P<year>\d{4})-Q(?P<quarter>\d)")


def _fiscal_step(base: DateValue, current: DateValue) -> Basis | None:
    """The basis between two fiscal quarters by their names: their days need not be known."""
    one, other = (_FISCAL_QUARTER.fullmatch(v.value or "") for v in (base, current))
    if one is None or other is None:
        return None
    quarters = 4 * (int(other["year"]) - int(one["year"])) + int(other["quarter"]) - int(one["quarter"])
    steps: dict[int, Basis] = {1: "quarter_over_quarter", 4: "year_over_year"}
    return steps.get(quarters)


def step_between(base: DateValue, current: DateValue) -> Basis | None:
    """The basis of a change from one period to another of the same length; None where they are no neighbours.

    >>> march, february = (DateValue(f"2024-0{m}", date(2024, m, 1), date(2024, m, 29)) for m in (3, 2))
    >>> step_between(february, march)
    'month_over_month'
    """
    named = _fiscal_step(base, current)
    if named is not None:
        return named
    if base.first is None or current.first is None or base.last is None or current.last is None:
        return None
    length = (current.last - current.first).days
    if base.first == base.last or (length == 0 and len(base.value or "") >= len("2024-01")):
        return _step_of_balances(base.last, current.last)
    months = _months(base.first, current.first)
    if abs((base.last - base.first).days - length) > 4:
        # "compared to the 2023 period": a bare year stands for the same part of it
        within = len(base.value or "") == 4 and base.first.year == current.first.year - 1 and length < 300
        return "year_over_year" if within else None
    if months == 12:
        return "year_over_year"
    return _STEPS.get(months) if months and abs(length - months * 30.4) < 5 else None


#: By how many months lie between: a balance is compared with that of the end of such a time before.
_STEPS: dict[int, Basis] = {
    1: "month_over_month",
    3: "quarter_over_quarter",
    6: "half_over_half",
    12: "year_over_year",
}


def _step_of_balances(one: date, other: date) -> Basis | None:
    if abs((other - one).days - 365) < 8:
        return "year_over_year"
    steps = _STEPS.get(_months(one, other)) if is_month_end(one) and is_month_end(other) else None
    return steps if steps != "half_over_half" else None  # at the end of June balances are compared with the year's end


def _months(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month
