"""One currency: every money fact gets `converted`, or says why it has none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypedDict

from extractor.facts import Converted, Diagnostic, Fact, MoneyFact, RatePolicy
from extractor.normalise.equivalents import Equivalents, Pair, amounts, read_equivalents
from extractor.normalise.rate_sources import SAME, RateSources, SourceName
from extractor.normalise.rates import NoRate, Rate
from extractor.normalise.significance import round_to, significant_digits
from extractor.values import plain

__all__ = ["IMPLIED", "SAME", "STATED", "convert"]

STATED = "stated in the release"
IMPLIED = "implied by the release"

#: Products of an amount and a rate are exact: no sum in a release comes near so many digits.
_EXACT = Context(prec=500, rounding=ROUND_HALF_UP)
#: An amount said with one digit ("$1 million") is converted to two: one would move it by up to a half.
_FEWEST_DIGITS = 2


def convert(
    facts: Sequence[Fact],
    *,
    published: date | None,
    target: str = "USD",
    sources: RateSources | None = None,
    policy: RatePolicy = "publication",
) -> tuple[list[Fact], list[Diagnostic]]:
    """The facts of one release, linked, with `converted` or `unconverted` on each money fact, and what to warn of.

    `target` is an ISO 4217 code. `policy` says which day's reference rate converts an amount about a past period;
    every other amount has the rate of the day of publication. Without that day only the release's own equivalents
    (and past periods, under the other policies) can be converted.
    """
    money = [fact for fact in facts if isinstance(fact, MoneyFact)]
    if not money:
        return list(facts), []
    sources = sources or RateSources()
    equivalents = read_equivalents(money, target=target, published=published, sources=sources)
    job = _Conversion(target, published, policy, sources, equivalents)
    return [job.apply(f) if isinstance(f, MoneyFact) else f for f in facts], list(equivalents.diagnostics)


class _Numbers(TypedDict, total=False):
    """The fields of `Converted` that hold amounts."""

    value: Decimal
    low: Decimal
    high: Decimal
    exact: Decimal
    exact_low: Decimal
    exact_high: Decimal


@dataclass(frozen=True, slots=True)
class _Moment:
    """The day whose rate is asked for, or the days `since`..`on` whose mean is."""

    on: date
    policy: RatePolicy
    since: date | None = None


@dataclass(frozen=True)
class _Conversion:
    """The conversion of one release; `rates` keeps what its sources said."""

    target: str
    published: date | None
    policy: RatePolicy
    sources: RateSources
    equivalents: Equivalents
    rates: dict[tuple[SourceName, str, _Moment], Rate | NoRate | None] = field(default_factory=dict)

    def apply(self, fact: MoneyFact) -> MoneyFact:
        """The fact with its conversion, or with the reason why there is none."""
        found = self._find(fact)
        if isinstance(found, Converted):
            return fact.model_copy(update={"converted": found, "unconverted": None})
        return fact.model_copy(update={"converted": None, "unconverted": found})

    def _find(self, fact: MoneyFact) -> Converted | str:
        """The conversion by the first source that has one, or the reasons of all."""
        numbers = amounts(fact)
        if not numbers:
            return "no amount is stated"
        if fact.unit == self.target:
            return Converted(unit=fact.unit, rate=Decimal(1), source=SAME, **(_fields(numbers) | _exact(numbers)))
        reasons: list[str] = []
        for name in self.sources.order:
            found = self._by_release(fact, numbers) if name == "stated" else self._by_rate(name, fact, numbers)
            if isinstance(found, Converted):
                return found
            if found:
                reasons.append(found)
        return "; ".join(dict.fromkeys(reasons)) or f"the release states no equivalent in {self.target}"

    def _by_release(self, fact: MoneyFact, numbers: tuple[Decimal, ...]) -> Converted | str | None:
        pair = self.equivalents.stated.get((fact.unit, numbers))
        if pair:
            return self._converted(_fields(amounts(pair.other)), pair)
        implied = self.equivalents.implied.get(fact.unit)
        if not isinstance(implied, Pair):
            return implied
        products = tuple(_product(n, implied.rate) for n in numbers)
        # One digit more than the rate is sure of, as a guard; beyond that the amount's own digits say nothing.
        digits = min(_digits(fact, numbers), 1 - implied.spread.adjusted())
        return self._converted(_rounded(products, digits) | _exact(products), implied, IMPLIED)

    def _converted(self, numbers: _Numbers, pair: Pair, source: str = STATED) -> Converted:
        return Converted(
            unit=self.target,
            rate=pair.rate,
            rate_precision=pair.precision,
            rate_date=self.published,
            source=source,
            **numbers,
        )

    def _by_rate(self, name: SourceName, fact: MoneyFact, numbers: tuple[Decimal, ...]) -> Converted | str | None:
        moment = self._moment(fact)
        if moment is None:
            return "the release's day of publication is not known"
        key = (name, fact.unit, moment)
        if key not in self.rates:
            self.rates[key] = self.sources.quote_from(name, fact.unit, self.target, on=moment.on, since=moment.since)
        rate = self.rates[key]
        if not isinstance(rate, Rate):
            return rate.reason if rate else None
        products = tuple(_product(n, rate.rate) for n in numbers)
        return Converted(
            unit=self.target,
            rate=rate.rate,
            rate_date=rate.on,
            rate_from=rate.first,
            source=rate.source,
            policy=moment.policy,
            **(_rounded(products, _digits(fact, numbers)) | _exact(products)),
        )

    def _moment(self, fact: MoneyFact) -> _Moment | None:
        """Which day's rate: that of a past period where the policy asks for it and the period's days are known."""
        end = fact.period.end_date if fact.period else None
        if self.policy != "publication" and fact.period and end and self._is_past(fact, end):
            since = fact.period.start_date if self.policy == "period-average" else None
            return _Moment(end, "period-average" if since else "period-end", since)
        return _Moment(self.published, "publication") if self.published else None

    def _is_past(self, fact: MoneyFact, end: date) -> bool:
        return end <= self.published if self.published else fact.status == "actual"


def _product(number: Decimal, rate: Decimal) -> Decimal:
    return plain(_EXACT.multiply(number, rate))


def _digits(fact: MoneyFact, numbers: tuple[Decimal, ...]) -> int:
    # Both ends of a range take the same number, so that rounding never turns them round.
    return max(_FEWEST_DIGITS, *(significant_digits(fact.text, n) for n in numbers))


def _rounded(products: tuple[Decimal, ...], digits: int) -> _Numbers:
    return _fields(tuple(round_to(n, digits) for n in products))


def _fields(numbers: tuple[Decimal, ...]) -> _Numbers:
    return {"value": numbers[0]} if len(numbers) == 1 else {"low": numbers[0], "high": numbers[1]}


def _exact(numbers: tuple[Decimal, ...]) -> _Numbers:
    return {"exact": numbers[0]} if len(numbers) == 1 else {"exact_low": numbers[0], "exact_high": numbers[1]}
