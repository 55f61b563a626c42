"""HTML as text: blocks become lines, a table's row one line with its cells between tabs: both stay recognisable.

The walker keeps what a reader of the page sees, in order: of the article, which `articles` finds on the page.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import regex

from extractor.documents import Release
from extractor.errors import InputError
from extractor.grids import Grid
from extractor.read.articles import article_of
from extractor.read.encodings import decode
from extractor.read.html_tables import TableDraft, is_layout, read_row, squeezed
from extractor.read.nesting import bounded
from extractor.read.pages import stated_by
from extractor.read.plain import MAX_BYTES, release_of
from extractor.read.raised import raised_in, superscript

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["html_page", "html_text", "read_html"]

SPACED = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre"))
BLOCKS = SPACED | frozenset((
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "div", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
    "option", "section", "summary", "tbody", "tfoot", "thead", "tr",
))  # fmt: skip
#: What EDGAR writes before the page of an exhibit that was cut out of its submission.
_WRAPPER = regex.compile(
    r"(?i)\A\s*(?:<html>\s*)?(?:<body>\s*)?<document>\s*(?:<(?:type|sequence|filename|description)>[^<\n]*+\s*){1,8}+<text>"
)


def read_html(
    data: bytes,
    *,
    source: str | None,
    id: str | None = None,  # noqa: A002  the name that the field has in every file
    max_bytes: int = MAX_BYTES,
) -> Release:
    """The release in the bytes of a page: its article's text, its title, and the day of publication that it states.

    A page whose title stands outside its article has it before the text. Raises InputError where the bytes are no text
    or too many.
    """
    where = source or "the page"
    if len(data) > max_bytes:
        raise InputError(f"{where}: longer than {max_bytes:,} bytes; split it, or raise the limit")
    try:
        markup = decode(data, where=where, encoding=_declared(data))
    except InputError:
        markup = decode(data, where=where)
    tree = _parsed(_WRAPPER.sub("", markup, count=1))
    stated = stated_by(tree)
    body = tree.body
    if body is None:
        return release_of("", id=id, source=source)
    article = article_of(body)
    title = _heading(article, stated.site) or stated.title or _heading(body, stated.site)
    outside = title and article.mem_id != body.mem_id and not _stands_in(title, article.text()[:_HEAD])
    text, grids = _text_of(article, title if outside else None)
    release = release_of(text, id=id, source=source, title=title, stated=stated.published, stated_by="page")
    return replace(release, grids=grids)


def html_text(markup: str) -> str:
    """The text of a page. Blocks are lines, paragraphs have a blank line between them, cells a tab.

    >>> html_text("<p>Sales rose<sup>1</sup> 5%.<table><tr><td>Sales</td><td>$</td><td>5</td></tr></table>")
    'Sales rose(1) 5%.\\n\\nSales\\t$5'
    """
    return html_page(markup)[0]


def html_page(markup: str) -> tuple[str, tuple[Grid, ...]]:
    """The text of a page, as `html_text` gives it, and the grids of its tables, in text order."""
    body = _parsed(markup).body
    return _text_of(article_of(body)) if body is not None else ("", ())


def _text_of(root: "LexborNode", title: str | None = None) -> tuple[str, tuple[Grid, ...]]:
    """The text and the tables of an element, below a title that stands elsewhere on the page."""
    walker = _Walker(raised_in(root), _lines=[title] if title else [], _gap=True)
    walker.walk(root)
    return walker.page()


def _parsed(markup: str) -> "LexborHTMLParser":
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(bounded(markup))


_HEAD = 6000
"""A title stands in so many characters of its article."""


def _heading(root: "LexborNode", site: str | None) -> str | None:
    """The page's main heading, unless it is the name of the site."""
    for node in root.css("h1")[:3]:
        words = squeezed(node.text(separator=" ").replace("\u00a0", " "))
        if words and words.casefold() != (site or "").casefold():
            return words
    return None


def _stands_in(title: str, text: str) -> bool:
    """Whether a text has the title's letters and figures in their order."""
    return _bare(title) in _bare(text)


def _bare(words: str) -> str:
    return regex.sub(r"[\W_]+", "", words).casefold()


def _declared(data: bytes) -> str | None:
    """The encoding that a page states for itself, if it has no mark."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    found = regex.search(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})""", data[:4096])
    return found[1].decode("ascii", "replace") if found else None


@dataclass(slots=True)
class _Walker:
    """Writes lines; `_line` is the one being written, `_gap` whether a blank line comes before the next.

    `raised` are the elements (by their place in memory) that a style sets above the line, as `sup` does.
    """

    raised: frozenset[int] = frozenset()
    _lines: list[str] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _gap: bool = False
    _bullet: str = ""
    _literal: bool = False
    _open: list[TableDraft] = field(default_factory=list)
    _tables: list[TableDraft] = field(default_factory=list)

    def page(self) -> tuple[str, tuple[Grid, ...]]:
        """All lines, and the tables among them."""
        self._end_line()
        for table in reversed(self._open):
            self._close(table)
        text = "\n".join(self._lines)
        starts, at = [], len(text.lstrip("\n")) - len(text)
        for line in self._lines:
            starts.append(at)
            at += len(line) + 1
        grids = sorted((g for t in self._tables if (g := t.grid(starts))), key=lambda grid: grid.start)
        return text.strip("\n"), tuple(grids)

    def walk(self, node: "LexborNode") -> None:
        """Write a node and all below it. The stack is our own: a page may nest deeper than Python calls."""
        stack: list[tuple[LexborNode, bool]] = [(node, False)]
        while stack:
            here, leaving = stack.pop()
            tag = here.tag
            if tag == "-text":
                self._say(here.text_content or "")
            elif leaving:
                self._leave(str(tag))
            elif tag == "br":
                self._end_line()
            elif tag == "sup" or here.mem_id in self.raised:
                self._say(superscript(self._line, here))
            elif tag == "tr" and not is_layout(here):
                self._end_line()
                self._say_row(here)
            elif tag is not None and not tag.startswith(("-", "!", "_")):
                self._enter(tag, here)
                stack.append((here, True))
                stack.extend((child, False) for child in reversed(list(here.iter(include_text=True))))

    def _enter(self, tag: str, node: "LexborNode") -> None:
        if tag in BLOCKS or tag in ("td", "th"):
            self._end_line()
        if tag in SPACED:
            self._gap = True
        if tag in {"tr", "table"}:
            self._part_table()
        if tag == "table":
            self._open.append(TableDraft())
        if tag == "li":
            self._bullet = "• "
        if tag == "pre":
            self._literal = True

    def _leave(self, tag: str) -> None:
        if tag in BLOCKS or tag in ("td", "th"):
            self._end_line()
        if tag in SPACED:
            self._gap = True
        if tag == "table" and self._open:
            self._close(self._open.pop())
        if tag == "li":
            self._bullet = ""
        if tag == "pre":
            self._literal = False

    def _say(self, words: str) -> None:
        if self._literal:
            first, *rest = words.replace("\r\n", "\n").split("\n")
            self._line.append(first)
            for line in rest:
                self._end_line()
                self._line.append(line)
        else:
            self._line.append(words)

    def _part_table(self) -> None:
        """A row that only places things, or a table in a cell, parts what stands above it from what follows."""
        if self._open and self._open[-1].cells:
            self._close(self._open.pop())
            self._open.append(TableDraft())

    def _close(self, table: TableDraft) -> None:
        if table.cells:
            self._tables.append(table)

    def _say_row(self, row: "LexborNode") -> None:
        table = self._open[-1] if self._open else TableDraft()
        read = read_row(row, self._cell, table.held)
        if not read.line:
            return
        self._literal, literal = True, self._literal
        self._line.append(read.line)
        self._end_line()
        self._literal = literal
        if read.cells and self._lines[-1].endswith(read.line):
            for cell in read.cells:
                cell.start += len(self._lines[-1]) - len(read.line)
            table.add(len(self._lines) - 1, read)

    def _end_line(self) -> None:
        line = "".join(self._line) if self._literal else squeezed("".join(self._line))
        self._line = []
        if not line.strip() and not (self._literal and self._lines and self._lines[-1]):
            return
        if self._gap and self._lines and self._lines[-1]:
            self._lines.append("")
        self._gap = False
        if self._bullet and not line.startswith(self._bullet.strip()):
            line = self._bullet + line
        self._bullet = ""
        self._lines.append(line)

    def _cell(self, cell: "LexborNode") -> str:
        """A cell's words on one line, with the blanks that set them in."""
        parts: list[str] = []
        stack = [cell]
        while stack:
            here = stack.pop()
            if here.tag == "-text":
                parts.append(here.text_content or "")
            elif here.tag == "sup" or here.mem_id in self.raised:
                parts.append(superscript(parts, here))
            else:
                if here.tag == "br" or here.tag in BLOCKS:
                    parts.append(" ")
                stack.extend(reversed(list(here.iter(include_text=True))))
        return "".join(parts)
