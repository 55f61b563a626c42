"""Relations inside a line: the order of their rules, and what a recogniser already told."""

from collections.abc import Callable, Sequence

from extractor.facts import RelationType
from extractor.link.draft import Draft, Link
from extractor.link.lines import Line
from extractor.link.relations.brackets import BRACKET_RULES
from extractor.link.relations.changes import CHANGE_RULES
from extractor.link.relations.parts import PART_RULES
from extractor.link.relations.priors import PRIOR_RULES
from extractor.link.relations.shares import SHARE_RULES
from extractor.link.relations.sums import LINE_RULES
from extractor.link.rule import LinkRule, Manner
from extractor.mentions import CountReading
from extractor.spans import Span

__all__ = ["RULES", "find_relations", "relate", "take_told_relations"]

_FIGURE_RULES = (*BRACKET_RULES, *CHANGE_RULES, *PRIOR_RULES, *PART_RULES, *SHARE_RULES)
RULES: tuple[LinkRule[Callable[..., object]], ...] = (*_FIGURE_RULES, *LINE_RULES)


def relate(  # noqa: PLR0913
    draft: Draft, rule: str, relation: RelationType, other: Draft, words: Span, *, manners: tuple[Manner, ...] = ()
) -> None:
    """Set a figure's relation; one compared against plays that part from then on."""
    draft.relation = Link(relation, other)
    draft.note("relation", rule, words, manners)
    if relation == "prior_of":
        draft.part = "prior"


def take_told_relations(drafts: Sequence[Draft]) -> None:
    """Set the relations that a recogniser knows: what an elliptical count counts ("89 of which")."""
    at = {draft.start: draft for draft in drafts}
    for draft in drafts:
        reading = draft.figure.mention.reading
        told = reading.told if isinstance(reading, CountReading) else None
        other = at.get(told.start) if told is not None else None
        if told is not None and other is not None and other is not draft:
            relate(draft, "relation.of-ellipsis", told.relation, other, Span(other.start, other.end))


def find_relations(line: Line) -> None:
    """Set the relation of each quantity of a line that leans on another one of the same line."""
    for draft in line.quantities:
        if draft.relation is None:
            _apply(line, draft)
        elif draft.is_related("prior_of", "change_of"):
            draft.part = "prior" if draft.is_related("prior_of") else "change"
    for rule in LINE_RULES:
        for draft, other in rule.apply(line):
            if draft.relation is None:
                relate(draft, rule.name, rule.relation, other, Span(other.start, other.end))


def _apply(line: Line, draft: Draft) -> None:
    for rule in _FIGURE_RULES:
        other = rule.apply(line, draft)
        if other is not None:
            between = Span(min(draft.end, other.end), max(draft.start, other.start))
            relate(draft, rule.name, rule.relation, other, between, manners=rule.manners)
            return
