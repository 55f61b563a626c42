"""How likely links and facts are called: whole per cent from evidence alone, and links below a bound are left out."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Release
from extractor.facts import DateFact, MoneyFact
from extractor.link.confidence import percent_of
from extractor.link.ranking import Weights, weighing
from extractor.pipeline import Extractor
from extractor.settings import Settings

TEXT = (
    "OSLO, 5 May 2024 – Larch Foods plc said today that revenue rose 8% to €52 million in the first quarter of 2024, "
    "from €48 million a year earlier. The company hired 30 people."
)
DAY = date(2024, 5, 5)


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(-9000, 9000)), st.lists(st.sampled_from("abcde")))
def test_evidence_against_mirrors_evidence_for(of: dict[str, int], evidence: list[str]) -> None:
    against = Weights({}, {feature: -weight for feature, weight in of.items()})
    assert 1 <= percent_of(Weights({}, of), evidence) <= 99
    assert percent_of(Weights({}, of), evidence) + percent_of(against, evidence) in {99, 100, 101}


@pytest.mark.parametrize(("weight", "percent"), [(0, 50), (1099, 75), (-1099, 25), (2197, 90), (99999, 99)])
def test_the_probability_is_the_logistic_function(weight: int, percent: int) -> None:
    assert percent_of(Weights({}, {"said": weight}), ["said", "unheard-of"]) == percent


def test_every_fact_and_every_link_says_how_likely_it_is(extractor: Extractor) -> None:
    facts = extractor.extract(Release(TEXT, "r", None, DAY)).facts
    assert facts
    for fact in facts:
        assert fact.confidence is not None
        assert 0 < fact.confidence < 1
        assert fact.confidence.as_tuple().exponent in {-2, -1}
        links = [] if isinstance(fact, DateFact) else [fact.metric, fact.subject, fact.period]
        assert all(link.confidence is not None for link in [*links, fact.relation] if link is not None)
        if not isinstance(fact, DateFact):
            assert (fact.direction is None) == (fact.direction_confidence is None)


def test_links_below_the_bound_are_left_out_and_figures_stay() -> None:
    release = Release(TEXT, "r", None, DAY)
    every = Extractor(Settings()).extract(release).facts
    with weighing({"confidence": Weights({}, {"metric": 2000, "subject": -2000, "direction": -2000})}):
        sure = Extractor(Settings(min_confidence=Decimal("0.6"))).extract(release).facts
    assert [(f.text, f.start) for f in sure] == [(f.text, f.start) for f in every]
    revenue = next(f for f in sure if f.text == "€52 million")
    assert isinstance(revenue, MoneyFact)
    assert (revenue.value, revenue.metric and revenue.metric.text) == (Decimal(52000000), "revenue")
    assert (revenue.subject, revenue.period, revenue.relation) == (None, None, None)
    change = next(f for f in sure if f.text == "8%")
    assert not isinstance(change, DateFact)
    assert (change.direction, change.basis, change.direction_confidence) == (None, None, None)


def test_the_same_text_is_believed_the_same(extractor: Extractor) -> None:
    one, other = (extractor.extract(Release(TEXT, "r", None, DAY)) for _ in range(2))
    assert one == other
