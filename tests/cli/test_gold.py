"""factwire gold: check, repair, draft, agree, convert."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.gold.annotations import CLOSED, FIELDS, KINDS
from extractor.gold.jsontext import encode
from extractor.gold.reading import read_gold
from extractor.gold.writing import case_row
from tests.gold.making import mill, orchard, output_line, put, same_as_gold


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["gold", *map(str, arguments)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    put(folder, mill())
    put(folder, orchard())
    return folder


def shift(path: Path, *, by: int) -> None:
    """Move all facts of a gold file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    for row in data["facts"]:
        row["start"] += by
        row["end"] += by
    path.write_text(json.dumps(data), encoding="utf-8")


def test_check_sound_gold(gold: Path) -> None:
    result = run("check", gold)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "2 releases, 9 facts, 0 errors, 0 warnings\n"


def test_check_tells_errors_and_warnings(gold: Path) -> None:
    shift(gold / "mill.gold.json", by=2)
    data = json.loads((gold / "orchard_1.gold.json").read_text(encoding="utf-8"))
    del data["facts"][1]["comparator"]
    (gold / "orchard_1.gold.json").write_text(json.dumps(data, indent=1), encoding="utf-8")
    result = run("check", gold)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in lines] == ["error"] * 7 + ["warning"]
    assert lines[0].endswith("it stands at 9..22: `factwire gold repair` moves it [span-text]")
    assert 'fact b "40 acres": there is no comparator' in lines[-1]
    only = [gold / "orchard_1.gold.json"]
    assert run("check", *only).exit_code == 0
    assert run("check", *only, "--strict").exit_code == 1


def test_check_notes_numbers_without_a_fact(gold: Path) -> None:
    path = put(gold, replace(mill(), facts=mill().facts[:1]))
    result = run("check", path, "--uncovered")
    assert "note: mill, line 1 of the text: 12.5% at 59 has no fact" in result.stdout
    assert result.exit_code == 0


def test_check_lists_its_rules() -> None:
    result = run("check", "--rules")
    assert result.exit_code == 0
    assert "span-article         Articles are outside the span." in result.stdout


def test_repair(gold: Path) -> None:
    path = gold / "mill.gold.json"
    good = json.loads(path.read_text(encoding="utf-8"))
    shift(path, by=4)
    broken = path.read_text(encoding="utf-8")
    dry = run("repair", gold, "--dry-run")
    assert path.read_text(encoding="utf-8") == broken
    assert (dry.exit_code, dry.stderr) == (0, "7 facts would be moved, 0 left\n")
    result = run("repair", gold)
    assert (result.exit_code, result.stderr) == (0, "7 facts moved, 0 left\n")
    assert result.stdout == dry.stdout
    assert result.stdout.splitlines()[0] == (
        f'{path}: fact g1 "March 4, 2024": 13..26 → 9..22 (-4; the text before it is 4 shorter)'
    )
    assert json.loads(path.read_text(encoding="utf-8")) == good
    assert run("repair", gold).stderr == "0 facts moved, 0 left\n"


def test_repair_leaves_what_stands_nowhere(gold: Path) -> None:
    path = gold / "mill.gold.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"text": "12.5%"', '"text": "13.5%"'), encoding="utf-8")
    result = run("repair", gold)
    assert (result.exit_code, result.stderr) == (1, "0 facts moved, 1 left\n")
    assert 'fact g2 "13.5%": 59..64 stays: its words are not in the text' in result.stdout


def test_draft_from_a_finished_output(tmp_path: Path) -> None:
    text, facts = tmp_path / "mill.txt", tmp_path / "facts.jsonl"
    text.write_text(mill().text, encoding="utf-8", newline="")
    facts.write_text(output_line("mill", same_as_gold(mill())), encoding="utf-8")
    printed = run("draft", text, "--facts", facts, "--published", "2024-03-04")
    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["release"] == {"published": "2024-03-04"}
    out = tmp_path / "drafts"
    assert run("draft", text, "--facts", facts, "--out", out).exit_code == 0
    (drafted,) = read_gold([out])
    assert drafted.facts == tuple(replace(each, optional=False) for each in mill().facts)
    again = run("draft", text, "--facts", facts, "--out", out)
    assert (again.exit_code, "--force replaces it" in again.stderr) == (2, True)
    assert run("draft", text, "--facts", facts, "--out", out, "--force").exit_code == 0


def test_draft_of_what_the_output_does_not_have(tmp_path: Path) -> None:
    text, facts = tmp_path / "other.txt", tmp_path / "facts.jsonl"
    text.write_text("Nothing.", encoding="utf-8")
    facts.write_text(output_line("mill", ()), encoding="utf-8")
    result = run("draft", text, "--facts", facts)
    assert (result.exit_code, "neither a release 'other' nor one with its text" in result.stderr) == (2, True)
    assert run("draft", text, text, "--facts", facts).exit_code == 2


def test_agree(gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    changed = tuple(replace(each, direction="down") if each.direction else each for each in mill().facts[:-1])
    put(other, replace(mill(), facts=changed))
    result = run("agree", gold, other)
    assert result.exit_code == 0
    rows = {line[:18].strip(): line[18:].split() for line in result.stdout.splitlines() if line[:18].strip()}
    assert rows["all"] == ["7", "6", "6", "92.3"]
    assert rows["direction"][:3] == ["1", "0", "0.0"]
    assert "only in one of the two, left out: orchard_1" in result.stdout
    data = json.loads(run("agree", gold, gold, "--format", "json").stdout)
    assert (data["f1"]["all"], data["kinds"]["words"]["kappa"]) == (1.0, 1.0)


@pytest.mark.parametrize("form", ["cases", "label-studio", "doccano", "prodigy", "brat"])
def test_convert(gold: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / {"brat": "brat", "label-studio": "a.json"}.get(form, "a.jsonl")
    result = run("convert", gold, "--to", form, "--out", target)
    assert (result.exit_code, result.stderr) == (0, f"{target}: 2 releases, 9 facts\n")
    assert [each.facts for each in read_gold([target])] == [mill().facts, orchard().facts]


def test_ids_that_would_make_one_name_keep_a_file_each(tmp_path: Path) -> None:
    releases = [replace(mill(), id=name) for name in ("a/b", "a_b", "a:b", "A_B", "../a_b")]
    rows = [encode(case_row(release)) for release in releases]
    (tmp_path / "cases.jsonl").write_text("\n".join(rows), encoding="utf-8")
    for form, end in (("factwire", ".gold.json"), ("brat", ".ann")):
        assert "5 releases" in run("convert", tmp_path / "cases.jsonl", "--to", form, "-o", tmp_path / form).stderr
        assert len(list((tmp_path / form).glob(f"*{end}"))) == len(read_gold([tmp_path / form])) == 5


def test_of_several_faults_the_first_is_told_and_the_others_are_counted(gold: Path, tmp_path: Path) -> None:
    for name in ("mill", "orchard_1"):
        (gold / f"{name}.gold.json").write_text("[]")
    result = run("convert", gold, "--to", "cases", "-o", tmp_path / "x.jsonl")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "and 1 more: `factwire gold check` lists them all" in result.stderr


def test_the_guidelines_are_shipped_and_name_every_field_and_word() -> None:
    said = run("guidelines")
    assert said.exit_code == 0
    words = {*KINDS, *FIELDS, "relation", "optional", *(word for words in CLOSED.values() for word in words)}
    named = set(re.findall(r"`(\w+)`|\*\*(\w+)\*\*|\"(\w+)\"", said.stdout))
    assert words - {word for group in named for word in group} == {"none"}
