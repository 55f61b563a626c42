"""What lexicons are made of: strict rows, sets and lists of words, and patterns of any of several words."""

from collections.abc import Iterable
from typing import Annotated

import regex
from pydantic import BaseModel, BeforeValidator, ConfigDict

__all__ = ["Row", "WordList", "WordSet", "Words", "alternation"]


def _split(words: object) -> object:
    return words.split() if isinstance(words, str) else words


#: Words separated by blanks, as a set or in their order.
WordSet = Annotated[frozenset[str], BeforeValidator(_split)]
WordList = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Row(BaseModel):
    """A row or a section of a lexicon: frozen, and unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Row):
    """A class of lower-case words."""

    words: frozenset[str]


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first.

    >>> alternation(["up", "upward", "vs."])
    'upward|vs\\\\.|up'
    """
    return "|".join(sorted((regex.escape(w, special_only=True) for w in set(words)), key=lambda w: (-len(w), w)))
