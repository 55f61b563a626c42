"""Strict reading of one gold document: every fault with its line, its fact and its field, not only the first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from extractor.gold.annotations import CLOSED, FIELDS, KINDS, Annotation, GoldRelease, Link
from extractor.gold.faults import Fault
from extractor.gold.fieldchecks import CHECKS, check_words, is_number, meant, named, unknown_word
from extractor.gold.jsontext import Located, Path
from extractor.gold.periods import day_of
from extractor.values import Kind

__all__ = ["Origin", "check_release"]

REQUIRED = ("id", "kind", "text", "start", "end")
FRAME = (*REQUIRED, "relation", "optional")
RELEASE_KEYS = ("published", "id", "source", "place", "wire", "headline", "language", "characters", "reviewed")
CASE_KEYS = ("id", "text", "published", "why", "tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a document was read: the file, its JSON text if it is JSON, the document's path in it, its first line.

    `fact_lines` gives the line of each fact where the document was read from something else than JSON.
    """

    source: str
    text: Located | None = None
    prefix: Path = ()
    first_line: int = 1
    fact_lines: tuple[int, ...] = ()

    def line(self, path: Path) -> int | None:
        """The line of a value in the file; None where the document has no lines."""
        if self.text is not None:
            return self.first_line + self.text.line(self.prefix + path) - 1
        if len(path) > 1 and isinstance(path[1], int) and path[1] < len(self.fact_lines):
            return self.fact_lines[path[1]]
        return None


@dataclass(slots=True)
class Report:
    """Collects the faults of one document."""

    origin: Origin
    faults: list[Fault] = field(default_factory=list)

    def add(self, code: str, path: Path, message: str, place: str = "") -> None:
        """Note a fault of the value at `path`."""
        line = self.origin.line(path)
        self.faults.append(Fault(code=code, source=self.origin.source, line=line, place=place, message=message))


def check_release(
    data: Any, *, ident: str, text: str | None, origin: Origin, case: bool = False
) -> tuple[GoldRelease | None, list[Fault]]:
    """A gold document as a GoldRelease, and its faults; facts with a fault are left out of the release.

    `text` is the release's text where the document does not hold it (`case` is false). Without it offsets are not
    checked; None is returned where there is no text or no list of facts.
    """
    report = Report(origin)
    if not isinstance(data, dict):
        report.add("not-object", (), f'a gold document is an object with "facts", this is {named(data)}')
        return None, report.faults
    for key in data.keys() - {"release", "facts", "ignore", *(CASE_KEYS if case else ())}:
        report.add("unknown-key", (key,), f'unknown key "{key}"{meant(key, ("release", "facts", "ignore"))}')
    if case:
        ident, text = check_case_head(data, report)
    published = check_published(data, report)
    ignore = check_ignore(data.get("ignore", []), text, report)
    rows = data.get("facts")
    if not isinstance(rows, list):
        problem = f'"facts" is {named(rows)}, not a list' if "facts" in data else 'there is no "facts" list'
        report.add("no-facts", ("facts",), problem)
        return None, report.faults
    facts = tuple(fact for i, row in enumerate(rows) if (fact := check_fact(row, i, text, report)))
    check_together(rows, report)
    if text is None:
        return None, report.faults
    made = GoldRelease(id=ident, text=text, facts=facts, published=published, ignore=ignore, source=origin.source)
    return made, report.faults


def check_case_head(data: Mapping[str, Any], report: Report) -> tuple[str, str | None]:
    """The id and text of a line of cases."""
    ident, text = data.get("id"), data.get("text")
    if not isinstance(ident, str | int) or isinstance(ident, bool) or ident == "":
        report.add("case-id", ("id",), f'a case needs an "id", a string; here it is {named(ident)}')
    if not isinstance(text, str):
        report.add("case-text", ("text",), f'a case needs a "text", a string; here it is {named(text)}')
    return str(ident), text if isinstance(text, str) else None


def check_published(data: Mapping[str, Any], report: Report) -> date | None:
    """The publication date of the document's head."""
    head = data.get("release", {})
    if not isinstance(head, dict):
        report.add(
            "release", ("release",), f'"release" is an object such as {{"published": "2022-05-27"}}, not {named(head)}'
        )
        return None
    for key in head.keys() - set(RELEASE_KEYS):
        report.add("unknown-key", ("release", key), f'unknown key "{key}"{meant(key, RELEASE_KEYS)}', "release")
    path: Path = ("release", "published") if "published" in head else ("published",)
    stated = head.get("published", data.get("published"))
    if stated is None:
        return None
    day = day_of(stated)
    if day is None:
        report.add("published", path, f"{stated!r} is no day; write it as 2022-05-27", 'field "published"')
        return None
    return day


def check_ignore(regions: Any, text: str | None, report: Report) -> tuple[tuple[int, int], ...]:
    """The regions in which nothing counts."""
    if not isinstance(regions, list):
        report.add("ignore", ("ignore",), f'"ignore" is a list of [start, end], not {named(regions)}')
        return ()
    good: list[tuple[int, int]] = []
    for i, region in enumerate(regions):
        pair = region if isinstance(region, list) and len(region) == 2 and all(type(n) is int for n in region) else None
        if pair is None:
            report.add(
                "ignore", ("ignore", i), f"a region is [start, end], two whole numbers, not {region!r}", "ignore"
            )
        elif not 0 <= pair[0] < pair[1] or (text is not None and pair[1] > len(text)):
            end = f"; the text has {len(text)} code points" if text is not None else ""
            report.add("ignore", ("ignore", i), f"{pair[0]}..{pair[1]} is no region of the text{end}", "ignore")
        else:
            good.append((pair[0], pair[1]))
    return tuple(good)


def check_fact(row: Any, index: int, text: str | None, report: Report) -> Annotation | None:
    """One fact, or None with its faults noted."""
    path: Path = ("facts", index)
    if not isinstance(row, dict):
        report.add("fact-object", path, f"a fact is an object, this is {named(row)}", f"fact number {index + 1}")
        return None
    fact = Fact(
        row, path, f"fact {row['id']}" if isinstance(row.get("id"), str) else f"fact number {index + 1}", report
    )
    before = len(report.faults)
    kind = fact.check_frame()
    fact.check_fields(kind)
    fact.check_span(text)
    return annotation(row, kind) if kind and len(report.faults) == before else None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact under check, with what its messages say about where it stands."""

    row: dict[str, Any]
    path: Path
    name: str
    report: Report

    def fault(self, code: str, key: str, message: str) -> None:
        """Note a fault of the field `key`."""
        self.report.add(code, (*self.path, key), message, f'{self.name}, field "{key}"')

    def check_frame(self) -> Kind | None:
        """What every fact has: id, kind, text, start, end. Returns the kind where it is one."""
        for key in REQUIRED:
            if key not in self.row:
                self.report.add("missing-field", self.path, f'"{key}" is missing', self.name)
        for key in ("id", "text"):
            if key in self.row and (not isinstance(self.row[key], str) or not self.row[key]):
                self.fault(f"{key}-type", key, f"this is a string that is not empty, not {named(self.row[key])}")
        if not isinstance(self.row.get("optional", False), bool):
            self.fault("optional-type", "optional", f"write true, not {named(self.row['optional'])}")
        kind = self.row.get("kind")
        if "kind" in self.row and kind not in KINDS:
            self.fault("kind", "kind", f"{kind!r} is no kind; the kinds are {', '.join(KINDS)}{meant(kind, KINDS)}")
        return next((known for known in get_args(Kind) if known == kind), None)

    def check_fields(self, kind: Kind | None) -> None:
        """Every other field: that it is known, belongs to the kind and holds what it should."""
        for key, value in self.row.items():
            if key in FRAME:
                continue
            if key not in FIELDS:
                self.fault("unknown-field", key, f"there is no such field{meant(key, (*FIELDS, *FRAME))}")
            elif kind and kind not in FIELDS[key]:
                self.fault(
                    "wrong-kind", key, f"a {kind} has no such field; it belongs to {', '.join(sorted(FIELDS[key]))}"
                )
            elif value is None:
                self.fault("null", key, "null says nothing; leave the field out where it is not to be scored")
            elif problem := CHECKS.get(key, check_words)(value, kind):
                self.fault(*problem_of(key, problem))
        self.check_range()
        self.check_relation()

    def check_range(self) -> None:
        """A range has low and high and no value."""
        low, high = self.row.get("low"), self.row.get("high")
        if ("low" in self.row) != ("high" in self.row):
            there, missing = ("low", "high") if "low" in self.row else ("high", "low")
            self.fault("half-range", there, f'"{missing}" is missing; a range has both ends')
        elif "value" in self.row and "low" in self.row:
            self.fault("value-and-range", "value", "a range has low and high and no value; keep one of the two")
        elif is_number(low) and is_number(high) and Decimal(low) > Decimal(high):
            self.fault("range-order", "low", f"the low end {low} is above the high end {high}")

    def check_relation(self) -> None:
        """A relation is `{"type", "to"}`, of a known type, to another fact."""
        link = self.row.get("relation")
        if link is None and "relation" not in self.row:
            return
        if not isinstance(link, dict) or set(link) != {"type", "to"} or not isinstance(link["to"], str):
            self.fault("relation-shape", "relation", 'this is an object such as {"type": "change_of", "to": "g4"}')
        elif not isinstance(link["type"], str) or link["type"] not in CLOSED["relation"]:
            self.fault("relation-type", "relation", unknown_word(link["type"], CLOSED["relation"]))
        elif link["to"] == self.row.get("id"):
            self.fault("relation-self", "relation", "a fact has no relation to itself")

    def check_span(self, text: str | None) -> None:
        """The offsets are whole numbers in order, inside the text, and the text stands there."""
        start, end, said = self.row.get("start"), self.row.get("end"), self.row.get("text")
        for key, offset in (("start", start), ("end", end)):
            if key in self.row and (type(offset) is not int or offset < 0):
                self.fault("offset-type", key, f"an offset is a whole number from 0 on, not {named(offset)}")
                return
        if type(start) is not int or type(end) is not int or not isinstance(said, str) or not said:
            return
        if end <= start:
            self.fault("offset-order", "end", f"the end {end} is not after the start {start}; the end is exclusive")
        elif text is not None and end > len(text):
            self.fault(
                "offset-beyond",
                "end",
                f"{end} is beyond the text, which has {len(text)} code points{stands(text, said, start)}",
            )
        elif text is not None and text[start:end] != said:
            self.fault(
                "span-text",
                "start",
                f"{start}..{end} reads {text[start:end]!r}, not {said!r}{stands(text, said, start)}",
            )


def stands(text: str, said: str, start: int) -> str:
    """Where the words stand instead, as advice."""
    spots = sorted(spots_of(text, said), key=lambda spot: abs(spot - start))
    if not spots:
        return "; these words are not in the text"
    where = f"{spots[0]}..{spots[0] + len(said)}"
    return f"; it stands at {where}{' and elsewhere' if len(spots) > 1 else ''}: `factwire gold repair` moves it"


def spots_of(text: str, said: str) -> Iterable[int]:
    """Every place where the words stand."""
    spot = text.find(said)
    while spot >= 0:
        yield spot
        spot = text.find(said, spot + 1)


def problem_of(key: str, problem: tuple[str, str]) -> tuple[str, str, str]:
    """A problem of a field as arguments of `Fact.fault`."""
    return problem[0], key, problem[1]


def check_together(rows: list[Any], report: Report) -> None:
    """What shows only in all facts together: ids given twice, links to nothing, the same figure twice."""
    ids = [row.get("id") for row in rows if isinstance(row, dict)]
    known = {ident for ident in ids if isinstance(ident, str)}
    seen: set[str] = set()
    spans: dict[tuple[object, ...], object] = {}
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(ident := row.get("id"), str):
            continue
        if ident in seen:
            report.add(
                "duplicate-id", ("facts", index, "id"), "this id is given to another fact above", f"fact {ident}"
            )
        seen.add(ident)
        span = (row.get("kind"), row.get("start"), row.get("end"))
        if all(type(part) in {int, str} for part in span) and spans.setdefault(span, ident) != ident:
            message = f"the same {span[0]} at {span[1]}..{span[2]} is fact {spans[span]} already"
            report.add("duplicate-fact", ("facts", index), message, f"fact {ident}")
        link = row.get("relation")
        target = link.get("to") if isinstance(link, dict) else None
        if isinstance(target, str) and target not in known:
            message = f'no fact has the id "{target}"{meant(target, known)}'
            report.add("relation-target", ("facts", index, "relation"), message, f'fact {ident}, field "relation"')


def annotation(row: Mapping[str, Any], kind: Kind) -> Annotation:
    """A checked row as an Annotation."""
    link = row.get("relation")
    stated: dict[str, Any] = {key: row[key] for key in FIELDS if key in row}
    stated |= {key: Decimal(row[key]) for key in ("value", "low", "high") if is_number(row.get(key))}
    return Annotation(
        id=row["id"], kind=kind, start=row["start"], end=row["end"], text=row["text"],
        relations=(Link(link["type"], link["to"]),) if link else (), optional=row.get("optional", False), **stated,
    )  # fmt: skip
