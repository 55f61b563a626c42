"""Guidance over the releases of a store."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.store.reading import open_reader
from extractor.store.sqlite import open_store
from tests.store.series_making import Said, Told, add


def told(name: str, day: date, value: str, **more: Any) -> Told:
    """A release that expects a revenue for the fourth quarter of 2025."""
    guidance = {"low": value, "high": value, **more}
    said = Said("revenue", value, (2025, 4), prose=True, more={"status": "expected", "guidance": guidance})
    return Told(name, day, (said,))


RELEASES = [
    (told("a", date(2025, 2, 1), "100"), "id:a"),
    (told("b", date(2025, 5, 1), "120"), "id:b"),
    (told("c", date(2025, 8, 1), "120"), "id:c"),
    (told("d", date(2025, 11, 1), "90", action="lowered", prior_low="110", prior_high="110"), "id:d"),
]
EXPECTED = [(None, None), ("raised", 100), ("maintained", 120), ("lowered", 110)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    opened = open_store(path)
    add(opened, RELEASES)
    opened.close()
    return path


def test_each_release_is_held_against_the_one_before_unless_it_says_itself(store: Path) -> None:
    with open_reader(str(store)) as reader:
        lines = sorted(reader.guidance(["larch"], []), key=lambda line: str(line["published"]))
    assert [(line["action"], line["prior_low"]) for line in lines] == EXPECTED


def test_the_command(store: Path) -> None:
    words = ["guidance", "--store", str(store), "--since", "2025-05-01", "--subject", "Larch"]
    rows = [json.loads(line) for line in CliRunner().invoke(main, words).stdout.splitlines()]
    assert [row["action"] for row in rows] == ["raised", "maintained", "lowered"]
    raised = CliRunner().invoke(main, [*words, "--action", "raised"]).stdout.splitlines()
    assert len(raised) == 1
