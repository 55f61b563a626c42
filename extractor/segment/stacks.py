"""Stacks of heads over columns: which columns each head of a head line covers, by counts, order and what is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, pairwise

import regex

from extractor.segment.head_words import clearness, over_labels, parted
from extractor.segment.heads import Head, Part, is_title
from extractor.spans import Span
from extractor.words.grids import month_pattern

__all__ = ["MOST_COLUMNS", "Placed", "Stack", "stack", "stack_over"]

MOST_COLUMNS = 24
"""Columns in a table; rows of more figures are no table's."""
_MOST_WORDS = 4
"""Words in a head under another."""
_WHEN = frozenset({Part.DAY, Part.YEAR})
_SURELY, _CLEARLY, _LIKELY = 0.7, 0.6, 0.35
"""How good the parting of words must be on average: where another reading is open, and where none is."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A head over `columns` columns from `column` on; column 0 is that of the labels."""

    start: int
    end: int
    row: int
    column: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Stack:
    """The heads of a table of so many columns, and how well they fit that number (0: nothing says it)."""

    heads: tuple[Placed, ...] = ()
    fit: float = 0.0
    group: int = 0
    """After how many columns the lowest heads come again; 0 if they do not."""


@dataclass(slots=True)
class _Column:
    """What the heads placed so far say of a column."""

    parts: set[Part] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    last: int = -1
    """Where the last head placed begins: columns with the same one stand under one head."""
    beside: bool = False
    """Whether heads stand beside one another on its line."""
    percent: bool = False
    """Whether its figures are percentages."""

    @property
    def changes(self) -> bool:
        """Whether its heads or its figures say that it may be one of changes."""
        signed = self.parts == {Part.SIGN} and bool(self.words)  # `$` and `%` alone stand under a change
        return self.percent or signed or Part.CHANGE in self.parts

    @property
    def shares(self) -> bool:
        """Whether its heads say that it holds parts of a whole: `% of Revenues`."""
        return any(word.startswith("%") and " of " in word for word in self.words)


def stack(text: str, rows: Sequence[Sequence[Head]], count: int) -> Stack:
    """The heads placed over `count` columns."""
    if not rows or not 0 < count <= MOST_COLUMNS:
        return Stack()
    return _stacked(text, rows, _leaves(text, rows, count), [_Column() for _ in range(count)])


def stack_over(
    text: str, above: Sequence[Sequence[Head]], leaves: Sequence[Head], fit: float, percents: frozenset[int]
) -> Stack:
    """The heads placed over columns each of which has one of the `leaves`; `percents` are those of percentages."""
    columns = [_Column(percent=at in percents) for at in range(len(leaves))]
    rows = [*above, leaves]
    return _stacked(text, rows, _Leaves(len(above), (), leaves, fit), columns)


def _stacked(text: str, rows: Sequence[Sequence[Head]], leaves: "_Leaves | None", columns: list["_Column"]) -> Stack:
    """The heads placed, from the row that names each column upwards, then those under it."""
    count = len(columns)
    placed: list[Placed] = []
    top = below = len(rows)
    lower = rows
    fit, group = 0.0, 0
    if leaves is not None:
        placed.extend(leaves.placed())
        lines = {head.line for head in leaves.heads}
        for head, column in zip(leaves.heads, columns, strict=True):
            column.beside = len(lines) < count
            _say(text, column, head)
        size = _period(columns)
        group = size if size < count and count % size == 0 else 0
        fit, top, below = leaves.fit, leaves.row, leaves.row + 1
        rows = [[head for head in row if not leaves.takes(head)] for row in rows[:top]] + [rows[top]]
    for at in range(top - 1, -1, -1):
        if len(rows[at]) == 1 and not rows[at][0].timed and is_title(text, rows[at][0]):
            break  # what stands above the table's name is none of its heads
        under = rows[at + 1] if at + 1 < len(rows) else ()
        fit += _place_row(text, _side_by_side(text, rows, at, columns), at, columns, placed, below=under)
    for at in range(below, len(lower)):
        fit += _place_under(text, lower[at], at, columns, placed)
    return Stack(tuple(sorted(placed, key=lambda head: head.start)), fit, group)


@dataclass(frozen=True, slots=True)
class _Leaves:
    """The row that names each column by one of its `heads`; `stub` are heads of the labels, `over` of all columns."""

    row: int
    stub: Sequence[Head]
    heads: Sequence[Head]
    fit: float
    over: Sequence[Head] = ()

    def takes(self, head: Head) -> bool:
        """Whether a head of a row above is one of these, or words that begin one of them."""
        return any(own.start <= head.start < own.end for own in self.heads)

    def placed(self) -> Iterator[Placed]:
        """The heads in their columns."""
        yield from (Placed(head.start, head.end, 2 * self.row + 1, 0) for head in self.stub)
        yield from (Placed(head.start, head.end, 2 * self.row, 1, len(self.heads)) for head in self.over)
        column = 1
        for head, same in groupby(self.heads):
            width = len(list(same))
            yield Placed(head.start, head.end, 2 * self.row + 1, column, width)
            column += width


def _leaves(text: str, rows: Sequence[Sequence[Head]], count: int) -> _Leaves | None:
    """The row that best names every column: with a head for each, words joined to a head, or words parted."""
    best: _Leaves | None = None
    titles = next((at for at, row in enumerate(rows) if any(head.timed for head in row)), 0)
    for at in range(len(rows) - 1, -1, -1):
        for skip in range(_stubs(rows[at]) + 1):
            words = _parted(text, rows, at, skip, count) if at >= titles else None
            for leaves in (_exact(text, rows, at, skip, count), words):
                if leaves is not None and (best is None or leaves.fit > best.fit):
                    best = leaves
    return best


def _exact(text: str, rows: Sequence[Sequence[Head]], at: int, skip: int, count: int) -> _Leaves | None:
    """A row with as many heads as columns; words between two heads may begin the second."""
    stub, heads = rows[at][:skip], rows[at][skip:]
    is_named = heads and heads[0].parts and Part.CAPTION not in heads[0].parts
    if len(heads) == count and is_named and not _is_over_words(text, heads):
        return _Leaves(at, stub, heads, (2.0 if all(head.parts for head in heads) else 1.0) + 0.2 * count)
    titled = _behind_title(text, heads, count)
    if titled is not None:
        return _Leaves(at, stub, titled, 1.5 + 0.2 * count)
    run_on = _run_on(text, rows, at, heads, count)
    if run_on is not None:
        lower = [row[0] for row in rows[at + 1 :] if _has_stub(row)]
        return _Leaves(at, [*stub, *lower], run_on, 1.7 + 0.2 * count)
    merged = _merged(heads)
    if merged is not heads and len(merged) == count > 1:
        return _Leaves(at, stub, merged, 1.5 + 0.2 * count)
    joined = _with_changes_above(rows[at - 1], heads, count) if at else None
    sure = 2.1 if all(head.timed for head in heads) else 1.8
    if joined:
        return _Leaves(at, stub, joined, sure + 0.2 * count)
    doubled = _doubled(heads, count)
    return _Leaves(at, stub, doubled, 1.4 + 0.2 * count) if doubled else None


def _behind_title(text: str, heads: Sequence[Head], count: int) -> Sequence[Head] | None:
    """The last heads of a line that a title with a time of its own opens: all that a table in one line has above it."""
    last = heads[-count:]
    if len(heads) <= count or not all(head.timed for head in last) or len({head.parts for head in last}) > 1:
        return None
    before = heads[-count - 1]
    return last if (not before.parts or before.parts == {Part.CAPTION}) and is_title(text, before) else None


def _run_on(text: str, rows: Sequence[Sequence[Head]], at: int, heads: Sequence[Head], count: int) -> list[Head] | None:
    """A row that goes on one head a line, or each of whose times is one with what it is set against: `2Q24 vs 1Q24`."""
    joined: list[Head] = []
    for head in heads:
        if joined and joined[-1].timed and Part.AGAINST in head.parts and not _says_again(text, joined[-1], head):
            joined[-1] = replace(joined[-1], end=head.end, parts=head.parts)
        else:
            joined.append(head)
    if len(joined) == count < len(heads) and all(head.parts for head in joined):
        return joined
    below = [head for row in rows[at + 1 :] for head in row[_has_stub(row) :]]
    single = all(head.line != above.line for head, above in pairwise([heads[-1], *below]))
    if not below or len(heads) + len(below) != count or not ((single and len(heads) > 1) or _is_open(rows[at + 1 :])):
        return None
    return [*heads, *below] if all(head.parts & {Part.YEAR, Part.CHANGE} for head in (*heads, *below)) else None


def _is_open(below: Sequence[Sequence[Head]]) -> bool:
    """Whether what stands below a line ends in a row with a head of the labels: none of its lines names all columns."""
    return any(_has_stub(row) for row in below)


def _says_again(text: str, time: Head, against: Head) -> bool:
    """Whether a change is set against the time right before it: it has a column of its own."""
    return text[against.start : against.end].endswith(text[time.start : time.end])


def _doubled(heads: Sequence[Head], count: int) -> list[Head] | None:
    """Heads each of whose changes stands over two columns, an amount and a percentage: `2025 2024 Change`."""
    changes = sum(Part.CHANGE in head.parts for head in heads)
    if not changes or len(heads) + changes != count or not all(h.timed or Part.CHANGE in h.parts for h in heads):
        return None
    return [head for head in heads for _ in range(2 if Part.CHANGE in head.parts else 1)]


def _with_changes_above(above: Sequence[Head], heads: Sequence[Head], count: int) -> list[Head] | None:
    """Heads with those of changes beside what stands over them: `Quarter Ended Change` over two days."""
    changes = sum(Part.CHANGE in head.parts for head in above)
    groups = sum(head.timed for head in above)
    rest = list(heads)
    size, odd = divmod(sum(head.timed for head in rest), groups or 1)
    if not changes or not size or odd or len(heads) + changes != count:
        return None
    out: list[Head] = []
    for head in above:
        if Part.CHANGE in head.parts:
            out.append(head)
            continue
        if not head.timed:
            continue
        if not all(other.timed for other in rest[:size]):
            return None
        own = size
        while own < len(rest) and not rest[own].timed:
            own += 1  # changes beside the times of this group alone
        out.extend(rest[:own])
        rest = rest[own:]
    return out if len(out) == count else None


def _stubs(row: Sequence[Head]) -> int:
    """How many heads at the row's start may be those of the labels: words, captions and units before the first time."""
    if not _has_stub(row):
        return 0
    first = next((i for i, head in enumerate(row) if head.timed or Part.CHANGE in head.parts), 1)
    return max(1, first)


def _has_stub(row: Sequence[Head]) -> bool:
    """Whether the first head may be that of the labels."""
    return len(row) > 1 and (not row[0].parts or Part.CAPTION in row[0].parts or row[0].parts == {Part.SIGN})


def _merged(row: Sequence[Head]) -> Sequence[Head]:
    """The heads of a row, words between two of them as the beginning of the second: `Pro Forma March 31, 2024`."""
    out: list[Head] = []
    held: Head | None = None
    for head in row:
        if not head.parts:
            if held is not None or not out:
                return row
            held = head
        elif held is not None:
            out.append(replace(head, start=held.start, line=held.line))
            held = None
        else:
            out.append(head)
    return row if held is not None or len(out) == len(row) else out


def _is_over_words(text: str, row: Sequence[Head]) -> bool:
    """Whether the first head, a whole period, stands over words that are heads of as many columns."""
    if len(row) != 2 or not row[0].timed or row[1].parts:
        return False
    return parted(text, Span(row[1].start, row[1].end), 2, sure=_SURELY) is not None


def _parted(text: str, rows: Sequence[Sequence[Head]], at: int, skip: int, count: int) -> _Leaves | None:
    """A row whose only words are those of several heads, parted so that each column has one.

    Words that end the rows above belong to them. A period before the words stands over them if no row is above.
    """
    row = rows[at][skip:]
    words = [i for i, head in enumerate(row) if not head.parts]
    if len(words) != 1:
        return None
    i = words[0]
    others = [head for n, other in enumerate(rows) for head in other if n != at]
    is_over = len(row) == i + 1 == 2 and row[0].timed and not any(head.timed for head in others)
    before, after = ([], []) if is_over else (row[:i], row[i + 1 :])
    need = count - len(before) - len(after)
    if need < 2:
        return None
    spans = [Span(row[i].start, row[i].end)]
    if len(row) == 1:
        spans.append(Span(_first_words(rows, at), row[i].end))
    found = next((found for sure in (_SURELY, _CLEARLY) if (found := _clearest(text, spans, need, sure))), None)
    if found is None:
        return None
    stub, parts, clear, sure = found
    named = [replace(row[i], start=part.start, end=part.end) for part in parts]
    over = [replace(row[i], start=stub.start, end=stub.end)] if stub else []
    return _Leaves(
        at,
        [*rows[at][:skip], *over],
        [*before, *named, *after],
        1.3 + 0.2 * count + 0.35 * clear if sure == _SURELY else 0.5,
        row[:1] if is_over else (),
    )


def _clearest(
    text: str, spans: Sequence[Span], count: int, sure: float
) -> tuple[Span | None, list[Span], float, float] | None:
    """The clearest parting of one of some words into so many heads, with what stands before them over the labels."""
    for span in spans:
        starts = [span.start, *over_labels(text, span, count)]
        options = [
            (parts, start) for start in starts if (parts := parted(text, Span(start, span.end), count, sure=sure))
        ]
        if options:
            parts, start = max(options, key=lambda option: clearness(text, option[0]))
            stub = Span(span.start, start) if start > span.start else None
            return stub, parts, clearness(text, parts), sure
    return None


def _first_words(rows: Sequence[Sequence[Head]], at: int) -> int:
    """Where the words begin that end the lines from this one up without a break."""
    start = rows[at][0].start
    while at and not rows[at - 1][-1].parts:
        at -= 1
        start = rows[at][-1].start
        if len(rows[at]) > 1:
            break
    return start


def _side_by_side(text: str, rows: Sequence[Sequence[Head]], at: int, columns: Sequence[_Column]) -> Sequence[Head]:
    """A row of words, or some of them one a line, that name groups of columns with the same heads again and again."""
    row = rows[at]
    if len(row) != 1 or row[0].parts or not columns[0].words or not columns[0].beside:
        return row
    size = next(
        size
        for size in range(1, len(columns) + 1)
        if all(c.words == columns[i % size].words for i, c in enumerate(columns))
    )
    count = len(columns) // size
    if size == len(columns) or len(columns) % size:
        return row
    words = Span(row[0].start, row[0].end)
    lines = [other[0] for other in rows[max(0, at - count + 1) : at + 1] if len(other) == 1 and not other[0].parts]
    parts = parted(text, words, count, sure=_SURELY)
    if parts is None and len(lines) == count and all(_is_name(text, line) for line in lines):
        return lines
    upper = Span(_first_words(rows, at), words.end)
    if parts is None and not is_title(text, upper):  # the first of the names may stand on the line above
        parts = parted(text, upper, count, sure=_SURELY)
    parts = parts or parted(text, words, count, sure=_LIKELY) or []
    return [replace(row[0], start=part.start, end=part.end) for part in parts] or row


def _is_name(text: str, head: Head) -> bool:
    """Whether words may name a group of columns."""
    return _is_short(text, head) and not is_title(text, head) and text[head.start].isalnum()


def _is_short(text: str, head: Head) -> bool:
    return len(text[head.start : head.end].split()) <= _MOST_WORDS


def _period(columns: Sequence[_Column]) -> int:
    """After how many columns the same heads come again; the number of columns if they do not."""
    words = [column.words for column in columns]
    return next(size for size in range(1, len(words) + 1) if all(w == words[i % size] for i, w in enumerate(words)))


def _say(text: str, column: _Column, head: Head) -> None:
    column.parts |= head.parts
    column.last = head.start
    if head.parts == {Part.SIGN} and head.end - head.start > 1:
        return  # a unit tells no column from another
    column.words.append(" ".join(text[head.start : head.end].split()).rstrip(",*"))


def _place_row(  # noqa: PLR0913, PLR0917
    text: str, row: Sequence[Head], at: int, columns: Sequence[_Column], placed: list[Placed], below: Sequence[Head]
) -> float:
    """Put the heads of a row over the columns; gives how well they fit."""
    stub = row[:1] if _has_stub(row) and any(head.parts for head in row[1:]) else ()
    heads = row[len(stub) :]
    if any(head.parts for head in heads) and not all(head.parts for head in heads):
        heads = list(_merged(heads))
        if not all(head.parts for head in heads):
            heads = _title(row, columns)
    stubs = [Placed(head.start, head.end, 2 * at, 0) for head in stub]
    lone = len(heads) == 1 and (not heads[0].parts or _covers(heads[0], columns, _numbers(columns), falling=False) < 0)
    if not heads or len(heads) > len(columns) or lone:
        # a title says more than its columns do: it stands above them
        placed.extend(place for place, head in zip(stubs, stub, strict=True) if Part.CAPTION in head.parts)
        return -1.0 if len(heads) > len(columns) else 0.0
    score, groups = _groups(heads, columns, below)
    if score < 0 and len(heads) > 1:
        return 0.3 * score / len(columns)  # heads of groups that cannot be told: better none than wrong ones
    placed.extend(stubs)
    for head, (first, after) in zip(heads, groups, strict=True):
        placed.append(Placed(head.start, head.end, 2 * at, first + 1, after - first))
        for column in columns[first:after]:
            _say(text, column, head)
    return 0.3 * score / len(columns)


_Groups = tuple[float, list[tuple[int, int]]]
"""How well heads fit, and the first column of each with the first one after it."""


def _title(row: Sequence[Head], columns: Sequence[_Column]) -> list[Head]:
    """The only period that a title names, where no column names one."""
    timed = [head for head in row if head.timed]
    known = any(column.parts & head.parts for column in columns for head in timed)
    return timed if len(timed) == 1 and row[0].parts and not known else []


def _groups(
    heads: Sequence[Head], columns: Sequence[_Column], below: Sequence[Head]
) -> tuple[float, list[tuple[int, int]]]:
    """For each head the columns that it covers, in order, so that what fits is most; columns may be free."""
    known = _known(heads, columns, below)
    if known is not None:
        return float(len(columns)), known
    size = len(columns)
    even = size / len(heads)
    numbers = _numbers(columns)
    steps = _steps(numbers)
    falling = sum(step < 0 for step in steps) * 2 > len(steps) - (bool(steps) and steps[0] < 0)
    if len(heads) == size:
        one = (_covers(head, columns[at : at + 1], (), falling=falling) for at, head in enumerate(heads))
        return sum(one), [(at, at + 1) for at in range(size)]
    best: list[_Groups | None] = [(-0.3 * free, []) for free in range(size + 1)]
    for head in heads:
        following: list[_Groups | None] = [None] * (size + 1)
        fits = [
            [] if best[first] is None else list(_covers_from(head, columns[first:], numbers[first:], falling=falling))
            for first in range(size)
        ]
        for after in range(1, size + 1):
            free = following[after - 1]
            options = [] if free is None else [(free[0] - 0.3, -1)]
            options.extend(
                (before[0] + fits[first][after - first - 1] - 0.1 * abs(after - first - even), first)
                for first, before in enumerate(best[:after])
                if before is not None
            )
            if options:
                score, first = max(options, key=lambda option: option[0])
                before = free if first < 0 else best[first]
                assert before is not None
                following[after] = (score, before[1] if first < 0 else [*before[1], (first, after)])
        best = following
    found = best[size]
    assert found is not None
    return found


def _known(heads: Sequence[Head], columns: Sequence[_Column], below: Sequence[Head]) -> list[tuple[int, int]] | None:
    """The columns where the line itself says over how many heads each stands."""
    if not below or any(not head.over for head in heads):
        return None
    skip = len(below) - len(columns)
    if skip not in {0, 1}:
        return None
    out: list[tuple[int, int]] = []
    for head in heads:
        first = next((i for i, other in enumerate(below) if other.start >= head.end), None)
        if first is None or first < skip:
            return None
        start = max(first - skip, out[-1][1] if out else 0)  # heads side by side stand before those of both
        if start + head.over > len(columns):
            return None
        out.append((start, start + head.over))
    return out


def _covers(head: Head, columns: Sequence[_Column], numbers: Sequence[int], *, falling: bool) -> float:
    """How well a head fits over some columns side by side; `numbers` are their years or quarters."""
    *_, score = _covers_from(head, columns, numbers, falling=falling)
    return score


def _covers_from(head: Head, columns: Sequence[_Column], numbers: Sequence[int], *, falling: bool) -> Iterator[float]:
    """How well a head fits over the first of some columns, over the first two, and so on."""
    fit, turns, before = 0.0, 0, 0
    doubles = 0
    seen: dict[tuple[str, ...], int] = {}
    timed: tuple[str, ...] = ()
    for at, column in enumerate(columns):
        fit += _fit(head, column)
        dated = not _WHEN.isdisjoint(column.parts)
        if dated:
            timed = tuple(column.words)
        # `2024 GAAP | Adj. | 2023 GAAP | Adj.`: the years before them tell them apart
        key = (*(() if dated else timed), *column.words)
        if column.words and seen.get(key, column.last) != column.last and Part.CHANGE not in column.parts:
            doubles += 1
        seen[key] = column.last
        number = numbers[at] if numbers else 0
        # years or quarters side by side that run against the order of the others
        turns += bool(before and number and number != before) and (number < before) != falling
        before = number
        yield fit - 2.0 * doubles - 0.7 * turns


def _fit(head: Head, column: _Column) -> float:
    """How well a head fits over a column."""
    if not head.parts:
        return 0.5
    if not head.parts.isdisjoint(_CHANGED):
        return 0.8 if column.changes and not column.shares else -0.5
    if not head.parts.isdisjoint(column.parts):
        return -1.0
    if column.changes:
        return 0.7
    if head.parts == {Part.LENGTH} and column.words and _WHEN.isdisjoint(column.parts):
        return 0.1  # a length wants its day
    return 1.0


_CHANGED = frozenset({Part.CHANGE, Part.SIGN})


def _numbers(columns: Sequence[_Column]) -> list[int]:
    return [_number(column) for column in columns]


def _steps(numbers: Sequence[int]) -> list[int]:
    return [b - a for a, b in pairwise(numbers) if a and b and a != b]


def _number(column: _Column) -> int:
    """The year or quarter that a column's heads say, or its day as a number that grows with time; 0 for none."""
    if Part.DAY in column.parts:
        day = _day().search(" ".join(reversed(column.words)))
        return 0 if day is None else 372 * int(day["year"]) + 31 * _month(day["month"]) + int(day["day"])
    if len(column.words) != 1:
        return 0
    digits = "".join(c for c in column.words[0] if c.isdigit())
    return int(digits) if digits and len(digits) <= 4 else 0


@cache
def _day() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?P<month>{month_pattern()})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)",
        regex.IGNORECASE,
    )


def _month(name: str) -> int:
    return 1 + _MONTHS.index(name[:3].lower())


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _place_under(text: str, row: Sequence[Head], at: int, columns: Sequence[_Column], placed: list[Placed]) -> float:
    """Put heads that stand under those of all columns: each tells a column from one before that says the same."""
    heads = list(row)
    doubles = [
        i
        for i, column in enumerate(columns)
        if Part.CHANGE not in column.parts and column.words and any(column.words == c.words for c in columns[:i])
    ]
    if len(heads) == 1 and not heads[0].parts and doubles:
        parts = parted(text, Span(heads[0].start, heads[0].end), len(doubles), sure=_SURELY)
        heads = [replace(heads[0], start=part.start, end=part.end) for part in parts or ()]
    if len(heads) != len(doubles) or not all(_is_short(text, head) for head in heads):
        return 0.0
    for head, i in zip(heads, doubles, strict=True):
        placed.append(Placed(head.start, head.end, 2 * at, i + 1))
        _say(text, columns[i], head)
    return 0.2
