"""factwire export: a fact store as JSON lines, CSV or Parquet."""

from pathlib import Path

import click

__all__ = ["command"]


@click.command("export")
@click.option("--store", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The fact store.")
@click.option("--out", "-o", required=True, metavar="TARGET", help="FACTS.jsonl, FACTS.csv, FACTS.parquet, or -.")
@click.option("--all-versions", is_flag=True, help="Older versions of releases too, not only the latest.")
@click.option("--spreadsheet", is_flag=True, help="CSV: put ' before words that begin as a formula does.")
def command(store: Path, out: str, all_versions: bool, spreadsheet: bool) -> None:
    """Write what a fact store holds, in the order in which it came.

    JSON lines are those that a batch would have written, byte for byte; CSV and Parquet have one row a fact. The file
    appears under its name once it is whole.
    """
    from extractor.archive.exporting import export
    from extractor.store.sqlite import read_store

    with read_store(store) as reading:
        n = export(reading.documents(every_version=all_versions), out, spreadsheet=spreadsheet)
    if out != "-":
        click.echo(f"{n:,} releases written to {out}", err=True)
