"""Cues in ConText form: words that say something of the figures within their reach (lexicon `cues.toml`).

A sentence is read once for all rows: at each word those are tried that its first letters do not rule out. What a cue
reaches is told from the cues and words between it and a place. After Chapman et al., "A simple algorithm for
identifying negated findings" (2001).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import regex

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Category", "Cue", "CueRow", "Cues", "cue_rows"]

Category = Literal["expected", "comparison", "clause", "past", "estimate"]


class CueRow(Row):
    """One row; `cues.toml` says what its fields mean."""

    phrase: str
    category: Category
    ahead: int | Literal["sentence"] | None = None
    behind: int | None = None
    ends: tuple[Category, ...] = ()
    closes: bool = True
    stops: str = ""
    stops_behind: str = r"[.;,:]|\band\b"
    example: str
    counter: str = ""


class _File(Row):
    stops: dict[Category, str]
    cue: tuple[CueRow, ...]


@cache
def cue_rows() -> tuple[CueRow, ...]:
    """All rows, in order of precedence; those that say nothing else are ended by what ends their category."""
    file = load("cues", _File)
    return tuple(
        row.model_copy(update={"stops": file.stops.get(row.category, "")}) if not row.stops and row.ahead else row
        for row in file.cue
    )


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a text: `text[start:end]` are its words."""

    row: CueRow
    start: int
    end: int

    @property
    def category(self) -> Category:
        """What it says."""
        return self.row.category


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one sentence, in text order; places are offsets into its text.

    >>> cues = Cues.of("it expects sales of ¤, compared with ¤", 0, 38)
    >>> [cue.category for cue in cues.found]
    ['expected', 'comparison']
    >>> cues.ahead("expected", 20) is not None, cues.ahead("expected", 37), cues.ahead("comparison", 37) is not None
    (True, None, True)
    """

    text: str
    found: Sequence[Cue]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Cues":
        """The cues of the lower-case `text[start:end]`, found in one pass."""
        found: list[Cue] = []
        past = start
        for place in _PLACE.finditer(text, start, end):
            at = place.start()
            if at < past:
                continue
            for row, pattern in _rows_for(text[at : at + _KEY]):
                match = pattern.match(text, at, end)
                if match is not None:
                    found.append(Cue(row, at, match.end()))
                    past = match.end()
                    break
        return cls(text, found)

    def ahead(self, category: Category, place: int) -> Cue | None:
        """The nearest cue before a place that says so of what begins there."""
        between: set[Category] = set()
        for cue in reversed(self.found):
            if cue.end > place:
                continue
            row = cue.row
            reaches = row.ahead is not None and row.category == category and between.isdisjoint(row.ends)
            if reaches and self._reaches(cue.end, place, row.ahead, row.stops):
                return cue
            if row.closes:
                between.add(row.category)
        return None

    def behind(self, category: Category, place: int) -> Cue | None:
        """The nearest cue behind a place, and behind a bracket there, that says so of what ends there."""
        bracket = _BRACKET.match(self.text, place)
        place = bracket.end() if bracket else place
        for cue in self.found:
            row = cue.row
            if cue.start >= place and row.behind is not None and row.category == category:
                return cue if self._reaches(place, cue.start, row.behind, row.stops_behind) else None
        return None

    def last(self, categories: Iterable[Category], place: int) -> Cue | None:
        """The last cue of some categories that ends before a place."""
        wanted = frozenset(categories)
        return next((cue for cue in reversed(self.found) if cue.end <= place and cue.category in wanted), None)

    def within(self, category: Category, start: int, end: int) -> bool:
        """Whether a cue that looks ahead stands between two places."""
        return any(
            start <= cue.start and cue.end <= end and cue.category == category and cue.row.ahead is not None
            for cue in self.found
        )

    def _reaches(self, start: int, end: int, words: int | Literal["sentence"] | None, stops: str) -> bool:
        if stops and _compiled(stops).search(self.text, start, end):
            return False
        return words == "sentence" or (words is not None and len(self.text[start:end].split()) <= words)


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


#: What may stand between a figure and the words about it: `a margin of 6% (previously 8%) is expected`.
_BRACKET = regex.compile(r"\s?\([^()\n]{1,60}\)")
#: Where a cue may begin: at a word or a mark.
_PLACE = regex.compile(r"(?<!\w)(?=\w)|(?=[;,.])")
#: So many characters choose the rows that are tried at a place.
_KEY = 3


@cache
def _patterns() -> tuple[tuple[CueRow, regex.Pattern[str]], ...]:
    return tuple((row, regex.compile(_whole(row.phrase))) for row in cue_rows())


@lru_cache(maxsize=1 << 14)
def _rows_for(key: str) -> tuple[tuple[CueRow, regex.Pattern[str]], ...]:
    """The rows that text which goes on with `key` may match."""
    return tuple((row, pattern) for row, pattern in _patterns() if pattern.match(key, partial=True))


def _whole(phrase: str) -> str:
    """The pattern of a phrase: any run of blanks for a blank, whole words where it begins with a word."""
    spaced = phrase.replace(" ", r"\s+")
    return spaced if phrase[0] in r";,\." else rf"(?<!\w)(?:{spaced})(?!\w)"
