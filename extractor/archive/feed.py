"""Feeding a store: releases as they come in, each exactly once, by name or from a folder that is watched."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.archive.alone import SECONDS
from extractor.archive.outputs import open_named
from extractor.archive.run import Engine, InProcess, Reporter, Summary, run
from extractor.archive.sources import LEFT_ALONE, Sources
from extractor.archive.store_target import StoreTarget
from extractor.archive.work import Extraction
from extractor.read.containers import kind_of
from extractor.read.forms import passed_by
from extractor.read.places import shown
from extractor.settings import Settings

__all__ = ["FolderWatch", "feed_store", "kept_extraction"]

UNFINISHED = (".tmp", ".temp", ".swp", ".crdownload", ".filepart", "~", *LEFT_ALONE)


def feed_store(
    sources: Sources, store: str, *, settings: Settings, engine: Engine | None = None, reporter: Reporter | None = None
) -> Summary:
    """Add the releases of the sources to a store: a file, or the address of a PostgreSQL database.

    What the store has already is passed over: the same file, and the same content under another name. Other content
    under the same name (a release's own id, or else its file) becomes the release's next version.
    """
    sources.check()
    command = " ".join(["feed", *map(shown, sources.names)])
    target = StoreTarget(open_named(store), fingerprint=command, command=command)
    try:
        return run(sources, target, engine or InProcess(kept_extraction(settings)), reporter=reporter)
    finally:
        target.close()


def kept_extraction(settings: Settings) -> Extraction:
    """The work whose outcome goes into a store: the text is kept with the facts."""
    return Extraction(settings.model_copy(update={"with_text": True}), seconds=SECONDS)


@dataclass(slots=True)
class FolderWatch:
    """Finds what is new or changed below a folder, by size and time of change.

    A file is ready once it has stayed the same from one look to the next, so that one which is still being written is
    let be. What was ready is not ready again before it changes.
    """

    folder: Path
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    _handed: dict[str, tuple[int, int]] = field(default_factory=dict)

    def ready(self, *, settled: bool = False) -> list[str]:
        """The files to be read now, in the order of their names; with `settled` also those seen for the first time."""
        now = dict(self._look())
        found = [
            path
            for path, state in sorted(now.items())
            if self._handed.get(path) != state and (settled or self._seen.get(path) == state)
        ]
        self._seen = now
        self._handed = {path: state for path, state in self._handed.items() if path in now}
        self._handed.update((path, now[path]) for path in found)
        return found

    def _look(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for folder, folders, names in os.walk(self.folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if name.startswith(".") or name.endswith(UNFINISHED) or (passed_by(name) and not kind_of(name)):
                    continue
                path = os.path.join(folder, name)
                try:
                    state = os.stat(path)
                except OSError:
                    continue  # it went away between the two looks
                if stat.S_ISREG(state.st_mode):  # a pipe would be waited for, and for ever
                    yield path, (state.st_size, state.st_mtime_ns)
