"""How many releases a second the service takes from many clients, beside `batch` with as many workers.

    python -m tests.benchmark.serving RELEASES.jsonl [--releases 300] [--workers 2] [--clients 20] [--seconds 60]

A script, not a test: it reports, nothing fails by the clock. The service and the batch are started by their commands
and get the same releases; clients post one after the other, and come again where they are told to.
"""

import argparse
import http.client
import itertools
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FACTWIRE = [sys.executable, "-m", "extractor"]


def main() -> None:
    """Measure the batch, then the service, then the batch again: what else the machine does shows in the difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases_file", type=Path)
    parser.add_argument("--releases", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    with given.releases_file.open(encoding="utf-8") as file:
        lines = list(itertools.islice(file, given.releases))
    records = [json.dumps({"text": json.loads(line)["text"]}).encode() for line in lines]
    before = batch_rate(records, given.workers)
    said(f"batch, {given.workers} workers: {before:.1f} releases/s")
    rate, statuses, waits = service_rate(records, given.workers, given.clients, given.seconds)
    slow = waits[int(0.95 * len(waits))] if waits else 0.0
    said(f"serve, {given.workers} workers, {given.clients} clients, {given.seconds:.0f} s: {rate:.1f} releases/s")
    said(f"answers by status {dict(statuses)}, 95 of 100 within {slow:.2f} s")
    after = batch_rate(records, given.workers)
    said(f"batch again: {after:.1f} releases/s; serve is at {100 * 2 * rate / (before + after):.0f} % of batch")


def said(line: str) -> None:
    """Print a line now."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def batch_rate(records: Sequence[bytes], workers: int) -> float:
    """Releases a second of a batch, without the time in which its workers start: of a long run less a short one."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for number, part in enumerate((records[: 4 * workers], records)):
            source, out = Path(folder, f"{number}.jsonl"), Path(folder, f"{number}.out.jsonl")
            source.write_bytes(b"\n".join(part))
            began = time.monotonic()
            command = [*FACTWIRE, "batch", str(source), "--out", str(out), "--workers", str(workers), "--quiet"]
            subprocess.run(command, check=True)
            times.append(time.monotonic() - began)
    return (len(records) - 4 * workers) / max(0.001, times[1] - times[0])


@contextmanager
def served(workers: int) -> Iterator[int]:
    """The port of a service that has started its workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [*FACTWIRE, "serve", "--port", str(port), "--workers", str(workers)]
    with tempfile.TemporaryFile() as log, subprocess.Popen(command, stderr=log) as process:
        try:
            until_ready(port)
            yield port
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


def service_rate(
    records: Sequence[bytes], workers: int, clients: int, seconds: float
) -> tuple[float, Counter[int], list[float]]:
    """Releases a second that were answered, the answers by status, and how long each took, the quickest first."""
    statuses: Counter[int] = Counter()
    waits: list[float] = []
    lock = threading.Lock()
    source = itertools.cycle(records)
    with served(workers) as port:
        end = time.monotonic() + seconds

        def client() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
            while time.monotonic() < end:
                with lock:
                    record = next(source)
                began = time.monotonic()
                status = post(connection, record)
                with lock:
                    statuses[status] += 1
                    if status == 200:
                        waits.append(time.monotonic() - began)
                if status == 429:
                    time.sleep(0.2)

        began = time.monotonic()
        threads = [threading.Thread(target=client) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - began
    return statuses[200] / took, statuses, sorted(waits)


if __name__ == "__main__":
    main()
