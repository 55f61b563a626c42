"""factwire watch: new releases of a folder into a fact store, as they come."""

import signal
import time
from pathlib import Path
from types import FrameType

import click

from extractor.cli.numbers import seconds
from extractor.cli.options import extracting, settings_of

__all__ = ["command"]


@click.command("watch")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--store", required=True, metavar="FILE", help="The fact store, or postgresql://...")
@click.option("--every", type=seconds(0.05), default=2.0, show_default=True, help="Seconds between looks.")
@click.option("--once", is_flag=True, help="Take what is there now, then end.")
@click.option("--quiet", "-q", is_flag=True, help="Print no facts, only counts and failures.")
@click.option("--config", metavar="FILE", help="Settings as TOML.")
@click.pass_context
@extracting
def command(
    context: click.Context, folder: Path, store: str, every: float, once: bool, quiet: bool, config: str | None
) -> None:
    """Add the releases of FOLDER, and all that come into it, to a fact store, and print each new one with its facts.

    Each release is added exactly once, also when the watch was stopped or killed in between. The same content under
    another name is recognised; a file that changes is a new version of its release, and the old one is kept. A file
    is read once it has stayed the same from one look to the next; names that begin with a dot or end in .tmp or .part
    are let be, so write under such a name and rename. Gold files (*.gold.json) are let be too.

    Exit codes: 0 ended by Ctrl-C or SIGTERM, or --once and all done; 1 --once and some failed; 2 cannot run.
    """
    from extractor.archive.feed import FolderWatch, kept_extraction
    from extractor.archive.run import InProcess
    from extractor.cli.storing import store_releases

    chosen = settings_of(config)
    engine = InProcess(kept_extraction(chosen))
    watch = FolderWatch(folder)
    signal.signal(signal.SIGTERM, _stop)
    failed = 0
    try:
        while True:
            names = watch.ready(settled=once)
            if names:
                failed += store_releases(names, store, settings=chosen, engine=engine, shown=not quiet)
            if once:
                break
            time.sleep(every)
    except KeyboardInterrupt:
        click.echo("factwire: watch ended", err=True)
        return
    context.exit(1 if failed else 0)


def _stop(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
