"""Where a release is from: exchanges of its tickers, the place of its dateline, and the countries it speaks of."""

from collections import Counter
from dataclasses import dataclass

import regex

from extractor.documents import Document
from extractor.words.places import place_words, places

__all__ = ["Origin", "origin"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Territories (ISO 3166) that a release is from, by kind of evidence, each in order of appearance.

    `in_us_dollars`: one of the issuer's exchanges is one whose foreign companies mostly report in US dollars.
    `words` counts the mentions of countries, their adjectives and cities in the whole text, the most frequent first.
    """

    exchanges: tuple[str, ...] = ()
    dateline: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    in_us_dollars: bool = False


_TICKER = regex.compile(
    r"(?<=[(;,/&]\s*+|\band\s|\()(?P<name>[A-Z][A-Za-z.0-9]{1,11}(?:[ -][A-Z][A-Za-z]{0,11}){0,3})\s?:\s?[A-Z0-9]"
)
#: Where an issuer's tickers may stand, and how far apart its listings.
_TICKERS_WITHIN, _SIDE_BY_SIDE = 20_000, 40
_DATELINE = regex.compile(
    r"^[ \t]*+(\p{Lu}[\p{L}.'’]++(?:[ ,/&-]{1,2}\p{Lu}?[\p{L}.'’]++){0,7}?)\s?+"
    r"(?:[,.]?\s?(?:\(?\d{1,2}\s)?\p{Lu}\p{L}{2,8}\.?\s\d{1,4}(?:,?\s\d{4})?\)?)?[^\S\n]{0,2}(?:[(/–—:]|--| - )",
    regex.MULTILINE,
)
_BASED = regex.compile(r"(\p{Lu}\p{L}++(?:[ ]\p{Lu}\p{L}++)?)-(?:based|listed|headquartered)\b")
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}.'’]*+(?!\$)")
#: A dateline stands near the start of the release; in later lines `City –` may be anything.
_HEAD = 1500


def origin(document: Document) -> Origin:
    """Read the release's origin: one pass over its tickers, its head and its capitalised words."""
    listings = _listings(document.text)
    exchanges = tuple(dict.fromkeys(place_words().exchanges[name] for name in listings))
    dollars = any(name in places()["US"].dollar_listings for name in listings)
    return Origin(exchanges, _dateline(document), _words(document.text), dollars)


def _listings(text: str) -> tuple[str, ...]:
    """The exchanges of the first tickers, side by side: the issuer's; later ones are other companies'."""
    names = place_words().exchanges
    found: list[str] = []
    last = -1
    for match in _TICKER.finditer(text, 0, _TICKERS_WITHIN):
        if found and (match.start() > last + _SIDE_BY_SIDE or ". " in text[last : match.start()]):
            break
        name = match["name"] if match["name"] in names else match["name"].split()[0]
        if name in names:
            found.append(name)
            last = match.end()
    return tuple(found)


def _dateline(document: Document) -> tuple[str, ...]:
    """The territories of the dateline's places; a province or country decides over a city of the same line."""
    lines = [document.place] if document.place else []
    lines += [m[1] for m in _DATELINE.finditer(document.text, 0, _HEAD)]
    for line in lines:
        found = _in_line(line)
        if found:
            return found
    return tuple(dict.fromkeys(t for m in _BASED.finditer(document.text, 0, _HEAD) for t in _in_line(m[1])))


def _in_line(line: str) -> tuple[str, ...]:
    terms = place_words()
    parts = [p.strip() for p in regex.split(r",|/|&|\band\b|;", line)]
    windows = [line, *parts]
    strong = [terms.strong[p] for p in windows if p in terms.strong]
    cities = [terms.cities[p] for p in windows if p in terms.cities]
    return tuple(dict.fromkeys(strong or cities))


def _words(text: str) -> tuple[tuple[str, int], ...]:
    """How often each country is spoken of."""
    words, counts = place_words().words, Counter[str]()
    tokens = [(m.group(), m.start(), m.end()) for m in _CAPITALISED.finditer(text)]
    at = 0
    while at < len(tokens):
        for length in (4, 3, 2, 1):
            last = tokens[at : at + length][-1]
            phrase = text[tokens[at][1] : last[2]]
            territory = words.get(phrase) or words.get(phrase.rstrip(".").removesuffix("’s").removesuffix("'s"))
            if territory:
                counts[territory] += 1
                at += min(length, len(tokens) - at) - 1
                break
        at += 1
    return tuple(counts.most_common())
