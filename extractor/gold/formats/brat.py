"""brat standoff: `NAME.ann` beside `NAME.txt`, with text-bound annotations, attributes, relations and notes.

Fields with a closed vocabulary are attributes (`A1 comparator T1 approx`), `optional` a binary one; all other fields
stand as JSON in an annotator's note on the span. What is known of the release is a note of type `Release` on a span
labelled `release` at its first word; ignored regions are spans labelled `ignore`. A span over a line break is written
in fragments, as brat does.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractor.gold.annotations import CLOSED, GoldRelease
from extractor.gold.checking import Origin
from extractor.gold.faults import Fault, FaultyGoldError
from extractor.gold.files import Item, Labels, text_of
from extractor.gold.formats.converting import carried, document, kind_of, release_row
from extractor.gold.jsontext import JSONTextError, encode, load_json
from extractor.gold.writing import file_names, write_text

__all__ = ["read", "write"]

IGNORE, HEAD = "ignore", "release"
ATTRIBUTES = ("comparator", "direction", "basis", "status", "role")
NOTE, RELEASE = "AnnotatorNotes", "Release"


def read(source: Path, labels: Labels) -> Iterator[Item]:
    """One `.ann` file, or every one of a folder."""
    for path in sorted(source.glob("*.ann")) if source.is_dir() else [source]:
        yield read_one(path, labels)


def read_one(path: Path, labels: Labels) -> Item:
    """One `.ann` file with its text."""
    beside = path.with_suffix(".txt")
    if not beside.exists():
        return Fault(code="no-text", source=str(path), message=f"the text {beside.name} is missing beside it")
    try:
        text, notes = text_of(beside), text_of(path)
        reading = Reading(str(path), text, labels)
        lines = [(number, line.rstrip("\r")) for number, line in enumerate(notes.split("\n"), 1) if line.strip()]
        for number, line in sorted(lines, key=lambda each: not each[1].startswith("T")):
            reading.add(line, number)
    except FaultyGoldError as error:
        return error.faults[0]
    facts = reading.named()
    origin = Origin(source=str(path), fact_lines=tuple(reading.lines[name] for name in reading.facts))
    head = {"id": path.stem, "ignore": reading.ignore, **reading.head}
    return document(head, text, facts, origin, name=path.stem)


class Reading:
    """The facts of one `.ann` file by brat's ids; spans are to be added before what is said of them."""

    def __init__(self, source: str, text: str, labels: Labels) -> None:
        self.source, self.text, self.labels = source, text, labels
        self.facts: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, int] = {}
        self.ignore: list[list[int]] = []
        self.head: dict[str, Any] = {}

    def add(self, line: str, number: int) -> None:
        """Take in one line."""
        ident, _, rest = line.partition("\t")
        sort = ident[:1]
        said, _, tail = rest.partition("\t")
        words = said.split()
        if sort == "T" and words:
            self.add_span(ident, said, tail, number)
        elif sort == "A" and len(words) >= 2:
            self.add_attribute(words)
        elif sort == "R" and len(words) == 3:
            self.add_relation(words)
        elif sort == "#" and len(words) == 2:
            self.add_note(words[0], words[1], tail, number)
        elif sort not in {"A", "R", "#", "E", "N", "*", "M"}:
            self.refuse(number, f"this is no line of brat's standoff format: {line[:60]!r}")

    def add_span(self, ident: str, said: str, tail: str, number: int) -> None:
        """A text-bound annotation: `T1  money 201 218  7.76 billion yuan`, perhaps in fragments."""
        label, _, spots = said.partition(" ")
        kind = label if label in {IGNORE, HEAD} else kind_of(label, self.labels)
        fragments = [spot.split() for spot in spots.split(";")]
        if any(len(spot) != 2 or not spot[0].isdigit() or not spot[1].isdigit() for spot in fragments):
            self.refuse(number, f"the offsets {spots!r} are not `START END`, or such pairs with `;` between them")
        edges = [(int(first), int(last)) for first, last in fragments]
        gaps = (self.text[one[1] : other[0]] for one, other in pairwise(edges))
        if any(gap.strip() for gap in gaps):
            self.refuse(number, f"{ident} is discontinuous; a fact is one stretch of text")
        if kind is None or kind == HEAD:
            return
        start, end = edges[0][0], edges[-1][1]
        if kind == IGNORE:
            self.ignore.append([start, end])
            return
        there = " ".join(self.text[one:other] for one, other in edges)
        words = self.text[start:end] if tail == there else tail
        self.facts[ident] = {"id": ident, "kind": kind, "text": words, "start": start, "end": end}
        self.lines[ident] = number

    def add_attribute(self, words: Sequence[str]) -> None:
        """An attribute: `A1  comparator T1 approx`, or a binary one; other attributes are not ours to score."""
        if words[0] in (*ATTRIBUTES, "optional") and words[1] in self.facts:
            self.facts[words[1]][words[0]] = words[2] if len(words) > 2 else True

    def add_relation(self, words: Sequence[str]) -> None:
        """A relation: `R1  change_of Arg1:T2 Arg2:T1`; types that we do not have are not ours to score."""
        one, other = (word.partition(":")[2] for word in words[1:])
        if words[0] in CLOSED["relation"] and one in self.facts and other in self.facts:
            self.facts[one]["relation"] = {"type": words[0], "to": other}

    def add_note(self, sort: str, target: str, tail: str, number: int) -> None:
        """A note: ours hold JSON, an annotator's own words are left alone."""
        if not tail.startswith("{"):
            return
        try:
            said = load_json(tail)
        except JSONTextError as error:
            self.refuse(number, f"the note looks like ours but {error}")
        if not isinstance(said, dict):
            return
        if sort == RELEASE:
            self.head = said
        elif sort == NOTE and target in self.facts:
            self.facts[target] |= said

    def named(self) -> list[dict[str, Any]]:
        """The facts with the ids that their notes give, in relations too."""
        for fact in self.facts.values():
            if link := fact.get("relation"):
                link["to"] = self.facts[link["to"]]["id"]
        return list(self.facts.values())

    def refuse(self, number: int, message: str) -> None:
        """Stop at a line that cannot be read."""
        raise FaultyGoldError([Fault(code="brat", source=self.source, line=number, message=message)])


def write(releases: Sequence[GoldRelease], target: Path) -> None:
    """Write `NAME.txt` and `NAME.ann` of each release into the folder `target`."""
    for release, name in zip(releases, file_names(each.id for each in releases), strict=True):
        write_text(target / f"{name}.txt", release.text)
        write_text(target / f"{name}.ann", "".join(f"{line}\n" for line in lines_of(release)))


def lines_of(release: GoldRelease) -> Iterator[str]:
    """The lines of a release's `.ann` file."""
    names = {fact.id: f"T{number}" for number, fact in enumerate(release.facts, 1)}
    attributes = relations = notes = 0
    for fact in release.facts:
        name = names[fact.id]
        yield span_line(name, fact.kind, release.text, fact.start, fact.end)
        fields = carried(fact)
        for key in (*ATTRIBUTES, "optional"):
            if key in fields:
                attributes += 1
                yield f"A{attributes}\t{key} {name}{'' if key == 'optional' else f' {fields[key]}'}"
        for link in fact.relations:
            relations += 1
            yield f"R{relations}\t{link.type} Arg1:{name} Arg2:{names[link.to]}"
        notes += 1
        rest = {k: v for k, v in fields.items() if k not in {*ATTRIBUTES, "optional", "relation", "text"}}
        yield f"#{notes}\t{NOTE} {name}\t{encode(rest)}"
    for number, (start, end) in enumerate(release.ignore, len(names) + 1):
        yield span_line(f"T{number}", IGNORE, release.text, start, end)
    if word := re.search(r"\S+", release.text):
        name = f"T{len(names) + len(release.ignore) + 1}"
        yield span_line(name, HEAD, release.text, word.start(), word.end())
        head = {key: value for key, value in release_row(release).items() if key != "ignore"}
        yield f"#{notes + 1}\t{RELEASE} {name}\t{encode(head)}"


def span_line(name: str, label: str, text: str, start: int, end: int) -> str:
    """A text-bound annotation, in fragments where it goes over line breaks."""
    pieces = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\r\n]+", text[start:end])] or [(start, end)]
    spots = ";".join(f"{first} {last}" for first, last in pieces)
    return f"{name}\t{label} {spots}\t{' '.join(text[first:last] for first, last in pieces)}"
