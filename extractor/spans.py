"""Spans: half-open ranges of Unicode code points into a text that is never edited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

__all__ = ["HasSpan", "Span", "outside"]


class HasSpan(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """The first code point."""
        ...

    @property
    def end(self) -> int:
        """One past the last code point."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`: code points, `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: HasSpan) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: HasSpan) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


_Placed = TypeVar("_Placed", bound=HasSpan)


def outside(items: Iterable[_Placed], others: Iterable[HasSpan]) -> Iterator[_Placed]:
    """The items that overlap none of the others; both are in text order.

    >>> list(outside([Span(0, 2), Span(3, 5), Span(6, 9)], [Span(4, 7)]))
    [Span(start=0, end=2)]
    """
    rest = iter(others)
    other = next(rest, None)
    for item in items:
        while other is not None and other.end <= item.start:
            other = next(rest, None)
        if other is None or other.start >= item.end:
            yield item
