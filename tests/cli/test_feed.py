"""factwire feed: releases in, facts out; bad input in, one clear line out, and never a traceback."""

import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extractor import Extractor, ReleaseFacts
from extractor.cli import main
from extractor.emit.json import from_json
from extractor.emit.table import draw, rows
from extractor.read.plain import read_file

SEEDS = Path(__file__).parents[2] / "seeds"
SEED = SEEDS / "laibin-industrial-park.txt"
PLAIN = "No figure stands in this text."


def feed(*arguments: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["feed", *map(str, arguments)], input=given)


def only(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain.txt").write_text(PLAIN, encoding="utf-8")


def test_one_file_is_one_json_document() -> None:
    result = feed(SEED)
    assert from_json(result.stdout) == Extractor().extract(read_file(SEED))
    assert result.stdout.startswith('{\n  "schema_version": "1.1"')
    assert result.stderr == ""


def test_several_files_are_json_lines_in_their_order() -> None:
    result = feed(SEED, "plain.txt")
    assert [json.loads(line)["release"]["source"] for line in result.stdout.splitlines()] == [str(SEED), "plain.txt"]


def test_jsonl_of_one_file_is_one_line() -> None:
    result = feed("--format", "jsonl", SEED)
    assert result.stdout.count("\n") == 1
    assert from_json(result.stdout) == Extractor().extract(read_file(SEED))


def test_table() -> None:
    result = feed("--format", "table", SEED)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "2022-05-27 · BEIJING · PRNewswire" in lines[0]
    row = next(line for line in lines if line.startswith("f4 "))
    assert [cell.strip() for cell in row.split("│")][:6] == [
        "f4", "money", "7.76 billion yuan", "7,760,000,000 CNY", "total industrial output value",
        "industrial park of Laibin City",
    ]  # fmt: skip


def test_a_terminal_gets_the_table_and_nothing_breaks_in_a_narrow_one() -> None:
    parent, child = pty.openpty()
    environment = {**os.environ, "COLUMNS": "40", "TERM": "xterm"}
    command = [sys.executable, "-m", "extractor", "feed", "plain.txt"]
    done = subprocess.run(command, stdout=child, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(child)
    with os.fdopen(parent, "rb", buffering=0) as terminal:
        said = terminal.read(4096).decode()
    assert done.returncode == 0, done.stderr
    assert "plain.txt" in said
    assert "schema_version" not in said


@pytest.mark.parametrize("columns", [40, 80, 120, 250])
def test_the_screen_breaks_no_number_and_no_word(columns: int) -> None:
    found = Extractor().extract(read_file(SEED))

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("TERM", "xterm")
        draw(found, out)
    drawn = re.sub(r"\x1b\[[\d;]*m", "", out.getvalue())
    words = set(drawn.split())
    for row in rows(found):
        assert {word for cell in row for word in cell.split()} <= {*words, *(word.rstrip(",") for word in words)}
    longest = max(len(word) for word in words)
    assert max(map(len, drawn.splitlines())) <= max(columns, longest + 4)


def test_table_cells_are_text_not_markup(tmp_path: Path) -> None:
    (tmp_path / "[bold]m[red].txt").write_text("Acme Corp. had [x] a profit of $[/red]5 million.", encoding="utf-8")
    facts = Extractor().extract("Acme Corp. sold 12 boats.").model_dump()
    start = facts["facts"][0]["start"]
    facts["facts"][0].update(text="[/b] boats", end=start + 10, metric={"text": "[i]x", "start": 0, "end": 4})
    out = io.StringIO()
    draw(ReleaseFacts.model_validate(facts), out)
    assert "[/b] boats" in out.getvalue()
    assert "[i]x" in out.getvalue()
    assert feed("--format", "table", "[bold]m[red].txt").stdout.startswith("[bold]m[red].txt")


def test_rows_tell_ranges_comparators_and_expectations() -> None:
    found = Extractor().extract("Acme Corp. expects revenue of about $5 million to $6 million and over 20 new jobs.")
    values = {row[2]: (row[3], row[7]) for row in rows(found)}
    assert values["$5 million to $6 million"] == ("≈ 5,000,000 – 6,000,000 USD", "expected")
    assert values["20 new jobs"][0] == "> 20 job"


def test_standard_input() -> None:
    document = only(feed("-", given=SEED.read_bytes()))
    assert document["release"]["source"] == "-"
    assert len(document["facts"]) == 29


def test_published_overrides_the_text() -> None:
    document = only(feed("--published", "2020-02-03", "-", given=b"OSLO, 5 May 2019 - Sales fell 5% last year."))
    assert document["release"]["published"] == "2020-02-03"
    assert [f["value"] for f in document["facts"] if f["text"] == "last year"] == ["2019"]


def test_currency_and_rates_of_your_own(tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text("date,from,to,rate\n2024-05-02,XAF,EUR,0.5\n", encoding="utf-8")
    options = ["--currency", "EUR", "--rates", "rates.csv", "--published", "2024-05-02"]
    document = only(feed(*options, "-", given=b"The road costs XAF 300 million."))
    (converted,) = [f["converted"] for f in document["facts"]]
    assert (converted["unit"], converted["exact"]) == ("EUR", 150_000_000)


KEPT = {
    "byte order mark": ("\ufeff" + "Sales rose 5%.").encode(),
    "windows line ends": b"Sales\r\nrose 5%.\r\n",
    "no-break blanks": "Sales rose 5\u00a0%.".encode(),
    "windows-1252": "Sales rose 5% to £3 million – “good”.".encode("cp1252"),
    "utf-16": "Sales rose 5%.".encode("utf-16"),
}


@pytest.mark.parametrize("data", KEPT.values(), ids=KEPT)
def test_text_is_read_as_it_is(data: bytes) -> None:
    document = only(feed("-", given=data))
    assert document["facts"][0]["text"].replace("\u00a0", "") == "5%"


EMPTY = {
    "nothing": b"",
    "blank": b" \n\t\r\n ",
    "byte order mark alone": b"\xef\xbb\xbf",
    "no figure": PLAIN.encode(),
    "signs": "$$$ %%% ( [ { \u200b \u202e \U0001f600 - — …".encode(),
    "control characters": b"A\x01B\x07C\x1b[31mD\x7f.",
}


@pytest.mark.parametrize("data", EMPTY.values(), ids=EMPTY)
def test_a_text_without_figures_has_no_facts(data: bytes) -> None:
    assert only(feed("-", given=data))["facts"] == []


def office_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "random bytes": (bytes(range(256)) * 8, "is binary"),
    "NUL bytes": (b"Sales rose\0 5%.", "a NUL byte at 10"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "cannot be read as PDF"),
    "a zip": (b"PK\x03\x04" + b"\0" * 40, "broken or cut off"),
    "an Office document": (office_document(), "is an Office document; save it as PDF or plain text"),
    "an image": (b"\x89PNG\r\n\x1a\n", "is an image"),
    "broken UTF-8": ("Économie : hausse de 5 % à l’été où là çà".encode() + b"\xff", "is not valid utf-8"),
    "a line of 50 MB": (b"a" * 50_000_000, "longer than 20,000,000 bytes"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_release_is_refused_in_one_line(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(data)
    result = feed("bad")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("factwire: bad: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing.txt", "no such file"), (".", "is a directory"), ("", "directory"), ("a\0b", "null byte")],
)
def test_files_that_are_not_there_are_refused(name: str, message: str) -> None:
    result = feed(name)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").chmod(0)
    assert "may not be read" in feed("plain.txt").stderr


def test_one_bad_file_does_not_stop_the_rest() -> None:
    result = feed("missing.txt", "plain.txt", ".", SEED)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert len(result.stderr.splitlines()) == 2


OPTIONS = [
    (["--published", "2024-13-45"], "'2024-13-45' does not match"),
    (["--published", "yesterday"], "'yesterday' does not match"),
    (["--format", "xml"], "'xml' is not one of"),
    (["--currency", "euro"], "currency: "),
    (["--currency", "EUX"], "'EUX' is no currency's ISO 4217 code; did you mean EUR?"),
    (["--currency", "RMB"], "did you mean CNY?"),
    (["--rate-policy", "guess"], "'guess' is not one of"),
    (["--rates", "missing.csv"], "missing.csv: cannot read the rates"),
    (["--encoding", "klingon"], "unknown encoding 'klingon'"),
    (["--config", "missing.toml"], "missing.toml: cannot read the settings"),
    (["--config", "broken.toml"], "broken.toml: not valid TOML"),
    (["--config", "unknown.toml"], "unknown.toml: modle: "),
    (["--config", "."], "cannot read the settings"),
    (["--store", "missing/facts.db"], "missing/facts.db: there is no directory"),
    (["--store", "plain.txt"], "plain.txt: cannot be opened as a fact store"),
]


@pytest.mark.parametrize(("options", "message"), OPTIONS, ids=lambda value: " ".join(value) if value else "")
def test_options_that_make_no_sense_are_refused(options: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("model = ", encoding="utf-8")
    (tmp_path / "unknown.toml").write_text('modle = "x"', encoding="utf-8")
    result = feed(*options, "plain.txt")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr


def test_a_model_that_is_not_installed_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('model = "no_such_model"', encoding="utf-8")
    result = feed("--config", "mine.toml", SEED)
    assert result.exit_code == 2
    assert "language model 'no_such_model' is not installed" in result.stderr


@pytest.mark.parametrize("name", ["plain.txt", "missing.txt"])
def test_as_a_program_it_prints_no_traceback(name: str) -> None:
    command = [sys.executable, "-m", "extractor", "feed", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == (2 if name == "missing.txt" else 0)
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    command = f"{sys.executable} -m extractor feed --format jsonl plain.txt plain.txt plain.txt | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_a_store_keeps_each_release_once() -> None:
    assert feed("--store", "facts.db", SEED).exit_code == 0
    assert feed("--store", "facts.db", SEED).exit_code == 0
    counted = CliRunner().invoke(main, ["query", "--store", "facts.db", "SELECT count(*) AS n FROM latest"])
    assert counted.stdout == '{"n": 29}\n'
