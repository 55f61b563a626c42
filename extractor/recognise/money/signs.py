"""What stands around a sum and changes it: a minus before it, the nation behind it, brackets that make it negative."""

from dataclasses import replace

import regex

from extractor.recognise.money.sums import Sum
from extractor.recognise.money.tails import tail_of
from extractor.words.beside import words_before, words_behind
from extractor.words.currencies import currencies, fold
from extractor.words.money_cues import cues

__all__ = ["in_brackets", "is_beside", "of_nation", "with_minus"]

_MINUS_WORD = words_before(r"(?<!\w)(?<!plus or )(?<!plus/)(?:minus|negative) ")
_MINUS_SIGN = words_before(r"(?:(?<=[ \u00a0(\[])|^)[-−–]")
_NEGATIVE_AFTER = words_behind(r"(?i) ?(?:per |a share|/share|(?:million|billion|thousand|m|bn|mn|k)\b)")
_NATIONAL = regex.compile(
    r" (?P<country>\p{Lu}[\p{L}.]++)(?=[,;:)\n.]|$| (?:in|for|to|from|and|or|per|an?|by|on|at|of|as|over|with)\b)"
)


def with_minus(text: str, found: Sum) -> Sum:
    """A minus before a number whose money stands behind it: `-5 million euros`, `minus 3 euros`."""
    match = _MINUS_WORD.match(text, 0, found.start)
    if match is None and not found.left and not found.numeral.words:
        match = _MINUS_SIGN.match(text, 0, found.start)
    if match is None:
        return found
    return replace(found, start=match.start(), core=-found.core, minus=True)


def of_nation(text: str, found: Sum) -> Sum:
    """`$5 million Canadian`: the adjective behind the number says whose dollar it is."""
    match = _NATIONAL.match(text, found.end)
    assert found.money is not None
    codes = currencies().adjectives.get(fold(match["country"]), ()) if match else ()
    both = tuple(code for code in codes if code in found.money.codes)
    if match is None or not both:
        return found
    return replace(found, end=match.end(), money=replace(found.money, codes=both))


def in_brackets(text: str, found: Sum, *, beside: bool) -> Sum:
    """A sum in brackets is negative where it takes the place of a figure: `loss of ($5 million)`, `($0.34) per share`.

    Behind another sum or a noun the brackets only set it aside: `890 million crowns ($40.8 million)`; `beside` says
    that they follow a sum of its size: `RMB0.62 (US$0.09) per ADS`.
    """
    start, end = found.start - 1, found.end
    if start < 0 or text[start] != "(" or text[end : end + 1] != ")" or found.minus or text[found.start] == "+":
        return found
    after = _NEGATIVE_AFTER.match(text, end + 1) if not beside else None
    if not after and not cues().in_place_of.match(text, 0, start):
        return found
    core, scale, end = -found.core, found.scale, end + 1
    if found.scale == 1:
        tail = tail_of(text, end, None, bare=True, short=True)
        scale, end = tail.scale, tail.end
    return replace(found, start=start, end=end, core=core, scale=scale, minus=True)


def is_beside(text: str, last: Sum, found: Sum) -> bool:
    """Whether the brackets stand right behind a sum of the same size: the same in other money, or an earlier figure."""
    gap = text[last.end : found.start - 1]
    return (not gap or gap.isspace()) and len(gap) < 2 and (last.scale == 1) == (found.scale == 1)
