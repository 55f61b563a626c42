"""The target of a form that can only be written whole: lines beside it while the run lasts, then the file of them."""

from collections.abc import Iterator
from pathlib import Path

from extractor.archive.exporting import write_documents
from extractor.archive.ledger import sync_folder
from extractor.archive.targets import AppendedTarget, writing
from extractor.emit.forms import Form, appended_form
from extractor.replacing import replacing

__all__ = ["LINES", "WholeTarget"]

LINES = ".lines"
"""What is put behind the target's name for the lines of a run that is not complete."""


class WholeTarget(AppendedTarget):
    """JSON lines that become the file when all are there; a run that is killed meanwhile makes it again."""

    def __init__(self, path: Path, form: Form, *, quarantine: Path, fingerprint: str) -> None:
        self._target, self._form = path, form
        lines = path.with_name(path.name + LINES)
        _, written = appended_form("lines")
        super().__init__(lines, quarantine=quarantine, fingerprint=fingerprint, written=written)

    def finish(self) -> None:
        """Write the file beside its place, move it there, and clear away what was only for resuming."""
        self._facts.close()
        with writing(self._target), replacing(self._target) as part:
            write_documents(self._lines(), part, self._form)
        sync_folder(self._target.parent)
        super().finish()
        self._facts.discard()

    def _lines(self) -> Iterator[bytes]:
        with self._facts.path.open("rb") as lines:
            yield from (line.rstrip(b"\n") for line in lines)
