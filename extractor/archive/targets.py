"""Where the facts go: the contract of every target, and the files that are only ever appended to."""

import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from extractor.archive.items import Entry
from extractor.archive.ledger import Ledger, sync_folder
from extractor.archive.work import Done
from extractor.errors import FactwireError, InputError
from extractor.read.records import Fault

__all__ = [
    "AppendedFile", "AppendedTarget", "LedgerTarget", "StreamTarget", "Target", "quarantine_line", "writing",
]  # fmt: skip

COMMIT_SECONDS = 1.0


class Target(Protocol):
    """Takes outcomes in the order of the source. What is added counts from the next `commit` on, all of it or none.

    `totals` are the counts of the unfinished run that this one goes on with, empty at a fresh start; `passed_over`
    counts the entries that were not pending, `copies` those that were worked on and are copies of what is there.
    """

    totals: Mapping[str, int]
    passed_over: int
    copies: int

    def pending(self, batch: Sequence[Entry]) -> list[Entry]:
        """The entries that are still to be done."""
        ...

    def add(self, entry: Entry, done: Done) -> None:
        """Take one outcome."""
        ...

    def due(self) -> bool:
        """Whether it is time to commit; asked after each outcome."""
        ...

    def commit(self, totals: Mapping[str, int]) -> None:
        """Make everything that was added durable, together with the fact that it is done."""
        ...

    def finish(self) -> None:
        """The run is complete and committed."""
        ...

    def close(self) -> None:
        """Let go, whatever happened."""
        ...


class AppendedFile:
    """A file that grows at its end; opening it cuts it back to `length`."""

    def __init__(self, path: Path, length: int) -> None:
        self.path = path
        have = path.stat().st_size if path.exists() else 0
        if have < length:
            raise InputError(
                f"{path}: {have} bytes, but the unfinished run that is to go on had written {length}; "
                "remove the .ledger file beside it to start over"
            )
        self._file: BinaryIO | None = None
        self.length = length
        if path.exists() or length:
            self._open()

    def _open(self) -> BinaryIO:
        if self._file is None:
            self._file = self.path.open("ab")
            self._file.truncate(self.length)
            sync_folder(self.path.parent)
        return self._file

    def touch(self) -> None:
        """Create the file, though it is empty."""
        self._open()

    def write(self, data: bytes) -> None:
        """Append."""
        with writing(self.path):
            self._open().write(data)
        self.length += len(data)

    def sync(self) -> None:
        """Bring what was written to the disk."""
        if self._file is not None:
            with writing(self.path):
                self._file.flush()
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file; what could not be written is not in the ledger, so it is written another time."""
        if self._file is not None:
            file, self._file = self._file, None
            with contextlib.suppress(OSError):
                file.close()

    def discard(self) -> None:
        """Remove the file."""
        self.close()
        self.path.unlink(missing_ok=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Says what a file that cannot be written means for the run."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or error
        raise FactwireError(
            f"{path}: cannot be written ({why}); once that is mended, give the same command again: it goes on with "
            "what is not done"
        ) from error


def quarantine_line(fault: Fault) -> bytes:
    """One line of a quarantine file: `source`, `id`, `code`, `message` and `excerpt`."""
    return msgspec.json.encode(fault) + b"\n"


class LedgerTarget:
    """What targets made of files share: the ledger, the quarantine file, and which items are under way."""

    def __init__(self, path: Path, *, quarantine: Path, fingerprint: str) -> None:
        self._ledger = Ledger(path.with_name(path.name + ".ledger"), fingerprint)
        #: Whether an unfinished run of another kind was given up for this one.
        self.replaced = self._ledger.replaced
        self.totals: Mapping[str, int] = self._ledger.totals
        self._quarantine = AppendedFile(quarantine, self._ledger.lengths.get("quarantine", 0))
        self.passed_over = self.copies = 0
        self._under_way: set[bytes] = set()
        self._added: list[bytes] = []

    def pending(self, batch: Sequence[Entry]) -> list[Entry]:
        """The entries that the ledger does not have and that are not being worked on."""
        known = self._ledger.known([entry.digest for entry in batch])
        new = []
        for entry in batch:
            if entry.digest not in known and entry.digest not in self._under_way:
                self._under_way.add(entry.digest)
                new.append(entry)
        self.passed_over += len(batch) - len(new)
        return new

    def _take(self, entry: Entry, done: Done) -> None:
        self._added.append(entry.digest)
        if done.fault is not None:
            self._quarantine.write(quarantine_line(done.fault))

    def _commit(self, lengths: Mapping[str, int], totals: Mapping[str, int]) -> None:
        """Sync the quarantine file, then commit the ledger; the caller has synced its own files."""
        self._quarantine.sync()
        with writing(self._ledger.path):
            self._ledger.commit(self._added, {**lengths, "quarantine": self._quarantine.length}, totals)
        self._under_way.difference_update(self._added)
        self._added.clear()

    def finish(self) -> None:
        """Remove the ledger, and the quarantine file where nothing is in it."""
        self._quarantine.close()
        if not self._quarantine.length:
            self._quarantine.discard()
        self._ledger.remove()

    def close(self) -> None:
        """Let go of the files."""
        self._quarantine.close()
        self._ledger.close()


class AppendedTarget(LedgerTarget):
    """A file to which each release adds what `written` makes of its JSON: a line, or the rows of a table."""

    def __init__(
        self, path: Path, *, quarantine: Path, fingerprint: str, written: Callable[[bytes], bytes], header: bytes = b""
    ) -> None:
        super().__init__(path, quarantine=quarantine, fingerprint=fingerprint)
        self._written = written
        self._facts = AppendedFile(path, self._ledger.lengths.get("facts", 0))
        self._facts.touch()
        if header and not self._facts.length:
            self._facts.write(header)
        self._committed = time.monotonic()

    def add(self, entry: Entry, done: Done) -> None:
        """Append."""
        self._facts.write(self._written(done.json))
        self._take(entry, done)

    def due(self) -> bool:
        """Every few seconds."""
        return time.monotonic() - self._committed >= COMMIT_SECONDS

    def commit(self, totals: Mapping[str, int]) -> None:
        """Sync the files, then commit the ledger."""
        self._facts.sync()
        self._commit({"facts": self._facts.length}, totals)
        self._committed = time.monotonic()

    def finish(self) -> None:
        """Close the file and clear away what was only for resuming."""
        self._facts.close()
        super().finish()

    def close(self) -> None:
        """Let go of the files."""
        self._facts.close()
        super().close()


class StreamTarget:
    """JSON lines to standard output: nothing to resume, faults are reported only."""

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream or sys.stdout.buffer
        self.totals: Mapping[str, int] = {}
        self.passed_over = self.copies = 0

    def pending(self, batch: Sequence[Entry]) -> list[Entry]:
        """All of them."""
        return list(batch)

    def add(self, entry: Entry, done: Done) -> None:
        """Write the line."""
        self._stream.write(done.json + b"\n")

    def due(self) -> bool:
        """At once, so that the next program in the pipe gets it."""
        return True

    def commit(self, totals: Mapping[str, int]) -> None:
        """Hand on what was written."""
        self._stream.flush()

    def finish(self) -> None:
        """Nothing to clear away."""

    def close(self) -> None:
        """Nothing to let go of."""
