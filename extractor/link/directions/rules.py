"""Rules: the words and signs that make a figure a change up or down."""

from functools import cache

import regex

from extractor.documents import Token
from extractor.facts import Direction
from extractor.link.cues import cues
from extractor.link.directions.around import SIGNS, Around, DirectionRule, Finding, are_joined, sign_at
from extractor.link.lines import NOUNS, Line
from extractor.link.rule import LinkRule
from extractor.mentions import PercentReading
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.rows import alternation

__all__ = ["OUTRIGHT", "RULES", "STATED"]

_BOTH: tuple[Direction, Direction] = ("up", "down")


def _noun_after(around: Around) -> Finding | None:
    money = around.draft.kind == "money"
    if money and not _ARTICLE.search(around.before):
        return None
    for direction in _BOTH:
        match = cues(direction).noun_after.match(around.after)
        if match and (not money or _changes_by(around.after, match)):
            return direction, around.cue_after(match)
    return None


#: "a $40 million increase from", "an additional $3 million decrease", "($0.14 decrease in EPS)".
_ARTICLE = regex.compile(r"(?<!\w)(?:an?|another|the|this|that)\ (?:\w+\ )?$|[(•▪◦]\ ?$")
_OF_WHAT = regex.compile(r"\ (?:in|from|of|over|on|compared|versus|year|to)\b|[,.;)]|$")


def _changes_by(after: str, match: regex.Match[str]) -> bool:
    """Whether something changes by an amount: `a $4 million reduction in sales`, no `$4 million growth fund`."""
    return match["cue"] in change_lexicon().by_amount and _OF_WHAT.match(after, match.end()) is not None


def _noun_above(around: Around) -> Finding | None:
    """By the parse or by the row of nouns that it opens, what a percentage modifies is a noun of change."""
    return _noun_by_parse(around) or _noun_in_row(around)


def _noun_by_parse(around: Around) -> Finding | None:
    """By the parse, what a percentage modifies is a noun of change: `14% ad revenue growth`."""
    token = around.line.head_of(around.draft) if around.draft.kind == "percent" else None
    noun = around.line.governor(token) if token is not None and token.dep in _MODIFYING else None
    if token is None or noun is None or not around.line.is_noun(noun) or noun.start < around.draft.end:
        return None
    between = around.line.tokens_between(around.draft.end, noun.start)
    if len(between) > _MOST_MODIFIERS or not all(around.line.is_noun(t) or t.tag in {"JJ", "CC"} for t in between):
        return None
    for direction in _BOTH:
        if noun.text.lower() in change_lexicon().towards(direction).nouns:
            return direction, Span(noun.start, noun.end)
    return None


def _noun_in_row(around: Around) -> Finding | None:
    """The noun of change that a row of nouns ends in: `374% year-over-year six-month sales growth`."""
    line, end = around.line, around.draft.end
    if around.draft.kind != "percent" or around.draft.quantity.unit != "percent":
        return None
    stop = next((draft.start for draft in line.later(around.draft)), line.end)
    for token in line.tokens_between(end, stop)[:_LONGEST_ROW]:
        for direction in _BOTH:
            if token.text.lower() in change_lexicon().towards(direction).nouns and _ends_row(line, token):
                return direction, Span(token.start, token.end)
        compared = _COMPARED.fullmatch(line.lowered, end, token.end) is not None
        if not (compared or line.is_noun(token) or token.tag in {"JJ", "CC", "HYPH", "NNP", "CD", *NOUNS}):
            return None
    return None


def _ends_row(line: Line, token: Token) -> bool:
    following = line.token_at(token.index + 1)
    return following is None or following.index in line.figure_at or not line.is_noun(following)


#: How a change is compared stands before what changes: `470% year over year sales growth`.
_COMPARED = regex.compile(r"\ (?:year|quarter|month|period|half|week)(?:[\ -](?:(?:over|on|to)(?:[\ -]\w+)?)?)?")
_LONGEST_ROW = 12
_MODIFYING = frozenset({"nummod", "compound", "amod", "nmod", "npadvmod"})
_MOST_MODIFIERS = 5


def _stated(around: Around) -> Finding | None:
    reading = around.draft.figure.mention.reading
    if isinstance(reading, PercentReading):
        return reading.direction, Span(around.draft.start, around.draft.end)
    return None


def _adverb_before(around: Around) -> Finding | None:
    for direction in _BOTH:
        match = cues(direction).adverb_before.search(around.before)
        if match:
            return direction, around.cue_before(match)
    return None


def _verb_before(around: Around) -> Finding | None:
    for direction in _BOTH:
        match = cues(direction).verb_before.search(around.before)
        if match and not (around.draft.kind in {"money", "count"} and _obtains().search(around.before)):
            return direction, around.cue_before(match)
        match = cues(direction).at_before.search(around.before)
        if match and around.draft.kind == "percent":
            return direction, around.cue_before(match)
    return None


@cache
def _obtains() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{alternation(change_lexicon().obtaining)})\ \D{{0,30}}$")


def _by_before(around: Around) -> Finding | None:
    found = [(d, m) for d in _BOTH if (m := cues(d).by_before.search(around.before))]
    if not found:
        return None
    direction, match = max(found, key=lambda f: f[1].start())
    return direction, around.cue_before(match)


def _noun_before(around: Around) -> Finding | None:
    """The noun of change that stands nearest: `growth in May – a decline of 2%` is a decline."""
    found = [(direction, match) for direction in _BOTH if (match := _noun_of(around, direction)) is not None]
    if not found:
        return None
    direction, match = max(found, key=lambda each: each[1].start())
    if around.draft.kind == "money" and match.group().split()[0] in change_lexicon().gains:
        return None
    return direction, around.cue_before(match)


def _noun_of(around: Around, direction: Direction) -> regex.Match[str] | None:
    match = cues(direction).noun_before.search(around.before)
    if match is None and around.draft.kind == "percent":
        match = cues(direction).noun_stated_before.search(around.before)
    if match is None and around.draft.kind in {"money", "count"} and not around.draft.quantity.per:
        match = cues(direction).noun_in_before.search(around.before)
    return match


def _than_after(around: Around) -> Finding | None:
    percent = around.draft.kind == "percent" and around.draft.quantity.unit == "percent"
    for direction in _BOTH:
        match = cues(direction).than_after.match(around.after)
        if match is None and percent:  # "4% more timber was harvested"
            match = cues(direction).more_after.match(around.after)
        if match:
            return direction, around.cue_after(match)
    return None


def _of_verb(around: Around) -> Finding | None:
    token = around.line.head_of(around.draft)
    verb = around.line.governor(token) if token is not None and around.draft.kind == "percent" else None
    if token is None or verb is None or token.dep not in {"npadvmod", "dobj", "oprd", "dep"}:
        return None
    for direction in _BOTH:
        if verb.text.lower() in change_lexicon().towards(direction).verbs:
            return direction, Span(verb.start, verb.end)
    return None


_ARROWS: dict[str, Direction] = {"↑": "up", "▲": "up", "⬆": "up", "↓": "down", "▼": "down", "⬇": "down"}
_CHANGE_OF = regex.compile(r"\b(?:change|difference|movement|variation|swing)s?\b[^,;:]*\ of\ $")


def _printed_sign(around: Around) -> Finding | None:
    line, draft = around.line, around.draft
    for near in range(max(0, draft.start - 2), draft.start):
        if line.text[near] in _ARROWS:
            return _ARROWS[line.text[near]], Span(near, near + 1)
    at = sign_at(line, draft)
    if at is None:
        return None
    direction = SIGNS[line.text[at]]
    span = Span(at, at + 1)
    bracketed = line.text[at - 1 : at] in {"(", "["}
    if direction == "up":
        return (direction, span) if bracketed or draft.kind == "percent" or _is_signed_list(line, "-−–") else None
    previous = line.previous(draft)
    unsigned = previous is not None and line.text[previous.start] not in SIGNS
    behind_figure = bracketed and unsigned and previous is not None and at - previous.end < 4
    joined = previous is not None and previous.came("direction", "signed") and are_joined(line, previous, draft)
    told = bracketed and _fell().search(around.before)
    if behind_figure or joined or told or _CHANGE_OF.search(around.before) or _is_signed_list(line, "+"):
        return direction, span
    return None


def _is_signed_list(line: Line, signs: str) -> bool:
    """`Texas +3.4%, Ohio –1.2%`: a figure of the line is printed with one of these signs."""
    return any(line.text[d.start] in signs for d in line.quantities)


@cache
def _fell() -> regex.Pattern[str]:
    words = change_lexicon().down
    return regex.compile(rf"(?<!\w)(?:{alternation(words.verbs | words.nouns)})\b[^;:()]*\([-−–]?$")


OUTRIGHT: tuple[DirectionRule, ...] = (
    LinkRule(
        "direction.noun-after",
        "A percentage, count or measure that modifies a noun of change is one, whatever stands before it.",
        _noun_after,
        (
            "The fund lifted its dividend, thanks to a ⟦7%⟧ annual increase in rents. → up",
            "The port saw a ⟦12,000 tonne⟧ decline in volume. → down",
            "Assets reached $9 billion, a ⟦$40 million⟧ increase from year-end. → up",
            "It gave away its shares (⟦$0.18⟧ decrease in earnings per share). → down",
        ),
        ("Wages are ⟦7%⟧ of costs.", "It set up a ⟦$40 million⟧ growth fund."),
    ),
    LinkRule(
        "direction.noun-above",
        "A percentage that modifies a noun of change, with what changes between them.",
        _noun_above,
        (
            "The unit delivered ⟦14%⟧ ad revenue growth in May. → up",
            "Aviation: ⟦13%⟧ segment profit decline. → down",
            "Harlow Foods Inc. Reports ⟦374%⟧ Year-Over-Year Six-Month Revenue Growth → up",
            "Harlow Foods Inc. reported ⟦470%⟧ year over year first quarter sales growth. → up",
        ),
        (
            "Its ⟦14%⟧ ad revenue share fell.",
            "It holds ⟦40%⟧ of the growth fund.",
            "It set ⟦3%⟧ as its target for growth.",
        ),
    ),
)
STATED: tuple[DirectionRule, ...] = (
    LinkRule(
        "direction.stated",
        "The figure itself is a word of change.",
        _stated,
        ("Exports ⟦doubled⟧ in 2023. → up", "The plant ⟦halved⟧ its water use. → down"),
    ),
)
RULES: tuple[DirectionRule, ...] = (
    *OUTRIGHT,
    *STATED,
    LinkRule(
        "direction.adverb-before",
        "`up`, `down`, `higher`, `lower` directly before the figure, hedges between them.",
        _adverb_before,
        ("Revenue was $5 million, up ~⟦12%⟧. → up", "Costs were lower by about ⟦$2 million⟧. → down"),
        ("Revenue was up to ⟦$5 million⟧.",),
    ),
    LinkRule(
        "direction.verb-before",
        "A verb of change directly before the figure; an amount that is raised, added, cut or lost is no change.",
        _verb_before,
        ("Output fell sharply ⟦3%⟧. → down", "Net sales increased approximately ⟦$4 million⟧. → up"),
        ("The start-up raised ⟦$42 million⟧.",),
    ),
    LinkRule(
        "direction.by-before",
        "A verb or noun of change, up to fourteen words, and `by`.",
        _by_before,
        ("The ministry cut its travel budget by ⟦€3 million⟧. → down",),
        ("The river is crossed by ⟦12 bridges⟧.",),
    ),
    LinkRule(
        "direction.noun-before",
        "A noun of change with `of` before the figure, or one that a verb of state gives a percentage to.",
        _noun_before,
        (
            "The mill reported an increase of ⟦6%⟧ in sales. → up",
            "The decline in rents was ⟦2%⟧. → down",
            "An increase in deferred revenue of ⟦$3 million⟧ was booked. → up",
            "Turnover growth in May 2014 – Real turnover decline of ⟦0.6%⟧. → down",
        ),
        ("Growth capital of ⟦$6 million⟧ was approved.", "The sale brought a gain of ⟦$6 million⟧."),
    ),
    LinkRule(
        "direction.than-after",
        "A comparative behind the figure: `higher than`, `fewer than`, `below the`, `short of`, `off its peak`; behind"
        " a percentage also before a noun.",
        _than_after,
        (
            "Rents were ⟦4%⟧ higher than a year ago. → up",
            "The chain has 318 shops, ⟦14⟧ fewer than a year ago. → down",
            "Support fell to 34%, ⟦12 percentage points⟧ below the March figure. → down",
            "Power plants made ⟦1.6%⟧ more electricity than in 2019. → up",
            "The new kiln burns ⟦30 percent⟧ less gas. → down",
        ),
    ),
    LinkRule(
        "direction.of-verb",
        "By the parse, the percentage hangs on a verb of change that has an object of its own.",
        _of_verb,
        ("The group grew subscription revenue ⟦9.6%⟧. → up",),
    ),
    LinkRule(
        "direction.printed-sign",
        "An arrow; a plus before a percentage or in a bracket; a minus in a bracket behind a figure or a word of"
        " falling or behind `change of`; either in a list with both. Elsewhere it is the figure's own sign.",
        _printed_sign,
        (
            "Net sales $5 million ▲ ⟦4%⟧ → up",
            "Net income $2 million ↓⟦3%⟧ → down",
            "The inns had 1.7 million guests, a decline of 1.2% (⟦-21,000 guests⟧). → down",
            "Orders continued their downswing (⟦-17.5%⟧). → down",
            "The change in blood sugar was a mean difference of ⟦-1.21%⟧. → down",
            "Funds moved out (-CHF 150 million) or in (⟦+CHF 50 million⟧). → up",
            "Net sales were $5 million (⟦+4%⟧). → up",
            "Net sales were $5 million (⟦-4%⟧). → down",
            "Sales by state: Texas +3.4%, Ohio ⟦-1.2%⟧. → down",
        ),
        ("The margin was ⟦-4%⟧.",),
        manners=("signed",),
    ),
)
