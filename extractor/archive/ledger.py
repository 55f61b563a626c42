"""The ledger of a run into files: which items are done, and how long each file is with exactly those in it.

The order that makes a run resumable: the lines are written, the files are flushed and synced to disk, then the ledger
commits the new items and the new lengths in one transaction. A run that is killed in between leaves files that are
longer than the ledger says; the next run cuts them back. So facts and ledger always agree.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from extractor.errors import SettingsError

__all__ = ["Ledger", "sync_folder"]

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS run (fingerprint TEXT NOT NULL, lengths TEXT NOT NULL, totals TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS done (digest BLOB PRIMARY KEY) WITHOUT ROWID",
)


class Ledger:
    """One SQLite file beside the target, there while a run is unfinished and gone when it is complete."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        try:
            self._database = sqlite3.connect(path, isolation_level=None, timeout=0.5)
        except sqlite3.OperationalError as error:
            raise SettingsError(f"{path}: cannot be written ({error}); may its folder be written?") from error
        try:
            row = self._begin()
            lengths, totals = (json.loads(row[1]), json.loads(row[2])) if row else ({}, {})
        except sqlite3.OperationalError as error:
            self._database.close()
            if "locked" in str(error):
                raise SettingsError(f"{path}: another run is writing this target; wait for it or stop it") from error
            raise SettingsError(f"{path}: cannot be written ({error}); may its folder be written?") from error
        except (sqlite3.DatabaseError, ValueError) as error:
            self._database.close()
            raise SettingsError(f"{path}: no ledger of a run ({error}); remove it to start over") from error
        #: Whether a run by the same program over the same sources was left unfinished here.
        self.resumed = row is not None and row[0] == fingerprint
        #: Whether an unfinished run of another kind was given up.
        self.replaced = row is not None and not self.resumed
        #: Length in bytes of each file, and the run's counts, as of the last commit.
        self.lengths: dict[str, int] = lengths if self.resumed else {}
        self.totals: dict[str, int] = totals if self.resumed else {}
        try:
            self._note(fingerprint)
        except sqlite3.OperationalError as error:
            self._database.close()
            raise SettingsError(f"{path}: cannot be written ({error}); is there room on its disk?") from error
        sync_folder(path.parent)

    def _note(self, fingerprint: str) -> None:
        """Note a run that begins, and leave the file in a transaction for what it does first."""
        if not self.resumed:
            self._database.execute("DELETE FROM run")
            self._database.execute("DELETE FROM done")
            self._database.execute("INSERT INTO run VALUES (?, '{}', '{}')", (fingerprint,))
        self._database.execute("COMMIT")
        self._database.execute("BEGIN IMMEDIATE")

    def _begin(self) -> tuple[str, str, str] | None:
        """Take the file, which is nobody else's, and say what the last run left there."""
        # The exclusive lock keeps a second run away from the same target for as long as this one lives.
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("BEGIN EXCLUSIVE")
        there = {" ".join(row[0].split()) for row in self._database.execute("SELECT sql FROM sqlite_master")}
        ours = {" ".join(statement.replace("IF NOT EXISTS ", "").split()) for statement in SCHEMA}
        if there - ours:
            raise ValueError("it is another program's database")
        for statement in SCHEMA:
            self._database.execute(statement)
        row: tuple[str, str, str] | None = self._database.execute(
            "SELECT fingerprint, lengths, totals FROM run"
        ).fetchone()
        return row

    def known(self, digests: Sequence[bytes]) -> set[bytes]:
        """Those of the digests that are done."""
        found = self._database.execute(
            f"SELECT digest FROM done WHERE digest IN ({','.join('?' * len(digests))})", digests
        )
        return {row[0] for row in found}

    def commit(self, digests: Iterable[bytes], lengths: Mapping[str, int], totals: Mapping[str, int]) -> None:
        """Record items, the files' lengths and the counts; the caller has synced the files."""
        self._database.executemany("INSERT OR IGNORE INTO done VALUES (?)", ((d,) for d in digests))
        self._database.execute("UPDATE run SET lengths = ?, totals = ?", (json.dumps(lengths), json.dumps(totals)))
        self._database.execute("COMMIT")
        self._database.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Let go; the run can be resumed."""
        with suppress(sqlite3.Error):
            self._database.rollback()
        self._database.close()

    def remove(self) -> None:
        """The run is complete."""
        self.close()
        self.path.unlink(missing_ok=True)
        self.path.with_name(self.path.name + "-journal").unlink(missing_ok=True)
        sync_folder(self.path.parent)


def sync_folder(folder: Path) -> None:
    """Make names that were created or renamed in `folder` durable."""
    with suppress(OSError):  # some file systems cannot sync a folder, and then need not
        handle = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
