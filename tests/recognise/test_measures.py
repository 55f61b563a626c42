from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Document, Release
from extractor.mentions import MeasureReading, Mention
from extractor.recognise.measures.finder import RULES, find
from extractor.recognise.scan import scan
from tests.building import document_of
from tests.marked import unmarked


def measures(text: str) -> list[Mention]:
    return find(scan(document_of(text)))


@pytest.mark.parametrize(("rule", "example"), [(r.name, e) for r in RULES for e in r.examples])
def test_rule_finds_its_examples(rule: str, example: str) -> None:
    text, expected = unmarked(example)
    found = measures(text)
    assert [text[m.start : m.end] for m in found] == expected
    assert rule in {m.rule for m in found}


@pytest.mark.parametrize("example", [e for r in RULES for e in r.not_examples])
def test_rule_leaves_its_counter_examples(example: str) -> None:
    assert measures(example) == []


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("stores 1.5 GWh of power", "1.5 GWh", "1.5", "GWh"),
        ("walked five-mile loops", "five-mile", "5", "mi"),
        ("at 14 degrees Celsius today", "14 degrees Celsius", "14", "°C"),
        ("winds of 120 km/h hit", "120 km/h", "120", "km/h"),
        ("given 3 mg/kg twice", "3 mg/kg", "3", "mg/kg"),
        ("a 1.2 million-square-foot hub", "1.2 million-square-foot", "1200000", "sqft"),
        ("about 40,000 sq. ft. of space", "40,000 sq. ft", "40000", "sqft"),
        ("pumps 9,000 barrels of oil equivalent per day", "9,000 barrels of oil equivalent per day", "9000", "boe/d"),
        ("lifts 0.5k miles of cable", "0.5k miles", "500", "mi"),
        ("runs at 3.2GHz", "3.2GHz", "3.2", "GHz"),
        ("down to minus 20 °C in winter", "minus 20 °C", "-20", "°C"),
        ("grading 2.1 g/t gold", "2.1 g/t", "2.1", "g/t"),
        ("some 2½ miles on", "2½ miles", "2.5", "mi"),
        ("a twenty-pound bag", "twenty-pound", "20", "lb"),
        ("rated at 12.5 amps", "12.5 amps", "12.5", "A"),
        ("it holds 750ml", "750ml", "750", "ml"),
        ("spans 88 km² now", "88 km²", "88", "km²"),
        ("a shaft of 7.5±0.2 inches", "7.5±0.2 inches", "7.5", "in"),
        ("falls at 9.8e-3 km/s2 there", "9.8e-3 km/s2", "0.0098", "km/s²"),
        ("shipped 64,000 t, a record", "64,000 t", "64000", "t"),
        ("replied within 8 ms", "8 ms", "8", "ms"),
        ("kept at 21 ° Celsius", "21 ° Celsius", "21", "°C"),
        ("used ⅔ cup of oil", "⅔ cup", "0.6667", "cup"),
        ("weighs 5.25x10-3 kg", "5.25x10-3 kg", "0.00525", "kg"),
        ('The "best of 12" ran on 18" wheels', '18"', "18", "in"),
    ],
)
def test_value_and_unit(text: str, words: str, value: str, unit: str) -> None:
    (found,) = measures(text)
    assert text[found.start : found.end] == words
    assert found.amount is not None
    assert found.amount.value == Decimal(value)
    assert found.reading == MeasureReading(unit)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("makes 3 million tonnes a year", "year"),
        ("makes 80 million gallons per annum", "year"),
        ("uses 40 kWh per household", "household"),
        ("sells 6 t/day", None),
        ("sells 6 tonnes/day", "day"),
    ],
)
def test_per_stays_outside(text: str, per: str | None) -> None:
    found = measures(text)
    assert [m.per for m in found] == ([per] if per else [])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("between 44 and 50 mg", 44, 50), ("2-3 million tonnes", 2000000, 3000000), ("from 27 to 30 km wide", 27, 30)],
)
def test_ranges(text: str, low: int, high: int) -> None:
    (found,) = measures(text)
    assert found.amount is not None
    assert (found.amount.low, found.amount.high) == (Decimal(low), Decimal(high))


def test_from_a_level_to_a_level_is_two_measures() -> None:
    found = measures("Capacity rose from 60 MW to 80 MW in a year")
    assert [m.amount.value for m in found if m.amount] == [60, 80]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [("more than 5 km off", "gt"), ("up to 5 km off", "le"), ("5+ km off", "ge"), ("roughly 5 km off", "approx")],
)
def test_comparators(text: str, comparator: str) -> None:
    (found,) = measures(text)
    assert found.comparator == comparator


@pytest.mark.parametrize(
    "text",
    [
        "It fell to €200 m in May",
        "The 5G and 4K service starts",
        "a fee of 20 pounds sterling",
        "The UK fund holds 30 million pounds of debt",
        "priced in 10 in all",
        "F-15 Models 1 2\nF/A-18 Models 1 7",
        "the (campaign 24V-561) recall",
        "awarded 912 degrees",
        "open 3 min or 2 hours",
        "see Exhibit 99.2 in the annex",
        "at 2 pm or 9 am",
    ],
)
def test_not_a_measure(text: str) -> None:
    assert measures(text) == []


@given(st.text(alphabet="0123456789 .,-–xX°CFmkgtMWhinfold/²per+$£\n", max_size=60))
def test_any_text(text: str) -> None:
    end = 0
    for mention in measures(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.start >= end
        end = mention.end


@pytest.mark.parametrize(
    "text",
    [
        'names such as "Studio 54" or "Area 51".',
        'She said: "We grew in 2015". He said "so did we in 2016".',
        "won three cups in May",
        "gave out 30 t shirts",
    ],
)
def test_marks_and_letters_that_are_no_units(text: str) -> None:
    assert measures(text) == []


def test_names_of_indices_where_no_sentence_is() -> None:
    """What has no blank for long is not read: it has no sentences, and no levels."""
    assert find(scan(Document(Release("stoxx?50%$5" * 9, "test", None, None), (), ()))) == []
