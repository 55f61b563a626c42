"""The figures equal those of the independent scorer on the shared gold, over outputs spoiled in many ways.

The two differ by definition in one point: the scorer aligns greedily, best overlap first, ties in the order of the
output; here the alignment is optimal, ties in the order of the text. Outputs in text order without chains of
overlapping facts of one kind score the same in both to the last digit.
"""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.gold.annotations import CLOSED, KINDS, Annotation, GoldRelease, Link
from extractor.gold.found import Found, read_found
from extractor.gold.reading import read_gold
from extractor.gold.validation import validate
from tests.gold.making import SHARED, found_in, output_line, same_as_gold

pytestmark = pytest.mark.skipif(not (SHARED / "bench" / "gold.py").exists(), reason="../shared is not here")

SOURCES = [SHARED / "gold" / "dev", *sorted((SHARED / "cases").glob("*.jsonl"))]


@pytest.fixture(scope="module")
def gold() -> tuple[GoldRelease, ...]:
    return read_gold(SOURCES)


def scorer_figures(facts: Path) -> dict[str, float]:
    """What the independent scorer says, by our names, as shares."""
    command = [sys.executable, str(SHARED / "bench" / "gold.py"), *map(str, SOURCES), "--facts", str(facts), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)["figures"]
    return {our_name(name): figure / 100 for name, figure in figures.items()}


def our_name(name: str) -> str:
    """`money: value F1` is our `money.value`, `field metric` our `metric`."""
    kind, colon, figure = name.removesuffix(" F1").partition(": ")
    if not colon:
        return name.removeprefix("field ")
    return figure if kind == "all" else f"{kind}.{figure}"


def spoiled(release: GoldRelease, rate: float, chance: random.Random) -> Iterator[Annotation]:
    """The gold as an output with facts dropped, moved, changed and made up."""
    for fact in same_as_gold(release):
        if chance.random() < rate / 4:
            continue
        changes: dict[str, Any] = {}
        if chance.random() < rate / 3:
            start = max(0, fact.start + chance.randint(-5, 5))
            changes |= {"start": start, "end": max(start + 1, fact.end + chance.randint(-5, 5))}
        for name, said in fact.stated().items():
            if chance.random() < rate / 4:
                changes[name] = other_value(name, said, chance)
        if fact.relations and chance.random() < rate / 2:
            changes["relations"] = (Link(chance.choice(sorted(CLOSED["relation"])), f"f{chance.randint(0, 9)}"),)
        yield replace(fact, **changes)
    if chance.random() < rate:
        start = chance.randrange(len(release.text))
        kind = chance.choice(KINDS)
        yield Annotation(
            id="made-up", kind=kind, start=start, end=start + 5, value=None if kind == "date" else Decimal(1)
        )


def other_value(name: str, said: object, chance: random.Random) -> object:
    """A field's value changed, a little or wholly, or left out."""
    if isinstance(said, Decimal):
        return chance.choice([said * 1000, -said, said * Decimal("1.0000001"), said * Decimal("1.001")])
    if name in CLOSED:
        return chance.choice(sorted(CLOSED[name]))
    if name in {"value", "period"}:
        return chance.choice(["2024", "2024-01-01/2024-12-31", "FY2024", "P1Y", "P365D", "2023/..", None])
    words = str(said)
    last = words.rsplit(maxsplit=1)[-1]
    return chance.choice([words.upper(), f"the {words}", f"{words}s", f"total {words}", f"“{words},”", last, None])


@pytest.mark.parametrize("rate", [0.1, 0.5, 1.0])
def test_the_same_figures(gold: tuple[GoldRelease, ...], tmp_path: Path, rate: float) -> None:
    chance = random.Random(f"rate {rate}")
    path = tmp_path / "facts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for release in gold:
            if chance.random() > rate / 20:
                facts = sorted(spoiled(release, rate, chance), key=lambda fact: (fact.start, fact.end))
                file.write(output_line(release.id, facts) + "\n")
    theirs = scorer_figures(path)
    ours = validate(gold, read_found(path), resamples=0).figures
    assert len(theirs) > 20
    assert {name: ours[name] for name in theirs} == pytest.approx(theirs, abs=0.0005)
    assert 0.2 < ours["fact"] < 0.99, "the output is spoiled, but not wholly"  # type: ignore[operator]


def test_gold_as_output_and_nothing(gold: tuple[GoldRelease, ...]) -> None:
    whole = validate(gold, found_in(gold), resamples=0).figures
    assert {name for name, figure in whole.items() if figure not in {1.0, None}} == set()
    nothing = validate(gold, Found({each.id: () for each in gold}), resamples=0).figures
    assert {nothing[name] for name in ("detection", "value", "fact", "strict", "exact", "partial", "type")} == {0.0}
