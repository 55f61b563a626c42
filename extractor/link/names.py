"""Names: the proper names of a release, and which full name a short form, pronoun or role stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.documents import Document
from extractor.link.requests import title_case
from extractor.spans import HasSpan, Span

__all__ = ["Name", "Names", "find_names"]

_SUFFIX = (
    r"(?:Inc|Incorporated|Corp|Corporation|Co|Company|Companies|Ltd|Limited|LLC|L\.L\.C|LLP|L\.P|LP|plc|PLC|S\.A|SA|N\.V|NV|B\.V|BV|AB|ASA"
    r"|A/S|AS|AG|SE|GmbH|Oyj|Tbk|Bhd|Berhad|S\.p\.A|SpA|Pte|Pty|Holdings|Group|Bancorp|Trust|KK|S\.L|A\.S|JSC|PJSC)"
)
#: Capitalised verbs of headlines: a name ends before them.
_VERB = (
    r"(?:Announces?|Reports?|Posts?|Updates?|Releases?|Launch(?:es)?|Rises?|Joins?|Declares?|Completes?|Signs?|Raises?|Grew|Grows?"
    r"|Reaffirms?|Provides?|Delivers?|Achieves?|Expands?|Wins?|Secures?|Unveils?|Introduces?|Appoints?|Names?|Sees?|Hits?|Records?"
    r"|Acquires?|Closes?|Opens?|Receives?|Pleads?|Agrees?|Sentenced|Pays?|Prices?|Enters?|Schedules?|Hosts?|To|Coverage|Reported|Shift)"
)
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Q[1-4]|H[12]|FY\d*|Million|Billion|Trillion)"
_WORD = (
    rf"(?!(?:{_VERB}|{_MONTH})(?![\p{{L}}]))"
    r"(?:\p{Lu}[\p{L}\p{M}\d'’&™®@-]*+(?:\.(?=\p{L}{2,})[\p{L}]+)?|\p{L}*\p{Lu}[\p{L}\d]++(?:'s)?)"
)
_LINK = r"(?:of\ the|of|and|&|de|du|des|van|von|der|da|di|la|le|\+)"
_PATTERN = rf"""
    (?<![\p{{L}}\d$])
    (?:\p{{Lu}}\.\ ?)*+{_WORD}
    (?:,?\ {_SUFFIX}(?![\p{{L}}])(?:\.(?!\s+\p{{Lu}}\p{{Ll}}|\s*$))?
      |(?:\ (?:{_LINK}\ )?)(?:\p{{Lu}}\.(?=\ ))?{_WORD}
      |\ \p{{Lu}}\.(?=\ \p{{Lu}})
    )*+
    (?:(?<=\b(?:Inc|Corp|Co|Ltd|S\.A|N\.V|B\.V|A\.S|L\.P))\.)?
    (?:\ \((?:publ)\))?
"""
_TICKER = regex.compile(
    r"\s?\(\s?(?:(?:NYSE|NASDAQ|Nasdaq|AMEX|TSX|TSXV|ASX|LSE|AIM|HKEX|SEHK|SGX|OSE|OTC\w*|CSE|JSE|NSE|BSE|SIX|XETRA|FRA|Euronext|KRX|KOSDAQ|TASE|TWSE)[\w ./-]*:|[\w ]{2,20}:\s?[A-Z.]{1,6}\))"
)
_TITLES = frozenset(
    "mr mrs ms dr sir prof professor president chairman minister senator governor justice judge attorney".split()
)
_NO_NAME = frozenset(
    "the a an this that these those in on at for with from by to of and or but as if when while since after before during under"
    " over its their our we it he she they i you there here however meanwhile moreover furthermore overall total both all each"
    " january february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday q1 q2 q3 q4 h1 h2 first second third fourth full year fiscal quarter looking within among"
    " between today according based additionally also about no not more most many some several one two three four five six"
    " seven eight nine ten eleven twelve document exhibit excluding including compared further approximately nearly".split()
)


#: Capitals or digits inside a word mark a coined name: "ZenaTech", "3M", "ECI".
_INNER = regex.compile(r"^\p{Lu}{2,}$|\p{Ll}\p{Lu}|\d")
_LISTED = regex.compile(r"[\p{L}.]+-(?:listed|based|headquartered|owned|backed|led)\s")
#: Words that end no name of a doer: a name of these is the name of a measure.
_MEASURES = frozenset(
    "revenue revenues sales income profit earnings ebitda eps margin margins expense expenses cost costs loss cash flow"
    " flows capex dividend dividends backlog guidance outlook results share shares growth gdp ratio rate price prices".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: where it stands, its words, and whether a ticker, bracket or legal form marks it as a company."""

    span: Span
    text: str
    company: bool


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(_PATTERN, regex.VERBOSE)


def find_names(text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
    """The proper names between two offsets, in order; words that only begin a sentence are left out."""
    stop = len(text) if end is None else end
    for match in _pattern().finditer(text, start, stop):
        span = _trimmed(text, Span(*match.span()))
        if span is None:
            continue
        words = span.of(text)
        if words.split()[-1].lower() in _MEASURES:
            continue
        marked = bool(regex.search(rf"(?:^|\s){_SUFFIX}\.?(?:\ \(publ\))?$", words)) or bool(
            _TICKER.match(text, span.end)
        )
        yield Name(span, words, marked)


def _trimmed(text: str, span: Span) -> Span | None:
    """Without leading words that are no name, a possessive ending or a title."""
    start, end = span.start, span.end
    listed = _LISTED.match(text, start, end)
    start = listed.end() if listed else start
    while start < end:
        word = regex.match(r"[^\s]+", text[start:end])
        if word is None or word.group().rstrip(".,").lower() not in _NO_NAME | _TITLES:
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
        self._fullest: dict[str, Span | None] = {}
        self.issuer, self.corporate = self._issuer(document)

    def _trusted(self, document: Document, taken: Sequence[HasSpan]) -> list[Name]:
        """The names outside figures; a single capital at a sentence's start, or in a headline, needs a second witness."""
        starts = {s.start for s in document.sentences}
        titles = [Span(s.start, s.end) for s in document.sentences if title_case(document.text[s.start : s.end])]
        figures = iter(sorted(taken, key=lambda t: t.start))
        figure = next(figures, None)
        sure: list[Name] = []
        doubtful: list[Name] = []
        for name in find_names(document.text):
            while figure is not None and figure.end <= name.span.start:
                figure = next(figures, None)
            if figure is not None and figure.start < name.span.end:
                continue
            single = " " not in name.text and name.span.start in starts and not _INNER.search(name.text)
            titled = any(t.start <= name.span.start < t.end for t in titles)
            (doubtful if (single or titled) and not name.company else sure).append(name)
        witnesses = {_words(n.text) for n in sure}
        heads = {w[0] for w in witnesses if w}
        kept = [n for n in doubtful if (w := _words(n.text)) in witnesses or (len(w) == 1 and w[0] in heads)]
        return sorted([*sure, *kept], key=lambda n: n.span.start)

    def between(self, start: int, end: int) -> list[Name]:
        """The names that stand between two offsets, in order."""
        return [n for n in self._all if start <= n.span.start and n.span.end <= end]

    def _issuer(self, document: Document) -> tuple[Span | None, bool]:
        """Who issues the release, and whether a ticker or legal form says that it is a company.

        The first name with a ticker, else the first company near the start, else the first name of the body.
        """
        ticker = next((n for n in self._all if _TICKER.match(self._text, n.span.end)), None)
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
        same = [n for n in self._all if _words(n.text) == words]
        longer = [n for n in self._all if len(_words(n.text)) > len(words) and _stands_for(words, _words(n.text))]
        company = next((n for n in longer if n.company), None)
        if company is not None:
            return company.span
        acronym = self._acronym(short) if len(words) == 1 and short.isupper() else None
        if acronym is not None:
            return acronym
        first = longer[0] if longer else None
        if first is not None and (not same or first.span.start < same[0].span.start):
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


def _words(name: str) -> tuple[str, ...]:
    return tuple(
        w
        for w in regex.findall(r"[\p{L}\d&+-]+", name.lower().replace("®", "").replace("™", ""))
        if w not in {"the", "publ"}
    )


def _stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` begins `full` word by word, or is the last word of a person's name."""
    if full[: len(short)] == short:
        return True
    return len(short) == 1 and len(full) in {2, 3} and full[-1] == short[0]
