"""Files that appear under their names once they are whole: a full disk leaves what was there before as it was."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import InputError

__all__ = ["check_place", "replacing", "write_whole"]


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write what is to be the file: a place beside it, moved there unless something is raised.

    A file that is there keeps its permissions, a link what it points to; what is no file, such as a device, is written
    to itself.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        yield target
        return
    part = target.with_name(f"{target.name}.part")
    try:
        yield part
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def check_place(path: Path) -> None:
    """Refuse a place where no file can be, before the work for it is done. Raises InputError."""
    folder = path.absolute().parent
    if path.is_dir():
        raise InputError(f"{path}: cannot be written: it is a directory; name a file in it")
    if not folder.is_dir():
        raise InputError(f"{path}: cannot be written: there is no directory {folder}; make it first")


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8, line ends as they are. Raises InputError where the file cannot be written."""
    try:
        with replacing(path) as part:
            part.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
