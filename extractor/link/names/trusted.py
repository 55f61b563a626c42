"""The names of a release that can be trusted: a capital that its place may explain needs a second witness.

What surely is a name somewhere in the release bears witness: it keeps a doubtful name, and shows where one ends that
runs on into an opening verb, an owner, a verb of a headline or the name joined to it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import islice

import regex

from extractor.documents import Document
from extractor.link.names.finding import INNER_CAPITAL, NAME_WORD, Name, find_names, is_heading, plain_words
from extractor.link.names.grammar import grammar
from extractor.link.requests import title_case
from extractor.spans import HasSpan, Span
from extractor.words.common import common_words
from extractor.words.entities import entity_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.places import place_words

__all__ = ["trusted_names"]

_Witnesses = Set[tuple[str, ...]]
"""The words of the names that are sure."""

#: Where a page or a mailbox is, from its sign on: capitals in it are no names.
_ADDRESS = regex.compile(r"https?://\S++|\bwww\.\S++|@[\w-]++\.\S++")
_BULLET = regex.compile(r"\s*(?:[-–—•*·▪#]+\s*)+")
#: What stands before a capital inside a sentence.
_AMID = regex.compile(r"\p{Ll}{2},?\s$")
_SHOUTED = regex.compile(r"\s\p{Lu}{2,}\b")
#: The endings of verbs that open fragments ("Launched Bramble Online").
_VERBAL = regex.compile(r"(?:ed|ing)$")
_POSSESSIVE = regex.compile(r"(?P<owner>.+?)['’]s\s")
#: So many words of a headline are tried as the name.
_WORDS_OF_NAME = 8


def trusted_names(document: Document, taken: Sequence[HasSpan]) -> list[Name]:
    """The names outside figures; a single capital at a sentence's start, or in a headline, needs a second witness."""
    text = document.text
    starts = [s.start for s in document.sentences]
    opening = frozenset(_first_letter(text, s.start, s.end) for s in document.sentences)
    titles = {s.index for s in document.sentences if title_case(text[s.start : s.end])}
    sure: list[Name] = []
    doubtful: list[Name] = []
    for name in _outside(document, taken):
        single = " " not in name.text and name.span.start in opening and not _vouched(text, name)
        titled = bisect_right(starts, name.span.start) - 1 in titles
        (doubtful if (single or titled) and not name.company else sure).append(name)
    witnesses = {plain_words(n.text) for n in sure}
    heads = {end for w in witnesses if w for end in (w[0], w[-1])}
    owners = {w[0] for n in sure if _is_amid(text, n) and (w := plain_words(n.text))}
    sure = [_without_owner(_without_opener(text, n, opening, witnesses), witnesses) for n in sure]
    sure, doubtful = ([_without_calling(n, witnesses) for n in names] for names in (sure, doubtful))
    sure = [part for n in sure for part in _of_both(n, witnesses)]
    kept = [
        n
        for n in (_without_verb(n, witnesses) for n in doubtful)
        if (w := plain_words(n.text)) in witnesses or (len(w) == 1 and w[0] in heads)
    ]
    return sorted(
        (n for n in (*sure, *kept) if n.company or (_is_named(n.text, owners) and not _is_shouted(text, n))),
        key=lambda n: n.span.start,
    )


def _outside(document: Document, taken: Sequence[HasSpan]) -> Iterator[Name]:
    """The names that overlap no figure and no address; in the dateline only companies."""
    dateline = document.dateline
    addresses = (Span(*m.span()) for m in _ADDRESS.finditer(document.text))
    figures = iter(sorted([*taken, *addresses], key=lambda t: t.start))
    figure = next(figures, None)
    for name in find_names(document.text):
        while figure is not None and figure.end <= name.span.start:
            figure = next(figures, None)
        if figure is not None and figure.start < name.span.end:
            continue
        if name.company or dateline is None or not dateline.start <= name.span.start < dateline.end:
            yield name
        elif dateline.end < name.span.end:  # "OSLO Mara Lindqvist, a judge, …"
            yield from find_names(document.text, dateline.end, name.span.end)


def _first_letter(text: str, start: int, end: int) -> int:
    """Where the words of a sentence begin, behind the mark of a bullet."""
    mark = _BULLET.match(text, start, end)
    return mark.end() if mark else start


# ------------------------------------------------------------------------------------ is it a name?


def _vouched(text: str, name: Name) -> bool:
    """Whether a capital at a sentence's start is a name for sure: a place, coined letters, a possessive behind it."""
    if name.text in place_words().words and name.text not in place_words().adjectives:
        return True
    return bool(INNER_CAPITAL.search(name.text)) or text[name.span.end : name.span.end + 2] in {"'s", "’s"}


def _is_amid(text: str, name: Name) -> bool:
    """Whether a capital stands inside a sentence, or begins a company's name: no sentence, row or heading gave it."""
    single = " " not in name.text and not name.text.isupper() and not _VERBAL.search(name.text)
    return name.company or (single and _AMID.search(text, max(name.span.start - 4, 0), name.span.start) is not None)


def _is_named(words: str, owners: Set[str]) -> bool:
    """Whether a phrase of capitals is a name: no heading, and no common word but where it has a capital inside too."""
    if words.endswith("s") and words.lower() in metric_lexicon().agents:  # "Shareholders"
        return False
    common = words.lower() in common_words() and not words.isupper()  # "Adjusted", "Net", "Free"
    return not is_heading(words) and (not common or words.lower() in owners)


def _is_shouted(text: str, name: Name) -> bool:
    """Whether a common word has its capitals from the line that it stands in: `NET` of "REPORTS NET INCOME"."""
    shouted = name.text.isupper() and name.text.lower() in common_words()
    return shouted and _SHOUTED.match(text, name.span.end) is not None


# ------------------------------------------------------------------------------------ where does it begin and end?


def _without_opener(text: str, name: Name, starts: frozenset[int], witnesses: _Witnesses) -> Name:
    """Without the capitalised verb or adjective that opens a sentence, where the rest is a name elsewhere."""
    if name.span.start not in starts or " " not in name.text:
        return name
    words = plain_words(name.text)
    if len(words) < 2 or words[1:] not in witnesses:
        return name
    first = name.text.split(" ", 1)[0]
    small = first.lower() in name_lexicon().openers_before_names or _is_small(text, first.lower())
    if not small and not _VERBAL.search(first):
        return name  # a first name
    return name.cut(len(first) + 1)


def _is_small(text: str, word: str) -> bool:
    """Whether a release writes a word with a small letter."""
    at = text.find(word) if word[:1].islower() else -1
    while at >= 0:
        around = NAME_WORD.search(text, max(at - 1, 0), at + len(word) + 1)
        if around is not None and around.span() == (at, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False


def _without_calling(name: Name, witnesses: _Witnesses) -> Name:
    """`Norvik` of the headline "Salmon Maker Norvik": without what it is called, where it stands alone elsewhere."""
    for space in islice(regex.finditer(" ", name.text), 1, 1 + _WORDS_OF_NAME):
        before = name.text[: space.start()].rsplit(maxsplit=1)[-1]
        tail = name.text[space.end() :]
        if before.istitle() and before.lower() in _calling() and plain_words(tail) in witnesses:
            return name.cut(space.end())
    return name


@cache
def _calling() -> Set[str]:
    """Nouns that say what a company is and end no name: `maker`, `retailer`; no `Bank`, no `Company`."""
    ends = frozenset(name_lexicon().suffixes) | {suffix.lower() for suffix in name_lexicon().suffixes}
    return entity_lexicon().nouns["company"] - entity_lexicon().heads["company"] - ends


def _of_both(name: Name, witnesses: _Witnesses) -> Iterator[Name]:
    """`Harlan`, `Osel Steel AS` of "Harlan and Osel Steel AS", where the release names Harlan by itself as well."""
    left, joint, right = name.text.partition(" and ")
    if not joint or plain_words(left) not in witnesses or not grammar().company.search(right):
        yield name
        return
    yield name.cut(0, len(left), company=bool(grammar().company.search(left)))
    yield name.cut(len(left) + len(joint))


def _without_owner(name: Name, witnesses: _Witnesses) -> Name:
    """`Hadley` of "Hadley's Northern Outdoor Wear", where the release names Hadley by itself as well."""
    owner = _POSSESSIVE.match(name.text)
    if owner is None or plain_words(owner["owner"]) not in witnesses or grammar().company.search(name.text):
        return name
    return name.cut(0, owner.end("owner"), company=False)


def _without_verb(name: Name, witnesses: _Witnesses) -> Name:
    """`Hadley` of the headline "Hadley Arranges Finance for …": the longest beginning that is a name elsewhere."""
    if plain_words(name.text) in witnesses:
        return name
    ends = [m.start() for m in islice(regex.finditer(" ", name.text), _WORDS_OF_NAME)]
    end = next((end for end in reversed(ends) if plain_words(name.text[:end]) in witnesses), None)
    return name if end is None else name.cut(0, end, company=False)
