"""Metrics that a noun beside the figure gives: before a preposition, or behind the figure."""

from collections.abc import Callable
from functools import cache

import regex

from extractor.documents import Token
from extractor.link.cues import hedge
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.metrics.measured import can_measure, of_attribution, outermost, resolve
from extractor.link.nouns import core_phrase, is_name, phrase_head
from extractor.link.phrases import full_phrase
from extractor.link.rule import LinkRule
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon

__all__ = [
    "ADJACENT_MEASURE", "FOR_NOUN", "IN_NOUN", "NOUN_AFTER", "NOUN_OF_FIGURE", "OF_NOUN_OF_CHANGE", "OPENING_OF",
    "MetricRule", "is_time", "item_of", "states_amount",
]  # fmt: skip

MetricRule = LinkRule[Callable[[Line, Draft], Span | None]]


def _hedges() -> str:
    return rf"(?:{hedge()}|(?:now|currently|as\ many\ as|\w+ly)\ ){{0,3}}"


@cache
def _states() -> regex.Pattern[str]:
    verbs = r"to|was|were|is|are|reached|totaled|totalled|exceeding|exceeded|topped|at|stood\ at"
    return regex.compile(rf"\b(?:{verbs})\ {_hedges()}$")


@cache
def _moves() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:by|from)\ {_hedges()}$")


def states_amount(line: Line, draft: Draft) -> bool:
    """Whether the words before say how much: a count needs them, else it only counts its own things."""
    if draft.kind != "count" or _states().search(squeeze(line.before(draft))):
        return True
    return draft.part != "level" and bool(_moves().search(squeeze(line.before(draft))))


def is_time(token: Token) -> bool:
    """Whether a word names a time (`quarter`, `year`), which measures nothing."""
    return token.text.lower() in metric_lexicon().times


# ---------------------------------------------------------------------------------- before the figure

#: Prepositions that only hedge the figure behind them.
_HEDGING = frozenset({"about", "around", "over", "under", "than"})
_ENDS = frozenset({"NN", "NNS", "NNP", "NNPS", "VBD", "VBZ", "VBP", "MD", ",", ":"})


def _preposition_before(line: Line, draft: Draft) -> Token | None:
    """The preposition that introduces the figure, hedges between them skipped."""
    token = line.token_before(draft.start)
    for _ in range(6):
        if token is None or token.index in line.figure_at:
            return None
        word = token.text.lower()
        if (token.tag in {"IN", "TO"} or word == "worth") and word not in _HEDGING:
            return token
        if token.tag in _ENDS:
            return None
        token = line.token_at(token.index - 1)
    return None


_ARTICLE = regex.compile(r"\sof\s(?:an?|the|its|this)\s$")
_EXCESS = regex.compile(r"\bexcess\sof\s$")
_WORTH = regex.compile(r"\s(?:worth|valued\sat|totaling|totalling)\s(?:[a-z]+\s){0,2}")


def item_of(line: Line, draft: Draft) -> Span | None:
    """The noun phrase of a count without its number, None where it is elliptical."""
    unit = draft.figure.mention.unit
    if not unit or not line.text[draft.start : draft.end].endswith(unit):
        return None
    return Span(draft.end - len(unit), draft.end)


def _worth(line: Line, draft: Draft) -> Span | None:
    """`250 refund cheques worth $600,000`: what is counted."""
    previous = line.previous(draft) if draft.kind == "money" else None
    if previous is None or previous.kind != "count":
        return None
    return item_of(line, previous) if _WORTH.fullmatch(line.lowered, previous.end, draft.start) else None


def _nearer(line: Line, noun: Token | None, preposition: Token) -> Token | None:
    """The noun right before a preposition where another figure parts it from the one that the parse takes.

    `cash of $5 million and total debt of $2 million`.
    """
    before = line.token_at(preposition.index - 1)
    if noun is None or before is None or not line.is_noun(before) or noun.index >= before.index:
        return noun
    parted = any(t.index in line.figure_at for t in line.tokens[noun.index : before.index])
    return before if parted else noun


def _noun_of_figure(line: Line, draft: Draft) -> Span | None:
    worth = _worth(line, draft)
    if worth is not None:
        return worth
    if _EXCESS.search(line.before(draft)):  # "a plan in excess of $200 million in revenue"
        found = _in_noun(line, draft)
        if found is not None:
            return found
    if _ARTICLE.search(line.before(draft)):  # "the impact of a 1-point currency headwind"
        found = _noun_after(line, draft)
        if found is not None:
            return found
    preposition = _preposition_before(line, draft) if states_amount(line, draft) else None
    if preposition is None or preposition.text.lower() not in {"of", "at", "with", "worth", "between"}:
        return None
    noun = _nearer(line, line.governor(preposition), preposition)
    if noun is None or not line.is_noun(noun) or noun.index > preposition.index:
        noun = line.token_at(preposition.index - 1)
        if noun is None or not line.is_noun(noun):
            return None
    if preposition.text.lower() == "worth":
        return None if is_time(noun) else full_phrase(line, noun)
    noun = outermost(line, of_attribution(line, noun))
    forecast = noun.text.lower() in metric_lexicon().guidance
    if is_time(noun) or (preposition.text.lower() == "at" and not forecast):
        return None
    found = resolve(line, draft, noun)
    bare = forecast and found is not None and found.end == noun.end  # "guidance of $3 billion in revenue"
    return (_in_noun(line, draft) or found) if bare else found


_DIRECTLY = regex.compile(r"\s(?:at\s)?(?:around|about|near|close\sto|at|approximately|nearly)?\s?$")
_NEARLY = frozenset(
    {"", "around", "about", "near", "close to", "at", "at around", "at about", "approximately", "nearly", ":"}
)


def _adjacent_measure(line: Line, draft: Draft) -> Span | None:
    match = _DIRECTLY.search(line.lowered, max(line.start, draft.start - 24), draft.start)
    token = line.token_before(match.start() if match else draft.start)
    if draft.kind == "count" or token is None or draft.start - token.end > 20 or not line.is_noun(token):
        return None
    if token.text.lower() not in name_lexicon().measures or token.text.lower() in change_lexicon().nouns:
        return None
    if line.text[token.end : draft.start].strip(" ").lower() not in _NEARLY:
        return None
    return full_phrase(line, outermost(line, token))


# ---------------------------------------------------------------------------------- behind the figure

#: What may not stand between a figure and the noun that it modifies.
_GAP = regex.compile(r"[,;:(]|\b(?:in|of|for|and|or|to|from|with|was|were|is|are|that|which)\b")
_MODIFIER = frozenset({"nummod", "nmod", "compound", "amod", "npadvmod", "quantmod", "dep", "poss"})


def _noun_after(line: Line, draft: Draft) -> Span | None:
    token = line.head_of(draft) if draft.kind != "count" else None
    noun = line.governor(token) if token is not None and token.dep in _MODIFIER else None
    if noun is None or not line.is_noun(noun) or noun.start < draft.end or noun.start - draft.end > 60:
        return None
    named = draft.kind == "measure" and is_name(line, noun)
    if named or _GAP.search(line.lowered[draft.end : noun.start]) or is_time(noun):
        return None
    return resolve(line, draft, noun)


_OF_CHANGE = regex.compile(r"\s(?:in|of)\s(?:(?:its|the|their|our)\s)?")


def _of_noun_of_change(line: Line, draft: Draft) -> Span | None:
    change = _noun_of_change(line, draft)
    if change is None:
        return None
    own = [t for t in line.tokens_between(draft.end, change.start) if line.is_noun(t) and not is_time(t)]
    if own and own[-1].end + 1 >= change.start and can_measure(own[-1]):
        start = max(core_phrase(line, own[-1]).start, draft.end)
        return Span(next((t.start for t in own if t.start >= start), own[-1].start), own[-1].end)
    match = _OF_CHANGE.match(line.lowered, change.end, line.end)
    first = line.token_after(match.end()) if match else None
    while first is not None and first.index in line.figure_at:  # "increase in Q2 2025 revenue"
        first = line.token_at(first.index + 1)
    noun = phrase_head(line, first) if first is not None else None
    if noun is None or is_name(line, noun) or is_time(noun) or not can_measure(noun):
        return None
    return full_phrase(line, noun)


def _noun_of_change(line: Line, draft: Draft) -> Span | None:
    """Where the noun of change behind a percentage stands, also behind the one that shares it: `7% and 9% growth`."""
    told = next((n for n in draft.notes if n.field == "direction"), None)
    if told is not None and told.rule == "direction.coordinated":
        later = next(iter(line.later(draft)), None)
        told = next((n for n in later.notes if n.field == "direction"), None) if later is not None else None
    return told.words if told is not None and told.rule == "direction.noun-after" else None


_IN = regex.compile(r"\s(?:in|of|worth\sof)\s(?:(?:its|the|their|our|a|an|new)\s)?(?![\d$€£])")


def _in_noun(line: Line, draft: Draft) -> Span | None:
    points = draft.kind == "percent" and draft.quantity.unit != "percent"
    match = _IN.match(line.text, draft.end, line.end) if points or draft.kind in {"money", "measure"} else None
    first = line.token_after(match.end()) if match else None
    noun = phrase_head(line, first) if first else None
    if match is None or noun is None or is_name(line, noun) or is_time(noun):
        return None
    span = full_phrase(line, noun)
    return Span(max(span.start, match.end()), span.end) if span.end > match.end() else None


_FOR = regex.compile(r"(?:\s\([^()]*\))?\sfor\s(?!the\s(?:first|second|third|fourth|full|year|quarter)|each|every)")


_BE_GIVEN = regex.compile(
    r"\s(?:will\sbe|was|were|is|are|has\sbeen|have\sbeen|to\sbe|would\sbe)\s(?P<verb>[a-z]+)\s(?:to|towards?|for|into)\s"
)
_TOWARDS = regex.compile(r"(?:\s\([^()]*\))?\s(?:to|towards?|into)\s")
_GIVING = regex.compile(r"(?P<verb>[a-z]+)\s(?:\w+\s){0,2}$")


def _purpose(line: Line, draft: Draft) -> int | None:
    """Where the words begin that say what money is for: behind `for`, or behind `to` of a verb of giving."""
    giving = metric_lexicon().giving
    match = _FOR.match(line.lowered, draft.end)
    if match is None:
        match = _BE_GIVEN.match(line.lowered, draft.end)
        match = match if match is not None and match["verb"] in giving else None
    if match is None:
        before = _GIVING.search(line.before(draft))
        match = _TOWARDS.match(line.lowered, draft.end) if before is not None and before["verb"] in giving else None
    return match.end() if match is not None else None


def _for_noun(line: Line, draft: Draft) -> Span | None:
    start = _purpose(line, draft) if draft.kind == "money" else None
    first = line.token_after(start) if start is not None else None
    if first is not None and first.tag in {"DT", "PRP$"}:
        first = line.token_at(first.index + 1)
    noun = phrase_head(line, first) if first is not None else None
    if noun is None or is_name(line, noun) or is_time(noun) or noun.text.lower() in metric_lexicon().agents:
        return None
    return full_phrase(line, noun)


#: "Of the total cases, 56% were female", "Out of all respondents …".
_OPENS_OF = regex.compile(r"\W*(?:out\ )?of\s(?:(?:all|the|these|those|its|our|their)\s)*", regex.IGNORECASE)


def _opening_of(line: Line, draft: Draft) -> Span | None:
    if draft.kind != "percent" or draft.quantity.unit != "percent" or draft.direction:
        return None
    match = _OPENS_OF.match(line.text, line.start, draft.start)
    first = line.token_after(match.end()) if match is not None else None
    while first is not None and first.index in line.figure_at:  # "Of the 40 cases"
        first = line.token_at(first.index + 1)
    noun = phrase_head(line, first) if first is not None else None
    if noun is None or noun.end > draft.start or is_time(noun) or line.is_aside(line.quantities[0], draft):
        return None
    own = (t for t in line.tokens_between(noun.end, draft.start) if line.is_noun(t) and can_measure(t))
    return None if any(t.text.lower() in name_lexicon().measures for t in own) else full_phrase(line, noun)


OPENING_OF: MetricRule = LinkRule(
    "metric.opening-of",
    "What a sentence with percentages opens with behind `of`: the whole that they are shares of.",
    _opening_of,
    (
        "Of the total cases with known age, ⟦56%⟧ (1051) were female. → total cases",
        "Out of all respondents, 40% cycle and ⟦30%⟧ walk. → respondents",
    ),
    ("Of late, revenue grew ⟦5%⟧.", "Of the cases, 56% were new and the recovery rate was ⟦30%⟧."),
)
NOUN_OF_FIGURE: MetricRule = LinkRule(
    "metric.noun-of-figure",
    "The noun before `of`, `with` or `worth` and the figure; `at` only behind a forecast. A change, a total or a "
    "forecast gives what it is of, a name what it is attributed to.",
    _noun_of_figure,
    (
        "The group posted revenue of ⟦$5 billion⟧. → revenue",
        "The mill reported a decline of ⟦3%⟧ in paper sales. → paper sales",
        "It raised its revenue guidance of ⟦$5 billion⟧. → revenue",
        "Profit attributable to Marlow Foods of ⟦$5 million⟧ was a record. → Profit attributable to Marlow Foods",
        "It had cash and equivalents of $5 million and total debt of ⟦$2 million⟧. → total debt",
    ),
    ("In a year of ⟦$5 billion⟧ deals, it did nothing.",),
)
ADJACENT_MEASURE: MetricRule = LinkRule(
    "metric.adjacent-measure",
    "A measure's own word directly before the figure, a hedge at most between them.",
    _adjacent_measure,
    ("The bank wants to keep core inflation around ⟦2%⟧. → core inflation", "Net revenue ⟦$5 million⟧ → Net revenue"),
)
NOUN_AFTER: MetricRule = LinkRule(
    "metric.noun-after-figure",
    "The noun that the figure modifies.",
    _noun_after,
    (
        "The city announced a ⟦$20 million⟧ investment. → investment",
        "The firm won a ⟦$7 million⟧ supply contract. → supply contract",
    ),
    ("It sold ⟦5%⟧ of shares.",),
)
OF_NOUN_OF_CHANGE: MetricRule = LinkRule(
    "metric.of-noun-of-change",
    "Behind a percentage that a noun of change follows: the noun directly before that one, or what stands behind it.",
    _of_noun_of_change,
    (
        "Marlow Foods Posts ⟦92%⟧ Year-Over-Year Revenue Growth in Q2 → Revenue",
        "The yard reported a ⟦9.3%⟧ year-over-year increase in Q2 2022 revenue to $4 million. → revenue",
        "The yard reported ⟦9.3%⟧ year-over-year and 2% sequential growth in lease revenue. → lease revenue",
    ),
)
IN_NOUN: MetricRule = LinkRule(
    "metric.in-noun",
    "The noun phrase behind `in` or `of` and an amount: what the money is.",
    _in_noun,
    ("The mine generated ⟦$3.2 million⟧ in cash from operations. → cash from operations",),
    ("It spent ⟦$3.2 million⟧ in March.",),
)
FOR_NOUN: MetricRule = LinkRule(
    "metric.for-noun",
    "What money is for; a period or a doer behind `for` is none.",
    _for_noun,
    ("The council set aside ⟦$5 million⟧ for road repairs. → road repairs",),
    ("It earned ⟦$5 million⟧ for the full year.",),
)
