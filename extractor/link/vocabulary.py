"""The lexicons of linking, loaded once."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from extractor.lexicons import load

__all__ = ["MetricLexicon", "NameLexicon", "measure_words", "metric_lexicon", "name_lexicon"]


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


class NameLexicon(BaseModel):
    """The lexicon `names.toml`: words separated by blanks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    suffixes: str
    headline_verbs: str
    times: str
    exchanges: str
    titles: str
    openers: str
    measures: str
    roles: str
    numbered: str


@cache
def name_lexicon() -> NameLexicon:
    """The words that decide where a proper name begins and ends."""
    return load("names", NameLexicon)


@cache
def measure_words() -> frozenset[str]:
    """Words that end no name of a doer but the name of a measure."""
    return frozenset(name_lexicon().measures.split())
