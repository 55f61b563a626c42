"""Line ends inside a sentence, where only the page was too narrow, are read as blanks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractor.documents import Document, Section, Sentence
from extractor.grids import Grid
from extractor.spans import Span
from extractor.views import Edit, View

__all__ = ["placed", "unwrapped"]

_BREAK = regex.compile(r"[^\S\n]*+(?:[\n\x0b\x0c][^\S\n]*+)++")
#: The part of a word before a hyphen; the hyphen goes where the release has the whole word in one piece elsewhere.
_HYPHENATED = regex.compile(r"(?r)(?<![\p{L}-])(?P<part>\p{L}++)-")
_WORD = regex.compile(r"\p{L}++(?:-\p{L}++)*+")


def unwrapped(document: Document) -> Document:
    """The document with its sentences on one line each; the rows of tables stay as they are.

    Behind a hyphen a line's end is nothing, and so is the hyphen where the release has the word without one.
    """
    edits = list(_edits(document))
    if not edits:
        return document
    view = document.view.edited(edits)

    def moved(span: Span | None) -> Span | None:
        return span and Span(*view.made(span.start, span.end))

    return replace(
        document,
        seen=view,
        sections=tuple(Section(s.kind, *view.made(s.start, s.end)) for s in document.sections),
        sentences=tuple(_moved(s, *view.made(s.start, s.end)) for s in document.sentences),
        headline=moved(document.headline),
        dateline=moved(document.dateline),
        grids=placed(view, document.grids),
    )


def placed(view: View, grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """Grids of the text before the last edits of a view, in the text that they make; cells that print nothing go."""
    if not view.layers:
        return tuple(grids)
    return tuple(_placed(view, grid) for grid in grids)


def _placed(view: View, grid: Grid) -> Grid:
    cells = []
    for cell in grid.cells:
        start, end = view.made(cell.start, cell.end)
        if start < end:
            cells.append(cell if (start, end) == (cell.start, cell.end) else replace(cell, start=start, end=end))
    start, end = view.made(grid.start, grid.end)
    return replace(grid, start=start, end=end, cells=tuple(cells))


def _moved(sentence: Sentence, start: int, end: int) -> Sentence:
    return sentence if sentence.start == start and sentence.end == end else replace(sentence, start=start, end=end)


def _edits(document: Document) -> Iterator[Edit]:
    text = document.text
    words: set[str] = set()
    for sentence in document.sentences:
        if sentence.section == "table" or text.find("\n", sentence.start, sentence.end) < 0:
            continue
        for found in _BREAK.finditer(text, sentence.start, sentence.end):
            part = _HYPHENATED.match(text, max(sentence.start, found.start() - 30), found.start())
            if part is None:
                yield Edit(found.start(), found.end(), " ")
                continue
            words = words or set(_WORD.findall(text))
            rest = _WORD.match(text, found.end())
            whole = rest and part["part"] + rest[0] in words and f"{part[0]}{rest[0]}" not in words
            yield Edit(found.start() - 1 if whole else found.start(), found.end(), "")
