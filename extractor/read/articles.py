"""Where on a page the release stands: its article, without menus, banners, hidden words and lists of links."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from extractor.words.pages import surroundings

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["article_of"]

#: Not part of what the release says: code, controls, pictures, what describes the page, and what is not shown.
LEFT_OUT = (
    "script,style,noscript,template,svg,math,iframe,object,button,select,input,textarea,head,title,meta,link,[hidden],"
    "dialog:not([open]),ix\\:header"
)
#: Ways of a style to hide an element (inline XBRL keeps its facts so).
HIDDEN = regex.compile(r"(?i)(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))(?![\w-])")
FRAME = "header,footer,form"
ARTICLES = "[itemprop~=articleBody]", "article", "main", "[role=main i]", "[role=article i]"

LIST_OF_LINKS = 5
"""So many links in one block that has hardly another word are a menu or a list of other releases."""

PROSE = 40
"""Characters of a text outside of links that make it prose."""


def article_of(body: "LexborNode") -> "LexborNode":
    """The element that holds the release; what is no part of it is taken out of the page.

    A page that marks its article is believed. One that marks nothing and consists of the release, as a filing does, is
    taken whole. On a page that is mostly links, the article is the smallest element with nearly all of the prose.
    """
    _remove(body, LEFT_OUT)
    _remove(body, ",".join(surroundings().surroundings))
    _remove_hidden(body)
    _remove_skips(body)
    article = next((found for name in ARTICLES if (found := _only(body, name)) is not None), None)
    if article is not None:
        _remove(article, "aside")
        _remove_lists_of_links(_without_frame(article, "form"))
        return article
    _remove(body, "aside")
    weights = _without_frame(body, FRAME) if body.css_first("h1,h2,p") is not None else _Weights(body)
    if not weights.is_web_page():
        return body
    _remove_lists_of_links(weights)
    return weights.densest()


def _remove(root: "LexborNode", selector: str) -> None:
    # Inner ones first: an element that was taken out takes those inside it along.
    for node in reversed(root.css(selector)):
        node.decompose()


def _remove_hidden(body: "LexborNode") -> None:
    for node in reversed(body.css("[style*=none i],[style*=visibility i]")):
        if HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()


def _remove_skips(body: "LexborNode") -> None:
    for node in body.css("a[href^='#']"):
        if node.text(strip=True).casefold().startswith(surroundings().skips):
            node.decompose()


def _only(root: "LexborNode", selector: str) -> "LexborNode | None":
    """The one element that the selector names; of several that hold one another the first."""
    found = root.css(selector)
    return found[0] if found and len(found[0].text()) * 2 > sum(len(node.text()) for node in found[:20]) else None


def _without_frame(root: "LexborNode", frame: str) -> "_Weights":
    """Take out what stands round the story, unless it holds the story, as the one form of a whole page does.

    What is left, weighed.
    """
    weights = _Weights(root)
    framing = [n for n in root.css(frame) if not weights.holds(n, share=0.5) and n.css_first("h1") is None]
    for node in reversed(framing):
        node.decompose()
    return _Weights(root) if framing else weights


def _remove_lists_of_links(weights: "_Weights") -> None:
    """Take out lists that are nothing but links: menus, tags, other releases."""
    for node in weights.lists_of_links():
        node.decompose()


class _Weights:
    """How many characters stand in each element: all, those of links, and those of prose; made in one pass."""

    def __init__(self, root: "LexborNode") -> None:
        self._nodes: list[LexborNode] = [root]
        self._above = [-1]
        self._at = {root.mem_id: 0}
        own: list[tuple[int, int]] = []
        at = 0
        while at < len(self._nodes):
            here = self._nodes[at]
            own.append((0, 0) if here.tag == "a" else (sum(map(len, _words(here))), 0))
            if here.tag == "a":
                own[-1] = (0, len("".join(here.text().split())))
            else:
                for child in here.iter():
                    self._at[child.mem_id] = len(self._nodes)
                    self._nodes.append(child)
                    self._above.append(at)
            at += 1
        self._prose = [plain if plain >= PROSE else 0 for plain, _ in own]
        self._all = [plain + linked for plain, linked in own]
        self._linked = [linked for _, linked in own]
        self._links = [int(node.tag == "a") for node in self._nodes]
        for at in range(len(self._nodes) - 1, 0, -1):
            for sums in (self._prose, self._all, self._linked, self._links):
                sums[self._above[at]] += sums[at]

    def holds(self, node: "LexborNode", *, share: float) -> bool:
        """Whether an element holds more than a share of all that stands there."""
        return self._all[self._at[node.mem_id]] > share * self._all[0] if node.mem_id in self._at else False

    def is_web_page(self) -> bool:
        """Whether many of the words are links: menus round an article that nothing marks."""
        return self._all[0] > 300 and self._linked[0] * 3 > self._all[0]

    def lists_of_links(self) -> Iterator["LexborNode"]:
        """Lists whose words are those of links, inner ones first."""
        for at in range(len(self._nodes) - 1, 0, -1):
            is_list = self._nodes[at].tag in ("ul", "ol", "dl") and self._links[at] >= LIST_OF_LINKS
            if is_list and self._linked[at] * 10 > self._all[at] * 9:
                yield self._nodes[at]

    def densest(self) -> "LexborNode":
        """The smallest element that holds nearly all of the prose."""
        best = 0
        for at in range(1, len(self._nodes)):
            if self._above[at] == best and self._prose[at] * 10 >= self._prose[0] * 8 and self._prose[at]:
                if self._nodes[at].tag in ("p", "li", "td", "table", "tr", "tbody"):
                    break
                best = at
        return self._nodes[best]


def _words(node: "LexborNode") -> Iterator[str]:
    """The words that stand in an element itself."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield "".join((child.text_content or "").split())
