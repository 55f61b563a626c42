"""A time as it is read from a release: an ISO 8601 value, its days, its grain and its place in a fiscal year."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from extractor.days import Days
from extractor.period import Period

__all__ = ["Grain", "When"]

Grain = Literal["day", "week", "month", "quarter", "half", "year", "span", "decade", "length"]


@dataclass(frozen=True, slots=True)
class When:
    """A time as read: its ISO value, its inclusive days, its grain, and its place in a fiscal year where it has one.

    `fiscal` is (year, part, number): `(2025, "q", 1)` is FY2025-Q1, `(2025, "y", 1)` is FY2025.
    """

    value: str | None
    first: date | None = None
    last: date | None = None
    grain: Grain | None = None
    fiscal: tuple[int, str, int] | None = None
    shifted: bool = False

    @classmethod
    def of(cls, days: Days | None, grain: Grain, *, shifted: bool = False) -> "When":
        """The time that covers `days`; without a value where they run backwards."""
        if days is None or days[0] > days[1]:
            return cls(None, grain=grain, shifted=shifted)
        return cls(str(Period.of(*days)), days[0], days[1], grain, shifted=shifted)

    def marked(self, *, shifted: bool) -> "When":
        """The same time, marked as a shifted period or not."""
        return replace(self, shifted=shifted)
