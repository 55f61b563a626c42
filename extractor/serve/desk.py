"""The desk: requests' releases go to worker processes, several together where several wait; one that dies loses one.

A worker process belongs to a thread that waits for it, so that a server of one event loop never does. A release that
its worker dies of, or that takes too long, is told as failed and its neighbours go on: `extractor.archive.pool`.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from extractor.archive.pool import Limits, Pool
from extractor.archive.work import Done, WorkFactory
from extractor.documents import Release
from extractor.errors import FactwireError

__all__ = ["BusyError", "Desk"]

TOGETHER = 8
"""Releases that a worker is given at once, where so many wait: their sentences are parsed together."""

CHARACTERS = 60_000
"""And no more than so many characters."""


class BusyError(FactwireError):
    """More releases wait than may; the client comes again."""

    slug = "busy"


@dataclass(slots=True)
class _Job:
    release: Release
    future: "Future[Done]"


@dataclass(slots=True)
class Desk:
    """Worker processes behind a queue of bounded length. `open` has the workers load their model."""

    factory: WorkFactory
    workers: int
    waiting: int
    limits: Limits = field(default_factory=Limits)
    _jobs: "queue.SimpleQueue[_Job | None]" = field(default_factory=queue.SimpleQueue)
    _open: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def unfinished(self) -> int:
        """Releases that wait or are worked on."""
        return self._open

    def open(self) -> None:
        """Be ready for work."""
        for number in range(self.workers):
            thread = threading.Thread(target=self._serve, name=f"desk-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def close(self) -> None:
        """End the workers; what still waits is failed."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(10)
        self._threads.clear()

    def full(self, more: int = 1) -> bool:
        """Whether so many more releases may not wait."""
        return self._open + more > self.waiting

    async def extract(self, release: Release) -> Done:
        """What becomes of one release. Raises BusyError at once where too many wait already."""
        return await asyncio.wrap_future(self.submit(release))

    def submit(self, release: Release) -> "Future[Done]":
        """The same as a future, for those who wait themselves."""
        with self._lock:
            if self.full():
                raise BusyError(f"{self._open} releases wait already; try again in a moment")
            self._open += 1
        future: Future[Done] = Future()
        future.add_done_callback(self._settled)
        self._jobs.put(_Job(release, future))
        return future

    def _settled(self, _: "Future[Done]") -> None:
        with self._lock:
            self._open -= 1

    def _serve(self) -> None:
        """The life of a thread: take what waits, have its worker do it, hand it back."""
        with Pool(self.factory, workers=1, limits=self.limits) as pool:
            with contextlib.suppress(Exception):  # the first client hears of it
                list(pool.map([[Release("", "warm")]]))
            while (jobs := self._next()) is not None:
                live = [job for job in jobs if job.future.set_running_or_notify_cancel()]
                _work_off(pool, live)

    def _next(self) -> list[_Job] | None:
        job = self._jobs.get()
        if job is None:
            return None
        jobs, size = [job], len(job.release.text)
        while len(jobs) < TOGETHER and size < CHARACTERS and self._jobs.qsize() > self.workers:
            try:
                another = self._jobs.get_nowait()
            except queue.Empty:
                break
            if another is None:
                self._jobs.put(None)  # the end is for the next round
                break
            jobs.append(another)
            size += len(another.release.text)
        return jobs


def _work_off(pool: Pool, jobs: Sequence[_Job]) -> None:
    if not jobs:
        return
    try:
        (outcomes,) = pool.map([[job.release for job in jobs]])
    except Exception as error:  # noqa: BLE001  whatever it is, every client hears of it
        for job in jobs:
            job.future.set_exception(error)
        return
    for job, done in zip(jobs, outcomes, strict=True):
        job.future.set_result(done)
