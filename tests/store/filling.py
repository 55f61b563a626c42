"""Stores filled by light work, for tests."""

from collections.abc import Sequence
from pathlib import Path

from extractor.archive.run import InProcess, Summary, run
from extractor.archive.store_target import StoreTarget
from extractor.documents import Release
from extractor.read.records import Fault
from extractor.store.database import Store
from extractor.store.sqlite import open_store
from tests.archive.working import FakeWork

__all__ = ["fill", "fill_store"]


def fill(path: Path, items: Sequence[Release | Fault], *, name: str = "test") -> Summary:
    """One run into an embedded store."""
    return fill_store(open_store(path), items, name=name)


def fill_store(store: Store, items: Sequence[Release | Fault], *, name: str = "test") -> Summary:
    """One run into an open store, which it closes."""
    target = StoreTarget(store, fingerprint=name, command=name)
    try:
        return run(items, target, InProcess(FakeWork()), batch_characters=50)
    finally:
        target.close()
