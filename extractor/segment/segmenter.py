"""From a release to its document: lines, then tables, sections, paragraphs and sentences."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.documents import Document, Release, Section, SectionKind, Sentence
from extractor.grids import Grid
from extractor.segment.characters import view_of
from extractor.segment.grids import text_grids
from extractor.segment.lines import Line, split_lines
from extractor.segment.paragraphs import Wrapping, goes_on, wrapping_of
from extractor.segment.sections import Layout, layout_of
from extractor.segment.sentences import LONGEST_SENTENCE, sentence_spans
from extractor.segment.tables import LineShape, line_shapes, table_lines
from extractor.segment.unwrapping import placed, unwrapped
from extractor.spans import Span

__all__ = ["segment"]

_WHOLE = frozenset({"dateline", "header", "table"})
"""Sections whose lines are not looked through for stops."""
_LONGEST_ROW = 40
"""Lines in one row of a table whose cells stand on lines of their own."""


@dataclass(slots=True)
class _Piece:
    """A line, or the part of one that is of one kind."""

    start: int
    end: int
    outer: int
    kind: SectionKind
    line: int
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known about the lines of a text."""

    text: str
    lines: Sequence[Line]
    shapes: Sequence[LineShape]
    wrapping: Wrapping
    title: Span | None


def segment(release: Release) -> Document:
    """The release's sections and sentences, its headline, and the place and wire of its dateline.

    The text is read with its characters and line ends as they were meant: offsets are those of `Document.text`.
    Sections and sentences are in order and do not overlap; every character that is not blank lies in exactly one
    sentence or is the mark of a bullet or heading. Takes time in proportion to the text, on any text.
    """
    view = view_of(release.text)
    text = view.text
    lines = split_lines(text)
    shapes = line_shapes(text, lines)
    tables = table_lines(text, lines, shapes) if len(lines) > 1 else [False] * len(lines)
    layout = layout_of(text, lines, tables)
    pieces = list(_pieces(text, lines, layout))
    wrapping = wrapping_of(text, lines, [kind in {"body", "boilerplate"} for kind in layout.kinds])
    page = _Page(text, lines, shapes, wrapping, layout.title)
    dateline = layout.dateline
    document = Document(
        release,
        tuple(_sections(pieces)),
        tuple(_sentences(page, pieces)),
        headline=layout.title,
        dateline=dateline.span if dateline else None,
        place=_words(text, dateline.place) if dateline else None,
        wire=_words(text, dateline.wire) if dateline else None,
        grids=tuple(_all_grids(text, lines, tables, placed(view, release.grids))),
        seen=view,
    )
    return unwrapped(document)


def _all_grids(text: str, lines: Sequence[Line], tables: Sequence[bool], marked: Sequence[Grid]) -> Iterator[Grid]:
    """The tables that markup states and, between them, those of the lines, in text order."""
    marked = sorted(marked, key=lambda grid: grid.start)
    found = text_grids(text, lines, _outside(lines, tables, marked) if marked else tables)
    at = 0
    for grid in found:
        while at < len(marked) and marked[at].end <= grid.start:
            yield marked[at]
            at += 1
        if at == len(marked) or grid.end <= marked[at].start:
            yield grid
    yield from marked[at:]


def _outside(lines: Sequence[Line], tables: Sequence[bool], marked: Sequence[Grid]) -> list[bool]:
    """The lines of tables that no markup states."""
    starts = [grid.start for grid in marked]
    out = []
    for line, inside in zip(lines, tables, strict=True):
        at = bisect_right(starts, line.start) - 1
        out.append(inside and not (at >= 0 and line.start < marked[at].end))
    return out


def _words(text: str, span: Span | None) -> str | None:
    """What a span says, on one line."""
    return " ".join(span.of(text).split()) if span else None


def _pieces(text: str, lines: Sequence[Line], layout: Layout) -> Iterator[_Piece]:
    """The lines, those of the dateline parted into header, dateline and story."""
    dateline = layout.dateline
    for at, (line, kind) in enumerate(zip(lines, layout.kinds, strict=True)):
        start, outer = line.start, line.outer
        if dateline is not None and start < dateline.span.end and at >= layout.dateline_line:
            if layout.prefix is not None and at == layout.dateline_line:
                header = text[start : dateline.span.start].rstrip()
                yield _Piece(start, start + len(header), outer, layout.prefix_kind, at)
                start = outer = dateline.span.start
            end = min(line.end, dateline.span.end)
            yield _Piece(start, end, outer, "dateline", at)
            start = outer = end
        if start < line.end:
            yield _Piece(start, line.end, outer, kind, at, line.bullet)


def _sections(pieces: Sequence[_Piece]) -> Iterator[Section]:
    """Neighbours of one kind as one section."""
    first: _Piece | None = None
    end = 0
    for piece in pieces:
        if first is not None and piece.kind != first.kind:
            yield Section(first.kind, first.outer, end)
            first = None
        first, end = first or piece, piece.end
    if first is not None:
        yield Section(first.kind, first.outer, end)


def _sentences(page: _Page, pieces: Sequence[_Piece]) -> Iterator[Sentence]:
    """The sentences, numbered, with their paragraph's number; the rows of a table are one paragraph."""
    index = paragraph = -1
    before: SectionKind | None = None
    for group in _groups(page, pieces):
        first = group[0]
        paragraph += not (first.kind == "table" == before)
        before = first.kind
        for sentence, bullet in _of_group(page.text, group):
            index += 1
            yield Sentence(index, sentence.start, sentence.end, first.kind, paragraph, bullet)


def _of_group(text: str, group: Sequence[_Piece]) -> Iterator[tuple[Span, bool]]:
    """The sentences of one paragraph, with their bullet flags."""
    span = Span(group[0].start, group[-1].end)
    if group[0].kind in _WHOLE and span.end - span.start <= LONGEST_SENTENCE:
        yield span, group[0].bullet
        return
    bullet = group[0].bullet
    for sentence, inner in sentence_spans(text, span.start, span.end):
        yield sentence, inner or bullet
        bullet = False


def _groups(page: _Page, pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces that belong together: the lines of a paragraph, the cells of a row."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and not _belongs(page, group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _belongs(page: _Page, group: Sequence[_Piece], piece: _Piece) -> bool:
    """Whether a piece goes on with the group before it."""
    last = group[-1]
    if piece.kind != last.kind or piece.line == last.line:
        return False
    if piece.kind == "dateline":
        return True
    if piece.kind == "table":
        return (
            page.shapes[piece.line] is LineShape.CELL
            and page.shapes[group[0].line] in {LineShape.LABEL, LineShape.CELL}
            and len(group) < _LONGEST_ROW
        )
    if piece.kind in {"header", "contacts"}:
        return False
    if page.title is not None and page.title.contains(last) and page.title.contains(piece):
        return True
    return goes_on(page.text, page.lines[last.line], page.lines[piece.line], page.wrapping)
