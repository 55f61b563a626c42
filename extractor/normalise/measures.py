"""Reads measure mentions: the unit's usual symbol, what the quantity recurs in."""

from extractor.mentions import MeasureReading, Mention
from extractor.values import QuantityValue
from extractor.words.units import unit_at

__all__ = ["read"]


def read(mention: Mention) -> QuantityValue:
    """The value of a measure: `unit` is the usual symbol (`km`, `t`, `bbl/d`), `x` for multiples.

    The recogniser leaves the symbol that it settled on in its reading; a mention without one is read from its words.
    """
    symbol = mention.reading.symbol if isinstance(mention.reading, MeasureReading) else None
    if symbol is None and mention.unit is not None:
        found = unit_at(mention.unit, 0)
        symbol = found.symbol if found is not None else None
    return QuantityValue(mention.amount, symbol, mention.comparator, mention.per)
