"""EDGAR full submissions: their EX-99 exhibits, and nothing else of them."""

import io

from extractor.documents import Release
from extractor.read.edgar import is_submission, read_submission
from extractor.read.records import Fault


def document(type_: str, filename: str, text: str) -> str:
    return (
        f"<DOCUMENT>\n<TYPE>{type_}\n<SEQUENCE>1\n<FILENAME>{filename}\n<DESCRIPTION>D\n"
        f"<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n"
    )


HEADER = """<SEC-DOCUMENT>0000000001-24-000002.txt : 20240502
<SEC-HEADER>0000000001-24-000002.hdr.sgml : 20240502
ACCESSION NUMBER:		0000000001-24-000002
CONFORMED SUBMISSION TYPE:	8-K
</SEC-HEADER>
"""


def read(text: str, **options: int) -> list[Release | Fault]:
    return list(read_submission(io.BytesIO(text.encode()), source="a.txt", **options))


def test_the_exhibits_99_are_read_whatever_their_form() -> None:
    items = read(
        HEADER
        + document("8-K", "f8k.htm", "<html><p>The form 5%</p></html>")
        + document("EX-99.1", "ex99.htm", "<html><body><p>Sales rose 5%.</p></body></html>")
        + document("EX-99", "ex99.txt", "<PAGE>\nSales rose 7%.\n   A   1\n<PAGE>\nMore.")
        + document("EX-990", "no.txt", "no")
        + document("GRAPHIC", "g.jpg", "begin 644 g.jpg\nM_]C_X")
        + document("EX-99.2", "s.pdf", "<PDF>\nbegin 644\n</PDF>")
    )
    assert [(item.id, item.source) for item in items] == [
        ("0000000001-24-000002:ex99.htm", "a.txt!ex99.htm"),
        ("0000000001-24-000002:ex99.txt", "a.txt!ex99.txt"),
        ("0000000001-24-000002:s.pdf", "a.txt!s.pdf"),
    ]
    assert [getattr(item, "text", None) for item in items] == [
        "Sales rose 5%.",
        "Sales rose 7%.\n   A   1\nMore.\n",
        None,
    ]
    assert isinstance(items[2], Fault)


def test_a_submission_that_breaks_off_and_an_exhibit_that_is_too_long() -> None:
    cut = HEADER + document("EX-99.1", "a.txt", "Up 5%.")[:-22]
    (fault,) = read(cut)
    assert isinstance(fault, Fault)
    assert fault.code == "truncated"
    long = HEADER + document("EX-99.1", "a.txt", "Up 5%.\n" * 1000) + document("EX-99.2", "b.txt", "Up 7%.")
    assert [getattr(item, "code", "fine") for item in read(long, max_bytes=1000)] == ["too-large", "fine"]


def test_how_a_submission_is_told() -> None:
    assert is_submission(HEADER.encode())
    assert is_submission(b"\n-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type")
    assert not is_submission(b"NEW YORK (SEC-DOCUMENT)")
