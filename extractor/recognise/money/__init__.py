"""Money: a number with a sign, code or name of currency; its ranges, lists, subunits and rates."""

from extractor.recognise.money.finder import RULES, find

__all__ = ["RULES", "find"]
