"""The times of a table's columns, and which columns a change compares."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.days import Days
from extractor.facts import Basis
from extractor.tables.calendar import Calendar
from extractor.tables.heads import Head
from extractor.tables.parts import Part
from extractor.tables.periods import Stated, is_time, merged, read_period, times_in
from extractor.tables.rows import Line
from extractor.values import DateValue
from extractor.words.tables import folded, phrase_in, table_words

__all__ = [
    "basis_of",
    "compared_columns",
    "later_column",
    "of_flow",
    "periods_of",
    "row_period",
    "take_lengths",
    "times_of",
]

_FLOWS = frozenset({"income", "cash_flow"})


def times_of(part: Part) -> list[Stated]:
    """The times of the columns as stated; a length that only one head states holds for days beside it."""
    out = _between_alike(part, [_time_of(part, head) for head in part.heads])
    if len(out) > 1 and not any(head.words for head in part.heads):
        return [_only_time(part) for _ in out]  # what tells the columns apart is not known
    lengths = {(t.months, t.weeks) for t in out if t.has_length}
    if len(lengths) != 1 or part.kind == "balance_sheet":
        return out
    months, weeks = lengths.pop()
    return [replace(t, months=months, weeks=weeks) if t.end and not _has_span(t) else t for t in out]


def take_lengths(part: Part, before: Part) -> None:
    """Give days over flows the lengths that the same days have in the part before: a table goes on on the next page."""
    if part.kind == "balance_sheet" or len(part.times) != len(before.times) or not any(map(_is_flow, part.lines)):
        return
    pairs = list(zip(part.times, before.times, strict=True))
    if all(own.end and own.end == of.end and of.has_length and not _has_span(own) for own, of in pairs):
        part.times = [replace(own, months=of.months, weeks=of.weeks) for own, of in pairs]


def _has_span(time: Stated) -> bool:
    return bool(time.has_length or time.part or time.instant or time.to_date)


def _is_flow(line: Line) -> bool:
    """Whether a row's figures run over a time: amounts per share, income."""
    found = phrase_in(table_words().rows.flows, folded(line.label.words)) if line.label else None
    return line.unit == "per_share" or (found is not None and found.start() == 0)


def _between_alike(part: Part, times: list[Stated]) -> list[Stated]:
    """The times, that of a column without a year from both beside it: `2024 GAAP | Adj. | 2024 Non-GAAP`."""
    out = list(times)
    for at in range(1, len(times) - 1):
        before, own, after = part.heads[at - 1 : at + 2]
        open_left = own.kind == "level" and not own.stated.says_which
        if open_left and before.stated.says_which and before.stated == after.stated and times[at - 1] == times[at + 1]:
            out[at] = times[at - 1]
    return out


def _only_time(part: Part) -> Stated:
    """The one time that stands over a table whose heads are not known."""
    words = [" ".join(text.split()) for text in part.over]
    if sum(map(times_in, words)) != 1:
        changes = all(head.kind == "change" for head in part.heads) and not any(map(times_in, words))
        return part.captions.stated if changes else Stated()
    stated = Stated()
    for one in words:
        stated = merged(read_period(one), stated)
    return stated


def _time_of(part: Part, head: Head) -> Stated:
    """The time of a column, from its head and what stands over the table."""
    above = part.captions.stated
    if part.kind == "balance_sheet":
        above = Stated(end=above.end, month=above.month, day=above.day, year=above.year, instant=True)
        if not head.stated:
            return above
    own = head.stated
    if not own.end and (own.has_length or own.part) and not (above.has_length or above.part):
        # a date above says nothing of a length that the column states without one, but for its year
        above = Stated(year=above.year if not above.month and not above.is_ambiguous else None)
    years = {other.stated.year for other in part.heads if other.stated.year}
    if above.end and years and above.end.year not in years and own.year and not own.says_day:
        above = replace(above, end=None, month=None, day=None, year=None)  # the day of the release itself
    if own.year and not (own.has_length or own.part or own.says_day) and _names_quarter(part):
        above = replace(above, months=None, weeks=None, part=None)  # `4Q24 | 3Q24 | 2024`: the year itself
    if above.is_ambiguous and not own.says_when:
        above = replace(above, year=None, end=None)
    return merged(above, own)


def _names_quarter(part: Part) -> bool:
    """Whether a head names a quarter with its year."""
    return any(head.stated.part in {"q", "h"} and head.stated.year for head in part.heads)


def periods_of(part: Part, calendar: Calendar) -> list[DateValue | None]:
    """The time of each column; a change's is the later one of what it compares, a share's that of its base.

    What each change compares is noted in `part.compared`.
    """
    alone = all(head.kind == "change" for head in part.heads)  # a table of changes has the time of its title
    out = [
        calendar.value(time) if head.stated or alone or (head.kind == "level" and not head.ambiguous) else None
        for head, time in zip(part.heads, part.times, strict=True)
    ]
    if part.kind in _FLOWS:
        out = [_as_flow(value, part, calendar) for value in out]
    part.spans = [calendar.about(value) for value in out]
    for at, head in enumerate(part.heads):
        if head.kind == "share" and not (head.stated.says_which and out[at]):
            out[at] = _of_base(part, out, at)
        elif head.kind == "change":
            compared = part.proven.get(at) or compared_columns(part, at)
            if compared:
                part.compared[at] = compared
                out[at] = out[compared[0]]
    return out


def _of_base(part: Part, periods: Sequence[DateValue | None], at: int) -> DateValue | None:
    """The time of the column that a share belongs to: the next one to its left, else to its right."""
    near = (*range(at - 1, -1, -1), *range(at + 1, len(periods)))
    return next((periods[i] for i in near if part.heads[i].kind == "level" and periods[i]), periods[at])


def _as_flow(value: DateValue | None, part: Part, calendar: Calendar) -> DateValue | None:
    """A day over a statement of flows stands for the one period that ends on it."""
    if value is None or value.first != value.last or value.last is None:
        return value
    spans = sorted(span for span in calendar.spans if span[1] == value.last)
    if not spans:
        return None
    if part.kind != "cash_flow" and len(spans) > 1:
        return None
    first, last = spans[0]
    return DateValue(f"{first.isoformat()}/{last.isoformat()}", first, last)


def compared_columns(part: Part, at: int) -> tuple[int, int] | None:
    """The columns that a change compares: the later and the earlier one."""
    head, spans = part.heads[at], part.spans
    levels = [i for i, h in enumerate(part.heads) if h.kind == "level"]
    if phrase_in(table_words().columns.against, folded(head.words)):
        near = sorted(levels, key=lambda i: abs(i - at))
        named = next((i for i in near if spans[i] is not None and spans[i] == spans[at]), at)
        later = max(_of_one_length(near, spans, named), key=lambda i: _last(spans[i]), default=named)
        if later != named != at:
            return later, named
    before = [i for i in levels if i < at]
    group: list[int] = []
    for i in reversed(before):
        if group and part.heads[i].kind == "level" and any(part.heads[k].kind == "change" for k in range(i, group[0])):
            break
        group.insert(0, i)
    group = _distinct(group, spans)
    if len(group) < 2:
        group = _beside_alike(part, at) or group or [i for i in levels if i > at][:2]
    same = [i for i in group if part.heads[i].rest == head.rest] if head.rest else group
    group = same if len(same) >= 2 else group
    group = _of_one_length(group, spans, at)
    if len(group) < 2:
        return (group[0], group[0]) if group else None
    later = max(group, key=lambda i: (_last(spans[i]), -i))
    same_time = next((i for i in group if i != later and spans[at] is not None and spans[i] == spans[at]), None)
    if same_time is not None:
        return later, same_time  # `Change` over the time that it is measured against
    earlier = [i for i in group if i != later]
    if head.basis == "quarter_over_quarter":
        return later, max(earlier, key=lambda i: (_last(spans[i]), -i))
    if head.basis in {"year_over_year", "constant_currency"}:
        return later, min(earlier, key=lambda i: abs(_days(spans[later], spans[i]) - 365))
    return later, earlier[0]


def _distinct(group: Sequence[int], spans: Sequence[Days | None]) -> list[int]:
    """The columns nearest to a change, up to where a time comes again: that is another segment's."""
    out: list[int] = []
    for i in reversed(group):
        if any(spans[i] is not None and spans[i] == spans[k] for k in out):
            break
        out.insert(0, i)
    return out


def _beside_alike(part: Part, at: int) -> list[int]:
    """The columns before a change that are reckoned like its nearest one, or like itself, each of another time.

    `2024 GAAP | Adj. | Non-GAAP | 2023 GAAP | Adj. | Non-GAAP | % Change GAAP | Non-GAAP`.
    """
    levels = [i for i in range(at) if part.heads[i].kind == "level" and part.spans[i] is not None]
    own = [i for i in levels if _untimed(part.heads[i]) == _untimed(part.heads[at])]
    like = own or [i for i in levels if _untimed(part.heads[i]) == _untimed(part.heads[levels[-1]])]
    found = _distinct(like, part.spans)
    return found if len(found) > 1 else []


def _of_one_length(group: Sequence[int], spans: Sequence[Days | None], at: int) -> list[int]:
    """Of columns of several lengths those of the nearest one's."""
    if not group:
        return []
    nearest = min(group, key=lambda i: abs(i - at))
    length = _length(spans[nearest])
    return [i for i in group if abs(_length(spans[i]) - length) <= 10]


def _length(span: Days | None) -> int:
    return (span[1] - span[0]).days if span else 0


def _last(span: Days | None) -> int:
    return span[1].toordinal() if span else 0


def _days(later: Days | None, earlier: Days | None) -> int:
    return _last(later) - _last(earlier) if _last(later) and _last(earlier) else 0


def row_period(line: Line, part: Part, at: int, calendar: Calendar) -> DateValue | None:
    """The time that a row or the heads above it state, where the columns leave it open.

    A row's label counts where it is a time, or a balance of a day: not where it names something of another time
    (`Notes due 2030`).
    """
    head = part.heads[at]
    if head.kind != "level" and (part.periods[at] is not None or at in part.compared):
        return None
    if line.label is not None and not head.stated.says_when and is_time(line.label.words):
        stated = read_period(line.label.words)
        over = part.captions.stated
        if over.has_length and stated.end and not (_has_span(stated) or _BALANCE.search(folded(line.label.words))):
            stated = replace(stated, months=over.months, weeks=over.weeks)  # `Quarter ended` over days
        if stated.end or stated.part or stated.month or (part.yearly and part.periods[at] is None):
            return calendar.value(merged(stated, head.stated))
    for label in reversed(line.heads):
        stated = read_period(label.words)
        open_left = stated.end or stated.part or (stated.month and not head.stated.says_when) or stated.has_length
        if open_left and (stated.has_length or is_time(label.words)):
            return calendar.value(merged(stated, head.stated))
    return None


_BALANCE = regex.compile(r"\bbalances?\b")


def of_flow(line: Line, value: DateValue | None) -> DateValue | None:
    """The time of a row's figure: a day is none of what runs over a time, such as income."""
    if value is None or value.first is None or value.first != value.last or line.label is None:
        return value
    found = phrase_in(table_words().rows.flows, folded(line.label.words))
    return None if found is not None and found.start() == 0 else value


def basis_of(part: Part, at: int) -> Basis | None:
    """What a change is measured against, by the distance of what it compares."""
    later, earlier = part.compared[at]
    days = _days(part.spans[later], part.spans[earlier])
    if 358 <= days <= 373:
        return "year_over_year"
    return "quarter_over_quarter" if 84 <= days <= 98 else None


def later_column(part: Part, at: int) -> int | None:
    """The column of the latest time among those that differ from this one in their time alone."""
    spans = part.spans
    own = spans[at]
    if own is None:
        return None
    alike = [
        i
        for i, head in enumerate(part.heads)
        if head.kind == "level"
        and head.rest == part.heads[at].rest
        and spans[i] is not None
        and abs(_length(spans[i]) - _length(own)) <= 10
        and _untimed(part.heads[i]) == _untimed(part.heads[at])
    ]
    latest = max(alike, key=lambda i: _last(spans[i]), default=at)
    return latest if _last(spans[latest]) > _last(own) else None


def _untimed(head: Head) -> str:
    """The words of a head that do not state its time: `GAAP`, `Adjusted`."""
    names = frozenset(table_words().columns.qualifiers)
    return " ".join(
        w for w in folded(head.words).split() if w.strip("(),") in names and "unaudited" not in w and "audited" not in w
    )
