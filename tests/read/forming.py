"""One release in every form that is read: what the tests of readers and commands share."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import zstandard

HEADLINE = "Larch Foods Reports First Quarter Results"
BODY = (
    "OSLO, May 5, 2024 – Larch Foods Inc. said that revenue rose 4% to $1.2 million in the first quarter of 2024.",
    "It opened three shops and hired 40 bakers.",
)
TEXT = f"{HEADLINE}\n\n{BODY[0]}\n\n{BODY[1]}"
PAGE = f"<h1>{HEADLINE}</h1><p>{BODY[0]}</p>\n<p>It opened <b>three</b> shops and hired 40 bakers.</p>"


def pdf(*pages: str) -> bytes:
    """A PDF file with the lines of each page in one font."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, words in enumerate(pages):
        page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * n} 0 R"
        bodies.append(f"<< {page} /Resources << /Font << /F 3 0 R >> >> >>".encode())
        lines = b" ".join(f"({line}) Tj 0 -20 Td".encode("cp1252") for line in words.split("\n"))
        drawn = b"BT /F 10 Tf 30 700 Td " + lines + b" ET" if words else b""
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def submission() -> bytes:
    """A full submission of EDGAR with one press release."""
    return (
        "<SEC-DOCUMENT>0000000001-24-000002.txt : 20240506\n<SEC-HEADER>0000000001-24-000002.hdr.sgml : 20240506\n"
        "ACCESSION NUMBER:\t\t0000000001-24-000002\nCONFORMED SUBMISSION TYPE:\t8-K\nFILED AS OF DATE:\t\t20240506\n\n"
        "FILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\tLARCH FOODS INC\n"
        "\t\tCENTRAL INDEX KEY:\t\t\t0000000042\n</SEC-HEADER>\n"
        "<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<FILENAME>f8k.htm\n<TEXT>\n<html><p>The form 5%</p></html>\n"
        "</TEXT>\n</DOCUMENT>\n"
        f"<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>ex99.htm\n<TEXT>\n<html><body>{PAGE}</body></html>\n</TEXT>\n"
        "</DOCUMENT>\n</SEC-DOCUMENT>\n"
    ).encode()


def csv_file(delimiter: str = ",") -> bytes:
    """A table with one row."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([["id", "text"], ["r0", TEXT]])
    return out.getvalue().encode()


def parquet_file() -> bytes:
    """A Parquet file with one row."""
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"id": ["r0"], "text": [TEXT]}), out)
    return out.getvalue()


def packed_zip(data: bytes, name: str = "a.txt") -> bytes:
    """A zip with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def packed_tar(data: bytes, name: str = "a.txt") -> bytes:
    """A tar with one file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


_RSS = (
    "<?xml version='1.0'?><rss><channel><title>News of the site</title><item>"
    f"<title>{HEADLINE}</title><description><![CDATA[<p>{BODY[0]}</p><p>{BODY[1]}</p>]]></description></item></channel></rss>"
)
_NITF = (
    f"<nitf><body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline></body.head>"
    f"<body.content><p>{BODY[0]}</p><p>{BODY[1]}</p></body.content></body></nitf>"
)

#: The suffix that files of a form have, and the bytes of one release in it.
FORMS: dict[str, Callable[[], bytes]] = {
    ".txt": TEXT.encode,
    ".html": f"<!doctype html><html><head><title>Site</title></head><body>{PAGE}</body></html>".encode,
    ".htm": f"<html><body>{PAGE}".encode,
    ".md": f"# {HEADLINE}\n\n{BODY[0]}\n\nIt opened **three** [shops](/shops) and hired\n40 bakers.\n".encode,
    ".pdf": lambda: pdf(TEXT),
    ".json": json.dumps({"id": "r0", "text": TEXT}, indent=1).encode,
    ".jsonl": lambda: json.dumps({"id": "r0", "text": TEXT}).encode() + b"\n",
    ".csv": csv_file,
    ".tsv": lambda: csv_file("\t"),
    ".parquet": parquet_file,
    ".rss": _RSS.encode,
    ".xml": _NITF.encode,
    ".edgar.txt": submission,
}
#: The suffix of a packing, and how bytes are packed so.
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".zst": zstandard.compress,
    ".xz": lzma.compress,
}
