"""Whose a figure is by the sentence: who has what it measures, who does what the clause says, who was talked about."""

from collections.abc import Callable

import regex

from extractor.documents import Token
from extractor.link.clauses import clause_subject, verb_above
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.nouns import core_phrase, is_name, phrase_head
from extractor.link.rule import LinkRule
from extractor.link.subjects import references
from extractor.link.subjects.lists import (
    AFTER_FIGURE,
    GOES_TO,
    LABEL,
    LIST_NAME,
    LIST_NOUN,
    LIST_SEGMENT,
    ONE_OF,
    SubjectRule,
    has_place_of_its_own,
    is_bare,
    is_dated,
    name_at,
)
from extractor.link.subjects.parties import commanded, receiver
from extractor.link.subjects.references import possessor, referent
from extractor.link.subjects.sources import is_told_by, only_says
from extractor.link.subjects.tallies import OF_WHOLE, OPENING_PLACE, PLACE_OF_PART, PLACE_OF_TALLY
from extractor.link.subjects.things import MODIFIED_THING, RELATIVE, THING_WITH
from extractor.link.subjects.topics import Referent, Topics
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.entities import entity_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words

__all__ = ["RULES", "SUBJECT_RULES"]

_OF_NAME = regex.compile(r"(?:\s\([^()]*\))?\s(?:of|at|for|in|from|by|through|on)\s(?:the\s)?(?=\p{Lu})")


def _beside_metric(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    metric = draft.metric
    if metric is None or metric.start < line.start or not (metric.end <= draft.start or _is_measure(line, metric)):
        return None  # "paid $5 million for two hotels in Osel": where the hotels are
    match = _OF_NAME.match(line.text, metric.end, line.end)
    found = name_at(line, match.end(), topics) if match else None
    return None if found is not None and has_place_of_its_own(line, draft, found, topics) else found


def _is_measure(line: Line, metric: Span) -> bool:
    return bool(name_lexicon().measures.intersection(singular_words(line.words(metric))[-1:]))


def _owner_of_metric(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    metric = draft.metric if draft.metric and line.start <= draft.metric.start < line.end else None
    if metric is None:
        return None
    found = (
        possessor(line, t, topics) for t in reversed(line.tokens_between(metric.start, metric.end)) if line.is_noun(t)
    )
    return next((owner for owner in found if owner is not None), None)


_OF_ROLE = regex.compile(r"\s(?:of|at|for)\sthe\s")


def _role_of_metric(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    metric = draft.metric if draft.metric and line.start <= draft.metric.start < line.end else None
    match = _OF_ROLE.match(line.lowered, metric.end, line.end) if metric else None
    first = line.token_after(match.end()) if match else None
    noun = phrase_head(line, first) if first is not None else None
    return referent(line, noun, topics) if noun is not None else None


def _before_time(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    """`Northern Europe third quarter revenue was`: a name before the time of the metric that follows."""
    metric = draft.metric if draft.metric and line.start <= draft.metric.start < line.end else None
    date = next((d for d in line.dates if metric and d.end + 1 == metric.start), None)
    name = next(reversed(topics.names.between(line.start, date.start)), None) if date is not None else None
    if name is None or date is None or name.span.end + 1 != date.start or is_dated(line, name):
        return None
    return Referent(topics.names.of(name), "", name.span)


_MODIFIED = regex.compile(r"\s(?=\p{Lu})")


def _modified_name(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    match = _MODIFIED.match(line.text, draft.end, line.end) if draft.kind == "measure" else None
    return name_at(line, match.end(), topics) if match else None


def _clause(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    token = line.head_of(draft)
    for _ in range(4):
        verb = verb_above(line, token) if token is not None else None
        if verb is None:
            return None
        subject = None if only_says(line, verb, topics) else commanded(line, verb) or clause_subject(line, verb)
        subject = receiver(line, verb) or subject
        subject = _identified(line, subject) if subject is not None else None
        if subject is not None and subject.tag == "PRP" and draft.metric is not None and draft.metric.end <= line.start:
            subject = None  # "It ranges from 42% to 66%": the measure
        if subject is not None and subject.index not in line.figure_at:
            found = referent(line, subject, topics)
            if found is not None and not is_told_by(line, token, verb, found, topics):
                return found
        token = verb
    return None


def _plain_doer(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    head = line.head_of(draft) if draft.kind == "count" and not is_bare(draft) and draft.metric is None else None
    verb = line.governor(head) if head is not None and head.dep == "dobj" else None
    doer = next(iter(line.children(verb, "nsubj")), None) if verb is not None else None
    if verb is None or doer is None or not line.is_noun(doer) or doer.index in line.figure_at:
        return None
    word = doer.text.lower()
    if word in name_lexicon().no_subjects | name_lexicon().measures | change_lexicon().nouns:
        return None
    if verb.text.lower() in name_lexicon().holding and word not in entity_lexicon().heads["study"]:
        return None
    if referent(line, doer, topics) is not None:
        return None
    span = core_phrase(line, doer)
    return possessor(line, doer, topics) or Referent(span, "", span)


def _identified(line: Line, noun: Token) -> Token:
    """Who a noun says something of: `Harle` of "Harle is a maker that runs" and of "Harle, a maker that runs"."""
    for _ in range(2):
        above = line.governor(noun)
        if above is None or noun.dep not in {"attr", "appos"} or is_name(line, noun):
            break
        of = above if noun.dep == "appos" and line.is_noun(above) else None
        of = of or next(iter(line.children(above, "nsubj")), None)
        if of is None or of.index in line.figure_at:
            break
        noun = of
    return noun


_OWNS_COUNTED = regex.compile(r"(?r)(?:['’]s|(?<=s)['’]|\b(?:its|their))\s(?:(?:over|about|nearly|more\sthan|some)\s)?")
#: `, in collaboration with its`, `, and its`: who is named right before.
_BESIDE = regex.compile(r"(?:\s?\([^()\n]{1,40}\))?(?:,\s(?:in\s\p{Ll}+\s)?|\s)(?:along\s|together\s)?(?:with|and)\s$")


def _owner_of_counted(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    """`Hadley's 90 shops`, `Hadley and its 90 shops`: who is said right before a number of things to have them."""
    match = _OWNS_COUNTED.match(line.text, line.start, draft.start) if draft.kind == "count" else None
    name = next(reversed(topics.names.between(line.left_of(draft), match.start())), None) if match else None
    if match is None or name is None or is_dated(line, name):
        return None
    gap = line.text[name.span.end : match.start()]
    pronoun = match.group()[:1].isalpha()
    if gap if not pronoun else not _BESIDE.fullmatch(gap):
        return None
    return Referent(topics.names.of(name), "", name.span)


def _counted(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    """`nine projects with an investment of 9 billion yuan`, `73 companies have listed, raising $16 billion`."""
    metric = draft.metric if draft.metric and line.start <= draft.metric.start < line.end else None
    if draft.kind != "money":
        return None
    head = line.token_before(metric.end) if metric else None
    preposition = line.governor(head) if head is not None else None
    owner = line.governor(preposition) if preposition is not None and preposition.text.lower() == "with" else None
    if owner is None:
        token = line.head_of(draft)
        verb = verb_above(line, token) if token is not None else None
        owner = clause_subject(line, verb) if verb is not None else None
    figure = line.figure_at.get(owner.index) if owner is not None else None
    if figure is None or figure.kind != "count" or figure.end >= draft.start:
        return None
    span = Span(figure.start, figure.end)
    return Referent(span, "", span)


def _line(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    return topics.doer


def _carried(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    if topics.last is None or _is_own_doer(line, draft, topics):
        return None
    return Referent(topics.last, "", topics.last)


def _is_own_doer(line: Line, draft: Draft, topics: Topics) -> bool:
    """`46 contacts finished their treatment`, where no organisation speaks of itself: nobody's, but for a place's."""
    if topics.issuer.of_itself or draft.kind != "count" or draft.relation is not None or topics.last is None:
        return False  # a part is its whole's
    head = line.head_of(draft)
    acts = head is not None and head.dep in {"nsubj", "nsubjpass"}
    acts = acts and head is not None and head.index < head.head  # "Among them are 14 cars"
    return acts and topics.entities.kind(topics.last) != "place"


def _issuer(line: Line, draft: Draft, topics: Topics) -> Referent | None:
    issuer = topics.issuer.name if not topics.issuer.of_others else None
    if issuer is None or _is_own_doer(line, draft, topics):
        return None
    return Referent(issuer, "", issuer)


#: In the order in which the first that speaks is right, as long as nothing says otherwise.
SUBJECT_RULES: tuple[SubjectRule, ...] = (
    LABEL,
    LIST_SEGMENT,
    LIST_NAME,
    LIST_NOUN,
    LinkRule(
        "subject.beside-metric",
        "The name that a preposition hangs on the metric; a date is none.",
        _beside_metric,
        ("Net sales of Hadley Shoe Company were ⟦$5 million⟧. → Hadley Shoe Company",),
        ("Net sales in March 2022 were ⟦$5 million⟧.",),
    ),
    LinkRule(
        "subject.role-of-metric",
        "A role behind the metric: `capitalisation of the park`.",
        _role_of_metric,
        (
            "The market value of the Oslo-listed shipping sector was ⟦$5 million⟧. → Oslo-listed shipping sector",
            "The trade park of Laibin City has 12 halls. The output of the park was ⟦$5 million⟧."
            " → trade park of Laibin City",
        ),
    ),
    LinkRule(
        "subject.before-time",
        "The name before the time of a metric: `Norvik second quarter sales`.",
        _before_time,
        (
            "Marlow Foods Inc. likes Norway. Hadley Shoe Company second-quarter sales were ⟦$5 million⟧."
            " → Hadley Shoe Company",
        ),
        ("Marlow Foods Inc. likes Norway. Second-quarter sales were ⟦$5 million⟧. → Marlow Foods Inc.",),
    ),
    LinkRule(
        "subject.modified-name",
        "The name that a measure modifies.",
        _modified_name,
        ("The group is building the ⟦512-hectare⟧ Hai Van Bay near the port. → Hai Van Bay",),
    ),
    MODIFIED_THING,
    THING_WITH,
    RELATIVE,
    LinkRule(
        "subject.owner-of-counted",
        "Who is said right before a number of things to have them.",
        _owner_of_counted,
        (
            "Marlow Foods Inc. likes Hadley Shoe Company’s ⟦90 shops⟧. → Hadley Shoe Company",
            "Marlow Foods Inc. met Norway, with its ⟦90 ports⟧, in May. → Norway",
        ),
        ("Marlow Foods Inc. sold Norway all of its ⟦90 shops⟧.",),
        manners=("alone",),
    ),
    LinkRule(
        "subject.owner-of-metric",
        "Who has the metric: `Norway's growth`, `its margin`.",
        _owner_of_metric,
        ("Norway's inflation rate rose to ⟦3%⟧. → Norway",),
        manners=("owner",),
    ),
    LinkRule(
        "subject.counted",
        "Counted things that have the amount: `with` it, or as the doers of its clause.",
        _counted,
        ("So far 73 biotech companies have listed, raising ⟦$16 million⟧. → 73 biotech companies",),
    ),
    PLACE_OF_PART,
    PLACE_OF_TALLY,
    OF_WHOLE,
    ONE_OF,
    GOES_TO,
    LinkRule(
        "subject.plain-doer",
        "Whatever noun does something to a number of things, or who has it; what only holds them does nothing, but for"
        " a study.",
        _plain_doer,
        (
            "Norway met Hadley Shoe Company. The visit brought ⟦96 agreements⟧. → visit",
            "Norway met Hadley Shoe Company. This study included ⟦2,000 adults⟧. → study",
        ),
        ("Norway met Hadley Shoe Company. The portfolio includes ⟦40 mills⟧.",),
        manners=("alone",),
    ),
    LinkRule(
        "subject.clause",
        "The doer of the clause that the figure stands in, or of one above it; one who only says so is none.",
        _clause,
        (
            "Marlow Foods Inc. competes with Hadley Shoe Company, which earned ⟦$5 million⟧. → Hadley Shoe Company",
            "Norway ordered Hadley Shoe Company to pay ⟦$5 million⟧ in fines. → Hadley Shoe Company",
        ),
        ("Mary Poole said that sales were ⟦$5 million⟧.",),
    ),
    AFTER_FIGURE,
    OPENING_PLACE,
    LinkRule(
        "subject.of-line",
        "The doer of the sentence's main clause.",
        _line,
        ("Hadley Shoe Company then stood at a slight surplus (⟦2%⟧). → Hadley Shoe Company",),
        manners=("carried",),
    ),
    LinkRule(
        "subject.carried",
        "Who was talked about last in the paragraph, or in a release of no company at all.",
        _carried,
        ("Hadley Shoe Company opened a shop in Lyon. Rent: ⟦$2 million⟧. → Hadley Shoe Company",),
        ("Mara Poole spoke in Lyon in May. Then ⟦46 patients⟧ finished their treatment.",),
        manners=("carried",),
    ),
    LinkRule(
        "subject.issuer",
        "The issuer of the release.",
        _issuer,
        ("Rent: ⟦$2 million⟧.\n\nIt was paid by Norway. We like Norway. → Norway",),
        manners=("carried",),
    ),
)
RULES: tuple[LinkRule[Callable[..., object]], ...] = (*SUBJECT_RULES, *references.RULES)
