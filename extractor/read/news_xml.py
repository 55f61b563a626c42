"""News in XML: NewsML-G2 and NITF documents, RSS and Atom feeds; one release an item, read as a stream.

What an item's words are: the body of NITF and of NewsML-G2's inline content, an RSS item's `content:encoded` or else
its `description`, an Atom entry's `content` or else its `summary`; its title goes before them as the headline.
An item's own date is when it was sent, often not the date the release bears, so it is used only where the standard
says that it is the story's date (NITF `story.date`) and otherwise left to the text.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import regex

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.html import html_text
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


def _item(item: Element, form: str, where: str) -> Iterator[Release | Fault]:
    name, title, body, published = _READERS[form](item)
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    if not text.strip():
        if form == "newsml" and _first(item, "contentSet") is None:
            return  # a package or a picture: metadata only
        yield Fault(where, name or where, "no-text", "the item has no text", (title or "")[:EXCERPT])
        return
    yield release_of(text, id=name, source=where, published=published)


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


def _newsml(item: Element) -> tuple[str | None, str, str, date | None]:
    content = next((c for c in _all(item, "inlineXML")), None)
    plain = _first(item, "inlineData")
    if content is not None:
        nitf = _first(content, "nitf")
        if nitf is not None:
            _, title, body, published = _nitf(nitf)
            return item.get("guid"), title or _words(_first(item, "headline")), body, published
        body = html_text(_markup(content))
    else:
        body = (plain.text or "") if plain is not None else ""
        body = html_text(body) if plain is not None and "html" in plain.get("contenttype", "") else body
    return item.get("guid"), _words(_first(item, "headline")), body, None


def _nitf(item: Element) -> tuple[str | None, str, str, date | None]:
    head = _first(item, "doc-id")
    said = _first(item, "story.date")
    body = _first(item, "body.content", "body")
    dateline = _words(_first(item, "dateline"))
    text = html_text(_markup(body)) if body is not None else ""
    if dateline and dateline not in text:
        text = f"{dateline} {text}"
    return (
        head.get("id-string") if head is not None else None,
        _words(_first(item, "hl1", "headline")),
        text,
        _day(said.get("norm") if said is not None else None),
    )


def _rss(item: Element) -> tuple[str | None, str, str, date | None]:
    body = _first(item, "encoded", "description")
    return _words(_first(item, "guid", "link")) or None, _plain(_first(item, "title")), _body(body), None


def _atom(item: Element) -> tuple[str | None, str, str, date | None]:
    body = _first(item, "content", "summary")
    return _words(_first(item, "id")) or None, _plain(_first(item, "title")), _body(body), None


_READERS = {"newsml": _newsml, "nitf": _nitf, "rss": _rss, "atom": _atom}


def _plain(element: Element | None) -> str:
    """A title, whose tags and entities may be escaped."""
    words = _words(element)
    return " ".join(html_text(words).split()) if regex.search(r"<\w|&#?\w+;", words) else words


def _body(element: Element | None) -> str:
    """A body: markup in the feed itself (Atom's xhtml), markup escaped, or plain words."""
    if element is None:
        return ""
    if len(element):
        return html_text(_markup(element))
    words = element.text or ""
    return html_text(words) if regex.search(r"<\w|</|&#?\w+;", words) else words.strip()


def _markup(element: Element) -> str:
    """The element's content as HTML: tags without their name spaces, NITF's headlines as headings."""
    for below in element.iter():
        name = _name(below)
        below.tag = {"hl1": "h1", "hl2": "h2", "block": "div", "byline": "p", "body.content": "div"}.get(name, name)
    return ElementTree.tostring(element, encoding="unicode", method="html")


def _day(value: str | None) -> date | None:
    """The day of an ISO time, in its basic (`20220527T120000Z`) or extended form."""
    try:
        return datetime.fromisoformat(value).date() if value else None
    except ValueError:
        return None
