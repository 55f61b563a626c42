"""What is about no time that was only said nearby: what stands beside an event, or beside days counted back."""

from extractor.date_readings import Stretch, Trailing
from extractor.link.draft import Draft
from extractor.link.period.anchors import Anchor, TimeLine

__all__ = ["is_of_no_time"]

#: Forms of a date that a happening begins with: `On 3 May 2023, the jury awarded …`, `The firm today announced …`.
_FRONTED = frozenset({"opens", "clause", "bare", "label"})


def is_of_no_time(timeline: TimeLine, draft: Draft) -> bool:
    """Whether the time chosen for a figure is none of it, though it was said nearby."""
    when, line = draft.when, timeline.line
    if when is None or "/" in (when.value.value or ""):
        return False
    here = when.date is not None and line.start <= when.date.start < line.end
    if here:
        anchor = next((a for a in timeline.anchors if a.draft is when.date), None)
        return anchor is not None and _tells_event(anchor, draft)
    if _runs_back(timeline, draft):
        return True
    told = any(date.date.value == when.value.value and date.date.role == "period" for date in line.dates)
    return when.date is not None and when.date.date.role == "event" and not told


def _runs_back(timeline: TimeLine, draft: Draft) -> bool:
    """`Over the last twelve months, cash flow was`: days counted back from an unknown end are those of no frame."""
    known = {anchor.draft.index for anchor in timeline.anchors}
    segment = timeline.segment_of(draft.start)
    return any(
        isinstance(date.figure.mention.reading, Stretch | Trailing)
        and date.figure.mention.date.year.number is None
        and date.index not in known
        and timeline.segment_of(date.start) == segment
        and getattr(date.figure.mention.reading, "side", "last") == "last"
        and timeline.line.text[date.end : date.end + 2] != " ("  # "Last twelve months (“LTM”)"
        for date in timeline.line.dates
    )


def _tells_event(anchor: Anchor, draft: Draft) -> bool:
    """Whether a date only says when something happened: `On 3 May, the jury awarded $5 million`."""
    if anchor.draft.date.role != "event":
        return False
    if draft.kind == "count" and anchor.led not in {"before", "after"}:  # "On 9 March, 46 contacts finished"
        return False
    return anchor.form in _FRONTED or anchor.led in {"before", "after"}
