"""Label Studio's JSON: tasks with `data.text`, regions with `labels`, per-region fields and relations.

A field is a result of its own on the region (`choices`, `number` or `textarea`, `from_name` the field's name), so it
can be edited; the labelling interface that has these controls is written beside the tasks. A date's value is text, any
other's a number, so it has a control of another name. Offsets are code points, as in Label Studio's export.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from extractor.gold.annotations import CLOSED, FIELDS, KINDS, Annotation, GoldRelease
from extractor.gold.checking import Origin
from extractor.gold.faults import FaultyGoldError
from extractor.gold.files import Item, Labels, json_text, text_of
from extractor.gold.formats.converting import document, fault, kind_of, listed, release_row
from extractor.gold.jsontext import Located, encode
from extractor.gold.writing import write_text

__all__ = ["interface", "read", "write"]

TEXT = "text"
DATE_VALUE = "date_value"
ONCE = {"Choices": {"choice": "single-radio", "showInLine": "true"}, "TextArea": {"maxSubmissions": "1"}}
"""How a control takes one word of several, or one text."""


def read(source: Path, labels: Labels) -> Iterator[Item]:
    """The tasks of an export; each task's first annotation that was not cancelled counts."""
    try:
        raw = text_of(source).removeprefix("\ufeff")
        tasks = json_text(raw, str(source))
    except FaultyGoldError as error:
        yield from error.faults
        return
    located = Located(raw)
    for number, row in enumerate(tasks if isinstance(tasks, list) else [tasks]):
        origin = Origin(source=str(source), text=located, prefix=(number,) if isinstance(tasks, list) else ())
        data = row.get("data") if isinstance(row, dict) else None
        if not isinstance(data, dict) or not isinstance(data.get(TEXT), str):
            yield fault(origin, "label-studio", 'a task is an object with {"data": {"text": …}, "annotations": […]}')
            continue
        head = {"id": str(data.get("id", row.get("id", f"{source.stem}-{number + 1}")))}
        head |= {key: data[key] for key in ("published", "ignore") if key in data}
        yield document(head, data[TEXT], facts_of(results_of(row), labels), origin, name=source.stem)


def results_of(row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The results of the annotation that counts."""
    annotations = listed(row.get("annotations"))
    kept: Mapping[str, Any] = next((each for each in annotations if not each.get("was_cancelled")), {})
    return listed(kept.get("result"))


def facts_of(results: Sequence[Mapping[str, Any]], labels: Labels) -> list[dict[str, Any]]:
    """Regions as facts, with their fields and relations."""
    facts: dict[str, dict[str, Any]] = {}
    for result in results:
        value = result.get("value")
        if result.get("type") != "labels" or not isinstance(value, dict):
            continue
        kind = kind_of(first_of(value.get("labels")), labels)
        if kind is not None:
            facts[str(result.get("id"))] = {
                "id": str(result.get("id")), "kind": kind, "text": value.get("text"),
                "start": value.get("start"), "end": value.get("end"),
            }  # fmt: skip
    for result in results:
        add_field(result, facts)
    return list(facts.values())


def add_field(result: Mapping[str, Any], facts: Mapping[str, dict[str, Any]]) -> None:
    """Put a result that is no region on the fact it belongs to."""
    if result.get("type") == "relation":
        name = first_of(result.get("labels"))
        fact, other = facts.get(str(result.get("from_id"))), facts.get(str(result.get("to_id")))
        if fact and other and name in CLOSED["relation"]:
            fact["relation"] = {"type": name, "to": other["id"]}
        return
    fact, name, value = facts.get(str(result.get("id"))), str(result.get("from_name")), result.get("value")
    name = "value" if name == DATE_VALUE else name
    if fact is None or not isinstance(value, dict) or (name not in FIELDS and name != "optional"):
        return
    if "number" in value:
        fact[name] = value["number"]
    elif said := value.get("choices") or value.get("text"):
        fact[name] = True if name == "optional" else first_of(said)


def first_of(said: Any) -> str:
    """The first of a list of words; controls give lists even where one word can be chosen."""
    return str(said[0] if isinstance(said, list) and said else said or "")


def write(releases: Sequence[GoldRelease], target: Path) -> None:
    """Write `target`, a list of tasks ready for import with their annotations, and its labelling interface beside it.

    The interface is `NAME.config.xml` for `NAME.json`: what Label Studio takes under Labeling Interface, Code.
    """
    tasks = ",\n".join(encode(task_of(release, number)) for number, release in enumerate(releases, 1))
    write_text(target, f"[\n{tasks}\n]\n")
    write_text(target.with_name(f"{target.stem}.config.xml"), interface())


def interface() -> str:
    """The labelling interface: kinds as labels, relations, and for each field a control on the regions that have it."""
    view = Element("View")
    SubElement(view, "Header", value="$id")
    relations = SubElement(view, "Relations")
    for word in sorted(CLOSED["relation"]):
        SubElement(relations, "Relation", value=word)
    labels = SubElement(view, "Labels", name="label", toName=TEXT)
    for kind in KINDS:
        SubElement(labels, "Label", value=kind)
    SubElement(view, "Text", name=TEXT, value=f"${TEXT}", granularity="character")
    for name, kinds in FIELDS.items():
        if name == "value":
            control(view, "Number", name, kinds - {"date"})
            control(view, "TextArea", DATE_VALUE, frozenset({"date"}))
        else:
            tag = "Number" if name in {"low", "high"} else "Choices" if name in CLOSED else "TextArea"
            control(view, tag, name, kinds, sorted(CLOSED.get(name, ())))
    control(view, "Choices", "optional", frozenset(KINDS), ["optional"])
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def control(view: Element, tag: str, name: str, kinds: frozenset[str], choices: Sequence[str] = ()) -> None:
    """A field's control, under its name, shown where a region of one of the kinds is chosen."""
    shown = SubElement(
        view, "View", visibleWhen="region-selected", whenTagName="label", whenLabelValue=",".join(sorted(kinds))
    )
    SubElement(shown, "Header", value=name, size="6")
    made = SubElement(shown, tag, {"name": name, "toName": TEXT, "perRegion": "true", **ONCE.get(tag, {})})
    for word in choices:
        SubElement(made, "Choice", value=word)


def task_of(release: GoldRelease, number: int) -> dict[str, Any]:
    """A release as a task."""
    results = [result for fact in release.facts for result in results_for(fact)]
    results += [
        {"type": "relation", "from_id": fact.id, "to_id": link.to, "direction": "right", "labels": [link.type]}
        for fact in release.facts
        for link in fact.relations
    ]
    data = {TEXT: release.text, **release_row(release)}
    return {"id": number, "data": data, "annotations": [{"id": number, "was_cancelled": False, "result": results}]}


def results_for(fact: Annotation) -> Iterator[dict[str, Any]]:
    """A region, and a result for each of its fields."""
    span = {"start": fact.start, "end": fact.end, "text": fact.text}
    yield result(fact.id, "label", "labels", {**span, "labels": [fact.kind]})
    for name, said in fact.stated().items():
        if isinstance(said, Decimal):
            yield result(fact.id, name, "number", {**span, "number": said})
        elif fact.kind == "date" and name == "value":
            yield result(fact.id, DATE_VALUE, "textarea", {**span, "text": [said]})
        elif name in CLOSED:
            yield result(fact.id, name, "choices", {**span, "choices": [said]})
        else:
            yield result(fact.id, name, "textarea", {**span, "text": [said]})
    if fact.optional:
        yield result(fact.id, "optional", "choices", {**span, "choices": ["optional"]})


def result(ident: str, control: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """One result of a control on the text."""
    return {"id": ident, "from_name": control, "to_name": TEXT, "type": kind, "value": value}
