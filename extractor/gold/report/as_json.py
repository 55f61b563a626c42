"""A validation as JSON, and back: the form in which shards are merged and later runs compared."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from extractor.errors import InputError
from extractor.gold.annotations import Annotation
from extractor.gold.counts import MODES, Counts, FieldCounts, KindCounts, ModeCounts
from extractor.gold.faults import FaultyGoldError
from extractor.gold.files import json_text, text_of
from extractor.gold.found import annotation_of
from extractor.gold.jsontext import encode
from extractor.gold.scoring import Outcome, ReleaseScore, Verdict
from extractor.gold.validation import Validation

__all__ = ["FORMAT", "as_json", "fact_row", "read_validation"]

FORMAT = "factwire validation 1"


def as_json(validation: Validation) -> str:
    """The whole validation, one release a line. Texts of releases are left out; right facts keep their span only."""
    head = {
        "format": FORMAT,
        "releases": validation.counts.releases,
        "notes": list(validation.notes),
        "resamples": validation.resamples,
        "seed": validation.seed,
        "figures": {name: rounded(figure) for name, figure in validation.figures.items()},
        "intervals": {name: [rounded(end) for end in ends] for name, ends in validation.intervals.items()},
        "counts": counts_row(validation.counts),
    }
    lines = [f" {encode(name)}: {encode(value)}" for name, value in head.items()]
    documents = ",\n  ".join(encode(release_row(release)) for release in validation.releases)
    return "{\n" + ",\n".join(lines) + f',\n "documents": [\n  {documents}\n ]\n}}\n'


def rounded(figure: float | None) -> float | None:
    """A figure to six decimals."""
    return None if figure is None else round(figure, 6)


def counts_row(counts: Counts) -> dict[str, Any]:
    """Counts as JSON; what is nought is left out."""
    return {
        "releases": counts.releases,
        "kinds": {kind: tally_row(tally) for kind, tally in counts.kinds.items()},
        "fields": {name: tally_row(tally) for name, tally in counts.fields.items()},
        "confusion": {
            name: [[expected, got, n] for (expected, got), n in sorted(pairs.items())]
            for name, pairs in counts.confusion.items()
        },
        "sure": [[name, percent, n.right, n.scored] for (name, percent), n in sorted(counts.sure.items())],
    }


def tally_row(tally: KindCounts | FieldCounts | ModeCounts) -> dict[str, Any]:
    """A tally's counts by name."""
    amounts = {f.name: getattr(tally, f.name) for f in fields(tally)}
    rows = {name: tally_row(n) if isinstance(n, ModeCounts) else n for name, n in amounts.items()}
    return {name: row for name, row in rows.items() if row}


def release_row(release: ReleaseScore) -> dict[str, Any]:
    """A release with its counts and outcomes."""
    absent = {"absent": True} if release.absent else {}
    outcomes = [outcome_row(outcome) for outcome in release.outcomes]
    return {"id": release.id, **absent, "counts": counts_row(release.counts), "outcomes": outcomes}


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome; both facts in full where they differ."""
    row: dict[str, Any] = {"verdict": outcome.verdict}
    full = outcome.verdict not in {"right", "optional"} or bool(outcome.wrong)
    if outcome.gold:
        row["gold"] = fact_row(outcome.gold, full=full)
    if outcome.found and full:
        row["found"] = fact_row(outcome.found)
    if outcome.wrong:
        row["wrong"] = list(outcome.wrong)
    if outcome.confused:
        row["confused"] = outcome.confused
    return row | ({"fact": True} if outcome.fact else {})


def fact_row(fact: Annotation, *, full: bool = True) -> dict[str, Any]:
    """A fact in the form of gold files."""
    row: dict[str, Any] = {"id": fact.id, "kind": fact.kind, "text": fact.text, "start": fact.start, "end": fact.end}
    if full:
        row |= fact.stated()
        if fact.relations:
            links = [{"type": link.type, "to": link.to} for link in fact.relations]
            row["relation"] = links[0] if len(links) == 1 else links
    return row | ({"optional": True} if fact.optional else {})


# ------------------------------------------------------------------------------------------------------------- back


def read_validation(path: Path) -> Validation:
    """A validation that `as_json` wrote. Raises InputError where the file is something else."""
    try:
        data = json_text(text_of(path), str(path))
    except FaultyGoldError as error:
        raise InputError(str(error)) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f"{path}: this is no validation; write one with `factwire validate … --format json`")
    try:
        releases = tuple(release_of(row, str(path)) for row in data["documents"])
        notes, resamples, seed = tuple(map(str, data["notes"])), int(data["resamples"]), int(data["seed"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"{path}: this validation was edited or cut short ({type(error).__name__}: {error})"
        ) from error
    return Validation(releases, notes, resamples, seed)


def release_of(row: Mapping[str, Any], where: str) -> ReleaseScore:
    """A release as `release_row` wrote it, without its text."""
    outcomes = tuple(outcome_of(outcome, where) for outcome in row["outcomes"])
    counts = counts_of(row["counts"])
    return ReleaseScore(id=str(row["id"]), text="", outcomes=outcomes, counts=counts, absent=bool(row.get("absent")))


def outcome_of(row: Mapping[str, Any], where: str) -> Outcome:
    """An outcome as `outcome_row` wrote it."""
    verdict = next((known for known in get_args(Verdict) if known == row["verdict"]), None)
    if verdict is None:
        raise ValueError(f"{row['verdict']!r} is no verdict")
    return Outcome(
        verdict=verdict, gold=annotation_of(row.get("gold"), where) if row.get("gold") else None,
        found=annotation_of(row.get("found"), where) if row.get("found") else None,
        wrong=tuple(row.get("wrong", ())), confused=str(row.get("confused", "")), fact=bool(row.get("fact")),
    )  # fmt: skip


def counts_of(row: Mapping[str, Any]) -> Counts:
    """Counts as `counts_row` wrote them."""
    return Counts(
        releases=int(row["releases"]),
        kinds={str(kind): kind_counts(tally) for kind, tally in row["kinds"].items()},
        fields={str(name): FieldCounts(**whole(tally)) for name, tally in row["fields"].items()},
        confusion={
            str(name): {(str(expected), str(got)): int(n) for expected, got, n in pairs}
            for name, pairs in row["confusion"].items()
        },
        sure={(str(name), int(percent)): FieldCounts(int(n), int(of)) for name, percent, n, of in row.get("sure", ())},
    )


def kind_counts(row: Mapping[str, Any]) -> KindCounts:
    """The counts of a kind as `tally_row` wrote them."""
    modes: dict[str, Any] = {name: ModeCounts(**whole(n)) for name, n in row.items() if name in MODES}
    tallies: dict[str, Any] = whole({name: n for name, n in row.items() if name not in MODES})
    return KindCounts(**tallies, **modes)


def whole(tallies: Mapping[str, Any]) -> dict[str, int]:
    """Counts, each a whole number. Raises ValueError for anything else."""
    wrong = [name for name, n in tallies.items() if type(n) is not int or n < 0]
    if wrong:
        raise ValueError(f"{wrong[0]} is no count")
    return dict(tallies)
