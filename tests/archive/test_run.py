"""Runs in small: batches, the choice of an engine, partitioned Parquet, folders that are watched."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.archive import engines
from extractor.archive.engines import Automatic
from extractor.archive.feed import FolderWatch
from extractor.archive.items import batches
from extractor.archive.outputs import target_for
from extractor.archive.parts import ParquetTarget
from extractor.archive.pool import Limits, Pool
from extractor.archive.run import InProcess, Summary, run
from extractor.archive.work import Done, Extraction, Work
from extractor.documents import Release
from extractor.read.records import Fault
from tests.archive.working import FakeWork


def release(n: int, text: str = "") -> Release:
    return Release(text or f"{n} things", f"r{n}", f"x:{n}")


@given(st.lists(st.integers(0, 60), max_size=40), st.integers(1, 50), st.integers(1, 9))
def test_batches_keep_the_order_and_their_bounds(sizes: list[int], characters: int, entries: int) -> None:
    items = [Release("a" * size, f"r{n}") for n, size in enumerate(sizes)]
    made = list(batches(items, characters=characters, entries=entries))
    assert [entry.item.id for batch in made for entry in batch] == [item.id for item in items]
    for batch in made:
        assert 0 < len(batch) <= entries
        assert len(batch) == 1 or sum(entry.size for entry in batch) <= characters


def test_the_same_item_twice_is_done_once(tmp_path: Path) -> None:
    items = [release(1), release(2), release(1), Release("1 things", "r1", "y:1")]
    target = target_for(str(tmp_path / "out.jsonl"), fingerprint="x", command="x")
    summary = run(items, target, InProcess(FakeWork()))
    target.close()
    assert (summary.releases, summary.passed_over) == (3, 1)
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 3


@dataclass(frozen=True)
class Loses:
    """Work that forgets the last release of each batch."""

    def __call__(self) -> Work:
        def work(items: Sequence[Release], /) -> list[Done]:
            return FakeWork()()(items)[:-1]

        return work


def test_an_answer_that_is_missing_is_a_failure_and_no_shift(tmp_path: Path) -> None:
    target = target_for(str(tmp_path / "out.jsonl"), fingerprint="x", command="x")
    items: list[Release | Fault] = [release(1), Fault("x:2", "line-2", "bad", "bad"), release(3)]
    summary = run(items, target, InProcess(Loses()))
    target.close()
    assert summary.failed == 2
    assert b'"id":"r3"' in (tmp_path / "out.jsonl").read_bytes().splitlines()[2]


def test_the_summary_goes_on_from_its_totals() -> None:
    summary = Summary(3, 1, 100)
    summary.kinds.update({"money": 2, "date": 5})
    again = Summary.of(summary.totals)
    assert (again.releases, again.failed, again.characters, again.facts, again.earlier) == (3, 1, 100, 7, 3)
    assert again.kinds == summary.kinds


@pytest.mark.parametrize(("texts", "workers"), [(0, 1), (3, 1), (30, 7)])
def test_a_small_input_gets_one_worker_and_a_large_one_every_core(
    monkeypatch: pytest.MonkeyPatch, texts: int, workers: int
) -> None:
    asked: list[int] = []

    def pool(factory: object, n: int, limits: Limits) -> Pool:
        asked.append(n)
        return Pool(FakeWork(), 1, limits)

    monkeypatch.setattr(engines, "Pool", pool)
    monkeypatch.setattr(engines, "cores", lambda: 7)
    monkeypatch.setattr(engines, "SMALL", 100)
    work = [[release(n, "1234567890")] for n in range(texts)]
    assert len(list(Automatic(Extraction()).map(work))) == texts
    assert asked == [workers]


def parquet(path: Path, items: Sequence[Release | Fault], rows: int) -> None:
    target = ParquetTarget(path, quarantine=path.with_name("quarantine.jsonl"), fingerprint="x", part_rows=rows)
    try:
        run(items, target, InProcess(FakeWork()))
    finally:
        target.close()


def test_parquet_is_one_file_or_a_folder_of_parts(tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    items = [release(n) for n in range(25)]
    parquet(path, items, 10)
    assert sorted(p.name for p in path.iterdir()) == [f"part-0000{n}.parquet" for n in range(3)]
    assert pyarrow.parquet.read_table(path)["release_id"].to_pylist() == [f"r{n}" for n in range(25)]
    parquet(path, items, 100)
    assert path.is_file()
    table = pyarrow.parquet.read_table(path)
    assert table["release_id"].to_pylist() == [f"r{n}" for n in range(25)]
    assert table.schema.field("value").metadata[b"description"].startswith(b"the number")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.parquet"]


def test_parquet_without_a_fact_is_a_file_without_rows(tmp_path: Path) -> None:
    parquet(tmp_path / "out.parquet", [], 10)
    assert pyarrow.parquet.read_table(tmp_path / "out.parquet").num_rows == 0


def test_a_folder_is_watched_by_what_changes_and_stays(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path)
    file = tmp_path / "sub" / "a.txt"
    file.parent.mkdir()
    file.write_text("5%", encoding="utf-8")
    (tmp_path / "a.tmp").write_text("5%", encoding="utf-8")
    (tmp_path / "a.docx").write_text("5%", encoding="utf-8")
    (tmp_path / "a.gold.json").write_text("{}", encoding="utf-8")
    assert watch.ready() == []
    file.write_text("5% and", encoding="utf-8")
    assert watch.ready() == []  # it has changed since
    assert watch.ready() == [str(file)]
    assert watch.ready() == []
    os.utime(file, (1, 1))
    assert [watch.ready(), watch.ready()] == [[], [str(file)]]
    file.unlink()
    assert watch.ready() == []
    assert FolderWatch(tmp_path.parent / "none").ready() == []
