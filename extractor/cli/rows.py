"""Rows of an answer as a table, JSON lines or CSV: what `query`, `series` and `guidance` print."""

import csv
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TextIO

import click

from extractor.emit.printing import printable

__all__ = ["FORMS", "format_option", "write_rows"]

FORMS = "table", "jsonl", "csv"

SHOWN = 60
"""Characters of a cell in the table on a terminal."""

WHOLE = 2**53
"""Up to here a float holds every whole number."""

SAMPLE = 200
"""Rows by which the table's columns are measured."""


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--format`, the same in every command that prints rows."""
    return click.option(
        "--format", "form", type=click.Choice(FORMS), help="Default: a table on a terminal, JSON lines elsewhere."
    )(command)


def write_rows(
    names: Sequence[str],
    rows: Iterable[tuple[object, ...]],
    form: str | None,
    *,
    spreadsheet: bool = False,
    file: TextIO | None = None,
) -> None:
    """Print rows in a form, or write them to a file; what a terminal would obey is harmless there."""
    from extractor.emit.csv import harmless

    out = file or sys.stdout
    terminal = out.isatty()
    form = form or ("table" if terminal else "jsonl")
    if form == "jsonl":
        for row in rows:
            record = {name: _plain(cell) for name, cell in zip(names, row, strict=True)}
            # Escapes of JSON leave a control character of the eighth bit as it is, which a terminal obeys.
            click.echo(json.dumps(record, ensure_ascii=terminal), file=out)
    elif form == "csv":
        writer = csv.writer(out)
        writer.writerow(names)
        for row in rows:
            cells = [harmless(_plain(cell)) if spreadsheet else _plain(cell) for cell in row]
            writer.writerow([printable(c) if terminal and isinstance(c, str) else c for c in cells])
    else:
        for line in _table(names, rows):
            click.echo(line, file=out)


def _plain(cell: object) -> object:
    """The cell as it is written; a float that is a whole number without the `.0` that the release does not have.

    An exact number is a number where a float has all its digits, else its digits.
    """
    if isinstance(cell, Decimal):
        if cell == cell.to_integral_value():
            return int(cell)
        return float(cell) if Decimal(repr(float(cell))) == cell else format(cell, "f")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= WHOLE:
        return int(cell)
    return cell.hex() if isinstance(cell, bytes) else cell


def _shown(cell: object) -> str:
    words = "" if cell is None else printable(" ".join(str(_plain(cell)).split()))
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def _table(names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Lines of a table whose columns are as wide as the first rows need; numbers stand to the right."""
    source = iter(rows)
    head = list(itertools.islice(source, SAMPLE))
    right = [any(isinstance(row[i], int | float | Decimal) for row in head) for i in range(len(names))]
    widths = [max([len(_shown(name)), *(len(_shown(row[i])) for row in head)]) for i, name in enumerate(names)]

    def line(cells: Sequence[str]) -> str:
        parts = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True))
        return "  ".join(parts).rstrip()

    yield line([_shown(name) for name in names])
    yield "  ".join("─" * width for width in widths)
    for row in itertools.chain(head, source):
        yield line([_shown(cell) for cell in row])
