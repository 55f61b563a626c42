"""What one cell says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.tables.cells import BLANK, CellFigure, read_cell


@pytest.mark.parametrize(
    ("words", "numbers", "rest"),
    [
        ("1,234", ["1234"], {}),
        ("$(1,234)", ["-1234"], {"sign": "$"}),
        ("$ (88.1", ["-88.1"], {"sign": "$", "decimals": 1}),
        ("(12.5)%", ["-12.5"], {"unit": "percent"}),
        ("(12.5%)", ["-12.5"], {"unit": "percent"}),
        ("- 11 %", ["-11"], {"unit": "percent"}),
        ("(2.7) pts", ["-2.7"], {"unit": "percentage_point"}),
        ("25 bps", ["25"], {"unit": "basis_point"}),
        ("3.5x", ["3.5"], {"unit": "x"}),
        (">100%", ["100"], {"unit": "percent", "comparator": "gt"}),
        ("HK$5.2", ["5.2"], {"sign": "HK$"}),
        ("USD 5", ["5"], {"sign": "USD"}),
        ("5 €", ["5"], {"sign": "€"}),
        ("$54.0 billion", ["54.0"], {"sign": "$", "power": 9}),
        ("1 234,5", ["1234.5"], {}),
        (".5", ["0.5"], {"decimals": 1}),
        ("25¢", ["0.25"], {"sign": "$"}),
        ("$1.20 - $1.30", ["1.20", "1.30"], {"sign": "$"}),
        ("10% to 12%", ["10", "12"], {"unit": "percent"}),
        ("$(0.05) – $0.05", ["-0.05", "0.05"], {"sign": "$"}),
        ("2020", ["2020"], {"year": True}),
        ("~ 5%", ["5"], {"unit": "percent", "comparator": "approx"}),
    ],
)
def test_figures(words: str, numbers: list[str], rest: dict[str, object]) -> None:
    read = read_cell(words)
    assert isinstance(read, CellFigure)
    assert read.numbers == tuple(map(Decimal, numbers))
    assert {name: getattr(read, name) for name in rest} == rest
    assert (read.start, read.end) == (0, len(words))


@pytest.mark.parametrize(
    ("words", "printed", "comparator"),
    [
        ("Approximately $5.2 billion", "$5.2 billion", "approx"),
        ("more than 10%", "10%", "gt"),
        ("Up to 3x", "3x", "le"),
    ],
)
def test_hedges(words: str, printed: str, comparator: str) -> None:
    read = read_cell(words)
    assert isinstance(read, CellFigure)
    assert (words[read.start : read.end], read.comparator) == (printed, comparator)


@pytest.mark.parametrize("words", ["1,234(1)", "1,234 (a)", "1,234*", "1,234†", "1,234¹"])
def test_marks_of_footnotes_are_left_out(words: str) -> None:
    read = read_cell(words)
    assert isinstance(read, CellFigure)
    assert words[read.start : read.end] == "1,234"


@pytest.mark.parametrize("words", ["—", "–", "-", "$—", "—%", "N/M", "n/a", "NM", "*", "nil"])
def test_marks_instead_of_a_figure(words: str) -> None:
    assert read_cell(words) is BLANK


@pytest.mark.parametrize(
    "words",
    ["Basic", "Q1 2020", "Mar 29", "March 31, 2020", "3/31/20", "727-5931", "2024-25", "2-for-1", "(000)", "12 months",
     "5 MW", "(401) 727-5931", "10:00", "1.2.3", "AAA 5 x 3", ""],
)  # fmt: skip
def test_words(words: str) -> None:
    assert not isinstance(read_cell(words), CellFigure)


@given(st.text(st.sampled_from("$€(),.-–—%0123456789 xMbnpts*"), max_size=40))
def test_a_figure_lies_in_its_cell(words: str) -> None:
    read = read_cell(words)
    if isinstance(read, CellFigure):
        assert 0 <= read.start < read.end <= len(words)
        assert any(char.isdigit() for char in words[read.start : read.end])
