"""What a long run shows: lines anywhere, a bar on a terminal."""

import os
import pty
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.archive.run import Summary
from extractor.archive.sources import Sources
from extractor.cli import reporting
from extractor.cli.reporting import LineReporter, summary_lines
from extractor.read.records import Fault


def test_failures_are_told_up_to_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = LineReporter()
    for n in range(reporting.REPORTED + 50):
        reporter.fault(Fault(f"x:{n}", "a", "bad", f"x:{n}: no JSON"))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "factwire: x:0: no JSON"
    assert len(lines) == reporting.REPORTED + 1
    assert "listed" in lines[-1]


def test_a_line_now_and_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "LINE_SECONDS", 0.0)
    reporter = LineReporter()
    reporter.progress(Summary(11, 0, 50, Counter(money=1), earlier=10, seconds=1.0))
    assert capsys.readouterr().err == ""  # a small input is done with its first batch
    reporter.progress(Summary(30, 1, 500, Counter(money=4), earlier=10, seconds=2.0))
    assert capsys.readouterr().err == "30 releases, 4 facts, 1 failed, 10.0 releases a second\n"


def test_the_summary_says_what_there_is_to_say() -> None:
    sources = Sources([])
    sources.skipped.update({".docx": 2})
    summary = Summary(30, 1, 5000, Counter(money=4, date=2), earlier=10, passed_over=3, seconds=2.0)
    assert summary_lines(summary, sources) == [
        "30 releases (5,000 characters) in 2.0 s, 10.0 releases a second",
        "6 facts: date 2, money 4",
        "10 of the releases were done by the run that this one goes on with",
        "3 were there already",
        "not releases, left out: 2 .docx",
        "1 failed",
    ]


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "Sales rose 5%."}\nbroken [/] \n', encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "batch", str(source)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen([*command, "--out", str(tmp_path / "out.jsonl")], stderr=theirs, env=environment)
    os.close(theirs)
    shown = b"".join(_read(ours)).decode()
    os.close(ours)
    assert process.wait(300) == 1
    assert "in.jsonl:2: no JSON" in shown
    assert "━" in shown
    assert "2 releases" in shown


def _read(terminal: int) -> Iterator[bytes]:
    """What is drawn until the program has ended."""
    while True:
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:
            return
        if not data:
            return
        yield data
