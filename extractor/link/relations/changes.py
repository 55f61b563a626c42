"""Relations inside a line: a change and its level, levels compared, a bracket and what it repeats."""

from collections.abc import Callable
from functools import cache

import regex

from extractor.link.cues import hedge
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.respective import RESPECTIVE_CHANGE, RESPECTIVE_PRIOR
from extractor.link.rule import RelationRule

__all__ = ["BRACKET_RULES", "CHANGE_RULES", "PRIOR_RULES", "InLine"]

#: A relation rule inside a line: the other figure, or None.
InLine = RelationRule[Callable[[Line, Draft], Draft | None]]


def _hedges() -> str:
    return rf"(?:{hedge()}|(?:or|equivalent|equivalently|equal|to|i\.e\.|of|in|converted)\ )*+"


# ------------------------------------------------------------------------------------------- brackets


@cache
def _opening() -> regex.Pattern[str]:
    return regex.compile(rf"^\s?[(\[]{_hedges()}[~≈]?$")


_LABELLED = regex.compile(r"^\s?[(\[](?:[^()\d]{0,40}\s)?[^()]{0,30}:\s?$")
_SEMICOLON = regex.compile(
    r"^;\ (?:\w+\ ){0,3}(?:forecast|estimate|guidance|figure|year|period|quarter|previously|prior|20\d\d)"
    r"[\w\ ]{0,12}:\ ?$"
)


@cache
def _equivalent() -> regex.Pattern[str]:
    return regex.compile(rf"^,?\ (?:or|equivalent\ to|equal\ to|i\.e\.,?)\ {_hedges()}$")


def _bracket(line: Line, draft: Draft) -> tuple[Draft, str, str] | None:
    """The figure before, the words between, and the bracket's own words where one opens right behind that figure."""
    main = line.previous(draft)
    if main is None or draft.start - main.end > 80:
        return None
    raw = line.between(main, draft)
    opening = max(raw.rfind("("), raw.rfind("["))
    if opening > 0 and not line.is_elliptical(main.end, main.end + opening):
        return None
    return main, squeeze(raw), squeeze(raw[opening:]) if opening >= 0 else ""


def _other_currency(line: Line, draft: Draft) -> Draft | None:
    found = _bracket(line, draft)
    if found is None:
        return None
    main, between, label = found
    if not main.kind == draft.kind == "money" or main.quantity.unit == draft.quantity.unit:
        return None
    return main if _opening().match(label) or _equivalent().match(between) else None


def _bracketed(line: Line, draft: Draft) -> tuple[Draft, bool, bool] | None:
    """The figure of the same sort before a bracket, whether the bracket is bare, and whether a label introduces it."""
    found = _bracket(line, draft)
    if found is None or draft.direction:
        return None
    main, between, label = found
    if main.kind != draft.kind or main.quantity.unit != draft.quantity.unit:
        return None
    bare = bool(_opening().match(label))
    labelled = bool(_LABELLED.match(label) or _SEMICOLON.match(between))
    same_per = main.quantity.per == draft.quantity.per or (labelled and draft.quantity.per is None)
    return (main, bare, labelled) if same_per and (bare or labelled) else None


def _dated_bracket(line: Line, draft: Draft) -> Draft | None:
    """`2.07% of gross advances in Q2 FY23 (Q1 FY23: 2.31%; Q2 FY22: 3.18%)`: each with a date as its label."""
    label = next((d for d in line.dates if 0 <= draft.start - d.end <= 3), None)
    if label is None or not regex.fullmatch(r":\s?", line.text[label.end : draft.start]) or draft.direction:
        return None
    opening = line.text.rfind("(", line.start, label.start)
    if opening < 0 or ")" in line.text[opening : draft.start]:
        return None
    before = [d for d in line.earlier(draft) if d.end <= opening and d.same_sort(draft) and d.part != "prior"]
    return before[-1] if before and opening - before[-1].end < 80 else None


#: The rules of shares that words say, roughly.
_WORDED = frozenset({"percent.fraction", "percent.half"})


def _same_in_digits(line: Line, draft: Draft) -> Draft | None:
    found = _bracketed(line, draft)
    if found is None or not found[1]:
        return None
    worded = found[0].figure.mention.rule in _WORDED  # "over half (55%)"
    return found[0] if worded or found[0].quantity.amount == draft.quantity.amount else None


def _bracketed_prior(line: Line, draft: Draft) -> Draft | None:
    found = _bracketed(line, draft)
    return found[0] if found and draft.kind != "count" and found[0].part != "prior" else None


BRACKET_RULES: tuple[InLine, ...] = (
    RelationRule(
        "relation.other-currency",
        "An amount in a bracket, or behind `or` or `equivalent to`, in another currency than the amount before it.",
        _other_currency,
        (
            "Output was 7.7 billion yuan (about ⟦1.1 billion U.S. dollars⟧). → equivalent_of 7.7 billion yuan",
            "It paid €3 million, or ⟦$3.3 million⟧. → equivalent_of €3 million",
        ),
        ("It paid €3 million and ⟦$3.3 million⟧.",),
        relation="equivalent_of",
    ),
    RelationRule(
        "relation.same-in-digits",
        "A bracket that repeats the amount before it, or gives the number of a share said in words.",
        _same_in_digits,
        (
            "A fee of two million euros (⟦€2,000,000⟧) is due. → same_as two million euros",
            "Over half (⟦55%⟧) of the guests came by train. → same_as half",
        ),
        relation="same_as",
    ),
    RelationRule(
        "relation.bracketed-prior",
        "A figure of the same sort in a bracket, bare or with a label: the one compared against.",
        _bracketed_prior,
        (
            "Net sales were €5 million (2022: ⟦€4 million⟧). → prior_of €5 million",
            "The margin was 14.6% (⟦12.9%⟧). → prior_of 14.6%",
        ),
        ("The margin was 14.6% (up ⟦2%⟧).",),
        relation="prior_of",
    ),
    RelationRule(
        "relation.dated-bracket",
        "Figures in one bracket, each with a date and a colon before it: compared with the one before the bracket.",
        _dated_bracket,
        ("Bad loans stood at 2.07% of advances (2022: 2.31%; 2021: ⟦3.18%⟧). → prior_of 2.07%",),
        relation="prior_of",
    ),
)

# -------------------------------------------------------------------------------------------- changes

_TO = regex.compile(r"(?<!\w)to\ (?:\w+\ ){0,3}?$")
_AT = regex.compile(r"(?<!\w)(?:at|reaching|totaling|totalling|hitting)\ (?:\w+\ ){0,2}$")
_STOP = regex.compile(r";|\.\ |\b(?:while|whereas)\b")
_APPENDED = regex.compile(
    r",\ (?:(?:up|down|higher|lower|representing|marking|reflecting|an?|or|equating|translating|amounting|resulting"
    r"|which\ (?:is|was|(?:represent|mark|reflect|equal)(?:s|ed)|(?:correspond|equate|translate|amount)(?:s|ed)\ to)"
    r"|(?:increas|decreas|ris|fall|grow)ing)\b[^,;]{0,40})?$"
)


def _comparable(change: Draft, level: Draft) -> bool:
    """Whether a change can be one of a level: points change a percentage, an amount changes its own sort."""
    if change.kind != "percent":
        return change.same_sort(level)
    return change.quantity.unit == "percent" or (level.kind == "percent" and level.quantity.unit == "percent")


def _appended_change(line: Line, draft: Draft) -> Draft | None:
    if draft.part != "change" or not _APPENDED.search(squeeze(line.before(draft))):
        return None
    for other in reversed(line.earlier(draft)):
        if ";" in line.between(other, draft):
            return None
        if other.part == "level" and not other.is_related("equivalent_of"):
            return other if other.direction is None and _comparable(draft, other) else None
    return None


def _level_behind(line: Line, draft: Draft) -> Draft | None:
    left = draft.end
    for other in line.later(draft) if draft.part == "change" else ():
        between = squeeze(line.lowered[left : other.start])
        if _STOP.search(between) or ("," in between and not line.is_elliptical(left, other.start)):
            return None
        if other.part == "level":
            reached = _TO.search(between) or (_AT.search(between) and len(between) < 60 and " and " not in between)
            return other if reached and _comparable(draft, other) else None
        if not line.is_elliptical(left, other.start):  # "rose 3% and costs fell 5% to …": another measure begins
            return None
        left = other.end
    return None


def _level_before(line: Line, draft: Draft) -> Draft | None:
    right = draft.start
    for other in reversed(line.earlier(draft)) if draft.part == "change" else ():
        if not line.is_elliptical(other.end, right):
            return None
        level = other.part == "level" and other.direction is None and not other.is_related("equivalent_of")
        if level and _comparable(draft, other):
            return other
        right = other.start
    return None


CHANGE_RULES: tuple[InLine, ...] = (
    RESPECTIVE_CHANGE,
    RelationRule(
        "relation.appended-change",
        "A change behind a comma: of the last level before it, whatever stands between.",
        _appended_change,
        ("The yard shipped 178 boats across all markets, up ⟦35%⟧. → change_of 178 boats",),
        ("Revenue was $3 million; costs were flat, up ⟦1%⟧.",),
        relation="change_of",
    ),
    RelationRule(
        "relation.change-to-level",
        "A change with the level reached behind it: `rose 5% to`, `grew 5%, reaching`.",
        _level_behind,
        ("Net sales rose ⟦5%⟧ to $3 million. → change_of $3 million",),
        ("Net sales rose ⟦5%⟧ while costs came to $3 million.", "Profit rose ⟦5%⟧ and EPS rose 7% to $2."),
        relation="change_of",
    ),
    RelationRule(
        "relation.level-before-change",
        "A change behind its level, with nothing but words of comparison between them.",
        _level_before,
        ("Net sales were $3 million for the year and increased ⟦5%⟧. → change_of $3 million",),
        relation="change_of",
    ),
)

# --------------------------------------------------------------------------------------------- priors

_FROM = regex.compile(r"(?<!\w)from\ (?:[\w-]+\ ){0,4}$")


def _from_to(line: Line, draft: Draft) -> Draft | None:
    same = next((d for d in line.later(draft) if d.same_sort(draft)), None) if draft.part == "prior" else None
    if same is None or not _FROM.search(squeeze(line.before(draft)[-60:])):
        return None
    reached = _TO.search(squeeze(line.between(draft, same)))
    return same if reached and line.is_elliptical(draft.end, same.start) else None


def _compared_with(line: Line, draft: Draft) -> Draft | None:
    paired = _has_pair(line, draft) if draft.part == "prior" else False
    for other in reversed(line.earlier(draft)) if draft.part == "prior" else ():
        if other.same_sort(draft) and other.part == "level" and other.direction is None:
            if paired and any(d.same_sort(draft) and d.part == "level" for d in line.earlier(other)):
                paired = False  # "… was $36 million and … $42 million, compared with … $4 million and … of $2 million"
                continue
            stopped = _STOP.search(squeeze(line.between(other, draft))) or _come_from(line, draft, other)
            return None if stopped else other
    return None


def _has_pair(line: Line, draft: Draft) -> bool:
    """Whether a second figure of the same sort is compared against behind this one: `$4 million and EPS of $2`."""
    following = line.following(draft)
    if following is None or not following.same_sort(draft) or following.direction:
        return False
    return _AND_OF.fullmatch(squeeze(line.between(draft, following))) is not None


def _come_from(line: Line, draft: Draft, other: Draft) -> bool:
    """Whether `from` tells where things come from and compares nothing: `12,000 buyers from 92 countries`."""
    own, counted = draft.quantity.unit, other.quantity.unit
    return (
        draft.kind == "count"
        and None not in {own, counted}
        and own != counted
        and bool(_FROM.search(squeeze(line.before(draft)[-60:])))
    )


_AND = regex.compile(r"(?:\ [^\s,;]+){0,6},?\ and\ (?:\w+\ ){0,2}?$")


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
    if previous is None or not previous.is_related("prior_of") or previous.relation is None or draft.direction:
        return None
    if not previous.same_sort(draft) or not _AND.fullmatch(squeeze(_without_dates(line, previous, draft))):
        return None
    if any(t.tag in {"VBD", "VBZ", "VBP"} for t in line.tokens_between(previous.end, draft.start)):
        return None
    return previous.relation.to if previous.relation.to.start < previous.start else None


#: "net income of $10 million and diluted EPS of $0.98".
_AND_OF = regex.compile(r",?\ and\ (?:[\w-]+\ ){1,6}of\ ")


def _paired_prior(line: Line, draft: Draft) -> Draft | None:
    earlier = line.earlier(draft)
    if len(earlier) < 2 or earlier[-1].part != "prior" or draft.part == "prior" or draft.direction:
        return None
    leader = earlier[-1].relation
    between = squeeze(line.between(earlier[-1], draft))
    per_share = between == ", " and draft.quantity.per is not None
    paired = between.startswith((", or ", " or ", " (")) or per_share or _AND_OF.fullmatch(between)
    if leader is None or leader.type != "prior_of" or not paired:
        return None
    current = next((d for d in earlier if d.index > leader.to.index and d.same_sort(draft)), None)
    return current if current is not None and current.part == "level" else None


PRIOR_RULES: tuple[InLine, ...] = (
    RESPECTIVE_PRIOR,
    RelationRule(
        "relation.from-to",
        "The first of `from … to …`.",
        _from_to,
        ("Headcount rose from ⟦120 employees⟧ to 150 employees. → prior_of 150 employees",),
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
        "The second figure of a pair that is compared with a pair.",
        _paired_prior,
        (
            "Net income was $17 million, or $1.59 per share, compared with $10 million, or ⟦$0.98⟧ per share."
            " → prior_of $1.59",
            "It had net income of $17 million and EPS of $1.59, compared with net income of $10 million and EPS of"
            " ⟦$0.98⟧. → prior_of $1.59",
        ),
        relation="prior_of",
    ),
)
