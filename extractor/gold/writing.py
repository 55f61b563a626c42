"""Gold files as text: one fact a line, fields in the order of GUIDELINES.md, numbers with their exact digits."""

import itertools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.gold.annotations import Annotation, GoldRelease
from extractor.gold.jsontext import encode
from extractor.replacing import write_whole

__all__ = ["case_row", "file_name", "file_names", "gold_row", "gold_text", "write_text"]

LONGEST = 100
"""Characters of a file name, without its ending: file systems take 255 bytes."""


def gold_row(fact: Annotation) -> dict[str, Any]:
    """A fact as it stands in a gold file."""
    row: dict[str, Any] = {"id": fact.id, "kind": fact.kind, "text": fact.text, "start": fact.start, "end": fact.end}
    row |= fact.stated()
    if fact.relations:
        row["relation"] = {"type": fact.relations[0].type, "to": fact.relations[0].to}
    return row | ({"optional": True} if fact.optional else {})


def gold_text(release: GoldRelease, *, reviewed: Mapping[str, str] | None = None) -> str:
    """The text of `NAME.gold.json`; `reviewed` says by whom and when it was looked at."""
    head: dict[str, Any] = {"published": release.published.isoformat()} if release.published else {}
    if reviewed:
        head["reviewed"] = dict(reviewed)
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


def file_names(idents: Iterable[str]) -> list[str]:
    """A file name for each id, no two alike, nor alike but for capitals, which some file systems take for the same.

    An id that is a file name as it is keeps it; where others come to the same, they get a number behind.

    >>> file_names(["a/b", "a_b", "a:b"])
    ['a_b-2', 'a_b', 'a_b-3']
    """
    listed = list(idents)
    taken: set[str] = set()
    names: dict[int, str] = {}
    # Those that are names as they are choose first.
    for at in sorted(range(len(listed)), key=lambda at: (file_name(listed[at]) != listed[at], at)):
        name = file_name(listed[at])[:LONGEST]
        names[at] = next(
            each for n in itertools.count(1) if (each := name if n == 1 else f"{name}-{n}").casefold() not in taken
        )
        taken.add(names[at].casefold())
    return [names[at] for at in range(len(listed))]


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, line ends as they are, with the folders it needs. Raises InputError where it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
    write_whole(path, text)
