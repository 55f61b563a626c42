"""Relations inside a line: parts and their whole, shares of a whole."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.relations.brackets import InLine
from extractor.link.rule import RelationRule
from extractor.words.nouns import noun_classes

__all__ = ["LINE_RULES", "PART_RULES", "OverLine", "is_precise", "number_of"]

#: A relation rule that looks at a whole line: pairs of a figure and the one that it leans on.
OverLine = RelationRule[Callable[[Line], Iterator[tuple[Draft, Draft]]]]

_OF_WHICH = regex.compile(
    r"(?:of\ (?:which|whom|that|these|those|them)|including|includes|included|comprising"
    r"|among\ (?:which|them|these))(?:\ [^\s;]+){0,8}\ ?$|\bwith\ (?:about\ |some\ |nearly\ |another\ )?$"
)
_NEXT = regex.compile(r"(?:\ [^\s,;]+){0,7},?\ (?:and|or)\ |(?:\ [^\s,;]+){0,7},\ ")
_SHARE_OF = regex.compile(
    r"^\ (?:[a-z-]+\ ){0,2}?(?:of|share\ of)\ "
    r"(?:all\ |the\ |its\ |our\ |their\ |total\ |these\ |those\ |this\ |that\ |it\b|them\b|which\b|whom\b)*"
)
_OF_IT = regex.compile(r"\ (?:[a-z-]+\ ){0,2}?of\ (?:it|them|these|those|which|whom|that|this)\b")
_IN = regex.compile(r"\b(?:in|at|across|from)\s(?:the\s)?$")


def _whole_before(line: Line, draft: Draft) -> tuple[Draft, str] | None:
    """The last figure of the same sort that is no smaller, with the words between; nothing for a change.

    Behind figures that are parts themselves stands their whole: `90 cases, 60 new and 30 old, of which 40 died`.
    """
    for near in reversed(line.earlier(draft) if not draft.direction else []):
        main = (
            near
            if _fits_in(draft, near) or not near.is_related("part_of") or near.relation is None
            else near.relation.to
        )
        if main.kind == "date" or not main.same_sort(draft) or not _fits_in(draft, main) or main not in line.quantities:
            continue
        between = squeeze(line.between(near, draft))
        return (main, between) if not main.direction and ";" not in between else None
    return None


def _fits_in(part: Draft, whole: Draft) -> bool:
    a, b = part.quantity.amount, whole.quantity.amount
    return a is None or b is None or max(map(abs, a.numbers)) <= max(map(abs, b.numbers))


def _of_which(line: Line, draft: Draft) -> Draft | None:
    found = _whole_before(line, draft)
    match = _OF_WHICH.search(found[1]) if found else None
    if found is None or match is None:
        return None
    whole, said = found[0], match.group().split()
    if draft.kind != "count" or None in (draft.quantity.unit, whole.quantity.unit):
        return whole
    loose = said[0] == "with" or len(said) > _TIGHT  # "shops with 12 tills", "including entry into 12 states"
    alike = draft.quantity.unit == whole.quantity.unit or draft.quantity.unit in noun_classes().outcomes.words
    return None if loose and not alike else whole


#: Behind `including` and so few words more a count of other things is a part still: "including about 40 deaths".
_TIGHT = 3


_WHICH_BEHIND = regex.compile(r"\ of\ wh(?:ich|om)\b")


def _which_behind(line: Line, draft: Draft) -> Draft | None:
    found = _whole_before(line, draft) if _WHICH_BEHIND.match(line.lowered, draft.end, line.end) else None
    return found[0] if found else None


def _next_part(line: Line, draft: Draft) -> Draft | None:
    part = line.previous(draft)
    if part is None or draft.kind != "count" or part.kind != "count" or draft.direction:
        return None
    if (
        part.relation is None
        or not part.is_related("part_of")
        or not _NEXT.fullmatch(squeeze(line.between(part, draft)))
    ):
        return None
    whole = part.relation.to
    return whole if whole in line.quantities and _fits_in(draft, whole) else None


def _is_share(draft: Draft) -> bool:
    return draft.kind == "percent" and not draft.direction and draft.quantity.unit == "percent"


def _share_of_next(line: Line, draft: Draft) -> Draft | None:
    match = _SHARE_OF.match(squeeze(line.lowered[draft.end : draft.end + 80])) if _is_share(draft) else None
    whole = next(iter(line.later(draft)), None)
    if match is None or whole is None or whole.kind not in {"count", "money", "measure"}:
        return None
    close = len(squeeze(line.between(draft, whole))) <= match.end() + 2 and whole.start - draft.end <= match.end() + 6
    return whole if close else None


_OF_MEASURE = regex.compile(r"\ of\ (?:[^\s,;:()]+\ ){1,5}?of\ (?:about\ |nearly\ |some\ )?")


def _share_of_measured(line: Line, draft: Draft) -> Draft | None:
    whole = next(iter(line.later(draft)), None) if _is_share(draft) else None
    if whole is None or whole.kind not in {"money", "measure"} or whole.direction:
        return None
    return whole if _OF_MEASURE.fullmatch(squeeze(line.between(draft, whole))) else None


def _of_the_whole(line: Line, draft: Draft) -> Draft | None:
    """`Of the €48 million budget, 40% (€19.2 million) goes to dykes`: what the sentence opens with."""
    whole = line.quantities[0] if line.quantities else None
    if whole is None or whole is draft or whole.direction or not _OPENS_OF.match(line.lowered, line.start, whole.start):
        return None
    return whole


_OPENS_OF = regex.compile(
    r"(?:out )?of (?:the |its |their |this |that |all )?(?:total |some |about |more than )*$|of the $"
)


def _share_of_opening(line: Line, draft: Draft) -> Draft | None:
    return _of_the_whole(line, draft) if _is_share(draft) else None


def _part_of_opening(line: Line, draft: Draft) -> Draft | None:
    whole = _of_the_whole(line, draft) if draft.kind == "money" and not draft.direction else None
    return whole if whole is not None and whole.same_sort(draft) and _fits_in(draft, whole) else None


def _next_share(line: Line, draft: Draft) -> Draft | None:
    """`Germany contributed 31 percent of sales of €820 million, France 22 percent`: the same whole again."""
    previous = line.previous(draft)
    if not _is_share(draft) or previous is None or not previous.is_related("share_of", "part_of"):
        previous = next((d for d in reversed(line.earlier(draft)) if d.kind == "percent"), None)
    if not _is_share(draft) or previous is None or previous.relation is None or not previous.is_related("share_of"):
        return None
    between = line.tokens_between(previous.end, draft.start)
    verbs = any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in between)
    return None if verbs or ";" in line.between(previous, draft) else previous.relation.to


def _share_of_pronoun(line: Line, draft: Draft) -> Draft | None:
    if not _is_share(draft) or not _OF_IT.match(squeeze(line.lowered[draft.end : draft.end + 80])):
        return None
    sorts = [d for d in line.earlier(draft) if d.kind in {"count", "money", "measure"} and not d.direction]
    # "in 12 countries" only says where; "put it at 90,000" says how many.
    inner = [
        d
        for d in sorts
        if line.lowered[d.start : d.end].replace(",", "").isdecimal()
        or not _IN.search(line.lowered[max(line.start, d.start - 12) : d.start])
    ]
    return next(reversed(inner or sorts), None)


PART_RULES: tuple[InLine, ...] = (
    RelationRule(
        "relation.of-which",
        "A figure behind `of which`, `including`, `with`: part of the last one of its sort that is no smaller.",
        _of_which,
        ("It spent $50 million, of which ⟦$12 million⟧ on roads. → part_of $50 million",),
        ("It spent $12 million, including ⟦$50 million⟧ of loans.",),
        relation="part_of",
    ),
    RelationRule(
        "relation.which-behind",
        "A figure with `of which` behind it: part of the last one of its sort that is no smaller.",
        _which_behind,
        ("Fines were £2.1 million, ⟦£0.6 million⟧ of which relates to 2019. → part_of £2.1 million",),
        relation="part_of",
    ),
    RelationRule(
        "relation.next-part",
        "A count joined to a part: a part of the same whole.",
        _next_part,
        ("It has 60 engineers, including 35 engineers in Lyon and ⟦20 engineers⟧ in Turin. → part_of 60 engineers",),
        relation="part_of",
    ),
    RelationRule(
        "relation.share-of-next",
        "A percentage with `of the` and the whole directly behind it.",
        _share_of_next,
        ("About ⟦60%⟧ of the 90 delegates agreed. → share_of 90 delegates",),
        ("About ⟦60%⟧ of delegates from 90 countries agreed.",),
        relation="share_of",
    ),
    RelationRule(
        "relation.share-of-measured",
        "A percentage of a measure whose amount stands behind it.",
        _share_of_measured,
        ("Germany made up ⟦31%⟧ of group sales of €820 million. → share_of €820 million",),
        relation="share_of",
    ),
    RelationRule(
        "relation.share-of-opening",
        "A percentage in a sentence that opens with `Of the` and the whole.",
        _share_of_opening,
        ("Of the €48 million budget, ⟦40%⟧ goes to dykes. → share_of €48 million",),
        relation="share_of",
    ),
    RelationRule(
        "relation.part-of-opening",
        "An amount in a sentence that opens with `Of the` and a larger amount.",
        _part_of_opening,
        ("Of the €48 million budget, 40% (⟦€19.2 million⟧) goes to dykes. → part_of €48 million",),
        relation="part_of",
    ),
    RelationRule(
        "relation.next-share",
        "A percentage behind a share, with no verb between them: of the same whole.",
        _next_share,
        ("Germany made up 31% of group sales of €820 million, France ⟦22%⟧. → share_of €820 million",),
        relation="share_of",
    ),
    RelationRule(
        "relation.share-of-pronoun",
        "A percentage `of it`, `of which`: of the last amount or count before it that is no place's or time's.",
        _share_of_pronoun,
        (
            "The plant made 240 tonnes, about ⟦41%⟧ of it for export. → share_of 240 tonnes",
            "Police counted 30,000 people; others put the crowd at 90,000, ⟦70%⟧ of them women. → share_of 90,000",
        ),
        relation="share_of",
    ),
)


# -------------------------------------------------------------------------------------- over the line


_LIST_SIGN = regex.compile(r": |\ ?[–—]\ ?| - |\(")
#: A list of parts is no longer than this.
_LONGEST = 40


def _adding_up(line: Line) -> Iterator[tuple[Draft, Draft]]:
    for sort in dict.fromkeys(_sort(d) for d in line.quantities):
        own = [d for d in line.quantities if _sort(d) == sort and number_of(d) is not None]
        for whole, parts in _sums(line, own):
            yield from ((part, whole) for part in parts)


def _sort(draft: Draft) -> tuple[str, str | None]:
    """What may be added up: counts whatever they count, amounts and points of one unit."""
    return draft.kind, None if draft.kind == "count" else f"{draft.quantity.unit}/{draft.quantity.per}"


def _sums(line: Line, figures: Sequence[Draft]) -> Iterator[tuple[Draft, Sequence[Draft]]]:
    """Each figure with those right behind or before it that add up to it."""
    at = 0
    while at < len(figures):
        whole, later = figures[at], figures[at + 1 : at + 1 + _LONGEST]
        parts = _added(whole, later) if later and _opens_list(line, whole, later[0]) else ()
        if not parts:
            parts = [] if at < 2 else _added(whole, figures[max(0, at - _LONGEST) : at][::-1])
            parts = parts if _is_telling(whole, parts) else ()
        else:
            at += len(parts)
        if parts:
            yield whole, parts
        at += 1


def _opens_list(line: Line, whole: Draft, first: Draft) -> bool:
    """Whether a list of parts may begin: behind its sign any number may, else one that does not come by chance."""
    between = line.between(whole, first)
    if line.text[whole.start - 1] == "(" and ")" in between:  # "Oyo (17 cases); Delta (11 cases)"
        return False
    return bool(_LIST_SIGN.search(between)) or is_precise(whole)


def _added(whole: Draft, others: Sequence[Draft]) -> Sequence[Draft]:
    """The first of some figures that add up to another, two at least; none that leans on a figure or is a change."""
    left = number_of(whole) or Decimal(0)
    for place, part in enumerate(others):
        if part.relation is not None or part.direction or whole.direction or whole.relation is not None:
            return ()
        left -= number_of(part) or Decimal(0)
        if left <= 0:
            return others[: place + 1] if left == 0 and place else ()
    return ()


def _is_telling(whole: Draft, parts: Sequence[Draft]) -> bool:
    alike = {d.quantity.unit for d in (whole, *parts)}
    return bool(parts) and is_precise(whole) and len(alike) == 1


def is_precise(draft: Draft) -> bool:
    """Whether a number has so many digits that others do not add up to it by chance."""
    number = number_of(draft)
    return number is not None and len(number.normalize().as_tuple().digits) >= _DIGITS


_DIGITS = 2


def number_of(draft: Draft) -> Decimal | None:
    """The number of a quantity; None where it is a range or unknown."""
    return draft.quantity.amount.value if draft.quantity.amount else None


_SHARE_BETWEEN = regex.compile(r"\ ?[(\[]|,?\ or\ (?:about\ |nearly\ )?")


def _shares_of_parts(line: Line) -> Iterator[tuple[Draft, Draft]]:
    for left, right in pairwise(line.quantities):
        part = left.relation is not None and left.relation.type == "part_of" and _is_share(right)
        inside = right.end <= left.end  # "145 (90%) laboratory-confirmed cases"
        if part and left.relation and (inside or _SHARE_BETWEEN.fullmatch(squeeze(line.between(left, right)))):
            yield right, left.relation.to


def _shares_beside_parts(line: Line) -> Iterator[tuple[Draft, Draft]]:
    for left, right in pairwise(line.quantities):
        beside = right.figure.mention.rule == "count.number-of-share" and _is_share(left)
        if beside and right.relation is not None:
            yield left, right.relation.to


def _proven(line: Line) -> Iterator[tuple[Draft, Draft, Draft]]:
    """An amount, the percentage that restates it, and the larger amount of which it is that share."""
    for left, right in pairwise(line.quantities):
        part = number_of(left) if left.kind in {"money", "measure"} and not left.direction else None
        share = number_of(right) if _is_share(right) else None
        if part is None or share is None or not _SHARE_BETWEEN.fullmatch(squeeze(line.between(left, right))):
            continue
        for whole in line.earlier(left):
            total = number_of(whole) if whole.same_sort(left) else None
            if total and abs(part * 100 / total - share) <= _ROUNDING:
                yield left, right, whole
                break


#: A share printed as a whole number is the part's within this many points.
_ROUNDING = Decimal("0.6")


def _proven_parts(line: Line) -> Iterator[tuple[Draft, Draft]]:
    return ((part, whole) for part, _, whole in _proven(line))


def _proven_shares(line: Line) -> Iterator[tuple[Draft, Draft]]:
    return ((share, whole) for _, share, whole in _proven(line))


LINE_RULES: tuple[OverLine, ...] = (
    RelationRule(
        "relation.adding-up",
        "Figures of one sort side by side that add up to the one before or behind them; of one digit only in a list.",
        _adding_up,
        (
            "The lab has 19 cases, reported from: Oyo (⟦seven cases⟧) and Delta (12 cases). → part_of 19 cases",
            "The clinic admitted 14 persons – 12 children and ⟦two adults⟧. → part_of 14 persons",
            "The ratio included 65 basis points of storms (⟦40 basis points⟧) and floods (25 basis points)."
            " → part_of 65 basis points",
            "Revenue was $197.6 million, plus tax credits of ⟦$10.4 million⟧ for a total income of $208.0 million."
            " → part_of $208.0 million",
            "It saved $5.5 million; ⟦$4 million⟧ came from mills and $1.5 million from vans. → part_of $5.5 million",
        ),
        ("The lab has 20 cases, reported from: Oyo (⟦seven cases⟧) and Delta (12 cases).",),
        relation="part_of",
    ),
    RelationRule(
        "relation.share-of-whole",
        "A percentage in a bracket or behind `or` after a part: of the part's whole.",
        _shares_of_parts,
        ("There were 11 cases, including six cases (⟦55%⟧) in Lyon. → share_of 11 cases",),
        relation="share_of",
    ),
    RelationRule(
        "relation.share-beside-part",
        "A percentage with the number of which it is the share in a bracket behind it: of that part's whole.",
        _shares_beside_parts,
        ("It saw 200 cases. Of these, ⟦33%⟧ (66) were mild. → share_of 200 cases",),
        relation="share_of",
    ),
    RelationRule(
        "relation.proven-part",
        "An amount with a percentage in a bracket or behind `or` that it is of an amount before it: a part of that.",
        _proven_parts,
        ("Of claims worth €400 million it recovered ⟦€340 million⟧, or 85%. → part_of €400 million",),
        ("Of claims worth €400 million it recovered ⟦€340 million⟧, or 35%.",),
        relation="part_of",
    ),
    RelationRule(
        "relation.proven-share",
        "The percentage that restates such a part: of the same whole.",
        _proven_shares,
        ("Late claims came to €400 million, with recovery of €340 million or ⟦85%⟧. → share_of €400 million",),
        relation="share_of",
    ),
)
