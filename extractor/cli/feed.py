"""factwire feed: releases in, facts out."""

import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, TextIO

import click

from extractor.cli.faults import tell_failed
from extractor.cli.options import columns_options, day_of, extracting, extraction_options, settings_of

if TYPE_CHECKING:
    from extractor.documents import Release
    from extractor.facts import ReleaseFacts
    from extractor.read.records import Columns
    from extractor.settings import Settings

__all__ = ["command"]


@click.command("feed", short_help="Extract the facts of releases.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format", "form", type=click.Choice(["json", "jsonl", "table"]), help="Default: table on a terminal, else json."
)
@extraction_options
@columns_options
@click.option("--tables", is_flag=True, help="Show the facts of tables as tables.")
@click.option(
    "--store", metavar="FILE", help="Keep the facts in this fact store (or postgresql://...); each release once."
)
@extracting
def command(
    files: tuple[str, ...],
    published: datetime | None,
    form: str | None,
    currency: str | None,
    rate_policy: str | None,
    rates_file: str | None,
    encoding: str | None,
    with_text: bool | None,
    min_confidence: str | None,
    config: str | None,
    text_column: str | None,
    id_column: str | None,
    published_column: str | None,
    keep: tuple[str, ...],
    tables: bool,
    store: str | None,
) -> None:
    """Extract the facts of releases; - reads standard input.

    FILES are of any form that `factwire batch` reads, told by their content: text, HTML, Markdown, PDF, EDGAR
    submissions, JSON, CSV, Parquet, XML, RSS, packed or not. A file that cannot be read is reported on standard error
    and the rest goes on. Exit codes: 0 all files done, 1 some could not be read, 2 nothing could.
    """
    from extractor.archive.sources import check_columns
    from extractor.read.records import Columns

    settings = settings_of(
        config,
        currency=currency,
        rate_policy=rate_policy,
        rates_file=rates_file,
        with_text=with_text,
        min_confidence=min_confidence,
    )
    form = "tables" if tables else form or ("table" if sys.stdout.isatty() else "json")
    columns = Columns(text_column, id_column, published_column, keep)
    check_columns([file for file in files if os.path.isfile(file)], columns)
    if store is not None:
        from extractor.cli.storing import store_releases

        failed = store_releases(
            files, store, settings=settings, published=day_of(published), encoding=encoding, columns=columns
        )
        sys.exit(1 if failed else 0)
    releases = _Releases(files, columns, encoding, day_of(published), settings.input_limit)
    _print(releases, form, settings, several=len(files) > 1)
    if releases.failed:
        sys.exit(1 if releases.read else 2)


class _Releases:
    """The releases of the files, in order; what cannot be read is told and counted."""

    def __init__(
        self,
        files: tuple[str, ...],
        columns: "Columns",
        encoding: str | None,
        published: date | None,
        limit: int,
    ) -> None:
        self._files, self._columns = files, columns
        self._encoding, self._published, self._limit = encoding, published, limit
        self.read = self.failed = 0

    def __iter__(self) -> Iterator["Release"]:
        from extractor.errors import InputError
        from extractor.read import read

        for file in self._files:
            try:
                for release in read(
                    file,
                    columns=self._columns,
                    encoding=self._encoding,
                    published=self._published,
                    max_bytes=self._limit,
                    on_fault=lambda fault: self._failed(f"{fault.source}: {fault.message}"),
                ):
                    self.read += 1
                    yield release
            except InputError as error:
                self._failed(str(error))

    def get_ready(self) -> None:
        """Start what reading the first file needs, while the caller prepares itself."""
        from extractor.read.files import get_ready

        get_ready(self._files[0])

    def _failed(self, message: str) -> None:
        from extractor.emit.printing import printable

        self.failed += 1
        click.echo(f"factwire: {printable(message, one_line=True)}", err=True)


def _print(releases: _Releases, form: str, settings: "Settings", *, several: bool) -> None:
    releases.get_ready()
    from extractor.archive.alone import SECONDS, each_alone
    from extractor.emit.json import to_json
    from extractor.pipeline import Extractor

    out = sys.stdout
    waiting: ReleaseFacts | None = None
    for release, facts in each_alone(Extractor(settings), releases, seconds=SECONDS):
        if isinstance(facts, Exception):
            tell_failed(release, facts)
            releases.read, releases.failed = releases.read - 1, releases.failed + 1
        elif form == "table":
            _table(facts, out)
        elif form == "tables":
            _tables(facts, out)
        elif form == "json" and not several and waiting is None:
            waiting = facts
        else:
            # One release is one document; several are JSON lines, so that the output stays readable as a stream.
            several = True
            for each in (waiting, facts) if waiting else (facts,):
                click.echo(to_json(each).decode())
            waiting = None
    if waiting is not None:
        click.echo(to_json(waiting, indent=2).decode())


def _table(facts: "ReleaseFacts", out: TextIO) -> None:
    """The facts as a table for people."""
    from extractor.emit.table import draw

    draw(facts, out)


def _tables(facts: "ReleaseFacts", out: TextIO) -> None:
    """The facts of tables as the tables that they come from."""
    from extractor.emit.tables import draw_tables

    draw_tables(facts, out)
