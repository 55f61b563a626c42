"""What callers from Python give: a release, a text, the path of a file, or its bytes."""

import os
from collections.abc import Iterable, Iterator

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read import read
from extractor.read.plain import MAX_BYTES, release_of

__all__ = ["Given", "each_release", "one_release", "text_in"]

Given = Release | str | os.PathLike[str] | bytes
"""A `str` is always a text, never a path: paths are `pathlib.Path`."""


def each_release(given: Iterable[Given], *, max_bytes: int) -> Iterator[Release]:
    """The releases of all that is given, in order; a file may hold many.

    Raises TypeError for anything else, InputError for what cannot be read.
    """
    if isinstance(given, str | bytes | os.PathLike | Release):
        raise TypeError(f"pipe takes many releases, not one {type(given).__name__}: use extract, or put it into a list")
    for item in given:
        yield from _releases(item, max_bytes)


def one_release(given: Given, *, max_bytes: int) -> Release:
    """The one release that is given. Raises InputError for a file that holds none or several."""
    found = _releases(given, max_bytes)
    release = next(found, None)
    if release is None:
        raise InputError(f"{_name(given)}: has no release that can be read")
    if next(found, None) is not None:
        raise InputError(f"{_name(given)}: has several releases; give it to pipe, in a list")
    return release


def _releases(given: object, max_bytes: int) -> Iterator[Release]:
    if isinstance(given, Release):
        yield given
    elif isinstance(given, str):
        yield release_of(given)
    elif isinstance(given, bytes | os.PathLike):
        yield from read(given, max_bytes=max_bytes)
    else:
        kinds = "a text (str), a Release, a pathlib.Path, or the bytes of a file"
        raise TypeError(f"{type(given).__name__} is no release: give {kinds}")


def _name(given: Given) -> str:
    return os.fspath(given) if isinstance(given, os.PathLike) else "the data"


def text_in(path: os.PathLike[str]) -> str:
    """The text of the one release in a file. Raises InputError as `one_release` does."""
    return one_release(path, max_bytes=MAX_BYTES).text
