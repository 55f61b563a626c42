"""Stated arithmetic: level, change and prior; parts and whole; shares. A contradiction is told, never repaired."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.facts import Diagnostic
from extractor.link.draft import Draft

__all__ = ["contradictions"]

_NUMBER = regex.compile(r"\d[\d,]*+(?:\.\d++)?")

Bounds = tuple[Decimal, Decimal]


def contradictions(text: str, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """What the figures of a release say against each other, beyond what rounding explains, in text order.

    Figures with a hedge or bound ("about", "more than") are not held to account.
    """
    for draft in drafts:
        if draft.kind == "date" or draft.relation is None:
            continue
        other = drafts[draft.relation.to]
        if other.kind == "date":
            continue
        if draft.relation.type == "change_of" and draft.direction in {"up", "down"}:
            yield from _change(text, draft, other, drafts)
        elif draft.relation.type == "part_of":
            yield from _part(text, draft, other)
        elif draft.relation.type == "share_of":
            yield from _share(text, draft, other, drafts)


def bounds(text: str, draft: Draft) -> Bounds | None:
    """The least and greatest number that rounds to what is printed; None where it is hedged, a range or vague."""
    quantity = draft.quantity
    if quantity.comparator != "eq" or quantity.amount is None or quantity.amount.value is None:
        return None
    value = abs(quantity.amount.value)
    match = _NUMBER.search(text, draft.start, draft.end)
    if match is None:
        return value, value
    digits = match.group().replace(",", "")
    core = Decimal(digits)
    scale = value / core if core else Decimal(1)
    half = Decimal(1).scaleb(-len(digits.partition(".")[2])) / 2 * scale
    return max(value - half, Decimal(0)), value + half


def _change(text: str, change: Draft, level: Draft, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Level, prior and the change between them."""
    priors = [
        d
        for d in drafts
        if d.relation is not None
        and (d.relation.type, d.relation.to) == ("prior_of", level.index)
        and d.kind == level.kind
    ]
    stated, now = bounds(text, change), bounds(text, level)
    before = bounds(text, priors[0]) if len(priors) == 1 else None
    if stated is None or now is None or before is None or change.basis not in {None, "year_over_year"}:
        return
    if change.kind == "percent" and change.quantity.unit == "percent":
        if not before[0]:
            return
        implied = ((now[0] / before[1] - 1) * 100, (now[1] / before[0] - 1) * 100)
    else:
        factor = Decimal(100) if change.quantity.unit == "basis_point" else Decimal(1)
        implied = ((now[0] - before[1]) * factor, (now[1] - before[0]) * factor)
    sign = 1 if change.direction == "up" else -1
    said = sorted((sign * stated[0], sign * stated[1]))
    if implied[1] < said[0] or said[1] < implied[0]:
        yield _told(
            text,
            "change-contradicts-levels",
            f"{_words(text, change)!r} is not the change from {_words(text, priors[0])!r} to {_words(text, level)!r}",
            change,
            level,
            priors[0],
        )


def _part(text: str, part: Draft, whole: Draft) -> Iterator[Diagnostic]:
    """A part is no more than its whole."""
    inner, outer = bounds(text, part), bounds(text, whole)
    same = part.kind == whole.kind and (part.kind == "count" or part.quantity.unit == whole.quantity.unit)
    if same and inner is not None and outer is not None and inner[0] > outer[1]:
        message = f"{_words(text, part)!r} is said to be a part of {_words(text, whole)!r} but is more"
        yield _told(text, "part-exceeds-whole", message, part, whole)


def _share(text: str, share: Draft, whole: Draft, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """`Six cases (55%)` of the 11: part, whole and share."""
    part = drafts[share.index - 1] if share.index else None
    if part is None or part.kind == "date" or part.relation is None or part.relation.to != whole.index:
        return
    if part.relation.type != "part_of" or text[part.end : share.start].strip() not in {"(", "["}:
        return
    stated, inner, outer = bounds(text, share), bounds(text, part), bounds(text, whole)
    if stated is None or inner is None or outer is None or not outer[0]:
        return
    # Counts are exact; their half unit of rounding would excuse too much.
    exact = part.kind == "count"
    low, high = (inner[0], inner[1]) if not exact else (sum(inner) / 2, sum(inner) / 2)
    least, most = (outer[0], outer[1]) if not exact else (sum(outer) / 2, sum(outer) / 2)
    if high / least * 100 < stated[0] or stated[1] < low / most * 100:
        message = f"{_words(text, share)!r} is not the share of {_words(text, part)!r} in {_words(text, whole)!r}"
        yield _told(text, "share-contradicts-parts", message, share, part, whole)


def _words(text: str, draft: Draft) -> str:
    return " ".join(text[draft.start : draft.end].split())


def _told(text: str, code: str, message: str, *drafts: Draft) -> Diagnostic:
    first = drafts[0]
    ids = tuple(f"f{d.index + 1}" for d in drafts)
    return Diagnostic(severity="warning", code=code, message=message, start=first.start, end=first.end, facts=ids)
