"""Records (a JSON line, a CSV row, a Parquet row) as releases; what cannot be one becomes a `Fault` with its reason."""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import BinaryIO

import msgspec

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.days import day_in
from extractor.read.html import html_page
from extractor.read.markup import is_markup
from extractor.read.plain import MAX_BYTES, release_of
from extractor.words.pages import surroundings

__all__ = ["EXCERPT", "Columns", "Fault", "Found", "lines_of", "read_records", "records_in", "release_from_record"]

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the fields that hold the text, the id and the date of publication; None finds them by usual names.

    A column that is named here has to be there. `keep` are columns that are passed through to the output.
    """

    text: str | None = None
    id: str | None = None
    published: str | None = None
    keep: tuple[str, ...] = ()

    def asked(self) -> list[str]:
        """The columns that have to be there."""
        return [name for name in (self.text, self.id, self.published, *self.keep) if name is not None]

    def missing(self, names: Iterable[str]) -> list[str]:
        """The columns that are asked for and are not among the names of a table."""
        there = set(names)
        return [name for name in self.asked() if name not in there]

    def among(self, names: Iterable[str]) -> "Found":
        """What each of the names of a record holds. Usual names are found in any case: `Body`, `Published At`."""
        there = list(names)
        folded = {name.strip().casefold().replace(" ", "_").replace("-", "_"): name for name in reversed(there)}
        usual = surroundings()

        def first(named: str | None, known: tuple[str, ...]) -> str | None:
            if named is not None:
                return named if named in there else None
            return next((folded[name] for name in known if name in folded), None)

        return Found(
            first(self.text, usual.text),
            first(self.id, usual.id),
            first(self.published, ("published",)),
            None if self.published else first(None, usual.days),
            first(None, usual.titles),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """The names under which the fields of a table stand, each as far as there is one.

    `published` is the caller's statement of the day, `stated` a column that by its usual name says it too.
    """

    text: str | None
    id: str | None
    published: str | None
    stated: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a source that could not be read or extracted.

    `source` is where it stands (`archive.zip!a.jsonl:12`), `id` the release's id where it is known or `line-12`,
    `code` a stable slug, `message` one line, `excerpt` the first bytes of it as far as they are text.
    """

    source: str
    id: str
    code: str
    message: str
    excerpt: str = ""

    def __post_init__(self) -> None:
        """What libraries say may have several lines."""
        object.__setattr__(self, "message", " ".join(self.message.split()))


def release_from_record(record: Mapping[str, object], *, columns: Columns, source: str) -> Release:
    """The release that a record holds; raises `InputError` that names the field which is wrong.

    A record without an id gets the id of its content; an id that is a number is kept as its digits. A text that is
    HTML is read as a page is.
    """
    found = columns.among(record)
    text = record.get(found.text) if found.text is not None else None
    if not isinstance(text, str):
        have = ", ".join(map(repr, itertools.islice(record, 8))) or "no fields at all"
        wrong = f"is not a string but {type(text).__name__}" if found.text else f"is missing (there is {have})"
        raise InputError(f"field {found.text or columns.text or 'text'!r} {wrong}")
    title = record.get(found.title) if found.title else None
    text, grids = html_page(text) if is_markup(text) else (text, ())
    release = release_of(
        text,
        id=record_id(record, columns, found),
        source=source,
        published=_published(record.get(found.published), found.published) if found.published else None,
        stated=day_in(record.get(found.stated)) if found.stated else None,
        stated_by="column",
        title=" ".join(title.split()) or None if isinstance(title, str) else None,
    )
    kept = tuple((name, record.get(name)) for name in columns.keep)
    return replace(release, kept=kept, grids=grids) if kept or grids else release


def records_in(content: object, columns: Columns) -> list[object]:
    """The records of a JSON document: itself, the list that it is, or the one list of objects in it."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and columns.among(content).text is None:
        lists = [
            value for value in content.values() if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        if len(lists) == 1:
            return lists[0]
    return [content]


def record_id(record: Mapping[str, object], columns: Columns, found: Found | None = None) -> str | None:
    """The id that the record states, None where it states none."""
    field = (found or columns.among(record)).id
    name = record.get(field) if field is not None else None
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    if name is None or name == "":
        return None
    if not isinstance(name, str):
        raise InputError(f"field {field!r} is {type(name).__name__}, not a string or a whole number")
    release_of(name, source=f"field {field!r}")  # refuses what cannot be coded
    return name


def _published(value: object, field: str) -> date | None:
    """The day that a record states, as it stands there."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value.strip()).date()
    if isinstance(value, date):
        return value
    raise InputError(f"field {field!r} is {value!r}, not an ISO date such as '2022-05-27' or null")


def read_records(
    stream: BinaryIO, *, source: str, columns: Columns | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Release | Fault]:
    """JSON lines as releases and faults, in order; blank lines are passed over, memory holds one line."""
    columns = columns or Columns()
    for number, line, whole in lines_of(stream, max_bytes):
        where = f"{source}:{number}"
        if not whole:
            message = f"longer than {max_bytes:,} bytes, which no press release is; split it"
            yield Fault(where, f"line-{number}", "too-large", message, _excerpt(line))
            continue
        data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if data.strip():
            yield _record(data, number=number, where=where, columns=columns)


def _record(line: bytes, *, number: int, where: str, columns: Columns) -> Release | Fault:
    record, problem = _decoded(line)
    name = f"line-{number}"
    if isinstance(record, dict):
        try:
            name = record_id(record, columns) or name
            if problem is None:
                return release_from_record(record, columns=columns, source=where)
        except InputError as error:
            return Fault(where, name, "bad-record", str(error), _excerpt(line))
    elif problem is None:
        return Fault(where, name, "bad-record", f"a JSON object is needed, not {type(record).__name__}", _excerpt(line))
    return Fault(where, name, "bad-json", f"no JSON: {problem}", _excerpt(line))


def _decoded(line: bytes) -> tuple[object, Exception | None]:
    """What the line says, and what is wrong with it; of a line with wrong bytes as much as is needed for its id."""
    try:
        return msgspec.json.decode(line), None
    except (ValueError, RecursionError) as error:
        problem = error
    try:
        # Python's own reader takes NaN, which others write, and half surrogate pairs, which are named further on.
        return json.loads(line.decode("utf-8")), None
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(line.decode("utf-8", "surrogateescape"), strict=False), problem
    except (ValueError, RecursionError):
        return None, problem


def _excerpt(line: bytes) -> str:
    return line[:EXCERPT].decode("utf-8", "replace").rstrip("\r\n")


def lines_of(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes and whether the whole line is there; of a line that is too long only the start is kept."""
    for number in itertools.count(1):
        line = stream.readline(max_bytes + 1)
        if not line:
            return
        whole = line.endswith(b"\n") or len(line) <= max_bytes
        rest = line
        while not rest.endswith(b"\n") and len(rest) > max_bytes:
            rest = stream.readline(max_bytes + 1)
        yield number, line, whole
