"""factwire explain: how each fact of a release came about."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from extractor.cli.feed import day_of, published_option, settings_of

if TYPE_CHECKING:
    from extractor.pipeline import Extraction

__all__ = ["command"]


@click.command("explain", short_help="Show how each fact of a release came about.")
@click.argument("file")
@published_option
@click.option("--fact", "only", metavar="ID", help="Only this fact, as f12.")
@click.option("--config", metavar="FILE", help="Settings as TOML.")
def command(file: str, published: datetime | None, only: str | None, config: str | None) -> None:
    """Show for each fact of FILE its rule, its links with the words they rest on, and what was vetoed, and why."""
    from extractor.pipeline import Extractor
    from extractor.read.plain import read_file

    settings = settings_of(config)
    release = read_file(file, max_bytes=settings.input_limit)
    extraction = Extractor(settings).explain(release, published=day_of(published))
    known = {fact.id for fact in extraction.facts.facts}
    if only is not None and only not in known:
        raise click.BadParameter(
            f"no fact {only!r}: this release has {len(known)}, f1 to f{len(known)}", param_hint="--fact"
        )
    for line in _lines(extraction, only):
        click.echo(line)


def _lines(extraction: "Extraction", only: str | None) -> list[str]:
    text = extraction.document.text
    out = [
        f"published {extraction.published or 'unknown'} (from {extraction.published_from}), "
        f"{len(extraction.document.sentences)} sentences, {len(extraction.parses)} parsed"
    ]
    for fact, draft in zip(extraction.facts.facts, extraction.linked.drafts, strict=True):
        if only is not None and fact.id != only:
            continue
        out.append("")
        out.append(f"{fact.id}  {fact.text!r} at {fact.start}..{fact.end} ({fact.section}, sentence {fact.sentence})")
        out.append(f"    found      {fact.rule}")
        out += [f"    cue        {cue.of(text)!r}" for cue in draft.figure.mention.cues]
        for note in draft.notes:
            words = f"  {' '.join(note.words.of(text).split())!r}" if note.words else ""
            out.append(f"    {note.field:<10} {note.rule}{words}")
    if only is None:
        out.extend(_left_out(extraction))
    return out


def _left_out(extraction: "Extraction") -> list[str]:
    text = extraction.document.text
    out = ["", "not taken as figures:"] if extraction.scan.vetoes or extraction.fallen else []
    out += [f"    {v.span.of(text)!r} at {v.span.start}: veto {v.name}" for v in extraction.scan.vetoes]
    for fallen, winner in extraction.fallen:
        words = text[fallen.start : fallen.end]
        out.append(
            f"    {words!r} as {fallen.kind} ({fallen.rule}): overlaps {text[winner.start : winner.end]!r} ({winner.rule})"
        )
    return out
