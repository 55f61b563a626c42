"""Figures behind "plus or minus": figures of their own, unsigned, and expected as what they limit is."""

import pytest

from extractor.pipeline import Extractor

TOLERANCES = [
    ("Third-quarter revenue should come to $410 million, plus or minus $15 million.", "$15 million", "15000000"),
    ("We guide to revenue of $41 billion, plus or minus 2%.", "2%", "2"),
    ("We guide to revenue of $410 million +/- $15 million.", "$15 million", "15000000"),
    ("We guide to gross margin of 71.5%, plus or minus 50 basis points.", "50 basis points", "50"),
    ("We expect revenue of $410 million ± 2%.", "2%", "2"),
]


@pytest.mark.parametrize(("text", "words", "value"), TOLERANCES)
def test_a_tolerance_has_no_sign(extractor: Extractor, text: str, words: str, value: str) -> None:
    figure, tolerance = [fact for fact in extractor.extract(text).facts if fact.kind != "date"]
    assert (tolerance.text, str(tolerance.value)) == (words, value)
    assert figure.metric is not None
    assert figure.status == "expected"
