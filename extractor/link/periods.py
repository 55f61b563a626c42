"""Periods: the time each figure is about, from its phrase, its clause, its paragraph or the release's own period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import regex

from extractor.documents import Document
from extractor.facts import Basis
from extractor.link.changes import Role, elliptical, squeeze
from extractor.link.draft import Draft, When
from extractor.link.lines import Line
from extractor.link.nounphrases import singular_words
from extractor.values import DateValue

__all__ = ["Frames", "compared_date", "find_periods", "step_between", "year_before"]

_NEAR = regex.compile(
    r"^\W*(?:(?:in|for|during|over|at|as|of|the|on|through|throughout|ended|ending|its|by|within|per|share|diluted|basic|full|and|a|our|to|-|–|year|fiscal|period|quarter|s)\W+)*$"
)
_SENTENCE_START = regex.compile(
    r"^\W*(?:(?:in|for|during|over|as|of|the|on|since|at|by|through|its|throughout|overall|globally)\W+){0,4}$"
)


@dataclass
class Frames:
    """The time that what was said so far is about: of the line before, of the last heading, of the release."""

    release: When | None = None
    heading: When | None = None
    paragraph: int = -1
    last: When | None = None
    by_paragraph: dict[int, When] = field(default_factory=dict)


def find_periods(
    document: Document, line: Line, roles: Mapping[int, Role], frames: Frames, drafts: Sequence[Draft]
) -> None:
    """Set the period of each quantity of a line; lines must come in order."""
    if line.sentence.paragraph != frames.paragraph:
        frames.paragraph, frames.last = line.sentence.paragraph, None
    _take_frame(line, frames)
    for draft in line.quantities:
        if roles.get(draft.index) != "prior":
            own = _level(line, draft, roles)
            found = own or _lent(draft, drafts) or _sibling(line, draft, roles) or _framed(line, draft, frames)
            _set(draft, found if own else _fitted(line, draft, found, frames))
    for draft in line.quantities:
        if roles.get(draft.index) == "prior":
            _set(draft, _prior(line, draft, drafts))
    for draft in line.quantities:  # a change is about the period of the level that it changed
        if draft.relation is not None and draft.relation.type in {"change_of", "equivalent_of"}:
            other = drafts[draft.relation.to]
            if other.when is not None and draft.when != other.when:
                _set(draft, (other.when, "period.of-its-level"))
    first = next((d.when for d in line.quantities if d.when is not None and roles.get(d.index) != "prior"), None)
    if first is not None:
        frames.last = first


def _take_frame(line: Line, frames: Frames) -> None:
    """A heading with a date frames what follows; the first period of headline or lead is the release's own."""
    own = next((w for d in line.dates if d.date.role == "period" and not d.date.shifted and (w := _period_of(d))), None)
    if own is None:
        return
    if frames.release is None:
        frames.release = own
    words = line.text[line.start : line.end].rstrip()
    if not line.quantities and len(words) < 120 and words[-1:] not in '.!?”"' and not line.sentence.bullet:
        frames.heading = own


Finding = tuple[When, str]


def _set(draft: Draft, found: Finding | None) -> None:
    if found is not None:
        draft.when = found[0]
        draft.note("period", found[1])


def _period_of(draft: Draft) -> When | None:
    """The date as the time of a figure; durations, vague times and dates of publication are none."""
    value = draft.date
    if value.value is None or value.value.startswith("P") or value.role == "published":
        return None
    return When(value, draft.index)


def _level(line: Line, draft: Draft, roles: Mapping[int, Role]) -> Finding | None:
    """The date that the figure's own words give."""
    after = _after(line, draft, roles)
    if after is not None:
        return after, "period.after-figure"
    before = _before(line, draft, roles)
    if before is not None:
        return before, "period.before-figure"
    later = _later(line, draft, roles)
    return (later, "period.later-in-clause") if later is not None else None


def _after(line: Line, draft: Draft, roles: Mapping[int, Role]) -> When | None:
    """A date behind the figure with only connecting words, brackets or figures that lean on it between them."""
    left = draft.end
    for other in line.drafts:
        if other.start < draft.end:
            continue
        if other.kind != "date":
            if roles.get(other.index) == "prior" or not elliptical(line, left, other.start):
                return None
            left = other.end
            continue
        between = regex.sub(r"\([^()]*\)", " ", line.lowered[left : other.start])
        when = _period_of(other)
        if when is not None and _NEAR.match(squeeze(between)) and not other.date.shifted:
            return when
        if other.date.shifted or not elliptical(line, left, other.start):
            return None
    return None


def _before(line: Line, draft: Draft, roles: Mapping[int, Role]) -> When | None:
    """The nearest date before the figure in its clause, or the one that opens the sentence."""
    stop = line.start
    for sign in (";", ". "):
        stop = max(stop, line.lowered.rfind(sign, line.start, draft.start))
    earlier = [d for d in line.dates if stop <= d.start < draft.start and not d.date.shifted]
    for other in reversed(earlier):
        when = _period_of(other)
        if when is None or _claimed(line, other, roles) or (other.date.role == "event" and not _opens(line, other)):
            continue
        return when
    return None


def _opens(line: Line, other: Draft) -> bool:
    return bool(_SENTENCE_START.match(line.lowered[line.start : other.start]))


def _claimed(line: Line, date_draft: Draft, roles: Mapping[int, Role]) -> bool:
    """Whether a date belongs to a figure compared against: it stands directly behind it, or in its bracket."""
    for draft in line.quantities:
        if roles.get(draft.index) == "prior" and draft.end <= date_draft.start:
            if _NEAR.match(squeeze(regex.sub(r"\([^()]*\)", " ", line.lowered[draft.end : date_draft.start]))):
                return True
        if roles.get(draft.index) == "prior" and date_draft.end <= draft.start <= date_draft.end + 3:
            return True
    before = line.lowered[max(line.start, date_draft.start - 40) : date_draft.start]
    return bool(
        regex.search(
            r"\b(?:from|compared (?:to|with)|versus|vs\.?|over|since|than|against)\s(?:the\s|in\s|that\sof\s)*$", before
        )
    )


def _later(line: Line, draft: Draft, roles: Mapping[int, Role]) -> When | None:
    """The first unclaimed date behind the figure in the same clause."""
    for other in line.dates:
        if other.start < draft.end or other.date.shifted:
            continue
        words = line.lowered[draft.end : other.start]
        if ";" in words:
            return None
        when = _period_of(other)
        if when is None or _claimed(line, other, roles) or other.date.role in {"event", "deadline"}:
            continue
        return when
    return None


def _lent(draft: Draft, drafts: Sequence[Draft]) -> Finding | None:
    if draft.relation is None or draft.relation.type in {"prior_of", "same_as"}:
        return None
    other = drafts[draft.relation.to]
    return (other.when, "period.of-related") if other.when is not None else None


def _fitted(line: Line, draft: Draft, found: Finding | None, frames: Frames) -> Finding | None:
    """A frame fitted to the measure: a balance is of the last day of a period, a flow is of a period and not of a day."""
    if found is None or draft.metric is None or not singular_words(draft.metric.of(line.text)):
        return found
    value = found[0].value
    if value.first is None or value.last is None:
        return found
    stock = bool(_STOCKS & set(singular_words(draft.metric.of(line.text))))
    flow = bool(_FLOWS & set(singular_words(draft.metric.of(line.text))))
    if stock and not flow and value.first != value.last and (value.last - value.first).days < 400:
        day = DateValue(value.last.isoformat(), value.last, value.last, "period")
        return When(day), "period.last-day-for-balance"
    release = frames.release
    if not stock and value.first == value.last and release is not None and release.value.last == value.last:
        return release, "period.release-for-flow"
    return found


#: Measures of a moment, and words that make them flows again ("cash flow", "change in debt").
_STOCKS = frozenset(
    [
        "cash",
        "debt",
        "asset",
        "equity",
        "liability",
        "inventory",
        "inventories",
        "backlog",
        "headcount",
        "deposit",
        "loan",
        "receivable",
        "aum",
        "liquidity",
    ]
)
_FLOWS = frozenset(
    [
        "flow",
        "flows",
        "dividend",
        "payment",
        "repurchase",
        "cost",
        "expense",
        "charge",
        "used",
        "provided",
        "sale",
        "revenue",
    ]
)


def _sibling(line: Line, draft: Draft, roles: Mapping[int, Role]) -> Finding | None:
    """The time of the figure before in the same sentence."""
    for other in reversed(line.quantities):
        if other.index < draft.index and other.when is not None and roles.get(other.index) != "prior":
            return other.when, "period.sibling"
    return None


def _framed(line: Line, draft: Draft, frames: Frames) -> Finding | None:
    """The time of the sentence before, of the heading, or of the release."""
    if frames.last is not None:
        return frames.last, "period.carried"
    if line.sentence.section == "boilerplate":
        return None
    if frames.heading is not None:
        return frames.heading, "period.heading"
    if frames.release is not None and draft.kind in {"money", "percent", "measure"}:
        return frames.release, "period.release"
    return None


def _prior(line: Line, draft: Draft, drafts: Sequence[Draft]) -> Finding | None:
    """The period of a figure compared against: its own date, a phrase that shifts, else the year before the current."""
    current = drafts[draft.relation.to].when if draft.relation is not None else None
    if current is not None and _earlier_forecast(line, draft):
        return current, "period.of-forecast"
    own = _own_date(line, draft)
    if own is not None and not (own.value.shifted and _coarser(own, current)):
        return own, "period.of-comparison"
    shifted = next((d for d in line.dates if d.date.shifted and d.date.value and draft.start - 60 <= d.start), None)
    if shifted is not None and not _coarser(When(shifted.date), current):
        return When(shifted.date, shifted.index), "period.shifted-phrase"
    if draft.relation is not None and draft.relation.type == "prior_of" and current is not None:
        earlier = year_before(current.value)
        return (When(earlier), "period.year-before") if earlier is not None else None
    return None


def _coarser(one: When, current: When | None) -> bool:
    """Whether "last year" beside a quarter means that quarter a year earlier, not the whole year."""
    if current is None or one.value.value is None or current.value.value is None:
        return False
    return len(one.value.value) == 4 and len(current.value.value) > 4


def _earlier_forecast(line: Line, draft: Draft) -> bool:
    before = line.lowered[max(line.start, draft.start - 50) : draft.start]
    after = line.lowered[draft.end : draft.end + 30]
    return bool(
        regex.search(
            r"\b(?:forecast|estimate|guidance|projection|outlook|previously|expectation|range)[\w ]*:?(?: of| at)? ?$",
            before,
        )
        or regex.match(r" (?:before|previously|earlier|forecast)\b", after)
    )


def _own_date(line: Line, draft: Draft) -> When | None:
    for other in line.dates:
        between = ""
        if other.start >= draft.end:
            between = regex.sub(r"\([^()]*\)", " ", line.lowered[draft.end : other.start])
            if not _NEAR.match(squeeze(between)) and not elliptical(line, draft.end, other.start):
                return None
        elif not 0 <= draft.start - other.end <= 3:
            continue
        when = _period_of(other)
        if when is not None:
            return when
    return None


def year_before(value: DateValue) -> DateValue | None:
    """The same period a year earlier, where its value is a plain one.

    >>> year_before(DateValue("2024-Q1", date(2024, 1, 1), date(2024, 3, 31))).value
    '2023-Q1'
    """
    if value.value is None:
        return None

    def shift(match: regex.Match[str]) -> str:
        return f"{int(match[1]) - 1:04d}"

    text = regex.sub(r"(?<![\d-])(\d{4})(?=$|[-/])", shift, value.value)
    text = regex.sub(r"(?<=^FY)(\d{4})", shift, text)
    if text == value.value:
        return None
    return replace(value, value=text, first=_back(value.first), last=_back(value.last))


def _back(day: date | None) -> date | None:
    """The day a year earlier; the last of February stays the last of February."""
    if day is None or day.year <= 1:
        return None
    try:
        moved = day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
    if (day + timedelta(1)).month == 3 and day.month == 2:
        return date(day.year - 1, 3, 1) - timedelta(1)
    return moved


_COMPARED = regex.compile(
    r"\b(?:from|on|over|than|versus|vs\.?|against|compared\s(?:to|with)|with|in)\s(?:the\s|that\sof\s|in\s)*$"
)


def compared_date(line: Line, draft: Draft) -> When | None:
    """The date directly behind "from", "on", "over", "compared with" after a change: what it is measured against."""
    for other in line.dates:
        if other.start < draft.end:
            continue
        words = line.lowered[draft.end : other.start]
        if len(words) > 80 or any(d.start < other.start for d in line.quantities if d.start >= draft.end):
            return None
        if _COMPARED.search(words) and not regex.search(r"\bin\s(?:the\s)?$", words):
            return _period_of(other)
    return None


def step_between(base: DateValue, current: DateValue) -> Basis | None:
    """The basis of a change from one period to another of the same length; None where they are no neighbours."""
    if base.first is None or current.first is None or base.last is None or current.last is None:
        return None
    months = (current.first.year - base.first.year) * 12 + current.first.month - base.first.month
    length = (current.last - current.first).days
    if abs((base.last - base.first).days - length) > 4:
        # "compared to the 2023 period": a bare year stands for the same part of it
        within = len(base.value or "") == 4 and base.first.year == current.first.year - 1 and length < 300
        return "year_over_year" if within else None
    if months == 12:
        return "year_over_year"
    steps: dict[int, Basis] = {1: "month_over_month", 3: "quarter_over_quarter", 6: "half_over_half"}
    return steps.get(months) if months and abs(length - months * 30.4) < 5 else None
