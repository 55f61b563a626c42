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

from extractor.cells import CellFact
from extractor.days import is_month_end
from extractor.link.confidence import percent
from extractor.link.ranking import weights
from extractor.tables.parts import Part
from extractor.tables.proof import changes_held, sums
from extractor.tables.rows import Line
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
    known: dict[tuple[str, ...], tuple[int, ...]] = {}
    for witness in witnesses:
        for fact in witness.facts:
            fact.evidence = witness.of_cell(fact)
            scores = [0] * len(CELL_LINKS)
            for group in fact.evidence:
                if group not in known:
                    known[group] = tuple(by.score(f"{link}.{each}" for each in group) for link in CELL_LINKS)
                scores = [sum(pair) for pair in zip(scores, known[group], strict=True)]
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
        self._columns = [[f for f in facts if f.place.column == at + 1] for at in range(len(part.heads))]
        self._alike = Counter(self._place_in_time(at) for at in range(len(part.heads)))
        self._source = _source(text, part)
        self._table = ("", *(f"table.{each}" for each in self._of_table(scaled=scaled)))
        self._by_column = [tuple(f"column.{e}" for e in self._of_column(at)) for at in range(len(part.heads))]
        self._by_row = {n: tuple(f"row.{e}" for e in self._of_row(line)) for n, line in self._lines.items()}

    def of_cell(self, fact: CellFact) -> tuple[tuple[str, ...], ...]:
        """What speaks for and against a cell, from the block down to itself."""
        column, row = self._by_column[fact.place.column - 1], self._by_row[fact.place.row]
        return self._table, column, row, tuple(f"cell.{each}" for each in self._of_figure(fact))

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
        yield f"prose={_step(len({_number(fact) for fact in facts if _is_said(fact, self._prose.said)}))}"
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

    def _of_figure(self, fact: CellFact) -> Iterator[str]:
        part, at, line = self._part, fact.place.column - 1, self._lines[fact.place.row]
        figure, head = line.row.figures[at], part.heads[at]
        printed = "sign" if figure.sign else "unit" if figure.unit else "scale" if figure.power is not None else "bare"
        yield f"kind={fact.kind}.{printed}"
        yield f"kind={fact.kind}.{part.kind}"
        yield f"unit={fact.value.unit if fact.kind != 'money' else fact.value.per}.{line.unit}"
        yield f"currency={fact.value.currency_from}"
        yield f"decimals={min(figure.decimals, 3)}.{fact.kind}"
        yield f"column={head.kind}.{fact.kind}"
        yield f"range={len(figure.numbers) > 1}"
        yield f"year={figure.year}"
        yield f"value={fact.value.amount is not None}"
        yield f"time={fact.period is not None}.{bool(fact.period and fact.period.first)}"
        yield f"time-of-row={fact.period is not None and fact.period != part.periods[at]}"
        yield f"metric={fact.metric is not None}.{fact.name is not None}.{fact.segment is not None}"
        yield f"odd={self._columns[at][0].kind != fact.kind and len(self._columns[at]) > 1}"
        if line.label is not None and fact.metric is not None:
            yield f"of-label={fact.metric.overlaps(line.label.span)}"

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


def _is_said(fact: CellFact, said: frozenset[Decimal]) -> bool:
    """Whether the prose states the amount of a cell, exactly or to three or four digits."""
    value = _number(fact)
    if fact.kind != "money" or not value or abs(value) < _SMALLEST:
        return False
    value = abs(value)
    steps = (Decimal(1).scaleb(value.adjusted() - digits) for digits in (2, 3))
    return value in said or any((value / step).quantize(Decimal(1)) * step in said for step in steps)


_SMALLEST = 100_000
"""Amounts below are prices and the like, of which many are alike."""
