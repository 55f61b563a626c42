"""Offices that tell of an illness: a ministry that reports 40 cases has none, and whom it tells has none either.

Where no organisation speaks of itself, what an office counts of those who fall ill is its place's (`Ministry of Health
of Norway`), or nobody's where it names none.
"""

from dataclasses import replace
from functools import cache

import regex

from extractor.documents import Token
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.subjects.topics import Referent, Topics
from extractor.spans import Span
from extractor.words.entities import entity_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words
from extractor.words.places import place_words
from extractor.words.rows import alternation

__all__ = ["counts_the_ill", "gives_out", "is_told", "names_illness", "only_counts", "place_of", "settle_issuer"]

#: Sorts of names that an office may have: `Focal Point` is called by no noun for offices.
_OFFICES = frozenset({"body", "name"})
#: So many words of a name are tried as the place that it begins with.
_WORDS_OF_PLACE = 3
#: `Health Ministry`, `Focal Point`: a place is no office of itself (`La Paz Department`).
_WORDS_OF_OFFICE = 2
#: What joins a place to an office, in its name and behind it.
_INSIDE = regex.compile(r"\s(?:of|for|in)\s(?:the\s)?(?=\p{Lu})")
_BEHIND = regex.compile(r"(?:\s\([^()\n]{1,40}\))?(?:\s(?P<of>of|for)\s(?:the\s)?|\sin\s(?:the\s)?|,\s)(?=\p{Lu})")
_WORD = regex.compile(r"\S+")


def counts_the_ill(line: Line, draft: Draft) -> bool:
    """Whether a figure counts those who fall ill, or is a rate of theirs: `40 cases`, `a fatality rate of 2%`."""
    ill = name_lexicon().ill
    if draft.kind == "count":
        return draft.quantity.unit in ill
    words = singular_words(draft.metric.of(line.text)) if draft.kind == "percent" and draft.metric else []
    return not ill.isdisjoint(words)


def only_counts(line: Line, draft: Draft, found: Span, topics: Topics) -> bool:
    """Whether a name cannot have a figure as it is an office's or a disease's, where a release tells of an illness."""
    if topics.issuer.of_itself or not counts_the_ill(line, draft) or not topics.of_illness:
        return False
    return topics.entities.kind(found) in {"body", "disease"}


def place_of(line: Line, who: Referent, topics: Topics) -> Referent:
    """The place that an office is of, for the office itself: `Norway` of "Ministry of Health of Norway"."""
    if not _is_office(who.name, topics):
        return who
    mention = next((n.span for n in topics.names.between(line.start, line.end) if n.span.overlaps(who.words)), None)
    place = _named_in(who.name, topics) or (_named_behind(mention, topics) if mention is not None else None)
    return Referent(place, who.rule, who.words) if place is not None else who


def settle_issuer(topics: Topics) -> None:
    """Have the place of an office that tells of an illness stand for it as the issuer: what nobody owns is its own."""
    name = topics.issuer.name
    place = _named_in(name, topics) or _named_behind(name, topics) if name and _is_office(name, topics) else None
    if place is not None:
        topics.issuer = replace(topics.issuer, name=place)


def _is_office(name: Span, topics: Topics) -> bool:
    """Whether a name is an office's that may tell of others, where a release tells of an illness."""
    return not topics.issuer.of_itself and topics.of_illness and topics.entities.kind(name) in _OFFICES


def gives_out(verb: Token) -> bool:
    """Whether a verb gives out what others count: `reported`, `notified`."""
    return verb.text.lower() in name_lexicon().reporting | name_lexicon().informing


def names_illness(line: Line, name: Span) -> bool:
    """Whether a name is part of an illness's: `Middle East` of "Middle East respiratory syndrome"."""
    return _illness_behind().match(line.text, name.end, line.end) is not None


@cache
def _illness_behind() -> regex.Pattern[str]:
    illness = alternation([*entity_lexicon().heads["disease"], "infection"])
    return regex.compile(rf"\s(?:(?!of\b|in\b|and\b|or\b)[\p{{Ll}}-]+\s){{0,2}}(?i:{illness})\b")


def is_told(line: Line, found: Span, topics: Topics) -> bool:
    """Whether a line says that someone is told of its figures: `Norway notified the WHO of 40 cases`."""
    informing = name_lexicon().informing
    for name in topics.names.between(line.start, line.end):
        token = line.token_before(name.span.end) if topics.names.of(name) == found else None
        verb = line.governor(token) if token is not None else None
        if verb is not None and token is not None and verb.text.lower() in informing and token.dep in _TOLD:
            return True
    return False


#: What whom a verb tells is to it.
_TOLD = frozenset({"dobj", "dative", "nsubjpass"})


def _named_in(name: Span, topics: Topics) -> Span | None:
    """The place that an office's own name says: at its end, or in front as it is or as an adjective."""
    text = topics.document.text
    for match in _INSIDE.finditer(text, name.start, name.end):
        place = _place(Span(match.end(), name.end), topics)
        if place is not None:
            return place
    words = [Span(*match.span()) for match in _WORD.finditer(text, name.start, name.end)]
    for last in reversed(words[: min(_WORDS_OF_PLACE, len(words) - _WORDS_OF_OFFICE)]):
        place = _place(Span(name.start, last.end), topics)
        if place is not None:
            return place
    return None


def _named_behind(office: Span, topics: Topics) -> Span | None:
    """The place right behind an office: `Ministry of Health in Norway`, `Ministry of Health, Norway`.

    Where it only stands there (`Institute of Virology in Oslo`), the place must be a country.
    """
    text = topics.document.text
    match = _BEHIND.match(text, office.end)
    name = topics.names.at(match.end(), len(text)) if match is not None else None
    if match is None or name is None or (match["of"] is None and name.text not in place_words().countries):
        return None
    return _place(name.span, topics)


def _place(words: Span, topics: Topics) -> Span | None:
    """The place that some words name, as first given; the country that an adjective is of, where it is named."""
    said = words.of(topics.document.text)
    known = place_words()
    if said in known.adjectives:
        country = known.words[said]
        named = (n for n in topics.names.all if n.text in known.countries and known.words.get(n.text) == country)
        return next((topics.names.of(name) for name in named), None)
    full = topics.names.full(said)
    if full is not None and topics.entities.kind(full) == "place":
        return full
    return words if said in known.words else None
