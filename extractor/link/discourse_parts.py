"""Parts across sentences: bullets below their total, tallies, `of these`, figures that add up."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.link.across import AcrossRule, figures_before, free
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.relations.sums import is_precise
from extractor.link.rule import RelationRule

__all__ = ["PARTS_ACROSS"]

_LIST_OPENER = regex.compile(r"(?:including|comprising|consisting of|as follows|of which|includes|included)\s?:$")
_WITHIN = regex.compile(
    r"(?:this|these|which|that|of this|of these)\s(?:total\s|amount\s)?includ|within this|of this\b"
)


def _bulleted_parts(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    whole: Draft | None = None
    for line in lines:
        if line.sentence.bullet:
            levels = (d for d in line.quantities if whole is not None and d.kind == whole.kind and not d.direction)
            part = next(levels, None)
            if part is not None and whole is not None:
                yield part, whole
            continue
        opens = _LIST_OPENER.search(line.lowered[line.start : line.end].rstrip())
        levels = (d for d in reversed(line.quantities) if d.kind in {"money", "count"} and not d.direction)
        whole = next(levels, None) if opens else None


def _within_this(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for before, line in pairwise(lines):
        if not _WITHIN.match(line.lowered[line.start : line.start + 40]):
            continue
        levels = [d for d in free(before) if d.kind == "money" and not d.direction]
        if levels and line.sentence.index - before.sentence.index <= 1:
            for part in free(line):
                if part.kind == "money" and not part.direction and part.quantity.per == levels[-1].quantity.per:
                    yield part, levels[-1]


#: "Of these, 66 were signed"; "of these seven" is the whole itself.
_OF_THESE = regex.compile(r"\W*(?:out\s)?of\s(?:these|those|them|which)\b(?P<said>.*)", regex.DOTALL)


def _of_these(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for before, line in pairwise(lines):
        part = next((d for d in line.quantities if d.kind in {"money", "count"}), None)
        if part is None or part.relation is not None or part.direction:
            continue
        match = _OF_THESE.fullmatch(line.lowered, line.start, part.start)
        if match is None or not match["said"].strip() or line.sentence.index - before.sentence.index > 1:
            continue
        levels = (d for d in free(before) if d.kind == part.kind and not d.direction)
        whole = next((d for d in levels if _is_more(d, part)), None)
        if whole is not None:
            yield part, whole


def _is_more(whole: Draft, part: Draft) -> bool:
    """Whether a figure is not known to be smaller than another of its sort; counts may count other things."""
    alike = part.kind == "count" or part.same_sort(whole)
    return alike and (not _number(whole) or not _number(part) or _number(whole) >= _number(part))


#: How many sentences back the total may stand that figures add up to, and how many figures add up.
_TOTAL_BACK, _MOST_PARTS = 6, 24


def _summing_parts(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for place, own in _blocks(lines):
        for kind in ("count", "money"):
            parts = [d for d in own if d.kind == kind and not d.direction and _number(d)][:_MOST_PARTS]
            units = {(d.quantity.unit, d.quantity.per) for d in parts}
            if len(parts) < 2 or len(units) != 1:
                continue
            total = sum((_number(d) for d in parts), Decimal(0))
            before = (d for d in figures_before(lines, place, _TOTAL_BACK) if d.kind == kind and _number(d) == total)
            whole = next((d for d in before if not d.direction and (d.quantity.unit, d.quantity.per) in units), None)
            if whole is not None and (kind == "count" or is_precise(whole)):
                yield from ((part, whole) for part in parts)


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, Sequence[Draft]]]:
    """The free figures of each sentence, and the first ones of the bullets that follow each other, with their place."""
    bullets: list[Draft] = []
    for place, line in enumerate(lines):
        yield place, list(free(line))
        first = next(free(line), None) if line.sentence.bullet else None
        bullets = [*bullets, first] if first is not None else []
        if len(bullets) > 1:
            yield place - len(bullets) + 1, list(bullets)


def _tallies(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    for place, line in enumerate(lines):
        entries = [d for d in free(line) if d.kind == "count" and d.came("subject", "entry") and _number(d)]
        units = {d.quantity.unit for d in entries}
        for unit in sorted(u for u in units if u is not None):
            own = [d for d in entries if d.quantity.unit == unit]
            before = figures_before(lines, place, _TALLY_BACK)
            wholes = [d for d in before if d.kind == "count" and d.quantity.unit == unit and _number(d)]
            whole = max(wholes, key=_number, default=None)
            if len(own) >= _LEAST_ENTRIES and whole is not None and _number(whole) >= max(map(_number, own)):
                yield from ((part, whole) for part in own)


#: A tally has so many entries at least, and its total stands no further back.
_LEAST_ENTRIES, _TALLY_BACK = 3, 3


def _number(draft: Draft) -> Decimal:
    return draft.number or Decimal(0)


PARTS_ACROSS: tuple[AcrossRule, ...] = (
    RelationRule(
        "relation.bulleted-part",
        "The first level of each bullet below a line that ends in `including:`: a part of that line's last level.",
        _bulleted_parts,
        (
            "The fund returned $1.8 million, including:\n• dividends of ⟦$1.1 million⟧\n• buybacks of $0.7 million"
            " → part_of $1.8 million",
        ),
        relation="part_of",
    ),
    RelationRule(
        "relation.summing-parts",
        "The counts or amounts of a sentence, or one of each of some bullets, that add up to one of the same unit, six"
        " sentences back at most.",
        _summing_parts,
        (
            "The lab saw 161 cases. ⟦89 cases⟧ were new and 72 cases were old. → part_of 161 cases",
            "The price is $7.7 million.\n\nPaid so:\n- ⟦$5.7 million⟧ now\n- $1 million in May\n- $1 million later"
            " → part_of $7.7 million",
        ),
        ("The lab saw 161 cases. ⟦89 cases⟧ were new and 70 cases were old.",),
        relation="part_of",
    ),
    RelationRule(
        "relation.tally",
        "Three counts or more that a list gives to names: parts of the largest count of such things shortly before.",
        _tallies,
        (
            "The lab saw 40 cases. Cases were seen in the following towns: Osel (⟦8 cases⟧); Varn (six cases);"
            " Lund (two cases); and others. → part_of 40 cases",
        ),
        relation="part_of",
    ),
    RelationRule(
        "relation.within-this",
        "`This includes …`: parts of the last amount of the sentence before.",
        _within_this,
        ("Costs were $8 million. This includes ⟦$3 million⟧ for repairs. → part_of $8 million",),
        relation="part_of",
    ),
    RelationRule(
        "relation.of-these",
        "The first amount or count of a sentence that opens with `Of these`: a part of the first one that is no less in"
        " the sentence before.",
        _of_these,
        ("The fair saw 97 contracts. Of these, a delegation signed ⟦66 deals⟧ on trade. → part_of 97 contracts",),
        ("The fair saw 40 contracts. Of these, a delegation signed ⟦66 deals⟧ on trade.",),
        relation="part_of",
    ),
)
