"""Metrics that a verb gives: what is said of a subject, or what is done to an object."""

import regex

from extractor.documents import Token
from extractor.link.clauses import verb_above
from extractor.link.draft import Draft
from extractor.link.lines import NOUNS, VERBS, Line
from extractor.link.metrics.adjacent_nouns import MetricRule, item_of, states_amount
from extractor.link.metrics.measured import can_measure, object_measure, outermost, subject_measure
from extractor.link.nouns import core_phrase, is_name
from extractor.link.phrases import full_phrase
from extractor.link.rule import LinkRule
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon

__all__ = ["ADJACENT_SUBJECT", "OF_VERB_FIGURE", "VERB_OBJECT", "VERB_SUBJECT"]


def _of_verb_figure(line: Line, draft: Draft) -> Span | None:
    token = line.head_of(draft)
    if token is None or token.tag not in VERBS:
        return None
    for noun in line.children(token, "dobj") or line.children(token, "nsubj", "nsubjpass"):
        if line.is_noun(noun) and not is_name(line, noun):
            return full_phrase(line, outermost(line, noun))
    return None


#: Tags that may stand between the verb and the figure, and between the subject and the verb.
_AFTER_VERB = frozenset({"RB", "RBR", "MD", "VBD", "VBN", "VBZ", "VBP", "VB", "TO", "JJR", "IN", "DT", "JJ"})
_BEFORE_VERB = _AFTER_VERB - {"IN", "DT", "JJ"}


def _adjacent_subject(line: Line, draft: Draft) -> Span | None:
    if not states_amount(line, draft):
        return None
    verb: Token | None = None
    token = line.token_before(draft.start)
    for _ in range(10):
        if token is None or token.index in line.figure_at or token.text in {",", ";", ":"}:
            return None
        word = token.text.lower()
        if token.tag not in NOUNS and _predicates(word):
            verb = token
        elif verb is not None and line.is_noun(token):
            return _before_verb(line, token, verb, draft)
        elif token.tag not in (_AFTER_VERB if verb is None else _BEFORE_VERB):
            return None
        token = line.token_at(token.index - 1)
    return None


def _predicates(word: str) -> bool:
    """Whether a word says something of the noun before it: a verb of level or change, or `up`, `down`, `higher`."""
    changes = change_lexicon()
    said = word in metric_lexicon().level_verbs or word in changes.verbs
    return said or word in changes.moving


def _before_verb(line: Line, noun: Token, verb: Token, draft: Draft) -> Span | None:
    """The phrase that ends in the noun before a verb; what "was" a number is a measure even if it looks like a name."""
    inner = _measure_in(line, noun)
    head = outermost(line, inner)
    if head.text.lower() in metric_lexicon().times or not can_measure(head):
        return None
    if is_name(line, head) and not _labelled(line, head, verb, draft):
        return None
    span = full_phrase(line, head)
    reaches = _is_plain_tail(line, inner, noun) or _is_joined(line, span.end, noun)
    return Span(span.start, max(span.end, noun.end)) if reaches else span


#: "Ferry ticket and on-board shop sales were": the phrase before the verb is one.
_JOINED = regex.compile(r",?\ (?:(?:and|&)\ (?:[\w-]+\ ){0,4}|(?P<without>less|excluding|minus)\ (?:[\w-]+\ ){0,9})")


def _is_joined(line: Line, end: int, noun: Token) -> bool:
    tags = {t.tag for t in line.tokens_between(end, noun.start)}
    match = _JOINED.fullmatch(line.lowered, end, noun.start)
    verbs = {"VBD", "VBZ", "VBP", "MD"} if match and match["without"] else {"VBD", "VBZ", "VBP", "MD", "DT"}
    return match is not None and not tags & verbs


def _is_plain_tail(line: Line, measure: Token, noun: Token) -> bool:
    """Whether the noun before the verb belongs to the measure's name: `activity in services`, not `… in the south`."""
    preposition = line.governor(noun)
    if measure is noun or preposition is None or line.governor(preposition) is not measure:
        return False
    follower = line.token_at(preposition.index + 1)
    determined = follower is not None and follower.tag in {"DT", "PRP$"}
    other = noun.text.lower() in metric_lexicon().times or noun.text.lower() in metric_lexicon().agents
    return preposition.text.lower() in {"in", "for"} and not (determined or other or is_name(line, noun))


def _measure_in(line: Line, noun: Token) -> Token:
    """`repurchases` of "repurchases of our stock were": the noun that prepositions hang the one before the verb on."""
    for _ in range(3):
        before = _measure_before(line, noun)
        if before is not None:
            noun = before
            continue
        joined = line.governor(noun) if noun.dep == "conj" else None
        noun = joined if joined is not None and joined.dep == "pobj" and line.is_noun(joined) else noun
        preposition = line.governor(noun)
        if noun.dep != "pobj" or preposition is None or preposition.text.lower() not in _HANGING:
            break
        above = line.governor(preposition)
        if above is not None and above.tag in {"VBN", "VBG"} and above.dep == "acl":
            above = line.governor(above)
        if above is None or not line.is_noun(above) or above.index > noun.index:
            break
        noun = above
    return noun


def _measure_before(line: Line, noun: Token) -> Token | None:
    """`Cash flows` of "Cash flows from operations", `Earnings` of "Earnings per Share", whatever the parse says."""
    first = line.token_after(core_phrase(line, noun).start)
    preposition = line.token_at(first.index - 1) if first is not None else None
    if preposition is not None and preposition.tag == "DT":
        preposition = line.token_at(preposition.index - 1)
    if preposition is None or preposition.text.lower() not in {"from", "per", "less", "excluding", "minus"}:
        return None
    before = line.token_at(preposition.index - 1)
    if before is None or before.text.lower() not in name_lexicon().measures or before.index in line.figure_at:
        return None
    return before


_HANGING = frozenset({"in", "for", "of", "from", "at", "by", "to", "with", "on"})
_BE = frozenset({"was", "were", "is", "are", "totaled", "totalled", "amounted", "stood", "averaged"})


def _labelled(line: Line, head: Token, verb: Token, draft: Draft) -> bool:
    """Whether a capitalised noun opens its sentence or bullet and a verb of state leads straight to the figure."""
    before = line.token_at(head.index - 1)
    opens = before is None or before.text in {"-", "–", "—", ":", "(", ")", "."}
    plural = head.text.endswith("s") and verb.text.lower() in {"were", "are"} and draft.kind in {"money", "percent"}
    return (opens or plural) and verb.text.lower() in _BE and " " not in line.text[verb.end : draft.start].strip()


def _verb_object(line: Line, draft: Draft) -> Span | None:
    verb = _verb_of(line, draft)
    return object_measure(line, draft, verb) if verb is not None else None


def _verb_subject(line: Line, draft: Draft) -> Span | None:
    verb = _verb_of(line, draft)
    return subject_measure(line, draft, verb) if verb is not None else None


def _verb_of(line: Line, draft: Draft) -> Token | None:
    token = line.head_of(draft) if states_amount(line, draft) else None
    verb = verb_above(line, token) if token else None
    if verb is None or ";" in line.text[verb.end : draft.start]:
        return None
    if draft.kind == "count" and item_of(line, draft) is not None and not _states(verb):
        return None  # "pleaded guilty to three counts"
    return verb


def _states(verb: Token) -> bool:
    """Whether a verb states a level or a change of its subject."""
    word = verb.text.lower()
    return word in metric_lexicon().level_verbs or word in change_lexicon().verbs or word in _BE


OF_VERB_FIGURE: MetricRule = LinkRule(
    "metric.of-verb-figure",
    "Where the figure is a verb (`doubled`, `halved`): its object, else its subject.",
    _of_verb_figure,
    ("The plant ⟦halved⟧ its diesel consumption. → diesel consumption", "Net sales ⟦doubled⟧ in 2023. → Net sales"),
)
ADJACENT_SUBJECT: MetricRule = LinkRule(
    "metric.adjacent-subject",
    "The noun phrase directly before the verb of level or change directly before the figure, whatever the parse says.",
    _adjacent_subject,
    (
        "Adjusted net income reached ⟦$9.3 million⟧. → Adjusted net income",
        "Average occupancy fell to ⟦62%⟧. → Average occupancy",
        "The number of samples tested by the laboratories increased by ⟦3%⟧. → number of samples",
    ),
    ("The company raised ⟦$9.3 million⟧.", "The travel guide is published for ⟦176 countries⟧."),
)
VERB_OBJECT: MetricRule = LinkRule(
    "metric.verb-object",
    "The object of the verb above the figure, where a doer is its subject or the verb changes something.",
    _verb_object,
    ("The company cut its travel budget by ⟦$3 million⟧. → travel budget",),
)
VERB_SUBJECT: MetricRule = LinkRule(
    "metric.verb-subject",
    "The subject of the verb above the figure, unless it is a doer.",
    _verb_subject,
    ("Orders from hospitals, which opened in May, have since climbed to ⟦$3 million⟧. → Orders",),
)
