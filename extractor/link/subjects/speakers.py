"""Speakers: for whom someone speaks who is quoted, and who `we` is in a quotation.

`Mara Lind, Sales Director at Norvik Foods, said: "We met 20 suppliers"`: `we` is Norvik Foods and not who gives out the
release. A speaker's own words come in quotation marks; who speaks stands before or behind them in the same paragraph,
and the organisation behind the speaker's name, where one first says who that is.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property

import regex

from extractor.documents import Document
from extractor.link.entities import Entities
from extractor.link.issuer import Issuer
from extractor.link.names import Name, Names
from extractor.spans import Span
from extractor.words.names import name_lexicon
from extractor.words.rows import alternation

__all__ = ["Speakers"]

#: What is said in quotation marks has so many characters; fewer are a title or a term.
_LEAST = 12
#: So far around a quotation its speaker stands, and behind a speaker's name what that one is.
_NEAR, _POST = 300, 200
_QUOTED = regex.compile(
    rf"“[^“”\n]{{{_LEAST},3000}}+(?:”|(?=\n|$))|(?<![\p{{L}}\d])\"(?=\S)[^\"\n]{{{_LEAST},3000}}+(?:\"|(?=\n|$))"
)
#: Sorts of names that someone speaks for, those that may be one, and what leads to the latter.
_ORGANISATIONS = frozenset({"company", "body", "group", "fund"})
_LEADS = regex.compile(r"(?r)(?:\b(?:of|at|for|with)\s(?:the\s)?|,\s)")
#: The end of a sentence.
_ENDS = regex.compile(r"(?<!\.\p{L}|\b(?:Co|Inc|Ltd|Dr|Mr|Ms|St))\.\s")


class _Patterns:
    """What stands between a quotation, its speaker and the speaker's post."""

    def __init__(self) -> None:
        saying = alternation(name_lexicon().saying)
        self.said_behind = regex.compile(rf"[,\s]{{0,2}}(?:{saying})\s")
        self.said_before = regex.compile(rf"\b(?:{saying})(?:[:,]?\s?|\sthat\b[^.“”\"\n]{{0,200}}[:,]\s?)$")
        self.post = regex.compile(rf"\s?,\s(?P<post>(?:(?!\b(?:{saying}|who)\b)[^;“”\"\n]){{3,{_POST}}})")


@cache
def _patterns() -> _Patterns:
    return _Patterns()


class Speakers:
    """Who speaks in the quotations of a release, and for whom."""

    def __init__(self, document: Document, names: Names, entities: Entities, issuer: Issuer) -> None:
        self._text, self._names, self._entities, self._issuer = document.text, names, entities, issuer
        self._for: dict[Span, Span | None] = {}

    def of(self, offset: int) -> Span | None:
        """For whom they speak in whose words an offset stands: an organisation that is not the issuer, or None."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self._quotations[place][0].end:
            return None
        return self._quotations[place][1]

    @cached_property
    def _starts(self) -> list[int]:
        return [quotation.start for quotation, _ in self._quotations]

    @cached_property
    def _quotations(self) -> list[tuple[Span, Span | None]]:
        """The quotations in text order, with the organisation that each is said for."""
        return list(self._said())

    def _said(self) -> Iterator[tuple[Span, Span | None]]:
        paragraph, last = -1, None
        for match in _QUOTED.finditer(self._text):
            start = self._text.rfind("\n", 0, match.start()) + 1
            around = self._around(start, match.start(), match.end())
            if around is not None:
                last = self._spoken_for(self._speaker(around), start, around.end)
            elif start != paragraph:  # else the same one goes on: `"…," said Lind. "We …"`
                last = None
            paragraph = start
            yield Span(*match.span()), last

    def _around(self, paragraph: int, start: int, end: int) -> Span | None:
        """Where it is told who said a quotation: behind it (`" said Mara Lind`), or before it (`said: "`)."""
        patterns, stop = _patterns(), self._text.find("\n", end)
        stop = min(stop if stop >= 0 else len(self._text), end + _NEAR)
        if patterns.said_behind.match(self._text, end, stop) is not None:
            return Span(end, stop)
        before = max(paragraph, start - 2 * _NEAR)
        return Span(before, start) if patterns.said_before.search(self._text, before, start) is not None else None

    def _speaker(self, around: Span) -> Name | None:
        """The person named first behind a quotation, or last before it; another name where its post is told."""
        named = self._names.between(around.start, around.end)
        behind = _patterns().said_behind.match(self._text, around.start, around.end) is not None
        ordered = named if behind else named[::-1]
        people = (name for name in ordered if self._entities.kind(self._names.of(name)) == "person")
        posted = (name for name in ordered if self._is_someone(name) and self._posted(name) is not None)
        return next(people, None) or next(posted, None)

    def _is_someone(self, name: Name) -> bool:
        return self._entities.kind(self._names.of(name)) == "name" and " " in name.text

    def _spoken_for(self, speaker: Name | None, paragraph: int, end: int) -> Span | None:
        """The organisation that a speaker is said to belong to; where none is, the company that opens the paragraph."""
        full = self._names.of(speaker) if speaker is not None else None
        if speaker is not None and full is not None and full not in self._for:
            mentions = [name for name in self._names.between(full.start, end) if self._names.of(name) == full]
            found = (self._posted(mention, guess=mention is speaker) for mention in mentions)
            self._for[full] = next((each for each in found if each is not None), None)
        organisation = (self._for[full] if full is not None else None) or self._opening(paragraph, end)
        return organisation if organisation != self._issuer.name else None

    def _posted(self, person: Name, *, guess: bool = True) -> Span | None:
        """`Norvik Foods` of `Mara Lind, Sales Director at Norvik Foods, …`: an organisation, or else the last name."""
        match = _patterns().post.match(self._text, person.span.end)
        if match is None:
            return None
        maybe: Span | None = None
        for name in self._names.between(match.start("post"), match.end("post")):
            if _ENDS.search(self._text, match.start("post"), name.span.start) is not None:
                break
            full = self._without_post(name)
            kind = self._entities.kind(full) if full is not None else None
            if kind in _ORGANISATIONS:
                return full
            if kind == "name" and _LEADS.match(self._text, match.start("post"), name.span.start) is not None:
                maybe = full
        return maybe if guess else None

    def _without_post(self, name: Name) -> Span | None:
        """`Norvik Foods` of `Chief Executive Officer of Norvik Foods`; nobody of `… of the Company`."""
        post, _, whose = name.text.rpartition(" of ")
        if name_lexicon().posts.isdisjoint(post.lower().split()):
            return self._names.of(name)
        return self._names.full(whose.removeprefix("the "))

    def _opening(self, paragraph: int, end: int) -> Span | None:
        """The company with which the speaker's paragraph opens: `Optik Osel is a family business. Mara Lind said`."""
        first = next(iter(self._names.between(paragraph, end)), None)
        if first is None or self._text[paragraph : first.span.start].strip(" •*-–—"):
            return None
        full = self._names.of(first)
        return full if self._entities.kind(full) == "company" else None
