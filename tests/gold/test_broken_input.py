"""Broken files of every format give our errors, never others: a slice of a sound file is replaced at random."""

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import FactwireError
from extractor.gold.faults import Fault
from extractor.gold.formats import writer
from extractor.gold.found import read_found
from extractor.gold.reading import read_sources
from extractor.gold.repair_files import repair_source
from extractor.gold.report.as_json import as_json, read_validation
from extractor.gold.validation import validate
from tests.gold.making import found_in, mill, orchard, output_line, put, same_as_gold

FILES = {
    "cases": "a.jsonl", "label-studio": "a.json", "doccano": "a.jsonl", "prodigy": "a.jsonl", "brat": "mill.ann",
    "factwire": "mill.gold.json",
}  # fmt: skip

pieces = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        ["null", "[]", "{}", "-1", "1e400", "true", '""', "\n", ",", '"', "[[", "\t", "T9", ";", '{"type": []}']
    ),
)


def spoil(data: Any, path: Path) -> None:
    """Replace a slice of a file, mostly a JSON value or a word."""
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    width = data.draw(st.integers(0, 12))
    piece = data.draw(pieces).encode("utf-8", "replace").decode("utf-8")
    path.write_text(text[:start] + piece + text[start + width :], encoding="utf-8", newline="")


@pytest.mark.parametrize("form", list(FILES))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_broken_gold(form: str, data: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / FILES[form]
        writer(form)([mill()], folder if form in {"brat", "factwire"} else path)
        spoil(data, path)
        with suppress(FactwireError):
            gold = read_sources([path])
            assert all(isinstance(fault, Fault) and str(fault).startswith(str(path)) for fault in gold.faults)
            validate(gold.releases, found_in([mill()]), resamples=0)
        if form in {"cases", "factwire"}:
            with suppress(FactwireError):
                list(repair_source(path))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_broken_outputs_and_validations(data: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        facts, result = Path(name) / "facts.jsonl", Path(name) / "a.json"
        facts.write_text(output_line("mill", same_as_gold(mill())), encoding="utf-8")
        result.write_text(as_json(validate([orchard()], found_in([orchard()]), resamples=2)), encoding="utf-8")
        for path in (facts, result):
            spoil(data, path)
        with suppress(FactwireError):
            validate([mill()], read_found(facts), resamples=0)
        with suppress(FactwireError):
            as_json(read_validation(result))


# -------------------------------------------------------------------------------------------- sound JSON, wrong values

strange: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 5, -1, 1.5, "x", "", [], {}, [[]], [5], {"a": 1}, ["money"], 10**30]
)


def changed(data: Any, value: Any) -> Any:
    """JSON with one value, somewhere in it, replaced or left out."""
    if not value or not isinstance(value, dict | list) or data.draw(st.booleans()):
        return data.draw(strange)
    if isinstance(value, list):
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], changed(data, value[place]), *value[place + 1 :]]
    key = data.draw(st.sampled_from(sorted(value)))
    rest = {name: each for name, each in value.items() if name != key}
    return rest if data.draw(st.integers(0, 4)) == 0 else {**rest, key: changed(data, value[key])}


@pytest.mark.parametrize("form", [form for form in FILES if form != "brat"])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_strange_gold(form: str, data: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / FILES[form]
        writer(form)([mill()], Path(name) if form == "factwire" else path)
        value = changed(data, json.loads(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(value), encoding="utf-8")
        with suppress(FactwireError):
            gold = read_sources([path])
            assert all(str(fault) for fault in gold.faults)
            validate(gold.releases, found_in([mill()]), resamples=0)
        if form in {"cases", "factwire"}:
            with suppress(FactwireError):
                list(repair_source(path))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_strange_outputs_and_validations(data: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        facts, result = Path(name) / "facts.jsonl", Path(name) / "a.json"
        output = json.loads(output_line("mill", same_as_gold(mill())))
        facts.write_text(json.dumps(changed(data, output)), encoding="utf-8")
        whole = json.loads(as_json(validate([orchard()], found_in([orchard()]), resamples=2)))
        result.write_text(json.dumps(changed(data, whole)), encoding="utf-8")
        with suppress(FactwireError):
            validate([mill()], read_found(facts), resamples=0)
        with suppress(FactwireError):
            as_json(read_validation(result))


def test_a_sound_file_stays_sound(tmp_path: Path) -> None:
    assert read_sources([put(tmp_path, mill())]).faults == ()
