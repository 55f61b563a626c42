"""Finds parts of one percent or point: `half a percentage point`, `one-tenth of one percent`, `raised half a point`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from extractor.anchored import matches_at
from extractor.mentions import Mention
from extractor.recognise.percentages.worded import JOIN, SMALL, share_mention, small_number
from extractor.recognise.rule import Rule
from extractor.words.beside import words_behind
from extractor.words.percentages import percentage_lexicon

__all__ = ["PART_OF_POINT", "find_points"]

PART_OF_POINT = Rule(
    name="percent.part-of-point",
    says="A fraction of one percent or point: `half a percentage point`, `one-tenth of one percent`, `1/8 percent`.",
    examples=(
        "rates rose ⟦half a percentage point⟧",
        "⟦one half of one percent⟧",
        "⟦one-tenth of a percent⟧",
        "a ⟦quarter-point⟧ cut",
        "⟦a half percent⟧",
        "⟦1/8 of one percent⟧",
        "⟦three-quarters of a percentage point⟧",
        "by ⟦a full percentage point⟧",
        "by ⟦0.75 of one percent⟧",
    ),
    not_examples=("a percentage of sales", "half the percentage", "a half-point lead in the match"),
)


def find_points(text: str, places: Sequence[int]) -> Iterator[Mention]:
    """The parts of a percent or point that begin at these places, and those of a rate told beside them."""
    yield from _points_of_rate(text)
    yield from _parts_of_point(text, places)


@cache
def _part_of_point() -> regex.Pattern[str]:
    names = "|".join(percentage_lexicon().denominators)
    unit = (
        rf"(?P<unit>(?:%|percent|per cent|pct)(?:age)?(?:{JOIN}points?)?(?<!percentage)(?<!%\ points?)"
        rf"|basis{JOIN}point)(?![\w])"
    )
    part = (
        rf"(?P<above>an?|{SMALL}){JOIN}(?P<below>{names})s?|(?P<half>half|quarter(?=-))"
        rf"|(?P<top>\d{{1,3}})/(?P<bottom>[1-9]\d{{0,2}})"
    )
    of_one = rf" of (?:an?|one|1){JOIN}"
    moves = "rate|cut|hike|increase|reduction|rise|move|decrease|drop|easing|tightening|interest"
    nouns = "system|scale|basis|change|difference|increase|decrease|spread"
    return words_behind(
        rf"(?i)(?<![\w./-])(?:(?:{part})(?:{of_one}| an? |{JOIN}?){unit}"
        rf"|(?P<number>0?\.\d+){of_one}{unit}"
        rf"|(?P<rate>(?:three{JOIN})?quarters?|half){JOIN}(?:of a )?(?P<unit>point)(?= (?:{moves}))"
        rf"|a (?:(?:full|whole|single) )?(?P<unit>percentage point)(?![\w])(?! (?:{nouns})))"
    )


#: "Raised half a point to 4.5%": points of a rate that is told beside them.
_POINT_OF_RATE = words_behind(
    r"(?<=\b(?:by|raised|cut|lowered|increased|reduced|hiked|rates|rate|up|down|rose|fell|another|about|almost"
    rf"|nearly) )(?P<part>(?:a{JOIN})?quarter{JOIN}(?:of a )?|(?:a{JOIN})?half{JOIN}(?:a )?"
    rf"|three{JOIN}quarters{JOIN}of a |a (?:full|whole) )"
    r"point(?=(?:[^.;\n]|\.\d){1,60}?(?:%|percent|per cent))(?![\w-])"
)


def _points_of_rate(text: str) -> Iterator[Mention]:
    for match in _POINT_OF_RATE.finditer(text):
        words = [w for w in regex.split(r"[\s-]+", match["part"]) if w not in {"a", "of", ""}]
        part = {"quarter": Decimal("0.25"), "half": Decimal("0.5"), "three": Decimal("0.75")}.get(words[0], Decimal(1))
        yield replace(share_mention(match.start(), match.end(), PART_OF_POINT, part), unit="percentage point")


def _parts_of_point(text: str, places: Sequence[int]) -> Iterator[Mention]:
    for match in matches_at(_part_of_point(), text, places):
        unit = "percentage point" if match["unit"].lower() == "point" else match["unit"]
        value = _part(match).quantize(Decimal("0.0001"))
        yield replace(share_mention(match.start(), match.end(), PART_OF_POINT, value), unit=unit)


def _part(match: regex.Match[str]) -> Decimal:
    """Which part of one percent or point is meant: 0.5 for "half a percentage point"."""
    if match["above"]:
        return (small_number(match["above"]) or Decimal(1)) / percentage_lexicon().denominators[match["below"].lower()]
    if match["top"]:
        return Decimal(match["top"]) / Decimal(match["bottom"])
    if match["number"]:
        return Decimal(match["number"])
    words = (match["half"] or match["rate"] or "one").lower()
    return {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "one": Decimal(1)}.get(words, Decimal("0.75"))
