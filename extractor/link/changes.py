"""Changes: which figures state a change, in which direction, against what base; and what role each figure plays."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import regex
from pydantic import BaseModel, ConfigDict

from extractor.facts import Basis, Direction
from extractor.lexicons import load
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.spans import Span

__all__ = ["Role", "basis_of", "elliptical", "find_changes"]

Role = Literal["level", "change", "prior"]

#: Cues are looked for at most this far from the figure.
REACH = 160


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: str
    nouns: str
    adverbs: str


class _Ellipsis(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str


class ChangeWords(BaseModel):
    """The lexicon `changes.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    up: _Words
    down: _Words
    ellipsis: _Ellipsis


@cache
def change_words() -> ChangeWords:
    """The lexicon of words of change, loaded once."""
    return load("changes", ChangeWords)


@cache
def _verb(direction: Direction) -> frozenset[str]:
    return frozenset(getattr(change_words(), direction).verbs.split())


def _alternation(*lists: str) -> str:
    words = {word for words in lists for word in words.split()}
    return "|".join(sorted((regex.escape(w) for w in words), key=lambda w: (-len(w), w)))


_HEDGE = (
    r"(?:(?:about|approximately|nearly|almost|around|roughly|some|over|more\ than|less\ than|under|up\ to|at\ least|an?"
    r"|the|as\ much\ as|only|just|by|another|a\ further|further|an\ additional|an\ estimated|estimated|close\ to|slightly"
    r"|well|strong|solid|significant|sharp|substantial|modest|robust|record|impressive|remarkable|whopping|net|total"
    r"|average|combined|cumulative|overall|marginal|slight|corresponding|respective|~|≈)\ )"
)
_ADVERB = r"(?:\w+ly\ |again\ |further\ |sequentially\ |year[\ -](?:over|on)[\ -]year\ |yoy\ |quarter[\ -](?:over|on)[\ -]quarter\ |month[\ -](?:over|on)[\ -]month\ |organically\ |back\ )"


class _Cues:
    """The patterns of one direction, over lower-case text with single blanks."""

    def __init__(self, words: _Words) -> None:
        verbs, nouns = _alternation(words.verbs), _alternation(words.nouns)
        adverbs = _alternation(words.adverbs.replace("above", "").replace("below", ""))
        self.adverb_before = regex.compile(
            rf"(?<!\w)(?:{adverbs.replace('|more', '').replace('|less', '')})\ {_HEDGE}*+$"
        )
        self.verb_before = regex.compile(
            rf"(?<!\w)(?:{verbs})\ (?:{_ADVERB}|{_HEDGE})*+(?:\d[\d.,]*\ points?,?\ or\ {_HEDGE}*+)?$"
        )
        self.at_before = regex.compile(rf"(?<!\w)(?:{verbs})\ at\ {_HEDGE}*+$")
        self.by_before = regex.compile(rf"(?<!\w)(?:{verbs}|{nouns})(?:\ [^\s,;:]++){{0,14}}?,?\ by\ {_HEDGE}*+$")
        self.noun_of_before = regex.compile(
            rf"(?<!\w)(?:{nouns})\ (?:(?:in|for|of|to|on)\ (?:[^\s;:,]++\ ){{1,8}}?)?(?:of|at|by|was|were|is|reached|hit|totaled|totalled)\ {_HEDGE}*+$"
        )
        self.noun_after = regex.compile(
            rf"-?\ ?(?:(?:[\w/-]+ly|[\w/]++[\ -](?:over|on|to)[\ -]\w+|yoy|y/y|qoq|sequential|annual|annualized|annualised|compound|compounded|organic|like-for-like|operational|net|average|overall|further|quarterly|monthly|yearly|reported|real|and|revenue|sales|volume|price|wage|output|gdp|economic|export|import)\ ){{0,4}}(?:{nouns})(?!\w)"
        )
        self.noun_directly_before = regex.compile(rf"(?<!\w)(?:{nouns})\ of\ {_HEDGE}*+$")
        self.than_after = regex.compile(rf"\ (?:{adverbs})\ (?:than|compared|from|year)\b")


@cache
def _cues(direction: Direction) -> _Cues:
    return _Cues(getattr(change_words(), direction))


_PRIOR_NEAR = regex.compile(
    rf"""(?:(?<!\w)(?:from|versus|vs\.?|against|(?<!more\ )(?<!less\ )(?<!fewer\ )(?<!rather\ )than)\ {_HEDGE}*+
        (?:(?:a|an|its|the|previous|prior|record|net|reported)\ )*+(?:(?:loss|losses|profit|income|gain|level|low|high|figure|forecast|estimate|range|deficit|surplus)\ (?:of\ )?)?$)""",
    regex.VERBOSE,
)
_PRIOR_FAR = regex.compile(
    r"(?<!\w)(?:compared\ (?:to|with|against)|compares\ (?:to|with)|comparing\ (?:to|with)|versus|vs\.?|as\ opposed\ to|as\ against|relative\ to|against|(?:up|down|increased|decreased|improved)\ from)\ (?:[^\s;:]++\ ){0,12}$"
)
_BRACKET_LABEL = regex.compile(r"\s?\((?:[^()]{0,60}?:\s?)?$")
_TO = regex.compile(
    rf"(?<!\w)(?<!compared\ )(?<!compares\ )(?<!relative\ )(?<!opposed\ )(?<!comparing\ )(?<!due\ )to\ {_HEDGE}*+$"
)
_ARROW = {"↑": "up", "▲": "up", "⬆": "up", "↓": "down", "▼": "down", "⬇": "down"}
#: "compared to the reported net income of": the other reading of the same time, no earlier one.
_REPORTED = regex.compile(r"compared\ (?:to|with)\ (?:(?:the|its|our|a)\ )?(?:reported|gaap|as-reported)\ [^,;]{0,60}$")
_SPACES = regex.compile(r"\s+")

_BASES: tuple[tuple[Basis, str], ...] = (
    (
        "constant_currency",
        r"constant[- ]currenc|currency[- ]neutral|constant[- ](?:exchange|fx)|excluding (?:the )?(?:impact of |effects? of |changes in )*(?:foreign )?(?:exchange|currency)|at constant (?:exchange )?rates|in local currenc|(?<!\w)cc(?!\w)|operational(?:ly)?(?= (?:growth|decline|increase))",
    ),
    (
        "year_over_year",
        r"year[- ](?:over|on|to)[- ]year|(?<!\w)y[/-]?o[/-]?y(?!\w)|(?<!\w)y/y(?!\w)|(?:compared (?:to|with)|over|from|versus|vs\.?|than|on|above|below|against|in) (?:the )?(?:same |corresponding |comparable |year[- ]ago |prior[- ]year |previous[- ]year |last year|prior year|previous year|a year (?:ago|earlier|before)|one year (?:ago|earlier)|year[- ]earlier)|(?:same|corresponding|comparable) (?:\w+ ){1,3}(?:last|a|of the (?:prior|previous)) year|(?:than|from|over|on) (?:a|one|the) year (?:ago|earlier|before)|compared (?:to|with) (?:the )?(?:prior|previous|last) year|annually|from the prior[- ]year|over the prior[- ]year|year[- ]ago",
    ),
    (
        "quarter_over_quarter",
        r"sequential|quarter[- ](?:over|on|to)[- ]quarter|(?<!\w)q[/-]?o[/-]?q(?!\w)|(?<!\w)q/q(?!\w)|(?:from|over|than|versus|vs\.?|compared (?:to|with)) (?:the )?(?:previous|prior|preceding|last) quarter|quarter earlier",
    ),
    (
        "month_over_month",
        r"month[- ](?:over|on|to)[- ]month|(?<!\w)m[/-]?o[/-]?m(?!\w)|(?<!\w)m/m(?!\w)|(?:from|over|than|versus|compared (?:to|with)) (?:the )?(?:previous|prior|preceding|last) month|month earlier",
    ),
    ("half_over_half", r"half[- ](?:over|on)[- ]half|(?<!\w)h[/-]?o[/-]?h(?!\w)|(?:from|over|than|compared (?:to|with)) (?:the )?(?:previous|prior|preceding) half"),
)  # fmt: skip


@cache
def _base_patterns() -> tuple[tuple[Basis, regex.Pattern[str]], ...]:
    return tuple((basis, regex.compile(pattern)) for basis, pattern in _BASES)


def squeeze(text: str) -> str:
    """Blanks and line ends as single blanks; the cues are written so."""
    return _SPACES.sub(" ", text)


def find_changes(line: Line) -> dict[int, Role]:
    """Set `direction` (and what says so) on the drafts of a line; give each quantity's role by draft index."""
    roles: dict[int, Role] = {}
    for draft in line.quantities:
        before = squeeze(line.before(draft)[-REACH:])
        after = squeeze(line.after(draft)[:REACH])
        role = _role(line, draft, before, after)
        roles[draft.index] = role
    _share_direction(line, roles)
    return roles


def _role(line: Line, draft: Draft, before: str, after: str) -> Role:
    if draft.kind == "percent" and any(_cues(d).noun_after.match(after) for d in ("up", "down")):
        direction = "up" if _cues("up").noun_after.match(after) else "down"
        _set(draft, direction, "direction.noun-after")
        return "change"
    if _TO.search(before) or _REPORTED.search(before):
        return "level"
    stated = draft.figure.mention.parts.get("direction")
    if stated in {"up", "down", "flat"}:
        _set(draft, stated, "direction.stated")
        return "change"
    found = _direction(line, draft, before, after)
    if found is not None:
        direction, rule = found
        _set(draft, direction, rule)
        return "change"
    if _PRIOR_NEAR.search(before) or (_PRIOR_FAR.search(before) and not _breaks(before)):
        return "prior"
    return "level"


def _breaks(before: str) -> bool:
    """Whether a clause ends between the word of comparison and the figure."""
    cue = max(before.rfind(word) for word in ("compare", "versus", "vs", "opposed", "against", "relative", " from"))
    return ", " in before[cue:] and any(w in before[cue:] for w in (" which ", " while ", " and "))


def _set(draft: Draft, direction: str, rule: str) -> None:
    draft.direction = direction  # type: ignore[assignment]
    draft.note("direction", rule, Span(draft.start, draft.end))


def _direction(line: Line, draft: Draft, before: str, after: str) -> tuple[Direction, str] | None:
    """The direction of a figure that states a change, with the rule that says so."""
    directions: tuple[Direction, Direction] = ("up", "down")
    if _PRIOR_NEAR.search(before):
        return None
    for direction in directions:
        cues = _cues(direction)
        if cues.adverb_before.search(before):
            return direction, "direction.adverb-before"
        if draft.kind != "money" and cues.noun_after.match(after):
            return direction, "direction.noun-after"
    for direction in directions:
        cues = _cues(direction)
        if cues.verb_before.search(before) and not (draft.kind in {"money", "count"} and _OBTAINS.search(before)):
            return direction, "direction.verb-before"
        if cues.by_before.search(before):
            return direction, "direction.by-before"
        if cues.noun_directly_before.search(before) or (draft.kind == "percent" and cues.noun_of_before.search(before)):
            return direction, "direction.noun-before"
        if draft.kind == "percent" and cues.at_before.search(before):
            return direction, "direction.verb-before"
        if draft.kind == "percent" and cues.than_after.match(after):
            return direction, "direction.than-after"
    return _by_parse(line, draft) or _sign(line, draft, before)


#: Verbs that get or give an amount instead of changing by it ("raised $42 million", "added 350 jobs").
_OBTAINS = regex.compile(
    r"(?<!\w)(?:rais(?:e|es|ed|ing)|add(?:s|ed|ing)?|los(?:e|es|ing|t)|cut(?:s|ting)?|shed(?:s|ding)?)\ \D{0,30}$"
)


def _by_parse(line: Line, draft: Draft) -> tuple[Direction, str] | None:
    """`grew subscription revenue 109.6%`: the figure hangs directly on a verb of change that has an object."""
    token = line.head_of(draft)
    verb = line.governor(token) if token is not None and draft.kind == "percent" else None
    if token is None or verb is None or token.dep not in {"npadvmod", "dobj", "oprd", "dep"}:
        return None
    for direction in ("up", "down"):
        if verb.text.lower() in _verb(direction):  # type: ignore[arg-type]
            return direction, "direction.of-verb"  # type: ignore[return-value]
    return None


def _sign(line: Line, draft: Draft, before: str) -> tuple[Direction, str] | None:
    words = line.text[draft.start : draft.end]
    arrow = _ARROW.get(line.text[max(draft.start - 1, 0)]) or _ARROW.get(line.text[max(draft.start - 2, 0)])
    if arrow:
        return arrow, "direction.arrow"  # type: ignore[return-value]
    if draft.kind == "percent" and words.startswith("+"):
        return "up", "direction.plus-sign"
    if (
        draft.kind == "percent"
        and words[0] in "-−–"
        and before.endswith("(")
        and draft.index
        and _level_before(line, draft)
    ):
        return "down", "direction.minus-sign"
    return None


def _level_before(line: Line, draft: Draft) -> bool:
    return any(d.end <= draft.start and draft.start - d.end < 4 for d in line.quantities)


def _share_direction(line: Line, roles: dict[int, Role]) -> None:
    """`7 and 19 percent`, `rose 1.7 percent in March and 7.4 percent from a year earlier`: one verb or noun for both."""
    quantities = line.quantities
    for left, right in zip(quantities, quantities[1:], strict=False):
        if left.kind != right.kind or left.quantity.unit != right.quantity.unit:
            continue
        if left.direction and not right.direction and roles[right.index] != "change" and _gapped(line, left, right):
            _set(right, left.direction, "direction.coordinated")
            roles[right.index] = "change"
        elif right.direction and not left.direction and roles[left.index] == "level":
            if _COORDINATED.fullmatch(squeeze(line.between(left, right))):
                _set(left, right.direction, "direction.coordinated")
                roles[left.index] = "change"


_COORDINATED = regex.compile(
    r"(?:\ (?:[\w/]+[\ -](?:over|on)[\ -]\w+|yoy|sequential|annual|organic))?,?(?:\ and|\ or)?\ "
)


def _gapped(line: Line, left: Draft, right: Draft) -> bool:
    """Whether the second figure leans on the first one's verb: "and" or a comma, and no verb or "to" of its own."""
    between = squeeze(line.between(left, right))
    if _COORDINATED.fullmatch(between):
        return True
    if not regex.search(r"(?:,| and)\ ", between) or ";" in between or len(between) > 90:
        return False
    if regex.search(r"\b(?:to|at|with|of|a|or|compared|versus)\ (?:\w+\ )?$", between):
        return False
    inside = [t for t in line.tokens if left.end <= t.start and t.end <= right.start]
    return bool(inside) and not any(t.tag in {"VBD", "VBZ", "VBP", "VB", "MD", "VBG"} for t in inside)


_EXCLUDING = regex.compile(r"\bexcluding\b[^.;]{0,120}\b(?:foreign exchange|exchange rates?|currency)\b")


def basis_of(line: Line, draft: Draft, neighbours: Sequence[Draft]) -> tuple[Basis, Span] | None:
    """The base of a change as its surroundings say it, with the words that do; None where they do not.

    The words behind the figure speak before those in front of it; neither reaches past another figure.
    """
    excluded = _EXCLUDING.search(line.lowered, line.start, draft.start)
    if excluded:
        return "constant_currency", Span(*excluded.span())
    left = max((d.end for d in neighbours if d.end <= draft.start), default=line.start)
    constant = _base_patterns()[0][1].search(line.lowered, max(left, draft.start - REACH), draft.start)
    if constant:
        return "constant_currency", Span(*constant.span())
    right = min((d.start for d in neighbours if d.start >= draft.end), default=line.end)
    stop = regex.search(r";|\.\s|, (?:while|and|but|with) (?!(?:down|up) )", line.lowered[draft.end : right])
    if stop:
        right = draft.end + stop.start()
    for start, end in ((draft.end, min(right, draft.end + REACH)), (max(left, draft.start - REACH), draft.start)):
        words = line.lowered[start:end]
        best: tuple[int, Basis, Span] | None = None
        for basis, pattern in _base_patterns():
            match = pattern.search(words)
            if match and (best is None or match.start() < best[0] or basis == "constant_currency"):
                best = (match.start(), basis, Span(start + match.start(), start + match.end()))
                if basis == "constant_currency":
                    break
        if best:
            return best[1], best[2]
    return None


@cache
def _ellipsis_words() -> frozenset[str]:
    return frozenset(change_words().ellipsis.words.split())


_TOKEN = regex.compile(r"[\p{L}][\p{L}/.'’-]*+")


def elliptical(line: Line, left: int, right: int) -> bool:
    """Whether nothing but words of comparison, time and connection stands between two offsets."""
    dates = [(d.start, d.end) for d in line.dates if left <= d.start < right]
    words = line.lowered[left:right]
    if ";" in words or ". " in words:
        return False
    for match in _TOKEN.finditer(words):
        at = left + match.start()
        if any(start <= at < end for start, end in dates):
            continue
        if match.group().rstrip(".") not in _ellipsis_words():
            return False
    return True
