"""Finds elliptical counts: numbers whose noun stands with another count (`89 of which`, `from 1,089 in July`)."""

from collections.abc import Sequence

from extractor.mentions import Mention
from extractor.recognise.counted import Counter
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan

__all__ = ["ELLIPSIS_RULES", "find_elliptical"]

ELLIPSIS_RULES: tuple[Rule, ...] = ()


def find_elliptical(scan: Scan, bare: Sequence[Counter], full: Sequence[Mention]) -> list[Mention]:
    """The elliptical counts among the bare numbers, resolved from the counts that have their noun."""
    return []
