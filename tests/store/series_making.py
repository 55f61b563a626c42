"""Releases with keyed facts, made without the pipeline, for tests of series."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from extractor.emit.json import to_json
from extractor.facts import Metric, MoneyFact, Period, Phrase, Producer, ReleaseFacts, ReleaseInfo, Subject, TableCell
from extractor.keys.identity import fact_key
from extractor.store.database import Arrival, Store

__all__ = ["Said", "Told", "add"]

QUARTERS = {1: ("01-01", "03-31"), 2: ("04-01", "06-30"), 3: ("07-01", "09-30"), 4: ("10-01", "12-31")}


@dataclass(frozen=True)
class Said:
    """One figure: what it measures, how much (in a table of thousands, or in prose), and of which quarter."""

    metric: str
    value: str
    quarter: tuple[int, int]
    decimals: int | None = -3
    prose: bool = False
    segment: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """One release of a subject with its figures."""

    name: str
    published: date
    said: tuple[Said, ...]
    subject: str = "Larch, Inc."
    key: str = "larch"
    ticker: str | None = "LCH"


def facts_of(told: Told) -> ReleaseFacts:
    """The facts of a release, each at a place of its own."""
    facts = []
    for n, said in enumerate(told.said):
        first, last = (date.fromisoformat(f"{said.quarter[0]}-{day}") for day in QUARTERS[said.quarter[1]])
        at = 100 * n
        words = said.metric.replace("_", " ")
        cell = TableCell(index=0, row=n, column=1, row_label=words, kind="income")
        fact = MoneyFact.model_validate({
            "id": f"f{n + 1}", "text": said.value, "start": at, "end": at + len(said.value), "sentence": n, "rule": "r",
            "section": "body" if said.prose else "table", "value": Decimal(said.value), "decimals": said.decimals,
            "metric": Metric(text=words, start=at + 50, end=at + 50 + len(words), key=said.metric),
            "subject": Subject(text=told.subject, start=0, end=len(told.subject), key=told.key, ticker=told.ticker),
            "period": Period(value=f"{said.quarter[0]}-Q{said.quarter[1]}", start_date=first, end_date=last),
            "segment": Phrase(text=said.segment, start=0, end=len(said.segment)) if said.segment else None,
            "table": None if said.prose else cell, "unit": "USD", "currency_from": "explicit", **said.more,
        })  # fmt: skip
        facts.append(fact.model_copy(update={"key": fact_key(told.name, fact)}))
    release = ReleaseInfo(id=told.name, source=f"{told.name}.txt", published=told.published, characters=1)
    return ReleaseFacts(producer=Producer(version="1"), release=release, facts=tuple(facts))


def add(store: Store, releases: list[tuple[Told, str]]) -> None:
    """Take releases, each with the name under which it comes: the same name makes versions of one release."""
    run, _ = store.begin_run(fingerprint="x", command="x", version="x", now="2025-01-01")
    arrivals = [
        Arrival(str(n).encode().rjust(16), told.name, name, f"{told.name}-{n}", to_json(facts_of(told)))
        for n, (told, name) in enumerate(releases)
    ]
    store.add(arrivals, run=run, totals={})
