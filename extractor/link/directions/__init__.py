"""Directions: which figures state a change, in which direction, and what part each plays in its sentence."""

from extractor.link.directions.around import REACH
from extractor.link.directions.finder import find_changes
from extractor.link.directions.improvements import settle_improvements
from extractor.link.directions.rules import RULES

__all__ = ["REACH", "RULES", "find_changes", "settle_improvements"]
