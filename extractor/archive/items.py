"""What runs through a batch: releases and faults with a digest that tells them apart, grouped for the workers."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from extractor.documents import Release
from extractor.read.records import Fault

__all__ = ["BATCH_CHARACTERS", "OUTSIDE", "Entry", "batches", "content_hash", "entry_of"]

BATCH_CHARACTERS = 30_000
"""Characters of text in a batch: some 5,000 tokens, which the parser likes; a longer release is a batch of its own."""

BATCH_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a source. `digest` (16 bytes) covers place, id, date and text: the ledger's key.

    `known` says that its content has been worked off under another name or place, so that nothing is left to do but
    to note that it came.
    """

    item: Release | Fault
    digest: bytes
    known: bool = False

    @property
    def source(self) -> str:
        """Where the item stands."""
        return self.item.source or self.item.id

    @property
    def size(self) -> int:
        """Code points to be worked on."""
        return len(self.item.text) if isinstance(self.item, Release) else 0


OUTSIDE = frozenset(("argument", "column", "page", "feed", "filing"))
"""Where a day of publication is from that the text does not state itself."""


def content_hash(text: str, day: date | str | None) -> str:
    """The digest (hex) of what decides the facts: the text, and the day of publication beside it."""
    return hashlib.sha256(f"{day or ''}\0{text}".encode()).hexdigest()


def entry_of(item: Release | Fault) -> Entry:
    """The item with its digest."""
    said = (item.published or item.stated or "", item.text) if isinstance(item, Release) else (item.code, item.message)
    return Entry(item, hashlib.sha256("\0".join(map(str, (item.source, item.id, *said))).encode()).digest()[:16])


def batches(
    items: Iterable[Release | Fault], *, characters: int = BATCH_CHARACTERS, entries: int = BATCH_ENTRIES
) -> Iterator[list[Entry]]:
    """Runs of items, in order, of about `characters` code points each."""
    batch: list[Entry] = []
    size = 0
    for item in items:
        entry = entry_of(item)
        if batch and size + entry.size > characters:
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += entry.size
        if len(batch) >= entries:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
