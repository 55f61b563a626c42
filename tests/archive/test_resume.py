"""A run that is killed at any moment and started again ends with the result of an undisturbed one."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RELEASES = 2000


def write_source(path: Path, releases: int = RELEASES) -> None:
    """Releases of all sizes, some bad lines, some texts twice, a few that the work fails on."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for n in range(releases):
            text = f"{n // 2 if n % 50 == 1 else n} things " + "and more " * rng.randrange(20)
            if n % 97 == 3:
                file.write("no json\n")
            elif n % 89 == 5:
                file.write(json.dumps({"id": f"r{n}", "text": f"RAISE {text}"}) + "\n")
            else:
                file.write(json.dumps({"id": f"r{n}", "text": text}) + "\n")


def command(out: Path, source: Path | str, workers: int) -> list[str]:
    return [sys.executable, "-m", "tests.archive.runner", str(out), str(workers), str(source)]


def start(out: Path, source: Path, workers: int) -> subprocess.Popen[str]:
    words = command(out, source, workers)
    # A group of its own, to be killed with its workers; no session, for which a busy machine may have no time.
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, process_group=0)


@contextlib.contextmanager
def in_mid_run(out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has begun and waits for more on its standard input, however slow or fast the machine is."""
    words = command(out, "-", 0)
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b'{"id": "a", "text": "one thing"}\n')
        process.stdin.flush()
        late = time.monotonic() + 120
        while not out.exists():
            assert process.poll() is None
            assert time.monotonic() < late
            time.sleep(0.01)
        try:
            yield process
        finally:
            process.kill()


def whole(out: Path, source: Path, workers: int) -> str:
    process = start(out, source, workers)
    said, _ = process.communicate(timeout=600)
    assert process.returncode == 1, said  # the bad lines
    return said


def bytes_of(out: Path) -> object:
    """A file with its quarantine file, or the files of a folder; nothing else may be left beside them."""
    if out.is_dir():
        return {path.name: path.read_bytes() for path in out.iterdir()}
    beside = {path.name: path.read_bytes() for path in out.parent.iterdir() if path.name.startswith(out.name)}
    assert sorted(beside) == [out.name, f"{out.name}.quarantine.jsonl"]
    return beside


def rows_of(out: Path) -> object:
    """What a store holds, without its times."""
    with sqlite3.connect(out) as store:
        columns = dict.fromkeys(("releases", "facts", "diagnostics", "ledger"), "*")
        columns["faults"] = "digest, source, release_id, code, message, excerpt"
        found = {
            table: store.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2, 3").fetchall()
            for table, names in columns.items()
        }
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("SELECT count(*) FROM runs WHERE finished IS NULL").fetchone() == (0,)
    store.close()
    return found


def kill_until_done(out: Path, source: Path, *, workers: int, most: float, kills: int, rng: random.Random) -> int:
    """Start and kill until it was killed often enough or ends by itself; how often it was killed in mid-run."""
    killed = 0
    while killed < kills:
        process = start(out, source, workers)
        time.sleep(rng.uniform(0.15, most))
        if process.poll() is not None:
            process.communicate()
            return killed
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        killed += 1
    whole(out, source, workers)
    return killed


@pytest.mark.parametrize(
    ("name", "workers", "seen"),
    [
        ("facts.jsonl", 2, bytes_of),
        ("facts.csv", 0, bytes_of),
        ("facts.xlsx", 0, bytes_of),
        ("facts.parquet", 0, bytes_of),
        ("facts.db", 0, rows_of),
        ("facts.db", 2, rows_of),
    ],
)
def test_killed_runs_end_as_an_undisturbed_one(
    tmp_path: Path, name: str, workers: int, seen: Callable[[Path], object]
) -> None:
    source = tmp_path / "in.jsonl"
    write_source(source)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    began = time.monotonic()
    whole(tmp_path / "a" / name, source, workers)
    took = time.monotonic() - began
    runs = int(os.environ.get("FACTWIRE_KILLS", "3"))
    rng = random.Random(name + str(workers))
    kill_until_done(tmp_path / "b" / name, source, workers=workers, most=took, kills=runs, rng=rng)
    assert seen(tmp_path / "b" / name) == seen(tmp_path / "a" / name)


def test_a_second_run_on_the_same_target_is_refused(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_source(source, 5)
    with in_mid_run(out) as first:
        second = subprocess.run(command(out, source, 0), cwd=ROOT, capture_output=True, text=True, check=False)
        assert second.returncode != 0
        assert "another run is writing this target" in second.stderr
        said, _ = first.communicate(b'{"id": "b", "text": "two things"}\n')
    assert said == b"2 of 2, 0 failed\n"
    assert [json.loads(line)["release"]["id"] for line in out.read_bytes().splitlines()] == ["a", "b"]


def test_other_sources_start_over(tmp_path: Path) -> None:
    other, out = tmp_path / "other.jsonl", tmp_path / "out.jsonl"
    write_source(other, 100)
    with in_mid_run(out):
        assert (tmp_path / "out.jsonl.ledger").exists()
    said = whole(out, other, 0)
    assert said.startswith("100 of 100")
    assert len(out.read_bytes().splitlines()) == 100


def test_a_full_disk_stops_the_run_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_source(source)
    limited = f"ulimit -f 300; exec {sys.executable} -m tests.archive.runner {out} 0 {source}"
    first = subprocess.run(["bash", "-c", limited], cwd=ROOT, capture_output=True, text=True, check=False)
    assert first.returncode != 0
    assert "cannot be written" in first.stderr
    assert "of 2000" in whole(out, source, 0)
    undisturbed = tmp_path / "again.jsonl"
    whole(undisturbed, source, 0)
    assert out.read_bytes() == undisturbed.read_bytes()
