"""Metrics: the noun phrase that says what a figure measures, in the release's words."""

from itertools import pairwise

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.metrics.adjacent_nouns import (
    ADJACENT_MEASURE,
    FOR_NOUN,
    IN_NOUN,
    NOUN_AFTER,
    NOUN_OF_FIGURE,
    OF_NOUN_OF_CHANGE,
    MetricRule,
    item_of,
)
from extractor.link.metrics.clauses import ADJACENT_SUBJECT, OF_VERB_FIGURE, VERB_OBJECT, VERB_SUBJECT
from extractor.link.metrics.labels import HEAD_LABEL, LABEL, LINE_LABEL, NEAREST_NOUN
from extractor.link.respective import RESPECTIVE_METRIC
from extractor.spans import Span

__all__ = ["RULES", "carry_metric", "find_metrics"]

#: The first rule that finds a phrase gives the metric: the surest come first.
_RULES: tuple[MetricRule, ...] = (
    OF_VERB_FIGURE,
    OF_NOUN_OF_CHANGE,
    NOUN_OF_FIGURE,
    NOUN_AFTER,
    ADJACENT_SUBJECT,
    ADJACENT_MEASURE,
    IN_NOUN,
    VERB_OBJECT,
    VERB_SUBJECT,
    FOR_NOUN,
    HEAD_LABEL,
    LABEL,
    NEAREST_NOUN,
    LINE_LABEL,
)
RULES: tuple[MetricRule, ...] = (*_RULES, RESPECTIVE_METRIC)


def find_metrics(line: Line) -> None:
    """Set the metrics of a line: own ones first, then a figure that leans on another takes over what that measures."""
    for draft in line.quantities:
        for rule in _RULES:
            found = rule.apply(line, draft)
            if found is not None and found.start < found.end:
                draft.metric = found
                draft.note("metric", rule.name, found, rule.manners)
                break
    _share_out(line)
    _share_subject(line)
    _share_changes(line)
    for draft in line.quantities:
        lender = _lender(line, draft)
        if lender is not None:
            _lend(line, lender, draft)


def _share_subject(line: Line) -> None:
    """What stands before the verb of the first figure measures all of the verb's figures, as far as it reaches."""
    for left, right in pairwise(line.quantities):
        one, other = left.metric, right.metric
        sure = left.came("metric", "of verb") and right.came("metric", "of verb")
        if one is not None and other is not None and sure and one.start == other.start and one.end > other.end:
            right.metric = one
            right.note("metric", ADJACENT_SUBJECT.name, one, ADJACENT_SUBJECT.manners)


def _share_changes(line: Line) -> None:
    """`Average loans up 7% YoY, up 3% QoQ`: a change without a measure is one of what the change before it is of."""
    for left, right in pairwise(line.quantities):
        both = left.direction and right.direction and left.kind == right.kind == "percent"
        if both and right.metric is None and left.metric is not None and ";" not in line.between(left, right):
            right.metric = left.metric
            right.note("metric", "metric.shared", left.metric)


def _share_out(line: Line) -> None:
    found = [(draft, RESPECTIVE_METRIC.apply(line, draft)) for draft in line.quantities]
    for draft, own in found:
        if own is not None:
            draft.metric = own
            draft.note("metric", RESPECTIVE_METRIC.name, own, RESPECTIVE_METRIC.manners)


def carry_metric(before: Line | None, line: Line) -> None:
    """`There was an increase of 3 percent`: a change without a measure is one of that of the sentence before."""
    if before is None or before.sentence.paragraph != line.sentence.paragraph:
        return
    if line.sentence.index - before.sentence.index > 1:
        return
    carried = next((d.metric for d in before.quantities if d.metric is not None), None)
    anaphoric = _ANAPHORIC.match(line.text, line.start) is not None
    for draft in line.quantities:
        own = next((d.metric for d in reversed(line.earlier(draft)) if d.metric is not None), None)
        metric = own or carried
        if metric is None or draft.metric is not None or draft.kind == "count":
            continue
        if (draft.direction and (draft.kind == "percent" or anaphoric)) or (anaphoric and own is None):
            draft.metric = metric
            draft.note("metric", "metric.carried", metric, ("carried",))


#: "It ranges from 42% to 66%": of the measure of the sentence before.
_ANAPHORIC = regex.compile(r"(?:It|This|These|They)\s")


def _lend(line: Line, lender: Draft, draft: Draft) -> None:
    if draft.came("metric", "respective"):
        return
    if draft.kind == lender.kind == "count" and _counts_other(line, lender, draft):
        return
    own = draft.came("metric", "beside") and not draft.direction
    metric = lender.metric or (item_of(line, lender) if lender.kind == "count" else None)
    if metric is None or (own and not _says_less(line, draft.metric, metric)):
        return
    draft.metric = metric
    draft.note("metric", "metric.shared", metric)
    if lender.metric is None:
        lender.metric = metric
        lender.note("metric", "metric.item", metric)


def _counts_other(line: Line, lender: Draft, draft: Draft) -> bool:
    """Whether a count has a noun of its own that is not the other's: `15 cases, 4 deaths`."""
    return item_of(line, draft) is not None and draft.quantity.unit != lender.quantity.unit


def _says_less(line: Line, own: Span | None, lent: Span) -> bool:
    """Whether a figure compared against repeats only the end of what is measured: `… operating income of`."""
    if own is None:
        return True
    few, many = line.words(own).split(), line.words(lent).split()
    return len(few) < len(many) and many[-len(few) :] == few


def _lender(line: Line, draft: Draft) -> Draft | None:
    """The figure whose metric this one shares: what it is a change, prior or equivalent of, or what it restates."""
    if draft.relation is not None and draft.is_related("change_of", "prior_of", "equivalent_of", "same_as"):
        other = draft.relation.to
        before = other.sentence == draft.sentence and other.start < draft.start
        return other if before or draft.metric is None else None
    if draft.metric is None:  # "EPS up 20% to $1.03", "equity rose from $3 million to $4 million"
        leaning = (d for d in line.earlier(draft) if d.relation and d.relation.to is draft)
        lender = next((d for d in leaning if d.metric and d.is_related("change_of", "prior_of")), None)
        if lender is not None:
            return lender
    previous = line.previous(draft)
    if previous is None:
        return None
    between = squeeze(line.between(previous, draft))
    leans = between.startswith((", or ", " or ", " (", ",")) and line.is_elliptical(previous.end, draft.start)
    return previous if leans else None
