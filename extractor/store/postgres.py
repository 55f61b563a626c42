"""A fact store in PostgreSQL: the same tables, in the schema that the connection's `search_path` names."""

from typing import Any

from extractor.errors import InputError
from extractor.store.database import Dialect, Store
from extractor.store.schema import POSTGRES_TYPES

__all__ = ["is_postgres", "open_postgres", "shown_address"]

_OPEN = frozenset(("host", "hostaddr", "port", "dbname", "sslmode", "connect_timeout", "application_name", "options"))
"""Parameters of an address that may be shown; any other might be a password by another name."""

LOCK = 0x66616374


def is_postgres(target: str) -> bool:
    """Whether a target is the address of a PostgreSQL database."""
    return target.startswith(("postgresql://", "postgres://"))


def _read_version(connection: Any) -> int:
    connection.execute("CREATE TABLE IF NOT EXISTS factwire_version (version BIGINT NOT NULL)")
    row = connection.execute("SELECT max(version) FROM factwire_version").fetchone()
    return row[0] or 0


def _write_version(connection: Any, version: int) -> None:
    connection.execute("INSERT INTO factwire_version VALUES (%s)", (version,))


def open_postgres(address: str) -> Store:
    """Connect, and make the tables where they are not there."""
    try:
        import psycopg
    except ImportError as error:
        raise InputError("PostgreSQL is written by an extra: pip install 'factwire[postgres]'") from error
    # One writer at a time, as in the embedded store: versions and duplicates are decided inside the transaction.
    begin = ("BEGIN", f"SELECT pg_advisory_xact_lock({LOCK})")
    dialect = Dialect(POSTGRES_TYPES, "%s", begin, _read_version, _write_version, (psycopg.Error,))
    try:
        return Store(psycopg.connect(address, autocommit=True), dialect)
    except psycopg.ProgrammingError as error:
        # What the driver says of an address that it cannot read may quote the password.
        raise InputError(f"{shown_address(address)}: is no address of a PostgreSQL database") from error
    except psycopg.Error as error:
        raise InputError(f"{shown_address(address)}: cannot be used: {' '.join(str(error).split())}") from error
    except ValueError as error:
        raise InputError(f"the store's tables are of {error}") from error


def shown_address(address: str) -> str:
    """The address without what is secret: no user, and of parameters only the names, but for some.

    >>> shown_address("postgresql://u:pw@host/db?password=pw&sslmode=require")
    'postgresql://host/db?password=…&sslmode=require'
    """
    scheme, _, rest = address.partition("://")
    rest, mark, query = rest.partition("?")
    host = rest.rpartition("@")[2]
    pairs = [pair.partition("=") for pair in query.split("&")]
    said = "&".join(f"{key}={value if key.lower() in _OPEN else '…'}" if sign else "…" for key, sign, value in pairs)
    return f"{scheme}://{host}{mark}{said if mark else ''}"
