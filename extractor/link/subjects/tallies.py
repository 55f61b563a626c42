"""Subjects of tallies by place: `In Norway, 384 cases, of which 84 …`, `60 are in Norway`, `482 cases seen there`."""

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.rule import LinkRule
from extractor.link.subjects.lists import SubjectRule, after_figure, is_bare, name_at
from extractor.link.subjects.topics import Referent, Topics

__all__ = ["OF_WHOLE", "OPENING_PLACE", "PLACE_OF_PART", "PLACE_OF_TALLY"]

_OPENING_IN = regex.compile(r"(?:[•*–-]\s?)?(?:In|Across|Throughout)\s(?:the\s)?(?=\p{Lu})")
#: Behind the place: a comma, or the noun phrase that the sentence is about.
_FRAMED = regex.compile(r"(?:\s\([^()\n]{1,12}\))?(?:,|\s(?:the|this|these|that|those|an?|its|their)\s)")


def _opening_place(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    """The place; that of a tally owns what is counted too, where no organisation speaks of itself."""
    match = _OPENING_IN.match(line.text, line.start, draft.start)
    found = name_at(line, match.end(), topics) if match else None
    if found is None or _FRAMED.match(line.text, found.words.end, line.end) is None:
        return None
    tallied = not topics.issuer.of_itself and topics.entities.kind(found.name) == "place"
    return found if draft.kind != "count" or tallied else None


#: `six are located in`, behind a part that has no noun of its own.
_IS_IN = regex.compile(r"(?:\s\([^()]*\))?\s(?:is|are|was|were)\s(?:\p{Ll}+ed\s)?(?:in|from|at)\s(?:the\s)?(?=\p{Lu})")
#: `482 cases reported in`
_TALLIED_IN = regex.compile(
    r"\s(?:that\s)?(?:(?:have|had|has)\sbeen\s|were\s|was\s)?\p{Ll}+ed\s(?:in|from)\s(?:the\s)?(?=\p{Lu})"
)
#: `in Norway (6) and Iceland (5)`, `in Oslo, Bergen and Moss`: the whole is no one's of them.
_PARTED = regex.compile(r"\s\(\d|,\s\p{Lu}[^,.;]{1,40}(?:,|\sand)\s\p{Lu}")


def _place_of_part(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    bare = draft.kind == "count" and draft.is_related("part_of") and is_bare(draft)
    own = draft.figure.mention.unit
    noun = own is not None and line.text[draft.start : draft.end].endswith(own)
    if not bare or noun:
        return None
    match = _IS_IN.match(line.text, draft.end, line.end)
    found = name_at(line, match.end(), topics) if match else None
    if found is not None and topics.entities.kind(found.name) == "place":
        return found
    return after_figure(line, draft, topics)


def _place_of_tally(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    if draft.kind != "count" or topics.issuer.of_itself:
        return None
    match = _TALLIED_IN.match(line.text, draft.end, line.end)
    found = name_at(line, match.end(), topics) if match else None
    if found is None or _PARTED.match(line.text, found.words.end, line.end):
        return None
    return found if topics.entities.kind(found.name) == "place" else None


def _of_whole(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    whole = draft.relation.to if draft.relation is not None and draft.is_related("part_of") else None
    if whole is None or whole.kind != draft.kind or not is_bare(draft) or not line.start <= whole.start < draft.start:
        return None
    owner = whole.subject if not whole.came("subject", "carried") else None
    return Referent(owner, "", owner) if owner is not None else None


PLACE_OF_PART: SubjectRule = LinkRule(
    "subject.place-of-part",
    "A number without a noun that is a part, with the name of a place behind it.",
    _place_of_part,
    (
        "Hadley Shoe Company runs 90 shops, including ⟦60⟧ in Norway and 30 in Iceland. → Norway",
        "Hadley Shoe Company runs 90 shops. Of these shops, 60 are in Norway and ⟦30⟧ are in Iceland. → Iceland",
    ),
    ("Hadley Shoe Company runs ⟦90 shops⟧ in Norway.",),
)
PLACE_OF_TALLY: SubjectRule = LinkRule(
    "subject.place-of-tally",
    "`482 cases reported in Norway`: where things were counted, where no organisation speaks of itself.",
    _place_of_tally,
    (
        "Of the ⟦482 cases⟧ reported in Norway, 78 were mild. → Norway",
        "There were 20 cases, among them ⟦12 cases⟧ that have been reported from Norway. → Norway",
    ),
    (
        "Then ⟦11 deaths⟧ were recorded in Oslo, Bergen and Moss.",
        "Then ⟦11 deaths⟧ were reported in Norway (6) and Iceland (5).",
        "Hadley Shoe Company (OSE: HSC) runs ⟦90 shops⟧ opened in Norway.",
    ),
    manners=("alone",),
)
OF_WHOLE: SubjectRule = LinkRule(
    "subject.of-whole",
    "A part without a noun of its own, of a whole in its sentence: whoever owns the whole.",
    _of_whole,
    ("Of the 482 cases reported in Norway, ⟦78⟧ were mild. → Norway",),
    manners=("alone",),
)
OPENING_PLACE: SubjectRule = LinkRule(
    "subject.opening-place",
    "`In Norway, the rate was`: the place with which a sentence opens, of amounts and rates that nobody else has, and"
    " of tallies where no organisation speaks of itself.",
    _opening_place,
    (
        "In Norway, the unemployment rate was ⟦6.2%⟧. → Norway",
        "Rents fell in Iceland. In Norway (NO) the unemployment rate rose to ⟦6.2%⟧. → Norway",
        "In Norway, ⟦384 cases⟧ were reported, of which 84 were confirmed. → Norway",
    ),
    (
        "In March, the unemployment rate was ⟦6.2%⟧.",
        "Hadley Shoe Company (OSE: HSC) makes shoes. In Norway, ⟦384 cases⟧ were settled.",
    ),
)
