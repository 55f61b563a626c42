"""Believing: how likely links and facts are right, learned from what the gold calls right of those that were made.

The learner is the one of choices: to be right, with the evidence, or to be wrong, with none. Facts are learned after
links, from confidences of links that had not seen the release either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from extractor.link.confidence import FACT, LINKS, percent_of
from extractor.link.ranking import Weights
from tests.learn.fitting import Choice, fit
from tests.learn.gathering import Belief

__all__ = ["Judged", "believed", "learn_beliefs", "reliability"]

#: Where the rows of a table of reliability begin, in per cent.
_ROWS = (0, 50, 60, 70, 80, 90, 95)


@dataclass(frozen=True, slots=True)
class Judged:
    """One link or fact: its name, how likely it was called, in per cent, and whether it is right."""

    name: str
    percent: int
    right: bool


def learn_beliefs(
    beliefs: Sequence[Belief], *, precision: float, least: int, folds: int
) -> tuple[Weights, list[Judged]]:
    """The weights of links and facts, and what weights from the other parts say of each part of the releases."""
    judged: list[Judged] = []
    percents: dict[int, dict[str, int]] = {}
    part = {id(belief): int(sha256(f"belief {belief.release}".encode()).hexdigest(), 16) % folds for belief in beliefs}
    for number in range(folds):
        links = _links([b for b in beliefs if part[id(b)] != number], precision, least)
        percents |= {id(b): _percents(b, links) for b in beliefs if part[id(b)] == number}
    for number in range(folds):
        whole = _facts([b for b in beliefs if part[id(b)] != number], percents, precision, least)
        for belief in (b for b in beliefs if part[id(b)] == number):
            judged += _judge(belief, percents[id(belief)], whole)
    links, whole = _links(beliefs, precision, least), _facts(beliefs, percents, precision, least)
    return Weights({"figures": len(beliefs)}, {**links.of, **whole.of}), judged


def believed(beliefs: Iterable[Belief], by: Weights) -> list[Judged]:
    """What weights say of links and facts."""
    return [judged for belief in beliefs for judged in _judge(belief, _percents(belief, by), by)]


def reliability(judged: Sequence[Judged], title: str) -> str:
    """A table: for each link and the whole fact how many are called how likely, and how many of them are right."""
    lines = [f"{title}:", f"{'':12}" + "".join(f"{f'{row} %':>14}" for row in _ROWS) + f"{'>= 90 %':>20}"]
    for name in (*LINKS, FACT):
        own = [each for each in judged if each.name == name]
        if not own:
            continue
        ends = (*_ROWS[1:], 101)
        cells = [_cell([e for e in own if low <= e.percent < high]) for low, high in zip(_ROWS, ends, strict=True)]
        sure = [each for each in own if each.percent >= 90]
        share = f"{100 * len(sure) / len(own):.0f} % are {_right(sure)}"
        lines.append(f"{name:12}" + "".join(f"{cell:>14}" for cell in cells) + f"{share:>20}")
    return "\n".join(lines)


def _cell(own: Sequence[Judged]) -> str:
    return f"{_right(own)} of {len(own)}" if own else "-"


def _right(own: Sequence[Judged]) -> str:
    return f"{100 * sum(each.right for each in own) / max(len(own), 1):.1f}"


def _judge(belief: Belief, percents: dict[str, int], by: Weights) -> list[Judged]:
    links = [Judged(name, percents[name], belief.right[name]) for name in percents if name in belief.right]
    return [*links, Judged(FACT, percent_of(by, belief.whole(percents)), belief.right[FACT])]


def _percents(belief: Belief, by: Weights) -> dict[str, int]:
    return {name: percent_of(by, evidence) for name, evidence in belief.links.items()}


def _links(beliefs: Iterable[Belief], precision: float, least: int) -> Weights:
    weights: dict[str, int] = {}
    stated = [(b, name) for b in beliefs for name in b.links if name in b.right]
    for link in LINKS:
        choices = [_yes_no(b, b.links[name], right=b.right[name]) for b, name in stated if name == link]
        weights |= fit(choices, precision=precision, least=least)
    return Weights({}, weights)


def _facts(beliefs: Iterable[Belief], percents: dict[int, dict[str, int]], precision: float, least: int) -> Weights:
    choices = [_yes_no(b, b.whole(percents[id(b)]), right=b.right[FACT]) for b in beliefs]
    return Weights({}, fit(choices, precision=precision, least=least))


def _yes_no(belief: Belief, evidence: Iterable[str], *, right: bool) -> Choice:
    return Choice(belief.release, [frozenset(evidence), frozenset()], [float(right), float(not right)], 1.0)
