"""Coordination: figures that share one word of change, `7 and 19 percent`, `rose by 61,200, or 2.6%`."""

from functools import cache
from itertools import pairwise

import regex

from extractor.link.cues import hedge, reached_level
from extractor.link.directions.around import SIGNS, are_joined, is_alternative, set_change, sign_at
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.spans import Span

__all__ = ["share_direction"]


def share_direction(line: Line) -> None:
    """`7 and 19 percent`, `rose 1.7 percent in March and 7.4 percent in April`: one verb or noun for both."""
    for draft in line.quantities:
        if draft.kind == "percent" and draft.direction is None and _AND.search(squeeze(line.before(draft))):
            last = next((d for d in reversed(line.earlier(draft)) if d.quantity.unit == draft.quantity.unit), None)
            if last is not None and last.direction and last.part == "change" and _carries(line, last, draft):
                set_change(
                    draft, (last.direction, Span(last.start, last.end)), "direction.coordinated", ("coordinated",)
                )
    for left, right in pairwise(line.quantities):
        if left.direction and left.part == "change" and not right.direction and _restated(line, left, right):
            set_change(right, (left.direction, Span(left.start, left.end)), "direction.restated", ("restated",))
        if left.kind != right.kind or left.quantity.unit != right.quantity.unit:
            continue
        words = Span(left.end, right.start)
        if left.direction and left.part == "change" != right.part and _is_former(line, left, right):
            part = right.part
            set_change(right, (left.direction, words), "direction.coordinated", ("coordinated",))
            right.part = part
            continue
        if left.direction and not right.direction and right.part != "change" and _gapped(line, left, right):
            sign = sign_at(line, right)
            direction = left.direction if sign is None else SIGNS[line.text[sign]]
            set_change(right, (direction, words), "direction.coordinated", ("coordinated",))
        elif right.direction and not left.direction and left.part == "level" and _listed(line, left, right):
            set_change(left, (right.direction, words), "direction.coordinated", ("coordinated",))


_AND = regex.compile(r"[,;]?\ (?:and|&)\ $")
#: "from $21 billion" behind a change: what it is counted from.
_FROM = regex.compile(r"\ (?:from|versus|vs\.?|compared\ (?:with|to))\ $")
#: "now expects 4 percent (previously at least 4 percent)": the same change as it was told before.
_FORMERLY = regex.compile(
    r"[^;:]{0,60}\((?:(?:up|raised|lowered|revised)\ from|previously|formerly|prior(?:\ guidance)?|from|vs\.?)"
    r"(?:\ of)?:?\ (?:(?:at\ (?:least|most)|up\ to|more\ than|less\ than|approximately|about|around)\ )?$"
)
#: "rose 6% to $23 billion from $21 billion, and 3%": so far a verb reaches over the levels of its first change.
_REACHED_OVER = 160


def _carries(line: Line, last: Draft, draft: Draft) -> bool:
    """Whether the verb of a change with its levels holds for a second one: no verb between, a level behind.

    `Revenue rose 6% to $23 billion from $21 billion, and 3% for the year to $91 billion`, `up 14% from $22 million in
    the first quarter and 10% from $23 million a year earlier`.
    """
    between = [d for d in line.quantities if last.end <= d.start < draft.start]
    later = next(iter(line.later(draft)), None)
    if draft.start - last.end > _REACHED_OVER or later is None or any(not d.same_sort(later) for d in between):
        return False
    verbs = any(t.tag[0] == "V" or t.tag == "MD" for t in line.tokens_between(last.end, later.start))
    behind = squeeze(line.between(draft, later))
    led = reached_level().search(behind) or _FROM.fullmatch(behind)
    return bool(between) and not verbs and led is not None


_OWN_PREPOSITION = regex.compile(
    r"(?<!\bthose\ )(?<!\bthat\ )\b(?:to|at|with|of|a|or|compared|versus|from|than|over|against)\ (?:\w+\ )?$"
)
#: "…, and a further 3 per cent": the same change again.
_FURTHER = regex.compile(r"\band\ (?:a\ further|another|an\ additional)\ $")


#: "rose by 61,200, or 2.6%", "fell by $4 million (3%)": the same change, in percent.
@cache
def _restating() -> regex.Pattern[str]:
    return regex.compile(rf",?\ or\ {hedge()}*+|\ \((?:or\ )?{hedge()}*+")


#: Behind the percentage what it is a share of may stand; a bare "or" may open a choice.
@cache
def _restating_amount() -> regex.Pattern[str]:
    return regex.compile(rf"(?:\ of\ (?:[\w-]+\ ?){{1,4}})?,\ or\ {hedge()}*+")


#: "11% growth, or 10% in constant currency": the same change, reckoned otherwise; "5%, or 3% of sales" is none.
@cache
def _otherwise() -> regex.Pattern[str]:
    return regex.compile(rf"[^,]{{0,60}},?\ or\ {hedge()}*+$")


_RECKONED = regex.compile(r"\ (?:in|on|at|excluding|adjusted|organically|when|after|under|year)\b|[,.]|$")


def _is_former(line: Line, left: Draft, right: Draft) -> bool:
    """Whether a figure in a bracket is what a change was told to be before."""
    return _FORMERLY.fullmatch(squeeze(line.between(left, right))) is not None


def _read_otherwise(line: Line, left: Draft, right: Draft, between: str) -> bool:
    both = left.kind == right.kind == "percent" and left.part == "change"
    if both and is_alternative(line, right):
        return True
    return both and bool(_otherwise().match(between) and _RECKONED.match(line.lowered, right.end, line.end))


def _restated(line: Line, left: Draft, right: Draft) -> bool:
    """`rose by 61,200, or 2.6%`, `cut 25% of its staff, or 900 jobs`: a percentage and its amount tell one change."""
    between = squeeze(line.between(left, right))
    if right.kind == "percent" != left.kind:
        return bool(_restating().fullmatch(between))
    return left.kind == "percent" != right.kind and bool(_restating_amount().fullmatch(between))


def _listed(line: Line, left: Draft, right: Draft) -> bool:
    """Whether a conjunction joins two figures: `81 points, 3 points higher` are a level and its change."""
    between = line.between(left, right)
    return are_joined(line, left, right) and (" and" in between or " or" in between)


def _gapped(line: Line, left: Draft, right: Draft) -> bool:
    """Whether the second figure leans on the first one's verb: "and" or a comma, and no verb or "to" of its own."""
    between = squeeze(line.between(left, right))
    if are_joined(line, left, right) or _read_otherwise(line, left, right, between):
        return True
    if not regex.search(r"(?:,| and| &)\ ", between) or ";" in between or len(between) > 90:
        return False
    if _FURTHER.search(between):
        return True
    if _OWN_PREPOSITION.search(between):
        return False
    inside = line.tokens_between(left.end, right.start)
    return bool(inside) and not any(t.tag in {"VBD", "VBZ", "VBP", "VB", "MD", "VBG"} for t in inside)
