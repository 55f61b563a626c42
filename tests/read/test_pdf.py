"""PDF to text, on files written by the test."""

import pytest

from extractor.errors import InputError
from extractor.read.pdf import read_pdf


def pdf(*pages: str) -> bytes:
    """A PDF file with one line of text a page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, words in enumerate(pages):
        page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * n} 0 R"
        bodies.append(f"<< {page} /Resources << /Font << /F 3 0 R >> >> >>")
        drawn = f"BT /F 12 Tf 50 700 Td ({words}) Tj ET" if words else ""
        bodies.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def test_pages_are_apart_by_a_blank_line() -> None:
    release = read_pdf(pdf("Sales rose 5% to $2 million.", "Page two, 7%."), source="a.pdf")
    assert release.text == "Sales rose 5% to $2 million.\n\nPage two, 7%."
    assert release.id.startswith("sha256:")


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
