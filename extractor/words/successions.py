"""Currencies that were replaced at a ratio fixed by law: the German mark by the euro, the old lira by the new."""

from datetime import date
from decimal import Decimal
from functools import cache

from pydantic import RootModel

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Succession", "introduced", "successor", "successors"]


class Succession(Row):
    """From `since` on, `units` of the old currency are one unit of `into`."""

    into: str
    units: Decimal
    since: date


class _Successions(RootModel[dict[str, Succession]]):
    """The lexicon `successions.toml`: the old currency's code and what became of it."""


@cache
def successors() -> dict[str, Succession]:
    """What each replaced currency became, loaded once."""
    return load("successions", _Successions).root


@cache
def _predecessors() -> dict[str, tuple[str, date]]:
    return {step.into: (old, step.since) for old, step in successors().items() if step.into != "EUR"}


def successor(currency: str, on: date) -> tuple[str, Decimal]:
    """The currency that stands for `currency` on that day, and how many old units make one of it.

    >>> successor("DEM", date(2001, 5, 4)), successor("TRY", date(2001, 5, 4))
    (('EUR', Decimal('1.95583')), ('TRY', Decimal('1')))
    """
    units = Decimal(1)
    while (step := successors().get(currency)) is not None and on >= step.since:
        currency, units = step.into, units * step.units
    return currency, units


def introduced(currency: str) -> tuple[str, date] | None:
    """The currency that came before and the first day of this one, where a redenomination made it."""
    return _predecessors().get(currency)
