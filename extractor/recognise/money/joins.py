"""Joins sums of money with their neighbours: ranges, dollars and cents, lists that say sign or scale once, ellipsis.

`from $X to $Y` is a range unless the sentence speaks of a change ("rose from … to …"): then it is two sums.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.recognise.money.guards import Guards
from extractor.recognise.money.marks import tail_of
from extractor.recognise.numerals import Numeral
from extractor.recognise.ranges import joins_range
from extractor.words.beside import words_before, words_behind
from extractor.words.currencies import Money
from extractor.words.money_cues import HEDGE, cues

__all__ = ["Sum", "join"]

_LIST = words_behind(r" ?, (?P<last>(?:and|or) )?| (?P<last>(?:and|or|and/or|&) )")
_FROM = words_before(rf"(?<!\w)from {HEDGE}")
_TO = words_behind(r" to ")
_DASH = regex.compile(r"[-‐‑‒–—−]")
_OTHER_UNIT = words_behind(r"(?i) ?(?:%|percent|per cent|pct|x\b|times\b|basis|bps|fold|°)|-\p{L}")
_NEXT_WORD = words_behind(r" (\p{L}[\p{L}-]*+)")
_CAPITAL_BEFORE = words_before(r"(?<![\p{L}])\p{Lu}\p{L}*\.? ", cased=True)
_CENTS = words_behind(r" (?:and |, ?)?")
_BARE_CENTS = words_behind(r" (?:and )?")
_ENDS = regex.compile(r"\s*(?:[.?!;)]|$)")
_ELLIPSIS_BEFORE = words_before(
    r"(?:\b(?:from|to|versus|vs\.?|compared (?:to|with)|against|or|and|than|of|exceed\w*|reach\w*|surpass\w*"
    r"|pass(?:ed|ing)|topp(?:ed|ing)|over|about|approximately|around|nearly) "
    r"(?:nearly|about|approximately|around|some|just|over|more than)? ?)"
)
#: What would have happened is told with the level that it would have led to; so is what is compared.
_PERFECT = words_behind(r"(?i)\b(?:would|could|might|may|will|should) have ")
_COMPARISON = words_behind(r"(?i),? (?:as )?(?:compared|versus|vs\.?|against)\b")
_BRACKET_PRIOR = words_behind(
    r"(?i) ?\((?P<label>(?:(?:Q[1-4]|[HF][1Y2]|\d{1,2} \p{L}++)[ /-])?"
    r"(?:(?:19|20)\d\d|(?:prior|previous|last|preceding)[ -]year(?: period)?):? )?(?P<minus>[-−–])?"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A numeral on its way to a sum of money; without `money` it is a bare number that may share its neighbour's.

    `core` is signed, `scale` multiplies it; a range has `low` and `high` (scaled, signed). `left` says that the mark
    stands before the number.
    """

    start: int
    end: int
    core: Decimal
    scale: Decimal
    numeral: Numeral
    money: Money | None = None
    unit: str | None = None
    left: bool = False
    minus: bool = False
    comparator: str = "eq"
    rule: str = ""
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """The number that is said."""
        return self.core * self.scale

    @property
    def year_like(self) -> bool:
        """Whether it is printed like a year."""
        n = self.numeral
        return not n.words and not n.grouped and self.scale == 1 and n.decimals == 0 and 1900 <= abs(self.core) <= 2100


def join(text: str, sums: list[Sum], guards: Guards) -> list[Sum]:
    """The sums with their neighbours joined; bare numbers that share nothing stay without money."""
    sums = _compounds(text, sums)
    sums = _shared_behind(text, sums)
    sums = _ranges(text, sums)
    return _elliptic(text, sums, guards)


def _compounds(text: str, sums: list[Sum]) -> list[Sum]:
    """`3 dollars and 50 cents`, `20 rupees 43`: one sum."""
    out: list[Sum] = []
    for found in sums:
        before = out[-1] if out else None
        if before is not None and before.money and before.scale == 1 and before.low is None:
            whole = _compound(text, before, found)
            if whole is not None:
                out[-1] = whole
                continue
        out.append(found)
    return out


def _compound(text: str, whole: Sum, part: Sum) -> Sum | None:
    assert whole.money is not None
    if whole.money.factor != 1 or whole.numeral.decimals or part.scale != 1 or part.minus:
        return None
    if part.money is None:
        bare = (
            not whole.left
            and whole.unit is not None
            and whole.unit.isalpha()
            and not part.numeral.decimals
            and 10 <= part.core < 100
        )
        if not (bare and _BARE_CENTS.fullmatch(text, whole.end, part.start) and _ENDS.match(text, part.end)):
            return None
        core = whole.core + part.core.scaleb(-2)
    else:
        both = tuple(c for c in whole.money.codes if c in part.money.codes)
        if part.money.factor == 1 or part.core >= part.money.factor or not both:
            return None
        if part.left or not _CENTS.fullmatch(text, whole.end, part.start):
            return None
        core = whole.core + part.core / part.money.factor
        whole = replace(whole, money=replace(whole.money, codes=both))
    return replace(whole, end=part.end, core=core, comparator=part.comparator, rule="money.units-and-subunits")


def _shared_behind(text: str, sums: list[Sum]) -> list[Sum]:
    """Money and scale said once, behind the last of a list: `$5 and $7 million`, `3, 5 and 10 million euros`."""
    out = list(sums)
    in_list = False
    for at in range(len(out) - 2, -1, -1):
        first, second = out[at], out[at + 1]
        if second.money is None or second.low is not None:
            in_list = False
            continue
        joint = _LIST.fullmatch(text, first.end, second.start)
        ranged = joins_range(text, first.start, first.end, second.start)
        is_list = joint is not None and (joint["last"] is not None or in_list)
        if not ranged and not is_list:
            in_list = False
            continue
        in_list = is_list
        if first.money is None and not second.left and _may_share(text, first, second, ranged=ranged):
            first = replace(
                first, money=second.money, unit=second.unit,
                rule="money.shared" if not ranged else second.rule,
            )  # fmt: skip
        if first.money and first.money.codes == second.money.codes and _shares_scale(first, second):
            first = replace(first, scale=second.scale)
        out[at] = first
    return out


def _may_share(text: str, first: Sum, second: Sum, *, ranged: bool) -> bool:
    """Whether a bare number before a sum can be money of the same kind."""
    number = first.numeral
    if number.vague or number.glued_before or (first.year_like and not second.year_like and second.value < 100_000):
        return False
    if first.year_like and second.scale != 1:
        return False
    if ranged:
        return not (first.scale > 1 and second.scale == 1)
    if _CAPITAL_BEFORE.match(text, 0, first.start) or number.words != second.numeral.words:
        return False
    return _close(first.core, second.core, 20)


def _shares_scale(first: Sum, second: Sum) -> bool:
    """Whether the first has the scale that only the second says: "$5 to $7 million", not "$800 to $1.2 million"."""
    if first.scale != 1 or second.scale < 1000 or abs(first.core) >= 1000 or first.numeral.grouped:
        return False
    return abs(first.core) <= abs(second.core) or _close(first.core, second.core, 3)


def _close(one: Decimal, other: Decimal, times: int) -> bool:
    """Whether two numbers are within a factor of each other."""
    low, high = sorted((abs(one), abs(other)))
    return high <= low * times


def _ranges(text: str, sums: list[Sum]) -> list[Sum]:
    """Two neighbours as the ends of one range, where the words between them say so."""
    out: list[Sum] = []
    for found in sums:
        before = out[-1] if out else None
        joined = _range(text, before, found) if before is not None and before.money and before.low is None else None
        if joined is not None:
            out[-1:] = joined
        else:
            out.append(found)
    return out


def _range(text: str, first: Sum, second: Sum) -> list[Sum] | None:
    """One range, or two sums that share sign and scale where the words say a change, or None."""
    assert first.money is not None
    if not joins_range(text, first.start, first.end, second.start) or "money.vague" in {first.rule, second.rule}:
        return None
    if first.comparator != "eq":
        return None
    if second.money is None:
        if not first.left or not _may_end(text, first, second):
            return None
        second = replace(second, money=first.money)
    assert second.money is not None
    both = tuple(c for c in first.money.codes if c in second.money.codes)
    if not both or first.money.factor != second.money.factor:
        return None
    money = replace(first.money, codes=both)
    if _shares_scale(first, second):
        first = replace(first, scale=second.scale)
    if _is_change(text, first, second):
        return [first, replace(second, unit=second.unit or first.unit, rule=second.rule or "money.shared")]
    low, high = sorted((first.value, second.value))
    more = second.comparator
    return [replace(first, end=second.end, low=low, high=high, money=money, comparator=more, rule="money.range")]


def _may_end(text: str, first: Sum, second: Sum) -> bool:
    """Whether a bare number behind a signed one is the other end of its range: `$2-3 billion`, not `$5 to 7 people`."""
    if _OTHER_UNIT.match(text, second.end) or second.numeral.vague or (first.scale > 1 and second.scale == 1):
        return False
    if second.year_like and not first.year_like:
        return False
    if second.scale == 1 and second.core <= first.core:
        return False
    tight = _DASH.fullmatch(text, first.end, second.start) is not None
    word = _NEXT_WORD.match(text, second.end)
    return second.scale > 1 or tight or word is None or word[1].lower() in cues().after


def _is_change(text: str, first: Sum, second: Sum) -> bool:
    """Whether "X to Y" says a change: "rose from X to Y", "rose X to Y", "by X to Y"."""
    if not _TO.fullmatch(text, first.end, second.start):
        return False
    before = text[max(0, first.start - 110) : first.start]
    before = before[max(before.rfind(". "), before.rfind("; "), before.rfind("\n\n")) + 1 :]
    by = cues().by_change.match(text, 0, first.start)
    if by:
        modal = by["by"] is not None and cues().modal.search(before) is not None
        modal = modal and not _PERFECT.search(before) and not _COMPARISON.match(text, second.end)
        return not (modal and second.value > first.value and _close(first.value, second.value, 3))
    if not _FROM.match(text, 0, first.start):
        return False
    if cues().ranges.search(before[-40:]):
        return False
    after = text[second.end : second.end + 40]
    return (
        second.value <= first.value
        or bool(cues().changes.search(before))
        or bool(regex.match(r",? (?:an?|the) (?:in|de)creas", after))
    )


def _elliptic(text: str, sums: list[Sum], guards: Guards) -> list[Sum]:
    """Numbers whose money only the sum before them says: `SEK 143 million (131)`, `$4.5 million from 4.1 million`."""
    starts = [s.start for s in guards.document.sentences]
    out: list[Sum] = []
    money: Sum | None = None
    for bare in sums:
        found = bare
        if money is not None and bisect_right(starts, found.start) != bisect_right(starts, money.start):
            money = None
        if found.money is None and money is not None:
            if out and out[-1] is money:
                out[-1] = money = _scaled_behind(text, money, found)
            found = _bracketed(text, money, found) or _echoed(text, money, found) or found
        if found.money is not None or (found.scale >= 1000 and not found.year_like):
            money = found if found.money is not None and found.money.factor == 1 else None
        out.append(found)
    return out


def _scaled_behind(text: str, money: Sum, found: Sum) -> Sum:
    """`CHF 324 (791) million`: the scale stands behind the bracket and holds for both."""
    if money.scale != 1 or not _BRACKET_PRIOR.fullmatch(text, money.end, found.start):
        return money
    if text[found.end : found.end + 1] != ")":
        return money
    return replace(money, scale=tail_of(text, found.end + 1, None, bare=True).scale)


def _bracketed(text: str, money: Sum, found: Sum) -> Sum | None:
    """The comparison figure of Nordic and continental reports: a bare number in brackets right behind the sum."""
    match = _BRACKET_PRIOR.fullmatch(text, money.end, found.start)
    if match is None or money.low is not None or text[found.end : found.end + 1] not in {")", ";"}:
        return None
    number = found.numeral
    if (
        money.unit is None
        or ("$" in money.unit and not match["label"])
        or number.words
        or found.year_like
        or found.scale not in {1, money.scale}
    ):
        return None
    long = number.decimals > 0 or number.grouped or abs(found.core) >= 10
    if not long or number.decimals != money.numeral.decimals or not _close(found.core, money.core, 50):
        return None
    core = -found.core if match["minus"] else found.core
    start = match.start("minus") if match["minus"] else found.start
    return replace(
        found,
        start=start,
        core=core,
        scale=money.scale,
        money=money.money,
        unit=money.unit,
        rule="money.bracketed-prior",
    )


def _echoed(text: str, money: Sum, found: Sum) -> Sum | None:
    """A scaled number with nothing behind it, compared with the sum before: `$4.5 million, up from 4.1 million`."""
    if (
        found.numeral.glued_before
        or found.scale < 1_000_000
        or money.scale < 1000
        or found.numeral.vague
        or money.low is not None
    ):
        return None
    word = _NEXT_WORD.match(text, found.end)
    if (word and word[1].lower() not in cues().after) or text[found.end : found.end + 1] == "-":
        return None
    if _OTHER_UNIT.match(text, found.end) or not _ELLIPSIS_BEFORE.match(text, 0, found.start):
        return None
    return replace(found, money=money.money, unit=money.unit, rule="money.elliptic")
