"""factwire export: a fact store as a file of facts, or as XBRL reports."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.options import text_option

if TYPE_CHECKING:
    from extractor.archive.xbrl import XbrlForm

__all__ = ["command"]


@click.command("export")
@click.option("--store", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The fact store.")
@click.option(
    "--out", "-o", required=True, metavar="TARGET",
    help="FACTS.jsonl, .csv, .tsv, .parquet, .xlsx, or -; for XBRL a folder.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["xbrl-json", "ixbrl"]), help="XBRL: one report a release.")
@text_option
@click.option("--all-versions", is_flag=True, help="Older versions of releases too, not only the latest.")
@click.option("--spreadsheet", is_flag=True, help="CSV, TSV: put ' before words that begin as a formula does.")
def command(
    store: Path,
    out: str,
    form: "XbrlForm | None",
    with_text: bool | None,
    all_versions: bool,
    spreadsheet: bool,
) -> None:
    """Write what a fact store holds, in the order in which it came.

    JSON lines are those that a batch would have written, byte for byte; the other forms have one row a fact. The file
    appears under its name once it is whole.

    XBRL says the levels of measures that have a key, of entities and days that are known: xbrl-json as data, ixbrl as
    the release's text with each fact tagged where it stands. The taxonomy is written beside the reports.
    """
    from extractor.store.sqlite import read_store
    from extractor.wording import counted

    with read_store(store) as reading:
        documents = reading.documents(every_version=all_versions)
        if form:
            from extractor.archive.xbrl import export_xbrl

            n = export_xbrl(documents, Path(out), form)
        else:
            from extractor.archive.exporting import export
            from extractor.emit.forms import Layout

            n = export(documents, out, Layout(bool(with_text), spreadsheet))
    if out != "-":
        click.echo(f"{counted(n, 'release')} written to {out}", err=True)
