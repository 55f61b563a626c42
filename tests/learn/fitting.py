"""Fitting: a conditional logit with a Gaussian prior, by L-BFGS.

The weights maximise the expected gain of the choice: for each figure the logarithm of the sum, over its candidates, of
probability times gain (1 for the gold's words, less for words that contain them), less half the prior's precision
times the weights' square (McFadden 1974; the marginal likelihood takes in candidates that are as good as each other).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extractor.link.ranking import UNIT

__all__ = ["Choice", "fit"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One figure of a release: each candidate's features, what choosing it gains, and how much the figure counts."""

    release: str
    features: Sequence[frozenset[str]]
    gains: Sequence[float]
    weight: float


#: How much more precise the prior is around a weight that is known.
_KNOWN = 30


def fit(
    choices: Sequence[Choice], *, precision: float, least: int, around: Mapping[str, int] = MappingProxyType({})
) -> dict[str, int]:
    """Feature -> weight in thousandths, for features that stand in `least` releases or more; zeros are left out.

    `around` are weights that hold unless much speaks against them: the prior of these is around them, not around zero.
    """
    usable = [choice for choice in choices if max(choice.gains, default=0) > 0 and choice.weight > 0]
    names = sorted({*_common(usable, least), *around})
    place = {name: i for i, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    gains: list[float] = []
    groups: list[int] = []
    for group, choice in enumerate(usable):
        for features, gain in zip(choice.features, choice.gains, strict=True):
            known = sorted(place[f] for f in features if f in place)
            rows += [len(gains)] * len(known)
            columns += known
            gains.append(gain)
            groups.append(group)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(gains), len(names)))
    prior = _Prior(
        np.array([around.get(name, 0) / UNIT for name in names]),
        np.array([precision * (_KNOWN if name in around else 1) for name in names]),
    )
    found = _minimise(matrix, np.array(gains), np.array(groups), np.array([choice.weight for choice in usable]), prior)
    weights = {name: round(float(found[i]) * UNIT) for i, name in enumerate(names)}
    return {name: weight for name, weight in weights.items() if weight}


@dataclass(frozen=True, slots=True)
class _Prior:
    """Where each weight is expected, and how surely."""

    mean: NDArray[np.float64]
    precision: NDArray[np.float64]


def _common(choices: Iterable[Choice], least: int) -> list[str]:
    seen: dict[str, set[str]] = {}
    for choice in choices:
        seen.setdefault(choice.release, set()).update(*choice.features)
    counts = Counter(name for names in seen.values() for name in names)
    return sorted(name for name, releases in counts.items() if releases >= least)


def _minimise(
    matrix: "csr_matrix[np.float64]",
    gains: NDArray[np.float64],
    groups: NDArray[np.int64],
    counts: NDArray[np.float64],
    prior: "_Prior",
) -> NDArray[np.float64]:
    size = len(counts)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ w
        best = np.full(size, -np.inf)
        np.maximum.at(best, groups, scores)
        shares = np.exp(scores - best[groups])
        chances = shares / np.bincount(groups, shares, size)[groups]
        gain = np.maximum(np.bincount(groups, chances * gains, size), 1e-9)
        away = w - prior.mean
        value = -(counts * np.log(gain)).sum() + prior.precision @ (away * away) / 2
        slope = counts[groups] * (chances - chances * gains / gain[groups])
        return float(value), matrix.T @ slope + prior.precision * away

    return np.asarray(minimize(loss, prior.mean, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)
