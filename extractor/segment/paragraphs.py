"""Paragraphs: which line ends are only where the page was too narrow, and which part one thing from the next."""

from collections.abc import Sequence
from functools import cache

import regex

from extractor.segment.lines import Line

__all__ = ["Wrapping", "goes_on", "wrapping_of"]

_NARROWEST, _WIDEST = 40, 200
"""Lines that are wrapped have so many characters; longer ones are whole paragraphs."""
_ENOUGH = 3
"""Line ends in the middle of a sentence that show that a text is wrapped."""

Wrapping = int | None
"""The width that a line and the next line's first word reach together where the line was full; None: not wrapped."""


@cache
def _terminal() -> regex.Pattern[str]:
    return regex.compile(r"[.!?…:;。][\"'”’»)\]*_]*$")


@cache
def _address() -> regex.Pattern[str]:
    """A first word that is no word of a sentence."""
    return regex.compile(r"\S*(?:@|www\.|://)\S*")


@cache
def _dangling() -> regex.Pattern[str]:
    """A last word after which no heading, list item or sentence ends."""
    return regex.compile(
        r"(?:,|&|\p{L}-|\b(?:of|the|and|to|in|for|with|an|by|from|on|or|that|which|is|are|was|were|its|our|their|per|into|than|"
        r"as|at|between|including|through|over|under))$"
    )


@cache
def _abbreviated() -> regex.Pattern[str]:
    return regex.compile(
        r"\b(?:U\.S|U\.K|Inc|Corp|Co|Ltd|No|Mr|Mrs|Ms|Dr|St|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|\p{Lu})\.$"
    )


def wrapping_of(text: str, lines: Sequence[Line], prose: Sequence[bool]) -> Wrapping:
    """The width at which the text's prose was wrapped, from the line ends that stand in the middle of a sentence."""
    widths = []
    for at in range(1, len(lines)):
        before, line = lines[at - 1], lines[at]
        if line.gap or line.bullet or not (prose[at - 1] and prose[at] and _NARROWEST <= before.length <= _WIDEST):
            continue
        if _is_small(text, line) and not _terminal().search(_tail(text, before)):
            widths.append(before.length + 1 + _first_word(text, line))
    if len(widths) < _ENOUGH:
        return None
    widths.sort()
    return widths[len(widths) // 10] - 4


def goes_on(text: str, before: Line, line: Line, wrapping: Wrapping) -> bool:
    """Whether `line` goes on with the sentence or paragraph of the line before it."""
    if line.gap or line.bullet or line.heading or before.heading or _address().match(text, line.start, line.end):
        return False
    full = (
        wrapping is not None
        and before.length <= _WIDEST
        and before.length + 1 + _first_word(text, line) >= wrapping
        and before.length >= _NARROWEST
    )
    if full:
        return True
    tail = _tail(text, before)
    if _terminal().search(tail):
        return _is_small(text, line) and _abbreviated().search(tail) is not None
    return _is_small(text, line) or _dangling().search(tail) is not None


def _tail(text: str, line: Line) -> str:
    return text[max(line.start, line.end - 30) : line.end]


def _is_small(text: str, line: Line) -> bool:
    """Whether it starts in small letters ("iPhone" does not)."""
    first, second = text[line.start], text[line.start + 1 : line.start + 2]
    return first.islower() and not second.isupper() and _address().match(text, line.start, line.end) is None


def _first_word(text: str, line: Line) -> int:
    """The width of the line's first word."""
    blank = text.find(" ", line.start, min(line.end, line.start + 60))
    return (blank if blank >= 0 else min(line.end, line.start + 60)) - line.start
