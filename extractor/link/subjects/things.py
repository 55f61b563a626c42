"""Things with figures of their own: what a measure modifies, what a relative clause is about, what has a measure."""

import regex

from extractor.documents import Token
from extractor.link.clauses import verb_above
from extractor.link.draft import Draft
from extractor.link.kinds import kind_of_noun
from extractor.link.lines import Line
from extractor.link.nouns import core_phrase, is_name
from extractor.link.rule import LinkRule
from extractor.link.subjects.lists import SubjectRule
from extractor.link.subjects.references import possessor, referent
from extractor.link.subjects.topics import DESCRIBED, Referent, Topics
from extractor.spans import Span
from extractor.words.entities import entity_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words

__all__ = ["MODIFIED_THING", "RELATIVE", "THING_WITH"]

_IN_PLACE = regex.compile(r"\s(?:in|near|at)\s(?:the\s)?(?=\p{Lu})")


def _thing(line: Line, noun: Token | None, topics: Topics) -> Referent | None:
    """What a plain noun of a thing means: what it was called before, or itself with its place."""
    if noun is None or not line.is_noun(noun) or noun.dep in {"attr", "appos"} or is_name(line, noun):
        return None
    word, single = noun.text.lower(), next(iter(singular_words(noun.text)), "")
    things = entity_lexicon().things | name_lexicon().owners
    if word in name_lexicon().measures or not (word in things or single in things or kind_of_noun(single) == "product"):
        return None
    if any(child.text.lower() in {"the", "this", "that"} for child in line.children(noun, "det")):
        before = topics.by_head.get(word) or topics.names.ending_in(noun.text, line.start)
        return Referent(before, "", Span(noun.start, noun.end)) if before is not None else referent(line, noun, topics)
    phrase = core_phrase(line, noun)
    match = _IN_PLACE.match(line.text, phrase.end, line.end)
    place = topics.names.at(match.end(), line.end) if match else None
    span = Span(phrase.start, place.span.end) if place is not None else phrase
    return Referent(span, DESCRIBED, Span(noun.start, noun.end))


def _modified_thing(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    head = line.head_of(draft) if draft.kind == "measure" else None
    modifies = head is not None and head.dep in {"amod", "nummod", "compound", "nmod"}
    noun = line.governor(head) if head is not None and modifies else None
    if (
        noun is not None
        and "-" not in line.text[draft.start : draft.end]
        and noun.text.lower() not in entity_lexicon().things
    ):
        return None  # "a 1 GW pipeline" of projects
    thing = _thing(line, noun, topics)
    return None if noun is None or thing is None else possessor(line, noun, topics) or thing


def _relative(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    head = line.head_of(draft)
    verb = verb_above(line, head) if head is not None else None
    which = next(iter(line.children(verb, "nsubj")), None) if verb is not None else None
    if which is None or which.text.lower() != "which" or which.start > draft.start:
        return None
    before = line.token_at(which.index - 2)
    return _thing(line, before, topics) if line.tokens[which.index - 1].text == "," else None


_WITH = regex.compile(r",?\swith\s(?:an?\s|the\s|its\s)?(?:\p{Ll}+\s){0,3}")


def _thing_with(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    previous, metric = line.previous(draft), draft.metric
    thing = previous.subject if previous is not None and previous.kind == "measure" else None
    if thing is None or metric is None or not line.start <= thing.end <= metric.start < draft.start:
        return None
    return Referent(thing, "", thing) if _WITH.fullmatch(line.text, thing.end, metric.start) else None


MODIFIED_THING: SubjectRule = LinkRule(
    "subject.modified-thing",
    "The thing that a measure modifies, with its place, or who has it: `an 80-megawatt plant in Norway`.",
    _modified_thing,
    (
        "Hadley Shoe Company bought an ⟦80-megawatt⟧ mining facility in Norway. → mining facility in Norway",
        "Hadley Shoe Company makes shoes in its ⟦900-square-foot⟧ facility. → Hadley Shoe Company",
    ),
    ("Hadley Shoe Company has a crane with a ⟦38-foot⟧ boom.",),
)
THING_WITH: SubjectRule = LinkRule(
    "subject.thing-with",
    "The thing that has what the figure measures: `an 80-megawatt plant in Norway, with a cost of`.",
    _thing_with,
    (
        "Hadley Shoe Company bought an 80-megawatt mining facility in Norway, with a cost of ⟦3.6 cents⟧ per hour."
        " → mining facility in Norway",
    ),
)
RELATIVE: SubjectRule = LinkRule(
    "subject.relative",
    "The thing that a relative clause is about: `machines, which weigh`.",
    _relative,
    ("Hadley Shoe Company grew by its rubber mills, which made ⟦$5 million⟧ in revenue. → rubber mills",),
)
