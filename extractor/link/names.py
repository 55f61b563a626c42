"""Names: the proper names of a release, and which full name a short form, pronoun or role stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.documents import Document
from extractor.link.requests import title_case
from extractor.link.vocabulary import name_lexicon
from extractor.spans import HasSpan, Span

__all__ = ["Name", "Names", "find_names"]


_LINK = r"(?:of\ the|of|for|and|&|de|du|des|van|von|der|da|di|la|le|\+)"
#: Capitals or digits inside a word mark a coined name: "ZenaTech", "3M", "ECI".
_INNER = regex.compile(r"^\p{Lu}{2,}$|\p{Ll}\p{Lu}|\d")
_LISTED = regex.compile(r"[\p{L}.]+-(?:listed|based|headquartered|owned|backed|led)\s")


class _Grammar:
    """The patterns of names, built from the lexicon once."""

    def __init__(self) -> None:
        lexicon = name_lexicon()
        suffix = "(?:" + "|".join(lexicon.suffixes.split()) + ")"
        small = "The This These That In On For At By With From An As Our Its We"
        no_word = "|".join([*lexicon.headline_verbs.split(), *lexicon.times.split(), *small.split()])
        word = (
            rf"(?!(?:{no_word})(?!\p{{L}}))"
            r"(?:(?:\p{Lu}\.){2,}|\p{Lu}[\p{L}\p{M}\d'’&™®@-]++(?:\.(?=\p{L}{2,})\p{L}+)?|\p{L}*\p{Lu}[\p{L}\d]++(?:'s)?)"
        )
        self.name = regex.compile(
            rf"""
            (?<![\p{{L}}\d$])
            (?:\p{{Lu}}\.\ ?)*+{word}
            (?:,?\ {suffix}(?![\p{{L}}-])(?:\.(?!\s+\p{{Lu}}\p{{Ll}}|\s*$))?
              |(?:\ (?:{_LINK}\ )?)(?:\p{{Lu}}\.(?=\ ))?{word}
              |\ \p{{Lu}}\.(?=\ \p{{Lu}})
            )*+
            (?:(?<=\b(?:Inc|Corp|Co|Ltd|S\.A|N\.V|B\.V|A\.S|L\.P))\.)?
            (?:\ \((?:publ)\))?
            """,
            regex.VERBOSE,
        )
        exchanges = "|".join(lexicon.exchanges.split())
        self.ticker = regex.compile(rf"\s?\(\s?(?:(?:{exchanges})[\w ./-]*:|[\w ]{{2,20}}:\s?[A-Z.]{{1,6}}\))")
        self.company = regex.compile(rf"(?:^|\s){suffix}\.?(?:\ \(publ\))?$")
        self.leading = frozenset([*lexicon.openers.split(), *lexicon.titles.split()])
        self.measures = frozenset(lexicon.measures.split())
        self.roles = frozenset(lexicon.roles.split())
        self.numbered = regex.compile("(?:" + "|".join(lexicon.numbered.split()) + r")\s\w{1,3}$")
        self.measure_of = regex.compile(
            rf"(?i:(?:{'|'.join(w for w in lexicon.measures.split() if w not in {'cost', 'costs'})})\s(?:of|for|at|in|by|from)\s(?:the\s)?)"
        )


@cache
def _grammar() -> _Grammar:
    return _Grammar()


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: where it stands, its words, and whether a ticker, bracket or legal form marks it as a company."""

    span: Span
    text: str
    company: bool


def find_names(text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
    """The proper names between two offsets, in order; words that only begin a sentence are left out."""
    grammar = _grammar()
    for match in grammar.name.finditer(text, start, len(text) if end is None else end):
        span = _trimmed(text, Span(*match.span()))
        if span is None:
            continue
        words = span.of(text)
        last = words.split()[-1].lower()
        if (
            last in grammar.measures
            or words in grammar.roles
            or grammar.numbered.match(words)
            or words.endswith("-listed")
        ):
            continue
        yield Name(span, words, bool(grammar.company.search(words)) or bool(grammar.ticker.match(text, span.end)))


def _vouched(text: str, name: Name) -> bool:
    """Whether a capital at a sentence's start is a name for sure: coined letters, or a possessive behind it."""
    return bool(_INNER.search(name.text)) or text[name.span.end : name.span.end + 2] in {"'s", "’s"}


def _without_opener(name: Name, starts: set[int], witnesses: set[tuple[str, ...]], text: str) -> Name:
    """Without the capitalised verb or adjective that opens a sentence, where the rest is a name elsewhere."""
    words = _words(name.text)
    if name.span.start not in starts or len(words) < 2 or words[1:] not in witnesses or " " not in name.text:
        return name
    start = name.span.start + name.text.index(" ") + 1
    return Name(Span(start, name.span.end), text[start : name.span.end], name.company)


def _trimmed(text: str, span: Span) -> Span | None:
    """Without leading words that are no name, a possessive ending or a title."""
    start, end = span.start, span.end
    for opener in (_LISTED, _grammar().measure_of):
        match = opener.match(text, start, end)
        start = match.end() if match else start
    while start < end:
        word = regex.match(r"[^\s]+", text[start:end])
        if word is None or word.group().rstrip(".,").lower() not in _grammar().leading:
            break
        start += word.end()
        while start < end and text[start] == " ":
            start += 1
    for ending in ("'s", "’s", "'", "’"):
        if text[start:end].endswith(ending):
            end -= len(ending)
    return Span(start, end) if end - start > 1 else None


class Names:
    """All names of a release, and what a short form stands for."""

    def __init__(self, document: Document, taken: Sequence[HasSpan] = ()) -> None:
        self._text = document.text
        self._all = self._trusted(document, taken)
        self._worded = [(name, _words(name.text)) for name in self._all]
        self._fullest: dict[str, Span | None] = {}
        self.issuer, self.corporate = self._issuer(document)

    def _trusted(self, document: Document, taken: Sequence[HasSpan]) -> list[Name]:
        """The names outside figures; a single capital at a sentence's start, or in a headline, needs a second witness."""
        starts = {s.start for s in document.sentences}
        titles = [Span(s.start, s.end) for s in document.sentences if title_case(document.text[s.start : s.end])]
        dateline = document.dateline
        figures = iter(sorted(taken, key=lambda t: t.start))
        figure = next(figures, None)
        sure: list[Name] = []
        doubtful: list[Name] = []
        for name in find_names(document.text):
            while figure is not None and figure.end <= name.span.start:
                figure = next(figures, None)
            if figure is not None and figure.start < name.span.end:
                continue
            if dateline is not None and dateline.start <= name.span.start < dateline.end and not name.company:
                continue
            single = " " not in name.text and name.span.start in starts and not _vouched(document.text, name)
            titled = any(t.start <= name.span.start < t.end for t in titles)
            (doubtful if (single or titled) and not name.company else sure).append(name)
        witnesses = {_words(n.text) for n in sure}
        heads = {w[0] for w in witnesses if w}
        sure = [_without_opener(n, starts, witnesses, document.text) for n in sure]
        kept = [n for n in doubtful if (w := _words(n.text)) in witnesses or (len(w) == 1 and w[0] in heads)]
        return sorted([*sure, *kept], key=lambda n: n.span.start)

    @property
    def spans(self) -> list[Span]:
        """Where the names stand, in order."""
        return [n.span for n in self._all]

    def between(self, start: int, end: int) -> list[Name]:
        """The names that stand between two offsets, in order."""
        return [n for n in self._all if start <= n.span.start and n.span.end <= end]

    def _issuer(self, document: Document) -> tuple[Span | None, bool]:
        """Who issues the release, and whether a ticker or legal form says that it is a company.

        The first name with a ticker, else the first company near the start, else the first name of the body.
        """
        ticker = next((n for n in self._all if _grammar().ticker.match(self._text, n.span.end)), None)
        if ticker is not None:
            return self.full(ticker.text) or ticker.span, True
        body = document.dateline.end if document.dateline else 0
        company = next((n for n in self._all if n.company and body <= n.span.start < body + 1500), None)
        if company is not None:
            return self.full(company.text) or company.span, True
        lead = next((n for n in self._all if n.span.start >= body), None)
        return ((self.full(lead.text) or lead.span) if lead else None), False

    def full(self, short: str) -> Span | None:
        """The fullest name as first given that a short form stands for; None where the text has no such name."""
        key = " ".join(short.split())
        if key not in self._fullest:
            self._fullest[key] = self._find(key)
        return self._fullest[key]

    def _find(self, short: str) -> Span | None:
        words = _words(short)
        if not words:
            return None
        same = [n for n, own in self._worded if own == words]
        longer = [n for n, own in self._worded if len(own) > len(words) and _stands_for(words, own)]
        company = next((n for n in longer if n.company), None)
        if company is not None:
            return company.span
        acronym = self._acronym(short) if len(words) == 1 and short.isupper() else None
        if acronym is not None:
            return acronym
        first = longer[0] if longer else None
        if (
            first is not None
            and not (len(words) == 1 and short.isupper())
            and (not same or first.span.start < same[0].span.start)
        ):
            return first.span
        return same[0].span if same else None

    def _acronym(self, short: str) -> Span | None:
        """The name before the bracket that introduces an acronym or defined term: `Etihad Credit Insurance (ECI)`."""
        quoted = regex.escape(short)
        match = regex.search(rf"\((?:the\ )?[\"“']?{quoted}[\"”']?\)", self._text)
        if match is None:
            return None
        before = [n for n in self._all if n.span.end <= match.start() <= n.span.end + 2]
        return before[-1].span if before else None


_NAME_WORD = regex.compile(r"[\p{L}\d&+-]+")


def _words(name: str) -> tuple[str, ...]:
    plain = name.lower().replace("®", "").replace("™", "")
    return tuple(w for w in _NAME_WORD.findall(plain) if w not in {"the", "publ"})


def _stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` begins `full` word by word, or is the last word of a person's name."""
    if full[: len(short)] == short:
        return True
    return len(short) == 1 and len(full) in {2, 3} and full[-1] == short[0]
