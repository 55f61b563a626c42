"""The words that say what sort of thing a name names: the lexicon `entities.toml`."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["EntityLexicon", "entity_lexicon"]


class Opening(Row):
    """Words that open an adverbial before the name that a sentence is about."""

    words: WordSet


class EntityLexicon(Row):
    """The lexicon `entities.toml`: sorts of names by their last words, by nouns beside them, and by what they do."""

    heads: dict[str, WordSet]
    behind: dict[str, WordSet]
    nouns: dict[str, WordSet]
    verbs: dict[str, WordSet]
    phrase_ends: WordSet
    calling: WordSet
    things: WordSet
    section_tails: WordSet
    illness: WordSet
    places: dict[str, WordSet]
    opening: Opening


@cache
def entity_lexicon() -> EntityLexicon:
    """The words that say what sort of thing a name names."""
    return load("entities", EntityLexicon)
