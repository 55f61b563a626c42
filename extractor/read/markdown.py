"""Markdown as text: what its page would show, so that marks of emphasis, links and tables are no words."""

from dataclasses import replace

import regex

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.encodings import decode, refuse_binary
from extractor.read.html import html_page, html_text
from extractor.read.plain import MAX_BYTES, release_of

__all__ = ["markdown_text", "read_markdown"]

#: The block of settings that many tools put before a text.
_FRONT = regex.compile(r"\A---[ \t]*\r?\n(?:(?!---|\.\.\.)[^\n]*\n){0,200}+(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")


def read_markdown(
    data: bytes, *, source: str | None, encoding: str | None = None, max_bytes: int = MAX_BYTES
) -> Release:
    """The release in the bytes of a Markdown file; raises InputError where they are no text or too many."""
    where = source or "the data"
    if len(data) > max_bytes:
        raise InputError(f"{where}: longer than {max_bytes:,} bytes; split it, or raise the limit")
    refuse_binary(data, where=where)
    text, grids = html_page(_page(decode(data, where=where, encoding=encoding)))
    return replace(release_of(text, source=source), grids=grids)


def markdown_text(words: str) -> str:
    """The text that Markdown stands for: CommonMark with pipe tables, laid out as that of a page is.

    >>> markdown_text("# Results\\n\\nSales **rose** [5%](https://example.com).")
    'Results\\n\\nSales rose 5%.'
    """
    return html_text(_page(words))


def _page(words: str) -> str:
    from markdown_it import MarkdownIt

    page: str = MarkdownIt("commonmark").enable("table").render(_FRONT.sub("", words, count=1))
    return page
