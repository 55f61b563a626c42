"""A small sound file of every format and packing that is read, made here."""

import bz2
import gzip
import json
import lzma
import zlib

from tests.archive.hostile import edgar, parquet, pdf, pdf_objects, tar, zipped

__all__ = ["samples"]

TEXT = (
    "HULL, May 2, 2024 -- Example Corp. said that sales rose 5% to $2.5 million in the first quarter of 2024, from "
    "$2.4 million a year earlier.\n\nIt has 1,200 employees in nine plants with 12 MW. “We are glad,” she said."
)
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>News</title></head><body><article><h1>Example grows</h1>'
    "<p>Sales rose 5% to $2.5 million<sup>1</sup> in 2024.</p><table><tr><th>Quarter</th><th>Q1</th></tr>"
    "<tr><td>Sales</td><td>$</td><td>2.5</td></tr></table><ul><li>nine plants</li></ul></article></body></html>"
)
RSS = f"<rss><channel><item><title>Growth</title><guid>g</guid><description>{TEXT}</description></item></channel></rss>"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>e1</id><title>Growth</title><content type="xhtml">'
    '<div xmlns="http://www.w3.org/1999/xhtml"><p>Sales rose 5%.</p></div></content></entry></feed>'
)
NITF = (
    '<nitf><head><docdata><doc-id id-string="n"/></docdata></head><body><body.head><hedline><hl1>Growth</hl1></hedline>'
    "<dateline>HULL</dateline></body.head><body.content><p>Sales rose 5%.</p></body.content></body></nitf>"
)
NEWSML = (
    '<newsItem guid="n2"><contentMeta><headline>Growth</headline></contentMeta><contentSet><inlineXML><html><body>'
    "<p>Sales rose 5%.</p></body></html></inlineXML></contentSet></newsItem>"
)


def samples() -> dict[str, bytes]:
    """File names and their bytes."""
    rows = [{"id": f"r{n}", "text": TEXT, "published": "2024-05-02"} for n in range(3)]
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    cell = TEXT.replace("\n", " ")
    table = f'id,published,text\nr1,2024-05-02,"{cell}"\nr2,,"{cell}"\n'
    columns = {"id": ["r1", "r2"], "text": [TEXT, TEXT], "published": ["2024-05-02", None]}
    words = b"BT /F 12 Tf 40 700 Td (Sales rose 5% to $2 million in 2024.) Tj ET"
    text, page = TEXT.encode(), PAGE.encode()
    return {
        "sample.txt": text,
        "latin.txt": TEXT.encode("cp1252"),
        "wide.txt": TEXT.encode("utf-16"),
        "sample.md": f"# Growth\n\n**Sales** rose [5%](x).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{TEXT}".encode(),
        "sample.html": page,
        "sample.jsonl": lines,
        "sample.json": json.dumps({"releases": rows}).encode(),
        "sample.csv": table.encode(),
        "sample.tsv": table.replace(",", "\t").encode(),
        "sample.parquet": parquet(columns),
        "sample.rss": RSS.encode(),
        "sample.atom": ATOM.encode(),
        "nitf.xml": NITF.encode(),
        "newsml.xml": NEWSML.encode(),
        "sample.pdf": pdf(pdf_objects(words)),
        "packed.pdf": pdf(pdf_objects(zlib.compress(words), b" /Filter /FlateDecode")),
        "edgar.txt": edgar(cut=False),
        "sample.txt.gz": gzip.compress(text, mtime=0),
        "sample.jsonl.bz2": bz2.compress(lines),
        "sample.html.xz": lzma.compress(page),
        "sample.csv.zst": _zstandard(table.encode()),
        "sample.zip": zipped({"a.txt": text, "b.html": page, "c/d.jsonl": lines}),
        "bzip2.zip": zipped({"a.txt": text, "b.html": page}, 12),
        "sample.tar": tar({"a.txt": text, "b.html": page, "c.jsonl.gz": gzip.compress(lines, mtime=0)}),
        "sample.tar.gz": gzip.compress(tar({"a.txt": text, "b.html": page}), mtime=0),
    }


def _zstandard(data: bytes) -> bytes:
    import zstandard

    return zstandard.compress(data)
