"""Reads comparators: the words beside a figure that make it a bound or an estimate (lexicon `comparators.toml`).

One row of the lexicon is a set of phrases with the conditions under which they do not compare: `over five years` and
`12% more than $3 million` hold no bound. The work is bounded: a fixed stretch on both sides is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.mentions import Mention
from extractor.spans import Span
from extractor.values import Comparator
from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["ComparatorRow", "Comparators", "comparator_lexicon", "compared", "read_comparator"]

#: Code points looked at on each side of a figure.
LEFT, RIGHT = 96, 96

_BLANK = r"(?:[ \t\u00a0\u2009\u202f]|\n(?!\s*\n))"
_ARTICLE = rf"(?:(?:a|an|the|its|their|his|her|our|that|those){_BLANK}++)"


class ComparatorRow(Row):
    """Phrases that mean one comparator; every condition is a pattern for the `regex` module.

    `unless_before`: words that end where the phrase starts; `unless_behind` and `only_behind`: text that starts where
    the figure ends (the name `compared` stands for the lexicon's pattern of that name); `only_figure`: what the figure
    must contain, or, with `or_behind = "marks"`, have the word of a mark behind it; `unless_figure_at_end`: nouns with
    which the figure must neither end nor be followed.
    """

    comparator: Comparator
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()
    unless_before: str = ""
    unless_behind: str = ""
    only_behind: str = ""
    only_figure: str = ""
    or_behind: str = ""
    unless_figure_at_end: str = ""


class Comparators(Row):
    """The lexicon `comparators.toml`."""

    link_words: tuple[str, ...]
    link_heads: tuple[str, ...]
    marks: str
    compared: str
    before: tuple[ComparatorRow, ...]
    behind: tuple[ComparatorRow, ...]


@cache
def comparator_lexicon() -> Comparators:
    """The lexicon of comparators, loaded once."""
    return load("comparators", Comparators)


def compared(text: str, mention: Mention, end: int | None = None) -> Mention:
    """A mention with the comparator that is said beside it; `end` is where a bound inside it starts, if one does."""
    comparator, cue = read_comparator(text, mention.start, mention.end if end is None else end)
    return mention if cue is None else replace(mention, comparator=comparator, cues=(*mention.cues, cue))


def read_comparator(text: str, start: int, end: int) -> tuple[Comparator, Span | None]:
    """The comparator of the figure `text[start:end]` and where it is said; `eq` and None where nothing is said.

    What stands before the figure goes first; a plus sign or `or more` may stand behind it (the span then starts at or
    after `end`). For a figure whose own span ends in a plus sign the caller passes the end without it.

    >>> read_comparator("well over 60 guesthouses", 10, 12)
    ('gt', Span(start=5, end=9))
    >>> read_comparator("1 or more co-morbidities", 0, 1), read_comparator("70+ brands", 0, 2)
    (('ge', Span(start=2, end=9)), ('ge', Span(start=2, end=3)))
    >>> read_comparator("a 5% increase over $3 million", 19, 29)
    ('eq', None)
    """
    last = text[max(0, start - LEFT) : start].rstrip()[-1:]
    may_be = last.isalpha() or last in _last_signs()
    match = _before().match(text, max(0, start - LEFT), start) if may_be else None
    if match is not None and _apart(text, match, start):
        row = _rows("before")[_key(match["cue"])]
        cue = Span(*match.span("cue"))
        if row.holds(text, cue, start, end, definite=bool(match["definite"])):
            return row.comparator, cue
        return "eq", None
    return _read_behind(text, start, end)


def _read_behind(text: str, start: int, end: int) -> tuple[Comparator, Span | None]:
    if end < len(text) and text[end] == "+" and text[end + 1 : end + 2] not in {"+", "-", "/"}:
        return "ge", Span(end, end + 1)
    match = _behind().match(text, end, min(len(text), end + RIGHT))
    if match is not None:
        row = _rows("behind")[_key(match["cue"])]
        if row.holds(text, Span(start, match.end()), start, match.end(), definite=False):
            return row.comparator, Span(*match.span("cue"))
    return "eq", None


def _apart(text: str, match: regex.Match[str], start: int) -> bool:
    """Whether the cue is a word of its own: blank or sign between it and the figure, no letter or hyphen before it."""
    cue_start, cue_end = match.span("cue")
    if text[cue_end - 1].isalpha() and cue_end == start and text[start : start + 1].isalnum():
        return False
    if not cue_start:
        return True
    before = text[cue_start - 1]
    if text[cue_start] in "<>=":  # not an arrow, and not a quotation mark of Markdown at the start of a line
        return before not in "-=<>\n"
    return not (text[cue_start].isalpha() and (before.isalnum() or before in "-.’'_"))


def _key(cue: str) -> str:
    return " ".join(cue.lower().split())


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its conditions compiled."""

    comparator: Comparator
    unless_before: regex.Pattern[str] | None
    unless_behind: regex.Pattern[str] | None
    only_behind: regex.Pattern[str] | None
    only_figure: regex.Pattern[str] | None
    marks_do: bool
    not_nouns: regex.Pattern[str] | None

    def holds(self, text: str, cue: Span, start: int, end: int, *, definite: bool) -> bool:
        """Whether the cue compares the figure; `definite` where "the" or a possessive stands between them."""
        limit = min(len(text), end + RIGHT)
        marked = bool(_marks().match(text, end, limit)) or bool(_marked().search(text, start, end))
        if definite and not marked and self.comparator != "approx":
            return False
        if self.unless_before and self.unless_before.match(text, max(0, cue.start - LEFT), cue.start):
            return False
        if self.unless_behind and self.unless_behind.match(text, end, limit):
            return False
        if self.only_behind and not self.only_behind.match(text, end, limit):
            return False
        if self.only_figure and not (self.only_figure.search(text[start:end]) or (self.marks_do and marked)):
            return False
        return not (self.not_nouns and self.not_nouns.search(text[start : min(limit, end + 24)]))


@cache
def _rows(side: str) -> dict[str, _Row]:
    lexicon = comparator_lexicon()
    rows: Sequence[ComparatorRow] = lexicon.before if side == "before" else lexicon.behind
    return {_key(words): compiled for row in rows for compiled in (_compiled(row),) for words in row.words}


def _compiled(row: ComparatorRow) -> _Row:
    def pattern(source: str) -> regex.Pattern[str] | None:
        return regex.compile(source, regex.IGNORECASE) if source else None

    behind = comparator_lexicon().compared if row.unless_behind == "compared" else row.unless_behind
    before = rf"(?r)\b{row.unless_before}{_BLANK}*+" if row.unless_before else ""
    nouns = rf"^[\w.,]++(?:[ -](?:{_SCALE}))?(?:[ -](?!{_NO_LINK})\w++){{0,2}}?[ -](?:{row.unless_figure_at_end})(?!\w)"
    return _Row(
        row.comparator, pattern(before), pattern(behind), pattern(row.only_behind),
        regex.compile(row.only_figure) if row.only_figure else None, row.or_behind == "marks",
        pattern(nouns) if row.unless_figure_at_end else None,
    )  # fmt: skip


_SCALE = "hundred|thousand|dozen"
#: Behind these a noun is no longer the figure's own: "over 40 people last year".
_NO_LINK = r"(?:last|this|next|in|per|each|every|an?|the|over|for|within|of|during|across|and|at|by)\b"


@cache
def _marks() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{comparator_lexicon().marks})(?!\w)", regex.IGNORECASE)


@cache
def _marked() -> regex.Pattern[str]:
    """A count's span may hold the word of a mark itself: `past the 100,000-unit mark`."""
    return regex.compile(r"[\s-](?:mark|level|threshold|barrier|milestone)$", regex.IGNORECASE)


def _phrases(rows: Sequence[ComparatorRow]) -> str:
    words = sorted({_key(w) for row in rows for w in row.words}, key=lambda w: (-len(w), w))
    return "|".join(rf"{_BLANK}++".join(map(regex.escape, w.split())) for w in words)


@cache
def _before() -> regex.Pattern[str]:
    lexicon = comparator_lexicon()
    link = "|".join(sorted(lexicon.link_words, key=len, reverse=True))
    heads = "|".join(sorted(lexicon.link_heads, key=len, reverse=True))
    cue_before_article = r"(?P<cue>in the|within the|into the)"
    return regex.compile(
        rf"(?r)(?:{cue_before_article}{_BLANK}++|(?P<cue>{_phrases(lexicon.before)}){_BLANK}*+"
        rf"(?P<definite>(?<=\s)(?:the|its|their|his|her|our|that|those){_BLANK}++)?+"
        rf"(?:(?<=\s)(?:an?){_BLANK}++)?+"
        rf"(?:(?<=\s)(?:{link}){_BLANK}++){{0,2}}+"
        rf"(?:(?<=\s)(?:{heads}){_BLANK}++of{_BLANK}++)?+)"
        rf"(?:[\"“(\['‘]|(?-i:US|[A-Z]{{3}}){_BLANK}?)?",
        regex.IGNORECASE,
    )


@cache
def _last_signs() -> frozenset[str]:
    """What is no letter and may stand last before a figure that is compared, but for blanks."""
    ends = {words[-1] for row in comparator_lexicon().before for words in row.words}
    return frozenset(ends | set("\"“(['‘"))


@cache
def _behind() -> regex.Pattern[str]:
    phrases = _phrases(comparator_lexicon().behind)
    return regex.compile(rf"(?:{_BLANK}++|-|,{_BLANK}++)(?P<cue>{phrases})(?![\w])", regex.IGNORECASE)
