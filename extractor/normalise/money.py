"""Reads money mentions: the currency that the release means, and the amount in its unit."""

from decimal import Decimal

from extractor.mentions import Mention
from extractor.scene.currency import CurrencyContext
from extractor.values import Amount, QuantityValue, plain

__all__ = ["read"]


def read(mention: Mention, context: CurrencyContext) -> QuantityValue:
    """The meaning of a money mention: ISO 4217 unit and the amount in that unit (17 cents are 0.17)."""
    reading = mention.money
    code, known = context.resolve(reading.codes, year=reading.year)
    factor = _factor(reading.factor, code)
    return QuantityValue(
        amount=_divided(mention.amount, factor), unit=code, comparator=mention.comparator, per=mention.per,
        currency_from=known,
    )  # fmt: skip


def _factor(factor: int, code: str) -> int:
    """Fils are a thousandth of a dinar and a hundredth of a dirham."""
    return 100 if factor == 1000 and code == "AED" else factor


def _divided(amount: Amount | None, factor: int) -> Amount | None:
    if amount is None or factor == 1:
        return amount
    value, low, high = (
        None if n is None else plain(n / Decimal(factor)) for n in (amount.value, amount.low, amount.high)
    )
    return Amount(value, low, high)
