"""Counts that add up: over releases, over shards, over runs. Every figure is worked out from a sum of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

__all__ = ["MODES", "Counts", "FieldCounts", "KindCounts", "ModeCounts", "total"]

MODES = ("strict", "exact", "partial", "type")
"""The modes of SemEval-2013 task 9.1: span and kind; span alone; overlap alone; overlap and kind."""

Name = TypeVar("Name", str, tuple[str, int])
Tallies = TypeVar("Tallies", "ModeCounts", "KindCounts", "FieldCounts")


def summed(one: Tallies, other: Tallies) -> Tallies:
    """Two tallies of one type, field by field."""
    return type(one)(*(getattr(one, f.name) + getattr(other, f.name) for f in fields(one)))


@dataclass(frozen=True, slots=True)
class ModeCounts:
    """Outcomes in one SemEval mode; `partial` is used by the partial mode only, where it counts half."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    def __add__(self, other: "ModeCounts") -> "ModeCounts":
        return summed(self, other)

    @property
    def possible(self) -> int:
        """What the gold holds."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def actual(self) -> int:
        """What was found."""
        return self.correct + self.incorrect + self.partial + self.spurious


@dataclass(frozen=True, slots=True)
class KindCounts:
    """Facts of one kind. `gold` without optional ones; `found` without those aligned with an optional one.

    `aligned`: pairs of the kind; `value`, `fact`: pairs whose value, or whole fact, is right; `number`, `unit`,
    `comparator`: the parts of the value. `ungrounded`: found facts whose text does not stand at their offsets.
    """

    gold: int = 0
    found: int = 0
    aligned: int = 0
    value: int = 0
    fact: int = 0
    number: int = 0
    unit: int = 0
    comparator: int = 0
    ungrounded: int = 0
    strict: ModeCounts = field(default_factory=ModeCounts)
    exact: ModeCounts = field(default_factory=ModeCounts)
    partial: ModeCounts = field(default_factory=ModeCounts)
    type: ModeCounts = field(default_factory=ModeCounts)

    def __add__(self, other: "KindCounts") -> "KindCounts":
        return summed(self, other)


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """One field over aligned facts: right ones, those that the gold states, and those that only the output states."""

    right: int = 0
    scored: int = 0
    extra: int = 0

    def __add__(self, other: "FieldCounts") -> "FieldCounts":
        return summed(self, other)


Confusion = Mapping[tuple[str, str], int]
"""How often what was expected (first) was found as what (second)."""

Sure = Mapping[tuple[str, int], FieldCounts]
"""By a link's name (`fact`: the whole fact) and how likely it is called, in per cent: how many are right."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that is counted, of one release or of many."""

    releases: int = 0
    kinds: Mapping[str, KindCounts] = field(default_factory=dict)
    fields: Mapping[str, FieldCounts] = field(default_factory=dict)
    confusion: Mapping[str, Confusion] = field(default_factory=dict)
    sure: Sure = field(default_factory=dict)

    def __add__(self, other: "Counts") -> "Counts":
        confusion = {
            name: dict(Counter(self.confusion.get(name, {})) + Counter(other.confusion.get(name, {})))
            for name in {**self.confusion, **other.confusion}
        }
        return Counts(
            releases=self.releases + other.releases,
            kinds=merged(self.kinds, other.kinds, KindCounts()),
            fields=merged(self.fields, other.fields, FieldCounts()),
            confusion=confusion,
            sure=merged(self.sure, other.sure, FieldCounts()),
        )

    @property
    def overall(self) -> KindCounts:
        """The sum of the kinds."""
        return sum(self.kinds.values(), KindCounts())


def merged(one: Mapping[Name, Tallies], other: Mapping[Name, Tallies], nothing: Tallies) -> dict[Name, Tallies]:
    """Two mappings of tallies, name by name."""
    return {name: one.get(name, nothing) + other.get(name, nothing) for name in {**one, **other}}


def total(counts: Iterator[Counts]) -> Counts:
    """The sum of many counts, without making a sum of sums for each."""
    releases = 0
    kinds: dict[str, KindCounts] = {}
    by_field: dict[str, FieldCounts] = {}
    confusion: dict[str, Counter[tuple[str, str]]] = {}
    sure: dict[tuple[str, int], FieldCounts] = {}
    for each in counts:
        releases += each.releases
        for kind, tally in each.kinds.items():
            kinds[kind] = kinds[kind] + tally if kind in kinds else tally
        for name, seen in each.fields.items():
            by_field[name] = by_field[name] + seen if name in by_field else seen
        for name, pairs in each.confusion.items():
            confusion.setdefault(name, Counter()).update(pairs)
        for place, seen in each.sure.items():
            sure[place] = sure[place] + seen if place in sure else seen
    return Counts(releases, kinds, by_field, {name: dict(pairs) for name, pairs in confusion.items()}, sure)
