"""Facts of tables for tests: from markup or text to what each cell states, without the parser."""

from dataclasses import dataclass, replace

from extractor.cells import CellFact
from extractor.documents import Release
from extractor.facts import Diagnostic
from extractor.read.html import html_page
from extractor.read.plain import release_of
from extractor.scene.currency import currency_context
from extractor.segment import segment
from extractor.tables.facts import Told, cell_facts
from extractor.tables.parts import read_tables


@dataclass(frozen=True)
class Read:
    """What was read of one page."""

    text: str
    facts: list[CellFact]
    diagnostics: list[Diagnostic]

    def of(self, row: str) -> list[CellFact]:
        """The facts of the rows of that label, in text order."""
        return [fact for fact in self.facts if fact.place.row_label == row]

    def values(self, row: str) -> list[str | None]:
        """Their values with unit and denominator."""
        return [said(fact) for fact in self.of(row)]

    def periods(self, row: str) -> list[str | None]:
        """Their times."""
        return [fact.period.value if fact.period else None for fact in self.of(row)]

    def words(self, fact: CellFact) -> str:
        """The figure as printed."""
        return self.text[fact.start : fact.end]


def said(fact: CellFact) -> str | None:
    """A value with its unit: `-88.1 USD/share`."""
    amount = fact.value.amount
    if amount is None:
        return None
    numbers = "..".join(f"{n:f}" for n in amount.numbers)
    per = f"/{fact.value.per}" if fact.value.per else ""
    return f"{numbers} {fact.value.unit or ''}{per}".strip()


def read_page(markup: str, told: Told | None = None) -> Read:
    """The facts of the tables of a page."""
    text, grids = html_page(markup)
    return _read(replace(release_of(text), grids=grids), told)


def read_text(text: str, told: Told | None = None) -> Read:
    """The facts of the tables of a plain text."""
    return _read(release_of(text), told)


def _read(release: Release, told: Told | None) -> Read:
    document = segment(release)
    text = document.text
    facts, diagnostics = cell_facts(document, read_tables(document), currency_context(document), told or Told())
    return Read(text, facts, diagnostics)


def table(*rows: str) -> str:
    """Rows with `|` between cells as a table; `Head//3` spans three columns, leading `>` set a label in."""
    out = []
    for row in rows:
        cells = []
        for cell in row.split("|"):
            words, _, width = cell.strip().partition("//")
            inner = words.lstrip(">")
            style = f" style='padding-left:{10 * (len(words) - len(inner))}pt'" if inner != words else ""
            cells.append(f"<td{f' colspan={width}' if width else ''}{style}>{inner}</td>")
        out.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(out)}</table>"
