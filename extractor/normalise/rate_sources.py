"""Where rates come from, in the order that the settings give: your own file, the ECB's reference rates."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Literal, Self

import regex

from extractor.errors import SettingsError
from extractor.normalise.rates import DIVISION, EcbRates, Leg, NoRate, Rate, bundled_rates
from extractor.settings import Settings
from extractor.words.currencies import currencies

__all__ = ["SAME", "OwnRates", "RateSources", "SourceName", "check_currency", "read_own_rates"]

SourceName = Literal["stated", "file", "ecb"]

#: The source of a rate that needs none.
SAME = "same currency"

_HEADER = ["date", "from", "to", "rate"]
_CODE = regex.compile(r"[A-Z]{3}")
_NUMBER = regex.compile(r"[0-9]++(?:\.[0-9]++)?+")
_DATE = regex.compile(r"\d{4}-\d\d-\d\d")

_Pair = tuple[str, str]


@dataclass(frozen=True)
class OwnRates:
    """Rates of your own: for each pair `(from, to)` its days in order with their rates; `name` is the file's name."""

    name: str
    pairs: dict[_Pair, list[tuple[date, Decimal]]]
    source: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", f"rates file {self.name}")

    def quote(
        self, base: str, target: str, *, on: date, since: date | None = None, max_age_days: int = 7
    ) -> Rate | NoRate:
        """The rate of a day or of the last day before it that the file has, or one through the opposite direction.

        With `since` the mean over `since`..`on`, where the file has no hole longer than `max_age_days` in it.
        """
        for below, above in ((base, target), (target, base)):
            leg = self._leg(below, above, on, since, max_age_days)
            if leg is not None:
                rate = leg.rate if below == base else DIVISION.divide(Decimal(1), leg.rate)
                return Rate(base, target, rate, leg.on, self.source, (leg,), leg.first)
        during = f"for {since} to {on}" if since else f"on {on} or within {max_age_days} days before it"
        return NoRate(f"{self.name} has no rate from {base} to {target} {during}")

    def partners(self, currency: str) -> list[str]:
        """The currencies that the file ties to this one, the euro and the dollar first."""
        found = {b if a == currency else a for a, b in self.pairs if currency in {a, b}}
        return sorted(found, key=lambda code: (code != "EUR", code != "USD", code))

    def _leg(self, base: str, target: str, on: date, since: date | None, max_age_days: int) -> Leg | None:
        rows = self.pairs.get((base, target), [])
        upto = bisect_right(rows, on, key=lambda row: row[0])
        if since is not None and since < on:
            rows = rows[bisect_right(rows, since - timedelta(days=1), key=lambda row: row[0]) : upto]
            if not _covers([day for day, _ in rows], since, on, max_age_days):
                return None
            total = sum((rate for _, rate in rows), Decimal(0))
            return Leg(base, target, DIVISION.divide(total, Decimal(len(rows))), rows[-1][0], rows[0][0])
        if not upto or (on - rows[upto - 1][0]).days > max_age_days:
            return None
        day, rate = rows[upto - 1]
        return Leg(base, target, rate, day)


def _covers(days: list[date], first: date, last: date, hole: int) -> bool:
    return bool(days) and all((b - a).days <= hole for a, b in pairwise([first, *days, last]))


def read_own_rates(path: str | Path) -> OwnRates:
    """Read a CSV file with the header `date,from,to,rate`: one unit of `from` is `rate` units of `to` on that day.

    Strict: ISO days, ISO 4217 codes in capitals, plain positive decimals, one rate for a day and pair.
    Raises SettingsError with the file, the line and what is wrong.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return OwnRates(path.name, _read_rows(str(path), lines))
    except OSError as error:
        raise SettingsError(f"{path}: cannot read the rates: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: the rates are not UTF-8 text: save the file as UTF-8") from error


def _read_rows(path: str, lines: Iterable[str]) -> dict[_Pair, list[tuple[date, Decimal]]]:
    rows = _numbered(path, lines)
    _, head = next(rows, (1, []))
    if head != _HEADER:
        raise SettingsError(f"{path}:1: the first line must be {','.join(_HEADER)}, not {','.join(head)!r}")
    pairs: dict[_Pair, dict[date, Decimal]] = {}
    for line, cells in rows:
        try:
            day, base, target, rate = _row(cells)
            if pairs.setdefault((base, target), {}).setdefault(day, rate) is not rate:
                raise ValueError(f"a second rate from {base} to {target} on {day}")
        except ValueError as error:
            raise SettingsError(f"{path}:{line}: {error}") from error
    return {pair: sorted(rates.items()) for pair, rates in pairs.items()}


def _numbered(path: str, lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows with their line numbers, blank lines left out."""
    reader = csv.reader(lines, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise SettingsError(f"{path}:{reader.line_num}: not valid CSV: {error}") from error


def _row(cells: list[str]) -> tuple[date, str, str, Decimal]:
    if len(cells) != len(_HEADER):
        raise ValueError(f"{len(cells)} fields where {','.join(_HEADER)} are four")
    day, base, target, rate = cells
    if not _DATE.fullmatch(day):
        raise ValueError(f"{day!r} is not a day written as 2022-05-27")
    for code in (base, target):
        if not _CODE.fullmatch(code):
            raise ValueError(f"{code!r} is not an ISO 4217 code such as USD")
    if base == target:
        raise ValueError(f"from and to are both {base}")
    number = Decimal(rate) if _NUMBER.fullmatch(rate) else Decimal(0)
    if not number:
        raise ValueError(f"{rate!r} is not a positive decimal number such as 0.149267")
    return date.fromisoformat(day), base, target, number


def check_currency(code: str, own: OwnRates | None = None) -> None:
    """Refuse a code that is no currency's, and that your own rates do not have either.

    Raises SettingsError with the code that was probably meant.
    """
    known = currencies().codes
    mine = own is not None and any(code in pair for pair in own.pairs)
    if mine or (code in known and known[code].codes == (code,)):
        return
    near = known[code].codes[:1] if code in known else get_close_matches(code, _common_first(known), n=1, cutoff=0.6)
    raise SettingsError(
        f"currency: {code!r} is no currency's ISO 4217 code" + (f"; did you mean {near[0]}?" if near else "")
    )


def _common_first(codes: Iterable[str]) -> list[str]:
    """Of codes that are as near as others, those that have reference rates are meant."""
    common = {"EUR", *bundled_rates().currencies}
    return [code for code in codes if code in common] or list(codes)


@dataclass(frozen=True)
class RateSources:
    """The sources of rates and their order; `stated` in the order stands for what the release itself says.

    `ecb` is the bundled table unless another one is given. A reference rate may be `max_age_days` older than the day
    it is for, and is never later.
    """

    order: tuple[SourceName, ...] = ("stated", "file", "ecb")
    own: OwnRates | None = None
    max_age_days: int = 7
    ecb: EcbRates | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """The sources that the settings name; reads the file of your own rates, and no table before it is needed.

        Raises SettingsError where that file cannot be used, or the wanted currency is none.
        """
        own = read_own_rates(settings.rates_file) if settings.rates_file else None
        if settings.currency != Settings().currency:
            check_currency(settings.currency, own)
        return cls(order=settings.rate_sources, own=own, max_age_days=settings.rate_max_age_days)

    def quote(self, base: str, target: str, *, on: date, since: date | None = None) -> Rate | NoRate:
        """The first rate that the sources other than the release have, or the reasons why none has one."""
        if base == target:
            return Rate(base, target, Decimal(1), on, SAME)
        reasons = []
        for name in self.order:
            found = self.quote_from(name, base, target, on=on, since=since)
            if isinstance(found, Rate):
                return found
            if found is not None:
                reasons.append(found.reason)
        return NoRate("; ".join(reasons) or "the settings name no source of rates for it")

    def quote_from(
        self, name: SourceName, base: str, target: str, *, on: date, since: date | None = None
    ) -> Rate | NoRate | None:
        """What one source says; None where it is not there (no file given) or speaks for itself (`stated`)."""
        if name == "ecb":
            return self._ecb.quote(base, target, on=on, since=since, max_age_days=self.max_age_days)
        if name == "file" and self.own is not None:
            return self._own(self.own, base, target, on, since)
        return None

    @property
    def _ecb(self) -> EcbRates:
        return self.ecb or bundled_rates()

    def _own(self, own: OwnRates, base: str, target: str, on: date, since: date | None) -> Rate | NoRate:
        direct = own.quote(base, target, on=on, since=since, max_age_days=self.max_age_days)
        if isinstance(direct, Rate):
            return direct
        for middle in own.partners(base):
            crossed = _cross(
                own.quote(base, middle, on=on, since=since, max_age_days=self.max_age_days),
                self._second_leg(own, middle, target, on, since),
            )
            if crossed:
                return crossed
        for middle in own.partners(target):
            crossed = _cross(
                self._second_leg(own, base, middle, on, since),
                own.quote(middle, target, on=on, since=since, max_age_days=self.max_age_days),
            )
            if crossed:
                return crossed
        return direct

    def _second_leg(self, own: OwnRates, base: str, target: str, on: date, since: date | None) -> Rate | NoRate:
        found = own.quote(base, target, on=on, since=since, max_age_days=self.max_age_days)
        if isinstance(found, NoRate) and "ecb" in self.order:
            return self._ecb.quote(base, target, on=on, since=since, max_age_days=self.max_age_days)
        return found


def _cross(one: Rate | NoRate, two: Rate | NoRate) -> Rate | None:
    """Two rates with a currency in common as one; its day is the older of the two, its source names both."""
    if isinstance(one, NoRate) or isinstance(two, NoRate):
        return None
    return Rate(
        one.base,
        two.target,
        DIVISION.multiply(one.rate, two.rate),
        min(one.on, two.on),
        " and ".join(dict.fromkeys((one.source, two.source))),
        one.legs + two.legs,
        one.first or two.first,
    )
