"""Whether a numeral and the unit words behind it are a measure: weak signs need evidence, pounds may be money."""

import regex

from extractor.recognise.numerals import Numeral
from extractor.words.beside import words_before, words_behind
from extractor.words.numerals import number_words
from extractor.words.units import UnitWords, unit_cues

__all__ = ["is_measure", "speaks_of_sterling", "stands_alone"]

#: How far back evidence for a weak sign may stand.
_NEAR = 48
_CODES = (
    "USD|EUR|GBP|CNY|RMB|AED|SAR|INR|JPY|CHF|SEK|NOK|DKK|AUD|CAD|SGD|HKD|VND|KRW|THB|PHP|MYR|IDR|ZAR|BRL|MXN|PLN|TRY"
)
_MONEY_BEFORE = words_before(rf"(?:\p{{Sc}}|(?<!\w)(?:US|RM|NT|Rs\.?|{_CODES})) ?", cased=True)
_PREFIXED = regex.compile(r"(?ri)(?<!\w)(?:sub|mid|under|over|pre|post|near|plus|multi|ultra|and|to|or)[-‐‑]")
#: The number behind these is a part of a larger one: a size, a tolerance, a power of ten, a fraction.
_PART_OF_NUMBER = words_before(r"(?:(?<=[\d\"”′″mt]) ?[x×] ?|± ?|10[-−^]|\d/|\d['’′])", cased=True)
_STERLING = regex.compile(r"£|(?<!\w)(?:GBP|sterling|pence|British|UK|U\.K|England|London|Scotland|Wales)(?!\w)")
#: Behind these, `mm` is a million.
_COUNTED = {"shares", "units", "users", "customers", "subscribers", "people", "members", "accounts", "visitors"}
#: Behind these a pound is a weight.
_WEIGHED = {"of", "each", "per", "lighter", "heavier", "capacity"}
#: Capitals that may begin a name or a sentence ("10 A further look").
_CAPITALS = {"A", "T", "J", "F", "C", "K", "m"}
_WORD_AFTER = regex.compile(r"[ \u00a0\n‐‑.-]{0,2}([@x]|\p{L}++\d?)")
_WORD_BEFORE = regex.compile(r"[\p{L}°]++")
_NAME_GOES_ON = regex.compile(r"-\d")
#: A smaller number before a lone letter may belong to a label.
_FEW = 10
#: Bare degrees above this are academic or figurative, and so are those near these words.
_HOTTEST = 150
_FAR = 90
_ACADEMIC = regex.compile(
    r"(?i)\b(?:confer|award|bachelor|master|doctor|graduat|universit|college|student|academ|diploma|honou?rary|freedom"
    r"|separation|associate)"
)
_SIZE_BEHIND = words_behind(r"\.? (?:thick|long|wide|tall|deep|high|thin|x|by)(?![\w-])")
_CLAUSE_ENDS = regex.compile(r"\.?(?:[,;)]|\s*+$|\.\s)")


def stands_alone(text: str, numeral: Numeral, start: int) -> bool:
    """Whether the numeral is no part of a name, of an amount of money or of a product of sizes."""
    if numeral.glued_before and not _PREFIXED.match(text, max(0, start - 8), start):
        return False
    if _MONEY_BEFORE.match(text, max(0, start - 5), start):
        return False
    return not _PART_OF_NUMBER.match(text, max(0, start - 4), start)


def speaks_of_sterling(text: str) -> bool:
    """Whether pounds may well be money in this text."""
    return _STERLING.search(text) is not None


def is_measure(text: str, numeral: Numeral, unit: UnitWords, *, sterling: bool) -> bool:
    """Whether the words are meant as the unit that they can be; `sterling` says that pounds may be money here."""
    if _is_scale_alone(text, numeral) or _NAME_GOES_ON.match(text, unit.end):
        return False
    if unit.symbol == "mm" and _word_after(text, unit.end) in _COUNTED:
        return False
    if unit.money_too:
        return _weighs(text, numeral, unit, sterling=sterling)
    return not unit.weak or _evident(text, numeral, unit)


#: A small letter that is no word, behind a blank and digits: "278,000 t of ore".
_LETTER = words_behind(r"[ \u00a0\u202f][tgl](?![\w'’.-]| ?[=&@]| shirt)|[ \u00a0\u202f][tgl]\.?(?=\s*+$|\.[ \n])")


def _evident(text: str, numeral: Numeral, unit: UnitWords) -> bool:
    glued = text[numeral.end].isalpha() or text[numeral.end] in "°º"
    if unit.glued and glued:
        mobile = unit.symbol == "g" and numeral.value in {3, 4, 5}  # generations of mobile networks
        return not mobile or (text[numeral.end] == "g" and _word_after(text, unit.end) == "of")
    if not numeral.words and (numeral.value >= _FEW or numeral.decimals) and _LETTER.match(text, numeral.end):
        return True
    if unit.symbol == "in" and _SIZE_BEHIND.match(text, unit.end):
        return True
    if unit.symbol == "°" and numeral.value <= _HOTTEST and not _ACADEMIC.search(text, *_around(text, numeral, unit)):
        return True
    if _word_after(text, unit.end) in unit_cues(unit.dimension).behind:
        a_name = text[unit.end - 1].isupper() and unit.symbol in _CAPITALS
        return glued or not (unit.symbol == "in" or a_name)
    if unit.symbol == "in" and not _CLAUSE_ENDS.match(text, unit.end, unit.end + 6):
        return glued
    return _cued_before(text, numeral.start, unit.dimension)


def _around(text: str, numeral: Numeral, unit: UnitWords) -> tuple[int, int]:
    return max(0, numeral.start - _FAR), min(len(text), unit.end + _FAR)


def _is_scale_alone(text: str, numeral: Numeral) -> bool:
    """The `billion` of "1.1 (2007: 2.1) billion kWh" is no number of its own."""
    return numeral.words and text[numeral.start : numeral.end].lower() in number_words().scales


def _word_after(text: str, end: int) -> str:
    match = _WORD_AFTER.match(text, end)
    return match[1].lower() if match else ""


def _cued_before(text: str, start: int, dimension: str) -> bool:
    before = text[max(0, start - _NEAR) : start]
    before = before[before.rfind("\n") + 1 :]
    words = {w.group().lower() for w in _WORD_BEFORE.finditer(before)}
    return not words.isdisjoint(unit_cues(dimension).before)


def _weighs(text: str, numeral: Numeral, unit: UnitWords, *, sterling: bool) -> bool:
    """Pounds are a weight unless the words or the release speak of sterling."""
    after = _word_after(text, unit.end)
    if after in {"sterling", "scots"}:
        return False
    if _cued_before(text, numeral.start, "mass"):
        return True
    if text[numeral.end] in "-‐‑" or after in _WEIGHED:
        return not (sterling and after == "of")
    return numeral.scale < 1000 and not sterling
