"""Frames of time: what the words said so far are about, for figures that say nothing of their own."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.date_readings import Months, Part, Stretch, ToDate, Trailing
from extractor.documents import Document, Sentence
from extractor.link.draft import When
from extractor.link.lines import Line, squeeze
from extractor.link.period.anchors import Anchor, TimeLine
from extractor.scene.time import ReleaseTime
from extractor.values import DateValue

__all__ = ["Frames", "own_periods"]

#: A heading is shorter than this.
_HEADING = 120
_COMPARED = frozenset(
    {"from", "than", "versus", "vs", "against", "compared-to", "compared-with", "relative-to", "since", "over"}
)
#: "our raised 2024 guidance": of a time that is spoken of, and none that something is told of.
_GUIDED = regex.compile(
    r"(?:['’]s)?[ -](?:[a-z]+[ -]){0,2}?"
    r"(?:guidance|outlook|forecasts?|expectations|targets?|budget|estimates|projections)(?!\w)"
)
#: "Quarterly Performance" over a list: of the quarter that is reported.
_QUARTERLY = regex.compile(
    r"\W*quarterly\ (?:\w+\ ){0,2}(?:performance|results|highlights|review|summary|financials)\W*$"
)
#: "compared to a net loss of $4 million in the first half of 2025".
_AGAINST = regex.compile(
    r"(?<!\w)(?:(?:compared|comparison|relative)\ (?:to|with)|versus|vs\.?|against|than\ the|from(?=\ [$€£¥]?\d))\ "
    r"(?:[^;.,]|[.,](?=\d)){0,120}$"
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
    #: Where headings begin that name no time, and which of them are of the quarter reported.
    headings: tuple[int, ...] = ()
    quarterly: frozenset[int] = frozenset()
    seen: int = 0

    @classmethod
    def of(cls, time: ReleaseTime, document: Document) -> "Frames":
        """The frames at the start of a release: what it reports."""
        release = When(time.reported) if time.reported is not None else None
        words = {s.start: document.text[s.start : s.end] for s in document.sentences if _is_heading(document, s)}
        quarterly = frozenset(start for start, said in words.items() if _QUARTERLY.match(said.lower()))
        return cls(release, tuple(When(value) for value in time.same_end), headings=(*words,), quarterly=quarterly)

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
        self._pass(line)
        if line.sentence.paragraph != self.paragraph:
            self.paragraph = line.sentence.paragraph
            self.last = self.latest = self.said = None
        words = line.text[line.start : line.end].rstrip()
        opener = not line.sentence.bullet or words[-1:] == ":"  # "• Fiscal 2025:" heads the entries below it
        plain = not line.quantities and opener and words[-1:] not in '.!?”"'
        short = len(words) < _HEADING
        named = [a.when for a in timeline.anchors if _is_own(line, a) or (plain and _heads(a))] if short else []
        if plain and not named and len(words) < _HEADING and _names_unknown(line):
            self.lead = self.bullet = self.heading = self.beside = None
            self.unknown = True
        if plain and named:
            self.lead = self.bullet = None
            self.unknown = False
            self.heading = named[0]
            self.beside = next((w for w in named[1:] if w.value.value != named[0].value.value), None)

    def _pass(self, line: Line) -> None:
        """Leave behind what opened a list above a heading; a quarterly one is of the quarter that is reported."""
        first, last = (bisect_left(self.headings, offset) for offset in (self.seen, line.start))
        self.seen = line.end
        if first == last:
            return
        self.lead = self.bullet = None
        if self.headings[last - 1] in self.quarterly and self.release is not None:
            self.heading = self.release if "-Q" in (self.release.value.value or "") else self.heading
            self.beside = None

    def _is_of_entry(self, first: When, own: When | None) -> bool:
        """Whether an entry's time is its own alone: a part of what its list is about (`on average for June`)."""
        around = self.lead or self.heading or self.release
        return own is not None and around is not None and _is_within(first.value, around.value)

    def leave(self, timeline: TimeLine, *, taken: bool = False) -> None:
        """Take what the figures of a line are about; a time that was `taken` from all of them frames no more."""
        line = timeline.line
        told = [d for d in line.quantities if d.when is not None and d.part != "prior"]
        whens = [d.when for d in told if d.when is not None and not _is_running(d.when)]
        taken |= bool(told) and not whens
        own = next((a.when for a in timeline.anchors if _is_own(line, a) and not _is_running(a.when)), None)
        if whens:
            self.last, self.latest = whens[0], whens[-1]
        elif taken:
            self.last = self.latest = self.said = None
        if own is not None:
            self.said = own
        first = whens[0] if whens else own
        if line.sentence.bullet:
            self.bullet = self.bullet if first is None or self._is_of_entry(first, own) else first
        else:
            self.lead, self.bullet = first, None


def _is_heading(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence is a line of a few words that ends with no sign."""
    words = document.text[sentence.start : sentence.end].rstrip()
    plain = not sentence.bullet and sentence.section != "table" and len(words) < _HEADING
    return plain and words[-1:].isalpha() and not any(c.isdigit() for c in words)


def _is_within(inner: DateValue, outer: DateValue) -> bool:
    """Whether a time is a part of another one."""
    if inner.first is None or inner.last is None or outer.first is None or outer.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last and inner.value != outer.value


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


def _is_own(line: Line, anchor: Anchor) -> bool:
    """Whether a date is a period that something is told of, not one compared with, nor one of a forecast spoken of."""
    date = anchor.draft.date
    before = squeeze(line.lowered[max(line.start, anchor.start - 160) : anchor.start])
    if anchor.form == "adjunct" and _AGAINST.search(before):
        return False
    if _GUIDED.match(line.lowered, anchor.end, line.end) and line.end - line.start > _HEADING:
        return False
    if date.role != "period" or (date.shifted and not anchor.is_deictic):
        return False
    if anchor.form == "label" and anchor.bracket:  # "EBIT was €12 million (last year: €11 million)"
        return False
    return anchor.led not in _COMPARED or (anchor.form == "opens" and anchor.led in {"from", "since", "over"})


def own_periods(timelines: Sequence[TimeLine]) -> Iterator[DateValue]:
    """The periods that a release names of its own, not those it compares with; boilerplate and contacts left out."""
    for timeline in timelines:
        if timeline.line.sentence.section not in {"boilerplate", "contacts"}:
            yield from (anchor.when.value for anchor in timeline.anchors if _is_own(timeline.line, anchor))
