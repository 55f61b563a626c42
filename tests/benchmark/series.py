"""How a large store answers `series`: `python -m tests.benchmark.series --facts 1000000 --store FILE`.

Prints how many facts were loaded in what time, how large the store is, and how long `series`, `conflicts` and
`guidance` of one subject take: the middle and the longest of 20 questions, by the clock and by the processor, in each
of several rounds. On a machine that does other things the processor's time is the one to compare. The figures are
made; the store is filled as `batch` fills it. A store that is there is asked as it is.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from extractor.store.database import Arrival
from extractor.store.reading import open_reader
from extractor.store.sqlite import open_store

MEASURES = ("revenue", "gross_profit", "operating_income", "net_income", "eps_diluted", "assets", "cash", "liabilities",
            "equity", "operating_cash_flow")  # fmt: skip
PER_RELEASE = 100
RELEASES_EACH = 10
"""Releases of one subject, so that it has 1,000 facts."""


def arrivals(facts: int) -> Iterator[Arrival]:
    """Releases of 100 facts: ten measures in ten quarters, of which nine were reported before."""
    for number in range(facts // PER_RELEASE):
        subject, issue = divmod(number, RELEASES_EACH)
        name = f"{subject}-{issue}"
        rows = [_fact(name, subject, issue, n) for n in range(PER_RELEASE)]
        release = {"id": name, "source": f"{name}.txt", "published": f"{2010 + issue}-05-02", "characters": 20_000}
        document = {"schema_version": "1.1", "producer": {"version": "1"}, "release": release, "facts": rows}
        encoded = msgspec.json.encode({**document, "diagnostics": []})
        yield Arrival(number.to_bytes(16), f"{name}.txt", name, name, encoded)


def _fact(name: str, subject: int, issue: int, n: int) -> dict[str, object]:
    measure, back = MEASURES[n % 10], n // 10
    year = 2010 + issue - back
    return {
        "id": f"f{n}", "key": f"{name}-{n}", "kind": "money", "text": "1,234.5", "start": n * 50, "end": n * 50 + 7,
        "section": "table", "sentence": n, "rule": "table.cell", "value": (subject * 31 + year * 7 + n % 10) * 1000,
        "decimals": -3, "comparator": "eq", "status": "actual", "unit": "USD", "currency_from": "explicit",
        "metric": {"text": measure, "start": 0, "end": len(measure), "key": measure, "basis_of_accounting": "gaap"},
        "subject": {"text": f"Company {subject}", "start": 0, "end": 9, "key": f"company {subject}"},
        "period": {"value": f"{year}-Q1", "start_date": f"{year}-01-01", "end_date": f"{year}-03-31"},
        "table": {"index": 0, "row": n, "column": 1, "row_label": measure, "kind": "income"},
    }  # fmt: skip


def fill(path: Path, facts: int) -> None:
    """Load so many facts into a new store and say how long that takes and how large it is."""
    store = open_store(path)
    run, _ = store.begin_run(fingerprint="bench", command="bench", version="1", now="2025-01-01")
    began, worked, batch = time.perf_counter(), time.process_time(), list[Arrival]()
    for arrival in arrivals(facts):
        batch.append(arrival)
        if len(batch) == 500:
            store.add(batch, run=run, totals={})
            batch.clear()
    store.add(batch, run=run, totals={})
    loaded, worked = time.perf_counter() - began, time.process_time() - worked
    store.close()
    size = path.stat().st_size / 1e6
    sys.stdout.write(f"{facts:,} facts loaded in {loaded:.0f} s ({worked:.0f} s of CPU), {size:,.0f} MB\n")


def ask(question: Callable[[list[str], list[str]], list[dict[str, Any]]], subjects: Sequence[int]) -> str:
    """How long a question takes of each of the subjects, in words."""
    walls, works, lines = list[float](), list[float](), 0
    for subject in subjects:
        began, worked = time.perf_counter(), time.process_time()
        lines += len(question([f"company {subject}"], []))
        walls.append(time.perf_counter() - began)
        works.append(time.process_time() - worked)
    times = (f"{name} median {median(of) * 1e3:.0f} ms, most {max(of) * 1e3:.0f} ms" for name, of in
             (("clock", walls), ("CPU", works)))  # fmt: skip
    return f"{lines / len(subjects):.0f} lines; {'; '.join(times)}"


def main() -> None:
    """Fill a store and ask it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    if not chosen.store.exists():
        fill(chosen.store, chosen.facts)
    companies = chosen.facts // PER_RELEASE // RELEASES_EACH
    subjects = range(0, companies, companies // 20 or 1)
    with open_reader(str(chosen.store)) as reader:
        for turn in range(1, chosen.rounds + 1):
            for name in ("series", "conflicts", "guidance"):
                sys.stdout.write(f"round {turn}, {name} of one subject: {ask(getattr(reader, name), subjects)}\n")


if __name__ == "__main__":
    main()
