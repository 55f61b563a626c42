"""The embedded store: one SQLite file in WAL mode."""

import re
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Decimal, localcontext
from pathlib import Path
from typing import Any

from extractor.errors import FactwireError, InputError
from extractor.store.database import Dialect, Store, document_of
from extractor.store.schema import SQLITE_TYPES

__all__ = ["DAMAGED", "ask", "connect_to_read", "open_store", "read_store"]

DAMAGED = sqlite3.Error, zlib.error, UnicodeDecodeError
"""What reading a damaged store raises; the last where SQLite quotes bytes of it that are no text."""

WAIT_SECONDS = 60.0
"""For another writer to end its transaction."""

READ_WAIT_SECONDS = 10.0
"""For one that keeps even readers out."""

MARK = 0x66616374
"""`application_id` of a fact store ("fact"): what tells it from another SQLite file."""


def _read_version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _write_version(connection: Any, version: int) -> None:
    connection.execute(f"PRAGMA application_id = {MARK}")
    connection.execute(f"PRAGMA user_version = {version}")


SQLITE = Dialect(SQLITE_TYPES, "?", ("BEGIN IMMEDIATE",), _read_version, _write_version, DAMAGED)


def open_store(path: Path) -> Store:
    """Open a store to write into it, made if it is not there; refuses a file that is something else."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)
    except sqlite3.Error as error:
        raise InputError(f"{path}: cannot be opened as a fact store ({error}); is its folder there?") from error
    try:
        _refuse_other(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return Store(connection, SQLITE)
    except (sqlite3.DatabaseError, ValueError) as error:
        connection.close()
        raise InputError(f"{path}: cannot be opened as a fact store ({error}); may its folder be written?") from error
    except FactwireError:
        connection.close()
        raise


def _refuse_other(connection: sqlite3.Connection, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and connection.execute("PRAGMA application_id").fetchone()[0] != MARK:
        raise InputError(f"{path}: is a database, but not a fact store; name another file")


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection to a store that only reads. Raises InputError where there is no store, or none that can be read."""
    if re.match("postgres(ql)?:/", str(path)):  # its name may hold a password: it is not repeated
        raise InputError(
            "this reads a fact store that is a file; ask a store in PostgreSQL by psql, which has the views"
        )
    if not path.is_file():
        raise InputError(f"{path}: no such fact store; `factwire batch … --out {path}` makes one")
    try:
        return _opened(path, "mode=ro")
    except sqlite3.OperationalError as error:
        # Where its folder cannot be written SQLite cannot make the files that it shares with writers; there are none.
        wal = path.with_name(f"{path.name}-wal")
        if not re.search("unable to open|readonly", str(error)) or (wal.exists() and wal.stat().st_size):
            raise InputError(f"{path}: cannot be read ({error}); is another program writing it?") from error
    except DAMAGED as error:
        raise InputError(f"{path}: no fact store, or a damaged one ({error})") from error
    try:
        return _opened(path, "mode=ro&immutable=1")
    except DAMAGED as error:
        raise InputError(f"{path}: cannot be read ({error})") from error


def _opened(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=READ_WAIT_SECONDS)
    try:
        _refuse_other(connection, path)
        if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'releases'").fetchone()[0]:
            raise InputError(f"{path}: no fact store: it is empty; `factwire batch … --out {path}` fills one")
    except BaseException:
        connection.close()
        raise
    return connection


class read_store:  # noqa: N801  used like `open`
    """A store that is only read, also while others write; a context manager, which tells where a store is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = connect_to_read(path)

    def __enter__(self) -> "read_store":
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._connection.close()
        if isinstance(error, DAMAGED):
            advice = "restore it from a copy, or run the batch into a new store"
            raise InputError(f"{self._path}: is damaged ({error}); {advice}") from error

    def documents(self, *, every_version: bool = False) -> Iterator[bytes]:
        """The JSON of every release as of now, in the order in which they came."""
        chosen = "" if every_version else "WHERE latest = 1"
        for (document,) in self._connection.execute(f"SELECT document FROM releases {chosen} ORDER BY release"):
            yield document_of(document)

    def execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """The answer to a question. Raises InputError where the store is of an older version, or damaged."""
        try:
            return self._connection.execute(statement, values)
        except sqlite3.Error as error:
            advice = "`factwire batch` or `watch` into it brings it up to date"
            raise InputError(f"{self._path}: cannot be asked ({error}); {advice}") from error


class _ExactSum:
    """SQL's sum over exact columns, with every digit, as text; nothing where there is nothing to add up."""

    def __init__(self) -> None:
        self._sum: Decimal | None = None

    def step(self, digits: str | float | None) -> None:
        if digits is not None:
            with localcontext(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN):
                self._sum = (self._sum or Decimal(0)) + Decimal(digits)

    def finalize(self) -> str | None:
        return None if self._sum is None else format(self._sum, "f")


_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}


def _only_reading(action: int, name: str | None, *_: str | None) -> int:
    reads_schema = action == sqlite3.SQLITE_PRAGMA and name in ("table_info", "table_list", "index_list")
    return sqlite3.SQLITE_OK if action in _ALLOWED or reads_schema else sqlite3.SQLITE_DENY


def ask(path: Path, question: str) -> tuple[Sequence[str], Iterator[tuple[object, ...]]]:
    """The names of the columns and the rows of an SQL query; anything that would write or attach is refused.

    Raises InputError with the database's own words where the query is wrong.
    """
    connection = connect_to_read(path)
    connection.create_function("document", 1, lambda packed: document_of(packed).decode(), deterministic=True)
    connection.create_aggregate("exact_sum", 1, _ExactSum)  # type: ignore[arg-type]  # typeshed knows only whole numbers
    connection.set_authorizer(_only_reading)
    try:
        cursor = connection.execute(question)
    except (*DAMAGED, sqlite3.Warning) as error:
        connection.close()
        wrong = "a store is only read by queries" if "not authorized" in str(error) else str(error)
        raise InputError(f"{path}: the query cannot be run: {wrong}") from error
    if cursor.description is None:
        connection.close()
        raise InputError(f"{path}: the query cannot be run: it selects nothing")
    return [column[0] for column in cursor.description], _rows(connection, cursor, path)


def _rows(connection: sqlite3.Connection, cursor: sqlite3.Cursor, path: Path) -> Iterator[tuple[object, ...]]:
    try:
        yield from cursor
    except DAMAGED as error:
        raise InputError(f"{path}: the query broke off: {error}") from error
    finally:
        connection.close()
