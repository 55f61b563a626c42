"""The names of a release, and the full name that a short form, an abbreviation or a bare role stands for."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property

import regex

from extractor.documents import Document
from extractor.link.names.finding import Name, plain_words
from extractor.link.names.grammar import grammar
from extractor.link.names.trusted import trusted_names
from extractor.spans import HasSpan, Span
from extractor.words.entities import entity_lexicon
from extractor.words.names import name_lexicon
from extractor.words.places import place_words

__all__ = ["Names"]

_Worded = tuple[Name, tuple[str, ...]]
"""A name with its plain words."""

_BODIES = frozenset({"department", "ministry", "bureau", "office", "university", "bank"})
_TERM = regex.compile(r"\((?:the\ )?[\"“']?(?P<term>[^()\"“”'\s]++)[\"”']?\)")
_JOINT = regex.compile(r"\s(?:and|&)\s")
#: So far apart two names stand that are one: `Relief Agency for Harle in the Near East`.
_SMALL_WORDS = 10
#: So many more words a company's name has than its short form, where the release also uses the short form as a name.
_LEGAL_WORDS = 2


class Names:
    """All names of a release, and what a short form stands for."""

    def __init__(self, document: Document, taken: Sequence[HasSpan] = ()) -> None:
        self._text = document.text
        self._all = trusted_names(document, taken)
        self._starts = [n.span.start for n in self._all]
        self._fullest: dict[str, Span | None] = {}
        self._by_words: dict[str, list[_Worded]] = {}
        for name in self._all:
            words = plain_words(name.text)
            for word in {words[0], words[-1]} if words else ():
                self._by_words.setdefault(word, []).append((name, words))

    @property
    def all(self) -> list[Name]:
        """The names, in order."""
        return self._all

    def words(self, span: Span) -> list[str]:
        """The lower-case words of a name."""
        return span.of(self._text).lower().split()

    def is_listed(self, name: Name) -> bool:
        """Whether a ticker follows a name."""
        return grammar().ticker.match(self._text, name.span.end) is not None

    @property
    def spans(self) -> list[Span]:
        """Where the names stand, in order."""
        return [n.span for n in self._all]

    def between(self, start: int, end: int) -> list[Name]:
        """The names that stand between two offsets, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [n for n in self._all[first:last] if n.span.end <= end]

    def at(self, start: int, end: int) -> Name | None:
        """The name that begins exactly at an offset and ends by another."""
        place = bisect_left(self._starts, start)
        name = self._all[place] if place < len(self._all) else None
        return name if name is not None and name.span.start == start and name.span.end <= end else None

    def of(self, name: Name) -> Span:
        """The fullest name as first given that a name of the release stands for."""
        return self.full(name.text) or name.span

    def ending_in(self, word: str, before: int) -> Span | None:
        """The last name before an offset that ends in a role's word: `Hainan Province` for "the province"."""
        alike = (n for n, own in self._by_words.get(word.lower(), ()) if own[-1] == word.lower() and len(own) > 1)
        return max((self.of(n) for n in alike if n.span.start < before), key=lambda s: s.start, default=None)

    def full(self, short: str) -> Span | None:
        """The fullest name as first given that a short form stands for; None where the text has no such name."""
        key = " ".join(short.split())
        if key not in self._fullest:
            found = self._find(key)
            fuller = self._find(found.of(self._text)) if found is not None else None
            self._fullest[key] = fuller or found
        return self._fullest[key]

    def _find(self, short: str) -> Span | None:
        words = plain_words(short)
        if not words:
            return None
        alike = self._by_words.get(words[0], ())
        same = [n for n, own in alike if own == words]
        longer = [n for n, own in alike if len(own) > len(words) and _stands_for(words, own)]
        longer = [n for n in longer if n.company or not _is_side(words, n.text)]
        if short in place_words().words:  # "Hong Kong" is no "Hong Kong Trade Council", but Yunnan is "Yunnan Province"
            longer = [n for n in longer if plain_words(n.text)[-1] in name_lexicon().places]
        told = self._told(short, words, _company_of(words, longer, told=len(same) > 1))
        if told is not None:
            return told
        initials = len(words) == 1 and short.isupper()
        shouted = initials and any(short.title() in n.text for n in longer)
        if same and grammar().company.search(short) and words[-1] != "group":  # "Norvik Foods Ltd. Board of Directors"
            longer = []
        if longer and (shouted or (not initials and (not same or longer[0].span.start < same[0].span.start))):
            return longer[0].span
        return same[0].span if same else None

    def _told(self, short: str, words: tuple[str, ...], company: Name | None) -> Span | None:
        """What a short form surely stands for: a company, a name with the short form in brackets, one turned round."""
        if company is not None:
            return company.span
        if len(words) > 1:
            return self._turned(words)
        acronym = self._acronyms.get(short) if short.isupper() else None
        return acronym or self._headed(words[0]) or self._glued.get(words[0])

    @cached_property
    def _glued(self) -> dict[str, Span]:
        """Companies by their first two or three words in one: `norvikfoods` of "Norvik Foods Corporation"."""
        found: dict[str, Span] = {}
        for name in (n for n in self._all if n.company):
            words = plain_words(name.text)
            for length in (2, 3):
                if length < len(words) or (length == len(words) and not grammar().company.search(name.text)):
                    found.setdefault("".join(words[:length]), name.span)
        return found

    def _headed(self, word: str) -> Span | None:
        """`Summit` stands for the one name that it heads: `the Orvel Climate Summit`, also called `Climate Summit`."""
        if word not in _called_by_head():
            return None
        alike = [(n, own) for n, own in self._by_words.get(word, ()) if own[-1] == word and len(own) > 1]
        longest = max((own for _, own in alike), key=len, default=())
        if not all(longest[-len(own) :] == own for _, own in alike):
            return None
        return next((n.span for n, own in alike if own == longest), None)

    def _turned(self, words: tuple[str, ...]) -> Span | None:
        """`Justice Department` stands for a `Department of Justice` that the release names."""
        if words[-1] not in _BODIES:
            return None
        full = (words[-1], "of", *words[:-1])
        return next((n.span for n, own in self._by_words.get(words[-2], ()) if own[-len(full) :] == full), None)

    @cached_property
    def _acronyms(self) -> dict[str, Span]:
        """The names before brackets with an abbreviation or defined term: `Etihad Credit Insurance (ECI)`."""
        found: dict[str, Span] = {}
        for match in _TERM.finditer(self._text):
            term, place = match["term"], bisect_left(self._starts, match.start()) - 1
            name = self._all[place].span if place >= 0 else None
            if name is None or not name.end <= match.start() <= name.end + 2:
                continue
            if place and not _may_shorten(name.of(self._text), term):
                before = self._all[place - 1].span
                near = name.start - before.end < _SMALL_WORDS
                name = before if near and _may_shorten(before.of(self._text), term) else name
            found.setdefault(term, _abbreviated(self._text, name, term))
        return found


@cache
def _called_by_head() -> frozenset[str]:
    """The last words of names by which the release calls what it named in full: `the Summit`, `the Programme`."""
    heads = entity_lexicon().heads
    return frozenset().union(*(heads[kind] for kind in ("event", "programme", "law", "study", "fund"))) - heads["body"]


def _may_shorten(name: str, term: str) -> bool:
    """Whether a term may be short for a name: one of its words begins with the term's first letter."""
    return any(word[0] == term[0] for word in name.split() if word[0].isupper())


def _abbreviated(text: str, name: Span, term: str) -> Span:
    """`Telin Open Net` of "Harle and Telin Open Net (TON)": the end of a name whose initials a term is."""
    for joint in _JOINT.finditer(text, name.start, name.end):
        initials = "".join(word[0] for word in text[joint.end() : name.end].split() if word[0].isupper())
        if initials == term:
            return Span(joint.end(), name.end)
    return name


def _company_of(words: tuple[str, ...], longer: Sequence[Name], *, told: bool) -> Name | None:
    """The company that a short form stands for: one with a legal form, and the fewest words more.

    `Norvik Foods` is not "Norvik Foods Subsidiary Harle LLC" where the release names (`told`) Norvik Foods itself.
    """
    companies = [n for n in longer if n.company]
    if told and len(words) > 1:
        companies = [n for n in companies if len(plain_words(n.text)) <= len(words) + _LEGAL_WORDS]
    legal = [n for n in companies if grammar().company.search(n.text)]
    companies = [n for n in companies if len(plain_words(n.text)) <= len(words) + 1]
    return min(legal or companies, key=lambda n: (len(plain_words(n.text)), n.span.start), default=None)


def _is_side(words: tuple[str, ...], joined: str) -> bool:
    """`Orvel` and `Harle` of "Orvel and Harle" stand for themselves, not for both."""
    return any(plain_words(side) == words for side in joined.split(" and ")) if " and " in joined else False


def _stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` begins `full` word by word, or is the last word of a person's name."""
    if full[: len(short)] == short:
        return True
    if len(short) > 1 or short[0] in _called_by_head():
        return False
    return len(full) in {2, 3} and full[-1] == short[0] and full[0] not in name_lexicon().peoples
