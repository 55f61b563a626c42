"""Scores of one release: outcomes, counts, SemEval modes, confusions; counts add up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.gold.annotations import Annotation, GoldRelease
from extractor.gold.counts import Counts, ModeCounts, total
from extractor.gold.figures import figures_of, names
from extractor.gold.scoring import ABSENT, MISSED, SPURIOUS, score_release
from tests.gold.making import fact, mill, orchard, release, same_as_gold

TEXT = "Sales of $5 million, up 4%, in 2023 and 2024."


def test_gold_as_output_scores_100() -> None:
    for gold in (mill(), orchard()):
        score = score_release(gold, same_as_gold(gold))
        assert {name: figure for name, figure in figures_of(score.counts).items() if figure not in {None, 1.0}} == {}
        assert {outcome.verdict for outcome in score.outcomes} <= {"right", "optional"}


def test_an_empty_output_scores_0() -> None:
    score = score_release(mill(), ())
    figures = figures_of(score.counts)
    assert [figures[name] for name in ("detection", "recall", "value", "fact", "strict", "type")] == [0.0] * 6
    assert figures["precision"] is None
    assert figures["metric"] is None
    assert [outcome.verdict for outcome in score.outcomes] == ["missed"] * 6 + ["optional"]


def test_optional_facts_are_neither_missed_nor_extra() -> None:
    gold = mill()
    without = tuple(each for each in same_as_gold(gold) if each.text != "second quarter of 2025")
    for found in (same_as_gold(gold), without):
        tally = score_release(gold, found).counts.kinds["date"]
        assert (tally.gold, tally.found, tally.aligned) == (2, 2, 2)


def test_nothing_counts_in_an_ignored_region() -> None:
    gold = orchard()
    inside = fact("x", "count", "30 trees", gold.text, value=Decimal(30))
    assert score_release(gold, (*same_as_gold(gold), inside)).counts == score_release(gold, same_as_gold(gold)).counts


@pytest.fixture
def four_ways() -> GoldRelease:
    """Four expected facts, to be found in four ways."""
    return release(
        TEXT,
        fact("g1", "money", "$5 million", TEXT, value=Decimal(5000000), unit="USD"),
        fact("g2", "percent", "4%", TEXT, value=Decimal(4), unit="percent"),
        fact("g3", "date", "2023", TEXT, value="2023"),
        fact("g4", "date", "2024", TEXT, value="2024"),
    )


def test_semeval_modes(four_ways: GoldRelease) -> None:
    found = (
        fact("f1", "money", "$5 million", TEXT),  # the same
        fact("f2", "percent", "up 4%", TEXT),  # touches, the same kind
        fact("f3", "count", "2023", TEXT),  # the same span, another kind
        fact("f5", "count", "Sales", TEXT),  # nothing is there; 2024 is missed
    )
    overall = score_release(four_ways, found).counts.overall
    assert overall.strict == ModeCounts(correct=1, incorrect=2, missed=1, spurious=1)
    assert overall.exact == ModeCounts(correct=2, incorrect=1, missed=1, spurious=1)
    assert overall.partial == ModeCounts(correct=2, partial=1, missed=1, spurious=1)
    assert overall.type == ModeCounts(correct=2, incorrect=1, missed=1, spurious=1)
    figures = figures_of(score_release(four_ways, found).counts)
    assert (figures["strict"], figures["exact"], figures["partial"]) == (1 / 4, 2 / 4, 2.5 / 4)
    assert figures["detection"] == 2 / 4, "a fact of another kind is no detection"


def test_kinds_that_were_mixed_up(four_ways: GoldRelease) -> None:
    score = score_release(four_ways, (fact("f3", "count", "2023", TEXT), fact("f5", "count", "Sales", TEXT)))
    assert score.counts.confusion["kind"] == {
        ("date", "count"): 1, ("date", MISSED): 1, ("money", MISSED): 1, ("percent", MISSED): 1, (SPURIOUS, "count"): 1,
    }  # fmt: skip
    assert [(o.verdict, o.confused) for o in score.outcomes if o.confused] == [
        ("missed", "count"),
        ("spurious", "date"),
    ]


def test_wrong_fields_and_their_confusion() -> None:
    gold = mill()
    found = tuple(
        replace(each, period="2022", direction="down", subject="Tern Mills", comparator="eq", status="expected")
        if each.kind != "date"
        else each
        for each in same_as_gold(gold)
    )
    score = score_release(gold, found)
    wrong = {outcome.gold.id: outcome.wrong for outcome in score.outcomes if outcome.gold and outcome.wrong}
    assert wrong == {
        "g2": ("subject", "period", "direction", "status"),
        "g3": ("subject", "period", "status"),
        "g5": ("comparator", "subject", "status"),
    }
    assert score.counts.confusion["direction"] == {("up", "down"): 1, (ABSENT, "down"): 3}
    assert score.counts.confusion["comparator"] == {("eq", "eq"): 3, ("approx", "eq"): 1}
    assert score.counts.confusion["subject"] == {("Tern Mills plc", "Tern Mills"): 3, (ABSENT, "Tern Mills"): 1}
    assert score.counts.fields["direction"].extra == 3
    assert score.counts.fields["subject contains"].right == 3


def test_only_the_span_differs() -> None:
    gold = release(TEXT, fact("g", "percent", "4%", TEXT, value=Decimal(4)))
    (outcome,) = score_release(gold, (fact("f", "percent", "up 4%", TEXT, value=Decimal(4)),)).outcomes
    assert (outcome.verdict, outcome.wrong) == ("right", ("span",))


def test_a_relation_of_the_right_type_to_another_fact() -> None:
    gold = mill()
    found = list(same_as_gold(gold))
    found[1] = replace(found[1], relations=(replace(found[1].relations[0], to="f0"),))
    assert score_release(gold, tuple(found)).counts.confusion["relation"] == {("change_of", "change_of (elsewhere)"): 1}


def test_facts_that_do_not_stand_in_the_text_are_counted() -> None:
    gold = release(TEXT, fact("g", "percent", "4%", TEXT))
    shifted = Annotation(id="f", kind="percent", start=23, end=25, text="4%")
    assert score_release(gold, (shifted,)).counts.kinds["percent"].ungrounded == 1


def test_no_output_for_a_release_is_told_apart_from_an_empty_one() -> None:
    assert score_release(mill(), None).absent
    assert not score_release(mill(), ()).absent


picks = st.lists(st.tuples(st.integers(0, 6), st.integers(-3, 3), st.sampled_from(["up", "down", None])), max_size=9)


def some_output(gold: GoldRelease, picked: list[tuple[int, int, str | None]]) -> tuple[Annotation, ...]:
    """An output with some of the gold, shifted and changed."""
    made = []
    for number, (index, shift, direction) in enumerate(picked):
        each = same_as_gold(gold)[index]
        start = max(0, each.start + shift)
        made.append(replace(each, id=f"p{number}", start=start, end=start + len(each.text), direction=direction))
    return tuple(made)


@given(picks, picks)
def test_counts_add_up(one: list[tuple[int, int, str | None]], other: list[tuple[int, int, str | None]]) -> None:
    gold = mill()
    counts = [score_release(gold, some_output(gold, picked)).counts for picked in (one, other)]
    assert total(iter(counts)) == counts[0] + counts[1] == counts[1] + counts[0]
    assert counts[0] + Counts() == counts[0]
    assert (counts[0] + counts[1]).overall == counts[0].overall + counts[1].overall


@given(picks)
def test_the_modes_account_for_every_fact(picked: list[tuple[int, int, str | None]]) -> None:
    gold = mill()
    overall = score_release(gold, some_output(gold, picked)).counts.overall
    for mode in (overall.strict, overall.exact, overall.partial, overall.type):
        assert mode.possible == overall.gold
        assert mode.actual == overall.found


def test_figure_names_are_stable() -> None:
    assert {"value", "fact", "detection", "money.value", "count.recall", "strict", "metric head"} <= set(names())
