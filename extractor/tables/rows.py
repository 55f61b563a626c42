"""Rows of figures: each with its label, the heads that it stands under, and what those say of its unit and scale."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from extractor.spans import Span
from extractor.tables.layout import Block, Row, RowKind, words_of
from extractor.tables.scale import Scale, read_scale
from extractor.tables.units import Told, Unit, told_unit, unit_of
from extractor.words.tables import folded, is_measure, table_words

__all__ = ["Label", "Line", "count_rows", "is_generic", "pay_for_shares", "read_lines"]

_MARKS = regex.compile(
    r"(?:\s*(?:\((?:[a-z]|\d{1,2}|[ivx]{1,3}|(?P<twice>[a-z])(?P=twice))\)|\[[a-z0-9]{1,2}\]|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]|(?<=[a-z)])\d(?![\d%])))+$",
    regex.IGNORECASE,
)


_LEADERS = regex.compile(r"(?:[:\s…_]|(?<=[.\s…_])\.|\.(?=[.\s]))+$")
_LONGEST_LEADERS = 200
_LONGEST_MARKS = 40
"""Characters at a label's end in which marks of footnotes are looked for."""
_DEEPEST = 12
"""Heads of rows that are open at once."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a row with their place; footnote marks and a closing colon are left out of `words`."""

    words: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class Line:
    """A row of figures. `heads` are the label rows above it that are still open, the widest first.

    `power`, `minor` and `per` are those of its unit: see `units.Told`. `rate` is true where a row before it shows
    that its figures are percentages.
    """

    row: Row
    label: Label | None
    heads: list[Label]
    unit: Unit | None = None
    noun: str | None = None
    power: int | None = None
    minor: str | None = None
    per: str | None = None
    rate: bool = False
    scale: Scale = field(default_factory=Scale)

    def take(self, told: Told) -> None:
        """Take over what words say of the unit."""
        self.unit, self.noun, self.power, self.per = told.unit, told.noun, told.power, told.per
        self.minor = told.minor or self.minor

    @property
    def measure(self) -> Label | None:
        """The head that says what the row measures, where its own label does not."""
        return self.heads[-1] if self.heads and (self.label is None or is_generic(self.label.words)) else None


@dataclass(slots=True)
class _Open:
    """A head of rows that is open."""

    label: Label
    indent: tuple[int, int]
    scale: Scale
    told: Told

    @property
    def unit(self) -> Unit | None:
        """The unit that it states."""
        return self.told.unit


def label_of(text: str, row: Row) -> Label | None:
    """The label of a row: its cells' words from the first to the last, without marks."""
    if not row.label:
        return None
    start, end = row.label[0].start, row.label[-1].end
    marks = _MARKS.search(text, max(start + 1, end - _LONGEST_MARKS), end)
    if marks:
        end = marks.start()
    leaders = _LEADERS.search(text, max(start + 1, end - _LONGEST_LEADERS), end)
    if leaders:
        end = leaders.start()
    return Label(" ".join(text[start:end].split()), start, end)


@lru_cache(maxsize=4096)
def is_generic(words: str) -> bool:
    """Whether a label means nothing without the head above it."""
    plain = folded(words).strip(" :.,;-")
    generic = table_words().rows.generic
    if plain in generic:
        return True
    plain = _BRACKETS.sub("", plain)  # "Basic (Rs.)"
    # "Other, net", "Total basic": nothing but such words
    return bool(plain) and all(
        part in generic or part in {"and", "/", "&", "-"} for part in plain.replace(",", " ").split()
    )


_BRACKETS = regex.compile(r"\s*\([^()]*\)")


def read_lines(text: str, block: Block) -> list[Line]:
    """The rows of figures of a block, each with the heads open above it and the unit that it states or takes over."""
    lines = list(_lines(text, block))
    titles = [label_of(text, row) for row in block.titles]
    unit = next((unit for title in reversed(titles) if title and (unit := unit_of(title.words)) == "unit_rate"), None)
    for line in lines:
        line.unit = line.unit or unit
    _take_over_per_share(lines)
    return lines


def count_rows(lines: Sequence[Line], titles: Sequence[str]) -> None:
    """Rows under a title or head that counts things (`Store count`) count those, where all figures are plain."""
    told = next((told for words in titles if (told := told_unit(words)).unit == "count"), None)
    figures = [figure for line in lines for figure in line.row.figures.values()]
    if told is None or any(f.sign or f.unit or f.decimals or f.power for f in figures):
        return
    if not any(line.unit or (line.label and is_measure(line.label.words)) for line in lines):
        for line in lines:
            line.take(told)


def pay_for_shares(lines: Sequence[Line]) -> None:
    """Rows of a statement of cash flows that name shares and count none state what was paid: `Shares repurchased`."""
    for line in lines:
        if line.unit == "shares" and not (line.label and _COUNTED_SHARES.search(folded(line.label.words))):
            line.take(Told())


_COUNTED_SHARES = regex.compile(r"\b(?:number|weighted|average|outstanding|count)\b")


def _take_over_per_share(lines: Sequence[Line]) -> None:
    """Rows between amounts per share that are printed like them, and unlike the table's amounts, are such amounts."""
    amounts = Counter(d for line in lines if line.unit is None for d in _decimals(line))
    usual = amounts.most_common(1)[0][0] if amounts else 2
    for line in _between_per_share(lines):
        line.unit = "per_share"
    if usual >= 2:
        return
    after = False
    for line in lines:
        if line.unit == "per_share" or any(unit_of(head.words) == "per_share" for head in line.heads):
            after = True
            if line.unit is None and _decimals(line) and min(_decimals(line)) >= 2:
                line.unit = "per_share"
        elif line.unit is None and after:
            printed = _decimals(line)
            after = bool(printed) and all(d in {2, 3} for d in printed)
            if after:
                line.unit = "per_share"


def _between_per_share(lines: Sequence[Line]) -> Iterator[Line]:
    """The rows that lead from one amount per share to the next: all printed like them, and none much larger."""
    run: list[Line] = []
    first: Line | None = None
    for line in lines:
        figures = line.row.figures.values()
        if line.unit == "per_share":
            if first is not None:
                yield from run
            first, run = line, []
        elif figures and line.unit is None and first is not None:
            most = max((abs(n) for f in first.row.figures.values() for n in f.numbers), default=0)
            alike = all(
                f.unit is None and f.decimals in {2, 3} and abs(f.numbers[0]) <= _LARGER * most for f in figures
            )
            first, run = (first, [*run, line]) if alike else (None, [])
        elif figures:
            first, run = None, []


_LARGER = 10
"""How many times the amount per share a row that leads to another may be."""


def _decimals(line: Line) -> list[int]:
    """The decimals of the row's figures that are no percentages."""
    return [figure.decimals for figure in line.row.figures.values() if figure.unit is None]


def _lines(text: str, block: Block) -> Iterator[Line]:
    opened: list[_Open] = []
    pending: Row | None = None
    outer: Label | None = None  # the first head since the last total: what a row without a label sums up
    again = False  # whether a head stands right under another
    opening: Label | None = None  # what the row above names before its own part: `Average shares: Basic`
    for row in block.rows:
        if row.kind is RowKind.LABEL:
            outer = outer or label_of(text, row)
            if pending is not None:
                _open(text, opened, pending, again=again)
                again = True
            pending = row
            continue
        joined = pending is not None and row.kind is RowKind.BODY and _goes_on(text, pending, row)
        if pending is not None and not joined:
            _open(text, opened, pending, again=again)
        again = False
        if row.kind is RowKind.BODY:
            if joined and pending is not None:
                row.label = [*pending.label, *row.label]
            line = _line(text, opened, row, directly=pending is not None)
            if opening is not None and pending is None and line.label and is_generic(line.label.words):
                line.heads = [*line.heads, opening]
                told = told_unit(f"{opening.words}: {line.label.words}")
                if told.unit is not None:
                    line.take(told)
            else:
                opening = _opening(line.label)
            if line.label is None and not line.heads and outer is not None:
                line.heads = [outer]
            if line.label is None or folded(line.label.words).startswith("total assets"):
                outer = None
            yield line
        pending = None


def _opening(label: Label | None) -> Label | None:
    """What a label names before a word that means nothing without it: behind a colon, or the first of two kinds of
    shares, `Net loss per share, basic` over `Diluted`.
    """
    found = _OPENING.fullmatch(label.words) if label else None
    if label is None or found is None or not is_generic(found["rest"]) or is_generic(found["words"]):
        return None
    return Label(found["words"], label.start, label.start + len(found["words"]))


_OPENING = regex.compile(r"(?P<words>.+?)(?:: (?P<rest>.+)|[\s,–—-]+(?P<rest>basic))", regex.IGNORECASE)


def _goes_on(text: str, above: Row, row: Row) -> bool:
    """Whether a row's label is the rest of the label above: it starts in lower case, or that ends open."""
    if not row.label or not above.label:
        return False
    first = " ".join(words_of(text, cell) for cell in above.label)
    rest = words_of(text, row.label[0])
    if first.endswith((":", ".")) or row.label[0].start - above.label[-1].end > 3:
        return False
    open_end = first.endswith((",", "-", "–", "—", "(", "/", "&")) or first.split()[-1].lower() in _OPEN_ENDS
    return (rest[0].islower() and not rest.startswith(("a)", "b)"))) or open_end


_OPEN_ENDS = frozenset((
    "and", "of", "to", "for", "in", "the", "on", "by", "with", "from", "or", "per", "attributable", "before", "at",
    "as",
))  # fmt: skip


def _open(text: str, opened: list[_Open], row: Row, *, again: bool) -> None:
    """Open a head of rows; heads set in as far or further are closed by it, but for the one right above it."""
    label = label_of(text, row)
    if label is None or not any(char.isalpha() for char in label.words):
        return
    while opened and opened[-1].indent >= row.indent and not _nests(opened[-1], row, label):
        if again and opened[-1].indent == row.indent:
            break
        opened.pop()
    del opened[: -_DEEPEST + 1]
    scale = read_scale(text[label.start : row.label[-1].end])
    opened.append(_Open(label, row.indent, scale, told_unit(label.words)))


def _nests(head: _Open, row: Row, label: Label) -> bool:
    """Whether a head that is set in no further stands under another: `Assuming dilution` under `Earnings per share`."""
    return head.unit in {"per_share", "shares"} and head.indent == row.indent and _is_of_shares(label.words)


_OF_SHARES = regex.compile(r"\b(?:basic|diluted|dilution|class|undiluted)\b")


def _is_of_shares(words: str) -> bool:
    """Whether a label parts an amount for shares, or a number of them, into its kinds."""
    return _OF_SHARES.search(folded(words)) is not None


def _line(text: str, opened: list[_Open], row: Row, *, directly: bool) -> Line:
    label = label_of(text, row)
    if label is not None:
        generic = is_generic(label.words)
        # a label set out as far as a head, that says something by itself, closes it
        while opened and row.indent < opened[-1].indent and not (generic and directly):
            opened.pop()
        if folded(label.words).startswith("total ") and opened and row.indent <= opened[-1].indent and not generic:
            line = _made(text, opened, row, label)
            opened.pop()
            return line
    return _made(text, opened, row, label)


def _made(text: str, opened: Sequence[_Open], row: Row, label: Label | None) -> Line:
    line = Line(row, label, [head.label for head in opened])
    if label is not None:
        line.take(told_unit(label.words))
        line.scale = read_scale(text[row.label[0].start : row.label[-1].end])
    generic = label is None or is_generic(label.words)
    for head in reversed(opened):
        deeper = row.indent > head.indent
        if line.unit is None and head.unit is not None and (generic or deeper or _fits(line, head)):
            line.take(head.told)
        if head.scale.power is not None and (generic or deeper or line.unit == head.unit):
            line.scale = line.scale.over(head.scale)
    return line


def _fits(line: Line, head: _Open) -> bool:
    """Whether a row that is set in no further than a head has figures of the head's unit."""
    if line.label is not None and head.unit in {"per_share", "shares"} and _is_of_shares(line.label.words):
        return True
    printed = _decimals(line)
    if head.unit == "percent":
        small = all(f.sign is None and abs(n) < 100 for f in line.row.figures.values() for n in f.numbers)
        return small and _OF_CHANGE.search(folded(head.label.words)) is not None
    if head.unit == "measure":
        return all(f.sign is None and f.unit is None for f in line.row.figures.values()) and _is_of(line, head)
    # most of them: changes beside them may be whole percentages
    return head.unit in {"per_share", "unit_rate"} and 2 * sum(d >= 2 for d in printed) > len(printed)


def _is_of(line: Line, head: _Open) -> bool:
    """Whether a row names no measure, or that of the head: `Total gas sales` under `Gas sales (kt)`."""
    words = folded(line.label.words) if line.label else ""
    return not is_measure(words) or _BEFORE_UNIT.split(folded(head.label.words))[0] in words


_BEFORE_UNIT = regex.compile(r"\s?[,(]")
_OF_CHANGE = regex.compile(r"(?:%|\bpercent(?:age)?) (?:change|growth)")
"""A head whose rows are parts of a change in percent: `Impact on % change of:`."""
