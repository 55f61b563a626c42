"""The seeds: every gold fact of the first release with all its fields, and every value of the two others.

The comparison is written out here, not taken from the project's scorer, so that the two check each other.
"""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor import Extractor
from extractor.emit.json import to_mapping
from extractor.read.plain import read_file

SEEDS = Path(__file__).parents[1] / "seeds"
FIRST = "laibin-industrial-park"
OTHERS = ("halden-third-quarter", "estmark-employment-prices")
VALUE = ("value", "low", "high", "unit", "comparator")
LINKS = ("metric", "subject", "period", "direction", "basis", "status", "role", "per", "item")


@cache
def gold(name: str) -> list[dict[str, Any]]:
    text = (SEEDS / f"{name}.gold.json").read_text(encoding="utf-8")
    facts: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)["facts"]
    return facts


@cache
def found(name: str) -> list[dict[str, Any]]:
    """The facts as plain values: phrases as their words, periods as their value."""
    facts: list[dict[str, Any]] = to_mapping(Extractor().extract(read_file(SEEDS / f"{name}.txt")))["facts"]
    for fact in facts:
        for field, part in (("metric", "text"), ("subject", "text"), ("period", "value")):
            if field in fact:
                fact[field] = fact[field][part]
    return facts


def at(facts: list[dict[str, Any]], kind: str, start: int, end: int) -> dict[str, Any]:
    """The fact of a kind that stands exactly there."""
    there = [f for f in facts if (f["kind"], f["start"], f["end"]) == (kind, start, end)]
    assert there, f"nothing found at {start}..{end}"
    return there[0]


def fact(name: str, expected: dict[str, Any]) -> dict[str, Any]:
    return at(found(name), expected["kind"], expected["start"], expected["end"])


def plain(field: str, value: Any) -> Any:
    """Words count without their capitals, numbers by value."""
    return value.lower() if field in ("metric", "subject", "item") and isinstance(value, str) else value


def relation(name: str, related: dict[str, str] | None) -> tuple[str, int] | None:
    """A relation as its type and where the other gold fact begins."""
    if related is None:
        return None
    return related["type"], next(g["start"] for g in gold(name) if g["id"] == related["to"])


def differing(expected: dict[str, Any], got: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Field -> (expected, found), for the fields that the gold has."""
    pairs = {f: (plain(f, expected[f]), plain(f, got.get(f))) for f in fields if f in expected}
    return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}


def required(*names: str) -> list[Any]:
    return [
        pytest.param(name, g, id=f"{name}-{g['id']}") for name in names for g in gold(name) if not g.get("optional")
    ]


def test_the_first_seed_has_29_facts_and_nothing_else_is_found() -> None:
    assert len(gold(FIRST)) == 29
    assert {(g["kind"], g["start"], g["end"]) for g in gold(FIRST)} == {
        (f["kind"], f["start"], f["end"]) for f in found(FIRST)
    }


@pytest.mark.parametrize(("name", "expected"), required(FIRST))
def test_each_fact_of_the_first_seed_is_right_in_every_field(name: str, expected: dict[str, Any]) -> None:
    got = fact(name, expected)
    assert differing(expected, got, VALUE + LINKS) == {}
    other = got.get("relation")
    there = next((f["start"] for f in found(name) if other and f["id"] == other["to"]), -1)
    assert ((other["type"], there) if other else None) == relation(name, expected.get("relation"))


@pytest.mark.parametrize("expected", [g for g in gold(FIRST) if g.get("optional")], ids=lambda g: g["text"])
def test_vague_dates_of_the_first_seed_have_the_value_that_is_surely_theirs(expected: dict[str, Any]) -> None:
    assert fact(FIRST, expected).get("value") == expected.get("value")


def test_the_first_seed_says_where_and_by_whom_it_was_published() -> None:
    release = Extractor().extract(read_file(SEEDS / f"{FIRST}.txt")).release
    assert (str(release.published), release.place, release.wire) == ("2022-05-27", "BEIJING", "PRNewswire")
    assert release.characters == 2601


@pytest.mark.parametrize(("name", "expected"), required(*OTHERS))
def test_each_fact_of_the_other_seeds_has_its_value(name: str, expected: dict[str, Any]) -> None:
    assert differing(expected, fact(name, expected), VALUE) == {}


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_outside_the_gold_and_the_tables_is_found_in_the_other_seeds(name: str) -> None:
    known = {(g["kind"], g["start"], g["end"]) for g in gold(name)}
    ignored = json.loads((SEEDS / f"{name}.gold.json").read_text(encoding="utf-8")).get("ignore", [])
    extra = [
        f["text"]
        for f in found(name)
        if (f["kind"], f["start"], f["end"]) not in known and not any(a <= f["start"] < b for a, b in ignored)
    ]
    assert extra == []


def test_the_table_of_the_quarterly_seed_is_a_table() -> None:
    name = "halden-third-quarter"
    ((start, end),) = json.loads((SEEDS / f"{name}.gold.json").read_text(encoding="utf-8"))["ignore"]
    assert {f["section"] for f in found(name) if f["start"] >= start and f["end"] <= end} == {"table"}
    assert not [f for f in found(name) if f["section"] == "table" and not start <= f["start"] < end]


@pytest.mark.parametrize("name", [FIRST, *OTHERS])
def test_the_text_stands_at_its_offsets(name: str) -> None:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    assert all(text[f["start"] : f["end"]] == f["text"] for f in (*found(name), *gold(name)))
