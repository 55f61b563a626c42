"""Work grows with the text and not with its square; `python -m tests.fuzz.growth` looks at far more texts."""

import pytest

from extractor import Extractor
from tests.fuzz.growth import KNOWN, growth, repeated
from tests.growing import MOST, check_growth


@pytest.mark.parametrize("unit", KNOWN[:12])
def test_calls_grow_with_the_text(extractor: Extractor, unit: str) -> None:
    extractor.extract("It sold 5 cars for $5 million in May, up 5%.")
    # from a length on at which sentences without an end are cut
    assert max(growth(extractor, unit, start=3200, doublings=1)) < MOST


@pytest.mark.parametrize("unit", ["U.S. ", "Vice President and ", "$5 ", "one of "])
def test_what_goes_on_over_blanks_grows_with_the_text(extractor: Extractor, unit: str) -> None:
    check_growth(lambda size: repeated(unit, size), extractor.extract, size=4_000)
