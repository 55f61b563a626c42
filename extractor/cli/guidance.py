"""factwire guidance: what companies expect, and what they did with what they expected before."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import click

from extractor.cli.rows import format_option, write_rows
from extractor.cli.series import metric_key, subject_keys

__all__ = ["command"]

ACTIONS = "raised", "lowered", "narrowed", "maintained", "initiated", "withdrawn"
SHOWN = (
    "published", "subject", "metric", "segment", "period", "action", "low", "high", "unit", "per", "direction",
    "prior_low", "prior_high", "text", "source", "fact_key",
)  # fmt: skip


@click.command("guidance")
@click.option("--store", required=True, metavar="FILE", help="The fact store, or a PostgreSQL address.")
@click.option("--since", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="Only releases from this day on.")
@click.option("--subject", "subjects", multiple=True, metavar="NAME", help="A name, ticker or CIK; may be repeated.")
@click.option("--metric", "metrics", multiple=True, metavar="KEY", help="A measure's key: revenue, eps_diluted …")
@click.option("--action", "actions", multiple=True, type=click.Choice(ACTIONS), help="Only what was raised, …")
@format_option
@click.option("--spreadsheet", is_flag=True, help="CSV: put ' before words that begin as a formula does.")
def command(
    store: str,
    since: dt.datetime | None,
    subjects: tuple[str, ...],
    metrics: tuple[str, ...],
    actions: tuple[str, ...],
    form: str | None,
    spreadsheet: bool,
) -> None:
    """Show guidance: its ends, the ends before, and whether it was raised, lowered, narrowed or maintained.

    What a release says itself holds; else it is compared with the subject's last release on the same measure and
    period. `action` is empty where neither is known.

    \b
    factwire guidance --store facts.db --since 2025-10-01 --action raised
    """
    from extractor.store.reading import open_reader

    with open_reader(store) as reader:
        keys = [key for name in subjects for key in subject_keys(reader, name)]
        lines = reader.guidance(keys, [metric_key(name) for name in metrics])
    first = since.date().isoformat() if since else ""
    kept = [
        line for line in lines
        if (line["published"] or "") >= first and (not actions or line["action"] in actions)
    ]  # fmt: skip
    kept.sort(key=lambda line: tuple(str(line[name]) for name in ("published", "subject_key", "metric_key", "period")))
    write_rows(SHOWN, _cells(kept), form, spreadsheet=spreadsheet)


def _cells(lines: Sequence[dict[str, Any]]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        shown = {**line, "subject": line["subject_key"], "metric": line["metric_key"], "segment": line["segment_key"]}
        yield tuple(shown[name] if shown[name] != "" else None for name in SHOWN)
