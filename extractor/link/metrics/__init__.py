"""Metrics: the noun phrase that says what a figure measures, in the release's words."""

from extractor.link.metrics.finder import RULES, carry_metric, find_metrics

__all__ = ["RULES", "carry_metric", "find_metrics"]
