"""Lints: each has texts that break its rule and texts that do not; sound gold has none."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractor.gold.annotations import Annotation, GoldRelease, Link
from extractor.gold.linting import LINTS, lint, uncovered
from extractor.gold.reading import read_sources
from tests.gold.making import SHARED, mill, orchard, release


def one(marked: str, kind: Any, **fields: Any) -> GoldRelease:
    """A release with one fact, whose span stands between ⟦ and ⟧."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    defaults: dict[str, Any] = {} if kind == "date" else {"comparator": "eq"}
    if kind == "count":
        defaults["unit"] = "plant"
    number = fields.pop("value", None)
    value = Decimal(str(number)) if isinstance(number, int | float) else number
    return release(
        text,
        Annotation(
            id="g", kind=kind, start=start, end=end, text=text[start:end], value=value, **{**defaults, **fields}
        ),
    )


BROKEN = {
    "span-blank": [one("It has⟦ 7 plants⟧.", "count", value=7)],
    "span-article": [one("⟦the 7 plants⟧", "count", value=7), one("⟦a 5 km⟧ walk", "measure", value=5)],
    "span-hedge": [
        one("⟦about 7 plants⟧", "count", value=7),
        one("⟦~7 plants⟧", "count", value=7),
        one("⟦Up to $5⟧", "money", unit="USD", value=5),
    ],
    "span-date-lead": [
        one("It fell ⟦in 2024⟧", "date", value="2024"),
        one("⟦Monday, May 6⟧", "date", value="2024-05-06"),
    ],
    "span-end": [one("⟦7 plants,⟧ all new", "count", value=7)],
    "span-per": [one("⟦$0.45 per share⟧", "money", unit="USD", value=0.45)],
    "span-clause": [one("⟦7 plants that closed⟧", "count", value=7)],
    "name-number": [one("under Section ⟦7⟧ of it", "count", value=7)],
    "value-missing": [one("⟦7 plants⟧", "count")],
    "unit-missing": [one("⟦7 plants⟧", "count", value=7, unit=None)],
    "comparator-missing": [one("⟦7 plants⟧", "count", value=7, comparator=None)],
    "comparator-hedge": [
        one("nearly ⟦7 plants⟧", "count", value=7),
        one("at least ⟦$5⟧", "money", unit="USD", value=5),
    ],
    "direction-sign": [one("fell ⟦5%⟧", "percent", unit="percent", value=-5, direction="down")],
    "digits": [one("⟦$7.6 million⟧", "money", unit="USD", value=7.06), one("⟦1,250 plants⟧", "count", value=1520)],
    "date-year": [one("⟦May 6, 2024⟧", "date", value="2023-05-06")],
    "currency": [one("⟦€5⟧", "money", unit="USD", value=5), one("⟦HK$5⟧", "money", unit="USD", value=5)],
    "percent-unit": [
        one("⟦50 basis points⟧", "percent", unit="percent", value=50),
        one("⟦5%⟧", "percent", unit="basis_point", value=5),
    ],
    "count-unit": [
        one("⟦7 plants⟧", "count", value=7, unit="plants"),
        one("⟦7 Plants⟧", "count", value=7, unit="Plant"),
    ],
    "item-number": [one("⟦7 new plants⟧", "count", value=7, item="7 new plants")],
    "subject": [
        one("It has ⟦7 plants⟧.", "count", value=7, subject="it"),
        one("The Company has ⟦7 plants⟧.", "count", value=7, subject="Company"),
        one("Tern has ⟦7 plants⟧.", "count", value=7, subject="Tern Mills"),
        one("Tern has ⟦7 plants⟧.", "count", value=7, subject="the Tern"),
    ],
    "metric": [one("Sales were ⟦$5⟧", "money", unit="USD", value=5, metric="net revenue")],
    "basis-direction": [one("was ⟦5%⟧", "percent", unit="percent", value=5, basis="year_over_year")],
}

SOUND = {
    "span-article": [
        one("⟦a third⟧", "percent", unit="percent", value=33.33),
        one("⟦a million plants⟧", "count", value=1000000),
    ],
    "span-hedge": [
        one("about ⟦7 plants⟧", "count", value=7, comparator="approx"),
        one("⟦overhead plants 7⟧", "count", value=7),
    ],
    "span-date-lead": [one("⟦May 6⟧", "date", value="2024-05-06"), one("⟦first quarter⟧", "date", value="2024-Q1")],
    "span-per": [one("⟦$0.45⟧ per share", "money", unit="USD", value=0.45, per="share")],
    "name-number": [one("under Section 7, ⟦7 plants⟧", "count", value=7)],
    "value-missing": [one("⟦dozens of plants⟧", "count", optional=True)],
    "comparator-hedge": [
        one("growth over ⟦5%⟧ of it", "percent", unit="percent", value=5),
        one("nearly ⟦7 plants⟧", "count", value=7, comparator="approx"),
        one("two lines up, to ⟦$5⟧", "money", unit="USD", value=5),
    ],
    "digits": [
        one("⟦$7.6 million⟧", "money", unit="USD", value=7600000),
        one("⟦Rs. 4,500 crore⟧", "money", unit="INR", value=45000000000),
        one("⟦nine plants⟧", "count", value=9),
        one("⟦$1.20⟧", "money", unit="USD", value=1.2),
        one("⟦2½ km⟧", "measure", value=2.5),
        one("⟦two $500 cards⟧", "count", value=2, unit="card"),
    ],
    "date-year": [
        one("⟦year ended June 30, 2024⟧", "date", value="FY2024"),
        one("⟦May 2024⟧", "date", value="2024-05"),
    ],
    "currency": [one("⟦$5⟧", "money", unit="CAD", value=5), one("⟦US$5⟧", "money", unit="USD", value=5)],
    "percent-unit": [one("⟦5 percentage points⟧", "percent", unit="percentage_point", value=5)],
    "subject": [one("Tern Mills' staff: ⟦7 plants⟧", "count", value=7, subject="Tern Mills")],
    "metric": [one("quarterly revenues of ⟦$5⟧", "money", unit="USD", value=5, metric="quarterly revenue")],
}

CASES = [(code, True, gold) for code, made in BROKEN.items() for gold in made]
CASES += [(code, False, gold) for code, made in SOUND.items() for gold in made]


@pytest.mark.parametrize(("code", "broken", "gold"), CASES, ids=[f"{c}-{b}-{g.facts[0].text}" for c, b, g in CASES])
def test_lint(code: str, broken: bool, gold: GoldRelease) -> None:
    assert (code in {fault.code for fault in lint(gold)}) is broken


def related(sort: str, one_side: dict[str, Any], other: dict[str, Any]) -> GoldRelease:
    text = "of $5 and €4 it was"
    first: dict[str, Any] = {"kind": "money", "unit": "USD", "value": Decimal(5), "comparator": "eq"} | one_side
    second: dict[str, Any] = {"kind": "money", "unit": "EUR", "value": Decimal(4), "comparator": "eq"} | other
    return release(
        text,
        Annotation(id="a", start=3, end=5, text="$5", relations=(Link(sort, "b"),), **first),
        Annotation(id="b", start=10, end=12, text="€4", **second),
    )


@pytest.mark.parametrize(
    ("gold", "codes"),
    [
        (related("equivalent_of", {}, {}), set()),
        (related("equivalent_of", {}, {"unit": "USD"}), {"relation-kinds", "currency"}),
        (related("same_as", {}, {}), {"relation-kinds"}),
        (related("same_as", {}, {"value": Decimal(5)}), {"digits"}),
        (related("prior_of", {"kind": "count"}, {}), {"relation-kinds", "count-unit"}),
        (related("change_of", {}, {}), {"relation-kinds"}),
        (related("change_of", {"direction": "up"}, {}), set()),
        (related("prior_of", {}, {"relations": (Link("prior_of", "a"),)}), {"relation-mutual"}),
    ],
)
def test_relations(gold: GoldRelease, codes: set[str]) -> None:
    assert {fault.code for fault in lint(gold)} == codes


def test_overlapping_facts_of_one_kind_are_told_once() -> None:
    gold = mill()
    again = replace(gold.facts[4], id="g9", end=gold.facts[4].end - 1, text="310 peopl")
    faults = lint(replace(gold, facts=(*gold.facts, again)))
    assert [fault.code for fault in faults if fault.code == "overlap"] == ["overlap"]


def test_every_lint_is_tested_and_has_its_own_code() -> None:
    codes = [each.code for each in LINTS]
    assert len(set(codes)) == len(codes)
    assert set(codes) == {*BROKEN, "relation-kinds", "relation-mutual", "overlap"}


def test_sound_gold_has_no_warnings() -> None:
    assert [str(fault) for fault in lint(mill())] == []


def test_shared_gold_has_hardly_any_warnings() -> None:
    if not SHARED.exists():
        pytest.skip("../shared is not here")
    gold = read_sources([SHARED / "gold" / "dev", *sorted((SHARED / "cases").glob("*.jsonl"))])
    warnings = [fault for each in gold.releases for fault in lint(each, gold.origins[each.id])]
    assert not gold.faults
    assert len(warnings) <= 0.005 * sum(len(each.facts) for each in gold.releases), list(map(str, warnings))
    assert all(fault.line for fault in warnings)


def test_numbers_without_a_fact() -> None:
    assert [each.text for each in uncovered(orchard())] == []
    gold = replace(mill(), facts=mill().facts[:2])
    assert [each.text for each in uncovered(gold)] == ["£48.2", "2023", "310", "2025"]
    assert uncovered(release("Form 10-K, ID 3/4 and A1 of x.5")) == []
