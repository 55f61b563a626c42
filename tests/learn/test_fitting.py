"""Fitting finds what tells the right candidate from the wrong ones, and nothing where there is nothing to find."""

import pytest

from tests.learn.fitting import Choice, fit


def _choices(right: str, wrong: str, releases: int) -> list[Choice]:
    return [
        Choice(f"r{i}", [frozenset({wrong}), frozenset({right, f"only-{i}"})], [0.0, 1.0], 1.0) for i in range(releases)
    ]


def test_what_the_right_candidates_share_weighs_more() -> None:
    weights = fit(_choices("near", "far", 9), precision=1.0, least=3)
    assert weights["near"] > 0 > weights["far"]


def test_what_stands_in_few_releases_is_not_learned() -> None:
    assert set(fit(_choices("near", "far", 9), precision=1.0, least=3)) == {"near", "far"}


@pytest.mark.parametrize("gains", [[0.0, 0.0], []])
def test_a_figure_whose_right_candidate_was_not_proposed_teaches_nothing(gains: list[float]) -> None:
    lost = Choice("r", [frozenset({"far"})] * len(gains), gains, 1.0)
    assert fit([*_choices("near", "far", 9), lost], precision=1.0, least=3) == fit(
        _choices("near", "far", 9), precision=1.0, least=3
    )


def test_a_strong_prior_keeps_weights_small() -> None:
    loose, strict = (fit(_choices("near", "far", 9), precision=p, least=3)["near"] for p in (0.1, 10.0))
    assert loose > strict > 0
