"""A text with its figures marked, as a notebook shows it: plain HTML, no script, every word escaped."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

__all__ = ["Marked", "marked_html", "rows_html"]

Marked = tuple[int, int, str, str]
"""Start, end, kind of fact, and what it says."""

COLOURS = {"money": "#d7f0dc", "percent": "#d9e8fb", "date": "#ece2fa", "count": "#fbe9d2", "measure": "#d5f1f1"}

STEERING = dict.fromkeys(
    [
        code
        for first, last in (
            (0x00, 0x08),
            (0x0B, 0x0C),
            (0x0E, 0x1F),
            (0x7F, 0x9F),
            (0x61C, 0x61C),
            (0x200E, 0x200F),
            (0x202A, 0x202E),
            (0x2066, 0x2069),
            (0xD800, 0xDFFF),
        )
        for code in range(first, last + 1)
    ],
    "\ufffd",
)
"""What would turn the direction of writing, or is no character: a notebook shows one sign in its place."""


def marked_html(text: str, marks: Sequence[Marked]) -> str:
    """The text with its marks, which may overlap: where they do, the narrowest shows.

    >>> marked_html("Up 5% <b>", [(3, 5, "percent", "5 percent")]).partition("title=")[2]
    '"5 percent">5%</mark> &lt;b&gt;</div>'
    """
    edges = sorted({0, len(text), *(edge for mark in marks for edge in mark[:2])})
    waiting = sorted(marks, key=lambda mark: mark[0], reverse=True)
    out, open_ones = [], list[Marked]()
    for start, end in pairwise(edges):
        while waiting and waiting[-1][0] <= start:
            open_ones.append(waiting.pop())
        open_ones = [mark for mark in open_ones if mark[1] > start]
        words = plain(text[start:end])
        out.append(mark_html(words, min(open_ones, key=lambda mark: mark[1] - mark[0])) if open_ones else words)
    style = "white-space:pre-wrap;line-height:1.7;max-width:50em;max-height:40em;overflow:auto"
    return f'<div style="{style}">{"".join(out)}</div>'


def mark_html(words: str, mark: Marked) -> str:
    """Marked words, which say more where the pointer rests on them."""
    style = f"background:{COLOURS.get(mark[2], '#eee')};color:#1b1f26;border-radius:3px"
    return f'<mark style="{style}" title="{plain(mark[3])}">{words}</mark>'


def rows_html(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of words."""
    names = "".join(f"<th>{plain(name)}</th>" for name in head)
    lines = "".join(f"<tr>{''.join(f'<td>{plain(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table>"


def plain(words: str) -> str:
    """The words as text of HTML."""
    return escape(words.translate(STEERING))
