"""The registry of a release's entities: all that is named, once each, with what sort of thing it is and its mentions.

What a name names is told by its own words (a legal form, `Summit`, `Ministry of`), by the noun behind it (`the Orvel
segment`), and by what stands around it anywhere in the release (`Dr.`, `, chief executive of`, `in`). The registry
also says which entity a sentence opens with: what the sentences without figures are about is known without a parse.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.documents import Document, Sentence
from extractor.link.names import Name, Names
from extractor.spans import Span
from extractor.words.entities import entity_lexicon
from extractor.words.names import name_lexicon
from extractor.words.places import place_words
from extractor.words.rows import alternation

__all__ = ["Entities", "Entity", "EntityKind"]

EntityKind = Literal[
    "company", "body", "person", "place", "event", "programme", "study", "index", "unit", "product", "disease", "name"
]  # fmt: skip
_KINDS: Mapping[str, EntityKind] = {
    "body": "body", "place": "place", "event": "event", "programme": "programme", "study": "study", "index": "index",
    "unit": "unit", "product": "product", "disease": "disease",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what is named: the full name as first given, its sort, how often it is named, and what says so."""

    name: Span
    kind: EntityKind
    mentions: int
    evidence: tuple[str, ...]


#: Sorts of things that are called by the head of their name alone: `the summit`, `the programme`.
_CALLED = frozenset({"event", "programme", "study", "product"})


class _Patterns:
    """What stands around a name, built from the lexicons once; all of it is bounded."""

    def __init__(self) -> None:
        names, entities = name_lexicon(), entity_lexicon()
        beside = r"(?:\s?\([^()\n]{1,80}\)|\s?[®™]){0,3}"
        posts = alternation(names.posts)
        self.titled = regex.compile(rf"(?i:(?:{alternation(names.titles)}|{posts}))\.?\s$")
        self.posted = regex.compile(rf"{beside},\s(?:(?i:(?:\p{{L}}+\s){{0,3}}?(?:{posts}))\b|\d\d,)")
        self.located = regex.compile(r"\b(?:in|at|near|across|throughout|outside)\s(?:the\s)?$")
        behind = "|".join(rf"(?P<{kind}>{alternation(words)})" for kind, words in entities.behind.items())
        self.behind = regex.compile(rf"(?:\s?[®™])?\s(?i:{behind})\b")
        opening, titles = alternation(entities.opening.words), alternation(names.titles)
        adverbial = rf"(?:(?i:{opening})\b[^,.;:\n]{{0,60}},\s(?:and\s)?)?"
        self.opening = regex.compile(
            rf"[\s•*“\"‘'–—-]*{adverbial}(?:[Tt]he\s)?(?:(?i:{titles})\.?\s){{0,2}}(?=\p{{L}}*\p{{Lu}}|\d)"
        )
        self.going_on = regex.compile(
            rf"{beside}(?:,[^,.;\n]{{1,160}},)?\s(?!(?:and|or|of|for|in|at|to|from|with|on|by)\b)(?=\p{{Ll}})"
        )


@cache
def _patterns() -> _Patterns:
    return _Patterns()


#: Of a place's mentions so many of three stand behind `in` or the like.
_LOCATED, _OF = 2, 3
#: A name that is cut off by one of these has its head before it: `Ministry of Trade`, `Festival for Youth`.
_HEAD_ENDS = regex.compile(r"\s(?:of|for|on|in|at)\s")
_LAST_WORD = regex.compile(r"\p{L}+(?=\P{L}*$)")


class Entities:
    """All that a release names."""

    def __init__(self, document: Document, names: Names) -> None:
        self._text, self._names = document.text, names
        said: dict[Span, list[tuple[str, ...]]] = {}
        for name in names.all:
            said.setdefault(names.of(name), []).append(tuple(_around(document.text, name)))
        self._of = {full: _entity(full, full.of(document.text), mentions) for full, mentions in said.items()}
        self._by_head: dict[str, list[Span]] = {}
        for full, entity in self._of.items():
            if entity.kind in _CALLED:
                self._by_head.setdefault(_head(full.of(document.text)), []).append(full)

    @property
    def all(self) -> list[Entity]:
        """Every entity, the most mentioned first."""
        return sorted(self._of.values(), key=lambda e: (-e.mentions, e.name.start))

    def kind(self, full: Span) -> EntityKind:
        """What sort of thing a full name names."""
        found = self._of.get(full)
        return found.kind if found is not None else "name"

    def headed(self, word: str, before: int) -> Span | None:
        """The last entity of several words named before an offset whose name has a noun as its head."""
        alike = [full for full in self._by_head.get(word, ()) if full.start < before and " " in full.of(self._text)]
        return max(alike, key=lambda full: full.start, default=None)

    def opening(self, sentence: Sentence) -> Span | None:
        """Whom a sentence opens with, as its words go: the name at its start, behind an adverbial, before a verb."""
        patterns = _patterns()
        match = patterns.opening.match(self._text, sentence.start, sentence.end)
        name = self._names.at(match.end(), sentence.end) if match is not None else None
        if name is None or patterns.going_on.match(self._text, name.span.end, sentence.end) is None:
            return None
        return self._names.of(name)


def _around(text: str, name: Name) -> Iterator[str]:
    """What one mention of a name and the words around it say."""
    patterns, start, end = _patterns(), name.span.start, name.span.end
    if name.company:
        yield "form"
    if patterns.titled.search(text, max(start - 20, 0), start):
        yield "titled"
    if patterns.posted.match(text, end, end + 300):
        yield "posted"
    if patterns.located.search(text, max(start - 20, 0), start):
        yield "located"
    behind = patterns.behind.match(text, end, end + 30)
    if behind is not None and behind.lastgroup is not None:
        yield behind.lastgroup
    if text[end : end + 1] in {"®", "™"} or name.text[-1] in "®™":
        yield "mark"


def _entity(full: Span, name: str, mentions: Sequence[tuple[str, ...]]) -> Entity:
    evidence = Counter(each for mention in mentions for each in mention)
    kind = _kind(name, evidence, len(mentions))
    return Entity(full, kind, len(mentions), tuple(evidence))


def _kind(name: str, evidence: Mapping[str, int], mentions: int) -> EntityKind:
    if "form" in evidence:
        return "company"
    own = _of_own_words(name)
    if own is not None:
        return own
    if "titled" in evidence or "posted" in evidence:
        return "person"
    behind = next((kind for word, kind in _KINDS.items() if word in evidence), None)
    if behind is not None:
        return behind
    if "mark" in evidence:
        return "product"
    return "place" if _OF * evidence.get("located", 0) >= _LOCATED * mentions else "name"


def _of_own_words(name: str) -> EntityKind | None:
    """What the head of a name says, or that it is the name of a territory or city."""
    if all(part in place_words().words for part in name.split(" and ")):
        return "place"
    word = _head(name)
    return next((_KINDS[kind] for kind, words in entity_lexicon().heads.items() if word in words), None)


def _head(name: str) -> str:
    """The head noun of a name, small: `ministry` of "Ministry of Trade", `summit` of "Orvel Summit 2024"."""
    head = _LAST_WORD.search(_HEAD_ENDS.split(name, maxsplit=1)[0])
    return head.group().lower() if head is not None else ""
