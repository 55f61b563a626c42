"""Changes: which figures state a change and in which direction, and what part each figure plays in its sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from extractor.facts import Direction
from extractor.link.cues import cues, hedge, prior_near, reached_level, reported_reading
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze, unsqueezed
from extractor.link.rule import LinkRule, Manner
from extractor.mentions import PercentReading
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.rows import alternation

__all__ = ["RULES", "find_changes", "settle_improvements"]

#: Cues are looked for at most this far from the figure.
REACH = 160
_BOTH: tuple[Direction, Direction] = ("up", "down")


@dataclass(frozen=True, slots=True)
class Around:
    """A figure with the words before and behind it, up to the next figure: lower case, single blanks."""

    line: Line
    draft: Draft
    before: str
    after: str

    @classmethod
    def of(cls, line: Line, draft: Draft) -> "Around":
        """The surroundings of a figure of a line."""
        left, right = max(line.left_of(draft), draft.start - REACH), min(line.right_of(draft), draft.end + REACH)
        return cls(line, draft, squeeze(line.lowered[left : draft.start]), squeeze(line.lowered[draft.end : right]))

    def cue_before(self, match: regex.Match[str]) -> Span:
        """Where a match in the words before stands in the text."""
        left = max(self.line.left_of(self.draft), self.draft.start - REACH)
        raw = self.line.lowered[left : self.draft.start]
        return Span(left + unsqueezed(raw, match.start()), left + unsqueezed(raw, len(self.before.rstrip())))

    def cue_after(self, match: regex.Match[str]) -> Span:
        """Where the cue of a match in the words behind stands in the text."""
        raw = self.line.lowered[self.draft.end : min(self.line.right_of(self.draft), self.draft.end + REACH)]
        start, end = match.span("cue")
        return Span(self.draft.end + unsqueezed(raw, start), self.draft.end + unsqueezed(raw, end))


#: A direction with the words that say so.
Finding = tuple[Direction, Span]
DirectionRule = LinkRule[Callable[[Around], Finding | None]]


def find_changes(line: Line) -> None:
    """Set `direction` on the quantities of a line that state a change, and the part that each of them plays."""
    for draft in line.quantities:
        around = Around.of(line, draft)
        if draft.part == "level":
            draft.part = "prior" if _is_prior(around) else "level"
        for rule in _open_to(around):
            found = rule.apply(around)
            if found is not None:
                _set(draft, found, rule.name, rule.manners)
                break
    _share_direction(line)


def _open_to(around: Around) -> tuple[DirectionRule, ...]:
    """The rules that may speak for a figure: a level reached or compared against is no change by words before it."""
    if reached_level().search(around.before) or reported_reading().search(around.before):
        return _OUTRIGHT
    return (*_OUTRIGHT, *_STATED) if prior_near().search(around.before) else RULES


def _is_prior(around: Around) -> bool:
    if reached_level().search(around.before) or reported_reading().search(around.before):
        return False
    far = around.line.cues.ahead("comparison", around.draft.start)
    if prior_near().search(around.before) or (far is not None and far.start >= around.line.left_of(around.draft)):
        return True
    previous = around.line.previous(around.draft)
    if previous is not None and previous.part != "change" and previous.kind == "percent":
        previous = around.line.previous(previous)  # "an increase of $3 million, or 4%, from"
    return previous is not None and previous.part == "change" and bool(_CHANGED_FROM.fullmatch(around.before))


#: "an increase of 28% from Q2 2023 revenue of": the measure is said again.
_CHANGED_FROM = regex.compile(r"(?:\ [\w-]+){0,3},?\ (?:from|over)\ (?:[^\s;:,]+\ ){1,9}of\ (?:[a-z]+\ )?")


def _set(draft: Draft, found: Finding, rule: str, manners: tuple[Manner, ...]) -> None:
    draft.part = "change"
    draft.direction = found[0]
    draft.note("direction", rule, found[1], manners)


# ---------------------------------------------------------------------------------------------- rules


def _noun_after(around: Around) -> Finding | None:
    money = around.draft.kind == "money"
    if money and not _ARTICLE.search(around.before):
        return None
    for direction in _BOTH:
        match = cues(direction).noun_after.match(around.after)
        if match and (not money or _changes_by(around.after, match)):
            return direction, around.cue_after(match)
    return None


#: "a $40 million increase from", "an additional $3 million decrease".
_ARTICLE = regex.compile(r"(?<!\w)(?:an?|another|the|this|that)\ (?:\w+\ )?$")
_OF_WHAT = regex.compile(r"\ (?:in|from|of|over|on|compared|versus|year|to)\b|[,.;)]|$")


def _changes_by(after: str, match: regex.Match[str]) -> bool:
    """Whether something changes by an amount: `a $4 million reduction in sales`, no `$4 million growth fund`."""
    return match["cue"] in change_lexicon().by_amount and _OF_WHAT.match(after, match.end()) is not None


def _noun_above(around: Around) -> Finding | None:
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
    for direction in _BOTH:
        match = cues(direction).noun_before.search(around.before)
        if match and around.draft.kind == "money" and match.group().split()[0] in change_lexicon().gains:
            return None
        if match is None and around.draft.kind == "percent":
            match = cues(direction).noun_stated_before.search(around.before)
        if match is None and around.draft.kind in {"money", "count"} and not around.draft.quantity.per:
            match = cues(direction).noun_in_before.search(around.before)
        if match:
            return direction, around.cue_before(match)
    return None


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


def _arrow(around: Around) -> Finding | None:
    for at in (around.draft.start - 1, around.draft.start - 2):
        direction = _ARROWS.get(around.line.text[at]) if at >= 0 else None
        if direction:
            return direction, Span(at, at + 1)
    return None


_SIGNS: dict[str, Direction] = {"+": "up", "-": "down", "−": "down", "–": "down"}
_CHANGE_OF = regex.compile(r"\b(?:change|difference|movement|variation|swing)s?\b[^,;:]*\ of\ $")


def _printed_sign(around: Around) -> Finding | None:
    line, draft = around.line, around.draft
    at = draft.start - (line.text[draft.start] not in _SIGNS)
    direction = _SIGNS.get(line.text[at]) if at >= 0 and line.text[at - 1 : at] in {"", " ", "\n", "(", "["} else None
    if direction is None:
        return None
    span = Span(at, at + 1)
    bracketed = line.text[at - 1 : at] in {"(", "["}
    if direction == "up":
        return (direction, span) if bracketed or draft.kind == "percent" or _is_signed_list(line, "-−–") else None
    previous = line.previous(draft)
    unsigned = previous is not None and line.text[previous.start] not in _SIGNS
    behind_figure = bracketed and unsigned and previous is not None and at - previous.end < 4
    joined = previous is not None and previous.came("direction", "signed") and _joined(line, previous, draft)
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


_OUTRIGHT: tuple[DirectionRule, ...] = (
    LinkRule(
        "direction.noun-after",
        "A percentage, count or measure that modifies a noun of change is one, whatever stands before it.",
        _noun_after,
        (
            "The fund lifted its dividend, thanks to a ⟦7%⟧ annual increase in rents. → up",
            "The port saw a ⟦12,000 tonne⟧ decline in volume. → down",
            "Assets reached $9 billion, a ⟦$40 million⟧ increase from year-end. → up",
        ),
        ("Wages are ⟦7%⟧ of costs.", "It set up a ⟦$40 million⟧ growth fund."),
    ),
    LinkRule(
        "direction.noun-above",
        "A percentage that modifies a noun of change, with what changes between them.",
        _noun_above,
        ("The unit delivered ⟦14%⟧ ad revenue growth in May. → up", "Aviation: ⟦13%⟧ segment profit decline. → down"),
        ("Its ⟦14%⟧ ad revenue share fell.",),
    ),
)
_STATED: tuple[DirectionRule, ...] = (
    LinkRule(
        "direction.stated",
        "The figure itself is a word of change.",
        _stated,
        ("Exports ⟦doubled⟧ in 2023. → up", "The plant ⟦halved⟧ its water use. → down"),
    ),
)
RULES: tuple[DirectionRule, ...] = (
    *_OUTRIGHT,
    *_STATED,
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
        "direction.arrow",
        "An arrow before the figure.",
        _arrow,
        ("Net sales $5 million ▲ ⟦4%⟧ → up", "Net income $2 million ↓⟦3%⟧ → down"),
    ),
    LinkRule(
        "direction.printed-sign",
        "A plus before a percentage or in a bracket; a minus in a bracket behind a figure or a word of falling"
        " or behind `change of`; either in a list with both. Elsewhere it is the figure's own sign.",
        _printed_sign,
        (
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


# ----------------------------------------------------------------------------------------- better, not more


def settle_improvements(line: Line) -> None:
    """What is the better the smaller it is goes down where it improves: `Net loss improved 39%`."""
    for draft in line.quantities:
        if draft.direction == "up" and draft.metric is not None and _is_cost(draft.metric.of(line.text)):
            better = next((s for s in _said(draft) if change_lexicon().betters.intersection(_words(s, line))), None)
            if better is not None:
                draft.direction = "down"
                draft.note("direction", "direction.improved", better)


def _said(draft: Draft) -> list[Span]:
    return [note.words for note in draft.notes if note.field == "direction" and note.words is not None]


def _words(span: Span, line: Line) -> list[str]:
    return line.lowered[span.start : span.end].split()


#: What follows the head of a measure: `loss from operations`, `cost of revenue`, `net loss per share`.
_BEHIND_HEAD = regex.compile(r"\ (?:of|from|for|per|in|on|to|at|before|after|attributable|as)\ .*", regex.DOTALL)


def _is_cost(metric: str) -> bool:
    """Whether a measure's head is something that is the better the smaller it is."""
    head = _BEHIND_HEAD.sub("", squeeze(metric.lower())).split()
    return bool(head) and head[-1] in change_lexicon().costs


# ---------------------------------------------------------------------------------------- coordination


def _share_direction(line: Line) -> None:
    """`7 and 19 percent`, `rose 1.7 percent in March and 7.4 percent in April`: one verb or noun for both."""
    for draft in line.quantities:
        if draft.kind == "percent" and draft.direction is None and _AND.search(squeeze(line.before(draft))):
            last = next((d for d in reversed(line.earlier(draft)) if d.quantity.unit == draft.quantity.unit), None)
            if last is not None and last.direction and last.part == "change" and _carries(line, last, draft):
                _set(draft, (last.direction, Span(last.start, last.end)), "direction.coordinated", ("coordinated",))
    for left, right in pairwise(line.quantities):
        if left.direction and left.part == "change" and not right.direction and _restated(line, left, right):
            _set(right, (left.direction, Span(left.start, left.end)), "direction.restated", ("restated",))
        if left.kind != right.kind or left.quantity.unit != right.quantity.unit:
            continue
        words = Span(left.end, right.start)
        if left.direction and not right.direction and right.part != "change" and _gapped(line, left, right):
            _set(right, (left.direction, words), "direction.coordinated", ("coordinated",))
        elif right.direction and not left.direction and left.part == "level" and _listed(line, left, right):
            _set(left, (right.direction, words), "direction.coordinated", ("coordinated",))


_AND = regex.compile(r"[,;]?\ and\ $")
#: "rose 6% to $23 billion from $21 billion, and 3%": so far a verb reaches over the levels of its first change.
_REACHED_OVER = 160


def _carries(line: Line, last: Draft, draft: Draft) -> bool:
    """Whether the verb of a change with its levels holds for a second one: no verb between, a level behind.

    `Revenue rose 6% to $23 billion from $21 billion, and 3% for the year to $91 billion`.
    """
    between = [d for d in line.quantities if last.end <= d.start < draft.start]
    later = next(iter(line.later(draft)), None)
    if draft.start - last.end > _REACHED_OVER or later is None or any(not d.same_sort(later) for d in between):
        return False
    verbs = any(t.tag[0] == "V" or t.tag == "MD" for t in line.tokens_between(last.end, later.start))
    return bool(between) and not verbs and reached_level().search(squeeze(line.between(draft, later))) is not None


_COORDINATED = regex.compile(
    r"(?:\ (?:[\w/]+[\ -](?:over|on)[\ -]\w+|yoy|sequential|annual|organic))?,?(?:\ and|\ or)?\ "
)
_OWN_PREPOSITION = regex.compile(
    r"(?<!\bthose\ )(?<!\bthat\ )\b(?:to|at|with|of|a|or|compared|versus|from|than|over|against)\ (?:\w+\ )?$"
)
#: "…, and a further 3 per cent": the same change again.
_FURTHER = regex.compile(r"\band\ (?:a\ further|another|an\ additional)\ $")


#: "rose by 61,200, or 2.6%", "fell by $4 million (3%)": the same change, in percent.
@cache
def _restating() -> regex.Pattern[str]:
    return regex.compile(rf",?\ or\ {hedge()}*+|\ \((?:or\ )?{hedge()}*+")


#: Behind the percentage what it is a share of may stand; a bare "or" may open a choice.
@cache
def _restating_amount() -> regex.Pattern[str]:
    return regex.compile(rf"(?:\ of\ (?:[\w-]+\ ?){{1,4}})?,\ or\ {hedge()}*+")


#: "11% growth, or 10% in constant currency": the same change, reckoned otherwise; "5%, or 3% of sales" is none.
@cache
def _otherwise() -> regex.Pattern[str]:
    return regex.compile(rf"[^,]{{0,60}},?\ or\ {hedge()}*+$")


#: "rose 9% (7% at constant rates)", "rose 9% (at constant rates 7%)": reckoned otherwise in a bracket.
_BRACKETED = regex.compile(r"\ \((?P<said>[^()\d]*)$")
_ALTERNATIVE = regex.compile(
    r"\b(?:constant|currenc\w+|organic\w*|adjusted|underlying|excluding|including|like-for-like|comparable|reported|nominal"
    r"|real|basis|terms)\b"
)
_RECKONED = regex.compile(r"\ (?:in|on|at|excluding|adjusted|organically|when|after|under|year)\b|[,.]|$")


def _read_otherwise(line: Line, left: Draft, right: Draft, between: str) -> bool:
    both = left.kind == right.kind == "percent" and left.part == "change"
    if both and (bracket := _BRACKETED.match(between)):
        behind = line.lowered[right.end : line.end].partition(")")[0]
        return bool(_ALTERNATIVE.search(bracket["said"]) or (not bracket["said"] and _ALTERNATIVE.search(behind)))
    return both and bool(_otherwise().match(between) and _RECKONED.match(line.lowered, right.end, line.end))


def _restated(line: Line, left: Draft, right: Draft) -> bool:
    """`rose by 61,200, or 2.6%`, `cut 25% of its staff, or 900 jobs`: a percentage and its amount tell one change."""
    between = squeeze(line.between(left, right))
    if right.kind == "percent" != left.kind:
        return bool(_restating().fullmatch(between))
    return left.kind == "percent" != right.kind and bool(_restating_amount().fullmatch(between))


def _joined(line: Line, left: Draft, right: Draft) -> bool:
    return bool(_COORDINATED.fullmatch(squeeze(line.between(left, right))))


def _listed(line: Line, left: Draft, right: Draft) -> bool:
    """Whether a conjunction joins two figures: `81 points, 3 points higher` are a level and its change."""
    between = line.between(left, right)
    return _joined(line, left, right) and (" and" in between or " or" in between)


def _gapped(line: Line, left: Draft, right: Draft) -> bool:
    """Whether the second figure leans on the first one's verb: "and" or a comma, and no verb or "to" of its own."""
    between = squeeze(line.between(left, right))
    if _COORDINATED.fullmatch(between):
        return True
    if _read_otherwise(line, left, right, between):
        return True
    if not regex.search(r"(?:,| and)\ ", between) or ";" in between or len(between) > 90:
        return False
    if _FURTHER.search(between):
        return True
    if _OWN_PREPOSITION.search(between):
        return False
    inside = line.tokens_between(left.end, right.start)
    return bool(inside) and not any(t.tag in {"VBD", "VBZ", "VBP", "VB", "MD", "VBG"} for t in inside)
