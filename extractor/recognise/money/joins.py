"""Joins sums of money with their neighbours: ranges, dollars and cents, and lists that say sign or scale once.

`from $X to $Y` is a range unless the sentence speaks of a change ("rose from … to …"): then it is two sums.
"""

from dataclasses import replace

import regex

from extractor.recognise.money.elliptic import elliptic
from extractor.recognise.money.guards import Guards
from extractor.recognise.money.sums import NEXT_WORD, OTHER_UNIT, Sum, are_near
from extractor.recognise.ranges import joins_range
from extractor.words.beside import words_before, words_behind
from extractor.words.money_cues import cues

__all__ = ["join"]

_LIST = words_behind(r" ?, (?P<last>(?:and|or) )?| (?P<last>(?:and|or|and/or|&) )")
_FROM = words_before(r"(?<!\w)from (?:{hedge}|~)?")
_TO = words_behind(r" to ")
_DASH = regex.compile(r"[-‐‑‒–—−]")
_CAPITAL_BEFORE = words_before(r"(?<![\p{L}])\p{Lu}\p{L}*\.? ", cased=True)
_CENTS = words_behind(r" (?:and |, ?)?")
_BARE_CENTS = words_behind(r" (?:and )?")
_ENDS = regex.compile(r"\s*(?:[.?!;)]|$)")
#: What would have happened is told with the level that it would have led to; so is what is compared.
_PERFECT = words_behind(r"(?i)\b(?:would|could|might|may|will|should) have ")
_COMPARISON = words_behind(r"(?i),? (?:as )?{comparison}(?!\w)")


def join(text: str, sums: list[Sum], guards: Guards) -> list[Sum]:
    """The sums with their neighbours joined; bare numbers that share nothing stay without money."""
    sums = _compounds(text, sums)
    sums = _shared_behind(text, sums)
    sums = _ranges(text, sums)
    return elliptic(text, sums, guards)


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
    return are_near(first.core, second.core, 20)


def _shares_scale(first: Sum, second: Sum) -> bool:
    """Whether the first has the scale that only the second says: "$5 to $7 million", not "$800 to $1.2 million"."""
    if first.scale != 1 or second.scale < 1000 or abs(first.core) >= 1000 or first.numeral.grouped:
        return False
    return abs(first.core) <= abs(second.core) or are_near(first.core, second.core, 3)


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
    if OTHER_UNIT.match(text, second.end) or second.numeral.vague or (first.scale > 1 and second.scale == 1):
        return False
    if second.year_like and not first.year_like:
        return False
    if second.scale == 1 and second.core <= first.core:
        return False
    tight = _DASH.fullmatch(text, first.end, second.start) is not None
    word = NEXT_WORD.match(text, second.end)
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
        return not (modal and second.value > first.value and are_near(first.value, second.value, 3))
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
