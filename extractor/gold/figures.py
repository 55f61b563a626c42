"""Figures from counts: precision, recall, F1 and accuracies, as shares from 0 to 1.

| figure | what it says |
| --- | --- |
| `detection` (`precision`, `recall`) | F1 of the alignment by kind and overlap |
| `value`, `fact` | F1 where a pair counts if its value (number, unit, comparator), or its whole fact, is right |
| `strict`, `exact`, `partial`, `type` | F1 in the modes of SemEval-2013 |
| `number`, `unit`, `period`, … | the share of aligned facts that state the field in the gold and have it right |

`money.value` is the figure of one kind. A figure over nothing (no gold, no such field) is None.
"""

from collections.abc import Callable, Mapping

from extractor.gold.annotations import KINDS
from extractor.gold.comparing import SCORED
from extractor.gold.counts import MODES, Counts, KindCounts, ModeCounts

__all__ = ["FIELD_FIGURES", "KIND_FIGURES", "Figures", "field_figures", "figures_of", "mode_f1", "names"]

Figures = Mapping[str, float | None]


def ratio(part: float, whole: float) -> float | None:
    """A share, or None of nothing."""
    return part / whole if whole else None


def f1(right: float, found: float, gold: float) -> float | None:
    """The harmonic mean of precision and recall; None where the gold has nothing."""
    return 2 * right / (found + gold) if gold else None


def mode_f1(counts: ModeCounts) -> float | None:
    """The F1 of a SemEval mode; partial overlaps count half."""
    return f1(counts.correct + counts.partial / 2, counts.actual, counts.possible)


def mode_figure(mode: str) -> Callable[[KindCounts], float | None]:
    """The F1 of one mode as a figure."""
    return lambda counts: mode_f1(getattr(counts, mode))


KIND_FIGURES: Mapping[str, Callable[[KindCounts], float | None]] = {
    "precision": lambda c: ratio(c.aligned, c.found),
    "recall": lambda c: ratio(c.aligned, c.gold),
    "detection": lambda c: f1(c.aligned, c.found, c.gold),
    "value": lambda c: f1(c.value, c.found, c.gold),
    "fact": lambda c: f1(c.fact, c.found, c.gold),
    **{mode: mode_figure(mode) for mode in MODES},
}
"""Figures that exist over all and for each kind."""

FIELD_FIGURES = ("span", *SCORED)
"""Figures that exist over all kinds together."""


def field_figures(counts: Counts) -> dict[str, float | None]:
    """The accuracy of each field over aligned facts that state it in the gold."""
    return {
        name: ratio(seen.right, seen.scored) if (seen := counts.fields.get(name)) else None for name in FIELD_FIGURES
    }


def figures_of(counts: Counts) -> dict[str, float | None]:
    """Every figure by name: over all, by kind (`money.value`), by field."""
    overall = counts.overall
    figures = {name: figure(overall) for name, figure in KIND_FIGURES.items()}
    figures |= field_figures(counts)
    nothing = KindCounts()
    for kind in KINDS:
        tally = counts.kinds.get(kind, nothing)
        figures |= {f"{kind}.{name}": figure(tally) for name, figure in KIND_FIGURES.items()}
    return figures


def names() -> list[str]:
    """The name of every figure."""
    return list(figures_of(Counts()))
