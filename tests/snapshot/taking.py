"""Takes a snapshot: the facts of a fixed corpus in a compact form, each with the rules that found and linked it."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from extractor import Extractor
from extractor.documents import Release
from extractor.emit.json import to_json
from extractor.gold.alignment import align
from extractor.gold.annotations import Annotation
from extractor.gold.comparing import right_fields
from extractor.gold.found import annotations_of
from extractor.gold.reading import read_gold
from extractor.pipeline import Extraction

__all__ = ["SHARED", "Item", "Row", "load", "save", "selected", "take", "unread"]

SHARED = Path(__file__).resolve().parents[3] / "shared"

Row = dict[str, Any]
"""A release: its id, how long it is, its facts, what fell to other figures, and where gold has it what is right."""

SPANS = ("metric", "subject")
EVERY = 8
"""A sample has every so many-th release of the corpus."""


@dataclass(frozen=True, slots=True)
class Item:
    """A release to be read, with its gold facts where there are any."""

    id: str
    text: str
    published: date | None
    gold: tuple[Annotation, ...] | None = None


def selected(shared: Path, *, full: bool = False) -> list[Item]:
    """The releases of a snapshot: all gold and cases, and all of the corpus or a fixed sample of it."""
    items: list[Item] = []
    for source in (shared / "gold" / "dev", shared / "gold" / "train", *sorted((shared / "cases").glob("*.jsonl"))):
        items += [Item(f"{source.stem}/{r.id}", r.text, r.published, r.facts) for r in read_gold([source])]
    with (shared / "corpus" / "releases.jsonl").open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if full or number % EVERY == 0:
                row = json.loads(line)
                day = date.fromisoformat(row["published"]) if row.get("published") else None
                items.append(Item(f"corpus/{row['id']}", row["text"], day))
    return items


def unread(shared: Path) -> frozenset[str]:
    """The ids of releases that are scored and never read: listings leave out their words."""
    names = shared / "gold" / "train" / "check.txt"
    return frozenset(f"train/{name}" for name in names.read_text(encoding="utf-8").split())


def take(items: Sequence[Item], *, workers: int = 1) -> Iterator[Row]:
    """A row for each release, in order."""
    if workers < 2:
        yield from rows_of(items)
        return
    parts = [items[i : i + 12] for i in range(0, len(items), 12)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for rows in pool.map(rows_of, parts):
            yield from rows


def rows_of(items: Iterable[Item]) -> list[Row]:
    """The rows of some releases, read one by one."""
    extractor = Extractor()
    return [
        row_of(item, extractor.explain(Release(item.text, item.id, None, item.published), published=item.published))
        for item in items
    ]


def row_of(item: Item, extraction: Extraction) -> Row:
    """What is kept of one release."""
    output = json.loads(to_json(extraction.facts), parse_float=Decimal)
    places = {fact["id"]: f"{fact['start']}-{fact['end']}" for fact in output["facts"]}
    facts = []
    for fact, draft in zip(output["facts"], extraction.linked.drafts, strict=True):
        notes: dict[str, list[str]] = {}
        for note in draft.notes:
            notes.setdefault(note.field, []).append(note.rule)
        facts.append({**flat(fact, places), "by": {name: "+".join(rules) for name, rules in notes.items()}})
    row: Row = {"id": item.id, "characters": len(item.text), "facts": facts}
    row["fallen"] = [[fallen.rule, winner.rule] for fallen, winner in extraction.fallen]
    row["vetoes"] = [veto.name for veto in extraction.scan.vetoes]
    if item.gold is not None:
        row["right"] = judged(item.gold, output["facts"])
    return row


def flat(fact: Mapping[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    """A fact's fields as plain values; other facts are named by their place, because ids move."""
    out: dict[str, Any] = {}
    for name, value in fact.items():
        if name in SPANS:
            out[name] = f"{value['text']} @{value['start']}"
        elif name == "period":
            days = "..".join(value.get(end, "") for end in ("start_date", "end_date"))
            out[name] = f"{value['value']} {days}".rstrip(" .")
        elif name == "relation":
            out[name] = f"{value['type']} {places[value['to']]}"
        elif name != "id":
            plain = json.dumps(value, sort_keys=True, default=str) if isinstance(value, dict) else value
            out[name] = str(plain) if isinstance(plain, Decimal) else plain
    return out


def judged(gold: Sequence[Annotation], facts: Sequence[Any]) -> dict[str, dict[str, bool]]:
    """For each found fact that gold has, by its number: which of the fields that gold states are right."""
    found = annotations_of(facts, "the snapshot")
    pairs = align(gold, found)
    partners = {found[j].id: gold[i].id for i, j in pairs}
    return {str(j): right_fields(gold[i], found[j], partners) for i, j in pairs}


def save(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as packed JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=4) as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def load(path: Path) -> list[Row]:
    """The rows of a snapshot."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
