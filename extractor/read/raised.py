"""Raised words of a page: marks of footnotes, powers, ordinals, numerators; none of them may join a number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["mark", "raised_in", "superscript"]

#: A power, after one of these units, is printed as one.
POWERS = {"2": "²", "3": "³"}
POWER_UNITS = frozenset(("m", "km", "cm", "mm", "ft", "in", "mi", "yd", "s"))
ORDINALS = frozenset(("st", "nd", "rd", "th"))
SIGNS = frozenset(("®", "™", "SM", "*", "†", "‡"))
DIGITS = str.maketrans("0123456789-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")

#: Elements inside a line, whose style may raise them, and the ways in which it does.
INLINE = frozenset(("a", "b", "em", "font", "i", "small", "span", "strong", "u"))
RAISING = regex.compile(
    r"(?i)(?<![\w-])vertical-align\s*:\s*(?:super|text-top|top|(?!0)\d)"
    r"|position\s*:\s*relative.*?(?<![\w-])(?:top\s*:\s*-\s*[\d.]|bottom\s*:\s*[\d.])"
    r"|(?<![\w-])(?:top\s*:\s*-\s*[\d.]|bottom\s*:\s*[\d.]).*?position\s*:\s*relative"
)
LONGEST = 12
"""Raised words with more characters than this are words that a page sets at another height, not a mark."""

_UNIT = regex.compile(r"[^\W\d]+$")
_TEN = regex.compile(r"[×xX]\s?10$")


def raised_in(root: "LexborNode") -> frozenset[int]:
    """The elements that a style raises above the line, by their place in memory."""
    styled = root.css("[style*=vertical-align i],[style*=relative i]")
    return frozenset(
        node.mem_id
        for node in styled
        if node.tag in INLINE
        and RAISING.search(node.attributes.get("style") or "")
        and len(node.text(strip=True)) <= LONGEST
    )


def superscript(before: Sequence[str], node: "LexborNode") -> str:
    """What a raised element says, as text behind the parts `before`."""
    words = " ".join(node.text().split())
    tail = _tail(before)
    if words.isdigit() and _is_numerator(node):
        return f" {words}" if tail[-1:].isdigit() else words
    return mark(words, tail)


def mark(words: str, tail: str) -> str:
    """What raised words are as text behind the words `tail`.

    A power where a unit or a power of ten stands before it, else a mark in brackets that no number runs into.

    >>> mark("1", "Sales rose"), mark("2", "12 km"), mark("9", "3 x 10"), mark("th", "May 4")
    ('(1)', '²', '⁹', 'th')
    """
    if not words or words.lower() in ORDINALS or words in SIGNS:
        return words
    unit = _UNIT.search(tail)
    if words in POWERS and unit and unit[0] in POWER_UNITS:
        return POWERS[words]
    if words.lstrip("-−–").isdigit() and _TEN.search(tail):
        return words.translate(DIGITS)
    return words if words.startswith(("(", "[")) or not words[0].isalnum() else f"({words})"


def _tail(parts: Sequence[str]) -> str:
    """The last characters of the line."""
    tail = ""
    for part in reversed(parts):
        tail = part[-16:] + tail
        if len(tail) >= 16:
            break
    return tail


def _is_numerator(node: "LexborNode") -> bool:
    """Whether a stroke and a lowered number follow: `5<sup>1</sup>/<sub>2</sub>`."""
    stroke = node.next
    if stroke is None or stroke.tag != "-text" or (stroke.text_content or "").strip() not in ("/", "⁄"):
        return False
    return stroke.next is not None and stroke.next.tag in ("sub", "span", "small")
