"""JSON lines: one release a line, `{"id", "text", "published"}`; a bad line is handed on as such, the rest goes on."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.plain import MAX_BYTES, release_of

__all__ = ["BadLine", "read_cases"]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no release: its number (from 1), its `id` where that could be read, and what is wrong."""

    number: int
    id: str | None
    message: str


def read_cases(source: str | Path | BinaryIO, *, max_bytes: int = MAX_BYTES) -> Iterator[Release | BadLine]:
    """The releases of a JSON lines file, of standard input (`-`), or of a stream of bytes, in order.

    `text` is required; without an `id` the release gets its digest; `published` is an ISO date, null or absent;
    other keys are left alone. Blank lines are skipped. Lines are read one by one, never the file as a whole.
    Raises InputError where the file itself cannot be read.
    """
    if not isinstance(source, str | Path):
        yield from _lines(source, getattr(source, "name", None), max_bytes)
    elif str(source) == "-":
        yield from _lines(sys.stdin.buffer, "-", max_bytes)
    else:
        with _opened(Path(source)) as file:
            yield from _lines(file, str(source), max_bytes)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the path, or give - for standard input") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a directory; give a file of JSON lines") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error}); check the path and its permissions") from error


def _lines(stream: BinaryIO, name: object, max_bytes: int) -> Iterator[Release | BadLine]:
    source = name if isinstance(name, str) else "lines"
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes:
            _skip_rest(stream, line)
            yield BadLine(number, None, f"longer than {max_bytes:,} bytes; split it, or raise the setting max_bytes")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _case(line, number, source)


def _skip_rest(stream: BinaryIO, line: bytes) -> None:
    """Read on to the end of a line that is too long, a piece at a time."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _case(line: bytes, number: int, source: str) -> Release | BadLine:
    """One line's release, or what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BadLine(number, None, f"is not UTF-8 (byte {error.start} of the line); save the file as UTF-8")
    except (ValueError, RecursionError) as error:
        return BadLine(number, None, f"is not JSON ({error or 'nested too deep'}); one object a line is expected")
    if not isinstance(row, dict):
        return BadLine(number, None, 'is no JSON object; expected {"id": …, "text": …, "published": …}')
    name = row.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if name is not None and not isinstance(name, str):
        return BadLine(number, None, "its id is no string; give a string or leave it out")
    return _release(row, name, number, source)


def _release(row: dict[str, object], name: str | None, number: int, source: str) -> Release | BadLine:
    text = row.get("text")
    if not isinstance(text, str):
        wrong = "has no text" if text is None else f"its text is no string but {type(text).__name__}"
        return BadLine(number, _clean(name), f'{wrong}; "text" must hold the release\'s text')
    published = _published(row.get("published"))
    if isinstance(published, str):
        return BadLine(number, _clean(name), published)
    if _clean(name) != name:
        return BadLine(number, None, "its id holds half of a surrogate pair, which stands for nothing; escape it anew")
    if (at := _lone_surrogate(text)) is not None:
        return BadLine(number, name, f"the character at {at} of its text is half of a surrogate pair; escape it anew")
    return release_of(text, id=name, source=f"{source}:{number}", published=published)


def _published(value: object) -> date | str | None:
    """The date, None where none is given, or a message."""
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    return f'its published date {value!r} is no ISO date; write it like "2022-05-27", or null'


def _lone_surrogate(text: str) -> int | None:
    """Where the first half of a pair stands that has no other half."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None


def _clean(name: str | None) -> str | None:
    """The id where it can be written out."""
    return name if name is None or _lone_surrogate(name) is None else None
