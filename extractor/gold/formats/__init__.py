"""The annotation formats of other tools, read into and written from our own.

One file a format, each with `read(source, labels)`, which gives documents still to be checked, and
`write(releases, target)`. Nothing is imported before it is asked for, so that spaCy is loaded for a `DocBin` only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from extractor.gold.annotations import GoldRelease
from extractor.gold.files import Item, Labels

__all__ = ["FORMATS", "reader", "writer"]

FORMATS: Mapping[str, str] = {
    "factwire": "folder",
    "cases": "cases",
    "label-studio": "label_studio",
    "doccano": "doccano",
    "prodigy": "prodigy",
    "brat": "brat",
    "docbin": "docbin",
}
"""The name of each format and the file here that knows it."""


def reader(name: str) -> Callable[[Path, Labels], Iterator[Item]]:
    """The `read` of a format."""
    read: Callable[[Path, Labels], Iterator[Item]] = import_module(f"{__name__}.{FORMATS[name]}").read
    return read


def writer(name: str) -> Callable[[Sequence[GoldRelease], Path], None]:
    """The `write` of a format."""
    write: Callable[[Sequence[GoldRelease], Path], None] = import_module(f"{__name__}.{FORMATS[name]}").write
    return write
