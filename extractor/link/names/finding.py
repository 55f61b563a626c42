"""Finds the proper names of a text: capitalised words in a row, without what only opens a sentence or tells a post."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.link.names.grammar import grammar
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.common import common_words
from extractor.words.names import name_lexicon
from extractor.words.places import place_words

__all__ = ["INNER_CAPITAL", "NAME_WORD", "Name", "find_names", "in_listing", "is_heading", "plain_words", "up_to_head"]

_LISTED = regex.compile(r"[\p{L}.]+-(?:listed|based|headquartered|owned|backed|led)\s")
#: Capitals or digits inside a word mark a coined name: "ZenaTech", "3M", "ECI".
INNER_CAPITAL = regex.compile(r"^\p{Lu}{2,}$|\p{Ll}\p{Lu}|\d")
_BRAND = regex.compile(r"(?r)(?<![\p{L}\d])[\p{L}\d][\p{L}\d&-]{2,30},?[ \xa0]")
#: The number of `Phase 3`, `Slide 5`, `Class A`.
_NUMBER = regex.compile(r"\s(?:\d{1,3}|\p{Lu})(?![\p{L}\d])")
#: Behind these words a phrase's head has ended: `Reconciliation` of "Reconciliation of Net Debt".
_HEAD_ENDS = regex.compile(r"\s(?:of|for|on|in|at)\s")
_HEAD_WORD = regex.compile(r"\p{L}[\p{L}-]*(?=\d?$)")
#: A name of more letters than this that stands twice in a row is named twice.
_TWICE = 4
#: What joins someone else to a person with a post.
_AND = regex.compile(r"\s(?:and|&)\s$")
_JOINED = regex.compile(r"\s(?:and|&)\s")
_INITIAL = regex.compile(r"\p{Lu}\.")
_RUN = regex.compile(r"\S+")
_OWNED = regex.compile(r"(?:['’]s|\bU\.S\.)\s(?P<title>\p{L}+)\s")
#: `OSLO` of "OSLO Norvik Foods Inc. will pay": a place in capitals that opens a line.
_SHOUTED_PLACE = regex.compile(r"(?:^|(?<=\n\s{0,4}))(?P<place>\p{Lu}{3,}(?:\s\p{Lu}{3,}){0,2})\s(?=\p{Lu}\p{Ll})")
#: `Norvik-based`, `HTD12-treated`: no name, but what modifies a noun.
_ADJECTIVE = regex.compile(r"(?<=[\p{L}\d])-\p{Ll}{2,}(?:ed|led|born|run|wide|style|related|specific|only|free|like)$")
#: The endings of `I'm`, `We've`, `It's`.
_CONTRACTED = regex.compile(r"['’](?:m|ve|re|ll|d|s)$")
NAME_WORD = regex.compile(r"[\p{L}\d&+-]+")
#: The dots of "B.V.", which is "BV" as well.
_DOTTED = regex.compile(r"(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))")


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: where it stands, its words, and whether a ticker, bracket or legal form marks it as a company."""

    span: Span
    text: str
    company: bool

    def cut(self, start: int = 0, end: int | None = None, *, company: bool | None = None) -> "Name":
        """The name that a stretch of its words is; a company where this one is, unless told."""
        words = self.text[start:end]
        span = Span(self.span.start + start, self.span.start + start + len(words))
        return Name(span, words, self.company if company is None else company)


def find_names(text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
    """The proper names between two offsets, in order; words that only begin a sentence are left out."""
    patterns = grammar()
    runs = (Span(*m.span()) for m in patterns.name.finditer(text, start, len(text) if end is None else end))
    for span in (_trimmed(text, part) for run in runs for part in _parts(text, run)):
        if span is None:
            continue
        words = span.of(text)
        if _ends_in_measure(words) or words in name_lexicon().roles:
            continue
        if words.lower() in patterns.nobody or words in place_words().adjectives:
            continue
        if patterns.numbered.match(words) and (" " in words or _NUMBER.match(text, span.end)):
            continue
        if patterns.addressed.match(words) or ("-" in words and _ADJECTIVE.search(words)):
            continue
        if in_listing(text, span):
            continue
        listed = bool(patterns.ticker.match(text, span.end)) and not patterns.venue.search(words)
        yield Name(span, words, listed or bool(patterns.company.search(words)))


#: The mark of a footnote at the end of a measure's name: `Loss-Absorbing Capacity3`.
_MARKED = regex.compile(r"(?<=\p{L}{3})\d{1,2}$")


def _ends_in_measure(words: str) -> bool:
    """Whether a run of capitals is the name of a measure, with or without the mark of a footnote."""
    last = words.rsplit(maxsplit=1)[-1].lower()
    return last in name_lexicon().measures or _MARKED.sub("", last) in name_lexicon().measures


def in_listing(text: str, span: Span) -> bool:
    """Whether a name is the exchange or the symbol of `NYSE: KTW`."""
    listing = grammar().listing
    if listing.match(text, span.start, span.end + 2) is not None:
        return True
    opening = text[max(span.start - 30, 0) : span.start]
    return ":" in opening[-2:] and any(m.end() == len(opening) for m in listing.finditer(opening))


def is_heading(words: str) -> bool:
    """Whether a phrase of capitals ends in a measure or is headed by what heads parts of releases: it names nobody."""
    *before, last = words.lower().split()
    measures = name_lexicon().measures
    changes = change_lexicon()
    moved = last in changes.verbs or last in changes.moving
    if last in measures or (before and before[-1] in measures and moved):  # "Assets Increased", "Revenue Up"
        return True
    head = _HEAD_WORD.search(up_to_head(words))
    return head is not None and head.group().lower() in name_lexicon().headings


def up_to_head(words: str) -> str:
    """A phrase up to its head, without what an `of` or the like hangs on it: `Ministry` of "Ministry of Trade"."""
    return _HEAD_ENDS.split(words, maxsplit=1)[0]


def _parts(text: str, run: Span) -> Iterator[Span]:
    """A run of capitals as the names in it: one said twice is two, and what a person is belongs to none.

    `Norvik Foods`, `Norvik Foods` of two columns side by side; `Norvik`, `Mara Lind` of "Norvik CEO Mara Lind"; of
    "Norvik CEO Mara Lind and Orvel Capital", `Orvel Capital` too.
    """
    words = run.of(text)
    half = len(words) // 2
    if half > _TWICE and words[:half] == words[-half:] and words[half:-half] in {"", " "}:
        yield from _parts(text, Span(run.start, run.start + half))
        yield from _parts(text, Span(run.end - half, run.end))
        return
    match = grammar().post_inside.search(text, run.start, run.end)
    joined = _JOINED.match(text, match.end("person"), run.end) if match is not None else None
    if match is not None and joined is not None:
        yield from _parts(text, Span(run.start, match.end("person")))
        yield from _parts(text, Span(joined.end(), run.end))
        return
    if match is None or match.end("person") != run.end:
        yield run
        return
    whose = match.start("post") - 1
    other = _AND.search(text, run.start, whose + 1)
    if other is not None:
        yield from _parts(text, Span(run.start, other.start()))
    elif whose > run.start and (
        INNER_CAPITAL.search(text, run.start, whose) or grammar().company.search(text, run.start, whose)
    ):
        yield Span(run.start, whose)
    yield Span(match.start("person"), run.end)


def _trimmed(text: str, span: Span) -> Span | None:
    """Without leading words that are no name, a possessive ending or a title."""
    start, end = span.start, span.end
    for opener in (_LISTED, grammar().measure_of, grammar().post_of):
        match = opener.match(text, start, end)
        start = match.end() if match else start
    start = _behind_dateline(text, start, end)
    owned = _OWNED.search(text, start, end)
    if owned is not None and owned["title"].lower() in name_lexicon().titles:  # "Portugal's President Rosa Lima"
        start = owned.start("title")
    leading = grammar().leading
    if grammar().company.search(text, start, end):  # "Dr. Harlow Beverages Inc." is no person
        leading = leading - name_lexicon().titles
    while start < end:
        word = _RUN.match(text, start, end)
        if word is None or _INITIAL.fullmatch(word.group()) or not _leads(word.group(), leading):
            break
        start = word.end()
        while start < end and text[start] == " ":
            start += 1
    for ending in ("'s", "’s", "'", "’"):
        if text[start:end].endswith(ending):
            end -= len(ending)
    if grammar().post_alone.fullmatch(text, start, end):
        return None
    behind = grammar().posts_behind.search(text, start, end)
    if behind is not None and behind.start() > start:
        end = behind.start()
    found = Span(start, end) if end - start > 1 else None
    alone = found is not None and grammar().company.fullmatch(found.of(text)) is not None
    return _with_brand(text, found) if found is not None and alone else found


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where a name begins behind the place of a dateline that has neither sign nor date."""
    match = _SHOUTED_PLACE.match(text, start, end)
    known = match is not None and (match["place"] in place_words().cities or match["place"] in place_words().strong)
    return match.end() if match is not None and known else start


def _with_brand(text: str, form: Span) -> Span | None:
    """`norvik SE` and `3Orvel, Inc.` of the form alone: a company that writes itself small, or nobody."""
    brand = _BRAND.match(text, max(form.start - 40, 0), form.start)
    word = brand.group().rstrip(", ") if brand is not None else ""
    if brand is None or word.isdigit() or not common_words().isdisjoint(word.lower().split("-")):
        return None
    return Span(brand.start(), form.end)


def _leads(word: str, leading: Set[str]) -> bool:
    """Whether a capitalised word that leads a name only opens a sentence or is a title."""
    word = word.rstrip(".,").lower()
    return word in leading or _CONTRACTED.sub("", word) in leading


@lru_cache(4096)
def plain_words(name: str) -> tuple[str, ...]:
    """The words by which names are compared: in lower case, without article, marks and the dots of `B.V.`."""
    plain = name.lower().replace("®", "").replace("™", "")
    plain = _DOTTED.sub("", plain) if "." in plain else plain
    return tuple(w for w in NAME_WORD.findall(plain) if w not in {"the", "publ"})
