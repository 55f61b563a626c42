"""Files that break, explode or mislead a reader, each made here from nothing, with what is to be said of it."""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

__all__ = [
    "BOMBS",
    "BROKEN",
    "GOOD",
    "Hostile",
    "edgar",
    "parquet",
    "parquet_of_equal_rows",
    "pdf",
    "pdf_objects",
    "tar",
    "zipped",
]

GOOD = b"Sales rose 5% to $2 million in 2021."
MIB = 1 << 20


@dataclass(frozen=True)
class Hostile:
    """A file's name and bytes, and the code and words of the fault that it is to give.

    `released` is how many releases come out of it all the same.
    """

    name: str
    make: Callable[[], bytes]
    code: str
    says: str
    released: int = 0


def zlib_zeros(mebibytes: int) -> bytes:
    """A zlib stream of so many MiB of zeros, made without having them: the same flushed piece again and again."""
    packer = zlib.compressobj(9, wbits=-15)
    piece = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    adler = (mebibytes * MIB % 65521) << 16 | 1
    return b"\x78\xda" + piece + again * (mebibytes - 1) + b"\x03\x00" + struct.pack(">I", adler)


def pdf(objects: list[bytes]) -> bytes:
    """A PDF file of these objects, numbered from 1; the first one is the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def pdf_objects(content: bytes, filters: bytes = b"") -> list[bytes]:
    return [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>",
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), filters, content),
    ]


def pdf_of_chained_filters() -> bytes:
    packed = zlib.compress(zlib.compress(zlib_zeros(6 * 1024), 9), 9)
    return pdf(pdf_objects(packed, b" /Filter [/FlateDecode /FlateDecode /FlateDecode]"))


def pdf_without_its_page() -> bytes:
    text = b"BT /F 12 Tf 40 700 Td (Sales rose 5%.) Tj ET"
    good = pdf_objects(text)
    good[1] = b"<</Type /Pages /Kids [3 0 R 9 0 R] /Count 2>>"
    return pdf(good)


def sparse_tar() -> bytes:
    """One member of 8 GiB, all of it holes, in the form of old GNU tar."""
    size = 8 * 1024 * MIB - 1
    head = tarfile.TarInfo("holes.jsonl")
    head.type, head.size = tarfile.GNUTYPE_SPARSE, 0
    block = bytearray(head.tobuf(tarfile.GNU_FORMAT))
    block[386:410] = b"%011o\0%011o\0" % (size, 0)
    block[482] = 0
    block[483:495] = b"%011o\0" % size
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + tar({"good.txt": GOOD})


def tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def gzip_in_gzip() -> bytes:
    return gzip.compress(gzip.compress(bytes(MIB)) * 4096)


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def zip_of_overlapping_members() -> bytes:
    """Thousands of members that are all the same packed bytes."""
    one = zipped({"a.jsonl": bytes(MIB)})
    start = one.index(b"PK\x01\x02")
    entry = one[start : one.index(b"PK\x05\x06")]
    many = 4000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, many, many, len(entry) * many, start, 0)
    return one[:start] + entry * many + end


def zip_of_a_nameless_member() -> bytes:
    data = bytearray(zipped({"x": b"no name", "good.txt": GOOD}, zipfile.ZIP_STORED))
    for magic, length, name in ((b"PK\x03\x04", 26, 30), (b"PK\x01\x02", 28, 46)):
        at = data.index(magic)
        data[at + length] = 0
        del data[at + name]
    end = data.index(b"PK\x05\x06")
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 4)
    data[second + 42 : second + 46] = struct.pack("<L", data.index(b"PK\x03\x04", 4))
    data[end + 12 : end + 20] = struct.pack("<2L", end - directory, directory)
    return bytes(data)


def zstandard_of_runs() -> bytes:
    """16 KB of blocks that each say: 128 KiB of this byte."""
    block = struct.pack("<L", 1 << 17 << 3 | 1 << 1)[:3] + b"\0"
    last = struct.pack("<L", 1 << 17 << 3 | 1 << 1 | 1)[:3] + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x88" + block * 4096 + last


def zip_of_bzip2() -> bytes:
    return zipped({"a.jsonl": bytes(512 * MIB)}, zipfile.ZIP_BZIP2)


def xz_of_a_large_window() -> bytes:
    return lzma.compress(bytes(MIB), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30, "preset": 0}])


def parquet(columns: dict[str, object]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out, compression="zstd")
    return out.getvalue()


def parquet_of_long_cells() -> bytes:
    import pyarrow

    cell = pyarrow.array(["a" * (30 * MIB)])
    return parquet({"text": pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 64), cell)})


def parquet_of_equal_rows() -> bytes:
    """Some 150 MiB of text that take no place, for the rows are equal."""
    import pyarrow

    text = GOOD.decode() + " It sold shoes." * 4000
    return parquet({"text": pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 2500), pyarrow.array([text]))})


def parquet_of_a_day_out_of_range() -> bytes:
    import pyarrow

    days = pyarrow.array([2**62, 0], pyarrow.timestamp("us"))
    return parquet({"text": [GOOD.decode(), GOOD.decode()], "published": days})


def rss(*bodies: str) -> bytes:
    items = "".join(f"<item><title>t</title><description>{body}</description></item>" for body in bodies)
    return f"<rss><channel>{items}</channel></rss>".encode()


def rss_nested() -> bytes:
    return rss("Sales rose 5%.", "<div>" * 3000 + "Sales" + "</div>" * 3000, "Sales fell 5%.")


def gzip_with_strange_bytes() -> bytes:
    return gzip.compress(b"Sales rose 5%. ") + b"no gzip at all" + gzip.compress(b"Sales fell 3%.")


def edgar(*, cut: bool) -> bytes:
    head = "<SEC-DOCUMENT>0001.txt : 20240502\n<SEC-HEADER>0001.hdr.sgml\nACCESSION NUMBER:\t0001\n</SEC-HEADER>\n"
    form = "<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<FILENAME>a.txt\n<TEXT>\nForm.\n</TEXT>\n</DOCUMENT>\n"
    exhibit = (
        "<DOCUMENT>\n<TYPE>EX-99.1\n<FILENAME>b.txt\n<TEXT>\nSales rose 5%.\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"
    )
    return (head + form + ("" if cut else exhibit)).encode()


def tar_with_a_broken_header() -> bytes:
    data = bytearray(tar({"a.txt": GOOD, "b.txt": GOOD, "c.txt": GOOD}))
    data[1024 + 148] ^= 1
    return bytes(data)


def json_of_many_lists() -> bytes:
    return b"[" + b"[]," * 2_000_000 + b"[]]"


#: Files that unpack to more than any machine has.
BOMBS = (
    Hostile("chained.pdf", pdf_of_chained_filters, "", "MiB of memory"),
    Hostile("sparse.tar", sparse_tar, "", "as only a bomb does"),
    Hostile("twice.jsonl.gz.gz", gzip_in_gzip, "", "as only a bomb does"),
    Hostile("overlapping.zip", zip_of_overlapping_members, "broken-archive", "its members overlap"),
    Hostile("runs.jsonl.zst", zstandard_of_runs, "", "as only a bomb does"),
    Hostile("many.jsonl.bz2", lambda: bz2.compress(bytes(45 * MIB)) * 200, "", "as only a bomb does"),
    Hostile("bzip2.zip", zip_of_bzip2, "", "as only a bomb does"),
    Hostile("window.txt.xz", xz_of_a_large_window, "unreadable", "emory"),
    Hostile("cells.parquet", parquet_of_long_cells, "", "memory"),
    Hostile("lists.json", json_of_many_lists, "", ""),
)

#: Files that are broken or cut off, or that no reader expects.
BROKEN = (
    Hostile("page.pdf", pdf_without_its_page, "unreadable", "page"),
    Hostile("nameless.zip", zip_of_a_nameless_member, "nameless", "has no name", 1),
    Hostile("day.parquet", parquet_of_a_day_out_of_range, "bad-record", "", 1),
    Hostile("nested.rss", rss_nested, "", "", 3),
    Hostile("strange.txt.gz", gzip_with_strange_bytes, "strange-bytes", "14 bytes", 1),
    Hostile("cut.txt", lambda: edgar(cut=True), "truncated", "ends before its </SEC-DOCUMENT>"),
    Hostile("header.tar", tar_with_a_broken_header, "broken-archive", "bad checksum", 1),
    Hostile("header-cut.tar", lambda: tar({"a.txt": GOOD, "b.txt": GOOD})[:1500], "broken-archive", "truncated", 1),
    Hostile("deep.json", lambda: b"[" * 1_000_000, "", "no JSON"),
    Hostile("deep.html", lambda: b"<div>" * 5_000 + GOOD, "", "", 1),
)


def records(n: int) -> bytes:
    return b"".join(json.dumps({"text": GOOD.decode(), "id": f"r{i}"}).encode() + b"\n" for i in range(n))
