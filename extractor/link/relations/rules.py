"""The two kinds of rules of relations inside a line: those that look at one figure, and those that look at all."""

from collections.abc import Callable, Iterator

from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.rule import RelationRule

__all__ = ["InLine", "OverLine"]

#: Asked for one figure of a line: the other figure that it leans on, or None.
InLine = RelationRule[Callable[[Line, Draft], Draft | None]]
#: Asked for a whole line: pairs of a figure and the one that it leans on.
OverLine = RelationRule[Callable[[Line], Iterator[tuple[Draft, Draft]]]]
