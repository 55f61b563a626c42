"""Which facts of a release XBRL can say, and how: concept, entity, period, unit, dimensions, value and decimals.

A fact is said where its measure, its entity and its days are known and it states a level: no change, share or part of
another figure, and no bound. A range becomes two facts, told apart by a dimension; so do expectations and segments.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import regex

from extractor.words.measure_keys import MeasureKey, measure_keys

__all__ = ["ADJUSTED", "Bound", "Unit", "XbrlFact", "xbrl_facts"]

ADJUSTED = "adjusted_"
Bound = str

_LEANING = frozenset(("change_of", "share_of", "part_of", "equivalent_of"))
_RATIO = {"percent": 2, "percentage_point": 2, "basis_point": 4, "x": 0}
"""Units that are pure numbers, with the power of ten by which they are smaller."""
_NAME = regex.compile(r"[A-Za-z_][\w.-]*", regex.ASCII)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its measures above and below the line, as names of `iso4217`, `xbrli` or `fw`."""

    above: str
    below: str | None = None


@dataclass(frozen=True, slots=True)
class XbrlFact:
    """One fact as XBRL says it. `instant` is the last day of an instant; else `first` and `last` are its days.

    `value` is in `unit` (percentages as shares of one), `power` the power of ten by which it differs from the number of
    the fact besides a word of scale, and `bound` which end of a range it is.
    """

    id: str
    concept: str
    entity: str
    cik: str | None
    unit: Unit
    value: Decimal
    decimals: int | None
    first: date | None
    last: date
    segment: str | None
    expected: bool
    bound: Bound | None
    start: int
    end: int
    number: Decimal
    power: int

    @property
    def after(self) -> date:
        """The day after the last one: where XBRL lets a period end."""
        return self.last + timedelta(days=1)


def xbrl_facts(document: Mapping[str, Any]) -> Iterator[XbrlFact]:
    """The facts of a release's JSON (with numbers exact) that XBRL can say, in text order."""
    for fact in document["facts"]:
        yield from _said(fact)


def _said(fact: Mapping[str, Any]) -> Iterator[XbrlFact]:
    measure = _measure(fact)
    unit = _unit(fact, measure) if measure else None
    last = (fact.get("period") or {}).get("end_date")
    entity = (fact.get("subject") or {}).get("key")
    if measure is None or unit is None or not last or not entity or not _is_level(fact):
        return
    first = fact["period"].get("start_date")
    if measure.time == "duration" and not first:
        return
    power = _RATIO.get(fact.get("unit") or "", 0)
    numbers = [(name, fact[key]) for name, key in ((None, "value"), ("low", "low"), ("high", "high")) if key in fact]
    for bound, number in numbers:
        exact = Decimal(number)
        signed = -exact if fact["metric"].get("negated") else exact
        decimals = fact.get("decimals")
        yield XbrlFact(
            id=fact["id"] + (f"-{bound}" if bound else ""), concept=fact["metric"]["key"], entity=entity,
            cik=fact["subject"].get("cik"), unit=unit, value=signed.scaleb(-power),
            decimals=None if decimals is None else decimals + power,
            first=_day(first) if measure.time == "duration" else None, last=_day(last),
            segment=(fact.get("segment") or {}).get("text"), expected=fact["status"] == "expected", bound=bound,
            start=fact["start"], end=fact["end"], number=exact, power=-power,
        )  # fmt: skip


def _measure(fact: Mapping[str, Any]) -> MeasureKey | None:
    key = (fact.get("metric") or {}).get("key")
    return measure_keys().named(key.removeprefix(ADJUSTED)) if key else None


def _is_level(fact: Mapping[str, Any]) -> bool:
    if fact.get("direction") or fact.get("basis") or fact.get("comparator") not in {"eq", "approx"}:
        return False
    return (fact.get("relation") or {}).get("type") not in _LEANING


def _unit(fact: Mapping[str, Any], measure: MeasureKey) -> Unit | None:
    """The unit as the type of the concept asks for it; None where the fact's is another."""
    said = fact.get("unit")
    if fact["kind"] == "percent" or said == "x":
        return Unit("xbrli:pure") if measure.kind in {"percent", "any"} and said in _RATIO else None
    if fact["kind"] == "money":
        if measure.kind == "per_share":
            return Unit(f"iso4217:{said}", "xbrli:shares")
        return Unit(f"iso4217:{said}") if measure.kind in {"money", "any"} and not fact.get("per") else None
    if measure.kind not in {"count", "any"}:
        return None
    if said == "share":
        return Unit("xbrli:shares")
    return Unit(f"fw:{said}") if said and _NAME.fullmatch(said) else Unit("xbrli:pure")


def _day(day: Any) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)
