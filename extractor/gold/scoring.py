"""Scores one release: which expected facts were found and how well, as counts that add up and outcomes to show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.gold.alignment import align, align_across
from extractor.gold.annotations import KINDS, Annotation, GoldRelease, found_facts_of, outside
from extractor.gold.comparing import (
    SCORED,
    comparator_right,
    fact_right,
    field_key,
    number_right,
    right_fields,
    right_links,
    unit_right,
    value_right,
)  # fmt: skip
from extractor.gold.counts import Counts, FieldCounts, KindCounts, ModeCounts
from extractor.values import plain

__all__ = ["ABSENT", "MISSED", "SPURIOUS", "Outcome", "ReleaseScore", "Verdict", "said", "score_release"]

Verdict = Literal["right", "wrong", "missed", "spurious", "optional"]

MISSED, SPURIOUS, ABSENT = "(missed)", "(spurious)", "(none)"
"""What stands in a confusion table where one side has nothing."""

TABULATED = ("unit", "comparator", "direction", "basis", "status", "role", "relation")
"""Fields with few values: their confusion counts right answers too. Of other fields only wrong answers are kept."""

DEFAULTS = {"comparator": "eq", "status": "actual"}
LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one expected or found fact.

    `wrong` names the scored fields that differ (`span` where only the offsets do; that alone leaves the verdict
    right). `confused` is the other kind where a missed and a spurious fact overlap. `fact` tells whether the whole fact
    is right by the laxer rule of the fact score.
    """

    verdict: Verdict
    gold: Annotation | None = None
    found: Annotation | None = None
    wrong: tuple[str, ...] = ()
    confused: str = ""
    fact: bool = False

    @property
    def shown(self) -> Annotation:
        """The fact that says where this happened: the gold one, if there is one."""
        fact = self.gold or self.found
        assert fact is not None, "an outcome is of a gold or a found fact"
        return fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseScore:
    """A release's outcomes in text order and their counts. `absent`: the output does not have this release."""

    id: str
    text: str
    outcomes: tuple[Outcome, ...]
    counts: Counts
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """One release's facts that count, and how they are paired (indices into `gold` and `found`)."""

    gold: Sequence[Annotation]
    found: Sequence[Annotation]
    pairs: Sequence[tuple[int, int]]
    crossed: Sequence[tuple[int, int]]

    def alone(self) -> tuple[list[int], list[int]]:
        """The expected and the found facts that no pair of one kind has."""
        left, right = {i for i, _ in self.pairs}, {j for _, j in self.pairs}
        return [i for i in range(len(self.gold)) if i not in left], [
            j for j in range(len(self.found)) if j not in right
        ]


def score_release(release: GoldRelease, found: Iterable[Annotation] | None) -> ReleaseScore:
    """Score one release against what was found in it (None: nothing was handed in for it)."""
    sides = pair_sides(outside(release.facts, release.ignore), found_facts_of(release, tuple(found or ())))
    outcomes = outcomes_of(sides)
    return ReleaseScore(
        id=release.id, text=release.text, outcomes=outcomes, counts=count(release.text, sides, outcomes),
        absent=found is None,
    )  # fmt: skip


def pair_sides(gold: Sequence[Annotation], found: Sequence[Annotation]) -> Sides:
    """Align by kind, then what is left across kinds (optional gold facts are no part of that)."""
    pairs = align(gold, found)
    first = Sides(gold, found, pairs, ())
    left, right = first.alone()
    left = [i for i in left if not gold[i].optional]
    crossed = align_across([gold[i] for i in left], [found[j] for j in right]) if left and right else []
    return Sides(gold, found, pairs, [(left[i], right[j]) for i, j in crossed])


def outcomes_of(sides: Sides) -> tuple[Outcome, ...]:
    """The outcome of every pair and of every fact that is alone, in text order."""
    partners = {sides.found[j].id: sides.gold[i].id for i, j in sides.pairs}
    made = [judge(sides.gold[i], sides.found[j], partners) for i, j in sides.pairs]
    left, right = sides.alone()
    found_as = {i: sides.found[j].kind for i, j in sides.crossed}
    expected_as = {j: sides.gold[i].kind for i, j in sides.crossed}
    for i in left:
        verdict: Verdict = "optional" if sides.gold[i].optional else "missed"
        made.append(Outcome(verdict=verdict, gold=sides.gold[i], confused=found_as.get(i, "")))
    made += [Outcome(verdict="spurious", found=sides.found[j], confused=expected_as.get(j, "")) for j in right]
    return tuple(sorted(made, key=lambda o: (o.shown.start, o.shown.end, o.verdict, o.shown.id)))


def judge(gold: Annotation, found: Annotation, partners: dict[str, str]) -> Outcome:
    """The outcome of a pair."""
    right = right_fields(gold, found, partners)
    wrong = tuple(name for name in SCORED if not right.get(name, True))
    verdict: Verdict = "optional" if gold.optional else "wrong" if wrong else "right"
    if (gold.start, gold.end) != (found.start, found.end):
        wrong = ("span", *wrong)
    return Outcome(verdict=verdict, gold=gold, found=found, wrong=wrong, fact=fact_right(gold, found))


# --------------------------------------------------------------------------------------------------------- counting


def count(text: str, sides: Sides, outcomes: Sequence[Outcome]) -> Counts:
    """The counts of one release."""
    fields: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    confusion: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for outcome in outcomes:
        if outcome.verdict in {"right", "wrong"} and outcome.gold and outcome.found:
            count_fields(outcome.gold, outcome.found, outcome.wrong, fields)
            confuse_fields(outcome.gold, outcome.found, outcome.wrong, confusion)
    confuse_kinds(sides, confusion["kind"])
    kinds = {kind: count_kind(kind, text, sides) for kind in KINDS}
    nothing = KindCounts()
    return Counts(
        releases=1,
        kinds={kind: tally for kind, tally in kinds.items() if tally != nothing},
        fields={name: FieldCounts(*tally) for name, tally in fields.items()},
        confusion={name: dict(pairs) for name, pairs in confusion.items() if pairs},
        sure=count_sure(sides),
    )


def count_sure(sides: Sides) -> dict[tuple[str, int], FieldCounts]:
    """What is right of the links and facts that say how likely they are, by that.

    A link counts where the gold states it, and is right as the fact score has it; a fact that is no fact is wrong.
    """
    tallies: dict[tuple[str, int], FieldCounts] = {}
    partners = {sides.found[j].id: sides.gold[i].id for i, j in sides.pairs}
    aligned = {j: sides.gold[i] for i, j in sides.pairs}
    for j, found in enumerate(sides.found):
        gold = aligned.get(j)
        if found.sure and (gold is None or not gold.optional):
            right = right_links(gold, found, partners) if gold else {"fact": False}
            for name, percent in found.sure:
                if name in right:
                    tally = FieldCounts(int(right[name]), 1)
                    tallies[name, percent] = tallies.get((name, percent), FieldCounts()) + tally
    return tallies


def count_kind(kind: str, text: str, sides: Sides) -> KindCounts:
    """The counts of one kind in one release."""
    pairs = [(sides.gold[i], sides.found[j]) for i, j in sides.pairs if sides.gold[i].kind == kind]
    scored = [(gold, found) for gold, found in pairs if not gold.optional]
    aside = len(pairs) - len(scored)
    ours = [fact for fact in sides.found if fact.kind == kind]
    return KindCounts(
        gold=sum(fact.kind == kind and not fact.optional for fact in sides.gold),
        found=len(ours) - aside,
        aligned=len(scored),
        value=sum(value_right(gold, found) for gold, found in scored),
        fact=sum(fact_right(gold, found) for gold, found in scored),
        number=sum(number_right(gold, found) for gold, found in scored),
        unit=sum(unit_right(gold, found) for gold, found in scored),
        comparator=sum(comparator_right(gold, found) for gold, found in scored),
        ungrounded=sum(bool(fact.text) and text[fact.start : fact.end] != fact.text for fact in ours),
        **modes(kind, sides),
    )


def modes(kind: str, sides: Sides) -> dict[str, ModeCounts]:
    """The four SemEval modes for one kind; a pair across kinds belongs to the kind that the gold has."""
    same, touching, other_same, other_touching = 0, 0, 0, 0
    for crossed, pairs in ((False, sides.pairs), (True, sides.crossed)):
        for i, j in pairs:
            gold, found = sides.gold[i], sides.found[j]
            if gold.kind != kind or gold.optional:
                continue
            equal = (gold.start, gold.end) == (found.start, found.end)
            same += equal and not crossed
            touching += not equal and not crossed
            other_same += equal and crossed
            other_touching += not equal and crossed
    left, right = sides.alone()
    paired_gold, paired_found = {i for i, _ in sides.crossed}, {j for _, j in sides.crossed}
    missed = sum(sides.gold[i].kind == kind and not sides.gold[i].optional and i not in paired_gold for i in left)
    spurious = sum(sides.found[j].kind == kind and j not in paired_found for j in right)
    every = same + touching + other_same + other_touching
    alone = {"missed": missed, "spurious": spurious}
    return {
        "strict": ModeCounts(correct=same, incorrect=every - same, **alone),
        "exact": ModeCounts(correct=same + other_same, incorrect=touching + other_touching, **alone),
        "partial": ModeCounts(correct=same + other_same, partial=touching + other_touching, **alone),
        "type": ModeCounts(correct=same + touching, incorrect=other_same + other_touching, **alone),
    }


def count_fields(gold: Annotation, found: Annotation, wrong: Sequence[str], fields: dict[str, list[int]]) -> None:
    """Add a pair's fields to `[right, scored, extra]`."""
    fields["span"][0] += "span" not in wrong
    fields["span"][1] += 1
    for name in SCORED:
        if states(gold, name):
            fields[name][0] += name not in wrong
            fields[name][1] += 1
        elif states(found, name) and said(found, name) != DEFAULTS.get(name):
            fields[name][2] += 1


def states(fact: Annotation, name: str) -> bool:
    """Whether a fact states what a scored field looks at."""
    if name == "relation":
        return bool(fact.relations)
    if name == "number":
        return bool(fact.numbers) or (fact.kind == "date" and fact.value is not None)
    return getattr(fact, field_key(name)) is not None


def said(fact: Annotation, name: str) -> str:
    """What a fact says in a scored field, as words for a table."""
    if name == "relation":
        return ", ".join(link.type for link in fact.relations) or ABSENT
    if name == "number":
        words = " to ".join(format(plain(n), ",f") for n in fact.numbers) or str(fact.value or ABSENT)
    else:
        words = getattr(fact, field_key(name)) or DEFAULTS.get(name, ABSENT)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def confuse_fields(
    gold: Annotation, found: Annotation, wrong: Sequence[str], confusion: dict[str, Counter[tuple[str, str]]]
) -> None:
    """Add what a pair expected and found, field by field."""
    for name in SCORED:
        if field_key(name) != name:
            continue
        right, extra = name not in wrong, not states(gold, name)
        if extra and (not states(found, name) or said(found, name) == DEFAULTS.get(name)):
            continue
        few = name in TABULATED and (name != "unit" or gold.kind in {"money", "percent"})
        if few or extra or not right:
            expected, got = ABSENT if extra else said(gold, name), said(found, name)
            if name == "relation" and not right and expected == got:
                got = f"{got} (elsewhere)"
            confusion[name][expected, got if not right or extra else expected] += 1


def confuse_kinds(sides: Sides, confusion: Counter[tuple[str, str]]) -> None:
    """Add the kinds that were expected and found."""
    for i, j in (*sides.pairs, *sides.crossed):
        if not sides.gold[i].optional:
            confusion[sides.gold[i].kind, sides.found[j].kind] += 1
    left, right = sides.alone()
    paired_gold, paired_found = {i for i, _ in sides.crossed}, {j for _, j in sides.crossed}
    for i in left:
        if i not in paired_gold and not sides.gold[i].optional:
            confusion[sides.gold[i].kind, MISSED] += 1
    for j in right:
        if j not in paired_found:
            confusion[SPURIOUS, sides.found[j].kind] += 1
