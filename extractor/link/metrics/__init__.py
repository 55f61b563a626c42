"""Metrics: the noun phrase that says what a figure measures, in the release's words."""

from extractor.link.metrics.finder import RULES, find_metrics

__all__ = ["RULES", "find_metrics"]
