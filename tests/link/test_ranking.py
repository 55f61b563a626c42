"""Candidates are ranked by the sum of their features' weights; the probabilities of one figure's add up to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.link.ranking import Candidate, Weights, rank, weighing, weights
from extractor.spans import Span

BY = Weights({}, {"near": 700, "far": -400, "verb": 250})
FEATURES = st.frozensets(st.sampled_from(["near", "far", "verb", "unheard-of"]))


def _candidates(*features: frozenset[str]) -> list[Candidate[Span]]:
    return [Candidate(Span(i, i + 1), (), own) for i, own in enumerate(features)]


@given(st.lists(FEATURES, min_size=1, max_size=8))
def test_probabilities_add_up_and_fall(features: list[frozenset[str]]) -> None:
    ranked = rank(_candidates(*features), BY)
    assert sum(r.probability for r in ranked) == pytest.approx(1)
    assert [r.probability for r in ranked] == sorted((r.probability for r in ranked), reverse=True)


def test_the_heaviest_comes_first_and_equals_stay_in_order() -> None:
    near, far, also_far = frozenset({"near"}), frozenset({"far"}), frozenset({"far", "unheard-of"})
    assert [r.candidate.features for r in rank(_candidates(far, also_far, near), BY)] == [near, far, also_far]


def test_nothing_to_rank_gives_nothing() -> None:
    assert rank([], BY) == []


def test_weights_can_be_tried_and_are_given_back() -> None:
    shipped = weights("metric")
    with weighing({"metric": BY}):
        assert weights("metric") is BY
    assert weights("metric") is shipped


def test_the_shipped_weights_are_whole_and_say_where_they_come_from() -> None:
    shipped = weights("metric")
    assert all(isinstance(weight, int) and weight for weight in shipped.of.values())
    assert {"command", "releases", "figures", "texts"} <= set(shipped.provenance)
