"""Finished outputs are read in each of their shapes; anything else is refused with file, line and fact."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.gold.annotations import Link
from extractor.gold.found import digest, read_found
from tests.gold.making import mill, orchard, output_line, same_as_gold


@pytest.mark.parametrize("shape", ["lines", "list", "one"])
def test_shapes_of_an_output(tmp_path: Path, shape: str) -> None:
    rows = [json.loads(output_line(each.id, same_as_gold(each))) for each in (mill(), orchard())]
    path = tmp_path / "facts.json"
    text = {
        "lines": "\n".join(map(json.dumps, rows)) + "\n",
        "list": json.dumps(rows, indent=1),
        "one": json.dumps(rows[0], indent=1),
    }[shape]
    path.write_text(text, encoding="utf-8")
    found = read_found(path)
    assert found.of(mill()) == same_as_gold(mill())
    assert found.of(orchard()) == (None if shape == "one" else same_as_gold(orchard()))


def test_what_an_output_says_more_than_gold(tmp_path: Path) -> None:
    row = {
        "id": "f1", "kind": "money", "text": "$5", "start": 0, "end": 2, "section": "body", "rule": "r", "value": 5.50,
        "metric": {"text": "sales", "start": 3, "end": 8}, "subject": None, "currency_from": "explicit",
        "period": {"value": "2024", "start_date": "2024-01-01"}, "relation": [{"type": "same_as", "to": "f0"}],
    }  # fmt: skip
    path = tmp_path / "facts.jsonl"
    path.write_text(json.dumps({"id": 7, "facts": [row, {"kind": "mood", "start": 1, "end": 2}]}), encoding="utf-8")
    (fact,) = read_found(path).facts["7"]
    assert (fact.value, fact.metric, fact.period, fact.subject) == (Decimal("5.5"), "sales", "2024", None)
    assert fact.relations == (Link("same_as", "f0"),)


def test_a_release_is_found_by_the_digest_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(output_line(digest(mill().text), same_as_gold(mill())), encoding="utf-8")
    found = read_found(path)
    assert found.of(mill()) == same_as_gold(mill())
    assert found.unknown([mill()]) == []
    assert found.unknown([orchard()]) == [digest(mill().text)]


def test_releases_that_failed(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    rows = [
        {"id": "a", "error": "broken"},
        {"id": "b", "facts": [], "diagnostics": [{"severity": "error", "code": "input"}]},
        {"id": "c", "facts": [], "diagnostics": [{"severity": "warning", "code": "no-date"}]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read_found(path).failed == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": 1, "facts": []}\n{', "facts.jsonl:2: this is not JSON"),
        ("5\n", "this is not JSON|an output line is an object"),
        ('{"facts": []}', "facts.jsonl:1: the document has no release id"),
        ('{"id": 1, "facts": 5}', '"facts" is 5, not a list'),
        ('{"id": 1, "facts": [{"kind": "date", "start": "0", "end": 2}]}', "fact number 1: a fact needs whole numbers"),
        ('{"id": 1, "facts": [{"kind": "date", "start": 2, "end": 2}]}', "start before end, not 2 and 2"),
        ('{"id": 1, "facts": [{"kind": "date", "start": -2, "end": 2}]}', "not -2 and 2"),
        ('{"id": 1, "facts": [7]}', "fact number 1: a fact is an object"),
    ],
)
def test_what_is_no_output(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_found(path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file of facts"):
        read_found(tmp_path / "nothing.jsonl")
