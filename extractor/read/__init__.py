"""read: bytes and files become releases whose text is never edited."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from datetime import date

    from extractor.documents import Release
    from extractor.read.records import Columns, Fault

__all__ = ["read"]


def read(  # noqa: PLR0913 - what is known about the bytes, each optional and named
    source: "str | os.PathLike[str] | bytes",
    *,
    columns: "Columns | None" = None,
    encoding: str | None = None,
    published: "date | None" = None,
    max_bytes: int | None = None,
    on_fault: "Callable[[Fault], object] | None" = None,
) -> "Iterator[Release]":
    """The releases of a file (its path), of standard input (`-`), or of bytes, in order.

    What they are is told by their content: plain text, HTML, Markdown, EDGAR submissions, JSON, JSON lines, CSV, TSV,
    Parquet, news in XML, RSS and Atom, PDF; each also packed in gzip, bzip2, xz, Zstandard, zip and tar. `columns`
    names the fields of records, `encoding` that of plain text, `published` is a day of publication that overrides
    every release's own. A release that is longer than `max_bytes` (20 MB) is a fault.

    What cannot be read is handed to `on_fault` and the rest goes on; without it, the first such place raises
    InputError, which names it. InputError is raised too where there is no such file.

    >>> [release.text for release in read(b"<p>Sales rose <b>5%</b>.</p>")]
    ['Sales rose 5%.']
    """
    from extractor.documents import Release
    from extractor.errors import InputError
    from extractor.read.files import Reading, read_all
    from extractor.read.plain import MAX_BYTES
    from extractor.read.records import Columns

    limit = MAX_BYTES if max_bytes is None else max_bytes
    reading = Reading(columns or Columns(), limit, encoding, published)
    for item in read_all(source, reading):
        if isinstance(item, Release):
            yield item
        elif on_fault is not None:
            on_fault(item)
        else:
            raise InputError(f"{item.source}: {item.message}")
