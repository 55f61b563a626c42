"""factwire gold: check, repair, draft, compare and convert gold files."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.extracting import extract_for_gold
from extractor.wording import counted

if TYPE_CHECKING:
    from extractor.gold.agreement import Items
    from extractor.gold.annotations import GoldRelease
    from extractor.gold.repairing import Move

__all__ = ["command"]

READABLE = click.Path(path_type=Path)
FORMATS = ("factwire", "cases", "label-studio", "doccano", "prodigy", "brat", "docbin")
LABEL = click.option("--label", "labels", multiple=True, metavar="LABEL=KIND",
                     help="Read another tool's label as a kind (MONEY=money); LABEL= leaves it out.")  # fmt: skip


def _say(line: str, *, err: bool = False) -> None:
    """One line in which names and words of files steer no terminal."""
    from extractor.emit.printing import printable

    click.echo(printable(line, one_line=True), err=err)


@click.group("gold")
def command() -> None:
    """Check, repair, draft, compare and convert gold files.

    GOLD is what `factwire validate` takes: folders, NAME.gold.json, CASES.jsonl, and other tools' annotation files.
    """


def _rules(context: click.Context, _: click.Parameter, value: bool) -> None:
    if not value or context.resilient_parsing:
        return
    from extractor.gold.linting import LINTS

    for each in LINTS:
        click.echo(f"{each.code:20} {each.says}")
    context.exit()


@command.command("guidelines")
def guidelines() -> None:
    """Print what counts as a figure, where its span ends and what each field holds."""
    from importlib import resources

    click.echo(resources.files("extractor.gold").joinpath("GUIDELINES.md").read_text(encoding="utf-8"), nl=False)


@command.command("check")
@click.argument("gold", nargs=-1, required=True, type=READABLE)
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@click.option("--uncovered", is_flag=True, help="Note the numbers of the texts that no fact covers.")
@click.option("--rules", is_flag=True, is_eager=True, expose_value=False, callback=_rules,
              help="List what is looked at, and stop.")  # fmt: skip
@LABEL
@click.pass_context
def check(
    context: click.Context, gold: tuple[Path, ...], strict: bool, uncovered: bool, labels: tuple[str, ...]
) -> None:
    """Check gold files: their form strictly, and what they say by the rules that `factwire gold guidelines` prints.

    Exit codes: 0 no error (and with --strict no warning), 1 something is wrong, 2 wrong usage.
    """
    from extractor.gold import linting
    from extractor.gold.reading import parse_labels, read_sources
    from extractor.read.given import text_in

    read = read_sources(gold, labels=parse_labels(labels), reader=text_in)
    broken = {fault.source for fault in read.faults}
    warnings = [
        warning
        for release in read.releases
        if release.source not in broken
        for warning in linting.lint(release, read.origins[release.id])
    ]
    for fault in (*read.faults, *warnings):
        _say(f"{fault.severity}: {fault} [{fault.code}]")
    if uncovered:
        for release in read.releases:
            for number in linting.uncovered(release):
                line = release.text.count("\n", 0, number.start) + 1
                _say(f"note: {release.id}, line {line} of the text: {number.text} at {number.start} has no fact")
    facts = sum(len(release.facts) for release in read.releases)
    errors = len(read.faults)
    click.echo(
        f"{counted(len(read.releases), 'release')}, {counted(facts, 'fact')}, {counted(errors, 'error')}, "
        f"{counted(len(warnings), 'warning')}",
        err=True,
    )
    context.exit(1 if errors or (strict and warnings) else 0)


@command.command("repair")
@click.argument("gold", nargs=-1, required=True, type=READABLE)
@click.option("--dry-run", is_flag=True, help="Tell the moves and change nothing.")
@click.pass_context
def repair(context: click.Context, gold: tuple[Path, ...], dry_run: bool) -> None:
    """Move facts whose words do not stand at their offsets to where they do, and tell each move.

    Works on NAME.gold.json (also a folder of them) and CASES.jsonl, in place; only offsets change, and the words where
    the text prints them with other blanks, quotes or dashes.

    Exit codes: 0 everything fits now, 1 some facts could not be placed, 2 wrong usage.
    """
    from extractor.gold.repair_files import repair_source
    from extractor.gold.writing import write_text

    moves: list[Move] = []
    for source in gold:
        for repaired in repair_source(source):
            for told in repaired.told():
                _say(told)
            moves += repaired.moves
            if repaired.changed and not dry_run:
                write_text(repaired.path, repaired.new)
    left = sum(move.after is None for move in moves)
    done = "would be moved" if dry_run else "moved"
    click.echo(f"{len(moves) - left} facts {done}, {left} left", err=True)
    context.exit(1 if left else 0)


@command.command("draft")
@click.argument("files", nargs=-1, required=True, type=READABLE)
@click.option("--facts", type=READABLE, metavar="FILE", help="Take the facts from this output, do not extract now.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day of publication.")
@click.option("--out", "-o", type=READABLE, metavar="FOLDER", help="Write NAME.txt and NAME.gold.json there.")
@click.option("--force", is_flag=True, help="Replace gold files that are there.")
@click.pass_context
def draft(
    context: click.Context,
    files: tuple[Path, ...],
    facts: Path | None,
    published: datetime | None,
    out: Path | None,
    force: bool,
) -> None:
    """Write gold drafts from an extraction of FILES, for correction by hand.

    FILES are of any form that `factwire batch` reads. Without --out the draft of one release is printed. A gold file
    that is there is never replaced without --force.
    """
    from extractor.gold.draft_files import drafts
    from extractor.gold.writing import file_name, gold_text, write_text

    releases = list(_to_draft(files, published.date() if published else None))
    if out is None and len(releases) > 1:
        raise click.UsageError("several releases need --out FOLDER")
    failed: list[str] = []
    written: set[Path] = set()
    for release in drafts(releases, facts, lambda releases: extract_for_gold(releases, failed)):
        if release.id in failed:
            continue
        if out is None:
            click.echo(gold_text(release), nl=False)
            continue
        name = file_name(release.id)
        target = out / f"{name}.gold.json"
        if target in written:
            raise click.UsageError(f"{target} would be written for two of the files; draft them into different folders")
        written.add(target)
        if target.exists() and not force:
            raise click.UsageError(f"{target} is there already; --force replaces it")
        if not (out / f"{name}.txt").exists():
            write_text(out / f"{name}.txt", release.text)
        write_text(target, gold_text(release))
        _say(f"{target}: {len(release.facts)} facts", err=True)
    context.exit(1 if failed else 0)


def _to_draft(files: tuple[Path, ...], published: date | None) -> "Iterator[GoldRelease]":
    """The releases of the files without facts, named after the file where it holds only one."""
    from extractor.gold.annotations import GoldRelease
    from extractor.read import read

    for path in files:
        releases = list(read(path, published=published))
        for release in releases:
            name = path.stem if len(releases) == 1 else release.id
            yield GoldRelease(id=name, text=release.text, facts=(), published=release.published, source=str(path))


@command.command("agree")
@click.argument("one", type=READABLE)
@click.argument("other", type=READABLE)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@LABEL
def agree(one: Path, other: Path, form: str, labels: tuple[str, ...]) -> None:
    """Show how far two annotators' gold agrees: F1 of what they marked, Cohen's kappa of kinds and fields."""
    from extractor.gold.agreement import agree as compare
    from extractor.gold.reading import parse_labels, read_gold

    kinds = parse_labels(labels)
    agreement = compare(read_gold([one], labels=kinds), read_gold([other], labels=kinds))
    if form == "json":
        from extractor.gold.jsontext import encode

        rows = {name: _row(items) for name, items in agreement.fields.items()}
        f1 = {kind: agreement.f1(kind) for kind in agreement.facts}
        kappas = {"words": _row(agreement.words), "spans": _row(agreement.spans)}
        click.echo(encode({"releases": agreement.releases, "f1": f1, "kinds": kappas, "fields": rows}))
        return
    click.echo(f"{counted(agreement.releases, 'release')} in both")
    if agreement.only:
        _say(f"only in one of the two, left out: {', '.join(agreement.only[:10])}")
    click.echo(f"{'':18} {'first':>7} {'second':>7} {'both':>7} {'F1':>7}")
    for kind, (ours, theirs, pairs) in agreement.facts.items():
        if ours or theirs:
            click.echo(f"{kind:18} {ours:7} {theirs:7} {pairs:7} {_share(agreement.f1(kind)):>7}")
    click.echo(f"\n{'':18} {'items':>7} {'alike':>7} {'%':>7} {'kappa':>7}")
    listed = {"kind of words": agreement.words, "kind of spans": agreement.spans, **agreement.fields}
    for name, items in listed.items():
        beyond = "–" if items.kappa is None else f"{items.kappa:.3f}"
        click.echo(f"{name:18} {items.items:7} {items.alike:7} {_share(items.share):>7} {beyond:>7}")


def _share(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _row(items: "Items") -> dict[str, object]:
    return {"items": items.items, "alike": items.alike, "kappa": items.kappa}


@command.command("convert")
@click.argument("gold", nargs=-1, required=True, type=READABLE)
@click.option("--to", "form", required=True, type=click.Choice(FORMATS), help="The format to write.")
@click.option("--out", "-o", required=True, type=READABLE, metavar="TARGET",
              help="A file; a folder for factwire and brat.")  # fmt: skip
@LABEL
def convert(gold: tuple[Path, ...], form: str, out: Path, labels: tuple[str, ...]) -> None:
    """Write GOLD in another format: spans, kinds, and fields where the format carries them (all of these do)."""
    from extractor.gold.formats import writer
    from extractor.gold.reading import parse_labels, read_gold
    from extractor.read.given import text_in

    releases = read_gold(gold, labels=parse_labels(labels), reader=text_in)
    writer(form)(releases, out)
    click.echo(
        f"{out}: {counted(len(releases), 'release')}, {counted(sum(len(each.facts) for each in releases), 'fact')}",
        err=True,
    )
