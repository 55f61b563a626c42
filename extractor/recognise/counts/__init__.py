"""Counts: a number with the noun phrase that it counts, and bare numbers whose noun stands elsewhere."""

from extractor.recognise.counts.finder import RULES, find

__all__ = ["RULES", "find"]
