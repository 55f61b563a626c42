"""Excel: one row a figure on the sheet `facts`; numbers as numbers and, with all their digits, as text."""

from collections.abc import Mapping
from datetime import date, datetime
from importlib.util import find_spec
from io import FileIO
from pathlib import Path
from traceback import clear_frames
from typing import Any

from extractor.columns import FACT_COLUMNS, Cell, Column, fact_rows, release_cells, release_columns
from extractor.errors import InputError, SettingsError

__all__ = ["ExcelFile", "check_excel"]

SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
"""What Excel holds: more rows go on to a further sheet, longer texts end with an ellipsis."""

CREATED = datetime(1980, 1, 1)
"""The day that the file's properties state: the same facts give the same bytes."""


def check_excel(path: Path, *, with_text: bool) -> None:
    """Say before anything is written what cannot be: the extra is missing, or texts are too long for its cells."""
    if with_text:
        raise SettingsError(
            f"{path}: an Excel cell holds {CELL_CHARACTERS:,} characters, too few for releases: leave out --with-text "
            "(each fact's sentence is there), or write .csv, .parquet or .jsonl"
        )
    if find_spec("xlsxwriter") is None:
        raise InputError("Excel is written by an extra: pip install 'factwire[excel]'")


class ExcelFile:
    """A workbook of facts being written; it is good only once it is closed."""

    def __init__(self, path: Path) -> None:
        from xlsxwriter import Workbook

        self._columns: tuple[Column, ...] = release_columns(with_text=False) + FACT_COLUMNS
        # Row after row to the disk; a text is a text, also one that begins with `=`.
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._file = _File(path, "w")
        self._book: Any = Workbook(self._file, {**options, "strings_to_numbers": False})
        self._book.set_properties({"created": CREATED})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._bold = self._book.add_format({"bold": True})
        self._sheets = 0
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet("facts" if self._sheets == 1 else f"facts {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for i, column in enumerate(self._columns):
            self._sheet.write_string(0, i, column.name, self._bold)
        self._row = 1

    def add(self, document: Mapping[str, Any]) -> None:
        """Take one release's facts (the decoded JSON of a `ReleaseFacts`)."""
        release = release_cells(document, with_text=False)
        for cells in fact_rows(document):
            if self._row == SHEET_ROWS:
                self._begin_sheet()
            for i, (column, cell) in enumerate(zip(self._columns, (*release, *cells), strict=True)):
                if cell is not None:
                    self._write(i, column, cell)
            self._row += 1

    def _write(self, i: int, column: Column, cell: Cell) -> None:
        if column.type == "date" and str(cell) >= "1900-03":  # Excel knows no day before 1900, and a wrong one then
            self._sheet.write_datetime(self._row, i, date.fromisoformat(str(cell)), self._day)
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._row, i, cell)
        else:
            text = str(cell)
            text = text if len(text) <= CELL_CHARACTERS else f"{text[: CELL_CHARACTERS - 1]}…"
            self._sheet.write_string(self._row, i, text)

    def close(self) -> None:
        """Write the file. Raises OSError where it cannot be written, or what is put down meanwhile cannot."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            why: OSError = error.args[0]
            clear_frames(why.__traceback__)  # the library's archive ends here, while its file is open
            raise why from error
        finally:
            self._file.close()
        if self._file.failed is not None:
            raise self._file.failed


class _File(FileIO):
    """A file that keeps what went wrong with it to itself: the library's own clearing up would fail by it again."""

    failed: OSError | None = None

    def write(self, data: Any) -> int:
        """Write all of it; from the first failure on nothing."""
        rest = memoryview(data)
        while rest and self.failed is None:
            try:
                rest = rest[super().write(rest) :]
            except OSError as error:
                self.failed = error
        return len(data)
