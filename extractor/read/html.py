"""HTML as text: blocks become lines, a table's row one line with its cells between tabs: both stay recognisable.

The walker keeps what a reader of the page sees, in order. Pages that mark their article (`article`, `main`, or
nothing but the release) are read by it alone; a page of a web site that marks nothing and is mostly links goes
through trafilatura, which finds the article by its density of words.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from extractor.documents import Release
from extractor.errors import InputError
from extractor.grids import Grid
from extractor.read.encodings import decode
from extractor.read.html_tables import TableDraft, is_layout, read_row, squeezed
from extractor.read.plain import MAX_BYTES, release_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["html_page", "html_text", "read_html"]

SPACED = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre"))
BLOCKS = SPACED | frozenset((
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "div", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
    "option", "section", "summary", "tbody", "tfoot", "thead", "tr",
))  # fmt: skip
#: Not part of what the release says: code, controls, pictures, and what a page puts round its article.
LEFT_OUT = "script,style,noscript,template,svg,math,iframe,object,button,select,input,textarea,nav,head,[hidden]"
FRAME = "header,footer,aside,form"
ARTICLES = "[itemprop=articleBody]", "article", "main", "[role=main]"

#: A superscript that is a power, after one of these units, is printed as one.
POWERS = {"2": "²", "3": "³"}
POWER_UNITS = frozenset(("m", "km", "cm", "mm", "ft", "in", "mi", "yd", "s"))
ORDINALS = frozenset(("st", "nd", "rd", "th"))


def read_html(
    data: bytes,
    *,
    source: str | None,
    id: str | None = None,  # noqa: A002  the name that the field has in every file
    published: date | None = None,
    max_bytes: int = MAX_BYTES,
) -> Release:
    """The release in the bytes of a page; its text is what `html_text` makes of it.

    Raises InputError where the bytes are no text or too many.
    """
    where = source or "the page"
    if len(data) > max_bytes:
        raise InputError(f"{where}: longer than {max_bytes:,} bytes; split it, or raise the limit")
    try:
        markup = decode(data, where=where, encoding=_declared(data))
    except InputError:
        markup = decode(data, where=where)
    text, grids = html_page(markup)
    return replace(release_of(text, id=id, source=source, published=published), grids=grids)


def html_text(markup: str) -> str:
    """The text of a page. Blocks are lines, paragraphs have a blank line between them, cells a tab.

    >>> html_text("<p>Sales rose<sup>1</sup> 5%.<table><tr><td>Sales</td><td>$</td><td>5</td></tr></table>")
    'Sales rose(1) 5%.\\n\\nSales\\t$5'
    """
    return html_page(markup)[0]


def html_page(markup: str) -> tuple[str, tuple[Grid, ...]]:
    """The text of a page, as `html_text` gives it, and the grids of its tables, in text order."""
    tree = _parser()(markup)
    root = tree.body
    if root is None:
        return "", ()
    _remove(root, LEFT_OUT)
    article = next((found for name in ARTICLES if (found := _only(root, name)) is not None), None)
    if article is None and _is_web_page(root):
        densest = _densest(markup)
        if densest:
            return densest, ()
    if article is not None:
        _remove(article, "aside,form")
        root = article
    elif root.css_first("h1,p") is not None:
        _remove(root, FRAME)
    walker = _Walker()
    walker.walk(root)
    return walker.page()


@cache
def _parser() -> Any:
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise InputError("HTML is read with an extra: pip install 'factwire[html]'") from error
    return LexborHTMLParser


def _remove(root: "LexborNode", selector: str) -> None:
    for node in root.css(selector):
        node.decompose()


def _only(root: "LexborNode", selector: str) -> "LexborNode | None":
    """The one element that the selector names; of several that hold one another the first."""
    found = root.css(selector)
    return found[0] if found and len(found[0].text()) * 2 > sum(len(node.text()) for node in found[:20]) else None


def _is_web_page(root: "LexborNode") -> bool:
    """Whether most of the words are links: menus round an article that nothing marks."""
    words = len(root.text().split())
    linked = sum(len(node.text().split()) for node in root.css("a"))
    return words > 50 and linked * 2 > words


def _densest(markup: str) -> str | None:
    try:
        from trafilatura import extract
    except ImportError as error:
        raise InputError("this page's article is found with an extra: pip install 'factwire[html]'") from error
    found: str | None = extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    return found


def _declared(data: bytes) -> str | None:
    """The encoding that a page states for itself, if it has no mark."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    found = regex.search(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})""", data[:4096])
    return found[1].decode("ascii", "replace") if found else None


@dataclass(slots=True)
class _Walker:
    """Writes lines; `_line` is the one being written, `_gap` whether a blank line comes before the next."""

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
            elif tag == "sup":
                self._say(_superscript("".join(self._line), here.text()))
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
        read = read_row(row, _cell, table.held)
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


def _superscript(before: str, words: str) -> str:
    """A raised figure: a power where a unit stands before it, else a mark in brackets that no number runs into."""
    words = squeezed(words)
    if not words or words.lower() in ORDINALS or words in ("®", "™", "SM", "*", "†", "‡"):
        return words
    last = regex.search(r"[^\W\d]+$", before)
    if words in POWERS and last and last[0] in POWER_UNITS:
        return POWERS[words]
    return words if words.startswith(("(", "[")) or not words[0].isalnum() else f"({words})"


def _cell(cell: "LexborNode") -> str:
    """A cell's words on one line, with the blanks that set them in."""
    parts: list[str] = []
    stack = [cell]
    while stack:
        here = stack.pop()
        if here.tag == "-text":
            parts.append(here.text_content or "")
        elif here.tag == "sup":
            parts.append(_superscript("".join(parts[-1:]), here.text()))
        else:
            if here.tag == "br" or here.tag in BLOCKS:
                parts.append(" ")
            stack.extend(reversed(list(here.iter(include_text=True))))
    return "".join(parts)
