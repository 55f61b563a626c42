"""Joins percentages: two numbers make a range, bare numbers share the unit behind a later one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.recognise.ranges import joins_range
from extractor.recognise.rule import Rule
from extractor.spans import Span
from extractor.values import Amount, Comparator
from extractor.words.beside import words_before, words_behind
from extractor.words.percentages import percent_unit

__all__ = ["JOIN_RULES", "Piece", "join_percentages"]

_BLANK = r"[ \t\u00a0\u2009\u202f]"

RANGE = Rule(
    name="percent.range",
    says="Two numbers that share a unit, or have the same one, joined by a dash, `to`, or `and` behind `between`.",
    examples=(
        "a range of ⟦4.25 to 4.50 percent⟧",
        "yields of ⟦5.75-6.00%⟧",
        "a rate of ⟦14% to 16%⟧",
        "between ⟦35% and 36%⟧",
        "costs ranging from ⟦3% to 5%⟧",
        "a ⟦10- to 15-percent⟧ cut",
        "growth of ⟦-2% to +3%⟧",
        "⟦five to ten per cent⟧ of sales",
        "is expected to grow ⟦5% to 7%⟧",
    ),
    not_examples=("in the years 2021 to 2023",),
)
LIST = Rule(
    name="percent.shared-unit",
    says="A bare number whose unit stands behind a later number of the same list, or behind `to` after `from`.",
    examples=(
        "rose ⟦7⟧ and ⟦19 percent⟧, respectively",
        "of ⟦12⟧, ⟦13⟧ and ⟦14 percent⟧",
        "from ⟦4⟧ to ⟦5 percent⟧",
        "a rise of ⟦5⟧ or ⟦6%⟧",
    ),
    not_examples=("in June 2019 and later", "went from 12% to 15%", "rose 2% to 34.5%"),
)
FLAT_RANGE = Rule(
    name="percent.flat-to",
    says="A range of which one end is `flat`, or whose ends are said by `up` and `down`.",
    examples=("sales ⟦flat to up 2%⟧", "volumes ⟦down 2% to flat⟧", "growth of ⟦down 1% to up 3%⟧"),
    not_examples=("up 2% to a flat 5", "was flat, up 2% before"),
)
BRACKETED = Rule(
    name="percent.bracketed-prior",
    says="A bare number in brackets right behind a percentage of as many decimals, or between one and its unit.",
    examples=(
        "a margin of ⟦8.4 per cent⟧ (⟦7.9⟧)",
        "a margin of ⟦8.4⟧ (⟦7.9⟧) percent",
        "returned ⟦2.4%⟧ (⟦-1.5⟧) in May",
    ),
    not_examples=("grew by 8.4 per cent (12)", "seen in 45.2% (23 of them)", "a margin of 8.4% (see 7.9 below)"),
)
JOIN_RULES: tuple[Rule, ...] = (RANGE, LIST, FLAT_RANGE, BRACKETED)


@dataclass(frozen=True, slots=True)
class Piece:
    """A number with or without its unit: `unit` is as printed, empty for a bare number."""

    start: int
    end: int
    value: Decimal
    unit: str
    words: bool
    rule: str
    comparator: Comparator = "eq"


def join_percentages(text: str, pieces: list[Piece]) -> Iterator[Mention]:
    """Pieces with a unit, each with the number that it makes a range with, and the bare numbers that share its unit."""
    done = -1
    pieces = _with_brackets(text, pieces)
    for at, piece in enumerate(pieces):
        if not piece.unit or at <= done:
            continue
        following = pieces[at + 1] if at + 1 < len(pieces) and pieces[at + 1].unit else None
        flat = _flat_range(text, piece, following)
        if flat is not None:
            yield flat
            done = at + (following is not None and following.end <= flat.end)
            continue
        if following and _is_range(text, piece, following):
            yield _range(piece, following)
            done = at + 1
            continue
        before = pieces[at - 1] if at and at - 1 > done else None
        if before and not before.unit and _may_share(text, before, piece):
            if _is_range(text, before, piece):
                yield _range(before, piece)
                done = at
                continue
            yield from _members(text, pieces, at, done)
        done = at
        yield _single(piece)


_BRACKET = regex.compile(rf"{_BLANK}\(")


def _with_brackets(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, those with last year's figure in brackets, as Nordic reports print it, completed."""
    out = list(pieces)
    for at in range(1, len(out)):
        left, right = out[at - 1], out[at]
        closes = text.find(")", right.start, right.end) if right.unit else right.end
        inner = right.start + (text[right.start] == "(")
        if closes < 0 or not text.startswith(")", closes) or not _BRACKET.fullmatch(text, left.end, inner):
            continue
        unit = left.unit or right.unit
        alike = 0 < _decimals(text, inner, closes) == _decimals(text, left.start, left.end)
        if alike and unit and bool(left.unit) != bool(right.unit) and percent_unit(unit) == "percent":
            value = abs(right.value) * (-1 if text[inner] in "-−–" else 1)
            out[at - 1] = replace(left, unit=unit)
            out[at] = replace(right, start=inner, end=closes, value=value, unit=unit, rule=BRACKETED.name)
    return out


def _decimals(text: str, start: int, end: int) -> int:
    """How many decimals are printed of a number that stands alone or in front of its unit."""
    match = _PRINTED.search(text, start, end)
    return len(match["decimals"]) if match else 0


_PRINTED = regex.compile(r"\d\.(?P<decimals>\d+)")

_WAY_BEFORE = regex.compile(rf"(?r)(?<!\w)(?P<way>up|down|plus|minus){_BLANK}", regex.IGNORECASE)
_FLAT_BEFORE = regex.compile(
    rf"(?r)(?<!\w)flat{_BLANK}?(?:to|-|–){_BLANK}?(?:(?P<way>up|down|plus|minus){_BLANK})?", regex.IGNORECASE
)
_TO_FLAT = regex.compile(rf"{_BLANK}to{_BLANK}flat(?!\w)", regex.IGNORECASE)
_TO_WAY = regex.compile(rf"{_BLANK}to{_BLANK}(?P<way>up|down|plus|minus){_BLANK}", regex.IGNORECASE)


def _flat_range(text: str, piece: Piece, following: Piece | None) -> Mention | None:
    """`flat to up 2%`, `down 2% to flat`, `down 1% to up 3%` as one range with signed ends."""
    left = max(0, piece.start - 24)
    flat = _FLAT_BEFORE.match(text, left, piece.start)
    if flat is not None:
        return _span(flat.start(), piece.end, Decimal(0), _towards(flat["way"], piece.value), piece.unit)
    way = _WAY_BEFORE.match(text, left, piece.start)
    if way is None:
        return None
    low = _towards(way["way"], piece.value)
    to_flat = _TO_FLAT.match(text, piece.end)
    if to_flat is not None:
        return _span(way.start(), to_flat.end(), low, Decimal(0), piece.unit)
    to_way = _TO_WAY.match(text, piece.end)
    if to_way is None or following is None or following.start != to_way.end() or to_way["way"] == way["way"]:
        return None
    return _span(way.start(), following.end, low, _towards(to_way["way"], following.value), following.unit)


def _towards(way: str | None, value: Decimal) -> Decimal:
    return -abs(value) if way and way.lower() in {"down", "minus"} else value


def _span(start: int, end: int, one: Decimal, other: Decimal, unit: str) -> Mention:
    low, high = sorted((one, other))
    return Mention("percent", start, end, FLAT_RANGE.name, Amount(low=low, high=high), unit)


def _single(piece: Piece) -> Mention:
    return Mention(
        "percent", piece.start, piece.end, piece.rule, Amount(piece.value), piece.unit, piece.comparator
    )  # fmt: skip


def _range(low: Piece, high: Piece) -> Mention:
    ends = sorted((low.value, high.value))
    return Mention("percent", low.start, high.end, RANGE.name, Amount(low=ends[0], high=ends[1]), high.unit)


_JOINT = words_behind(r"(?i)[-‐‑‒–—]? ?(?:to|through) |[-‐‑]to[-‐‑]| (?:to|through) (?:plus |{hedge})")
_FROM = words_before(
    r"(?<!\w)(?P<spread>(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|spread|spans?|bands?)(?: \w++){0,2} )?"
    r"from (?:{hedge}|(?:an?|below|the|low of) ){0,2}"
)
#: Behind these, "5% to 34%" is a change and the level that it leads to.
_MOVED = words_before(
    r"(?<!\w)(?P<plan>(?:to|will|would|could|should|may|might|can|expect\w*|project\w*|forecast\w*|guidance|estimated?|be)"
    r"(?: \w++)? )?(?:{moved}|{obtained}|{change}|up|down|higher|edg\w*) (?:by )?(?:{hedge}|(?:an?|another) ){0,2}"
)


_OUTLOOK = regex.compile(
    r"\b(?:outlook|guidance|assum\w+|expect\w*|forecasts?|anticipat\w+|project(?:s|ed|ion)|will|target\w*)\b",
    regex.IGNORECASE,
)


def _is_range(text: str, low: Piece, high: Piece) -> bool:
    """Whether two neighbours are the ends of one range: not `from X to Y`, not a change and the level it led to."""
    between = text[low.end : high.start]
    if len(between) > 24 or (low.unit and percent_unit(low.unit) != percent_unit(high.unit)):
        return False
    if low.words != high.words and not low.unit:
        return False
    if between.strip() == "—" != between:  # a dash for "nothing" between two cells of a table, or a break
        return False
    dash = joins_range(text, low.start, low.end, high.start)
    if not dash and not _JOINT.fullmatch(between):
        return False
    if "to" not in between and "through" not in between:  # a dash, or "and" behind "between"
        return low.value <= high.value
    start = _FROM.match(text, max(0, low.start - 48), low.start)
    if start is not None:
        return bool(start["spread"])
    if low.unit:
        moved = _MOVED.match(text, max(0, low.start - 48), low.start)
        if moved is not None and not moved["plan"]:
            times = 3 if _OUTLOOK.search(text, max(0, low.start - 120), low.start) else 2
            return abs(high.value) < times * abs(low.value) and low.value <= high.value
    return True


_LIST_LAST = regex.compile(rf",?{_BLANK}(?:and|or|&){_BLANK}|{_BLANK}?/{_BLANK}?|{_BLANK}to{_BLANK}", regex.IGNORECASE)
_LIST_COMMA = regex.compile(rf",{_BLANK}|,?{_BLANK}(?:and|or|&){_BLANK}", regex.IGNORECASE)
_NO_SHARE = words_before(
    r"(?:[$€£¥₹#/@:.]|(?<!\w)(?:{month}\.?|Q|FY|No\.?|Phase|Type|Section|Item|Note|page|week|day|aged?|ages|over|under|above"
    r"|below|than|US|USD|EUR|GBP|Rs\.?|RMB|NOK|SEK|version|part|chapter|top|figure|table|fiscal|since|until|by the) ?)"
)


def _may_share(text: str, bare: Piece, unit: Piece) -> bool:
    """Whether a bare number can have its unit behind a later number: no year, no money, both in digits or in words."""
    if bare.words != unit.words or _yearlike(text, bare) or abs(bare.value) > 1000:
        return False
    if text[bare.end : bare.end + 1].isalpha() or _NO_SHARE.match(text, max(0, bare.start - 12), bare.start):
        return False
    return not (bare.start and (text[bare.start - 1].isalnum() or text[bare.start - 1] in "-‐‑"))


def _yearlike(text: str, piece: Piece) -> bool:
    printed = text[piece.start : piece.end]
    return len(printed) == 4 and printed.isdigit() and "1900" <= printed <= "2100"


def _members(text: str, pieces: list[Piece], at: int, done: int) -> Iterator[Mention]:
    """The bare numbers to the left of the piece at `at` that share its unit; the last joint is "and", "or" or "to"."""
    unit, joint, right, members = pieces[at], _LIST_LAST, at, []
    while right - 1 > done:
        bare = pieces[right - 1]
        between = text[bare.end : pieces[right].start]
        if bare.unit or not joint.fullmatch(between) or not _may_share(text, bare, unit):
            break
        if between.strip() == "/" or (
            between.strip() == "to" and not _FROM.match(text, max(0, bare.start - 48), bare.start)
        ):
            break
        members.append(Mention("percent", bare.start, bare.end, LIST.name, Amount(bare.value), unit.unit))
        right, joint = right - 1, _LIST_COMMA
    cue = Span(unit.start, unit.end)
    yield from (replace(m, cues=(cue,)) for m in reversed(members))
