"""Numbers whose money only the sum before them says: `SEK 143 million (131)`, `$4.5 million, up from 4.1 million`."""

from bisect import bisect_right
from dataclasses import replace

from extractor.recognise.money.guards import Guards
from extractor.recognise.money.sums import NEXT_WORD, OTHER_UNIT, Sum, are_near
from extractor.recognise.money.tails import tail_of
from extractor.words.beside import words_before, words_behind
from extractor.words.money_cues import cues

__all__ = ["elliptic"]

_ELLIPSIS_BEFORE = words_before(
    r"\b(?:(?:from|to|{comparison}|or|and|than|of|exceed\w*|reach\w*|surpass\w*|pass(?:ed|ing)|topp(?:ed|ing)) {hedge}?"
    r"|(?:over|about|approximately|around|nearly) ) ?"
)
_BRACKET_PRIOR = words_behind(
    r"(?i) ?\((?P<label>(?:(?:Q[1-4]|[HF][1Y2]|\d{1,2} \p{L}++)[ /-])?"
    r"(?:(?:19|20)\d\d|(?:prior|previous|last|preceding)[ -]year(?: period)?):? )?(?P<minus>[-−–])?"
)


def elliptic(text: str, sums: list[Sum], guards: Guards) -> list[Sum]:
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
    if not long or number.decimals != money.numeral.decimals or not are_near(found.core, money.core, 50):
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
    word = NEXT_WORD.match(text, found.end)
    if (word and word[1].lower() not in cues().after) or text[found.end : found.end + 1] == "-":
        return None
    if OTHER_UNIT.match(text, found.end) or not _ELLIPSIS_BEFORE.match(text, 0, found.start):
        return None
    return replace(found, money=money.money, unit=money.unit, rule="money.elliptic")
