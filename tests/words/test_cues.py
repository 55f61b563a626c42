"""Every row of the cues is run on its own example and counter-example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.words.cues import Cue, CueRow, Cues, cue_rows
from tests.marked import unmarked


def marked(example: str) -> tuple[str, int, int]:
    """The text without marks, and where the marked figure starts and ends."""
    text, _ = unmarked(example)
    return text, example.index("⟦"), example.index("⟧") - 1


def reaching(row: CueRow, example: str) -> Cue | None:
    """The cue of the row's category that reaches the marked figure."""
    text, start, end = marked(example)
    cues = Cues.of(text.lower(), 0, len(text))
    return cues.ahead(row.category, start) or cues.behind(row.category, end)


@pytest.mark.parametrize("row", cue_rows(), ids=lambda row: row.phrase[:40])
def test_examples(row: CueRow) -> None:
    text, start, _ = marked(row.example)
    cues = Cues.of(text.lower(), 0, len(text))
    if row.ahead is None and row.behind is None:
        assert any(cue.row == row for cue in cues.found)
        assert cues.ahead("expected", start) is None
        return
    found = reaching(row, row.example)
    assert found is not None
    assert found.row == row
    if row.counter:
        assert reaching(row, row.counter) is None


def test_a_comparison_ends_what_was_expected() -> None:
    text, start, _ = marked("it expects sales of $6 million, up from sales of ⟦$5 million⟧")
    cues = Cues.of(text, 0, len(text))
    assert cues.ahead("expected", start) is None
    assert cues.ahead("expected", text.index("$6")) is not None
    assert cues.ahead("comparison", start) is not None


def test_the_reach_is_counted_in_words() -> None:
    near, far = ("compared with " + "net " * count for count in (12, 13))
    assert Cues.of(near, 0, len(near)).ahead("comparison", len(near)) is not None
    assert Cues.of(far, 0, len(far)).ahead("comparison", len(far)) is None


WORDS = st.sampled_from(["will", "and", "compared with", "expects", ";", "was", "of which", "up from", ".", ",", "in"])


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_cues_stand_in_order_and_apart(text: str) -> None:
    cues = Cues.of(text, 0, len(text))
    ends = [0, *(cue.end for cue in cues.found)]
    assert all(end <= cue.start < cue.end for end, cue in zip(ends, cues.found, strict=False))
    for place in range(len(text)):
        ahead, behind = cues.ahead("expected", place), cues.behind("expected", place)
        assert ahead is None or ahead.end <= place
        assert behind is None or behind.start >= place


@pytest.mark.parametrize("unit", ["will ", "in potential ", "and a b c ", "compared with ", "is expected ", "; "])
def test_looking_for_cues_grows_with_the_text(unit: str) -> None:
    counts = [len(Cues.of(unit * n, 0, len(unit) * n).found) for n in (200, 400)]
    assert counts[1] <= 2 * counts[0] + 2
