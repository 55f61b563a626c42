"""Reads percentages: which of the three units a mention means, and its number as a `QuantityValue`."""

from extractor.mentions import Mention
from extractor.values import QuantityValue
from extractor.words.percentages import percent_unit

__all__ = ["read"]


def read(mention: Mention) -> QuantityValue:
    """The value of a percent mention: the number as said (11.2 for `11.2 percent`), signed where a sign is printed."""
    return QuantityValue(mention.amount, percent_unit(mention.unit), mention.comparator)
