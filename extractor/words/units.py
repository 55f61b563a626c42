"""Units of measure: the lexicon `measures.toml` and the reading of unit words into their usual symbols."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from extractor.words.loading import load
from extractor.words.numerals import number_words
from extractor.words.rows import Row

__all__ = ["Cues", "UnitWords", "unit_at", "unit_cues"]


class Cues(Row):
    """Words that speak for a unit of one dimension: right behind it, and some way before its number."""

    behind: list[str]
    before: list[str]


class _Unit(Row):
    signs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    money_too: tuple[str, ...] = ()

    @property
    def all_names(self) -> list[str]:
        """Every name, singular and plural, in lower case."""
        out = [n.lower() for n in (*self.plurals, *self.same)]
        for name in (*self.names, *self.weak_names, *self.money_too):
            out += [name.lower()] if name in self.same else [name.lower(), _plural(name.lower())]
        return out


class _Lexicon(Row):
    units: dict[str, dict[str, _Unit]]
    divisors: dict[str, list[str]]
    periods: dict[str, list[str]]
    daily: dict[str, str]
    cues: dict[str, Cues]


@dataclass(frozen=True, slots=True)
class _Spelling:
    symbol: str
    dimension: str
    weak: bool = False
    glued: bool = False
    money_too: bool = False


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A unit read at a place of a text: `text[at:end]` says it, glue in front included.

    `weak` spellings are also something else and need evidence, unless `glued` says that standing directly behind
    digits is enough and they do; `money_too` names are also a currency (`pounds`). `per` is what the quantity recurs
    in (`year`), with `per_end` where those words end; they lie outside the figure.
    """

    end: int
    symbol: str
    dimension: str
    weak: bool = False
    glued: bool = False
    money_too: bool = False
    per: str | None = None
    per_end: int | None = None


@cache
def _lexicon() -> _Lexicon:
    return load("measures", _Lexicon)


def unit_cues(dimension: str) -> Cues:
    """The evidence for weak spellings of a dimension."""
    return _lexicon().cues[dimension]


def _plural(name: str) -> str:
    """`barrel of oil` is `barrels of oil`, `square foot` is `square feet`."""
    first, *rest = regex.split(r"(?= (?:of|per|an?) )", name, maxsplit=1)
    if first.endswith("foot"):
        plural = first[:-4] + "feet"
    else:
        plural = first + ("es" if regex.search(r"(?:ch|sh|s|x)$", first) else "s")
    return plural + "".join(rest)


def _key(words: str) -> str:
    return regex.sub(r"[ \u00a0\u2009\u202f\n.‐‑-]+", " ", words).strip()


@cache
def _index() -> tuple[Mapping[str, _Spelling], Mapping[str, _Spelling]]:
    """Spellings by sign (case kept) and by name (lower case)."""
    signs: dict[str, _Spelling] = {}
    names: dict[str, _Spelling] = {}
    for dimension, units in _lexicon().units.items():
        for symbol, unit in units.items():
            for sign in unit.signs:
                signs.setdefault(_key(sign), _Spelling(symbol, dimension))
            for sign in unit.weak:
                signs.setdefault(_key(sign), _Spelling(symbol, dimension, weak=True, glued=sign in unit.glued))
            weak = {form for name in unit.weak_names for form in (name.lower(), _plural(name.lower()))}
            money = {form for name in unit.money_too for form in (name.lower(), _plural(name.lower()))}
            for name in unit.all_names:
                spelling = _Spelling(symbol, dimension, weak=name in weak, money_too=name in money)
                names.setdefault(_key(name), spelling)
    return signs, names


@cache
def _piece() -> regex.Pattern[str]:
    return regex.compile(
        r"(?P<gap>\.?[ \u00a0\u2009\u202f\n‐‑-]?|/)"
        r"(?P<word>[\p{L}\p{M}°º˚℃℉ℓ′″·µμΩ]++(?:\^?[23²³](?:e(?!\w))?)?+)(?![\d\p{L}])"
    )


#: The longest names have this many words ("barrels of crude oil", "degrees centigrade").
_MOST_WORDS = 6
#: A shorter word at the start of a line is no sign of a unit, but the next row of a table.
_LINE_WORD = 4


def _pieces(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The key of the first word, of the first two … with their ends."""
    key = ""
    for n in range(_MOST_WORDS):
        match = _piece().match(text, at)
        if match is None or (n == 0 and match["gap"].startswith((".", "/"))):
            return
        if n == 0 and match["gap"] == "\n" and len(match["word"]) < _LINE_WORD:
            return
        key += match["word"] if not n else ("/" if match["gap"] == "/" else " ") + match["word"]
        at = match.end()
        yield key, at


def _simple(text: str, at: int) -> tuple[_Spelling, int] | None:
    """The longest unit without divisor at a place."""
    signs, names = _index()
    best: tuple[_Spelling, int] | None = None
    for key, end in _pieces(text, at):
        spelling = signs.get(key) or names.get(key.lower())
        if spelling is not None:
            best = spelling, end
    return _raised(text, best) if best is not None and best[0].dimension == "length" else best


def _raised(text: str, found: tuple[_Spelling, int]) -> tuple[_Spelling, int]:
    """`km squared` is an area."""
    match = _power().match(text, found[1])
    if match is None:
        return found
    exponent, dimension = ("²", "area") if match[1].lower() == "squared" else ("³", "volume")
    return _Spelling(found[0].symbol + exponent, dimension), match.end()


@cache
def _power() -> regex.Pattern[str]:
    return regex.compile(r"[ \u00a0-](squared|cubed)(?!\w)", regex.IGNORECASE)


@cache
def _slash() -> regex.Pattern[str]:
    return regex.compile(
        r" ?/ ?|[ \u00a0\n‐‑-]per[ \u00a0\n‐‑-]| (?=an? )|[ \u00a0](?=annually|yearly|daily|monthly)", regex.IGNORECASE
    )


@cache
def _divisors() -> Mapping[str, tuple[str, bool]]:
    """Words behind "per": what they say, and whether they join the unit."""
    out = {w: (symbol, True) for symbol, words in _lexicon().divisors.items() for w in words}
    out |= {w: (name, False) for name, words in _lexicon().periods.items() for w in words}
    return out | {
        "annually": ("year", False),
        "yearly": ("year", False),
        "daily": ("day", False),
        "monthly": ("month", False),
    }


@cache
def _divisor_word() -> regex.Pattern[str]:
    return regex.compile(r"(?:(?:an?|each)[ \u00a0])?(?P<word>\p{L}++)", regex.IGNORECASE)


_CONSUMED = {"volume", "energy", "mass"}


@cache
def _hundred_km() -> regex.Pattern[str]:
    """What a vehicle consumes on: "5.2 L/100 km", "16 kWh per 100 km"."""
    return regex.compile(
        r"(?: ?/ ?|[ \u00a0]per[ \u00a0])100[ \u00a0]?(?:km|kilomet(?:re|er)s)(?!\w)", regex.IGNORECASE
    )


@cache
def _inch_mark() -> regex.Pattern[str]:
    """A quotation mark is a sign of inches only where a size goes on."""
    return regex.compile(
        r"[\"”](?=[ \u00a0](?:wide|thick|tall|long|deep|high|diameter|in[ ]diameter|x[ ]|by[ ]\d|screen|display|monitor"
        r"|tvs?|pipes?|wheels?|tyres?|tires?|rims?|panels?|tablets?)(?!\w))",
        regex.IGNORECASE,
    )


#: How far back an opening quotation mark is looked for.
_QUOTED = 240


def _closes_no_quotation(text: str, at: int) -> bool:
    """Whether the straight mark glued behind a digit cannot close a quotation: none is open in its line."""
    if text[at : at + 1] != '"' or not text[at - 1 : at].isdigit():
        return False
    first = max(0, at - _QUOTED)
    open_ = False
    for i in range(max(first, text.rfind("\n", first, at) + 1), at):
        if text[i] in '"“”' and (open_ or not text[i - 1 : i].isdigit()):
            open_ = not open_
    return not open_


def unit_at(text: str, at: int) -> UnitWords | None:
    """The longest unit that starts at a place, behind at most one blank or hyphen, with its divisor.

    >>> unit_at("50,000 barrels per day", 6).symbol, unit_at("6,200-hectare site", 5).symbol
    ('bbl/d', 'ha')
    >>> found = unit_at("5 million tonnes per year", 9)
    >>> found.symbol, found.per, found.end, unit_at("5 million tons of hope", 9).symbol
    ('t', 'year', 16, 't')
    """
    if _inch_mark().match(text, at) or _closes_no_quotation(text, at):
        return UnitWords(at + 1, "in", "length")
    found = _simple(text, at)
    if found is None:
        return None
    spelling, end = found
    hundred = _hundred_km().match(text, end) if spelling.dimension in _CONSUMED else None
    if hundred is not None:
        return UnitWords(hundred.end(), f"{spelling.symbol}/100 km", spelling.dimension)
    plain = UnitWords(end, spelling.symbol, spelling.dimension, spelling.weak, spelling.glued, spelling.money_too)
    slash = _slash().match(text, end)
    return plain if slash is None else _divided(text, plain, slash)


def _divided(text: str, unit: UnitWords, slash: regex.Match[str]) -> UnitWords:
    word = _divisor_word().match(text, slash.end())
    if word is None:
        return unit
    article = slash.group() == " " and word.start("word") != word.start()
    known = _divisors().get(word["word"].lower() if len(word["word"]) > 1 else word["word"])
    if known is not None and (slash.group() != " " or article or not known[1]):
        return _rate(text, unit, known, word.end())
    below = _simple(text, slash.end()) if slash.group() != " " else None
    if below is not None and below[0].symbol != unit.symbol:
        return UnitWords(below[1], f"{unit.symbol}/{below[0].symbol}", unit.dimension, weak=unit.weak and below[0].weak)
    counted = word["word"].lower() not in number_words().units
    if counted and slash.group().strip(" \u00a0\n‐‑-").lower() == "per":
        return UnitWords(
            unit.end,
            unit.symbol,
            unit.dimension,
            unit.weak,
            unit.glued,
            unit.money_too,
            word["word"].lower(),
            word.end(),
        )
    return unit


@cache
def _squared() -> regex.Pattern[str]:
    """What makes a speed an acceleration: `km/s2`, `feet per second squared`."""
    return regex.compile(r"(?:\^?2|²|[ \u00a0]squared|/s(?:ec)?)(?!\w)", regex.IGNORECASE)


def _rate(text: str, unit: UnitWords, divisor: tuple[str, bool], end: int) -> UnitWords:
    words, joins = divisor
    squared = _squared().match(text, end) if words == "s" else None
    if squared is not None:
        return UnitWords(squared.end(), f"{unit.symbol}/s²", "speed")
    daily = _lexicon().daily.get(unit.symbol) if words == "day" else None
    if joins or daily:
        return UnitWords(end, daily or f"{unit.symbol}/{words}", unit.dimension, weak=False)
    return UnitWords(unit.end, unit.symbol, unit.dimension, unit.weak, unit.glued, unit.money_too, words, end)
