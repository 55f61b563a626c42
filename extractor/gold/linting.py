"""Lints gold by the rules of GUIDELINES.md: what is well formed and yet, very likely, not what was meant.

A lint is a value: its code, what it says, and a test of one fact. Tests are cautious: where the guidelines leave room,
nothing is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.gold.annotations import Annotation, GoldRelease
from extractor.gold.checking import Origin
from extractor.gold.comparing import number_right
from extractor.gold.faults import Fault
from extractor.gold.lint_fields import FIELD_LINTS
from extractor.gold.lint_spans import SPAN_LINTS
from extractor.gold.lints import Lint

__all__ = ["LINTS", "lint", "uncovered"]


def relation_of(fact: Annotation, release: GoldRelease) -> tuple[str, Annotation] | None:
    """The type of a fact's relation and the fact it leads to."""
    if not fact.relations:
        return None
    link = fact.relations[0]
    target = next((other for other in release.facts if other.id == link.to), None)
    return (link.type, target) if target else None


def relation_kinds(fact: Annotation, release: GoldRelease) -> str | None:
    """What a relation asks of its two facts."""
    related = relation_of(fact, release)
    if not related:
        return None
    sort, target = related
    if sort in {"same_as", "equivalent_of", "prior_of"} and fact.kind != target.kind:
        return f"{sort} joins facts of one kind, not {fact.kind} and {target.kind} ({target.id})"
    if sort == "equivalent_of" and (fact.kind != "money" or fact.unit == target.unit):
        return f"equivalent_of joins amounts in two currencies; {target.id} is {target.unit} too"
    if sort == "same_as" and not (number_right(fact, target) or number_right(target, fact)):
        return f"same_as, but {target.id} has another value"
    if sort == "change_of" and fact.direction is None and fact.numbers:
        return "a change_of states a change, so it has a direction"
    return None


def relation_mutual(fact: Annotation, release: GoldRelease) -> str | None:
    """Two facts that lead to each other."""
    related = relation_of(fact, release)
    if related and any(link.to == fact.id for link in related[1].relations):
        return f"{related[1].id} has a relation to this fact too; one of the two is enough"
    return None


def overlaps_own_kind(fact: Annotation, release: GoldRelease) -> str | None:
    """Two facts of one kind on the same words."""
    for other in release.facts:
        if other is fact:
            return None  # what comes later tells it
        if other.kind == fact.kind and fact.start < other.end and other.start < fact.end:
            return f"overlaps fact {other.id} of the same kind, {other.text!r}"
    return None


RELATION_LINTS = (
    Lint("relation-kinds", "A relation joins facts that fit its type.", relation_kinds),
    Lint("relation-mutual", "A relation is stated once, on the fact that it begins at.", relation_mutual),
    Lint("overlap", "One figure is one fact.", overlaps_own_kind),
)

LINTS: tuple[Lint, ...] = (*SPAN_LINTS, *FIELD_LINTS, *RELATION_LINTS)
"""Every lint, in the order in which they are tried."""


def lint(release: GoldRelease, origin: Origin | None = None) -> list[Fault]:
    """What the lints say about a release, as warnings, in the order of its facts."""
    return [warning for i, fact in enumerate(release.facts) for warning in lint_fact(fact, i, release, origin)]


def lint_fact(fact: Annotation, index: int, release: GoldRelease, origin: Origin | None) -> Iterator[Fault]:
    """The warnings of one fact; vague and optional facts are judged by their spans only."""
    line = origin.line(("facts", index)) if origin else None
    for each in LINTS:
        message = each.test(fact, release)
        if message:
            yield Fault(
                code=each.code, source=release.source or release.id, line=line, place=f'fact {fact.id} "{fact.text}"',
                message=message, severity="warning",
            )  # fmt: skip


# ---------------------------------------------------------------------------------------------- figures without a fact


@cache
def figure_pattern() -> re.Pattern[str]:
    """Digits that could be a figure: not inside a word, a date in figures or a number with a hyphen or slash."""
    return re.compile(r"(?<![\w.,/#-])[$€£¥]?\d{1,15}(?:[.,]\d{1,15}){0,6}%?(?![\w/-]|\.\w)")


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A number in the text that no fact covers."""

    start: int
    text: str


def uncovered(release: GoldRelease) -> list[Uncovered]:
    """The numbers of a release, outside ignored regions, that no gold fact covers: a gold file lists every figure."""
    covered = sorted([*((fact.start, fact.end) for fact in release.facts), *release.ignore])
    found = []
    position = 0
    reach = 0
    for match in figure_pattern().finditer(release.text):
        while position < len(covered) and covered[position][0] < match.end():
            reach = max(reach, covered[position][1])
            position += 1
        if reach <= match.start():
            found.append(Uncovered(match.start(), match[0]))
    return found
