"""Dates: every phrase that says a time, from `2022-05-27` to `the same period last year`."""

from extractor.recognise.dates.finder import RULES, find, rules

__all__ = ["RULES", "find", "rules"]
