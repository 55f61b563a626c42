"""PDF to text, on files written by the test."""

import pytest

from extractor.errors import InputError
from extractor.read.pdf import read_pdf
from extractor.read.pdf_heads import joined, without_heads
from tests.read.forming import pdf


def test_pages_are_apart_by_a_blank_line() -> None:
    release = read_pdf(pdf("Sales rose 5% to $2 million.", "Page two, 7%."), source="a.pdf")
    assert release.text == "Sales rose 5% to $2 million.\n\nPage two, 7%."
    assert release.id.startswith("sha256:")


HEADED = [
    "Halden ASA\nSales rose 5% in the\nPage 1 of 3",
    "Halden ASA\nthird quarter to $2\nmillion.\nPage 2 of 3",
    "Halden ASA\nCosts fell 2%.\nPage 3 of 3",
]


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        (HEADED, "Halden ASA\nSales rose 5% in the\nthird quarter to $2\nmillion.\n\nCosts fell 2%."),
        (HEADED[:2], "\n\n".join(HEADED[:2])),
        (["Up 5%.\n- 1 -", "Up 6%.\n- 2 -", "Up 7%.\n- 3 -"], "Up 5%.\n\nUp 6%.\n\nUp 7%."),
        (["A\n5", "B\n9", "C\n14"], "A\n5\n\nB\n9\n\nC\n14"),
        (["a", "2025\t2024\nSales\t5", "2025\t2024\nCosts\t4"], "a\n\n2025\t2024\nSales\t5\n\n2025\t2024\nCosts\t4"),
        (["Up.", "Note 2", "Note 3"], "Up.\n\nNote 2\n\nNote 3"),
    ],
    ids=["heads and feet", "two pages", "numbers alone", "other numbers", "heads of columns", "nothing else on it"],
)
def test_running_heads_and_page_numbers_are_no_text(pages: list[str], text: str) -> None:
    assert joined(without_heads(pages)) == text


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"%PDF-1.4\nbroken", "cannot be read as PDF"), (pdf(""), "has no text"), (b"", "cannot be read as PDF")],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_pdf(data, source="a.pdf")


def test_too_much_text_is_refused() -> None:
    with pytest.raises(InputError, match="longer than 20 characters"):
        read_pdf(pdf("Sales rose 5% to $2 million."), source="a.pdf", max_bytes=20)


def drawn(content: str) -> str:
    """The text of a page with this content."""
    plain = pdf("X")
    old = plain[plain.index(b"stream\n") + 7 : plain.index(b"\nendstream")]
    new = f"BT /F 10 Tf 30 700 Td {content} ET".encode("cp1252")
    whole = plain.replace(old, new).replace(b"/Length %d" % len(old), b"/Length %d" % len(new))
    return read_pdf(whole, source="a.pdf").text


def raised(words: str) -> str:
    return f"/F 6 Tf 4 Ts ({words}) Tj 0 Ts /F 10 Tf"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"(It earned $1.34) Tj {raised('2')} ( million.) Tj", "It earned $1.34(2) million."),
        (f"(up 5%) Tj {raised('12')} (, to) Tj", "up 5%(12), to"),
        (f"(On May 4) Tj {raised('th')} ( it rose) Tj", "On May 4th it rose"),
        (f"(12 km) Tj {raised('2')} ( of land) Tj", "12 km² of land"),
        ("(It earned $1.34) Tj ( million.) Tj", "It earned $1.34 million."),
        ("(for the six) Tj 0 -12 Td (months ended) Tj", "for the six\nmonths ended"),
        ("(Cash) Tj 200 0 Td ($5) Tj 80 0 Td ($4) Tj 40 -12 Td (end) Tj", "Cash\t$5\t$4\nend"),
        ("(a) Tj /F 6 Tf ( small words) Tj", "a small words"),
    ],
)
def test_what_the_places_of_characters_say(content: str, text: str) -> None:
    assert drawn(content) == text


def test_a_page_that_cannot_be_loaded_is_named() -> None:
    broken = pdf("Up 5%.", "Up 7%.").replace(b"/Type /Page /Parent 2 0 R", b"/Type /Pxge /Pxrent 2 0 R")
    with pytest.raises(InputError, match=r"a\.pdf: page 1 cannot be loaded|cannot be read as PDF|has no text"):
        read_pdf(broken, source="a.pdf")
