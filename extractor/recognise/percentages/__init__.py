"""Percentages: percent signs and words, points, shares in words, changes said by a word alone."""

from extractor.recognise.percentages.finder import RULES, find

__all__ = ["RULES", "find"]
