"""Bounds on the nesting of markup, as browsers have them: without them a page of 400 KB takes a parser minutes.

The rules of HTML look through every open element at many a tag, and open every element of formatting again in each
paragraph where a page forgot to close it. So tags beyond a depth are left out before the page is parsed; a block's
becomes a line end, so that no words run together.
"""

from collections import Counter

import regex

__all__ = ["bounded"]

DEPTH = 512
"""Elements inside one another; Chrome keeps as many."""

FORMATTING_DEPTH = 16
LONG, MOST_ATTRIBUTES = 4096, 500
"""A tag that is longer and has more attributes keeps none of them: a parser compares each with all before it."""

FORMATTING = frozenset((
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
#: Elements that have no content, or that end where the next one of their kind begins: they do not nest by themselves.
FLAT = frozenset((
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
))  # fmt: skip

_TAG = regex.compile(r"<(/?)([a-zA-Z][\w:-]{0,40}+)[^<>]*+>?")


def bounded(markup: str) -> str:
    """The markup without the tags that nest too deeply.

    >>> bounded("<b>" * 17 + "Sales") == "<b>" * 16 + "Sales"
    True
    """
    if markup.count("<") <= FORMATTING_DEPTH:
        return markup
    depth = _Depth()
    out: list[str] = []
    done = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if not depth.takes(name, closing=bool(tag[1])):
            instead = "" if name in FORMATTING else "<br>"
        elif tag.end() - tag.start() > LONG and len(tag[0].split()) > MOST_ATTRIBUTES:
            instead = f"<{tag[1]}{name}>"
        else:
            continue
        out += markup[done : tag.start()], instead
        done = tag.end()
    return "".join([*out, markup[done:]]) if out else markup


class _Depth:
    """What is open at a place of the markup, and how many tags of each kind were left out and are not yet closed."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._depth = self._formatting = 0

    def takes(self, name: str, *, closing: bool) -> bool:
        """Whether the tag stays."""
        if name in FLAT:
            return True
        formats = name in FORMATTING
        if closing:
            if self._left_out[name]:
                self._left_out[name] -= 1
                return False
            if self._open[name]:
                self._open[name] -= 1
                self._depth -= 1
                self._formatting -= formats
            return True
        if self._depth >= DEPTH or (formats and self._formatting >= FORMATTING_DEPTH):
            self._left_out[name] += 1
            return False
        self._open[name] += 1
        self._depth += 1
        self._formatting += formats
        return True
