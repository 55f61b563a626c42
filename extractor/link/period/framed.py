"""What was said before as a figure's time: the figures before it, the sentence before, headings, lists, the release."""

from collections.abc import Iterator

from extractor.link.draft import Draft, When
from extractor.link.period.anchors import TimeLine
from extractor.link.period.choice import Option
from extractor.link.period.figures import Setting, grain_of
from extractor.link.period.frames import Frames
from extractor.link.period.said import is_of_result
from extractor.values import DateValue

__all__ = ["framed", "last_days", "nothing", "siblings"]

#: A time longer than so many days has no last day that a balance would be of.
_LONGEST = 400


def siblings(timeline: TimeLine, draft: Draft, setting: Setting) -> list[Option]:
    """The times of the figure before and of the first one in the same sentence, or that they have none."""
    line = timeline.line
    earlier = [d for d in line.earlier(draft) if d.part != "prior" and not is_of_result(line, d, draft)]
    out = []
    if earlier:
        out.append(_sibling("sibling.previous", timeline, draft, setting, earlier[-1]))
    if len(earlier) > 1:
        out.append(_sibling("sibling.first", timeline, draft, setting, earlier[0]))
    return out


def _sibling(name: str, timeline: TimeLine, draft: Draft, setting: Setting, other: Draft) -> Option:
    line, when = timeline.line, other.when
    clause = timeline.segment_of(other.start) == timeline.segment_of(draft.start)
    alike = other.kind == draft.kind
    if when is None:
        return Option(None, name, [f"{name}.none", f"{name}.none.same-clause={clause}", f"{name}.none.kind={alike}"])
    dated = sum(1 for a in timeline.anchors if other.end <= a.start < draft.start)
    own = when.date is not None and line.start <= when.date.start < line.end
    grain = grain_of(when.value)
    traits = [
        name,
        f"{name}.same-clause={clause}",
        f"{name}.kind={alike}",
        f"{name}.dates-between={min(dated, 2)}",
        f"{name}.part={other.part}-{setting.part}",
        f"{name}.{setting.kind}",
        f"{name}.grain={grain}.{setting.nature}",
        f"{name}.own-date={own}",
    ]
    if own and when.date is not None:
        traits.append(f"{name}.form={timeline.form_of(when.date)}")
    if setting.span:
        traits.append(f"{name}.{setting.span}ly={grain}")
    return Option(when, name, traits)


def framed(timeline: TimeLine, setting: Setting, frames: Frames, own: int) -> list[Option]:
    """The times of the frames around a sentence; `own` counts the dates that the sentence has itself."""
    return [
        Option(when, name, list(_frame_traits(name, grain_of(when.value), setting, own)))
        for name, when in frames.offers(timeline.line)
    ]


def _frame_traits(name: str, grain: str, setting: Setting, own: int) -> Iterator[str]:
    yield name
    yield f"{name}.own={own}"
    yield f"{name}.bullet={setting.bullet}"
    yield f"{name}.kind={setting.kind}"
    yield f"frame.kind={setting.kind}"
    yield f"frame.own={own}"
    yield f"frame.grain={grain}.{setting.nature}"
    yield f"frame.tense={setting.tense}"
    yield f"frame.part={setting.part}"
    yield f"frame.section={setting.section}"
    yield f"frame.measured={setting.measured}"
    if setting.span:
        yield f"frame.{setting.span}ly={grain}"
    if setting.each:
        yield "frame.each"
    if setting.anaphoric:
        yield f"{name.partition('.')[0]}.anaphoric"
    if setting.closing and setting.nature == "stock":
        yield f"frame.closing={grain}"


def last_days(options: list[Option], setting: Setting) -> list[Option]:
    """For what may be held at a moment: the last day of each time that is longer."""
    against = any(o.when and _is_day(o.when.value) and "said.compared" in o.traits for o in options)
    if setting.nature != "stock" and not setting.closing and not against:
        return []
    out, seen = [], set()
    for option in options:
        value = option.when.value if option.when else None
        last = value.last if value is not None else None
        if value is None or last is None or value.first == last or (option.proposer, last) in seen:
            continue
        if (last - (value.first or last)).days <= _LONGEST:
            seen.add((option.proposer, last))
            out.append(_last_day(option, value, setting, against=against))
    return out


def _is_day(value: DateValue) -> bool:
    return value.first is not None and value.first == value.last


def _last_day(option: Option, value: DateValue, setting: Setting, *, against: bool) -> Option:
    assert value.last is not None
    assert option.when is not None
    group = option.proposer.partition(".")[0]
    day = DateValue(value.last.isoformat(), value.last, value.last, "period")
    traits = [t for t in option.traits if group != "said" or not t.startswith("said.grain")]
    traits += [
        f"end.{group}",
        f"end.{setting.nature}.closing={setting.closing}",
        f"end.{group}.{setting.nature}",
        f"end.{setting.kind}",
        f"end.against={against}",
        f"end.grain={grain_of(value)}",
    ]
    return Option(When(day, option.when.date if group == "said" else None), f"end.{option.proposer}", traits)


def nothing(setting: Setting, frames: Frames, own: int) -> Option:
    """That a figure is about no time at all."""
    traits = [
        "none",
        f"none.kind={setting.kind}",
        f"none.own={own}",
        f"none.tense={setting.tense}",
        f"none.part={setting.part}",
        f"none.section={setting.section}",
        f"none.measured={setting.measured}",
        f"none.ahead={setting.ahead}",
        f"none.nature={setting.nature}",
        f"none.bullet={setting.bullet}",
        f"none.framed={frames.last is not None}.own={own}",
        f"none.release={frames.release is not None}",
    ]
    if setting.each:
        traits.append("none.each")
    if setting.span:
        traits.append(f"none.{setting.span}ly")
    return Option(None, "none", traits)
