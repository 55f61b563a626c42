"""The worker pool: order, back-pressure, and what a dying, hanging or greedy worker may cost."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from extractor.archive.pool import Limits, Pool, _answer
from extractor.archive.work import Done, Work, failed
from extractor.documents import Release
from extractor.emit.json import from_json
from extractor.errors import FactwireError, ModelError
from tests.archive.working import FakeWork


def releases(*texts: str) -> list[Release]:
    return [Release(text, f"r{i}-{text}", f"test:{i}") for i, text in enumerate(texts)]


def ids(outcomes: Sequence[Done]) -> list[str]:
    return [from_json(done.json).release.id for done in outcomes]


def test_outcomes_come_in_the_order_of_the_batches() -> None:
    batches = [releases(f"{n} a", f"{n} b", f"{n} c") for n in range(20)]
    with Pool(FakeWork(), workers=2) as pool:
        got = list(pool.map(iter(batches)))
    assert [ids(outcomes) for outcomes in got] == [[r.id for r in batch] for batch in batches]


def test_an_empty_batch_keeps_its_place() -> None:
    batches: list[list[Release]] = [[], releases("1 a"), [], []]
    with Pool(FakeWork(), workers=1) as pool:
        assert [len(outcomes) for outcomes in pool.map(batches)] == [0, 1, 0, 0]


def test_batches_are_pulled_only_as_fast_as_outcomes_are_taken() -> None:
    pulled = 0

    def source() -> Iterator[list[Release]]:
        nonlocal pulled
        for n in range(1000):
            pulled += 1
            yield releases(f"{n} a")

    with Pool(FakeWork(), workers=1) as pool:
        results = pool.map(source())
        for _ in range(3):
            next(results)
        assert pulled <= 3 + 4 + 1


@pytest.mark.parametrize(
    ("poison", "code", "said", "seconds"),
    [
        ("CRASH now", "worker-died", "every worker that tried it died", 60.0),
        ("HANG now", "timeout", "not done after", 3.0),
        ("EAT all", "memory", "MemoryError", 60.0),
        ("RAISE it", "extraction-failed", "ValueError: as it was told", 60.0),
    ],
)
def test_a_poison_release_fails_alone(poison: str, code: str, said: str, seconds: float) -> None:
    batch = releases("1 a", "2 b", poison, "3 c")
    after = releases("4 d")
    with Pool(FakeWork(), workers=2, limits=Limits(seconds=seconds, memory=1024)) as pool:
        first, second = pool.map([batch, after])
    assert [done.fault.code if done.fault else None for done in first] == [None, None, code, None]
    assert said in from_json(first[2].json).diagnostics[0].message
    assert ids(first) == [r.id for r in batch]
    assert ids(second) == [r.id for r in after]


@dataclass(frozen=True)
class DiesOnce:
    """A worker that is killed from outside at its first batch: not the release's fault."""

    mark: str

    def __call__(self) -> Work:
        inner = FakeWork()()

        def work(batch: Sequence[Release], /) -> list[Done]:
            if not os.path.exists(self.mark):
                with open(self.mark, "w"):
                    os.kill(os.getpid(), signal.SIGKILL)
            return inner(batch)

        return work


def test_a_worker_that_was_killed_from_outside_costs_no_release(tmp_path: object) -> None:
    with Pool(DiesOnce(f"{tmp_path}/mark"), workers=1) as pool:
        (outcomes,) = pool.map([releases("1 a")])
    assert outcomes[0].fault is None


@dataclass(frozen=True)
class NoModel:
    def __call__(self) -> Work:
        raise ModelError("language model 'none' is not installed")


@dataclass(frozen=True)
class DiesAtStart:
    def __call__(self) -> Work:
        os._exit(7)


def test_workers_that_cannot_start_end_the_run_with_the_reason() -> None:
    with Pool(NoModel(), workers=1) as pool, pytest.raises(FactwireError, match="language model 'none'"):
        list(pool.map([releases("1 a")]))
    with Pool(DiesAtStart(), workers=1) as pool, pytest.raises(FactwireError, match="exit code 7"):
        list(pool.map([releases("1 a")]))


@dataclass(frozen=True)
class TellsItsProcess:
    """Keeps so many MiB at the start, and so many more with each batch."""

    first: int
    each: int

    def __call__(self) -> Work:
        kept = [bytearray(b"x" * (self.first << 20))]

        def work(batch: Sequence[Release], /) -> list[Done]:
            kept.append(bytearray(b"x" * (self.each << 20)))
            return [Done(str(os.getpid()).encode()) for _ in batch]

        return work


def test_a_worker_that_has_grown_is_replaced_and_one_that_is_large_from_the_start_is_not() -> None:
    def processes(first: int, each: int) -> list[bytes]:
        limits = Limits(recycle=30, recycle_after=2)
        with Pool(TellsItsProcess(first, each), workers=1, limits=limits) as pool:
            return [outcomes[0].json for outcomes in pool.map([releases(f"{n} a") for n in range(6)])]

    got = processes(1, 20)  # 20 and 40 more than after the second: the fourth is its last
    assert got[0] == got[1] == got[2] == got[3] != got[4] == got[5]
    assert len(set(processes(200, 1))) == 1


def test_a_worker_whose_run_was_killed_ends_without_a_word() -> None:
    ours, theirs = multiprocessing.Pipe()
    before = gc.get_threshold()

    def factory() -> Work:
        def work(batch: Sequence[Release], /) -> list[Done]:
            ours.close()  # as the end of the process that asked does
            return [failed(release, code="any", message="any") for release in batch]

        return work

    ours.send(releases("a"))
    try:
        _answer(theirs, factory)  # raises nothing
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
