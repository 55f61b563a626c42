"""Damaged stores: whatever of one is read or written to, it is one line and exit code 2."""

import sqlite3
from datetime import date
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.errors import InputError
from extractor.store.browsing import Browsing
from extractor.store.sqlite import open_store
from tests.store.series_making import Said, Told, add

COMMANDS = (
    ("query", "SELECT * FROM latest"),
    ("query", "SELECT document(document) FROM releases"),
    ("export", "-o", "-"),
    ("series",),
    ("guidance",),
    ("import", "/dev/null"),
)


def made(path: Path) -> None:
    """A store of some releases, all in one file."""
    store = open_store(path)
    said = (Said("revenue", "164200", (2024, 3)), Said("net_income", "12.5", (2024, 3)))
    add(store, [(Told(f"r{n}", date(2024, 10, 1 + n), said), f"r{n}") for n in range(4)])
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    """The bytes of a store."""
    made(tmp_path / "whole.db")
    return (tmp_path / "whole.db").read_bytes()


def told(path: Path) -> list[str]:
    """What the commands say of a store that they cannot read; each in one line, and no fault of the program."""
    lines = []
    for command in COMMANDS:
        result = CliRunner().invoke(main, [*command, "--store", str(path)])
        assert result.exit_code in (0, 2), (command, result.output)
        assert "fault of factwire" not in result.stderr, command
        if result.exit_code:
            (line,) = result.stderr.splitlines()
            lines.append(line)
    try:
        Browsing(path).releases()
    except InputError as error:
        lines.append(str(error))
    return lines


def damaged(data: bytes, number: int) -> bytes:
    random, out = Random(number), bytearray(data)
    match number % 3:
        case 0:
            return data[: random.randrange(len(data))]
        case 1:
            used = [at for at, byte in enumerate(out) if byte]
            for at in random.sample(used, 20):
                out[at] = random.randrange(256)
        case 2:
            at = random.randrange(len(data) - 2000)
            out[at : at + 2000] = random.randbytes(2000)
    return bytes(out)


def test_bytes_that_are_lost_or_changed(whole: bytes, tmp_path: Path) -> None:
    lines = []
    for number in range(24):
        path = tmp_path / f"{number}.db"
        path.write_bytes(damaged(whole, number))
        lines += told(path)
    assert len(lines) > 50
    assert all(".db: " in line for line in lines)


@pytest.mark.parametrize("words", [b"CREATE VIEW", b"subject_key", b"164200", b"revenue"])
def test_words_that_are_no_text_any_more(words: bytes, whole: bytes, tmp_path: Path) -> None:
    assert words in whole
    (tmp_path / "a.db").write_bytes(whole.replace(words, b"\xf1" * len(words)))
    assert told(tmp_path / "a.db")
