"""Measures: numerals with a unit of measure, and multiples."""

from extractor.recognise.measures.finder import RULES, find

__all__ = ["RULES", "find"]
