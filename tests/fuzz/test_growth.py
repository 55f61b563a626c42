"""Work grows with the text and not with its square; `python -m tests.fuzz.growth` looks at far more texts."""

import pytest

from extractor import Extractor
from tests.fuzz.growth import KNOWN, growth
from tests.growing import MOST


@pytest.mark.parametrize("unit", KNOWN[:12])
def test_calls_grow_with_the_text(extractor: Extractor, unit: str) -> None:
    extractor.extract("It sold 5 cars for $5 million in May, up 5%.")
    # from a length on at which sentences without an end are cut
    assert max(growth(extractor, unit, start=3200, doublings=1)) < MOST
