"""What lexicons are made of: strict rows, sets and lists of words, and patterns of any of several words."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import regex
from pydantic import BaseModel, BeforeValidator, ConfigDict

__all__ = ["Row", "WordList", "WordSet", "Words", "alternation", "by_first_letter"]


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
    """A pattern for any of the words, longest first; what words begin with alike is tried once.

    >>> alternation(["up", "upward", "vs."])
    'up(?:ward)?|vs\\\\.'
    """
    return "|".join(_branches(sorted(set(words), key=lambda word: (-len(word), word))))


def _branches(words: Sequence[str]) -> list[str]:
    """The words, longest first, by the letters that they share from their beginning on."""
    rests: dict[str, list[str]] = {}
    for word in words:
        if word:
            rests.setdefault(word[0], []).append(word[1:])
    if len({first.lower() for first in rests}) < len(rests):  # ignoring case, the longest would not be tried first
        return [regex.escape(word, special_only=True) for word in words if word]
    return [regex.escape(first, special_only=True) + _rest(rest) for first, rest in rests.items()]


def _rest(words: Sequence[str]) -> str:
    branches = _branches(words)
    if "" not in words:
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{'|'.join(branches)})?" if branches else ""


def by_first_letter(patterns: Iterable[str]) -> str:
    """A pattern for any of several, each of which begins with a letter or a class of characters.

    Those that begin alike are tried in their order where that letter stands, and nowhere else.

    >>> by_first_letter(["Inc", "Corp", r"Co\\.", "[SN]V"])
    'I(?:nc)|C(?:orp|o\\\\.)|[SN]V'
    """
    rests: dict[str, list[str]] = {}
    for pattern in patterns:
        lettered = pattern[:1].isalpha() and pattern[1:2] not in {"?", "*", "+", "{"}
        rests.setdefault(pattern[0] if lettered else "", []).append(pattern[1:] if lettered else pattern)
    plain = rests.pop("", [])
    return "|".join([*(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()), *plain])
