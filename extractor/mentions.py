"""Mentions: figures as found in the text, before they are given a meaning; figures: mentions with their values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractor.spans import Span
from extractor.values import Amount, Comparator, Kind, Value

__all__ = ["Figure", "Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure found by a rule.

    `amount` holds the numbers as said (scaled, signed), None for dates and vague figures. `unit` is the words or sign
    that name the unit (`$`, `yuan`, `percentage points`, `newly signed projects`, `GWh`); `per` the words after
    "per" (`share`). `parts` are what else the rule captured, for the normaliser of its kind. `cues` are the spans
    outside the figure that say something about it (a hedge, a sign's explanation), for the trace.
    """

    kind: Kind
    start: int
    end: int
    rule: str
    amount: Amount | None = None
    unit: str | None = None
    comparator: Comparator = "eq"
    per: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    cues: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """Where the figure stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention with its value and the sentence it stands in: what `normalise` hands to `link`."""

    mention: Mention
    value: Value
    sentence: int

    @property
    def start(self) -> int:
        """The first code point."""
        return self.mention.start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.mention.end
