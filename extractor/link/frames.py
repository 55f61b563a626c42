"""Frames of time: what the words said so far are about, for figures that say nothing of their own."""

from dataclasses import dataclass

from extractor.link.comparison_periods import period_of
from extractor.link.draft import When
from extractor.link.lines import Line
from extractor.link.period_rules import is_compared

__all__ = ["Frames"]

#: A heading is shorter than this.
_HEADING = 120


@dataclass
class Frames:
    """The time of the line before in the same paragraph, of the last heading, and of the release."""

    release: When | None = None
    heading: When | None = None
    last: When | None = None
    paragraph: int = -1

    def enter(self, line: Line) -> None:
        """Take what a line says before its figures are linked.

        A heading with a date frames what follows; the first period that the release names is the release's own.
        """
        if line.sentence.paragraph != self.paragraph:
            self.paragraph, self.last = line.sentence.paragraph, None
        dates = (d for d in line.dates if d.date.role == "period" and not d.date.shifted and not is_compared(line, d))
        own = next((when for d in dates if (when := period_of(d))), None)
        if own is None:
            return
        if self.release is None:
            self.release = own
        words = line.text[line.start : line.end].rstrip()
        plain = not line.quantities and not line.sentence.bullet and words[-1:] not in '.!?”"'
        if plain and len(words) < _HEADING:
            self.heading = own

    def leave(self, line: Line) -> None:
        """Take what the linked figures of a line are about."""
        first = next((d.when for d in line.quantities if d.when is not None and d.part != "prior"), None)
        if first is not None:
            self.last = first
