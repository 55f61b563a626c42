"""factwire batch: a whole archive of releases into one target."""

import signal
import sys
from datetime import datetime
from types import FrameType

import click

from extractor.cli.numbers import seconds
from extractor.cli.options import columns_options, day_of, extracting, extraction_options, settings_of

__all__ = ["command"]


@click.command("batch")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", "-o", required=True, metavar="TARGET", help="Where the facts go, see below.")
@click.option("--workers", type=click.IntRange(0, 1024), help="Worker processes; 0: none. Default: by the size.")
@click.option("--engine", default="local", metavar="NAME", help="local, dask or dask://HOST:PORT.")
@click.option("--quarantine", metavar="FILE", help="List of failed releases. Default: TARGET.quarantine.jsonl.")
@columns_options
@click.option("--timeout", type=seconds(0.1), default=60.0, show_default=True, help="Seconds a release.")
@click.option("--memory", type=click.IntRange(256, 1 << 20), default=2048, show_default=True, help="MiB a worker.")
@extraction_options
@click.option("--spreadsheet", is_flag=True, help="CSV, TSV: put ' before words that begin as a formula does.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but failures.")
@click.pass_context
@extracting
def command(
    context: click.Context,
    sources: tuple[str, ...],
    out: str,
    workers: int | None,
    engine: str,
    quarantine: str | None,
    text_column: str | None,
    id_column: str | None,
    published_column: str | None,
    keep: tuple[str, ...],
    timeout: float,
    memory: int,
    published: datetime | None,
    currency: str | None,
    rate_policy: str | None,
    rates_file: str | None,
    encoding: str | None,
    with_text: bool | None,
    min_confidence: str | None,
    config: str | None,
    spreadsheet: bool,
    quiet: bool,
) -> None:
    """Extract the facts of every release in the sources.

    A SOURCE is a file, a directory with all below it, a glob, or - for standard input: text, HTML, Markdown, PDF,
    EDGAR submissions, JSON, JSON lines, CSV, TSV, Parquet, news in XML, RSS and Atom, each also in .gz .zst .bz2 .xz,
    in .zip and .tar. What a file is is told by its content. In a directory and in an archive, files whose suffix says
    that they are of another form, gold files (*.gold.json) and JSON Schemas are left out and counted.

    A record has the fields "text", "id" and "published" (an ISO date, which overrides the text's), or the ones that the
    options name; "body", "content", "date", "title" and the like are found too, and a date under such a name serves
    where the text has none.

    TARGET is FACTS.jsonl (one line a release, in the order of the sources), FACTS.csv, .tsv, .parquet or .xlsx (one
    row a fact), a fact store FACTS.db, postgresql://... or - for JSON lines on standard output.

    A release that cannot be read or extracted is reported on standard error with its place, listed in the quarantine
    file (in a store: the table faults), and the run goes on; in JSON lines its line has an error in "diagnostics".
    The same command goes on with a run that was stopped, and ends with what an undisturbed one would have written.

    Exit codes: 0 all done; 1 done, but some releases failed; 2 the command cannot run as given, or cannot go on (a
    full disk); 130 and 143 stopped by a signal.
    """
    from extractor.archive.engines import engine_for
    from extractor.archive.identity import fingerprint
    from extractor.archive.outputs import own_files, target_for, work_settings
    from extractor.archive.pool import Limits
    from extractor.archive.run import run
    from extractor.archive.sources import Sources
    from extractor.cli.reporting import reporter_for, summary_lines
    from extractor.emit.forms import Layout
    from extractor.read.records import Columns

    chosen = settings_of(
        config,
        currency=currency,
        rate_policy=rate_policy,
        rates_file=rates_file,
        with_text=with_text,
        min_confidence=min_confidence,
    )
    columns = Columns(text_column, id_column, published_column, keep)
    walk = Sources(
        sources,
        columns,
        own_files(out, quarantine),
        max_bytes=chosen.input_limit,
        published=day_of(published),
        encoding=encoding,
    )
    walk.check()
    how = engine_for(engine, work_settings(out, chosen), workers=workers, limits=Limits(timeout, memory))
    asked = [str(published), encoding or "", *(["--spreadsheet"] if spreadsheet else [])]
    mark = fingerprint(sources, *asked, columns=columns, settings=chosen)
    target = target_for(
        out,
        fingerprint=mark,
        command=_words(),
        quarantine=quarantine,
        layout=Layout(chosen.with_text, spreadsheet),
    )
    signal.signal(signal.SIGTERM, _stop)
    try:
        with reporter_for(walk, quiet=quiet) as reporter:
            if getattr(target, "replaced", False):
                reporter.say(f"factwire: an unfinished run of another kind into {out} is given up for this one")
            summary = run(walk, target, how, reporter=reporter)
    except KeyboardInterrupt:
        click.echo("\nfactwire: stopped; the same command goes on from here", err=True)
        context.exit(130)
    finally:
        target.close()
    if not quiet:
        for line in summary_lines(summary, walk):
            click.echo(line, err=True)
    context.exit(1 if summary.failed else 0)


def _words() -> str:
    """The command as it was given, for the table of runs; the password of a database is not for it."""
    import re
    import shlex

    from extractor.read.places import shown
    from extractor.store.postgres import shown_address

    words = [re.sub(r"\w+://.*", lambda found: shown_address(found[0]), shown(word)) for word in sys.argv[1:]]
    return shlex.join(["factwire", *words])


def _stop(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
