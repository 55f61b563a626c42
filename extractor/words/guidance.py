"""What releases do with their guidance: the lexicon `guidance.toml`."""

from functools import cache
from typing import Literal

from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["GuidanceAction", "GuidanceWords", "guidance_words"]

GuidanceAction = Literal["raised", "lowered", "narrowed", "maintained", "initiated", "withdrawn"]


class _Action(Row):
    action: GuidanceAction
    verbs: WordSet
    examples: tuple[str, ...]


class GuidanceWords(Row):
    """The lexicon `guidance.toml`."""

    nouns: WordSet
    staying: tuple[str, ...]
    foreign: WordSet
    decided: WordSet
    actions: tuple[_Action, ...]

    def verbs(self) -> dict[str, GuidanceAction]:
        """What each form of a verb says."""
        return {verb: row.action for row in self.actions for verb in row.verbs}


@cache
def guidance_words() -> GuidanceWords:
    """The words of guidance, read once."""
    return load("guidance", GuidanceWords)
