"""Status: whether a figure is a fact or an expectation (guidance, forecast, plan, target, contingency)."""

from collections.abc import Callable
from datetime import date

import regex

from extractor.link.clauses import verb_above
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.rule import LinkRule
from extractor.spans import Span
from extractor.words.metrics import is_policy_rate

__all__ = ["RULES", "find_status"]

#: The words that make a figure an expectation, or None.
StatusRule = LinkRule[Callable[[Line, Draft, date | None], Span | None]]


def find_status(line: Line, draft: Draft, published: date | None) -> None:
    """Set `expected` on a quantity that its clause, its sentence or its period puts ahead.

    What is expected is not of a time that is over: where a past tense stands between the words of expectation and the
    figure, it is a fact, else a period that was only lent to it is taken back.
    """
    if _is_over(draft, published) and not _looks_on(line, draft):
        return
    of_forecast = draft.relation is not None and draft.came("period", "of-forecast")
    for rule in (_EARLIER_FORECAST,) if of_forecast else _CUE_RULES:
        words = rule.apply(line, draft, published)
        if words is not None:
            over = not of_forecast and draft.part != "prior" and _is_lent_and_over(draft, published)
            if over and _is_past(line, draft, since=words.end):
                return
            draft.status = "expected"
            draft.note("status", rule.name, words)
            if over:
                draft.when = None
            return


def _is_lent_and_over(draft: Draft, published: date | None) -> bool:
    last = draft.when.value.last if draft.when is not None else None
    return published is not None and last is not None and last < published and not draft.came("period", "own-time")


def _has_own_period(draft: Draft) -> bool:
    named = draft.when.date if draft.when else None
    happens = named is not None and named.date.role in {"event", "deadline"}
    return draft.came("period", "own-time") and not happens


def _is_over(draft: Draft, published: date | None) -> bool:
    """Whether the figure's own date lies wholly before the release: it cannot be ahead of it."""
    if published is None or draft.when is None or draft.when.value.last is None:
        return False
    return draft.when.value.last < published and _has_own_period(draft)


def _looks_on(line: Line, draft: Draft) -> bool:
    """Whether words of expectation stand between a date that is over and the figure: `2024 and is projected to`."""
    date = draft.when.date if draft.when else None
    if date is None or not line.start <= date.end < draft.start:
        return False
    if _TO_REPORT.search(squeeze(line.lowered[line.start : date.start])):
        return True
    between = squeeze(line.lowered[date.end : draft.start])
    return _LOOKING_ON.match(between) is not None and line.cues.within("expected", date.end, draft.start)


#: "expects to report fourth quarter revenue of": of a time that is over, and not known yet.
_TO_REPORT = regex.compile(r"\b(?:expect(?:s|ed)?|anticipates?|plans?) to (?:report|announce|record)\b[^,;.]{0,40}$")
_LOOKING_ON = regex.compile(r"\ (?:\([^()]*\)\ )?(?:and|but)\ ")


def _earlier_forecast(line: Line, draft: Draft, published: date | None) -> Span | None:
    other = draft.relation.to if draft.relation else None
    return Span(other.start, other.end) if other is not None and other.status == "expected" else None


def _cue_before(line: Line, draft: Draft, published: date | None) -> Span | None:
    cue = line.cues.ahead("expected", draft.start)
    return Span(cue.start, cue.end) if cue and not _is_decided(line, draft, Span(cue.start, cue.end)) else None


#: What says of a rate that a central bank sets that it has decided on it, and what says that it has not.
_DECIDED = regex.compile(r"will|shall|targets?|(?:re)?affirm(?:s|ed|ing)")
_NOT_DECIDED = regex.compile(r"\b(?:expect|forecast|project|anticipat|assum|predict|likely|until|if)")


def _is_decided(line: Line, draft: Draft, cue: Span) -> bool:
    """`The cash rate will be raised by 25 basis points`, said by who sets it: a rate in force."""
    if draft.metric is None or not is_policy_rate(draft.metric.of(line.text)):
        return False
    decided = _DECIDED.fullmatch(line.lowered, cue.start, cue.end) is not None
    return decided and _NOT_DECIDED.search(line.lowered, line.start, draft.start) is None


def _cue_behind(line: Line, draft: Draft, published: date | None) -> Span | None:
    cue = line.cues.behind("expected", draft.end) if draft.kind != "count" else None
    return Span(draft.end, cue.end) if cue else None


def _future_period(line: Line, draft: Draft, published: date | None) -> Span | None:
    value = draft.when.value if draft.when else None
    if published is None or draft.when is None or value is None:
        return None
    opening = line.cues.last(("clause", "comparison"), draft.start)
    if opening is not None and opening.category == "comparison":
        return None
    if _is_past(line, draft):
        return None
    estimated = line.cues.ahead("estimate", draft.start) is not None
    ahead = estimated and value.last is not None and value.last > published
    ahead = ahead or (_has_own_period(draft) and value.first is not None and value.first > published)
    return (draft.when.words or Span(draft.start, draft.end)) if ahead else None


def _is_past(line: Line, draft: Draft, *, since: int = 0) -> bool:
    """Whether the figure's clause is told in the past: its day may then lie behind the date that a release carries.

    Its verb stands behind `since`.
    """
    token = line.head_of(draft)
    verb = verb_above(line, token) if token is not None else None
    if verb is None or verb.start < since:
        return False
    helpers = {t.tag for t in line.children(verb, "aux", "auxpass")}
    return verb.tag == "VBD" or (verb.tag == "VBN" and "VBD" in helpers)


_EARLIER_FORECAST: StatusRule = LinkRule(
    "status.earlier-forecast",
    "An earlier forecast is as expected as the new one.",
    _earlier_forecast,
    ("It expects revenue of $5 million in 2030, up from a forecast of ⟦$4 million⟧. → expected",),
)
_CUE_RULES: tuple[StatusRule, ...] = (
    LinkRule(
        "status.cue-before",
        "A word of expectation before the figure in its clause, unless a later past tense takes over.",
        _cue_before,
        ("The company expects revenue of ⟦$5 million⟧. → expected", "The plant will employ ⟦200 workers⟧. → expected"),
        (
            "It had expected rain; revenue was ⟦$5 million⟧.",
            "As expected, revenue was ⟦$5 million⟧.",
            "The cash rate will rise to ⟦4%⟧.",
        ),
    ),
    LinkRule(
        "status.cue-behind",
        "A word of expectation behind the figure in its clause; a count is counted before anything is expected of it.",
        _cue_behind,
        (
            "A dividend of ⟦$0.20⟧ per share will be paid in May. → expected",
            "A margin of ⟦6%⟧ (previously 8%) is anticipated. → expected",
        ),
        ("Revenue was ⟦$5 million⟧, and the board will meet in May.",),
    ),
    LinkRule(
        "status.future-period",
        "The figure's own period begins after the release, or ends after it where the words estimate.",
        _future_period,
        ("Capital expenditure is $4 million in 2023 and ⟦$5 million⟧ in 2040. → expected",),
        ("Capital expenditure was ⟦$5 million⟧ in 2022.", "As of March 1, 2040, ⟦$5 million⟧ was paid out."),
    ),
)
RULES: tuple[StatusRule, ...] = (_EARLIER_FORECAST, *_CUE_RULES)
