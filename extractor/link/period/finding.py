"""Periods: the time each figure is about, from its own words, its clause, or what was said before."""

from collections.abc import Mapping
from datetime import date

import regex

from extractor.link.comparison_periods import ends_of, spanning
from extractor.link.draft import Draft, When, priors_of
from extractor.link.lines import Line, squeeze
from extractor.link.period.anchors import TimeLine
from extractor.link.period.choice import Option, choose, iso_of
from extractor.link.period.compared import priors
from extractor.link.period.figures import grain_of, nature_of
from extractor.link.period.frames import Frames
from extractor.link.period.levels import levels
from extractor.link.period.sure import PRIOR_RULES, SURE_RULES, Known, PeriodRule
from extractor.link.period.vetoes import is_of_no_time
from extractor.link.rule import Manner
from extractor.period import Period
from extractor.values import DateValue

__all__ = ["find_periods"]

#: Times that were said before a figure's sentence.
_FRAMES = frozenset(
    {"carried.first", "carried.latest", "carried.said", "heading", "heading.beside", "lead", "bullet", "release"}
    | {"release.same-end"}
)
#: What others may know of the times that a source proposes.
_MANNERS: Mapping[str, tuple[Manner, ...]] = {
    **dict.fromkeys(("said", "end.said"), ("own-time",)),
    "of-forecast": ("of-forecast",),
}


def find_periods(timeline: TimeLine, frames: Frames, published: date | None) -> None:
    """Set the period of each quantity of a line; lines must come in order.

    Levels and changes come first, then what they are compared with; a change has the time of the level that changed.
    """
    line, known = timeline.line, Known(frames.release, published)
    frames.enter(timeline)
    taken = False
    for draft in line.quantities:
        if draft.part != "prior" and not _link_surely(line, draft, known):
            _link(draft, levels(timeline, draft, frames, published))
            _close(line, draft)
            _reopen(line, draft, frames.release)
            _widen(line, draft, frames)
            taken |= _veto(timeline, draft)
    for draft in line.quantities:
        if draft.part == "prior" and not _link_surely(line, draft, known, PRIOR_RULES):
            _link(draft, priors(timeline, draft))
    for draft in line.quantities:
        if draft.relation is not None and draft.is_related("change_of", "equivalent_of"):
            other = draft.relation.to
            if draft.when != other.when:
                _agree(draft, other)
    compared = {level: found[0] for level, found in priors_of(line.quantities).items()}
    for draft in line.quantities:
        _share_ends(draft, compared.get(draft.index))
        if draft.relation is not None and draft.is_related("change_of"):
            _span_compound(line, draft, draft.relation.to, compared.get(draft.relation.to.index))
    frames.leave(timeline, taken=taken)


def _agree(change: Draft, level: Draft) -> None:
    """Give a change and its level one time: the level's, unless the change before it is surer of its own."""
    if level.when is not None and not (change.start < level.start and _sureness(change) > _sureness(level)):
        _set(change, level.when, "period.of-its-level")
    elif change.when is not None and change.is_related("change_of"):
        _set(level, change.when, "period.of-its-change")


def _sureness(draft: Draft) -> float:
    return draft.ballots.period[0].probability if draft.ballots.period else 1.0


def _link_surely(line: Line, draft: Draft, known: Known, rules: tuple[PeriodRule, ...] = SURE_RULES) -> bool:
    """Link what no evidence outweighs; whether it was."""
    for rule in rules:
        when = rule.apply(line, draft, known)
        if when is not None:
            _set(draft, when, rule.name, rule.manners)
            return True
    return False


def _link(draft: Draft, options: list[Option]) -> None:
    draft.ballots.period, chosen = choose(options)
    if chosen.candidate.value is not None:
        proposer = chosen.candidate.proposers[0]
        _set(draft, chosen.candidate.value, f"period.{proposer}", _MANNERS.get(proposer, ()))


def _close(line: Line, draft: Draft) -> None:
    """Put a balance that only a frame dates on the last day of that time: `Third quarter results … Debt was $5`."""
    value = draft.when.value.value if draft.when else None
    options = [ranked.candidate for ranked in draft.ballots.period]
    chosen = {o.proposers[0] for o in options if o.value is not None and iso_of(o.value) == value}
    if draft.kind != "percent" and chosen and chosen <= _FRAMES and nature_of(line, draft) == "stock":
        others = (o for o in options if o.proposers[0].removeprefix("end.") in chosen - {o.proposers[0]})
        day = next(others, None)
        if day is not None and day.value is not None:
            _set(draft, day.value, "period.last-day-of-frame")


def _veto(timeline: TimeLine, draft: Draft) -> bool:
    """Take away a time that the figure cannot be of, though it was said near it; whether it was."""
    if draft.when is None or not is_of_no_time(timeline, draft):
        return False
    draft.note("period", "period.none-though-near", draft.when.words)
    draft.when = None
    return True


def _reopen(line: Line, draft: Draft, reported: When | None) -> None:
    """Give a flow that only a balance's day frames the time reported with that end: `Cash was $5 … Costs were $2`."""
    when = draft.when
    if when is None or reported is None or when.value.first != when.value.last:
        return
    own = when.date is not None and line.start <= when.date.start < line.end
    ends = when.value.last == reported.value.last and reported.value.first != reported.value.last
    if ends and not own and nature_of(line, draft) == "flow":
        _set(draft, reported, "period.flow-to-the-day")


#: "Annual revenues increased 43%": not what recurs in a year, or would.
_ANNUAL = regex.compile(
    r"(?<!\w)(?:annual|full[- ]year|fiscal[- ]year|twelve-month|12-month)\ "
    r"(?!recurring|run|rate|meeting|dividend)(?:[\w&-]+\ ){1,5}$"
)


def _widen(line: Line, draft: Draft, frames: Frames) -> None:
    """Give an annual figure that only a frame dates, in the report of a last quarter, the year of that quarter."""
    when = draft.when
    own = when is not None and when.date is not None and line.start <= when.date.start < line.end
    if when is None or own or draft.part == "prior":
        return
    clause = squeeze(line.lowered[max(line.start, draft.start - 120) : draft.start])
    year = _year_closed_by(when, frames) if _ANNUAL.search(clause) else None
    if year is not None:
        _set(draft, year, "period.annual")


def _year_closed_by(when: When, frames: Frames) -> When | None:
    """The year that ends with a fourth quarter: a calendar's, a named fiscal one, or one that the release names."""
    name = when.value.value or ""
    if not name.endswith("-Q4"):
        return None
    named = (w for w in frames.same_end if grain_of(w.value) == "year")
    period = Period.parse(name.removesuffix("-Q4"))
    whole = None if period is None else DateValue(str(period), period.first, period.last, "period")
    return next(named, When(whole) if whole is not None else None)


#: "from $24 billion in 2025 to $57 billion by 2033, growing at an 11% CAGR".
_COMPOUND = regex.compile(r"\b(?:cagr|compound)\b")


def _share_ends(draft: Draft, prior: Draft | None) -> None:
    """Share an interval out to a figure and the one it came from: `from 12% to 15% between 2021 and 2023`."""
    if prior is None or not prior.came("relation", "from-to") or draft.when is None:
        return
    ends = ends_of(draft.when.value)
    alone = prior.when is None or prior.when.date is None or prior.when.date is draft.when.date
    if ends is not None and draft.when.date is not None and alone:
        _set(prior, When(ends[0], draft.when.date), "period.first-of-span")
        _set(draft, When(ends[1], draft.when.date), "period.last-of-span")


def _span_compound(line: Line, draft: Draft, level: Draft, base: Draft | None) -> None:
    """Give a compound rate the whole time from the figure compared against to the level."""
    around = line.lowered[max(line.start, draft.start - 40) : draft.start] + line.lowered[draft.end : draft.end + 40]
    if draft.kind != "percent" or base is None or base.when is None or level.when is None:
        return
    span = spanning(base.when.value, level.when.value) if _COMPOUND.search(around) else None
    if span is not None:
        _set(draft, When(span), "period.of-compound-rate")


def _set(draft: Draft, when: When, rule: str, manners: tuple[Manner, ...] = ()) -> None:
    draft.when = when
    draft.note("period", rule, when.words, manners)
