"""What the tests of segmenting share: one Extractor, so that the parser is loaded once."""

import pytest

from extractor.pipeline import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()
