"""Reads count mentions: the singular head noun and the item that is counted."""

from extractor.mentions import Mention
from extractor.values import QuantityValue
from extractor.words.nouns import singular

__all__ = ["read"]


def read(mention: Mention) -> QuantityValue:
    """The value of a count: `unit` is the singular head noun, `item` the noun phrase without the number.

    The recogniser leaves the head noun as printed in `parts["head"]`; `parts["item"]` replaces the phrase where the
    figure is elliptical (it is what the antecedent counts), and is empty where there is none (`four-company`).
    """
    head = mention.parts.get("head") or (mention.unit or "").rpartition(" ")[2]
    item = mention.parts.get("item", mention.unit) or None
    return QuantityValue(mention.amount, singular(head) or None, mention.comparator, item=item)
