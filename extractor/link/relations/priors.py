"""Figures compared against inside a line: `from 120 to 150`, `compared with $2 million`, `versus $2`."""

import regex

from extractor.link.alignment import ALIGNED_PRIOR
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.relations.changes import REACHED, STOP
from extractor.link.relations.rules import InLine
from extractor.link.rule import RelationRule
from extractor.words.beside import words_behind

__all__ = ["PRIOR_RULES"]

_FROM = regex.compile(r"(?<!\w)from\ (?:[\w-]+\ ){0,4}$")
_JUST_FROM = words_behind(r",? from {hedge}?")
_AND = regex.compile(r"(?:\ [^\s,;]+){0,6}\ ?,?\ and\ (?:\w+\ ){0,2}?$")
#: A sentence that opens with what it compares with.
_OPENS = words_behind(r"\W*{comparison} [^,;]{0,60}$")
#: "net income of $10 million and diluted EPS of $0.98".
_AND_OF = regex.compile(r",?\ and\ (?:[\w-]+\ ){1,6}of\ ")
#: `$10 million, or $0.98 per share`, `$0.79 per share ($0.78 diluted)`.
_BESIDE = regex.compile(r"(?:\ (?:per|a|each)\ [\w-]+)?(?:,?\ or\ |\ [(\[])")


def _from_to(line: Line, draft: Draft) -> Draft | None:
    same = next((d for d in line.later(draft) if d.same_sort(draft)), None) if draft.part == "prior" else None
    if same is None or not _FROM.search(squeeze(line.before(draft)[-60:])) or _is_reached_from(line, draft):
        return None
    reached = REACHED.search(squeeze(line.between(draft, same)))
    return same if reached and line.is_elliptical(draft.end, same.start) else None


def _is_reached_from(line: Line, draft: Draft) -> bool:
    """Whether the level stands before: `rose 6% to $23 billion from $21 billion, and 3% to $91 billion`."""
    level = line.previous(draft)
    if level is None or not level.same_sort(draft) or not _JUST_FROM.fullmatch(squeeze(line.between(level, draft))):
        return False
    return REACHED.search(squeeze(line.before(level))) is not None


def _compared_with(line: Line, draft: Draft) -> Draft | None:
    paired = _has_pair(line, draft) if draft.part == "prior" else False
    for other in reversed(line.earlier(draft)) if draft.part == "prior" else ():
        if (
            other.same_sort(draft)
            and other.part == "level"
            and other.direction is None
            and not line.is_aside(other, draft)
        ):
            if paired and any(d.same_sort(draft) and d.part == "level" for d in line.earlier(other)):
                paired = False  # "… was $36 million and … $42 million, compared with … $4 million and … of $2 million"
                continue
            stopped = STOP.search(squeeze(line.between(other, draft))) or _count_others(draft, other)
            return None if stopped else other
    return None


def _has_pair(line: Line, draft: Draft) -> bool:
    """Whether a second figure of the same sort is compared against behind this one: `$4 million and EPS of $2`."""
    following = line.following(draft)
    if following is None or not following.same_sort(draft) or following.direction:
        return False
    return _AND_OF.fullmatch(squeeze(line.between(draft, following))) is not None


def _count_others(draft: Draft, other: Draft) -> bool:
    """Whether two counts are of two sorts of things, and compare nothing: `12,000 buyers from 92 countries`."""
    own, counted = draft.quantity.unit, other.quantity.unit
    return draft.kind == "count" and None not in {own, counted} and own != counted


def _without_dates(line: Line, left: Draft, right: Draft) -> str:
    """The words between two figures, without the dates among them, whose commas part nothing."""
    words, at = "", left.end
    for date in line.dates:
        if at <= date.start and date.end <= right.start:
            words, at = words + line.lowered[at : date.start], date.end
    return words + line.lowered[at : right.start]


def _next_prior(line: Line, draft: Draft) -> Draft | None:
    """`compared with 1.6% in the prior quarter and 1.9% a year ago`: the second of two figures compared against."""
    previous = line.previous(draft)
    level = previous.related_to("prior_of") if previous is not None else None
    if previous is None or level is None or draft.direction:
        return None
    if not previous.same_sort(draft) or not _AND.fullmatch(squeeze(_without_dates(line, previous, draft))):
        return None
    if any(t.tag in {"VBD", "VBZ", "VBP"} for t in line.tokens_between(previous.end, draft.start)):
        return None
    return level if level.start < previous.start else None


def _opening_prior(line: Line, draft: Draft) -> Draft | None:
    """`Compared with $5 million a year ago, revenue was $6 million`: of the first level behind the comma."""
    if draft.part != "prior" or not _OPENS.match(squeeze(line.lowered[line.start : draft.start])):
        return None
    level = next((d for d in line.later(draft) if d.same_sort(draft) and d.part == "level"), None)
    between = squeeze(line.between(draft, level)) if level is not None else ""
    return level if between.count(",") == 1 and not STOP.search(between) else None


def _paired_prior(line: Line, draft: Draft) -> Draft | None:
    """What goes with a figure that is compared against is compared with what goes with the current one."""
    previous = line.previous(draft)
    leader = previous.related_to("prior_of") if previous is not None else None
    if leader is None or previous is None or draft.part == "prior" or draft.direction:
        return None
    between = squeeze(line.between(previous, draft))
    per_share = between == ", " and draft.quantity.per is not None
    if not (_BESIDE.match(between) or per_share or _AND_OF.fullmatch(between)):
        return None
    beside = line.later(leader)[:2]
    current = next((d for d in beside if d.same_sort(draft) and d is not draft and d.part == "level"), None)
    return current if current is not None and current.direction is None and current.relation is None else None


PRIOR_RULES: tuple[InLine, ...] = (
    ALIGNED_PRIOR,
    RelationRule(
        "relation.from-to",
        "The first of `from … to …`.",
        _from_to,
        (
            "Headcount rose from ⟦120 employees⟧ to 150 employees. → prior_of 150 employees",
            "The rate of unemployment dropped from ⟦6.1%⟧ to the current 4.7%. → prior_of 4.7%",
        ),
        manners=("from-to",),
        relation="prior_of",
    ),
    RelationRule(
        "relation.compared-with",
        "The figure behind `compared with`, `from`, `versus`: of the last level of the same sort before it.",
        _compared_with,
        ("Net sales were $3 million, compared with ⟦$2 million⟧ a year ago. → prior_of $3 million",),
        ("Net sales were $3 million; costs fell from ⟦$2 million⟧.", "The fair drew 900 buyers from ⟦92 countries⟧."),
        relation="prior_of",
    ),
    RelationRule(
        "relation.opening-prior",
        "The figure that a sentence opens a comparison with: of the first level of its sort behind the comma.",
        _opening_prior,
        ("Compared with ⟦$5 million⟧ a year ago, licence revenue was $6 million. → prior_of $6 million",),
        ("Compared with ⟦$5 million⟧ a year ago, revenue grew; it was, at last, $6 million.",),
        relation="prior_of",
    ),
    RelationRule(
        "relation.next-prior",
        "A figure joined by `and` to one compared against, with no verb between them.",
        _next_prior,
        (
            "Churn was 1.4%, compared with 1.6% in the prior quarter and ⟦1.9%⟧ a year ago. → prior_of 1.4%",
            "Churn was 1.4%, compared to 1.6% for the quarter ended March 31, 2025 and ⟦1.9%⟧ for June 2024."
            " → prior_of 1.4%",
        ),
        ("Churn was 1.4%, compared with 1.6% a year ago, and costs were ⟦2.2%⟧ of sales.",),
        relation="prior_of",
    ),
    RelationRule(
        "relation.paired-prior",
        "What stands beside a figure that is compared against (`or`, a bracket, `and … of`): compared with what stands"
        " beside the current one.",
        _paired_prior,
        (
            "Net income was $17 million, or $1.59 per share, compared with $10 million, or ⟦$0.98⟧ per share."
            " → prior_of $1.59",
            "Income rose from $36 million (a margin of ⟦6.4%⟧) to $68 million (a margin of 10.8%). → prior_of 10.8%",
            "Profit was $0.62 per share ($0.61 diluted), from $0.79 per share (⟦$0.78⟧ diluted). → prior_of $0.61",
            "It had net income of $17 million and EPS of $1.59, compared with net income of $10 million and EPS of"
            " ⟦$0.98⟧. → prior_of $1.59",
        ),
        relation="prior_of",
    ),
)
