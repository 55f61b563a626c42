"""Relations inside a line: a change and its level, levels compared."""

from functools import cache

import regex

from extractor.link.alignment import ALIGNED_CHANGE, ALIGNED_PRIOR
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.relations.brackets import InLine
from extractor.link.rule import RelationRule
from extractor.words.changes import change_lexicon
from extractor.words.rows import alternation

__all__ = ["CHANGE_RULES", "PRIOR_RULES"]

# -------------------------------------------------------------------------------------------- changes

_TO = regex.compile(r"(?<!\w)to\ (?:\w+\ ){0,3}?$")
_AT = regex.compile(r"(?<!\w)(?:at|reaching|totaling|totalling|hitting)\ (?:\w+\ ){0,2}$")
#: "rose 0.1% in May compared with April, reaching", ", to close at".
_REACHING = regex.compile(
    r",\ (?:and\ )?(?:reach(?:ing|ed)|hit(?:ting)?|totall?(?:ing|ed)|bringing\ it\ to"
    r"|(?:to\ )?(?:clos|end|finish|settl|st[ao][no]d)(?:e|ed|ing|s)?\ at)\ (?:\w+\ ){0,2}$"
)
_STOP = regex.compile(r";|\.\ |\b(?:while|whereas)\b")
_APPENDED = regex.compile(
    r"(?:,|\ ?[—–])\ ?(?:(?:and|but|or|still|thus|thereby|i\.e\.,?)\ )*"
    r"(?:(?:up|down|higher|lower|representing|marking|reflecting|an?|or|equating|translating|amounting|resulting"
    r"|which\ (?:is|was|ha(?:s|ve)\ (?:increas|decreas|ris|fall|grow)\w+|(?:represent|mark|reflect|equal)(?:s|ed)"
    r"|(?:correspond|equate|translate|amount)(?:s|ed)\ to)|(?:increas|decreas|ris|fall|grow|climb|jump"
    r"|surg|soar|balloon|declin|dropp|slid|slipp|shrink|plung)ing)\b[^,;]{0,40})?$"
)


def _comparable(change: Draft, level: Draft) -> bool:
    """Whether a change can be one of a level: points change a percentage, an amount changes its own sort."""
    if change.kind != "percent":  # "39 dollars a barrel, 10 dollars higher"
        alike = (
            change.kind == level.kind and change.quantity.per is None and change.quantity.unit == level.quantity.unit
        )
        return change.same_sort(level) or (alike and change.kind == "money")
    return change.quantity.unit == "percent" or (level.kind == "percent" and level.quantity.unit == "percent")


@cache
def _in_what() -> regex.Pattern[str]:
    nouns = alternation(change_lexicon().by_amount)
    return regex.compile(
        rf"\ (?:[\w-]+\ ){{0,2}}?(?:{nouns})\ (?:in|to|of)\ (?!\d|(?:the\ )?(?:prior|previous|same)\b)"
    )


def _says_of_what(line: Line, draft: Draft) -> bool:
    """Whether an amount says itself what changes by it: `excluding a $725 million increase to the assessment`."""
    return draft.kind == "money" and _in_what().match(squeeze(line.lowered[draft.end : draft.end + 60])) is not None


def _appended_change(line: Line, draft: Draft) -> Draft | None:
    if draft.part != "change" or not _APPENDED.search(squeeze(line.before(draft))) or _says_of_what(line, draft):
        return None
    if draft.came("direction", "coordinated") and _level_behind(line, draft) is not None:
        return None
    entry = line.entry_of(draft.start)
    for other in reversed(line.earlier(draft)):
        if other.end <= entry or ";" in line.between(other, draft):
            return None
        if other.part == "level" and not other.is_related("equivalent_of"):
            return other if other.direction is None and _comparable(draft, other) else None
    return None


def _level_behind(line: Line, draft: Draft) -> Draft | None:
    left = draft.end
    for other in line.later(draft) if draft.part == "change" else ():
        if line.is_aside(draft, other):
            continue
        between = squeeze(line.lowered[left : other.start])
        reaching = _REACHING.search(between) is not None
        if _STOP.search(between) or ("," in between and not (reaching or line.is_elliptical(left, other.start))):
            return None
        if other.part == "level":
            reached = (
                reaching
                or _TO.search(between)
                or (_AT.search(between) and len(between) < 60 and " and " not in between)
            )
            return other if reached and _comparable(draft, other) else None
        if not line.is_elliptical(left, other.start):  # "rose 3% and costs fell 5% to …": another measure begins
            return None
        left = other.end
    return None


def _level_before(line: Line, draft: Draft) -> Draft | None:
    right = draft.start
    for other in reversed(line.earlier(draft)) if draft.part == "change" and not _says_of_what(line, draft) else ():
        if not line.is_elliptical(other.end, right):
            return None
        level = other.part == "level" and other.direction is None and not other.is_related("equivalent_of")
        if level and _comparable(draft, other):
            return other
        right = other.start
    return None


CHANGE_RULES: tuple[InLine, ...] = (
    ALIGNED_CHANGE,
    RelationRule(
        "relation.appended-change",
        "A change behind a comma: of the last level before it, whatever stands between.",
        _appended_change,
        (
            "The yard shipped 178 boats across all markets, up ⟦35%⟧. → change_of 178 boats",
            "EPS was $1.65, up 10% from the prior quarter, and up ⟦26%⟧ from a year ago. → change_of $1.65",
            "The price rose to 39 dollars a barrel, ⟦10 dollars⟧ higher than a year ago. → change_of 39 dollars",
            "A total of 178 new shops were registered—a ⟦61%⟧ increase—in Lyon. → change_of 178 new shops",
        ),
        (
            "Revenue was $3 million; costs were flat, up ⟦1%⟧.",
            "Software had revenues of $7 million, up 3%: –Platforms up 2%, up ⟦1%⟧ at constant currency",
            "Net income was $13 billion, or $14 billion excluding a ⟦$725 million⟧ increase to the levy.",
        ),
        relation="change_of",
    ),
    RelationRule(
        "relation.change-to-level",
        "A change with the level reached behind it: `rose 5% to`, `grew 5%, reaching`.",
        _level_behind,
        (
            "Net sales rose ⟦5%⟧ to $3 million. → change_of $3 million",
            "Net sales fell ⟦5%⟧ in May compared with the previous month, reaching $3 million. → change_of $3 million",
        ),
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
    if same is None or not _FROM.search(squeeze(line.before(draft)[-60:])) or _is_reached_from(line, draft):
        return None
    reached = _TO.search(squeeze(line.between(draft, same)))
    return same if reached and line.is_elliptical(draft.end, same.start) else None


_JUST_FROM = regex.compile(r",?\ from\ (?:just\ |only\ |about\ )?")


def _is_reached_from(line: Line, draft: Draft) -> bool:
    """Whether the level stands before: `rose 6% to $23 billion from $21 billion, and 3% to $91 billion`."""
    level = line.previous(draft)
    if level is None or not level.same_sort(draft) or not _JUST_FROM.fullmatch(squeeze(line.between(level, draft))):
        return False
    return _TO.search(squeeze(line.before(level))) is not None


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


_AND = regex.compile(r"(?:\ [^\s,;]+){0,6}\ ?,?\ and\ (?:\w+\ ){0,2}?$")


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


#: A sentence that opens with what it compares with.
_OPENS = regex.compile(r"\W*(?:compared\ (?:with|to)|versus|against|up\ from|down\ from)\ [^,;]{0,60}$")


def _opening_prior(line: Line, draft: Draft) -> Draft | None:
    """`Compared with $5 million a year ago, revenue was $6 million`: of the first level behind the comma."""
    if draft.part != "prior" or not _OPENS.match(squeeze(line.lowered[line.start : draft.start])):
        return None
    level = next((d for d in line.later(draft) if d.same_sort(draft) and d.part == "level"), None)
    between = squeeze(line.between(draft, level)) if level is not None else ""
    return level if between.count(",") == 1 and not _STOP.search(between) else None


#: "net income of $10 million and diluted EPS of $0.98".
_AND_OF = regex.compile(r",?\ and\ (?:[\w-]+\ ){1,6}of\ ")


#: `$10 million, or $0.98 per share`, `$0.79 per share ($0.78 diluted)`.
_BESIDE = regex.compile(r"(?:\ (?:per|a|each)\ [\w-]+)?(?:,?\ or\ |\ [(\[])")


def _paired_prior(line: Line, draft: Draft) -> Draft | None:
    """What goes with a figure that is compared against is compared with what goes with the current one."""
    previous = line.previous(draft)
    leader = previous.relation if previous is not None and previous.is_related("prior_of") else None
    if leader is None or previous is None or draft.part == "prior" or draft.direction:
        return None
    between = squeeze(line.between(previous, draft))
    per_share = between == ", " and draft.quantity.per is not None
    if not (_BESIDE.match(between) or per_share or _AND_OF.fullmatch(between)):
        return None
    beside = line.later(leader.to)[:2]
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
