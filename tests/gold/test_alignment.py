"""The alignment is one to one and optimal; its tie rules are those that are documented."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.gold.alignment import align, align_across, assign, overlap
from extractor.gold.annotations import Annotation
from extractor.values import Kind

Spans = list[tuple[int, int]]
spans = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1])), max_size=5)


def facts(places: Spans, kind: Kind = "money") -> list[Annotation]:
    return [Annotation(id=str(i), kind=kind, start=start, end=end) for i, (start, end) in enumerate(places)]


def share(one: Annotation, other: Annotation) -> Fraction:
    both, union = overlap(one, other)
    return Fraction(both, union)


def best_total(gold: list[Annotation], found: list[Annotation]) -> Fraction:
    """The largest total over all one-to-one pairings, by trying them all."""
    if len(gold) > len(found):
        gold, found = found, gold
    ways = permutations(found, len(gold))
    return max((sum(map(share, gold, way), Fraction(0)) for way in ways), default=Fraction(0))


@given(spans, spans)
def test_no_other_pairing_overlaps_more(gold: Spans, found: Spans) -> None:
    ours, theirs = facts(gold), facts(found)
    pairs = align(ours, theirs)
    assert sum((share(ours[i], theirs[j]) for i, j in pairs), Fraction(0)) == best_total(ours, theirs)
    assert all(share(ours[i], theirs[j]) > 0 for i, j in pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_assignment_is_best(weights: list[list[int]]) -> None:
    total = sum(weights[r][c] for r, c in assign(weights))
    rows, columns = len(weights), 3
    size = max(rows, columns)
    square = [[weights[r][c] if r < rows and c < columns else 0 for c in range(size)] for r in range(size)]
    assert total == max(sum(square[r][way[r]] for r in range(size)) for way in permutations(range(size)))


@pytest.mark.parametrize(
    ("gold", "found", "pairs"),
    [
        # greedy takes the pair 1-0 (6 of 10) and leaves 0 alone; both pairs together overlap more (4/10 + 5/9)
        ([(0, 5), (4, 10)], [(0, 10), (5, 10)], [(0, 0), (1, 1)]),
        ([(0, 4)], [(0, 2), (2, 4)], [(0, 0)]),  # equal shares: the first found fact
        ([(0, 2), (2, 4)], [(0, 4)], [(0, 0)]),  # equal shares: the first expected fact
        ([(0, 4), (0, 4)], [(0, 4), (0, 4)], [(0, 0), (1, 1)]),  # all alike: in order
        ([(0, 4), (4, 8)], [(2, 6), (6, 8)], [(0, 0), (1, 1)]),
        ([(0, 2)], [(2, 4)], []),  # touching is no overlap
        ([], [(0, 1)], []),
    ],
)
def test_pairs_and_ties(gold: Spans, found: Spans, pairs: Spans) -> None:
    assert align(facts(gold), facts(found)) == pairs


def test_only_facts_of_one_kind_are_aligned() -> None:
    gold, found = facts([(0, 4)]), facts([(0, 4)], "date")
    assert align(gold, found) == []
    assert align_across(gold, found) == [(0, 0)]


def test_order_of_the_inputs_does_not_matter() -> None:
    places = [(0, 6), (2, 8), (7, 12), (3, 5)]
    gold = facts(places)
    found = facts([(1, 7), (2, 9), (6, 11)])
    pairs = {(gold[i].start, found[j].start) for i, j in align(gold, found)}
    backwards = {(gold[::-1][i].start, found[::-1][j].start) for i, j in align(gold[::-1], found[::-1])}
    assert pairs == backwards


def test_long_documents_are_compared_locally() -> None:
    places = [(10 * i, 10 * i + 5) for i in range(20_000)]
    assert align(facts(places), facts(places)) == [(i, i) for i in range(20_000)]
