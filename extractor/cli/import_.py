"""factwire import: facts that were written before, into a fact store."""

import sys

import click

__all__ = ["command"]


@click.command("import")
@click.argument("outputs", nargs=-1, required=True, metavar="OUTPUT...")
@click.option("--store", required=True, metavar="FILE", help="The fact store, or postgresql://...")
def command(outputs: tuple[str, ...], store: str) -> None:
    """Load what `factwire batch`, `feed` or `export` wrote --with-text into a fact store, as if it had gone there.

    An OUTPUT is a file of JSON lines, one of `feed`'s JSON documents, or a folder or glob of them, plain or packed;
    - is standard input. What the store has already is passed over; other content under the same name is a new version.

    A line that is none of facts, carries no text, or whose offsets do not fit its text is reported with its place,
    listed in the store's table "faults", and the rest goes on; so is a release that failed when the line was written.

    Exit codes: 0 all taken; 1 some lines were not; 2 the command cannot run as given.
    """
    from extractor.cli.storing import store_facts

    sys.exit(1 if store_facts(outputs, store) else 0)
