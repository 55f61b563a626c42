"""Up to which decimal place an amount is exact, from its words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import Extractor
from extractor.normalise.significance import decimals
from extractor.read.html import read_html
from extractor.values import Amount

SAID = [
    ("$44.2 million", "44200000", -5),
    ("$44.20 million", "44200000", -4),
    ("$1 billion", "1000000000", -9),
    ("US$12,345.67", "12345.67", 2),
    ("$0.50", "0.5", 2),
    ("17 cents", "0.17", 2),
    ("50 cents", "0.5", 2),
    ("11.2 percent", "11.2", 1),
    ("10.0%", "10", 1),
    ("450", "450", 0),
    ("450 million", "450000000", -6),
    ("1,234,567", "1234567", 0),
    ("1,200,000", "1200000", -3),
    ("50,000 people", "50000", -3),
    ("two", "2", 0),
    ("twenty-five", "25", 0),
    ("three million", "3000000", -6),
    # What the words do not promise is not known.
    ("a third", "33.33", None),
    ("doubled", "100", None),
    ("half", "50", None),
    ("1/3", "33.333", None),
    ("$0", "0", None),
]


@pytest.mark.parametrize(("text", "number", "expected"), SAID)
def test_decimals(text: str, number: str, expected: int | None) -> None:
    assert decimals(text, Amount(Decimal(number))) == expected


def test_a_range_is_as_exact_as_its_more_exact_end() -> None:
    assert decimals("$900 million to $1 billion", Amount(low=Decimal(900_000_000), high=Decimal(10**9))) == -6
    assert decimals("millions", None) is None


@given(st.integers(1, 10**7), st.integers(0, 4), st.sampled_from([("", 0), (" million", 6), (" billion", 9)]))
def test_the_printed_digits_decide(digits: int, places: int, scale: tuple[str, int]) -> None:
    word, power = scale
    number = Decimal(digits).scaleb(-places)
    found = decimals(f"${number:f}{word}", Amount(number.scaleb(power)))
    assert found is not None
    # Zeros of a whole number may count as round; what is behind a point never does.
    assert found <= places - power
    assert places == 0 or found == places - power


def test_the_scale_of_a_table_decides_for_its_cells() -> None:
    page = (
        "<p>(in thousands, except per share data)</p><table><tr><td><td>Q2 2025<td>Q2 2024"
        "<tr><td>Net sales<td>$1,200<td>$1,000<tr><td>Gross margin<td>45.0%<td>44.1%"
        "<tr><td>Earnings per share<td>$1.20<td>$1.00</table>"
    )
    found = Extractor().extract(read_html(page.encode(), source="halden.htm"))
    cells = [fact.decimals for fact in found.facts if fact.kind != "date" and fact.table]
    assert cells == [-3, -3, 1, 1, 2, 2]


def test_a_fact_of_prose_has_the_decimals_of_its_words() -> None:
    found = Extractor().extract("Net income rose 8.5% to $2.5 million in the first quarter, from about $2 million.")
    assert [(f.text, f.decimals) for f in found.facts if f.kind != "date"] == [
        ("8.5%", 1), ("$2.5 million", -5), ("$2 million", -6),
    ]  # fmt: skip
