"""Work grows with the text and not with its square; `python -m tests.fuzz.growth` looks at far more texts."""

import time

import pytest

from extractor import Extractor
from tests.fuzz.growth import KNOWN, MOST, growth


@pytest.mark.parametrize("unit", KNOWN[:12])
def test_calls_grow_with_the_text(extractor: Extractor, unit: str) -> None:
    extractor.extract("It sold 5 cars for $5 million in May, up 5%.")
    # from a length on at which sentences without an end are cut
    assert max(growth(extractor, unit, start=3200, doublings=1)) < MOST


@pytest.mark.parametrize("unit", ["U.S. ", "A.A.", "123,", "12:", "2024/", "a@", "Inc. "])
def test_patterns_take_time_in_proportion(extractor: Extractor, unit: str) -> None:
    def cost(size: int) -> float:
        begun = time.process_time()
        extractor.extract(unit * (size // len(unit)))
        return time.process_time() - begun

    cost(4_000)
    # Eight times the text: linear work is about eight times as long, quadratic work sixty-four times.
    assert cost(32_000) < 28 * cost(4_000) + 0.05
