"""Reads count mentions: the singular head noun and the item that is counted."""

from extractor.mentions import Mention
from extractor.values import QuantityValue
from extractor.words.nouns import singular

__all__ = ["read"]


def read(mention: Mention) -> QuantityValue:
    """The value of a count: `unit` is the singular head noun, `item` the noun phrase without the number.

    Where the figure is elliptical its reading says what the antecedent counts; there is no item in `four-company`.
    """
    reading = mention.counted
    head = reading.head or (mention.unit or "").rpartition(" ")[2]
    item = reading.item if reading.item is not None else mention.unit
    return QuantityValue(mention.amount, singular(head) or None, mention.comparator, item=item or None)
