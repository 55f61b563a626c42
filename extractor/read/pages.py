"""What a page states about its release outside of the text: the day of publication and the title.

A page says both to search engines and readers of feeds: in JSON-LD, in `<meta>` and in `<time>`. Its `<title>` is not
taken: it names the site as often as the release.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from extractor.read.days import day_in
from extractor.words.pages import surroundings

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Stated", "stated_by"]

MOST_OBJECTS = 1000


@dataclass(frozen=True, slots=True)
class Stated:
    """The day and the title that a page states, and the name of its site, which is never a title."""

    published: date | None = None
    title: str | None = None
    site: str | None = None


def stated_by(tree: "LexborHTMLParser") -> Stated:
    """What the page states, by JSON-LD before `<meta>` before `<time>`."""
    metas = _metas(tree)
    articles = list(_articles(tree))
    names = surroundings()
    days = [
        *(article.get("datePublished") for article in articles),
        *(metas[name] for name in names.published if name in metas),
        *_times(tree),
    ]
    site = next((metas[name].lstrip("@") for name in names.site if name in metas), None)
    titles = [
        *(article.get("headline") for article in articles),
        *(metas[name] for name in names.title if name in metas),
    ]
    return Stated(
        next((day for each in days if (day := day_in(each))), None),
        next((title for each in titles if (title := _title(each, site))), None),
        site,
    )


def _metas(tree: "LexborHTMLParser") -> dict[str, str]:
    """The page's `<meta>`, the first of each name, in small letters."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        said = node.attributes
        name = said.get("property") or said.get("name") or said.get("itemprop")
        content = (said.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _articles(tree: "LexborHTMLParser") -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that are an article."""
    waiting: deque[Any] = deque()
    for node in tree.css("script[type='application/ld+json' i]")[:20]:
        try:
            waiting.append(msgspec.json.decode(node.text() or ""))
        except (ValueError, RecursionError):
            continue
    kinds = surroundings().articles
    for _ in range(MOST_OBJECTS):
        if not waiting:
            return
        here = waiting.popleft()
        if isinstance(here, list):
            waiting.extend(here[:MOST_OBJECTS])
        elif isinstance(here, dict):
            kind = here.get("@type")
            if kinds.intersection([kind] if isinstance(kind, str) else _strings(kind)):
                yield here
            waiting.extend(value for key, value in here.items() if key in ("@graph", "mainEntity", "mainEntityOfPage"))


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _times(tree: "LexborHTMLParser") -> Iterator[str | None]:
    """Times that are marked as that of publication; a time that is marked as nothing only where it is the one."""
    for selector in ("[itemprop=datePublished]", "time[pubdate]"):
        for node in tree.css(selector):
            yield node.attributes.get("datetime") or node.attributes.get("content") or node.text()
    times = tree.css("time[datetime]")
    if len(times) == 1 and not _inside_story(times[0]):
        yield times[0].attributes.get("datetime")


def _inside_story(node: "LexborNode") -> bool:
    """Whether a time stands in a sentence or a table: there it is the time of an event."""
    above = node.parent
    for _ in range(8):
        if above is None:
            return False
        if above.tag in ("table", "li"):
            return True
        if above.tag == "p" and len(above.text(strip=True)) > 3 * len(node.text(strip=True)) + 20:
            return True
        above = above.parent
    return False


def _title(value: object, site: str | None) -> str | None:
    """A title without the name of its site, which many put behind it."""
    if not isinstance(value, str):
        return None
    words = " ".join(value.split())
    if site:
        for sign in (" | ", " - ", " – ", " — ", " :: ", ": "):
            words = words.removesuffix(sign + site).removeprefix(f"{site}{sign}")
        if words.casefold() == site.casefold():
            return None
    return words or None
