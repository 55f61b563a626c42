"""What a release has spoken of so far: whom its sentences were about, and the phrases by which roles were introduced.

`it`, `the Company` or `the park` are read from it (`references`), and each line leaves in it what the next may need.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property

import regex

from extractor.documents import Document, Sentence
from extractor.link.entities import Entities
from extractor.link.issuer import Issuer
from extractor.link.lines import Line
from extractor.link.names import Names
from extractor.link.subjects.sections import SectionOwners
from extractor.link.subjects.speakers import Speakers
from extractor.spans import Span
from extractor.words.entities import entity_lexicon
from extractor.words.rows import alternation

__all__ = ["DESCRIBED", "Referent", "Topics"]

_ABOUT = regex.compile(r"^\s*(?:[#*]+\s*)?About\s+(?:the\s+)?", regex.IGNORECASE | regex.MULTILINE)
#: "Osel district: From 3 May there were …": the place that an entry is about.
_ENTRY = regex.compile(
    r"\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+){0,3}"
    r"\s(?:district|province|region|county|state|prefecture|canton|city)"
    r"(?=:\s)"
)
#: So many sentences on, a pronoun may still stand for whom a sentence was about.
_REMEMBERED = 2
#: So far into it a release has said that it tells of an illness.
_OPENING = 2000
#: The rule by which a role's own phrase says who is meant.
DESCRIBED = "subject.described-role"


@cache
def _illness() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?i:{alternation(entity_lexicon().illness)})\b")


@dataclass(frozen=True, slots=True)
class Referent:
    """The full name that words of the line stand for, with the rule that resolved them."""

    name: Span
    rule: str
    words: Span


@dataclass
class Topics:
    """What has been talked about so far: the subject of the last line, and noun phrases by their head noun.

    `doer` is who does what the line at hand says, `owner` whose the last figure was, `section` whose the section or the
    entry is. `person` and `thing` are whom the sentences before it, with figures or without, were about: what `he` and
    `it` stand for, a few sentences on.
    """

    document: Document
    names: Names
    issuer: Issuer
    entities: Entities
    sections: SectionOwners
    section: Span | None = None
    last: Span | None = None
    doer: Referent | None = None
    person: Span | None = None
    thing: Span | None = None
    owner: Span | None = None
    paragraph: int = -1
    by_head: dict[str, Span] = field(default_factory=dict)
    _heard: int = 0
    _said: dict[str, int] = field(default_factory=dict)

    @cached_property
    def speakers(self) -> Speakers:
        """For whom those speak who are quoted."""
        return Speakers(self.document, self.names, self.entities, self.issuer)

    @cached_property
    def _headings(self) -> list[int]:
        """Where the headings `About …` end, in order."""
        return [match.end() for match in _ABOUT.finditer(self.document.text)]

    @cached_property
    def of_illness(self) -> bool:
        """Whether the release tells of an illness, in its first words."""
        return _illness().search(self.document.text, 0, _OPENING) is not None

    def enter(self, line: Line) -> None:
        """Take what the place of a line says: its paragraph, its section's heading, the entry it belongs to."""
        for sentence in self.document.sentences[self._heard : line.sentence.index]:
            if sentence.section in {"body", "boilerplate"}:
                self.leave(sentence, self.entities.opening(sentence) or self._introduced(sentence))
        self._heard = line.sentence.index + 1
        if line.sentence.index - self._said.get("thing", 0) > _REMEMBERED:
            self.thing = None
        if line.sentence.index - self._said.get("person", 0) > _REMEMBERED:
            self.person = None
        if line.sentence.paragraph != self.paragraph:
            self.paragraph = line.sentence.paragraph
            if self.issuer.of_itself:
                self.last = self.issuer.name
                if self._said.get("paragraph") != line.sentence.paragraph and self.thing != self.issuer.name:
                    self.thing = None
            elif self.issuer.of_others:
                self.last = None
        self.section = self.sections.of(line.sentence)
        framed = self._of_entry(line) or self._of_label(line) or self.section or self._of_section(line)
        if framed is not None:
            self.last = framed
            self.leave(line.sentence, framed)

    def _introduced(self, sentence: Sentence) -> Span | None:
        """The listed company that a sentence brings in with its ticker: `The same goes for Norvik plc (LSE: NVK)`."""
        listed = [n for n in self.names.between(sentence.start, sentence.end) if n.company and self.names.is_listed(n)]
        return self.names.of(listed[0]) if len(listed) == 1 else None

    def leave(self, sentence: Sentence, about: Span | None) -> None:
        """Take whom a sentence was about; what may be a person or not is remembered as both."""
        kind = self.entities.kind(about) if about is not None else None
        if kind in {"person", "name"}:
            self.person, self._said["person"] = about, sentence.index
        if kind not in {"person", "nobody", None}:
            self.thing, self._said["thing"], self._said["paragraph"] = about, sentence.index, sentence.paragraph

    def remember(self, line: Line, who: Referent) -> None:
        """Keep the phrase of a role by its head, for later mentions of the bare role."""
        if who.rule == DESCRIBED:
            self.by_head.setdefault(line.words(who.words), who.name)

    def _of_section(self, line: Line) -> Span | None:
        """`About X`: a boilerplate section is about the name in its last heading."""
        place = bisect_right(self._headings, line.start) if line.sentence.section == "boilerplate" else 0
        if not place:
            return None
        end = self._headings[place - 1]
        sections = self.document.sections
        section = sections[bisect_right([s.start for s in sections], line.start) - 1]
        name = next(iter(self.names.between(end, end + 90)), None) if section.start < end else None
        return self.names.of(name) if name is not None and name.span.start - end < 6 else None

    def _of_label(self, line: Line) -> Span | None:
        """`Osel district: …` in a release of no company: the place before the colon."""
        match = _ENTRY.match(line.text, line.start, line.end) if not self.issuer.of_itself else None
        return Span(*match.span()) if match else None

    def _of_entry(self, line: Line) -> Span | None:
        """`Croatia. Influenza activity increased …`: a paragraph that opens with a bare name is about it."""
        index = line.sentence.index
        before = self.document.sentences[index - 1] if index else None
        if before is None or before.paragraph != line.sentence.paragraph:
            return None
        words = self.document.text[before.start : before.end].strip(" .:")
        name = next(iter(self.names.between(before.start, before.end)), None) if len(words) < 40 else None
        return self.names.of(name) if name is not None and name.text == words else None
