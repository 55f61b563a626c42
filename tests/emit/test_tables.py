"""Facts of tables as tables again."""

import csv
import io
from decimal import Decimal

import pytest

from extractor import Extractor, ReleaseFacts, tables_of
from extractor.columns import decoded
from extractor.emit.csv import csv_header, csv_rows
from extractor.emit.json import to_json
from extractor.emit.tables import draw_tables
from extractor.facts import DateFact
from extractor.read.html import read_html
from tests.tables.reading import table

PAGE = (
    "<p>DULUTH, Minn., Nov. 3, 2025 – Halden Corp. said that net sales rose to $1,204.5 million.</p>"
    "<p>STATEMENTS OF OPERATIONS</p><p>(In millions, except per share data)</p>"
    + table(
        "|Q3 2025|Q3 2024|Change", "Net sales|$1,204.5|$1,100.2|9.5%", "Earnings per share:", ">Basic|$0.52|$(0.07)|n/m"
    )
    + "<p>Guidance</p>"
    + table("|2026|2026", "Capital expenditures [new]|$5 - $6|$7")
)


@pytest.fixture(scope="module")
def facts() -> ReleaseFacts:
    return Extractor().extract(read_html(PAGE.encode(), source="halden.htm"))


def test_rows_for_data_frames(facts: ReleaseFacts) -> None:
    first, second = tables_of(facts)
    assert (first.index, first.title, first.kind) == (0, "STATEMENTS OF OPERATIONS", "income")
    assert first.columns == ("Q3 2025", "Q3 2024", "Change")
    assert first.rows == [
        {
            "label": "Net sales",
            "Q3 2025": Decimal(1204500000),
            "Q3 2024": Decimal(1100200000),
            "Change": Decimal("9.5"),
        },
        {"label": "Basic", "Q3 2025": Decimal("0.52"), "Q3 2024": Decimal("-0.07"), "Change": None},
    ]
    assert second.columns == ("2026", "2026 (2)")


def test_the_issuer_is_the_subject(facts: ReleaseFacts) -> None:
    cells = [fact for fact in facts.facts if fact.section == "table" and not isinstance(fact, DateFact)]
    assert {fact.subject.text if fact.subject else None for fact in cells} == {"Halden Corp."}


def test_drawn(facts: ReleaseFacts) -> None:
    out = io.StringIO()
    draw_tables(facts, out)
    said = out.getvalue()
    assert "STATEMENTS OF OPERATIONS · income" in said
    assert "1,204,500,000 USD" in said
    assert "Capital expenditures [new]" in said
    assert "does not say its scale" in said
    assert "? $5 - $6" in said


def test_the_flat_table_says_where_a_cell_stands(facts: ReleaseFacts) -> None:
    names = csv_header().decode().strip().split(",")
    lines = csv.reader(io.StringIO(csv_rows(decoded(to_json(facts))).decode()))
    rows = [dict(zip(names, line, strict=True)) for line in lines]
    (cells,) = [row for row in rows if row["text"] == "$0.52"]
    assert (cells["table"], cells["row_label"], cells["column_label"]) == ("0", "Basic", "Q3 2025")
    assert (cells["metric"], cells["metric_name"]) == ("Basic", "Earnings per share: Basic")
    assert (cells["section"], cells["table_kind"], cells["value"]) == ("table", "income", "0.52")


def test_the_figures_of_the_text_are_untouched(facts: ReleaseFacts) -> None:
    text = read_html(PAGE.encode(), source=None).text
    assert all(text[fact.start : fact.end] == fact.text for fact in facts.facts)
    assert [fact.text for fact in facts.facts if fact.section != "table" and fact.kind == "money"] == [
        "$1,204.5 million"
    ]


def test_prose_is_joined_to_its_cell() -> None:
    page = PAGE.replace(
        "net sales rose to $1,204.5 million", "net sales were $1.2 billion in the third quarter of 2025"
    )
    found = Extractor().extract(read_html(page.encode(), source=None))
    (prose,) = [fact for fact in found.facts if fact.text == "$1.2 billion"]
    (cell,) = [fact for fact in found.facts if fact.text == "$1,204.5"]
    assert prose.relation is not None
    assert (prose.relation.type, prose.relation.to) == ("same_as", cell.id)


def test_prose_that_differs_from_its_cell_is_told() -> None:
    page = PAGE.replace(
        "net sales rose to $1,204.5 million", "net sales were $1.9 billion in the third quarter of 2025"
    )
    found = Extractor().extract(read_html(page.encode(), source=None))
    assert "prose-table-differ" in [diagnostic.code for diagnostic in found.diagnostics]
