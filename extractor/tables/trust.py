"""How likely it is that a table was read rightly: for each cell what speaks for and against its metric, its time, all.

The evidence is what reading left behind: how the grid was found, whether heads and rows say what they should, where
scale and unit come from, whether the table's own arithmetic holds. It is gathered for the block, the column, the row
and the cell, so that what is shared is weighed once. `python -m tests.learn cells` learns the weights.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractor.cells import CellFact
from extractor.days import is_month_end
from extractor.facts import TableKind
from extractor.link.confidence import percent
from extractor.link.ranking import weights
from extractor.tables.parts import Part
from extractor.tables.proof import changes_held, sums
from extractor.tables.rows import Line
from extractor.tables.units import Unit
from extractor.values import CurrencyFrom, Kind
from extractor.words.tables import is_measure

__all__ = ["CELL_LINKS", "Prose", "Witness", "trust"]

#: What of a cell has a confidence.
CELL_LINKS = ("metric", "period", "fact")
#: The steps of a share, in per cent, and of a number.
_SHARES = (10, 25, 50, 75, 90, 100)
_NUMBERS = (1, 2, 3, 4, 6, 9, 13, 20, 40)
_FAR = timedelta(days=45)
"""So long after the release the time of what has happened does not end."""


def trust(witnesses: Iterable["Witness"]) -> None:
    """Say of each cell how likely its metric, its time and the whole of it are right, in per cent."""
    by = weights("cells")
    known: dict[int, tuple[int, ...]] = {}  # by the group itself: cells share theirs, and keep them
    for witness in witnesses:
        for fact in witness.facts:
            fact.evidence = witness.of_cell(fact)
            for group in fact.evidence:
                if id(group) not in known:
                    known[id(group)] = tuple(by.score(f"{link}.{each}" for each in group) for link in CELL_LINKS)
            scores = map(sum, zip(*(known[id(group)] for group in fact.evidence), strict=True))
            stated = (fact.metric is not None, fact.period is not None and fact.period.value is not None, True)
            own = zip(CELL_LINKS, scores, stated, strict=True)
            fact.confidence = {link: percent(score) for link, score, states in own if states}


@dataclass(frozen=True, slots=True)
class Prose:
    """What the release says beside its tables: its day, and sums of money."""

    published: date | None
    said: frozenset[Decimal]


class Witness:
    """A block that was read, as a witness of its cells: what it shows for and against having been read rightly.

    `scaled` says that its scale stands over it.
    """

    def __init__(self, text: str, part: Part, facts: Sequence[CellFact], prose: Prose, *, scaled: bool) -> None:
        self.facts, self._text, self._part, self._prose = facts, text, part, prose
        self._lines = {line.row.number: line for line in part.lines}
        self._labels = Counter(line.label.words.lower() for line in part.lines if line.label)
        self._columns: list[list[CellFact]] = [[] for _ in part.heads]
        for fact in facts:
            self._columns[fact.place.column - 1].append(fact)
        self._alike = Counter(self._place_in_time(at) for at in range(len(part.heads)))
        self._source = _source(text, part)
        self._table = ("", *(f"table.{each}" for each in self._of_table(scaled=scaled)))
        self._by_column = [tuple(f"column.{e}" for e in self._of_column(at)) for at in range(len(part.heads))]
        self._by_row = {n: tuple(f"row.{e}" for e in self._of_row(line)) for n, line in self._lines.items()}

    def of_cell(self, fact: CellFact) -> tuple[tuple[str, ...], ...]:
        """What speaks for and against a cell, from the block down to itself."""
        column, row = self._by_column[fact.place.column - 1], self._by_row[fact.place.row]
        return self._table, column, row, _of_figure(self._seen(fact))

    def _of_table(self, *, scaled: bool) -> Iterator[str]:
        part, facts = self._part, self.facts
        shown = [line for line in part.lines if line.row.figures]
        count = len(part.heads)
        yield f"source={self._source}"
        yield f"kind={part.kind}"
        yield f"titled={part.captions.title is not None}"
        yield f"scaled={scaled}.{part.captions.scale.power is not None}.{part.captions.scale.borrowed}"
        yield f"columns={_step(count)}"
        yield f"{self._source}.columns={_step(count)}"
        yield f"rows={_step(len(shown))}"
        yield f"head-rows={min(len(part.block.heads), 4)}"
        levels = [at for at, head in enumerate(part.heads) if head.kind == "level"]
        yield from _shares("headed", [bool(head.words) for head in part.heads])
        yield from _shares("dated", [part.periods[at] is not None for at in levels])
        yield from _shares("own-time", [bool(part.heads[at].stated) for at in levels])
        yield from _shares("double", [self._alike[self._place_in_time(at)] > 1 for at in levels])
        yield from _shares("full", [len(line.row.figures) == count for line in shown])
        yield from _shares("labelled", [line.label is not None for line in shown])
        yield from _shares("label-twice", [self._is_twice(line) for line in shown])
        yield from _shares("label-broken", [_is_broken(line) for line in shown])
        yield from _shares("measures", [line.label is not None and is_measure(line.label.words) for line in shown])
        yield from _shares("no-time", [fact.period is None for fact in facts])
        yield from _shares("no-metric", [fact.metric is None for fact in facts])
        yield from _shares("no-value", [fact.value.amount is None for fact in facts])
        amounts = {_number(fact) for fact in facts if fact.kind == "money"} if self._prose.said else set()
        yield f"prose={_step(sum(_is_said(amount, self._prose.said) for amount in amounts))}"
        yield from self._of_arithmetic()

    def _of_arithmetic(self) -> Iterator[str]:
        part = self._part
        offs = [off for _, _, off in sums(part) if off is not None]
        fits = sum(off <= 1 for off in offs)
        yield f"sums={_step(fits)}"
        yield from _shares("sums-fit", [off <= 1 for off in offs])
        yield f"unproven={any(head.unproven for head in part.heads)}"

    def _of_column(self, at: int) -> Iterator[str]:
        part, head, value = self._part, self._part.heads[at], self._part.periods[at]
        stated, facts = head.stated, self._columns[at]
        how = "nothing"
        if stated:
            how = "day" if stated.says_day else "which" if stated.says_which else "part"
        elif head.words:
            how = "words"
        length = "length" if stated.has_length or stated.part else "none"
        yield f"kind={head.kind}"
        yield f"time={how}.{length}"
        yield f"{self._source}.time={how}"
        yield f"{part.kind}.time={how}.{length}"
        yield f"{head.kind}.known={value is not None}.{bool(value and value.first)}"
        yield f"day={bool(value and value.first and value.first == value.last)}.{part.kind}"
        yield f"rest={bool(head.rest)}.{head.kind}"
        yield f"double={self._alike[self._place_in_time(at)] > 1}"
        yield f"ambiguous={head.ambiguous}"
        yield f"first={at == 0}"
        yield f"last={at + 1 == len(part.heads)}"
        yield f"runs={self._runs(at)}"
        yield f"ends={self._ends(at)}.{part.kind == 'guidance' or head.expected}"
        yield from _shares("filled", [at in line.row.figures for line in part.lines if line.row.figures])
        yield from _shares("percents", [fact.kind == "percent" for fact in facts])
        yield f"kinds={len({fact.kind for fact in facts})}"
        if head.kind == "change":
            yield from self._of_change(at)

    def _of_change(self, at: int) -> Iterator[str]:
        part, head = self._part, self._part.heads[at]
        pair = part.compared.get(at)
        yield f"change={pair is not None}.{head.unproven}.{at in part.proven}.{head.percent}"
        if pair is not None:
            percents, differences, neither = changes_held(part.lines, at, pair)
            right = differences if head.percent is False else percents
            yield f"holds={_step(right)}"
            yield f"fails={_step(percents + differences + neither - right)}"

    def _of_row(self, line: Line) -> Iterator[str]:
        label = line.label
        count = len(line.row.figures)
        yield f"label={label is not None}.{bool(line.heads)}.{line.measure is not None}"
        yield f"heads={min(len(line.heads), 4)}"
        yield f"unit={line.unit}"
        yield f"{self._source}.lacks={_step(len(self._part.heads) - count)}"
        yield f"scale={line.scale.power is not None}"
        if label is None:
            return
        words = label.words
        yield f"words={_step(len(words.split()))}"
        yield f"twice={self._is_twice(line)}"
        yield f"broken={_is_broken(line)}"
        yield f"digits={any(map(str.isdigit, words))}"
        yield f"measure={is_measure(words)}"

    def _seen(self, fact: CellFact) -> "_Seen":
        part, at, line, value = self._part, fact.place.column - 1, self._lines[fact.place.row], fact.value
        figure, period, label = line.row.figures[at], fact.period, line.label
        printed = "sign" if figure.sign else "unit" if figure.unit else "scale" if figure.power is not None else "bare"
        odd = self._columns[at][0].kind != fact.kind and len(self._columns[at]) > 1
        of_label = fact.metric.overlaps(label.span) if label is not None and fact.metric is not None else None
        return _Seen(
            fact.kind, printed, part.kind, value.unit if fact.kind != "money" else value.per, line.unit,
            value.currency_from, figure.decimals, part.heads[at].kind, len(figure.numbers) > 1, figure.year,
            value.amount is not None, period is not None, bool(period and period.first),
            period is not None and period is not part.periods[at] and period != part.periods[at],
            fact.metric is not None, fact.name is not None, fact.segment is not None, odd, of_label,
        )  # fmt: skip

    def _is_twice(self, line: Line) -> bool:
        return line.label is not None and self._labels[line.label.words.lower()] > 1

    def _place_in_time(self, at: int) -> tuple[object, ...]:
        """What tells a column from the others: two that are alike cannot both be right."""
        head, value = self._part.heads[at], self._part.periods[at]
        words = " ".join(word for word in head.words.split() if not any(map(str.isdigit, word)))
        return head.kind, value.value if value else None, words

    def _runs(self, at: int) -> str:
        """What says how long the time of a column runs, and whether it ends with a month: else weeks are counted."""
        value, time = self._part.periods[at], self._part.times[at]
        if value is None or value.first is None or value.last is None or value.first == value.last:
            return "none"
        said = "weeks" if time.weeks else "months" if time.months else time.part or "unsaid"
        return f"{said}.{is_month_end(value.last)}"

    def _ends(self, at: int) -> str:
        """How long before or after the release the time of a column ends."""
        value = self._part.periods[at]
        published = self._prose.published
        if value is None or value.last is None or published is None:
            return "unknown"
        if value.last - published > _FAR:
            return "after"
        years = (published - value.last).days // 365
        return str(max(min(years, 4), 0))


class _Seen(NamedTuple):
    """What is seen of a cell itself."""

    kind: Kind
    printed: str
    table: TableKind | None
    unit: str | None
    asked: Unit | None
    currency_from: CurrencyFrom | None
    decimals: int
    column: str
    is_range: bool
    is_year: bool
    has_value: bool
    has_time: bool
    has_days: bool
    has_time_of_row: bool
    has_metric: bool
    is_named: bool
    has_segment: bool
    is_odd: bool
    is_of_label: bool | None


@lru_cache(maxsize=1 << 14)
def _of_figure(seen: _Seen) -> tuple[str, ...]:
    """What speaks for and against a cell by itself: most of a release's cells are alike."""
    found = [
        f"kind={seen.kind}.{seen.printed}",
        f"kind={seen.kind}.{seen.table}",
        f"unit={seen.unit}.{seen.asked}",
        f"currency={seen.currency_from}",
        f"decimals={min(seen.decimals, 3)}.{seen.kind}",
        f"column={seen.column}.{seen.kind}",
        f"range={seen.is_range}",
        f"year={seen.is_year}",
        f"value={seen.has_value}",
        f"time={seen.has_time}.{seen.has_days}",
        f"time-of-row={seen.has_time_of_row}",
        f"metric={seen.has_metric}.{seen.is_named}.{seen.has_segment}",
        f"odd={seen.is_odd}",
        *([] if seen.is_of_label is None else [f"of-label={seen.is_of_label}"]),
    ]
    return tuple(f"cell.{each}" for each in found)


def _source(text: str, part: Part) -> str:
    """How the cells of the rows are parted: by markup, lines, wide gaps or single blanks."""
    if part.layout.grid.marked:
        return "marked"
    found: Counter[str] = Counter()
    for line in part.lines[:_ROWS]:
        cells = sorted([*line.row.label, *line.row.cells.values()], key=lambda cell: cell.start)
        for one, other in pairwise(cells):
            between = text[one.end : other.start]
            wide = "\t" in between or "|" in between or "  " in between
            found["lines" if "\n" in between else "gaps" if wide else "blanks"] += 1
    return max(sorted(found), key=lambda name: found[name]) if found else "none"


_ROWS = 20
"""Rows that are looked at for how their cells are parted."""


@lru_cache(maxsize=4096)
def _step(number: int) -> int:
    """The largest step that a number reaches; nought below the first."""
    return max((step for step in _NUMBERS if step <= number), default=0)


def _shares(name: str, held_by: Sequence[bool]) -> Iterator[str]:
    """The steps that a share reaches; nothing is said of none."""
    if not held_by:
        return
    share = 100 * sum(held_by)
    if not share:
        yield f"{name}=none"
    yield from (f"{name}>={step}" for step in _SHARES if share >= step * len(held_by))


def _is_broken(line: Line) -> bool:
    """Whether a label seems to be the rest or the beginning of one: it opens in lower case, or ends open."""
    if line.label is None:
        return False
    words = line.label.words
    return words[:1].islower() or words.endswith((",", "-", "(", "&")) or words.count("(") != words.count(")")


def _number(fact: CellFact) -> Decimal | None:
    return fact.value.amount.value if fact.value.amount else None


def _is_said(value: Decimal | None, said: frozenset[Decimal]) -> bool:
    """Whether the prose states an amount, exactly or to three or four digits."""
    if not value or abs(value) < _SMALLEST:
        return False
    value = abs(value)
    steps = (Decimal(1).scaleb(value.adjusted() - digits) for digits in (2, 3))
    return value in said or any((value / step).quantize(Decimal(1)) * step in said for step in steps)


_SMALLEST = 100_000
"""Amounts below are prices and the like, of which many are alike."""
