"""Files as gold documents: their text as it is, their JSON with its places, one document after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.gold.checking import Origin
from extractor.gold.faults import Fault, FaultyGoldError
from extractor.gold.jsontext import JSONTextError, Located, load_json

__all__ = ["Document", "Item", "Labels", "json_lines", "json_text", "text_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A gold document before it is checked: its JSON value in our format, and where it comes from."""

    data: Any
    origin: Origin
    id: str = ""
    text: str | None = None
    case: bool = False


Item = Document | Fault
"""What reading a source gives: a document, or why there is none."""

Labels = Mapping[str, str]
"""Which kind another tool's label stands for (`MONEY` for `money`); an empty kind leaves the label out."""


def json_lines(source: Path) -> Iterator[Item]:
    """Each line of a JSON-lines file as a case; a line that is not JSON as a fault."""
    try:
        text = text_of(source)
    except FaultyGoldError as error:
        yield from error.faults
        return
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json_text(line, str(source), first_line=number)
        except FaultyGoldError as error:
            yield from error.faults
            continue
        origin = Origin(source=str(source), text=Located(line), first_line=number)
        yield Document(data=data, origin=origin, case=True)


def text_of(path: Path) -> str:
    """A file's text as it is: UTF-8, no line end changed. Raises FaultyGoldError with the line of a bad byte."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {data[error.start]:#04x} at offset {error.start} is not UTF-8; save the file as UTF-8"
        raise FaultyGoldError([Fault(code="encoding", source=str(path), line=line, message=message)]) from error


def json_text(raw: str, source: str, *, first_line: int = 1) -> Any:
    """The value of a JSON text. Raises FaultyGoldError with the line on which it breaks."""
    try:
        return load_json(raw)
    except JSONTextError as error:
        line = first_line + raw.count("\n", 0, error.position)
        known = line if error.position or "\n" not in raw else None
        raise FaultyGoldError([Fault(code=error.code, source=source, line=known, message=str(error))]) from error
