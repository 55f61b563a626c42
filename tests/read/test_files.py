"""One reader: what a file is is told by its content, the same in every command and from Python."""

import io
import json
import os
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.errors import InputError
from extractor.read import read
from extractor.read.apart import end_children
from extractor.read.files import get_ready
from extractor.read.forms import form_of
from extractor.read.records import Columns, Fault
from tests.read.forming import FORMS, HEADLINE, PACKINGS, TEXT, packed_tar, packed_zip


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_release(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a{form}"
    path.write_bytes(FORMS[form]())
    (release,) = read(path)
    assert squeezed(release.text) == squeezed(TEXT)
    assert (release.source or "").startswith(str(path))


#: Forms that are told by how they begin, whatever the file is called.
BY_CONTENT = [form for form in FORMS if form != ".md"]


@pytest.mark.parametrize("name", ["a", "a.txt"])
@pytest.mark.parametrize("form", BY_CONTENT)
def test_the_name_does_not_hide_what_a_file_is(tmp_path: Path, form: str, name: str) -> None:
    (tmp_path / name).write_bytes(FORMS[form]())
    (release,) = read(tmp_path / name)
    assert squeezed(release.text) == squeezed(TEXT)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("form", BY_CONTENT)
def test_bytes_packed_or_not(form: str, packing: str) -> None:
    (plain,) = read(FORMS[form]())
    (packed,) = read(PACKINGS[packing](FORMS[form]()))
    assert squeezed(plain.text) == squeezed(packed.text) == squeezed(TEXT)
    assert (plain.source or "").startswith("bytes")


def test_archives_with_files_that_are_none() -> None:
    assert [release.text for release in read(packed_zip(TEXT.encode()))] == [TEXT]
    assert [release.text for release in read(packed_tar(TEXT.encode()))] == [TEXT]
    assert list(read(packed_zip(b"\x89PNG", "a.png"))) == []


@pytest.mark.parametrize("form", FORMS)
def test_feed_and_batch_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"a{form}").write_bytes(FORMS[form]())
    fed = CliRunner().invoke(main, ["feed", "--format", "jsonl", f"a{form}"])
    assert fed.exit_code == 0, fed.output
    done = CliRunner().invoke(main, ["batch", "-q", "--workers", "0", "--out", "out.jsonl", f"a{form}"])
    assert done.exit_code == 0, done.output
    assert fed.stdout_bytes == Path("out.jsonl").read_bytes()
    facts = json.loads(fed.stdout)
    assert facts["release"]["published"] == "2024-05-05"
    assert [fact["text"] for fact in facts["facts"]] == [
        "First Quarter", "May 5, 2024", "4%", "$1.2 million", "first quarter of 2024", "three shops", "40 bakers",
    ]  # fmt: skip


@pytest.mark.parametrize("form", [".html", ".md", ".pdf", ".jsonl"])
def test_explain_and_draft_read_every_form(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a{form}"
    path.write_bytes(FORMS[form]())
    explained = CliRunner().invoke(main, ["explain", str(path)])
    assert "$1.2 million" in explained.output
    drafted = CliRunner().invoke(main, ["gold", "draft", str(path), "--out", str(tmp_path / "gold")])
    assert drafted.exit_code == 0, drafted.output
    assert squeezed((tmp_path / "gold" / "a.txt").read_text(encoding="utf-8")) == squeezed(TEXT)
    scored = CliRunner().invoke(main, ["validate", str(tmp_path / "gold"), "--resamples", "0"])
    assert scored.exit_code == 0, scored.output


@pytest.mark.parametrize("form", [".html", ".md", ".pdf"])
def test_gold_may_stand_beside_a_file_of_any_form(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a{form}"
    path.write_bytes(FORMS[form]())
    drafted = CliRunner().invoke(main, ["gold", "draft", str(path)])
    (tmp_path / "a.gold.json").write_text(drafted.stdout, encoding="utf-8")
    scored = CliRunner().invoke(main, ["validate", str(tmp_path), "--require", "fact=1", "--resamples", "0"])
    assert scored.exit_code == 0, scored.output
    assert CliRunner().invoke(main, ["gold", "check", str(tmp_path)]).exit_code == 0


def test_explain_wants_to_know_which_release(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": f"r{n}", "text": f"Up {n}%."}) + "\n" for n in (1, 2)), encoding="utf-8")
    asked = CliRunner().invoke(main, ["explain", str(path)])
    assert (asked.exit_code, "say which by --release" in asked.output) == (2, True)
    assert "'2%'" in CliRunner().invoke(main, ["explain", str(path), "--release", "r2"]).output
    assert "'2%'" in CliRunner().invoke(main, ["explain", str(path), "--release", f"{path}:2"]).output
    assert "has no release 'r3'" in CliRunner().invoke(main, ["explain", str(path), "--release", "r3"]).output


def test_several_releases_of_one_file_are_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Up 1%."}\n{"text": 5}\n{"text": "Up 2%."}\n{"text": "Up 3%."}\n', encoding="utf-8")
    fed = CliRunner().invoke(main, ["feed", str(path)])
    assert fed.exit_code == 1
    assert [json.loads(line)["facts"][0]["text"] for line in fed.stdout.splitlines()] == ["1%", "2%", "3%"]
    assert fed.stderr == f"factwire: {path}:2: field 'text' is not a string but int\n"


def test_faults_stop_or_are_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Up 1%."}\n{"text": 5}\n{"text": "Up 2%."}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl:2: field 'text' is not a string"):
        list(read(path))
    faults: list[Fault] = []
    assert [release.text for release in read(path, on_fault=faults.append)] == ["Up 1%.", "Up 2%."]
    assert [fault.code for fault in faults] == ["bad-record"]


def test_what_the_caller_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2024, 5, 2)
    (release,) = read(b'{"body": "Up 5%.", "text": 7}', columns=Columns(text="body"), published=day)
    assert (release.text, release.published) == ("Up 5%.", day)
    assert [r.text for r in read("5 Kč".encode("iso8859-2"), encoding="iso-8859-2")] == ["5 Kč"]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Sales rose.")))
    assert [(r.text, r.source) for r in read("-")] == [("Sales rose.", "-")]
    with pytest.raises(InputError, match="longer than 10 bytes"):
        list(read(b"Sales rose 5%.", max_bytes=10))


@pytest.mark.parametrize(
    ("name", "said"), [("no", "no such file"), (".", "is a directory"), ("a\0b", "cannot be read")]
)
def test_what_is_no_file(name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=said):
        list(read(name))


def test_read_is_the_function_after_its_modules_are_loaded() -> None:
    import extractor.read.html

    (release,) = extractor.read(TEXT.encode())
    assert release.text.startswith(HEADLINE)


@pytest.mark.parametrize(
    ("start", "name", "form"),
    [
        ("Sales of <b>widgets</b> rose 5% to <5 and >3.", "a.txt", "text"),
        ("[Photo] Sales rose. {not JSON}", "a", "text"),
        ("{Sales} rose", "a", "text"),
        ("One <p>Two</p><p>Three</p><br>four<p>", "a.txt", "html"),
        ("\n<!-- x -->\n<P CLASS='y'>Sales", "a.txt", "html"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html><html xmlns="x">', "a.txt", "html"),
        ("﻿<html>", "a.csv", "csv"),
        ('{"text": "<p>a</p>"}', "a.txt", "json"),
        ('[{"text": "a"}]', "", "json"),
        ("%PDF-1.4", "a.html", "pdf"),
        ("<rss version='2'>", "", "xml"),
        ("Sales", "a.html", "html"),
        ("id,Body,x\n1,Sales,2", "", "csv"),
        ('"Title"\t"text"\nA\tB', "a.txt", "tsv"),
        ("Title, text and more\nSales rose.", "", "text"),
        ("The story, its date, and the content\nSales rose.", "", "text"),
        ("text\nSales rose.", "", "text"),
        ("", "", "text"),
    ],
)
def test_forms(start: str, name: str, form: str) -> None:
    assert form_of(start.encode(), name) == form


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are listed in /proc there only")
@pytest.mark.parametrize("form", [".txt", ".html", ".pdf"])
def test_what_reading_needs_is_started_before(tmp_path: Path, form: str) -> None:
    end_children()
    path = tmp_path / f"a{form}"
    path.write_bytes(FORMS[form]())
    before = child_processes()
    get_ready(str(path))
    assert len(child_processes() - before) == (form != ".txt")
    started = child_processes()
    (release,) = read(path)
    assert squeezed(release.text) == squeezed(TEXT)
    assert child_processes() == started  # the one that was started has read it


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are listed in /proc there only")
def test_getting_ready_leaves_what_is_wrong_to_the_reading(tmp_path: Path) -> None:
    before = child_processes()
    get_ready(str(tmp_path))
    get_ready(str(tmp_path / "none.pdf"))
    get_ready("a\0b")
    assert child_processes() == before


def child_processes() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())
