"""A rule of dates: what it captures, the reading that this makes, and how the date stands with its neighbours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import regex

from extractor.date_readings import DateReading
from extractor.recognise.rule import Rule

__all__ = ["Check", "DateRule"]

#: Asks of a match, the text and the folded text.
Check = Callable[[regex.Match[str], str, str], bool]


@dataclass(frozen=True, slots=True)
class DateRule(Rule):
    """A rule whose `pattern` runs over the folded text; its named groups make the reading (`reads`).

    `wanted` says whether a match is a time where it stands, and `sure` whether it is one without a sure date beside it
    (`2022` in `2023, 2022 and 2021`). Two dates that join as the same thing make a range. `edges` are those that words
    before the date may name: its `ends` (`end of`, `mid-`), or `all`, `early` and `late` too.
    """

    reads: Callable[[Mapping[str, str]], DateReading] = field(kw_only=True)
    wanted: Check | None = field(kw_only=True, default=None)
    sure: Check | None = field(kw_only=True, default=None)
    joins: Literal["day", "month", "quarter", "year", "decade"] | None = field(kw_only=True, default=None)
    edges: Literal["ends", "all"] | None = field(kw_only=True, default=None)
