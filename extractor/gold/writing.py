"""Gold files as text: one fact a line, fields in the order of GUIDELINES, numbers with their exact digits."""

import re
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.gold.annotations import Annotation, GoldRelease
from extractor.gold.jsontext import encode

__all__ = ["case_row", "file_name", "gold_row", "gold_text", "write_text"]


def gold_row(fact: Annotation) -> dict[str, Any]:
    """A fact as it stands in a gold file."""
    row: dict[str, Any] = {"id": fact.id, "kind": fact.kind, "text": fact.text, "start": fact.start, "end": fact.end}
    row |= fact.stated()
    if fact.relations:
        row["relation"] = {"type": fact.relations[0].type, "to": fact.relations[0].to}
    return row | ({"optional": True} if fact.optional else {})


def gold_text(release: GoldRelease) -> str:
    """The text of `NAME.gold.json`."""
    head = {"published": release.published.isoformat()} if release.published else {}
    ignore = f' "ignore": {encode(release.ignore)},\n' if release.ignore else ""
    facts = ",\n".join(f"  {encode(gold_row(fact))}" for fact in release.facts)
    listed = f"[\n{facts}\n ]" if facts else "[]"
    return f'{{"release": {encode(head)},\n{ignore} "facts": {listed}}}\n'


def case_row(release: GoldRelease) -> dict[str, Any]:
    """A release as a line of cases."""
    published = release.published.isoformat() if release.published else None
    row: dict[str, Any] = {"id": release.id, "published": published, "text": release.text}
    row["facts"] = [gold_row(fact) for fact in release.facts]
    return row | ({"ignore": release.ignore} if release.ignore else {})


def file_name(ident: str) -> str:
    """A release's id as a file name: what a file system may refuse becomes `_`."""
    return re.sub(r"[^\w.()+-]|^\.", "_", ident) or "_"


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, line ends as they are, with the folders it needs. Raises InputError where it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
