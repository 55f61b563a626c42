"""factwire query: SQL over a fact store, read only."""

import csv
import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from extractor.emit.printing import printable

__all__ = ["command"]

SHOWN = 60
"""Characters of a cell in the table on a terminal."""

WHOLE = 2**53
"""Up to here a float holds every whole number."""

SAMPLE = 200
"""Rows by which the table's columns are measured."""


@click.command("query")
@click.argument("question", metavar="SQL")
@click.option("--store", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The fact store.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="Default: a table on a terminal, JSON lines elsewhere.",
)
@click.option("--spreadsheet", is_flag=True, help="CSV: put ' before words that begin as a formula does.")
def command(question: str, store: Path, form: str | None, spreadsheet: bool) -> None:
    """Ask a fact store in SQL; also while a batch or a watch writes to it.

    Tables: releases, facts, diagnostics, runs, ledger, faults; the view "latest" has the facts of every release's
    latest version with its id, source, date and headline. The function document(document) unpacks a release's JSON.

    value, low, high, converted_value and rate are 64-bit floats, good for comparing and ordering, and right to some 15
    digits. Each has all its digits as text in a column beside it (value_exact, ...); exact_sum(value_exact) adds up
    without rounding.

    \b
    factwire query --store facts.db "SELECT subject, metric, value, unit, period FROM latest
        WHERE kind = 'money' AND unit = 'USD' ORDER BY value DESC LIMIT 10"
    """
    from extractor.emit.csv import harmless
    from extractor.store.sqlite import ask

    names, rows = ask(store, question)
    terminal = sys.stdout.isatty()
    form = form or ("table" if terminal else "jsonl")
    if form == "jsonl":
        for row in rows:
            record = {name: _plain(cell) for name, cell in zip(names, row, strict=True)}
            # Escapes of JSON leave a control character of the eighth bit as it is, which a terminal obeys.
            click.echo(json.dumps(record, ensure_ascii=terminal))
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        for row in rows:
            cells = [harmless(_plain(cell)) if spreadsheet else _plain(cell) for cell in row]
            writer.writerow([printable(c) if terminal and isinstance(c, str) else c for c in cells])
    else:
        for line in _table(names, rows):
            click.echo(line)


def _plain(cell: object) -> object:
    """The cell as it is written; a float that is a whole number without the `.0` that the release does not have."""
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
    right = [any(isinstance(row[i], int | float) for row in head) for i in range(len(names))]
    widths = [max([len(_shown(name)), *(len(_shown(row[i])) for row in head)]) for i, name in enumerate(names)]

    def line(cells: Sequence[str]) -> str:
        parts = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True))
        return "  ".join(parts).rstrip()

    yield line([_shown(name) for name in names])
    yield "  ".join("─" * width for width in widths)
    for row in itertools.chain(head, source):
        yield line([_shown(cell) for cell in row])
