"""Lines: where they start and end without their blanks, and the bullet or heading mark that opens them."""

from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.words.segments import vocabulary

__all__ = ["BLANK", "Line", "split_lines"]

BLANK = r"\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad"
"""What counts as blank at the edges of a line: white space and characters that print nothing."""


@dataclass(slots=True)
class Line:
    """A line with something in it: `text[start:end]` is it without blanks and mark.

    `outer` is where it starts with its mark. `gap` counts the empty lines before it. `heading` is the number of `#`
    signs of a Markdown heading. `length` is the printed width, its mark and indentation with it.
    """

    start: int
    end: int
    outer: int
    gap: int
    bullet: bool = False
    heading: int = 0
    length: int = 0

    def of(self, text: str) -> str:
        """The line's words."""
        return text[self.start : self.end]


@cache
def _line_pattern() -> regex.Pattern[str]:
    return regex.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]++")


@cache
def _blank_characters() -> str:
    """The characters of `BLANK`, for `str.strip`."""
    return "".join(filter(regex.compile(f"[{BLANK}]").match, map(chr, [*range(0x2070), 0x3000, 0xFEFF])))


@cache
def _mark_pattern() -> regex.Pattern[str]:
    """A bullet sign, a list number or letter before a word, or a Markdown heading sign."""
    words = vocabulary()
    alone = regex.escape(words.bullets)
    spaced = regex.escape(words.bullets_with_blank)
    return regex.compile(
        rf"(?P<heading>\#{{1,6}})[{BLANK}]++(?=[^\s\#])"
        # a sign that nothing else starts with
        rf"|(?P<bullet>[{alone}](?:[{BLANK}]*+[{alone}])*+[{BLANK}]*+(?=[^{BLANK}])"
        # a sign that may be something else: with a blank, before words (before a figure it may be an empty cell)
        rf"|[{spaced}][{BLANK}]++(?=\p{{L}}|[“\"‘'*\[$€£¥]|\d[^\n]{{0,40}}\p{{L}}{{3}})"
        r"|[no][ \t]++(?=\p{Lu}|[$€£¥]\d)|[–—](?=\p{L}))"
        rf"|(?P<number>(?:\d{{1,2}}[.)]|\((?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})\)|[a-z]\))[{BLANK}]++)(?=[\p{{Lu}}“\"‘])"
        r"|(?P<note>\((?:\d{1,2}|[a-z])\))(?=\p{Lu}\p{Ll})"
    )


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order; a bullet sign on a line of its own marks the next line."""
    lines: list[Line] = []
    blanks = _blank_characters()
    breaks, before, pending = 1, 0, -1
    for found in _line_pattern().finditer(text):
        breaks += _breaks(text, before, found.start())
        before = found.end()
        raw = found[0]
        content = raw.strip(blanks)
        if not content:
            continue
        start = found.start() + len(raw) - len(raw.lstrip(blanks))
        if _is_lone_bullet(content):
            pending = start if pending < 0 else pending
            continue
        line = Line(start, start + len(content), start, breaks - 1, length=len(raw.rstrip(blanks)))
        if pending >= 0:
            line.outer, line.bullet = pending, True
        _take_mark(text, line)
        lines.extend(_entries(text, line))
        breaks, pending = 0, -1
    return lines


#: So many bullet signs inside a line make a list that was flattened.
_FLATTENED = 2


@cache
def _inside() -> regex.Pattern[str]:
    """A bullet sign inside a line, before words."""
    signs = regex.escape(vocabulary().bullets_inside)
    return regex.compile(rf"(?<=[{BLANK}])[{signs}][{BLANK}]*+(?=[^{BLANK}])")


def _entries(text: str, line: Line) -> list[Line]:
    """A line, or where it is a list that was flattened, what stands before the list and each entry as its own line."""
    signs = list(_inside().finditer(text, line.start, line.end))
    if len(signs) < _FLATTENED:
        return [line]
    starts = [line.start, *(sign.end() for sign in signs)]
    stops = [*(sign.start() for sign in signs), line.end]
    blanks = _blank_characters()
    ends = [start + len(text[start:stop].rstrip(blanks)) for start, stop in zip(starts, stops, strict=True)]
    out = [replace(line, end=ends[0], length=ends[0] - line.outer)]
    for sign, end in zip(signs, ends[1:], strict=True):
        out.append(Line(sign.end(), end, sign.start(), 0, bullet=True, length=end - sign.start()))
    return [each for each in out if each.start < each.end]


def _breaks(text: str, start: int, end: int) -> int:
    """How many line ends stand in a stretch of nothing else; CRLF is one."""
    return max(text.count("\n", start, end), text.count("\r", start, end), int(end > start))


def _is_lone_bullet(content: str) -> bool:
    return len(content) == 1 and content in vocabulary().bullets


def _take_mark(text: str, line: Line) -> None:
    """Move the start of the line past its mark."""
    found = _mark_pattern().match(text, line.start, line.end)
    if found is None:
        return
    if found["heading"]:
        line.heading = len(found["heading"])
    else:
        line.bullet = True
    line.start = found.end()
