"""factwire series: one line a subject, measure, segment and period, over all releases of a store."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.rows import format_option, write_rows

if TYPE_CHECKING:
    from extractor.store.reading import Reader

__all__ = ["command", "metric_key", "subject_keys"]

LENGTHS = {"quarter": ("quarter", "day"), "year": ("year", "day"), "month": ("month", "day")}
SHOWN = (
    "subject", "metric", "segment", "period_start", "period_end", "value", "unit", "per", "decimals", "change",
    "text", "figures", "source", "published", "fact_key",
)  # fmt: skip
CONFLICTING = (
    "kind", "subject", "metric", "segment", "period_start", "period_end", "unit", "per", "value", "text", "source",
    "published", "other_value", "other_text", "other_source", "other_published", "fact_key", "other_fact_key",
)  # fmt: skip


@click.command("series")
@click.option("--store", required=True, metavar="FILE", help="The fact store, or a PostgreSQL address.")
@click.option("--subject", "subjects", multiple=True, metavar="NAME", help="A name, ticker or CIK; may be repeated.")
@click.option("--metric", "metrics", multiple=True, metavar="KEY", help="A measure's key: revenue, eps_diluted …")
@click.option("--by", "length", type=click.Choice(list(LENGTHS)), help="Only periods of this length, and days.")
@click.option("--conflicts", is_flag=True, help="List the figures that contradict a line instead.")
@format_option
@click.option("--out", "-o", metavar="FILE", help="Write it there: .html (plots), .parquet, .csv or .jsonl.")
@click.option("--spreadsheet", is_flag=True, help="CSV: put ' before words that begin as a formula does.")
def command(
    store: str,
    subjects: tuple[str, ...],
    metrics: tuple[str, ...],
    length: str | None,
    conflicts: bool,
    form: str | None,
    out: str | None,
    spreadsheet: bool,
) -> None:
    """Show figures over time: of each subject, measure, segment and period the best one of all releases.

    The best figure is the most exact of those that agree with the newest release. `change` is in percent of the same
    period a year before; of percentages it is the difference. Names are compared without case and legal form.

    \b
    factwire series --store facts.db --subject "Beeline Holdings" --metric revenue --by quarter
    factwire series --store facts.db --metric revenue --out revenue.html
    factwire series --store facts.db --conflicts
    """
    if out and conflicts and out.endswith(".html"):
        raise click.UsageError("--out: conflicts are no plot; name a file that ends in .csv, .parquet or .jsonl")
    if out and not out.endswith((".html", ".parquet", ".csv", ".jsonl")):
        raise click.UsageError(f"--out {out}: name a file that ends in .html, .parquet, .csv or .jsonl")
    from extractor.store.growth import with_changes
    from extractor.store.reading import open_reader

    with open_reader(store) as reader:
        keys = [key for name in subjects for key in subject_keys(reader, name)]
        measures = [metric_key(name) for name in metrics]
        lines = reader.conflicts(keys, measures) if conflicts else list(with_changes(reader.series(keys, measures)))
    kept = [line for line in lines if length is None or line["span"] in LENGTHS[length]]
    kept.sort(key=_order)
    names = CONFLICTING if conflicts else SHOWN
    if out:
        _write(Path(out), kept, names, spreadsheet=spreadsheet)
    else:
        write_rows(names, _cells(kept, names), form, spreadsheet=spreadsheet)


def _write(path: Path, lines: Sequence[dict[str, Any]], names: Sequence[str], *, spreadsheet: bool) -> None:
    """The lines as a file of the form that its name says."""
    from extractor.archive.targets import writing
    from extractor.replacing import replacing

    with writing(path), replacing(path) as part:
        if path.suffix == ".html":
            from extractor.pages.series import as_page

            part.write_text(as_page(lines), encoding="utf-8")
        elif path.suffix == ".parquet":
            from extractor.emit.parquet import write_answer

            write_answer(part, names, _cells(lines, names))
        else:
            with part.open("w", encoding="utf-8", newline="") as file:
                write_rows(names, _cells(lines, names), path.suffix[1:], spreadsheet=spreadsheet, file=file)


def subject_keys(reader: "Reader", name: str) -> list[str]:
    """The keys that a name, ticker or number stands for. Raises click.UsageError where the store has none."""
    from extractor.keys.folding import folded_name

    folded = folded_name(name)
    found = reader.subjects(name, folded)
    if not found:
        near = reader.known("subject_key", folded.split()[0] if folded else "")
        raise click.UsageError(
            f"no subject {name!r} in the store; " + (f"there are {', '.join(near)}" if near else "none begins so")
        )
    return found


def metric_key(name: str) -> str:
    """The key of a measure, also where it is given in words. Raises click.UsageError for no known one."""
    from difflib import get_close_matches

    from extractor.words.measure_keys import measure_keys

    known = {measure.key for measure in measure_keys().measures}
    key = "_".join(name.lower().replace("-", " ").split())
    if key.removeprefix("adjusted_") in known:
        return key
    near = get_close_matches(key, known, n=3, cutoff=0.5)
    raise click.UsageError(
        f"no measure {name!r}; " + (f"did you mean {', '.join(near)}?" if near else "see the README")
    )


def _order(line: dict[str, Any]) -> tuple[str, ...]:
    names = "subject_key", "metric_key", "segment_key", "unit", "per", "period_end", "span"
    return tuple(str(line[name]) for name in names)


def _cells(lines: Sequence[dict[str, Any]], names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """The cells of the lines under their names; keys stand for the words that releases use."""
    from extractor.store.growth import exact_value
    from extractor.values import plain

    for line in lines:
        shown = {**line, "subject": line["subject_key"], "metric": line["metric_key"], "segment": line["segment_key"]}
        if "value_exact" in line:
            shown["value"] = plain(exact_value(line))
            shown["change"] = None if line["change"] is None else plain(line["change"])
        yield tuple(shown[name] if shown[name] != "" else None for name in names)
