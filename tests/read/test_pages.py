"""What surrounds a release on its page: none of it is text, and what it states goes to the release."""

from collections.abc import Callable
from datetime import date

import pytest

from extractor.documents import Filer, Release
from extractor.read import read
from extractor.read.days import day_in
from extractor.read.html import html_text, read_html
from extractor.read.nesting import bounded
from tests.read.forming import submission

STORY = (
    "<p>OSLO – Larch Foods Inc. said that revenue rose 4% to $1.2 million in the quarter, helped by new shops.</p>"
    "<p>It opened three shops and hired 40 bakers in the year, and expects to open five more before the winter.</p>"
)
LINKS = "".join(f'<li><a href="/{n}">Other news of the site, number {n}</a></li>' for n in range(12))
META = '<meta property="og:site_name" content="Larch Foods"><meta name="viewport" content="width=device-width">'


def page(body: str, head: str = "") -> Release:
    return read_html(
        f"<!doctype html><html><head><title>Larch Foods</title>{head}</head><body>{body}".encode(), source="x"
    )


HIDDEN = {
    "style": '<div style="display:none">9%</div>',
    "style with blanks": '<p style="color:red; DISPLAY : none ;">9%</p>',
    "visibility": '<span style="visibility: hidden">9%</span>',
    "attribute": "<p hidden>9%</p>",
    "inline XBRL": '<ix:header><ix:hidden><ix:nonNumeric name="a">9%</ix:nonNumeric></ix:hidden></ix:header>',
    "nested": '<div style="display:none"><p hidden><span style="display:none">9%</span></p></div>',
    "menu": '<nav><a href="/">9%</a></nav><div role="navigation"><a href="/">9%</a></div>',
    "banner": '<div role="banner">9%</div><div role="contentinfo">9%</div>',
    "cookies": '<div role="dialog">We use 9% cookies</div>',
    "skip link": '<a href="#main">Skip to main content 9%</a>',
    "site title": "<title>9%</title>",
    "code": "<script>9%</script><style>9%</style><template>9%</template>",
    "aside": "<aside>9%</aside>",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_what_is_not_shown_or_not_the_release_is_no_text(hidden: str) -> None:
    assert page(f"{hidden}<h1>Larch grows</h1>{hidden}{STORY}{hidden}").text == html_text(
        f"<h1>Larch grows</h1>{STORY}"
    )


def test_what_is_shown_stays() -> None:
    shown = '<p style="display:block">5%</p><p style="text-decoration: none">6%</p><details><p>7%</p></details>'
    assert html_text(shown) == "5%\n\n6%\n\n7%"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("", "<h1>Larch grows</h1>", "Larch grows"),
        (META, "<header><h1>Larch Foods</h1></header><h1>Larch grows</h1>", "Larch grows"),
        (META + '<meta property="og:title" content="Larch grows | Larch Foods">', "", "Larch grows"),
        ('<meta property="og:title" content="Larch grows by 4%">', "<h1>Larch grows</h1>", "Larch grows"),
        ('<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"L","headline":"no"},'
         '{"@type":["NewsArticle"],"headline":"Larch grows"}]}</script>', "", "Larch grows"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', "", None),
        (META + '<meta property="og:title" content="Larch Foods">', "", None),
    ],
)  # fmt: skip
def test_the_title_is_the_releases_and_never_the_sites(head: str, body: str, title: str | None) -> None:
    assert page(body + STORY, head).title == title


def test_a_title_outside_of_the_article_goes_before_its_text() -> None:
    head = '<meta property="og:title" content="Larch grows">'
    assert page(f"<h1>Larch grows</h1><ul>{LINKS}</ul><article>{STORY}</article>", head).text.startswith(
        "Larch grows\n\nOSLO"
    )
    inside = page(f"<article><h1>Larch  grows</h1>{STORY}</article>", head).text
    assert inside.count("Larch grows") == 1


@pytest.mark.parametrize(
    "stated",
    [
        '<meta property="article:published_time" content="2024-05-06T08:00:00-04:00">',
        '<meta name="Date" content="May 6, 2024">',
        '<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2024-05-06"}]</script>',
        '<meta itemprop="datePublished" content="20240506">',
        '<div><time datetime="2024-05-06">yesterday</time></div>',
        '<span itemprop="datePublished">6 May 2024</span>',
    ],
)
def test_the_day_that_a_page_states(stated: str) -> None:
    release = page(f"<h1>Larch grows</h1>{stated}{STORY}")
    assert (release.published, release.stated, release.stated_by) == (None, date(2024, 5, 6), "page")


@pytest.mark.parametrize(
    "stated",
    [
        '<meta property="article:modified_time" content="2024-05-06">',
        '<meta name="date" content="0001-01-01">',
        '<p>It will hold a call on <time datetime="2024-05-06">6 May</time>, at which its head will speak.</p>',
        '<table><tr><td><time datetime="2024-05-06">6 May</time></td></tr></table>',
        '<p><time datetime="2024-05-06">6</time></p><p><time datetime="2024-05-07">7</time></p>',
        '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2024-05-06"}</script>',
    ],
)
def test_other_days_of_a_page_are_none_of_publication(stated: str) -> None:
    release = page(f"<h1>Larch grows</h1>{STORY}{stated}")
    assert (release.stated, release.stated_by) == (None, None)


def test_a_form_round_the_whole_page_is_no_form() -> None:
    assert page(f"<form><input><h1>Larch grows</h1>{STORY}<button>Go 9%</button></form>").text.startswith("Larch grows")


def test_lists_of_links_are_no_text_and_lists_with_words_are() -> None:
    text = page(f"<article>{STORY}<ul>{LINKS}</ul><ul><li>Sales rose 5%</li></ul></article>").text
    assert "Other news" not in text
    assert "Sales rose 5%" in text


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-06T23:30:00-04:00", "2024-05-06"), ("20240506T120000Z", "2024-05-06"), ("2024/05/06", None),
        ("Mon, 06 May 2024 09:00:00 GMT", "2024-05-06"), ("6 May 2024", "2024-05-06"), ("May. 6, 2024", "2024-05-06"),
        ("2024-13-01", None), ("9999-12-31", None), ("", None), (None, None), (20240506, None), ("x" * 1000, None),
    ],
)  # fmt: skip
def test_days(value: object, day: str | None) -> None:
    assert (str(day_in(value)) if day_in(value) else None) == day


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('rose<span style="vertical-align: super;font-size:6pt">1</span> 5', "rose(1) 5"),
        ('$1.34<font style="position:relative;top:-3.5pt;font-size:6.5pt">2</font>', "$1.34(2)"),
        ('$1.34<font style="bottom:4px;position:relative">(2)</font>', "$1.34(2)"),
        ('$1.34<span style="position:relative">2</span>', "$1.342"),
        (
            '<span style="vertical-align:super">Sales of the whole year rose 5%</span>',
            "Sales of the whole year rose 5%",
        ),
        ("5<sup>1</sup>/<sub>2</sub>%", "5 1/2%"),
        ("2 x 10<sup>9</sup> cells", "2 x 10⁹ cells"),
        ("$5 million<sup>a</sup>, 3<sup>rd</sup>", "$5 million(a), 3rd"),
    ],
)
def test_raised_words_never_join_a_number(markup: str, text: str) -> None:
    assert html_text(f"<p>{markup}</p>") == text
    assert html_text(f"<table><tr><td>{markup}</td></tr></table>") == text


MANY: dict[str, Callable[[int], str]] = {
    "marks in a line": lambda n: "<p>" + "x<sup>1</sup> " * n,
    "marks in a cell": lambda n: "<table><tr><td>" + "x<sup>1</sup> " * n,
    "blocks": lambda n: "<div>x" * n,
    "lists": lambda n: "<ul><li>x" * n,
    "tables": lambda n: "<table><tr><td>x" * n,
    "formatting": lambda n: "".join(f"<font size={i}>" for i in range(600)) + "<p>x" * n,
    "unknown": lambda n: "<foo>" * n,
    "closed": lambda n: "<div>" * n + "5%" + "</div>" * n,
}


@pytest.mark.parametrize("many", MANY.values(), ids=MANY)
def test_work_grows_with_the_page_and_no_faster(many: Callable[[int], str]) -> None:
    sizes = []
    for n in (2_000, 4_000):
        markup = bounded(many(n))
        depth = deepest = 0
        for tag in markup.split("<")[1:]:
            depth += -1 if tag.startswith("/") else 1 if tag[:3] in ("div", "foo", "ul>", "tab") else 0
            deepest = max(deepest, depth)
        assert deepest <= 512
        sizes.append(len(html_text(many(n))))
    assert sizes[1] <= 2.3 * sizes[0] + 10


def test_a_tag_with_thousands_of_attributes_keeps_none() -> None:
    assert html_text("<p " + " ".join(f"a{n}=1" for n in range(9000)) + ">Up 5%.") == "Up 5%."


def test_the_wrapper_of_a_filing_is_no_text() -> None:
    wrapped = (
        "<html><body><document>\n<type>EX-99.1\n<sequence>2\n<filename>a.htm\n<description>EXHIBIT 99.1\n<text>\n"
        f"<title>Document</title><p>Larch grows</p>{STORY}</text></document></body></html>"
    )
    (release,) = read(wrapped.encode())
    assert release.text.startswith("Larch grows\n\nOSLO")
    upper = wrapped.removeprefix("<html><body>").replace("<document>", "<DOCUMENT>").replace("<type>", "<TYPE>")
    for tag in ("sequence", "filename", "description", "text"):
        upper = upper.replace(f"<{tag}>", f"<{tag.upper()}>")
    (release,) = read(upper.replace("</text>", "\n</TEXT>").encode())
    assert release.text.startswith("Larch grows\n\nOSLO")


def test_the_header_of_a_filing_says_who_and_when() -> None:
    (release,) = read(submission())
    assert release.filer == Filer("LARCH FOODS INC", "42", "8-K", date(2024, 5, 6))
    assert (release.stated, release.stated_by) == (date(2024, 5, 6), "filing")


def test_a_feed_of_any_depth_states_its_day() -> None:
    deep = "<div>" * 3000 + "Up 5%" + "</div>" * 3000
    feed = (
        "<rss><channel><title>Site</title><item><title>Larch grows</title>"
        "<pubDate>Mon, 06 May 2024 09:00:00 GMT</pubDate>"
        f"<description>{deep}</description></item></channel></rss>"
    )
    (release,) = read(feed.encode())
    assert (release.text, release.stated, release.stated_by) == ("Larch grows\n\nUp 5%", date(2024, 5, 6), "feed")
    assert release.title == "Larch grows"
