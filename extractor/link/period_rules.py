"""Periods that the words around a figure say: of levels and changes, and of figures compared against."""

from collections.abc import Callable

import regex

from extractor.link.comparison_periods import is_coarser, period_of, year_before
from extractor.link.draft import Draft, When
from extractor.link.lines import Line, squeeze, without_brackets
from extractor.link.respective import dates_beside, run_of
from extractor.link.rule import LinkRule
from extractor.values import DateValue

__all__ = ["OWN_RULES", "PRIOR_RULES", "is_compared"]

PeriodRule = LinkRule[Callable[[Line, Draft], When | None]]

_NEAR = regex.compile(
    r"^\W*(?:(?:in|for|during|over|at|as|of|the|on|through|throughout|ended|ending|its|by|within|per|share|diluted|basic"
    r"|full|and|a|our|to|-|–|year|fiscal|period|quarter|s)\W+)*$"
)
#: Words before a date that opens its sentence, a time of day among them.
_OPENING = regex.compile(
    r"^\W*(?:(?:in|for|during|over|as|of|the|on|since|at|by|from|between|through|its|throughout|overall|globally"
    r"|\d{1,2}[:.]\d\d(?:\s(?:[ap]\.?m\.?|gmt|utc|[ecmp][sd]?t|ces?t))?)\W+){0,5}$"
)
_COMPARED = regex.compile(
    r"\b(?:from|compared (?:to|with)|versus|vs\.?|over|since|than|against)\s(?:the\s|in\s|that\sof\s)*$"
    r"|\bthan\s(?:the|that|those)\s(?:\w+\s){0,3}(?:in|for|of|on|at)\s(?:the\s)?$"
)


_FORECAST_AT = regex.compile(r"\s(?:forecast|projection|estimate|survey)s?\b")
#: A date that a change is measured against ("up 190 bps on the second quarter of 2024").
_MEASURED_ON = regex.compile(r"\b(?:on|over|from|versus|than|against)\s(?:the\s|that\sof\s)*$")
#: What joins the figures of a list, and its dates.
_LIST_JOINT = regex.compile(r",?\ (?:and\ |or\ )?|,\ ")


def _listed(line: Line, draft: Draft) -> When | None:
    """`grants of €1.2 million, €0.9 million and €0.4 million in 2023, 2022 and 2021`: one date a figure, in order."""
    beside = dates_beside(line, draft)
    if beside:
        return period_of(beside[run_of(line, draft).index(draft)])
    figures = _run(line, [d for d in line.quantities if d.kind == draft.kind], draft)
    if len(figures) < 2:
        return None
    behind = [d for d in line.dates if d.start >= figures[-1].end]
    dates = _run(line, behind, behind[0]) if behind else []
    if len(dates) != len(figures) or any(figures[-1].end <= d.start < dates[0].start for d in line.quantities):
        return None
    return period_of(dates[figures.index(draft)])


def _run(line: Line, drafts: list[Draft], within: Draft) -> list[Draft]:
    """The run of drafts around one that only commas and "and" join."""
    run: list[Draft] = []
    for other in drafts:
        joined = run and _LIST_JOINT.fullmatch(squeeze(line.text[run[-1].end : other.start]))
        if run and not joined:
            if within in run:
                break
            run = []
        run.append(other)
    return run if within in run else []


def _is_near(words: str) -> bool:
    """Whether only connecting words stand between a figure and a date behind it, brackets left out."""
    return bool(_NEAR.match(squeeze(without_brackets(words))))


# ---------------------------------------------------------------------------------- levels and changes


def _after_figure(line: Line, draft: Draft) -> When | None:
    left = draft.end
    for other in line.drafts:
        if other.start < draft.end:
            continue
        if other.kind != "date":
            if other.part == "prior" or not line.is_elliptical(left, other.start):
                return None
            left = other.end
            continue
        if _labels(line, other):
            return None
        when = period_of(other)
        changed = draft.part == "change" or left != draft.end
        compared = changed and _MEASURED_ON.search(line.lowered[left : other.start])
        if when is not None and not compared and not other.date.shifted and _is_near(line.lowered[left : other.start]):
            return when
        if other.date.shifted or not line.is_elliptical(left, other.start):
            return None
    return None


def _before_figure(line: Line, draft: Draft) -> When | None:
    stop = max(line.start, *(line.lowered.rfind(sign, line.start, draft.start) for sign in (";", ". ")))
    earlier = [d for d in line.dates if stop <= d.start < draft.start and not d.date.shifted]
    for other in reversed(earlier):
        when = period_of(other)
        opens = bool(_OPENING.match(line.lowered[line.start : other.start].rpartition(": ")[2]))
        if when is not None and not _claimed(line, other) and (other.date.role != "event" or opens):
            return when
    return None


#: "(2007: 57.4 billion)", "June forecast: 1.7%".
_LABELS = regex.compile(r":|\s(?:forecast|projection|estimate|survey|outlook|guidance)s?\b")


def _labels(line: Line, date: Draft) -> bool:
    """Whether a date is the label of the figure behind it, or says when a forecast was made."""
    return _LABELS.match(line.lowered, date.end, line.end) is not None


def _claimed(line: Line, date: Draft) -> bool:
    """Whether a date belongs to a figure compared against: it stands directly behind or before it, or is compared."""
    if _FORECAST_AT.match(line.lowered, date.end, line.end):
        return True
    last = next((d for d in reversed(line.quantities) if d.end <= date.start), None)
    measured_on = last is not None and _MEASURED_ON.match(squeeze(line.lowered[last.end : date.start]))
    if last is not None and last.part == "change" and measured_on:  # "up 190 bps on the second quarter"
        return True
    if last is not None and last.part == "prior" and _closes(line, last, date):
        return True
    for draft in line.quantities:
        if draft.part != "prior":
            continue
        if draft.end <= date.start and _is_near(line.lowered[draft.end : date.start]):
            return True
        if date.end <= draft.start <= date.end + 3:
            return True
    return is_compared(line, date)


def is_compared(line: Line, date: Draft) -> bool:
    """Whether words of comparison introduce a date that does not open its sentence."""
    if _OPENING.match(line.lowered[line.start : date.start]):
        return False
    return bool(_COMPARED.search(line.lowered[max(line.start, date.start - 40) : date.start]))


def _closes(line: Line, prior: Draft, date: Draft) -> bool:
    """`compared with $45 million, or 27% of revenue, in the third quarter`: the date that closes a comparison."""
    words = line.lowered[prior.end : date.start]
    verbs = any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in line.tokens_between(prior.end, date.start))
    return len(words) < 60 and ";" not in words and not verbs


def _later_in_clause(line: Line, draft: Draft) -> When | None:
    for other in line.dates:
        if other.start < draft.end or other.date.shifted:
            continue
        if ";" in line.lowered[draft.end : other.start]:
            return None
        when = period_of(other)
        if when is not None and not _claimed(line, other) and other.date.role not in {"event", "deadline"}:
            return when
    return None


_ENDED = regex.compile(r"\bended\s(?:the\s)?$")
_WITH = regex.compile(r"\swith\b")


def _ended_with(line: Line, draft: Draft) -> When | None:
    """`It ended March with cash of`, `ended the year with 231 employees`: on the last day."""
    date = next((d for d in reversed(line.dates) if d.end <= draft.start), None)
    last = date.date.last if date is not None else None
    if date is None or last is None or not _ENDED.search(line.lowered, line.start, date.start):
        return None
    quarter = date.date.first is not None and 80 < (last - date.date.first).days < 100
    if quarter or not _WITH.match(line.lowered, date.end, draft.start) or draft.part != "level":
        return None
    return When(DateValue(last.isoformat(), last, last, "period"), date)


OWN_RULES: tuple[PeriodRule, ...] = (
    LinkRule(
        "period.ended-with",
        "`ended 2024 with`, `ended March with`: what is left on the last day of a month or year.",
        _ended_with,
        ("The group ended March 2022 with cash of ⟦$5 million⟧. → 2022-03-31",),
        ("The group ended the third quarter of 2022 with cash of ⟦$5 million⟧.",),
    ),
    LinkRule(
        "period.listed",
        "A list of figures and behind it a list of as many dates: one each, in order.",
        _listed,
        (
            "Grants were €1.2 million, ⟦€0.9 million⟧ and €0.4 million in 2023, 2022 and 2021. → 2022",
            "Sales were $5 million and ⟦$9 million⟧, up 3% and 4% in March 2022 and June 2022, respectively. → 2022-06",
        ),
        ("Grants were €1.2 million and ⟦€0.9 million⟧ in 2023.",),
    ),
    LinkRule(
        "period.after-figure",
        "A date behind the figure with only connecting words, brackets or figures that lean on it between them.",
        _after_figure,
        ("In 2021 it lost money, but net income was ⟦$5 million⟧ (€4.6 million) in the year 2022. → 2022",),
        ("Net income was ⟦$5 million⟧ compared with $4 million in 2022.",),
    ),
    LinkRule(
        "period.before-figure",
        "The last date before the figure in its clause that no comparison claims; one of an event only where it opens.",
        _before_figure,
        (
            "In March 2022, the yard sold ⟦12 boats⟧. → 2022-03",
            "From March to May 2022, the yard sold ⟦12 boats⟧. → 2022-03/2022-05",
            "North yard: On 3 March 2022, ⟦12 boats⟧ left. → 2022-03-03",
        ),
        ("Sales rose from $4 million in 2021 to ⟦$5 million⟧.",),
    ),
    LinkRule(
        "period.later-in-clause",
        "The first date behind the figure in its clause that no comparison claims and that is no event or deadline.",
        _later_in_clause,
        ("The yard sold ⟦12 boats⟧ to customers in four ports in March 2022. → 2022-03",),
    ),
)

# ------------------------------------------------------------------------------ figures compared against

_FORECAST_BEFORE = regex.compile(
    r"\b(?:forecast|estimate|guidance|projection|outlook|previously|expectation|range)[\w ]*:?(?: of| at)? ?$"
)
_FORECAST_BEHIND = regex.compile(r" (?:before|previously|earlier|forecast)\b")


def _current(draft: Draft) -> When | None:
    return draft.relation.to.when if draft.relation is not None else None


def _of_forecast(line: Line, draft: Draft) -> When | None:
    before = line.lowered[max(line.start, draft.start - 50) : draft.start]
    behind = line.lowered[draft.end : draft.end + 30]
    return _current(draft) if _FORECAST_BEFORE.search(before) or _FORECAST_BEHIND.match(behind) else None


def _of_comparison(line: Line, draft: Draft) -> When | None:
    own = _own_date(line, draft)
    return own if own is not None and not (own.value.shifted and is_coarser(own, _current(draft))) else None


def _own_date(line: Line, draft: Draft) -> When | None:
    for other in line.dates:
        if other.start >= draft.end:
            words = line.lowered[draft.end : other.start]
            last = next((d for d in reversed(line.quantities) if d.end <= other.start), None)
            closed = last is not None and last.part == "prior" and _closes(line, last, other)
            if not closed and not _is_near(words) and not line.is_elliptical(draft.end, other.start):
                return None
        elif not 0 <= draft.start - other.end <= 3 and not _is_measured_on(line, other, draft):
            continue
        when = period_of(other)
        if when is not None:
            return when
    return None


#: "from the second quarter 2021 revenue of": the measure that is compared against.
_MEASURE_OF = regex.compile(r"\ (?:[^\s,;:]+\ ){1,6}of\ (?:[a-z]+\ )?")


def _is_measured_on(line: Line, date: Draft, draft: Draft) -> bool:
    """Whether a date before a figure says when what is compared against was: `from Q2 2023 revenue of $2 million`."""
    compared = _MEASURED_ON.search(line.lowered[max(line.start, date.start - 24) : date.start])
    return bool(compared and _MEASURE_OF.fullmatch(squeeze(line.lowered[date.end : draft.start])))


def _shifted_phrase(line: Line, draft: Draft) -> When | None:
    phrases = (d for d in line.dates if d.date.shifted and d.date.value and draft.start - 60 <= d.start)
    phrase = next(phrases, None)
    when = When(phrase.date, phrase) if phrase is not None else None
    return when if when is not None and not is_coarser(when, _current(draft)) else None


def _year_before(line: Line, draft: Draft) -> When | None:
    current = _current(draft) if draft.is_related("prior_of") else None
    earlier = year_before(current.value) if current is not None else None
    return When(earlier) if earlier is not None else None


PRIOR_RULES: tuple[PeriodRule, ...] = (
    LinkRule(
        "period.of-forecast",
        "An earlier forecast is about the same time as the new one.",
        _of_forecast,
        ("It expects revenue of $5 million in 2030, up from a forecast of ⟦$4 million⟧. → 2030",),
    ),
    LinkRule(
        "period.of-comparison",
        "The figure's own date, directly behind or before it.",
        _of_comparison,
        (
            "Sales rose from ⟦$4 million⟧ in 2021 to $5 million in 2022. → 2021",
            "In March 2022 sales were $5 million, up from March 2021 sales of ⟦$4 million⟧. → 2021-03",
        ),
    ),
    LinkRule(
        "period.shifted-phrase",
        "The first phrase near it that names a period by its distance (`the prior-year quarter`).",
        _shifted_phrase,
        (
            "Sales in Q3 2022 were $5 million; as in the prior-year quarter much was exported, down from ⟦$6 million⟧."
            " → 2021-Q3",
        ),
    ),
    LinkRule(
        "period.year-before",
        "Else the year before the current figure's period.",
        _year_before,
        ("Sales in the third quarter of 2022 were $5 million, up from ⟦$4 million⟧. → 2021-Q3",),
    ),
)
