"""Stated arithmetic: levels, the changes between them, parts and wholes must agree within rounding."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.facts import Diagnostic
from extractor.link.draft import Draft, priors_of

__all__ = ["contradictions", "contradicts"]

_NUMBER = regex.compile(r"\d[\d,]*+(?:\.\d++)?")

#: The least and the greatest number that a printed one may stand for.
Bounds = tuple[Decimal, Decimal]


def contradictions(text: str, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """What the figures of a release say against each other, beyond what rounding explains, in text order.

    Figures with a hedge or bound ("about", "more than") are not held to account.
    """
    priors = _priors(drafts)
    for draft in drafts:
        if draft.kind == "date" or draft.relation is None or draft.relation.to.kind == "date":
            continue
        other = draft.relation.to
        if draft.relation.type == "change_of":
            prior = priors.get(other.index)
            if prior is not None and _change_is_off(text, draft, other, prior):
                message = f"{_words(text, draft)} is not the change from {_words(text, prior)} to {_words(text, other)}"
                yield _told("change-contradicts-levels", message, draft, other, prior)
        elif draft.relation.type == "part_of":
            yield from _part(text, draft, other)
        elif draft.relation.type == "share_of" and draft.index:
            yield from _share(text, draft, other, drafts[draft.index - 1])


def contradicts(text: str, change: Draft, level: Draft, others: Sequence[Draft]) -> bool:
    """Whether a change cannot be one of a level, by the figure that the level is compared against."""
    prior = _priors(others).get(level.index)
    return prior is not None and _change_is_off(text, change, level, prior)


def _priors(drafts: Sequence[Draft]) -> dict[int, Draft]:
    """The figure that a level is compared against, by the level's index; none where there are several."""
    alike = (d for d in drafts if d.relation is not None and d.kind == d.relation.to.kind)
    return {index: priors[0] for index, priors in priors_of(alike).items() if len(priors) == 1}


def bounds(text: str, draft: Draft) -> Bounds | None:
    """The least and greatest number that rounds to what is printed; None where it is hedged, a range or negative."""
    quantity = draft.quantity
    if quantity.comparator != "eq" or quantity.amount is None or quantity.amount.value is None:
        return None
    value = quantity.amount.value
    if value < 0:  # of two signs no percentage follows, of printed losses not which way is up
        return None
    match = _NUMBER.search(text, draft.start, draft.end)
    if match is None or draft.kind == "count":  # counts are exact
        return value, value
    digits = match.group().replace(",", "")
    core = Decimal(digits)
    scale = value / core if core else Decimal(1)
    half = Decimal(1).scaleb(-len(digits.partition(".")[2])) / 2 * scale
    return max(value - half, Decimal(0)), value + half


def _change_is_off(text: str, change: Draft, level: Draft, prior: Draft) -> bool:
    """Whether level and prior imply another change than the stated one, beyond rounding."""
    stated, now, before = bounds(text, change), bounds(text, level), bounds(text, prior)
    if stated is None or now is None or before is None:
        return False
    if change.basis not in {None, "year_over_year"} or change.direction not in {"up", "down"}:
        return False
    if change.kind == "percent" and change.quantity.unit == "percent":
        if not before[0]:
            return False
        low, high = (now[0] / before[1] - 1) * 100, (now[1] / before[0] - 1) * 100
    else:
        factor = 100 if change.quantity.unit == "basis_point" else 1
        low, high = (now[0] - before[1]) * factor, (now[1] - before[0]) * factor
    least, most = stated if change.direction == "up" else (-stated[1], -stated[0])
    return high < least or most < low


def _part(text: str, part: Draft, whole: Draft) -> Iterator[Diagnostic]:
    """A part is no more than its whole."""
    inner, outer = bounds(text, part), bounds(text, whole)
    same = part.kind == whole.kind and (part.kind == "count" or part.quantity.unit == whole.quantity.unit)
    if same and inner is not None and outer is not None and inner[0] > outer[1]:
        message = f"{_words(text, part)} is said to be a part of {_words(text, whole)} but is more"
        yield _told("part-exceeds-whole", message, part, whole)


def _share(text: str, share: Draft, whole: Draft, part: Draft) -> Iterator[Diagnostic]:
    """`Six cases (55%)` of the 11: part, whole and share."""
    if part.kind == "date" or not part.is_related("part_of") or part.relation is None or part.relation.to is not whole:
        return
    if text[part.end : share.start].strip() not in {"(", "["}:
        return
    stated, inner, outer = bounds(text, share), bounds(text, part), bounds(text, whole)
    if stated is None or inner is None or outer is None or not outer[0]:
        return
    if inner[1] / outer[0] * 100 < stated[0] or stated[1] < inner[0] / outer[1] * 100:
        message = f"{_words(text, share)} is not the share of {_words(text, part)} in {_words(text, whole)}"
        yield _told("share-contradicts-parts", message, share, part, whole)


def _words(text: str, draft: Draft) -> str:
    return repr(" ".join(text[draft.start : draft.end].split()))


def _told(code: str, message: str, *drafts: Draft) -> Diagnostic:
    first = drafts[0]
    ids = tuple(f"f{d.index + 1}" for d in drafts)
    return Diagnostic(severity="warning", code=code, message=message, start=first.start, end=first.end, facts=ids)
