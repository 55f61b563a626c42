"""Tolerances: the figure behind "plus or minus" says how far the one before it may be off, and measures nothing."""

import regex

from extractor.link.lines import Line

__all__ = ["free_tolerances"]

_BLANK = r"[ \u00a0\u2009\u202f]"
_WITHIN = regex.compile(
    rf",?{_BLANK}?(?:plus{_BLANK}or{_BLANK}minus|plus/minus|give{_BLANK}or{_BLANK}take|\+{_BLANK}?/{_BLANK}?[-−–]|±){_BLANK}?"
)


def free_tolerances(line: Line) -> None:
    """Take from each tolerance of guidance the metric and the change that it seemed to have.

    It is a figure of its own (`$15 million` in "$410 million, plus or minus $15 million"), unsigned.
    """
    for before, draft in zip(line.quantities, line.quantities[1:], strict=False):
        if draft.status == "expected" and _WITHIN.fullmatch(line.between(before, draft)):
            draft.metric = draft.direction = draft.relation = draft.basis = None
