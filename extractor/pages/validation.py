"""A validation as one self-contained page: nothing is loaded from anywhere, and nothing in a release can run."""

from html import escape
from typing import Any

from extractor.gold.annotations import KINDS
from extractor.gold.baseline import Comparison
from extractor.gold.comparing import SCORED
from extractor.gold.report.tables import Table, fields_table, kinds_table, modes_table, percent, reliability_table
from extractor.gold.scoring import ABSENT, MISSED, SPURIOUS, Outcome, ReleaseScore, said, states
from extractor.gold.validation import Validation
from extractor.pages.curve import drawn_curve
from extractor.pages.parts import page
from extractor.wording import counted

__all__ = ["as_page"]

HEADLINE = (("fact", "fact F1"), ("value", "value F1"), ("detection", "detection F1"))


def as_page(validation: Validation, comparison: Comparison | None = None, *, title: str = "Validation") -> str:
    """The page as HTML. Text of releases is data only: the script puts it on the page as text, never as markup."""
    slots = {
        "headline": headline(validation),
        "notes": "".join(f'<p class="note">{escape(note)}</p>' for note in validation.notes),
        "tables": "".join(map(drawn, figures(validation))) + drawn_curve(validation),
        "changes": changes(comparison) if comparison else "",
    }
    return page("validation", title=title, data=data_of(validation, comparison), slots=slots)


def figures(validation: Validation) -> list[Table]:
    """The tables of the page."""
    sure = [reliability_table(validation)] if validation.counts.sure else []
    return [kinds_table(validation), modes_table(validation), fields_table(validation), *sure]


def headline(validation: Validation) -> str:
    """The figures that one looks at first."""
    shown = []
    for name, words in HEADLINE:
        interval = validation.intervals.get(name)
        ends = f" <small>{percent(interval[0])} – {percent(interval[1])}</small>" if interval else ""
        shown.append(f'<div class="figure"><b>{percent(validation.figures[name])}</b>{ends}<span>{words}</span></div>')
    return "".join(shown)


def drawn(table: Table) -> str:
    """A table as HTML."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in table.rows
    )
    caption = f"<caption>{escape(table.title)}</caption>"
    return f'<div class="scroll"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def changes(comparison: Comparison) -> str:
    """The figures before and now, and how many facts changed; the facts themselves are data."""
    rows = tuple(
        (name, percent(before), percent(now)) for name, (before, now) in comparison.figures.items() if "." not in name
    )
    return drawn(
        Table(f"Since the baseline ({counted(comparison.releases, 'release')} in both)", ("", "before", "now"), rows)
    )


# ------------------------------------------------------------------------------------------------------------- data


def data_of(validation: Validation, comparison: Comparison | None) -> dict[str, Any]:
    """What the script shows."""
    return {
        "kinds": KINDS,
        "fields": ["span", *SCORED],
        "releases": [release_data(release) for release in validation.releases],
        "confusion": {
            name: [[expected, got, n] for (expected, got), n in sorted(pairs.items())]
            for name, pairs in validation.counts.confusion.items()
        },
        "changes": [
            [change.way, change.release, change.start, change.kind, change.text, change.before, change.now]
            for change in (comparison.changes if comparison else ())
        ],
    }


def release_data(release: ReleaseScore) -> dict[str, Any]:
    """A release with its text and outcomes."""
    outcomes = [outcome_data(outcome) for outcome in release.outcomes]
    return {"id": release.id, "text": release.text, "absent": release.absent, "outcomes": outcomes}


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """An outcome: spans of both sides, the wrong fields, and each field as `[name, expected, found, is it right]`."""
    gold, found = outcome.gold, outcome.found
    rows: list[list[object]] = [kind_row(outcome)]
    for name in SCORED:
        if name in {"metric head", "subject contains"}:
            continue
        expected = said(gold, name) if gold and states(gold, name) else ""
        got = said(found, name) if found and (states(found, name) or expected) else ""
        if expected or got:
            verdict = None if not (gold and found and expected) else name not in outcome.wrong
            empty = ABSENT if gold and found else ""
            rows.append([name, expected or empty, got or empty, verdict])
    data: dict[str, Any] = {"v": outcome.verdict, "k": outcome.shown.kind, "t": outcome.shown.text, "w": outcome.wrong}
    if gold:
        data |= {"g": [gold.start, gold.end], "id": gold.id}
    if found:
        data |= {"f": [found.start, found.end], "fid": found.id}
    return data | {"d": rows}


def kind_row(outcome: Outcome) -> list[object]:
    """The kind as the first field, in the words of the confusion table."""
    expected = outcome.gold.kind if outcome.gold else outcome.confused or SPURIOUS
    found = outcome.found.kind if outcome.found else outcome.confused or MISSED
    return ["kind", expected, found, None if outcome.verdict == "optional" else expected == found]
