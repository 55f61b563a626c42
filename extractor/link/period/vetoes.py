"""What is about no time that was only said nearby: the worth of a deal, a price band, what stands beside an event."""

from functools import cache

import regex

from extractor.documents import Token
from extractor.link.clauses import verb_above
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.period.anchors import Anchor, TimeLine
from extractor.link.period.figures import is_ahead, tense_of
from extractor.words.rows import alternation
from extractor.words.times import times

__all__ = ["is_of_no_time"]

#: A frame's time counts for what is told in the present only where no time is less likely than this.
_DOUBT = 0.1
_TIMELESS = frozenset({"present", "perfect", "future"})
#: Forms of a date that a happening begins with: `On 3 May 2023, the jury awarded …`, `The firm today announced …`.
_FRONTED = frozenset({"opens", "clause", "bare", "label"})


@cache
def _worth() -> regex.Pattern[str]:
    """Words directly before what something is worth or may cost at most."""
    hedges = r"(?:(?:more|less)\ than\ |over\ |about\ |approximately\ |around\ |up\ to\ |an?\ |the\ )*"
    return regex.compile(rf"(?<!\w)(?:{alternation(times().worth.before)})\ {hedges}$")


@cache
def _deal() -> regex.Pattern[str]:
    """Nouns behind a sum that say what the sum is the size of: `a $5 million contract`."""
    word = r"(?!(?:in|of|for|to|from|on|and|with|by|or)\ )[\p{L}\d-]+\ "
    return regex.compile(rf"\ (?:{word}){{0,3}}?(?:{alternation(times().worth.behind)})s?(?![\w-])")


def is_of_no_time(timeline: TimeLine, draft: Draft) -> bool:
    """Whether the time chosen for a figure is none of it, though it was said nearby."""
    when, line = draft.when, timeline.line
    if when is None or "/" in (when.value.value or ""):
        return False
    here = when.date is not None and line.start <= when.date.start < line.end
    if here:
        anchor = next((a for a in timeline.anchors if a.draft is when.date), None)
        return anchor is not None and _tells_event(anchor, draft)
    if when.date is not None and when.date.date.role == "event":
        return True
    if draft.kind == "percent" and draft.direction is not None:
        return _is_done(line, draft)
    return _is_worth(line, draft) or _is_timeless(line, draft)


def _is_timeless(line: Line, draft: Draft) -> bool:
    """Whether a doubtful time is a frame's and the figure is told in the present: `Its value stands at $4`."""
    if draft.kind == "count" or draft.direction is not None or draft.part != "level":
        return False
    nothing = sum(r.probability for r in draft.ballots.period if r.candidate.value is None)
    if nothing <= _DOUBT or is_ahead(line, draft) or line.dates:
        return False
    verb = _verb(line, draft)
    return tense_of(line, draft) in _TIMELESS and not (verb and verb.text.lower() in times().worth.of_frames)


def _tells_event(anchor: Anchor, draft: Draft) -> bool:
    """Whether a date only says when something happened: `On 3 May, the jury awarded $5 million`."""
    if anchor.draft.date.role != "event":
        return False
    if draft.kind == "count" and anchor.led not in {"before", "after"}:  # "On 9 March, 46 contacts finished"
        return False
    return anchor.form in _FRONTED or anchor.led in {"before", "after"}


def _is_worth(line: Line, draft: Draft) -> bool:
    """Whether a figure is the size of a deal, a fine or a price, or of what was announced, signed or won."""
    if _is_done(line, draft):
        return True
    if draft.kind not in {"money", "measure"}:
        return False
    before = squeeze(line.lowered[max(line.start, draft.start - 60) : draft.start])
    behind = squeeze(line.lowered[draft.end : min(line.end, draft.end + 60)])
    return _worth().search(before) is not None or _deal().match(behind) is not None


def _is_done(line: Line, draft: Draft) -> bool:
    """Whether the verb of a figure says that something was announced, signed or won."""
    verb = _verb(line, draft)
    return verb is not None and verb.text.lower() in times().worth.verbs


def _verb(line: Line, draft: Draft) -> Token | None:
    token = line.head_of(draft)
    return verb_above(line, token) if token is not None else None
