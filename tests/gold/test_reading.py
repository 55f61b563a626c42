"""Gold is read strictly: each kind of fault has its own message with file, line, fact and field."""

import json
from pathlib import Path

import pytest

from extractor.errors import InputError, SettingsError
from extractor.gold.faults import FaultyGoldError
from extractor.gold.reading import parse_labels, read_gold, read_sources
from tests.gold.making import mill, orchard, put

TEXT = "Net sales were $5.2 million in 2023, up 4%."
HEAD = '{"release": {"published": "2024-02-01"},\n "facts": [\n'
SALES = {"id": "g1", "kind": "money", "text": "$5.2 million", "start": 15, "end": 27, "value": 5200000, "unit": "USD"}
GROWTH = {"id": "g2", "kind": "percent", "text": "4%", "start": 40, "end": 42, "value": 4, "unit": "percent"}


def with_fact(**changes: object) -> str:
    """A gold file whose second fact, on line 4, has other fields; a field that is `...` is left out."""
    second = {key: value for key, value in {**GROWTH, **changes}.items() if value is not ...}
    return HEAD + f"  {json.dumps(SALES)},\n  {json.dumps(second)}\n ]}}\n"


FAULTS = [
    # code, gold file, words of the message, line
    ("json", HEAD + '  {"id": "g1",}\n ]}', "is not JSON", 3),
    ("not-object", "[1, 2]", "a gold document is an object", 1),
    ("no-facts", '{"release": {}}', 'there is no "facts" list', 1),
    ("no-facts", '{"facts": {"id": 1}}', '"facts" is an object, not a list', 1),
    ("duplicate-key", '{"facts": [\n {"id": "g1",\n "id": "g2"}]}', 'key "id" is given twice', 3),
    ("unknown-key", '{"fact": [], "facts": []}', 'unknown key "fact"; did you mean "facts"?', 1),
    ("published", '{"release": {"published": "27 May"}, "facts": []}', "'27 May' is no day", 1),
    ("release", '{"release": "2024", "facts": []}', '"release" is an object', 1),
    ("ignore", '{"facts": [], "ignore": [[5, 2]]}', "5..2 is no region of the text", 1),
    ("ignore", '{"facts": [], "ignore": [[0, 900]]}', "the text has 43 code points", 1),
    ("ignore", '{"facts": [], "ignore": [7]}', "two whole numbers", 1),
    ("fact-object", '{"facts": [3]}', "a fact is an object, this is 3", 1),
    ("missing-field", with_fact(kind=...), '"kind" is missing', 4),
    ("id-type", with_fact(id=7), "this is a string that is not empty, not 7", 4),
    ("duplicate-id", with_fact(id="g1"), "this id is given to another fact above", 4),
    ("kind", with_fact(kind="percentage"), "'percentage' is no kind", 4),
    ("unknown-field", with_fact(metrics="sales"), 'there is no such field; did you mean "metric"?', 4),
    ("wrong-kind", with_fact(role="event"), "a percent has no such field; it belongs to date", 4),
    ("null", with_fact(metric=None), "leave the field out", 4),
    ("offset-type", with_fact(start="40"), "an offset is a whole number from 0 on, not '40'", 4),
    ("offset-type", with_fact(start=True), "not true", 4),
    ("offset-order", with_fact(end=40), "the end 40 is not after the start 40", 4),
    ("offset-beyond", with_fact(start=60, end=62), "62 is beyond the text, which has 43 code points", 4),
    ("span-text", with_fact(start=39, end=41), "39..41 reads ' 4', not '4%'; it stands at 40..42", 4),
    ("span-text", with_fact(text="5%"), "these words are not in the text", 4),
    ("number", with_fact(value="4,5"), "a number without quotes and commas", 4),
    ("number", with_fact(value=True), "not true", 4),
    ("number", with_fact().replace('"value": 4', '"value": NaN'), "NaN is not a JSON number", 4),
    ("number-size", with_fact().replace('"value": 4', '"value": 4e99'), "look at its scale", 4),
    ("half-range", with_fact(value=..., low=3), '"high" is missing; a range has both ends', 4),
    ("value-and-range", with_fact(low=3, high=4), "a range has low and high and no value", 4),
    ("range-order", with_fact(value=..., low=5, high=4), "the low end 5 is above the high end 4", 4),
    ("currency", with_fact(kind="money", unit="$"), "'$' is no ISO 4217 code", 4),
    ("word", with_fact(unit="%"), "'%' is not one of basis_point, percent, percentage_point", 4),
    ("word", with_fact(direction="upp"), 'did you mean "up"?', 4),
    ("words", with_fact(metric={"text": "sales", "start": 4}), "gold has the words alone", 4),
    ("words", with_fact(subject=" "), "a string that is not empty", 4),
    ("iso", with_fact(period="2023-13"), "'2023-13' is no ISO value", 4),
    ("iso", with_fact(period="2024-06-01/2024-01-01"), "is no ISO value", 4),
    ("optional-type", with_fact(optional="yes"), "write true", 4),
    ("relation-shape", with_fact(relation="g1"), 'an object such as {"type": "change_of", "to": "g4"}', 4),
    ("relation-type", with_fact(relation={"type": "change", "to": "g1"}), 'did you mean "change_of"?', 4),
    ("relation-self", with_fact(relation={"type": "same_as", "to": "g2"}), "no relation to itself", 4),
    ("relation-target", with_fact(relation={"type": "change_of", "to": "g9"}), 'no fact has the id "g9"', 4),
    ("duplicate-fact", with_fact(**{**SALES, "id": "g2"}), "is fact g1 already", 4),
]


@pytest.mark.parametrize(("code", "gold", "words", "line"), FAULTS)
def test_fault(tmp_path: Path, code: str, gold: str, words: str, line: int) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "a.gold.json"
    path.write_text(gold, encoding="utf-8")
    faults = read_sources([path]).faults
    assert [fault.code for fault in faults] == [code]
    assert words in str(faults[0])
    assert str(faults[0]).startswith(f"{path}:{line}: ")


def test_there_are_over_twenty_kinds_of_fault() -> None:
    assert len({code for code, *_ in FAULTS}) > 20


def test_a_field_s_message_names_fact_and_field(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(with_fact(direction="higher"), encoding="utf-8")
    with pytest.raises(FaultyGoldError, match=r"json:4: fact g2, field .direction.: 'higher' is not one of"):
        read_gold([tmp_path])


def test_all_faults_are_told_and_sound_facts_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(with_fact(start=1, unit="points", role="event"), encoding="utf-8")
    gold = read_sources([tmp_path])
    assert {fault.code for fault in gold.faults} == {"span-text", "word", "wrong-kind"}
    assert [each.id for each in gold.releases[0].facts] == ["g1"]


def test_many_faults_are_cut_short_with_advice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    rows = [{**GROWTH, "id": f"g{i}", "start": i, "end": i + 2} for i in range(30)]
    (tmp_path / "a.gold.json").write_text(json.dumps({"facts": rows}), encoding="utf-8")
    with pytest.raises(FaultyGoldError, match="… and 10 more; `factwire gold check` lists them all"):
        read_gold([tmp_path])


def test_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one\ntwo \xff three")
    (tmp_path / "a.gold.json").write_text('{"facts": []}', encoding="utf-8")
    (fault,) = read_sources([tmp_path]).faults
    assert fault.code == "encoding"
    assert str(fault).startswith(f"{tmp_path / 'a.txt'}:2: byte 0xff at offset 8")


def test_gold_without_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text('{"facts": []}', encoding="utf-8")
    (fault,) = read_sources([tmp_path]).faults
    assert (fault.code, "a.txt is missing beside it" in fault.message) == ("no-text", True)


def test_lines_of_cases_have_their_line_in_the_message(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    good = {"id": "c1", "text": TEXT, "published": None, "why": "plain", "tags": [], "facts": [SALES]}
    bad = {"id": "c2", "text": TEXT, "facts": [{**SALES, "end": 26}]}
    rows = [json.dumps(good), "", json.dumps(bad), "{", json.dumps({"text": 5, "facts": []}), json.dumps(good)]
    path.write_text("\n".join(rows), encoding="utf-8")
    gold = read_sources([path])
    assert [(fault.line, fault.code) for fault in gold.faults] == [
        (3, "span-text"), (4, "json"), (5, "case-id"), (5, "case-text"), (6, "duplicate-release"),
    ]  # fmt: skip
    assert [each.id for each in gold.releases] == ["c1", "c2"]


def test_folders_files_and_cases_read_alike(tmp_path: Path) -> None:
    path = put(tmp_path / "gold", mill())
    put(tmp_path / "gold", orchard())
    assert [each.id for each in read_gold([tmp_path / "gold"])] == ["mill", "orchard_1"]
    (alone,) = read_gold([path])
    assert alone.facts == mill().facts
    assert alone.published == mill().published


def test_crlf_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one\r\ntwo 5%")
    row = {"id": "g", "kind": "percent", "text": "5%", "start": 9, "end": 11}
    (tmp_path / "a.gold.json").write_text(json.dumps({"facts": [row]}), encoding="utf-8")
    assert read_gold([tmp_path])[0].text == "one\r\ntwo 5%"


@pytest.mark.parametrize("name", ["nothing", "a.csv"])
def test_a_source_that_is_no_gold(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.csv").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=name):
        read_gold([tmp_path / name])


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"has no NAME.gold.json"):
        read_gold([tmp_path])


def test_a_gold_file_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text('{"facts": []}', encoding="utf-8")
    (fault,) = read_sources([tmp_path / "gold.json"]).faults
    assert "name a gold file NAME.gold.json" in fault.message


def test_labels() -> None:
    assert parse_labels(["MONEY=money", "ORG="]) == {"MONEY": "money", "ORG": ""}
    with pytest.raises(SettingsError, match="write LABEL=KIND"):
        parse_labels(["MONEY=cash"])
