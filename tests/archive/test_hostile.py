"""Whatever a file does: its neighbours' releases come out, it gets its line, and it costs little."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.archive.sources import Sources
from extractor.documents import Release
from extractor.read.records import Fault
from tests.archive.hostile import (
    BOMBS,
    BROKEN,
    GOOD,
    Hostile,
    edgar,
    gzip_with_strange_bytes,
    parquet_of_equal_rows,
    tar,
)

MEMORY = 300
"""MiB that reading any of the bombs may take, in the process that asks and in the one that reads."""


def read(*paths: Path) -> tuple[list[dict[str, str]], int, float]:
    """The items, and the memory and processor time that reading them took, in a process of its own."""
    command = [sys.executable, "-m", "tests.archive.reading", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    *items, cost = map(json.loads, done.stdout.splitlines())
    return items, cost["memory"], cost["seconds"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux's own figures")
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.name)
def test_a_bomb_is_refused_for_little_memory_and_its_neighbour_is_read(bomb: Hostile, tmp_path: Path) -> None:
    path, good = tmp_path / bomb.name, tmp_path / "zz.txt"
    path.write_bytes(bomb.make())
    good.write_bytes(GOOD)
    items, memory, seconds = read(path, good)
    faults = [item for item in items if "code" in item]
    assert faults
    assert any(bomb.says in fault["says"] and bomb.code in ("", fault["code"]) for fault in faults)
    assert [item["source"] for item in items if "text" in item] == [str(good)]
    assert memory < MEMORY
    assert seconds < 5


def test_equal_rows_that_take_no_place_in_a_file_are_refused_before_the_first(tmp_path: Path) -> None:
    path, good = tmp_path / "equal.parquet", tmp_path / "zz.txt"
    path.write_bytes(parquet_of_equal_rows())
    good.write_bytes(GOOD)
    fault, release = Sources([str(path), str(good)])
    assert isinstance(fault, Fault)
    assert "as only a bomb does" in fault.message
    assert isinstance(release, Release)
    assert release.source == str(good)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_file_is_told_and_what_can_be_read_of_it_is(broken: Hostile, tmp_path: Path) -> None:
    path, good = tmp_path / broken.name, tmp_path / "zz.txt"
    path.write_bytes(broken.make())
    good.write_bytes(GOOD)
    items = list(Sources([str(path), str(good)]))
    faults = [item for item in items if isinstance(item, Fault)]
    assert [fault.code for fault in faults] == ([broken.code] if broken.code else [fault.code for fault in faults])
    assert all(broken.says in fault.message for fault in faults)
    assert len([item for item in items if isinstance(item, Release)]) == broken.released + 1
    assert all("\n" not in fault.message for fault in faults)


def test_a_name_that_is_not_utf_8_can_be_read_and_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/sales-\xff.txt"
    with open(path, "wb") as file:
        file.write(GOOD)
    (item,) = Sources([str(tmp_path)])
    assert isinstance(item, Release)
    assert item.source == f"{tmp_path}/sales-\\xff.txt"


def test_what_follows_strange_bytes_in_a_gzip_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip_with_strange_bytes())
    texts = [item.text for item in Sources([str(tmp_path)]) if isinstance(item, Release)]
    assert texts == ["Sales rose 5%. Sales fell 3%."]


def test_a_whole_submission_gives_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(edgar(cut=False))
    assert [type(item) for item in Sources([str(tmp_path)])] == [Release]


def test_many_files_are_read_by_one_child(tmp_path: Path) -> None:
    members = {f"{n}.html": b"<p>Sales rose 5%.</p>" for n in range(20)}
    (tmp_path / "pages.tar").write_bytes(tar(members))
    assert [type(item) for item in Sources([str(tmp_path)])] == [Release] * 20


def test_files_that_are_read_alternately_do_not_wait_for_each_other(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(b"<p>Sales rose 5%.</p>")
    pairs = zip(Sources([str(tmp_path / "a.html")]), Sources([str(tmp_path / "b.html")]), strict=True)
    assert [(type(one), type(other)) for one, other in pairs] == [(Release, Release)]
