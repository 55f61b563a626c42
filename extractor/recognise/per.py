"""Reads what an amount is for each of: `per share`, `a barrel`, `/tonne`, `each`, `a year`.

Shared by money and measures. The words stand outside the figure's span; what they say is a singular noun.
"""

from dataclasses import dataclass
from functools import cache

import regex

from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import singular
from extractor.words.rates import rate_lexicon

__all__ = ["Per", "find_per", "rate_noun"]


_LEAD = words_behind(r"\)?-?(?: (?:in )?(?:cash|net|gross) ?(?=(?:per|an?|for each) ))? ?(?P<slash>/ ?)?")
_EVERY = words_behind(r"(?i)per(?: |-)|for (?:each|every) |(?:each|every) |an?(?: |-)")
_EACH = words_behind(r"(?i) (?:each|apiece)(?![\w-])(?! (?:month|year|week|day|quarter|night|hour)\b)")
_ADVERB = words_behind(
    r" (?P<word>annually|yearly|p\.?a\.?|psf|pcm|(?:monthly|weekly|daily|hourly|quarterly)"
    r"(?=[.,;:)\n]|$| (?:in|for|to|on|and|or|at|by|from|until|through|over|as)\b))(?!\w)"
)
_WORD = regex.compile(r"\p{L}[\p{L}'’-]*+")
_MORE = words_behind(r" (\p{Ll}[\p{L}'’-]*+)")
_AREA = words_behind(r"(?i)(?P<kind>square|sq|cubic|metric)\.? (?P<unit>\p{L}++)")
_EQUIVALENT = words_behind(r" of oil equivalent")
_PLAIN_SUM = words_before(r"[\d\p{Sc}] ?(?:cents?|pence|p|c)? ", cased=True)
_CLOSED = words_behind(r"[.,;)](?: |$)|$| (?:and|or) [\p{Sc}\d]")
_COUNTED = words_behind(r"(?i)(?P<of>(?:\d[\d,]*+|hundred|thousand|million|billion) \p{L}++(?: (?:feet|foot))?)")


@dataclass(frozen=True, slots=True)
class Per:
    """What an amount is stated by: `noun` (singular; unit symbols keep their case), in `text[start:end]`."""

    noun: str
    start: int
    end: int


@cache
def _units() -> dict[str, str]:
    return {form: unit for unit, forms in rate_lexicon().units.items() for form in forms}


@cache
def _adjectives() -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, rate_lexicon().words.adjectives))
    return regex.compile(rf"(?:(?:{words})(?![\w-])[,/]?[ \u00a0\u202f\n-]{{1,2}}){{0,7}}+", regex.IGNORECASE)


@cache
def _earlier() -> regex.Pattern[str]:
    words = "|".join(rate_lexicon().words.earlier)
    return words_behind(rf"(?i) (?:{words}|and a half)(?!\w)")


def find_per(text: str, at: int) -> Per | None:
    """The words of rate that follow the figure ending at `at`, or None.

    >>> find_per("$0.63 per diluted share, up", 5).noun, find_per("$18,450 per square foot.", 7).noun
    ('share', 'square foot')
    >>> find_per("$2.2 million a year", 12).noun, find_per("$5 a company said", 2)
    ('year', None)
    """
    each = _EACH.match(text, at)
    if each:
        return Per("unit", at + 1, each.end())
    adverb = _ADVERB.match(text, at)
    if adverb:
        return Per(rate_lexicon().adverbs[adverb["word"].replace(".", "")], adverb.start("word"), adverb.end())
    lead = _LEAD.match(text, at)
    assert lead is not None
    if lead["slash"]:
        return _noun(text, lead.start("slash"), lead.end(), article=False, slash=True)
    every = _EVERY.match(text, lead.end())
    if not every or (lead.end() == at and every.group()[0] not in "-"):
        return None
    return _noun(
        text, every.start(), every.end(), article=every.group().lower().strip(" -\u00a0\n") in {"a", "an"}, slash=False
    )


def rate_noun(text: str, at: int) -> Per | None:
    """The noun of a rate that begins at `at`, behind its "per" or "each".

    >>> rate_noun("for each diluted share", 9).noun
    'share'
    """
    return _noun(text, at, at, article=False, slash=False)


def _noun(text: str, start: int, at: int, *, article: bool, slash: bool) -> Per | None:
    """The noun that begins at `at`, its adjectives left out."""
    area = _AREA.match(text, at)
    if area:
        kind, unit = area["kind"].lower(), rate_lexicon().areas.get(area["unit"].lower(), area["unit"].lower())
        noun = "tonne" if (kind, unit) == ("metric", "ton") else f"{'square' if kind == 'sq' else kind} {unit}"
        return Per(noun, start, area.end())
    counted = None if article or slash else _COUNTED.match(text, at)
    if counted:
        return Per(" ".join(counted["of"].split()), start, counted.end())
    skipped = _adjectives().match(text, at)
    first = skipped.end() if skipped else at
    word = _WORD.match(text, first) or _WORD.match(text, at)
    if word is None:
        return None
    unit = _units().get(word.group().lower())
    if article and _earlier().match(text, word.end()):
        return None
    more = _MORE.match(text, word.end()) if unit is None else None
    double = _units().get(f"{word.group()} {more[1]}".lower()) if more else None
    if more and double and (not article or double in rate_lexicon().words.by_article):
        return Per(double, start, more.end())
    if unit and (not article or unit in rate_lexicon().words.by_article):
        return Per(unit, start, word.end()) if unit != "barrel" else _barrel(text, start, word.end())
    if article and first == at and _is_thing(text, start, word):
        return Per(word.group(), start, word.end())
    if article or slash or word.group().lower() in rate_lexicon().words.stop:
        return None
    return _unknown(text, start, word)


def _is_thing(text: str, start: int, word: regex.Match[str]) -> bool:
    """Whether the noun behind an article is what a plain sum is paid for: `$5 a ride`, `fees of $5 a transfer.`"""
    if not _PLAIN_SUM.match(text, max(0, start - 4), start) or not word.group().islower():
        return False
    return word.group() in rate_lexicon().words.things or _CLOSED.match(text, word.end()) is not None


def _barrel(text: str, start: int, end: int) -> Per:
    """Plain barrels, or those of oil equivalent."""
    equivalent = _EQUIVALENT.match(text, end)
    return Per("boe", start, equivalent.end()) if equivalent else Per("barrel", start, end)


def _unknown(text: str, start: int, word: regex.Match[str]) -> Per:
    """One or two plain words up to a stop word or a mark: `gift card`, `parking permit`, `tractor`."""
    words, end = [word.group()], word.end()
    while len(words) < 3:
        more = _MORE.match(text, end)
        if (
            not more
            or more[1].lower() in rate_lexicon().words.stop
            or more[1].endswith(("ed", "ly"))
            or words[-1].lower() in _units()
        ):
            break
        words.append(more[1])
        end = more.end()
    unit = _units().get(" ".join(words).lower()) or _units().get(words[-1].lower())
    if unit and (unit in rate_lexicon().words.heads or " ".join(words).lower() in _units()):
        return Per(unit, start, end)
    words[-1] = singular(words[-1]) if words[-1].islower() else words[-1]
    return Per(" ".join(words), start, end)
