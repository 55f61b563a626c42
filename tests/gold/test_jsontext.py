"""JSON with places: what is found by a path is what the parser gives; bad JSON is told with its position."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.gold.jsontext import JSONTextError, Located, encode, load_json, places

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(values)
def test_encoded_values_load_back(value: Any) -> None:
    assert load_json(encode(value)) == value


@given(values, st.integers(0, 3))
def test_each_place_holds_its_value(value: Any, indent: int) -> None:
    text = json.dumps(json.loads(encode(value)), indent=indent or None)
    for path, (start, end) in places(text).items():
        there = load_json(text)
        for key in path:
            there = there[key]
        assert load_json(text[start:end]) == there


def test_numbers_keep_their_digits() -> None:
    assert load_json("[38150113.64, 7]") == [Decimal("38150113.64"), 7]
    assert encode({"a": Decimal("38150113.640"), "b": Decimal("1E+3")}) == '{"a": 38150113.640, "b": 1000}'


def test_lines_of_what_is_there_and_of_what_is_not() -> None:
    text = '{\n"a": [1,\n 2],\n"b": {}}'
    located = Located(text)
    assert [located.line(path) for path in ((), ("a",), ("a", 1), ("a", 9), ("b", "c"))] == [1, 2, 3, 2, 4]


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ('{"a": 1,\n "a": 2}', "duplicate-key", 15),
        ('[1, "NaN", NaN]', "number", 11),
        ("[1, -Infinity]", "number", 4),
        ("[1,", "json", 3),
        ("[" * 100_000, "json", 0),
        ("9" * 5000, "number", 0),
    ],
)
def test_what_is_refused(text: str, code: str, position: int) -> None:
    with pytest.raises(JSONTextError) as caught:
        load_json(text)
    assert (caught.value.code, caught.value.position) == (code, position)
