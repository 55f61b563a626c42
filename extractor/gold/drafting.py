"""Gold drafts: what was found in a release, as a gold file for an annotator to correct."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from extractor.gold.annotations import CLOSED, Annotation, GoldRelease, Link
from extractor.gold.periods import is_period

__all__ = ["draft"]


def draft(text: str, found: Sequence[Annotation], *, ident: str, published: date | None = None) -> GoldRelease:
    """The found facts as gold: numbered g1, g2, … in text order, in the form that `gold check` accepts.

    A fact without a value is marked optional, as GUIDELINES.md asks of vague figures; facts that do not stand in the
    text, and the second of two on the same span, are left out.
    """
    grounded = [fact for fact in found if fact.start < fact.end and text[fact.start : fact.end] == fact.text]
    once = {(fact.kind, fact.start, fact.end): fact for fact in reversed(grounded)}
    ordered = sorted(once.values(), key=lambda fact: (fact.start, fact.end, fact.kind))
    names = {fact.id: f"g{number}" for number, fact in enumerate(ordered, 1)}
    facts = tuple(gold_fact(fact, names) for fact in ordered)
    return GoldRelease(id=ident, text=text, facts=facts, published=published)


def gold_fact(fact: Annotation, names: dict[str, str]) -> Annotation:
    """A found fact in the form of gold."""
    vague = fact.value is None and not fact.numbers
    links = tuple(
        Link(link.type, names[link.to])
        for link in fact.relations[:1]
        if link.to in names and link.type in CLOSED["relation"] and link.to != fact.id
    )
    period = fact.period if fact.period and is_period(fact.period) else None
    value: Decimal | str | None = fact.value
    if isinstance(value, str) and not is_period(value):
        value, vague = None, True
    comparator = fact.comparator or (None if fact.kind == "date" or vague else "eq")
    return replace(
        fact, id=names[fact.id], value=value, relations=links, period=period, comparator=comparator, optional=vague,
        basis=None if fact.basis == "none" else fact.basis, start_date=None, end_date=None,
    )  # fmt: skip
