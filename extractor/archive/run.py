"""A run: items from a source through an engine into a target, in order, committed as it goes."""

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from extractor.archive.items import BATCH_CHARACTERS, Entry, batches
from extractor.archive.targets import Target
from extractor.archive.work import Done, Work, WorkFactory, failed, fault_done
from extractor.documents import Release
from extractor.read.records import Fault

__all__ = ["Engine", "InProcess", "Reporter", "Silent", "Summary", "run"]


class Engine(Protocol):
    """Does the work of batch after batch; the outcomes come back in the order of the batches."""

    def map(self, batches: Iterable[Sequence[Release]]) -> Iterator[list[Done]]:
        """One list of outcomes for each batch. Pulls from `batches` only as fast as the work gets done."""
        ...


class Reporter(Protocol):
    """Is told how a run goes."""

    def fault(self, fault: Fault) -> None:
        """A release failed."""
        ...

    def progress(self, summary: "Summary") -> None:
        """A batch is done."""
        ...


class Silent:
    """Says nothing."""

    def fault(self, fault: Fault) -> None:
        """Nothing."""

    def progress(self, summary: "Summary") -> None:
        """Nothing."""


class InProcess:
    """The engine that needs no other process: for small inputs, where starting one would take longer."""

    def __init__(self, factory: WorkFactory) -> None:
        self._factory = factory
        self._work: Work | None = None

    def map(self, batches: Iterable[Sequence[Release]]) -> Iterator[list[Done]]:
        """Work on each batch as it is asked for."""
        for batch in batches:
            if self._work is None:
                self._work = self._factory()
            yield self._work(batch)


@dataclass(slots=True)
class Summary:
    """What a run did: counts (with those of the unfinished run it went on with) and the time it took itself."""

    releases: int = 0
    failed: int = 0
    characters: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    earlier: int = 0
    passed_over: int = 0
    copies: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, totals: Mapping[str, int]) -> "Summary":
        """The summary that goes on from the counts of an earlier run."""
        kinds = Counter({k.removeprefix("kind:"): n for k, n in totals.items() if k.startswith("kind:")})
        done = totals.get("releases", 0)
        return cls(done, totals.get("failed", 0), totals.get("characters", 0), kinds, done)

    @property
    def totals(self) -> dict[str, int]:
        """The counts, for the ledger."""
        kinds = {f"kind:{kind}": n for kind, n in sorted(self.kinds.items())}
        return {"releases": self.releases, "failed": self.failed, "characters": self.characters, **kinds}

    @property
    def facts(self) -> int:
        """Facts of all kinds."""
        return self.kinds.total()

    def add(self, entry: Entry, done: Done) -> None:
        """Count one outcome."""
        self.releases += 1
        self.failed += done.fault is not None
        self.characters += entry.size
        self.kinds.update(done.kinds)


def run(
    items: Iterable[Release | Fault],
    target: Target,
    engine: Engine,
    *,
    reporter: Reporter | None = None,
    batch_characters: int = BATCH_CHARACTERS,
) -> Summary:
    """Work off the items; the target is committed whenever it is due, and finished at the end. It is left open."""
    started = time.monotonic()
    reporter = reporter or Silent()
    summary = Summary.of(target.totals)
    waiting: deque[list[Entry]] = deque()

    def feed() -> Iterator[Sequence[Release]]:
        for batch in batches(items, characters=batch_characters):
            entries = target.pending(batch)
            if entries:
                waiting.append(entries)
                yield [e.item for e in entries if isinstance(e.item, Release) and not e.known]

    for outcomes in engine.map(feed()):
        for entry, done in _joined(waiting.popleft(), outcomes):
            target.add(entry, done)
            if entry.known:
                continue
            summary.add(entry, done)
            if target.due():
                target.commit(summary.totals)
            if done.fault is not None:
                reporter.fault(done.fault)
        summary.seconds = time.monotonic() - started
        reporter.progress(summary)
    target.commit(summary.totals)
    target.finish()
    summary.passed_over, summary.copies = target.passed_over, target.copies
    summary.seconds = time.monotonic() - started
    return summary


def _joined(entries: Sequence[Entry], outcomes: Sequence[Done]) -> Iterator[tuple[Entry, Done]]:
    """Each entry with its outcome; faults of the source have theirs without work."""
    rest = iter(outcomes)
    for entry in entries:
        if isinstance(entry.item, Fault):
            yield entry, fault_done(entry.item)
        elif entry.known:
            yield entry, Done(b"")
        else:
            yield entry, next(rest, None) or failed(entry.item, code="lost", message="the worker gave no answer")
