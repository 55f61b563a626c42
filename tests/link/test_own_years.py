"""Quarters of a release with fiscal years of its own are told by their days."""

from datetime import date

import pytest

from extractor import Extractor

#: The text of a release of 25 April 2024, and the periods of its amounts.
TEXTS = [
    (
        "Norvik Inc. reported on the quarter ended March 31, 2024, as compared to the same period of last fiscal year. "
        "Revenue was $61 million.",
        "2024-01-01/2024-03-31",
    ),
    ("Norvik Inc. reported on the first quarter of 2024. Revenue was $61 million.", "2024-Q1"),
    (
        "Norvik Inc. told of the quarter ended March 31, 2024. Its fiscal year ended December 31, 2023. Revenue was "
        "$61 million in the first quarter of 2024.",
        "2024-Q1",
    ),
]


@pytest.mark.parametrize(("text", "period"), TEXTS)
def test_a_quarter_that_may_mean_another_one_is_told_by_its_days(text: str, period: str) -> None:
    facts = Extractor().extract(text, published=date(2024, 4, 25)).facts
    assert [f.period.value for f in facts if f.kind == "money" and f.period] == [period]
    assert all(text[f.start : f.end] == f.text for f in facts)
