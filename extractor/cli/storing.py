"""Releases into a fact store, with what there is to tell: what `feed --store` and `watch` share."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from extractor.archive.feed import feed_store
from extractor.archive.run import Engine, Summary
from extractor.archive.sources import Sources
from extractor.cli.faults import tell
from extractor.read.records import Columns, Fault
from extractor.settings import Settings

__all__ = ["store_releases"]


class _Telling:
    """Tells of failures as they come."""

    def fault(self, fault: Fault) -> None:
        """A release failed."""
        tell(fault)

    def progress(self, summary: Summary) -> None:
        """Nothing while it works."""


def store_releases(
    names: Sequence[str],
    store: str | Path,
    *,
    settings: Settings,
    published: date | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    engine: Engine | None = None,
) -> int:
    """Add the releases of files, folders or standard input to a store, each once; how many failed."""
    sources = Sources(
        names, columns or Columns(), max_bytes=settings.input_limit, published=published, encoding=encoding
    )
    summary = feed_store(sources, Path(store), settings=settings, engine=engine, reporter=_Telling())
    added = summary.releases - summary.failed
    click.echo(
        f"{added:,} added, {summary.passed_over:,} there already, {summary.failed:,} failed, {summary.facts:,} facts",
        err=True,
    )
    return summary.failed
