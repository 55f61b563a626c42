"""Dates: every phrase that says a time, from `2022-05-27` to `the same period last year`."""

from extractor.recognise.dates.finder import find, rules
from extractor.recognise.rule import Rule

__all__ = ["RULES", "find", "rules"]

RULES: tuple[Rule, ...]
"""All rules of dates; built when first asked for, since their patterns hold the lexicon's words."""


def __getattr__(name: str) -> tuple[Rule, ...]:
    if name == "RULES":
        return rules()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
