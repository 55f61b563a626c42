"""Plain values: amounts as `Decimal`, comparators, and the meaning that `normalise` gives to a mention."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

__all__ = [
    "Amount",
    "Comparator",
    "CurrencyFrom",
    "DateValue",
    "Kind",
    "PublishedFrom",
    "QuantityValue",
    "Role",
    "Value",
    "plain",
]

Kind = Literal["money", "percent", "date", "count", "measure"]
Comparator = Literal["eq", "approx", "gt", "ge", "lt", "le"]
CurrencyFrom = Literal["explicit", "inferred", "default"]
Role = Literal["published", "period", "event", "deadline"]
PublishedFrom = Literal["argument", "header", "dateline", "column", "page", "feed", "filing"]


def plain(number: Decimal) -> Decimal:
    """The same number without exponent and without trailing zeros: `7.760E+9` is `7760000000`, `4.50` is `4.5`.

    >>> plain(Decimal("7.76") * 10**9), plain(Decimal("4.50")), plain(Decimal("-0"))
    (Decimal('7760000000'), Decimal('4.5'), Decimal('0'))
    """
    if not number:
        return Decimal(0)
    printed = str(number)
    if printed.isdigit() or (printed[-1] in "123456789" and "E" not in printed):
        return number
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int), "amounts are finite"
    if exponent > 0:
        return Decimal((sign, digits + (0,) * exponent, 0))
    if exponent == 0 or digits[-1]:
        return number
    kept = len(digits)
    while exponent < 0 and digits[kept - 1] == 0:
        kept, exponent = kept - 1, exponent + 1
    return Decimal((sign, digits[:kept], exponent))


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: one number, or the two ends of a range (`low <= high`), scaled and signed, never a midpoint."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """`(value,)` or `(low, high)`."""
        return tuple(n for n in (self.value, self.low, self.high) if n is not None)


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """The reading of a money, percent, count or measure mention.

    `unit`: ISO 4217 code, `percent` / `percentage_point` / `basis_point`, a singular head noun, or a unit's symbol.
    `amount` is None for a vague figure (`millions of visitors`). `decimals` is up to which decimal place it is exact.
    """

    amount: Amount | None
    unit: str | None
    comparator: Comparator = "eq"
    per: str | None = None
    item: str | None = None
    currency_from: CurrencyFrom | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class DateValue:
    """The reading of a date mention: its ISO 8601 value and the inclusive days it covers; what is unknown is None.

    `value`: `2022-05-27`, `2022-05`, `2022`, `2022-Q1`, `2022-H1`, `FY2024-Q3`, `2022-01-01/..`, `P2Y`.
    `shifted`: the phrase names a period by its distance from another (`a year earlier`, `same period last year`).
    """

    value: str | None
    first: date | None = None
    last: date | None = None
    role: Role | None = None
    shifted: bool = False


Value = QuantityValue | DateValue
