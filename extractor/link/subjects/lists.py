"""Subjects that lists and places beside a figure give: `Norway, 647 beds; …`, `60 in Norway`, `Asia 12%`."""

from collections.abc import Callable
from functools import cache

import regex

from extractor.link.cues import hedge
from extractor.link.draft import Draft
from extractor.link.labels import label_of
from extractor.link.lines import Line
from extractor.link.names import Name
from extractor.link.nouns import core_phrase
from extractor.link.rule import LinkRule
from extractor.link.subjects.offices import names_illness
from extractor.link.subjects.topics import Referent, Topics
from extractor.mentions import CountReading
from extractor.spans import Span
from extractor.words.beside import words_behind
from extractor.words.changes import change_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words
from extractor.words.rows import alternation

__all__ = [
    "AFTER_FIGURE",
    "GOES_TO",
    "LABEL",
    "LIST_NAME",
    "LIST_NOUN",
    "LIST_SEGMENT",
    "ONE_OF",
    "SubjectRule",
    "after_figure",
    "has_place_of_its_own",
    "is_bare",
    "is_dated",
    "name_at",
]  # fmt: skip

SubjectRule = LinkRule[Callable[[Line, Draft, Topics], Referent | None]]

_BEHIND_FIGURE = regex.compile(r"(?:\s\([^()]*\))?\s(?:in|at|for|of)\s(?:the\s)?(?=\p{Lu})")
#: `Orvel (an injection) 3 mg`
_DOSE_GAP = regex.compile(r"\s?\([^()]{1,60}\)\s?")
_LIST_GAP = regex.compile(r"\s?[(:–-]?\s?|,\s?\(|,?\sn\s?=\s?")
#: `Norway = 12`
_EQUALS = regex.compile(r"\s?=\s?")


@cache
def _moved_gap() -> regex.Pattern[str]:
    """What says of a name before it that it has moved: `, with Norway up 6% and Spain down 1%`."""
    return regex.compile(rf"\s(?:{alternation(change_lexicon().moving)})\s(?:by\s)?(?:{hedge()})*+")


def name_at(line: Line, start: int, topics: Topics) -> Referent | None:
    """The name that begins at an offset, unless it is (part of) a date."""
    name = topics.names.at(start, line.end)
    if name is None or is_dated(line, name) or names_illness(line, name.span):
        return None
    return Referent(topics.names.of(name), "", name.span)


def is_dated(line: Line, name: Name) -> bool:
    """Whether a name is (part of) a date."""
    return any(name.span.overlaps(d) for d in line.dates)


def _list_name(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    name = next(reversed(topics.names.between(line.left_of(draft), draft.start)), None)
    gap = line.text[name.span.end : draft.start] if name is not None else ""
    if name is not None and _EQUALS.fullmatch(gap):
        return Referent(topics.names.of(name), "", name.span)
    previous = line.previous(draft)
    if previous is not None and previous.came("subject", "entry") and _in_same_bracket(line, draft):
        return Referent(previous.subject, "", previous.subject) if previous.subject else None
    if name is None or is_dated(line, name):
        return None
    moved = draft.direction is not None and previous is not None and _moved_gap().fullmatch(gap.lower())
    if not moved and not _LIST_GAP.fullmatch(gap) and not (draft.kind == "measure" and _DOSE_GAP.fullmatch(gap)):
        return None
    return Referent(topics.names.of(name), "", name.span)


_NOUN_BEFORE = regex.compile(r"(?r)\s\([+−–-]?")
#: So many entries make a list of plain nouns.
_ENTRIES = 3
#: What stands between the entry before and a noun that the parse joins with it.
_ENTRY_JOINT = regex.compile(r"(?r)\),?\s(?:and\s|or\s)?")
_LIST_OF_NOUNS = regex.compile(r"\p{Ll}\s\([+−–-]?\d")


def _list_noun(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    if draft.kind not in {"count", "percent"}:
        return None
    gap = _NOUN_BEFORE.match(line.text, line.start, draft.start)
    entries = sum(1 for _ in _LIST_OF_NOUNS.finditer(line.text, line.start, line.end)) if gap is not None else 0
    listed = gap is not None and entries >= _ENTRIES
    noun = line.token_before(gap.start()) if gap is not None and listed else None
    if noun is None or noun.end != line.text.rfind("(", line.start, draft.start) - 1 or noun.tag != "NNS":
        return None
    if noun.index in line.figure_at or not name_lexicon().measures.isdisjoint((noun.text, *singular_words(noun.text))):
        return None
    phrase = core_phrase(line, noun)
    joint = _ENTRY_JOINT.search(line.text, phrase.start, phrase.end)
    phrase = Span(joint.end(), phrase.end) if joint is not None else phrase
    return Referent(phrase, "", phrase)


def _in_same_bracket(line: Line, draft: Draft) -> bool:
    """`Osel (26%, 27 cases)`: the figure and the one before it stand in one bracket, of whose opener both speak."""
    previous = line.previous(draft)
    opened = previous is not None and line.text.rfind("(", line.start, previous.start)
    if previous is None or not opened or opened < 0:
        return False
    return ")" not in line.text[opened : draft.start]


def _label(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    label = label_of(line)
    if label is None or any(t.start == label.start and t.end == label.end and t.tag == "RB" for t in line.tokens):
        return None  # "Significantly increased sales, up 7%"
    if any(t.dep == "nsubj" and label.end < t.start and line.tokens[t.head].start < draft.start for t in line.tokens):
        return None  # "Light design – each of the trackers weighs 25 g"
    return Referent(label, "", label) if label is not None else None


#: "…: Norway, 647 beds (482 new), …; Iceland, 17 beds": a name opens each segment of the list.
_SEGMENT = regex.compile(r"(?r)(?:;|:|\.)\s(?:and\s)?(?=\p{Lu})")


def _list_segment(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    opening = _SEGMENT.search(line.text, line.start, draft.start)
    listed = opening is not None and (";" in line.text[opening.start() : line.end] or opening[0][0] == ";")
    if opening is None or not listed or (opening[0][0] == ":" and ";" not in line.text[draft.start : line.end]):
        return None
    name = topics.names.at(opening.end(), draft.start)
    if name is None or is_dated(line, name):
        return None
    first = next((d for d in line.quantities if d.start > name.span.end), None)
    if first is None or not _SEGMENT_GAP.fullmatch(line.text, name.span.end, first.start):
        return None
    return Referent(topics.names.of(name), "", name.span)


_SEGMENT_GAP = words_behind(r"[,:] {hedge}?")


def after_figure(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    """The name that a preposition hangs on a figure, where it does not modify a noun or say at what event."""
    match = _BEHIND_FIGURE.match(line.text, draft.end, line.end)
    head = line.head_of(draft) if draft.kind == "count" and topics.issuer.of_itself else None
    if head is not None and head.dep == "pobj" and draft.relation is None and not is_bare(draft):
        return None  # "We ship to 80 countries in Europe"
    found = name_at(line, match.end(), topics) if match else None
    if found is None or _modifies(line, found):
        return None
    at_event = match is not None and draft.kind == "count" and match.group().startswith(" at ")
    return None if at_event and topics.entities.kind(found.name) in {"event", "name", "study"} else found


def _modifies(line: Line, name: Referent) -> bool:
    """Whether a name only modifies a plain noun behind it: `$40 in Norway rebates`, but not `in the Oslo plant`."""
    after = line.token_after(name.words.end)
    beside = after is not None and after.start == name.words.end + 1 and after.index not in line.figure_at
    if after is None or not beside or after.tag not in {"NN", "NNS"} or not after.text.islower():
        return False
    return after.text not in name_lexicon().owners | metric_lexicon().agents | name_lexicon().places


_PARALLEL = regex.compile(r",?\s(?:and\s)?")


def has_place_of_its_own(line: Line, draft: Draft, before: Referent, topics: Topics) -> bool:
    """`Sales were $9m in Norway, ⟦$5m⟧ in Iceland`: a list goes on, and the figure's own name stands behind it."""
    match = _BEHIND_FIGURE.match(line.text, draft.end, line.end)
    listed = _PARALLEL.fullmatch(line.text, before.words.end, draft.start) is not None
    return listed and match is not None and name_at(line, match.end(), topics) is not None


def is_bare(draft: Draft) -> bool:
    """Whether a count has its noun from elsewhere."""
    reading = draft.figure.mention.reading
    return isinstance(reading, CountReading) and reading.item is not None


_GOES_TO = regex.compile(r"\s(?:going|awarded|paid|given|allocated)\sto\s(?:the\s)?(?=\p{Lu})")


def _goes_to(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    match = _GOES_TO.match(line.text, draft.end, line.end) if draft.kind == "money" else None
    return name_at(line, match.end(), topics) if match else None


_ONE_OF = words_behind(r"\bone of (?:the )?{hedge}?$")

_AMONG_THEM = regex.compile(r"\s(?:within|in|of|at|on)\s(?:the\s)?(?=\p{Lu})")


def _one_of(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    if draft.kind != "count" or not _ONE_OF.search(line.before(draft)):
        return None
    match = _AMONG_THEM.match(line.text, draft.end, line.end)
    return name_at(line, match.end(), topics) if match else None


LABEL: SubjectRule = LinkRule(
    "subject.label",
    "The capitalised label of a bullet, before a dash and a measure or before the change itself.",
    _label,
    (
        "• Software — revenues of $6 million, up 7%:\n• Hybrid Cloud up ⟦12%⟧ → Hybrid Cloud",
        "• Software — revenues of ⟦$6 million⟧ → Software",
    ),
    ("• Revenue — a record ⟦$6 million⟧",),
    manners=("alone",),
)
LIST_SEGMENT: SubjectRule = LinkRule(
    "subject.list-segment",
    "The name that opens a segment of a list, with a comma behind it: of all figures up to the next semicolon.",
    _list_segment,
    ("Beds are as follows: Norway, 647 beds, including ⟦430 beds⟧ in wards; Iceland, 17 beds. → Norway",),
    ("The plan: Norway will add 647 beds; Iceland adds ⟦17 beds⟧.",),
    manners=("entry", "alone"),
)
LIST_NAME: SubjectRule = LinkRule(
    "subject.list-name",
    "The name directly before the figure in a list, or before what moves it, also for the next figure in its bracket.",
    _list_name,
    (
        "Norway's sales grew 4%, with Bergen up ⟦6%⟧ and Oslo down 1%. → Bergen",
        "Operating margin by region: Asia ⟦12%⟧, Europe 13%. → Asia",
        "Beds were added in Norway (26%, ⟦27 beds⟧) and Iceland (25%, 26 beds). → Norway",
        "Plants were built in Norway, (⟦120,000 square feet⟧) and Iceland (650,000 square feet). → Norway",
        "There were 20 cases (Norway, n=⟦12⟧, and Iceland, n=8). → Norway",
        "There were 20 cases (Norway = 12; Iceland = ⟦8⟧). → Iceland",
    ),
    manners=("entry", "alone"),
)
LIST_NOUN: SubjectRule = LinkRule(
    "subject.list-noun",
    "The plain noun before a bracket, where several nouns stand before brackets with figures; no measures.",
    _list_noun,
    ("Reports came from lawyers (⟦9 reports⟧, down 25%), banks (8 reports) and tax advisers (21 reports). → lawyers",),
    (
        "Reports came from lawyers (⟦9 reports⟧) and banks (8 reports).",
        "Norway had lower exports (⟦-5%⟧) and imports (-4%).",
    ),
    manners=("entry", "alone"),
)
ONE_OF: SubjectRule = LinkRule(
    "subject.one-of",
    "`It is one of 70 brands within a group`: the count is the group's.",
    _one_of,
    ("Hadley Shoe Company is one of ⟦70 brands⟧ within the Marlow Brand Portfolio. → Marlow Brand Portfolio",),
    ("Hadley Shoe Company has ⟦70 brands⟧ in the Marlow Brand Portfolio.",),
)
GOES_TO: SubjectRule = LinkRule(
    "subject.goes-to",
    "`$5 million going to Norway`: whom an amount goes to.",
    _goes_to,
    ("Norway got $9 million, with ⟦$5 million⟧ going to Hadley Shoe Company. → Hadley Shoe Company",),
    ("Norway paid ⟦$5 million⟧ to Hadley Shoe Company.",),
)
AFTER_FIGURE: SubjectRule = LinkRule(
    "subject.after-figure",
    "The name that a preposition hangs on the figure.",
    after_figure,
    ("• Revenue: $6 million, including ⟦$2 million⟧ in Bulgaria → Bulgaria",),
    ("• Revenue: $6 million, including ⟦$2 million⟧ in Bulgaria rebates",),
)
