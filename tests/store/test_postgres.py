"""PostgreSQL as a target, against a server that the test starts (Debian: apt-get install postgresql)."""

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.documents import Release
from extractor.errors import FactwireError, InputError
from extractor.read.records import Fault
from extractor.store.postgres import open_postgres
from extractor.store.reading import open_reader
from tests.archive.working import fake_facts
from tests.store.filling import fill, fill_store
from tests.store.series_cases import check as check_series
from tests.store.series_cases import fill as fill_series
from tests.store.series_making import add
from tests.store.test_guidance import EXPECTED
from tests.store.test_guidance import RELEASES as GUIDING

psycopg = pytest.importorskip("psycopg", reason="needs the extra postgres")
ROOT = Path(__file__).parents[2]


def program(name: str) -> str | None:
    """Where a program of the server is: on the path, or where Debian has it."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


def unprivileged() -> str | None:
    """The server refuses to run as root; another user that is there."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    initdb, postgres = program("initdb"), program("postgres")
    if initdb is None or postgres is None:
        pytest.skip("no PostgreSQL server is installed")
    user = unprivileged()
    with tempfile.TemporaryDirectory() as folder:
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"
        command = [initdb, "-D", data, "-U", "facts", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(command, user=user, check=True, capture_output=True, cwd=folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["-p", str(port), "-h", "127.0.0.1", "-k", folder, "-F"]
        process = subprocess.Popen(
            [postgres, "-D", data, *options],
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield _waited(f"postgresql://facts@127.0.0.1:{port}/postgres")
        finally:
            process.terminate()
            process.wait()


def _waited(address: str) -> str:
    late = time.monotonic() + 300
    while time.monotonic() < late:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return address
    pytest.fail("the server did not start")


@pytest.fixture
def address(server: str) -> str:
    """An empty schema of its own."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS one CASCADE")
        connection.execute("CREATE SCHEMA one")
    return f"{server}?options=-csearch_path%3Done"


def rows(address: str, question: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(address) as connection:
        return list(connection.execute(question))


RELEASES: list[Release | Fault] = [
    Release("seven things", "a", "x:1"),
    Release("eight", "b", "x:2"),
    Release("seven things", "c", "x:3"),
    Release("nul\0 here", "d", "x:4"),
    Release("RAISE it", "e", "x:5"),
    Release("eleven", "b", "x:6"),
    Fault("x:7", "line-7", "bad-json", "no JSON", "{"),
]


def test_the_same_rows_as_in_the_embedded_store(address: str, tmp_path: Path) -> None:
    for _ in range(2):
        fill_store(open_postgres(address), RELEASES)
        fill(tmp_path / "s.db", RELEASES)
    with sqlite3.connect(tmp_path / "s.db") as embedded:
        for question in (
            "SELECT name, version, latest, content, release_id, source, characters FROM releases ORDER BY release",
            "SELECT release, fact, kind, text, start_offset, value, unit, period FROM facts ORDER BY release, fact",
            "SELECT source, release FROM ledger ORDER BY source",
            "SELECT source, release_id, code, message, excerpt FROM faults ORDER BY source",
            "SELECT release_id, text FROM latest ORDER BY release",
        ):
            assert rows(address, question) == embedded.execute(question).fetchall()
    embedded.close()
    with_digits = rows(address, "SELECT sum(value_exact) FROM facts")
    assert str(with_digits[0][0]) == "20"  # five, five, "nul" with its NUL, six


def test_documents_come_back_byte_for_byte(address: str, tmp_path: Path) -> None:
    from extractor.store.sqlite import read_store

    fill_store(open_postgres(address), RELEASES)
    fill(tmp_path / "s.db", RELEASES)
    store = open_postgres(address)
    with read_store(tmp_path / "s.db") as embedded:
        assert list(store.documents()) == list(embedded.documents())
    store.close()


def test_imported_facts_are_the_same_rows(address: str, tmp_path: Path) -> None:
    from extractor.archive.importing import import_facts
    from extractor.emit.json import to_json

    lines = [fake_facts(item, with_text=True) for item in RELEASES if isinstance(item, Release)]
    (tmp_path / "o.jsonl").write_bytes(b"".join(to_json(facts) + b"\n" for facts in lines))
    for store in (address, str(tmp_path / "s.db")):
        assert import_facts([str(tmp_path / "o.jsonl")], store).failed == 0
    with sqlite3.connect(tmp_path / "s.db") as embedded:
        for table in ("releases", "facts", "ledger"):
            names = [
                f'"{row[1]}"' for row in embedded.execute(f"PRAGMA table_info({table})") if row[1] != "value_exact"
            ]
            question = f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2"
            assert rows(address, question) == embedded.execute(question).fetchall()
    embedded.close()
    fill_store(open_postgres(address), [item for item in RELEASES if isinstance(item, Release)][:3])
    assert rows(address, "SELECT count(*) FROM releases") == [(5,)]


def test_a_killed_run_goes_on(address: str, tmp_path: Path) -> None:
    from tests.archive.test_resume import write_source

    source = tmp_path / "in.jsonl"
    write_source(source, 600)
    command = [sys.executable, "-m", "tests.archive.runner", address, "0", str(source)]
    for _ in range(3):
        try:
            subprocess.run(command, cwd=ROOT, timeout=1.2, capture_output=True, check=False)
        except subprocess.TimeoutExpired:
            continue
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    done, distinct = rows(address, "SELECT count(*), count(DISTINCT source) FROM ledger")[0]
    failed = rows(address, "SELECT count(*) FROM faults")[0][0]
    assert done == distinct
    assert done + failed == 600


def test_a_database_that_is_not_there_is_refused_without_the_password() -> None:
    with pytest.raises(InputError, match=r"postgresql://127\.0\.0\.1:1/no: cannot be used") as caught:
        open_postgres("postgresql://me:secret@127.0.0.1:1/no")
    assert "secret" not in str(caught.value)


def test_a_nul_in_an_id_or_a_name_blocks_nothing(address: str) -> None:
    items: list[Release | Fault] = [
        Release("seven things", "a\0b", "dir/x\0y.txt"),
        Fault("bad\0.txt", "c\0", "unreadable", "no\0", "\0"),
    ]
    for _ in range(2):
        fill_store(open_postgres(address), items)
    assert rows(address, "SELECT name, source FROM releases") == [("id:a␀b", "dir/x␀y.txt")]
    assert rows(address, "SELECT source, message FROM faults") == [("bad␀.txt", "no␀")]


def test_a_server_that_stops_is_one_line(address: str) -> None:
    store = open_postgres(address)
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    for _ in range(2):
        with pytest.raises(FactwireError, match="the store cannot be used: ") as caught:
            store.known([b"x"], run=1)
        assert "\n" not in str(caught.value)
    store.close()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://127.0.0.1:1/no?user=u&password=s3cret",
        "postgresql://u:s3cret@127.0.0.1:1/no",
        "postgresql://u:s3%zz@127.0.0.1:1/no?s3cret",
        "postgresql://127.0.0.1:1/no?sslpassword=s3cret",
    ],
)
def test_no_password_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.cli.batch import _words

    with pytest.raises(InputError) as caught:
        open_postgres(address)
    monkeypatch.setattr(sys, "argv", ["factwire", "batch", "a.txt", f"--out={address}"])
    for said in (str(caught.value), _words()):
        assert "s3" not in said
        assert "127.0.0.1:1/no" in said


def test_series_and_conflicts_are_those_of_the_embedded_store(address: str) -> None:
    store = open_postgres(address)
    fill_series(store)
    store.close()
    with open_reader(address) as reader:
        check_series(reader)
        assert rows(address, "SELECT count(*) FROM series") == [(5,)]
        assert rows(address, "SELECT kind FROM conflicts") == [("correction",)]


def test_guidance_is_that_of_the_embedded_store(address: str) -> None:
    store = open_postgres(address)
    add(store, GUIDING)
    store.close()
    asked = rows(address, "SELECT action, prior_low FROM guidance ORDER BY published")
    assert asked == EXPECTED
