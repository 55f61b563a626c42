"""How many releases a second the service takes from many clients, beside `batch` with as many workers.

    python -m tests.benchmark.serving RELEASES.jsonl [--releases 300] [--workers 2] [--clients 20] [--seconds 60]
        [--rounds 3]

A script, not a test: it reports, nothing fails by the clock. The service and the batch are started by their commands
and get the same releases, in turns; clients post one after the other, and come again where they are told to. On a busy
machine the seconds of the processor are what compares.
"""

import argparse
import contextlib
import http.client
import itertools
import json
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FACTWIRE = [sys.executable, "-m", "extractor"]


@dataclass(frozen=True, slots=True)
class Spent:
    """What so many releases took: seconds on the wall, and of the processor in all processes together."""

    releases: int
    wall: float
    work: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.releases + other.releases, self.wall + other.wall, self.work + other.work)

    def __str__(self) -> str:
        rate, each = self.releases / max(0.001, self.wall), 1000 * self.work / max(1, self.releases)
        return f"{rate:5.1f} releases/s, {each:4.0f} ms of processor each"


def main() -> None:
    """Batch and service in turns, so that what else the machine does meets both; the sums at the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases_file", type=Path)
    parser.add_argument("--releases", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with given.releases_file.open(encoding="utf-8") as file:
        lines = list(itertools.islice(file, given.releases))
    records = [json.dumps({"text": json.loads(line)["text"]}).encode() for line in lines]
    archive = service = Spent(0, 0.0, 0.0)
    statuses: Counter[int] = Counter()
    waits: list[float] = []
    with served(given.workers) as (port, process):
        for number in range(given.rounds):
            part = records[number :: given.rounds]
            spent = batch_spent(part, given.workers)
            said(f"batch  {spent}")
            archive += spent
            before, began = processor(process), time.monotonic()
            told = answered(part, port, given.clients, given.seconds / given.rounds, waits)
            spent = Spent(told[200], time.monotonic() - began, processor(process) - before)
            said(f"serve  {spent}")
            service, statuses = service + spent, statuses + told
    waits.sort()
    slow = waits[int(0.95 * len(waits))] if waits else 0.0
    said(f"{given.workers} workers, {given.clients} clients; answers by status {dict(statuses)}, 95 % in {slow:.2f} s")
    said(f"batch  {archive}\nserve  {service}")
    on_wall = service.releases / service.wall * archive.wall / archive.releases
    of_work = archive.work / archive.releases * service.releases / service.work
    said(f"serve is at {100 * on_wall:.0f} % of batch on the wall, {100 * of_work:.0f} % by what the processor does")


def said(line: str) -> None:
    """Print a line now."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def batch_spent(records: Sequence[bytes], workers: int) -> Spent:
    """What a batch takes without the start of its workers: a long run less a short one."""
    with tempfile.TemporaryDirectory() as folder:
        taken = []
        for number, part in enumerate((records[: 4 * workers], records)):
            source, out = Path(folder, f"{number}.jsonl"), Path(folder, f"{number}.out.jsonl")
            source.write_bytes(b"\n".join(part))
            began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [*FACTWIRE, "batch", str(source), "--out", str(out), "--workers", str(workers), "--quiet"]
            subprocess.run(command, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            taken.append(Spent(len(part), time.monotonic() - began, work))
    short, long = taken
    return Spent(long.releases - short.releases, long.wall - short.wall, long.work - short.work)


def processor(process: int) -> float:
    """Seconds of the processor that a process has used, with all that it started, also what has ended."""
    parents: dict[int, tuple[int, int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    mine = {process}
    while more := {child for child, (parent, _) in parents.items() if parent in mine} - mine:
        mine |= more
    return sum(parents[each][1] for each in mine if each in parents) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(workers: int) -> Iterator[tuple[int, int]]:
    """The port and the process of a service that has started its workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [*FACTWIRE, "serve", "--port", str(port), "--workers", str(workers)]
    with tempfile.TemporaryFile() as log, subprocess.Popen(command, stderr=log) as process:
        try:
            until_ready(port)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(60)
            log.seek(0)
            failures = re.findall(rb"Traceback.*", log.read(), flags=re.DOTALL)
            said(f"tracebacks in the log: {len(failures)}")


def until_ready(port: int) -> None:
    """Wait for every worker to have loaded its model: several releases at once are answered."""
    for _ in range(600):
        try:
            post(http.client.HTTPConnection("127.0.0.1", port, timeout=300), b'{"text": "Up 5%."}')
        except OSError:
            time.sleep(0.2)
        else:
            break
    threads = [
        threading.Thread(
            target=post, args=(http.client.HTTPConnection("127.0.0.1", port, timeout=300), b'{"text": "Up 5%."}')
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def post(connection: http.client.HTTPConnection, record: bytes) -> int:
    """The status of one request."""
    connection.request("POST", "/extract", record, {"content-type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def answered(records: Sequence[bytes], port: int, clients: int, seconds: float, waits: list[float]) -> Counter[int]:
    """The answers by status to clients that post all records, again until so many seconds are over; how long each
    answer took goes to `waits`.
    """
    statuses: Counter[int] = Counter()
    lock = threading.Lock()
    end = time.monotonic() + seconds

    def lasting() -> Iterator[bytes]:
        yield from records
        while time.monotonic() < end:
            yield from records

    source = lasting()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        while True:
            with lock:
                record = next(source, None)
            if record is None:
                return
            began = time.monotonic()
            while (status := post(connection, record)) == 429:
                with lock:
                    statuses[status] += 1
                time.sleep(0.2)
            with lock:
                statuses[status] += 1
                waits.append(time.monotonic() - began)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


if __name__ == "__main__":
    main()
