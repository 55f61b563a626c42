"""What sort of thing a name names: by its own words, and by what stands around each of its mentions.

The head of a name says it (`Ministry of`, `Summit`, `Airlines`), or a noun beside it does: behind it (`the Orvel
segment`), before it (`the drug Orvel`), in apposition (`Orvel, a maker of jam`) or said of it (`Orvel is a port`).
What else stands around it says less: a title, a post, an age, a verb that only companies or only people do, an `in`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

import regex

from extractor.link.names import Name, up_to_head
from extractor.words.common import common_words, given_names
from extractor.words.entities import entity_lexicon
from extractor.words.names import name_lexicon
from extractor.words.places import place_words
from extractor.words.rows import alternation

__all__ = ["EntityKind", "evidence_around", "head_of", "is_called", "kind_of", "kind_of_noun", "kind_of_plural"]

EntityKind = Literal[
    "company", "body", "person", "place", "event", "programme", "law", "study", "index", "unit", "product", "fund",
    "disease", "group", "nobody", "name",
]  # fmt: skip
_KINDS: Mapping[str, EntityKind] = {
    "person": "person", "company": "company", "body": "body", "place": "place", "event": "event", "fund": "fund",
    "law": "law", "programme": "programme", "study": "study", "index": "index", "unit": "unit", "product": "product",
    "disease": "disease", "group": "group",
}  # fmt: skip
#: What a piece of evidence counts for a kind; a noun that says the kind (`noun:person`) counts as `noun`.
_WEIGHTS: Mapping[str, tuple[EntityKind, int]] = {
    "titled": ("person", 3), "posted": ("person", 3), "who": ("person", 3), "said-by": ("person", 1),
    "does:person": ("person", 1), "does:company": ("company", 1), "mark": ("product", 2), "beside-place": ("place", 1),
}  # fmt: skip
_NOUN, _GIVEN = 2, 2
#: Of a place's mentions so many of three stand behind `in` or the like.
_LOCATED, _OF = 2, 3
_MOST_WORDS = 4
_WORDS_OF_PLACE = 3


class _Patterns:
    """What stands around a name, built from the lexicons once; all of it is bounded."""

    def __init__(self) -> None:
        names, verbs = name_lexicon(), entity_lexicon().verbs
        beside = r"(?:\s?\([^()\n]{1,80}\)|\s?[®™]){0,3}"
        posts = alternation(names.posts)
        titles = alternation([*names.titles, *names.posts, *names.posts_before_names])
        self.titled = regex.compile(rf"(?i:\b(?:{titles}))\.?\s$")
        self.posted = regex.compile(rf"{beside},\s(?:(?i:(?:\p{{L}}+\s){{0,3}}?(?:{posts}))\b)")
        self.aged = regex.compile(rf"{beside},\s\d\d,")
        self.who = regex.compile(rf"{beside},?\s(?:who|whose)\b")
        self.located = regex.compile(r"\b(?:in|at|near|across|throughout|outside)\s$")
        self.said_by = regex.compile(r"\b(?:said|says|added|adds)\s$")
        self.before = regex.compile(r"(?P<noun>\p{Ll}[\p{L}-]+)\s(?:of\s)?$")
        self.term = regex.compile(r"(?P<noun>\p{Ll}[\p{L}-]+)\s\((?:the\s)?[“\"]?$")
        self.behind = regex.compile(r"(?:\s?[®™])?(?:\s\p{Ll}[\p{L}-]*+){1,3}")
        self.says = regex.compile(
            rf"{beside}(?:,|\s(?:is|was|are|were|became|remains))\s(?P<article>an?|the|one\sof\s(?:the|its))"
            r"(?P<said>(?:\s[\p{L}\d][\p{L}\d.'’/&-]*+){1,9})"
        )
        doing = "|".join(rf"(?P<{kind}>{alternation(words)})" for kind, words in verbs.items())
        self.doing = regex.compile(
            rf"{beside}\s(?:(?:has|have|had|also|today|then|now|later|recently|currently)\s){{0,2}}(?:{doing})\b"
        )
        self.next_place = regex.compile(r"(?:,|\sand)\s(?P<place>\p{Lu}[\p{L}.]++(?:\s\p{Lu}\p{L}++)?)")
        self.amid = regex.compile(r"\p{Ll},?\s$")


@cache
def _patterns() -> _Patterns:
    return _Patterns()


@cache
def _kind_by_noun() -> Mapping[str, str]:
    return {word: kind for kind, words in entity_lexicon().nouns.items() for word in words}


@cache
def _kind_by_noun_behind() -> Mapping[str, str]:
    return {word: kind for kind, words in entity_lexicon().behind.items() for word in words}


@cache
def _kind_by_head() -> Mapping[str, EntityKind]:
    return {word: _KINDS[kind] for kind, words in entity_lexicon().heads.items() for word in words}


def evidence_around(text: str, name: Name) -> Iterator[str]:
    """What one mention of a name and the words around it say."""
    patterns, start, end = _patterns(), name.span.start, name.span.end
    before = text[max(start - 40, 0) : start]
    if name.company:
        yield "form"
    if patterns.titled.search(before, max(len(before) - 20, 0)):
        yield "titled"
    if patterns.posted.match(text, end, end + 300) or (
        _is_plain(name.text) and patterns.aged.match(text, end, end + 90)
    ):
        yield "posted"
    if patterns.who.match(text, end, end + 120):
        yield "who"
    if patterns.said_by.search(before):
        yield "said-by"
    if patterns.located.search(before) and _is_plain(name.text) and name.text.count(" ") < _WORDS_OF_PLACE:
        yield "located"
    if patterns.amid.search(before):
        yield "amid"
    if text[end : end + 1] in {"®", "™"} or name.text[-1] in "®™":
        yield "mark"
    doing = patterns.doing.match(text, end, end + 200)
    if doing is not None:
        yield f"does:{doing.lastgroup}"
    beside = patterns.next_place.match(text, end, end + 40)
    if beside is not None and _is_place(beside["place"].rstrip(".")):
        yield "beside-place"
    yield from _nouns_around(text, before, end)


def _nouns_around(text: str, before: str, end: int) -> Iterator[str]:
    """The kinds that nouns around a name say: before it, behind it, in apposition, or said of it."""
    patterns = _patterns()
    term = patterns.term.search(before)
    if term is not None:
        said = _kind_by_noun().get(term["noun"])
        yield f"noun:{said}" if said is not None else "term"
    noun = patterns.before.search(before)
    kind = _kind_by_noun().get(noun["noun"]) if noun is not None else None
    if kind == "place" or (kind is not None and not before.endswith("of ")):
        yield f"noun:{kind}"
    behind = patterns.behind.match(text, end, end + 60)
    if behind is not None:
        found = _kind_behind(behind.group().strip(" ®™").split())
        if found is not None:
            yield f"noun:{found}"
    says = patterns.says.match(text, end, end + 260)
    if says is not None:
        said = _kind_said(says["article"], says["said"].split())
        if said is not None:
            yield f"noun:{said}"


def _kind_behind(words: Iterable[str]) -> str | None:
    """The kind that a noun behind a name says, past what modifies it: `clinical trial`, not `announced a trial`."""
    for word in words:
        kind = _kind_by_noun_behind().get(word)
        if kind is not None:
            return kind
        if word in entity_lexicon().phrase_ends or word.endswith(("ed", "s")) or word in name_lexicon().saying:
            return None
    return None


def _kind_said(article: str, words: Iterable[str]) -> str | None:
    """The kind that the last telling noun of a phrase says: of "a leading provider of", not of "the company said"."""
    found: str | None = None
    for place, word in enumerate(words):
        if word.lower() in entity_lexicon().phrase_ends:
            break
        kind = _kind_by_noun().get(word.lower().rstrip("."))
        if kind is not None and (place or article != "the" or kind == "person"):
            found = kind
        if word.endswith("."):
            break
    return found


def kind_of_noun(noun: str) -> EntityKind | None:
    """The kind that a noun says: `country`, `drug`, `programme`."""
    kind = _kind_by_noun().get(noun)
    return _KINDS[kind] if kind is not None else None


def is_called(noun: str, place: str) -> bool:
    """Whether a place is what a noun calls it, for sure: a country, or a continent."""
    called = (
        place_words().countries if noun in {"country", "nation"} else entity_lexicon().places.get(noun, frozenset())
    )
    return place in called


def kind_of_plural(noun: str) -> EntityKind | None:
    """The kind that a noun in the plural sums up: `companies`, `districts`, `drugs`."""
    single = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
    kind = _kind_by_noun().get(single) if single != noun else None
    return _KINDS[kind] if kind is not None else None


def kind_of(name: str, mentions: Sequence[tuple[str, ...]]) -> EntityKind:
    """What a name names, by its own words and by what stands around its mentions."""
    evidence = Counter(each for mention in mentions for each in mention)
    if "form" in evidence:
        return "company"
    own = _of_own_words(name)
    if own is not None:
        return own
    votes = _votes(name, evidence, len(mentions))
    if votes:
        return max(votes, key=lambda kind: (votes[kind], -list(_KINDS).index(kind)))
    if "term" in evidence and name.isupper():
        return "nobody"
    if "amid" not in evidence and all(word in common_words() for word in name.lower().split()):
        return "nobody"
    return "name"


def _votes(name: str, evidence: Mapping[str, int], mentions: int) -> Counter[EntityKind]:
    votes: Counter[EntityKind] = Counter()
    plain = _is_plain(name) and 1 < len(name.split()) <= _MOST_WORDS
    for each, times in evidence.items():
        weighed = _WEIGHTS.get(each)
        if weighed is not None and (plain or each not in {"said-by", "does:person"}):
            votes[weighed[0]] += weighed[1] * times
        elif each.startswith("noun:"):
            votes[_KINDS[each[5:]]] += _NOUN * times
    if plain and name.split(maxsplit=1)[0].split("-", maxsplit=1)[0] in given_names():
        votes["person"] += _GIVEN * mentions
    if _OF * evidence.get("located", 0) >= _LOCATED * mentions:
        votes["place"] += evidence["located"]
    return votes


_CODED = regex.compile(r"\d|\p{Lu}{2}|(?<!\bMc|\bMac|\bDe|\bLa|\bO['’])(?<=\p{L})\p{Lu}")


def _is_plain(name: str) -> bool:
    """Whether a name is of plain capitalised words, as those of people and places are: no digits, no inner capitals."""
    return _CODED.search(name) is None


def _is_place(name: str) -> bool:
    known = name in place_words().words or name in place_words().strong
    return known and name not in place_words().adjectives


def _of_own_words(name: str) -> EntityKind | None:
    """What the head of a name says, or that it is the name of a territory or city."""
    if all(_is_place(part) for part in name.split(" and ")):
        return "place"
    return _kind_by_head().get(head_of(name))


_LAST_WORD = regex.compile(r"\p{L}+(?=\P{L}*$)")


def head_of(name: str) -> str:
    """The head noun of a name, small: `ministry` of "Ministry of Trade", `summit` of "Orvel Summit 2024"."""
    head = _LAST_WORD.search(up_to_head(name))
    return head.group().lower() if head is not None else ""
