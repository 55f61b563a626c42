"""From a noun beside a figure to the measure that it names: of a change, a total or a forecast, what that is of."""

import regex

from extractor.documents import Token
from extractor.link.clauses import clause_subject, verb_above
from extractor.link.draft import Draft
from extractor.link.lines import MODIFYING, VERBS, Line
from extractor.link.nouns import core_phrase, is_name, phrase_head
from extractor.link.phrases import full_phrase
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon

__all__ = [
    "can_measure",
    "names_measure",
    "object_measure",
    "of_attribution",
    "only_reckons",
    "outermost",
    "resolve",
    "subject_measure",
]

_PERIODS = frozenset({"year", "quarter", "month", "period"})
_OF_CHANGE = frozenset({"in", "of", "for", "on", "to"})
_OF_TOTAL = frozenset({"of", "in", "for"})
_OF_FORECAST = frozenset({"for", "of", "on"})


def can_measure(noun: Token) -> bool:
    """Whether a noun may be a measure: it names no doer, no total of something else and no change."""
    word, words = noun.text.lower(), metric_lexicon()
    empty = (words.agents, words.generic, change_lexicon().nouns, name_lexicon().standards)
    return not any(word in nouns for nouns in empty)


def names_measure(word: str) -> bool:
    """Whether a word, in lower case, is one that measures end in: `revenue`, `ratio`."""
    return word in metric_lexicon().heads or word in name_lexicon().measures


def resolve(line: Line, draft: Draft, noun: Token, *, climb: bool = True) -> Span | None:
    """The measure that a noun beside the figure names: itself, or what a change, a total or a forecast is of.

    Where it names none of its own, the clause above may (`climb`).
    """
    word = noun.text.lower()
    if word in metric_lexicon().reckoning:
        return None
    if word in change_lexicon().nouns and not (draft.kind == "money" and word in change_lexicon().gains):
        return _of_change(line, draft, noun, climb=climb)
    if word in metric_lexicon().guidance:
        return _of_forecast(line, noun)
    if word in metric_lexicon().generic and not _modified(line, noun):
        return _of_total(line, draft, noun, climb=climb)
    return full_phrase(line, noun)


def _modified(line: Line, noun: Token) -> bool:
    """Whether words before a generic noun make it a measure ("valuation range", "total contract value")."""
    return bool(line.children(noun, "compound", "amod", "nmod")) and core_phrase(line, noun).start < noun.start


def _of_total(line: Line, draft: Draft, noun: Token, *, climb: bool) -> Span | None:
    """`a total of $3 million in grants`, `revenue in the range of`: what the total is of, or what it says more of."""
    inner = _object_of(line, noun, _OF_TOTAL)
    if inner is not None:
        return full_phrase(line, inner)
    outer = _noun_above(line, noun)
    if outer is not None:
        return resolve(line, draft, outer, climb=False)
    return _climb(line, draft, noun) if climb else None


def _noun_above(line: Line, noun: Token) -> Token | None:
    """The noun that a preposition hangs this one on: `revenue in the range of`."""
    preposition = line.governor(noun)
    if preposition is None or preposition.tag != "IN":
        return None
    outer = line.governor(preposition)
    return outer if outer is not None and line.is_noun(outer) and outer.index < noun.index else None


def _of_change(line: Line, draft: Draft, noun: Token, *, climb: bool) -> Span | None:
    """What an increase is in: `increase in revenue`, `revenue growth`, `an increase in output of 5 percent`."""
    inner = _object_of(line, noun, _OF_CHANGE)
    if inner is not None and inner.start > noun.start and not _is_said(inner) and not _is_place(line, inner):
        return full_phrase(line, inner)
    span = core_phrase(line, noun)
    own = [t for t in line.tokens_between(span.start, noun.start) if line.is_noun(t)]
    plain = [t for t in own if t.text.lower() not in {"year", "quarter", "month", "rate", "percentage", "point"}]
    if plain and (plain[-1].start >= draft.end or plain[-1].end <= draft.start):
        return Span(core_phrase(line, plain[-1]).start, plain[-1].end)
    behind = _behind_figure(line, draft) if draft.start > noun.end else None
    if behind is not None:
        return behind
    found = _climb(line, draft, noun) if climb else None
    guessed = found is None or line.words(found).split()[-1] in metric_lexicon().guidance
    if not guessed or noun.text.lower() != "growth":
        return found
    return found if only_reckons(line, span) else span


def _is_said(noun: Token) -> bool:
    """Whether a noun behind a change names its time or how it is reckoned, not what changed."""
    word = noun.text.lower()
    return word in _PERIODS or word in metric_lexicon().reckoning or word in name_lexicon().standards


def only_reckons(line: Line, span: Span) -> bool:
    """Whether a phrase says how a change is reckoned and not of what: `year-over-year growth`."""
    words = line.words(span).replace("-", " ").split()
    return len(words) > 1 and not set(words) - metric_lexicon().growth


def _is_place(line: Line, noun: Token) -> bool:
    """`growth in the Osel Valley`: where, not what."""
    return is_name(line, noun) and noun.text.lower() not in metric_lexicon().heads


#: What a change is in, behind its figure: no time, no currency in which it is reckoned.
_IN_WHAT = regex.compile(
    r"(?:\s\([^()]*\))?\sin\s(?:(?:its|the|their|our)\s)?(?!constant|local|real|nominal|terms|\p{Lu}|\d|[$€£])"
)


def _behind_figure(line: Line, draft: Draft) -> Span | None:
    """`a decline of 3% in paper sales`."""
    match = _IN_WHAT.match(line.text, draft.end, line.end)
    first = line.token_after(match.end()) if match else None
    noun = phrase_head(line, first) if first is not None else None
    if noun is None or is_name(line, noun) or not can_measure(noun) or noun.text.lower() in metric_lexicon().times:
        return None
    return full_phrase(line, noun)


def _of_forecast(line: Line, noun: Token) -> Span | None:
    """What a forecast is of: `revenue guidance`, `its forecast for adjusted EPS`, `guidance range`."""
    inner = _object_of(line, noun, _OF_FORECAST)
    if inner is not None and inner.text.lower() not in _PERIODS and not is_name(line, inner):
        return full_phrase(line, inner)
    nouns = [t for t in line.tokens_between(core_phrase(line, noun).start, noun.start) if line.is_noun(t)]
    while nouns and nouns[-1].text.lower() in metric_lexicon().guidance:
        nouns.pop()
    return Span(core_phrase(line, nouns[-1]).start, nouns[-1].end) if nouns else full_phrase(line, noun)


def _object_of(line: Line, noun: Token, prepositions: frozenset[str]) -> Token | None:
    """The noun that a preposition hangs on another noun, figures left out."""
    follower = line.token_at(noun.index + 1)
    hanging = [follower] if follower is not None and follower.tag == "IN" else []
    for preposition in [*line.children(noun, "prep"), *hanging]:
        if preposition.text.lower() in prepositions:
            for inner in line.children(preposition, "pobj"):
                if line.is_noun(inner):
                    return inner
    return None


def _climb(line: Line, draft: Draft, noun: Token) -> Span | None:
    """What the clause above a noun measures."""
    verb = verb_above(line, noun)
    return (object_measure(line, draft, verb) or subject_measure(line, draft, verb)) if verb is not None else None


def object_measure(line: Line, draft: Draft, verb: Token) -> Span | None:
    """The measure that a verb changes, or that a doer has: `the company cut its budget by …`."""
    subject = _subject_before(line, draft, verb)
    objects = [o for o in line.children(verb, "dobj", "oprd") if line.is_noun(o) and o.end <= draft.start]
    doer = subject is None or subject.text.lower() in metric_lexicon().agents or is_name(line, subject)
    if not objects or not (doer or verb.text.lower() in change_lexicon().verbs):
        return None
    return resolve(line, draft, outermost(line, objects[-1]), climb=False)


def subject_measure(line: Line, draft: Draft, verb: Token) -> Span | None:
    """The measure that a verb says something of: `net sales rose 5%`; a doer is none."""
    if verb.text.lower() in name_lexicon().saying:  # "Research has found that 1% of people"
        return None
    subject = _subject_before(line, draft, verb)
    if subject is not None and subject.text.lower() in name_lexicon().standards:  # "GAAP gross profit … was"
        subject = phrase_head(line, subject)
    if subject is None or subject.text.lower() in metric_lexicon().agents:
        return None
    if is_name(line, subject):
        return full_phrase(line, subject) if subject.text.lower() in metric_lexicon().heads else None
    return resolve(line, draft, outermost(line, subject), climb=False) if line.is_noun(subject) else None


def _subject_before(line: Line, draft: Draft, verb: Token) -> Token | None:
    subject = clause_subject(line, verb)
    return subject if subject is not None and subject.start < draft.start else None


#: Signs that part a label from what it introduces.
_LABEL_SIGNS = frozenset({"–", "—", ":", ";"})


def _is_label_sign(line: Line, token: Token) -> bool:
    return token.text in _LABEL_SIGNS or (token.text == "-" and line.text[token.start - 1 : token.end + 1] == " - ")


def outermost(line: Line, noun: Token) -> Token:
    """The noun whose phrase takes this one in: `earnings` of "earnings from operations", `cash` of "cash and debt"."""
    for _ in range(4):
        above = line.governor(noun)
        if noun.dep != "conj" or above is None or not _conjoined(line, above, noun):
            break
        if above.text.lower() in name_lexicon().standards:  # "GAAP and non-GAAP margins"
            break
        noun = above
    first = max(0, noun.index - 8)
    first = max((t.index for t in line.tokens[first : noun.index] if _is_label_sign(line, t)), default=first)
    for token in line.tokens[first : noun.index]:
        if not line.is_noun(token) or token.index in line.figure_at or core_phrase(line, token).end > noun.start:
            continue
        if full_phrase(line, token).end >= noun.end:
            return token
    return noun


def _conjoined(line: Line, above: Token, noun: Token) -> bool:
    if not line.is_noun(above) or not above.index < noun.index <= above.index + 8:
        return False
    return not any(
        (t.tag in VERBS and t.dep not in MODIFYING) or t.index in line.figure_at or t.tag == "DT" or t.text in ";:–—"
        for t in line.tokens[above.index + 1 : noun.index]
    )


def of_attribution(line: Line, noun: Token) -> Token:
    """The measure in front of a name that hangs on it: `EPS attributable to Intel of …`, `sales at Orchard of …`."""
    first = line.token_after(core_phrase(line, noun).start)
    attributed = (
        first is not None
        and first.index > 1
        and line.tokens[first.index - 2].text.lower() in {"attributable", "available"}
    )
    if not attributed and (not is_name(line, noun) or noun.text.lower() in metric_lexicon().heads):
        return noun
    at = first.index if attributed and first else noun.index
    while at > 0 and (is_name(line, line.tokens[at - 1]) or line.tokens[at - 1].text in {",", "&", ".", "the"}):
        at -= 1
    while at > 0 and line.tokens[at - 1].text.lower() in _ATTRIBUTING:
        at -= 1
    before = line.tokens[at - 1] if at else noun
    return before if line.is_noun(before) and before.index < noun.index and at < noun.index else noun


_ATTRIBUTING = frozenset({"to", "at", "of", "for", "in", "by", "the", "attributable", "available"})
