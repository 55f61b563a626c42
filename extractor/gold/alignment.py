"""One-to-one alignment of expected and found facts, optimal rather than greedy.

Two facts can be paired where they are of one kind and their spans overlap. A pair is worth the share of the joint
span that both cover (1 for the same span). Of all one-to-one pairings the one with the largest total is taken. Ties:

1. more pairs;
2. pairs in text order: the least sum of squared differences of rank, so that among equal candidates the first
   expected fact gets the first found one.

Facts that stay alone can be paired once more across kinds by the same rules (`align_across`): such a pair is a fact of
the wrong kind. In the scores by kind it stays missed and spurious; the SemEval modes and the confusion of kinds use it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import lcm

from extractor.gold.annotations import Annotation
from extractor.spans import HasSpan

__all__ = ["Pair", "align", "align_across", "assign", "overlap"]

Pair = tuple[int, int]
"""Index of the expected fact, index of the found one."""


def overlap(one: HasSpan, other: HasSpan) -> tuple[int, int]:
    """How many code points both cover (0 where they do not overlap), and how many lie from first to last."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(both, 0), max(one.end, other.end) - min(one.start, other.start)


def align(gold: Sequence[Annotation], found: Sequence[Annotation]) -> list[Pair]:
    """The best pairing of facts of one kind, in the order of `gold`."""
    return pair_up(gold, found, [(i, j) for i, j in overlapping(gold, found) if gold[i].kind == found[j].kind])


def align_across(gold: Sequence[Annotation], found: Sequence[Annotation]) -> list[Pair]:
    """The best pairing whatever the kinds, in the order of `gold`."""
    return pair_up(gold, found, list(overlapping(gold, found)))


def overlapping(gold: Sequence[Annotation], found: Sequence[Annotation]) -> Iterator[Pair]:
    """All pairs whose spans overlap; the time is near linear where spans are short beside the text."""
    order = sorted(range(len(found)), key=lambda j: found[j].start)
    starts = [found[j].start for j in order]
    reach = list(accumulate((found[j].end for j in order), max))
    for i, expected in enumerate(gold):
        position = bisect_left(starts, expected.end) - 1
        while position >= 0 and reach[position] > expected.start:
            if found[order[position]].end > expected.start:
                yield i, order[position]
            position -= 1


def pair_up(gold: Sequence[Annotation], found: Sequence[Annotation], edges: list[Pair]) -> list[Pair]:
    """The best one-to-one choice among `edges`, component by component."""
    by_gold, by_found = defaultdict(list), defaultdict(list)
    for i, j in edges:
        by_gold[i].append(j)
        by_found[j].append(i)
    chosen: list[Pair] = []
    done: set[int] = set()
    for i in sorted(by_gold):
        if i in done:
            continue
        if len(by_gold[i]) == 1 and len(by_found[by_gold[i][0]]) == 1:
            chosen.append((i, by_gold[i][0]))
            continue
        left, right = component(i, by_gold, by_found)
        done |= left
        chosen += best_of(gold, found, {(i, j) for i in left for j in by_gold[i]}, (left, right))
    return sorted(chosen)


def component(start: int, by_gold: dict[int, list[int]], by_found: dict[int, list[int]]) -> tuple[set[int], set[int]]:
    """Everything that chains of overlap connect with the expected fact `start`."""
    left, right, waiting = {start}, set[int](), [start]
    while waiting:
        for j in by_gold[waiting.pop()]:
            if j not in right:
                right.add(j)
                fresh = [i for i in by_found[j] if i not in left]
                left.update(fresh)
                waiting += fresh
    return left, right


def best_of(
    gold: Sequence[Annotation], found: Sequence[Annotation], edges: set[Pair], sides: tuple[set[int], set[int]]
) -> list[Pair]:
    """The best pairing inside one component, by whole-number weights that put the tie rules below the overlap."""
    rows = sorted(sides[0], key=lambda i: (gold[i].start, gold[i].end, i))
    columns = sorted(sides[1], key=lambda j: (found[j].start, found[j].end, j))
    shares = [[overlap(gold[i], found[j]) if (i, j) in edges else (0, 1) for j in columns] for i in rows]
    common = lcm(*(union for row in shares for _, union in row))
    size = max(len(rows), len(columns))
    a_pair = size**3 + 1
    a_share = size * a_pair + 1

    def weight(r: int, c: int) -> int:
        both, union = shares[r][c]
        return both * (common // union) * a_share + a_pair - (r - c) ** 2 if both else 0

    weights = [[weight(r, c) for c in range(len(columns))] for r in range(len(rows))]
    return [(rows[r], columns[c]) for r, c in assign(weights)]


def assign(weights: Sequence[Sequence[int]]) -> list[Pair]:
    """The assignment of rows to columns with the largest total; pairs of weight 0 are no pairs.

    The Hungarian method with potentials (Kuhn and Munkres, in Jonker's shortest-path form): exact, O(rows² · columns).
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        return sorted((r, c) for c, r in assign(list(zip(*weights, strict=True))))
    rows, columns = len(weights), len(weights[0])
    row_price, column_price = [0] * (rows + 1), [0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row (from 1) that has each column (from 1); column 0 is where a search starts
    for row in range(1, rows + 1):
        owner[0] = row
        came_from = cheapest_path(weights, owner, row_price, column_price)
        column = came_from.pop()
        while column:
            before = came_from[column]
            owner[column] = owner[before]
            column = before
    pairs = ((owner[c] - 1, c - 1) for c in range(1, columns + 1) if owner[c])
    return sorted((r, c) for r, c in pairs if weights[r][c] > 0)


def cheapest_path(
    weights: Sequence[Sequence[int]], owner: list[int], row_price: list[int], column_price: list[int]
) -> list[int]:
    """Search a cheapest path from the row in `owner[0]` to a free column, and adjust the prices on the way.

    Returns for each column the column before it on the path; the free column that ends it stands after them.
    """
    columns = len(column_price) - 1
    slack: list[int | None] = [None] * (columns + 1)
    came_from, seen = [0] * (columns + 1), [False] * (columns + 1)
    column = 0
    while True:
        seen[column] = True
        row = owner[column]
        step: int | None = None
        nearest = 0
        for c in range(1, columns + 1):
            if seen[c]:
                continue
            reduced = -weights[row - 1][c - 1] - row_price[row] - column_price[c]
            known = slack[c]
            if known is None or reduced < known:
                slack[c], came_from[c] = reduced, column
                known = reduced
            if step is None or known < step:
                step, nearest = known, c
        assert step is not None, "there are at least as many columns as rows"
        for c in range(columns + 1):
            if seen[c]:
                row_price[owner[c]] += step
                column_price[c] -= step
            elif (known := slack[c]) is not None:
                slack[c] = known - step
        column = nearest
        if not owner[column]:
            return [*came_from, column]
