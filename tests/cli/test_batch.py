"""factwire batch, watch, query and export as a user runs them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.emit.json import from_json

TEXT = "BERLIN, May 27, 2022 -- Example AG said that sales rose 5 percent to 2 million euros in the first quarter."


def factwire(*words: object, stdin: bytes | None = None) -> Result:
    """The command in this process, where the language model is loaded once for all tests."""
    said = [str(word) for word in words]
    if said[0] == "batch" and "--workers" not in said:
        said += ["--workers", "0"]
    return CliRunner().invoke(main, said, input=stdin)


def cases(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def case(name: str, text: str = TEXT, published: str | None = None) -> str:
    return json.dumps({"id": name, "text": text, "published": published})


def test_one_line_a_case_in_order_with_the_bad_ones_in_their_place(tmp_path: Path) -> None:
    source = cases(tmp_path / "in.jsonl", case("z"), "broken", case("a", "No figure."), '{"id": "b"}', case("y", ""))
    result = factwire("batch", source, "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    lines = [from_json(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [facts.release.id for facts in lines] == ["z", "line-2", "a", "b", "y"]
    assert [bool(facts.facts) for facts in lines] == [True, False, False, False, False]
    errors = [[d.code for d in facts.diagnostics if d.severity == "error"] for facts in lines]
    assert errors == [[], ["bad-json"], [], ["bad-record"], []]
    assert f"{source}:2: no JSON" in result.stderr
    assert f"{source}:4: field 'text' is missing" in result.stderr
    quarantine = (tmp_path / "out.jsonl.quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"] for line in quarantine] == [f"{source}:2", f"{source}:4"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "out.jsonl.quarantine.jsonl"]


def test_all_done_is_exit_code_0_and_leaves_only_the_target(tmp_path: Path) -> None:
    source = cases(tmp_path / "in.jsonl", case("a"), case("a"), case("b"))
    result = factwire("batch", source, "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 0
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]
    assert "3 releases" in result.stderr
    again = factwire("batch", source, "--out", tmp_path / "out.jsonl")
    assert again.exit_code == 0
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 3


def test_an_empty_input_gives_an_empty_target(tmp_path: Path) -> None:
    source = cases(tmp_path / "in.jsonl")
    assert factwire("batch", source, "--out", tmp_path / "out.jsonl").exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_the_date_of_a_case_is_used(tmp_path: Path) -> None:
    source = cases(tmp_path / "in.jsonl", case("a", "Sales rose 5% last year.", "2022-05-27"))
    factwire("batch", source, "--out", tmp_path / "out.jsonl")
    facts = from_json((tmp_path / "out.jsonl").read_bytes())
    assert str(facts.release.published) == "2022-05-27"


def test_workers_and_this_process_write_the_same_bytes(tmp_path: Path) -> None:
    source = cases(tmp_path / "in.jsonl", *(case(f"r{n}", f"{n} {TEXT}") for n in range(40)), "broken", case("z", ""))
    factwire("batch", source, "--out", tmp_path / "0.jsonl")
    factwire("batch", source, "--out", tmp_path / "2.jsonl", "--workers", 2)
    assert (tmp_path / "0.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    assert len((tmp_path / "0.jsonl").read_bytes().splitlines()) == 42


def test_standard_input_to_standard_output() -> None:
    result = factwire("batch", "-", "--out", "-", "-q", stdin=(case("a") + "\n" + case("b")).encode())
    assert [from_json(line).release.id for line in result.stdout.splitlines()] == ["a", "b"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.jsonl", "--out", "x.jsonl"], "none.jsonl: no such file"),
        (["{in}", "--out", "{in}"], "is both a source and what the run writes"),
        (["{in}", "--out", "no/folder/x.jsonl"], "make it first"),
        (["{in}", "--out", "x.jsonl.gz"], "facts are not packed"),
        (["{in}", "--out", "x.jsonl", "--engine", "spark"], "no engine 'spark'"),
        (["{in}"], "Missing option '--out'"),
    ],
)
def test_what_cannot_run_is_said_with_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    source = cases(tmp_path / "in.jsonl", case("a"))
    before = source.read_bytes()
    result = factwire("batch", *(word.format(**{"in": source}) for word in words))
    assert result.exit_code == 2
    assert said in result.stderr.replace("\n", " ")
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]
    assert source.read_bytes() == before


def test_a_store_is_filled_asked_and_exported(tmp_path: Path) -> None:
    source = cases(tmp_path / "in.jsonl", case("a"), case("b", f"Again {TEXT}"), "broken")
    store = tmp_path / "facts.db"
    assert factwire("batch", source, "--out", store).exit_code == 1
    assert factwire("batch", source, "--out", tmp_path / "out.jsonl").exit_code == 1
    asked = factwire("query", "SELECT release_id, unit, value FROM latest WHERE kind = 'money'", "--store", store)
    assert [json.loads(line) for line in asked.stdout.splitlines()] == [
        {"release_id": "a", "unit": "EUR", "value": 2000000.0},
        {"release_id": "b", "unit": "EUR", "value": 2000000.0},
    ]
    table = factwire("query", "SELECT count(*) AS n FROM releases", "--store", store, "--format", "table")
    assert table.stdout.splitlines() == ["n", "─", "2"]
    csv = factwire("query", "SELECT code FROM faults", "--store", store, "--format", "csv")
    assert csv.stdout.splitlines() == ["code", "bad-json"]
    assert factwire("export", "--store", store, "--out", tmp_path / "back.jsonl").exit_code == 0
    written = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert (tmp_path / "back.jsonl").read_bytes().splitlines() == written[:2]
    assert factwire("query", "DROP TABLE facts", "--store", store).exit_code == 2


def test_csv_and_parquet_hold_the_facts_of_the_json_lines(tmp_path: Path) -> None:
    import csv

    import pyarrow.parquet

    source = cases(tmp_path / "in.jsonl", case("a"), case("b", "Costs were €1.4 to 1.5 million, up 7.25 percent."))
    for end in ("jsonl", "csv", "parquet"):
        assert factwire("batch", source, "--out", tmp_path / f"out.{end}").exit_code == 0
    facts = [
        (parsed.release.id, fact)
        for parsed in map(from_json, (tmp_path / "out.jsonl").read_bytes().splitlines())
        for fact in parsed.facts
    ]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [(row["release_id"], row["fact"], row["text"]) for row in rows] == [(i, f.id, f.text) for i, f in facts]
    assert [(row["release_id"], row["fact"], row["text"]) for row in table] == [(i, f.id, f.text) for i, f in facts]
    exact = [str(v) if (v := getattr(f, "value", None)) is not None and f.kind != "date" else "" for _, f in facts]
    assert [row["value"] for row in rows] == exact
    assert [row["value_exact"] or "" for row in table] == exact
    assert [row["start_offset"] for row in table] == [f.start for _, f in facts]


def test_watch_takes_each_release_once_and_a_change_as_a_version(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "facts.db"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "half.txt.part").write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        assert factwire("watch", folder, "--store", store, "--once").exit_code == 0
    (folder / "a.txt").write_text(f"Again {TEXT}", encoding="utf-8")
    factwire("watch", folder, "--store", store, "--once")
    question = "SELECT source, version, latest FROM releases ORDER BY release"
    asked = factwire("query", question, "--store", store)
    name = str(folder / "a.txt")
    assert [tuple(json.loads(line).values()) for line in asked.stdout.splitlines()] == [(name, 1, 0), (name, 2, 1)]


def test_watch_sees_what_comes_and_ends_by_a_signal(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "facts.db"
    folder.mkdir()
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "watch", str(folder)]
    process = subprocess.Popen(
        [*command, "--store", str(store), "--every", "0.1"], stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    time.sleep(0.5)
    (folder / "new.txt").write_text(TEXT, encoding="utf-8")
    assert process.stderr is not None
    assert process.stderr.readline().startswith("1 added")
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    process.stderr.close()


def test_feed_into_a_store(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    store = tmp_path / "facts.db"
    first = factwire("feed", tmp_path / "a.txt", "--store", store)
    again = factwire("feed", tmp_path / "a.txt", "--store", store)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stderr.startswith("1 added, 0 there already")
    assert again.stderr.startswith("0 added, 1 there already")
    dated = factwire("feed", "-", "--store", store, "--published", "2022-05-28", stdin=TEXT.encode())
    assert dated.stderr.startswith("1 added")
    asked = factwire("query", "SELECT published FROM releases ORDER BY release", "--store", store)
    assert [json.loads(line)["published"] for line in asked.stdout.splitlines()] == ["2022-05-27", "2022-05-28"]
