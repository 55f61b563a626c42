"""A store of either kind, opened to be read, and the questions that series answer."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from extractor.store.guidance import guidance_sql
from extractor.store.postgres import is_postgres, open_postgres
from extractor.store.schema import POSTGRES_TYPES, SQLITE_TYPES
from extractor.store.series import conflicts_sql, series_sql
from extractor.store.sqlite import read_store

__all__ = ["Reader", "open_reader"]

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Answers questions about one store; dates are `date` or ISO text, as the database has them."""

    rows: Callable[[str, Sequence[object]], Iterator[Row]]
    types: dict[str, str]

    def series(self, subjects: Sequence[str], metrics: Sequence[str]) -> list[Row]:
        """Lines of the view `series` of these keys; none given: of all."""
        return self._asked(series_sql, subjects, metrics)

    def conflicts(self, subjects: Sequence[str], metrics: Sequence[str]) -> list[Row]:
        """Lines of the view `conflicts`."""
        return self._asked(conflicts_sql, subjects, metrics)

    def guidance(self, subjects: Sequence[str], metrics: Sequence[str]) -> list[Row]:
        """Lines of the view `guidance`."""
        return self._asked(guidance_sql, subjects, metrics)

    def subjects(self, said: str, folded: str) -> list[str]:
        """The keys of the entities that a name, ticker or Central Index Key stands for."""
        found = self.rows(
            "SELECT DISTINCT subject_key FROM facts WHERE subject_key = ? AND metric_key IS NOT NULL "
            "UNION SELECT DISTINCT subject_key FROM facts WHERE ticker = ? "
            "UNION SELECT DISTINCT subject_key FROM facts WHERE cik = ? ORDER BY 1",
            (folded, said.upper(), said.lstrip("0")),
        )
        return [row["subject_key"] for row in found if row["subject_key"]]

    def known(self, column: str, start: str) -> list[str]:
        """Up to 20 keys of a column that begin so: what may have been meant."""
        found = self.rows(
            f"SELECT DISTINCT {column} AS key FROM facts WHERE {column} LIKE ? ORDER BY 1 LIMIT 20", (f"{start}%",)
        )
        return [row["key"] for row in found]

    def _asked(self, sql: Callable[[str], str], subjects: Sequence[str], metrics: Sequence[str]) -> list[Row]:
        said = {"subject_key": subjects, "metric_key": metrics}
        narrowed = "".join(f" AND f.{name} IN ({', '.join('?' * len(k))})" for name, k in said.items() if k)
        return list(self.rows(sql(narrowed).format_map(self.types), (*subjects, *metrics)))


@contextlib.contextmanager
def open_reader(store: str) -> Iterator[Reader]:
    """A store to be read: an SQLite file, or the address of a PostgreSQL database. Raises InputError."""
    if is_postgres(store):
        opened = open_postgres(store)
        try:
            yield Reader(lambda sql, values: _rows(opened.execute(sql, values)), POSTGRES_TYPES)
        finally:
            opened.close()
    else:
        with read_store(Path(store)) as reading:
            yield Reader(lambda sql, values: _rows(reading.execute(sql, values)), SQLITE_TYPES)


def _rows(cursor: Any) -> Iterator[Row]:
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield {name: _plain(cell) for name, cell in zip(names, row, strict=True)}


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell
