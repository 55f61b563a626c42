"""factwire import: what was written as JSON lines goes into a store as if it had gone there at once."""

import gzip
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import Result

from extractor.store.sqlite import ask
from tests.cli.test_batch import TEXT, case, cases, factwire

UNDATED = "Example AG said that sales rose 5 percent to 2 million euros in the first quarter."


def rows(store: Path, question: str) -> list[tuple[Any, ...]]:
    return list(ask(store, question)[1])


def everything(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a store holds, without times; the ledger and the faults without the digests of what was read."""
    questions = {table: f"SELECT * FROM {table} ORDER BY 1, 2, 3" for table in ("releases", "facts", "diagnostics")}
    questions["ledger"] = "SELECT source, release FROM ledger ORDER BY 1, 2"
    questions["faults"] = "SELECT source, release_id, code, message FROM faults ORDER BY 1"
    return {table: rows(store, question) for table, question in questions.items()}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Releases whose day is from everywhere, versions, a copy, and lines that are none."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "c.html").write_text(
        f'<head><meta property="article:published_time" content="2022-06-01"></head><h1>Sales up</h1><p>{UNDATED}</p>',
        encoding="utf-8",
    )
    cases(folder / "d.jsonl", case("x", UNDATED), "broken", case("x", UNDATED, "2022-07-01"), '{"id": "y"}')
    (folder / "e.csv").write_text(
        f'id,date,text,desk\nk,2023-01-02,"{TEXT}",north\nl,2023-01-02,"{UNDATED}",=1\n', encoding="utf-8"
    )
    return folder


def test_the_same_rows_as_if_it_had_gone_there_at_once(tmp_path: Path, sources: Path) -> None:
    direct, by_way, lines = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "o.jsonl"
    assert factwire("batch", sources, "--out", direct).exit_code == 1
    assert factwire("batch", sources, "--out", lines, "--with-text").exit_code == 1
    result = factwire("import", lines, "--store", by_way)
    assert result.exit_code == 1  # the two lines that are no releases
    assert everything(by_way) == everything(direct)
    assert "2 failed" in result.stderr
    assert factwire("import", lines, "--store", by_way).stderr.splitlines()[-1].startswith("0 added, 7 there already")
    # Files and facts are one to a store, whichever came first; only the ledger notes that both came.
    assert factwire("batch", sources, "--out", by_way).exit_code == 1
    assert "0 added" in factwire("import", lines, "--store", direct).stderr
    for table in ("releases", "facts", "diagnostics", "faults"):
        assert everything(by_way)[table] == everything(direct)[table]


def test_packed_lines_a_document_of_feed_and_standard_input(tmp_path: Path) -> None:
    source, store = tmp_path / "a.txt", tmp_path / "s.db"
    source.write_text(TEXT, encoding="utf-8")
    document = factwire("feed", source, "--with-text", "--format", "json").stdout
    (tmp_path / "one.json").write_text(document, encoding="utf-8")
    with gzip.open(tmp_path / "lines.jsonl.gz", "wb") as file:
        file.write(json.dumps(json.loads(document)).encode() + b"\n\n")
    for said in (tmp_path / "one.json", tmp_path / "lines.jsonl.gz", "-"):
        store.unlink(missing_ok=True)
        assert factwire("import", said, "--store", store, stdin=document.encode()).exit_code == 0
        assert rows(store, "SELECT count(*) FROM latest WHERE text = '5 percent'") == [(1,)]
        assert factwire("feed", source, "--store", store).stderr.startswith("0 added, 1 there already")


def changed(line: str, **changes: object) -> str:
    document = json.loads(line)
    document["release"] |= changes
    return json.dumps(document)


def imported(tmp_path: Path, *lines: str) -> Result:
    return factwire("import", cases(tmp_path / "o.jsonl", *lines), "--store", tmp_path / "s.db")


def test_what_is_none_of_facts_is_refused_line_by_line(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    good = factwire("feed", source, "--with-text", "--format", "jsonl").stdout.strip()
    bare = factwire("feed", source, "--format", "jsonl").stdout.strip()
    result = imported(
        tmp_path, "no json", bare, changed(good, text=TEXT.replace("sales", "costs")), changed(good, text="short"),
        case("a"), "[" * 100_000, "1" * 10_000, changed(good, characters=-1), good,
    )  # fmt: skip
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert [
        line.partition(": ")[2].removeprefix(f"{tmp_path / 'o.jsonl'}:").partition(":")[0] for line in told[:-1]
    ] == [str(n) for n in range(1, 9)]
    for n, words in enumerate((
        "no JSON", "--with-text", "is not at", "was changed", "releases are read by `factwire batch`", "no JSON",
        "no facts as factwire writes them", "characters",
    )):  # fmt: skip
        assert words in told[n]
        assert len(told[n]) < 400
    assert told[-1].startswith("1 added, 0 there already, 8 failed")
    assert rows(tmp_path / "s.db", "SELECT code, count(*) FROM faults GROUP BY 1 ORDER BY 1") == [
        ("bad-facts", 2),
        ("no-facts", 5),
        ("no-text", 1),
    ]


def test_an_output_that_is_not_there_or_a_store_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    for words in (("none.jsonl", "--store", tmp_path / "s.db"), (__file__, "--store", tmp_path / "no" / "s.db"), ()):
        result = factwire("import", *words)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1


def test_copies_in_one_run_are_counted_and_shown_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    with ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("c.txt", TEXT)
    result = factwire("watch", folder, "--once", "--store", tmp_path / "s.db")
    assert result.stderr.splitlines()[-1].startswith("1 added, 1 there already, 0 failed")
    assert (result.stdout.count("BERLIN"), "b.zip" in result.stdout) == (1, False)


def test_versions_and_copies_are_seen_as_ever(tmp_path: Path) -> None:
    source, store = tmp_path / "a.txt", tmp_path / "s.db"
    for text in (TEXT, TEXT.replace("5 percent", "6 percent"), TEXT):
        source.write_text(text, encoding="utf-8")
        line = factwire("feed", source, "--with-text", "--format", "jsonl").stdout
        (tmp_path / "o.jsonl").write_text(line, encoding="utf-8")
        factwire("import", tmp_path / "o.jsonl", "--store", store)
    # the first one came again: it is in the ledger, so nothing changes
    assert rows(store, "SELECT version, latest, reason FROM releases ORDER BY version") == [
        (1, 0, None),
        (2, 1, "came under the same name"),
    ]
