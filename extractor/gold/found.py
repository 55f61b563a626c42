"""Finished outputs: the facts of `factwire batch` or `factwire feed`, as annotations by release."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.gold.annotations import FIELDS, KINDS, Annotation, GoldRelease, Link
from extractor.gold.faults import FaultyGoldError
from extractor.gold.fieldchecks import is_number, named
from extractor.gold.files import json_text, text_of

__all__ = ["Found", "annotations_of", "from_outputs", "read_found"]

PHRASES = {"metric": "text", "subject": "text", "period": "value"}
"""Fields that an output gives as objects, and the key that holds what gold says."""


@dataclass(slots=True)
class Found:
    """Found facts by release id. `failed` are releases for which the output has an error instead of facts."""

    facts: dict[str, tuple[Annotation, ...]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    def of(self, release: GoldRelease) -> tuple[Annotation, ...] | None:
        """The facts of a release, by its id or by the digest of its text; None where the output does not have it."""
        by_id = self.facts.get(release.id)
        return by_id if by_id is not None else self.facts.get(digest(release.text))

    def unknown(self, releases: Iterable[GoldRelease]) -> list[str]:
        """The ids in the output that no gold release has."""
        known = {name for release in releases for name in (release.id, digest(release.text))}
        return [ident for ident in self.facts if ident not in known]


def digest(text: str) -> str:
    """The id that a release has where nobody gave it one."""
    return f"sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def read_found(path: Path) -> Found:
    """The facts of an output file: JSON lines, one JSON document, or a list of them.

    Raises InputError naming line and fact where the file is not such an output.
    """
    found = Found()
    for line, row in rows_of(path):
        where = f"{path}:{line}" if line else str(path)
        if not isinstance(row, dict):
            raise InputError(f"{where}: an output line is an object with release and facts, not {named(row)}")
        add(found, row, where)
    return found


def rows_of(path: Path) -> Iterator[tuple[int | None, Any]]:
    """Each document of an output file with its line, where lines are documents."""
    if path.is_dir() or not path.exists():
        raise InputError(f"{path}: there is no such file of facts")
    try:
        text = text_of(path).removeprefix("\ufeff")
        if is_whole(text):
            whole = json_text(text, str(path))
            yield from ((None, row) for row in (whole if isinstance(whole, list) else [whole]))
            return
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, json_text(line, str(path), first_line=number)
    except FaultyGoldError as error:
        raise InputError(str(error)) from error


def is_whole(text: str) -> bool:
    """Whether a text is one JSON value over several lines (or a list), rather than JSON lines."""
    first = next((line.strip() for line in text.split("\n", 64)[:64] if line.strip()), "")
    return first.startswith("[") or not first.endswith("}")


def add(found: Found, row: Mapping[str, Any], where: str) -> None:
    """Note the facts of one document."""
    head = row.get("release")
    ident = row.get("id") if row.get("id") is not None else head.get("id") if isinstance(head, dict) else None
    if ident is None:
        raise InputError(f"{where}: the document has no release id; write it with `factwire batch`")
    facts = row.get("facts") or []
    if not facts and failed(row):
        found.failed.add(str(ident))
    if not isinstance(facts, list | tuple):
        raise InputError(f'{where}: "facts" is {named(facts)}, not a list')
    made = annotations_of(facts, where)
    found.facts[str(ident)] = found.facts.get(str(ident), ()) + made


def failed(row: Mapping[str, Any]) -> bool:
    """Whether a document says that its release could not be extracted."""
    said = row.get("diagnostics") or []
    errors = [each for each in said if isinstance(each, dict) and each.get("severity") == "error"]
    return row.get("error") is not None or bool(errors)


def from_outputs(outputs: Iterable[Any]) -> Found:
    """The facts of `ReleaseFacts` objects, by release id."""
    found = Found()
    for output in outputs:
        add(found, output.model_dump(mode="python", exclude_none=True), "the extraction")
    return found


def annotations_of(facts: Iterable[Any], where: str) -> tuple[Annotation, ...]:
    """An output's facts as annotations; facts of kinds that gold does not know are left out."""
    return tuple(
        made
        for i, fact in enumerate(facts)
        if (made := annotation_of(fact, f"{where}: fact number {i + 1}")) is not None
    )


def annotation_of(fact: Any, where: str) -> Annotation | None:
    """One fact of an output; what has another shape than it should counts as not stated."""
    if not isinstance(fact, dict):
        raise InputError(f"{where}: a fact is an object, this is {named(fact)}")
    kind = next((known for known in KINDS if known == fact.get("kind")), None)
    if kind is None:
        return None
    start, end = fact.get("start"), fact.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise InputError(
            f"{where}: a fact needs whole numbers start and end, start before end, not {named(start)} and {named(end)}"
        )
    stated: dict[str, Any] = {name: said for name in FIELDS if (said := said_in(fact, name, kind)) is not None}
    return Annotation(
        id=str(fact.get("id", "")), kind=kind, start=start, end=end, text=str(fact.get("text", "")),
        relations=links_of(fact.get("relation")), sure=tuple(sure_of(fact)), optional=fact.get("optional") is True,
        **stated,
    )  # fmt: skip


def said_in(fact: Mapping[str, Any], name: str, kind: str) -> object:
    """What a fact says in a field, in the form that gold has; None where it says nothing."""
    said = fact.get(name)
    if isinstance(said, dict) and name in PHRASES:
        said = said.get(PHRASES[name])
    if name in {"low", "high"} or (name == "value" and kind != "date"):
        return Decimal(said) if is_number(said) else None
    return None if said is None else str(said)


def sure_of(fact: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """How likely an output calls the whole fact, and each of its links that says so, in per cent."""
    places = {"fact": fact.get("confidence"), "direction": fact.get("direction_confidence")}
    for name in ("metric", "subject", "period", "relation"):
        link = fact.get(name)
        places[name] = link.get("confidence") if isinstance(link, dict) else None
    for name, said in places.items():
        if is_number(said) and 0 <= said <= 1:
            yield name, int(Decimal(said) * 100)


def links_of(relation: Any) -> tuple[Link, ...]:
    """The relations of a fact, given as one object or as a list."""
    rows = relation if isinstance(relation, list) else [relation]
    return tuple(Link(str(row.get("type")), str(row.get("to"))) for row in rows if isinstance(row, dict))
