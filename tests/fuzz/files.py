"""Mutated files of every format through the reader and the extractor: `python -m tests.fuzz.files --count 2000`.

Each file is made from the seed and its number alone, so `--first 123 --count 1` makes the one again that failed. What
counts as a failure: an error that is not told as a fault, a fault without its place or on several lines, a text that
cannot be written, an offset that does not fit, two facts at the same words, a neighbour that does not come out.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from extractor.archive.alone import each_alone
from extractor.archive.sources import Sources
from extractor.documents import Release
from extractor.emit.json import to_json
from extractor.facts import ReleaseFacts
from extractor.pipeline import Extractor
from extractor.read.records import Fault
from tests.fuzz.mutating import mutated
from tests.fuzz.samples import samples

__all__ = ["Outcome", "fuzz"]

GOOD = "Sales rose 5% to $2 million in 2021."
LONGEST = 20_000
"""Characters of a release that are extracted; what is longer only repeats itself."""


@dataclass(slots=True)
class Outcome:
    """What came of it: counts of what was seen, and the failures, each with the number of its file."""

    seen: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def fuzz(seed: int, numbers: range, *, extractor: Extractor | None = None) -> Outcome:
    """Make the files of these numbers, read them, and extract what comes out where an extractor is given."""
    seeds = samples()
    names, others = sorted(seeds), list(seeds.values())
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            random = Random(f"{seed}:{number}")
            name = names[number % len(names)]
            data = mutated(seeds[name], random, others)
            # Some under the name of another format: what a file says of itself is not to be believed either.
            path = Path(folder, name if random.random() < 0.9 else f"sample{Path(random.choice(names)).suffix}")
            path.write_bytes(data)
            neighbour = Path(folder, "zz-neighbour.txt")
            neighbour.write_text(GOOD, encoding="utf-8")
            outcome.seen[f"{name}: files"] += 1
            for wrong in _tried([path, neighbour], name, outcome, extractor):
                outcome.failures.append(f"seed {seed}, file {number} ({path.name} from {name}): {wrong}")
            path.unlink()
    return outcome


def _tried(paths: list[Path], name: str, outcome: Outcome, extractor: Extractor | None) -> Iterator[str]:
    try:
        items = list(Sources([str(path) for path in paths]))
    except Exception as error:  # noqa: BLE001  that there is none is what is tested
        yield f"reading raised {type(error).__name__}: {error}"
        return
    releases = [item for item in items if isinstance(item, Release)]
    if not releases or releases[-1].text != GOOD:
        yield "the neighbour did not come out"
    for item in items:
        if isinstance(item, Fault):
            outcome.seen[f"{name}: {item.code}"] += 1
            if not item.source or not item.message or "\n" in item.message:
                yield f"a fault without its place or on several lines: {item}"
    outcome.seen[f"{name}: releases"] += len(releases) - 1
    if extractor is None:
        return
    short = [release for release in releases[:-1] if len(release.text) <= LONGEST][:5]
    for release, facts in each_alone(extractor, short, seconds=60):
        if isinstance(facts, Exception):
            yield f"extraction raised {type(facts).__name__}: {facts}"
        else:
            yield from _checked(release, facts)


def _checked(release: Release, facts: ReleaseFacts) -> Iterator[str]:
    to_json(facts)
    end = 0
    for fact in sorted(facts.facts, key=lambda fact: fact.start):
        if release.text[fact.start : fact.end] != fact.text:
            yield f"the words of {fact.id} do not stand at {fact.start}..{fact.end}"
        if fact.start < end:
            yield f"{fact.id} at {fact.start} overlaps the figure before"
        end = max(end, fact.end)


def main() -> int:
    """Run, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=2000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--read-only", action="store_true", help="Do not extract facts from what is read.")
    chosen = options.parse_args()
    extractor = None if chosen.read_only else Extractor()
    total = Outcome()
    for start in range(chosen.first, chosen.first + chosen.count, 100):
        numbers = range(start, min(start + 100, chosen.first + chosen.count))
        outcome = fuzz(chosen.seed, numbers, extractor=extractor)
        total.seen += outcome.seen
        total.failures += outcome.failures
        sys.stdout.write("".join(f"{failure}\n" for failure in outcome.failures))
        sys.stdout.flush()
    for what, n in sorted(total.seen.items()):
        sys.stdout.write(f"{n:7} {what}\n")
    sys.stdout.write(f"{chosen.count} files, {len(total.failures)} failures\n")
    return 1 if total.failures else 0


if __name__ == "__main__":
    sys.exit(main())
