"""The diff of two snapshots, and the rule cards, on rows made by hand."""

from decimal import Decimal
from typing import Any

from extractor.gold.annotations import Annotation
from tests.snapshot.cards import cards, table
from tests.snapshot.differing import changes, grouped, report
from tests.snapshot.taking import Item, rows_of


def fact(text: str, start: int, **fields: Any) -> dict[str, Any]:
    made = {"kind": "money", "text": text, "start": start, "end": start + len(text), "rule": "money.amount-sign"}
    return {**made, "value": "5", "by": {}, **fields}


def row(*facts: dict[str, Any], ident: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": ident, "facts": list(facts), "fallen": [], "vetoes": [], **more}


def test_the_same_rows_differ_in_nothing() -> None:
    rows = [row(fact("$5", 0, metric="sales @9"))]
    assert list(changes(rows, rows)) == []


def test_lost_new_and_changed_facts_are_grouped_by_field_and_rule() -> None:
    before = [row(fact("$5", 0, metric="sales @9", by={"metric": "metric.a"}), fact("$7", 20))]
    after = [row(fact("$5", 0, metric="income @9", by={"metric": "metric.b"}), fact("$8", 30))]
    groups = {(g.field, g.rule): [(c.words, c.before, c.after) for c in g.changes] for g in grouped_of(before, after)}
    assert groups == {
        ("metric", "metric.a → metric.b"): [("$5", "sales @9", "income @9")],
        ("fact", "money.amount-sign"): [("$7", "money 5", ""), ("$8", "", "money 5")],
    }


def grouped_of(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Any:
    return grouped(changes(before, after))


def test_gold_says_whether_a_change_is_a_gain() -> None:
    before = [row(fact("$5", 0, metric="a @1"), right={"0": {"metric": False}})]
    after = [row(fact("$5", 0, metric="b @1"), right={"0": {"metric": True}})]
    (line, shown) = report(grouped_of(before, after), show=3, unread=())
    assert "(gold: 1 gained, 0 lost)" in line
    assert shown.endswith("a @1 → b @1 gained")


def test_the_words_of_releases_that_are_never_read_are_not_shown() -> None:
    before, after = [row(fact("$5", 0, metric="secret @1"))], [row(fact("$5", 0))]
    lines = report(grouped_of(before, after), show=3, unread={"a"})
    assert len(lines) == 1
    assert "secret" not in lines[0]


def test_a_card_counts_what_a_rule_says_and_how_often_it_is_right() -> None:
    one = row(
        fact("$5", 0, metric="a @1", by={"metric": "metric.a"}),
        right={"0": {"number": True, "metric": False}},
        fallen=[["count.noun", "money.amount-sign"]],
    )
    found = {card.rule: card for card in cards([one, {**one, "id": "b"}], ["metric.a", "metric.silent"])}
    assert (found["money.amount-sign"].right, found["money.amount-sign"].judged) == (2, 2)
    assert (found["metric.a"].right, found["metric.a"].judged, len(found["metric.a"].releases)) == (0, 2, 2)
    assert found["count.noun"].fell == {"money.amount-sign": 2}
    assert any("never speak: metric.silent" in line for line in table(list(found.values())))


def test_a_figure_with_decimals_is_judged_by_its_number() -> None:
    text = "Net income was $1.25 million."
    gold = Annotation(id="g1", kind="money", start=15, end=28, value=Decimal(1250000), unit="USD")
    row = rows_of([Item("a", text, None, (gold,))])[0]
    assert row["right"]["0"]["number"]
    share = Annotation(id="g1", kind="percent", start=10, end=14, value=Decimal("2.5"), unit="percent")
    row = rows_of([Item("b", "Sales are 2.5% higher.", None, (share,))])[0]
    assert (row["facts"][0]["value"], row["right"]["0"]["number"]) == ("2.5", True)
