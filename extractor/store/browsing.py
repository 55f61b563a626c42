"""What people and programs look for in an embedded store: releases by their words, facts by their fields."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from extractor.columns import FACT_COLUMNS
from extractor.errors import InputError
from extractor.store.database import document_of
from extractor.store.sqlite import DAMAGED, connect_to_read

__all__ = ["Browsing", "Found", "Order"]

Order = Literal["newest", "unsure"]

SUMMARY = "release_id", "source", "published", "place", "wire", "headline", "language", "characters", "release"
SEARCHED = "headline", "source", "name", "release_id", "place"


@dataclass(frozen=True, slots=True)
class Found:
    """Some rows of an answer, and how many there are in all."""

    total: int
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Browsing:
    """Reads one store; each question opens it anew, so that any thread may ask while others write."""

    path: Path

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        connection = connect_to_read(self.path)
        try:
            connection.row_factory = sqlite3.Row
            yield connection
        except DAMAGED as error:
            raise InputError(f"{self.path}: cannot be read ({error})") from error
        finally:
            connection.close()

    def releases(self, words: str = "", *, order: Order = "newest", limit: int = 50, skip: int = 0) -> Found:
        """The latest versions of releases whose headline, source, id or place has these words, each with its facts.

        `newest`: by day of publication, those without one last. `unsure`: by the least confidence of a fact.
        """
        where, values = _matching(words)
        with self._asking() as asking:
            total = asking.execute(f"SELECT count(*) FROM releases WHERE latest = 1{where}", values).fetchone()[0]
            sure = order == "unsure" and "confidence" in _columns(asking)
            by = _UNSURE if sure else "published IS NULL, published DESC, release DESC"
            rows = asking.execute(
                f"SELECT {', '.join(SUMMARY)} FROM releases WHERE latest = 1{where} ORDER BY {by} LIMIT ? OFFSET ?",
                (*values, limit, skip),
            ).fetchall()
            return Found(total, [_summary(asking, row) for row in rows])

    def failed(self, *, limit: int = 50, skip: int = 0) -> Found:
        """What could not be worked off, with its reason, the last first."""
        with self._asking() as asking:
            total = asking.execute("SELECT count(*) FROM faults").fetchone()[0]
            rows = asking.execute(
                "SELECT release_id, source, code, message FROM faults ORDER BY run DESC, source LIMIT ? OFFSET ?",
                (limit, skip),
            )
            return Found(total, [dict(row) for row in rows])

    def release(self, ident: str) -> tuple[bytes, str | None] | None:
        """The JSON of the latest release of this id, and its text where the store has it."""
        with self._asking() as asking:
            row = asking.execute(
                "SELECT document, text FROM releases WHERE release_id = ? ORDER BY latest DESC, release DESC LIMIT 1",
                (ident,),
            ).fetchone()
            return (document_of(row["document"]), row["text"]) if row else None

    def facts(self, wanted: Mapping[str, str], *, limit: int = 100, skip: int = 0) -> list[dict[str, Any]]:
        """Facts of the latest versions whose columns hold these values, the last that came first: metric and subject
        anywhere in the words.

        Numbers come with all their digits.
        """
        parts, values = _filters(wanted)
        where = "".join(f" AND {part}" for part in parts)
        with self._asking() as asking:
            rows = asking.execute(
                f"SELECT r.release_id, r.source, r.published, r.headline, {_FACT} "
                f"FROM facts f JOIN releases r ON r.release = f.release WHERE r.latest = 1{where} "
                "ORDER BY f.rowid DESC LIMIT ? OFFSET ?",
                (*values, limit, skip),
            ).fetchall()
        return [_row(row) for row in rows]


def _row(row: sqlite3.Row) -> dict[str, Any]:
    """What is known of a fact."""
    known = {name: row[name] for name in row.keys() if row[name] is not None}  # noqa: SIM118  a Row is no mapping
    return {name: Decimal(value) if name in _DOUBLED else value for name, value in known.items()}


_UNSURE = (
    "(SELECT min(confidence) FROM facts WHERE facts.release = releases.release) IS NULL, "
    "(SELECT min(confidence) FROM facts WHERE facts.release = releases.release), release"
)

_DOUBLED = {column.name.removesuffix("_exact") for column in FACT_COLUMNS if column.type == "exact"}
_FACT = ", ".join(f'f."{c.name}" AS "{c.name.removesuffix("_exact")}"' for c in FACT_COLUMNS if c.name not in _DOUBLED)

INSIDE = frozenset(("metric", "subject"))
EQUAL = frozenset(("kind", "unit", "period", "status", "direction", "basis", "section"))


def _filters(wanted: Mapping[str, str]) -> tuple[list[str], list[str]]:
    parts, values = [], []
    for name, value in wanted.items():
        if name in INSIDE:
            parts.append(f"f.rowid IN (SELECT rowid FROM facts WHERE {name} LIKE ? ESCAPE '\\')")
            values.append(f"%{_literal(value)}%")
        elif name in EQUAL:
            parts.append(f"f.{name} = ?")
            values.append(value)
        elif name == "release":
            parts.append("r.release_id = ?")
            values.append(value)
    return parts, values


def _matching(words: str) -> tuple[str, list[str]]:
    """Every word must be in one of the columns."""
    wanted = words.split()[:8]
    one = " OR ".join(f"{name} LIKE ? ESCAPE '\\'" for name in SEARCHED)
    return f" AND ({one})" * len(wanted), [f"%{_literal(word)}%" for word in wanted for _ in SEARCHED]


def _literal(words: str) -> str:
    """Words as LIKE takes them as they are."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _columns(asking: sqlite3.Connection) -> Sequence[str]:
    return [row[1] for row in asking.execute("PRAGMA table_info(facts)")]


def _summary(asking: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    """A release in a list: without its key in the store, with its number of facts by kind."""
    told = {name: row[name] for name in SUMMARY[:-1]}
    kinds = asking.execute("SELECT kind, count(*) FROM facts WHERE release = ? GROUP BY kind", (row["release"],))
    return told | {"facts": dict(kinds.fetchall())}
