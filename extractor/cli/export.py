"""factwire export: a fact store as a file of facts."""

from pathlib import Path

import click

from extractor.cli.options import text_option

__all__ = ["command"]


@click.command("export")
@click.option("--store", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The fact store.")
@click.option("--out", "-o", required=True, metavar="TARGET", help="FACTS.jsonl, .csv, .tsv, .parquet, .xlsx, or -.")
@text_option
@click.option("--all-versions", is_flag=True, help="Older versions of releases too, not only the latest.")
@click.option("--spreadsheet", is_flag=True, help="CSV, TSV: put ' before words that begin as a formula does.")
def command(store: Path, out: str, with_text: bool | None, all_versions: bool, spreadsheet: bool) -> None:
    """Write what a fact store holds, in the order in which it came.

    JSON lines are those that a batch would have written, byte for byte; the other forms have one row a fact. The file
    appears under its name once it is whole.
    """
    from extractor.archive.exporting import export
    from extractor.emit.forms import Layout
    from extractor.store.sqlite import read_store
    from extractor.wording import counted

    with read_store(store) as reading:
        n = export(reading.documents(every_version=all_versions), out, Layout(bool(with_text), spreadsheet))
    if out != "-":
        click.echo(f"{counted(n, 'release')} written to {out}", err=True)
