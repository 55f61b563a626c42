"""Other tools' formats: each round-trips, and each tool's own files are read."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from extractor.gold.annotations import CLOSED, KINDS, Annotation, GoldRelease
from extractor.gold.faults import FaultyGoldError
from extractor.gold.formats import FORMATS, reader, writer
from extractor.gold.reading import read_gold, read_sources
from tests.gold.making import SHARED, fact, mill, orchard, release

TARGETS = {
    "factwire": "own", "cases": "cases.jsonl", "label-studio": "tasks.json", "doccano": "rows.jsonl",
    "prodigy": "tasks.jsonl", "brat": "brat", "docbin": "docs.spacy",
}  # fmt: skip
TEXT = "Sales of $5 million, up 4%, in 2023."


def awkward() -> GoldRelease:
    """Spans over a line break, inside a word, with blanks at the ends, two on the same words; CRLF and a tab."""
    text = "Total\r\nof 3\nnew\tplants. Q3FY24 saw 5 % more .\r\n"
    facts = (
        fact("g1", "count", "3\nnew\tplants", text, item='"new"\tplants\\'),
        fact("g2", "date", "FY24", text, value="FY2024"),
        fact("g3", "percent", " 5 % ", text),
        fact("g4", "measure", "5 %", text, optional=True),
        fact("g5", "count", "3", text),
    )
    return release(text, *facts, ident="awkward name/é")


def empty() -> GoldRelease:
    """A release without facts."""
    return replace(mill(), id="empty", facts=())


def by_id(releases: Sequence[GoldRelease], names: Sequence[str]) -> dict[str, GoldRelease]:
    """Releases by id, without where they were read."""
    return {name: replace(each, id=name, source="") for each, name in zip(releases, names, strict=True)}


@pytest.mark.parametrize("form", list(FORMATS))
def test_each_format_round_trips(tmp_path: Path, form: str) -> None:
    gold = [awkward(), empty(), mill(), orchard()]
    target = tmp_path / TARGETS[form]
    writer(form)(gold, target)
    back = {each.text + each.id[:3]: replace(each, source="", id="") for each in read_gold([target])}
    assert back == {each.text + each.id[:3]: replace(each, id="") for each in gold}


@pytest.mark.parametrize("form", list(FORMATS))
def test_ids_come_back(tmp_path: Path, form: str) -> None:
    target = tmp_path / TARGETS[form]
    writer(form)([mill(), orchard()], target)
    expected = ["mill", "orchard_1" if form == "factwire" else "orchard/1"]
    assert [each.id for each in read_gold([target])] == expected


@pytest.mark.parametrize("form", list(FORMATS))
def test_all_shared_gold_round_trips(tmp_path: Path, form: str) -> None:
    if not SHARED.exists():
        pytest.skip("../shared is not here")
    gold = read_gold([SHARED / "gold" / "dev"])
    target = tmp_path / TARGETS[form]
    writer(form)(gold, target)
    assert [replace(each, source="") for each in read_gold([target])] == [replace(each, source="") for each in gold]


def put_text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def spans(gold: Sequence[GoldRelease]) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for one in gold for each in one.facts]


def test_doccano_s_two_shapes(tmp_path: Path) -> None:
    plain = {"id": 3, "text": TEXT, "label": [[9, 19, "MONEY"], [24, 26, "Percent"], [31, 35, "YEAR"]]}
    linked = {
        "id": 4, "text": TEXT, "entities": [
            {"id": 71, "label": "money", "start_offset": 9, "end_offset": 19},
            {"id": 72, "label": "percent", "start_offset": 24, "end_offset": 26}],
        "relations": [{"id": 1, "from_id": 72, "to_id": 71, "type": "change_of"},
                      {"id": 2, "from_id": 71, "to_id": 72, "type": "near"}],
    }  # fmt: skip
    path = put_text(tmp_path / "a.jsonl", json.dumps(plain) + "\n" + json.dumps(linked))
    gold = read_gold([path], labels={"YEAR": "date"})
    assert [each.id for each in gold] == ["3", "4"]
    assert spans(gold) == [
        ("money", "$5 million"),
        ("percent", "4%"),
        ("date", "2023"),
        ("money", "$5 million"),
        ("percent", "4%"),
    ]
    assert [(link.type, link.to) for link in gold[1].facts[1].relations] == [("change_of", "s1")]


def test_labels_are_mapped_left_out_or_refused(tmp_path: Path) -> None:
    row = {"text": TEXT, "label": [[9, 19, "MONEY"], [31, 35, "YEAR"]]}
    path = put_text(tmp_path / "a.jsonl", json.dumps(row))
    assert spans(read_gold([path], labels={"YEAR": ""})) == [("money", "$5 million")]
    (fault,) = read_sources([path]).faults
    assert (fault.code, fault.line) == ("kind", 1)
    assert "'YEAR' is no kind" in fault.message


def test_prodigy_s_tasks(tmp_path: Path) -> None:
    spans_ = [{"start": 9, "end": 19, "label": "MONEY", "token_start": 2, "token_end": 3}]
    rows = [
        {"text": TEXT, "spans": spans_, "answer": "accept", "_input_hash": 5, "meta": {"id": "doc-1"}},
        {"text": TEXT, "spans": spans_, "answer": "reject"},
        {"text": "No figure.", "spans": []},
    ]
    gold = read_gold([put_text(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))])
    assert [(each.id, len(each.facts)) for each in gold] == [("doc-1", 1), ("a-3", 0)]


def test_label_studio_s_export(tmp_path: Path) -> None:
    def region(ident: str, start: int, end: int, label: str) -> dict[str, object]:
        value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [label]}
        return {"id": ident, "from_name": "label", "to_name": "text", "type": "labels", "value": value}

    results = [
        region("aa", 9, 19, "Money"),
        region("bb", 24, 26, "Percent"),
        {"id": "bb", "from_name": "direction", "to_name": "text", "type": "choices", "value": {"choices": ["up"]}},
        {"id": "aa", "from_name": "value", "to_name": "text", "type": "number", "value": {"number": 5000000}},
        {"id": "aa", "from_name": "confidence", "to_name": "text", "type": "rating", "value": {"rating": 4}},
        {"type": "relation", "from_id": "bb", "to_id": "aa", "direction": "right", "labels": ["change_of"]},
    ]
    cancelled = {"id": 1, "was_cancelled": True, "result": [region("zz", 0, 5, "Money")]}
    tasks = [
        {"id": 12, "data": {"text": TEXT}, "annotations": [cancelled, {"id": 2, "result": results}], "predictions": []}
    ]
    (gold,) = read_gold([put_text(tmp_path / "export.json", json.dumps(tasks, indent=2))])
    assert (gold.id, [(each.kind, each.value, each.direction) for each in gold.facts]) == (
        "12", [("money", 5000000, None), ("percent", None, "up")],
    )  # fmt: skip
    assert gold.facts[1].relations[0].to == "aa"


def test_label_studio_gets_an_interface_that_has_every_control_of_the_tasks(tmp_path: Path) -> None:
    facts = [
        {"id": "a", "kind": "money", "text": "$5 million", "start": 9, "end": 19, "value": 5000000, "unit": "USD",
         "metric": "Sales", "direction": "up", "optional": True, "relation": {"type": "part_of", "to": "b"}},
        {"id": "b", "kind": "date", "text": "2023", "start": 31, "end": 35, "value": "2023", "role": "period"},
    ]  # fmt: skip
    assert (TEXT[9:19], TEXT[31:35]) == ("$5 million", "2023")
    row = {"id": "x", "text": TEXT, "published": None, "facts": facts}
    gold = read_gold([put_text(tmp_path / "a.jsonl", json.dumps(row))])
    writer("label-studio")(gold, tmp_path / "tasks.json")
    view = ElementTree.fromstring((tmp_path / "tasks.config.xml").read_text(encoding="utf-8"))
    controls = {each.get("name"): each for each in view.iter() if each.get("toName") == "text"}
    (task,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    tags = {"labels": "Labels", "choices": "Choices", "number": "Number", "textarea": "TextArea"}
    results = [each for each in task["annotations"][0]["result"] if each["type"] != "relation"]
    assert {each["from_name"] for each in results} >= {"label", "value", "date_value", "unit", "direction", "optional"}
    for each in results:
        assert controls[each["from_name"]].tag == tags[each["type"]]
        assert set(each["value"].get("choices", ())) <= {c.get("value") for c in controls[each["from_name"]]}
    assert {each.get("value") for each in view.iter("Label")} == set(KINDS)
    assert {each.get("value") for each in view.iter("Relation")} == CLOSED["relation"]
    assert read_gold([tmp_path / "tasks.json"])[0].facts == gold[0].facts


def test_a_fault_in_an_export_has_its_line(tmp_path: Path) -> None:
    value = {"start": 9, "end": 18, "text": "$5 million", "labels": ["money"]}
    task = {
        "id": 1,
        "data": {"text": TEXT},
        "annotations": [{"result": [{"id": "a", "type": "labels", "value": value}]}],
    }
    path = put_text(
        tmp_path / "export.json",
        "[\n" + json.dumps({**task, "annotations": []}) + ",\n" + json.dumps({**task, "id": 2}) + "\n]",
    )
    (fault,) = read_sources([path]).faults
    assert (fault.code, fault.line) == ("span-text", 3)


def test_brat_s_standoff(tmp_path: Path) -> None:
    put_text(tmp_path / "a.txt", TEXT)
    lines = [
        "R1\tchange_of Arg1:T2 Arg2:T1\t",
        "T1\tMONEY 9 19\t$5 million",
        "T2\tPERCENT 24 26\t4%",
        "A1\tdirection T2 up",
        "A2\tNegated T2",
        "E1\tRise:T2 Of:T1",
        "#1\tAnnotatorNotes T1\tthink about this one",
    ]
    put_text(tmp_path / "a.ann", "\n".join(lines))
    (gold,) = read_gold([tmp_path])
    assert [(each.id, each.kind, each.direction) for each in gold.facts] == [
        ("T1", "money", None),
        ("T2", "percent", "up"),
    ]
    assert gold.facts[1].relations[0].to == "T1"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1\tmoney 9 18\t$5 million", "a.ann:1: fact T1.*it stands at 9..19"),
        ("T1\tmoney nine 18\t$5", "a.ann:1: the offsets 'nine 18'"),
        ("T1\tmoney 0 5;20 22\tSales up", "a.ann:1: T1 is discontinuous"),
        ("what is this", "a.ann:1: this is no line of brat"),
        ('T1\tmoney 9 19\t$5 million\n#1\tAnnotatorNotes T1\t{"unit": }', "a.ann:2: the note looks like ours"),
    ],
)
def test_broken_standoff(tmp_path: Path, line: str, message: str) -> None:
    put_text(tmp_path / "a.txt", TEXT)
    put_text(tmp_path / "a.ann", line)
    with pytest.raises(FaultyGoldError, match=message):
        read_gold([tmp_path / "a.ann"])


def test_doc_bins_of_others(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    with_ents, with_spans = nlp(TEXT), nlp(TEXT)
    with_ents.ents = [with_ents.char_span(9, 19, label="MONEY"), with_ents.char_span(31, 35, label="DATE")]
    with_spans.spans["sc"] = [with_spans.char_span(24, 26, label="percent")]
    path = tmp_path / "docs.spacy"
    spacy.tokens.DocBin(docs=[with_ents, with_spans], store_user_data=True).to_disk(path)
    gold = read_gold([path])
    assert spans(gold) == [("money", "$5 million"), ("date", "2023"), ("percent", "4%")]
    assert [each.id for each in gold] == ["docs-1", "docs-2"]


def test_written_doc_bins_have_entities_to_train_on(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    writer("docbin")([mill()], tmp_path / "x.spacy")
    (doc,) = spacy.tokens.DocBin().from_disk(tmp_path / "x.spacy").get_docs(spacy.blank("en").vocab)
    assert doc.text == mill().text
    assert [(ent.label_, ent.text) for ent in doc.ents] == [(each.kind, each.text) for each in mill().facts]
    assert len(doc.spans["factwire"]) == len(mill().facts)


def test_what_is_no_doc_bin(tmp_path: Path) -> None:
    (tmp_path / "x.spacy").write_bytes(b"\x00\x01nothing of the kind")
    (fault,) = read_sources([tmp_path / "x.spacy"]).faults
    assert (fault.code, fault.source) == ("docbin", str(tmp_path / "x.spacy"))


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.json", "[5]", "label-studio"),
        ("a.json", "{", "json"),
        ("a.jsonl", '{"spans": 5, "text": ""}', "prodigy"),
        ("a.jsonl", '{"label": [[1, 2]], "text": ""}', "doccano"),
    ],
)
def test_broken_exports(tmp_path: Path, name: str, text: str, code: str) -> None:
    (fault,) = read_sources([put_text(tmp_path / name, text)]).faults
    assert (fault.code, fault.line) == (code, 1)


def test_unknown_formats_are_none_of_ours() -> None:
    with pytest.raises(KeyError):
        reader("xml")
    assert isinstance(mill().facts[0], Annotation)
