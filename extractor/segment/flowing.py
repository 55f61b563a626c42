"""Heads that stand one a line over a table whose cells do so too: which lines are one head, which are its leaves.

The rows of such a table say nothing of where the heads of a line end, but much else: how cells are parted from one
another (an empty line, or a line end without the blank that a broken line has), how many columns there are, and which
of them hold percentages.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.segment.heads import Head, Part, phrases
from extractor.segment.rows import Row
from extractor.segment.stacks import MOST_COLUMNS, Placed, Stack, stack_over
from extractor.spans import Span

__all__ = ["flowing_heads", "flowing_stack", "flows"]

_TIMES = frozenset({Part.LENGTH, Part.DAY, Part.QUARTER, Part.YEAR})
_COLUMNS = frozenset({Part.NAME, Part.AGAINST})
_LATEST = 4
"""Lines between the leaves and the first row that may be heads of rows."""
_LEAST = 0.8
"""How many of the leaves must say something of a column."""


def flows(rows: Sequence[Row]) -> bool:
    """Whether most rows have their cells on lines of their own."""
    filled = [row for row in rows if len(row.cells) > 1]
    return sum(row.flows for row in filled) * 2 > len(filled)


def flowing_heads(text: str, lines: Sequence[Span], rows: Sequence[Row]) -> list[Head]:
    """The heads on lines over rows whose cells stand one a line, one after the other."""
    return _heads(text, _whole_lines(text, lines, _Convention(text, rows))) if lines else []


def flowing_stack(text: str, heads: Sequence[Head], count: int, percents: frozenset[int]) -> tuple[Stack, int] | None:
    """The heads placed over so many columns, and where the last of them ends; None where they are not told apart.

    `percents` are the columns, from 0, that hold percentages.
    """
    if not heads or not 1 < count <= MOST_COLUMNS:
        return None
    found = _leaves_of(text, heads, count, percents)
    if found is None:
        return None
    leaves, above, fit = found
    over = stack_over(text, list(_rows_above(text, above)), leaves, 2.1 * fit + 0.2 * count, percents)
    end = max(leaf.end for leaf in leaves)
    units = [head for head in heads if head.start >= end][:count]
    if len(units) == count and all(head.parts == {Part.SIGN} for head in units):
        row = 1 + max(head.row for head in over.heads)
        below = (Placed(head.start, head.end, row, at) for at, head in enumerate(units, 1))
        return replace(over, heads=(*over.heads, *below)), units[-1].end
    return over, end


def _rows_above(text: str, heads: Sequence[Head]) -> Iterator[list[Head]]:
    """The heads over the leaves in rows: times with changes beside them, and words; what stands above is a title."""
    after = 1 + max((at for at, head in enumerate(heads) if _is_title(text, head)), default=-1)
    first = next((at for at in range(after, len(heads)) if heads[at].timed), len(heads))
    row: list[Head] = []
    for head in heads[first:]:
        alike = Part.CHANGE in head.parts or (bool(row) and _are_alike(row[0], head))
        if row and not alike:
            yield row
            row = []
        row.append(head)
    if row:
        yield row


def _are_alike(first: Head, head: Head) -> bool:
    """Whether two heads stand in one row: `Fourth Quarter`, `Full Year`."""
    said, own = first.parts & _TIMES, head.parts & _TIMES
    return said == own or {frozenset(said), frozenset(own)} == {frozenset({Part.QUARTER}), frozenset({Part.LENGTH})}


def _is_title(text: str, head: Head) -> bool:
    """Whether a line names a time among other words: `Q2 FISCAL 2025 FINANCIAL RESULTS`."""
    if not head.timed:
        return False
    said = sum(
        len(text[part.start : part.end].split()) for part in phrases(text, [Span(head.start, head.end)]) if part.parts
    )
    return len(text[head.start : head.end].split()) - said >= _TITLE


_TITLE = 2


class _Convention:
    """How a text parts the cells of a table that stand one a line: by an empty line, by a line end, or not at all."""

    def __init__(self, text: str, rows: Sequence[Row]) -> None:
        """Read off the figures of the rows: each of them is surely a cell by itself."""
        between = [
            text[a.end : b.start] for row in rows if row.flows for a, b in zip(row.cells, row.cells[1:], strict=False)
        ]
        gaps = [words for words in between if "\n" in words]
        empty = sum(words.count("\n") > 1 for words in gaps)
        blank = sum(words[0] != "\n" for words in gaps)
        self.by_gap = empty * 5 >= len(gaps) * 4 > 0
        self.by_blank = not self.by_gap and blank * 5 <= len(gaps) and bool(gaps)

    def is_broken(self, between: str) -> bool:
        """Whether a cell goes on behind what stands between two lines."""
        if self.by_gap:
            return between.count("\n") == 1
        return self.by_blank and between[0] in " \u00a0" and between.count("\n") == 1


def _whole_lines(text: str, lines: Sequence[Span], by: _Convention) -> list[Span]:
    """The lines, those that the text only broke made whole."""
    out: list[Span] = []
    said = Counter(line.of(text).strip() for line in lines)
    for line in lines:
        again = said[line.of(text).strip()] > 1  # `Guidance` under each time
        whole = not again and bool(out) and _is_whole(text, out[-1], line)
        if out and by.is_broken(text[out[-1].end : line.start]) and not whole:
            out[-1] = Span(out[-1].start, line.end)
        else:
            out.append(line)
    return out


def _is_whole(text: str, above: Span, line: Span) -> bool:
    """Whether a line states its year, and the one below it only words: those of the first row."""
    years = any(Part.YEAR in head.parts for head in phrases(text, [above]))
    return years and not any(head.parts for head in phrases(text, [line]))


def _heads(text: str, lines: Sequence[Span]) -> list[Head]:
    """A head for each line, or several where a line has some side by side."""
    out: list[Head] = []
    for at, line in enumerate(_dated(text, lines)):
        found = [head for head in phrases(text, [line]) if Part.CAPTION not in head.parts]
        if len(found) > 1 and not found[0].parts and not text[found[1].start - 1].isspace():
            found = found[1:]  # a title that runs into the first head
        seen: set[Part] = set()
        several = False
        for head in found:
            several = several or bool(head.parts & seen)
            seen |= head.parts
        several = several or {Part.QUARTER, Part.LENGTH} <= seen
        side_by_side = several or (Part.CHANGE in seen and all(h.timed or Part.CHANGE in h.parts for h in found))
        side_by_side = side_by_side and len(found) > 1 and not _ends_in_title(text, found[-1])
        if side_by_side and "\n" not in line.of(text):
            out.extend(replace(head, line=at) for head in found)
        elif found:
            out.append(Head(found[0].start, found[-1].end, at, frozenset(seen)))
    return out


def _ends_in_title(text: str, last: Head) -> bool:
    """Whether a line of times ends in words of a title: `Q2 FISCAL 2025 YEAR TO DATE FINANCIAL RESULTS`."""
    return not last.parts and len(text[last.start : last.end].split()) >= _TITLE


def _dated(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines, a day and its year, a length and its day, a change and its way down as one: `Dec. 31,` / `2024`."""
    held: Span | None = None
    for at, line in enumerate(lines):
        rest = line
        if held is not None:
            after = lines[at + 1] if at + 1 < len(lines) else None
            end = _year_end(text, held, line)
            if end == line.end and _begins_with_year(text, after):
                end = None  # the day of several years
            if end is None and _is_rest(text, held, line, lines[at + 1 :]):
                end = line.end
            if end is None:
                yield held
            elif end == line.end:
                held = Span(held.start, end)
                continue
            else:  # the year of the day above stands before the next day
                yield Span(held.start, end)
                rest = Span(end + len(text[end : line.end]) - len(text[end : line.end].lstrip()), line.end)
        held = rest
    if held is not None:
        yield held


def _begins_with_year(text: str, line: Span | None) -> bool:
    found = phrases(text, [line]) if line is not None else []
    return bool(found) and found[0].parts == {Part.YEAR}


def _year_end(text: str, held: Span, line: Span) -> int | None:
    """Where the year of the day that a line ends with ends on the next one, if that begins with it."""
    day, year = phrases(text, [held]), phrases(text, [line])
    open_day = bool(day) and Part.DAY in day[-1].parts and Part.YEAR not in day[-1].parts
    return year[0].end if open_day and year and year[0].parts == {Part.YEAR} and year[0].start == line.start else None


def _is_rest(text: str, held: Span, line: Span, below: Sequence[Span]) -> bool:
    """Whether a line is the rest of the head above it: a year, a way down, or the day of a length that has but one."""
    after = below[0] if below else None
    found = phrases(text, [Span(held.start, line.end)])
    if len(found) == 1 and found[0].start < held.end < found[0].end:
        return text[line.start] == "(" or (Part.DAY in found[0].parts and not _begins_with_year(text, after))
    length, day = phrases(text, [held]), phrases(text, [line])
    if len(day) != 1 or day[0].parts != {Part.DAY} or not length or length[-1].parts != {Part.LENGTH}:
        return False
    others = (phrases(text, [other]) for other in below)
    after_years = next((other for other in others if any(head.parts != {Part.YEAR} for head in other)), [])
    return all(Part.DAY not in head.parts for head in after_years)


def _leaves_of(
    text: str, heads: Sequence[Head], count: int, percents: frozenset[int]
) -> tuple[list[Head], list[Head], float] | None:
    """The heads of the columns, those above them, and how well they fit; None where no run of heads is theirs."""
    best: tuple[list[Head], list[Head], float] | None = None
    mixed = 0 < len(percents) < count
    heads = _without_future(heads, count)
    joined = (_with_words_joined(heads, frozenset(to)) for to in ({Part.CHANGE}, ()))
    variants = [list(heads), *joined, _with_changes_last(heads, count)]
    for variant in (*variants, *(_with_changes_twice(text, variant) for variant in variants)):
        for end in range(len(variant), max(count, len(variant) - _LATEST) - 1, -1):
            if any(head.timed or head.parts & _COLUMNS for head in variant[end:]):
                break  # what names a column stands over one
            leaves = variant[end - count : end]
            if _are_of_two_rows(leaves):
                continue
            timed = any(leaf.timed for leaf in leaves)
            told = [
                0.3 if _is_title(text, leaf) else max(_tells(leaf, at in percents, mixed=mixed), 0.0 if timed else 0.6)
                for at, leaf in enumerate(leaves)
            ]
            score = sum(told)
            if not leaves or score < _LEAST * count:
                continue
            fit = score / count
            if best is None or fit > best[2]:
                best = leaves, variant[: end - count], fit
    return best


def _without_future(heads: Sequence[Head], count: int) -> list[Head]:
    """The heads, quarters that are still to come left out: rows have no figure for the last ones before a total."""
    last = max((at for at, head in enumerate(heads) if head.parts in _QUARTERS), default=-1) + 1
    first = next((at for at in range(last, 0, -1) if heads[at - 1].parts not in _QUARTERS), 0)
    more = last - first - count
    end = max((at for at in range(first, last) if heads[at].parts == {Part.QUARTER}), default=-1) + 1
    future = heads[end - more : end] if 0 < more <= end - first else []
    if not future or any(head.parts != {Part.QUARTER} for head in future):
        return list(heads)
    return [*heads[: end - more], *heads[end:]]


_QUARTERS = (frozenset({Part.QUARTER}), frozenset({Part.NAME}))


def _tells(head: Head, percent: bool, *, mixed: bool) -> float:
    """How much a head says of its column; `mixed` says that some columns hold percentages and others do not."""
    if Part.CHANGE in head.parts:
        return 0.9 if not mixed else 1.2 if percent else 0.4
    if head.timed:
        return 0.5 if percent and mixed else 1.0
    if Part.NAME in head.parts:
        return 1.0
    return 0.8 if mixed and head.parts == {Part.SIGN} and head.end - head.start == 1 else 0.2


def _are_of_two_rows(leaves: Sequence[Head]) -> bool:
    """Whether a length or day without its year stands beside years alone: it stands over them."""
    known = any(leaf.parts & {Part.DAY, Part.YEAR} for leaf in leaves)
    years = any(_is_bare_year(leaf) for leaf in leaves)
    over = (leaf for leaf in leaves if Part.YEAR not in leaf.parts)
    return any(
        (known and leaf.parts == {Part.LENGTH}) or (years and leaf.parts & {Part.DAY, Part.QUARTER}) for leaf in over
    )


def _is_bare_year(head: Head) -> bool:
    return head.parts & _TIMES == {Part.YEAR}


def _with_changes_last(heads: Sequence[Head], count: int) -> list[Head]:
    """The heads, changes beside a length among the years below that: `Three Months Ended`, `Change`, `2025`, `2024`."""
    after = next((at for at in range(len(heads), 0, -1) if not _is_bare_year(heads[at - 1])), 0)
    lower = list(heads[after:])
    upper = [head for head in heads[:after] if head.timed or Part.CHANGE in head.parts][-count:]
    over = [head for head in upper if head.timed]
    if not lower or not over or len(lower) % len(over) or len(lower) + len(upper) - len(over) != count:
        return list(heads)
    size = len(lower) // len(over)
    leaves: list[Head] = []
    for head in upper:
        if head.timed:
            leaves.extend(lower[:size])
            lower = lower[size:]
        else:
            leaves.append(head)
    return [*over, *leaves]


def _with_changes_twice(text: str, heads: Sequence[Head]) -> list[Head]:
    """Each change that does not say which it is over two columns, its amount and its percentage."""
    twice = [head.parts == {Part.CHANGE} and "%" not in text[head.start : head.end] for head in heads]
    return [head for head, two in zip(heads, twice, strict=True) for _ in range(1 + two)]


def _with_words_joined(heads: Sequence[Head], to: frozenset[Part]) -> list[Head]:
    """Words as the rest of the head before them, where that has just these parts: `Inc/ (Dec)`, `Excluding`."""
    out: list[Head] = []
    for head in heads:
        if not head.parts and out and out[-1].parts == to:
            out[-1] = replace(out[-1], end=head.end)
        else:
            out.append(head)
    return out
