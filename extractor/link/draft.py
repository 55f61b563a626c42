"""A fact while it is being linked, and the notes that `explain` shows of how each link came about."""

from dataclasses import dataclass, field

from extractor.facts import Basis, Direction, RelationType, Status
from extractor.mentions import Figure
from extractor.spans import Span
from extractor.values import DateValue, Kind, QuantityValue

__all__ = ["Draft", "Link", "Note", "When"]


@dataclass(frozen=True, slots=True)
class Note:
    """Why a field has its value: the rule's name, and the words of the release that it rests on."""

    field: str
    rule: str
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The time a figure is about; `date` is the index of the date draft that names it, if one does."""

    value: DateValue
    date: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to the draft at index `to`."""

    type: RelationType
    to: int


@dataclass(slots=True)
class Draft:
    """One figure with what has been linked to it so far; drafts are in text order and `index` counts them."""

    index: int
    figure: Figure
    metric: Span | None = None
    subject: Span | None = None
    when: When | None = None
    direction: Direction | None = None
    basis: Basis | None = None
    status: Status = "actual"
    relation: Link | None = None
    notes: list[Note] = field(default_factory=list)

    @property
    def start(self) -> int:
        """The figure's first code point."""
        return self.figure.start

    @property
    def end(self) -> int:
        """One past the figure's last code point."""
        return self.figure.end

    @property
    def kind(self) -> Kind:
        """The figure's kind."""
        return self.figure.mention.kind

    @property
    def sentence(self) -> int:
        """The index of the figure's sentence."""
        return self.figure.sentence

    @property
    def quantity(self) -> QuantityValue:
        """The value of a money, percent, count or measure figure."""
        assert isinstance(self.figure.value, QuantityValue)
        return self.figure.value

    @property
    def date(self) -> DateValue:
        """The value of a date figure."""
        assert isinstance(self.figure.value, DateValue)
        return self.figure.value

    def note(self, name: str, rule: str, words: Span | None = None) -> None:
        """Remember why field `name` was set."""
        self.notes.append(Note(name, rule, words))
