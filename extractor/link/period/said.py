"""The dates of a figure's own sentence as its time, with the traits of how each stands to the figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extractor.date_readings import Earlier, SamePeriod
from extractor.link.clauses import verb_above
from extractor.link.comparison_periods import later_by
from extractor.link.draft import Draft, When
from extractor.link.lines import Line, squeeze, without_brackets
from extractor.link.period.anchors import Anchor, TimeLine
from extractor.link.period.choice import Option
from extractor.link.period.figures import Setting, grain_of

__all__ = ["counterparts", "is_of_result", "left_behind", "said"]

#: Words of connection that keep a date at its figure.
_NEAR = regex.compile(
    r"^\W*(?:(?:in|for|during|over|at|as|of|the|on|through|throughout|ended|ending|its|by|within|per|share|diluted|basic"
    r"|full|and|a|our|to|-|–|year|fiscal|period|quarter|s)\W+)*$"
)
_THAN_THOSE = regex.compile(
    r"\bthan\ (?:(?:in|for|during|at)\ )?(?:the|that|those)\ (?:\w+\ ){0,3}(?:in|for|of|on|at)\ (?:the\ )?$"
    r"|\bcompared\ (?:to|with)\ (?:\w+\ ){0,4}(?:in|for|of|at)\ (?:the\ )?$"
)
_FRONTED = regex.compile(
    r"\W*+(?:as )?(?:compared|in comparison|relative|in contrast|as opposed)\ (?:to|with)\ (?:(?:the|our|its)\ )?$"
    r"|\W*+(?:versus|vs\.?|against)\ (?:(?:the|our|its)\ )?$"
)
#: What may introduce a span of time, or a sentence, without comparing.
_STARTING = frozenset({"from", "over", "since"})
_COMPARING = _STARTING | {"than", "versus", "vs", "against", "compared-to", "compared-with", "relative-to"}
#: What tells why the current figure came about, behind what that is compared with.
_CAUSE = regex.compile(
    r",?\ (?:(?:primarily|mainly|largely|partly|partially|principally|mostly|and|which\ was|was|were|also)\ )*"
    r"(?:(?:driven|led|helped|supported|boosted|fuel?led|aided|offset|caused|impacted|affected)\ (?:\w+\ )?by"
    r"|(?:due|owing|thanks|attributable)\ to|as\ a\ result\ of|because\ of|reflecting|resulting\ from)\ "
)
_AGAINST = regex.compile(
    r"(?<!\w)(?:(?:compared|comparison|relative)\ (?:to|with)|versus|vs|against|than|from(?=\ (?:\W?\d|an?\ )))(?!\w)"
    r"(?:[^;.,]|[.,](?=\d)){0,80}$"
)
_GAPS = (3, 15, 40, 80, 160)
#: So many dates are looked at on each side of a figure.
_REACH = 4


@dataclass(frozen=True, slots=True)
class _Place:
    """A date and a figure: on which side, how many dates are nearer, and the words and figures between them."""

    side: str
    rank: int
    anchor: Anchor
    between: str
    figures: Sequence[Draft]

    @property
    def gap(self) -> int:
        """How many letters lie between, brackets left out."""
        return len(squeeze(without_brackets(self.between)))

    @property
    def is_near(self) -> bool:
        """Whether only words of connection lie between."""
        return _is_near(self.between)


def said(timeline: TimeLine, draft: Draft, setting: Setting) -> list[Option]:
    """The dates on both sides of a figure."""
    plain = [a for a in timeline.anchors if _is_plain(timeline, a)]
    return [
        Option(_when(place.anchor, draft), "said", list(_traits(timeline, draft, setting, place, plain)))
        for place in _places(timeline, draft)
        if draft.part == "prior" or not _is_of_prior(timeline, draft, place)
    ]


def _is_of_prior(timeline: TimeLine, draft: Draft, place: _Place) -> bool:
    """Whether a date is that of what is compared against, so that no level and no change has it."""
    line, anchor = timeline.line, place.anchor
    if _opens_comparison(anchor) or _labels_prior(line, anchor):
        return True
    return place.side == "before" and anchor.form != "opens" and is_of_result(line, anchor, draft)


def is_of_result(line: Line, other: Anchor | Draft, draft: Draft) -> bool:
    """`rose 8% compared to 14% in 2022, driven by a 9% increase in orders`: why the one of today rose.

    Whether a date or a figure is what is compared against, and what stands behind tells of the cause.
    """
    if not _CAUSE.search(squeeze(line.lowered[other.end : draft.start])):
        return False
    words = squeeze(line.lowered[max(line.start, other.start - 120) : other.start])
    return _AGAINST.search(words) is not None


def _when(anchor: Anchor, draft: Draft) -> When:
    """`5 million jobs since May 2003`: a level told of since a time goes from there on; a change is against it."""
    value = anchor.when.value
    if anchor.led != "since" or draft.part != "level" or value.shifted or value.last is None or "/" in str(value.value):
        return anchor.when
    return replace(anchor.when, value=replace(value, value=f"{value.value}/..", last=None))


def _opens_comparison(anchor: Anchor) -> bool:
    """`Compared with June 2023, orders rose`: the time of what is compared against, and of nothing else."""
    return anchor.form == "opens" and anchor.led in _COMPARING - _STARTING


def counterparts(timeline: TimeLine, setting: Setting) -> list[Option]:
    """`up from the prior-year quarter`: the time that the one compared with is a year before."""
    out = []
    for anchor in timeline.anchors:
        reading = anchor.draft.figure.mention.reading
        back = reading.back if isinstance(reading, Earlier) else "year"
        later = later_by(anchor.when.value, back) if isinstance(reading, Earlier | SamePeriod) else None
        if later is not None:
            dates = min(len(timeline.anchors), 3)
            traits = ["counterpart", f"counterpart.part={setting.part}", f"counterpart.dates={dates}"]
            out.append(Option(When(later), "counterpart", traits))
    return out[:2]


def _places(timeline: TimeLine, draft: Draft) -> Iterator[_Place]:
    line = timeline.line
    before = [a for a in timeline.anchors if a.end <= draft.start][::-1]
    after = [a for a in timeline.anchors if a.start >= draft.end]
    for side, anchors in (("before", before), ("after", after)):
        for rank, anchor in enumerate(anchors[:_REACH]):
            lo, hi = (anchor.end, draft.start) if side == "before" else (draft.end, anchor.start)
            figures = [d for d in line.quantities if lo <= d.start < hi]
            yield _Place(side, rank, anchor, line.lowered[lo:hi], figures)


# ---------------------------------------------------------------------------------------------- traits


def _traits(
    timeline: TimeLine, draft: Draft, setting: Setting, place: _Place, plain: Sequence[Anchor]
) -> Iterator[str]:
    side, anchor, value = place.side, place.anchor, place.anchor.when.value
    shape, grain, figures = f"{side}.{anchor.form}", grain_of(value), place.figures
    yield f"said.{side}"
    yield f"said.{side}.gap={next((g for g in _GAPS if place.gap <= g), 'far')}"
    yield f"said.{shape}"
    yield f"said.{shape}.apart={min(abs(anchor.segment - timeline.segment_of(draft.start)), 2)}"
    yield f"said.{shape}.figures={min(len(figures), 3)}"
    yield f"said.{side}.led={anchor.led or 'none'}"
    yield f"said.{side}.rank={min(place.rank, 2)}"
    yield from _standing(draft, place, plain)
    yield f"said.grain={grain}.{setting.nature}"
    yield f"said.grain={grain}.{setting.kind}"
    yield f"said.role={value.role}.{side}"
    if timeline.line.tokens:
        yield f"said.{side}.verb={_same_verb(timeline.line, anchor, draft)}"
    if place.is_near:
        yield f"said.{side}.near"
        yield f"said.{side}.near.{anchor.form}"
    alike = all(f.part != "level" or f.kind == draft.kind for f in figures)
    if side == "after" and figures and alike and timeline.line.is_elliptical(draft.end, anchor.start):
        yield "said.after.elliptical"
    yield from _taken(timeline, setting, place)
    if setting.span:
        yield f"said.{setting.span}ly={grain}"
    if setting.closing and setting.nature == "stock":
        yield f"said.closing={grain}"
    yield from _bracketed(timeline, draft, place)


def _standing(draft: Draft, place: _Place, plain: Sequence[Anchor]) -> Iterator[str]:
    """Where a date stands among those that nothing takes away from figures."""
    side, anchor = place.side, place.anchor
    before = [a for a in plain if a.end <= draft.start][::-1]
    after = [a for a in plain if a.start >= draft.end]
    here, there = (before, after) if side == "before" else (after, before)
    if anchor not in here:
        yield f"said.{side}.plain=none"
        return
    rank = "nearest" if here[0] is anchor else "further"
    yield f"said.{side}.plain={rank}"
    yield f"said.{side}.plain={rank}.alone={not there}"


def _taken(timeline: TimeLine, setting: Setting, place: _Place) -> Iterator[str]:
    """What takes a date away from a figure: it leans on another time, is compared with, or is another figure's."""
    side, anchor = place.side, place.anchor
    if anchor.when.value.shifted:
        how = "deictic" if anchor.is_deictic else "shifted"
        yield f"said.{how}.{side}"
        yield f"said.{how}.part={setting.part}"
    if _is_compared(timeline, anchor):
        yield f"said.compared.{side}.{anchor.form}"
        yield f"said.compared.part={setting.part}"
        yield "said.compared"
    if _is_claimed(timeline.line, anchor):
        yield f"said.claimed.{side}"


def _bracketed(timeline: TimeLine, draft: Draft, place: _Place) -> Iterator[str]:
    inside, own = place.anchor.bracket, timeline.bracket_of(draft.start)
    if not inside and not own:
        return
    which = "same" if inside == own else "other" if inside and own else "date" if inside else "figure"
    yield f"said.{place.side}.bracket={which}"
    if inside and own != inside:
        yield f"said.{place.side}.bracket.near={place.gap <= 3 or not place.between.strip(' (')}"


def _labels_prior(line: Line, anchor: Anchor) -> bool:
    """`$5 million (2022: $4 million)`, `up 2% (2022: +1%)`: a date in a bracket before its figure."""
    between = (line.text[anchor.end : d.start] for d in line.quantities if d.start >= anchor.end)
    return anchor.bracket > 0 and next(between, None) in {": ", ":", " "}


def _is_near(words: str) -> bool:
    return _NEAR.match(squeeze(without_brackets(words))) is not None


def _is_plain(timeline: TimeLine, anchor: Anchor) -> bool:
    """Whether a date is a time that figures may have: of no event (unless it opens), not compared with, not claimed."""
    date = anchor.draft.date
    if date.shifted and not anchor.is_deictic:
        return False
    if date.role in {"event", "deadline"} and anchor.form != "opens":
        return False
    return not _is_compared(timeline, anchor) and not _is_claimed(timeline.line, anchor)


def _is_compared(timeline: TimeLine, anchor: Anchor) -> bool:
    """Whether words of comparison introduce a date."""
    if anchor.led in _STARTING and (anchor.form == "opens" or "/" in (anchor.when.value.value or "")):
        return False
    line = timeline.line
    words = squeeze(line.lowered[max(line.start, anchor.start - 40) : anchor.start])
    return anchor.led in _COMPARING or _THAN_THOSE.search(words) is not None


def left_behind(timeline: TimeLine) -> set[str | None]:
    """`Compared with the second quarter of 2023, orders rose 5%`: the times that a sentence opens with and leaves."""
    lowered = timeline.line.lowered
    return {
        anchor.when.value.value
        for anchor in timeline.anchors[:1]
        if _FRONTED.match(lowered, timeline.line.start, anchor.start) and lowered[anchor.end : anchor.end + 1] == ","
    }


def _is_claimed(line: Line, anchor: Anchor) -> bool:
    """Whether a date stands right at a figure that is compared against."""
    for draft in line.quantities:
        if draft.part != "prior":
            continue
        if draft.end <= anchor.start and _is_near(line.lowered[draft.end : anchor.start]):
            return True
        if anchor.end <= draft.start <= anchor.end + 3:
            return True
    return False


def _same_verb(line: Line, anchor: Anchor, draft: Draft) -> str:
    """Whether a date and a figure hang on the same verb."""
    one, other = line.head_of(anchor.draft), line.head_of(draft)
    first = verb_above(line, one) if one is not None else None
    second = verb_above(line, other) if other is not None else None
    if first is None or second is None:
        return "none"
    return "same" if first.index == second.index else "other"
