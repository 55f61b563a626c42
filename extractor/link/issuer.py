"""The issuer: who gives out a release, by evidence that adds up, and whether it speaks of itself or of others."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from itertools import islice

import regex

from extractor.documents import Document
from extractor.link.entities import Entities
from extractor.link.names import Name, Names
from extractor.scene.origin import origin
from extractor.spans import Span
from extractor.words.names import name_lexicon
from extractor.words.places import place_words
from extractor.words.rows import alternation

__all__ = ["Issuer", "country_of", "find_issuer"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who gives out a release: its full name as first given, and the sorts of evidence for it.

    `of_itself`: an organisation speaks of itself, so that what nobody else owns is its own. `of_others`: an office, a
    court or an official speaks, and what nobody owns is not theirs. Neither: nothing says which.
    """

    name: Span | None
    of_itself: bool = False
    of_others: bool = False
    evidence: tuple[str, ...] = ()


#: So far into the body an issuer has been named.
_LEAD = 1500
#: So often a release names law enforcers early on where one of them announces it, and how far that is.
_ENFORCERS_NAMED, _ENFORCERS_WITHIN = 2, 3000
#: So early an official or an office stands in a release of theirs.
_OFFICIALS_WITHIN = 500
#: Numbers of mentions that count as often.
_OFTEN = (2, 4, 8)
#: Evidence that an organisation speaks of itself: alone, and in number.
_SURE = frozenset({"ticker", "about", "site", "defined", "notice"})
_HELPFUL = frozenset({"titled", "opens-body", "announces", "described", "often-4"})
#: So much helpful evidence there must be: in a release of a wire, where it says "we" so often, and else.
_BY_WIRE, _BY_WE, _ALONE, _WE_SAID = 2, 2, 3, 3
_OTHERS = frozenset({"public", "person"})
#: Evidence without which a name is nobody's of whom nothing else is known; a place that is named twice is.
_TELLING = frozenset({"announces", "described", "often-4"})
#: Among so few names the best is whom the text is about all the same.
_FEW_NAMES = 2
#: Sorts of things that give out no release.
_THINGS = frozenset({"event", "programme", "law", "study", "index", "unit", "disease", "fund", "group", "nobody"})
#: Sorts of things that nothing makes an issuer.
_NEVER = frozenset({"index", "law", "disease"})


class _Patterns:
    """What stands around an issuer's name, built from the lexicon once; all of it is bounded."""

    def __init__(self) -> None:
        lexicon = name_lexicon()
        beside = r"(?:\s?\([^()\n]{1,80}\)|\s?[®™]){0,3}"
        posts = alternation(lexicon.posts)
        self.described = regex.compile(rf"{beside},\s(?:an?|the|one\sof|which)\s")
        self.announces = regex.compile(
            rf"{beside}(?:,[^.\n]{{1,250}},)?"
            r"\s(?:(?:today|has|have|is|are|was|just|recently|officially|proudly)\s){0,3}"
            rf"(?:{alternation(lexicon.announcing)})\b"
        )
        roles = "|".join(lexicon.roles)
        self.defined = regex.compile(rf"\s?\([^()\n]{{0,60}}?[\"“'](?:[Tt]he\s)?(?:{roles})\b")
        self.enforcer = regex.compile("|".join(lexicon.enforcers))
        self.official = regex.compile("|".join(lexicon.officials))
        self.titled = regex.compile(rf"(?i:(?:{alternation(lexicon.titles)}|{posts}))\.?\s$")
        self.copyright = regex.compile(rf"(?r)(?:©|\(c\)|(?i:copyright))\s?(?:(?:©|\(c\))\s?)?(?:{_YEARS}\s)?(?:by\s)?")
        self.notice = regex.compile(rf"{beside}(?:{'|'.join(lexicon.notices)})")
        self.defines = regex.compile(r"\bdefin(?:ed\sby|itions?\sof)\s(?:the\s)?$")
        self.posted = regex.compile(rf"{beside},\s(?i:(?:\p{{L}}+\s){{0,3}}?(?:{posts}))\b")


@cache
def _patterns() -> _Patterns:
    return _Patterns()


#: `2024`, `2019-2024`, `2024,` of a copyright.
_YEARS = r"(?:19|20)\d\d(?:\s?[-–,]\s?(?:19|20)\d\d)?,?"
_ABOUT = regex.compile(r"^\s*(?:[#*]+\s*)?About\s+(?:the\s+)?", regex.IGNORECASE | regex.MULTILINE)
_SITE = regex.compile(r"(?:@|://(?:www\.)?|\bwww\.)(?P<host>[a-z0-9-]{3,40})(?=\.[a-z])", regex.IGNORECASE)
_WE = regex.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_WORD = regex.compile(r"[\p{L}\d&.'’-]+")


def find_issuer(document: Document, names: Names, entities: Entities) -> Issuer:
    """The issuer of a release: the first company with a ticker, else the name for which most speaks.

    Where nothing says whether it speaks of itself, many are named and little speaks for the best, it is nobody.
    """
    evidence = _evidence(document, names, entities)
    listed = [names.of(n) for n in names.all if n.company and names.is_listed(n)]
    if listed:
        best = next((full for full in listed if "titled" in evidence.get(full, ())), listed[0])
        return Issuer(best, of_itself=True, evidence=("ticker", *evidence.get(best, ())))
    if not evidence:
        return Issuer(next((full for n in names.all if entities.kind(full := names.of(n)) not in _NEVER), None))
    weights = name_lexicon().issuer
    best = max(evidence, key=lambda full: (sum(weights[e] for e in evidence[full]), -full.start))
    found = frozenset(evidence[best])
    if "form" not in found and entities.kind(best) in _NEVER:
        return Issuer(None, of_others=bool(found & _OTHERS), evidence=tuple(evidence[best]))
    others = bool(found & _OTHERS) or _is_enforced(document.text)
    others = others or (not found & _SURE and bool(_patterns().official.search(document.text, 0, _OFFICIALS_WITHIN)))
    of_itself = not others and _speaks_of_itself(document, found)
    body = entities.kind(best) == "body" and {"titled", "opens-body", "often-2"} <= found
    known = others or of_itself or found & _TELLING or {"place", "often-2"} <= found or body
    if not known and len(evidence) > _FEW_NAMES:
        return Issuer(None, evidence=tuple(evidence[best]))
    return Issuer(best, of_itself=of_itself, of_others=others, evidence=tuple(evidence[best]))


def _speaks_of_itself(document: Document, found: Set[str]) -> bool:
    if "place" in found:
        return False
    helpful = len(found & _HELPFUL)
    by_wire = document.wire is not None and document.wire not in name_lexicon().agencies
    if found & _SURE or ("form" in found and helpful) or (by_wire and helpful >= _BY_WIRE):
        return True
    if sum(1 for _ in islice(_WE.finditer(document.text), _WE_SAID)) == _WE_SAID:
        return helpful >= _BY_WE
    return helpful >= _ALONE and "announces" in found


def _evidence(document: Document, names: Names, entities: Entities) -> dict[Span, dict[str, None]]:
    """What speaks for each name near the start, in a heading `About …` or in a legal notice, in order."""
    text = document.text
    body = document.dateline.end if document.dateline else 0
    titles = [Span(s.start, s.end) for s in document.sentences[:6] if s.section == "headline"]
    title_words = frozenset(word for title in titles for word in _WORD.findall(title.of(text)))
    found: dict[Span, dict[str, None]] = {}
    early = names.between(0, body + _LEAD)
    first = next((n for n in early if n.span.start >= body), None)
    for name in early:
        own = found.setdefault(names.of(name), {})
        own.update(dict.fromkeys(_around(text, name)))
        if any(title.start == name.span.start for title in titles):
            own["opens-title"] = None
        if name.text.split()[0] in title_words:
            own["titled"] = None
        if name is first:
            own["opens-body"] = None
    for match in _ABOUT.finditer(text):
        about = names.at(match.end(), match.end() + 90)
        if about is not None:
            found.setdefault(names.of(about), {})["about"] = None
    for name in names.all:
        if _is_noticed(text, name):
            found.setdefault(names.of(name), {})["notice"] = None
    hosts = frozenset(m["host"].lower().replace("-", "") for m in _SITE.finditer(text))
    counts = Counter(names.of(n) for n in names.all)
    for full, own in found.items():
        if "form" in own:
            own.pop("person", None)
        own.update(dict.fromkeys(_of_name(full.of(text), names, hosts)))
        own.update({"thing": None} if entities.kind(full) in _THINGS and "form" not in own else {})
        own.update((f"often-{least}", None) for least in _OFTEN if counts[full] >= least)
    return found


def _around(text: str, name: Name) -> Iterator[str]:
    """What stands around one mention of a name, and what form it has."""
    patterns, start, end = _patterns(), name.span.start, name.span.end
    if name.company:
        yield "form"
    if patterns.announces.match(text, end, end + 400):
        yield "announces"
    elif patterns.described.match(text, end, end + 250):
        yield "described"
    if patterns.defined.match(text, end, end + 100):
        yield "defined"
    if patterns.defines.search(text, max(start - 20, 0), start):  # "unemployed as defined by the Labour Organisation"
        yield "thing"
    if patterns.titled.search(text, max(start - 20, 0), start) or patterns.posted.match(text, end, end + 300):
        yield "person"


def _is_noticed(text: str, name: Name) -> bool:
    """Whether a legal notice names the issuer: `© 2024 Norvik Foods`, `Norvik undertakes no obligation to update`."""
    patterns, start, end = _patterns(), name.span.start, name.span.end
    said = patterns.notice.match(text, end) or patterns.copyright.match(text, max(start - 40, 0), start)
    return said is not None


def _of_name(name: str, names: Names, hosts: Set[str]) -> Iterator[str]:
    """What a name's own words say: a public body, a place, the owner of a site that the text gives."""
    if name_lexicon().public & set(name.lower().split()):
        yield "public"
    if _is_place(name, names):
        yield "place"
    if _has_site(name, hosts):
        yield "site"


def _is_place(name: str, names: Names) -> bool:
    """Whether a name is a territory's or a city's, or ends as places do: `Osel Province`, `Osel FTP` of a free port."""
    if all(part in place_words().words for part in name.split(" and ")):
        return True
    last = name.rsplit(maxsplit=1)[-1]
    full = names.full(last) if last.isupper() else None
    return (names.words(full)[-1] if full else last.lower()) in name_lexicon().places


def _has_site(name: str, hosts: Set[str]) -> bool:
    """Whether a site or address bears the name, with or without its last word: `contact@norvikbrands.com`."""
    words = _WORD.findall(name.lower().replace("-", "").replace(".", ""))
    stems = {"".join(words), "".join(words[:-1]) if len(words) > 1 else ""}
    alike = ((stem, host) for stem in stems if len(stem) > 3 for host in hosts)
    return any(host.startswith(stem) or (len(host) > 4 and stem.startswith(host)) for stem, host in alike)


def _is_enforced(text: str) -> bool:
    """Whether law enforcers announce the release."""
    found = _patterns().enforcer.finditer(text, 0, _ENFORCERS_WITHIN)
    return sum(1 for _ in islice(found, _ENFORCERS_NAMED)) == _ENFORCERS_NAMED


def country_of(document: Document, names: Names) -> Span | None:
    """The country that a release most speaks of, by its name as first given; none where only its people are named."""
    spoken_of = next((territory for territory, _ in origin(document).words), None)
    words = place_words().words
    name = next((n for n in names.all if words.get(n.text) == spoken_of), None) if spoken_of is not None else None
    return names.of(name) if name is not None else None
