"""factwire validate: score extracted facts against gold files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.extracting import extract_for_gold
from extractor.cli.options import extracting

if TYPE_CHECKING:
    from extractor.gold.baseline import Comparison
    from extractor.gold.gates import Shortfall
    from extractor.gold.validation import Validation

__all__ = ["command"]

READABLE = click.Path(path_type=Path)


@click.command("validate")
@click.argument("gold", nargs=-1, type=READABLE)
@click.option(
    "--facts", type=READABLE, metavar="FILE", help="Score this finished output; without it, extraction runs now."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "junit", "markdown"]),
    default="table",
    show_default=True,
    help="How the result is printed.",
)
@click.option("--out", "-o", type=READABLE, metavar="FILE", help="Write the result there instead of printing it.")
@click.option("--html", type=READABLE, metavar="FILE", help="Write a page that shows every difference in its text.")
@click.option(
    "--require",
    multiple=True,
    metavar="FIGURE=SHARE,…",
    help="Exit 1 where a figure is lower: value=0.97,fact=0.80,money.value=0.99.",
)
@click.option(
    "--baseline", type=READABLE, metavar="FILE", help="Show what got better and worse since this JSON result."
)
@click.option(
    "--merge", multiple=True, type=READABLE, metavar="FILE", help="Add the releases of this JSON result (a shard)."
)
@click.option(
    "--label",
    "labels",
    multiple=True,
    metavar="LABEL=KIND",
    help="Read another tool's label as a kind (MONEY=money); LABEL= leaves it out.",
)
@click.option(
    "--show", type=click.IntRange(0, 10**9), default=20, show_default=True, metavar="N", help="Differences to list."
)
@click.option(
    "--resamples",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    metavar="N",
    help="Draws for the 95 % intervals; 0 leaves them out.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws.")
@click.pass_context
@extracting
def command(
    context: click.Context,
    gold: tuple[Path, ...],
    facts: Path | None,
    form: str,
    out: Path | None,
    html: Path | None,
    require: tuple[str, ...],
    baseline: Path | None,
    merge: tuple[Path, ...],
    labels: tuple[str, ...],
    show: int,
    resamples: int,
    seed: int,
) -> None:
    """Score extracted facts against GOLD and show exactly what differs.

    GOLD are folders with NAME.txt and NAME.gold.json, single gold files, CASES.jsonl, or the files of Label Studio
    (.json), doccano and Prodigy (.jsonl), brat (.ann) and spaCy (.spacy).

    Exit codes: 0 done, 1 a figure is below what --require asks or a release failed, 2 wrong usage or broken gold.
    """
    from extractor.gold.gates import parse_requirements, shortfalls
    from extractor.gold.report.as_json import read_validation
    from extractor.replacing import check_place

    if not gold and not merge:
        raise click.UsageError("give GOLD to score against, or --merge FILE")
    for path in (out, html):
        if path is not None:
            check_place(path)
    requirements = parse_requirements(require)
    earlier = read_validation(baseline) if baseline else None
    failed: list[str] = []
    validation = _validation(gold, facts, labels, failed, resamples=resamples, seed=seed)
    for shard in merge:
        validation = _joined(validation, read_validation(shard), shard)
    short = shortfalls(requirements, validation.figures)
    from extractor.gold.baseline import compare

    comparison = compare(earlier, validation) if earlier else None
    _write(_result(form, validation, short, comparison, show, to_file=out is not None), out)
    if html:
        from extractor.pages.validation import as_page

        _write(as_page(validation, comparison), html)
    for shortfall in short:
        click.echo(f"below what is required: {shortfall}", err=True)
    context.exit(1 if short or failed else 0)


def _validation(
    gold: tuple[Path, ...],
    facts: Path | None,
    labels: tuple[str, ...],
    failed: list[str],
    *,
    resamples: int,
    seed: int,
) -> "Validation":
    from extractor.gold.found import read_found
    from extractor.gold.reading import parse_labels, read_gold
    from extractor.gold.validation import Validation, validate
    from extractor.read.given import text_in

    if not gold:
        return Validation((), (), resamples, seed)
    releases = read_gold(gold, labels=parse_labels(labels), reader=text_in)
    found = read_found(facts) if facts else extract_for_gold(releases, failed)
    return validate(releases, found, resamples=resamples, seed=seed)


def _joined(validation: "Validation", shard: "Validation", path: Path) -> "Validation":
    from extractor.errors import InputError

    twice = {release.id for release in validation.releases} & {release.id for release in shard.releases}
    if twice:
        raise InputError(f"{path}: release {min(twice)!r} is counted already; shards must not overlap")
    return validation + shard


def _result(
    form: str,
    validation: "Validation",
    short: "list[Shortfall]",
    comparison: "Comparison | None",
    show: int,
    *,
    to_file: bool,
) -> str:
    words = [str(shortfall) for shortfall in short]
    if form == "json":
        from extractor.gold.report.as_json import as_json

        return as_json(validation)
    if form == "junit":
        from extractor.gold.report.as_junit import as_junit

        return as_junit(validation, words)
    if form == "markdown":
        from extractor.gold.report.as_markdown import as_markdown

        return as_markdown(validation, words, comparison, show=show)
    from extractor.cli.validation_tables import drawn

    return drawn(validation, comparison, show=show, plain=to_file)


def _write(text: str, path: Path | None) -> None:
    if path is None:
        click.echo(text, nl=False)
        return
    from extractor.replacing import write_whole

    write_whole(path, text)
