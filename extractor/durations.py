"""Lengths of time: ISO 8601 durations such as `P2Y`, `P1Y6M`, `P90D`, `PT48H`, kept as they are written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal, get_args

__all__ = ["Duration", "Unit"]

Unit = Literal["Y", "Q", "M", "W", "D", "TH", "TM", "TS"]
"""Years, quarters, months, weeks, days; hours, minutes and seconds of the clock."""

UNITS: tuple[Unit, ...] = get_args(Unit)
DAY = 24 * 60 * 60
MONTHS: dict[Unit, int] = {"Y": 12, "Q": 3, "M": 1}
NOMINAL: dict[Unit, int] = {
    "Y": 365 * DAY, "Q": 90 * DAY, "M": 30 * DAY, "W": 7 * DAY, "D": DAY, "TH": 3600, "TM": 60, "TS": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as `(number, unit)` pairs in the order in which they are written, units of the clock last.

    Numbers are Decimals from 0 on. Two durations are equal where they are written alike; see `same`.
    """

    parts: tuple[tuple[Decimal, Unit], ...]

    def __post_init__(self) -> None:
        clock = [unit.startswith("T") for _, unit in self.parts]
        if not self.parts or clock != sorted(clock) or any(number < 0 for number, _ in self.parts):
            raise ValueError(f"{self.parts!r} is no duration: numbers from 0 on, units of the clock last")

    @classmethod
    def parse(cls, text: str) -> "Duration | None":
        """The duration written as `text`; None where it is none.

        >>> Duration.parse("P1Y6M").months
        Decimal('18')
        """
        match = _pattern().fullmatch(text)
        if match is None or not (match["calendar"] or match["clock"]):
            return None
        return cls((*_pairs(match["calendar"], ""), *_pairs(match["clock"] or "", "T")))

    def __add__(self, other: "Duration") -> "Duration":
        """Both together, unit by unit as they are written: `P2D` and `PT5H` are `P2DT5H`."""
        return Duration(tuple(sorted((*self.parts, *other.parts), key=lambda part: part[1].startswith("T"))))

    def __str__(self) -> str:
        calendar = "".join(f"{number:f}{unit}" for number, unit in self.parts if not unit.startswith("T"))
        clock = "".join(f"{number:f}{unit[1]}" for number, unit in self.parts if unit.startswith("T"))
        return f"P{calendar}{'T' if clock else ''}{clock}"

    @property
    def months(self) -> Decimal | None:
        """How many months it lasts; None where it has units that are no whole number of months."""
        if any(unit not in MONTHS for _, unit in self.parts):
            return None
        return sum((number * MONTHS[unit] for number, unit in self.parts), Decimal(0))

    @property
    def seconds(self) -> Fraction:
        """How long it lasts, with a year taken as 365 days, a quarter as 90 and a month as 30."""
        return sum((Fraction(number) * NOMINAL[unit] for number, unit in self.parts), Fraction(0))

    @property
    def days(self) -> Fraction:
        """How many days it lasts, reckoned as in `seconds`."""
        return self.seconds / DAY

    def same(self, other: "Duration") -> bool:
        """Whether both last as long: by months where both have months only, else by seconds.

        >>> Duration.parse("P1Y").same(Duration.parse("P12M")), Duration.parse("P2D").same(Duration.parse("PT48H"))
        (True, True)
        """
        if self.months is not None and other.months is not None:
            return self.months == other.months
        return self.seconds == other.seconds


@cache
def _pattern() -> re.Pattern[str]:
    number = r"[0-9]{1,12}(?:\.[0-9]{1,12})?"
    return re.compile(rf"P(?P<calendar>(?:{number}[YQMWD])*)(?:T(?P<clock>(?:{number}[HMS])+))?")


def _pairs(text: str, mark: str) -> Iterable[tuple[Decimal, Unit]]:
    for number, letter in re.findall(r"([0-9.]+)([A-Z])", text):
        yield Decimal(number), next(unit for unit in UNITS if unit == f"{mark}{letter}")
