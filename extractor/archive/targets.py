"""Where the facts go: the contract of every target, and the files that are only ever appended to."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from extractor.archive.items import Entry
from extractor.archive.ledger import Ledger, sync_folder
from extractor.archive.work import Done
from extractor.errors import InputError
from extractor.read.records import Fault

__all__ = ["AppendedFile", "JsonLinesTarget", "StreamTarget", "Target", "quarantine_line"]


class Target(Protocol):
    """Takes outcomes in the order of the source. What is added counts from the next `commit` on, all of it or none.

    `totals` are the counts of the unfinished run that this one goes on with, empty at a fresh start.
    """

    totals: Mapping[str, int]

    def pending(self, batch: Sequence[Entry]) -> list[Entry]:
        """The entries that are still to be done."""
        ...

    def add(self, entry: Entry, done: Done) -> None:
        """Take one outcome."""
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
        self._open().write(data)
        self.length += len(data)

    def sync(self) -> None:
        """Bring what was written to the disk."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file; one that is empty for want of content is removed by `discard`."""
        if self._file is not None:
            file, self._file = self._file, None
            file.close()

    def discard(self) -> None:
        """Remove the file."""
        self.close()
        self.path.unlink(missing_ok=True)


def quarantine_line(fault: Fault) -> bytes:
    """One line of a quarantine file: `source`, `id`, `code`, `message` and `excerpt`."""
    return msgspec.json.encode(fault) + b"\n"


class JsonLinesTarget:
    """One line a release, in the order of the source, with a ledger and a quarantine file beside it."""

    def __init__(self, path: Path, *, quarantine: Path, fingerprint: str) -> None:
        self._ledger = Ledger(path.with_name(path.name + ".ledger"), fingerprint)
        self.replaced = self._ledger.replaced
        self.totals: Mapping[str, int] = self._ledger.totals
        lengths = self._ledger.lengths
        self._facts = AppendedFile(path, lengths.get("facts", 0))
        self._facts.touch()
        self._quarantine = AppendedFile(quarantine, lengths.get("quarantine", 0))
        self._digests: list[bytes] = []

    def pending(self, batch: Sequence[Entry]) -> list[Entry]:
        """The entries that the ledger does not have."""
        known = self._ledger.known([entry.digest for entry in batch])
        return [entry for entry in batch if entry.digest not in known]

    def add(self, entry: Entry, done: Done) -> None:
        """Append the line."""
        self._facts.write(done.json + b"\n")
        if done.fault is not None:
            self._quarantine.write(quarantine_line(done.fault))
        self._digests.append(entry.digest)

    def commit(self, totals: Mapping[str, int]) -> None:
        """Sync the files, then commit the ledger."""
        self._facts.sync()
        self._quarantine.sync()
        lengths = {"facts": self._facts.length, "quarantine": self._quarantine.length}
        self._ledger.commit(self._digests, lengths, totals)
        self._digests.clear()

    def finish(self) -> None:
        """Remove the ledger, and the quarantine file where nothing is in it."""
        self._facts.close()
        self._quarantine.close()
        if not self._quarantine.length:
            self._quarantine.discard()
        self._ledger.remove()

    def close(self) -> None:
        """Let go of the files."""
        self._facts.close()
        self._quarantine.close()
        self._ledger.close()


class StreamTarget:
    """JSON lines to standard output: nothing to resume, faults are reported only."""

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream or sys.stdout.buffer
        self.totals: Mapping[str, int] = {}

    def pending(self, batch: Sequence[Entry]) -> list[Entry]:
        """All of them."""
        return list(batch)

    def add(self, entry: Entry, done: Done) -> None:
        """Write the line."""
        self._stream.write(done.json + b"\n")

    def commit(self, totals: Mapping[str, int]) -> None:
        """Hand on what was written."""
        self._stream.flush()

    def finish(self) -> None:
        """Nothing to clear away."""

    def close(self) -> None:
        """Nothing to let go of."""
