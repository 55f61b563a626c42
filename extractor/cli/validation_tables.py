"""A validation drawn for the terminal."""

import io
import sys
from itertools import islice

from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable
from rich.text import Text

from extractor.emit.printing import printable
from extractor.gold.baseline import Comparison
from extractor.gold.report.tables import Table, differences, percent, tables
from extractor.gold.validation import Validation
from extractor.wording import counted

__all__ = ["drawn"]

WIDTH = 120
"""Columns where the output is no terminal."""

COLOURS = {"missed": "red", "spurious": "magenta"}


def drawn(validation: Validation, comparison: Comparison | None, *, show: int, plain: bool) -> str:
    """Tables, the first `show` differences and what changed since the baseline; in colours for a terminal."""
    terminal = not plain and sys.stdout.isatty()
    console = Console(
        file=io.StringIO(), force_terminal=terminal, width=None if terminal else WIDTH, no_color=not terminal,
        highlight=False,
    )  # fmt: skip
    with console.capture() as capture:
        draw(console, validation, comparison, show)
    return capture.get()


def draw(console: Console, validation: Validation, comparison: Comparison | None, show: int) -> None:
    """Print everything to a console."""
    console.print(f"[bold]{counted(validation.counts.releases, 'release')}[/bold]")
    for note in validation.notes:
        console.print(f"note: {escape(printable(note))}", style="yellow")
    for table in tables(validation):
        console.print()
        console.print(rich_table(table))
    list_differences(console, validation, show)
    if comparison:
        list_changes(console, comparison, show)


def rich_table(table: Table) -> RichTable:
    """A table with its first column to the left and the others to the right."""
    drawn_table = RichTable(title=table.title, title_justify="left", box=None, pad_edge=False, title_style="bold")
    for position, name in enumerate(table.head):
        drawn_table.add_column(escape(name), justify="right" if position else "left", no_wrap=True)
    for row in table.rows:
        drawn_table.add_row(*map(escape, row), style="bold" if row[0] == "all" else "")
    return drawn_table


def list_differences(console: Console, validation: Validation, show: int) -> None:
    """The first differences, each with where it is and what is wrong."""
    rows = list(islice(differences(validation), show + 1))
    if not rows or not show:
        return
    console.print("\nDifferences", style="bold")
    for row in rows[:show]:
        where, what, detail = (printable(words) for words in row)
        line = Text.assemble((where, "cyan"), "  ", (what, COLOURS.get(what.split()[0], "yellow")), "  ", detail)
        console.print(line, soft_wrap=True)
    if len(rows) > show:
        every = sum(1 for _ in differences(validation))
        console.print(f"… {every - show} more: --show {every}, or --html FILE to see each in its text", style="dim")


def list_changes(console: Console, comparison: Comparison, show: int) -> None:
    """What got better and worse since the baseline."""
    console.print(f"\nSince the baseline ({counted(comparison.releases, 'release')} in both)", style="bold")
    for name, (before, now) in comparison.figures.items():
        if "." not in name:
            console.print(f"  {name}: {percent(before)} → {percent(now)}")
    for way, colour in (("worse", "red"), ("better", "green"), ("other", "yellow")):
        changes = comparison.of(way)
        console.print(f"{way}: {len(changes)}", style=colour)
        for change in changes[:show]:
            console.print(Text(printable(f"  {change}")), soft_wrap=True)
        if len(changes) > show:
            console.print(f"  … {len(changes) - show} more", style="dim")
