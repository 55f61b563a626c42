"""All the times that a level or a change may be about."""

from datetime import date

from extractor.link.draft import Draft
from extractor.link.period.anchors import TimeLine
from extractor.link.period.choice import Option
from extractor.link.period.figures import Setting, setting_of
from extractor.link.period.framed import framed, last_days, nothing, siblings
from extractor.link.period.frames import Frames
from extractor.link.period.said import counterparts, left_behind, said

__all__ = ["levels"]


def levels(timeline: TimeLine, draft: Draft, frames: Frames, published: date | None) -> list[Option]:
    """The options of a level or a change: what its sentence says, what was said before, and no time at all.

    A time that the sentence opens with to compare with it is none of them, whoever proposes it.
    """
    setting = setting_of(timeline.line, draft, timeline.clause_start(draft.start))
    own = min(len([a for a in timeline.anchors if not a.draft.date.shifted]), 2)
    out = said(timeline, draft, setting)
    out += counterparts(timeline, setting)
    out += siblings(timeline, draft, setting)
    out += framed(timeline, setting, frames, own)
    left = left_behind(timeline)
    out = [option for option in out if option.when is None or option.when.value.value not in left]
    out += last_days(out, setting)
    for option in out:
        _add_tense(option, setting, published)
    return [*out, nothing(setting, frames, own)]


def _add_tense(option: Option, setting: Setting, published: date | None) -> None:
    """Whether a time that is over, running or still to come fits what the sentence looks to."""
    value = option.when.value if option.when else None
    if value is None or published is None or value.last is None:
        return
    when = "later" if value.first is not None and value.first > published else "running"
    if value.last <= published:
        when = "over"
    group = option.proposer.partition(".")[0]
    option.traits += [f"time={when}.ahead={setting.ahead}", f"{group}.time={when}.tense={setting.tense}"]
