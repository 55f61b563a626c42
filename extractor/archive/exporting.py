"""Documents of a store as files: written beside the target and moved into its place once they are whole."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from extractor.archive.ledger import sync_folder
from extractor.archive.targets import writing
from extractor.columns import decoded
from extractor.emit.forms import PLAIN, Form, Layout, appended_form, form_of, whole_file
from extractor.emit.json import without_text
from extractor.errors import SettingsError
from extractor.replacing import replacing

__all__ = ["export", "write_documents"]


def export(documents: Iterable[bytes], out: str, layout: Layout = PLAIN) -> int:
    """Write the JSON of releases in the form of the target's suffix, lines for `-`; how many there were.

    The release's text is left out unless the layout has it; tables have each fact's sentence all the same.
    """
    path = Path(out)
    form = "lines" if out == "-" else form_of(path, with_text=layout.with_text)
    if form == "lines" and not layout.with_text:
        documents = map(without_text, documents)
    if out == "-":
        return _appended(documents, sys.stdout.buffer, form, layout)
    if not path.absolute().parent.is_dir():
        raise SettingsError(f"{out}: there is no directory {path.absolute().parent}; make it first")
    with writing(path), replacing(path) as part:
        n = write_documents(documents, part, form, layout)
    sync_folder(path.parent)
    return n


def write_documents(documents: Iterable[bytes], path: Path, form: Form, layout: Layout = PLAIN) -> int:
    """Write the JSON of releases in a form; how many there were."""
    if form in {"parquet", "excel"}:
        file, n = whole_file(form, path, with_text=layout.with_text), 0
        try:
            for document in documents:
                file.add(decoded(document))
                n += 1
        finally:
            file.close()
        return n
    with path.open("wb") as stream:
        return _appended(documents, stream, form, layout)


def _appended(documents: Iterable[bytes], stream: BinaryIO, form: Form, layout: Layout) -> int:
    header, written = appended_form(form, layout)
    stream.write(header)
    n = 0
    for document in documents:
        stream.write(written(document))
        n += 1
    stream.flush()
    return n
