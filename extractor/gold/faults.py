"""Faults: what is wrong with a gold file, where, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.errors import GoldError

__all__ = ["Fault", "FaultyGoldError", "Severity", "refuse"]

Severity = Literal["error", "warning", "note"]
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. `code` is a stable slug (`span-text`); `place` names fact and field (`fact g4, field "start"`)."""

    code: str
    source: str
    message: str
    line: int | None = None
    place: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """`FILE:LINE: fact g4, field "start": what is wrong` in one line."""
        where = f"{self.source}:{self.line}" if self.line else self.source
        return f"{where}: {self.place}: {self.message}" if self.place else f"{where}: {self.message}"


class FaultyGoldError(GoldError):
    """Gold that cannot be scored; `faults` holds every fault found, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            lines.append(f"… and {len(self.faults) - SHOWN} more; `factwire gold check` lists them all")
        super().__init__("\n".join(lines))


def refuse(faults: Sequence[Fault]) -> None:
    """Raise FaultyGoldError where any of the faults is an error."""
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        raise FaultyGoldError(errors)
