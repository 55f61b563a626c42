"""Rules that look at the lines of a release together: what they are, and the figures they ask for."""

from collections.abc import Callable, Iterator, Sequence

from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.rule import RelationRule

__all__ = ["AcrossRule", "figures_before", "free"]

#: Pairs of a figure and the one that it leans on; lines and figures are in text order.
AcrossRule = RelationRule[Callable[[Sequence[Line]], Iterator[tuple[Draft, Draft]]]]


def free(line: Line) -> Iterator[Draft]:
    """The quantities of a line that lean on none yet."""
    return (draft for draft in line.quantities if draft.relation is None)


def figures_before(lines: Sequence[Line], place: int, back: int) -> Iterator[Draft]:
    """The quantities of the lines before one, nearest first, at most `back` sentences away."""
    for other in reversed(lines[max(0, place - back) : place]):
        if lines[place].sentence.index - other.sentence.index <= back:
            yield from reversed(other.quantities)
