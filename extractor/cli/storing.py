"""Releases into a fact store, with what there is to tell: what `feed --store` and `watch` share."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256

import click

from extractor.archive.feed import feed_store, kept_extraction
from extractor.archive.importing import import_facts
from extractor.archive.run import Engine, InProcess, Summary
from extractor.archive.sources import Sources
from extractor.archive.work import Done
from extractor.cli.reporting import LineReporter
from extractor.documents import Release
from extractor.emit.json import from_json
from extractor.emit.table import draw
from extractor.read.records import Columns
from extractor.settings import Settings
from extractor.wording import counted

__all__ = ["store_facts", "store_releases"]


class _Shown:
    """An engine whose outcomes are printed as they come, copies once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: set[bytes] = set()

    def map(self, batches: Iterable[Sequence[Release]]) -> Iterator[list[Done]]:
        """The outcomes of the engine; each release's facts are on standard output before they are handed on."""
        for outcomes in self._engine.map(batches):
            for done in outcomes:
                facts = from_json(done.json)
                content = sha256(f"{facts.release.published}\0{facts.release.text}".encode()).digest()
                if done.fault is None and content not in self._seen:
                    draw(facts, sys.stdout)
                self._seen.add(content)
            sys.stdout.flush()
            yield outcomes


def store_releases(
    names: Sequence[str],
    store: str,
    *,
    settings: Settings,
    published: date | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    engine: Engine | None = None,
    shown: bool = False,
) -> int:
    """Add the releases of files, folders or standard input to a store, each once; how many failed.

    `shown`: each new release is printed with its headline and facts.
    """
    sources = Sources(
        names, columns or Columns(), max_bytes=settings.input_limit, published=published, encoding=encoding
    )
    engine = engine or InProcess(kept_extraction(settings))
    summary = feed_store(
        sources,
        store,
        settings=settings,
        engine=_Shown(engine) if shown else engine,
        reporter=LineReporter(quiet=True),
    )
    return _said(summary)


def store_facts(names: Sequence[str], store: str) -> int:
    """Add facts that were written before to a store; how many could not be taken."""
    return _said(import_facts(names, store, reporter=LineReporter(quiet=True)))


def _said(summary: Summary) -> int:
    """Say what a run has added; how many failed."""
    added = summary.releases - summary.failed - summary.copies
    click.echo(
        f"{added:,} added, {summary.passed_over + summary.copies:,} there already, {summary.failed:,} failed, "
        f"{counted(summary.facts, 'fact')}",
        err=True,
    )
    return summary.failed
