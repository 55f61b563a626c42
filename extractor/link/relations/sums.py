"""Parts and shares that numbers prove: figures of a line that add up to another, percentages that restate a part."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.relations.rules import OverLine
from extractor.link.relations.shares import is_share
from extractor.link.rule import RelationRule
from extractor.words.beside import words_behind

__all__ = ["LINE_RULES", "is_precise"]

_LIST_SIGN = regex.compile(r": |\ ?[–—]\ ?| - |\(")
#: A list of parts is no longer than this.
_LONGEST = 40
_DIGITS = 2
_SHARE_BETWEEN = words_behind(r" ?[(\[]|,? or {hedge}?")
#: A share printed as a whole number is the part's within this many points.
_ROUNDING = Decimal("0.6")


def _adding_up(line: Line) -> Iterator[tuple[Draft, Draft]]:
    for sort in dict.fromkeys(_sort(d) for d in line.quantities):
        own = [d for d in line.quantities if _sort(d) == sort and d.number is not None]
        for whole, parts in _sums(line, own):
            yield from ((part, whole) for part in parts)


def _sort(draft: Draft) -> tuple[str, str | None]:
    """What may be added up: counts whatever they count, amounts and points of one unit."""
    return draft.kind, None if draft.kind == "count" else f"{draft.quantity.unit}/{draft.quantity.per}"


def _sums(line: Line, figures: Sequence[Draft]) -> Iterator[tuple[Draft, Sequence[Draft]]]:
    """Each figure with those right behind or before it that add up to it."""
    at = 0
    while at < len(figures):
        whole, later = figures[at], figures[at + 1 : at + 1 + _LONGEST]
        parts = _added(whole, later) if later and _opens_list(line, whole, later[0]) else ()
        if not parts:
            parts = [] if at < 2 else _added(whole, figures[max(0, at - _LONGEST) : at][::-1])
            parts = parts if _is_telling(whole, parts) else ()
        else:
            at += len(parts)
        if parts:
            yield whole, parts
        at += 1


def _opens_list(line: Line, whole: Draft, first: Draft) -> bool:
    """Whether a list of parts may begin: behind its sign any number may, else one that does not come by chance."""
    between = line.between(whole, first)
    if line.text[whole.start - 1] == "(" and ")" in between:  # "Oyo (17 cases); Delta (11 cases)"
        return False
    return bool(_LIST_SIGN.search(between)) or is_precise(whole)


def _added(whole: Draft, others: Sequence[Draft]) -> Sequence[Draft]:
    """The first of some figures that add up to another, two at least; none that leans on a figure or is a change."""
    left = whole.number or Decimal(0)
    for place, part in enumerate(others):
        if part.relation is not None or part.direction or whole.direction or whole.relation is not None:
            return ()
        left -= part.number or Decimal(0)
        if left <= 0:
            return others[: place + 1] if left == 0 and place else ()
    return ()


def _is_telling(whole: Draft, parts: Sequence[Draft]) -> bool:
    alike = {d.quantity.unit for d in (whole, *parts)}
    return bool(parts) and is_precise(whole) and len(alike) == 1


def is_precise(draft: Draft) -> bool:
    """Whether a number has so many digits that others do not add up to it by chance."""
    return draft.number is not None and len(draft.number.normalize().as_tuple().digits) >= _DIGITS


def _shares_of_parts(line: Line) -> Iterator[tuple[Draft, Draft]]:
    for left, right in pairwise(line.quantities):
        whole = left.related_to("part_of") if is_share(right) else None
        inside = right.end <= left.end  # "145 (90%) laboratory-confirmed cases"
        if whole is not None and (inside or _SHARE_BETWEEN.fullmatch(squeeze(line.between(left, right)))):
            yield right, whole


def _shares_beside_parts(line: Line) -> Iterator[tuple[Draft, Draft]]:
    for left, right in pairwise(line.quantities):
        beside = right.figure.mention.rule == "count.number-of-share" and is_share(left)
        if beside and right.relation is not None:
            yield left, right.relation.to


def _proven(line: Line) -> Iterator[tuple[Draft, Draft, Draft]]:
    """An amount, the percentage that restates it, and the larger amount of which it is that share."""
    for left, right in pairwise(line.quantities):
        part = left.number if left.kind in {"money", "measure"} and not left.direction else None
        share = right.number if is_share(right) else None
        if part is None or share is None or not _SHARE_BETWEEN.fullmatch(squeeze(line.between(left, right))):
            continue
        for whole in line.earlier(left):
            total = whole.number if whole.same_sort(left) else None
            if total and abs(part * 100 / total - share) <= _ROUNDING:
                yield left, right, whole
                break


def _proven_parts(line: Line) -> Iterator[tuple[Draft, Draft]]:
    return ((part, whole) for part, _, whole in _proven(line))


def _proven_shares(line: Line) -> Iterator[tuple[Draft, Draft]]:
    return ((share, whole) for _, share, whole in _proven(line))


LINE_RULES: tuple[OverLine, ...] = (
    RelationRule(
        "relation.adding-up",
        "Figures of one sort side by side that add up to the one before or behind them; of one digit only in a list.",
        _adding_up,
        (
            "The lab has 19 cases, reported from: Oyo (⟦seven cases⟧) and Delta (12 cases). → part_of 19 cases",
            "The clinic admitted 14 persons – 12 children and ⟦two adults⟧. → part_of 14 persons",
            "The ratio included 65 basis points of storms (⟦40 basis points⟧) and floods (25 basis points)."
            " → part_of 65 basis points",
            "Revenue was $197.6 million, plus tax credits of ⟦$10.4 million⟧ for a total income of $208.0 million."
            " → part_of $208.0 million",
            "It saved $5.5 million; ⟦$4 million⟧ came from mills and $1.5 million from vans. → part_of $5.5 million",
        ),
        ("The lab has 20 cases, reported from: Oyo (⟦seven cases⟧) and Delta (12 cases).",),
        relation="part_of",
    ),
    RelationRule(
        "relation.share-of-whole",
        "A percentage in a bracket or behind `or` after a part: of the part's whole.",
        _shares_of_parts,
        ("There were 11 cases, including six cases (⟦55%⟧) in Lyon. → share_of 11 cases",),
        relation="share_of",
    ),
    RelationRule(
        "relation.share-beside-part",
        "A percentage with the number of which it is the share in a bracket behind it: of that part's whole.",
        _shares_beside_parts,
        ("It saw 200 cases. Of these, ⟦33%⟧ (66) were mild. → share_of 200 cases",),
        relation="share_of",
    ),
    RelationRule(
        "relation.proven-part",
        "An amount with a percentage in a bracket or behind `or` that it is of an amount before it: a part of that.",
        _proven_parts,
        ("Of claims worth €400 million it recovered ⟦€340 million⟧, or 85%. → part_of €400 million",),
        ("Of claims worth €400 million it recovered ⟦€340 million⟧, or 35%.",),
        relation="part_of",
    ),
    RelationRule(
        "relation.proven-share",
        "The percentage that restates such a part: of the same whole.",
        _proven_shares,
        ("Late claims came to €400 million, with recovery of €340 million or ⟦85%⟧. → share_of €400 million",),
        relation="share_of",
    ),
)
