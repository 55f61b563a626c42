"""The Parquet target: part after part beside the target, moved into its place when the last one is whole.

A part is the unit that is committed, for a Parquet file is good only once it is closed. Parts end after a number of
rows, so a run that was resumed cuts them at the same places as one that was not.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from extractor.archive.items import Entry
from extractor.archive.ledger import sync_folder
from extractor.archive.targets import LedgerTarget, writing
from extractor.archive.work import Done
from extractor.columns import decoded
from extractor.emit.parquet import ParquetFile, parquet_schema
from extractor.errors import SettingsError

__all__ = ["ParquetTarget"]

PART_ROWS = 100_000


class ParquetTarget(LedgerTarget):
    """One file of facts, or a folder of parts where there are more than `part_rows` rows."""

    def __init__(
        self, path: Path, *, quarantine: Path, fingerprint: str, part_rows: int = PART_ROWS, with_text: bool = False
    ) -> None:
        parquet_schema(with_text=with_text)  # says at once where the extra is missing
        for folder in (path, path.with_name(path.name + ".part")):
            _refuse_other(folder)
        super().__init__(path, quarantine=quarantine, fingerprint=fingerprint)
        self._path = path
        self._with_text = with_text
        self._folder = path.with_name(path.name + ".part")
        self._part_rows = part_rows
        self._parts = self._ledger.lengths.get("parts", 0)
        self._moving = bool(self._ledger.lengths.get("moving", 0))
        self._part: ParquetFile | None = None
        if not self._moving:
            self._folder.mkdir(exist_ok=True)
            for left in self._folder.iterdir():
                if left.name not in {_name(n) for n in range(self._parts)}:
                    left.unlink()

    def add(self, entry: Entry, done: Done) -> None:
        """Add the facts to the part that is being written."""
        with writing(self._path):
            if self._part is None:
                self._part = ParquetFile(self._folder / _name(self._parts), with_text=self._with_text)
            self._part.add(decoded(done.json))
        self._take(entry, done)

    def due(self) -> bool:
        """Whether the part is full."""
        return self._part is not None and self._part.rows >= self._part_rows

    def commit(self, totals: Mapping[str, int]) -> None:
        """Close the part, sync it, then commit the ledger."""
        if self._moving:
            return
        if self._part is not None:
            with writing(self._path):
                self._part.close()
                with (self._folder / _name(self._parts)).open("rb+") as file:
                    os.fsync(file.fileno())
            self._part = None
            self._parts += 1
        sync_folder(self._folder)
        self._commit({"parts": self._parts}, totals)

    def finish(self) -> None:
        """Move the parts into the target's place; a run that is killed meanwhile goes on with the move."""
        if not self._parts:
            ParquetFile(self._folder / _name(0), with_text=self._with_text).close()
            self._parts = 1
        self._moving = True
        self._commit({"parts": self._parts, "moving": 1}, self._ledger.totals)
        if self._folder.exists():
            _remove(self._path)
            if self._parts == 1:
                (self._folder / _name(0)).replace(self._path)
                self._folder.rmdir()
            else:
                self._folder.replace(self._path)
            sync_folder(self._path.parent)
        super().finish()

    def close(self) -> None:
        """Let go of the files; a part that is not whole is left to be done again."""
        if self._part is not None:
            with contextlib.suppress(OSError):
                self._part.close()
            self._part = None
        super().close()


def _name(part: int) -> str:
    return f"part-{part:05}.parquet"


def _refuse_other(folder: Path) -> None:
    """Refuse a folder that would be removed though there are files in it that no run has written."""
    if folder.is_dir():
        other = next(
            (each.name for each in folder.iterdir() if not re.fullmatch(r"part-\d{5}\.parquet", each.name)), ""
        )
        if other or folder.is_symlink():
            raise SettingsError(f"{folder}: is a directory that holds {other or 'files'} of yours; name another target")


def _remove(path: Path) -> None:
    if path.is_dir():
        _refuse_other(path)
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
