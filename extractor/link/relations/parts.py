"""Parts and their whole inside a line: `$50 million, of which $12 million`, `including 35 engineers`."""

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.relations.rules import InLine
from extractor.link.rule import RelationRule
from extractor.words.beside import words_behind
from extractor.words.nouns import noun_classes

__all__ = ["PART_RULES", "opening_whole"]

_OF_WHICH = words_behind(
    r"(?:of (?:which|whom|that|these|those|them)|including|includes|included|comprising|among (?:which|them|these))"
    r"(?: [^\s;]+){0,8} ?$|\bwith (?:{hedge}|another )?$"
)
#: Behind `including` and so few words more a count of other things is a part still: "including about 40 deaths".
_TIGHT = 3
_WHICH_BEHIND = regex.compile(r"\ of\ wh(?:ich|om)\b")
_NEXT = regex.compile(r"(?:\ [^\s,;]+){0,12},?\ (?:and|or)\ |(?:\ [^\s,;]+){0,7},\ ")
_OPENS_OF = regex.compile(
    r"(?:out )?of (?:the |its |their |this |that |all )?(?:total |some |about |more than )*$|of the $"
)


def _whole_before(line: Line, draft: Draft) -> tuple[Draft, str] | None:
    """The last figure of the same sort that is no smaller, with the words between; nothing for a change.

    Behind figures that are parts themselves stands their whole: `90 cases, 60 new and 30 old, of which 40 died`.
    """
    for near in reversed(line.earlier(draft) if not draft.direction else []):
        main = near if _fits_in(draft, near) else near.related_to("part_of") or near
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
    if found is not None and _WHICH_BEHIND.match(line.lowered, draft.end, line.end):
        return found[0]
    match = _OF_WHICH.search(found[1]) if found else None
    if found is None or match is None or _WHICH_BEHIND.match(found[1]):
        return None  # "89 of which are mills and 35 docks": said of the figure before
    whole, said = found[0], match.group().split()
    if draft.kind != "count" or None in (draft.quantity.unit, whole.quantity.unit):
        return whole
    own = line.previous(whole) if draft.quantity.unit != whole.quantity.unit else None
    if own is not None and own.quantity.unit == draft.quantity.unit and _fits_in(draft, own):
        return own  # "53 projects in 21 countries, including three projects"
    loose = said[0] == "with" or len(said) > _TIGHT  # "shops with 12 tills", "including entry into 12 states"
    alike = draft.quantity.unit == whole.quantity.unit or draft.quantity.unit in noun_classes().outcomes.words
    return None if loose and not alike else whole


def _next_part(line: Line, draft: Draft) -> Draft | None:
    part = line.previous(draft)
    if part is None or draft.kind != "count" or part.kind != "count" or draft.direction:
        return None
    whole = part.related_to("part_of")
    if whole is None or not _NEXT.fullmatch(squeeze(line.between(part, draft))):
        return None
    return whole if whole in line.quantities and _fits_in(draft, whole) else None


def opening_whole(line: Line, draft: Draft) -> Draft | None:
    """`Of the €48 million budget, 40% (€19.2 million) goes to dykes`: what the sentence opens with."""
    whole = line.quantities[0] if line.quantities else None
    if whole is None or whole is draft or whole.direction or not _OPENS_OF.match(line.lowered, line.start, whole.start):
        return None
    return whole


def _part_of_opening(line: Line, draft: Draft) -> Draft | None:
    whole = opening_whole(line, draft) if draft.kind == "money" and not draft.direction else None
    return whole if whole is not None and whole.same_sort(draft) and _fits_in(draft, whole) else None


PART_RULES: tuple[InLine, ...] = (
    RelationRule(
        "relation.of-which",
        "A figure behind `of which`, `including`, `with`, or before `of which`: part of the last of its sort that is no"
        " smaller.",
        _of_which,
        (
            "It spent $50 million, of which ⟦$12 million⟧ on roads. → part_of $50 million",
            "It runs 53 projects in 21 countries, including ⟦three projects⟧ at sea. → part_of 53 projects",
            "Fines were £2.1 million, ⟦£0.6 million⟧ of which relates to 2019. → part_of £2.1 million",
        ),
        ("It spent $12 million, including ⟦$50 million⟧ of loans.",),
        relation="part_of",
    ),
    RelationRule(
        "relation.next-part",
        "A count joined to a part: a part of the same whole.",
        _next_part,
        (
            "It has 60 engineers, including 35 engineers in Lyon and ⟦20 engineers⟧ in Turin. → part_of 60 engineers",
            "It has 218 sites, 89 of which are mills and ⟦35 docks⟧. → part_of 218 sites",
        ),
        relation="part_of",
    ),
    RelationRule(
        "relation.part-of-opening",
        "An amount in a sentence that opens with `Of the` and a larger amount.",
        _part_of_opening,
        ("Of the €48 million budget, 40% (⟦€19.2 million⟧) goes to dykes. → part_of €48 million",),
        relation="part_of",
    ),
)
