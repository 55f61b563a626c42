"""The file generated from CLDR is the one that the generator writes."""

import pytest

from extractor.words.generate_currencies import TARGET, render


def test_generated_file_is_current() -> None:
    pytest.importorskip("babel", reason="Babel is a development dependency")
    assert TARGET.read_text(encoding="utf-8") == render()
