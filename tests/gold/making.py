"""Small gold releases of our own for tests, and outputs made from them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.gold.annotations import Annotation, GoldRelease, Link
from extractor.gold.found import Found
from extractor.gold.writing import gold_text
from extractor.values import Kind

__all__ = ["SHARED", "fact", "found_in", "mill", "orchard", "output_line", "put", "release", "same_as_gold"]

SHARED = Path(__file__).parents[3] / "shared"

MILL = (
    "HARWICK, March 4, 2024 -- Tern Mills plc said revenue rose 12.5% to £48.2 million in 2023.\n"
    "It employs about 310 people at three mills; a fourth opens in the second quarter of 2025."
)
ORCHARD = (
    "Ørsted-like Größe 😀 Orchard Co. paid €3.5 million to €4 million for 40 acres, i.e. “at least 30 trees” an acre."
)


def fact(ident: str, kind: Kind, words: str, text: str, *, nth: int = 0, **fields: Any) -> Annotation:
    """A fact whose span is the `nth` place where the words stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Annotation(id=ident, kind=kind, start=start, end=start + len(words), text=words, **fields)


def mill() -> GoldRelease:
    """An earnings sentence with all but measures: relations, a period, an optional date."""
    text, sub = MILL, "Tern Mills plc"
    facts = (
        fact("g1", "date", "March 4, 2024", text, value="2024-03-04", role="published"),
        fact("g2", "percent", "12.5%", text, value=Decimal("12.5"), unit="percent", comparator="eq", metric="revenue",
             subject=sub, period="2023", direction="up", basis="year_over_year", status="actual",
             relations=(Link("change_of", "g3"),)),
        fact("g3", "money", "£48.2 million", text, value=Decimal(48200000), unit="GBP", comparator="eq",
             metric="revenue", subject=sub, period="2023", status="actual"),
        fact("g4", "date", "2023", text, value="2023", role="period"),
        fact("g5", "count", "310 people", text, value=Decimal(310), unit="person", item="people", comparator="approx",
             subject=sub, status="actual"),
        fact("g6", "count", "three mills", text, value=Decimal(3), unit="mill", item="mills", comparator="eq"),
        fact("g7", "date", "second quarter of 2025", text, value="2025-Q2", role="event", optional=True),
    )  # fmt: skip
    return GoldRelease(id="mill", text=text, facts=facts, published=date(2024, 3, 4))


def orchard() -> GoldRelease:
    """A range, a measure and an ignored region in a text beyond ASCII and beyond the basic plane."""
    text = ORCHARD
    facts = (
        fact("a", "money", "€3.5 million to €4 million", text, low=Decimal(3500000), high=Decimal(4000000), unit="EUR",
             comparator="eq", metric="40 acres"),
        fact("b", "measure", "40 acres", text, value=Decimal(40), unit="acre", comparator="eq"),
    )  # fmt: skip
    start = text.index("“")
    return GoldRelease(id="orchard/1", text=text, facts=facts, ignore=((start, len(text)),))


def release(text: str, *facts: Annotation, ident: str = "one") -> GoldRelease:
    """A release of some facts."""
    return GoldRelease(id=ident, text=text, facts=facts)


def same_as_gold(gold: GoldRelease) -> tuple[Annotation, ...]:
    """The gold as an output would give it: other ids, nothing optional."""
    names = {each.id: f"f{i}" for i, each in enumerate(gold.facts)}
    return tuple(
        replace(
            each, id=names[each.id], optional=False, relations=tuple(Link(r.type, names[r.to]) for r in each.relations)
        )
        for each in gold.facts
    )


def found_in(gold: Sequence[GoldRelease]) -> Found:
    """An output that finds all gold facts."""
    return Found({each.id: same_as_gold(each) for each in gold})


def output_line(ident: str, facts: Sequence[Annotation]) -> str:
    """A line of a finished output, with metric, subject and period as objects."""
    rows = []
    for each in facts:
        row: dict[str, Any] = {
            "id": each.id,
            "kind": each.kind,
            "text": each.text,
            "start": each.start,
            "end": each.end,
        }
        for name, said in each.stated().items():
            row[name] = float(said) if isinstance(said, Decimal) else said
        for name, part in (("metric", "text"), ("subject", "text"), ("period", "value")):
            if name in row:
                row[name] = {part: row[name]}
        if each.relations:
            row["relation"] = {"type": each.relations[0].type, "to": each.relations[0].to}
        rows.append(row)
    return json.dumps({"schema_version": "1.0", "release": {"id": ident}, "facts": rows}, ensure_ascii=False)


def put(folder: Path, gold: GoldRelease, name: str = "") -> Path:
    """Write a release's two files; returns the gold file."""
    name = name or gold.id.replace("/", "_")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(gold.text, encoding="utf-8", newline="")
    path = folder / f"{name}.gold.json"
    path.write_text(gold_text(gold), encoding="utf-8", newline="")
    return path
