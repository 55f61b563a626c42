"""Metrics: the noun phrase that says what a figure measures, in the release's words."""

from collections.abc import Callable
from functools import cache

import regex

from extractor.documents import Token
from extractor.link.changes import change_words
from extractor.link.draft import Draft
from extractor.link.lines import MODIFYING, VERBS, Line
from extractor.link.nounphrases import core_phrase, full_phrase, is_name
from extractor.link.vocabulary import measure_words, metric_lexicon
from extractor.spans import Span

__all__ = ["clause_subject", "item_span", "metric_of", "verb_above"]


class MetricWords:
    """The lexicon `metrics.toml` as sets."""

    def __init__(self) -> None:
        lexicon = metric_lexicon()
        self.agents = frozenset(lexicon.agents.split())
        self.generic = frozenset(lexicon.generic.split())
        self.guidance = frozenset(lexicon.guidance.split())
        self.level_verbs = frozenset(lexicon.level_verbs.split())
        changes = change_words()
        self.change_nouns = frozenset(changes.up.nouns.split()) | frozenset(changes.down.nouns.split())
        self.change_verbs = frozenset(changes.up.verbs.split()) | frozenset(changes.down.verbs.split())


@cache
def metric_words() -> MetricWords:
    """The words that decide about metrics, loaded once."""
    return MetricWords()


Finding = tuple[Span, str]


def metric_of(line: Line, draft: Draft) -> Finding | None:
    """The metric of a figure by its own words, with the rule that found it; None where only others could lend it one."""
    for rule in _RULES:
        found = rule(line, draft)
        if found is not None and found[0].start < found[0].end:
            return found
    return None


def item_span(line: Line, draft: Draft) -> Span | None:
    """The noun phrase of a count without its number, None where it is elliptical."""
    unit = draft.figure.mention.unit
    if not unit or not line.text[draft.start : draft.end].endswith(unit):
        return None
    return Span(draft.end - len(unit), draft.end)


# ---------------------------------------------------------------------------------------------- rules


def _noun_of_figure(line: Line, draft: Draft) -> Finding | None:
    """`revenue of $5bn`, `a gain of 3%`, `EPS guidance of $2`: the noun before the preposition."""
    preposition = _preposition_before(line, draft)
    if draft.kind == "count" and not _REACHED.search(line.before(draft)):
        return None
    if preposition is None or preposition.text.lower() not in {"of", "at", "with", "worth"}:
        return None
    noun = line.governor(preposition)
    if noun is None or not line.is_noun(noun) or noun.index > preposition.index:
        noun = line.tokens[preposition.index - 1] if preposition.index else None
        if noun is None or not line.is_noun(noun):
            return None
    noun = _outermost(line, _behind_name(line, noun))
    if noun.text.lower() in _TIMES:
        return None
    if preposition.text.lower() == "at" and noun.text.lower() not in metric_words().guidance:
        return None
    found = _resolve(line, draft, noun)
    if found is not None and noun.text.lower() in metric_words().guidance and found.end == noun.end:
        return _in_noun(line, draft) or (found, "metric.noun-of-figure")
    return (found, "metric.noun-of-figure") if found else None


def _outermost(line: Line, noun: Token) -> Token:
    """The noun whose phrase takes this one in: `earnings` of "earnings from operations", `cash` of "cash and debt"."""
    for _ in range(4):
        above = line.governor(noun)
        if (
            noun.dep != "conj"
            or above is None
            or not line.is_noun(above)
            or not above.index < noun.index <= above.index + 8
        ):
            break
        inside = line.tokens[above.index + 1 : noun.index]
        if any(
            (t.tag in VERBS and t.dep not in MODIFYING) or t.index in line.figure_at or t.tag == "DT" or t.text in ";:"
            for t in inside
        ):
            break
        noun = above
    for token in line.tokens[max(0, noun.index - 8) : noun.index]:
        if (
            line.is_noun(token)
            and core_phrase(line, token).end <= noun.start
            and full_phrase(line, token).end >= noun.end
        ):
            return token
    return noun


def _adjacent_subject(line: Line, draft: Draft) -> Finding | None:
    """`non-GAAP net income reached $9.3 million`: the phrase directly before the verb directly before the figure."""
    if draft.kind == "count" and not _REACHED.search(line.before(draft)):
        return None
    words = metric_words()
    token = line.token_before(draft.start)
    verb: Token | None = None
    for _ in range(10):
        if token is None or token.index in line.figure_at or token.text in {",", ";", ":"}:
            return None
        word = token.text.lower()
        if word in words.level_verbs or word in words.change_verbs:
            verb = token
        elif verb is not None and line.is_noun(token):
            return _before_verb(line, token, verb, draft.start)
        elif token.tag not in {"RB", "RBR", "MD", "VBD", "VBN", "VBZ", "VBP", "VB", "TO", "JJR", "IN", "DT", "JJ"} or (
            verb is not None and token.tag in {"IN", "DT", "JJ"}
        ):
            return None
        token = line.tokens[token.index - 1] if token.index else None
    return None


def _adjacent_measure(line: Line, draft: Draft) -> Finding | None:
    """`keep underlying inflation around 2 per cent`, `revenue $5bn`: a measure's own word directly before the figure."""
    match = _DIRECTLY.search(line.lowered, max(line.start, draft.start - 24), draft.start)
    token = line.token_before(match.start() if match else draft.start)
    if draft.kind == "count" or token is None or draft.start - token.end > 20 or not line.is_noun(token):
        return None
    if token.text.lower() not in measure_words() or token.text.lower() in metric_words().change_nouns:
        return None
    if line.text[token.end : draft.start].strip(" ").lower() not in _NEARLY:
        return None
    return full_phrase(line, _outermost(line, token)), "metric.adjacent-measure"


_NEARLY = frozenset(
    {"", "around", "about", "near", "close to", "at", "at around", "at about", "approximately", "nearly", ":"}
)
_DIRECTLY = regex.compile(r"\s(?:at\s)?(?:around|about|near|close\sto|at|approximately|nearly)?\s?$")
_BE = frozenset({"was", "were", "is", "are", "totaled", "totalled", "amounted", "stood", "averaged"})


def _before_verb(line: Line, noun: Token, verb: Token, draft_start: int) -> Finding | None:
    """The phrase that ends in the noun before a verb; what "was" a number is a measure even if it looks like a name."""
    outer = line.governor(noun)
    inner = noun
    if outer is not None and outer.text.lower() in {"in", "for"} and noun.dep == "pobj":
        above = line.governor(outer)
        plain = line.tokens[outer.index + 1].tag not in {"DT", "PRP$"} and not is_name(line, noun)
        if (
            above is not None
            and line.is_noun(above)
            and plain
            and noun.text.lower() not in _TIMES | metric_words().agents
        ):
            inner = above
    head = _outermost(line, inner)
    if head.text.lower() in _TIMES or not _measures(head):
        return None
    before = line.tokens[head.index - 1] if head.index else None
    labelled = before is None or before.text in {"-", "–", "—", ":", "(", ")", "."}
    if is_name(line, head) and not (
        labelled and verb.text.lower() in _BE and " " not in line.text[verb.end : draft_start].strip()
    ):
        return None
    span = full_phrase(line, head)
    return Span(span.start, max(span.end, noun.end if inner is not noun else 0)), "metric.adjacent-subject"


def _stated_by_verb(line: Line, draft: Draft) -> Finding | None:
    """`halved its diesel consumption`, `sales doubled`: what the verb that is the figure does it to."""
    token = line.head_of(draft)
    if token is None or token.tag not in VERBS:
        return None
    for noun in line.children(token, "dobj") or line.children(token, "nsubj", "nsubjpass"):
        if line.is_noun(noun) and not is_name(line, noun):
            return full_phrase(line, _outermost(line, noun)), "metric.of-verb-figure"
    return None


def _noun_after(line: Line, draft: Draft) -> Finding | None:
    """`$20 million investment`, `a 5 percent increase in the dividend`: the noun that the figure modifies."""
    if draft.kind == "count":
        return None
    token = line.head_of(draft)
    if token is None:
        return None
    noun = line.governor(token)
    if noun is None or not line.is_noun(noun) or noun.start < draft.end or noun.start - draft.end > 60:
        return None
    if token.dep not in {"nummod", "nmod", "compound", "amod", "npadvmod", "quantmod", "dep", "poss"}:
        return None
    gap = line.lowered[draft.end : noun.start]
    if _GAP.search(gap) or noun.text.lower() in _TIMES:
        return None
    found = _resolve(line, draft, noun)
    return (found, "metric.noun-after-figure") if found else None


#: What may not stand between a figure and the noun that it modifies; nouns of time are no measures.
_GAP = regex.compile(r"[,;:(]|\b(?:in|of|for|and|or|to|from|with|was|were|is|are|that|which)\b")
_TIMES = frozenset(
    [
        "year",
        "years",
        "quarter",
        "quarters",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "period",
        "periods",
        "half",
        "basis",
        "worth",
        "point",
        "points",
    ]
)


def _in_noun(line: Line, draft: Draft) -> Finding | None:
    """`$3.2 billion in cash from operations`, `$38 million in restitution`: the noun behind `in` or `of`."""
    points = draft.kind == "percent" and draft.quantity.unit != "percent"
    if draft.kind not in {"money", "measure"} and not points:
        return None
    match = _IN.match(line.text, draft.end, line.end)
    if match is None:
        return None
    first = line.token_after(match.end())
    noun = _phrase_head(line, first) if first else None
    if noun is None or is_name(line, noun) or noun.text.lower() in _TIMES:
        return None
    span = full_phrase(line, noun)
    return (Span(max(span.start, match.end()), span.end), "metric.in-noun") if span.end > match.end() else None


_IN = regex.compile(r"\s(?:in|of|worth\sof)\s(?:(?:its|the|their|our|a|an|new)\s)?(?![\d$€£])")


def _phrase_head(line: Line, first: Token) -> Token | None:
    """The head noun of the phrase that begins at a token: the last of a run of nouns and modifiers."""
    head = None
    for token in line.tokens[first.index : first.index + 10]:
        if token.index in line.figure_at:
            break
        if line.is_noun(token):
            head = token
        elif token.tag == "CC" and head is not None and token.text.lower() in {"and", "&"}:
            follower = line.tokens[token.index + 1 : token.index + 3]
            if not any(line.is_noun(t) for t in follower):
                break
        elif (
            token.tag not in {"JJ", "VBN", "VBG", "HYPH", "JJR", "JJS", "POS"} and token.text not in {"&", "/", "-"}
        ) or (head is not None and token.tag in {"VBN", "VBG"} and line.tokens[token.index - 1].text != "-"):
            break
    return head


def _for_noun(line: Line, draft: Draft) -> Finding | None:
    """`set aside $5 million for capital expenditure`: what money is for."""
    if draft.kind != "money" or not _FOR.match(line.lowered, draft.end):
        return None
    first = line.token_after(draft.end)
    first = line.tokens[first.index + 1] if first is not None and first.index + 1 < len(line.tokens) else None
    noun = _phrase_head(line, first) if first is not None else None
    if noun is None or is_name(line, noun) or noun.text.lower() in _TIMES or noun.text.lower() in metric_words().agents:
        return None
    return full_phrase(line, noun), "metric.for-noun"


_FOR = regex.compile(r"(?:\s\([^()]*\))?\sfor\s(?!the\s(?:first|second|third|fourth|full|year|quarter)|each|every)")


def _head_label(line: Line, draft: Draft) -> Finding | None:
    """`Operating margin by region: Americas 12%, EMEA 13%`: the line's label, where a name stands before the figure."""
    colon = line.lowered.find(": ", line.start, draft.start)
    if colon < 0:
        return None
    left = max((d.end for d in line.quantities if d.end <= draft.start), default=colon + 1)
    own = [t for t in line.tokens if left <= t.start and t.end <= draft.start and line.is_noun(t)]
    if any(not is_name(line, t) for t in own) or (not own and left == colon + 1 and not line.dates):
        return None
    for token in line.tokens:
        if token.end > colon:
            break
        if line.is_noun(token) and not is_name(line, token) and _measures(token) and token.text.lower() not in _TIMES:
            return full_phrase(line, token), "metric.head-label"
    return None


def _clause(line: Line, draft: Draft) -> Finding | None:
    """`Revenue was $5bn`, `net sales rose 5% to …`, `the company cut its budget by …`: the verb's subject or object."""
    if draft.kind == "count" and not _REACHED.search(line.before(draft)):
        return None
    token = line.head_of(draft)
    verb = verb_above(line, token) if token else None
    if verb is None:
        return None
    return _of_verb(line, draft, verb)


_REACHED = regex.compile(
    r"\b(?:to|by|from|was|were|is|are|reached|totaled|totalled|exceeding|exceeded|topped|at)\s(?:\w+\s){0,2}$"
)


def _label(line: Line, draft: Draft) -> Finding | None:
    """`Revenue: $5.1 million`, `diluted EPS, $1.20`, `Q3 Net Income $1.5 Million`: a label before the figure."""
    left = max((d.end for d in line.quantities if d.end <= draft.start), default=line.start)
    match = _LABEL.search(line.text, left, draft.start)
    if match is None:
        return None
    head = line.token_before(match.start("sign"))
    while head is not None and head.index > 0 and (not line.is_noun(head) or head.start < left):
        if head.start < left:
            return None
        head = line.tokens[head.index - 1]
    if head is None or not line.is_noun(head):
        return None
    head = _behind_name(line, head)
    if (
        head.text.lower() in _TIMES
        or draft.kind == "count"
        or not _measures(head)
        or (is_name(line, head) and not _title_measure(line, head))
    ):
        return None
    return full_phrase(line, head), "metric.label"


_LABEL = regex.compile(r"(?P<sign>\s?[:,–—-]\s?|\s)(?:about\s|approximately\s|nearly\s|over\s)?$")


def _nearest(line: Line, draft: Draft) -> Finding | None:
    """The nearest noun phrase before the figure in its clause that may be a measure."""
    if draft.kind == "count":
        return None
    left = max((d.end for d in line.quantities if d.end <= draft.start), default=line.start)
    for token in reversed([t for t in line.tokens if left <= t.start and t.end <= draft.start]):
        if token.text in {";", "."}:
            return None
        if token.text.lower() in _TIMES:
            continue
        if (
            line.is_noun(token)
            and token.text[:1].isalpha()
            and not is_name(line, token)
            and token.text.lower() in measure_words()
            and token.index not in line.figure_at
        ):
            return full_phrase(line, token), "metric.nearest-noun"
    return None


_RULES: tuple[Callable[[Line, Draft], Finding | None], ...] = (
    _stated_by_verb,
    _noun_of_figure,
    _adjacent_subject,
    _adjacent_measure,
    _noun_after,
    _in_noun,
    _clause,
    _for_noun,
    _head_label,
    _label,
    _nearest,
)


# ---------------------------------------------------------------------------------------------- parts


def _measures(noun: Token) -> bool:
    word = noun.text.lower()
    words = metric_words()
    return word not in words.agents and word not in words.generic and word not in words.change_nouns


def _preposition_before(line: Line, draft: Draft) -> Token | None:
    """The preposition that introduces the figure, hedges between them skipped."""
    token = line.token_before(draft.start)
    for _ in range(6):
        if token is None or token.index in line.figure_at:
            return None
        if (token.tag in {"IN", "TO"} or token.text.lower() == "worth") and token.text.lower() not in {
            "about",
            "around",
            "over",
            "under",
            "than",
        }:
            return token
        if token.tag in {"NN", "NNS", "NNP", "NNPS", "VBD", "VBZ", "VBP", "MD", ",", ":"}:
            return None
        token = line.tokens[token.index - 1] if token.index else None
    return None


def _resolve(line: Line, draft: Draft, noun: Token, *, climb: bool = True) -> Span | None:
    """The measure that a noun beside the figure names: itself, or what a change, a total or a forecast is of.

    Where it names none of its own, the clause above may (`climb`).
    """
    words = metric_words()
    word = noun.text.lower()
    if word in words.change_nouns:
        return _of_change_noun(line, draft, noun, climb=climb)
    if word in words.guidance:
        return _of_guidance(line, noun)
    if word in words.generic and not _modified(line, noun):
        inner = _object_of(line, noun, {"of", "in", "for"}, draft)
        if inner is not None:
            return full_phrase(line, inner)
        outer = _noun_above(line, noun)
        if outer is not None:
            return _resolve(line, draft, outer, climb=False)
        return _climb(line, draft, noun) if climb else None
    return full_phrase(line, noun)


def _noun_above(line: Line, noun: Token) -> Token | None:
    """The noun that a preposition hangs this one on: `revenue in the range of`."""
    preposition = line.governor(noun)
    if preposition is None or preposition.tag != "IN":
        return None
    outer = line.governor(preposition)
    return outer if outer is not None and line.is_noun(outer) and outer.index < noun.index else None


def _climb(line: Line, draft: Draft, noun: Token) -> Span | None:
    """What the clause above a noun measures."""
    verb = verb_above(line, noun)
    found = _of_verb(line, draft, verb) if verb is not None else None
    return found[0] if found else None


def _behind_name(line: Line, noun: Token) -> Token:
    """The measure in front of a name that hangs on it: `EPS attributable to Intel of …`, `sales at Orchard of …`."""
    at = line.token_after(core_phrase(line, noun).start)
    attributed = (
        at is not None and at.index > 1 and line.tokens[at.index - 2].text.lower() in {"attributable", "available"}
    )
    if not attributed and (not is_name(line, noun) or noun.text.lower() in _MEASURE_HEADS):
        return noun
    at = at.index if attributed and at else noun.index
    while at > 0 and (is_name(line, line.tokens[at - 1]) or line.tokens[at - 1].text in {",", "&", ".", "the"}):
        at -= 1
    while at > 0 and line.tokens[at - 1].text.lower() in {
        "to",
        "at",
        "of",
        "for",
        "in",
        "by",
        "the",
        "attributable",
        "available",
    }:
        at -= 1
    before = line.tokens[at - 1] if at else noun
    return before if line.is_noun(before) and before.index < noun.index and at < noun.index else noun


def _modified(line: Line, noun: Token) -> bool:
    """Whether words before a generic noun make it a measure ("valuation range", "total contract value")."""
    return bool(line.children(noun, "compound", "amod", "nmod")) and core_phrase(line, noun).start < noun.start


def _of_change_noun(line: Line, draft: Draft, noun: Token, *, climb: bool) -> Span | None:
    """What an increase is in: `increase in revenue`, `revenue growth`, `an increase in output of 5 percent`."""
    inner = _object_of(line, noun, {"in", "of", "for", "on", "to"}, draft)
    if inner is not None and inner.start > noun.start and _measure_or_name(line, inner):
        return full_phrase(line, inner)
    span = core_phrase(line, noun)
    own = [t for t in line.tokens if span.start <= t.start and t.end <= noun.start and line.is_noun(t)]
    plain = [t for t in own if t.text.lower() not in {"year", "quarter", "month", "rate", "percentage", "point"}]
    if (plain and plain[-1].start >= draft.end) or (plain and plain[-1].end <= draft.start):
        return Span(core_phrase(line, plain[-1]).start, plain[-1].end)
    found = _climb(line, draft, noun) if climb else None
    if noun.text.lower() == "growth" and (found is None or line.words(found).split()[-1] in metric_words().guidance):
        return core_phrase(line, noun)
    return found


def _measure_or_name(line: Line, noun: Token) -> bool:
    return noun.index not in line.figure_at and noun.text.lower() not in {"year", "quarter", "month", "period"}


def _of_guidance(line: Line, noun: Token) -> Span | None:
    """What a forecast is of: `revenue guidance`, `its forecast for adjusted EPS`, `guidance range`."""
    words = metric_words()
    inner = _object_of(line, noun, {"for", "of", "on"}, None)
    if inner is not None and _measure_or_name(line, inner) and not is_name(line, inner):
        return full_phrase(line, inner)
    span = core_phrase(line, noun)
    nouns = [t for t in line.tokens if span.start <= t.start and t.end <= noun.start and line.is_noun(t)]
    while nouns and nouns[-1].text.lower() in words.guidance:
        nouns.pop()
    if nouns:
        return Span(core_phrase(line, nouns[-1]).start, nouns[-1].end)
    return full_phrase(line, noun)


def _object_of(line: Line, noun: Token, prepositions: set[str], draft: Draft | None) -> Token | None:
    """The noun that a preposition hangs on another noun, the figure itself left out."""
    follower = line.tokens[noun.index + 1] if noun.index + 1 < len(line.tokens) else None
    hanging = [follower] if follower is not None and follower.tag == "IN" else []
    for preposition in [*line.children(noun, "prep"), *hanging]:
        if preposition.text.lower() not in prepositions:
            continue
        for inner in line.children(preposition, "pobj"):
            figure = line.figure_at.get(inner.index)
            if line.is_noun(inner) and figure is not draft and figure is None:
                return inner
    return None


def verb_above(line: Line, token: Token) -> Token | None:
    """The verb that governs a token, through prepositions, adverbs and nouns of change."""
    for above in line.ancestors(token):
        if above.tag in VERBS:
            return above
    return None


def _of_verb(line: Line, draft: Draft, verb: Token) -> Finding | None:
    """The measure that a verb gives: the object of a transitive change, else the subject, else the object."""
    words = metric_words()
    subject = clause_subject(line, verb)
    subject = subject if subject is not None and subject.start < draft.start else None
    objects = [o for o in line.children(verb, "dobj", "oprd") if line.is_noun(o) and o.end <= draft.start]
    agent = subject is None or subject.text.lower() in words.agents or is_name(line, subject)
    if objects and (agent or verb.text.lower() in words.change_verbs):
        found = _resolve(line, draft, _outermost(line, objects[-1]), climb=False)
        if found:
            return found, "metric.verb-object"
    if subject is not None and not agent and line.is_noun(subject) and not draft.start <= subject.start < draft.end:
        found = _resolve(line, draft, _outermost(line, subject), climb=False)
        if found:
            return found, "metric.verb-subject"
    if subject is not None and is_name(line, subject) and _title_measure(line, subject):
        return full_phrase(line, subject), "metric.verb-subject"
    return None


def _title_measure(line: Line, noun: Token) -> bool:
    """Whether a capitalised noun still names a measure, as in headlines and at the start of a bullet."""
    word = noun.text.lower()
    return word in _MEASURE_HEADS


_MEASURE_HEADS = frozenset(
    [
        "revenue",
        "revenues",
        "sales",
        "income",
        "profit",
        "profits",
        "earnings",
        "ebitda",
        "ebit",
        "eps",
        "margin",
        "margins",
        "expense",
        "expenses",
        "cost",
        "costs",
        "loss",
        "losses",
        "cash",
        "flow",
        "flows",
        "inventories",
        "inventory",
        "assets",
        "debt",
        "equity",
        "capex",
        "expenditures",
        "dividend",
        "dividends",
        "backlog",
        "orders",
        "bookings",
        "billings",
        "receivables",
        "liabilities",
        "deposits",
        "loans",
        "volume",
        "volumes",
        "production",
        "output",
        "deliveries",
        "shipments",
        "exports",
        "imports",
        "gdp",
        "inflation",
        "rate",
        "ratio",
        "price",
        "prices",
        "value",
        "investment",
        "investments",
        "funding",
        "turnover",
        "yield",
        "gmv",
        "arr",
        "aum",
        "fees",
        "premiums",
        "reserves",
        "share",
        "repurchases",
        "impacts",
        "spending",
        "capacity",
        "traffic",
        "enrolment",
        "enrollment",
        "unemployment",
    ]
)


def clause_subject(line: Line, verb: Token) -> Token | None:
    """The verb's subject: its own, its auxiliary's clause's, or the noun that a relative clause or participle hangs on."""
    for _ in range(4):
        own = line.children(verb, "nsubj", "nsubjpass", "csubj")
        if own:
            token = own[-1]
            if token.text.lower() in {"which", "that", "who"} and verb.dep == "relcl":
                return line.governor(verb)
            return token
        if verb.dep in {"acl", "relcl"}:
            return line.governor(verb)
        above = line.governor(verb)
        if above is None or verb.dep not in {
            "conj",
            "xcomp",
            "advcl",
            "ccomp",
            "aux",
            "auxpass",
            "dep",
            "pcomp",
            "prep",
        }:
            return None
        if above.tag not in VERBS:
            return above if line.is_noun(above) and verb.dep == "dep" else None
        verb = above
    return None
