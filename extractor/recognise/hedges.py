"""Hedges: the words beside a figure that bound it or make it rough (`more than`, `at least`, `or more`, `~`, `+`)."""

from collections.abc import Mapping
from functools import cache

import regex
from pydantic import BaseModel, ConfigDict

from extractor.lexicons import load
from extractor.spans import Span
from extractor.values import Comparator

__all__ = ["Bound", "bound_behind", "hedge_before"]

_BLANKS = r"[ \u00a0\u2009\u202f\n]"

Bound = tuple[Comparator, Span]


class Hedges(BaseModel):
    """The lexicon `hedges.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: dict[Comparator, list[str]]
    behind: dict[Comparator, list[str]]


@cache
def _hedges() -> Hedges:
    return load("hedges", Hedges)


@cache
def _said_by(side: str) -> Mapping[str, Comparator]:
    rows = getattr(_hedges(), side)
    return {" ".join(words.lower().split()): comparator for comparator, phrases in rows.items() for words in phrases}


def _words(phrases: Mapping[str, Comparator]) -> str:
    return "|".join(regex.escape(p).replace(r"\ ", f"{_BLANKS}{{1,3}}") for p in sorted(phrases, key=len, reverse=True))


@cache
def _before() -> regex.Pattern[str]:
    between = rf"(?:(?:an?|the|its|their|just|only|another|an{_BLANKS}additional){_BLANKS})?"
    return regex.compile(
        rf"(?r)(?<![\w-])(?P<hedge>(?:{_words(_said_by('before'))})){_BLANKS}{{0,3}}"
        rf"(?:an?{_BLANKS}(?:combined{_BLANKS})?total{_BLANKS}of{_BLANKS})?{between}",
        regex.IGNORECASE,
    )


@cache
def _behind() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:{_BLANKS}(?P<words>{_words(_said_by('behind'))})(?!\w)|(?P<sign>\+)(?![\d+]))", regex.IGNORECASE
    )


def hedge_before(text: str, start: int) -> Bound | None:
    """The hedge that ends where the figure starts, with the span of its words.

    >>> hedge_before("well over 60 guesthouses", 10)
    ('gt', Span(start=0, end=9))
    >>> hedge_before("at least six (6) of whom", 9), hedge_before("the 60 guesthouses", 4)
    (('ge', Span(start=0, end=8)), None)
    """
    match = _before().match(text, max(0, start - 60), start)
    if match is None or not (match.end("hedge") == start or _apart(text, match.end("hedge"))):
        return None
    return _said_by("before")[" ".join(match["hedge"].lower().split())], Span(*match.span("hedge"))


def _apart(text: str, end: int) -> bool:
    """Whether the hedge ends in a sign or is followed by a blank: `overt 5` has no "over"."""
    return not text[end - 1].isalpha() or not text[end].isalnum()


def bound_behind(text: str, end: int) -> Bound | None:
    """The bound that follows a number, with the span of its words: `70+`, `1 or more`.

    >>> bound_behind("70+ brands", 2), bound_behind("1 or more", 1)
    (('ge', Span(start=2, end=3)), ('ge', Span(start=2, end=9)))
    """
    match = _behind().match(text, end)
    if match is None:
        return None
    if match["sign"]:
        return "ge", Span(*match.span("sign"))
    return _said_by("behind")[" ".join(match["words"].lower().split())], Span(*match.span("words"))
