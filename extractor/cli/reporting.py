"""How a long run shows itself: a bar with rate and time left on a terminal, plain lines elsewhere, a summary."""

import sys
import threading
import time
from types import TracebackType
from typing import Any

import click

from extractor.archive.run import Summary
from extractor.archive.sources import Sources
from extractor.cli.faults import line_of
from extractor.read.records import Fault
from extractor.wording import counted

__all__ = ["LineReporter", "reporter_for", "summary_lines"]

REPORTED = 100
LINE_SECONDS = 10.0


class LineReporter:
    """Faults as they come, up to a number, and every few seconds one line that says how far the run is."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._faults = 0
        #: When the last line was said. The clock starts with the first batch, for workers load their model before it.
        self._said: float | None = None

    def __enter__(self) -> "LineReporter":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, trace: TracebackType | None) -> None:
        """Nothing is left open."""

    def say(self, line: str) -> None:
        """One line on standard error."""
        click.echo(line, err=True)

    def fault(self, fault: Fault) -> None:
        """A release failed."""
        self._faults += 1
        if self._faults <= REPORTED:
            self.say(line_of(fault))
        elif self._faults == REPORTED + 1:
            self.say("factwire: further failures are counted, and listed with the others")

    def progress(self, summary: Summary) -> None:
        """A batch is done."""
        now = time.monotonic()
        if self._said is None:
            self._said = now
            return
        if self._quiet or now - self._said < LINE_SECONDS:
            return
        self._said = now
        new = summary.releases - summary.earlier
        self.say(
            f"{counted(summary.releases, 'release')}, {counted(summary.facts, 'fact')}, {summary.failed:,} failed, "
            f"{new / max(summary.seconds, 1e-9):,.1f} releases a second"
        )


class BarReporter(LineReporter):
    """A progress bar by the bytes of the sources, where their sum is known."""

    def __init__(self, sources: Sources) -> None:
        super().__init__(quiet=True)
        self._sources = sources
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        self._bar = Progress(
            SpinnerColumn(),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task: Any = self._bar.add_task("starting", total=None)

    def __enter__(self) -> "BarReporter":
        self._bar.start()
        threading.Thread(target=self._measure, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, trace: TracebackType | None) -> None:
        self._bar.stop()

    def _measure(self) -> None:
        """Walking a large archive for its size takes a while; the run does not wait for it."""
        self._bar.update(self._task, total=self._sources.bytes_in_all())

    def say(self, line: str) -> None:
        """One line above the bar."""
        self._bar.console.print(line, markup=False, highlight=False)

    def progress(self, summary: Summary) -> None:
        """Move the bar."""
        rate = (summary.releases - summary.earlier) / max(summary.seconds, 1e-9)
        says = f"{counted(summary.releases, 'release')}, {counted(summary.facts, 'fact')}, {rate:,.1f} a second"
        self._bar.update(self._task, completed=self._sources.bytes_read, description=says)


def reporter_for(sources: Sources, *, quiet: bool = False) -> LineReporter:
    """The bar on a terminal, lines elsewhere."""
    return BarReporter(sources) if sys.stderr.isatty() and not quiet else LineReporter(quiet=quiet)


def summary_lines(summary: Summary, sources: Sources) -> list[str]:
    """What a run did, for a person."""
    new = summary.releases - summary.earlier
    rate = new / max(summary.seconds, 1e-9)
    characters = summary.characters
    kinds = ", ".join(f"{kind} {n:,}" for kind, n in sorted(summary.kinds.items()))
    lines = [
        f"{counted(summary.releases, 'release')} ({counted(characters, 'character')}) in {summary.seconds:,.1f} s, "
        f"{rate:,.1f} releases a second",
        f"{counted(summary.facts, 'fact')}{f': {kinds}' if kinds else ''}",
    ]
    if summary.earlier:
        lines.append(f"{summary.earlier:,} of the releases were done by the run that this one goes on with")
    if there := summary.passed_over + summary.copies:
        lines.append(f"{there:,} were there already")
    if sources.skipped:
        forms = ", ".join(f"{n:,} {suffix}" for suffix, n in sources.skipped.most_common(8))
        lines.append(f"not releases, left out: {forms}")
    if summary.failed:
        lines.append(f"{summary.failed:,} failed")
    return lines
