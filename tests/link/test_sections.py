"""Headings and labels: which stand over a sentence, and whose the figures below them are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Document, Release
from extractor.facts import Quantity
from extractor.pipeline import Extractor
from extractor.scene.outline import outline
from extractor.segment import segment

REPORT = """\
Norvik Foods Inc. Reports Results

OSLO, May 3, 2024 - Norvik Foods Inc. (OSE: NVK) today reported results. The Harle Drinks and Osel Snacks segments grew.

RESULTS BY SEGMENT

Harle Drinks

Operating profit fell 11% after a bad harvest.
Sales were $12 million.

Osel Snacks

Operating profit rose 23%.

BALANCE SHEET

Cash was $40 million.
"""


def _document(text: str) -> Document:
    return segment(Release(text, "outlined"))


def _over(text: str, words: str) -> list[str]:
    document = _document(text)
    at = next(s.index for s in document.sentences if words in text[s.start : s.end])
    return [heading.span.of(text) for heading in outline(document)[at]]


def _owner(extractor: Extractor, text: str, figure: str) -> str | None:
    facts = extractor.extract(Release(text, "owned")).facts
    fact = next(f for f in facts if f.text == figure)
    assert isinstance(fact, Quantity)
    return fact.subject.text if fact.subject is not None else None


@pytest.mark.parametrize(
    ("words", "headings"),
    [
        ("fell 11%", ["Harle Drinks", "RESULTS BY SEGMENT"]),
        ("$12 million", ["Harle Drinks", "RESULTS BY SEGMENT"]),
        ("rose 23%", ["Osel Snacks", "RESULTS BY SEGMENT"]),
        ("$40 million", ["BALANCE SHEET"]),
    ],
)
def test_a_heading_holds_until_one_that_is_written_like_it_or_like_one_above(words: str, headings: list[str]) -> None:
    assert _over(REPORT, words) == headings


@pytest.mark.parametrize(
    "line",
    ["Sales rose 5%.", "sales by region", "“Sales are good”", "Sales of $5 million", "Write to us: www.norvik.example"],
)
def test_what_says_a_figure_or_a_sentence_or_goes_on_from_a_line_is_no_heading(line: str) -> None:
    assert _over(f"Norvik Reports\n\nIt was a good year.\n\n{line}\n\nCash grew a lot.", "Cash") == []


@pytest.mark.parametrize(
    ("figure", "owner"),
    [
        ("11%", "Harle Drinks"),
        ("$12 million", "Harle Drinks"),
        ("23%", "Osel Snacks"),
        ("$40 million", "Norvik Foods Inc."),
    ],
)
def test_a_section_is_whose_its_heading_names(extractor: Extractor, figure: str, owner: str) -> None:
    assert _owner(extractor, REPORT, figure) == owner


@pytest.mark.parametrize(
    ("entry", "owner"),
    [
        ("Harle Drinks (juices and jams) - Revenue of $5 million. Margin rose to 9%.", "Harle Drinks"),
        ("Harle Drinks: revenue of $5 million. Margin rose to 9%.", "Harle Drinks"),
        ("Outlook: revenue of $5 million. Margin rises to 9%.", "Norvik Foods Inc."),
    ],
)
def test_an_entry_is_whose_its_label_names(extractor: Extractor, entry: str, owner: str) -> None:
    text = f"{REPORT}\nBUSINESS\n\nNorvik Foods Inc. gives details:\n\n• {entry}\n• We opened 9 shops.\n"
    assert _owner(extractor, text, "$5 million") == owner
    assert _owner(extractor, text, "9%") == owner


def test_a_list_that_was_flattened_is_a_line_an_entry() -> None:
    text = "First quarter 2024 ⚫ Net income of $4 million, down 3% ⚫ Revenue of $9 million, up 2% ⚫ 12 new shops"
    document = _document(text)
    assert [text[s.start : s.end] for s in document.sentences if s.bullet] == [
        "Net income of $4 million, down 3%",
        "Revenue of $9 million, up 2%",
        "12 new shops",
    ]


def test_what_wingdings_leaves_of_a_square_opens_an_entry() -> None:
    text = "Highlights of the year:\nn Revenue of $9 million, up 2%\nn $3 million of costs were saved\nno entry here"
    assert [s.bullet for s in _document(text).sentences][:3] == [False, True, True]


@given(
    st.lists(st.sampled_from(["Harle Drinks", "RESULTS", "# Osel", "Sales rose 5%.", "• Jam:", "", "a"]), max_size=40)
)
def test_every_sentence_has_its_headings_before_it(lines: list[str]) -> None:
    document = _document("\n".join(lines) + "\n")
    over = outline(document)
    assert len(over) == len(document.sentences)
    for sentence, headings in zip(document.sentences, over, strict=True):
        places = [heading.sentence for heading in headings]
        assert places == sorted(places, reverse=True)
        assert all(place < sentence.index for place in places)
        assert len({heading.style for heading in headings}) == len(headings)
