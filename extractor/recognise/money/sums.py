"""A sum of money on its way: a numeral with the marks that were read beside it so far."""

from dataclasses import dataclass
from decimal import Decimal

from extractor.recognise.numerals import Numeral
from extractor.words.beside import words_behind
from extractor.words.currencies import Money

__all__ = ["NEXT_WORD", "OTHER_UNIT", "Sum", "are_near"]

#: What makes a number behind a sum something else.
OTHER_UNIT = words_behind(r"(?i) ?(?:%|percent|per cent|pct|x\b|times\b|basis|bps|fold|°)|-\p{L}")
NEXT_WORD = words_behind(r" (\p{L}[\p{L}-]*+)")


@dataclass(frozen=True, slots=True)
class Sum:
    """A numeral on its way to a sum of money; without `money` it is a bare number that may share its neighbour's.

    `core` is signed, `scale` multiplies it; a range has `low` and `high` (scaled, signed). `left` says that the mark
    stands before the number.
    """

    start: int
    end: int
    core: Decimal
    scale: Decimal
    numeral: Numeral
    money: Money | None = None
    unit: str | None = None
    left: bool = False
    minus: bool = False
    comparator: str = "eq"
    rule: str = ""
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """The number that is said."""
        return self.core * self.scale

    @property
    def year_like(self) -> bool:
        """Whether it is printed like a year."""
        n = self.numeral
        return not n.words and not n.grouped and self.scale == 1 and n.decimals == 0 and 1900 <= abs(self.core) <= 2100


def are_near(one: Decimal, other: Decimal, times: int) -> bool:
    """Whether two numbers are within a factor of each other."""
    low, high = sorted((abs(one), abs(other)))
    return high <= low * times
