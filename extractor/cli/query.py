"""factwire query: SQL over a fact store, read only."""

from pathlib import Path

import click

from extractor.cli.rows import format_option, write_rows

__all__ = ["command"]


@click.command("query")
@click.argument("question", metavar="SQL")
@click.option("--store", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The fact store.")
@format_option
@click.option("--spreadsheet", is_flag=True, help="CSV: put ' before words that begin as a formula does.")
def command(question: str, store: Path, form: str | None, spreadsheet: bool) -> None:
    """Ask a fact store in SQL; also while a batch or a watch writes to it.

    Tables: releases, facts, diagnostics, runs, ledger, faults; the view "latest" has the facts of every release's
    latest version with its id, source, date and headline; the view "series" has one line a subject, measure, segment
    and period, "conflicts" the figures that contradict it. The function document(document) unpacks a release's JSON.

    value, low, high, converted_value and rate are 64-bit floats, good for comparing and ordering, and right to some 15
    digits. Each has all its digits as text in a column beside it (value_exact, ...); exact_sum(value_exact) adds up
    without rounding.

    \b
    factwire query --store facts.db "SELECT subject, metric, value, unit, period FROM latest
        WHERE kind = 'money' AND unit = 'USD' ORDER BY value DESC LIMIT 10"
    """
    from extractor.store.sqlite import ask

    names, rows = ask(store, question)
    write_rows(names, rows, form, spreadsheet=spreadsheet)
