"""Confidence intervals by bootstrap: releases are drawn again and again, with their counts, as if read anew.

A release is the unit, because figures of one release stand and fall together. The drawing is seeded: the same counts
give the same intervals in any process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from random import Random

from extractor.gold.counts import Counts, FieldCounts, KindCounts, ModeCounts
from extractor.gold.figures import figures_of

__all__ = ["Interval", "bootstrap"]

Interval = tuple[float, float]

LANE = 40
"""Bits a count has in the packed sum: a thousand million facts fit."""

TALLIES: tuple[str, ...] = tuple(
    f.name for f in fields(KindCounts) if f.name not in {"strict", "exact", "partial", "type"}
)
MODE_TALLIES = tuple(f.name for f in fields(ModeCounts))
FIELD_TALLIES = ("right", "scored")


def bootstrap(
    releases: Sequence[Counts], *, resamples: int = 1000, seed: int = 0, level: float = 0.95
) -> dict[str, Interval]:
    """The interval that holds the middle `level` of each figure over `resamples` draws of as many releases.

    Figures that most draws leave undefined (one release has all the gold for them) get no interval.
    """
    if len(releases) < 2 or resamples < 1:
        return {}
    lanes = lanes_of(releases)
    packed = [pack(counts, lanes) for counts in releases]
    random = Random(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(resamples):
        figures = figures_of(unpack(sum(random.choices(packed, k=len(packed))), lanes))
        for name, figure in figures.items():
            if figure is not None:
                drawn.setdefault(name, []).append(figure)
    return {name: middle(sorted(seen), level) for name, seen in drawn.items() if 2 * len(seen) > resamples}


def middle(ordered: Sequence[float], level: float) -> Interval:
    """The values between which the middle `level` of an ordered sample lies."""
    outside = (1 - level) / 2
    last = len(ordered) - 1
    return ordered[round(outside * last)], ordered[round((1 - outside) * last)]


# Counts are summed as one whole number with a lane of bits for each: a draw of 10,000 releases is then one C-speed sum.

Lane = tuple[str, str, str]
"""Kind or field, tally, and the mode's tally or nothing."""


def lanes_of(releases: Sequence[Counts]) -> list[Lane]:
    """A lane for each count that occurs."""
    kinds = sorted({kind for counts in releases for kind in counts.kinds})
    by_field = sorted({name for counts in releases for name in counts.fields})
    lanes = [(kind, tally, "") for kind in kinds for tally in TALLIES]
    lanes += [
        (kind, mode, tally)
        for kind in kinds
        for mode in ("strict", "exact", "partial", "type")
        for tally in MODE_TALLIES
    ]
    return [*lanes, *((f"field {name}", tally, "") for name in by_field for tally in FIELD_TALLIES)]


def pack(counts: Counts, lanes: Sequence[Lane]) -> int:
    """A release's counts as one number."""
    packed = 0
    for owner, tally, part in reversed(lanes):
        holder: object = counts.fields.get(owner[6:]) if owner.startswith("field ") else counts.kinds.get(owner)
        amount = getattr(holder, tally, 0)
        packed = packed << LANE | (getattr(amount, part) if part and amount else amount)
    return packed


def unpack(packed: int, lanes: Sequence[Lane]) -> Counts:
    """The counts that a sum of packed numbers stands for."""
    kinds: dict[str, dict[str, int]] = {}
    by_field: dict[str, dict[str, int]] = {}
    mode_tallies: dict[tuple[str, str], dict[str, int]] = {}
    mask = (1 << LANE) - 1
    for owner, tally, part in lanes:
        amount = packed & mask
        packed >>= LANE
        if part:
            mode_tallies.setdefault((owner, tally), {})[part] = amount
        elif owner.startswith("field "):
            by_field.setdefault(owner[6:], {})[tally] = amount
        else:
            kinds.setdefault(owner, {})[tally] = amount
    modes: dict[str, dict[str, ModeCounts]] = {}
    for (kind, mode), tallies in mode_tallies.items():
        modes.setdefault(kind, {})[mode] = ModeCounts(**tallies)
    return Counts(
        kinds={kind: kind_counts(tallies, modes[kind]) for kind, tallies in kinds.items()},
        fields={name: FieldCounts(**tallies) for name, tallies in by_field.items()},
    )


def kind_counts(tallies: Mapping[str, int], modes: Mapping[str, ModeCounts]) -> KindCounts:
    """The counts of a kind from its parts."""
    return KindCounts(**tallies, **modes)  # type: ignore[arg-type]
