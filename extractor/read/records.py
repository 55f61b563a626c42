"""Records (a JSON line, a CSV row, a Parquet row) as releases; what cannot be one becomes a `Fault` with its reason."""

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

import msgspec

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.plain import MAX_BYTES, release_of

__all__ = ["EXCERPT", "Columns", "Fault", "read_records", "release_from_record"]

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the fields that hold the text, the id and the date of publication."""

    text: str = "text"
    id: str = "id"
    published: str = "published"


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

    A record without an id gets the id of its content; an id that is a number is kept as its digits.
    """
    text = record.get(columns.text)
    if not isinstance(text, str):
        have = ", ".join(map(repr, itertools.islice(record, 8))) or "no fields at all"
        wrong = (
            f"is not a string but {type(text).__name__}" if columns.text in record else f"is missing (there is {have})"
        )
        raise InputError(f"field {columns.text!r} {wrong}")
    published = _published(record.get(columns.published), columns)
    return release_of(text, id=record_id(record, columns), source=source, published=published)


def record_id(record: Mapping[str, object], columns: Columns) -> str | None:
    """The id that the record states, None where it states none."""
    name = record.get(columns.id)
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    if name is None or name == "":
        return None
    if not isinstance(name, str):
        raise InputError(f"field {columns.id!r} is {type(name).__name__}, not a string or a whole number")
    release_of(name, source=f"field {columns.id!r}")  # refuses what cannot be coded
    return name


def _published(value: object, columns: Columns) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise InputError(f"field {columns.published!r} is {value!r}, not an ISO date such as '2022-05-27' or null")


def read_records(
    stream: BinaryIO, *, source: str, columns: Columns | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Release | Fault]:
    """JSON lines as releases and faults, in order; blank lines are passed over, memory holds one line."""
    columns = columns or Columns()
    for number, line, whole in _lines(stream, max_bytes):
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


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes, bool]]:
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
