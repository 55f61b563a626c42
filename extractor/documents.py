"""A release and its parts: what reading, segmenting and parsing hand on."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from extractor.grids import Grid
from extractor.spans import Span
from extractor.views import View

__all__ = ["Document", "Filer", "Parse", "Release", "Section", "SectionKind", "Sentence", "StatedBy", "Token"]

SectionKind = Literal["header", "headline", "dateline", "body", "boilerplate", "contacts", "table"]


StatedBy = Literal["column", "page", "feed", "filing"]


@dataclass(frozen=True, slots=True)
class Filer:
    """Who filed a release with EDGAR, as the submission's header says: each part as far as it stands there.

    `cik` is the company's Central Index Key without leading zeros, `form` the type of the submission (`8-K`), `filed`
    the day of filing.
    """

    name: str | None = None
    cik: str | None = None
    form: str | None = None
    filed: date | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One press release as read: its text is never edited, every offset is a code point into it.

    `id` is `sha256:` with the digest of the text's UTF-8 unless the caller gives one; `source` says where it was
    read (a path, `-`, a line of a file); `published` is a date that the caller states, which overrides the text's.
    `grids` are the tables that markup states, with the places of their cells in the text; plain text has none.

    What stands beside the text: `stated` is a day of publication that counts where the text has none, and `stated_by`
    says by what (a column of that name, the page, the feed's item, the filing); `title` is the release's title;
    `filer` who filed it; `kept` the columns that the caller wants passed through, by name.
    """

    text: str
    id: str
    source: str | None = None
    published: date | None = None
    grids: tuple[Grid, ...] = ()
    stated: date | None = None
    stated_by: StatedBy | None = None
    title: str | None = None
    filer: Filer | None = None
    kept: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text of one kind; sections are in order, do not overlap and cover every non-blank line."""

    kind: SectionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or heading, bullet, table row): the unit that is parsed and inside which most links are made.

    `paragraph` numbers the blocks of text that lines separate; `bullet` is true where a bullet sign opens it
    (the sign itself lies outside the sentence).
    """

    index: int
    start: int
    end: int
    section: SectionKind
    paragraph: int
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A release with its sections and sentences: the output of `segment`.

    `seen` is the release's text with what stands for something else read as what it means; without it, the text itself.
    `headline` and `dateline` are spans where they were found; `place` and `wire` are read from the dateline, and
    `wire` is the news wire's name as printed, without slashes or brackets (`PRNewswire`, `BUSINESS WIRE`). `grids` are
    all tables in text order, those of the release's markup and those found in its lines; none overlaps another.
    """

    release: Release
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    headline: Span | None = None
    dateline: Span | None = None
    place: str | None = None
    wire: str | None = None
    grids: tuple[Grid, ...] = ()
    seen: View | None = None

    @property
    def view(self) -> View:
        """The release's text as it is to be read; every offset of the document is one into it."""
        return self.seen or View(self.release.text)

    @property
    def text(self) -> str:
        """The text to be read."""
        return self.seen.text if self.seen else self.release.text


@dataclass(slots=True)
class Token:
    """One token of a parsed sentence, in offsets of the release's text.

    `tag` is the Penn Treebank tag, `dep` the dependency label of spaCy's English pipelines (ClearNLP), `head` the
    index of the head token in the same parse (its own index at the root). `figure` is the index in the caller's list
    of the figure that this token stands for, where a placeholder replaced one.
    """

    index: int
    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    figure: int | None = None
    children: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of one sentence with their tags and dependencies."""

    sentence: int
    tokens: tuple[Token, ...]
