"""The text of a page of a PDF, character by character, with what only their places say.

A raised figure is the mark of a footnote, a power or the like, and joins no number; PDFium breaks the line behind it,
which is none. A wide gap in a line parts the cells of a table, and becomes a tab as in HTML. Ligatures are letters.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.read.raised import mark

__all__ = ["page_text"]

#: A gap in a line that is this many times as wide as the letters are high parts two cells.
GAP = 1.6
#: A raised character is at most so high beside the one before it, and stands at least so much above its foot.
SMALLER, HIGHER = 0.88, 0.12
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
#: PDFium's marks for a hyphen at a line's end.
HYPHENS = frozenset((0x02, 0xFFFE))


@dataclass(frozen=True, slots=True)
class _Char:
    """A character and its box, in points from the page's lower left corner."""

    code: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def is_blank(self) -> bool:
        return self.code in (0x20, 0xA0, 0x09)

    def is_break(self) -> bool:
        return self.code in (0x0A, 0x0D)

    def raised_over(self, foot: "_Char", last: "_Char") -> bool:
        """Whether it is smaller than a character of the line and stands higher in it, right behind the `last` one."""
        return (
            0 < self.height < SMALLER * foot.height
            and foot.bottom + HIGHER * foot.height < self.bottom < foot.top
            and -0.5 * foot.height < self.left - last.right < foot.height
        )


def page_text(page: Any) -> str:
    """The text of a page (of pypdfium2) with `\\n` as line end; raises PdfiumError where it cannot be loaded."""
    parts: list[str] = []
    foot: _Char | None = None  # the last character that stands on the line
    marked: list[_Char] = []
    gap: list[_Char] = []
    for char in _chars(page):
        if char.is_blank() or char.is_break():
            gap.append(char)
            continue
        if foot is not None and not gap and char.raised_over(foot, marked[-1] if marked else foot):
            marked.append(char)
            continue
        parts += _mark(marked, parts), _between(foot, marked, gap, char)
        marked, gap = [], []
        parts.append(_word(char))
        foot = char
    parts.append(_mark(marked, parts))
    return _joined(parts)


def _chars(page: Any) -> Iterator[_Char]:
    """The characters that stand on the visible part of the page, in PDFium's order."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_cropbox()
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if not code or not pdfium.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
            continue
        if box.right >= left and box.left <= right and box.top >= bottom and box.bottom <= top:
            yield _Char(code, box.left, box.right, box.bottom, box.top)


def _between(foot: _Char | None, marked: list[_Char], gap: list[_Char], char: _Char) -> str:
    """What stands between two characters: nothing, a blank, a tab or a line end."""
    if not gap:
        return ""
    last = marked[-1] if marked else foot
    same_line = foot is not None and abs(foot.bottom - char.bottom) < 0.3 * max(foot.height, char.height)
    if any(each.is_break() for each in gap):
        if not (marked and same_line and last is not None and -1 < char.left - last.right < GAP * char.height):
            return "\n" * max(1, sum(each.code == 0x0A for each in gap))
        gap = [each for each in gap if not each.is_break()]
        if not gap and char.left - marked[-1].right < 0.1 * char.height:
            return ""
    if same_line and last is not None and char.left - last.right > GAP * char.height > 0:
        return "\t"
    return "".join(chr(each.code) for each in gap) or " "


def _mark(marked: list[_Char], parts: list[str]) -> str:
    words = "".join(map(_word, marked)).strip()
    return mark(words, "".join(parts[-16:])[-16:]) if words else ""


def _word(char: _Char) -> str:
    return "-" if char.code in HYPHENS else LIGATURES.get(char.code) or chr(char.code)


def _joined(parts: list[str]) -> str:
    """The parts as text; halves of surrogate pairs, which PDFium gives one by one, become one character."""
    text = "".join(parts)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip("\n")
