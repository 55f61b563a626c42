"""The fact store: versions, duplicates, faults, readers beside a writer, migrations, and what it refuses."""

import csv
import sqlite3
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.columns import decoded
from extractor.documents import Release
from extractor.emit.csv import csv_header, csv_rows
from extractor.emit.json import from_json, to_json
from extractor.errors import FactwireError, InputError
from extractor.facts import Converted, MoneyFact, Producer, ReleaseFacts, ReleaseInfo
from extractor.read.plain import release_of
from extractor.read.records import Fault
from extractor.store.database import Arrival
from extractor.store.schema import MIGRATIONS
from extractor.store.sqlite import ask, open_store, read_store
from tests.archive.working import fake_facts
from tests.store.filling import fill


def rows(path: Path, question: str) -> list[tuple[Any, ...]]:
    return list(ask(path, question)[1])


def file(name: str, text: str) -> Release:
    return release_of(text, source=name)


def test_what_goes_in_comes_out_byte_for_byte(tmp_path: Path) -> None:
    releases = [Release("seven things", "a", "x.jsonl:1"), Release("eight", "b", "x.jsonl:2"), Release("", "c", "x")]
    fill(tmp_path / "s.db", releases)
    with read_store(tmp_path / "s.db") as store:
        assert list(store.documents()) == [to_json(fake_facts(release)) for release in releases]
    assert rows(tmp_path / "s.db", "SELECT release_id, text, value, value_exact, start_offset FROM latest") == [
        ("a", "seven", 5.0, "5", 0),
        ("b", "eight", 5.0, "5", 0),
    ]
    (document,) = rows(tmp_path / "s.db", "SELECT document(document) FROM releases WHERE release_id = 'a'")[0]
    assert from_json(document).release.id == "a"


def test_every_digit_of_an_amount_is_kept(tmp_path: Path) -> None:
    amounts = ["90071992547409931", "0.1", "0.2", "1234567890123456.789", None]
    rate = "0.12345678901234567"
    facts = ReleaseFacts(
        producer=Producer(version="test"),
        release=ReleaseInfo(id="a", source="x:1", characters=9),
        facts=tuple(
            MoneyFact(
                id=f"f{n}", text="x", start=n, end=n + 1, section="body", sentence=0, rule="test", unit="IDR",
                currency_from="explicit", value=amount and Decimal(amount),
                low=None if amount else Decimal("90071992547409931"), high=None if amount else Decimal("1E+20"),
                converted=Converted(unit="USD", value=amount and Decimal(amount), rate=Decimal(rate), source="test"),
            )
            for n, amount in enumerate(amounts)
        ),
    )  # fmt: skip
    document = to_json(facts)
    store = open_store(tmp_path / "s.db")
    run, _ = store.begin_run(fingerprint="x", command="x", version="x", now="2022-05-27")
    store.add([Arrival(b"1" * 16, "x:1", "a", "hash", document)], run=run, totals={})
    store.close()
    with read_store(tmp_path / "s.db") as reading:
        assert list(reading.documents()) == [document]
    question = "SELECT value_exact, converted_value_exact, rate_exact FROM latest ORDER BY start_offset"
    assert rows(tmp_path / "s.db", question) == [(amount, amount, rate) for amount in amounts]
    ends = "SELECT low_exact, high_exact FROM latest WHERE value IS NULL"
    assert rows(tmp_path / "s.db", ends) == [("90071992547409931", "100000000000000000000")]
    added = "SELECT exact_sum(value_exact), exact_sum(low_exact), exact_sum(date_value) FROM latest"
    assert rows(tmp_path / "s.db", added) == [("91306560437533388.089", "90071992547409931", None)]
    with pytest.raises(InputError, match="cannot be run"):
        ask(tmp_path / "s.db", "SELECT exact_sum(unit) FROM latest")
    table = list(csv.DictReader((csv_header() + csv_rows(decoded(document))).decode().splitlines()))
    assert [(row["value"], row["converted_value"], row["rate"]) for row in table] == [
        (amount or "", amount or "", rate) for amount in amounts
    ]


def test_the_same_content_under_another_name_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    first = fill(path, [file("a.txt", "seven"), file("b.txt", "seven")])
    again = fill(path, [file("c.txt", "seven"), file("a.txt", "seven")])
    # Both were under way before the first was in the store: the second one is a copy.
    assert (first.releases, first.passed_over, first.copies) == (2, 0, 1)
    assert (again.releases, again.passed_over) == (0, 2)
    assert rows(path, "SELECT count(*) FROM releases") == [(1,)]
    assert rows(path, "SELECT source, release FROM ledger ORDER BY source") == [
        ("a.txt", 1),
        ("b.txt", 1),
        ("c.txt", 1),
    ]


def test_the_same_text_with_another_date_is_not_the_same(tmp_path: Path) -> None:
    from datetime import date

    releases = [Release("seven", "a", "x:1"), Release("seven", "b", "x:2", date(2022, 5, 27))]
    assert fill(tmp_path / "s.db", releases).releases == 2


def test_a_changed_release_is_a_new_version_and_the_old_one_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    fill(path, [file("a.txt", "seven")])
    fill(path, [file("a.txt", "eleven")])
    assert rows(path, "SELECT version, latest FROM releases ORDER BY version") == [(1, 0), (2, 1)]
    assert rows(path, "SELECT text FROM latest") == [("eleven",)]
    with read_store(path) as store:
        assert len(list(store.documents(every_version=True))) == 2
        assert len(list(store.documents())) == 1


def test_a_release_that_is_changed_back_is_its_first_version_again(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    one = [Release("seven", "a", "x:1"), Release("eleven", "a", "x:2"), Release("seven", "a", "x:3")]
    fill(path, one)
    assert rows(path, "SELECT version, latest FROM releases ORDER BY version") == [(1, 1), (2, 0)]
    separately = tmp_path / "t.db"
    for release in one:
        fill(separately, [release])
    assert rows(separately, "SELECT version, latest FROM releases ORDER BY version") == [(1, 1), (2, 0)]


def test_versions_of_an_id_come_from_any_place(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    fill(path, [Release("seven", "PR-1", "mon.jsonl:1"), Release("eleven", "PR-1", "tue.jsonl:9")])
    assert rows(path, "SELECT name, version, latest FROM releases ORDER BY version") == [
        ("id:PR-1", 1, 0),
        ("id:PR-1", 2, 1),
    ]


def test_lines_without_an_id_are_no_versions_of_one_another(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    fill(path, [file("x.jsonl:1", "seven"), file("x.jsonl:2", "eight")])
    fill(path, [file("x.jsonl:1", "new"), file("x.jsonl:2", "seven"), file("x.jsonl:3", "eight")])
    assert rows(path, "SELECT count(*), min(latest) FROM releases") == [(3, 1)]


def test_what_failed_is_listed_and_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    bad = Fault("x.jsonl:2", "line-2", "bad-json", "no JSON", "{")
    first = fill(path, [Release("RAISE a", "a", "x.jsonl:1"), bad])
    again = fill(path, [Release("RAISE a", "a", "x.jsonl:1"), bad])
    assert (first.failed, again.failed) == (2, 2)
    assert rows(path, "SELECT source, code FROM faults ORDER BY source") == [
        ("x.jsonl:1", "extraction-failed"),
        ("x.jsonl:2", "bad-json"),
    ]


def test_twins_of_a_release_that_failed_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    summary = fill(path, [file("a.txt", "RAISE a"), file("b.txt", "RAISE a"), file("c.txt", "seven")])
    assert summary.failed == 2
    assert rows(path, "SELECT source FROM faults ORDER BY source") == [("a.txt",), ("b.txt",)]


def test_readers_see_whole_transactions_while_a_batch_writes(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    fill(path, [Release("seven", "a", "x:1")])
    seen: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            ((releases, facts),) = rows(path, "SELECT (SELECT count(*) FROM releases), (SELECT count(*) FROM facts)")
            seen.append(releases)
            assert releases == facts

    reader = threading.Thread(target=read)
    reader.start()
    while not seen and reader.is_alive():
        time.sleep(0.001)
    for n in range(40):
        fill(path, [Release(f"{n}", f"r{n}", f"y:{n}") for n in range(n * 10, n * 10 + 10)], name=str(n))
    while seen[-1] < 401 and reader.is_alive():
        time.sleep(0.001)
    stop.set()
    reader.join()
    assert (seen[0], seen[-1]) == (1, 401)
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM facts",
        "INSERT INTO diagnostics SELECT * FROM diagnostics",
        "DROP TABLE facts",
        "ATTACH 'x.db' AS x",
        "PRAGMA user_version = 9",
        "CREATE TEMP TABLE t AS SELECT 1",
        "SELEC 1",
        "SELECT 1; DROP TABLE facts",
        "",
    ],
)
def test_queries_only_read(tmp_path: Path, statement: str) -> None:
    fill(tmp_path / "s.db", [Release("seven", "a", "x:1")])
    with pytest.raises(InputError, match="cannot be run"):
        ask(tmp_path / "s.db", statement)
    assert rows(tmp_path / "s.db", "SELECT count(*) FROM facts") == [(1,)]


def test_what_is_no_fact_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such fact store"):
        ask(tmp_path / "none.db", "SELECT 1")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = other.read_bytes()
    for act in (lambda: open_store(other), lambda: ask(other, "SELECT 1")):
        with pytest.raises(InputError, match="not a fact store"):
            act()
    assert other.read_bytes() == before
    text = tmp_path / "text.db"
    text.write_text("no database at all, but long enough to look like one" * 20, encoding="utf-8")
    with pytest.raises(InputError, match="cannot be opened as a fact store"):
        open_store(text)


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.db"
    fill(path, [Release("seven", "a", "x:1")])
    broken = (*MIGRATIONS, ("CREATE TABLE half (x {text})", "CREATE TABLE half (x {text})"))
    monkeypatch.setattr("extractor.store.database.MIGRATIONS", broken)
    with pytest.raises(FactwireError, match="already exists"):
        open_store(path)
    monkeypatch.undo()
    assert rows(path, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == [(0,)]
    monkeypatch.setattr("extractor.store.database.MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE whole (x {text})",)))
    open_store(path).close()
    assert rows(path, "SELECT count(*) FROM whole") == [(0,)]
    monkeypatch.undo()
    with pytest.raises(InputError, match="use a newer one"):
        open_store(path)


def test_nul_and_other_strange_characters(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    release = Release("a\0b c", "i\0d", "x\n:1")
    fill(path, [release])
    with read_store(path) as store:
        assert [from_json(document).facts[0].text for document in store.documents()] == ["a\0b"]
    assert rows(path, "SELECT text, length(text) FROM facts") == [("a␀b", 3)]


def test_keys_hold_when_a_release_is_read_again(tmp_path: Path) -> None:
    """Read again, in another store, order and company: the same keys; into the same store: the same rows."""
    said = "Larch, Inc. reported revenue of $5 million for 2024. Net income was $1.2 million, up 8% from 2023."
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "larch.txt").write_text(said, encoding="utf-8")

    def keys(store: str) -> list[tuple[Any, ...]]:
        done = CliRunner().invoke(main, ["batch", str(folder), "--out", str(tmp_path / store), "--quiet"])
        assert done.exit_code == 0, done.output
        asked = "SELECT f.fact, f.fact_key FROM latest f WHERE source LIKE '%larch.txt' ORDER BY f.start_offset"
        _, rows = ask(tmp_path / store, asked)
        return list(rows)

    first = keys("one.db")
    assert len(first) >= 3
    assert len({key for _, key in first}) == len(first)
    (folder / "birch.txt").write_text("Birch plc earned 7 million euros in 2024.", encoding="utf-8")
    assert keys("one.db") == first
    assert keys("two.db") == first
