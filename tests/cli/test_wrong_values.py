"""Every option of every command with a value that it cannot mean: one line, exit code 2, nothing written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.test_bad_options import EVERY, options, refused
from tests.gold.making import mill, output_line, put, same_as_gold
from tests.store.test_damaged import made

#: A command with words that it can run with, in a folder that `folder` makes.
RUNS = {
    "feed": "feed a.txt",
    "explain": "explain a.txt",
    "view": "view a.txt -o p.html",
    "batch": "batch a.txt -o o.jsonl --workers 0",
    "watch": "watch in --store w.db --once",
    "serve": "serve --store s.db",
    "query": "query SELECT --store s.db",
    "import": "import f.jsonl --store w.db",
    "series": "series --store s.db",
    "guidance": "guidance --store s.db",
    "export": "export --store s.db -o e.jsonl",
    "validate": "validate gold --facts f.jsonl",
    "gold agree": "gold agree gold gold",
    "gold check": "gold check gold",
    "gold convert": "gold convert gold --to cases -o c.jsonl",
    "gold draft": "gold draft a.txt -o drafts",
    "gold repair": "gold repair gold",
    "rates": "rates --from CNY",
}
_READ = ("none", "in", "no\nne")
_WRITTEN = ("in", "none/x.jsonl", "a.txt/x.jsonl")
_STORED = ("none/s.db", "in", "a.txt", "mysql://me:pw@host/facts", "postgresql://me:pw@127.0.0.1:1/no")
_ASKED = ("none.db", "in", "a.txt", "postgresql://me:pw@127.0.0.1:1/no")
#: What an option cannot mean, by its name, or by command and name; choices, days and numbers have their own test.
WRONG: dict[str, tuple[str, ...]] = {
    "--currency": ("XXXX", "usd", ""),
    "--rates": (*_READ, "a.txt"),
    "--encoding": ("none-such", ""),
    "--min-confidence": ("x", "-1", "1.1", "nan", ""),
    "--config": (*_READ, "a.txt", "wrong.toml"),
    "--text-column": ("none",),
    "--id-column": ("none",),
    "--published-column": ("none",),
    "--keep": ("none",),
    "--fact": ("f99", ""),
    "--release": ("none",),
    "--engine": ("spark", "", "dask://foo:bar", "dask://"),
    "--quarantine": (*_WRITTEN, "a.txt", "o.jsonl"),
    "--timeout": ("inf", "nan", "-1", "0", "x", ""),
    "--every": ("inf", "nan", "-1", "x"),
    "--subject": ("None Such Ltd",),
    "--metric": ("none-such",),
    "--facts": _READ,
    "--html": _WRITTEN,
    "--require": ("x", "value", "value=x", "none=0.9", "value=2", ""),
    "--baseline": (*_READ, "a.txt"),
    "--merge": (*_READ, "a.txt"),
    "--label": ("x", "X=none", "="),
    "--seed": ("x", "1.5"),
    "--from": ("XX", "USDX", ""),
    "--to": ("XX", "USDX", ""),
    "feed --store": _STORED,
    "watch --store": _STORED,
    "import --store": _STORED,
    "query --store": _ASKED,
    "series --store": _ASKED,
    "guidance --store": _ASKED,
    "export --store": _ASKED,
    "view --out": _WRITTEN,
    "batch --out": (*_WRITTEN, "x.none", "x", "x.jsonl.gz", "mysql://me:pw@host/facts"),
    "series --out": (*(f"{name}.csv" for name in ("none/x", "a.txt/x")), "x.none", "x", "in"),
    "export --out": (*_WRITTEN, "x.none", "x"),
    "validate --out": _WRITTEN,
    "gold convert --out": ("a.txt/x.jsonl", "in"),
    "gold draft --out": ("a.txt", "a.txt/x"),
    "serve --store": ("none.db", "a.txt"),
    "serve --gold": ("a.txt",),
    "serve --host": ("no such host",),
    "serve --token-file": _READ,
}
_COLUMNS = frozenset(("--text-column", "--id-column", "--published-column", "--keep"))


def wrong(command: str, option: click.Option) -> tuple[str, ...]:
    name = max(option.opts, key=len)
    return WRONG.get(f"{command} {name}", WRONG.get(name, ()))


def cases() -> Iterator[Any]:
    for path, command in EVERY:
        for option in options(command):
            for value in wrong(" ".join(path), option):
                yield pytest.param(" ".join(path), option, value, id=f"{' '.join(path)} {option.opts[-1]} {value!r}")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("store") / "s.db"
    made(path)
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: bytes) -> Path:
    """What the commands of RUNS read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: pytest.fail("the service runs"))
    Path("in").mkdir()
    for name in ("a.txt", "in/a.txt"):
        Path(name).write_text("Sales rose 5% to $2 million in 2021.")
    Path("r.jsonl").write_text(json.dumps({"text": "Sales rose 5%."}))
    Path("wrong.toml").write_text("none_such = 1")
    put(tmp_path / "gold", mill())
    Path("f.jsonl").write_text(output_line("mill", same_as_gold(mill())) + "\n")
    Path("s.db").write_bytes(store)
    return tmp_path


def test_every_option_has_values_that_are_wrong() -> None:
    own = (click.IntRange, click.FloatRange, click.Choice, click.DateTime)
    for path, command in EVERY:
        for option in options(command):
            assert isinstance(option.type, own) or wrong(" ".join(path), option), (path, option.opts)


@pytest.mark.parametrize(("command", "option", "value"), list(cases()))
def test_a_value_that_cannot_be_meant(command: str, option: click.Option, value: str, folder: Path) -> None:
    words = RUNS[command].split()
    if option.opts[0] in _COLUMNS:
        words = [word.replace("a.txt", "r.jsonl") for word in words]
    before = sorted(path for path in folder.rglob("*"))
    line = refused(*words, option.opts[-1], value).stderr
    assert "pw" not in line
    left = sorted(path for path in folder.rglob("*") if not path.name.startswith(("s.db-", "w.db", "drafts")))
    assert left == before


@pytest.mark.parametrize(
    "command", [" ".join(path) for path, each in EVERY if any(isinstance(it, click.Argument) for it in each.params)]
)
@pytest.mark.parametrize("value", ["none", "no\nne", "none/*.txt"])
def test_an_argument_that_stands_for_nothing(command: str, value: str, folder: Path) -> None:
    path = command.split()
    refused(*path, value, *RUNS[command].split()[len(path) + 1 :])
