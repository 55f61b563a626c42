"""The fuzzing of CONTRIBUTING.md in small: a few files of each format; and that it can fail."""

from typing import Any

import pytest

from extractor.archive.sources import Sources
from extractor.pipeline import Extractor
from tests.fuzz.files import fuzz
from tests.fuzz.samples import samples


def test_mutated_files_of_every_format_are_told_and_nothing_more() -> None:
    outcome = fuzz(1, range(2 * len(samples())))
    assert outcome.failures == []
    assert len([what for what in outcome.seen if what.endswith(": files")]) == len(samples())


def test_what_comes_out_of_mutated_files_is_extracted() -> None:
    assert fuzz(2, range(len(samples())), extractor=Extractor()).failures == []


def test_the_same_seed_makes_the_same_files() -> None:
    one, other = (fuzz(3, range(12)) for _ in range(2))
    assert one == other


def test_a_reader_that_raises_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def raises(_: Any) -> Any:
        raise KeyError("odd")

    monkeypatch.setattr(Sources, "__iter__", raises)
    assert "reading raised KeyError" in fuzz(4, range(1)).failures[0]
