"""doccano's JSON lines: `{"text", "label": [[start, end, label]]}`, or `{"text", "entities", "relations"}`.

doccano keeps columns that it does not know as metadata and exports them again; `factwire` carries the fields there.
Entities are numbered anew by doccano, so a fact's fields are found again by span and label.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor.gold.annotations import CLOSED, GoldRelease
from extractor.gold.faults import Fault
from extractor.gold.files import Document, Item, Labels, json_lines
from extractor.gold.formats.converting import CARRIED, carried, document, fault, kind_of, listed, release_row
from extractor.gold.jsontext import encode
from extractor.gold.writing import write_text

__all__ = ["read", "write"]

Key = tuple[str, str, str]


def read(source: Path, labels: Labels) -> Iterator[Item]:
    """The documents of a file."""
    for number, item in enumerate(json_lines(source), 1):
        if isinstance(item, Fault):
            yield item
            continue
        entities = entities_of(item.data)
        if entities is None:
            yield fault(
                item.origin, "doccano", 'a row is an object with "text" and "label" or "entities", a list of spans'
            )
        else:
            yield row_document(item, item.data, entities, labels, name=f"{source.stem}-{number}")


def entities_of(row: Any) -> list[Mapping[str, Any]] | None:
    """The entities of a row, whichever of doccano's two shapes it has; None where it has neither."""
    if not isinstance(row, dict):
        return None
    rows = row.get("entities", row.get("label", row.get("labels")))
    if not isinstance(rows, list):
        return None
    entities: list[Mapping[str, Any]] = []
    for each in rows:
        if isinstance(each, dict):
            entities.append(each)
        elif isinstance(each, list) and len(each) == 3:
            entities.append({"start_offset": each[0], "end_offset": each[1], "label": each[2]})
        else:
            return None
    return entities


def row_document(
    item: Document, row: Mapping[str, Any], entities: Sequence[Mapping[str, Any]], labels: Labels, *, name: str
) -> Document:
    """One row as a document."""
    text, extra = row.get("text"), row.get(CARRIED)
    extra = extra if isinstance(extra, dict) else {}
    known: dict[Key, Mapping[str, Any]] = {
        (str(fields.get("start")), str(fields.get("end")), str(fields.get("kind"))): fields
        for fields in listed(extra.get("facts"))
    }
    facts: list[dict[str, Any]] = []
    names: dict[str, dict[str, Any]] = {}
    for position, entity in enumerate(entities, 1):
        kind = kind_of(entity.get("label"), labels)
        if kind is None:
            continue
        start, end = entity.get("start_offset"), entity.get("end_offset")
        inside = isinstance(text, str) and isinstance(start, int) and isinstance(end, int)
        words = text[start:end] if inside and isinstance(text, str) else ""
        fact: dict[str, Any] = {"id": f"s{position}", "kind": kind, "text": words, "start": start, "end": end}
        fact |= {
            k: v for k, v in known.get((str(start), str(end), kind), {}).items() if k not in {"kind", "start", "end"}
        }
        facts.append(fact)
        names[str(entity.get("id"))] = fact
    link(row.get("relations"), names)
    head = extra.get("release") if isinstance(extra.get("release"), dict) else {}
    ident = {"id": str(row["id"])} if isinstance(row.get("id"), int | str) else {}
    return document({**ident, **(head or {})}, text, facts, item.origin, name=name)


def link(relations: Any, facts: Mapping[str, dict[str, Any]]) -> None:
    """Put doccano's relations on the facts where they begin; types that we do not have are not ours to score."""
    for relation in listed(relations):
        one, other = facts.get(str(relation.get("from_id"))), facts.get(str(relation.get("to_id")))
        if one is not None and other is not None and str(relation.get("type")) in CLOSED["relation"]:
            one["relation"] = {"type": relation["type"], "to": other["id"]}


def write(releases: Sequence[GoldRelease], target: Path) -> None:
    """Write `target`, a row a release, numbered from 1 as doccano does."""
    write_text(target, "".join(f"{encode(row_of(release, i))}\n" for i, release in enumerate(releases, 1)))


def row_of(release: GoldRelease, number: int) -> dict[str, Any]:
    """A release as a row with entities and relations."""
    numbers = {fact.id: i for i, fact in enumerate(release.facts, 1)}
    entities = [
        {"id": numbers[fact.id], "label": fact.kind, "start_offset": fact.start, "end_offset": fact.end}
        for fact in release.facts
    ]
    links = [(fact, each) for fact in release.facts for each in fact.relations]
    relations = [
        {"id": i, "from_id": numbers[fact.id], "to_id": numbers[each.to], "type": each.type}
        for i, (fact, each) in enumerate(links, 1)
    ]
    facts = [
        {"kind": fact.kind, "start": fact.start, "end": fact.end}
        | {key: value for key, value in carried(fact).items() if key != "relation"}
        for fact in release.facts
    ]
    extra = {"release": release_row(release), "facts": facts}
    return {"id": number, "text": release.text, "entities": entities, "relations": relations, CARRIED: extra}
