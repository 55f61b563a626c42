"""Better, not more: what is the better the smaller it is goes down where it improves."""

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.spans import Span
from extractor.words.changes import change_lexicon

__all__ = ["settle_improvements"]


def settle_improvements(line: Line) -> None:
    """What is the better the smaller it is goes down where it improves: `Net loss improved 39%`."""
    for draft in line.quantities:
        if draft.direction == "up" and draft.metric is not None and _is_cost(draft.metric.of(line.text)):
            better = next((s for s in _said(draft) if change_lexicon().betters.intersection(_words(s, line))), None)
            if better is not None:
                draft.direction = "down"
                draft.note("direction", "direction.improved", better)


def _said(draft: Draft) -> list[Span]:
    return [note.words for note in draft.notes if note.field == "direction" and note.words is not None]


def _words(span: Span, line: Line) -> list[str]:
    return line.lowered[span.start : span.end].split()


#: What follows the head of a measure: `loss from operations`, `cost of revenue`, `net loss per share`.
_BEHIND_HEAD = regex.compile(r"\ (?:of|from|for|per|in|on|to|at|before|after|attributable|as)\ .*", regex.DOTALL)


def _is_cost(metric: str) -> bool:
    """Whether a measure's head is something that is the better the smaller it is."""
    head = _BEHIND_HEAD.sub("", squeeze(metric.lower())).split()
    return bool(head) and head[-1] in change_lexicon().costs
