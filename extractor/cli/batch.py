"""factwire batch: a whole archive of releases into one target."""

from pathlib import Path

import click

__all__ = ["command"]

REPORTED_FAULTS = 100


@click.command("batch")
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--out",
    "-o",
    "out",
    required=True,
    metavar="TARGET",
    help="Where the facts go: FACTS.jsonl, or - for standard output.",
)
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=None,
    help="Worker processes; 0 works in this one. Default: one a core where the input is large enough.",
)
@click.option(
    "--quarantine",
    metavar="FILE",
    default=None,
    help="Where failed releases are listed. Default: TARGET.quarantine.jsonl.",
)
@click.pass_context
def command(
    context: click.Context, sources: tuple[str, ...], out: str, workers: int | None, quarantine: str | None
) -> None:
    """Extract the facts of every release in SOURCES.

    SOURCES are files with one JSON object a line: {"id", "text", "published"}; - is standard input. Each release gives one line
    of TARGET, in the order of the input. A release that cannot be read or extracted is reported, gets a line with an error in its
    "diagnostics" and a line in the quarantine file, and the run goes on. A run that was stopped goes on where it was when the same
    command is given again.

    Exit codes: 0 all releases done, 1 some failed, 2 wrong usage, 3 the run could not go on.
    """
    from extractor.archive.run import InProcess, run
    from extractor.archive.sources import check_sources, walk
    from extractor.archive.targets import JsonLinesTarget, StreamTarget, Target
    from extractor.archive.work import Extraction
    from extractor.read.records import Fault

    check_sources(sources)
    reported = 0

    def report(fault: Fault) -> None:
        nonlocal reported
        reported += 1
        if reported <= REPORTED_FAULTS:
            click.echo(f"{fault.source}: {fault.message}", err=True)
        elif reported == REPORTED_FAULTS + 1:
            click.echo("further faults are only listed in the quarantine file", err=True)

    target: Target
    if out == "-":
        target = StreamTarget()
    else:
        path = Path(out)
        target = JsonLinesTarget(path, quarantine=Path(quarantine or f"{out}.quarantine.jsonl"), fingerprint="")
    try:
        summary = run(walk(sources), target, InProcess(Extraction()), on_fault=report)
        target.finish()
    finally:
        target.close()
    context.exit(1 if summary.failed else 0)
