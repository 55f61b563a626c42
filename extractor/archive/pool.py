"""Worker processes of our own: each has its own pipe, so one that dies takes nothing with it but the batch it held.

A batch whose worker dies or runs over its time is done again release by release; the release that does it again is
the one at fault, and becomes a `Done` with its reason. Outcomes come back in the order of the batches, and batches
are pulled only as fast as outcomes are taken: memory stays bounded whatever the source.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from extractor.archive.alone import CHARACTERS_A_SECOND
from extractor.archive.work import Done, WorkFactory, failed
from extractor.documents import Release
from extractor.errors import FactwireError
from extractor.patterns import kept_patterns

__all__ = ["WORKER_ENVIRONMENT", "Limits", "Pool", "collect_rarely", "cores", "died", "overran"]

WORKER_ENVIRONMENT: Mapping[str, str] = {
    # The C library gives freed memory back to the system at once by default, and asks for it again at the next text.
    "MALLOC_TRIM_THRESHOLD_": "134217728",
    "MALLOC_MMAP_THRESHOLD_": "134217728",
    "MALLOC_ARENA_MAX": "2",
    # The matrix products of one worker use one core; the workers are what runs in parallel.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}

START_SECONDS = 120.0
"""A worker that has not loaded its model by then is not going to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use: seconds for a batch (more for long texts), and MiB of memory of its own."""

    seconds: float = 60.0
    memory: int = 2048
    #: A worker that has grown by so many MiB beyond what it held after so many batches makes room for a fresh one: the
    #: model keeps every word that it has seen. Starting a worker takes as long as several batches.
    recycle: int = 256
    recycle_after: int = 50

    def allowed(self, releases: Sequence[Release]) -> float:
        """Seconds for these releases."""
        return self.seconds + sum(len(release.text) for release in releases) / CHARACTERS_A_SECOND


@dataclass(slots=True)
class _Task:
    """A batch, or one release of a batch that failed: `at` is its place there, `tries` how often it was given out."""

    batch: int
    releases: Sequence[Release]
    at: int | None = None
    tries: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    task: _Task | None = None
    deadline: float = 0.0
    done: int = 0
    settled: int = 0
    """MiB that it held once everything that it needs was loaded."""


@dataclass(slots=True)
class _Open:
    """A batch that is not wholly done: its outcomes so far and how many are missing."""

    outcomes: list[Done | None]
    missing: int


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class Pool:
    """The engine of worker processes. Use it as a context manager; it starts workers as there is work for them."""

    factory: WorkFactory
    workers: int = field(default_factory=cores)
    limits: Limits = field(default_factory=Limits)
    _running: list[_Worker] = field(default_factory=list)
    _failed_starts: int = 0

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in list(self._running):
            self._end(worker)

    def map(self, batches: Iterable[Sequence[Release]]) -> Iterator[list[Done]]:
        """The outcomes of each batch, in order."""
        source = enumerate(batches)
        again: deque[_Task] = deque()
        opened: dict[int, _Open] = {}
        emitted, exhausted = 0, False
        ahead: deque[_Task] = deque()
        while True:
            while not exhausted and len(ahead) < self.workers and len(opened) < 4 * self.workers:
                number, releases = next(source, (-1, ()))
                if number < 0:
                    exhausted = True
                    break
                opened[number] = _Open([None] * len(releases), len(releases))
                if releases:
                    ahead.append(_Task(number, releases))
            self._hand_out(again, ahead)
            while emitted in opened and not opened[emitted].missing:
                yield [done for done in opened.pop(emitted).outcomes if done is not None]
                emitted += 1
                self._hand_out(again, ahead)
            if exhausted and not opened:
                return
            if not exhausted and len(ahead) < self.workers and len(opened) < 4 * self.workers:
                continue
            self._wait(again, opened)

    def _hand_out(self, again: deque[_Task], ahead: deque[_Task]) -> None:
        """Give every free worker a task, and start workers while there are more tasks than workers."""
        for worker in self._running:
            if worker.ready and worker.task is None and (again or ahead):
                task = again.popleft() if again else ahead.popleft()
                task.tries += 1
                worker.task = task
                worker.deadline = time.monotonic() + self.limits.allowed(task.releases)
                with contextlib.suppress(OSError):  # a dead worker shows when its pipe is read
                    worker.pipe.send(task.releases)
        starting = sum(not worker.ready for worker in self._running)
        wanted = min(self.workers - len(self._running), len(again) + len(ahead) - starting)
        for _ in range(wanted):
            self._running.append(self._start())

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.factory, self.limits), daemon=True)
        with _environment(WORKER_ENVIRONMENT):
            process.start()
        theirs.close()
        return _Worker(process, ours, deadline=time.monotonic() + START_SECONDS)

    def _wait(self, again: deque[_Task], opened: dict[int, _Open]) -> None:
        """Until a worker answers, dies or runs over its time."""
        busy = [worker for worker in self._running if worker.task is not None or not worker.ready]
        patience = max(0.0, min((worker.deadline for worker in busy), default=0.0) - time.monotonic())
        answering = wait([worker.pipe for worker in busy], patience)
        for worker in [worker for worker in busy if worker.pipe in answering]:
            busy.remove(worker)
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._died(worker, again, opened)
                continue
            self._answered(worker, answer, opened)
        now = time.monotonic()
        for worker in busy:
            if now >= worker.deadline:
                self._overran(worker, again, opened)

    def _answered(self, worker: _Worker, answer: object, opened: dict[int, _Open]) -> None:
        if not worker.ready:
            if isinstance(answer, str):
                self._end(worker)
                raise FactwireError(f"a worker cannot start: {answer}")
            worker.ready, self._failed_starts = True, 0
            return
        assert isinstance(answer, tuple)
        outcomes, resident = answer
        task, worker.task = worker.task, None
        assert task is not None
        _settle(task, outcomes, opened)
        worker.done += 1
        if worker.done <= self.limits.recycle_after:
            worker.settled = resident
        elif resident - worker.settled >= self.limits.recycle:
            self._end(worker)

    def _died(self, worker: _Worker, again: deque[_Task], opened: dict[int, _Open]) -> None:
        task = worker.task
        self._end(worker)
        if task is None:
            self._failed_starts += 1
            if self._failed_starts >= 3:
                reason = _how(worker.process.exitcode)
                raise FactwireError(f"workers {reason} while they start; is there memory enough for {self.workers}?")
        elif task.at is None and len(task.releases) > 1:
            again.extend(_Task(task.batch, [release], at) for at, release in enumerate(task.releases))
        elif task.tries < 2:
            again.append(task)
        else:
            _settle(task, [died(task.releases[0])], opened)

    def _overran(self, worker: _Worker, again: deque[_Task], opened: dict[int, _Open]) -> None:
        task = worker.task
        if task is None:
            self._end(worker)
            raise FactwireError(f"a worker did not start within {START_SECONDS:.0f} seconds; use fewer workers")
        self._end(worker)
        if len(task.releases) > 1:
            again.extend(_Task(task.batch, [release], at) for at, release in enumerate(task.releases))
            return
        _settle(task, [overran(task.releases[0], self.limits)], opened)

    def _end(self, worker: _Worker) -> None:
        self._running.remove(worker)
        worker.pipe.close()
        if worker.task is not None or not worker.ready:
            worker.process.kill()
        worker.process.join(5)
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()


def died(release: Release) -> Done:
    """The outcome of a release that takes its worker with it. The same words on every engine."""
    message = "every worker that tried it died of it (a crash in native code, or memory)"
    return failed(release, code="worker-died", message=message)


def overran(release: Release, limits: Limits) -> Done:
    """The outcome of a release that is not done in its time."""
    seconds = limits.allowed([release])
    return failed(release, code="timeout", message=f"not done after {seconds:.0f} seconds; a longer limit may help")


def _settle(task: _Task, outcomes: Sequence[Done], opened: dict[int, _Open]) -> None:
    batch = opened[task.batch]
    for at, done in enumerate(outcomes, start=task.at or 0):
        batch.missing -= batch.outcomes[at] is None
        batch.outcomes[at] = done


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Environment of the processes that are started meanwhile; what the user has set stays."""
    added = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def _serve(pipe: Connection, factory: WorkFactory, limits: Limits) -> None:
    """The life of a worker: say that it is ready, then answer batch after batch until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _limit_memory(limits.memory)
    with kept_patterns():
        _answer(pipe, factory)


def collect_rarely() -> None:
    """Set the collector of garbage for a process that has loaded all and works through releases.

    What the model and the lexicons hold stays, so that no collection needs to go through it again; a release makes
    hundreds of thousands of objects and hardly a cycle.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


def _answer(pipe: Connection, factory: WorkFactory) -> None:
    try:
        work = factory()
    except Exception as error:  # noqa: BLE001  whatever it is, the run cannot start, and the parent says so
        pipe.send(str(error) if isinstance(error, FactwireError) else f"{type(error).__name__}: {error}")
        return
    collect_rarely()
    pipe.send(None)
    while True:
        try:
            releases = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            outcomes = work(releases)
        except Exception as error:  # noqa: BLE001  the work guards itself; this is for one that does not
            outcomes = [failed(release, error) for release in releases]
        if len(outcomes) < len(releases):
            lost = releases[len(outcomes) :]
            outcomes = [*outcomes, *(failed(r, code="lost", message="the worker gave no answer") for r in lost)]
        try:
            pipe.send((outcomes, _resident()))
        except OSError:  # nobody is there any more to tell
            return


def _limit_memory(mebibytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on this system
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (mebibytes * 2**20, mebibytes * 2**20))


def _resident() -> int:
    """MiB of memory that this process holds now; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20
    except OSError:
        return 0
