"""What form a file has, told by its first bytes, and by its name only where bytes of that form can begin anyhow."""

import io
from pathlib import PurePosixPath
from typing import Literal

import regex

from extractor.errors import InputError
from extractor.read.edgar import is_submission
from extractor.read.markup import SAMPLE, is_markup
from extractor.words.pages import surroundings

__all__ = ["Form", "form_of", "passed_by"]

Form = Literal["text", "markdown", "html", "pdf", "edgar", "json", "jsonl", "csv", "tsv", "parquet", "xml"]

#: What a name promises. A file of a folder or an archive with another suffix is passed over.
SUFFIXES: dict[str, Form] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv",
    ".tsv": "tsv", ".parquet": "parquet", ".xml": "xml", ".rss": "xml", ".atom": "xml",
}  # fmt: skip

NO_RELEASES = (".gold.json", ".schema.json")
"""What lies beside releases and is none: gold files and JSON Schemas."""

#: These are what they are whatever they begin with; other names are believed only where the content does not differ.
_BY_NAME = frozenset(("json", "jsonl", "csv", "tsv", "markdown"))


def form_of(start: bytes, name: str = "") -> Form:
    """The form of a file by how it begins; `name` decides between forms that begin alike.

    >>> form_of(b"%PDF-1.7", "release.txt"), form_of(b"<html><p>Sales", "release.txt"), form_of(b"a,b", "x.csv")
    ('pdf', 'html', 'csv')
    """
    named = SUFFIXES.get(PurePosixPath(name).suffix.lower())
    head = start[:SAMPLE].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PAR1"):
        return "parquet"
    if named in _BY_NAME:
        return named
    if is_submission(head):
        return "edgar"
    words = _words(start[:SAMPLE])
    if head.startswith(b"<?xml") or named == "xml":
        return "html" if regex.search(r"(?i)<html\b", words) else "xml"
    if regex.match(r"<(?:rss|feed|nitf|newsMessage|newsItem)\b", words.lstrip()):
        return "xml"
    if is_markup(words):
        return "html"
    if regex.match(r'\s*(?:\[\s*)*\{\s*"(?:[^"\\\n]|\\.){0,100}"\s*:', words):
        return "json"
    return _table(words) or named or "text"


def _table(words: str) -> Form | None:
    """CSV or TSV, where the first line has column names: one that is usual for a text, and another usual one."""
    head = words[: words.find("\n") + 1].strip()
    usual = surroundings()
    for form, delimiter in _DELIMITERS.items():
        names = {name.strip().strip('"').casefold().replace(" ", "_") for name in head.split(delimiter)}
        if names & {*usual.text} and names & {*usual.id, *usual.days, *usual.titles, "published"}:
            return form
    return None


_DELIMITERS: dict[Form, str] = {"csv": ",", "tsv": "\t"}


def _words(start: bytes) -> str:
    """The bytes as characters, as far as markup can be told by them."""
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return start.decode("utf-16" if wide else "latin-1", "ignore").removeprefix("\xef\xbb\xbf")


def passed_by(name: str, stream: io.BufferedReader | None = None) -> str:
    """Under what a file that was not named itself is counted, where it is not read; nothing where it is.

    It is passed by where its name says that it is of no form that is read here, a gold file or a JSON Schema.
    """
    lower = name.lower()
    for ending in NO_RELEASES:
        if lower.endswith(ending):
            return ending
    suffix = PurePosixPath(lower).suffix
    if suffix not in SUFFIXES:
        return suffix or "no suffix"
    if stream is not None and suffix == ".json" and _begins_as_schema(stream):
        return ".schema.json"
    return ""


def _begins_as_schema(stream: io.BufferedReader) -> bool:
    """Whether the first key is one of JSON Schema's own."""
    try:
        head = stream.peek(256)[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    except InputError:
        return False  # reading it says what is wrong
    return head.startswith(b"{") and head[1:].lstrip().startswith((b'"$schema"', b'"$id"', b'"$defs"'))
