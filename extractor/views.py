"""Views: a text as it is to be read, with the way back from each of its offsets into the text as it was given."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

__all__ = ["Edit", "View"]


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end]` is to be read as `said`."""

    start: int
    end: int
    said: str


@dataclass(frozen=True)
class _Layer:
    """Edits of one text in order, with where each stands in the text that they make."""

    edits: tuple[Edit, ...]
    places: tuple[int, ...]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(edit.start for edit in self.edits)

    def start(self, at: int) -> int:
        """Where the character at `at` begins in the text before the edits."""
        i = bisect_right(self.places, at) - 1
        if i < 0:
            return at
        edit, into = self.edits[i], at - self.places[i]
        if into >= len(edit.said):
            return edit.end + into - len(edit.said)
        return edit.start + (into if len(edit.said) == edit.end - edit.start else 0)

    def end(self, at: int) -> int:
        """Where the character at `at` ends in the text before the edits."""
        i = bisect_right(self.places, at) - 1
        if i >= 0 and at - self.places[i] < len(self.edits[i].said) != self.edits[i].end - self.edits[i].start:
            return self.edits[i].end
        return self.start(at) + 1

    def made_start(self, at: int) -> int:
        """Where what begins at `at` before the edits begins in the text that they make."""
        i = bisect_right(self._starts, at) - 1
        if i < 0:
            return at
        edit = self.edits[i]
        if at >= edit.end:
            return self.places[i] + len(edit.said) + at - edit.end
        return self.places[i] + (at - edit.start if len(edit.said) == edit.end - edit.start else 0)

    def made_end(self, at: int) -> int:
        """Where what ends before `at` before the edits ends in the text that they make."""
        i = bisect_right(self._starts, at - 1) - 1
        if i < 0 or at > self.edits[i].end:
            return self.made_start(at - 1) + 1
        edit = self.edits[i]
        return self.places[i] + (at - edit.start if len(edit.said) == edit.end - edit.start else len(edit.said))


@dataclass(frozen=True)
class View:
    """A text to be read: what was given, with edits that may change its length.

    `start` and `end` lead a span of `text` back into the text as given; a character that stands for several there
    leads to them all, one of several that stand for one leads to it.

    >>> view = View("of 5\\u00ad0 ﬁrms").edited([Edit(4, 5, ""), Edit(7, 8, "fi")])
    >>> view.text, view.start(3), view.end(5), view.start(6), view.end(7)
    ('of 50 firms', 3, 6, 7, 8)
    """

    text: str
    layers: tuple[_Layer, ...] = ()

    def edited(self, edits: Iterable[Edit]) -> "View":
        """The view with edits of its text, which are in order and do not overlap."""
        told = tuple(edits)
        if not told:
            return self
        out: list[str] = []
        places: list[int] = []
        before = length = 0
        for edit in told:
            out += self.text[before : edit.start], edit.said
            places.append(length + edit.start - before)
            length, before = places[-1] + len(edit.said), edit.end
        out.append(self.text[before:])
        return replace(self, text="".join(out), layers=(*self.layers, _Layer(told, tuple(places))))

    def start(self, at: int) -> int:
        """The offset in the text as given of what begins at `at`."""
        for layer in reversed(self.layers):
            at = layer.start(at)
        return at

    def end(self, at: int) -> int:
        """The offset in the text as given of what ends before `at`."""
        if not at:
            return self.start(0)
        for layer in reversed(self.layers):
            at = layer.end(at - 1)
        return at

    def made(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of what stood at `start`..`end` before the last edits; an empty one where it went."""
        if not self.layers:
            return start, end
        layer = self.layers[-1]
        return layer.made_start(start), layer.made_end(end)
