"""Comparators: every row of the lexicon is run on its own examples, and the reading is bounded for each figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.spans import Span
from extractor.words.comparators import ComparatorRow, comparator_lexicon, read_comparator

ROWS: list[ComparatorRow] = [*comparator_lexicon().before, *comparator_lexicon().behind]
CASES = [(row.words[0], example, row.comparator) for row in ROWS for example in row.examples]
COUNTER_CASES = [(row.words[0], example) for row in ROWS for example in row.counter_examples]


def _read(marked: str) -> tuple[str, Span | None]:
    text = marked.replace("⟦", "").replace("⟧", "")
    return read_comparator(text, marked.index("⟦"), marked.index("⟧") - 1)


@pytest.mark.parametrize(("row", "marked", "comparator"), CASES)
def test_examples(row: str, marked: str, comparator: str) -> None:
    assert _read(marked)[0] == comparator, row


@pytest.mark.parametrize(("row", "marked"), COUNTER_CASES)
def test_counter_examples(row: str, marked: str) -> None:
    assert _read(marked)[0] == "eq", row


@pytest.mark.parametrize(
    ("marked", "comparator"),
    [
        ("in around ⟦five⟧ or six days", "approx"),
        ("in around five or ⟦six⟧ days", "eq"),
        ("approximately ⟦21% to 22%⟧", "approx"),
        ("an average of ⟦12%⟧", "eq"),
        ("rose from ⟦$3 million⟧ to over $4 million", "eq"),
        ("increased to over ⟦$43 billion⟧", "gt"),
        ("up 5% to ⟦$3 million⟧", "eq"),
        ("not more than ⟦5%⟧", "le"),
        ("not less than\n⟦5%⟧", "ge"),
        ("no\u00a0more than ⟦5%⟧", "le"),
        ("overt ⟦5⟧", "eq"),
        ("Santa Clara, CA ⟦95054⟧", "eq"),
        ("ca. ⟦500⟧ people", "approx"),
        ("the turnover ⟦5%⟧", "eq"),
        ("carry-over ⟦$5⟧", "eq"),
        ("About\n\n⟦500⟧ people", "eq"),
        ("38 basis points over ⟦$3⟧", "eq"),
        ("estimated at ⟦$5 million⟧", "eq"),
        ("an estimated ⟦$5 million⟧", "eq"),
        ("from 5 -> ⟦6⟧", "eq"),
        (">⟦6⟧", "gt"),
        ("about US⟦$5⟧", "approx"),
        ("as many as ⟦40⟧ ships", "le"),
        ("⟦70⟧+ brands", "ge"),
        ("⟦70⟧++ brands", "eq"),
        ("⟦40⟧ more", "eq"),
    ],
)
def test_context(marked: str, comparator: str) -> None:
    assert _read(marked)[0] == comparator


def test_the_cue_is_where_the_words_stand() -> None:
    text = "Sales of well over a combined 60 units, or more"
    comparator, cue = read_comparator(text, text.index("60"), text.index("60") + 2)
    assert comparator == "gt"
    assert cue is not None
    assert cue.of(text) == "over"


@given(st.text(alphabet="over about than more 5%$(\n~<>+", max_size=60), st.data())
def test_any_text_gives_a_comparator_outside_the_figure(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    comparator, cue = read_comparator(text, start, end)
    assert comparator == "eq" or cue is not None
    assert comparator in {"eq", "approx", "gt", "ge", "lt", "le"}
    assert cue is None or cue.end <= start or cue.start >= end


def test_only_a_bounded_stretch_is_read() -> None:
    near, far = "more than " + "5", "more than " + " " * 500 + "5"
    assert read_comparator(near, len(near) - 1, len(near))[0] == "gt"
    assert read_comparator(far, len(far) - 1, len(far))[0] == "eq"


def test_an_empty_stretch_at_the_end_of_the_text_is_read() -> None:
    assert read_comparator("over", 4, 4)[0] in {"eq", "gt"}
