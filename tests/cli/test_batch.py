"""factwire batch, watch, query and export as a user runs them."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from extractor.archive.identity import fingerprint
from extractor.cli import main
from extractor.emit.json import from_json
from extractor.facts import MoneyFact
from extractor.read.records import Columns
from extractor.settings import Settings
from tests.fuzz.samples import samples

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


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--encoding klingon", "unknown encoding 'klingon'"),
        ("--encoding rot13", "unknown encoding 'rot13'"),
        ("--currency EUX", "did you mean EUR?"),
        ("--engine spark", "no engine 'spark'"),
        ("--timeout inf", "'--timeout'"),
        ("--out .", ".: is a directory"),
        ("--out x.foo", "says no form of facts"),
        ("--keep nope", "no column 'nope'; there is 'id', 'text'"),
        ("--rates nope.csv", "nope.csv: cannot read the rates"),
        ("--published 2024-02-30", "'2024-02-30' does not match"),
        ("--nope", "No such option '--nope'"),
    ],
)
def test_what_cannot_run_as_given_is_one_line_before_anything_is_written(
    tmp_path: Path, words: str, message: str
) -> None:
    source = cases(tmp_path / "in.jsonl", case("a"))
    result = factwire("batch", source, "--out", tmp_path / "out.jsonl", *words.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert message in line
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


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


@pytest.mark.parametrize("name", samples())
def test_feed_and_batch_write_the_same_bytes_of_every_format(tmp_path: Path, name: str) -> None:
    source, out = tmp_path / name, tmp_path / "out.jsonl"
    source.write_bytes(samples()[name])
    fed = factwire("feed", source, "--format", "jsonl")
    assert (fed.exit_code, factwire("batch", source, "--out", out, "--quiet").exit_code) == (0, 0)
    assert fed.stdout_bytes == out.read_bytes()
    assert b'"kind":"percent"' in fed.stdout_bytes


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
        (["{in}", "--out", "x.json"], "a file named .json says no form of facts; name it .jsonl, "),
        (["{in}", "--out", "x"], "a file without a suffix says no form of facts"),
        (["{in}", "--out", "x.xlsx", "--with-text"], "too few for releases"),
        (["{in}", "--out", "x.jsonl", "--currency", "euro"], "currency: takes an ISO 4217 code"),
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
    os.mkfifo(folder / "pipe.txt")
    for _ in range(2):
        assert factwire("watch", folder, "--store", store, "--once").exit_code == 0
    (folder / "a.txt").write_text(f"Again {TEXT}", encoding="utf-8")
    factwire("watch", folder, "--store", store, "--once")
    question = "SELECT source, version, latest FROM releases ORDER BY release"
    asked = factwire("query", question, "--store", store)
    name = str(folder / "a.txt")
    assert [tuple(json.loads(line).values()) for line in asked.stdout.splitlines()] == [(name, 1, 0), (name, 2, 1)]


def test_watch_prints_each_new_release_with_its_headline_and_facts(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Example AG Sells More Than Ever Before\n\n{TEXT}", encoding="utf-8")
    words = "watch", folder, "--store", tmp_path / "facts.db", "--once"
    said = factwire(*words).stdout.splitlines()
    assert said[0] == "Example AG Sells More Than Ever Before"
    assert said[1].startswith(f"{folder}/a.txt · 2022-05-27 · BERLIN")
    assert any("2 million euros" in line and "2,000,000 EUR" in line for line in said)
    assert factwire(*words).stdout == "", "it is there already"
    (folder / "b.txt").write_text(f"{TEXT} It has 12 shops.", encoding="utf-8")
    assert factwire(*words, "--quiet").stdout == ""


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


def test_offsets_point_into_the_text_that_the_output_carries(tmp_path: Path) -> None:
    source = cases(tmp_path / "in.jsonl", case("a", f"A headline\n\n{TEXT} It has 12 shops."), case("b", ""))
    assert factwire("batch", source, "--with-text", "--out", tmp_path / "out.jsonl").exit_code == 0
    found, empty = (from_json(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines())
    text = found.release.text
    assert text == f"A headline\n\n{TEXT} It has 12 shops."
    assert [text[fact.start : fact.end] for fact in found.facts] == [fact.text for fact in found.facts]
    assert all(fact.text in (fact.sentence_text or "") for fact in found.facts)
    assert found.facts[-1].sentence_text == "It has 12 shops."
    assert empty.release.text == ""
    factwire("batch", source, "--out", tmp_path / "plain.jsonl")
    plain = from_json((tmp_path / "plain.jsonl").read_bytes().splitlines()[0])
    assert plain.release.text is None
    assert {fact.sentence_text for fact in plain.facts} == {None}


@pytest.mark.parametrize(("end", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_rows_have_their_sentence_and_the_text_where_it_is_asked_for(tmp_path: Path, end: str, delimiter: str) -> None:
    text = 'BERLIN -- Sales "as reported"\twere 5 million euros, or\n=2 dollars.'
    source = cases(tmp_path / "in.jsonl", case("a", text))
    for name, options in (("plain", []), ("whole", ["--with-text"])):
        assert factwire("batch", source, *options, "--out", tmp_path / f"{name}.{end}").exit_code == 0
    with (tmp_path / f"whole.{end}").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    assert rows
    for row in rows:
        assert row["release_text"] == text
        assert row["release_text"][int(row["start_offset"]) : int(row["end_offset"])] == row["text"]
        assert row["text"] in row["sentence_text"]
    with (tmp_path / f"plain.{end}").open(encoding="utf-8", newline="") as file:
        assert [{**row, "release_text": text} for row in csv.DictReader(file, delimiter=delimiter)] == rows


def test_a_store_keeps_the_text_and_gives_it_out_again(tmp_path: Path) -> None:
    source = cases(tmp_path / "in.jsonl", case("a"), case("b", "Sales\0were \U0001f600 $5 million."))
    store = tmp_path / "facts.db"
    assert factwire("batch", source, "--out", store).exit_code == 0
    question = """SELECT substr(r.text, f.start_offset + 1, f.end_offset - f.start_offset) = f.text AS same,
        instr(f.sentence_text, f.text) > 0 AS inside FROM facts f JOIN releases r USING (release)"""
    answers = [json.loads(line) for line in factwire("query", "--store", store, question).stdout.splitlines()]
    assert len(answers) > 3
    assert all(answer == {"same": 1, "inside": 1} for answer in answers)
    for options in ([], ["--with-text"]):
        assert factwire("batch", source, *options, "--out", tmp_path / "out.jsonl").exit_code == 0
        assert factwire("export", "--store", store, *options, "-o", tmp_path / "back.jsonl").exit_code == 0
        assert (tmp_path / "back.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_excel_has_the_rows_of_parquet(tmp_path: Path) -> None:
    text = "BERLIN, May 27, 2022 -- Example AG sold 12,345,678,901,234,567 shares for $1.10 each on 3 June 1899."
    source = cases(tmp_path / "in.jsonl", case("a", text), "broken", case("=b", "=2 percent"))
    for end in ("xlsx", "parquet"):
        assert factwire("batch", source, "--out", tmp_path / f"out.{end}").exit_code == 1
    head, *rows = sheet(tmp_path / "out.xlsx")
    expected = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert head == list(expected[0])
    assert len(rows) == len(expected) > 4
    for row, wanted in zip(rows, expected, strict=True):
        assert {name: cell for name, cell in zip(head, row, strict=True) if cell is not None} == {
            name: as_in_excel(value) for name, value in wanted.items() if value is not None
        }
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["in.jsonl", "out.parquet", *(f"out.{e}" for e in ("parquet.quarantine.jsonl", "xlsx")),
                    "out.xlsx.quarantine.jsonl"]  # fmt: skip
    first = (tmp_path / "out.xlsx").read_bytes()
    factwire("batch", source, "--out", tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes() == first


def as_in_excel(value: object) -> object:
    """A day is a number of days in Excel, none before 1900-03-01; a number has 16 digits there."""
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days) if value >= date(1900, 3, 1) else value.isoformat()
    return float(f"{value:.16G}") if isinstance(value, int | float) else value


def sheet(path: Path) -> list[list[object]]:
    """The cells of a workbook's first sheet."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        root = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows: list[list[object]] = []
    for row in root.iter(f"{space}row"):
        cells: dict[int, object] = {}
        for cell in row.iter(f"{space}c"):
            letters = re.match("[A-Z]+", cell.attrib["r"])
            assert letters
            column = 0
            for letter in letters[0]:
                column = 26 * column + ord(letter) - ord("A") + 1
            text = cell.find(f"{space}is/{space}t")
            value = cell.find(f"{space}v")
            cells[column - 1] = text.text if text is not None else float((value.text if value is not None else "") or 0)
        rows.append([cells.get(i) for i in range(len(rows[0]) if rows else len(cells))])
    return rows


def test_options_of_feed_are_options_of_batch(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes("Sales of Café AG rose to €5 million last year.".encode("cp1252"))
    (tmp_path / "rates.csv").write_text("date,from,to,rate\n2020-03-02,EUR,CHF,2\n", encoding="utf-8")
    options = ["--published", "2020-03-02", "--currency", "CHF", "--rates", tmp_path / "rates.csv"]
    options += ["--encoding", "cp1252", "--with-text"]
    fed = factwire("feed", tmp_path / "in.txt", "--format", "jsonl", *options)
    done = factwire("batch", tmp_path / "in.txt", *options, "-q", "--out", "-")
    assert (done.exit_code, done.stdout) == (0, fed.stdout)
    facts = from_json(done.stdout)
    assert facts.release.published == date(2020, 3, 2)
    assert facts.release.text == "Sales of Café AG rose to €5 million last year."
    money = next(fact for fact in facts.facts if isinstance(fact, MoneyFact))
    assert money.converted is not None
    assert (money.converted.unit, money.converted.value) == ("CHF", Decimal(10_000_000))


def test_an_unfinished_run_is_not_gone_on_with_under_another_date(tmp_path: Path) -> None:
    marks = {
        fingerprint(["in.txt"], *said, columns=Columns(), settings=Settings())
        for said in ([], ["2020-03-02"], ["None", "cp1252"])
    }
    assert len(marks) == 3
