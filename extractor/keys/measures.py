"""Which standard measure a figure states: its label, what kind of figure it is and where it stands decide."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.facts import BasisOfAccounting, CountFact, Metric, MoneyFact, PercentFact, Quantity
from extractor.keys.folding import folded_label, without_surroundings
from extractor.keys.standards import (
    Standard,
    adjusted_words,
    is_adjustment,
    is_narrowed,
    is_of_both,
    names_one,
    without_adjusted,
)
from extractor.words.measure_keys import MeasureKey, Place, measure_keys

__all__ = ["Context", "context_of", "keyed_metric"]

_STATEMENTS = frozenset(("income", "balance_sheet", "cash_flow"))
_PER_SHARE = frozenset(("share", "unit", "ads", "adr"))


@dataclass(frozen=True, slots=True)
class Context:
    """What a release says besides: its standards, its year, the measures and labels of its tables' rows.

    `signed` are the rows (of which table, which one) that print a figure below zero; `text` is the release's.
    """

    standard: Standard | None = None
    year: int | None = None
    rows: frozenset[str] = frozenset()
    signed: frozenset[tuple[int, int]] = frozenset()
    text: str = ""


def context_of(facts: Iterable[Quantity], standard: Standard | None, year: int | None, *, text: str = "") -> Context:
    """The context of a release's facts."""
    cells = [(fact, fact.table) for fact in facts if fact.table]
    keys = {measure.key for fact, _ in cells for measure in _fitting(fact, _candidates(_label(fact)))}
    labels = {folded_label(_label(fact)) for fact, _ in cells}
    signed = {(cell.index, cell.row) for fact, cell in cells if fact.value is not None and fact.value < 0}
    return Context(standard, year, frozenset(keys | labels), frozenset(signed), text)


def keyed_metric(fact: Quantity, context: Context) -> Metric | None:
    """The fact's metric with its key, its basis of accounting and its elements; unchanged where no measure is sure."""
    metric = fact.metric
    if metric is None or _is_total_of_head(fact):
        return metric
    if fact.table is None and is_narrowed(context.text, metric.end):
        return metric
    label = _label(fact)
    column = fact.table.column_label if fact.table else None
    if is_of_both(label) or (column and is_adjustment(column)):
        return metric
    if column and names_one(label):  # `GAAP gross profit` is that below any head
        column = None
    if column and is_of_both(column):
        return metric
    found = _measure(fact, _candidates(label), context)
    marks = adjusted_words(column) if column else frozenset()
    if found is None or (adjusted_words(label) and not adjusted_words(found.label)):
        marks |= adjusted_words(label)
        plain = found or _measure(fact, _candidates(without_adjusted(folded_label(label))), context)
        if plain is None or not marks:
            return metric
        found = plain
    return metric.model_copy(update=_told(fact, found, marks, context))


def _label(fact: Quantity) -> str:
    return (fact.metric.name or fact.metric.text) if fact.metric else ""


def _is_total_of_head(fact: Quantity) -> bool:
    """A row without a label of its own: what the head above it names is its parts, not it."""
    return fact.table is not None and fact.table.row_label is None


@lru_cache(maxsize=16384)
def _candidates(label: str) -> tuple[MeasureKey, ...]:
    """The measures that a label may mean, before its figure is looked at."""
    lexicon = measure_keys()
    words = folded_label(label)
    for said in dict.fromkeys((words, without_surroundings(words))):
        exact = lexicon.exact.get(said, [])
        started = [measure for start, measure in lexicon.starts if said.startswith(start)]
        if exact or started:
            break
    held = frozenset(words.split())
    return (*exact, *started, *(measure for bag, measure in lexicon.bags if bag.holds(held)))


def _fitting(fact: Quantity, measures: Iterable[MeasureKey]) -> Iterator[MeasureKey]:
    """Those whose figures are of the fact's kind, in the place where it stands."""
    place: Place = (fact.table.kind or "key_figures") if fact.table else "prose"
    return (m for m in measures if (not m.tables or place in m.tables) and _fits(fact, m))


def _fits(fact: Quantity, measure: MeasureKey) -> bool:
    if measure.kind == "any":
        return True
    if isinstance(fact, PercentFact):
        return measure.kind == "percent" or _is_change(fact)
    if isinstance(fact, MoneyFact):
        per_share = fact.per in _PER_SHARE or (fact.per is None and _says_per_share(_label(fact)))
        return measure.kind == ("per_share" if per_share else "money") and (per_share or fact.per is None)
    return isinstance(fact, CountFact) and measure.kind == "count"


@lru_cache(maxsize=4096)
def _says_per_share(label: str) -> bool:
    words = folded_label(label).split()
    return "eps" in words or ("per" in words and bool({"share", "unit", "ads"} & set(words)))


def _is_change(fact: Quantity) -> bool:
    return fact.direction is not None or fact.basis is not None or (
        fact.relation is not None and fact.relation.type == "change_of"
    )  # fmt: skip


def _measure(fact: Quantity, measures: Iterable[MeasureKey], context: Context) -> MeasureKey | None:
    """The first measure that holds here; of a percentage one that is a percentage itself comes first."""
    held = [m for m in _fitting(fact, measures) if _is_beside(m, context.rows) and m.is_used(context.year) is not False]
    if isinstance(fact, PercentFact):
        held.sort(key=lambda measure: measure.kind != "percent")
    return held[0] if held else None


def _is_beside(measure: MeasureKey, rows: frozenset[str]) -> bool:
    return all(wanted & rows for wanted in measure.beside) and not measure.not_beside & rows


def _told(fact: Quantity, measure: MeasureKey, marks: frozenset[str], context: Context) -> dict[str, object]:
    # `free cash flow (non-GAAP)` is free cash flow; `adjusted free cash flow` is not.
    strong = any(not mark.startswith("non") for mark in marks)
    adjusted = bool(marks) and (strong or not measure.non_gaap)
    told: dict[str, object] = {"key": f"adjusted_{measure.key}" if adjusted else measure.key}
    if measure.kind == "per_share":
        told["per_share"] = True
    if _is_turned(fact, measure, context.signed):
        told["negated"] = True
    if adjusted or measure.non_gaap:
        basis: BasisOfAccounting = "non_gaap"
    elif (measure.us_gaap or measure.ifrs or measure.source.startswith(("us-gaap", "ifrs"))) and context.standard:
        basis = context.standard
    else:
        basis = "unknown"
    told["basis_of_accounting"] = basis
    return told | _elements(fact, measure, basis, context)


def _is_turned(fact: Quantity, measure: MeasureKey, signed: frozenset[tuple[int, int]]) -> bool:
    """Whether the measure is minus the number: a loss or an outflow without a minus, a payment with one.

    A row of losses or outflows that prints some of its figures below zero prints the signs as they are: `Cash used in
    investing activities | (5) | 3` is an outflow and an inflow.
    """
    number = fact.value if fact.value is not None else fact.low
    if not number or _is_change(fact):
        return False
    signs = measure_keys().signs
    if measure.key in signs.paid:
        return number < 0
    if fact.table is not None and (fact.table.index, fact.table.row) in signed:
        return False
    return number > 0 and measure.key in signs.turned and _names_opposite(_label(fact))


@lru_cache(maxsize=4096)
def _names_opposite(label: str) -> bool:
    """Whether a label says `net loss` and not `net income (loss)`."""
    signs, words = measure_keys().signs, set(folded_label(label).split())
    return bool(words & signs.opposite) and not words & signs.never


def _elements(fact: Quantity, measure: MeasureKey, basis: BasisOfAccounting, context: Context) -> dict[str, object]:
    """The elements of the taxonomies, of levels of the whole company; where no standards are named, only of rows of
    statements.
    """
    in_statement = fact.table is not None and fact.table.kind in _STATEMENTS
    if basis == "non_gaap" or fact.segment or _is_change(fact) or (basis == "unknown" and not in_statement):
        return {}
    told: dict[str, object] = {}
    if basis != "ifrs" and measure.us_gaap and measure.is_used(context.year):
        told["us_gaap"] = measure.us_gaap
    if basis != "gaap" and measure.ifrs:
        told["ifrs"] = measure.ifrs
    return told
