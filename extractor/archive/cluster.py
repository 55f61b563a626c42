"""The engine on Dask distributed: the same work on many machines, with the same outcomes.

Exactly-once does not come from Dask, which does again what a dead worker held: it comes from the target's ledger in
this process, which takes each outcome once, in order. A batch whose workers keep dying is done again release by
release with nothing else under way, so that the one at fault is known for sure.
"""

import os
import re
import signal
import threading
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

from extractor.archive.pool import WORKER_ENVIRONMENT, Limits, cores, died, overran
from extractor.archive.work import Done, Work, WorkFactory
from extractor.documents import Release
from extractor.errors import FactwireError, InputError, SettingsError

__all__ = ["Cluster", "scheduler_address"]

WAIT_SECONDS = 60.0
"""For the scheduler to answer and the first worker to be there."""

RESTART_SECONDS = 300.0
"""For a worker that died or was stopped to be there again, with the model loaded, on a machine that is busy."""

AHEAD = 3
"""Batches under way for each worker: the one that it works on, and what keeps it from waiting."""


_OWN_CLUSTER = {
    # The nanny sets thresholds of its own for the allocator, which suit arrays and not small objects.
    "distributed.nanny.pre-spawn-environ": dict(WORKER_ENVIRONMENT),
    # Dask serves pages whatever it is told: as few as can be, until the scheduler's are stopped.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


def _secured() -> Any:
    """Keys of this run alone: without them any user of this machine could have the workers run what he likes."""
    from distributed.security import Security

    try:
        return Security.temporary()
    except ImportError as error:
        raise InputError("a cluster of its own needs keys: pip install 'factwire[dask]'") from error


def scheduler_address(address: str) -> str:
    """The scheduler's address as Dask takes it. Raises SettingsError for one that is none."""
    found = re.fullmatch(r"(?:(?:tcp|tls|ws|wss)://)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})", address)
    if not found or not 0 < int(found[1]) < 1 << 16:
        raise SettingsError(f"dask://{address}: is no address of a scheduler; write dask://HOST:PORT")
    return address if "://" in address else f"tcp://{address}"


@dataclass(slots=True)
class _Batch:
    releases: Sequence[Release]
    future: Any


@dataclass(slots=True)
class Cluster:
    """Workers of a scheduler at `address` (`host:port`), or of a cluster of its own on this machine.

    The workers of a scheduler elsewhere need factwire and its language model in the same versions; start them with
    one thread each and with a nanny, which starts a dead one again.
    """

    factory: WorkFactory
    address: str | None = None
    workers: int | None = None
    limits: Limits = field(default_factory=Limits)

    def map(self, batches: Iterable[Sequence[Release]]) -> Iterator[list[Done]]:
        """The outcomes of each batch, in order."""
        with ExitStack() as stack:
            client = self._client(stack)
            under_way: deque[_Batch] = deque()
            for releases in batches:
                under_way.append(_Batch(releases, _submit(client, self.factory, releases)))
                if len(under_way) >= AHEAD * max(1, len(client.nthreads())):
                    yield self._outcomes(client, under_way)
            while under_way:
                yield self._outcomes(client, under_way)

    def _client(self, stack: ExitStack) -> Any:
        try:
            import dask.config
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise InputError("a cluster is reached by an extra: pip install 'factwire[dask]'") from error
        where: Any = scheduler_address(self.address) if self.address is not None else None
        if where is None:
            stack.enter_context(dask.config.set(_OWN_CLUSTER))
            where = stack.enter_context(
                LocalCluster(
                    n_workers=self.workers or cores(),
                    threads_per_worker=1,
                    processes=True,
                    security=_secured(),
                    dashboard_address="127.0.0.1:0",
                    worker_dashboard_address="127.0.0.1:0",
                    memory_limit=f"{self.limits.memory}MiB",
                    silence_logs=50,
                )
            )
            where.scheduler.http_server.stop()
        try:
            client = stack.enter_context(Client(where, timeout=WAIT_SECONDS, set_as_default=False))
            client.wait_for_workers(1, timeout=WAIT_SECONDS)
        except (OSError, TimeoutError) as error:
            raise SettingsError(
                f"dask://{self.address or 'local'}: no scheduler with a worker answers within {WAIT_SECONDS:.0f} s; "
                "start `dask scheduler` and `dask worker HOST:PORT --nthreads 1`"
            ) from error
        return client

    def _outcomes(self, client: Any, under_way: deque[_Batch]) -> list[Done]:
        batch = under_way.popleft()
        outcomes = self._result(client, batch.future, batch.releases)
        if isinstance(outcomes, list):
            return outcomes
        # Every batch on a worker that dies is under suspicion, so the rest ends first.
        for other in under_way:
            _settled(other.future, self._patience(other.releases))
        return [done for release in batch.releases for done in self._apart(client, release)]

    def _apart(self, client: Any, release: Release) -> list[Done]:
        """One release with nothing else under way, on workers that are up: its time is its own."""
        _warmed(client, self.factory)
        outcomes = self._result(client, _submit(client, self.factory, [release]), [release])
        if isinstance(outcomes, list):
            return outcomes
        return [died(release) if outcomes == "died" else overran(release, self.limits)]

    def _result(self, client: Any, future: Any, releases: Sequence[Release]) -> list[Done] | str:
        """The outcomes, or `died` or `overran`."""
        from distributed import KilledWorker

        try:
            outcomes: list[Done] = future.result(timeout=self._patience(releases))
        except KilledWorker:
            return "died"
        except TimeoutError:
            _restart(client, future)
            return "overran"
        except ImportError as error:
            raise FactwireError(f"the cluster's workers cannot do the work: {error}; install factwire there") from error
        return outcomes

    def _patience(self, releases: Sequence[Release]) -> float:
        """Seconds from handing in to the outcome, with those before it in a worker's queue."""
        return (AHEAD + 1) * self.limits.allowed(releases)


def _submit(client: Any, factory: WorkFactory, releases: Sequence[Release]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a long release is a large message, and that is meant
        return client.submit(_do, factory, list(releases), pure=False)


def _settled(future: Any, seconds: float) -> None:
    """Wait until a task has ended, well or not."""
    with suppress(TimeoutError):
        future.exception(timeout=seconds)


def _restart(client: Any, future: Any) -> None:
    """Kill the worker that hangs on a task, for a thread of it cannot be stopped; its nanny starts it again.

    `Client.restart_workers` asks the worker first, and at times never comes back from that.
    """
    hanging = [worker for worker, keys in client.processing().items() if future.key in keys]
    future.cancel(force=True)
    if hanging:
        client.run(_kill, workers=hanging, nanny=True, on_error="ignore")


def _kill(dask_worker: Any) -> None:
    """Runs in the nanny, which Dask passes under this name."""
    if dask_worker.pid is not None:
        os.kill(dask_worker.pid, signal.SIGKILL)


def _warmed(client: Any, factory: WorkFactory) -> None:
    """Wait until a worker is there, with its model loaded: that is no time of the release that comes next."""
    try:
        client.wait_for_workers(1, timeout=RESTART_SECONDS)
    except TimeoutError as error:
        raise FactwireError(
            f"the cluster has had no worker for {RESTART_SECONDS:.0f} s; start `dask worker`, then give the same "
            "command again: it goes on with what is not done"
        ) from error
    _settled(_submit(client, factory, []), RESTART_SECONDS)


_lock = threading.Lock()
_made: dict[WorkFactory, Work] = {}


def _do(factory: WorkFactory, releases: Sequence[Release]) -> list[Done]:
    """What a worker does; the model is loaded once a process, and one thread at a time uses it."""
    with _lock:
        if factory not in _made:
            _made[factory] = factory()
        return _made[factory](releases)
