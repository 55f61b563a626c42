"""Changes inside a line, each with its level: `178 boats, up 35%`, `rose 5% to $3 million`."""

import regex

from extractor.link.alignment import ALIGNED_CHANGE
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.relations.rules import InLine
from extractor.link.rule import RelationRule
from extractor.words.beside import words_behind

__all__ = ["CHANGE_RULES", "REACHED", "STOP"]

#: What leads to the level that was reached.
REACHED = regex.compile(r"(?<!\w)(?<!\b(?:compar(?:ed|ing)|relative|opposed)\ )to\ (?:\w+\ ){0,3}?$")
_AT = regex.compile(r"(?<!\w)(?:at|reaching|totaling|totalling|hitting)\ (?:\w+\ ){0,2}$")
#: "rose 0.1% in May compared with April, reaching", ", to close at".
_REACHING = regex.compile(
    r",\ (?:and\ )?(?:reach(?:ing|ed)|hit(?:ting)?|totall?(?:ing|ed)|bringing\ it\ to"
    r"|(?:to\ )?(?:clos|end|finish|settl|st[ao][no]d)(?:e|ed|ing|s)?\ at)\ (?:\w+\ ){0,2}$"
)
#: Behind these another clause begins.
STOP = regex.compile(r";|(?<!\.[a-z])(?<!\bvs)\.\ |\b(?:while|whereas)\b")
_APPENDED = words_behind(
    r"(?:,| ?[—–]) ?(?:(?:and|but|or|still|thus|thereby|i\.e\.,?) )*"
    r"(?:(?:up|down|higher|lower|representing|marking|reflecting|an?|or|equating|translating|amounting|resulting"
    r"|which (?:is|was|ha(?:s|ve) {moved}|(?:represent|mark|reflect|equal)(?:s|ed)"
    r"|(?:correspond|equate|translate|amount)(?:s|ed) to)|{moving})\b[^,;]{0,40})?$"
)


def _comparable(change: Draft, level: Draft) -> bool:
    """Whether a change can be one of a level: points change a percentage, an amount changes its own sort."""
    if change.kind != "percent":  # "39 dollars a barrel, 10 dollars higher"
        alike = (
            change.kind == level.kind and change.quantity.per is None and change.quantity.unit == level.quantity.unit
        )
        return change.same_sort(level) or (alike and change.kind == "money")
    return change.quantity.unit == "percent" or (level.kind == "percent" and level.quantity.unit == "percent")


#: Behind the noun of change: what changes.
_IN_WHAT = words_behind(r" (?:in|to|of) (?!\d|(?:the )?(?:prior|previous|same)\b)")


def _says_of_what(line: Line, draft: Draft) -> bool:
    """Whether an amount says itself what changes by it: `excluding a $725 million increase to the assessment`."""
    said = next((n.words for n in draft.notes if n.field == "direction"), None) if draft.kind == "money" else None
    return said is not None and said.start >= draft.end and _IN_WHAT.match(line.lowered, said.end) is not None


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
        if STOP.search(between) or ("," in between and not (reaching or line.is_elliptical(left, other.start))):
            return None
        if other.part == "level":
            reached = (
                reaching
                or REACHED.search(between)
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
