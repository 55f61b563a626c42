"""The learned weights by which a figure's time is chosen: `periods.toml`."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["PeriodWeights", "period_weights"]


class PeriodWeights(Row):
    """What each trait of an option speaks for (or against, below nought); an unknown trait says nothing."""

    weights: dict[str, float]


@cache
def period_weights() -> PeriodWeights:
    """The weights, learned by `python -m tests.learning.periods`."""
    return load("periods", PeriodWeights)
