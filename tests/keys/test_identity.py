"""The key of a fact rests on its release, its place and its meaning alone."""

from datetime import date
from decimal import Decimal

from extractor import Extractor
from extractor.facts import Metric, MoneyFact
from extractor.keys.identity import fact_key

TEXT = "Larch, Inc. earned $2.5 million in the first quarter of 2024, up 8% from 2023."


def test_keys_are_the_same_in_every_run_and_differ_within_a_release() -> None:
    first = Extractor().extract(TEXT, published=date(2024, 5, 2))
    again = Extractor().extract(TEXT, published=date(2024, 5, 2))
    keys = [fact.key for fact in first.facts]
    assert keys == [fact.key for fact in again.facts]
    assert len(set(keys)) == len(keys)


def test_a_key_is_written_down_once() -> None:
    fact = MoneyFact(
        id="f1", text="$2.5 million", start=19, end=31, section="body", sentence=0, rule="any", value=Decimal(2500000),
        comparator="eq", status="actual", unit="USD", currency_from="explicit",
        metric=Metric(text="Revenue", start=0, end=7),
    )  # fmt: skip
    # Another machine, version of Python or order of facts must not change it.
    assert fact_key("r", fact) == "4dbda9f6618eddeeaf67aa1c"


def test_a_key_follows_place_and_meaning_and_nothing_else() -> None:
    fact = Extractor().extract(TEXT, published=date(2024, 5, 2)).facts[0]
    assert fact.kind == "money"
    same = fact.model_copy(update={"id": "f9", "rule": "another", "sentence": 7, "converted": None})
    assert fact_key("r", same) == fact_key("r", fact)
    for change in ({"start": 1}, {"unit": "CAD"}, {"value": fact.value and fact.value + 1}, {"status": "expected"}):
        assert fact_key("r", fact.model_copy(update=change)) != fact_key("r", fact)
    assert fact_key("another", fact) != fact_key("r", fact)
