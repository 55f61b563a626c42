"""Whose the parts of a release are: a segment, a product or a place that a heading names has the figures below it.

`Northern Europe` over "Operating profit fell 3%", and `Northern Europe (ports) – Revenue of $5 million` in an entry of
a list: Northern Europe's. A phrase of capitals over a section may as well
say what is told there (`Balance Sheet`), so a heading names an owner only where the release has it as a name
elsewhere, or a table as the label of a row.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import regex

from extractor.documents import Document, Sentence
from extractor.link.entities import Entities
from extractor.link.names import Names, is_heading, up_to_head
from extractor.scene.outline import Heading, outline
from extractor.spans import Span
from extractor.words.entities import entity_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words
from extractor.words.rows import alternation

__all__ = ["SectionOwners"]

#: Sorts of things that own no section's figures.
_NOBODY = frozenset({"person", "nobody", "law", "event", "study"})

#: Among so many words a sentence has said what it measures.
_OPENING = 5


@cache
def _tail() -> regex.Pattern[str]:
    """What a heading says behind a name: an abbreviation, a footnote's mark, `segment results`."""
    words = alternation(entity_lexicon().section_tails)
    return regex.compile(rf"(?:\s?\([^()\n]{{1,30}}\)|\s(?i:{words})|(?<=\p{{L}}{{3}})\d{{1,2}}|[\s:–—-])++$")


#: What stands behind the label that opens an entry or a paragraph: `(online) – `, `: `.
_LABELS = regex.compile(r"(?:\s?\([^()\n]{1,80}\))?(?:\s?[:—–]|\s-)\s")
#: A label of several names and the words that join them, before a measure.
_LABEL = regex.compile(r"\p{Lu}[^.,;:()—–\n]{2,60}?(?=\s?[:—–]\s|\s-\s|\s\()")


#: The number of a heading, and how a text calls what stands over it.
_NUMBER = regex.compile(r"\(?\d{1,2}[.)]\s+")
_CALL = regex.compile(r"(?:The|This)\s(?P<noun>\p{Ll}+)\b")


class SectionOwners:
    """The owners of a release's sections and entries, by the headings over them and the labels that open them."""

    def __init__(self, document: Document, names: Names, entities: Entities) -> None:
        self._document, self._text = document, document.text
        self._names, self._entities = names, entities
        self._over = outline(document)
        self._paragraphs = [sentence.paragraph for sentence in document.sentences]
        self._labels = frozenset(_labels(document))
        self._owners: dict[int, Span | None] = {}
        self._entries: dict[int, Span | None] = {}

    def of(self, sentence: Sentence) -> Span | None:
        """Whose a sentence's figures are: whom its entry's label names, else the nearest heading that names one."""
        if sentence.paragraph not in self._entries:
            self._entries[sentence.paragraph] = self._labelled(self._first_of(sentence))
        entry = self._entries[sentence.paragraph]
        owners = map(self._owner, self._over[sentence.index]) if entry is None else ()
        return entry or next((owner for owner in owners if owner is not None), None)

    def _first_of(self, sentence: Sentence) -> Sentence:
        """The first sentence of the paragraph of one."""
        return self._document.sentences[bisect_left(self._paragraphs, sentence.paragraph)]

    def _labelled(self, first: Sentence) -> Span | None:
        """Whom the label names that opens an entry or a paragraph."""
        number = _NUMBER.match(self._text, first.start, first.end)
        start = number.end() if number is not None else first.start
        name = self._names.at(start, first.end)
        if name is None or self._entities.kind(self._names.of(name)) in _NOBODY:
            return None
        if _LABELS.match(self._text, name.span.end, first.end) is not None:
            return self._names.of(name)
        label = _LABEL.match(self._text, start, first.end)
        behind = _LABELS.match(self._text, label.end(), first.end) if label is not None else None
        if label is None or behind is None or _says_what(label.group()) or is_heading(label.group()):
            return None
        return Span(*label.span()) if self._tells(behind.end(), first.end) else None

    def _owner(self, heading: Heading) -> Span | None:
        if heading.sentence not in self._owners:
            self._owners[heading.sentence] = self._named(heading)
        return self._owners[heading.sentence]

    def _named(self, heading: Heading) -> Span | None:
        words = heading.span.of(self._text)
        tail = _tail().search(words)
        number = _NUMBER.match(words)
        start = heading.span.start + (number.end() if number is not None else 0)
        span = Span(start, max(start, heading.span.start + (tail.start() if tail is not None else len(words))))
        words = span.of(self._text)
        if not words or is_heading(words) or _says_what(words):
            return None
        labelled = " ".join(words.lower().split()) in self._labels or self._opens_with_call(heading.sentence + 1)
        name = self._names.at(span.start, span.end)
        if name is None or name.span != span:
            return span if labelled else None
        full = self._names.of(name)
        kind = self._entities.kind(full)
        known = labelled or kind != "name" or self._opens_with_measure(heading.sentence + 1)
        return full if known and kind not in _NOBODY else None

    def _opens_with_measure(self, sentence: int) -> bool:
        """Whether the text below a heading begins with a measure of nobody: `Operating profit fell 3%`."""
        first = self._document.sentences[sentence]
        return self._tells(first.start, first.end)

    def _opens_with_call(self, sentence: int) -> bool:
        """Whether the text below a heading begins by calling what it names: `The programme has reached 40 villages`."""
        first = self._document.sentences[sentence]
        match = _CALL.match(self._text, first.start, first.end)
        return match is not None and match["noun"].lower() in entity_lexicon().calling

    def _tells(self, start: int, end: int) -> bool:
        """Whether a measure is among the first words of a stretch of the text."""
        words = self._text[start:end].lower().split(maxsplit=_OPENING)[:_OPENING]
        return any(name_lexicon().measures.intersection(singular_words(word)) for word in words)


def _says_what(words: str) -> bool:
    """Whether a phrase says what is told, and not of whom."""
    last = words.lower().split()[-1]
    metrics, names = metric_lexicon(), name_lexicon()
    if up_to_head(words.lower()).split()[-1:] and up_to_head(words.lower()).split()[-1] in metrics.heads:
        return True  # "Consumer Price Index in January 2013"
    return last in metrics.heads or last in metrics.agents or last in names.no_subjects or last in metrics.generic


def _labels(document: Document) -> Iterator[str]:
    """The labels of the rows of all tables, in lower case."""
    for grid in document.grids:
        for cell in grid.cells:
            if cell.column == 0:
                yield " ".join(document.text[cell.start : cell.end].lower().split())
