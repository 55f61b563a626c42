"""Frames of time: what the words said so far are about, for figures that say nothing of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.date_readings import Months, Part, Stretch, ToDate, Trailing
from extractor.link.draft import When
from extractor.link.lines import Line
from extractor.link.period.anchors import Anchor, TimeLine
from extractor.scene.time import ReleaseTime
from extractor.values import DateValue

__all__ = ["Frames", "own_periods"]

#: A heading is shorter than this.
_HEADING = 120
_COMPARED = frozenset(
    {"from", "than", "versus", "vs", "against", "compared-to", "compared-with", "relative-to", "since", "over"}
)


@dataclass
class Frames:
    """The time of the line before in the paragraph, of the last heading, of the list's opener, and of the release."""

    release: When | None = None
    same_end: tuple[When, ...] = ()
    heading: When | None = None
    beside: When | None = None
    last: When | None = None
    latest: When | None = None
    said: When | None = None
    lead: When | None = None
    bullet: When | None = None
    paragraph: int = -1
    #: Whether the last heading names a time that is not known: neither an earlier heading's nor the release's.
    unknown: bool = False

    @classmethod
    def of(cls, time: ReleaseTime) -> "Frames":
        """The frames at the start of a release: what it reports."""
        release = When(time.reported) if time.reported is not None else None
        return cls(release, tuple(When(value) for value in time.same_end))

    def offers(self, line: Line) -> list[tuple[str, When]]:
        """The times of the frames around a line, by their names."""
        out = [
            ("carried.first", self.last),
            ("carried.latest", self.latest),
            ("carried.said", self.said),
            ("heading", self.heading),
            ("heading.beside", self.beside),
        ]
        if line.sentence.bullet:
            out += [("lead", self.lead), ("bullet", self.bullet)]
        if not self.unknown:
            out.append(("release", self.release))
            out += [("release.same-end", when) for when in self.same_end]
        return [(name, when) for name, when in out if when is not None]

    def enter(self, timeline: TimeLine) -> None:
        """Take what a line says before its figures are linked: a heading with a date frames what follows."""
        line = timeline.line
        if line.sentence.paragraph != self.paragraph:
            self.paragraph = line.sentence.paragraph
            self.last = self.latest = self.said = None
        words = line.text[line.start : line.end].rstrip()
        opener = not line.sentence.bullet or words[-1:] == ":"  # "• Fiscal 2025:" heads the entries below it
        plain = not line.quantities and opener and words[-1:] not in '.!?”"'
        named = (
            [a.when for a in timeline.anchors if _is_own(a) or (plain and _heads(a))] if len(words) < _HEADING else []
        )
        if plain and not named and len(words) < _HEADING and _names_unknown(line):
            self.lead = self.bullet = self.heading = self.beside = None
            self.unknown = True
        if plain and named:
            self.lead = self.bullet = None
            self.unknown = False
            self.heading = named[0]
            self.beside = next((w for w in named[1:] if w.value.value != named[0].value.value), None)

    def leave(self, timeline: TimeLine, *, taken: bool = False) -> None:
        """Take what the figures of a line are about; a time that was `taken` from all of them frames no more."""
        line = timeline.line
        told = [d for d in line.quantities if d.when is not None and d.part != "prior"]
        whens = [d.when for d in told if d.when is not None and not _is_running(d.when)]
        taken |= bool(told) and not whens
        own = next((a.when for a in timeline.anchors if _is_own(a)), None)
        if whens:
            self.last, self.latest = whens[0], whens[-1]
        elif taken:
            self.last = self.latest = self.said = None
        if own is not None and not _is_running(own):
            self.said = own
        first = whens[0] if whens else own
        if line.sentence.bullet:
            self.bullet = first or self.bullet
        else:
            self.lead, self.bullet = first, None


def _heads(anchor: Anchor) -> bool:
    """Whether a span of time can head what stands below it, whatever its role."""
    value = anchor.when.value
    return value.first != value.last and not value.shifted and anchor.led not in _COMPARED


def _is_running(when: When) -> bool:
    """Whether a time is counted back from now (`year to date`, `last twelve months`), said of the figure beside it."""
    return when.date is not None and isinstance(when.date.figure.mention.reading, ToDate | Trailing | Stretch)


def _names_unknown(line: Line) -> bool:
    """Whether a line names a part of a year whose days are not known: `First Nine Months of Fiscal 2023`."""
    readings = [d.figure.mention.date for d in line.dates if d.date.value is None]
    return any(isinstance(reading, Months | Part) and reading.says_year for reading in readings)


def _is_own(anchor: Anchor) -> bool:
    """Whether a date is a period that something is told of, not one compared with."""
    date = anchor.draft.date
    if date.role != "period" or (date.shifted and not anchor.is_deictic):
        return False
    if anchor.form == "label" and anchor.bracket:  # "EBIT was €12 million (last year: €11 million)"
        return False
    return anchor.led not in _COMPARED or (anchor.form == "opens" and anchor.led in {"from", "since", "over"})


def own_periods(timelines: Sequence[TimeLine]) -> Iterator[DateValue]:
    """The periods that a release names of its own, not those it compares with; boilerplate and contacts left out."""
    for timeline in timelines:
        if timeline.line.sentence.section not in {"boilerplate", "contacts"}:
            yield from (anchor.when.value for anchor in timeline.anchors if _is_own(anchor))
