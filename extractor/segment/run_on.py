"""Rows of a table that lost its line ends: all of them stand in one long line, run together as they come.

How many figures most runs of figures have tells where a row ends. Figures run into the words and figures beside them
(`net7,090,854 6,061,281`, `46,541,10344,460,091`), and dashes for empty cells into both.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.segment.cells import Kind, Token, tokens
from extractor.segment.heads import Head, phrases
from extractor.segment.lines import Line
from extractor.segment.rows import Row
from extractor.spans import Span

__all__ = ["rows_of_one_line"]

_Run = tuple[list[Token], list[Token]]
"""Words, and the cells behind them."""
_DASHES = frozenset("-–—−")
_LONGEST_LABEL = 400
"""Characters of a label; more are prose with figures in it."""
_LONGEST_PLAIN = 3
"""Digits of a figure that is not grouped."""


def rows_of_one_line(text: str, line: Line, at: int) -> tuple[Span, list[Row]] | None:
    """What stands before the first label of a table that lost its line ends, and its rows; None if they do not agree.

    Runs of figures part the line; the most frequent number of figures in a run is that of the columns, and a run that
    is shorter belongs to the label after it.
    """
    runs = list(_runs(tokens(text, line.start, line.end, glued=True)))
    sizes = Counter(len(cells) for _, cells in runs if len(cells) > 1)
    if not sizes:
        return None
    size, _ = max(sizes.items(), key=lambda item: (item[1], item[0]))
    runs = list(_with_dashes(text, runs, size))
    times = sum(len(cells) == size and _is_hard(cells) for _, cells in runs)
    others = sum(len(cells) != size and _is_hard(cells) for _, cells in runs)
    if times < 3 or times * 2 < others * 3:
        return None
    out: list[Row] = []
    held: list[Token] = []
    for number, (words, cells) in enumerate(runs):
        held.extend(words)
        if len(cells) < size and not _is_row(text, runs, number):
            run_on = len(cells) == 1 and cells[0].kind is Kind.PLAIN and cells[0].end - cells[0].start > _LONGEST_PLAIN
            held = [] if run_on else [*held, *cells]  # `295212` are two, nobody knows which
            continue
        out.extend(_parted_labels(text, held, cells, at))
        held = []
    before = _head_before(text, line, out)
    return before, [row for row in out if row.label is None or row.label.end - row.label.start <= _LONGEST_LABEL]


def _is_row(text: str, runs: Sequence[_Run], at: int) -> bool:
    """Whether a run of few cells is a row: a figure alone inside of a label is none, `20,000,000 shares authorized`."""
    cells = runs[at][1]
    after = runs[at + 1][0][0] if at + 1 < len(runs) and runs[at + 1][0] else None
    goes_on = after is not None and (text[after.start].islower() or text[after.start] in ";)")
    return _is_hard(cells) and not (len(cells) == 1 and goes_on)


def _with_dashes(text: str, runs: Sequence[_Run], size: int) -> Iterator[_Run]:
    """The runs, those that lack figures with the dashes for them that stand against a figure or a word."""
    ahead: list[Token] = []
    for at, (own, figures) in enumerate(runs):
        words, cells = [*ahead, *own], list(figures)
        ahead = []
        after = runs[at + 1][0] if at + 1 < len(runs) else []
        if _is_hard(cells) or any(cell.kind is Kind.MISSING for cell in cells):
            cells = _parted_dashes(text, words, cells, size)
        if len(cells) == size + 1 and after and cells[-1].kind is Kind.MISSING:
            ahead = [cells.pop()]  # `- Interest income`
        elif len(cells) == size - 1 and after and len(after[0].of(text)) > 1 and text[after[0].start] in _DASHES:
            first = after.pop(0)
            cells.append(Token(first.start, first.start + 1, Kind.MISSING))
            ahead = [Token(first.start + 1, first.end, Kind.WORD)]
        yield words, cells


def _parted_dashes(text: str, words: list[Token], cells: Sequence[Token], size: int) -> list[Token]:
    """The cells of a run, with dashes parted from the figures behind them and from the word before."""
    out: list[Token] = []
    lacks = size - len(cells)
    for cell in cells:
        parted = lacks > 0 and cell.kind is Kind.FIGURE and text[cell.start] in _DASHES
        if parted:
            out.append(Token(cell.start, cell.start + 1, Kind.MISSING))
            lacks -= 1
        out.append(Token(cell.start + parted, cell.end, cell.kind))
    if words:
        last = words[-1]
        end = last.start + max(1, len(last.of(text).rstrip("".join(_DASHES))))
        if last.end - end == lacks:
            words[-1] = Token(last.start, end, last.kind)
            out[:0] = [Token(at, at + 1, Kind.MISSING) for at in range(end, last.end)]
    return out


def _head_before(text: str, line: Line, rows: list[Row]) -> Span:
    """What stands before the label of the first row, which keeps what follows the last period named there."""
    at, first = next((at, row) for at, row in enumerate(rows) if row.cells)
    words = Span(line.start, first.cells[0].start)
    heads = [head for head in phrases(text, [words]) if head.timed]
    if heads and heads[-1].end < words.end:
        end = heads[-1].end
        rest = text[end : words.end]
        start = end + len(rest) - len(rest.lstrip())
        above = [row for row in rows[:at] if row.start < end < row.end and row.label]
        parted = [replace(row, start=start, label=Span(start, row.end)) for row in above]
        below = [row for row in rows[:at] if row.start >= end]
        label = first.label
        if label is not None and label.start < end:
            label = Span(start, max(start, label.end))
        rows[: at + 1] = [*parted, *below, replace(first, start=label.start if label else first.start, label=label)]
        return Span(_first_of_heads(heads, line.start), end)
    return Span(line.start, rows[0].start)


def _first_of_heads(heads: Sequence[Head], start: int) -> int:
    """Where heads begin that end in the last of some: what stands far before them is prose."""
    at = len(heads) - 1
    while at and heads[at].start - heads[at - 1].end <= _BETWEEN:
        at -= 1
    return heads[at].start if heads[at].start - start > _LONGEST_TITLE else start


_LONGEST_TITLE = 200
"""Characters before the heads that may be those of a title."""
_BETWEEN = 60
"""Characters between two heads that name a time."""


def _is_hard(cells: Sequence[Token]) -> bool:
    """Whether some cells are surely figures of a row."""
    return any(cell.kind in {Kind.FIGURE, Kind.PERCENT} for cell in cells)


def _runs(found: Sequence[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """Words with the cells after them."""
    words: list[Token] = []
    cells: list[Token] = []
    for token in found:
        if token.kind is Kind.WORD:
            if cells:
                yield words, cells
                words, cells = [], []
            words.append(token)
        elif token.is_cell:
            cells.append(token)
    if cells:
        yield words, cells


def _parted_labels(text: str, words: Sequence[Token], cells: Sequence[Token], at: int) -> Iterator[Row]:
    """Heads of sections, each with its colon, then the row."""
    first = 0
    for i, word in enumerate(words[:-1], 1):
        if text[word.end - 1] == ":":
            yield Row(words[first].start, word.end, at, Span(words[first].start, word.end))
            first = i
    label = Span(words[first].start, words[-1].end) if words[first:] else None
    start = label.start if label else cells[0].start
    yield Row(start, cells[-1].end, at, label, tuple(cells))
