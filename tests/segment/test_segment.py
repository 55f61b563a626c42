"""Whole releases: sections, headline, paragraphs, bullets, tables; and what holds for any text."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.documents import Document
from extractor.read.plain import release_of
from extractor.segment import segment
from extractor.segment.lines import BLANK
from extractor.spans import HasSpan
from extractor.words.segments import vocabulary
from tests.growing import check_growth

SEED = Path(__file__).parents[2] / "seeds" / "laibin-industrial-park.txt"


def parts(text: str) -> list[tuple[str, str]]:
    document = segment(release_of(text))
    return [(s.section, document.text[s.start : s.end]) for s in document.sentences]


WRAPPED = """Subject: Harbour results
FOR IMMEDIATE RELEASE

HARBOUR FREIGHT LIFTS FIRST-QUARTER REVENUE
TO RECORD ON STRONG VOLUMES

ROTTERDAM, Netherlands, 4 May 2023 -- Harbour Freight N.V. said on Thursday
that revenue in the first quarter rose 12 percent to 4.5 million euros, its
best start to a year since 2011. Costs fell. The company employs 1,200
people.

Operating profit was:
  - 3.1 million euros in Europe, up from
    2.9 million euros, and
  - 1.2 million euros in Asia

"We are pleased with this result," said Chief Executive Jan de Vries. "Our
U.S. business grew."

Revenue by region (in millions)
              2023    2022
Europe        12.4    11.0
Asia           3.4     3.0
Total         15.8    14.0

About Harbour Freight
Harbour Freight N.V. was founded in 1921 in Rotterdam and employs 1,200 people
in nine countries.

Media contact:
Anna Bakker
+31 10 555 0199
press@harbour.example
"""


def unwrapped(text: str) -> list[tuple[str, str]]:
    return [(kind, " ".join(words.split())) for kind, words in parts(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_wrapped_release_from_head_to_foot(end: str) -> None:
    text = WRAPPED.replace("\n", end)
    assert unwrapped(text) == [
        ("header", "Subject: Harbour results"),
        ("header", "FOR IMMEDIATE RELEASE"),
        ("headline", "HARBOUR FREIGHT LIFTS FIRST-QUARTER REVENUE TO RECORD ON STRONG VOLUMES"),
        ("dateline", "ROTTERDAM, Netherlands, 4 May 2023 --"),
        (
            "body",
            "Harbour Freight N.V. said on Thursday that revenue in the first quarter rose 12 percent to 4.5 million "
            "euros, its best start to a year since 2011.",
        ),
        ("body", "Costs fell."),
        ("body", "The company employs 1,200 people."),
        ("body", "Operating profit was:"),
        ("body", "3.1 million euros in Europe, up from 2.9 million euros, and"),
        ("body", "1.2 million euros in Asia"),
        ("body", '"We are pleased with this result," said Chief Executive Jan de Vries.'),
        ("body", '"Our U.S. business grew."'),
        ("body", "Revenue by region (in millions)"),
        ("table", "2023 2022"),
        ("table", "Europe 12.4 11.0"),
        ("table", "Asia 3.4 3.0"),
        ("table", "Total 15.8 14.0"),
        ("boilerplate", "About Harbour Freight"),
        (
            "boilerplate",
            "Harbour Freight N.V. was founded in 1921 in Rotterdam and employs 1,200 people in nine countries.",
        ),
        ("contacts", "Media contact:"),
        ("contacts", "Anna Bakker"),
        ("contacts", "+31 10 555 0199"),
        ("contacts", "press@harbour.example"),
    ]


def test_bullets_and_paragraphs() -> None:
    document = segment(release_of(WRAPPED))
    bullets = [document.text[s.start : s.start + 3] for s in document.sentences if s.bullet]
    assert bullets == ["3.1", "1.2"]
    by_start = {document.text[s.start : s.start + 10]: s.paragraph for s in document.sentences}
    assert by_start["Costs fell"] == by_start["The compan"] != by_start["Operating "]
    assert by_start["Europe    "] == by_start["Total     "]


def test_the_seed() -> None:
    if not SEED.exists():
        pytest.skip("the seed release is not in seeds/ yet")
    text = SEED.read_bytes().decode()
    document = segment(release_of(text))
    assert parts(text)[:2] == [("header", "date 2022-05-27"), ("dateline", "BEIJING, May 27, 2022 /PRNewswire/ --")]
    assert (document.place, document.wire, document.headline) == ("BEIJING", "PRNewswire", None)
    assert parts(text)[2][1].startswith("In the first quarter of 2022, the industrial park of Laibin City")
    assert {s.section for s in document.sentences[2:]} == {"body"}


FILING = """Document

Exhibit 99.1

Larch Foods Inc.
12 Mill Street
Dover, DE 19901

LARCH FOODS ANNOUNCES SECOND QUARTER RESULTS

DOVER, Del.—(BUSINESS WIRE) August 2, 2023—Larch Foods Inc. (NYSE: LRF) today announced results.
•Net sales increased 9% to $155.7 million
•Net income was $17.1 million, or $1.59 per diluted share

Condensed Statements of Income
(in millions, except per share data)
Three Months Ended
June 30,
2023 2022
Net sales
$ 155.7 $ 143.3
Cost of sales 101.2 (b) 95.5
Net income per diluted share $ 1.59 $ 0.98

Net sales rose 9% to $155.7 million. Costs rose 6%.

Forward-Looking Statements

This release contains forward-looking statements. Actual results may differ by more than 5%.
"""


def test_a_filing() -> None:
    got = parts(FILING)
    kinds = [(kind, len(list(rows))) for kind, rows in itertools.groupby(got, key=lambda part: part[0])]
    assert kinds == [
        ("header", 5),
        ("headline", 1),
        ("dateline", 1),
        ("body", 4),
        ("table", 7),
        ("body", 2),
        ("boilerplate", 3),
    ]
    assert ("table", "Net sales\n$ 155.7 $ 143.3") in got


CELLS = "Reported Sales \n$24,746 \n$23,426 \n5.6% \nNet Earnings (Loss)\n\n$(68)\n\n$5,149\n\nn/m\nSales rose 5.6%.\n"


def test_cells_on_lines_of_their_own_are_rows() -> None:
    assert parts(CELLS) == [
        ("table", "Reported Sales \n$24,746 \n$23,426 \n5.6%"),
        ("table", "Net Earnings (Loss)\n\n$(68)\n\n$5,149\n\nn/m"),
        ("body", "Sales rose 5.6%."),
    ]


def test_a_table_without_its_line_ends() -> None:
    rows = " ".join(f"Item {name}$ {n},406 $ {n},506" for n, name in enumerate(["cost", "rent", "tax", "fees"] * 5, 1))
    assert parts(f"Sales rose.\n\nACME INC. BALANCE SHEETS (Unaudited) {rows}\n\nCosts fell.")[1][0] == "table"


NO_TABLES = {
    "a long paragraph full of figures": "Sales rose.\n\n" + "Sales rose 5% to $4,706 in 2023 from $3,506. " * 12,
    "bullets": "Results\n\n• Sales $5.1 million 5%\n• Costs $3.2 million 4%\n• Profit $1.9 million 3%\n",
    "place tallies": "Cases were reported from Taif (5), Jeddah (3)\nand Mecca (2).\n\nOf these 4 died.\n",
    "prose with years": "The plan covers the years 2022, 2023 and 2024\nand 2025, 2026 and 2027.\n",
    "telephones": "Sales rose.\n\nContact:\nTel +852 2584 4333\nFax +852 2584 4334\n",
    "headlines with figures": "Acme Profit Rises 5%\nSales of $3.2 Billion\n\nAcme said profit rose 5%.\n",
    "one line": "Revenue $5.1 $4.9 4%",
    "guidance": "Revenue $59.5 to $62.5 billion\nTax rate 15% to 16%\n\nThe company expects growth.\n",
}


@pytest.mark.parametrize("text", NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table(text: str) -> None:
    assert "table" not in {kind for kind, _ in parts(text)}


HEADLINES = {
    "# Acme Opens Plant in Leeds\n\nLEEDS, England – Acme opened a plant.": "Acme Opens Plant in Leeds",
    "Prices stable in May\n\n(FSO) - Prices rose by 0.1% in May. Rents rose.": "Prices stable in May",
    "Acme Buys Larch Foods, Inc.\n\nAcme said today that it has bought Larch Foods.": "Acme Buys Larch Foods, Inc.",
    "27 December 2007\nThe first case has been confirmed in Ruritania. Tests go on.": None,
    "Prices rose by 0.1% in May. Rents rose.\n\nWages rose too.": None,
    "Acme posts a record profit of $5 million": None,
    "Acme Adds Jobs OSLO, May 5, 2024 (GLOBE NEWSWIRE) -- Acme added 50 jobs this year, it said.": "Acme Adds Jobs",
    "Contact:\nA. Birch\n212.555.0143\na@b.example\nAcme Announces Third Quarter Results\n\nAcme grew by 5%.": (
        "Acme Announces Third Quarter Results"
    ),
}


@pytest.mark.parametrize(("text", "headline"), HEADLINES.items())
def test_headlines(text: str, headline: str | None) -> None:
    found = segment(release_of(text)).headline
    assert (found.of(text) if found else None) == headline


BOILERPLATE = [
    "About Acme Group: Founded in 1921, Acme Group employs over 113,550 people across 90 countries.",
    "This press release contains forward-looking statements about growth of 5%.",
    "Sales rose.\n\nSafe Harbor Statement\n\nResults may differ by 5%.",
    "Sales rose.\n\nNon-GAAP Financial Measures\nWe use free cash flow.",
    "Sales rose.\n\n**About Acme**\n\nAcme was founded in 1921.",
]


@pytest.mark.parametrize("text", BOILERPLATE)
def test_boilerplate(text: str) -> None:
    assert parts(text)[-1][0] == "boilerplate"


def test_a_head_ends_boilerplate() -> None:
    text = "Sales rose.\n\nAbout Acme\nAcme was founded in 1921.\n\nConference Call\nA call takes place at noon."
    assert parts(text)[-1] == ("body", "A call takes place at noon.")


def test_prose_that_opens_with_about_is_body() -> None:
    assert {kind for kind, _ in parts("Sales rose.\n\nAbout 40 percent of sales came from Europe.")} == {"body"}


def check_order(spans: Sequence[HasSpan], length: int) -> None:
    assert all(0 <= span.start < span.end <= length for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def check(document: Document) -> None:
    """Sections and sentences in order and apart; every solid character in one sentence, or a mark."""
    text, covered = document.text, [0] * len(document.text)
    for sentence in document.sentences:
        for at in range(sentence.start, sentence.end):
            covered[at] += 1
    blank = regex.compile(f"[{BLANK}]")
    left = "".join(char for char, count in zip(text, covered, strict=True) if not count and not blank.match(char))
    assert max(covered, default=0) <= 1
    marks = regex.escape(vocabulary().bullets + vocabulary().bullets_with_blank)
    assert not regex.sub(rf"[#o()\d.a-z{marks}]", "", left)
    assert [s.index for s in document.sentences] == list(range(len(document.sentences)))
    check_order(document.sentences, len(text))
    check_order(document.sections, len(text))
    for sentence in document.sentences:
        inside = [s.kind for s in document.sections if s.start <= sentence.start and sentence.end <= s.end]
        assert inside == [sentence.section]


PIECES = st.sampled_from(
    [
        "Sales rose 5%. ",
        "\n",
        "\n\n",
        "\r\n",
        "OSLO, 5 May 2024 – ",
        "• ",
        "# ",
        "$ 1.2 3.4\n",
        "Revenue 1,234 567\n",
        "(in millions)\n",
        "2023 2022\n",
        "About Acme\n",
        "Contact:\n",
        "a@b.example\n",
        "—\n",
        "•\n",
        "(a) ",
        "1. ",
        " ",
        "\t",
        "the plan goes on and on and on until it ends\n",
        "FOR IMMEDIATE RELEASE",
        "/PRNewswire/ -- ",
        "May 5, 2024",
        "U.S. ",
        "\u200b",
        "\xa0",
        "é",
        "date 2022-05-27 ",
        "\x0c",
        "|",
        "**",
    ]
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=25).map("".join))
@example("\uf0fc")
@settings(max_examples=300)
def test_any_text_is_covered_once_in_order(text: str) -> None:
    if regex.search(r"\p{Cs}", text):
        return
    check(segment(release_of(text)))


UNITS = [
    ".",
    "\n",
    "A.",
    "A. ",
    " ",
    "a",
    "1",
    "$ 1 ",
    "Revenue 1.2 3.4\n",
    "• ",
    "•\n",
    "(",
    "LONDON / ",
    "U.S. ",
    "Label here\n",
    "$\n",
    "Three Months Ended\n",
    "this line goes on and on and on for quite a while yes\n",
    "ab.Cde",
    "About X\n",
    "Contact:\n",
    "|1|\n",
    "a@b.c ",
    "May 5, 2020 – ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_text(unit: str) -> None:
    check_growth(lambda size: release_of(unit * (size // len(unit))), segment, size=8_000)


@pytest.mark.parametrize(
    "above",
    [
        "EX-99.1 2 q1release_99.htm EXHIBIT 99.1 PRESS RELEASE OF THE COMPANY DATED MAY 5, 2024",
        "EX-99.1\n2\nd123456dex991.htm\nEXHIBIT 99.1",
        "Skip to main content",
        "Skip navigation\nMenu",
    ],
)
def test_what_surrounds_a_release_is_no_headline(above: str) -> None:
    text = (
        f"{above}\nLarch Foods Reports First Quarter Results\n\nLarch grew by 5% in the quarter to $3 million, it said."
    )
    headline = segment(release_of(text)).headline
    assert headline is not None
    assert headline.of(text) == "Larch Foods Reports First Quarter Results"
