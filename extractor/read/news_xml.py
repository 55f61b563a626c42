"""News in XML: NewsML-G2 and NITF documents, RSS and Atom feeds; one release an item, read as a stream.

What an item's words are: the body of NITF and of NewsML-G2's inline content, an RSS item's `content:encoded` or else
its `description`, an Atom entry's `content` or else its `summary`; its title goes before them as the headline.
The story's date of NITF is the release's own. Any other date of an item is when it was sent, so it counts only where
the text states none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import regex

from extractor.documents import Release
from extractor.errors import InputError
from extractor.grids import Grid
from extractor.read.days import day_in
from extractor.read.html import html_page, html_text
from extractor.read.markup import is_markup
from extractor.read.plain import MAX_BYTES, release_of
from extractor.read.records import EXCERPT, Fault

__all__ = ["read_news"]

ITEMS = {"newsItem": "newsml", "nitf": "nitf", "item": "rss", "entry": "atom"}
CHUNK = 1 << 16


class _Bounded:
    """A stream that ends with an error where one item grows too long; `item_done` starts the count again."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream = stream
        self._max = max_bytes
        self._since = 0

    def read(self, size: int = CHUNK) -> bytes:
        data = self._stream.read(min(size, CHUNK))
        self._since += len(data)
        if self._since > self._max + CHUNK:
            raise InputError(f"longer than {self._max:,} bytes, which no press release is")
        return data

    def item_done(self) -> None:
        self._since = 0


def read_news(stream: BinaryIO, *, source: str, max_bytes: int = MAX_BYTES) -> Iterator[Release | Fault]:
    """The items of a news file. Entities that a file defines for itself are not expanded beyond the parser's bound.

    A file that is no XML, or breaks off, gives a fault after the items before the break.
    """
    bounded = _Bounded(stream, max_bytes)
    number = 0
    path: list[Element] = []
    inside: str | None = None
    try:
        for event, element in ElementTree.iterparse(bounded, events=("start", "end")):
            name = _name(element)
            if event == "start":
                path.append(element)
                inside = inside or (name if name in ITEMS else None)
                continue
            path.pop()
            if name == inside and not any(_name(above) in ITEMS for above in path):
                number += 1
                inside = None
                yield from _guarded(element, ITEMS[name], f"{source}:{number}")
                bounded.item_done()
            if inside is None:
                element.clear()
                if path:
                    path[-1].remove(element)
    except (ElementTree.ParseError, InputError) as error:
        where = f"{source}:{number + 1}"
        code = "bad-xml" if isinstance(error, ElementTree.ParseError) else "too-large"
        yield Fault(where, f"item-{number + 1}", code, f"no XML from here on: {error}")
        return
    if not number:
        message = "no news item in it (newsItem, nitf, item or entry)"
        yield Fault(source, "item-1", "no-item", message)


def _guarded(item: Element, form: str, where: str) -> Iterator[Release | Fault]:
    """The item; one that is nested deeper than Python calls, or odd otherwise, does not cost the next one."""
    try:
        yield from list(_item(item, form, where))
    except (RecursionError, ValueError, TypeError, LookupError, InputError) as error:
        message = f"cannot be read ({type(error).__name__}: {error})"
        yield Fault(where, where, "unreadable", message, _words(_first(item, "title", "headline"))[:EXCERPT])


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the tables that its markup states."""

    words: str
    grids: tuple[Grid, ...] = ()

    @classmethod
    def of(cls, markup: str) -> "_Text":
        return cls(*html_page(markup))

    def below(self, lead: str) -> "_Text":
        """The text with words before it."""
        return _Text(lead + self.words, tuple(grid.moved(len(lead)) for grid in self.grids))


@dataclass(frozen=True, slots=True)
class _Said:
    """What an item says: its id, title and body, the story's own date, and the day on which it was sent."""

    name: str | None
    title: str
    body: "_Text"
    published: date | None = None
    sent: date | None = None


def _item(item: Element, form: str, where: str) -> Iterator[Release | Fault]:
    said = _READERS[form](item)
    title, body = said.title, said.body
    if title and not body.words.lstrip().startswith(title):
        body = body.below(f"{title}\n\n")
    if not body.words.strip():
        if form == "newsml" and _first(item, "contentSet") is None:
            return  # a package or a picture: metadata only
        yield Fault(where, said.name or where, "no-text", "the item has no text", title[:EXCERPT])
        return
    release = release_of(
        body.words,
        id=said.name,
        source=where,
        published=said.published,
        stated=said.sent,
        stated_by="feed",
        title=title or None,
    )
    yield replace(release, grids=body.grids)


def _name(element: Element) -> str:
    """The tag without its name space."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all(item: Element, name: str) -> Iterator[Element]:
    return (element for element in item.iter() if _name(element) == name)


def _first(item: Element, *names: str) -> Element | None:
    """The first element by the first of the names that there is."""
    return next((element for name in names for element in _all(item, name)), None)


def _words(element: Element | None) -> str:
    """What an element says, as one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _newsml(item: Element) -> _Said:
    sent = _day(item, "embargoed", "versionCreated", "contentCreated")
    content = next((c for c in _all(item, "inlineXML")), None)
    plain = _first(item, "inlineData")
    title = _words(_first(item, "headline"))
    if content is not None:
        nitf = _first(content, "nitf")
        if nitf is not None:
            said = _nitf(nitf)
            return _Said(item.get("guid"), said.title or title, said.body, said.published, sent)
        body = _Text.of(_markup(content))
    else:
        words = (plain.text or "") if plain is not None else ""
        is_page = plain is not None and "html" in plain.get("contenttype", "")
        body = _Text.of(words) if is_page else _Text(words)
    return _Said(item.get("guid"), title, body, sent=sent)


def _nitf(item: Element) -> _Said:
    head = _first(item, "doc-id")
    said = _first(item, "story.date")
    body = _first(item, "body.content", "body")
    dateline = _words(_first(item, "dateline"))
    text = _Text.of(_markup(body)) if body is not None else _Text("")
    if dateline and dateline not in text.words:
        text = text.below(f"{dateline} ")
    name = head.get("id-string") if head is not None else None
    published = day_in(said.get("norm")) if said is not None else None
    return _Said(name, _words(_first(item, "hl1", "headline")), text, published, _day(item, "date.issue"))


def _rss(item: Element) -> _Said:
    name = _words(_first(item, "guid", "link")) or None
    body = _body(_first(item, "encoded", "description"))
    return _Said(name, _plain(_first(item, "title")), body, sent=_day(item, "pubDate", "date"))


def _atom(item: Element) -> _Said:
    name = _words(_first(item, "id")) or None
    body = _body(_first(item, "content", "summary"))
    return _Said(name, _plain(_first(item, "title")), body, sent=_day(item, "published", "updated"))


_READERS = {"newsml": _newsml, "nitf": _nitf, "rss": _rss, "atom": _atom}


def _plain(element: Element | None) -> str:
    """A title, whose tags and entities may be escaped."""
    words = _words(element)
    return " ".join(html_text(words).split()) if regex.search(r"<\w|&#?\w+;", words) else words


def _body(element: Element | None) -> _Text:
    """A body: markup in the feed itself (Atom's xhtml), markup escaped, or plain words."""
    if element is None:
        return _Text("")
    if len(element):
        return _Text.of(_markup(element))
    words = element.text or ""
    marked = is_markup(words) or regex.search(r"<\w|</|&#?\w+;", words)
    return _Text.of(words) if marked else _Text(words.strip())


#: Elements of NITF, and what stands for them in HTML.
_IN_HTML = {"hl1": "h1", "hl2": "h2", "block": "div", "byline": "p", "body.content": "div"}

#: Attributes that say how an element is shown.
_KEPT = "style", "hidden", "href"


def _markup(element: Element) -> str:
    """The element's content as HTML, tags without their name spaces; whatever depth it has."""
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            parts.append(here)
            continue
        name = _IN_HTML.get(_name(here), _name(here))
        if name:
            kept = "".join(f' {key}="{escape(here.attrib[key])}"' for key in _KEPT if key in here.attrib)
            parts.append(f"<{name}{kept}>{escape(here.text or '', quote=False)}")
            stack.append(f"</{name}>")
        for below in reversed(here):
            stack += escape(below.tail or "", quote=False), below
    return "".join(parts)


def _day(item: Element, *names: str) -> date | None:
    """The day of the first of the elements that states one, by its words or its attribute `norm`."""
    for name in names:
        element = _first(item, name)
        if element is not None and (day := day_in(element.get("norm") or _words(element))) is not None:
            return day
    return None
