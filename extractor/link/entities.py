"""The registry of a release's entities: all that is named, once each, with what sort of thing it is and its mentions.

What a name names is told by its own words (a legal form, `Summit`, `Ministry of`), by the noun behind it (`the Orvel
segment`), and by what stands around it anywhere in the release (`Dr.`, `, chief executive of`, `in`). The registry
also says which entity a sentence opens with: what the sentences without figures are about is known without a parse.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import regex

from extractor.documents import Document, Sentence
from extractor.link.kinds import EntityKind, evidence_around, head_of, is_called, kind_of, kind_of_noun, kind_of_plural
from extractor.link.names import Name, Names
from extractor.spans import Span
from extractor.words.entities import entity_lexicon
from extractor.words.names import name_lexicon
from extractor.words.rows import alternation

__all__ = ["Entities", "Entity", "EntityKind"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what is named: the full name as first given, its sort, how often it is named, and what says so."""

    name: Span
    kind: EntityKind
    mentions: int
    evidence: tuple[str, ...]


#: So many entities are looked at wherever a figure stands.
_FOREMOST = 2
#: Sorts of things that are called by the head of their name alone: `the summit`, `the programme`.
_CALLED = frozenset({"event", "programme", "law", "study", "product", "fund"})
_HEADED = _CALLED | {"body"}


class _Patterns:
    """What stands around a name, built from the lexicons once; all of it is bounded."""

    def __init__(self) -> None:
        names, entities = name_lexicon(), entity_lexicon()
        beside = r"(?:\s?\([^()\n]{1,80}\)|\s?[®™]){0,3}"
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


class Entities:
    """All that a release names."""

    def __init__(self, document: Document, names: Names) -> None:
        self._text, self._names = document.text, names
        self._of = {full: _entity(document.text, full, mentions) for full, mentions in _mentions(names).items()}
        self._of |= _of_lists(document.text, names, self._of)
        self._starts: dict[EntityKind, list[tuple[int, Span]]] = {}
        for name in names.all:
            full = names.of(name)
            self._starts.setdefault(self._of[full].kind, []).append((name.span.start, full))
        self._called: dict[str, tuple[list[tuple[int, Span]], int]] = {}
        self._by_head: dict[str, list[Span]] = {}
        for full, entity in self._of.items():
            if entity.kind in _HEADED:
                self._by_head.setdefault(head_of(full.of(document.text)), []).append(full)

    @property
    def all(self) -> list[Entity]:
        """Every entity, the most mentioned first."""
        return sorted(self._of.values(), key=lambda e: (-e.mentions, e.name.start))

    def kind(self, full: Span) -> EntityKind:
        """What sort of thing a full name names."""
        found = self._of.get(full)
        return found.kind if found is not None else "name"

    @cached_property
    def foremost(self) -> list[Entity]:
        """The entities that are named most."""
        return self.all[:_FOREMOST]

    def knows(self, full: Span) -> bool:
        """Whether the release names it."""
        return full in self._of

    def mentions(self, full: Span) -> int:
        """How often a full name is named."""
        found = self._of.get(full)
        return found.mentions if found is not None else 0

    def headed(self, word: str, before: int) -> Span | None:
        """The last entity of several words named before an offset whose name has a noun as its head."""
        alike = [full for full in self._by_head.get(word, ()) if full.start < before and " " in full.of(self._text)]
        return max(alike, key=lambda full: full.start, default=None)

    def called(self, noun: str, before: int) -> Span | None:
        """What was named lately, before an offset, and is of the sort that a noun calls it: `the country`, `the drug`.

        A place must be a country or a continent where the noun says so; of other places none is meant for sure.
        """
        kind = kind_of_noun(noun)
        if kind not in _CALLED and kind != "place":
            return None
        if noun not in self._called:
            self._called[noun] = self._callable(noun, kind)
        named, told_apart = self._called[noun]
        place = bisect_left(named, before, key=lambda pair: pair[0]) - 1
        if place < 0:
            return None
        start, full = named[place]
        alone = kind == "place" and place < told_apart
        return full if alone or before - start <= _LATELY else None

    def _callable(self, noun: str, kind: EntityKind) -> tuple[list[tuple[int, Span]], int]:
        """The mentions of what a noun may call, in order, and the first that is of another than the first."""
        named = self._starts.get(kind, [])
        if kind == "place":
            named = [(start, full) for start, full in named if is_called(noun, full.of(self._text))]
        return named, next((at for at, (_, full) in enumerate(named) if full != named[0][1]), len(named))

    def opening(self, sentence: Sentence) -> Span | None:
        """Whom a sentence opens with, as its words go: the name at its start, behind an adverbial, before a verb."""
        patterns = _patterns()
        match = patterns.opening.match(self._text, sentence.start, sentence.end)
        name = self._names.at(match.end(), sentence.end) if match is not None else None
        if name is None or patterns.going_on.match(self._text, name.span.end, sentence.end) is None:
            return None
        return self._names.of(name)


#: So many characters back a thing may have been named that a noun calls again.
_LATELY = 500
#: So many mentions of a name are looked at.
_LOOKED_AT = 12


def _mentions(names: Names) -> Mapping[Span, Sequence[Name]]:
    """The mentions of each full name as first given, in order."""
    found: dict[Span, list[Name]] = {}
    for name in names.all:
        found.setdefault(names.of(name), []).append(name)
    return found


def _entity(text: str, full: Span, mentions: Sequence[Name]) -> Entity:
    around = [tuple(evidence_around(text, name)) for name in mentions[:_LOOKED_AT]]
    if any(name.company for name in mentions[_LOOKED_AT:]):
        around.append(("form",))
    evidence = tuple(dict.fromkeys(each for mention in around for each in mention))
    return Entity(full, kind_of(full.of(text), around), len(mentions), evidence)


#: What stands between the names of a list, and before the first and behind the last: `the states (Osel, Harle and …)`.
_BETWEEN = regex.compile(r"(?:\s\([^()\n]{1,40}\))?(?:[,;]\s(?:and\s|or\s)?|\s(?:and|&)\s)")
_BEFORE_LIST = regex.compile(
    r"(?<noun>\p{Ll}{3,20})(?:,?\s(?:of|including|namely|such\sas|like|are|were|in))?(?::|,|\s)?\s?\(?$"
)
_BEHIND_LIST = regex.compile(r"\s(?<noun>\p{Ll}{3,20})\b")
#: A list of so many names of which one is of a known sort is of that sort, where none is of another.
_LIST = 3


def _of_lists(text: str, names: Names, known: Mapping[Span, Entity]) -> dict[Span, Entity]:
    """The entities of no sort that stand in lists with others of one sort, or that a noun sums up."""
    found: dict[Span, Entity] = {}
    for members in _lists(text, names):
        entities = [known[names.of(name)] for name in members]
        kind = _kind_of_list(text, members, [e.kind for e in entities if e.kind not in {"name", "nobody"}])
        if kind is not None:
            found |= {
                e.name: replace(e, kind=kind, evidence=(*e.evidence, "list")) for e in entities if e.kind == "name"
            }
    return found


def _lists(text: str, names: Names) -> Iterator[list[Name]]:
    """Names that stand side by side, joined by commas and `and`: two or more."""
    run: list[Name] = []
    for name in names.all:
        if run and _BETWEEN.fullmatch(text, run[-1].span.end, name.span.start) is None:
            if len(run) > 1:
                yield run
            run = []
        run.append(name)
    if len(run) > 1:
        yield run


def _kind_of_list(text: str, members: Sequence[Name], kinds: Sequence[EntityKind]) -> EntityKind | None:
    """The sort that a noun before or behind a list says, or that the sorts of its members show."""
    start, end = members[0].span.start, members[-1].span.end
    before = _BEFORE_LIST.search(text[max(start - 40, 0) : start])
    behind = _BEHIND_LIST.match(text, end, end + 24)
    said = next((k for m in (before, behind) if m is not None and (k := kind_of_plural(m["noun"])) is not None), None)
    if said is not None:
        return said
    sure = len(kinds) * 2 > len(members) or set(kinds) == {"place"}
    return kinds[0] if sure and len(set(kinds)) == 1 and len(members) >= _LIST else None
