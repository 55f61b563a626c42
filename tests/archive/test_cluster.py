"""The cluster: a scheduler and two worker processes started as a user would, one killed in mid-run, and poison."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from extractor.archive.cluster import Cluster
from extractor.archive.engines import engine_for
from extractor.archive.outputs import target_for
from extractor.archive.pool import Limits, Pool
from extractor.archive.run import Engine, run
from extractor.archive.work import Done
from extractor.documents import Release
from extractor.errors import SettingsError
from extractor.settings import Settings
from tests.archive.working import FakeWork

pytest.importorskip("distributed", reason="needs the extra dask")
from distributed import Client

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0
"""Seconds for processes to start, on a machine that is busy with something else."""

RELEASES = [
    Release("CRASH now" if n == 57 else "RAISE it" if n == 91 else f"{n} things", f"r{n}", f"x:{n}") for n in range(300)
]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """`dask scheduler` and two times `dask worker`, as on a user's machines."""
    address = f"127.0.0.1:{free_port()}"
    host, _, port = address.partition(":")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT, "process_group": 0}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    dask = [sys.executable, "-m", "distributed.cli"]
    start = [*dask[:2], "distributed.cli.dask_scheduler", "--host", host, "--port", port, "--no-dashboard"]
    processes = [subprocess.Popen(start, env=environment, **quiet)]  # type: ignore[call-overload]
    for n in range(2):
        work = [*dask[:2], "distributed.cli.dask_worker", f"tcp://{address}", "--nthreads", "1", "--no-dashboard"]
        work += ["--local-directory", str(tmp_path / str(n)), "--name", f"w{n}"]
        processes.append(subprocess.Popen(work, env=environment, **quiet))  # type: ignore[call-overload]
    try:
        with Client(address, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield address, processes
    finally:
        for process in reversed(processes):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def lines(path: Path, engine: Engine) -> list[bytes]:
    target = target_for(str(path), fingerprint="x", command="x")
    try:
        run(RELEASES, target, engine, batch_characters=100)
    finally:
        target.close()
    return path.read_bytes().splitlines()


def local(path: Path) -> list[bytes]:
    with Pool(FakeWork(), 2) as pool:
        return lines(path, pool)


class KillsOne:
    """The cluster, with one of its worker processes killed after the fifth batch."""

    def __init__(self, cluster: Cluster, process: subprocess.Popen[bytes]) -> None:
        self._cluster, self._process = cluster, process
        self.killed = 0

    def map(self, batches: object) -> Iterator[list[Done]]:
        for n, outcomes in enumerate(self._cluster.map(batches)):  # type: ignore[arg-type]
            if n == 5:
                self.killed = self._kill()
            yield outcomes

    def _kill(self) -> int:
        """Kill what the nanny has started; right after a crash it may have nothing yet."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        late = time.monotonic() + PATIENCE
        while not (found := children.read_text().split()):
            assert time.monotonic() < late, "the nanny starts no worker"
            time.sleep(0.05)
        for child in found:
            os.kill(int(child), signal.SIGKILL)
        return len(found)


def test_the_same_result_as_on_one_machine_with_a_worker_killed_and_poison(
    tmp_path: Path, scheduler: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, processes = scheduler
    engine = KillsOne(Cluster(FakeWork(0.01), address, limits=Limits(seconds=60)), processes[1])
    got = lines(tmp_path / "cluster.jsonl", engine)
    assert engine.killed > 0
    assert sorted(got) == sorted(local(tmp_path / "local.jsonl"))
    assert got == (tmp_path / "local.jsonl").read_bytes().splitlines()
    quarantine = (tmp_path / "cluster.jsonl.quarantine.jsonl").read_text(encoding="utf-8")
    assert '"id":"r57","code":"worker-died"' in quarantine
    assert '"id":"r91","code":"extraction-failed"' in quarantine


def test_a_cluster_of_its_own_and_a_release_that_hangs(tmp_path: Path) -> None:
    # Two workers and the hanging release at the end: what is left goes on with one of them, for however long the nanny
    # takes to start the killed one again, which on a busy machine can be minutes.
    releases = [Release("one", "a", "x:1"), Release("two", "b", "x:2"), Release("HANG here", "c", "x:3")]
    cluster = Cluster(FakeWork(), workers=2, limits=Limits(seconds=1.5))
    (outcomes,) = cluster.map([releases])
    assert [done.fault.code if done.fault else None for done in outcomes] == [None, None, "timeout"]


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.archive.cluster.WAIT_SECONDS", 0.5)
    with pytest.raises(SettingsError, match="no scheduler with a worker answers"):
        list(Cluster(FakeWork(), f"127.0.0.1:{free_port()}").map([[RELEASES[0]]]))


def test_a_cluster_of_its_own_lets_nobody_else_in() -> None:
    with ExitStack() as stack:
        client = Cluster(FakeWork(), workers=1)._client(stack)
        address = client.scheduler.address
        assert address.startswith("tls://127.0.0.1:")
        with pytest.raises((OSError, TimeoutError)):
            Client(address.replace("tls://", "tcp://"), timeout=5, set_as_default=False)
        port = client.scheduler_info()["services"]["dashboard"]
        with pytest.raises(URLError, match="refused"):
            urlopen(f"http://127.0.0.1:{port}/status", timeout=30)


@pytest.mark.parametrize(
    "address", ["foo:bar", "", "host", "http://host:1", "host:1/x", "a b:1", "host:65536", "host:0"]
)
def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(SettingsError, match="is no address of a scheduler"):
        engine_for(f"dask://{address}", Settings())
