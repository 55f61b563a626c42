"""HTML to text: what a reader sees, line by line; tables stay tables, marks do not run into numbers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.read.html import html_text, read_html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One\n  5%.</p><p>Two <b>$5</b>&nbsp;million &amp; more</p>", "One 5%.\n\nTwo $5\u00a0million & more"),
        ("<h1>Head</h1>Words<br>next", "Head\n\nWords\nnext"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<ul><li>One</li><li><p>Two</p></li></ul>", "• One\n\n• Two"),
        ("Sales rose<sup>1</sup> 5%<sup>(2)</sup>", "Sales rose(1) 5%(2)"),
        ("12 km<sup>2</sup> on May 4<sup>th</sup>, Acme<sup>®</sup>", "12 km² on May 4th, Acme®"),
        ("29%<sup>1</sup> and 10 m<sup>3</sup>", "29%(1) and 10 m³"),
        ("a<script>b()</script><style>c</style><nav>menu</nav><!-- d -->e", "ae"),
        ("<pre>a\n  b   c\n\nd</pre>", "a\n  b   c\n\nd"),
        ("<article><h1>H</h1><p>Text 5%</p><aside>Ad 9%</aside></article><p>Foot</p>", "H\n\nText 5%"),
        ("", ""),
        ("plain words, no markup: 5 < 6", "plain words, no markup: 5 < 6"),
    ],
)
def test_blocks_and_marks(markup: str, text: str) -> None:
    assert html_text(markup) == text


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("Net sales", "$", "1,204", "", "$", "1,100"), "Net sales\t$1,204\t$1,100"),
        (("Loss", "$(", "12.5", ")", "(3", ")%"), "Loss\t$(12.5)\t(3)%"),
        (("Margin", "36.2", "%", "33.9", "%"), "Margin\t36.2%\t33.9%"),
        (("<p>Cell of</p><p>two lines</p>", "5"), "Cell of two lines\t5"),
        (("Revenue<sup>1</sup>", "7"), "Revenue(1)\t7"),
        (("•", "Revenue was $5 million"), "• Revenue was $5 million"),
        (("", "", ""), ""),
    ],
)
def test_a_row_is_one_line(cells: tuple[str, ...], line: str) -> None:
    assert html_text(f"<table>{row(*cells)}</table>") == line


def test_a_table_stands_apart_from_the_prose() -> None:
    markup = "<p>Before.</p><table><caption>(in millions)</caption>" + row("A", "1") + row("B", "2") + "</table>After."
    assert html_text(markup) == "Before.\n\n(in millions)\nA\t1\nB\t2\n\nAfter."


def test_a_table_that_only_places_paragraphs_is_read_as_paragraphs() -> None:
    prose = "Sales rose 5% to $2 million. " * 12
    nested = f"<table>{row('<table>' + row('A', '1') + '</table>')}</table>"
    assert html_text(f"<table>{row(f'<p>{prose}</p><p>More.</p>')}</table>") == f"{prose.strip()}\n\nMore."
    assert html_text(nested) == "A\t1"


def test_a_page_of_a_web_site_gives_its_article() -> None:
    menu = "".join(f'<div><a href="/{n}">Menu entry number {n}</a></div>' for n in range(40))
    words = "".join(
        f"<div>Acme Corp. said that sales rose {n}% to ${n} million in the quarter.</div>" for n in range(9)
    )
    text = html_text(f"<html><body>{menu}<div id=text>{words}</div>{menu}</body></html>")
    assert "sales rose 7% to $7 million" in text
    assert "Menu entry number 7" not in text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="iso-8859-1"><p>Zürich 5 %'.encode("iso-8859-1"), "Zürich 5 %"),
        ("<p>Zürich 5 €".encode(), "Zürich 5 €"),
        ("<p>Zürich 5 €".encode("utf-16"), "Zürich 5 €"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>“5” €'.encode("cp1252"),
            "“5” €",
        ),
        (b'<meta charset="no-such-thing"><p>Up 5%.', "Up 5%."),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert read_html(data, source="a.html").text == text


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(InputError):
        read_html(b"\x00\x01\x02\xff" * 100, source="a.html")
    with pytest.raises(InputError, match="longer than 10 bytes"):
        read_html(b"<p>" * 10, source="a.html", max_bytes=10)


def test_nesting_of_any_depth() -> None:
    assert html_text("<div>" * 20_000 + "5%") == "5%"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "<li>",
                "<sup>",
                "</sup>",
                "<br>",
                "5",
                "%",
                " ",
                "\n",
                "word",
                "<pre>",
                "</pre>",
                "&amp;",
                "<",
                "\u00a0",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_gives_text_without_blank_ends(parts: list[str]) -> None:
    text = html_text("".join(parts))
    assert "\n\n\n" not in text.replace("\u00a0", "x") or "<pre>" in parts
    assert "<p>" not in text
