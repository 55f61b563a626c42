"""Facts as a table for a terminal."""

from typing import TextIO

from extractor.emit.printing import printable
from extractor.facts import CountFact, DateFact, Fact, MeasureFact, MoneyFact, PercentFact, ReleaseFacts

__all__ = ["draw", "rows", "value_text"]

HEAD = ("id", "kind", "figure", "value", "metric", "subject", "period", "change", "relation")


def rows(facts: ReleaseFacts) -> list[tuple[str, ...]]:
    """A row a fact, cells as text, in the order of `HEAD`."""
    return [_row(fact) for fact in facts.facts]


def _row(fact: Fact) -> tuple[str, ...]:
    relation = f"{fact.relation.type} {fact.relation.to}" if fact.relation else ""
    if isinstance(fact, DateFact):
        return (fact.id, fact.kind, fact.text, fact.value or "", "", "", "", fact.role or "", relation)
    change = " ".join(word for word in (fact.direction, fact.basis) if word)
    if fact.status == "expected":
        change = f"{change} expected".strip()
    return (
        fact.id,
        fact.kind,
        fact.text,
        _amount(fact),
        fact.metric.text if fact.metric else "",
        fact.subject.text if fact.subject else "",
        fact.period.value if fact.period else "",
        change,
        relation,
    )


_SIGNS = {"eq": "", "approx": "≈ ", "gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ "}


def value_text(fact: Fact) -> str:
    """The figure's value as people write it: comparator, number, unit, `per`; empty where it has none."""
    return fact.value or "" if isinstance(fact, DateFact) else _amount(fact)


def _amount(fact: MoneyFact | PercentFact | CountFact | MeasureFact) -> str:
    number = ""
    if fact.value is not None:
        number = f"{fact.value:,f}"
    elif fact.low is not None and fact.high is not None:
        number = f"{fact.low:,f} – {fact.high:,f}"
    per = getattr(fact, "per", None)
    words = [_SIGNS[fact.comparator] + number, fact.unit or "", f"per {per}" if per else ""]
    return " ".join(word for word in words if word)


def draw(facts: ReleaseFacts, out: TextIO) -> None:
    """Draw the facts of one release on a terminal or into a file."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    release = facts.release
    console = Console(file=out, width=None if out.isatty() else 200, soft_wrap=False)
    said = (release.source, release.published, release.place, release.wire)
    title = " · ".join(printable(str(x), one_line=True) for x in said if x)
    # Text as it is: in a plain string rich would take `[` for the beginning of a style.
    table = Table(title=Text(title) if title else None, title_justify="left", show_edge=False, pad_edge=False)
    for name in HEAD:
        table.add_column(
            name, overflow="fold", no_wrap=name in {"id", "kind"}, justify="right" if name == "value" else "left"
        )
    for row in rows(facts):
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table, markup=False)
    for diagnostic in facts.diagnostics:
        line = printable(f"{diagnostic.severity}: {diagnostic.message}")
        console.print(line, markup=False, highlight=False)
