"""The output's format: the stored JSON Schema is the models', outputs validate against it, and facts round-trip."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from extractor import Extractor, ReleaseFacts
from extractor.cli import main
from extractor.emit.json import from_json, to_json
from extractor.emit.schema import schema, schema_text
from extractor.facts import (
    SCHEMA_VERSION,
    Converted,
    CountFact,
    DateFact,
    Diagnostic,
    MeasureFact,
    Metric,
    MoneyFact,
    PercentFact,
    Period,
    Producer,
    Relation,
    ReleaseInfo,
    Subject,
)
from extractor.read.plain import read_file

ROOT = Path(__file__).parents[1]
STORED = ROOT / "schemas" / "v1" / "release-facts.json"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def test_the_stored_schema_is_what_the_command_prints() -> None:
    result = CliRunner().invoke(main, ["schema"])
    assert result.exit_code == 0
    assert result.output == STORED.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema_of_its_draft_and_version() -> None:
    made = schema()
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert STORED.parent.name == f"v{SCHEMA_VERSION.split('.', maxsplit=1)[0]}"
    Draft202012Validator.check_schema(made)


def faults(data: bytes) -> list[str]:
    return [error.message for error in Draft202012Validator(schema()).iter_errors(json.loads(data))]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_what_is_extracted_from_a_seed_validates_and_round_trips(seed: Path) -> None:
    facts = Extractor().extract(read_file(seed))
    data = to_json(facts)
    assert facts.facts
    assert faults(data) == []
    assert from_json(data) == facts
    assert to_json(from_json(data)) == data


PRODUCER = Producer(version="0")
RELEASE = ReleaseInfo(id="r", characters=0)


def fact_of(**fields: Any) -> MoneyFact:
    common: dict[str, Any] = {"id": "f1", "text": "$1", "start": 0, "end": 2, "section": "body", "sentence": 0}
    return MoneyFact(**{**common, "rule": "r", "unit": "USD", "currency_from": "explicit", **fields})


def facts_of(*facts: Any, diagnostics: tuple[Diagnostic, ...] = ()) -> ReleaseFacts:
    return ReleaseFacts(producer=PRODUCER, release=RELEASE, facts=facts, diagnostics=diagnostics)


def everything() -> ReleaseFacts:
    """One release with every field of the format set somewhere."""
    figure: dict[str, Any] = {"text": "x", "start": 3, "end": 4, "section": "table", "sentence": 1, "rule": "r"}
    phrase = Metric(text="net income", start=5, end=15, key="net_income", us_gaap="NetIncomeLoss", per_share=False)
    owner = Subject(text="Larch, Inc.", start=5, end=16, key="larch", ticker="LCH")
    days: dict[str, Any] = {"start_date": date(2024, 1, 1), "end_date": date(2024, 3, 31)}
    linked: dict[str, Any] = {
        "metric": phrase,
        "subject": owner,
        "decimals": -6,
        "key": "0123456789abcdef01234567",
        "period": Period(value="2024-Q1", date="f5", **days),
        "direction": "up",
        "basis": "constant_currency",
        "status": "expected",
        "comparator": "approx",
        "relation": Relation(type="prior_of", to="f2"),
    }
    converted = Converted(
        unit="EUR",
        low=Decimal("1.10"),
        high=Decimal(2),
        exact_low=Decimal("1.0987"),
        exact_high=Decimal("1.99"),
        rate=Decimal("0.9"),
        rate_precision=Decimal("0.001"),
        rate_date=date(2024, 4, 1),
        rate_from=date(2024, 1, 1),
        source="s",
        policy="period-average",
    )
    return facts_of(
        MoneyFact(
            id="f1", unit="USD", currency_from="inferred", low=Decimal(1), high=Decimal(2), per="share",
            converted=converted, **figure, **linked,
        ),
        MoneyFact(id="f2", unit="ZWD", currency_from="default", value=Decimal(1), unconverted="no rate", **figure),
        PercentFact(id="f3", unit="basis_point", value=Decimal(-5), **figure, **linked),
        CountFact(id="f4", unit="share", item="new shares", value=Decimal(7), **figure, **linked),
        DateFact(id="f5", value="2024-Q1", role="period", **days, **figure),
        MeasureFact(id="f6", unit="MW", per="year", value=Decimal("1e3"), **figure, **linked),
        diagnostics=(Diagnostic(severity="info", code="c", message="m", start=0, end=1, facts=("f1", "f2")),),
    )  # fmt: skip


def test_every_field_round_trips_and_validates() -> None:
    data = to_json(everything())
    assert faults(data) == []
    assert from_json(data) == everything()


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=6)
    | st.decimals(allow_nan=False, allow_infinity=False)
)
def test_numbers_keep_their_exact_digits(number: Decimal) -> None:
    back = from_json(to_json(facts_of(fact_of(value=number)))).facts[0]
    assert isinstance(back, MoneyFact)
    assert back.value == number
    assert back.value is not None
    assert back.value.normalize().as_tuple().digits == number.normalize().as_tuple().digits


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_round_trip(words: str) -> None:
    facts = facts_of(fact_of(text=words, end=len(words)))
    assert from_json(to_json(facts)) == facts
    assert from_json(to_json(facts, indent=2)) == facts


WRONG: list[dict[str, Any]] = [
    {"value": 1, "low": 1, "high": 2},
    {"low": 1},
    {"end": 3},
    {"start": -1},
    {"unit": "dollars"},
    {"unknown": 1},
    {"status": "planned"},
]


@pytest.mark.parametrize("fields", WRONG, ids=str)
def test_facts_that_make_no_sense_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        fact_of(**fields)


@pytest.mark.parametrize("change", [{"kind": "price"}, {"surprise": 1}, {"start": "0"}, {"unit": 5}], ids=str)
def test_the_schema_refuses_what_the_models_refuse(change: dict[str, Any]) -> None:
    document = json.loads(to_json(facts_of(fact_of(value=Decimal(1)))))
    document["facts"][0].update(change)
    assert list(Draft202012Validator(schema()).iter_errors(document))
