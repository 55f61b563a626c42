"""The words of change, comparison and expectation: the lexicon `changes.toml`."""

from functools import cache

from extractor.facts import Direction
from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["Bases", "ChangeLexicon", "ChangeWords", "change_lexicon"]


class ChangeWords(Row):
    """The verbs, nouns and adverbs of change in one direction, and patterns of what says so behind a figure."""

    verbs: WordSet
    nouns: WordSet
    adverbs: WordSet
    behind: tuple[str, ...]


class Bases(Row):
    """Patterns of the words that say what a change is measured against, by basis."""

    constant_currency: tuple[str, ...]
    year_over_year: tuple[str, ...]
    quarter_over_quarter: tuple[str, ...]
    month_over_month: tuple[str, ...]
    half_over_half: tuple[str, ...]


class ChangeLexicon(Row):
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


@cache
def change_lexicon() -> ChangeLexicon:
    """The words of change, comparison and expectation."""
    return load("changes", ChangeLexicon)
