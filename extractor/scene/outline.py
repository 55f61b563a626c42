"""The outline of a release: its headings, and which of them stand over each sentence.

A heading is a line of its own that is short, says no whole sentence and heads text that does. How deep it lies is told
by how it is written: one written as an earlier one that still holds ends that one and all below it, one written in a
new way lies below the last (so that no size of type need be known).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.documents import Document, Sentence
from extractor.spans import Span

__all__ = ["Heading", "outline"]

#: A heading has so many characters and words at most.
_LONGEST, _MOST_WORDS = 90, 12
#: So many headings hold over one sentence, and so many sentences on they still do.
_DEEPEST, _FARTHEST = 4, 30
_HEADED = frozenset({"body", "boilerplate"})
#: So many code points before a heading its mark stands.
_MARK = 8
#: What ends a sentence, says a figure or goes on from a line before: no heading has it.
_SAYS = regex.compile(r"[.!?;,”\"]$|[$€£¥%]|^\p{Ll}|^[“\"(]|\d[.,]\d|@|www\.|https?:|\|")
_LETTERS = regex.compile(r"\p{L}")
_SMALL = regex.compile(r"(?<!\p{L})\p{Ll}{4}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the sentence that it is, its words without a closing colon, and how it is written."""

    sentence: int
    span: Span
    style: str


def outline(document: Document) -> list[tuple[Heading, ...]]:
    """The headings over each sentence of a release, the nearest first; those over a heading are over it alone."""
    out: list[tuple[Heading, ...]] = []
    open_: list[Heading] = []
    for sentence, heading in zip(document.sentences, _headings(document), strict=True):
        if sentence.section not in _HEADED and sentence.section != "table":
            open_.clear()  # the headline heads all there is, and contacts end what was told
        if heading is not None:
            styles = [each.style for each in open_]
            del open_[styles.index(heading.style) if heading.style in styles else _DEEPEST - 1 :]
        out.append(tuple(each for each in reversed(open_) if sentence.index - each.sentence <= _FARTHEST))
        if heading is not None:
            open_.append(heading)
    return out


def _headings(document: Document) -> Iterator[Heading | None]:
    """For each sentence the heading that it is, or None."""
    sentences, text = document.sentences, document.text
    for at, sentence in enumerate(sentences):
        alone = _is_alone(document, at)
        words = text[sentence.start : sentence.end].rstrip() if alone else ""
        heads = bool(words) and _heads(sentences, at) and _is_heading(words)
        span = Span(sentence.start, sentence.start + len(words.rstrip(" :"))) if heads else None
        yield Heading(at, span, _style(text, sentence, words)) if span is not None else None


def _is_alone(document: Document, at: int) -> bool:
    """Whether a sentence is a whole paragraph of the prose behind the headline, and short."""
    sentences = document.sentences
    sentence = sentences[at]
    if sentence.section not in _HEADED or sentence.end - sentence.start > _LONGEST:
        return False
    if document.headline is not None and sentence.start <= document.headline.start:
        return False
    return all(
        not 0 <= beside < len(sentences) or sentences[beside].paragraph != sentence.paragraph
        for beside in (at - 1, at + 1)
    )


def _heads(sentences: Sequence[Sentence], at: int) -> bool:
    """Whether something follows in the same part of the release, and no entries of a list stand on both sides."""
    if at + 1 >= len(sentences) or sentences[at + 1].section not in {*_HEADED, "table"}:
        return False
    return not sentences[at].bullet or not sentences[at + 1].bullet


def _is_heading(words: str) -> bool:
    return _SAYS.search(words) is None and _LETTERS.search(words) is not None and words.count(" ") < _MOST_WORDS


def _style(text: str, sentence: Sentence, words: str) -> str:
    """How a heading is written: its marks, capitals throughout or at words' heads or neither, a colon."""
    mark = text[max(0, sentence.start - _MARK) : sentence.start].rpartition("\n")[2].strip()
    case = "upper" if words.isupper() else "title" if _SMALL.search(words) is None else "plain"
    return f"{mark}:{sentence.bullet}:{case}:{words.endswith(':')}"
