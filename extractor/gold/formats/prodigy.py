"""Prodigy-style JSON lines: `{"text", "spans": [{"start", "end", "label"}], "relations", "meta"}`.

Spans may have keys of their own: ours carry the id and the fields of the fact. Tasks that were rejected or skipped
(`"answer": "reject"` or `"ignore"`) are no gold and are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor.gold.annotations import GoldRelease
from extractor.gold.faults import Fault
from extractor.gold.files import Document, Item, Labels, json_lines
from extractor.gold.formats.converting import CARRIED, carried, document, fault, kind_of, release_row
from extractor.gold.jsontext import encode
from extractor.gold.writing import write_text

__all__ = ["read", "write"]


def read(source: Path, labels: Labels) -> Iterator[Item]:
    """The accepted tasks of a file."""
    for number, item in enumerate(json_lines(source), 1):
        if isinstance(item, Fault):
            yield item
        elif not isinstance(item.data, dict) or not isinstance(item.data.get("spans", []), list):
            yield fault(item.origin, "prodigy", 'a task is an object with "text" and a list "spans"')
        elif item.data.get("answer", "accept") == "accept":
            yield task(item, item.data, labels, name=f"{source.stem}-{number}")


def task(item: Document, row: Mapping[str, Any], labels: Labels, *, name: str) -> Document:
    """One task."""
    meta = row["meta"] if isinstance(row.get("meta"), dict) else {}
    head = meta.get(CARRIED) if isinstance(meta.get(CARRIED), dict) else {k: meta[k] for k in ("id",) if k in meta}
    text = row.get("text")
    facts = []
    for position, span in enumerate(row.get("spans", []), 1):
        if not isinstance(span, dict):
            facts.append({"id": f"s{position}"})
            continue
        kind = kind_of(span.get("label"), labels)
        if kind is not None:
            facts.append(fact_of(span, kind, text, f"s{position}"))
    return document(head or {}, text, facts, item.origin, name=name)


def fact_of(span: Mapping[str, Any], kind: str, text: Any, ident: str) -> dict[str, Any]:
    """One span as a fact; where the span does not say its words, they are those at its offsets."""
    start, end = span.get("start"), span.get("end")
    inside = isinstance(text, str) and isinstance(start, int) and isinstance(end, int)
    words = span.get("text") or (text[start:end] if inside and isinstance(text, str) else "")
    fields = span.get(CARRIED) if isinstance(span.get(CARRIED), dict) else {}
    row = {"id": str(span.get("id") or ident), "kind": kind, "text": words, "start": start, "end": end}
    return row | {key: value for key, value in (fields or {}).items() if key not in {"kind", "start", "end"}}


def write(releases: Sequence[GoldRelease], target: Path) -> None:
    """Write `target`, a task a release."""
    write_text(target, "".join(f"{encode(row_of(release))}\n" for release in releases))


def row_of(release: GoldRelease) -> dict[str, Any]:
    """A release as a task."""
    spans = [
        {"start": fact.start, "end": fact.end, "label": fact.kind, "text": fact.text, CARRIED: carried(fact)}
        for fact in release.facts
    ]
    meta = {"id": release.id, CARRIED: release_row(release)}
    return {"text": release.text, "spans": spans, "meta": meta, "answer": "accept"}
