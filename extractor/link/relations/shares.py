"""Shares of a whole inside a line: `60% of the 90 delegates`, `31% of group sales of €820 million`, `41% of it`."""

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.relations.parts import opening_whole
from extractor.link.relations.rules import InLine
from extractor.link.rule import RelationRule
from extractor.words.beside import words_behind

__all__ = ["SHARE_RULES", "is_share"]

_SHARE_OF = regex.compile(
    r"^\ (?:[a-z-]+\ ){0,2}?(?:of|share\ of)\ "
    r"(?:all\ |the\ |its\ |our\ |their\ |total\ |these\ |those\ |this\ |that\ |it\b|them\b|which\b|whom\b)*"
)
_OF_IT = regex.compile(r"\ (?:[a-z-]+\ ){0,2}?of\ (?:it|them|these|those|which|whom|that|this)\b")
_IN = regex.compile(r"\b(?:in|at|across|from)\s(?:the\s)?$")
_OF_MEASURE = words_behind(r" of (?:[^\s,;:()]+ ){1,5}?of {hedge}?")


def is_share(draft: Draft) -> bool:
    """Whether a figure may be a share: a percentage that is no change."""
    return draft.kind == "percent" and not draft.direction and draft.quantity.unit == "percent"


def _share_of_next(line: Line, draft: Draft) -> Draft | None:
    whole = next(iter(line.later(draft)), None) if is_share(draft) else None
    if whole is None or whole.kind not in {"count", "money", "measure"}:
        return None
    between = squeeze(line.between(draft, whole))
    if whole.kind != "count" and not whole.direction and _OF_MEASURE.fullmatch(between):
        return whole
    match = _SHARE_OF.match(squeeze(line.lowered[draft.end : draft.end + 80]))
    close = match and len(between) <= match.end() + 2 and whole.start - draft.end <= match.end() + 6
    return whole if close else None


def _share_of_opening(line: Line, draft: Draft) -> Draft | None:
    return opening_whole(line, draft) if is_share(draft) else None


def _share_of_pronoun(line: Line, draft: Draft) -> Draft | None:
    if not is_share(draft) or not _OF_IT.match(squeeze(line.lowered[draft.end : draft.end + 80])):
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


SHARE_RULES: tuple[InLine, ...] = (
    RelationRule(
        "relation.share-of-next",
        "A percentage with `of the` and the whole directly behind it, or of a measure whose amount stands behind it.",
        _share_of_next,
        (
            "About ⟦60%⟧ of the 90 delegates agreed. → share_of 90 delegates",
            "Germany made up ⟦31%⟧ of group sales of €820 million. → share_of €820 million",
        ),
        ("About ⟦60%⟧ of delegates from 90 countries agreed.",),
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
