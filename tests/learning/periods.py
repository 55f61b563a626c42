"""Learns the weights by which a figure's time is chosen (`extractor/words/periods.toml`).

    python -m tests.learning.periods GOLD… [--without NAMES.txt] [--judge] [--write]

GOLD are gold folders or files of cases; `tests/link/periods.toml`, texts of our own, is always learned from.
`--without` names releases that nothing may be learned from, one a line. `--judge` leaves each release of the first GOLD
out once and scores it by weights learned from all the others. What ships was learned with

    python -m tests.learning.periods ../shared/gold/train ../shared/gold/dev ../shared/cases/*.jsonl \
        --without ../shared/gold/train/check.txt --write

A log-linear model over the options of each figure: all options of the right time are right. Figures whose gold names no
time count less, because a gold may leave a field out. Some options are what was decided for figures before, so the
releases are run once with the weights that there are, and again with those learned.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.documents import Release
from extractor.facts import DateFact
from extractor.gold.alignment import align
from extractor.gold.annotations import Annotation
from extractor.gold.periods import same_period
from extractor.gold.reading import read_gold
from extractor.link.period import choice
from extractor.pipeline import Extraction, Extractor
from extractor.words import periods
from tests.link.period_texts import Text, period_texts

WEIGHTS = Path(periods.__file__).with_suffix(".toml")
#: A trait is kept if the figures of so many releases or texts have it.
LEAST = 4
#: How much a figure without a time counts, how much one of our own texts, and how weights are kept small.
UNTIMED, OWN, SHRINK = 0.2, 2.0, 2.0
ROUNDS, STEPS, RATE = 2, 160, 0.05
HEAD = """\
# Learned weights of the traits by which a figure's time is chosen: what speaks for an option (above nought) or against.
# Source: written by `python -m tests.learning.periods`, which says how and from what; no figure in it is set by hand.
# A trait reads GROUP.PLACE.WHAT=VALUE: `said.after.near` is a date behind the figure with only words of connection
# between, `frame.kind=count` a time from before that would go to a count. Left out: traits seen in fewer than {least}
# releases.

[weights]
"""


@dataclass(slots=True)
class Example:
    """A figure with its options: their traits, their times, and which of them are right."""

    case: str
    period: str | None
    traits: list[list[str]]
    values: list[str | None]
    right: list[bool]
    #: The time that a constraint gave it after the choice, where one did.
    forced: str | None = None

    @property
    def weight(self) -> float:
        """How much it counts."""
        return (UNTIMED if self.period is None else 1.0) * (OWN if self.case.startswith("text ") else 1.0)


@dataclass(slots=True)
class Case:
    """A release with the periods of its gold, by the place of the figure."""

    name: str
    text: str
    published: date | None
    figures: tuple[Annotation, ...] | None
    marks: dict[tuple[int, int], str | None] = field(default_factory=dict)


def cases_of(sources: Sequence[Path], without: frozenset[str]) -> list[Case]:
    """The releases of the sources but those left out, and our own texts."""
    found = [Case(r.id, r.text, r.published, r.facts) for r in read_gold(sources) if r.id not in without]
    return [*found, *(_case_of(i, text) for i, text in enumerate(period_texts()))]


def _case_of(number: int, text: Text) -> Case:
    return Case(f"text {number}", text.text, text.published, None, {m.span: m.period for m in text.marks})


def examples_of(extractor: Extractor, case: Case) -> list[Example]:
    """The figures of a release whose time its gold says, or says to be none."""
    extraction = extractor.explain(Release(case.text, case.name, None, case.published))
    wanted = case.marks if case.figures is None else _wanted(case.figures, extraction)
    out = []
    for fact, draft in zip(extraction.facts.facts, extraction.linked.drafts, strict=True):
        place = (fact.start, fact.end)
        if isinstance(fact, DateFact) or place not in wanted or len(draft.options) < 2:
            continue
        period, values = wanted[place], [option.value for option in draft.options]
        right = [_is_right(period, value) for value in values]
        after = draft.noted("period") & {"period.of-its-level", "period.first-of-span", "period.last-of-span"}
        forced = draft.when.value.value if after and draft.when else None
        out.append(Example(case.name, period, [o.traits for o in draft.options], values, right, forced))
    return out


def _wanted(gold: Sequence[Annotation], extraction: Extraction) -> dict[tuple[int, int], str | None]:
    """The gold's period at the place of each aligned figure."""
    found = [Annotation(id=fact.id, kind=fact.kind, start=fact.start, end=fact.end) for fact in extraction.facts.facts]
    pairs = ((gold[i], found[j]) for i, j in align(gold, found))
    return {(f.start, f.end): g.period for g, f in pairs if not g.optional and g.kind != "date"}


def _is_right(period: str | None, value: str | None) -> bool:
    return period == value or (period is not None and value is not None and same_period(period, value))


# ---------------------------------------------------------------------------------------------- the model


Floats = NDArray[np.float64]


def fit(examples: Sequence[Example], before: Mapping[str, float]) -> dict[str, float]:
    """The weights that make right options likely; `before` is where the search begins."""
    telling = [e for e in examples if any(e.right) and not all(e.right)]
    seen: dict[str, set[str]] = defaultdict(set)
    for example in telling:
        for trait in {t for traits in example.traits for t in traits}:
            seen[trait].add(example.case)
    names = {t: i for i, t in enumerate(sorted(t for t, cases in seen.items() if len(cases) >= LEAST))}
    rows: list[int] = []
    columns: list[int] = []
    group: list[int] = []
    right: list[bool] = []
    for number, example in enumerate(telling):
        for traits, is_right in zip(example.traits, example.right, strict=True):
            known = [names[t] for t in traits if t in names]
            rows += [len(group)] * len(known)
            columns += known
            group.append(number)
            right.append(is_right)
    data = _Data(np.array(rows), np.array(columns), np.array(group), np.array(right), len(names))
    weight = np.array([e.weight for e in telling])
    start = np.array([before.get(name, 0.0) for name in names])
    found = _descend(data, weight, start)
    return {name: round(float(w), 2) for name, w in zip(names, found, strict=True) if abs(w) >= 0.005}


@dataclass(frozen=True, slots=True)
class _Data:
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    group: NDArray[np.int64]
    right: NDArray[np.bool_]
    size: int

    def gradient(self, theta: Floats, weight: Floats) -> Floats:
        """Of the loss: the shares of all options less those of the right ones among themselves."""
        score = _summed(self.rows, theta[self.columns], len(self.group))
        every = self._shares(score, len(weight))
        among = self._shares(np.where(self.right, score, -1e9), len(weight))
        delta = (every - among) * weight[self.group]
        return _summed(self.columns, delta[self.rows], self.size) + SHRINK * theta

    def _shares(self, score: Floats, groups: int) -> Floats:
        top = np.full(groups, -np.inf)
        np.maximum.at(top, self.group, score)
        mass = np.exp(score - top[self.group])
        return np.asarray(mass / _summed(self.group, mass, groups)[self.group], dtype=np.float64)


def _summed(places: NDArray[np.int64], values: Floats, size: int) -> Floats:
    """The values summed by place."""
    return np.asarray(np.bincount(places, values, minlength=size), dtype=np.float64)


def _descend(data: _Data, weight: Floats, theta: Floats) -> Floats:
    """Adam, a fixed number of steps from a fixed start: the same data give the same weights."""
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    for step in range(1, STEPS + 1):
        gradient = data.gradient(theta, weight)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        theta = theta - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return theta


def best_of(example: Example, weights: Mapping[str, float]) -> str | None:
    """The time that weights choose for a figure."""
    if example.forced is not None:
        return example.forced
    scores = np.array([sum(weights.get(t, 0.0) for t in traits) for traits in example.traits])
    mass: dict[str | None, float] = defaultdict(float)
    for value, share in zip(example.values, np.exp(scores - scores.max()), strict=True):
        mass[value] += float(share)
    return max(mass, key=lambda value: mass[value])


def judged(examples: Iterable[Example], weights: Mapping[str, float]) -> tuple[int, int, int]:
    """Of figures with a time: how many, and how many are right; how many figures without one are given one."""
    timed = right = extra = 0
    for example in examples:
        value = best_of(example, weights)
        if example.period is None:
            extra += value is not None
        else:
            timed += 1
            right += _is_right(example.period, value)
    return timed, right, extra


# -------------------------------------------------------------------------------------------- the command


def write(weights: Mapping[str, float]) -> None:
    """Write the lexicon and let the package read it anew."""
    lines = [f'"{name}" = {weights[name]:.2f}\n' for name in sorted(weights)]
    WEIGHTS.write_text(HEAD.format(least=LEAST) + "".join(lines), encoding="utf-8")
    periods.period_weights.cache_clear()
    choice.known_weights.cache_clear()


def learn(cases: Sequence[Case]) -> tuple[dict[str, float], list[Example]]:
    """The weights, and the examples of the last round; the lexicon is written anew in each."""
    extractor, weights = Extractor(), dict(periods.period_weights().weights)
    pool: list[Example] = []
    last: list[Example] = []
    for _ in range(ROUNDS):
        last = [example for case in cases for example in examples_of(extractor, case)]
        pool += last
        weights = fit(pool, weights)
        write(weights)
    return weights, last


def leave_one_out(examples: Sequence[Example], names: Sequence[str]) -> tuple[int, int, int]:
    """Each of the releases judged by weights that were learned from all but it."""
    total = np.zeros(3, dtype=int)
    for name in names:
        weights = fit([e for e in examples if e.case != name], {})
        total += judged([e for e in examples if e.case == name], weights)
    return int(total[0]), int(total[1]), int(total[2])


def main() -> int:
    """Learn, judge and write as told."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("gold", nargs="+", type=Path)
    options.add_argument("--without", type=Path)
    options.add_argument("--judge", action="store_true", help="leave each release of the first GOLD out once")
    options.add_argument("--write", action="store_true", help="keep the weights; else they are put back")
    given = options.parse_args()
    without = frozenset(given.without.read_text(encoding="utf-8").split()) if given.without else frozenset()
    kept = WEIGHTS.read_text(encoding="utf-8")
    cases = cases_of(given.gold, without)
    weights, examples = learn(cases)
    if not given.write:
        WEIGHTS.write_text(kept, encoding="utf-8")
    timed, right, extra = judged(examples, weights)
    sys.stdout.write(f"{len(weights)} weights; learned from: {right} of {timed} right, {extra} of no time given one\n")
    if given.judge:
        names = [r.id for r in read_gold(given.gold[:1]) if r.id not in without]
        timed, right, extra = leave_one_out(examples, names)
        sys.stdout.write(f"left out: {right} of {timed} right ({100 * right / timed:.1f} %), {extra} given one\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
