"""Annotations: facts as gold files and finished outputs state them, in one plain form that can be compared.

A field that is None was left out. In gold that means "not scored"; in an output it means "not stated".
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias, get_args

from extractor.values import Kind

__all__ = [
    "CLOSED", "FIELDS", "KINDS", "OPEN", "Annotation", "FieldValue", "GoldRelease", "Link", "found_facts_of", "outside",
]  # fmt: skip

FieldValue: TypeAlias = str | Decimal

KINDS: tuple[Kind, ...] = get_args(Kind)

QUANTITIES = frozenset({"money", "percent", "count", "measure"})
EVERY = frozenset(KINDS)

FIELDS: dict[str, frozenset[str]] = {
    "value": EVERY,
    "low": QUANTITIES,
    "high": QUANTITIES,
    "unit": QUANTITIES,
    "item": frozenset({"count"}),
    "comparator": QUANTITIES,
    "per": frozenset({"money", "measure"}),
    "metric": QUANTITIES,
    "subject": QUANTITIES,
    "period": QUANTITIES,
    "direction": QUANTITIES,
    "basis": QUANTITIES,
    "status": QUANTITIES,
    "role": frozenset({"date"}),
    "start_date": frozenset({"date"}),
    "end_date": frozenset({"date"}),
}
"""Which kinds a field belongs to, in the order in which gold files print them (see GUIDELINES.md, Fields)."""

CLOSED: dict[str, frozenset[str]] = {
    "comparator": frozenset({"eq", "approx", "gt", "ge", "lt", "le"}),
    "direction": frozenset({"up", "down", "flat"}),
    "basis": frozenset(
        {"year_over_year", "quarter_over_quarter", "month_over_month", "half_over_half", "constant_currency", "none"}
    ),
    "status": frozenset({"actual", "expected"}),
    "role": frozenset({"published", "period", "event", "deadline"}),
    "relation": frozenset({"equivalent_of", "change_of", "prior_of", "part_of", "share_of", "same_as"}),
    "percent unit": frozenset({"percent", "percentage_point", "basis_point"}),
}
"""The words that a field with a closed vocabulary may hold."""

OPEN = ("item", "per", "metric", "subject")
"""Fields that hold words of the release."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another fact of the same release: `to` is its id."""

    type: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One fact, expected or found: `text[start:end]` in code points, and what is said about it.

    `value` is an ISO 8601 string for dates and a number for the other kinds. `relations` has one link at most in
    gold. `sure` is how likely an output calls its links and the whole fact (`fact`), in per cent. `start_date` and
    `end_date` are inclusive. `optional` facts are neither missed nor, when found, extra.
    """

    id: str
    kind: Kind
    start: int
    end: int
    text: str = ""
    value: FieldValue | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    item: str | None = None
    comparator: str | None = None
    per: str | None = None
    metric: str | None = None
    subject: str | None = None
    period: str | None = None
    direction: str | None = None
    basis: str | None = None
    status: str | None = None
    role: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    relations: tuple[Link, ...] = ()
    sure: tuple[tuple[str, int], ...] = ()
    optional: bool = False

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """`(value,)` or `(low, high)`; empty for dates and vague figures."""
        if isinstance(self.value, Decimal):
            return (self.value,)
        return (self.low, self.high) if self.low is not None and self.high is not None else ()

    def stated(self) -> dict[str, FieldValue]:
        """The fields that are stated (relations apart), in the order of `FIELDS`."""
        return {name: value for name in FIELDS if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRelease:
    """A release with its gold facts, in the order of the file; nothing that begins in an `ignore` region counts."""

    id: str
    text: str
    facts: tuple[Annotation, ...]
    published: date | None = None
    ignore: tuple[tuple[int, int], ...] = ()
    source: str = ""


def outside(facts: tuple[Annotation, ...], ignore: tuple[tuple[int, int], ...]) -> tuple[Annotation, ...]:
    """The facts that do not begin inside one of the `ignore` regions."""
    if not ignore:
        return facts
    return tuple(f for f in facts if not any(start <= f.start < end for start, end in ignore))


def found_facts_of(release: GoldRelease, found: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
    """The found facts that count for `release`, in text order (the output's order among equals)."""
    return tuple(sorted(outside(found, release.ignore), key=lambda f: (f.start, f.end)))
