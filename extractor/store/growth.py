"""What lines of a series change by: each against the line of the same length that ends a year before."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

__all__ = ["exact_value", "with_changes"]

_SAME = ("subject_key", "metric_key", "segment_key", "unit", "per", "span")
_AROUND = 10
"""Days by which a year of 52 or 53 weeks may be off."""
_POINTS = frozenset(("percent", "percentage_point", "basis_point", "x"))
"""Units whose changes are differences, not shares."""


def exact_value(line: Mapping[str, Any]) -> Decimal:
    """The figure of a line with all its digits and the sign with which it counts."""
    value = Decimal(str(line["value_exact"]))
    return -value if line["negated"] else value


def with_changes(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines with `change`: in percent of the year before to one decimal, of ratios the difference; None if unknown.

    A base below zero says nothing in percent, so that there is no change then.
    """
    gathered = list(lines)
    ends: dict[tuple[Any, ...], list[tuple[date, Decimal]]] = {}
    for line in gathered:
        ends.setdefault(_group(line), []).append((_day(line), exact_value(line)))
    for line in gathered:
        day, value = _day(line), exact_value(line)
        base = next((v for d, v in ends[_group(line)] if abs((day - d).days - 365) <= _AROUND), None)
        yield {**line, "change": None if base is None else _change(value, base, line["unit"])}


def _group(line: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(line[name] for name in _SAME)


def _day(line: Mapping[str, Any]) -> date:
    return date.fromisoformat(line["period_end"])


def _change(value: Decimal, base: Decimal, unit: str) -> Decimal | None:
    if unit in _POINTS:
        return value - base
    return round((value - base) / base * 100, 1) if base > 0 else None
