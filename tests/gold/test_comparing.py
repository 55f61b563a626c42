"""When a found fact is right: numbers, dates, units, words, relations."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from extractor.gold.annotations import Annotation, Link
from extractor.gold.comparing import close, comparator_right, fact_right, number_right, right_fields, unit_right
from extractor.gold.periods import Days, days, is_period, same_period, seconds
from extractor.gold.words import contained, head_noun, plain_words, singular

MONEY = Annotation(id="g", kind="money", start=0, end=2, value=Decimal(5), unit="USD")
DATE = Annotation(id="g", kind="date", start=0, end=2, value="2024-Q1")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-05-27", date(2022, 5, 27), date(2022, 5, 27)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31)),
        ("2022-H1", date(2022, 1, 1), date(2022, 6, 30)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("2006/2011", date(2006, 1, 1), date(2011, 12, 31)),
        ("2022-01-01/..", date(2022, 1, 1), None),
        ("/2022", None, date(2022, 12, 31)),
        ("2022-05-27T10:00", date(2022, 5, 27), date(2022, 5, 27)),
    ],
)
def test_days(value: str, first: date | None, last: date | None) -> None:
    expected: Days = (first, last)
    assert days(value) == expected


@pytest.mark.parametrize(
    "value", ["", "FY2024", "P2Y", "2022-13", "2022-02-30", "2022-W60", "0000", "../..", "soon", "2022/x"]
)
def test_no_days(value: str) -> None:
    assert days(value) is None


@pytest.mark.parametrize(
    ("value", "lasting"),
    [
        ("P2Y", 730 * 86400),
        ("P1Y6M", 545 * 86400),
        ("PT36H", 36 * 3600),
        ("P1.5D", 129600),
        ("P", None),
        ("PT", None),
        ("2Y", None),
    ],
)
def test_seconds(value: str, lasting: int | None) -> None:
    assert seconds(value) == (None if lasting is None else Fraction(lasting))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024-Q1", "2024-01-01/2024-03-31", True),
        ("2024", "2024-H1", False),
        ("FY2024-Q3", "FY2024-Q3", True),
        ("FY2024", "2024", False),
        ("P14D", "P2W", True),
        ("P12M", "P1Y", False),
        ("2024/..", "2024-01-01/..", True),
        ("FY2024", "2023-07-01/2024-06-30", True),
        ("FY2024", "2024-02-04/2025-02-01", True),
        ("FY2024", "2024-07-01/2025-07-31", False),
        ("FY2024", "2024-01-01/2024-06-30", False),
        ("FY2024", "2025-01-01/2025-12-31", False),
        ("FY2024-H1", "2024-04-01/2024-09-30", True),
        ("FY2024-Q1", "2023-10-01/2023-12-31", True),
        ("FY2024-Q1", "2022-10-01/2022-12-31", False),
        ("FY2024-Q1", "2023-10-01/..", False),
        ("FY2024-Q1", "2023-Q4", False),
    ],
)
def test_same_period(one: str, other: str, same: bool) -> None:
    assert same_period(one, other) is same
    assert same_period(other, one) is same


@pytest.mark.parametrize(
    "value", ["2022", "2022-05", "2022-Q1", "FY2024-H2", "P90D", "2022-01-01/..", "../2022", "FY2022/FY2024"]
)
def test_written_as_the_guidelines_ask(value: str) -> None:
    assert is_period(value)


@pytest.mark.parametrize(
    "value", ["", "..", "../..", "2022-5-1", "22", "2024/2023", "2022-05-27T10:00", "P", "Q1", "FY24", "recent"]
)
def test_not_written_as_the_guidelines_ask(value: str) -> None:
    assert not is_period(value)


@pytest.mark.parametrize(
    ("found", "expected", "same"),
    [("33.3333", "33.33333", True), ("33.33", "33.3333", False), ("0", "0", True), ("-5", "5", False)],
)
def test_close(found: str, expected: str, same: bool) -> None:
    assert close(Decimal(found), Decimal(expected)) is same


def test_ranges_and_missing_numbers() -> None:
    span = replace(MONEY, value=None, low=Decimal(1), high=Decimal(2))
    assert number_right(span, span)
    assert not number_right(span, MONEY)
    assert not number_right(MONEY, replace(MONEY, value=None))
    assert number_right(replace(MONEY, value=None), MONEY), "a gold fact without a number asks for none"


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ({}, {"value": "2024-01-01/2024-03-31"}, True),
        ({}, {"value": None}, False),
        ({}, {"value": "FY2023-Q4", "start_date": "2024-01-01", "end_date": "2024-03-31"}, True),
        ({}, {"value": "2023", "start_date": "2024-01-01", "end_date": "2024-03-31"}, True),
        ({"value": "FY2023-Q4"}, {"value": "FY2023-Q4"}, True),
        ({"value": "FY2023-Q4"}, {"value": "2024-Q1"}, False),
        ({"value": None}, {"value": "2024"}, True),
        ({"value": "P14D"}, {"value": "P2W"}, True),
    ],
)
def test_dates(gold: dict[str, str | None], found: dict[str, str | None], right: bool) -> None:
    assert number_right(replace(DATE, **gold), replace(DATE, **found)) is right  # type: ignore[arg-type]


def test_units_and_comparators() -> None:
    count = replace(MONEY, kind="count", unit="company")
    assert unit_right(count, replace(count, unit="Companies"))
    assert not unit_right(count, replace(count, unit=None))
    assert not unit_right(MONEY, replace(MONEY, unit="usd"))
    area = replace(MONEY, kind="measure", unit="m²")
    assert all(unit_right(area, replace(area, unit=same)) for same in ("m2", "m^2", "sqm", "sq m"))
    assert not any(unit_right(area, replace(area, unit=other)) for other in ("m", "m3", "sqft", "M2", None))
    assert comparator_right(replace(MONEY, comparator="eq"), MONEY), "left out is eq"
    assert not comparator_right(replace(MONEY, comparator="ge"), MONEY)


def test_words() -> None:
    assert plain_words("The “Company’s” net sales,") == ("company's", "net", "sales")
    assert [singular(word) for word in ("Companies", "boxes", "glasses", "people", "gas", "series", "ties")] == [
        "company", "box", "glass", "person", "ga", "series", "tie",
    ]  # fmt: skip
    assert head_noun("total output values of the park") == "value"
    assert contained("net income", "adjusted net income")
    assert not contained("income", "incomes")
    assert not contained("", "income")


def test_fact_needs_period_direction_metric_and_subject_but_no_comparator() -> None:
    gold = replace(MONEY, comparator="ge", period="2024", direction="up", metric="net sales", subject="Tern Mills plc")
    found = replace(gold, comparator="eq", metric="sales", subject="Tern Mills")
    assert fact_right(gold, found)
    changes: tuple[dict[str, Any], ...] = (
        {"period": "2023"},
        {"period": None},
        {"direction": None},
        {"metric": "costs"},
        {"subject": None},
        {"unit": "EUR"},
    )
    for wrong in changes:
        assert not fact_right(gold, replace(found, **wrong))


def test_relations_lead_to_the_aligned_fact() -> None:
    gold = replace(MONEY, relations=(Link("change_of", "g1"),))
    found = replace(MONEY, id="f7", relations=(Link("same_as", "f1"), Link("change_of", "f2")))
    assert right_fields(gold, found, {"f2": "g1"})["relation"]
    assert not right_fields(gold, found, {"f2": "g2"})["relation"]
    assert not right_fields(gold, found, {})["relation"]


def test_status_left_out_is_actual() -> None:
    assert right_fields(replace(MONEY, status="actual"), MONEY, {})["status"]
    assert not right_fields(replace(MONEY, status="expected"), MONEY, {})["status"]
