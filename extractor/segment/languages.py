"""Which language a release is written in, and which of its parts are in another.

English prose is told by its own small words, at once. Only where they are missing is a detector asked: `py3langid`,
offline, 4 MB, loaded then. On 3,000 paragraphs of releases it was sure of another language only where there was one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

import regex

from extractor.documents import Document, Sentence
from extractor.spans import Span
from extractor.words.common import common_words
from extractor.words.languages import english_words

__all__ = ["Languages", "in_english", "languages_of"]

#: What is in these is no word.
_ADDRESS = ("://", "www.", "@")
_WORD = regex.compile(r"\p{L}++")
_OTHER_LETTERS = regex.compile(r"[^\P{L}\p{Latin}]")
#: Fewer words of a paragraph, or letters of other scripts, tell nothing by themselves.
_FEWEST, _FEWEST_LETTERS = 10, 8
#: English prose has a fifth of its words from the lexicon; a paragraph with fewer than this may be in another language.
_SHARE = 0.04
#: Prose has words in small letters; a list of names or a table's row has few.
_SMALL = 0.35
#: English without its small words, such as a title, has so many of its words from the lexicon of common ones: over
#: 1,180 releases a detector was sure of another language for nothing with more than a fifth.
_COMMON = 0.4
#: A detector that gives English less than this is sure that it is none.
_SURE = 0.05
#: A detector reads so much of a part.
_SAMPLE = 4000


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of a release (ISO 639-1), and its parts in another one, in order."""

    main: str = "en"
    others: tuple[tuple[Span, str], ...] = ()


def languages_of(document: Document) -> Languages:
    """The language of the release, and the paragraphs in another where the rest is English.

    A release whose prose is all in one other language has that as `main`; one with English prose is English.
    """
    blocks = [list(group) for _, group in groupby(document.sentences, lambda s: s.paragraph)]
    told = [_language(document.text[b[0].start : b[-1].end]) if b[0].section != "table" else None for b in blocks]
    if not any(told):  # no paragraph is long enough: the whole may be
        whole = _language(document.text[: 2 * _SAMPLE])
        return Languages(whole or "en")
    if not any(language == "en" for language in told):
        spoken = [language for language in told if language]
        return Languages(max(spoken, key=spoken.count))
    return Languages("en", tuple(_others(blocks, _settled(told))))


def in_english(document: Document, languages: Languages) -> Document:
    """The document without the sentences and tables in another language."""
    if languages.main != "en":
        return replace(document, sentences=(), grids=())
    if not languages.others:
        return document
    spans = iter(languages.others)
    other = next(spans, None)
    kept: list[Sentence] = []
    for sentence in document.sentences:
        while other is not None and other[0].end <= sentence.start:
            other = next(spans, None)
        if other is None or sentence.start < other[0].start:
            kept.append(replace(sentence, index=len(kept)))
    grids = tuple(g for g in document.grids if not any(span.contains(g) for span, _ in languages.others))
    return replace(document, sentences=tuple(kept), grids=grids)


def _settled(told: Sequence[str | None]) -> list[str | None]:
    """The languages of the blocks, with that of the block before for short ones between two in that same language."""
    out = list(told)
    before: str | None = None
    open_: list[int] = []
    for i, language in enumerate(told):
        if language is None:
            open_.append(i)
            continue
        if before == language != "en":
            for j in open_:
                out[j] = language
        before, open_ = language, []
    if before not in {None, "en"}:
        for j in open_:
            out[j] = before
    return out


def _others(blocks: Sequence[Sequence[Sentence]], told: Sequence[str | None]) -> Iterator[tuple[Span, str]]:
    """The runs of blocks in another language."""
    for language, run in groupby(zip(told, blocks, strict=True), lambda pair: pair[0]):
        if language not in {None, "en"}:
            spans = [Span(block[0].start, block[-1].end) for _, block in run]
            yield Span(spans[0].start, spans[-1].end), str(language)


def _language(text: str) -> str | None:
    """The language of a stretch of text; None where it is too short, or too little of a text or a title, to tell."""
    printed = text[: 2 * _SAMPLE].split()
    words = _WORD.findall(" ".join(word for word in printed if not any(sign in word for sign in _ADDRESS)))
    letters = sum(map(len, words))
    strange = len(_OTHER_LETTERS.findall(text[: 2 * _SAMPLE]))
    if strange >= _FEWEST_LETTERS and 2 * strange > letters:
        return _detected(text)
    if len(words) < _FEWEST:
        return None
    known, lowered = english_words(), [word.lower() for word in words]
    if sum(word in known for word in lowered) >= _SHARE * len(words):
        return "en"
    if sum(word[0].islower() for word in words) < _SMALL * len(words):
        return None
    if sum(word in common_words() for word in lowered) >= _COMMON * len(words):
        return None
    return _detected(" ".join(words))


def _detected(text: str) -> str | None:
    """What the detector is sure of."""
    ranked = [(str(language), float(share)) for language, share in _detector().rank(text[:_SAMPLE])]
    if dict(ranked).get("en", 0.0) >= _SURE:
        return None
    return next((language for language, _ in ranked if len(language) == 2), None)  # "zxx" is no language


@cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
