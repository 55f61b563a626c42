"""Reads what an amount is for each of: `per share`, `a barrel`, `/tonne`, `each`, `a year`.

Shared by money and measures. The words stand outside the figure's span; what they say is a singular noun.
"""

from dataclasses import dataclass
from functools import cache

import regex

__all__ = ["Per", "find_per", "singular"]

_BLANK = r"[ \u00a0\u202f\n]"

#: What amounts are stated by, and how it is written; adjectives before them ("per diluted share") are left out.
_UNITS = {
    "share": "share shares shr stock", "unit": "unit units", "ADS": "ads adss", "ADR": "adr adrs",
    "barrel": "barrel barrels bbl", "boe": "boe", "ounce": "ounce ounces oz", "pound": "pound pounds lb lbs",
    "tonne": "tonne tonnes mt", "ton": "ton tons", "kilogram": "kilogram kilograms kg kilo kilos", "gram": "gram grams",
    "quintal": "quintal quintals", "bushel": "bushel bushels", "gallon": "gallon gallons gal", "litre": "litre litres liter liters",
    "mcf": "mcf", "MMBtu": "mmbtu", "MWh": "mwh", "kWh": "kwh", "MW": "mw", "watt": "watt watts",
    "kilometre": "km kilometre kilometres kilometer kilometers", "mile": "mile miles", "metre": "metre metres meter meters",
    "hectare": "hectare hectares", "acre": "acre acres", "square foot": "sqft sf psf",
    "year": "year years annum yr", "month": "month months", "week": "week weeks", "day": "day days diem",
    "hour": "hour hours hr", "minute": "minute minutes", "second": "second seconds", "quarter": "quarter quarters", "night": "night nights",
    "person": "person people", "head": "head", "capita": "capita", "employee": "employee employees",
    "student": "student students", "household": "household households", "family": "family families",
    "customer": "customer customers", "user": "user users", "subscriber": "subscriber subscribers", "ticket": "ticket tickets",
    "vehicle": "vehicle vehicles", "piece": "piece pieces", "bag": "bag bags", "box": "box boxes", "bottle": "bottle bottles",
    "dose": "dose doses", "room": "room rooms", "child": "child children", "note": "note notes", "bond": "bond bonds",
    "warrant": "warrant warrants", "token": "token tokens", "transaction": "transaction transactions", "dollar": "dollar dollars",
}  # fmt: skip
#: Kinds of share, for which "share" is said.
_SHARES = "share shares stock"
_ADJECTIVES = regex.compile(
    r"(?:(?:basic|diluted|fully|common|ordinary|preferred|outstanding|adjusted|weighted|average|class|series|American|depositary|depository|limited|partner|partnership|trust|capital|registered|bearer|equity|new|issued|voting|subordinate|restricted|non-voting|and|or|[A-C]|assuming|dilution|GAAP|non-GAAP)(?![\w-])"
    r"[,/]?[ \u00a0\u202f\n-]{1,2}){0,7}",
    regex.IGNORECASE,
)
_EVERY = regex.compile(
    rf"(?:per(?:{_BLANK}|-)|for{_BLANK}(?:each|every){_BLANK}|(?:each|every){_BLANK}|an?(?:{_BLANK}|-))",
    regex.IGNORECASE,
)
_LEAD = regex.compile(
    rf"\)?-?(?:{_BLANK}(?:in{_BLANK})?(?:cash|net|gross){_BLANK}?(?=(?:per|for{_BLANK}each){_BLANK}))?{_BLANK}?(?P<slash>/{_BLANK}?)?"
)
_EACH = regex.compile(rf"{_BLANK}(?:each|apiece)(?![\w-])", regex.IGNORECASE)
_EARLIER = regex.compile(
    rf"{_BLANK}(?:earlier|ago|before|prior|later|and{_BLANK}a{_BLANK}half)(?!\w)", regex.IGNORECASE
)
_EACH_NOUN = regex.compile(rf"{_BLANK}(?:month|year|week|day|quarter|night|hour)(?!\w)", regex.IGNORECASE)
_ADVERB = regex.compile(
    rf"{_BLANK}(?P<word>annually|yearly|monthly|weekly|daily|hourly|quarterly|p\.?a\.?)(?!\w)", regex.IGNORECASE
)
_ADVERBS = {
    **{"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"},
    **{"quarterly": "quarter", "pa": "year"},
}
_WORD = regex.compile(r"\p{L}[\p{L}'’-]*+")
_AREA = regex.compile(rf"(?:square|sq\.?|cubic|metric){_BLANK}(\p{{L}}++)", regex.IGNORECASE)
_FORMS = {
    "feet": "foot",
    "meters": "metre",
    "meter": "metre",
    "metres": "metre",
    "tons": "ton",
    "tonnes": "ton",
    "miles": "mile",
}
_COUNTED = regex.compile(
    rf"(?P<of>(?:\d[\d,]*+|hundred|thousand|million|billion){_BLANK}\p{{L}}++(?:{_BLANK}(?:feet|foot))?)",
    regex.IGNORECASE,
)
_STOP = frozenset(
    "of to in for from at on and or the with by as than over under after before during when while which that who if is"
    " was were are be been has have had will would may can could should through until since versus vs against into"
    " about around up down plus not but also an a this each per via across within without between among".split()
)  # fmt: skip
#: After an article only these are units of a rate: "$5 million a day", not "$5 million a company".
_BY_ARTICLE = frozenset(
    "share unit ADS barrel ounce pound tonne ton kilogram gram bushel gallon litre mile acre hectare year month week day"
    " hour minute second quarter night person head bag box bottle dose ticket piece room vehicle kilometre metre MWh watt".split()
)


@dataclass(frozen=True, slots=True)
class Per:
    """What an amount is stated by: `noun` (singular; unit symbols keep their case), in `text[start:end]`."""

    noun: str
    start: int
    end: int


@cache
def _units() -> dict[str, str]:
    return {form: unit for unit, forms in _UNITS.items() for form in forms.split()}


def find_per(text: str, at: int) -> Per | None:
    """The words of rate that follow the figure ending at `at`, or None.

    >>> find_per("$0.63 per diluted share, up", 5).noun, find_per("$18,450 per square foot.", 7).noun
    ('share', 'square foot')
    >>> find_per("$2.2 million a year", 12).noun, find_per("$5 a company said", 2)
    ('year', None)
    """
    each = _EACH.match(text, at)
    if each and not _EACH_NOUN.match(text, each.end()):
        return Per("unit", at + 1, each.end())
    adverb = _ADVERB.match(text, at)
    if adverb:
        return Per(_ADVERBS[adverb["word"].lower().replace(".", "")], adverb.start("word"), adverb.end())
    lead = _LEAD.match(text, at)
    assert lead is not None
    if lead["slash"]:
        return _noun(text, lead.start("slash"), lead.end(), article=False, slash=True)
    every = _EVERY.match(text, lead.end())
    if not every or (lead.end() == at and every.group()[0] not in "-"):
        return None
    return _noun(text, every.start(), every.end(), article=every.group().lower().strip() in {"a", "an"}, slash=False)


def _noun(text: str, start: int, at: int, *, article: bool, slash: bool) -> Per | None:
    """The noun that begins at `at`, its adjectives left out."""
    area = _AREA.match(text, at)
    if area:
        kind = text[at : area.start(1)].strip().lower().replace("sq.", "square").removesuffix(" ")
        kind = "square" if kind == "sq" else kind
        unit = _FORMS.get(area[1].lower(), area[1].lower())
        return Per("tonne" if kind == "metric" and unit == "ton" else f"{kind} {unit}", start, area.end())
    counted = None if article or slash else _COUNTED.match(text, at)
    if counted:
        return Per(" ".join(counted["of"].split()), start, counted.end())
    skipped = _ADJECTIVES.match(text, at)
    first = skipped.end() if skipped else at
    word = _WORD.match(text, first) or _WORD.match(text, at)
    if word is None:
        return None
    unit = _units().get(word.group().lower())
    if article and _EARLIER.match(text, word.end()):
        return None
    if unit and (not article or unit in _BY_ARTICLE):
        return Per(unit, start, word.end()) if unit != "barrel" else _barrel(text, start, word.end())
    if article or slash or word.group().lower() in _STOP:
        return None
    return _unknown(text, start, word)


def _barrel(text: str, start: int, end: int) -> Per:
    """Plain barrels, or those of oil equivalent."""
    equivalent = regex.compile(rf"{_BLANK}of{_BLANK}oil{_BLANK}equivalent").match(text, end)
    return Per("boe", start, equivalent.end()) if equivalent else Per("barrel", start, end)


def _unknown(text: str, start: int, word: regex.Match[str]) -> Per:
    """One or two plain words up to a stop word or a mark: `gift card`, `parking permit`, `tractor`."""
    words, end = [word.group()], word.end()
    while len(words) < 3:
        more = regex.compile(rf"{_BLANK}(\p{{Ll}}[\p{{L}}'’-]*+)").match(text, end)
        if not more or more[1].lower() in _STOP or more[1].endswith(("ed", "ly")) or _is_unit_end(words[-1]):
            break
        words.append(more[1])
        end = more.end()
    words[-1] = singular(words[-1])
    return Per(" ".join(words), start, end)


def _is_unit_end(word: str) -> bool:
    """A plural or a known unit ends the phrase."""
    return word.lower() in _units()


def singular(word: str) -> str:
    """The singular of a regular plural noun; only its last word counts."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
