"""factwire explain: how each fact of a release came about."""

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from extractor.cli.faults import tell, tell_failed
from extractor.cli.options import day_of, encoding_option, extracting, published_option, settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.documents import Release
    from extractor.facts import Fact
    from extractor.link.confidence import ReleaseEvidence
    from extractor.link.draft import Draft
    from extractor.link.linking import Linked
    from extractor.link.reasons import Piece
    from extractor.pipeline import Extraction
    from extractor.read.records import Fault
    from extractor.scene.time import ReleaseTime
    from extractor.spans import Span

__all__ = ["command"]


@click.command("explain", short_help="Show how each fact of a release came about.")
@click.argument("file")
@published_option
@click.option("--fact", "only", metavar="ID", help="Only this fact, as f12.")
@click.option("--release", "wanted", metavar="ID", help="Which release, where FILE has several: its id or its source.")
@encoding_option
@click.option("--config", metavar="FILE", help="Settings as TOML.")
@extracting
def command(
    file: str,
    published: datetime | None,
    only: str | None,
    wanted: str | None,
    encoding: str | None,
    config: str | None,
) -> None:
    """Show for each fact of FILE its rule, its links with the words they rest on, and what was vetoed, and why."""
    from extractor.archive.alone import explained
    from extractor.emit.printing import printable
    from extractor.errors import InputError
    from extractor.pipeline import Extractor
    from extractor.read import read

    settings = settings_of(config)
    told: list[Fault] = []

    def tell_once(fault: "Fault") -> None:
        told.append(fault)
        tell(fault)

    release = _one(read(file, encoding=encoding, max_bytes=settings.input_limit, on_fault=tell_once), file, wanted)
    if release is None:
        if told:  # it has been said why
            sys.exit(2)
        raise InputError(f"{file}: has no release that can be read")
    extraction = explained(Extractor(settings), release, published=day_of(published))
    if isinstance(extraction, Exception):
        tell_failed(release, extraction)
        sys.exit(2)
    known = {fact.id for fact in extraction.facts.facts}
    if only is not None and only not in known:
        raise click.BadParameter(
            f"no fact {only!r}: this release has {len(known)}, f1 to f{len(known)}", param_hint="--fact"
        )
    for line in _lines(extraction, only):
        click.echo(printable(line))


def _one(releases: "Iterator[Release]", file: str, wanted: str | None) -> "Release | None":
    """The release that is wanted, or the only one; None where there is none at all."""
    from extractor.errors import InputError

    first: list[Release] = []
    for release in releases:
        if wanted is not None and wanted in (release.id, release.source):
            return release
        first.append(release)
        if wanted is None and len(first) > 1:
            raise InputError(f"{file}: has several releases; say which by --release, such as {first[1].source!r}")
        del first[20:]
    if wanted is not None:
        known = ", ".join(repr(release.source) for release in first) or "none that can be read"
        raise InputError(f"{file}: has no release {wanted!r}; there is {known}")
    return first[0] if first else None


def _lines(extraction: "Extraction", only: str | None) -> list[str]:
    out = [
        f"published {extraction.published or 'unknown'} (from {extraction.published_from or 'none'}), "
        f"{len(extraction.document.sentences)} sentences, {len(extraction.parses)} parsed"
    ]
    if only is None:
        out.extend(_time(extraction.linked.time))
        out.extend(_who(extraction.linked, extraction.document.text))
    from extractor.link.confidence import ReleaseEvidence

    evidence = ReleaseEvidence(extraction.document, extraction.linked.drafts, extraction.linked.issuer)
    for fact, draft in zip(extraction.facts.facts, extraction.linked.drafts, strict=True):
        if only in (None, fact.id):
            out.extend(_fact_lines(fact, draft, extraction.document.text, evidence))
    if only is None:
        out.extend(_left_out(extraction))
        out.extend(_diagnostics(extraction))
    return out


def _time(time: "ReleaseTime") -> list[str]:
    """What the release is about in time: what it reports, what ends with that, what lies ahead."""
    if time.reported is None:
        return ["time       no period of its own"]
    said = [f"reports {time.reported.value}"]
    said += [f"with {', '.join(str(v.value) for v in time.same_end)}"] if time.same_end else []
    said += [f"looks ahead to {', '.join(str(v.value) for v in time.ahead)}"] if time.ahead else []
    return [f"time       {'; '.join(said)}"]


#: So many names are shown, the most mentioned first.
_NAMES_SHOWN = 12


def _who(linked: "Linked", text: str) -> list[str]:
    """Who gives out the release and why that is thought, and all that is named: how often, and what it is."""
    issuer = linked.issuer
    speaks = "of itself" if issuer.of_itself else "of others" if issuer.of_others else "of whom nothing says"
    said = f"{issuer.name.of(text)!r}, speaks {speaks}" if issuer.name is not None else "nobody named"
    out = [f"issuer     {said}" + (f" ({', '.join(issuer.evidence)})" if issuer.evidence else "")]
    named = [
        f"{e.name.of(text)!r} {e.mentions}" + (f" ({e.kind})" if e.kind != "name" else "") for e in linked.entities.all
    ]
    more = f", and {len(named) - _NAMES_SHOWN} more" if len(named) > _NAMES_SHOWN else ""
    return [*out, f"names      {', '.join(named[:_NAMES_SHOWN])}{more}"] if named else out


def _fact_lines(fact: "Fact", draft: "Draft", text: str, evidence: "ReleaseEvidence") -> list[str]:
    """What was found and by which rule; then each linked field with the rules and words that it rests on."""
    from extractor.emit.table import value_text

    out = ["", f"{fact.id}  {fact.kind} {fact.text!r} = {value_text(fact) or '(no value)'}"]
    out.append(f"    at         {fact.start}..{fact.end}, {fact.section}, sentence {fact.sentence}")
    out.append(f"    found      by {fact.rule}")
    out += [f"    sure       {100 * fact.confidence:.0f} %"] if fact.confidence is not None else []
    out += [f"    cue        {_words(cue, text)}" for cue in draft.figure.mention.cues]
    for field, linked in _links(fact, draft).items():
        notes = [note for note in draft.notes if note.field == field]
        said = [note.rule + _resting(note.words, linked, text) for note in notes]
        sure = f"; {draft.confidence[field]} % sure" if field in draft.confidence else ""
        out.append(f"    {field:<10} {linked or '(none)'}" + (f"  by {'; '.join(said)}" if said else "") + sure)
        out += [f"               {line}" for line in _chosen_from(draft, field, text, evidence)]
    return out


def _chosen_from(draft: "Draft", field: str, text: str, evidence: "ReleaseEvidence") -> "Iterator[str]":
    """What a link was chosen from, or what makes a rule's link more or less sure: with what speaks for and against."""
    from extractor.link.reasons import runners, sure_because

    told = runners(draft, field)
    for runner in told:
        value = runner.value if isinstance(runner.value, str | None) else _words(runner.value, text)
        pieces = _pieces(runner.speaking_for, runner.speaking_against)
        yield f"{100 * runner.probability:.0f} % {value or 'nothing'}{': ' if pieces else ''}{pieces}"
    if not told:
        pieces = _pieces(*sure_because(evidence, draft, field))
        if pieces:
            yield pieces


def _pieces(speaking_for: "Sequence[Piece]", speaking_against: "Sequence[Piece]") -> str:
    sides = (("for", speaking_for), ("against", speaking_against))
    told = ((side, ", ".join(f"{name} {weight / 1000:+.1f}" for name, weight in pieces)) for side, pieces in sides)
    return "; ".join(f"{side} {pieces}" for side, pieces in told if pieces)


def _links(fact: "Fact", draft: "Draft") -> dict[str, str]:
    """The fields that linking has set, as text; empty where a link was chosen and is none."""
    from extractor.facts import DateFact

    links: dict[str, str] = {}
    if isinstance(fact, DateFact):
        links["role"] = fact.role or ""
    else:
        links = {
            "metric": repr(fact.metric.text) if fact.metric else "",
            "subject": repr(fact.subject.text) if fact.subject else "",
            "period": fact.period.value if fact.period else "",
            "direction": fact.direction or "",
            "basis": fact.basis or "",
            "status": fact.status if fact.status != "actual" else "",
        }
    links["relation"] = f"{fact.relation.type} {fact.relation.to}" if fact.relation else ""
    asked = {"metric": draft.ballots.metric, "subject": draft.ballots.subject, "period": draft.ballots.period}
    return {field: linked for field, linked in links.items() if linked or len(asked.get(field, ())) > 1}


def _resting(words: "Span | None", linked: str, text: str) -> str:
    """The words that a link rests on, unless they are the linked ones."""
    said = _words(words, text) if words else ""
    return f" {said}" if said not in ("", linked) else ""


def _words(span: "Span", text: str) -> str:
    return repr(" ".join(span.of(text).split()))


def _diagnostics(extraction: "Extraction") -> list[str]:
    found = extraction.facts.diagnostics
    return ["", "diagnostics:", *(f"    {d.severity} {d.code}: {d.message}" for d in found)] if found else []


def _left_out(extraction: "Extraction") -> list[str]:
    text = extraction.document.text
    out = ["", "not taken as figures:"] if extraction.scan.vetoes or extraction.fallen else []
    view = extraction.document.view
    out += [f"    {v.span.of(text)!r} at {view.start(v.span.start)}: veto {v.name}" for v in extraction.scan.vetoes]
    for fallen, winner in extraction.fallen:
        words, kept = text[fallen.start : fallen.end], text[winner.start : winner.end]
        out.append(f"    {words!r} as {fallen.kind} ({fallen.rule}): overlaps {kept!r} ({winner.rule})")
    return out
