"""Facts of tables as tables again: rows for data frames, and drawn on a terminal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TextIO

from extractor.emit.table import value_text
from extractor.facts import DateFact, Fact, ReleaseFacts, TableCell

__all__ = ["FactTable", "draw_tables", "tables_of"]

Row = Mapping[str, "str | Decimal | None"]


@dataclass(frozen=True, slots=True)
class FactTable:
    """One table of a release. `columns` are the heads of its columns of figures, from left to right.

    A head that stands over several columns has a number behind it (`2025`, `2025 (2)`), so that each row is a mapping.
    """

    index: int
    title: str | None
    kind: str | None
    columns: tuple[str, ...]
    facts: tuple[tuple[str | None, Mapping[str, Fact]], ...]

    @property
    def rows(self) -> list[Row]:
        """A row for each row of the table: its `label`, and each column's value; `pandas.DataFrame` takes the list.

        A range stands as its lower end, a figure without a known value as None.
        """
        return [
            {"label": label, **{name: _number(cells[name]) if name in cells else None for name in self.columns}}
            for label, cells in self.facts
        ]


def tables_of(facts: ReleaseFacts) -> list[FactTable]:
    """The tables of a release, in text order."""
    return [_table(index, cells) for index, cells in _cells(facts)]


def draw_tables(facts: ReleaseFacts, out: TextIO) -> None:
    """Draw the tables of one release on a terminal or into a file."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, width=None if out.isatty() else 200)
    for table in tables_of(facts):
        title = " · ".join(x for x in (f"table {table.index}", table.title, table.kind) if x)
        drawn = Table(title=Text(title), title_justify="left", show_edge=False, pad_edge=False)
        drawn.add_column("", overflow="fold")
        for name in table.columns:
            drawn.add_column(Text(name), justify="right", overflow="fold")
        for label, cells in table.facts:
            shown = (_shown(cells[name]) if name in cells else "" for name in table.columns)
            drawn.add_row(Text(label or ""), *map(Text, shown))
        console.print(drawn, markup=False)
    for diagnostic in facts.diagnostics:
        if diagnostic.code.startswith("table-"):
            console.print(f"{diagnostic.severity}: {diagnostic.message}", markup=False, highlight=False)


def _shown(fact: Fact) -> str:
    """The value; where none is known what is printed, with a question mark."""
    return value_text(fact) if _number(fact) is not None else f"? {fact.text}"


def _cells(facts: ReleaseFacts) -> Iterator[tuple[int, list[tuple[TableCell, Fact]]]]:
    found: dict[int, list[tuple[TableCell, Fact]]] = {}
    for fact in facts.facts:
        if not isinstance(fact, DateFact) and fact.table is not None:
            found.setdefault(fact.table.index, []).append((fact.table, fact))
    yield from found.items()


def _table(index: int, cells: list[tuple[TableCell, Fact]]) -> FactTable:
    names = _names(cells)
    rows: dict[int, tuple[str | None, dict[str, Fact]]] = {}
    for place, fact in cells:
        _, columns = rows.setdefault(place.row, (place.row_label, {}))
        columns[names[place.column, place.column_label]] = fact
    first = cells[0][0]
    return FactTable(index, first.title, first.kind, tuple(dict.fromkeys(names.values())), tuple(rows.values()))


def _names(cells: list[tuple[TableCell, Fact]]) -> dict[tuple[int, str | None], str]:
    """Each column's own name; heads may change inside a table, so that they belong to it."""
    keys = sorted({(place.column, place.column_label) for place, _ in cells}, key=lambda key: key[0])
    out: dict[tuple[int, str | None], str] = {}
    for column, label in keys:
        name, again = label or f"column {column}", 1
        while name in out.values():
            again += 1
            name = f"{label or f'column {column}'} ({again})"
        out[column, label] = name
    return out


def _number(fact: Fact) -> "str | Decimal | None":
    if isinstance(fact, DateFact):
        return fact.value
    return fact.value if fact.value is not None else fact.low
