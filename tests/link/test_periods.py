"""Which time a figure is about: texts of our own, each kind with its counter-examples."""

import pytest

from extractor.documents import Release
from extractor.facts import DateFact
from extractor.link.draft import When
from extractor.link.period.choice import Option, choose, iso_of
from extractor.link.ranking import Candidate, Weights, chances, rank
from extractor.period import Period
from extractor.pipeline import Extractor
from extractor.values import DateValue
from tests.link.period_texts import Text, period_texts

TEXTS = [
    pytest.param(
        text,
        id=f"{text.says[:40]} {text.text[:50]}",
        marks=[pytest.mark.xfail(strict=True, reason=text.says)] if text.gap else [],
    )
    for text in period_texts()
]


@pytest.mark.parametrize("text", TEXTS)
def test_each_figure_has_the_time_that_governs_it(extractor: Extractor, text: Text) -> None:
    found = extractor.extract(Release(text.text, "test", None, text.published)).facts
    said = {(f.start, f.end): f.period.value if f.period else None for f in found if not isinstance(f, DateFact)}
    wrong = {}
    for mark in text.marks:
        assert mark.span in said, f"no figure at {text.text[slice(*mark.span)]!r} among {[f.text for f in found]}"
        if not _same(said[mark.span], mark.period):
            wrong[text.text[slice(*mark.span)]] = (said[mark.span], mark.period)
    assert not wrong, "found and expected"


def _same(one: str | None, other: str | None) -> bool:
    a, b = Period.parse(one) if one else None, Period.parse(other) if other else None
    return one == other or (a is not None and b is not None and a.same(b))


def test_options_of_the_same_time_add_up() -> None:
    year, by = When(DateValue("2023")), Weights({}, {"said": 1000, "none": 1500})
    two = [Candidate(year, ("a",), ["said"]), Candidate(year, ("b",), ["said"]), Candidate(None, ("none",), ["none"])]
    assert next(iter(chances(rank(two, by), iso_of))) == "2023"


def test_of_options_without_known_traits_the_first_time_wins() -> None:
    options = [Option(When(DateValue("2023")), "a", ["no such trait"]), Option(None, "none", ["nor this"])]
    assert iso_of(choose(options)[1].candidate.value) == "2023"
