"""What the cells of a release's tables state: what `tables` hands to `link`."""

from dataclasses import dataclass, field

from extractor.facts import Basis, Direction, RelationType, Status, TableKind
from extractor.spans import Span
from extractor.values import DateValue, Kind, QuantityValue

__all__ = ["CELL_RULE", "CellFact", "TablePlace"]

CELL_RULE = "table.cell"
"""The name of the one rule by which figures of cells are found."""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a cell stands: the number of its table in the release, its title, its row and column with their labels."""

    index: int
    title: str | None
    row: int
    column: int
    row_label: str | None
    column_label: str | None
    kind: TableKind | None


@dataclass(slots=True, eq=False)
class CellFact:
    """What one cell states.

    `evidence` speaks for and against its having been read rightly: of the block, the column, the row, the cell;
    `confidence` is how likely its links and the whole fact are right, in per cent.
    """

    start: int
    end: int
    kind: Kind
    value: QuantityValue
    place: TablePlace
    metric: Span | None = None
    name: str | None = None
    segment: Span | None = None
    period: DateValue | None = None
    direction: Direction | None = None
    basis: Basis | None = None
    status: Status = "actual"
    relation: "tuple[RelationType, CellFact] | None" = None
    evidence: tuple[tuple[str, ...], ...] = ()
    confidence: dict[str, int] = field(default_factory=dict)
