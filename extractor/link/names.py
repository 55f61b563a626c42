"""Names: the proper names of a release, and which full name a short form, pronoun or role stands for."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice

import regex

from extractor.anchored import Anchored
from extractor.documents import Document
from extractor.link.requests import title_case
from extractor.spans import HasSpan, Span
from extractor.words.changes import change_lexicon
from extractor.words.common import common_words
from extractor.words.entities import entity_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.places import place_words
from extractor.words.rows import alternation, by_first_letter

__all__ = ["Name", "Names", "find_names", "in_listing", "is_heading", "up_to_head"]


_LINK = r"(?:of\ the|of|for|and|&|de|du|des|van|von|der|da|di|la|le|\+|@)"
#: Where a name may begin: a word with a capital in it, behind no more than two digits. What is not ASCII may be one.
_CAPITALS = re.compile(r"(?<![A-Za-z\d$])(?=(?:[a-z]*|\d{1,2}-?)[A-Z\u0080-\U0010ffff])")
#: Capitals or digits inside a word mark a coined name: "ZenaTech", "3M", "ECI".
_INNER = regex.compile(r"^\p{Lu}{2,}$|\p{Ll}\p{Lu}|\d")
_LISTED = regex.compile(r"[\p{L}.]+-(?:listed|based|headquartered|owned|backed|led)\s")


class _Grammar:
    """The patterns of names, built from the lexicon once."""

    def __init__(self) -> None:
        lexicon = name_lexicon()
        suffix = f"(?:{by_first_letter(lexicon.suffixes)})"
        self.name = Anchored(_CAPITALS, regex.compile(_name_source(suffix), regex.VERBOSE))
        exchanges = "|".join(lexicon.exchanges)
        self.ticker = regex.compile(
            rf"(?:\s?\([^()\n]{{1,80}}\))?\s?\(\s?(?:(?:{exchanges})[\w ./-]*:|[\w ]{{2,20}}:\s?[A-Z.]{{1,6}}\))"
        )
        self.listing = regex.compile(rf"\b(?:{exchanges})[\w ./-]{{0,20}}:\s?")
        self.venue = regex.compile(rf"(?:^|\s)(?:{'|'.join(lexicon.venues)})$")
        self.company = regex.compile(rf"(?:^|\s){suffix}\.?(?:\ \(publ\))?$")
        self.leading = lexicon.openers | lexicon.titles | metric_lexicon().openers
        self.nobody = lexicon.standards | lexicon.titles | lexicon.peoples
        self.numbered = regex.compile("(?:" + "|".join(lexicon.numbered) + r")(?:\s\w{1,3})?$")
        self.addressed = regex.compile(rf"(?:{'|'.join(lexicon.salutations)})\ ")
        inside = alternation(lexicon.posts_before_names)
        self.post_inside = regex.compile(
            rf"(?P<post>(?:(?:{alternation(lexicon.rank)})\s){{0,6}}(?:{inside})\s)(?P<person>\p{{Lu}}\p{{Ll}}[\p{{L}}’'-]*+"
            rf"(?:\s\p{{Lu}}(?:\.|[\p{{L}}’'-]++)){{1,3}})(?![\p{{L}}’'-])"
        )
        post = rf"(?:(?:{alternation(lexicon.rank)})\s){{0,6}}(?:{inside})"
        self.posts_behind = regex.compile(
            rf"(?<=\p{{L}}\p{{L}})(?<!\b(?:of|for|and|the))\s{post}(?:\s(?:and|&)\s{post}){{0,6}}$"
        )
        self.post_alone = regex.compile(rf"{post}(?:\s(?:and|&)\s{post}){{0,6}}|[IVX]{{2,}}")
        measures = alternation(lexicon.measures - {"cost", "costs"})
        rank = rf"(?:(?:{alternation(lexicon.rank)})\s){{0,6}}"
        self.post_of = regex.compile(rf"{rank}(?i:(?:{alternation(lexicon.posts)})\sof\s(?:the\s)?)(?=\p{{Lu}})")
        self.measure_of = regex.compile(rf"(?i:(?:{measures})\s(?:of|for|at|in|by|from)\s(?:the\s)?)")


def _name_source(suffix: str) -> str:
    """Capitalised words in a row, joined by small ones, up to a legal form; no verb of a headline, month or unit."""
    lexicon = name_lexicon()
    no_word = by_first_letter([*lexicon.headline_verbs, *lexicon.times, *lexicon.sentence_openers])
    # bounded, as is what stands before a name: a long run of initials is no name
    initials = r"(?:\p{Lu}\.){2,8}(?:\p{Lu}\p{L}*)?"
    abbreviated = rf"(?:{'|'.join(lexicon.abbreviations)})\.\ (?!(?:{no_word})\b)(?=\p{{Lu}}\p{{Ll}})"
    numbered = r"\d{1,2}(?:(?![QH](?!\p{L}))\p{Lu}[\p{L}\d]*+|-\p{Lu}{2,}+)(?=\ \p{Lu}\p{Ll})"
    mark = r"(?:\((?:R|TM|SM)\))?"
    capitalised = rf"\p{{Lu}}[\p{{L}}\p{{M}}\d'’&™®@-]++(?:\.(?=\p{{L}}{{2,}})\p{{L}}+)?{mark}"
    coined = r"\p{L}*\p{Lu}[\p{L}\d]++(?:'s)?"
    shouted = rf"(?:!(?=['’]s|\ \p{{Ll}}|\ \p{{Lu}}\p{{L}}++,?\ {suffix}(?![\p{{L}}-])))?"
    word = rf"(?!(?:{no_word})(?!\p{{L}}))(?:(?:{initials}|{capitalised}|{coined}){shouted}|{numbered})"
    saint = rf"(?:{abbreviated})?{word}"
    return rf"""
        (?<![\p{{L}}\d$])(?=\p{{L}}*\p{{Lu}}|\d{{1,2}}-?\p{{Lu}})
        (?:Dr\.\ )?(?:\p{{Lu}}\.\ ?){{0,5}}+{saint}
        (?:,?\ {suffix}(?![\p{{L}}-])(?:\.(?!\s+\p{{Lu}}(?:\p{{Ll}}|\.)|\s*$))?
          |\ (?:{_LINK}\ {saint}|(?:{_LINK}\ )?(?:\p{{Lu}}\.(?=\ ))?{word})
          |\ \p{{Lu}}\.(?=\ \p{{Lu}})
        )*+
        (?:(?<=\b(?:Inc|Corp|Co|Ltd|S\.A|N\.V|B\.V|A\.S|L\.P))\.)?
        (?:\ \((?:publ)\))?
        """


@cache
def _grammar() -> _Grammar:
    return _Grammar()


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: where it stands, its words, and whether a ticker, bracket or legal form marks it as a company."""

    span: Span
    text: str
    company: bool


#: A name with its words in lower case.
_Worded = tuple[Name, tuple[str, ...]]


def find_names(text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
    """The proper names between two offsets, in order; words that only begin a sentence are left out."""
    grammar = _grammar()
    runs = (Span(*m.span()) for m in grammar.name.finditer(text, start, len(text) if end is None else end))
    for span in (_trimmed(text, part) for run in runs for part in _parts(text, run)):
        if span is None:
            continue
        words = span.of(text)
        if words.rsplit(maxsplit=1)[-1].lower() in name_lexicon().measures or words in name_lexicon().roles:
            continue
        if words.lower() in grammar.nobody or words in place_words().adjectives:
            continue
        if grammar.numbered.match(words) and (" " in words or _NUMBER.match(text, span.end)):
            continue
        if grammar.addressed.match(words) or ("-" in words and _ADJECTIVE.search(words)):
            continue
        if in_listing(text, span):
            continue
        listed = bool(grammar.ticker.match(text, span.end)) and not grammar.venue.search(words)
        yield Name(span, words, listed or bool(grammar.company.search(words)))


_BRAND = regex.compile(r"(?r)(?<![\p{L}\d])[\p{L}\d][\p{L}\d&-]{2,30},?[ \xa0]")


def _with_brand(text: str, form: Span) -> Span | None:
    """`norvik SE` and `3Orvel, Inc.` of the form alone: a company that writes itself small, or nobody."""
    brand = _BRAND.match(text, max(form.start - 40, 0), form.start)
    word = brand.group().rstrip(", ") if brand is not None else ""
    if brand is None or word.isdigit() or not common_words().isdisjoint(word.lower().split("-")):
        return None
    return Span(brand.start(), form.end)


def is_heading(words: str) -> bool:
    """Whether a phrase of capitals ends in a measure or is headed by what heads parts of releases: it names nobody."""
    *before, last = words.lower().split()
    if last in name_lexicon().measures or (before and before[-1] in name_lexicon().measures and last in _of_change()):
        return True
    head = _HEAD_WORD.search(up_to_head(words))
    return head is not None and head.group().lower() in name_lexicon().headings


def _of_change() -> Set[str]:
    """Verbs of change: `Increased` of the heading "Net Assets Increased"."""
    return change_lexicon().up.verbs | change_lexicon().down.verbs


def up_to_head(words: str) -> str:
    """A phrase up to its head, without what an `of` or the like hangs on it: `Ministry` of "Ministry of Trade"."""
    return _HEAD_ENDS.split(words, maxsplit=1)[0]


#: The number of `Phase 3`, `Slide 5`, `Class A`.
_NUMBER = regex.compile(r"\s(?:\d{1,3}|\p{Lu})(?![\p{L}\d])")

#: Behind these words a phrase's head has ended: `Reconciliation` of "Reconciliation of Net Debt".
_HEAD_ENDS = regex.compile(r"\s(?:of|for|on|in|at)\s")
_HEAD_WORD = regex.compile(r"\p{L}[\p{L}-]*(?=\d?$)")

#: What joins someone else to a person with a post.
_AND = regex.compile(r"\s(?:and|&)\s$")


def _parts(text: str, run: Span) -> Iterator[Span]:
    """A run of capitals, without what a person is: `Norvik`, `Mara Lind` of "Norvik CEO Mara Lind"."""
    match = _grammar().post_inside.search(text, run.start, run.end)
    if match is None or match.end("person") != run.end:
        yield run
        return
    whose = match.start("post") - 1
    other = _AND.search(text, run.start, whose + 1)
    if other is not None:
        yield from _parts(text, Span(run.start, other.start()))
    elif whose > run.start and (
        _INNER.search(text, run.start, whose) or _grammar().company.search(text, run.start, whose)
    ):
        yield Span(run.start, whose)
    yield Span(match.start("person"), run.end)


def in_listing(text: str, span: Span) -> bool:
    """Whether a name is the exchange or the symbol of `NYSE: KTW`."""
    listing = _grammar().listing
    if listing.match(text, span.start, span.end + 2) is not None:
        return True
    opening = text[max(span.start - 30, 0) : span.start]
    return ":" in opening[-2:] and any(m.end() == len(opening) for m in listing.finditer(opening))


def _trusted(document: Document, taken: Sequence[HasSpan]) -> list[Name]:
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
    witnesses = {_words(n.text) for n in sure}
    heads = {end for w in witnesses if w for end in (w[0], w[-1])}
    owners = {_words(n.text)[0] for n in sure if _is_amid(text, n) and _words(n.text)}
    sure = [_without_owner(_without_opener(text, n, opening, witnesses), witnesses) for n in sure]
    sure, doubtful = ([_without_calling(n, witnesses) for n in names] for names in (sure, doubtful))
    sure = [part for n in sure for part in _of_both(n, witnesses)]
    kept = [
        n
        for n in (_without_verb(n, witnesses) for n in doubtful)
        if (w := _words(n.text)) in witnesses or (len(w) == 1 and w[0] in heads)
    ]
    return sorted(
        (n for n in (*sure, *kept) if n.company or (_is_named(n.text, owners) and not _is_shouted(text, n))),
        key=lambda n: n.span.start,
    )


def _is_named(words: str, owners: Set[str]) -> bool:
    """Whether a phrase of capitals is a name: no heading, and no common word but where it has a capital inside too."""
    if words.endswith("s") and words.lower() in metric_lexicon().agents:  # "Shareholders"
        return False
    return not is_heading(words) and (not _is_common(words) or words.lower() in owners)


#: What stands before a capital inside a sentence.
_AMID = regex.compile(r"\p{Ll}{2},?\s$")


def _is_amid(text: str, name: Name) -> bool:
    """Whether a capital stands inside a sentence, or begins a company's name: no sentence, row or heading gave it."""
    single = " " not in name.text and not name.text.isupper() and not _VERBAL.search(name.text)
    return name.company or (single and _AMID.search(text, max(name.span.start - 4, 0), name.span.start) is not None)


_SHOUTED = regex.compile(r"\s\p{Lu}{2,}\b")


def _is_shouted(text: str, name: Name) -> bool:
    """Whether a common word has its capitals from the line that it stands in: `NET` of "REPORTS NET INCOME"."""
    shouted = name.text.isupper() and name.text.lower() in common_words()
    return shouted and _SHOUTED.match(text, name.span.end) is not None


def _is_common(words: str) -> bool:
    """Whether a capital makes a name of a word that releases write with a small letter: `Adjusted`, `Net`, `Free`."""
    return words.lower() in common_words() and not words.isupper()


def _first_letter(text: str, start: int, end: int) -> int:
    """Where the words of a sentence begin, behind the mark of a bullet."""
    mark = _BULLET.match(text, start, end)
    return mark.end() if mark else start


_BULLET = regex.compile(r"\s*(?:[-–—•*·▪#]+\s*)+")


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


#: Where a page or a mailbox is, from its sign on: capitals in it are no names.
_ADDRESS = regex.compile(r"https?://\S++|\bwww\.\S++|@[\w-]++\.\S++")


def _vouched(text: str, name: Name) -> bool:
    """Whether a capital at a sentence's start is a name for sure: a place, coined letters, a possessive behind it."""
    if name.text in place_words().words and name.text not in place_words().adjectives:
        return True
    return bool(_INNER.search(name.text)) or text[name.span.end : name.span.end + 2] in {"'s", "’s"}


#: The endings of verbs that open fragments ("Launched Bramble Online").
_VERBAL = regex.compile(r"(?:ed|ing)$")


def _without_opener(text: str, name: Name, starts: frozenset[int], witnesses: set[tuple[str, ...]]) -> Name:
    """Without the capitalised verb or adjective that opens a sentence, where the rest is a name elsewhere."""
    if name.span.start not in starts or " " not in name.text:
        return name
    words = _words(name.text)
    if len(words) < 2 or words[1:] not in witnesses:
        return name
    first = name.text.split(" ", 1)[0]
    if not _VERBAL.search(first) and not _is_small(text, first.lower()):
        return name  # a first name
    start = name.span.start + len(first) + 1
    return Name(Span(start, name.span.end), name.text[len(first) + 1 :], name.company)


def _without_calling(name: Name, witnesses: set[tuple[str, ...]]) -> Name:
    """`Norvik` of the headline "Salmon Maker Norvik": without what it is called, where it stands alone elsewhere."""
    for space in islice(regex.finditer(" ", name.text), 1, 1 + _WORDS_OF_NAME):
        before = name.text[: space.start()].rsplit(maxsplit=1)[-1]
        tail = name.text[space.end() :]
        if before.istitle() and before.lower() in _calling() and _words(tail) in witnesses:
            return Name(Span(name.span.start + space.end(), name.span.end), tail, name.company)
    return name


@cache
def _calling() -> Set[str]:
    """Nouns that say what a company is and end no name: `maker`, `retailer`; no `Bank`, no `Company`."""
    ends = frozenset(name_lexicon().suffixes) | {suffix.lower() for suffix in name_lexicon().suffixes}
    return entity_lexicon().nouns["company"] - entity_lexicon().heads["company"] - ends


def _is_small(text: str, word: str) -> bool:
    """Whether a release writes a word with a small letter."""
    at = text.find(word) if word[:1].islower() else -1
    while at >= 0:
        around = _NAME_WORD.search(text, max(at - 1, 0), at + len(word) + 1)
        if around is not None and around.span() == (at, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False


def _of_both(name: Name, witnesses: set[tuple[str, ...]]) -> Iterator[Name]:
    """`Harlan`, `Osel Steel AS` of "Harlan and Osel Steel AS", where the release names Harlan by itself as well."""
    left, joint, right = name.text.partition(" and ")
    if not joint or _words(left) not in witnesses or not _grammar().company.search(right):
        yield name
        return
    middle = name.span.start + len(left)
    yield Name(Span(name.span.start, middle), left, company=bool(_grammar().company.search(left)))
    yield Name(Span(middle + len(joint), name.span.end), right, company=name.company)


def _without_owner(name: Name, witnesses: set[tuple[str, ...]]) -> Name:
    """`Hadley` of "Hadley's Northern Outdoor Wear", where the release names Hadley by itself as well."""
    owner = _POSSESSIVE.match(name.text)
    if owner is None or _words(owner["owner"]) not in witnesses or _grammar().company.search(name.text):
        return name
    return Name(Span(name.span.start, name.span.start + owner.end("owner")), owner["owner"], company=False)


_POSSESSIVE = regex.compile(r"(?P<owner>.+?)['’]s\s")


#: So many words of a headline are tried as the name.
_WORDS_OF_NAME = 8


def _without_verb(name: Name, witnesses: set[tuple[str, ...]]) -> Name:
    """`Hadley` of the headline "Hadley Arranges Finance for …": the longest beginning that is a name elsewhere."""
    ends = [m.start() for m in islice(regex.finditer(" ", name.text), _WORDS_OF_NAME)]
    whole = _words(name.text)
    heads = (end for end in reversed(ends) if _words(name.text[:end]) in witnesses)
    end = None if whole in witnesses else next(heads, None)
    if end is None:
        return name
    return Name(Span(name.span.start, name.span.start + end), name.text[:end], company=False)


_INITIAL = regex.compile(r"\p{Lu}\.")
_RUN = regex.compile(r"\S+")
_OWNED = regex.compile(r"(?:['’]s|\bU\.S\.)\s(?P<title>\p{L}+)\s")


def _trimmed(text: str, span: Span) -> Span | None:
    """Without leading words that are no name, a possessive ending or a title."""
    start, end = span.start, span.end
    for opener in (_LISTED, _grammar().measure_of, _grammar().post_of):
        match = opener.match(text, start, end)
        start = match.end() if match else start
    start = _behind_dateline(text, start, end)
    owned = _OWNED.search(text, start, end)
    if owned is not None and owned["title"].lower() in name_lexicon().titles:  # "Portugal's President Rosa Lima"
        start = owned.start("title")
    leading = _grammar().leading
    if _grammar().company.search(text, start, end):  # "Dr. Harlow Beverages Inc." is no person
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
    if _grammar().post_alone.fullmatch(text, start, end):
        return None
    behind = _grammar().posts_behind.search(text, start, end)
    if behind is not None and behind.start() > start:
        end = behind.start()
    found = Span(start, end) if end - start > 1 else None
    alone = found is not None and _grammar().company.fullmatch(found.of(text)) is not None
    return _with_brand(text, found) if found is not None and alone else found


#: `OSLO` of "OSLO Norvik Foods Inc. will pay": a place in capitals that opens a line.
_SHOUTED_PLACE = regex.compile(r"(?:^|(?<=\n\s{0,4}))(?P<place>\p{Lu}{3,}(?:\s\p{Lu}{3,}){0,2})\s(?=\p{Lu}\p{Ll})")


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where a name begins behind the place of a dateline that has neither sign nor date."""
    match = _SHOUTED_PLACE.match(text, start, end)
    known = match is not None and (match["place"] in place_words().cities or match["place"] in place_words().strong)
    return match.end() if match is not None and known else start


#: `Norvik-based`, `HTD12-treated`: no name, but what modifies a noun.
_ADJECTIVE = regex.compile(r"(?<=[\p{L}\d])-\p{Ll}{2,}(?:ed|led|born|run|wide|style|related|specific|only|free|like)$")


#: The endings of `I'm`, `We've`, `It's`.
_CONTRACTED = regex.compile(r"['’](?:m|ve|re|ll|d|s)$")


def _leads(word: str, leading: Set[str]) -> bool:
    """Whether a capitalised word that leads a name only opens a sentence or is a title."""
    word = word.rstrip(".,").lower()
    return word in leading or _CONTRACTED.sub("", word) in leading


class Names:
    """All names of a release, and what a short form stands for."""

    def __init__(self, document: Document, taken: Sequence[HasSpan] = ()) -> None:
        self._text = document.text
        self._all = _trusted(document, taken)
        self._starts = [n.span.start for n in self._all]
        self._fullest: dict[str, Span | None] = {}
        self._by_words: dict[str, list[_Worded]] = {}
        for name in self._all:
            words = _words(name.text)
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
        return _grammar().ticker.match(self._text, name.span.end) is not None

    @property
    def spans(self) -> list[Span]:
        """Where the names stand, in order."""
        return [n.span for n in self._all]

    def entities(self) -> list[tuple[Span, int]]:
        """All that is named, by the full name as first given, with the number of mentions; the most mentioned first."""
        return sorted(Counter(self.of(n) for n in self._all).items(), key=lambda pair: (-pair[1], pair[0].start))

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
        words = _words(short)
        if not words:
            return None
        alike = self._by_words.get(words[0], ())
        same = [n for n, own in alike if own == words]
        longer = [n for n, own in alike if len(own) > len(words) and _stands_for(words, own)]
        longer = [n for n in longer if n.company or not _is_side(words, n.text)]
        if (
            short in place_words().words
        ):  # "Hong Kong" is not "Hong Kong Trade Council", but "Yunnan Province" is Yunnan
            longer = [n for n in longer if _words(n.text)[-1] in name_lexicon().places]
        company = _company_of(words, longer, told=len(same) > 1)
        if company is not None:
            return company.span
        acronym = self._acronyms.get(short) if len(words) == 1 and short.isupper() else None
        if acronym is not None:
            return acronym
        glued = self._glued.get(words[0]) if len(words) == 1 else None
        if glued is not None:
            return glued
        turned = self._turned(words)
        if turned is not None:
            return turned
        abbreviated = len(words) == 1 and short.isupper() and not any(short.title() in n.text for n in longer)
        shouted = len(words) == 1 and short.isupper() and not abbreviated
        if same and _grammar().company.search(short) and words[-1] != "group":  # "Norvik Foods Ltd. Board of Directors"
            longer = []
        if longer and not abbreviated and (shouted or not same or longer[0].span.start < same[0].span.start):
            return longer[0].span
        return same[0].span if same else None

    @cached_property
    def _glued(self) -> dict[str, Span]:
        """Companies by their first two or three words in one: `norvikfoods` of "Norvik Foods Corporation"."""
        found: dict[str, Span] = {}
        for name in (n for n in self._all if n.company):
            words = _words(name.text)
            for length in (2, 3):
                if length < len(words) or (length == len(words) and not _grammar().company.search(name.text)):
                    found.setdefault("".join(words[:length]), name.span)
        return found

    def _turned(self, words: tuple[str, ...]) -> Span | None:
        """`Justice Department` stands for a `Department of Justice` that the release names."""
        if len(words) < 2 or words[-1] not in _BODIES:
            return None
        full = (words[-1], "of", *words[:-1])
        return next((n.span for n in self._all if (own := _words(n.text))[-len(full) :] == full and own), None)

    @cached_property
    def _acronyms(self) -> dict[str, Span]:
        """The names before brackets with an abbreviation or defined term: `Etihad Credit Insurance (ECI)`."""
        found: dict[str, Span] = {}
        for match in _TERM.finditer(self._text):
            place = bisect_left(self._starts, match.start()) - 1
            name = self._all[place].span if place >= 0 else None
            if name is None or not name.end <= match.start() <= name.end + 2:
                continue
            before = self._all[place - 1].span if place else None
            if (
                before is not None
                and name.start - before.end < _SMALL_WORDS
                and not _may_shorten(name, match, self._text)
            ):
                name = before if _may_shorten(before, match, self._text) else name
            found.setdefault(match["term"], _abbreviated(self._text, name, match["term"]))
        return found


#: So far apart two names stand that are one: `Relief Agency for Harle in the Near East`.
_SMALL_WORDS = 10


def _may_shorten(name: Span, term: regex.Match[str], text: str) -> bool:
    """Whether a term may be short for a name: one of its words begins with the term's first letter."""
    return any(word[0] == term["term"][0] for word in name.of(text).split() if word[0].isupper())


def _abbreviated(text: str, name: Span, term: str) -> Span:
    """`Telin Open Net` of "Harle and Telin Open Net (TON)": the end of a name whose initials a term is."""
    for joint in _JOINT.finditer(text, name.start, name.end):
        initials = "".join(word[0] for word in text[joint.end() : name.end].split() if word[0].isupper())
        if initials == term:
            return Span(joint.end(), name.end)
    return name


_JOINT = regex.compile(r"\s(?:and|&)\s")
_BODIES = frozenset({"department", "ministry", "bureau", "office", "university", "bank"})
_TERM = regex.compile(r"\((?:the\ )?[\"“']?(?P<term>[^()\"“”'\s]++)[\"”']?\)")
_NAME_WORD = regex.compile(r"[\p{L}\d&+-]+")


#: The dots of "B.V.", which is "BV" as well.
_DOTTED = regex.compile(r"(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))")


@lru_cache(4096)
def _words(name: str) -> tuple[str, ...]:
    plain = name.lower().replace("®", "").replace("™", "")
    plain = _DOTTED.sub("", plain) if "." in plain else plain
    return tuple(w for w in _NAME_WORD.findall(plain) if w not in {"the", "publ"})


#: So many more words a company's name has than its short form, where the release also uses the short form as a name.
_LEGAL_WORDS = 2


def _company_of(words: tuple[str, ...], longer: Sequence[Name], *, told: bool) -> Name | None:
    """The company that a short form stands for: one with a legal form, and the fewest words more.

    `Norvik Foods` is not "Norvik Foods Subsidiary Harle LLC" where the release names (`told`) Norvik Foods itself.
    """
    companies = [n for n in longer if n.company]
    if told and len(words) > 1:
        companies = [n for n in companies if len(_words(n.text)) <= len(words) + _LEGAL_WORDS]
    legal = [n for n in companies if _grammar().company.search(n.text)]
    companies = [n for n in companies if len(_words(n.text)) <= len(words) + 1]
    return min(legal or companies, key=lambda n: (len(_words(n.text)), n.span.start), default=None)


def _is_side(words: tuple[str, ...], joined: str) -> bool:
    """`Orvel` and `Harle` of "Orvel and Harle" stand for themselves, not for both."""
    return any(_words(side) == words for side in joined.split(" and ")) if " and " in joined else False


def _stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` begins `full` word by word, or is the last word of a person's name."""
    if full[: len(short)] == short:
        return True
    return len(short) == 1 and len(full) in {2, 3} and full[-1] == short[0] and full[0] not in name_lexicon().peoples
