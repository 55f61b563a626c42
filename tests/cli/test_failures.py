"""How commands fail: one line that says what, where and what to do, exit code 2; the traceback only with --debug."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.pipeline import Extractor

ROOT = Path(__file__).parents[2]
TEXT = "Sales rose 5% to $2 million in 2021."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with one release in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def factwire(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def shell(command: str, folder: Path, *, before: str = ":") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, where its standard streams are real."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    line = f"{before}; {sys.executable} -m extractor {command}"
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE run (mine TEXT)")
    connection.commit()
    connection.close()


#: The words of a command that cannot run as given, and what its one line says.
REFUSED: tuple[tuple[str, str], ...] = (
    ("batch a.txt -o b.jsonl --quarantine ./b.jsonl", "is the target's own file"),
    ("batch a.txt -o b.jsonl --quarantine b.jsonl.ledger", "is the target's own file"),
    ("batch a.txt -o b.jsonl --quarantine none/q.jsonl", "there is no directory"),
    ("batch a.txt -o b.jsonl --quarantine notes.md", "lists no failures"),
    ("batch a.txt -o b.jsonl --quarantine a.txt", "both a source and what the run writes"),
    ("batch a.txt -o mine.parquet", "holds kept.txt of yours"),
    ("batch a.txt -o b.jsonl --timeout inf", "--timeout"),
    ("batch a.txt -o b.jsonl --timeout nan", "--timeout"),
    ("batch a.txt -o b.jsonl --memory 99999999999", "--memory"),
    ("batch a.txt -o b.jsonl --workers 99999999", "--workers"),
    ("batch a.txt -o b.jsonl --engine dask://foo:bar", "is no address of a scheduler"),
    ("batch a.txt -o foreign.jsonl", "no ledger of a run"),
    ("batch a.txt -o broken.jsonl", "no ledger of a run"),
    ("batch a.txt -o shut.jsonl", "may its folder be written?"),
    ("batch a.txt -o mysql://me:pw@host/facts", "mysql://…: is no store that is known"),
    ("feed a.txt --store file:///facts.db", "file://…: is no store that is known"),
    ("batch a.txt -o /dev/null", "no file that a run can go on with"),
    ("batch a.txt -o b.jsonl --nope", "--nope"),
    ("batch 'none/**' -o b.jsonl", "no glob that matches"),
    ("watch . --store s.db --every nan", "--every"),
    ("feed a.txt --config os.toml", "is no spaCy pipeline"),
    ("feed", "Missing argument"),
    ("fed a.txt", "No such command 'fed'"),
    ("query 'select 1' --store a.txt", "no fact store"),
    ("query 'select 1' --store empty.db", "it is empty"),
    ("export --store a.txt -o b.csv", "no fact store"),
    ("explain none.txt", "no such file"),
)


@pytest.mark.parametrize(("command", "says"), REFUSED)
def test_what_cannot_run_is_one_line_and_exit_code_2(command: str, says: str, folder: Path) -> None:
    (folder / "mine.parquet").mkdir()
    (folder / "mine.parquet" / "kept.txt").write_text("mine")
    (folder / "notes.md").write_text("mine")
    (folder / "empty.db").touch()
    (folder / "shut.jsonl.ledger").mkdir()  # a file that cannot be made there
    (folder / "os.toml").write_text('model = "os"')
    (folder / "broken.jsonl.ledger").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 20)
    database(folder / "foreign.jsonl.ledger")
    import shlex

    result = factwire(*shlex.split(command))
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (folder / "mine.parquet" / "kept.txt").read_text() == "mine"
    assert (folder / "notes.md").read_text() == "mine"
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("feed a.txt > /dev/full", "standard output: cannot be written: No space left on device"),
        ("rates --from CNY > /dev/full", "standard output: cannot be written: No space left on device"),
        ("feed - <&-", "standard input is closed"),
        ("batch - -o b.jsonl <&-", "standard input is closed"),
        ("rates --from CNY >&-", "standard output is closed"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_standard_streams_that_are_full_or_closed(command: str, says: str, folder: Path) -> None:
    done = shell(command, folder)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert says in done.stderr


def test_a_release_that_raises_is_a_line_and_the_others_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "b.txt").write_text("BROKEN text")
    (folder / "a.gold.json").write_text('{"release": {}, "facts": []}')
    _break(monkeypatch)
    said = factwire("feed", "b.txt", "a.txt", "--format", "jsonl")
    assert said.exit_code == 1
    assert said.stdout.count("\n") == 1
    assert '"$2 million"' in said.stdout
    assert said.stderr.startswith("factwire: b.txt: extraction failed: KeyError: 'half' (pipeline.py:")
    assert "Traceback" not in said.stderr
    assert factwire("feed", "b.txt").exit_code == 2
    for command in (["explain", "b.txt"], ["view", "b.txt", "-o", "p.html"]):
        alone = factwire(*command)
        assert (alone.exit_code, alone.stdout) == (2, "")
        assert alone.stderr.startswith("factwire: b.txt: extraction failed: KeyError: 'half' (pipeline.py:")
    assert "Traceback" in factwire("feed", "b.txt", "--debug").stderr
    stored = factwire("feed", "b.txt", "a.txt", "--store", "s.db")
    assert (stored.exit_code, "1 added" in stored.stderr, "1 failed" in stored.stderr) == (1, True, True)


def test_a_release_with_too_many_numbers_is_a_line_and_the_others_go_on(folder: Path) -> None:
    (folder / "b.txt").write_text("5% " * 50_001)
    says = "b.txt: has more than 50,000 numbers, which no press release has; split it into releases, or raise the limit"
    fed = factwire("feed", "b.txt", "a.txt", "--format", "jsonl")
    assert (fed.exit_code, fed.stdout.count("\n"), len(fed.stderr.splitlines())) == (1, 1, 1)
    assert f"factwire: {says}" in fed.stderr
    explained = factwire("explain", "b.txt")
    assert (explained.exit_code, len(explained.stderr.splitlines())) == (2, 1)
    assert says in explained.stderr
    (folder / "s.toml").write_text("number_limit = 3")
    (folder / "b.txt").write_text("5% 5% 5% 5%")
    factwire("batch", "b.txt", "a.txt", "-o", "o.jsonl", "--workers", "0", "--config", "s.toml", "-q")
    (fault,) = (folder / "o.jsonl.quarantine.jsonl").read_text().splitlines()
    assert json.loads(fault)["code"] == "too-many"
    assert [bool(json.loads(line)["facts"]) for line in (folder / "o.jsonl").read_text().splitlines()] == [False, True]


def test_validate_goes_on_after_a_release_that_raises(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("a", TEXT), ("b", "BROKEN text")):
        (folder / f"{name}.txt").write_text(text)
        (folder / f"{name}.gold.json").write_text('{"release": {}, "facts": []}')
    _break(monkeypatch)
    result = factwire("validate", ".", "--resamples", "0")
    assert result.exit_code == 1
    assert "b.gold.json: extraction failed: KeyError" in result.stderr or "b: extraction failed" in result.stderr
    assert "2 releases" in result.stdout


def test_what_is_no_fault_of_a_release_ends_the_command_in_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise KeyError("odd")

    monkeypatch.setattr("extractor.pipeline.Extractor.__init__", fail)
    quiet, loud = factwire("feed", "a.txt"), factwire("feed", "a.txt", "--debug")
    assert (quiet.exit_code, loud.exit_code) == (2, 2)
    assert (
        quiet.stderr == "factwire: cannot go on (KeyError: 'odd'), which is a fault of factwire; --debug shows where\n"
    )
    assert "Traceback" in loud.stderr


def test_a_release_that_takes_too_long_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.archive.alone import OverranError, each_alone, explained
    from extractor.documents import Release

    _break(monkeypatch)
    releases = [Release("BUSY text", "a"), Release("No figure.", "b")]
    busy, quick = each_alone(Extractor(), releases, seconds=0.2)
    assert isinstance(busy[1], OverranError)
    assert isinstance(explained(Extractor(), releases[0], seconds=0.2), OverranError)
    assert not isinstance(quick[1], Exception)


def test_escapes_of_a_terminal_are_shown_and_not_obeyed(folder: Path) -> None:
    (folder / "x\x1b[2J.pdf").write_bytes(b"no PDF")
    (folder / "y.txt").write_text("Sales of \x1b[31mred\x9bthings rose 5% to $2 million.")
    for command in (["batch", "-q", "x\x1b[2J.pdf", "-o", "o.jsonl", "--workers", "0"], ["feed", "x\x1b[3J.txt"]):
        said = factwire(*command).stderr
        assert "\x1b" not in said
        assert "\\x1b[" in said
    factwire("feed", "y.txt", "--store", "s.db")
    (folder / "y.gold.json").write_text('{"release": {}, "facts": []}')
    (folder / "z\x9b.gold.json").write_text('{"release": {}, "facts": [{"id": "\\u009b1"}]}')
    (folder / "z\x9b.txt").write_text(TEXT)
    for words in (["validate", "y.gold.json", "--resamples", "0"], ["gold", "check", "."]):
        result = factwire(*words)
        assert not set("\x1b\x9b") & set(result.output), words
        assert "\\x9b" in result.output, words
    for command in (
        ["feed", "y.txt", "--format", "table"],
        ["explain", "y.txt"],
        ["query", "SELECT 'a\x1b[31mb' AS 'x\x1b'", "--store", "s.db", "--format", "table"],
    ):
        result = factwire(*command)
        assert result.exit_code == 0
        assert not set("\x1b\x9b") & set(result.stdout)


def test_a_store_in_a_folder_without_permission_is_read(folder: Path) -> None:
    factwire("feed", "a.txt", "--store", "s.db")
    closed = folder / "closed"
    closed.mkdir()
    (folder / "s.db").rename(closed / "s.db")
    closed.chmod(0o555)
    try:
        if os.geteuid() == 0:
            for above in (*folder.parents, folder):
                if above != Path("/") and above.stat().st_uid == 0 and not above.stat().st_mode & 0o005:
                    above.chmod(above.stat().st_mode | 0o055)
            os.seteuid(65534)
        result = factwire("query", "SELECT count(*) AS n FROM facts", "--store", closed / "s.db")
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        closed.chmod(0o755)
    assert (result.exit_code, result.stdout) == (0, '{"n": 3}\n'), result.stderr


def test_a_damaged_store_is_one_line(folder: Path) -> None:
    factwire("feed", "a.txt", "--store", "s.db")
    whole = (folder / "s.db").read_bytes()
    (folder / "pages.db").write_bytes(whole[:8192] + bytes(b ^ 0x5A for b in whole[8192:]))
    (folder / "cut.db").write_bytes(whole[:6000])
    for name in ("pages.db", "cut.db"):
        for command in (
            ["query", "SELECT * FROM facts", "--store", name],
            ["export", "--store", name, "-o", "e.jsonl"],
            ["feed", "a.txt", "--store", name],
        ):
            result = factwire(*command)
            assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), (command, result.stderr)
    assert not (folder / "e.jsonl").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a full disk is played by a limit of Linux")
@pytest.mark.parametrize(
    ("command", "name"),
    [
        *((f"export --store s.db --all-versions -o kept{end}", f"kept{end}") for end in (".jsonl", ".csv", ".parquet")),
        ("export --store s.db -o kept.xlsx", "kept.xlsx"),
        ("series --store s.db -o kept.html", "kept.html"),
        ("gold convert a.gold.json --to cases -o kept.jsonl", "kept.jsonl"),
        ("gold repair a.gold.json", "a.gold.json"),
        ("view a.txt -o kept.html", "kept.html"),
    ],
)
def test_a_full_disk_leaves_what_was_there(command: str, name: str, folder: Path) -> None:
    at = 11 if "convert" in command else 10
    fact = {"id": "g1", "kind": "percent", "text": "5%", "start": at, "end": at + 2, "value": 5, "unit": "percent"}
    (folder / "a.txt").write_text(f"{TEXT}\n" * 60)
    (folder / "a.gold.json").write_text(json.dumps({"release": {}, "facts": [fact]}, indent=300))
    if "store" in command:
        factwire("feed", "a.txt", "--store", "s.db")
        with contextlib.closing(sqlite3.connect("s.db")) as store:
            store.execute("PRAGMA journal_mode = DELETE")  # so that even reading it writes nothing
    if name.startswith("kept"):
        (folder / name).write_text("kept")
    before = (folder / name).read_text()
    said = shell(command, folder, before="ulimit -f 1")
    assert (said.returncode, len(said.stderr.splitlines())) == (2, 1), said.stderr
    assert "cannot be written" in said.stderr
    assert (folder / name).read_text() == before
    assert not list(folder.glob("*.part"))


def test_a_run_that_finds_no_room_for_its_ledger_is_one_line(folder: Path) -> None:
    said = shell("batch a.txt -o b.jsonl --workers 0", folder, before="ulimit -f 1")
    assert (said.returncode, len(said.stderr.splitlines())) == (2, 1), said.stderr
    assert "b.jsonl.ledger: cannot be written" in said.stderr


def test_words_that_a_spreadsheet_would_run_are_made_harmless_on_demand(folder: Path) -> None:
    (folder / "=1+2.txt").write_text(TEXT)
    for words, first in (([], "=1+2.txt"), (["--spreadsheet"], "'=1+2.txt")):
        factwire("batch", "=1+2.txt", "-o", "f.csv", "--workers", "0", *words)
        assert (folder / "f.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[1] == first
    factwire("feed", "=1+2.txt", "--store", "s.db")
    factwire("export", "--store", "s.db", "-o", "e.csv", "--spreadsheet")
    assert ",'=1+2.txt," in (folder / "e.csv").read_text(encoding="utf-8")
    question = "SELECT source, -1 AS n FROM releases"
    asked = factwire("query", question, "--store", "s.db", "--format", "csv", "--spreadsheet")
    assert asked.stdout.splitlines() == ["source,n", "'=1+2.txt,-1"]


def test_a_folder_of_parquet_parts_is_replaced(folder: Path) -> None:
    parts = folder / "f.parquet"
    parts.mkdir()
    (parts / "part-00000.parquet").write_bytes(b"old")
    assert factwire("batch", "a.txt", "-o", "f.parquet", "--workers", "0").exit_code == 0
    assert parts.is_file()


def _break(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that begin with BROKEN raise an error, those that begin with BUSY do not end."""
    before = Extractor._window

    def window(self: Extractor, releases: Any) -> Any:
        for release in releases:
            if release.text.startswith("BROKEN"):
                raise KeyError("half")
            while release.text.startswith("BUSY"):
                pass
        return before(self, releases)

    monkeypatch.setattr(Extractor, "_window", window)
