"""Agreement of annotators: F1 and Cohen's kappa, by hand-made tables."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import GoldError
from extractor.gold.agreement import agree, kappa
from tests.gold.making import mill, orchard


def test_kappa_of_a_known_table() -> None:
    # the textbook table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives 0.7 observed, 0.5 by chance, kappa 0.4
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    items = kappa(table)
    assert (items.items, items.alike, items.share) == (50, 35, 0.7)
    assert items.kappa == pytest.approx(0.4)


def test_kappa_where_there_is_nothing_to_tell_apart() -> None:
    assert kappa([("y", "y")] * 5).kappa is None
    assert kappa([]).kappa is None
    assert kappa([]).share is None
    assert kappa([("y", "n")] * 5).kappa == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_symmetric_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    ours, theirs = kappa(pairs).kappa, kappa([(b, a) for a, b in pairs]).kappa
    assert ours == theirs
    assert ours is None or ours <= 1


def test_one_with_itself() -> None:
    both = agree([mill(), orchard()], [mill(), orchard()])
    assert (both.releases, both.only, both.exact) == (2, (), 9)
    assert all(both.f1(kind) in {1.0, None} for kind in both.facts)
    assert {items.kappa for items in (both.words, both.spans, *both.fields.values())} <= {1.0, None}


def test_two_that_differ() -> None:
    gold = mill()
    changed = tuple(
        {"g2": replace(each, direction="down", subject=None), "g5": replace(each, kind="measure", item=None)}.get(
            each.id, each
        )
        for each in gold.facts
        if each.id != "g4"
    )
    both = agree([gold], [replace(gold, facts=changed)])
    assert both.facts["all"] == (7, 6, 5)
    assert both.f1() == pytest.approx(10 / 13)
    assert both.f1("count") == pytest.approx(2 / 3)
    assert both.f1("percent") == 1.0
    assert (both.spans.items, both.spans.alike) == (6, 5)
    assert (both.fields["direction"].items, both.fields["direction"].alike) == (1, 0)
    assert (both.fields["subject"].items, both.fields["subject"].alike) == (2, 1)
    assert (both.fields["unit"].alike, both.fields["optional"].kappa) == (both.fields["unit"].items, 1.0)
    assert both.words.items == len(gold.text.split())
    # "2023." is one annotator's only, "310 people" has two kinds: 3 words of 32
    assert both.words.items - both.words.alike == 3


def test_the_same_number_written_otherwise_is_the_same() -> None:
    gold = mill()
    written = tuple(replace(each, value="2024-03-04/2024-03-04") if each.id == "g1" else each for each in gold.facts)
    written = tuple(replace(each, value=Decimal("48200000.00")) if each.id == "g3" else each for each in written)
    number = agree([gold], [replace(gold, facts=written)]).fields["number"]
    assert number.alike == number.items


def test_only_releases_that_both_have_count() -> None:
    assert agree([mill(), orchard()], [mill()]).only == ("orchard/1",)
    with pytest.raises(GoldError, match="no release in common"):
        agree([mill()], [orchard()])
    with pytest.raises(GoldError, match="the two texts differ"):
        agree([mill()], [replace(mill(), text=mill().text + " ")])
