"""Vetoes: every row is run on its own examples, and the vetoed stretches are in order, apart and inside the text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.recognise.scan import scan
from extractor.recognise.vetoes import find_vetoes, stretches
from extractor.words.vetoes import VetoRow, veto_rows
from tests.building import document_of
from tests.growing import check_growth

EXAMPLES = [pytest.param(r, e, id=f"{r.name}: {e[:40]}") for r in veto_rows() for e in r.examples]
COUNTER_EXAMPLES = [pytest.param(r, e, id=f"{r.name}: {e[:40]}") for r in veto_rows() for e in r.counter_examples]


@pytest.mark.parametrize(("row", "example"), EXAMPLES)
def test_examples(row: VetoRow, example: str) -> None:
    text = example.replace("⟦", "").replace("⟧", "")
    marked = [part.split("⟧")[0] for part in example.split("⟦")[1:]]
    assert [span.of(text) for span in stretches(text, row)] == marked
    found = [veto.span for veto in find_vetoes(text)]
    for words in marked:
        start = text.index(words)
        assert any(span.start <= start and start + len(words) <= span.end for span in found), words


@pytest.mark.parametrize(("row", "text"), COUNTER_EXAMPLES)
def test_counter_examples(row: VetoRow, text: str) -> None:
    assert [span.of(text) for span in stretches(text, row)] == []


def test_names_are_unique_and_rows_have_examples() -> None:
    names = [row.name for row in veto_rows()]
    assert len(names) == len(set(names))
    assert all(row.examples and row.counter_examples is not None for row in veto_rows())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ordered 50 Boeing 737 MAX aircraft", ["50"]),
        ("a fee of $(2) and 12 stores", ["2", "12"]),
        ("eleven (11) directors, six (6) of whom", ["eleven (11)", "six (6)"]),
        ("cases in Taif (5), Riyadh (3) and Jeddah (2)", ["5", "3", "2"]),
        ("on 31.12.2024 and 2024-05-27", ["31.12", "2024", "2024", "05", "27"]),
        ("in Q3 2024 and 1Q26", ["3", "2024", "1", "26"]),
        ("USD34.6 million and EUR120m", ["34.6 million", "120"]),
        ("12 to 15 shops and 3-4 closures", ["12", "15", "3", "4"]),
        ("three ships, one of which sank", ["three", "one"]),
        ("One hundred and twenty-five schools", ["One hundred and twenty-five"]),
        ("one laboratory and ninety-four pupils", ["one", "ninety-four"]),
    ],
)
def test_real_figures_stand(text: str, kept: list[str]) -> None:
    assert [text[n.start : n.end] for n in scan(document_of(text)).numerals] == kept


@given(st.text(alphabet="No. 1-2(3)#+45 Form K@www.x one of the:/%\n", max_size=80))
def test_stretches_are_in_order_apart_and_inside(text: str) -> None:
    spans = [veto.span for veto in find_vetoes(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    ["7", "123 ", "0 ", "1.", "$", "(", "[](", "+1 ", "(1) ", "a", "aB1", "No. ", "Form 1", "the one ", "x@", "a.b",
     "12 Ab Cd ", "3-1 ", "Section 1 and ", "tel 1 ", "http://(", "\n1. ", "one, ", "AB Cd Ef "],
)  # fmt: skip
def test_work_grows_with_the_text(piece: str) -> None:
    check_growth(lambda size: piece * (size // len(piece)), find_vetoes, size=12_500)
