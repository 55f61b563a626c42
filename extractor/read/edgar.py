"""EDGAR full-submission text files: the press releases among their documents, which are the exhibits EX-99.

A submission is an SGML header and then `<DOCUMENT>` after `<DOCUMENT>`, each with `<TYPE>`, `<FILENAME>` and its
content between `<TEXT>` and `</TEXT>`. The date of filing is not the date of the release, so it is not taken for one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import regex

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.html import read_html
from extractor.read.plain import MAX_BYTES, read_bytes
from extractor.read.records import EXCERPT, Fault

__all__ = ["is_submission", "read_submission"]

STARTS = b"<SEC-DOCUMENT>", b"<SEC-HEADER>", b"<SUBMISSION>", b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----"
WRAPPERS = "SEC-DOCUMENT", "SUBMISSION"
LINE = 1 << 20


def is_submission(start: bytes) -> bool:
    """Whether a file that starts so is a full submission."""
    return start.lstrip().startswith(STARTS)


@dataclass(slots=True)
class _Exhibit:
    """The document being read; `lines` stays None while it is none that is wanted."""

    number: int = 0
    type: str = ""
    filename: str = ""
    lines: list[bytes] | None = None
    size: int = 0
    inside: bool = False
    over: bool = field(default=False)


def read_submission(stream: BinaryIO, *, source: str, max_bytes: int = MAX_BYTES) -> Iterator[Release | Fault]:
    """The EX-99 exhibits, in order. A release's id is the accession number and the exhibit's file name."""
    accession = ""
    exhibit = _Exhibit()
    count = 0
    end = ""
    stated = found = 0
    while line := stream.readline(LINE):
        if exhibit.inside and not line.startswith(b"</TEXT>"):
            _keep(exhibit, line, max_bytes)
            continue
        tag, value = _tag(line)
        end = _end_mark(tag, end)
        if tag == "DOCUMENT":
            count += 1
            exhibit = _Exhibit(count)
        elif tag == "ACCESSION NUMBER":
            accession = accession or value
        elif tag == "PUBLIC DOCUMENT COUNT":
            stated = int(value) if value.isdecimal() else 0
        elif tag == "TYPE" and exhibit.number:
            exhibit.type = value
        elif tag == "FILENAME":
            exhibit.filename = value
        elif tag == "TEXT" and regex.match(r"EX-99(?:\W|$)", exhibit.type):
            exhibit.inside, exhibit.lines = True, []
        elif tag == "/TEXT" and exhibit.lines is not None:
            found += 1
            yield _release(exhibit, accession, source, max_bytes)
            exhibit = _Exhibit(count)
    if exhibit.inside:
        where = _where(exhibit, source)
        yield Fault(where, where, "truncated", "the submission ends inside this exhibit")
    elif end and (not found or count < stated):
        message = f"the submission ends before its <{end}>: what of it came after is not here"
        yield Fault(source, source, "truncated", message)


def _keep(exhibit: _Exhibit, line: bytes, max_bytes: int) -> None:
    exhibit.size += len(line)
    exhibit.over = exhibit.size > max_bytes
    if not exhibit.over and exhibit.lines is not None:
        exhibit.lines.append(line)


def _tag(line: bytes) -> tuple[str, str]:
    """`<TYPE>EX-99.1` and the header's `ACCESSION NUMBER:  0000…` as name and value."""
    found = regex.match(rb"\s*(?:<(/?[A-Z-]+)>|(ACCESSION NUMBER|PUBLIC DOCUMENT COUNT):)[ \t]*([^\r\n]*)", line[:400])
    if not found:
        return "", ""
    name = found[1] or found[2]
    return name.decode("ascii"), found[3].decode("utf-8", "replace").strip()


def _end_mark(tag: str, end: str) -> str:
    """The tag that is still to come where the submission is whole, `end` before this one; empty once it has come."""
    if tag in WRAPPERS and not end:
        return f"/{tag}"
    return "" if tag == end else end


def _where(exhibit: _Exhibit, source: str) -> str:
    return f"{source}!{exhibit.filename or exhibit.number}"


def _release(exhibit: _Exhibit, accession: str, source: str, max_bytes: int) -> Release | Fault:
    where = _where(exhibit, source)
    name = f"{accession}:{exhibit.filename or exhibit.type}" if accession else None
    if exhibit.over:
        message = f"longer than {max_bytes:,} bytes, which no press release is"
        return Fault(where, name or where, "too-large", message)
    data = b"".join(exhibit.lines or ())
    if regex.match(rb"\s*<(?:PDF|XBRL|XML)>", data):
        return Fault(where, name or where, "not-text", "the exhibit is a PDF or XML file, not a text")
    try:
        if regex.search(rb"(?i)<(?:html|body|p|div|table)\b", data[:20_000]):
            return read_html(data, source=where, id=name, max_bytes=max_bytes)
        text = regex.sub(rb"(?im)^<(?:PAGE|S|C|CAPTION|TABLE|/TABLE|FN|/FN)>[^\n]*\n", b"", data)
        return read_bytes(text, source=where, id=name, max_bytes=max_bytes)
    except InputError as error:
        return Fault(where, name or where, "unreadable", str(error), data[:EXCERPT].decode("utf-8", "replace"))
