"""The lexicons of linking: words and patterns as data, loaded once."""

from collections.abc import Iterable
from functools import cache
from typing import Annotated

import regex
from pydantic import BaseModel, BeforeValidator, ConfigDict

from extractor.facts import Direction
from extractor.lexicons import load

__all__ = [
    "ChangeLexicon",
    "MetricLexicon",
    "NameLexicon",
    "alternation",
    "change_lexicon",
    "metric_lexicon",
    "name_lexicon",
    "singular_words",
]


def _split(words: object) -> object:
    return words.split() if isinstance(words, str) else words


#: Words separated by blanks, as a set or in their order.
WordSet = Annotated[frozenset[str], BeforeValidator(_split)]
WordList = Annotated[tuple[str, ...], BeforeValidator(_split)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChangeWords(_Model):
    """The verbs, nouns and adverbs of change in one direction, and patterns of what says so behind a figure."""

    verbs: WordSet
    nouns: WordSet
    adverbs: WordSet
    behind: tuple[str, ...]


class Bases(_Model):
    """Patterns of the words that say what a change is measured against, by basis."""

    constant_currency: tuple[str, ...]
    year_over_year: tuple[str, ...]
    quarter_over_quarter: tuple[str, ...]
    month_over_month: tuple[str, ...]
    half_over_half: tuple[str, ...]


class Expected(_Model):
    """Patterns of the words that make a figure an expectation, and of those that end their reach."""

    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    breaks: tuple[str, ...]


class ChangeLexicon(_Model):
    """The lexicon `changes.toml`."""

    up: ChangeWords
    down: ChangeWords
    ellipsis: WordSet
    obtaining: WordSet
    gains: WordSet
    phrasal: WordSet
    hedges: tuple[str, ...]
    adverbs: tuple[str, ...]
    noun_modifiers: tuple[str, ...]
    bases: Bases
    expected: Expected

    def towards(self, direction: Direction) -> ChangeWords:
        """The words of `up` or `down`."""
        return self.up if direction == "up" else self.down

    @property
    def nouns(self) -> frozenset[str]:
        """The nouns of change of both directions."""
        return self.up.nouns | self.down.nouns

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs of change of both directions."""
        return self.up.verbs | self.down.verbs


class MetricLexicon(_Model):
    """The lexicon `metrics.toml`."""

    agents: WordSet
    generic: WordSet
    reckoning: WordSet
    guidance: WordSet
    level_verbs: WordSet
    times: WordSet
    heads: WordSet
    no_modifiers: WordSet
    account_participles: WordSet
    trailing_participles: WordSet
    giving: WordSet
    openers: WordSet
    stocks: WordSet
    flows: WordSet
    economies: WordSet
    unessential: WordSet


class NameLexicon(_Model):
    """The lexicon `names.toml`."""

    suffixes: WordList
    headline_verbs: WordList
    small_in_titles: WordSet
    times: WordList
    exchanges: WordList
    titles: WordSet
    posts: WordSet
    enforcers: tuple[str, ...]
    openers: WordSet
    measures: WordSet
    standards: WordSet
    roles: WordSet
    numbered: WordList
    first_person: WordSet
    pronouns: WordSet
    governing: WordSet
    company_roles: WordSet
    public: WordSet
    no_subjects: WordSet
    commanding: WordSet
    saying: WordSet
    expecting: WordSet


@cache
def change_lexicon() -> ChangeLexicon:
    """The words of change, comparison and expectation."""
    return load("changes", ChangeLexicon)


@cache
def metric_lexicon() -> MetricLexicon:
    """The words that decide what a figure measures."""
    return load("metrics", MetricLexicon)


@cache
def name_lexicon() -> NameLexicon:
    """The words that decide where a proper name begins and ends."""
    return load("names", NameLexicon)


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first.

    >>> alternation(["up", "upward", "vs."])
    'upward|vs\\\\.|up'
    """
    return "|".join(sorted((regex.escape(w, special_only=True) for w in set(words)), key=lambda w: (-len(w), w)))


def singular_words(phrase: str) -> list[str]:
    """The words of a phrase in lower case with plain plurals cut, to compare phrases by.

    >>> singular_words("Net Sales of gas")
    ['net', 'sale', 'of', 'gas']
    """
    words = regex.findall(r"[\p{L}\d&-]+", phrase.lower())
    return [w[:-1] if w.endswith("s") and not w.endswith(("ss", "us", "is")) and len(w) > 3 else w for w in words]
