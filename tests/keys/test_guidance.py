"""What releases do with their guidance: by the figures before it, else by their verbs."""

from datetime import date
from decimal import Decimal

import pytest

from extractor import Extractor
from extractor.facts import MoneyFact
from extractor.words.guidance import guidance_words

DAY = date(2025, 8, 1)
SAID = [
    ("Larch, Inc. lowered its outlook for 2025 net income to $3 million (previously $4 million).", "$3 million",
     "lowered", "4000000"),
    ("Larch, Inc. now expects 2025 revenue of $5 million, compared with previous guidance of $4 million.", "$5 million",
     "raised", "4000000"),
    ("Larch, Inc. reaffirms its guidance of revenue of $5 million for 2026.", "$5 million", "maintained", None),
    ("Larch, Inc. is narrowing its 2025 revenue outlook to a range of $5.1 million to $5.2 million.",
     "$5.1 million to $5.2 million", "narrowed", None),
    ("Larch, Inc. introduced guidance for 2026 revenue of $5 million.", "$5 million", "initiated", None),
    ("Forecast for 2026 unchanged: revenue of $5 million.", "$5 million", "maintained", None),
    ("For 2026, Larch, Inc. is maintaining its full year adjusted diluted net earnings per common share guidance range "
     "of $1.70 to $1.80.", "$1.70 to $1.80", "maintained", None),
    # A measure without a standard name is guidance where the release says what it does with it.
    ("Larch, Inc. reaffirms its guidance of kiln revenue of $5 million for 2026.", "$5 million", "maintained", None),
    # What goes on being expected is maintained, and the guidance before is told by its words.
    ("Larch, Inc. continues to expect 2026 revenue of $5 million.", "$5 million", "maintained", None),
    ("Larch, Inc. still expects 2026 kiln costs of $5 million.", "$5 million", "maintained", None),
    ("Larch, Inc. expects 2025 total expenses of $6 million to $8 million, updated from our prior range of $5 million "
     "to $9 million.", "$6 million to $8 million", "narrowed", "5000000"),
    # A range that the release gives for its own quarter, half or year needs no standard name.
    ("Larch, Inc. grew. Larch, Inc. estimates kiln costs of $5 million to $6 million for full year 2025.",
     "$5 million to $6 million", None, None),
    # Guidance of which nothing more is said.
    ("For 2025, Larch, Inc. expects revenue of $5 million.", "$5 million", None, None),
    ("Larch, Inc. raised prices and expects 2026 revenue of $5 million.", "$5 million", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figure", "action", "prior"), SAID)
def test_guidance(text: str, figure: str, action: str | None, prior: str | None) -> None:
    found = Extractor().extract(text, published=DAY)
    (fact,) = (f for f in found.facts if f.text == figure)
    assert isinstance(fact, MoneyFact)
    assert fact.guidance is not None
    assert fact.guidance.action == action
    assert fact.guidance.prior_low == (prior and Decimal(prior))
    assert (fact.guidance.low, fact.guidance.high) == (fact.low or fact.value, fact.high or fact.value)
    if fact.guidance.words:
        words = fact.guidance.words
        assert text[words.start : words.end] == words.text


NONE = [
    "Larch, Inc. earned revenue of $5 million in 2024.",
    "The plant is expected to cost $5 million.",
    "Larch, Inc. grew. Larch, Inc. estimates kiln costs of about $5 million for full year 2025.",
    "Larch, Inc. grew. The market is expected to be worth $5 billion to $6 billion in 2026.",
    "Larch, Inc. grew. Larch, Inc. will build kilns for $5 million to $6 million by May 3, 2026.",
    "Larch, Inc. will pay its next quarterly dividend of $0.05 per share on September 15, 2025.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_guidance(text: str) -> None:
    facts = Extractor().extract(text, published=DAY).facts
    assert not any(fact.kind != "date" and fact.guidance for fact in facts)


def test_what_repeats_guidance_is_guidance() -> None:
    text = (
        "Larch, Inc. Reaffirms Kiln Revenue Guidance of $5 million for 2026\n\n"
        "OSTBURG, Aug. 1, 2025 -- Larch, Inc. grew. It anticipates kiln revenue of $5 million for 2026."
    )
    found = Extractor().extract(text, published=DAY).facts
    assert [f.guidance and f.guidance.action for f in found if isinstance(f, MoneyFact)] == ["maintained"] * 2


def test_without_a_day_of_publication_what_ends_with_the_reported_time_is_no_guidance() -> None:
    text = "In 2024, Larch, Inc. earned $5 million and spent $3 million. It expects {} revenue of $6 million."
    for year, guided in (("2024", False), ("2025", True)):
        figure = Extractor().extract(text.format(year)).facts[-1]
        assert isinstance(figure, MoneyFact)
        assert (figure.text, figure.guidance is not None) == ("$6 million", guided)


@pytest.mark.parametrize("row", guidance_words().actions, ids=lambda row: row.action)
def test_each_action_is_read_from_its_examples(row: object) -> None:
    for example in row.examples:  # type: ignore[attr-defined]
        facts = Extractor().extract(f"Larch, Inc. grew in 2024. {example}", published=DAY).facts
        actions = {fact.guidance.action for fact in facts if fact.kind != "date" and fact.guidance}
        assert actions <= {row.action, None}  # type: ignore[attr-defined]
        verbs = {verb for verb, action in guidance_words().verbs().items() if action == row.action}  # type: ignore[attr-defined]
        assert verbs & set(example.lower().replace(".", "").split())
