"""Metrics: the phrase that says what a figure measures, in the release's words."""

from functools import cache

import regex

from extractor.link.alignment import ALIGNED_METRIC
from extractor.link.lines import Line
from extractor.link.metrics.adjacent_nouns import (
    ADJACENT_MEASURE,
    FOR_NOUN,
    IN_NOUN,
    NOUN_AFTER,
    NOUN_OF_FIGURE,
    OF_NOUN_OF_CHANGE,
    OPENING_OF,
    MetricRule,
)
from extractor.link.metrics.candidates import Around, Ballot, Phrases
from extractor.link.metrics.clauses import ADJACENT_SUBJECT, OF_VERB_FIGURE, VERB_OBJECT, VERB_SUBJECT
from extractor.link.metrics.elliptical import ELLIPTICAL_RULES
from extractor.link.metrics.labels import HEAD_LABEL, LABEL, LINE_LABEL, NEAREST_NOUN
from extractor.link.ranking import rank, weights
from extractor.words.metrics import metric_lexicon

__all__ = ["RULES", "find_metrics"]

_OWN: tuple[MetricRule, ...] = (
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
#: What holds against what evidence chooses; the first that says something is right.
_SURE: tuple[MetricRule, ...] = (ALIGNED_METRIC, OPENING_OF, *ELLIPTICAL_RULES)
RULES: tuple[MetricRule, ...] = (*_OWN, *_SURE)
#: How often a line's figures are gone through: the second time each knows what those behind it measure.
_ROUNDS = 2


def find_metrics(line: Line, around: Around) -> None:
    """Set the metrics of a line's figures to the likeliest of what is proposed for each, in text order."""
    around.enter(line)
    if line.quantities:
        _choose(line, around)
    around.leave(line)


def _choose(line: Line, around: Around) -> None:
    """Choose for each figure of a line, twice over where there are several, and say why."""
    by = weights("metric")
    phrases = Phrases(line)
    ballots = [Ballot(phrases, draft, _OWN) for draft in line.quantities]
    for _ in range(_ROUNDS if len(ballots) > 1 else 1):
        for ballot in ballots:
            candidates = ballot.candidates(around)
            if candidates is not None:
                ranked = rank(candidates, by)
                ballot.draft.ballots.metric, ballot.draft.metric = ranked, ranked[0].candidate.value
    _align(line)
    _share(line)
    for draft in line.quantities:
        for name in draft.ballots.metric[0].candidate.proposers:
            draft.note("metric", name, draft.metric)


def _align(line: Line) -> None:
    """Where figures and measures are listed side by side, each figure measures its own; a tolerance measures none."""
    own = [(draft, [(rule.name, rule.apply(line, draft)) for rule in _SURE]) for draft in line.quantities]
    for draft, said in own:
        name, phrase = next((each for each in said if each[1] is not None), ("", None))
        if _tolerance().search(line.before(draft)):
            draft.metric = None
        elif phrase is not None:
            draft.metric = phrase
            draft.note("metric", name, phrase)


@cache
def _tolerance() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{'|'.join(metric_lexicon().tolerances)})\s?(?:about\s|approximately\s|up\sto\s)?$")


def _share(line: Line) -> None:
    """A level that nothing measures measures what its change or the figure compared with it measures."""
    for draft in line.quantities:
        level = draft.relation.to if draft.relation is not None and draft.is_related("change_of", "prior_of") else None
        if level is not None and level.metric is None and level.sentence == draft.sentence and draft.metric is not None:
            level.metric = draft.metric
            level.note("metric", "metric.shared", draft.metric)
