"""Drafts: what was found, as gold that passes the check."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from extractor.gold.annotations import Annotation, Link
from extractor.gold.drafting import draft
from extractor.gold.reading import read_sources
from extractor.gold.scoring import score_release
from tests.gold.making import mill, put, same_as_gold


def test_a_draft_of_what_gold_says_is_that_gold() -> None:
    gold = mill()
    made = draft(gold.text, same_as_gold(gold), ident="mill", published=date(2024, 3, 4))
    assert made.facts == tuple(replace(each, optional=False) for each in gold.facts)
    assert made.published == gold.published


def test_a_draft_reads_back_and_scores_100(tmp_path: Path) -> None:
    gold = mill()
    made = draft(gold.text, same_as_gold(gold)[::-1], ident="mill")
    read = read_sources([put(tmp_path, made)])
    assert not read.faults
    assert {outcome.verdict for outcome in score_release(read.releases[0], same_as_gold(gold)).outcomes} == {"right"}


def test_what_gold_cannot_say_is_left_out() -> None:
    text = "some 5 trees, 5 trees and later"
    found = (
        Annotation(id="f1", kind="count", start=5, end=12, text="5 trees", value=Decimal(5), unit="tree", basis="none",
                   relations=(Link("part_of", "f9"),), period="soon"),
        Annotation(id="f2", kind="count", start=5, end=12, text="5 trees", value=Decimal(6)),
        Annotation(id="f3", kind="count", start=15, end=21, text="5 trees"),
        Annotation(id="f4", kind="date", start=26, end=31, text="later", start_date="2024-01-01"),
    )  # fmt: skip
    made = draft(text, found, ident="a")
    assert [(each.id, each.text, each.optional) for each in made.facts] == [
        ("g1", "5 trees", False),
        ("g2", "later", True),
    ]
    first = made.facts[0]
    assert (first.value, first.basis, first.relations, first.period, first.comparator) == (
        Decimal(5),
        None,
        (),
        None,
        "eq",
    )
