"""News in XML: NewsML-G2, NITF, RSS and Atom; and what a hostile or broken file may do."""

import io
from datetime import date

from extractor.documents import Release
from extractor.read.news_xml import read_news
from extractor.read.records import Fault


def read(xml: str, **options: int) -> list[Release | Fault]:
    return list(read_news(io.BytesIO(xml.encode()), source="a.xml", **options))


def texts(xml: str) -> list[tuple[str, str]]:
    items = read(xml)
    assert [item for item in items if isinstance(item, Fault)] == []
    return [(item.id, item.text) for item in items if isinstance(item, Release)]


NITF_BODY = """<nitf><head><docdata><doc-id id-string="PRN-7"/><story.date norm="20220527T120000Z"/></docdata></head>
<body><body.head><hedline><hl1>Acme grows</hl1></hedline><dateline><location>PARIS</location>, May 27</dateline>
</body.head><body.content><p>Sales rose 5%.</p><table><tr><td>Sales</td><td>5</td></tr></table></body.content></body>
</nitf>"""


def test_nitf() -> None:
    (item,) = read(f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">{NITF_BODY}')
    assert isinstance(item, Release)
    assert (item.id, item.published, item.source) == ("PRN-7", date(2022, 5, 27), "a.xml:1")
    assert item.text == "Acme grows\n\nPARIS, May 27 Sales rose 5%.\n\nSales\t5"


def newsml(content: str) -> str:
    return f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:x:1" version="2">
<contentMeta><headline>Acme grows</headline></contentMeta><contentSet>{content}</contentSet></newsItem></itemSet>
</newsMessage>"""


def test_newsml_g2_with_inline_xml_and_data() -> None:
    xhtml = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Sales rose 5%.</p><p>More.</p></body></html>'
    assert texts(newsml(f'<inlineXML contenttype="application/xhtml+xml">{xhtml}</inlineXML>')) == [
        ("urn:x:1", "Acme grows\n\nSales rose 5%.\n\nMore.")
    ]
    assert texts(newsml('<inlineData contenttype="text/plain">Sales rose 5%.</inlineData>')) == [
        ("urn:x:1", "Acme grows\n\nSales rose 5%.")
    ]
    assert texts(newsml(f"<inlineXML>{NITF_BODY}</inlineXML>"))[0][1].startswith("Acme grows\n\nPARIS, May 27 Sales")


def test_rss() -> None:
    xml = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed</title>
    <item><title>Acme &amp;amp; Co up 5%</title><guid>g1</guid><description>Short</description>
    <content:encoded><![CDATA[<p>Sales rose <b>5%</b>.</p>]]></content:encoded></item>
    <item><title>Two</title><link>http://x/2</link><description>Plain 7 &lt; 8 words.</description></item>
    </channel></rss>"""
    assert texts(xml) == [("g1", "Acme & Co up 5%\n\nSales rose 5%."), ("http://x/2", "Two\n\nPlain 7 < 8 words.")]


def test_atom() -> None:
    xml = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>
    <entry><id>e1</id><title>One</title><content type="html">&lt;p&gt;Up 5%.&lt;/p&gt;</content></entry>
    <entry><id>e2</id><title>Two</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Up 7%.</p>
    </div></content></entry></feed>"""
    assert texts(xml) == [("e1", "One\n\nUp 5%."), ("e2", "Two\n\nUp 7%.")]


def test_the_items_before_a_break_are_kept() -> None:
    items = read("<rss><channel><item><description>Up 5%.</description></item><item><descr")
    assert [type(item) for item in items] == [Release, Fault]
    assert items[1].source == "a.xml:2"


def test_entities_do_not_grow_without_end() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    items = read(f'<!DOCTYPE x [<!ENTITY l0 "5%">{levels}]><rss><item><description>&l11;</description></item></rss>')
    assert [type(item) for item in items] == [Fault]


def test_files_outside_are_not_read() -> None:
    xml = (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><item><description>a&e;</description></item></rss>'
    )
    assert all("root" not in getattr(item, "text", "") for item in read(xml))


def test_an_item_that_is_too_long_and_a_file_of_no_news() -> None:
    long = "<rss><item><description>" + "Up 5%. " * 60_000 + "</description></item></rss>"
    assert [getattr(item, "code", "") for item in read(long, max_bytes=1000)] == ["too-large"]
    assert [getattr(item, "code", "") for item in read("<catalog><book/></catalog>")] == ["no-item"]
    assert [getattr(item, "code", "") for item in read("<rss><item><guid>1</guid></item></rss>")] == ["no-text"]


def test_a_long_feed_is_read_in_bounded_memory() -> None:
    import tracemalloc

    item = b"<item><guid>%d</guid><title>T</title><description>Sales rose 5%% to $2 million.</description></item>"

    class Feed(io.RawIOBase):
        n = 0

        def read(self, size: int = -1) -> bytes:
            self.n += 1
            return b"<rss><channel>" if self.n == 1 else b"".join([item % n for n in range(400)])

    got = read_news(Feed(), source="a.xml")  # type: ignore[arg-type]
    next(got)
    tracemalloc.start()
    for _ in range(2_000):
        next(got)
    first = tracemalloc.get_traced_memory()[0]
    for _ in range(20_000):
        next(got)
    last = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert last < first + 2_000_000


def test_the_tables_of_an_item_stand_where_its_text_has_them() -> None:
    table = "&lt;table&gt;&lt;tr&gt;&lt;td&gt;Sales&lt;/td&gt;&lt;td&gt;$5&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;"
    (item,) = read(
        f"<rss><channel><item><title>Larch grows</title><description>{table}</description></item></channel></rss>"
    )
    assert isinstance(item, Release)
    assert item.text == "Larch grows\n\nSales\t$5"
    assert [item.text[cell.start : cell.end] for grid in item.grids for cell in grid.cells] == ["Sales", "$5"]
