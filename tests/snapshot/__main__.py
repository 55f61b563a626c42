"""The facts of a fixed corpus before and after a change.

    python -m tests.snapshot [--full] [--show 3] [--accept] [--workers 2]
    python -m tests.snapshot --cards [--full]

The first run writes the snapshot; each later one takes a new one and prints what differs, grouped by field and rule.
`--accept` makes the new one the last. Snapshots hold words of others and stand beside the repository (`--store`).
`--cards` prints from the last snapshot how often each rule speaks, on how many releases, and how often it is right.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.snapshot.cards import cards, names_of_rules, table
from tests.snapshot.differing import changes, grouped, report
from tests.snapshot.taking import SHARED, Row, load, save, selected, take, unread


def main() -> int:
    """Read the command line, take or compare, print; 1 where something differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="the whole corpus, not a sample of it")
    parser.add_argument("--show", type=int, default=3, help="how many changes of each group to print")
    parser.add_argument("--accept", action="store_true", help="make the new snapshot the last one")
    parser.add_argument("--cards", action="store_true", help="print the rule cards of the last snapshot")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--store", type=Path, default=SHARED.parent / "snapshots")
    options = parser.parse_args()
    if not SHARED.exists():
        parser.error("there is no ../shared beside this checkout: a snapshot is of its corpus and gold")
    last = options.store / f"{'full' if options.full else 'sample'}.jsonl.gz"
    if options.cards:
        if not last.exists():
            parser.error(f"there is no {last.name} yet: take one first, without --cards")
        tell(table(cards(load(last), names_of_rules())))
        return 0
    began = time.monotonic()
    rows = list(watched(take(selected(SHARED, full=options.full), workers=options.workers)))
    facts = sum(len(row["facts"]) for row in rows)
    tell([f"{len(rows)} releases, {facts} facts, {time.monotonic() - began:.0f} s"])
    return compared(rows, last, show=options.show, accept=options.accept)


def compared(rows: list[Row], last: Path, *, show: int, accept: bool) -> int:
    """Print what differs from the last snapshot, or write the first one."""
    if not last.exists():
        save(last, rows)
        tell([f"the first snapshot: {last.name} written"])
        return 0
    groups = grouped(changes(load(last), rows))
    differing = {change.release for group in groups for change in group.changes}
    tell(report(groups, show=show, unread=unread(SHARED)))
    tell([f"{sum(len(g.changes) for g in groups)} fields or facts differ in {len(differing)} releases"])
    save(last if accept else last.with_name(f"new-{last.name}"), rows)
    return 1 if groups and not accept else 0


def watched(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, with their number told on a terminal."""
    for number, row in enumerate(rows, 1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number}")
        yield row


def tell(lines: list[str]) -> None:
    """Print lines."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
