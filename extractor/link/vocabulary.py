"""The lexicons of linking, loaded once."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from extractor.lexicons import load

__all__ = ["MetricLexicon", "metric_lexicon"]


class MetricLexicon(BaseModel):
    """The lexicon `metrics.toml`: words separated by blanks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    agents: str
    generic: str
    guidance: str
    level_verbs: str


@cache
def metric_lexicon() -> MetricLexicon:
    """The words that decide what a figure measures."""
    return load("metrics", MetricLexicon)
