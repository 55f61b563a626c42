"""Finds the changes of a line: level, change or prior, and the direction of each change."""

import regex

from extractor.link.cues import prior_near, reached_level, reported_reading
from extractor.link.directions.around import Around, DirectionRule, is_alternative, is_of_others, set_change
from extractor.link.directions.rules import OUTRIGHT, RULES, STATED
from extractor.link.directions.sharing import share_direction
from extractor.link.lines import Line
from extractor.words.changes import change_lexicon

__all__ = ["find_changes"]


def find_changes(line: Line) -> None:
    """Set `direction` on the quantities of a line that state a change, and the part that each of them plays."""
    for draft in line.quantities:
        around = Around.of(line, draft)
        if draft.part == "level":
            draft.part = "prior" if _is_prior(around) else "level"
        for rule in _open_to(around):
            found = rule.apply(around)
            if found is not None:
                set_change(draft, found, rule.name, rule.manners)
                break
    share_direction(line)


def _open_to(around: Around) -> tuple[DirectionRule, ...]:
    """The rules that may speak for a figure: a level reached or compared against is no change by words before it."""
    if reached_level().search(around.before) or reported_reading().search(around.before):
        return OUTRIGHT
    return (*OUTRIGHT, *STATED) if prior_near().search(around.before) else RULES


def _is_prior(around: Around) -> bool:
    if is_alternative(around.line, around.draft) or is_of_others(around):
        return False
    if reached_level().search(around.before) or reported_reading().search(around.before):
        return False
    far = around.line.cues.ahead("comparison", around.draft.start)
    near = prior_near().search(around.before)
    if near is not None or (far is not None and far.start >= around.line.left_of(around.draft)):
        return not _counts_others(around)
    previous = around.line.previous(around.draft)
    if previous is not None and previous.part != "change" and previous.kind == "percent":
        previous = around.line.previous(previous)  # "an increase of $3 million, or 4%, from"
    return previous is not None and previous.part == "change" and bool(_CHANGED_FROM.fullmatch(around.before))


def _counts_others(around: Around) -> bool:
    """Whether what is counted is set against nothing: `12,000 buyers from 92 countries`, `9 suits against 12 sellers`.

    A count is compared with another of its unit, or is what something moved from: `grew from 12 shops`.
    """
    draft = around.draft
    unit = draft.quantity.unit if draft.kind == "count" else None
    if unit is None:
        return False
    others = (d for d in around.line.quantities if d is not draft)
    alike = any(d.part == "change" or (d.kind == "count" and d.quantity.unit in {unit, None}) for d in others)
    return not alike and change_lexicon().verbs.isdisjoint(around.before.split())


#: "an increase of 28% from Q2 2023 revenue of": the measure is said again.
_CHANGED_FROM = regex.compile(r"(?:\ [\w-]+){0,3},?\ (?:from|over)\ (?:[^\s;:,]+\ ){1,9}of\ (?:[a-z]+\ )?")
