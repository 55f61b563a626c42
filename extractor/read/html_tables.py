"""Tables of a page: each row one line with a tab between its cells, and the grid of the cells beside it.

What a reader joins is joined here: a sign in a cell of its own goes with the number after it, `%` and `)` with the
one before. A row that only places paragraphs, lists or another table on the page is none of a table.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from extractor.grids import Cell, Grid

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Row", "TableDraft", "is_layout", "read_row", "squeezed"]

CELL_IS_PROSE = 200
"""A cell with more characters than this is a paragraph that a table only places on the page."""
MOST_COLUMNS, MOST_ROWS = 1000, 2000
"""The widest and the highest cell that is believed; browsers stop at 1,000 columns."""
FARTHEST = 2
"""Columns that may be blank between a sign and its number."""
BULLETS = frozenset("•·■●○o–-*▪◦§")

_SUFFIX = regex.compile(r"[)%]+|\)\s*%|%\s*\)|pts?\.?|bps|x|p|bn|mn?", regex.IGNORECASE)
_PREFIX = regex.compile(r"(?:[A-Z]{1,3})?[$€£¥₹(]{1,2}\(?|(?:US|C|A|HK|NT|S|R)\$\s*\(?|RMB|Rs\.?", regex.IGNORECASE)
_LENGTH = regex.compile(r"(padding|padding-left|margin|margin-left|text-indent)\s*:\s*([^;]+)", regex.IGNORECASE)
_SIZE = regex.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|in|cm|%)?", regex.IGNORECASE)
_POINTS = {"px": 0.75, "pt": 1.0, "em": 10.0, "rem": 10.0, "in": 72.0, "cm": 28.3, "%": 4.0, "": 0.75}
_NO_WIDTH = regex.compile("[\u00ad\u200b\u2060\ufeff]+")
_NUMBER_END = regex.compile(r"[\d—–-]\)?%?$")


@dataclass(slots=True)
class Placed:
    """A cell of a row that says something: its words, where its line has them, and its place in the grid."""

    words: str
    column: int
    columns: int = 1
    rows: int = 1
    indent: int = 0
    heading: bool = False
    start: int = 0


@dataclass(slots=True)
class Row:
    """A row as it is written: its line, and its cells with `start` counted from the line's start."""

    line: str
    cells: list[Placed]


@dataclass(slots=True)
class TableDraft:
    """A table being read; `held` says how many more rows a high cell fills each column."""

    held: dict[int, int] = field(default_factory=dict)
    row: int = 0
    cells: list[tuple[int, int, Placed]] = field(default_factory=list)

    def add(self, line: int, row: Row) -> None:
        """Take a row that stands on the line of that number."""
        self.cells.extend((line, self.row, cell) for cell in row.cells)
        self.row += 1

    def grid(self, starts: Sequence[int]) -> Grid | None:
        """The grid of the rows, where `starts` says where each line begins; None where it has no cell."""
        cells = tuple(
            Cell(
                starts[line] + cell.start, starts[line] + cell.start + len(cell.words), row, cell.column,
                cell.rows, cell.columns, cell.indent, cell.heading,
            )
            for line, row, cell in self.cells
        )  # fmt: skip
        return Grid(cells[0].start, cells[-1].end, cells, marked=True) if cells else None


def squeezed(words: str) -> str:
    """Runs of blanks and line ends are one blank in HTML; a no-break blank is a character like any other.

    Characters without width that converters leave in cells and paragraphs are none of the words.
    """
    return regex.sub(r"[ \t\r\n\f]+", " ", _NO_WIDTH.sub("", words)).strip(" ")


def read_row(row: "LexborNode", words_of: Callable[["LexborNode"], str], held: dict[int, int]) -> Row:
    """The row's line and cells. `words_of` gives a cell's words; `held` is kept up to date for the next row."""
    placed = _merged(list(_placed(row, words_of, held)))
    texts = [cell.words for cell in placed]
    if len(texts) == 2 and texts[0] in BULLETS:
        return Row(f"• {texts[1]}", [])
    at = 0
    for cell in placed:
        cell.start = at
        at += len(cell.words) + 1
    return Row("\t".join(texts), placed)


def _placed(row: "LexborNode", words_of: Callable[["LexborNode"], str], held: dict[int, int]) -> Iterator[Placed]:
    """The cells with words, each in its column; cells of rows above that reach down keep theirs."""
    column = 0
    taken = {at for at, left in held.items() if left > 0}
    for at in taken:
        held[at] -= 1
    first = True
    for node in row.css("td,th"):
        while column in taken:
            column += 1
        width, height = _span(node, "colspan", MOST_COLUMNS), _span(node, "rowspan", MOST_ROWS)
        if height > 1:
            held.update(dict.fromkeys(range(column, column + width), height - 1))
        raw = words_of(node)
        words = squeezed(raw.replace("\u00a0", " "))
        if words:
            indent = _indent(node, raw) if first else 0
            yield Placed(words, column, width, height, indent, node.tag == "th")
            first = False
        column += width


def _span(node: "LexborNode", name: str, most: int) -> int:
    value = (node.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _indent(node: "LexborNode", raw: str) -> int:
    """How far a cell's words are set in, in points: by style, by leading no-break blanks."""
    points = 0.0
    here: LexborNode | None = node
    for _ in range(3):
        if here is None or here.tag == "-text":
            break
        points += _style_indent(here.attributes.get("style") or "")
        here = here.child
    lead = raw.lstrip(" \t\r\n\f")
    blanks = len(lead) - len(lead.lstrip(" \u00a0\u2002\u2003\u2009\t\r\n"))
    return max(0, round(points + 3 * blanks))


def _style_indent(style: str) -> float:
    total = 0.0
    for name, value in _LENGTH.findall(style):
        sizes = _SIZE.findall(value)
        if name.lower() in {"padding", "margin"}:
            sizes = sizes[3:4] if len(sizes) >= 4 else []
        if sizes:
            total += float(sizes[0][0]) * _POINTS[sizes[0][1].lower()]
    return total


def _merged(cells: list[Placed]) -> list[Placed]:
    """Cells as a reader joins them: a sign of its own belongs to the number after it, `%` and `)` to the one before."""
    out: list[Placed] = []
    glue = False
    for cell in cells:
        words = cell.words
        near = bool(out) and cell.column - (out[-1].column + out[-1].columns) <= FARTHEST
        glue = glue and near and words[0] in "0123456789(.-–—−+["
        if out and (glue or (_SUFFIX.fullmatch(words) and _NUMBER_END.search(out[-1].words))):
            last = out[-1]
            last.words += words if glue or not words[0].isalpha() else f" {words}"
            last.columns = cell.column + cell.columns - last.column
        else:
            out.append(cell)
        glue = _PREFIX.fullmatch(words) is not None
    return out


def is_layout(row: "LexborNode") -> bool:
    """Whether the row only places paragraphs, lists or another table on the page."""
    if row.css_first("table,ul,ol,h1,h2,h3") is not None:
        return True
    cells = list(itertools.islice(_texts(row), 12))
    prose = [c for c in cells if len(c) > CELL_IS_PROSE]
    return bool(prose) and len([c for c in cells if len(c) > 2]) == len(prose)


def _texts(row: "LexborNode") -> Iterator[str]:
    for cell in row.css("td,th"):
        yield squeezed(cell.text())
