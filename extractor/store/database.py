"""The fact store: releases with their facts, diagnostics, runs and the ledger, written in whole transactions.

One class serves the embedded store (an SQLite file in WAL mode: others read while one writes) and PostgreSQL;
what differs between them is in `Dialect`.
"""

import contextlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.columns import FACT_COLUMNS, RELEASE_COLUMNS, decoded, fact_rows, release_cells
from extractor.errors import FactwireError
from extractor.store.likeness import CANDIDATES, correction, key_of, likeness_of, precedes
from extractor.store.schema import MIGRATIONS

__all__ = ["Arrival", "Dialect", "Store", "document_of"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One item with what became of it. `document` is the JSON of its facts; a fault has none."""

    digest: bytes
    source: str
    name: str = ""
    content: str = ""
    document: bytes | None = None
    fault: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database differs: its column types, its mark for a parameter, and how a transaction that writes begins."""

    types: Mapping[str, str]
    mark: str
    begin: tuple[str, ...]
    read_version: Callable[[Any], int]
    write_version: Callable[[Any, int], None]
    errors: tuple[type[Exception], ...]


class Store:
    """An open store. `connection` is a DB-API connection in autocommit mode; every write is its own transaction."""

    def __init__(self, connection: Any, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect
        self._migrate()

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        """Run one statement, with `?` for each value. Raises FactwireError where the database fails or is gone."""
        try:
            return self._connection.execute(statement.replace("?", self._dialect.mark), [_clean(v) for v in values])
        except self._dialect.errors as error:
            raise _failed(error) from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; waits for another writer to end."""
        try:
            for statement in self._dialect.begin:
                self._connection.execute(statement)
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            with contextlib.suppress(*self._dialect.errors):
                self._connection.execute("ROLLBACK")
            if isinstance(error, self._dialect.errors):
                raise _failed(error) from error
            raise

    def _migrate(self) -> None:
        if self._dialect.read_version(self._connection) == len(MIGRATIONS):
            return
        with self.transaction():
            version = self._dialect.read_version(self._connection)
            if version > len(MIGRATIONS):
                raise ValueError(f"version {version}, but this factwire knows {len(MIGRATIONS)}; use a newer one")
            for migration in MIGRATIONS[version:]:
                for statement in migration:
                    self._connection.execute(statement.format_map(self._dialect.types))
            self._dialect.write_version(self._connection, len(MIGRATIONS))

    def begin_run(self, *, fingerprint: str, command: str, version: str, now: str) -> tuple[int, dict[str, int]]:
        """A new run, or the one of the same fingerprint that was left unfinished, with its counts."""
        with self.transaction():
            found = self.execute(
                "SELECT run, totals FROM runs WHERE fingerprint = ? AND finished IS NULL ORDER BY run DESC LIMIT 1",
                (fingerprint,),
            ).fetchone()
            if found is not None:
                return int(found[0]), json.loads(found[1])
            row = self.execute(
                "INSERT INTO runs (fingerprint, command, version, started) VALUES (?, ?, ?, ?) RETURNING run",
                (fingerprint, command, version, now),
            ).fetchone()
        return int(row[0]), {}

    def finish_run(self, run: int, *, now: str) -> None:
        """The run is complete."""
        with self.transaction():
            self.execute("UPDATE runs SET finished = ? WHERE run = ?", (now, run))

    def known(self, digests: Sequence[bytes], *, run: int) -> set[bytes]:
        """Those of the digests that the ledger has or that failed in this run; other faults are tried again."""
        marks = ", ".join("?" * len(digests))
        found = self.execute(
            f"SELECT digest FROM ledger WHERE digest IN ({marks}) "
            f"UNION SELECT digest FROM faults WHERE run = ? AND digest IN ({marks})",
            (*digests, run, *digests),
        )
        return {bytes(row[0]) for row in found}

    def has_content(self, contents: Sequence[str]) -> dict[str, bool]:
        """Those of the content hashes that a release has, in whatever version, and whether its day is known."""
        marks = ", ".join("?" * len(contents))
        found = self.execute(f"SELECT content, published FROM releases WHERE content IN ({marks})", contents)
        return {row[0]: row[1] is not None for row in found}

    def add(self, arrivals: Iterable[Arrival], *, run: int, totals: Mapping[str, int]) -> int:
        """Take items, their facts and the ledger in one transaction; what the ledger has already is passed over.

        How many came with facts and are copies of what is there.
        """
        copies = 0
        with self.transaction():
            for arrival in arrivals:
                copies += self._add(replace(arrival, source=_clean(arrival.source), name=_clean(arrival.name)), run)
            self.execute("UPDATE runs SET totals = ? WHERE run = ?", (json.dumps(dict(totals)), run))
        return copies

    def _add(self, arrival: Arrival, run: int) -> bool:
        """Take one item; whether it came with facts that are there already."""
        if self.known([arrival.digest], run=run):
            return False
        if arrival.fault is not None:
            self.execute(
                "INSERT INTO faults (digest, source, release_id, code, message, excerpt, run) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET "
                "code = excluded.code, message = excluded.message, run = excluded.run",
                (arrival.digest, *(arrival.fault[k] for k in _FAULT), run),
            )
            return False
        release = self._same(arrival)
        copied = release is not None and arrival.document is not None
        if release is None and arrival.document is not None:
            release = self._add_release(arrival, arrival.document, run)
        if release is None:
            return False
        self.execute("DELETE FROM faults WHERE digest = ?", (arrival.digest,))
        self.execute(
            "INSERT INTO ledger (digest, source, release, run) VALUES (?, ?, ?, ?)",
            (arrival.digest, arrival.source, release, run),
        )
        return copied

    def _same(self, arrival: Arrival) -> int | None:
        """The release that has this content. An older version that comes again under its name is the latest again,
        unless the latest came under another name: that one corrects it, whatever is sent again.
        """
        found = self.execute(
            "SELECT release, name, latest FROM releases WHERE content = ?", (arrival.content,)
        ).fetchone()
        if found is None:
            return None
        release, name, latest = found
        if not latest and self._stands_for(arrival.name) == name:
            of_name = self.execute(
                "SELECT release FROM releases WHERE name = ? AND latest = 1 AND came_as = ?", (name, arrival.name)
            ).fetchone()
            if of_name is not None:
                self.execute("UPDATE releases SET latest = 0 WHERE release = ?", (of_name[0],))
                self.execute("UPDATE releases SET latest = 1 WHERE release = ?", (release,))
        return int(release)

    def _stands_for(self, name: str) -> str:
        """The name of the release that the one of this name has been seen to correct, or the name itself."""
        found = self.execute("SELECT stands_for FROM aliases WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else name

    def _add_release(self, arrival: Arrival, document: bytes, run: int) -> int:
        facts = decoded(document)
        place = self._place(self._stands_for(arrival.name), facts)
        info = facts["release"]
        cells = dict(
            zip((column.name for column in RELEASE_COLUMNS), release_cells(facts, with_text=False), strict=True)
        )
        cells |= {name: info.get(name) for name in ("language", "characters", "text")}
        cells |= {"name": place.name, "version": place.version, "latest": int(place.latest), "reason": place.reason}
        cells |= {"came_as": arrival.name, "content": arrival.content, "likeness": key_of(facts), "run": run}
        if place.latest and place.version > 1:
            self.execute("UPDATE releases SET latest = 0 WHERE name = ? AND latest = 1", (place.name,))
        row = self.execute(
            f"INSERT INTO releases ({', '.join(cells)}, document) "
            f"VALUES ({', '.join('?' * len(cells))}, ?) RETURNING release",
            (*cells.values(), _packed(document)),
        ).fetchone()
        release = int(row[0])
        rows = [(release, *map(_clean, values)) for values in fact_rows(facts)]
        self._connection.cursor().executemany(_ADD_FACT.replace("?", self._dialect.mark), rows)
        for said in facts["diagnostics"]:
            self.execute(
                "INSERT INTO diagnostics VALUES (?, ?, ?, ?, ?, ?)",
                (release, said["severity"], said["code"], said["message"], said.get("start"), said.get("end")),
            )
        return release

    def _place(self, name: str, facts: Mapping[str, Any]) -> "_Place":
        """Which version of what a release is: of its name, or under another name of the one that it corrects."""
        version = self._last_version(name)
        if version:
            return _Place(name, version + 1, True, "came under the same name")
        new = likeness_of(facts)
        if new is None:
            return _Place(name)
        alike = self.execute(
            "SELECT name, source, document FROM releases WHERE likeness = ? AND latest = 1 "
            "ORDER BY release DESC LIMIT ?",
            (new.key, CANDIDATES),
        )
        for corrected, source, packed in alike.fetchall():
            old = likeness_of(decoded(document_of(packed)))
            if old is not None and (why := correction(new, old)):
                self.execute("INSERT INTO aliases (name, stands_for) VALUES (?, ?)", (name, corrected))
                reason = f"as {source or corrected}: {why}"
                return _Place(corrected, self._last_version(corrected) + 1, not precedes(new, old), reason)
        return _Place(name)

    def _last_version(self, name: str) -> int:
        row = self.execute("SELECT max(version) FROM releases WHERE name = ?", (name,)).fetchone()
        return row[0] or 0

    def documents(self, *, every_version: bool = False) -> Iterator[bytes]:
        """The JSON of every release, in the order in which they came; the latest versions or all."""
        last = 0
        chosen = "" if every_version else "AND latest = 1"
        while True:
            statement = f"SELECT release, document FROM releases WHERE release > ? {chosen} ORDER BY release LIMIT 200"
            rows = self.execute(statement, (last,)).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield from (document_of(row[1]) for row in rows)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a release stands among the versions of its name; `reason` says why it is a further one."""

    name: str
    version: int = 1
    latest: bool = True
    reason: str | None = None


def _failed(error: Exception) -> FactwireError:
    why = " ".join(str(error).split()) or type(error).__name__
    return FactwireError(f"the store cannot be used: {why}; {_AGAIN}")


_AGAIN = "once that is mended, give the same command again: it goes on with what is not done"
_FAULT = "source", "id", "code", "message", "excerpt"
_NAMES = ", ".join(f'"{column.name}"' for column in FACT_COLUMNS)
_ADD_FACT = f"INSERT INTO facts (release, {_NAMES}) VALUES (?, {', '.join('?' * len(FACT_COLUMNS))})"


def _clean(value: Any) -> Any:
    """NUL cannot stand in a PostgreSQL text, and ends a string in SQLite's functions; its picture stands for it."""
    return value.replace("\0", "␀") if isinstance(value, str) else value


def _packed(document: bytes) -> bytes:
    return zlib.compress(document, 6)


def document_of(packed: bytes) -> bytes:
    """The JSON in the column `document`."""
    return zlib.decompress(packed)
