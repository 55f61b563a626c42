"""What every format shares: a release as a document of ours, labels as kinds, and fields that travel beside spans."""

from collections.abc import Mapping
from typing import Any

from extractor.gold.annotations import KINDS, Annotation, GoldRelease
from extractor.gold.checking import Origin
from extractor.gold.faults import Fault
from extractor.gold.files import Document, Labels
from extractor.gold.writing import gold_row

__all__ = ["CARRIED", "carried", "document", "fault", "kind_of", "listed", "release_row"]

CARRIED = "factwire"
"""The key under which a format that keeps unknown keys carries what it has no place for."""


def kind_of(label: object, labels: Labels) -> str | None:
    """The kind that a label stands for: as `labels` says, else the label in lower case; None where it is left out.

    A label that is no kind is returned as it is, so that the check of the document can say what is wrong with it.
    """
    name = str(label)
    if name in labels:
        return labels[name] or None
    return name.lower() if name.lower() in KINDS else name


def carried(fact: Annotation) -> dict[str, Any]:
    """The fields of a fact (relation and optional included) without its span and kind."""
    return {key: value for key, value in gold_row(fact).items() if key not in {"kind", "start", "end"}}


def release_row(release: GoldRelease) -> dict[str, Any]:
    """What is known of a release besides its text and facts."""
    row: dict[str, Any] = {"id": release.id}
    if release.published:
        row["published"] = release.published.isoformat()
    return row | ({"ignore": [list(region) for region in release.ignore]} if release.ignore else {})


def listed(rows: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing where it is none."""
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def document(head: Mapping[str, Any], text: Any, facts: list[dict[str, Any]], origin: Origin, *, name: str) -> Document:
    """A document of ours from what a format holds; `head` may have id, published and ignore."""
    data: dict[str, Any] = {"id": head.get("id", name), "text": text, "facts": facts}
    if head.get("published") is not None:
        data["published"] = head["published"]
    if head.get("ignore"):
        data["ignore"] = head["ignore"]
    return Document(data=data, origin=origin, case=True)


def fault(origin: Origin, code: str, message: str) -> Fault:
    """A fault of a whole document."""
    return Fault(code=code, source=origin.source, line=origin.line(()), message=message)
