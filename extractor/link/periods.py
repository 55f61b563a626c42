"""Periods: the time each figure is about, from its own words, its clause, or what was said before."""

from collections.abc import Callable

import regex

from extractor.link.comparison_periods import ends_of, spanning
from extractor.link.draft import Draft, When, priors_of
from extractor.link.frames import Frames
from extractor.link.lines import Line
from extractor.link.period_rules import OWN_RULES, PRIOR_RULES
from extractor.link.rule import LinkRule
from extractor.values import DateValue
from extractor.words.metrics import metric_lexicon
from extractor.words.nouns import singular_words

__all__ = ["RULES", "find_periods"]

FrameRule = LinkRule[Callable[[Line, Draft, Frames], When | None]]
FitRule = LinkRule[Callable[[Line, Draft, When, Frames], When | None]]


def find_periods(line: Line, frames: Frames) -> None:
    """Set the period of each quantity of a line; lines must come in order."""
    frames.enter(line)
    for draft in line.quantities:
        if draft.part != "prior":
            _link_level(line, draft, frames)
    for draft in line.quantities:
        if draft.part == "prior":
            _link_prior(line, draft)
    for draft in line.quantities:
        if draft.relation is not None and draft.is_related("change_of", "equivalent_of"):
            other = draft.relation.to
            if other.when is not None and draft.when != other.when:
                _set(draft, other.when, "period.of-its-level")
    priors = {level: compared[0] for level, compared in priors_of(line.quantities).items()}
    for draft in line.quantities:
        _share_ends(draft, priors.get(draft.index))
        if draft.relation is not None and draft.is_related("change_of"):
            _span_compound(line, draft, draft.relation.to, priors.get(draft.relation.to.index))
    frames.leave(line)


#: "from $24 billion in 2025 to $57 billion by 2033, growing at an 11% CAGR".
_COMPOUND = regex.compile(r"\b(?:cagr|compound)\b")


def _share_ends(draft: Draft, prior: Draft | None) -> None:
    """Share an interval out to a figure and the one it came from: `from 12% to 15% between 2021 and 2023`."""
    if prior is None or "relation.from-to" not in prior.noted("relation") or draft.when is None:
        return
    ends = ends_of(draft.when.value)
    if ends is not None and draft.when.date is not None and "period.of-comparison" not in prior.noted("period"):
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


def _set(draft: Draft, when: When, rule: str) -> None:
    draft.when = when
    draft.note("period", rule, when.words)


def _link_level(line: Line, draft: Draft, frames: Frames) -> None:
    for rule in OWN_RULES:
        when = rule.apply(line, draft)
        if when is not None:
            _set(draft, when, rule.name)
            return
    for frame in _FRAME_RULES:
        when = frame.apply(line, draft, frames)
        if when is not None:
            _set(draft, when, frame.name)
            _fit(line, draft, when, frames)
            return


def _fit(line: Line, draft: Draft, when: When, frames: Frames) -> None:
    for rule in _FIT_RULES:
        fitted = rule.apply(line, draft, when, frames)
        if fitted is not None:
            _set(draft, fitted, rule.name)
            return


def _link_prior(line: Line, draft: Draft) -> None:
    for rule in PRIOR_RULES:
        when = rule.apply(line, draft)
        if when is not None:
            _set(draft, when, rule.name)
            return


# ---------------------------------------------------------------------------------------------- frames


def _sibling(line: Line, draft: Draft, frames: Frames) -> When | None:
    for other in reversed(line.earlier(draft)):
        if other.when is not None and other.part != "prior":
            return other.when
    return None


def _carried(line: Line, draft: Draft, frames: Frames) -> When | None:
    return frames.last


def _heading(line: Line, draft: Draft, frames: Frames) -> When | None:
    return None if line.sentence.section == "boilerplate" else frames.heading


def _release(line: Line, draft: Draft, frames: Frames) -> When | None:
    if line.sentence.section == "boilerplate" or draft.kind == "count":
        return None
    return frames.release


_FRAME_RULES: tuple[FrameRule, ...] = (
    LinkRule(
        "period.sibling",
        "The time of the last level before it in the same sentence.",
        _sibling,
        ("Revenue was $5 million in 2022; net income was ⟦$1 million⟧. → 2022",),
    ),
    LinkRule(
        "period.carried",
        "The time of the sentence before in the same paragraph.",
        _carried,
        ("Revenue in 2022 was $5 million. Net income was ⟦$1 million⟧. → 2022",),
    ),
    LinkRule(
        "period.heading",
        "The time in the last heading above; not in boilerplate.",
        _heading,
        ("Third Quarter 2022 Results\n\nNet income was ⟦$1 million⟧. → 2022-Q3",),
    ),
    LinkRule(
        "period.release",
        "The first period that the release names, where it frames amounts, percentages and measures; counts have none.",
        _release,
        ("Marlow Foods Inc. reported on the year 2022 today.\n\nNet income was ⟦$1 million⟧. → 2022",),
    ),
)


# ------------------------------------------------------------------------------ fitted to the measure


def _day_of_balance(line: Line, draft: Draft, when: When, frames: Frames) -> When | None:
    first, last = when.value.first, when.value.last
    if not _is_balance(line, draft) or first is None or last is None:
        return None
    if first == last or (last - first).days >= 400:
        return None
    return When(DateValue(last.isoformat(), last, last, "period"))


def _release_for_flow(line: Line, draft: Draft, when: When, frames: Frames) -> When | None:
    first, last = when.value.first, when.value.last
    if draft.metric is None or _is_balance(line, draft) or first is None or first != last:
        return None
    return frames.release if frames.release is not None and frames.release.value.last == last else None


def _is_balance(line: Line, draft: Draft) -> bool:
    """Whether the head of the metric, or the noun it opens with, names what is held at a moment."""
    words = singular_words(draft.metric.of(line.text)) if draft.metric else []
    lexicon = metric_lexicon()
    if not words or set(words) & lexicon.flows:
        return False
    cut = next((i for i, word in enumerate(words) if i and word in {"of", "in", "for", "at", "from", "to"}), len(words))
    heads = {words[cut - 1], *(words[i - 1] for i, word in enumerate(words) if i and word == "and"), words[0]}
    return bool(heads & lexicon.stocks)


_FIT_RULES: tuple[FitRule, ...] = (
    LinkRule(
        "period.last-day-for-balance",
        "A balance that only a frame dates is of the last day of that period.",
        _day_of_balance,
        ("Third Quarter 2022 Results\n\nTotal debt was ⟦$1 million⟧. → 2022-09-30",),
        ("Third Quarter 2022 Results\n\nOperating cash flow was ⟦$1 million⟧.",),
    ),
    LinkRule(
        "period.release-for-flow",
        "A flow that a frame dates with the last day of the release's period is of that period.",
        _release_for_flow,
        (
            "Marlow Foods Inc. reported on the third quarter of 2022.\n\nDebt was $5 million on September 30, 2022. "
            "Revenue was ⟦$1 million⟧. → 2022-Q3",
        ),
    ),
)
RULES: tuple[LinkRule[Callable[..., object]], ...] = (*OWN_RULES, *_FRAME_RULES, *_FIT_RULES, *PRIOR_RULES)
