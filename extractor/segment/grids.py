"""Grids of tables in plain text: the lines of a table become heads, labels and cells in columns."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import regex

from extractor.grids import Cell, Grid
from extractor.segment.cells import Kind
from extractor.segment.columns import (
    Profile,
    cells_in_columns,
    column_count,
    column_weights,
    percent_columns,
    profile,
    split_rows,
)
from extractor.segment.delimited import delimited_grid, delimited_lines
from extractor.segment.flowing import flowing_heads, flowing_stack, flows
from extractor.segment.heads import Head, Part, head_rows, is_head_line, phrases
from extractor.segment.known import known_names, with_known_names
from extractor.segment.lines import Line
from extractor.segment.middle import with_labels_first, with_middle_labels
from extractor.segment.rows import Row, labelled, rows_of_lines
from extractor.segment.run_on import rows_of_one_line
from extractor.segment.stacks import MOST_COLUMNS, Placed, Stack, stack
from extractor.spans import Span
from extractor.words.grids import grid_words
from extractor.words.segments import any_line

__all__ = ["text_grids"]

_MOST_HEAD_LINES = 12
"""Lines of heads above the rows of a table; what stands farther above is no head."""
_LONGEST_BREAK = 4
"""Lines from one row of a table to the next over the break of a page, or a remark."""
_MOST_NOTES = 20
"""Lines under a table that may be its notes."""
_LONGEST_LINE = 600
"""Characters in a row; a longer line is a table that lost its line ends."""
_LONGEST_ROW = 300
"""Characters in a row, where a longer line may be such a table."""


@dataclass(slots=True)
class _Block:
    """The lines of one table: heads, then rows."""

    heads: list[Span] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    filled: bool = False
    """Whether a row has cells."""


def text_grids(text: str, lines: Sequence[Line], inside: Sequence[bool]) -> Iterator[Grid]:
    """The grids of the lines that stand in tables, in order."""
    held: _Block | None = None
    blocks = list(_all_blocks(text, lines, inside))
    names = known_names(text, (row for block in blocks if isinstance(block, _Block) for row in block.rows))
    for block in blocks:
        if isinstance(block, Grid):
            if held is not None:
                yield from _grid(text, lines, held, names)
                held = None
            yield block
            continue
        if held is not None and _is_continued(held, block):
            held.rows.extend(block.rows)
            continue
        if held is not None:
            yield from _grid(text, lines, held, names)
        held = block
    if held is not None:
        yield from _grid(text, lines, held, names)


def _all_blocks(text: str, lines: Sequence[Line], inside: Sequence[bool]) -> Iterator[_Block | Grid]:
    """The tables of all regions; those whose cells are delimited are grids at once."""
    region: list[int] = []
    parted: list[Span] = []
    delimited_at = delimited_lines(text, lines, inside)
    for at, is_in in enumerate([*inside, False]):
        delimited = delimited_at[at] if is_in else None
        if delimited is None:
            yield from filter(None, [delimited_grid(text, parted)] if parted else [])
            parted = []
        length = lines[at].end - lines[at].start if is_in and delimited is None else 0
        found = rows_of_one_line(text, lines[at], at) if length > _LONGEST_ROW else None
        if found is None and 0 < length <= _LONGEST_LINE:
            region.append(at)
            continue
        rows = rows_of_lines(text, lines, region)
        yield from _blocks(text, rows)
        region = []
        if delimited is not None:
            parted.append(delimited)
            continue
        if found is not None:
            before, parted_rows = found
            heads = _right_above(text, rows, at)
            heads.extend([before] if before.start < before.end else [])
            yield _Block(heads, parted_rows, filled=True)


def _right_above(text: str, rows: Sequence[Row], at: int) -> list[Span]:
    """The lines of heads right above a table that lost its line ends."""
    found: list[Span] = []
    for row in reversed(rows):
        span = Span(row.start, row.end)
        if row.is_filled or row.line != at - 1 - len(found) or not is_head_line(text, span, alone=False):
            break
        found.append(span)
    return found[::-1]


def _is_continued(block: _Block, more: _Block) -> bool:
    """Whether rows without heads go on with the table before them: as many figures, a few lines below."""
    if more.heads or more.rows[0].line - block.rows[-1].line > _LONGEST_BREAK:
        return False
    return max(len(row.cells) for row in more.rows) == max(len(row.cells) for row in block.rows)


def _blocks(text: str, rows: Sequence[Row]) -> Iterator[_Block]:
    """The tables of a region: heads after rows open the next."""
    block = _Block()
    for i, row in enumerate(rows):
        if _is_page_number(text, rows, i):
            continue
        if block.filled and _leads_to_table(text, row):
            yield block
            block = _Block(heads=[Span(row.start, row.end)])
        elif _begins_another(text, block, rows, i):
            held = _trailing_words(block)
            yield block
            block = _Block(heads=held, rows=[row], filled=True)
        elif _is_head(text, row, alone=block.filled) and not _is_label(text, block, rows, i):
            if block.filled:
                held = _trailing_words(block)
                yield block
                block = _Block(heads=held)
            elif block.rows:
                block.heads.extend(row.label for row in block.rows if row.label)
                block.rows = []
            block.heads.append(Span(row.start, row.end))
        else:
            block.rows.append(row)
            block.filled = block.filled or row.is_filled
    if block.filled:
        yield block


def _leads_to_table(text: str, row: Row) -> bool:
    """Whether a line leads to a table: a sentence with a colon at its end, and a caption in it or what says so."""
    if row.cells or text[row.end - 1] != ":" or len(text[row.start : row.end].split()) < _LEADING:
        return False
    return _leading().search(text, row.start, row.end) is not None


_LEADING = 5
"""Words in a line that leads to a table."""


@cache
def _leading() -> regex.Pattern[str]:
    captions = "|".join(grid_words().caption_patterns)
    says = r"\b(?:is|are|was|were|has|had|consist\w*|compris\w*|includ\w*|chang\w*|present\w*|show\w*|summar\w*)\b"
    scaled = rf"{says}[^()]*+\([^()]*(?:{captions})[^()]*\):"
    return regex.compile(rf"\b(?:follow\w*|below)\b|{scaled}", regex.IGNORECASE)


def _begins_another(text: str, block: _Block, rows: Sequence[Row], i: int) -> bool:
    """Whether a row is the first of another table: lines of words before it, as many figures in it and in the next
    ones, and others in those before.
    """
    if not block.filled or len(rows[i].cells) < 2 or rows[i - 1].cells or rows[i - 2].cells:
        return False
    words = sum(len(text[row.start : row.end].split()) for row in rows[i - 2 : i])
    before = [len(row.cells) for row in block.rows if row.cells][-_ALIKE:]
    after = [len(row.cells) for row in rows[i : i + 2 * _ALIKE] if row.cells][:_ALIKE]
    if len(before) < _ALIKE or len(after) < _ALIKE or len(set(before)) > 1 or len(set(after)) > 1:
        return False
    return before[0] % after[0] != 0 and words >= after[0]


_ALIKE = 3
"""Rows of as many figures that show how many columns a table has."""


def _is_label(text: str, block: _Block, rows: Sequence[Row], i: int) -> bool:
    """Whether what looks like a head is the label of the cells after it, as labels stand before those of other rows.

    A period alone on its line over the only cell, or any line over as many cells as the row before has.
    """
    if not block.filled or i + 1 == len(rows) or rows[i + 1].label is not None or _are_years(rows[i + 1]):
        return False
    if len(rows[i + 1].cells) == 1:
        alone = len(phrases(text, [Span(rows[i].start, rows[i].end)])) == 1
        return alone and all(len(r.cells) <= 1 for r in block.rows)
    before = next((row for row in reversed(block.rows) if row.cells), None)
    return before is not None and len(before.cells) == len(rows[i + 1].cells)


def _is_page_number(text: str, rows: Sequence[Row], i: int) -> bool:
    """Whether a row is a small number alone, set apart from the lines beside it."""
    row = rows[i]
    if row.flows or len(row.cells) > 2 or _page_number().fullmatch(text, row.start, row.end) is None:
        return False
    before = rows[i - 1] if i else None
    if row.label is not None:
        return True
    return before is None or bool(before.cells) or text.count("\n", before.end, row.start) > 1


@cache
def _page_number() -> regex.Pattern[str]:
    return regex.compile(
        r"\d{1,3}|[-–—]\s?\d{1,3}\s?[-–—]|\p{Lu}{1,2}\s?[-–—]\s?\d{1,3}|page\s\d{1,3}", regex.IGNORECASE
    )


def _trailing_words(block: _Block) -> list[Span]:
    """The lines of words after the last row with cells: they belong to the heads that follow."""
    held: list[Span] = []
    while block.rows and not block.rows[-1].cells:
        label = block.rows.pop().label
        if label is not None:
            held.append(label)
    return held[::-1]


def _is_head(text: str, row: Row, *, alone: bool) -> bool:
    """Whether a row is a line of heads; years alone in a line are, figures of another kind are not."""
    if row.flows or any(cell.kind in {Kind.FIGURE, Kind.PERCENT} for cell in row.cells):
        return False
    return is_head_line(text, Span(row.start, row.end), alone=alone)


def _grid(text: str, lines: Sequence[Line], block: _Block, names: frozenset[str]) -> Iterator[Grid]:
    """The grid of a block, if it has columns; `names` are those of rows of the release."""
    moved, middle = with_middle_labels(text, block.rows)
    rows = _without_feet(text, labelled(text, moved))
    _give_label(block, rows)
    named = block.heads[-_MOST_HEAD_LINES:]
    plain = rows
    heads, rows, stacked = _with_words(text, named, rows, names, middle=middle)
    if not _is_table(rows, heads):
        return
    weights = column_weights(rows, _numbers(rows, heads) | {len(row.cells) for row in rows})
    sure = max(weights.values(), default=0.0)
    for number in _numbers(rows, heads) - set(stacked):
        if weights.get(number, 0.0) + _most_fit(heads, number) >= sure:
            stacked[number] = _stacked(text, heads, number, names)
    flowing = _flowing(text, block, plain)
    fits = {number: found.fit for number, found in stacked.items()}
    fits.update({number: max(found.fit, fits.get(number, 0.0)) for number, (found, _) in flowing.items()})
    number = column_count(rows, weights, fits)
    if not number:
        return
    found = stacked.get(number) or _stacked(text, heads, number, names)
    if number in flowing and flowing[number][0].fit > found.fit - _EVEN:
        found, end = flowing[number]
        rows = [row for row in plain if row.start >= end or row.is_filled]
    elif number not in flowing and flows(block.rows) and _is_parted(text, found):
        found, rows = _with_title(text, block, number), plain
    if _are_paired(rows, number):
        found, number = _widened(found), 2 * number
    cells = list(_head_cells(found.heads))
    captions, rows = _captions(text, named, rows, cells)
    top = 1 + max((cell.row for cell in cells), default=-1)
    cells.extend(Cell(*line, row, 1, columns=number) for row, line in enumerate(captions, top))
    below = top + len(captions)
    rows = list(split_rows(rows, number))
    changes, percentages = _changes(text, found)
    notes = _notes(text, lines, rows[-1].line + 1)
    small = _begin_small(text, rows, notes)
    columns = Profile(profile(rows, number, percentages), small, changes, notes, found.group)
    titles = _titles(text, rows)
    for at, row in enumerate(rows, below):
        if at - below in titles:
            cells.append(Cell(row.start, row.end, at, 1, columns=number))
            continue
        whole, places = cells_in_columns(text, row, columns)
        if whole.label:
            indent = _indent(lines[_line_of(lines, whole.label.start)])
            cells.append(Cell(whole.label.start, whole.label.end, at, 0, indent=indent))
        cells.extend(Cell(place.start, place.end, at, place.column, columns=place.columns) for place in places)
    cells.sort(key=lambda cell: cell.start)
    yield Grid(cells[0].start, max(cell.end for cell in cells), tuple(cells))


def _are_paired(rows: Sequence[Row], number: int) -> bool:
    """Whether most rows have, one a line, an amount and its percentage for each of the columns that have heads."""
    full = [row for row in rows if len(row.cells) == 2 * number]
    paired = sum(
        all((cell.kind is Kind.PERCENT) == bool(at % 2) for at, cell in enumerate(row.cells) if cell.kind in _TELLING)
        for row in full
        if row.flows
    )
    filled = sum(len(row.cells) >= number for row in rows)
    return paired >= _ENOUGH and paired * 2 > filled and paired * 5 >= len(full) * 4


_TELLING = frozenset({Kind.PERCENT, Kind.FIGURE})
_ENOUGH = 5
"""Rows that show that heads stand over two columns each."""


def _widened(found: Stack) -> Stack:
    """The heads, each over twice as many columns."""
    heads = (replace(h, column=max(0, 2 * h.column - 1), columns=2 * h.columns if h.column else 1) for h in found.heads)
    return replace(found, heads=tuple(heads), group=2 * found.group)


def _give_label(block: _Block, rows: list[Row]) -> None:
    """Where cells stand one a line, the line over those of the first row is its label, as it is for the others."""
    if not rows or not block.heads or not rows[0].flows or rows[0].label is not None or _are_years(rows[0]):
        return
    others = [row for row in rows[1:] if row.cells]
    if others and sum(row.label is not None for row in others) * 3 >= len(others) * 2:
        rows[0] = replace(rows[0], start=block.heads[-1].start, label=block.heads.pop())


def _with_title(text: str, block: _Block, number: int) -> Stack:
    """The only time that the head lines name, over all columns."""
    timed = [head for head in phrases(text, block.heads) if head.timed] if block.heads else []
    return Stack((Placed(timed[0].start, timed[0].end, 0, 1, number),)) if len(timed) == 1 else Stack()


def _is_parted(text: str, found: Stack) -> bool:
    """Whether the lowest heads run over several lines: a line is one of them, and words are not to be parted anew."""
    lowest = max((head.row for head in found.heads), default=0)
    return any("\n" in text[head.start : head.end] for head in found.heads if head.row == lowest and head.columns == 1)


def _are_years(row: Row) -> bool:
    return all(cell.kind is Kind.YEAR for cell in row.cells)


def _most_fit(heads: Sequence[Sequence[Head]], number: int) -> float:
    """More than heads can fit a number of columns."""
    return 2.5 + 0.2 * number + 0.4 * len(heads)


def _flowing(text: str, block: _Block, rows: Sequence[Row]) -> dict[int, tuple[Stack, int]]:
    """The heads of a table whose cells stand one a line, by the number of columns, and where the last of them ends."""
    if not flows(block.rows):
        return {}
    labels: list[Span] = []
    for row in rows[:_MOST_FLOWING]:
        if row.label is None or row.is_filled:
            break
        labels.append(row.label)
    heads = flowing_heads(text, [*block.heads[-_MOST_FLOWING:], *_signs(text, block, rows), *labels], rows)
    found: dict[int, tuple[Stack, int]] = {}
    for number in {len(row.cells) for row in rows}:
        percents = percent_columns(text, rows, number)
        placed = flowing_stack(text, heads, number, percents)
        if placed is not None:
            found[number] = placed
    return found


def _signs(text: str, block: _Block, rows: Sequence[Row]) -> list[Span]:
    """The lines of signs alone between the heads and the rows, which are heads of changes: `$`, `%`."""
    if not block.heads or not rows:
        return []
    start = block.heads[-1].end
    found = [Span(start + m.start(), start + m.end()) for m in _lone().finditer(text[start : rows[0].start])]
    return found if len(found) > 1 else []


@cache
def _lone() -> regex.Pattern[str]:
    return regex.compile(r"(?m)(?<=^[^\S\n]{0,20})[$%](?=[^\S\n]*+$)")


_BETTER = 0.05
"""How much better heads must fit with words below them."""
_EVEN = 0.3
"""How much better heads may fit as those of lines, and still be read one a line where cells stand so."""
_MOST_FLOWING = 40
"""Lines of heads above the rows of a table whose cells stand one a line."""


@cache
def _note() -> regex.Pattern[str]:
    return regex.compile(r"[(\[]?(\d{1,2})[)\]]?\s?\p{Lu}")


def _notes(text: str, lines: Sequence[Line], first: int) -> frozenset[str]:
    """The marks that open the lines from this one on."""
    near = lines[first : first + _MOST_NOTES]
    return frozenset(found[1] for line in near if (found := _note().match(text, line.outer)))


def _begin_small(text: str, rows: Sequence[Row], notes: frozenset[str]) -> bool:
    """Whether the first figures of many rows are small numbers that are no marks of notes."""
    first = [row.cells[0] for row in rows if row.cells]
    small = sum(cell.kind is Kind.SMALL and text[cell.start : cell.end] not in notes for cell in first)
    return small * 4 >= len(first)


def _without_feet(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows without what stands at the foot of the page after the last of them: its number, the exhibit's name."""
    full = max((len(row.cells) for row in rows), default=0)
    out = [replace(row, cells=()) if len(row.cells) < full and not _says(row) else row for row in rows]
    while out and (not out[-1].cells or _is_foot(text, out[-1], full)):
        out.pop()
    return out


def _says(row: Row) -> bool:
    """Whether any cell says something."""
    return any(cell.kind is not Kind.MISSING for cell in row.cells)


def _is_foot(text: str, row: Row, full: int) -> bool:
    if len(row.cells) != 1 or full < 2:
        return False
    return row.cells[0].kind is Kind.SMALL or any_line("header_lines").match(text[row.start : row.end]) is not None


def _is_table(rows: Sequence[Row], heads: Sequence[Sequence[Head]]) -> bool:
    """Whether the rows hold figures that only tables have, or stand under heads of periods or changes."""
    kinds = [cell.kind for row in rows for cell in row.cells]
    hard = sum(kind in {Kind.FIGURE, Kind.PERCENT} for kind in kinds)
    headed = any(head.parts for row in heads for head in row)
    return hard >= 2 or (headed and any(kind is not Kind.YEAR for kind in kinds))


def _numbers(rows: Sequence[Row], heads: Sequence[Sequence[Head]]) -> set[int]:
    """Numbers of columns that are worth a try."""
    found = {len(row.cells) for row in rows} | {len(row) for row in heads} | {len(row) - 1 for row in heads}
    return {number for number in found if 0 < number <= MOST_COLUMNS}


def _with_words(
    text: str, lines: Sequence[Span], rows: list[Row], names: frozenset[str], *, middle: bool
) -> tuple[list[list[Head]], list[Row], dict[int, Stack]]:
    """The rows of heads, with the words below them that name columns, the rows without those, and the heads stacked
    over as many columns as the longest row has.
    """
    heads = head_rows(text, lines) if lines else []
    if middle:
        heads = with_labels_first(heads)
    full = max((len(row.cells) for row in rows), default=0)
    named = max((len(row) for row in heads), default=0)
    if not full:
        return heads, rows, {}
    best, found = 0, (heads, _stacked(text, heads, full, names))
    for more in range(1, 7 if named < full else 3):
        label = rows[more - 1].label if more <= len(rows) and not rows[more - 1].cells else None
        if label is None or text[label.end - 1] == ":":
            break
        if phrases(text, [label]):
            wider = head_rows(text, [*lines, *(row.label for row in rows[:more] if row.label)])
            placed = _stacked(text, wider, full, names)
            if placed.fit > found[1].fit + _BETTER:
                best, found = more, (wider, placed)
    if best:
        kept = [row for row in rows[:best] if row.label and not phrases(text, [row.label])]
        rows = [*kept, *rows[best:]]
    return found[0], rows, {full: found[1]}


def _stacked(text: str, heads: Sequence[Sequence[Head]], number: int, names: frozenset[str]) -> Stack:
    """The heads over so many columns, a line of names of the release's rows parted."""
    return stack(text, with_known_names(text, heads, number, names), number)


def _head_cells(heads: Sequence[Placed]) -> Iterator[Cell]:
    """The heads as cells, their rows counted from 0."""
    rows = {row: at for at, row in enumerate(sorted({head.row for head in heads}))}
    for head in heads:
        yield Cell(head.start, head.end, rows[head.row], head.column, columns=head.columns)


def _captions(
    text: str, lines: Sequence[Span], rows: list[Row], heads: Sequence[Cell]
) -> tuple[list[tuple[int, int]], list[Row]]:
    """Captions and notes on lines of their own between the heads and the rows, and the rows without them."""
    first = min((cell.start for cell in heads), default=None)
    if first is None:
        return [], rows
    found = [(line.start, line.end) for line in lines if line.start > first and not phrases(text, [line])]
    count = 0
    while count < len(rows) and not rows[count].cells and (label := rows[count].label) and not phrases(text, [label]):
        found.append((label.start, label.end))
        count += 1
    return found, rows[count:]


def _titles(text: str, rows: Sequence[Row]) -> set[int]:
    """The rows that are titles with their captions: words on a line over `(in thousands)`, and that line."""
    found: set[int] = set()
    for at in range(1, len(rows)):
        above, row = rows[at - 1], rows[at]
        if row.label and not row.cells and not above.cells and not phrases(text, [row.label]):
            found |= {at - 1, at}
    return found


def _changes(text: str, found: Stack) -> tuple[frozenset[int], frozenset[int]]:
    """The columns, counted from 0, whose own heads name a change, and those that they call percentages."""
    own = [head for head in found.heads if head.columns == 1 and head.column]
    changes = {
        head.column - 1
        for head in own
        if any(Part.CHANGE in phrase.parts for phrase in phrases(text, [Span(head.start, head.end)]))
    }
    return frozenset(changes), frozenset(head.column - 1 for head in own if "%" in text[head.start : head.end])


def _line_of(lines: Sequence[Line], start: int) -> int:
    """The line in which a label begins: its cells may stand on the lines below."""
    return max(0, bisect_right(lines, start, key=lambda line: line.start) - 1)


def _indent(line: Line) -> int:
    return max(0, line.length - (line.end - line.outer))
