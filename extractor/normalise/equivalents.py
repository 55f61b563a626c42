"""Equivalents that a release states: which amounts are one sum in two currencies, and the rates that they imply."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from extractor.facts import Diagnostic, MoneyFact
from extractor.normalise.rate_sources import RateSources
from extractor.normalise.rates import DIVISION, NoRate, Rate
from extractor.normalise.significance import margin, round_to

__all__ = ["Equivalents", "Pair", "amounts", "read_equivalents"]

#: How far an equivalent may lie from the reference rate of the day, beyond what rounding explains.
_TOLERANCE = Decimal("0.05")
#: A rate known less well than this says too little about other amounts to be offered to them.
_COARSEST = Decimal("0.05")
_RATE_DIGITS = 6
#: A sum is given in two or three currencies; more "equivalents" of one amount are a list that was misread.
_MOST_CURRENCIES = 8
_DISAGREE = "the equivalents that the release states disagree with one another"

_Amounts = tuple[str, tuple[Decimal, ...]]


@dataclass(frozen=True, slots=True)
class Pair:
    """One sum in two currencies, and the rate between them: units of `other` for one unit of `main`.

    `spread` is how much of the rate the rounding of the two amounts leaves open, as a share of it, either way.
    """

    main: MoneyFact
    other: MoneyFact
    rate: Decimal
    spread: Decimal

    @property
    def precision(self) -> Decimal:
        """The spread in units of the rate: the rate is right to plus or minus this."""
        return round_to(self.rate * self.spread, 2)

    def is_off(self, rate: Decimal, spread: Decimal = Decimal(0)) -> bool:
        """Whether the implied rate and `rate` (itself open by `spread`) differ by more than rounding and tolerance."""
        return abs(self.rate / rate - 1) > _TOLERANCE + self.spread + spread


@dataclass(frozen=True)
class Equivalents:
    """What a release states about exchange rates.

    `stated` finds for an amount (its currency and numbers) the pair that converts it; `implied` for a currency the
    best pair for its other amounts, or why there is none. Both hold only pairs into the target currency.
    """

    stated: dict[_Amounts, Pair]
    implied: dict[str, Pair | str]
    diagnostics: tuple[Diagnostic, ...] = ()


def amounts(fact: MoneyFact) -> tuple[Decimal, ...]:
    """The value, or the two ends of the range, or nothing where the figure is vague."""
    if fact.value is not None:
        return (fact.value,)
    return () if fact.low is None or fact.high is None else (fact.low, fact.high)


def read_equivalents(
    money: Sequence[MoneyFact], *, target: str, published: date | None, sources: RateSources
) -> Equivalents:
    """Gather the pairs of a release; each is held against the reference rate of the publication day.

    A pair that is off still converts its own amount, as the release says so, but its rate is offered to no other.
    """
    groups = _groups(money)
    if not groups:
        return Equivalents({}, {})
    stated: dict[_Amounts, Pair] = {}
    offered: dict[str, list[Pair]] = {}
    diagnostics = []
    for group in groups:
        for pair in _pairs(group):
            reference = _reference(pair, published, sources)
            off = reference is not None and pair.is_off(reference.rate)
            if off and reference is not None and group[0] in {pair.main, pair.other}:
                diagnostics.append(_off(pair, reference))
            for way in (pair, _pair(pair.other, pair.main)):
                if way is None or way.other.unit != target:
                    continue
                stated.setdefault((way.main.unit, amounts(way.main)), way)
                if not off:
                    offered.setdefault(way.main.unit, []).append(way)
    implied = {unit: _best(pairs) for unit, pairs in offered.items()}
    diagnostics += [_disagree(offered[unit]) for unit, best in implied.items() if best == _DISAGREE]
    return Equivalents(stated, implied, tuple(diagnostics))


def _groups(money: Sequence[MoneyFact]) -> list[list[MoneyFact]]:
    """Facts that say one sum: the main amount first, then its equivalents in text order."""
    by_id = {fact.id: fact for fact in money}
    groups: dict[str, list[MoneyFact]] = {}
    for fact in money:
        main, seen = fact, {fact.id}
        while main.relation and main.relation.type == "equivalent_of" and len(seen) < _MOST_CURRENCIES:
            to = main.relation.to
            if to not in by_id or to in seen:
                break
            main = by_id[to]
            seen.add(to)
        if main is not fact:
            groups.setdefault(main.id, [main]).append(fact)
    return [group[:_MOST_CURRENCIES] for group in groups.values()]


def _pairs(group: list[MoneyFact]) -> Iterator[Pair]:
    for main, other in combinations(group, 2):
        pair = _pair(main, other) if main.unit != other.unit else None
        if pair:
            yield pair


def _pair(main: MoneyFact, other: MoneyFact) -> Pair | None:
    """The pair of two amounts, where both are numbers of one shape and sign and for the same thing."""
    below, above = amounts(main), amounts(other)
    if len(below) != len(above) or (main.per and other.per and main.per != other.per):
        return None
    if not below or any(a * b <= 0 for a, b in zip(below, above, strict=True)) or not sum(below) * sum(above):
        return None
    rate = round_to(DIVISION.divide(sum(above, Decimal(0)), sum(below, Decimal(0))), _RATE_DIGITS)
    spread = max(margin(main.text, n) for n in below) + max(margin(other.text, n) for n in above)
    return Pair(main, other, rate, spread)


def _reference(pair: Pair, published: date | None, sources: RateSources) -> Rate | None:
    if published is None:
        return None
    found = sources.quote(pair.main.unit, pair.other.unit, on=published)
    return None if isinstance(found, NoRate) else found


def _best(pairs: list[Pair]) -> Pair | str:
    """The most precise pair, the first of equals; none where they are coarse or contradict one another."""
    best = min(pairs, key=lambda pair: pair.spread)
    if best.spread > _COARSEST:
        share = round_to(best.spread * 100, 2)
        return f"the amounts that the release states beside each other imply a rate only to {share:f} %"
    if any(pair.is_off(best.rate, best.spread) for pair in pairs):
        return _DISAGREE
    return best


def _off(pair: Pair, reference: Rate) -> Diagnostic:
    times = DIVISION.divide(pair.rate, reference.rate)
    if Decimal("0.5") < times < 2:
        how = f"{abs(times - 1) * 100:.1f} % {'more' if times > 1 else 'less'}"
    else:
        how = f"{round_to(times, 3):f} times that: check the scale words and the currency"
    return Diagnostic(
        severity="warning",
        code="equivalent-off",
        message=f"{pair.main.text!r} beside {pair.other.text!r} makes 1 {pair.main.unit} {pair.rate:f} "
        f"{pair.other.unit}; the {reference.source} of {reference.on} is {round_to(reference.rate, 6):f}; {how}",
        start=min(pair.main.start, pair.other.start),
        end=max(pair.main.end, pair.other.end),
        facts=(pair.main.id, pair.other.id),
    )


def _disagree(pairs: list[Pair]) -> Diagnostic:
    first = pairs[0]
    rates = ", ".join(dict.fromkeys(f"{pair.rate:f}" for pair in pairs))
    return Diagnostic(
        severity="warning",
        code="equivalents-disagree",
        message=f"the equivalents stated make 1 {first.main.unit} {rates} {first.other.unit}; none is used for others",
        start=first.main.start,
        end=first.main.end,
        facts=tuple(pair.main.id for pair in pairs),
    )
