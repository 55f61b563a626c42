"""Facts as a table for a terminal."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, TextIO

from extractor.emit.printing import printable
from extractor.facts import CountFact, DateFact, Fact, MeasureFact, MoneyFact, PercentFact, ReleaseFacts

__all__ = ["draw", "rows", "value_text"]

if TYPE_CHECKING:
    from rich.table import Table

FILE_WIDTH = 200
"""Columns of a table that goes into a file."""

BETWEEN = 3
"""Columns between two columns of a table: a line between blanks."""

HEAD = ("id", "kind", "figure", "value", "metric", "subject", "period", "change", "relation", "sure")


def rows(facts: ReleaseFacts) -> list[tuple[str, ...]]:
    """A row a fact, cells as text, in the order of `HEAD`."""
    return [_row(fact) for fact in facts.facts]


def _row(fact: Fact) -> tuple[str, ...]:
    relation = f"{fact.relation.type} {fact.relation.to}" if fact.relation else ""
    if isinstance(fact, DateFact):
        return (fact.id, fact.kind, fact.text, fact.value or "", "", "", "", fact.role or "", relation, _sure(fact))
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
        _sure(fact),
    )


def _sure(fact: Fact) -> str:
    """How likely the whole fact is right, as `93 %`."""
    return f"{100 * fact.confidence:.0f} %" if fact.confidence is not None else ""


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
    """Draw the facts of one release on a terminal or into a file.

    A terminal that is too narrow for the table gets a few lines a fact: no number and no word is ever broken.
    """
    from rich.console import Console

    console = Console(file=out, width=None if out.isatty() else FILE_WIDTH, soft_wrap=False)
    release = facts.release
    said = (release.source, release.published, release.place, release.wire)
    title = " · ".join(printable(str(x), one_line=True) for x in said if x)
    found = [tuple(map(printable, row)) for row in rows(facts)]
    for line in _wrapped(printable(release.headline or "", one_line=True), "", console.width):
        console.print(line, style="bold", markup=False, highlight=False, no_wrap=True, overflow="ignore", crop=False)
    widths = _widths(found, console.width)
    if widths is not None:
        console.print(_table(title, found, widths), markup=False)
    else:
        for line in [*_wrapped(title, "", console.width), *_lines(found, console.width)]:
            console.print(line, markup=False, highlight=False, no_wrap=True, overflow="ignore", crop=False)
    for diagnostic in facts.diagnostics:
        line = printable(f"{diagnostic.severity}: {diagnostic.message}")
        console.print(line, markup=False, highlight=False, soft_wrap=not out.isatty())


def _widths(found: Sequence[tuple[str, ...]], room: int) -> list[int] | None:
    """The widths of the table's columns: at least their longest words, at most what they hold on one line; None where
    even the words have no room.
    """
    from rich.cells import cell_len

    columns = list(zip(HEAD, *found, strict=True))
    widths = [max(cell_len(word) for cell in column for word in cell.split()) for column in columns]
    most = [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in columns]
    room -= sum(widths) + BETWEEN * (len(HEAD) - 1)
    if room < 0:
        return None
    while room and (wanting := [i for i, width in enumerate(widths) if width < most[i]]):
        for i in wanting[:room]:
            widths[i] += 1
        room -= len(wanting[:room])
    return widths


def _table(title: str, found: Sequence[tuple[str, ...]], widths: Sequence[int]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    # Text as it is: in a plain string rich would take `[` for the beginning of a style.
    table = Table(title=Text(title) if title else None, title_justify="left", show_edge=False, pad_edge=False)
    for name, width in zip(HEAD, widths, strict=True):
        table.add_column(name, overflow="fold", width=width, justify="right" if name == "value" else "left")
    for row in found:
        table.add_row(*map(Text, row))
    return table


def _lines(found: Sequence[tuple[str, ...]], width: int) -> Iterator[str]:
    """A fact as its id, kind, figure and value, and under it what else is known, by name."""
    for ident, kind, figure, value, *rest in found:
        yield from _wrapped(f"{ident}  {kind}  {figure}" + (f" = {value}" if value else ""), "", width)
        known = [f"{_name(name, kind)} {said}" for name, said in zip(HEAD[4:], rest, strict=True) if said]
        if known:
            yield from _wrapped(", ".join(known), "    ", width)


def _name(column: str, kind: str) -> str:
    """What a column holds of a fact of that kind: of a date, its role."""
    return "role" if (column, kind) == ("change", "date") else column


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    """Lines of whole words, further ones indented; a word longer than a line runs over it."""
    return wrap(
        text, width, initial_indent=indent, subsequent_indent=indent or "    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
