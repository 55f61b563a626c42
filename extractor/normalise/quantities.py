"""Reads what is no date: the value of a sum of money, a percentage, a count or a measure, in its unit."""

from decimal import Decimal

from extractor.mentions import MeasureReading, Mention
from extractor.scene.currency import CurrencyContext
from extractor.values import Amount, QuantityValue, plain
from extractor.words.nouns import singular
from extractor.words.percentages import percent_unit
from extractor.words.units import unit_at

__all__ = ["read_count", "read_measure", "read_money", "read_percent", "read_quantity"]


def read_quantity(mention: Mention, context: CurrencyContext) -> QuantityValue:
    """The value of a figure that is no date; `context` says what ambiguous money means in its release."""
    match mention.kind:
        case "money":
            return read_money(mention, context)
        case "percent":
            return read_percent(mention)
        case "measure":
            return read_measure(mention)
    return read_count(mention)


def read_money(mention: Mention, context: CurrencyContext) -> QuantityValue:
    """The meaning of a money mention: ISO 4217 unit and the amount in that unit (17 cents are 0.17)."""
    reading = mention.money
    code, known = context.resolve(reading.codes, year=reading.year)
    # Fils are a thousandth of a dinar and a hundredth of a dirham.
    factor = 100 if reading.factor == 1000 and code == "AED" else reading.factor
    amount = _divided(mention.amount, factor)
    return QuantityValue(amount, code, mention.comparator, mention.per, currency_from=known)


def _divided(amount: Amount | None, factor: int) -> Amount | None:
    if amount is None or factor == 1:
        return amount
    value, low, high = (
        None if n is None else plain(n / Decimal(factor)) for n in (amount.value, amount.low, amount.high)
    )
    return Amount(value, low, high)


def read_percent(mention: Mention) -> QuantityValue:
    """The value of a percent mention: the number as said (11.2 for `11.2 percent`), signed where a sign is printed."""
    return QuantityValue(mention.amount, percent_unit(mention.unit), mention.comparator)


def read_count(mention: Mention) -> QuantityValue:
    """The value of a count: `unit` is the singular head noun, `item` the noun phrase without the number.

    Where the figure is elliptical its reading says what the antecedent counts; there is no item in `four-company`.
    """
    reading = mention.counted
    head = reading.head or (mention.unit or "").rpartition(" ")[2]
    item = reading.item if reading.item is not None else mention.unit
    return QuantityValue(mention.amount, singular(head) or None, mention.comparator, item=item or None)


def read_measure(mention: Mention) -> QuantityValue:
    """The value of a measure: `unit` is the usual symbol (`km`, `t`, `bbl/d`), `x` for multiples.

    The recogniser leaves the symbol that it settled on in its reading; a mention without one is read from its words.
    """
    symbol = mention.reading.symbol if isinstance(mention.reading, MeasureReading) else None
    if symbol is None and mention.unit is not None:
        found = unit_at(mention.unit, 0)
        symbol = found.symbol if found is not None else None
    return QuantityValue(mention.amount, symbol, mention.comparator, mention.per)
