"""Documents of a store as files: written beside the target and moved into its place once they are whole."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from extractor.archive.ledger import sync_folder
from extractor.archive.targets import writing
from extractor.columns import decoded
from extractor.emit.csv import csv_header, csv_rows
from extractor.errors import SettingsError

__all__ = ["export"]


def export(documents: Iterable[bytes], out: str, *, spreadsheet: bool = False) -> int:
    """Write the JSON of releases as JSON lines, CSV or Parquet, by the target's suffix; how many there were.

    `spreadsheet` makes cells of CSV harmless that a spreadsheet would take for a formula.
    """
    if out == "-":
        return _lines(documents, sys.stdout.buffer, lambda document: document + b"\n")
    path = Path(out)
    if not path.absolute().parent.is_dir():
        raise SettingsError(f"{out}: there is no directory {path.absolute().parent}; make it first")
    part = path.with_name(path.name + ".part")
    with writing(path), _removed_if_broken(part):
        n = _written(documents, part, path.suffix.lower(), spreadsheet=spreadsheet)
        part.replace(path)
        sync_folder(path.parent)
    return n


def _written(documents: Iterable[bytes], part: Path, suffix: str, *, spreadsheet: bool) -> int:
    if suffix == ".parquet":
        from extractor.emit.parquet import ParquetFile

        file, n = ParquetFile(part), 0
        try:
            for document in documents:
                file.add(decoded(document))
                n += 1
        finally:
            file.close()
        return n
    with part.open("wb") as stream:
        if suffix == ".csv":
            stream.write(csv_header())
            return _lines(documents, stream, lambda document: csv_rows(decoded(document), spreadsheet=spreadsheet))
        return _lines(documents, stream, lambda document: document + b"\n")


def _lines(documents: Iterable[bytes], stream: BinaryIO, written: Callable[[bytes], bytes]) -> int:
    n = 0
    for document in documents:
        stream.write(written(document))
        n += 1
    stream.flush()
    return n


@contextlib.contextmanager
def _removed_if_broken(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
