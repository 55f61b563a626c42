"""All the times that a figure which is compared against may be about."""

import regex

from extractor.days import is_month_end
from extractor.link.comparison_periods import is_coarser, quarter_before, step_between, year_before
from extractor.link.draft import Draft, When
from extractor.link.lines import Line, squeeze
from extractor.link.period.anchors import TimeLine
from extractor.link.period.choice import Option
from extractor.link.period.figures import Setting, grain_of, setting_of
from extractor.link.period.said import said
from extractor.values import DateValue

__all__ = ["priors"]

_FORECAST_BEFORE = regex.compile(
    r"\b(?:forecast|estimate|guidance|projection|outlook|previously|expectation|range)[\w ]*:?(?: of| at)? ?$"
)
_FORECAST_BEHIND = regex.compile(r" (?:before|previously|earlier|forecast)\b")
_YEAR_WORDS = regex.compile(r"year|same|corresponding|comparable|yoy")
_QUARTER_WORDS = regex.compile(
    r"sequential|quarter[ -]over[ -]quarter|previous quarter|prior quarter|preceding quarter|linked"
)


def priors(timeline: TimeLine, draft: Draft) -> list[Option]:
    """The options of a figure that is compared against: said dates, the year before the current figure's time."""
    line = timeline.line
    related = draft.relation.to if draft.relation is not None else _level_near(line, draft)
    current = related.when if related is not None else None
    if current is not None and _is_forecast(line, draft):  # an earlier forecast is of the same time as the new one
        return [Option(current, "of-forecast", [])]
    counted = _years_earlier(line, draft, current) if current is not None else None
    if counted is not None:
        return [Option(counted, "years-earlier", [])]
    setting = setting_of(line, draft, max(line.start, draft.start - 60))
    out = said(timeline, draft, setting)
    behind = any("said.after" in option.traits for option in out)
    sequential = None if behind or current is None else _quarter_before(line, draft, current)
    if sequential is not None:
        return [Option(sequential, "quarter-before", [])]
    for option in out:
        option.when = _of_last_year(option.when, current)
        step = _step(option.when, current)
        near = [f"{t}.step={step}" for t in option.traits if t.endswith(".near")]
        option.traits += [f"step={step}", *near]
    if current is not None:
        out += _from_current(timeline, draft, current)
    out += _prior_before(timeline, draft, current)
    out.append(_nothing(timeline, draft, setting, current))
    for option in out:
        option.traits = [f"prior.{trait}" for trait in option.traits]
    return out


def _from_current(timeline: TimeLine, draft: Draft, current: When) -> list[Option]:
    line, out = timeline.line, []
    said, grain, earlier = _words_of(line, draft), grain_of(current.value), year_before(current.value)
    if earlier is not None and not (said == "nothing" and _is_some_day(current)):
        name = "year-before"
        dates = min(len(timeline.anchors), 2)
        traits = [name, f"{name}.said={said}", f"{name}.grain={grain}", f"{name}.dates={dates}"]
        out.append(Option(When(earlier), name, traits))
    name = "of-current"
    out.append(Option(current, name, [name, f"{name}.said={said}", f"{name}.grain={grain}"]))
    return out


def _is_some_day(when: When) -> bool:
    """`As of 10 March, 3444 cases were reported from 29 zones`: no balance of a month's end, and not a year before."""
    day = when.value.last
    return day is not None and when.value.first == day and not is_month_end(day)


def _quarter_before(line: Line, draft: Draft, current: When) -> When | None:
    """`$15 billion, up from $12 billion sequentially`: the quarter, or the balance of a quarter, before."""
    earlier = quarter_before(current.value) if _words_of(line, draft) == "quarter" else None
    return When(earlier) if earlier is not None else None


#: What stands between a figure and the years that are counted back from another's time, and behind them.
_ASIDE = regex.compile(r"(?: (?:a|per) \w+)?(?: ?\([^()]{1,60}\))? ")
_EARLIER = regex.compile(r",? (?:earlier|before|previously|prior)(?! to\b)\b")
_YEARS = regex.compile(r"P(\d{1,2})Y")


def _years_earlier(line: Line, draft: Draft, current: When) -> When | None:
    """`$10 million in 2005 from $8 million three years earlier`: so many years before the current figure's time."""
    behind = next((d for d in line.dates if d.start >= draft.end), None)
    years = _YEARS.fullmatch(behind.date.value or "") if behind is not None else None
    if behind is None or years is None or _EARLIER.match(line.lowered, behind.end) is None:
        return None
    if _ASIDE.fullmatch(line.lowered, draft.end, behind.start) is None:
        return None
    earlier: DateValue | None = current.value
    for _ in range(int(years[1])):
        earlier = year_before(earlier) if earlier is not None else None
    return When(earlier, behind) if earlier is not None else None


def _prior_before(timeline: TimeLine, draft: Draft, current: When | None) -> list[Option]:
    other = next((d for d in reversed(timeline.line.earlier(draft)) if d.part == "prior" and d.when), None)
    if other is None:
        return []
    clause = timeline.segment_of(other.start) == timeline.segment_of(draft.start)
    name = "prior-before"
    traits = [name, f"{name}.same-clause={clause}", f"{name}.step={_step(other.when, current)}"]
    return [Option(other.when, name, traits)]


def _nothing(timeline: TimeLine, draft: Draft, setting: Setting, current: When | None) -> Option:
    traits = [
        "none",
        f"none.current={current is not None}",
        f"none.kind={setting.kind}",
        f"none.dates={min(len(timeline.anchors), 2)}",
        f"none.said={_words_of(timeline.line, draft) if current else ''}",
    ]
    return Option(None, "none", traits)


def _of_last_year(when: When | None, current: When | None) -> When | None:
    """`$5 million in the quarter, from $4 million last year`: that quarter a year before, not the whole year."""
    if when is None or current is None or not when.value.shifted or not is_coarser(when, current):
        return when
    earlier = year_before(current.value)
    return when if earlier is None else When(earlier, when.date)


def _level_near(line: Line, draft: Draft) -> Draft | None:
    """The level of the same kind nearest to a figure that no relation ties to one."""
    alike = [d for d in line.quantities if d.part == "level" and d.when is not None and d.kind == draft.kind]
    return min(alike, key=lambda d: abs(d.start - draft.start), default=None)


def _is_forecast(line: Line, draft: Draft) -> bool:
    """Whether a figure is an earlier forecast: of the same time as the new one."""
    before = line.lowered[max(line.start, draft.start - 50) : draft.start]
    return bool(_FORECAST_BEFORE.search(before) or _FORECAST_BEHIND.match(line.lowered[draft.end : draft.end + 30]))


def _words_of(line: Line, draft: Draft) -> str:
    """Whether the words around a figure speak of a year or a quarter before."""
    start, end = max(line.left_of(draft), draft.start - 80), min(line.right_of(draft), draft.end + 80)
    words = squeeze(line.lowered[start:end])
    return "quarter" if _QUARTER_WORDS.search(words) else "year" if _YEAR_WORDS.search(words) else "nothing"


def _step(when: When | None, current: When | None) -> str:
    """How a time lies to that of the current figure."""
    if when is None or current is None:
        return "unknown"
    one, other = when.value, current.value
    if one.value == other.value:
        return "same"
    basis = step_between(one, other)
    if basis is not None:
        return basis
    if is_coarser(when, current):
        return "coarser"
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return "unknown"
    if one.first > other.last:
        return "later"
    if abs((one.last - one.first).days - (other.last - other.first).days) < 5:
        return "earlier-alike"
    return "earlier" if one.last < other.last else "inside"
