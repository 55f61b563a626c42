"""The words of change, comparison and expectation: the lexicon `changes.toml`."""

from functools import cache, cached_property

from extractor.facts import Basis, Direction
from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["Bases", "ChangeLexicon", "ChangeWords", "change_lexicon"]


class ChangeWords(Row):
    """The verbs, nouns and adverbs of change in one direction, and patterns of what says so around a figure."""

    verbs: WordSet
    nouns: WordSet
    adverbs: WordSet
    differing: tuple[str, ...]
    behind: tuple[str, ...]


class Bases(Row):
    """Patterns of the words that say what a change is measured against, by basis, and those that all steps share."""

    against: str
    steps: tuple[str, ...]
    constant_currency: tuple[str, ...]
    year_over_year: tuple[str, ...]
    quarter_over_quarter: tuple[str, ...]
    month_over_month: tuple[str, ...]
    half_over_half: tuple[str, ...]

    def patterns(self) -> tuple[tuple[Basis, str], ...]:
        """For each basis, constant currency first, what says so."""
        own: tuple[tuple[Basis, str | None, tuple[str, ...]], ...] = (
            ("constant_currency", None, self.constant_currency),
            ("year_over_year", "year", self.year_over_year),
            ("quarter_over_quarter", "quarter", self.quarter_over_quarter),
            ("month_over_month", "month", self.month_over_month),
            ("half_over_half", "half", self.half_over_half),
        )
        return tuple((basis, self._filled((*rows, *(self.steps if unit else ())), unit)) for basis, unit, rows in own)

    def _filled(self, rows: tuple[str, ...], unit: str | None) -> str:
        return "|".join(rows).replace("{against}", self.against).replace("{unit}", unit or "")


class ChangeLexicon(Row):
    """The lexicon `changes.toml`."""

    up: ChangeWords
    down: ChangeWords
    ellipsis: WordSet
    obtaining: WordSet
    gains: WordSet
    by_amount: WordSet
    betters: WordSet
    costs: WordSet
    phrasal: WordSet
    comparing: WordSet
    hedges: tuple[str, ...]
    describing: tuple[str, ...]
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

    @cached_property
    def moving(self) -> frozenset[str]:
        """The adverbs that say of a measure before them that it has moved: `revenue up 5%`."""
        return (self.up.adverbs | self.down.adverbs) - self.comparing

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs of change of both directions."""
        return self.up.verbs | self.down.verbs


@cache
def change_lexicon() -> ChangeLexicon:
    """The words of change, comparison and expectation."""
    return load("changes", ChangeLexicon)
