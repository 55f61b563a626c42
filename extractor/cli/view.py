"""factwire view: releases with their facts as one page for the browser."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.faults import Refused, tell, tell_failed
from extractor.cli.options import columns_options, day_of, encoding_option, extracting, published_option, settings_of
from extractor.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.documents import Release
    from extractor.pipeline import Extractor
    from extractor.read.records import Columns, Fault

__all__ = ["command"]


@click.command("view", short_help="Show releases with their facts in the browser.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--out", "-o", required=True, metavar="PAGE.html", type=click.Path(path_type=Path), help="The page.")
@published_option
@click.option("--currency", metavar="CODE", help="Currency that amounts are converted into (default USD).")
@encoding_option
@click.option("--config", metavar="FILE", help="Settings as TOML.")
@columns_options
@extracting
def command(
    files: tuple[str, ...],
    out: Path,
    published: datetime | None,
    currency: str | None,
    encoding: str | None,
    config: str | None,
    text_column: str | None,
    id_column: str | None,
    published_column: str | None,
    keep: tuple[str, ...],
) -> None:
    """Write releases with their facts as one HTML page, which loads nothing from anywhere.

    Figures are marked in their text and listed beside it; on a figure stand its fields, the rules and words that they
    rest on, what came second, and lines to all of these. FILES are of any form that `factwire feed` reads. Exit codes:
    0 all files shown, 1 some could not be read, 2 none could.
    """
    from extractor.archive.sources import check_columns
    from extractor.pages.release import as_page
    from extractor.pipeline import Extractor
    from extractor.read.records import Columns
    from extractor.replacing import check_place, write_whole

    settings = settings_of(config, currency=currency)
    check_place(out)
    columns = Columns(text_column, id_column, published_column, keep)
    check_columns([file for file in files if os.path.isfile(file)], columns)
    reading = _Reading(files, columns, encoding, published, settings.input_limit)
    shown = list(reading.shown(Extractor(settings)))
    if not shown:
        sys.exit(2)
    write_whole(out, as_page(shown))
    facts = sum(len(release["facts"]) for release in shown)
    click.echo(f"{counted(len(shown), 'release')}, {counted(facts, 'fact')} written to {out}", err=True)
    sys.exit(1 if reading.failed else 0)


class _Reading:
    """The releases of the files as the page has them; what fails is told and counted."""

    def __init__(
        self,
        files: tuple[str, ...],
        columns: "Columns",
        encoding: str | None,
        published: datetime | None,
        limit: int,
    ) -> None:
        self._files, self._columns, self._encoding = files, columns, encoding
        self._published, self._limit = day_of(published), limit
        self.failed = 0

    def shown(self, extractor: "Extractor") -> "Iterator[dict[str, Any]]":
        """Each release that can be read and extracted."""
        from extractor.archive.alone import explained
        from extractor.pages.reasons import reasons_of
        from extractor.pages.release import data_of

        for release in self._releases():
            extraction = explained(extractor, release)
            if isinstance(extraction, Exception):
                self.failed += 1
                tell_failed(release, extraction)
                continue
            yield data_of(extraction.facts, extraction.document, reasons_of(extraction))

    def _releases(self) -> "Iterator[Release]":
        from extractor.errors import InputError
        from extractor.read import read

        for file in self._files:
            try:
                yield from read(
                    file,
                    columns=self._columns,
                    encoding=self._encoding,
                    published=self._published,
                    max_bytes=self._limit,
                    on_fault=self._tell,
                )
            except InputError as error:
                self.failed += 1
                Refused(str(error)).show()

    def _tell(self, fault: "Fault") -> None:
        self.failed += 1
        tell(fault)
