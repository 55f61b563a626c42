"""The order of the linking rules: sentence by sentence, then over the whole release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from extractor.documents import Document, Parse
from extractor.facts import Diagnostic
from extractor.link.arithmetic import contradictions
from extractor.link.changes import Role, basis_of, elliptical, find_changes, squeeze
from extractor.link.discourse import link_across
from extractor.link.draft import Draft, Link
from extractor.link.lines import Line, lines_of
from extractor.link.metrics import item_span, metric_of
from extractor.link.names import Names
from extractor.link.periods import Frames, compared_date, find_periods, step_between
from extractor.link.relations import find_relations
from extractor.link.status import find_status
from extractor.link.subjects import Topics, find_subjects
from extractor.mentions import Figure
from extractor.spans import Span

__all__ = ["Linked", "link"]


@dataclass(frozen=True, slots=True)
class Linked:
    """The drafts of a release with all their links, in text order, and what linking found odd."""

    drafts: tuple[Draft, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def link(
    document: Document, figures: Sequence[Figure], parses: Mapping[int, Parse], *, published: date | None
) -> Linked:
    """Give each figure its metric, subject, period, change, status and relations.

    `figures` are in text order; `parses` holds the parses of sentences by sentence index (a sentence may lack one).
    """
    drafts = [Draft(index, figure) for index, figure in enumerate(figures)]
    _told_relations(drafts)
    names = Names(document, drafts)
    lines = lines_of(document, parses, drafts, names.spans)
    topics, frames = Topics(names), Frames()
    for line in lines:
        if line.sentence.section != "table":
            roles = _link_line(line, drafts)
            find_subjects(document, line, topics)
            find_periods(document, line, roles, frames, drafts)
            for draft in line.quantities:
                find_status(line, draft, drafts, published)
    prose = [line for line in lines if line.sentence.section != "table"]
    link_across(prose, drafts)
    for line in prose:
        for draft in line.quantities:
            if draft.direction and draft.basis is None:
                _basis_of_dates(line, draft, drafts)
    return Linked(tuple(drafts), tuple(contradictions(document.text, drafts)))


def _basis_of_dates(line: Line, draft: Draft, drafts: Sequence[Draft]) -> None:
    """The base that the dates say: of the figure compared against, or of the date behind "from", "on", "over"."""
    if draft.when is None:
        return
    base = compared_date(line, draft)
    if base is None and draft.relation is not None and draft.relation.type == "change_of":
        priors = [d for d in line.quantities if d.relation == Link("prior_of", draft.relation.to) and d.when]
        base = priors[0].when if priors else None
    basis = step_between(base.value, draft.when.value) if base is not None else None
    if basis is not None:
        draft.basis = basis
        draft.note("basis", "basis.dates")


def _told_relations(drafts: Sequence[Draft]) -> None:
    """Relations that a recogniser already knows: "89 of which", "Seven among the nine projects"."""
    at = {(draft.start, draft.end): draft for draft in drafts}
    for draft in drafts:
        parts = draft.figure.mention.parts
        if "antecedent" not in parts or "relation" not in parts:
            continue
        start, _, end = parts["antecedent"].partition(":")
        other = at.get((int(start), int(end)))
        if other is not None and other is not draft:
            draft.relation = Link(parts["relation"], other.index)  # type: ignore[arg-type]
            draft.note("relation", "relation.of-ellipsis", Span(other.start, other.end))


def _link_line(line: Line, drafts: Sequence[Draft]) -> dict[int, Role]:
    roles = find_changes(line)
    find_relations(line, roles)
    _find_metrics(line, drafts, roles)
    for draft in line.quantities:
        if draft.direction:
            found = basis_of(line, draft, line.quantities)
            if found:
                draft.basis = found[0]
                draft.note("basis", "basis.words", found[1])
    for left, right in pairwise(line.quantities):
        shared = left.direction and left.basis is None and right.basis and left.quantity.unit == right.quantity.unit
        if shared and any(n.rule == "direction.coordinated" for n in (*left.notes, *right.notes)):
            left.basis = right.basis
            left.note("basis", "basis.coordinated")
    return roles


def _find_metrics(line: Line, drafts: Sequence[Draft], roles: Mapping[int, Role]) -> None:
    """Own metrics first; then a figure that leans on another one takes over what that one measures."""
    rules: dict[int, str] = {}
    for draft in line.quantities:
        found = metric_of(line, draft)
        if found:
            draft.metric, rules[draft.index] = found[0], found[1]
            draft.note("metric", found[1], found[0])
    for position, draft in enumerate(line.quantities):
        lender = _lender(line, draft, position, drafts)
        if lender is None:
            continue
        metric = lender.metric or (item_span(line, lender) if lender.kind == "count" else None)
        own = rules.get(draft.index) in _OWN and not draft.direction
        if metric is not None and not own:
            draft.metric = metric
            draft.note("metric", "metric.shared", metric)
            if lender.metric is None:
                lender.metric = metric
                lender.note("metric", "metric.item", metric)


#: Rules whose finding stands although another figure could lend its metric.
_OWN = frozenset({"metric.noun-of-figure", "metric.in-noun", "metric.noun-after-figure"})


def _lender(line: Line, draft: Draft, position: int, drafts: Sequence[Draft]) -> Draft | None:
    """The figure whose metric this one shares: what it is a change, prior or equivalent of, or what it restates."""
    if draft.relation is not None and draft.relation.type in {"change_of", "prior_of", "equivalent_of", "same_as"}:
        other = drafts[draft.relation.to]
        if other.sentence == draft.sentence and other.start < draft.start:
            return other
        if draft.metric is None:
            return other
        return None
    if position == 0:
        return None
    previous = line.quantities[position - 1]
    between = squeeze(line.between(previous, draft))
    if between.startswith((", or ", " or ", " (", ",")) and elliptical(line, previous.end, draft.start):
        return previous
    return None
