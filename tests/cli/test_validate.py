"""factwire validate: what it prints, what it writes, how it exits, and what it does not load."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.documents import Release
from extractor.gold.jsontext import encode
from extractor.gold.writing import case_row
from tests.gold.making import mill, orchard, output_line, put, same_as_gold


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    put(folder, mill())
    put(folder, orchard())
    return folder


def output(path: Path, *, drop: int = 0) -> Path:
    """An output with all facts of the two releases but the first `drop` of each."""
    ids = {"mill": mill(), "orchard_1": orchard()}
    lines = [output_line(ident, same_as_gold(each)[drop:]) for ident, each in ids.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments)])


def test_a_perfect_output(gold: Path, tmp_path: Path) -> None:
    result = run(gold, "--facts", output(tmp_path / "facts.jsonl"))
    assert result.exit_code == 0
    assert "2 releases" in result.stdout
    (overall,) = (line.split() for line in result.stdout.splitlines() if line.startswith("all "))
    assert overall[1:5] == ["8", "8", "100.0", "100.0"]
    assert "Differences" not in result.stdout


def test_differences_are_listed(gold: Path, tmp_path: Path) -> None:
    result = run(gold, "--facts", output(tmp_path / "facts.jsonl", drop=1), "--show", 1)
    assert "mill:9  missed date  HARWICK, ⟦March 4, 2024⟧ -- Tern Mills plc said revenue rose …" in result.stdout
    assert "… 1 more: --show 2" in result.stdout
    assert "\x1b[" not in result.stdout


def test_the_gate(gold: Path, tmp_path: Path) -> None:
    facts = output(tmp_path / "facts.jsonl", drop=2)
    assert run(gold, "--facts", facts, "--require", "recall=0.4").exit_code == 0
    result = run(gold, "--facts", facts, "--require", "value=0.97,fact=0.80", "--require", "money.value=0.99")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "below what is required: value is 0.6667, below 0.97",
        "below what is required: fact is 0.6667, below 0.8",
        "below what is required: money.value is 0.6667, below 0.99",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--require", "valu=1"], 'did you mean "value"'),
        (["--label", "X=y"], "write LABEL=KIND"),
        (["--baseline", "nothing.json"], "nothing.json: cannot be read"),
        (["--facts", "nothing.jsonl"], "nothing.jsonl: there is no such file of facts"),
    ],
)
def test_wrong_usage(gold: Path, tmp_path: Path, arguments: list[str], message: str) -> None:
    result = run(gold, "--facts", output(tmp_path / "facts.jsonl"), *arguments)
    assert (result.exit_code, message in result.stderr) == (2, True)


def test_neither_gold_nor_merge() -> None:
    result = run()
    assert (result.exit_code, "give GOLD to score against" in result.stderr) == (2, True)


def test_broken_gold_is_refused_with_its_line(gold: Path, tmp_path: Path) -> None:
    path = gold / "mill.gold.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"start": 59', '"start": 60'), encoding="utf-8")
    result = run(gold, "--facts", output(tmp_path / "facts.jsonl"))
    assert result.exit_code == 2
    assert 'mill.gold.json:4: fact g2, field "start": 60..64 reads' in result.stderr


def test_formats_and_files(gold: Path, tmp_path: Path) -> None:
    facts = output(tmp_path / "facts.jsonl", drop=1)
    data = json.loads(run(gold, "--facts", facts, "--format", "json").stdout)
    assert data["counts"]["releases"] == 2
    assert data["figures"]["precision"] == 1.0
    root = ET.fromstring(run(gold, "--facts", facts, "--format", "junit").stdout)
    assert len(root.findall(".//failure")) == 2
    out, page = tmp_path / "a.md", tmp_path / "a.html"
    assert run(gold, "--facts", facts, "--format", "markdown", "--out", out, "--html", page).stdout == ""
    assert out.read_text(encoding="utf-8").startswith("# Validation of 2 releases")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_place_that_cannot_be_written(gold: Path, tmp_path: Path) -> None:
    result = run(gold, "--facts", output(tmp_path / "facts.jsonl"), "--out", tmp_path / "no" / "a.json")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)


def test_what_changed_since_the_baseline(gold: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    run(gold, "--facts", output(tmp_path / "old.jsonl", drop=1), "--format", "json", "--out", before)
    result = run(gold, "--facts", output(tmp_path / "facts.jsonl"), "--baseline", before)
    assert "recall: 75.0 → 100.0" in result.stdout
    assert "better: 2" in result.stdout
    assert 'mill 9 date "March 4, 2024": missed, now right' in result.stdout
    assert "worse: 0" in result.stdout


def test_shards_merge_to_the_whole(gold: Path, tmp_path: Path) -> None:
    facts = output(tmp_path / "facts.jsonl", drop=1)
    shard, whole, merged = (tmp_path / name for name in ("shard.json", "whole.json", "merged.json"))
    run(gold / "orchard_1.gold.json", "--facts", facts, "--format", "json", "--out", shard)
    run(gold, "--facts", facts, "--format", "json", "--out", whole)
    result = run(gold / "mill.gold.json", "--facts", facts, "--merge", shard, "--format", "json", "--out", merged)
    assert result.exit_code == 0
    one, other = (json.loads(path.read_text(encoding="utf-8")) for path in (whole, merged))
    assert {**one, "notes": []} == {**other, "notes": []}
    assert run("--merge", shard).exit_code == 0
    twice = run(gold, "--facts", facts, "--merge", shard)
    assert (twice.exit_code, "shards must not overlap" in twice.stderr) == (2, True)


def test_ten_thousand_facts_without_spacy(tmp_path: Path) -> None:
    """Gold facts by the ten thousand against a finished output, in one process that never loads spaCy or pydantic."""
    cases, facts = tmp_path / "cases.jsonl", tmp_path / "facts.jsonl"
    ids = [f"mill-{i}" for i in range(1500)]
    row = encode({**case_row(mill()), "id": "@"})
    cases.write_text("\n".join(row.replace('"@"', f'"{ident}"') for ident in ids), encoding="utf-8")
    line = output_line("@", same_as_gold(mill())[1:])
    facts.write_text("\n".join(line.replace('"@"', f'"{ident}"') for ident in ids), encoding="utf-8")
    script = (
        "import sys\nfrom extractor.cli import main\n"
        f"main(['validate', {str(cases)!r}, '--facts', {str(facts)!r}, '--show', '0'], standalone_mode=False)\n"
        "print(sorted({'spacy', 'pydantic', 'numpy', 'extractor.pipeline'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[-1] == "[]"
    assert [line.split()[:5] for line in lines if line.startswith("all ")] == [["all", "9000", "7500", "100.0", "83.3"]]


@pytest.mark.parametrize("command", ["validate", "gold"])
def test_help_loads_nothing_heavy(command: str) -> None:
    script = (
        f"import sys\nfrom extractor.cli import main\nmain([{command!r}, '--help'], standalone_mode=False)\n"
        "print(sorted({'spacy', 'pydantic', 'rich', 'extractor.gold.reading'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_extraction_runs_where_no_facts_are_given(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractor gets the texts with their ids and dates; here it is one that finds nothing but a date."""
    from extractor import facts as models
    from extractor import pipeline

    class Extractor:
        def pipe(self, releases: list[Release]) -> list[models.ReleaseFacts]:
            asked = [(each.id, str(each.published)) for each in releases]
            assert asked == [("mill", "2024-03-04"), ("orchard_1", "None")]
            date = models.DateFact(
                id="f1", text="March 4, 2024", start=9, end=22, section="body", sentence=0, rule="r", value="2024-03-04"
            )
            producer = models.Producer(version="0")
            return [
                models.ReleaseFacts(producer=producer, release=models.ReleaseInfo(id="mill"), facts=(date,)),
                models.ReleaseFacts(producer=producer, release=models.ReleaseInfo(id="orchard_1")),
            ]

    monkeypatch.setattr(pipeline, "Extractor", Extractor)
    result = run(gold, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["counts"]["kinds"]["date"]["value"] == 1
