"""What a cell's figure amounts to: its kind, unit and scale, from its own signs, its row, its column and its table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.scene.currency import CurrencyContext
from extractor.tables.cells import CellFigure
from extractor.tables.heads import Head
from extractor.tables.rows import Line
from extractor.tables.scale import Scale
from extractor.tables.units import Told, told_unit
from extractor.values import Amount, CurrencyFrom, Kind, QuantityValue, plain
from extractor.words.currencies import currencies
from extractor.words.tables import folded, is_measure

__all__ = ["Monetary", "Quantity", "are_percent_rows", "currency_code", "is_percent_row", "read_quantity"]

_MOST_SHARES = 10**12
"""No company has so many shares: such a number of them is printed in full, whatever the caption says."""
_MOST_PERCENT = 1000
"""Figures from here on without a sign are no percentages, whatever stands over them."""


@dataclass(slots=True)
class Monetary:
    """What holds for the amounts of a block: their scale, the currency, and whether its plain figures are amounts."""

    scale: Scale
    money: bool
    currency: str | None
    currency_from: CurrencyFrom
    context: CurrencyContext


@dataclass(slots=True)
class Quantity:
    """The reading of a cell; `unscaled` is true where its scale is not known, so that it has no amount."""

    kind: Kind
    value: QuantityValue
    unscaled: bool = False
    change: bool = field(default=False)


def read_quantity(figure: CellFigure, line: Line, head: Head, table: Monetary, *, row_percent: bool) -> Quantity:
    """The meaning of a cell's figure; `row_percent` says that the row's levels are percentages."""
    unit = _percent_unit(figure, line, head, row_percent=row_percent)
    if unit is not None:
        return Quantity("percent", _valued(figure, 0, unit))
    if figure.unit == "x":
        return Quantity("measure", _valued(figure, 0, "x"))
    told = _asked(line, head)
    asked = told.unit
    # a scale that another table states holds for money and shares alone
    wide = Scale() if table.scale.borrowed else table.scale
    if figure.sign is None and asked == "ratio" and not _has_large(line):
        return Quantity("measure", _valued(figure, 0, "x"))
    if figure.sign is None and asked == "shares":
        power, known = _power(figure, line.scale.over(head.scale), _shares_scale(table.scale))
        if line.scale.power is None and any(abs(n).scaleb(power) >= _MOST_SHARES for n in figure.numbers):
            power = 0
        return Quantity("count", _valued(figure, power, line.noun or "share"), unscaled=not known)
    if asked == "count" and figure.decimals and not (wide.power or line.scale.power or head.scale.power):
        asked = None  # nothing is counted in parts: `Comparable sales` of `International markets`
    if figure.sign is None and asked in {"count", "measure"}:
        own = figure.power or line.scale.power or head.scale.power or told.power
        # no thing is counted in parts: decimals say that the table's scale holds
        power = own if own is not None else (wide.power or 0) * bool(figure.decimals)
        return Quantity("count" if asked == "count" else "measure", _valued(figure, power, told.noun))
    if figure.sign is None and not _is_money(line, head, table, told):
        power, known = _power(figure, line.scale.over(head.scale), wide)
        return Quantity("count", _valued(figure, power if known else 0, None))
    return _money(figure, line, head, table, told)


def _has_large(line: Line) -> bool:
    """Whether a row has figures that are no ratios: `Debt / other financing`."""
    return any(abs(n) >= _MOST_PERCENT for figure in line.row.figures.values() for n in figure.numbers)


def is_percent_row(line: Line, heads: Sequence[Head], *, among: bool = False) -> bool:
    """Whether the levels of a row are percentages: most of them say so, or some do `among` rows of percentages."""
    levels = [figure for at, figure in line.row.figures.items() if heads[at].kind == "level"]
    shares = sum(figure.unit == "percent" for figure in levels)
    return 0 < len(levels) <= shares * (9 if among else 2) and not any(figure.sign for figure in levels)


def are_percent_rows(lines: Sequence[Line]) -> bool:
    """Whether a block states percentages and nothing else: most rows have one with its sign, and none an amount."""
    if any(
        f.sign or any(abs(n) >= _MOST_PERCENT for n in f.numbers) for line in lines for f in line.row.figures.values()
    ):
        return False
    signed = sum(any(f.unit == "percent" for f in line.row.figures.values()) for line in lines)
    return len(lines) >= _ENOUGH and signed * 3 >= len(lines) * 2


_ENOUGH = 3
"""Rows of percentages that say what a block is about."""


def _asked(line: Line, head: Head) -> Told:
    """What row and column say; the column wins where it speaks of shares or of a measure."""
    own = Told(line.unit, line.noun, line.power, line.minor, line.per)
    column = told_unit(head.words) if head.rest or "share" in head.words.lower() else Told()
    if column.unit is None and folded(head.words).endswith(" shares"):
        column = Told("shares", "share")  # `Common Stock` over `Shares`
    if column.unit in {"per_share", "shares"} or (column.unit in {"measure", "unit_rate"} and own.unit is None):
        return column
    return own


def _percent_unit(figure: CellFigure, line: Line, head: Head, *, row_percent: bool) -> str | None:
    """The unit of a figure that is a percentage, in points or not; None for all others."""
    if figure.unit in {"percentage_point", "basis_point"}:
        return figure.unit
    words = folded(head.words)
    if head.kind == "change" and figure.sign is None and ("bps" in words.split() or "basis points" in words):
        return "basis_point"
    if figure.unit == "percent":
        return "percent"
    if figure.sign is not None or any(abs(n) >= _MOST_PERCENT for n in figure.numbers):
        return None
    if line.rate or (head.kind == "change" and head.percent):
        return "percent"
    if head.kind == "change" and row_percent:
        return "percentage_point"
    if head.kind == "share" and head.percent:
        return "percent"
    if row_percent and head.kind == "level":
        return "percent"
    if head.rate and figure.decimals and line.unit in {None, "percent"}:
        return "percent"
    label = folded(" ".join(said.words for said in (*line.heads[-1:], line.label) if said))
    if line.unit == "percent" and (figure.decimals or "%" in label or "percent" in label):
        return "percent"
    return None


def _is_money(line: Line, head: Head, table: Monetary, told: Told) -> bool:
    if told.unit in {"money", "per_share", "unit_rate"} or told.minor or head.scale.currency or line.scale.currency:
        return True
    return table.money or bool(line.label and is_measure(line.label.words))


def _shares_scale(scale: Scale) -> Scale:
    """The scale of a table's counts of shares."""
    if scale.shares is not None:
        return Scale(scale.shares)
    return Scale(0) if scale.except_shares and scale.power is not None else scale


def _power(figure: CellFigure, near: Scale, wide: Scale) -> tuple[int, bool]:
    """The power of ten of a figure, and whether it is known."""
    if figure.power is not None:
        return figure.power, True
    for scale in (near, wide):
        if scale.power is not None:
            return scale.power, True
    return 0, not any(figure.numbers)


def _money(figure: CellFigure, line: Line, head: Head, table: Monetary, told: Told) -> Quantity:
    asked = told.unit
    minor = told.minor if figure.sign is None else None
    sign = figure.sign or head.scale.currency or line.scale.currency or (minor if minor == "£" else None)
    code, known = currency_code(sign, table.context) if sign else (table.currency, table.currency_from)
    if sign is None or (sign == "$" and table.currency is not None):
        code, known = table.currency, table.currency_from
    per = "share" if asked == "per_share" or (figure.minor and _is_paid_out(line)) else told.per
    power, sure = _power(figure, line.scale.over(head.scale), table.scale)
    if figure.minor:
        power, sure = 0, True
    elif asked in {"per_share", "unit_rate"} or minor:
        power, sure = figure.power or (-2 if minor else 0), True
    elif line.label and table.scale.others and folded(line.label.words) in table.scale.others:
        power, sure = 0, True
    unit = code or "USD"
    if sure:
        value = _valued(figure, power, unit, per=per, currency_from=known)
    else:
        value = QuantityValue(None, unit, figure.comparator, per=per, currency_from=known)
    return Quantity("money", value, unscaled=not sure)


def _is_paid_out(line: Line) -> bool:
    """Whether a row states dividends: in pence or cents they are those of one share."""
    words = folded(" ".join(label.words for label in (*line.heads[-1:], line.label) if label))
    return any(
        word.strip(",()") in {"dividend", "dividends", "distribution", "distributions"} for word in words.split()
    )


def currency_code(sign: str, context: CurrencyContext) -> tuple[str | None, CurrencyFrom]:
    """The ISO code of a sign or code in this release."""
    money = currencies().sign(sign) or currencies().sign(sign.rstrip(".")) or currencies().sign(sign[-1])
    if money is None:
        return (sign, "explicit") if len(sign) == 3 and sign.isupper() else (None, "default")
    return context.resolve(money.codes)


def _valued(
    figure: CellFigure,
    power: int,
    unit: str | None,
    *,
    per: str | None = None,
    currency_from: CurrencyFrom | None = None,
) -> QuantityValue:
    numbers = [plain(n.scaleb(power)) if n else Decimal(0) for n in figure.numbers]
    amount = Amount(numbers[0]) if len(numbers) == 1 else Amount(low=min(numbers), high=max(numbers))
    decimals = _decimals(figure, power)
    return QuantityValue(amount, unit, figure.comparator, decimals=decimals, per=per, currency_from=currency_from)


def _decimals(figure: CellFigure, power: int) -> int:
    """The places that the cell prints; a table rounds all of its figures alike, so that zeros count."""
    exponents = (n.as_tuple().exponent for n in figure.numbers)
    return max(-exponent for exponent in exponents if isinstance(exponent, int)) - power
