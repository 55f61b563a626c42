"""A fact while it is being linked, and the notes that `explain` shows of how each link came about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extractor.cells import CellFact
from extractor.facts import Basis, Direction, RelationType, Status
from extractor.link.ranking import Ranked
from extractor.link.rule import Manner
from extractor.mentions import Figure
from extractor.spans import Span
from extractor.values import DateValue, Kind, QuantityValue

__all__ = ["Ballots", "Draft", "Link", "Note", "Part", "When", "priors_of"]

#: What a quantity does in its sentence: it states a level, an amount of change, or a level compared against.
Part = Literal["level", "change", "prior"]


@dataclass(frozen=True, slots=True)
class Note:
    """Why a field has its value: the rule's name, and the words of the release that it rests on."""

    field: str
    rule: str
    words: Span | None = None
    manners: tuple[Manner, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """The time a figure is about; `date` is the date draft that names it, if one does."""

    value: DateValue
    date: "Draft | None" = None

    @property
    def words(self) -> Span | None:
        """Where the time is named."""
        return Span(self.date.start, self.date.end) if self.date else None


@dataclass(slots=True)
class Ballots:
    """What was chosen from for each learned link, the likeliest first; empty where nothing was asked."""

    metric: Sequence[Ranked[Span]] = ()
    period: Sequence[Ranked[When]] = ()
    subject: Sequence[Ranked[Span]] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another draft of the release."""

    type: RelationType
    to: "Draft"


@dataclass(slots=True, eq=False)
class Draft:
    """One figure with what has been linked to it so far; drafts are in text order and `index` counts them.

    `start`, `end`, `kind` and `sentence` are the figure's, at hand as they are asked for all the time. `cell` is what
    its table says, where it stands in one. `confidence` is how likely each link and the whole fact are right, in per
    cent.
    """

    index: int
    figure: Figure
    part: Part = "level"
    metric: Span | None = None
    subject: Span | None = None
    when: When | None = None
    direction: Direction | None = None
    basis: Basis | None = None
    status: Status = "actual"
    relation: Link | None = None
    cell: CellFact | None = None
    notes: list[Note] = field(default_factory=list)
    ballots: Ballots = field(default_factory=Ballots)
    confidence: dict[str, int] = field(default_factory=dict)
    start: int = field(init=False)
    end: int = field(init=False)
    kind: Kind = field(init=False)
    sentence: int = field(init=False)

    def __post_init__(self) -> None:
        mention = self.figure.mention
        self.start, self.end, self.kind, self.sentence = mention.start, mention.end, mention.kind, self.figure.sentence

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

    @property
    def number(self) -> Decimal | None:
        """The number of a quantity; None where it is a range or unknown."""
        return self.quantity.amount.value if self.quantity.amount else None

    def is_related(self, *types: RelationType) -> bool:
        """Whether the figure leans on another one in one of these ways."""
        return self.relation is not None and self.relation.type in types

    def related_to(self, *types: RelationType) -> "Draft | None":
        """The figure that this one leans on in one of these ways."""
        return self.relation.to if self.relation is not None and self.relation.type in types else None

    def same_sort(self, other: "Draft") -> bool:
        """Whether the two could be compared: same kind, unit (but for counts) and denominator."""
        if self.kind != other.kind or self.quantity.per != other.quantity.per:
            return False
        return self.kind == "count" or self.quantity.unit == other.quantity.unit

    def note(self, name: str, rule: str, words: Span | None = None, manners: tuple[Manner, ...] = ()) -> None:
        """Remember why field `name` was set, and in which manners."""
        self.notes.append(Note(name, rule, words, manners))

    def came(self, name: str, manner: Manner) -> bool:
        """Whether field `name` was set in a manner."""
        return any(manner in note.manners for note in self.notes if note.field == name)


def priors_of(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    """The figures that each level is compared against, in text order, by the level's index."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        level = draft.related_to("prior_of")
        if level is not None:
            found.setdefault(level.index, []).append(draft)
    return found
