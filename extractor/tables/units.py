"""What a label or a head says of the unit of its figures: shares, amounts for one, percentages, things counted."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from extractor.recognise.per import find_per
from extractor.words.nouns import singular
from extractor.words.tables import folded, phrase_in, table_words
from extractor.words.units import UnitWords, unit_at

__all__ = ["Told", "Unit", "told_unit", "unit_of"]

#: What a label or head says of the figures beside or under it.
Unit = Literal["money", "per_share", "unit_rate", "shares", "percent", "ratio", "count", "measure"]


@dataclass(frozen=True, slots=True)
class Told:
    """The unit that words state, the noun or symbol of what is counted or measured, and its power of ten if stated.

    `minor` is the sign of the currency where an amount is in hundredths of it: `Dividend (cents)`; `per` is what a
    rate is one of: `Oil ($/Bbl)`.
    """

    unit: Unit | None = None
    noun: str | None = None
    power: int | None = None
    minor: str | None = None
    per: str | None = None


def unit_of(words: str) -> Unit | None:
    """The unit alone that words state."""
    return told_unit(words).unit


@lru_cache(maxsize=4096)
def told_unit(words: str) -> Told:
    """What a label or head says of its figures' unit.

    >>> told_unit("Weighted average shares outstanding - diluted").unit, told_unit("Oil (MBbl)").noun
    ('shares', 'Mbbl')
    """
    words = _CAPTION.sub(" ", words)
    plain = folded(words)
    names = table_words().rows
    if "par value" in plain or "stated value" in plain:
        return Told()
    minor = _minor(plain)
    if _is_per_share(plain) or (minor and _PAID.search(plain)):
        return Told("shares", _share_noun(plain)) if _is_shares(plain) else Told("per_share", minor=minor)
    if _SHARES_BEHIND.search(plain):
        return Told("shares", "share")
    if phrase_in(names.shares, plain) and not phrase_in(names.not_shares, plain):
        return Told("shares", _share_noun(plain))
    if _BRACKETS.sub("", plain) in {"shares", "basic shares", "diluted shares", "common shares"}:
        return Told("shares", "share")
    if phrase_in(names.unit_rates, plain) or _PRICED.search(plain):
        return Told("unit_rate", minor=minor, per=_one_of(words))
    if phrase_in(names.ratios, plain):
        return Told("ratio")
    measured = _measure(words)
    if measured is not None:
        return measured
    if plain.endswith("%") or (phrase_in(names.percent, plain) and not (_AMOUNTS.search(plain) and "%" not in plain)):
        return Told("percent")
    noun = _counted(plain)
    return Told("count", noun) if noun else Told(minor=minor)


_PAID = regex.compile(r"\b(?:dividends?|distributions?|earnings|eps)\b")
_BRACKETS = regex.compile(r"\s*\([^)]*\)")
_SHARES_BEHIND = regex.compile(
    r"(?<!\d )\bshares (?:issued|outstanding|authori[sz]ed|repurchased)(?:,? and (?:issued|outstanding))?$"
)
"""`Preferred stock, shares issued`, without a number of them in the label."""
_PRICED = regex.compile(r"[(,]\s?(?:in )?(?:[a-z]{0,3}[$€£¥₹]|usd|cad|aud|eur|gbp|cents|pence|¢)\s?(?:/|per )\s?\w")
"""`($/oz)`, `(C$ per tonne)`: a price of one thing."""
_EACH = regex.compile(r"\bper (?:[\w&'./-]+ ){0,4}?(?:shares?|adss?|adrs?)\b(?! (?:data|amounts?))")
_MINOR = regex.compile(
    r"[(,]\s?(?:in )?(?:[a-z]{1,3}\s|(?:us|sa|hk|nz|a)(?=[c¢]))?(cents?|pence|p|c|¢)(?: per [\w ]+)?\s?(?:\)|$)"
    r"|\b(cents|pence) per\b"
    r"|^(pence|cents)$"
)


def _minor(plain: str) -> str | None:
    found = _MINOR.search(plain)
    if found is None:
        return None
    return "£" if next(filter(None, found.groups())).startswith("p") else "$"


_BEFORE_RATE = regex.compile(r"\s(?=per\s)|(?<=[$€£¥₹)\p{L}])(?=/\s?\p{L})", regex.IGNORECASE)


def _one_of(words: str) -> str | None:
    """What a rate is one of, by the name that prose has for it."""
    found = (find_per(words, match.start()) for match in _BEFORE_RATE.finditer(words))
    return next((per.noun for per in found if per is not None), None)


def _is_per_share(plain: str) -> bool:
    names = table_words().rows
    each = phrase_in(names.per_share, plain) or phrase_in(names.per_share_words, plain) or _EACH.search(plain)
    return each is not None


def _is_shares(plain: str) -> bool:
    """Whether words that name an amount per share count the shares that it is reckoned with."""
    if plain.startswith(("net ", "earnings", "loss")) or not phrase_in(table_words().rows.shares, plain):
        return False
    return _COUNTS_SHARES.search(plain) is not None


_COUNTS_SHARES = regex.compile(r"weighted|number of|shares (?:used|outstanding)|average (?:common )?shares")


_SCALED = regex.compile(r"(?:in )?(?:(thousands?|millions?|billions?|'?000'?s?)(?: of)? )?(?=\p{L})", regex.IGNORECASE)


def _measure(words: str) -> Told | None:
    """The unit of measure in brackets, behind the last comma, or that opens the label: `(MBbl)`, `Tonnes milled`."""
    spots = [(m.start(1), m.end(1)) for m in _BRACKETED.finditer(words)]
    comma = words.rfind(",")
    spots += [(comma + 1 + (words[comma + 1 : comma + 2] == " "), len(words))] if comma > 0 else []
    last = words.rfind(" ") + 1
    spots += [(last, len(words))] if last and words[last:].isupper() and len(words) - last > 1 else []  # `Sales MBOED`
    for start, end in spots:
        opened = _SCALED.match(words, start, end)
        at = opened.end() if opened else start
        found = unit_at(words, at)
        if found is None or words[at:end].lower() in table_words().scales or _end_of(words, found, end) != end:
            continue
        if found.weak and _LETTERS.fullmatch(words, at, end):
            continue
        power = table_words().scales[folded(opened[1])] if opened and opened[1] else 0
        return Told("measure", found.symbol, power)
    first = unit_at(words, 0)
    if first is None or first.weak or first.money_too or first.dimension not in _NAMED or words[first.end - 1] != "s":
        return None
    return Told("measure", first.symbol)


_BRACKETED = regex.compile(r"\(([^()]{1,30})\)")
_LETTERS = regex.compile(r"\p{Lu}(?:/\p{Lu})?")
"""Letters that abbreviate words of accounts rather than units: `Interest expense (A/T)`, `(A)`."""
_AMOUNTS = regex.compile(r"\b(?:expenses?|costs?|charges?)(?:,? net)?$")
"""What ends a label of amounts, whatever it names before: `Occupancy expense`."""
_NAMED = frozenset({"mass", "volume", "energy", "length", "area"})
"""Dimensions whose units name what a row counts: `Ounces sold`."""


def _end_of(words: str, found: UnitWords, end: int) -> int:
    """Where a unit ends, its rate and a stop included: `MBbl/d`, `oz.`."""
    at = found.per_end or found.end
    return end if words[at:end].strip(" .") == "" or _A_DAY.fullmatch(words, at, end) else at


_A_DAY = regex.compile(r"\s?(?:/d|/day|per day)")


#: Of `(in millions, except per share data)` behind a label or over a column no figure is one per share.
_CAPTION = regex.compile(r"\([^()]*\b(?:except|unaudited)\b[^()]*\)", regex.IGNORECASE)


def _share_noun(plain: str) -> str:
    return "unit" if _UNITS.search(plain) and "share" not in plain else "share"


_UNITS = regex.compile(r"(?<!stock )(?<!share )\bunits?\b")
"""Units of a partnership, which are none of stock that is paid with."""


def _counted(plain: str) -> str | None:
    """The noun of a label that counts things: its last word but what stands in brackets or behind a comma."""
    names = table_words().rows
    core = _NARROWER.split(_BRACKET.sub(" ", plain), 1)[0]
    parts = core.split()
    if not parts or phrase_in(names.not_counts, core) or any(w in names.not_counts for w in parts):
        return None
    for phrase in names.counts:
        if parts[-1] == phrase or (len(parts) > 1 and parts[-1] in names.count_tails and parts[-2] == phrase):
            return singular(phrase)
    if parts[-1] in {"count", "counts"} and len(parts) > 1 and f"{singular(parts[-2])}s" in names.counts:
        return singular(parts[-2])
    match = _NUMBER_OF.match(core.strip())
    return singular(match[1]) if match else None


_BRACKET = regex.compile(r"\([^)]*\)")
_NARROWER = regex.compile(r"[,:]| (?:at|as of|in operation|per|end of)\b")
_NUMBER_OF = regex.compile(r"number of (?:\w+ )*?(\w+s)$")
