"""The fact store as a target: the ledger is a table of the store, so facts and ledger commit in one transaction."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from extractor.archive.items import OUTSIDE, Entry, content_hash
from extractor.archive.work import Done
from extractor.documents import Release
from extractor.read.plain import release_of
from extractor.store.database import Arrival, Store
from extractor.version import __version__

__all__ = ["StoreTarget", "name_of"]

COMMIT_SECONDS = 1.0
COMMIT_ITEMS = 500


class StoreTarget:
    """Takes what a store does not have yet.

    The same content under another name becomes an entry of the ledger that points to the release that is there; other
    content under the same name becomes the release's next version. What failed before is tried again.
    """

    def __init__(
        self, store: Store, *, fingerprint: str, command: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._now = now
        self._run, totals = store.begin_run(
            fingerprint=fingerprint, command=command, version=__version__, now=now().isoformat(timespec="seconds")
        )
        self.totals: Mapping[str, int] = totals
        self.passed_over = 0
        self.copies = 0
        self._under_way: set[bytes] = set()
        self._contents: dict[bytes, str] = {}
        self._waiting: list[Arrival] = []
        self._committed = time.monotonic()

    def pending(self, batch: Sequence[Entry]) -> list[Entry]:
        """The entries whose place and content the ledger does not have; known content only needs its entry there."""
        known = self._store.known([entry.digest for entry in batch], run=self._run) | self._under_way
        hashes = {e.digest: _contents(e.item) for e in batch if isinstance(e.item, Release)}
        have = self._store.has_content([each for pair in hashes.values() for each in pair]) if hashes else {}
        new = []
        for entry in batch:
            if entry.digest in known:
                self.passed_over += 1
                continue
            known.add(entry.digest)
            self._under_way.add(entry.digest)
            content = _there(have, *hashes.get(entry.digest, ("", "")))
            if content:
                self.passed_over += 1
                self._contents[entry.digest] = content
                new.append(replace(entry, known=True))
            else:
                new.append(entry)
        return new

    def add(self, entry: Entry, done: Done) -> None:
        """Take one outcome; an entry that is known has none."""
        item = entry.item
        if done.fault is not None:
            said = {"source": entry.source, "id": item.id, "code": done.fault.code}
            said |= {"message": done.fault.message, "excerpt": done.fault.excerpt}
            self._waiting.append(Arrival(entry.digest, entry.source, fault=said))
        elif isinstance(item, Release):
            document = None if entry.known else done.json
            content = self._contents.pop(entry.digest, None) or _content_of(item, done.json)
            self._waiting.append(Arrival(entry.digest, entry.source, name_of(item), content, document))

    def due(self) -> bool:
        """Every second, and before much is held in memory."""
        return len(self._waiting) >= COMMIT_ITEMS or time.monotonic() - self._committed >= COMMIT_SECONDS

    def commit(self, totals: Mapping[str, int]) -> None:
        """Facts, releases, ledger and counts in one transaction."""
        self.copies += self._store.add(self._waiting, run=self._run, totals=totals)
        self._under_way.difference_update(arrival.digest for arrival in self._waiting)
        self._waiting.clear()
        self._committed = time.monotonic()

    def finish(self) -> None:
        """Mark the run as finished."""
        self._store.finish_run(self._run, now=self._now().isoformat(timespec="seconds"))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()


class _Dated(msgspec.Struct):
    published: str | None = None
    published_from: str | None = None


class _Head(msgspec.Struct):
    """What of the JSON of facts says which content they are of."""

    release: _Dated


def _content_of(release: Release, document: bytes) -> str:
    """The digest of the content whose facts a document holds: a day beside the text counts where the text has none."""
    said = msgspec.json.decode(document, type=_Head).release
    return content_hash(release.text, said.published if said.published_from in OUTSIDE else None)


def _contents(release: Release) -> tuple[str, str]:
    """The digests that the content may have: with the day beside the text, and as of a text that states its own."""
    day = release.published or release.stated
    return content_hash(release.text, day), content_hash(release.text, None) if release.published is None else ""


def _there(have: Mapping[str, bool], given: str, own: str) -> str:
    """Which of the digests the store has; that of the text alone counts where the text states its day, or none is."""
    return given if given in have else own if have.get(own) else ""


def name_of(release: Release) -> str:
    """What makes two texts versions of one release: the id that it bears, else the file that it is.

    A record without an id, in a file with others, has no name but its content: its place there says nothing.
    """
    if release.id != release_of(release.text).id:
        return f"id:{release.id}"
    if release.source and release.source != "-" and not re.search(r":\d+$", release.source):
        return f"file:{release.source}"
    return release.id
