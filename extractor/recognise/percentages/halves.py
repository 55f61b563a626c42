"""Finds `half` where it is a share: `half of our customers`, `cut in half`, `more than half said no`."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.mentions import Mention, PercentReading
from extractor.recognise.percentages.worded import JOIN, share_mention
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind

__all__ = ["HALF", "find_halves"]

HALF = Rule(
    name="percent.half",
    says="`half` where it is a share: before `of`, a determiner, or behind a hedge; not a time, a name or a scale.",
    examples=(
        "fewer than ⟦half⟧ of wards",
        "⟦Half⟧ of our customers",
        "more than ⟦half⟧ said no",
        "nearly ⟦half⟧ the population",
        "costs were cut in ⟦half⟧",
        "about ⟦one half⟧ of them",
    ),
    not_examples=(
        "Half Moon Ferries said",
        "a half marathon",
        "half a billion euros",
        "in the first half of 2024",
        "a half-year report",
        "two and a half years",
        "for more than half a century",
        "half of 2023",
        "the second half of the year",
        "about half an hour",
    ),
)
_HALF = words_behind(
    rf"(?i)(?<![\w-])(?:one{JOIN})?(?P<half>half)(?![\w'’-])(?:"
    r"(?P<of> of\b)|(?P<the> (?:the|its|their|our|his|her|all|that|those|these|as)\b)|)"
)
_HALF_ORDINAL = words_before(
    r"(?<!\w)(?:first|second|latter|last|back|front|other|early|late|next|top|bottom|upper|lower|northern|southern|eastern|western|this|"
    r"previous|prior|current|1st|2nd|final|better|h1|each|that|and\sa|and|corresponding|same|opening|closing|half|year|fiscal|"
    r"\d)[\s-]"
)
_HALF_HEDGE = words_before(r"(?<!\w)(?:{hedge}|(?:fewer than|above|below|exactly) )(?:an? )?")
_CUT_IN = words_before(r"(?<!\w){fell}(?: [\w'’-]+){0,6} (?:in|by) ")
_RISE_BY = words_before(r"(?<!\w)(?:{rose}|up)(?: [\w'’-]+){0,4} by {hedge}?")
_HALF_NOT = regex.compile(
    r"\s(?:an?\b|of\s+an?\b|-|dozen|million|billion|trillion|hundred|thousand|year|years|marathon|hour|time|to\b|day|days|century|decade|mile|inch|point|percent|per\b|"
    r"percentage|board|step|price|term|moon|life|past|of\s+(?:\d|the\s+(?:year|decade|century|month|season|game|match|20th|fiscal|last|next|way|[12]\d)|"
    r"fiscal|FY|this|last|next|one\b|what|it\b)|[A-Z])",
)


def find_halves(text: str) -> Iterator[Mention]:
    """The halves that are shares, with the direction of what is cut or grows by half."""
    for match in _HALF.finditer(text):
        start, end = match.start(), match.end("half")
        left = max(0, start - 72)
        if _HALF_NOT.match(text, end) or _HALF_ORDINAL.match(text, left, start):
            continue
        if not match["of"] and text[start - 2 : start] == "a ":
            start -= 2
        if not match["of"] and _CUT_IN.match(text, left, start):
            yield replace(share_mention(start, end, HALF, Decimal(50)), reading=PercentReading("down"))
        elif not match["of"] and _RISE_BY.match(text, left, start):
            yield replace(share_mention(start, end, HALF, Decimal(50)), reading=PercentReading("up"))
        elif match["of"] or (match["the"] and text[start].islower()) or _HALF_HEDGE.match(text, left, start):
            yield share_mention(start, end, HALF, Decimal(50))
