"""Files of facts by their names: which form a suffix stands for, and what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from extractor.columns import decoded
from extractor.emit.csv import csv_header, csv_rows
from extractor.errors import SettingsError

__all__ = ["FORMS", "PLAIN", "Form", "Layout", "WholeFile", "appended_form", "form_of", "whole_file"]

Form = Literal["lines", "csv", "tsv", "parquet", "excel"]

FORMS: dict[str, Form] = {
    ".jsonl": "lines", ".ndjson": "lines", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet", ".xlsx": "excel",
}  # fmt: skip
"""What the suffix of a file of facts stands for."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What rows hold: with `with_text` a column with the release's text; with `spreadsheet` cells of CSV and TSV are
    harmless that a spreadsheet would take for a formula.
    """

    with_text: bool = False
    spreadsheet: bool = False


PLAIN = Layout()


class WholeFile(Protocol):
    """A file that is good only once it is closed."""

    def add(self, document: Mapping[str, Any]) -> None:
        """Take one release's facts (the decoded JSON of a `ReleaseFacts`)."""
        ...

    def close(self) -> None:
        """Write what is left and the file's end."""
        ...


def form_of(path: Path, *, with_text: bool = False, others: str = "") -> Form:
    """The form that a file's name stands for. `others` are named besides where it stands for none.

    Raises SettingsError then, and where the form cannot carry the text of releases; InputError where an extra is
    missing.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        what = f"a file named {path.suffix}" if path.suffix else "a file without a suffix"
        raise SettingsError(f"{path}: {what} says no form of facts; name it {', '.join(FORMS)}{others}")
    if form == "excel":
        from extractor.emit.excel import check_excel

        check_excel(path, with_text=with_text)
    return form


def appended_form(form: Form, layout: Layout = PLAIN) -> tuple[bytes, Callable[[bytes], bytes]]:
    """Of a form that grows at its end: how the file begins, and what the JSON of one release adds."""
    if form == "lines":
        return b"", lambda document: document + b"\n"
    tabs = form == "tsv"

    def rows(document: bytes) -> bytes:
        return csv_rows(decoded(document), with_text=layout.with_text, tabs=tabs, spreadsheet=layout.spreadsheet)

    return csv_header(with_text=layout.with_text, tabs=tabs), rows


def whole_file(form: Form, path: Path, *, with_text: bool = False) -> WholeFile:
    """A file of a form that does not grow at its end, being written."""
    if form == "parquet":
        from extractor.emit.parquet import ParquetFile

        return ParquetFile(path, with_text=with_text)
    from extractor.emit.excel import ExcelFile

    return ExcelFile(path)
