"""The words of percentages and of changes by a multiple: the lexicon `percentages.toml`."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from extractor.facts import PercentUnit
from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Multiple", "Percentages", "percent_unit", "percentage_lexicon"]


class Multiple(Row):
    """Verb forms that say a change: `change` is in percent, always positive."""

    forms: tuple[str, ...]
    change: Decimal
    direction: Literal["up", "down"]


class Percentages(Row):
    """The lexicon `percentages.toml`."""

    units: Mapping[PercentUnit, tuple[str, ...]]
    points: Mapping[Literal["words"], tuple[str, ...]]
    multiples: Mapping[str, Multiple]
    denominators: Mapping[str, int]


@cache
def percentage_lexicon() -> Percentages:
    """The lexicon of percentages, loaded once."""
    return load("percentages", Percentages)


@cache
def _units() -> Mapping[str, PercentUnit]:
    lexicon = percentage_lexicon()
    named = {_key(form): unit for unit, forms in lexicon.units.items() for form in forms}
    points: dict[str, PercentUnit] = {_key(form): "percentage_point" for form in lexicon.points["words"]}
    return {**named, **points}


def _key(printed: str) -> str:
    return "".join(c for c in printed.lower() if c not in " \u00a0\u2009\u202f\n\t-‐‑.")


@lru_cache(1 << 10)
def percent_unit(printed: str | None) -> PercentUnit:
    """The unit that the printed words or sign mean; what is not printed (`a third`, `doubled`) is in percent.

    >>> percent_unit("%-points"), percent_unit("bps."), percent_unit("per cent"), percent_unit(None)
    ('percentage_point', 'basis_point', 'percent', 'percent')
    """
    return _units().get(_key(printed), "percent") if printed else "percent"
