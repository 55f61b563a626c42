"""Globs with the guards of folders: no link is followed into another folder, so no circle is walked."""

import fnmatch
import glob
import os
from collections.abc import Iterator

__all__ = ["globbed", "is_glob"]


def is_glob(name: str) -> bool:
    """Whether a name has the signs of a glob in it."""
    return glob.has_magic(name)


def globbed(pattern: str) -> Iterator[str]:
    """The paths that a glob stands for, each once, in order: `*`, `?`, `[…]`, and `**` for any folders.

    What begins with a dot is matched by a dot only. Folders that are links are not gone into.
    """
    if not is_glob(pattern):
        return
    start = os.sep if pattern.startswith(os.sep) else ""
    seen: set[str] = set()
    for path in _below(start, [part for part in pattern.split(os.sep) if part]):
        if path not in seen:
            seen.add(path)
            yield path


def _below(folder: str, parts: list[str]) -> Iterator[str]:
    if not parts:
        yield folder
        return
    first, rest = parts[0], parts[1:]
    if first == "**":
        yield from _any_folder(folder, rest)
    elif not is_glob(first):
        path = os.path.join(folder, first)
        if os.path.lexists(path):
            yield from _below(path, rest)
    else:
        for path in _matched(folder, first):
            if not rest or _is_folder(path):
                yield from _below(path, rest)


def _any_folder(folder: str, rest: list[str]) -> Iterator[str]:
    """What the rest of a glob stands for in a folder and in all below it; every file where there is no rest."""
    if rest:
        yield from _below(folder, rest)
    for path in _matched(folder, "*"):
        if _is_folder(path):
            yield from _any_folder(path, rest)
        elif not rest:
            yield path


def _matched(folder: str, part: str) -> Iterator[str]:
    for name in fnmatch.filter(_names(folder), part):
        if part.startswith(".") or not name.startswith("."):
            yield os.path.join(folder, name)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder or os.curdir))
    except OSError:
        return []
