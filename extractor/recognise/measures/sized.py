"""A numeral that may be a measure: its sign taken in, and its unit, if it has one."""

from dataclasses import dataclass

from extractor.recognise.numerals import Numeral
from extractor.values import Amount
from extractor.words.units import UnitWords

__all__ = ["Sized"]


@dataclass(frozen=True, slots=True)
class Sized:
    """A numeral with its sign, and with its unit, if it has one."""

    numeral: Numeral
    start: int
    value: Amount
    unit: UnitWords | None = None

    @property
    def end(self) -> int:
        """One past the number and its unit."""
        return self.unit.end if self.unit is not None else self.numeral.end
