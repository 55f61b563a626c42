"""Plain text: bytes, files and standard input become releases; the text is never edited.

What is kept: line ends (CRLF too), no-break blanks, typographic characters, control characters of the text.
What is not part of the text: a byte order mark, which says how the bytes are coded. Offsets are code points
into the text without it, so a file with and without the mark gives the same release.
"""

import hashlib
import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO

from extractor.documents import Release, StatedBy
from extractor.errors import InputError
from extractor.read.encodings import decode, refuse_binary
from extractor.read.places import shown

__all__ = ["MAX_BYTES", "read_bytes", "read_file", "release_of", "standard_input"]

MAX_BYTES = 20_000_000
"""The longest release that is read unless the caller says otherwise; the longest real ones have 200,000 bytes."""


def release_of(  # noqa: PLR0913 - what is known about the text, each optional and named
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the name that the field has in every file
    source: str | None = None,
    published: date | None = None,
    stated: date | None = None,
    stated_by: StatedBy | None = None,
    title: str | None = None,
) -> Release:
    """The release that `text` is. Without an `id` it gets `sha256:` and the digest of the text's UTF-8.

    The rest is what `Release` says of it; `stated_by` is left out where nothing is stated. Raises InputError where the
    text cannot be coded in UTF-8 (a lone half of a surrogate pair).
    """
    try:
        coded = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(_surrogate(source, error.start)) from error
    name = id if id is not None else "sha256:" + hashlib.sha256(coded).hexdigest()
    by = stated_by if stated is not None else None
    return Release(text, name, source, published, stated=stated, stated_by=by, title=title)


def read_bytes(  # noqa: PLR0913 - what is known about the bytes, each optional and named
    data: bytes,
    *,
    source: str | None,
    id: str | None = None,  # noqa: A002 - the name that the field has in every file
    published: date | None = None,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Release:
    """The release in `data`: UTF-8, UTF-16 or UTF-32 with their mark, else `encoding`, else what is detected.

    `source` names the place for messages. Raises InputError for binary data, for bytes that no encoding explains,
    and for more than `max_bytes`. No bytes at all are an empty release, which has no facts.
    """
    where = source or "the data"
    if len(data) > max_bytes:
        raise InputError(_too_long(where, max_bytes))
    refuse_binary(data, where=where)
    return release_of(decode(data, where=where, encoding=encoding), id=id, source=source, published=published)


def read_file(
    path: str | Path, *, encoding: str | None = None, published: date | None = None, max_bytes: int = MAX_BYTES
) -> Release:
    """The release in the file at `path`, or on standard input where `path` is `-`.

    Raises InputError, with what to do, where there is no such file, it is a directory, it may not be read, or
    `read_bytes` refuses what it holds.
    """
    source = shown(path)
    data = _standard_input(max_bytes) if source == "-" else _file_bytes(Path(path), max_bytes)
    return read_bytes(data, source=source, published=published, encoding=encoding, max_bytes=max_bytes)


def standard_input() -> BinaryIO:
    """Standard input as bytes. Raises InputError where it is closed."""
    if sys.stdin is None:
        raise InputError("-: standard input is closed; give a file, or pipe something in")
    return sys.stdin.buffer


def _standard_input(max_bytes: int) -> bytes:
    """At most one byte more than allowed: enough to see that it is too long."""
    try:
        return standard_input().read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"-: standard input cannot be read: {error.strerror or error}") from error


def _file_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file, not more than shows that it is too long."""
    where = shown(path)
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise InputError(f"{where}: no such file; check the path, or give - for standard input") from error
    except IsADirectoryError as error:
        raise InputError(f"{where}: is a directory; name the files in it, for example {where}/*.txt") from error
    except PermissionError as error:
        raise InputError(f"{where}: may not be read; check the file's permissions") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{where}: cannot be read ({error}); check the path") from error


def _too_long(where: str, max_bytes: int) -> str:
    return (
        f"{where}: longer than {max_bytes:,} bytes, which no press release is; "
        "split it into releases, or raise the limit (setting input_limit)"
    )


def _surrogate(source: str | None, at: int) -> str:
    return (
        f"{source or 'the text'}: the character at {at} is half of a surrogate pair and stands for nothing; "
        "decode the text again from its bytes"
    )
