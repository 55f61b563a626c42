"""How likely cells are called right: every cell says it, from evidence alone, and less of what was read badly."""

from decimal import Decimal

import pytest

from extractor import Extractor, Settings
from extractor.cells import CellFact
from extractor.facts import DateFact
from extractor.link.ranking import Weights, weighing
from tests.tables.reading import Read, read_page, read_text, table

CAPTION = "<p>CONDENSED STATEMENTS OF OPERATIONS</p><p>(In millions)</p>"
ROWS = (
    "Net sales|$1,204.5|$1,100.0",
    "Cost of sales|(800.0)|(700.0)",
    "Other costs|(12.1)|(9.0)",
    "Net income|88.0|12.0",
)
HEADS = ("|Three Months Ended//2", "|June 30, 2025|June 30, 2024")


def _clean() -> Read:
    return read_page(CAPTION + table(*HEADS, *ROWS))


def _evidence(fact: CellFact) -> set[str]:
    return {each for group in fact.evidence for each in group}


def test_every_cell_says_how_likely_it_is() -> None:
    read = _clean()
    assert len(read.facts) == 8
    for fact in read.facts:
        assert set(fact.confidence) == {"metric", "period", "fact"}
        assert all(1 <= percent <= 99 for percent in fact.confidence.values())


def test_a_time_that_is_missing_has_no_confidence() -> None:
    read = read_page(CAPTION + table("|North|South", *ROWS))
    assert read.facts
    assert all(fact.period is None and "period" not in fact.confidence for fact in read.facts)


def test_a_table_that_lacks_its_heads_is_believed_less() -> None:
    clean = {fact.place.row_label: fact.confidence["fact"] for fact in _clean().facts}
    bare = read_page(CAPTION + table(*ROWS))
    assert bare.facts
    for fact in bare.facts:
        assert fact.confidence["fact"] < clean[fact.place.row_label]


def test_what_a_block_shares_is_one_group() -> None:
    first, *others = _clean().facts
    assert all(fact.evidence[0] is first.evidence[0] for fact in others)
    assert "table.source=marked" in first.evidence[0]


def test_sums_that_hold_are_evidence() -> None:
    def totals(total: str) -> set[str]:
        rows = (*HEADS, "Hats|100.0|90.0", "Gloves|50.0|40.0", f"Total sales|{total}|130.0")
        return _evidence(read_page(CAPTION + table(*rows)).facts[0])

    assert "table.sums-fit>=100" in totals("150.0")
    assert "table.sums-fit>=100" not in totals("190.0")


def test_changes_that_hold_or_fail_are_evidence() -> None:
    def change(percent: str) -> set[str]:
        rows = [f"{name}|110.0|100.0|{percent}" for name in ("Hats", "Gloves", "Coats", "Shoes")]
        read = read_page("<p>Results</p><p>($ in millions)</p>" + table("|Q2 2025|Q2 2024|% Change", *rows))
        return _evidence(read.facts[2])

    assert "column.holds=4" in change("10.0%")
    assert "column.holds=4" not in change("31.0%")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("         Q2 2025   Q2 2024\nNet sales   1,204     1,100\nCosts         800       700\n", "gaps"),
        ("Q2 2025 Q2 2024\nNet sales $ 1,204 $ 1,100\nCost of sales 800 700\nOther costs 12 9\n", "blanks"),
    ],
)
def test_how_the_cells_of_a_text_are_parted_is_evidence(text: str, source: str) -> None:
    facts = read_text(f"(In millions)\n{text}").facts
    assert facts
    assert all(f"table.source={source}" in fact.evidence[0] for fact in facts)


def test_links_of_cells_below_the_bound_are_left_out_and_figures_stay() -> None:
    page = f"<html><body>{CAPTION}{table(*HEADS, *ROWS)}</body></html>".encode()
    sure = {"cells": Weights({}, {"period.table.source=marked": -3000, "metric.table.source=marked": 3000})}
    with weighing(sure):
        facts = Extractor(Settings(min_confidence=Decimal("0.6"))).extract(page).facts
    cells = [fact for fact in facts if not isinstance(fact, DateFact) and fact.table is not None]
    assert len(cells) == 8
    assert all(fact.value is not None and fact.metric is not None and fact.period is None for fact in cells)
    assert {fact.metric.confidence for fact in cells if fact.metric} == {Decimal("0.95")}
    assert {fact.confidence for fact in cells} == {Decimal("0.5")}
