"""JSON whose places are known: strict loading, and where in the text a value stands.

Loading runs at full speed; places are looked up by a second, slower pass only for a message or an edit.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Never

__all__ = ["JSONTextError", "Located", "Path", "encode", "load_json", "places"]

Path = tuple[str | int, ...]

TOKEN = re.compile(r"""[{}\[\],:]|"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\s,:\[\]{}"]++""", re.DOTALL)

CONSTANTS = ("NaN", "Infinity", "-Infinity")


class JSONTextError(ValueError):
    """Text that is not the JSON we accept; `position` is the character where that shows, `code` the fault's slug."""

    def __init__(self, code: str, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.position = position


def load_json(text: str) -> Any:
    """The value of a JSON text, numbers with a fraction or exponent as `Decimal`.

    Raises JSONTextError for bad syntax, a key given twice in one object, `NaN`, `Infinity`, and hopeless nesting.
    """
    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=once, parse_constant=no_constant)
    except json.JSONDecodeError as error:
        raise JSONTextError("json", f"this is not JSON: {error.msg} (column {error.colno})", error.pos) from error
    except RecursionError as error:
        raise JSONTextError("json", "this is not a gold file: its brackets are nested too deep") from error
    except JSONTextError as error:
        raise JSONTextError(error.code, str(error), position_of(text, error)) from error
    except ValueError as error:  # an integer of thousands of digits
        raise JSONTextError("number", f"a number cannot be read: {error}") from error


def position_of(text: str, error: JSONTextError) -> int:
    """Where a key stands for the second time, or the constant that JSON does not have."""
    if error.code == "duplicate-key":
        seen: set[Path] = set()
        for path, span in walk(text):
            if path in seen:
                return span[0]
            seen.add(path)
    return next((token.start() for token in TOKEN.finditer(text) if token[0] in CONSTANTS), 0)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's pairs as a dict, each key once."""
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise JSONTextError("duplicate-key", f'key "{twice}" is given twice in one object; keep one of them')
    return made


def no_constant(name: str) -> Never:
    """Refuse the constants that JSON does not have."""
    raise JSONTextError("number", f"{name} is not a JSON number; leave the field out where there is no number")


def places(text: str) -> dict[Path, tuple[int, int]]:
    """Where each value of a valid JSON text stands, by its path: `("facts", 3, "start")` gives character offsets."""
    return dict(walk(text))


def walk(text: str) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Each value's path and place, a container's when it closes."""
    open_ones: list[Container] = []
    tokens = list(TOKEN.finditer(text))
    for number, token in enumerate(tokens):
        sign = token[0]
        if sign in "{[":
            open_ones.append(Container(path_in(open_ones), token.start(), 0 if sign == "[" else ""))
        elif sign in "}]":
            closed = open_ones.pop()
            yield closed.path, (closed.start, token.end())
        elif sign == "," and isinstance(key := open_ones[-1].key, int):
            open_ones[-1].key = key + 1
        elif sign in ",:":
            continue
        elif number + 1 < len(tokens) and tokens[number + 1][0] == ":":
            open_ones[-1].key = json.loads(sign)
        else:
            yield path_in(open_ones), token.span()


@dataclass(slots=True)
class Container:
    """An object or list that is still open: its path, where it opened, and the key or index that comes next."""

    path: Path
    start: int
    key: str | int


def path_in(open_ones: list[Container]) -> Path:
    """The path of the value that comes next."""
    return (*open_ones[-1].path, open_ones[-1].key) if open_ones else ()


class Located:
    """A JSON text in which values can be found again; the places are worked out once, when first asked for."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def places(self) -> dict[Path, tuple[int, int]]:
        """Where each value stands."""
        return places(self.raw)

    def line(self, path: Path) -> int:
        """The line (from 1) of the value at `path`, or of the nearest thing around it that is there."""
        while path and path not in self.places:
            path = path[:-1]
        return self.raw.count("\n", 0, self.places.get(path, (0, 0))[0]) + 1


def encode(value: Any) -> str:
    """Compact JSON with exact digits for `Decimal`, in the style of gold files (`, ` and `: `)."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)}: {encode(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(encode(v) for v in value) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)
