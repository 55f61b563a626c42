"""What every page is made of: parts that lie beside this file, a content policy, and data that cannot leave its place.

A page is one file that loads nothing. Words of releases reach it as JSON only; its script puts them on the page as
text, never as markup.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from extractor.gold.jsontext import encode

__all__ = ["filled", "page", "part", "policy", "script_safe", "told_page"]


def page(
    name: str, *, title: str, data: Any, slots: Mapping[str, str] | None = None, scripts: Sequence[str] = ()
) -> str:
    """The page whose body is `NAME.html`, with the style and script that all share and its own, and `data` as its JSON.

    `slots` are further pieces, as HTML; `scripts` names its scripts in order, with their styles, where it has not just
    the one of its name. A page that is served may send to the server that it comes from; others load and send nothing.
    """
    own = scripts or (name,)
    style = "".join(part(f"{each}.css") for each in ("base", *own) if each not in STYLELESS)
    script = "".join(part(f"{each}.js") for each in ("base", *own))
    served = name == "store" or "review" in own
    return filled(
        part("frame.html"),
        {
            "policy": policy(style, script, asks=served),
            "title": escape(title),
            "style": style,
            "body": filled(part(f"{name}.html"), {"title": escape(title), **(slots or {})}),
            "data": script_safe(encode(data)),
            "script": script,
        },
    )


def told_page(title: str, message: str, *, back: str = "All releases", to: str = "/") -> str:
    """A page that says one thing, and leads on: by the words `back` to the address `to`."""
    style = part("base.css") + part("store.css")
    pieces = {"title": escape(title), "message": escape(message), "back": escape(back), "to": escape(to)}
    body = filled(part("told.html"), pieces)
    frame = {"policy": policy(style, ""), "title": escape(title), "style": style, "body": body, "data": "null"}
    return filled(part("frame.html"), frame | {"script": ""})


STYLELESS = frozenset(("text",))


def filled(template: str, pieces: Mapping[str, str]) -> str:
    """The template with each `%%name%%` replaced, once: a piece is not looked into."""
    parts = template.split("%%")  # text, name, text, name, …, text
    return "".join(pieces[each] if index % 2 else each for index, each in enumerate(parts))


def part(name: str) -> str:
    """A part of a page that lies beside this file."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def policy(style: str, script: str, *, asks: bool = False) -> str:
    """A content policy under which only this style and this script count; with `asks` it may ask its own server."""
    hashes = [b64encode(sha256(each.encode()).digest()).decode() for each in (style, script)]
    allowed = f"style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
    own = "; connect-src 'self'; form-action 'self'" if asks else "; form-action 'none'"
    return f"default-src 'none'; {allowed}; base-uri 'none'{own}"


def script_safe(json: str) -> str:
    """JSON that can stand inside a `<script>`: no tag, comment or entity can begin or end in it, and it is UTF-8."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
