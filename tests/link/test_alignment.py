"""Lists side by side: each figure has the measure, the name and the level at its own place."""

import pytest

from extractor.facts import Quantity
from extractor.pipeline import Extractor

METRICS = [
    ("Revenue and net income were $50 million and $4 million, up 10% and 12%, respectively.",
     ["Revenue", "net income", "Revenue", "net income"]),
    ("Sales, gross profit and net income were $9 million, $5 million and $2 million.",
     ["Sales", "gross profit", "net income"]),
    ("Sales and costs rose 5% and 8% to $10 million and $7 million, respectively.",
     ["Sales", "costs", "Sales", "costs"]),
    ("GAAP and non-GAAP gross margins were 73.3% and 73.5%, respectively.",
     ["GAAP and non-GAAP gross margins", "non-GAAP gross margins"]),
    ("Net sales rose by 5% and 8%.", ["Net sales", "Net sales"]),
]  # fmt: skip
SUBJECTS = [
    ("Sales in Germany, France and Spain were €5m, €4m and €3m, respectively.", ["Germany", "France", "Spain"]),
    ("Exports to China, Japan and Korea rose 5 percent, 7 percent and 9 percent.", ["China", "Japan", "Korea"]),
    ("Growth was 7 and 19 percent in Europe and Asia, respectively.", ["Europe", "Asia"]),
    ("Halden and Marlow employ 300 and 450 people, respectively.", ["Halden", "Marlow"]),
    ("Halden and Marlow raised $3 million in May.", ["Halden and Marlow"]),
    ("Sales in Germany and France were €5m.", ["Germany and France"]),
]


def _quantities(extractor: Extractor, text: str) -> list[Quantity]:
    return [fact for fact in extractor.extract(text).facts if isinstance(fact, Quantity)]


@pytest.mark.parametrize(("text", "expected"), METRICS)
def test_each_figure_measures_its_own(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert [fact.metric.text if fact.metric else None for fact in _quantities(extractor, text)] == expected


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_each_figure_has_its_own_subject(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert [fact.subject.text if fact.subject else None for fact in _quantities(extractor, text)] == expected


def test_a_list_of_changes_goes_with_the_list_of_levels(extractor: Extractor) -> None:
    text = "Sales and costs rose 5% and 8% to $10 million and $7 million, respectively."
    facts = _quantities(extractor, text)
    to = {fact.id: fact.text for fact in facts}
    assert [to[f.relation.to] if f.relation else None for f in facts] == ["$10 million", "$7 million", None, None]
