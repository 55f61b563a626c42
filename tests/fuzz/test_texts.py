"""Fuzzing in small; the documented commands of the modules here run it in full."""

import random
from datetime import date

import pytest

from extractor import Extractor
from extractor.documents import Release
from extractor.normalise.dates.reading import read_all
from extractor.recognise import dates
from extractor.recognise.rule import Rule
from extractor.recognise.scan import scan
from tests.building import document_of
from tests.fuzz.pieces import sample
from tests.fuzz.texts import SEEDS, broken, run


def test_mutated_texts_break_nothing() -> None:
    assert [f"{n}: {fault}: {text!r}" for n, fault, text in run(SEEDS, 150, seed=1, longest=600)] == []


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.name) for r in dates.rules() if r.pattern])
def test_whatever_a_rule_of_dates_takes_can_be_read(rule: Rule) -> None:
    order = random.Random(rule.name)
    for _ in range(20):
        lead, tail = order.choice(("", "in the ", "for a ", "on ")), order.choice((".", " of 2024", ", up 5%"))
        text = f"{lead}{sample(rule.pattern, order)}{tail}"
        document = document_of(text)
        found = dates.find(scan(document))
        assert len(read_all(found, document, order.choice((None, date(2024, 2, 29))))) == len(found)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), date(1, 12, 1)])
def test_null_dates_are_no_days_of_publication(extractor: Extractor, day: date) -> None:
    text = "Sales rose 5% to $6 million last year and will rise next quarter, in 2 years and in December 2031."
    found = extractor.extract(Release(text, "x", None, day))
    assert found.release.published is None
    assert "null-publication-date" in {d.code for d in found.diagnostics}
    assert [f.text for f in found.facts] == [f.text for f in extractor.extract(text).facts]


def test_a_count_ends_before_the_figure_that_it_holds(extractor: Extractor) -> None:
    text = "She gave us two $500 gift cards each and bought three 20% stakes, as did 4.2 million (46.7%) adults."
    found = extractor.extract(text)
    assert [(f.kind, f.text) for f in found.facts] == [
        ("count", "two"), ("money", "$500"), ("count", "three"), ("percent", "20%"),
        ("count", "4.2 million"), ("percent", "46.7%"),
    ]  # fmt: skip
    assert broken(text, found) == []
