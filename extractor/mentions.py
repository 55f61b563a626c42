"""Mentions: figures as found in the text, before they are given a meaning; figures: mentions with their values."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.date_readings import DateReading
from extractor.spans import Span
from extractor.values import Amount, Comparator, Kind, Value

__all__ = [
    "ChangeDirection", "CountReading", "Figure", "MeasureReading", "Mention", "MoneyReading", "PercentReading",
    "Reading", "Told", "ToldRelation",
]  # fmt: skip

ChangeDirection = Literal["up", "down", "flat"]
ToldRelation = Literal["same_as", "part_of", "prior_of", "change_of"]


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """What was read of a sum: the `codes` that its sign or name may mean (ISO 4217, the likeliest first).

    `factor` says how many of the unit said make one of the currency (100 cents); `scale` what the printed number was
    multiplied by; `year` of which year the sum is said to be.
    """

    codes: tuple[str, ...]
    factor: int = 1
    scale: Decimal = Decimal(1)
    year: int | None = None


@dataclass(frozen=True, slots=True)
class PercentReading:
    """The direction that the words of a percentage say themselves (`doubled`, `flat`)."""

    direction: ChangeDirection


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """The usual symbol of a measure's unit (`km`, `bbl/d`; `x` for multiples)."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Told:
    """How a count relates to another one, as the form of the text says: to the count at `start` up to `end`."""

    relation: ToldRelation
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CountReading:
    """What a number counts: `head` is the head noun as printed, empty where there is none.

    `item` is the noun phrase where it is not the figure's own words: of another count, or empty for none. `told` is a
    relation to another count.
    """

    head: str
    item: str | None = None
    told: Told | None = None


Reading = MoneyReading | PercentReading | MeasureReading | CountReading | DateReading
"""What a recogniser read of a figure beside its number, by kind."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure found by a rule.

    `amount` holds the numbers as said (scaled, signed), None for dates and vague figures. `unit` is the words or sign
    that name the unit (`$`, `yuan`, `percentage points`, `newly signed projects`, `GWh`); `per` the words after
    "per" (`share`). `reading` is what else was read, typed by kind.
    `cues` are the spans outside the figure that say something about it (a hedge, a sign's explanation), for the trace.
    """

    kind: Kind
    start: int
    end: int
    rule: str
    amount: Amount | None = None
    unit: str | None = None
    comparator: Comparator = "eq"
    per: str | None = None
    cues: tuple[Span, ...] = ()
    reading: Reading | None = None

    @property
    def counted(self) -> CountReading:
        """The reading of a count."""
        assert isinstance(self.reading, CountReading)
        return self.reading

    @property
    def date(self) -> DateReading:
        """The reading of a date."""
        assert isinstance(self.reading, DateReading)
        return self.reading

    @property
    def money(self) -> MoneyReading:
        """The reading of a sum of money."""
        assert isinstance(self.reading, MoneyReading)
        return self.reading

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
