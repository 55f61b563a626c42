"""EDGAR full-submission text files: the press releases among their documents, which are the exhibits EX-99.

A submission is an SGML header and then `<DOCUMENT>` after `<DOCUMENT>`, each with `<TYPE>`, `<FILENAME>` and its
content between `<TEXT>` and `</TEXT>`. The header says who filed it and when; the day of filing is that of the release
only where the release itself and its page say none. Documents that were cut out of their submission are read as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

import regex

from extractor.documents import Filer, Release
from extractor.errors import InputError
from extractor.read.days import day_in
from extractor.read.html import read_html
from extractor.read.plain import MAX_BYTES, read_bytes
from extractor.read.records import EXCERPT, Fault

__all__ = ["is_submission", "read_submission"]

_START = regex.compile(
    rb"\s*(?:<SEC-DOCUMENT>|<SEC-HEADER>|<IMS-DOCUMENT>|<IMS-HEADER>|<SUBMISSION>|<DOCUMENT>\s*<TYPE>"
    rb"|-----BEGIN PRIVACY-ENHANCED MESSAGE-----)"
)
_END = regex.compile(rb"</(?:SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION)>|-----END PRIVACY-ENHANCED MESSAGE-----")
LINE = 1 << 20

#: The header's labels (as a full submission has them, then as the dissemination feed has them), and what they state.
LABELS = {
    "ACCESSION NUMBER": "accession", "ACCESSION-NUMBER": "accession",
    "CONFORMED SUBMISSION TYPE": "form",
    "PUBLIC DOCUMENT COUNT": "documents", "PUBLIC-DOCUMENT-COUNT": "documents",
    "FILED AS OF DATE": "filed", "FILING-DATE": "filed",
    "COMPANY CONFORMED NAME": "name", "CONFORMED-NAME": "name",
    "CENTRAL INDEX KEY": "cik", "CIK": "cik",
}  # fmt: skip
_TAG = regex.compile(rb"\s*(?:<(/?[A-Z-]+)>|([A-Z][A-Z ]{2,40}):)[ \t]*([^\r\n]*)")
#: Documents that are no text for people: pictures, archives, data.
_NO_TEXT = regex.compile(r"GRAPHIC|ZIP|EXCEL|XML|JSON|PDF|EX-10[0-9]\.")


def is_submission(start: bytes) -> bool:
    """Whether a file that starts so is a full submission, or a document of one."""
    return _START.match(start) is not None


@dataclass(slots=True)
class _Exhibit:
    """The document being read; `lines` stays None while it is none that is wanted."""

    number: int = 0
    type: str = ""
    filename: str = ""
    lines: list[bytes] | None = None
    size: int = 0
    inside: bool = False
    over: bool = False


@dataclass(slots=True)
class _Submission:
    """What is known of the submission so far."""

    source: str
    max_bytes: int
    header: dict[str, str] = field(default_factory=dict)
    documents: int = 0
    exhibits: int = 0
    ended: bool = False

    def wants(self, exhibit: _Exhibit) -> bool:
        """Whether a document is a release: an exhibit 99; of documents without their header any text."""
        if self.header:
            return regex.match(r"EX-99(?:\W|$)", exhibit.type) is not None
        return _NO_TEXT.match(exhibit.type) is None

    def filer(self) -> Filer | None:
        """Who filed it, as far as the header says."""
        said = self.header
        cik = said.get("cik", "").lstrip("0") or None
        filer = Filer(said.get("name") or None, cik, said.get("form") or None, day_in(said.get("filed")))
        return filer if filer != Filer() else None

    def is_cut_off(self) -> bool:
        """Whether the file ends before the submission does."""
        promised = self.header.get("documents", "")
        if promised.isdigit():
            return self.documents < int(promised) and not self.ended
        return bool(self.header) and not self.ended and not self.exhibits


def read_submission(stream: BinaryIO, *, source: str, max_bytes: int = MAX_BYTES) -> Iterator[Release | Fault]:
    """The EX-99 exhibits, in order. A release's id is the accession number and the exhibit's file name.

    A submission without such an exhibit, or one that breaks off, is a fault.
    """
    submission = _Submission(source, max_bytes)
    exhibit = _Exhibit()
    while line := stream.readline(LINE):
        if exhibit.inside and not line.startswith(b"</TEXT>"):
            _keep(exhibit, line, max_bytes)
            continue
        tag, value = _tag(line)
        if tag == "DOCUMENT":
            submission.documents += 1
            exhibit = _Exhibit(submission.documents)
        elif tag in LABELS and not exhibit.number:
            submission.header.setdefault(LABELS[tag], value)
        elif tag == "TYPE":
            if exhibit.number:
                exhibit.type = value
            else:
                submission.header.setdefault("form", value)
        elif tag == "FILENAME":
            exhibit.filename = value
        elif tag == "TEXT" and submission.wants(exhibit):
            exhibit.inside, exhibit.lines = True, [line[line.index(b">") + 1 :].lstrip()]
        elif tag == "/TEXT" and exhibit.lines is not None:
            submission.exhibits += 1
            yield _release(exhibit, submission)
            exhibit = _Exhibit(submission.documents)
        submission.ended = submission.ended or _END.match(line) is not None
    yield from _ending(exhibit, submission)


def _ending(exhibit: _Exhibit, submission: _Submission) -> Iterator[Fault]:
    """What is to be said where the file ends."""
    source = submission.source
    if exhibit.inside:
        where = _where(exhibit, source)
        yield Fault(where, where, "truncated", "the submission ends inside this exhibit")
    elif submission.is_cut_off():
        message = "the submission ends before its </SEC-DOCUMENT>: what of it came after is not here"
        yield Fault(source, source, "truncated", message)
    elif not submission.exhibits:
        yield Fault(source, source, "no-exhibit", "no press release in it (a document of type EX-99)")


def _keep(exhibit: _Exhibit, line: bytes, max_bytes: int) -> None:
    exhibit.size += len(line)
    exhibit.over = exhibit.size > max_bytes
    if not exhibit.over and exhibit.lines is not None:
        exhibit.lines.append(line)


def _tag(line: bytes) -> tuple[str, str]:
    """`<TYPE>EX-99.1` and the header's `ACCESSION NUMBER:  0000…` as name and value."""
    found = _TAG.match(line[:400])
    if not found:
        return "", ""
    name = found[1] or found[2]
    return name.decode("ascii"), found[3].decode("utf-8", "replace").strip()


def _where(exhibit: _Exhibit, source: str) -> str:
    return f"{source}!{exhibit.filename or exhibit.number}"


def _release(exhibit: _Exhibit, submission: _Submission) -> Release | Fault:
    where = _where(exhibit, submission.source)
    accession = submission.header.get("accession")
    name = f"{accession}:{exhibit.filename or exhibit.type}" if accession else None
    if exhibit.over:
        message = f"longer than {submission.max_bytes:,} bytes, which no press release is"
        return Fault(where, name or where, "too-large", message)
    data = b"".join(exhibit.lines or ())
    if regex.match(rb"\s*<(?:PDF|XBRL|XML)>", data):
        return Fault(where, name or where, "not-text", "the exhibit is a PDF or XML file, not a text")
    try:
        release = _read(data, where, name, submission.max_bytes)
    except InputError as error:
        return Fault(where, name or where, "unreadable", str(error), data[:EXCERPT].decode("utf-8", "replace"))
    filer = submission.filer()
    if filer is None:
        return release
    if release.stated is None and filer.filed is not None:
        release = replace(release, stated=filer.filed, stated_by="filing")
    return replace(release, filer=filer)


def _read(data: bytes, where: str, name: str | None, max_bytes: int) -> Release:
    if regex.search(rb"(?i)<(?:html|body|p|div|table)\b", data[:20_000]):
        return read_html(data, source=where, id=name, max_bytes=max_bytes)
    text = regex.sub(rb"(?im)^<(?:PAGE|S|C|CAPTION|TABLE|/TABLE|FN|/FN)>[^\n]*\n", b"", data)
    return read_bytes(text, source=where, id=name, max_bytes=max_bytes)
