"""Cells of a line: figures with the signs, brackets and units that stand apart from them, empty cells, and words."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

import regex

from extractor.words.grids import grid_words, loose

__all__ = ["MARK", "Kind", "Token", "tokens"]


class Kind(Enum):
    """What a token of a line is, as far as tables are concerned."""

    FIGURE = "figure"  # a figure as tables print it: grouped, with decimals, a sign, brackets or a currency
    PERCENT = "percent"
    SMALL = "small"  # an integer of one or two digits, or in brackets alone: perhaps the mark of a footnote
    PLAIN = "plain"  # an integer without a group
    YEAR = "year"
    MISSING = "missing"  # an empty cell
    SIGN = "sign"  # a sign that belongs to no figure
    NOTE = "note"  # a mark of a footnote
    BAR = "bar"
    WORD = "word"

    __hash__ = object.__hash__  # by identity: kinds are counted all the time


class Token(NamedTuple):
    """A cell or a word: `text[start:end]` is of one kind."""

    start: int
    end: int
    kind: Kind

    def of(self, text: str) -> str:
        """What it says."""
        return text[self.start : self.end]

    @property
    def is_cell(self) -> bool:
        """Whether it may be a cell of a row."""
        return self.kind not in _NO_CELL

    @property
    def is_mark(self) -> bool:
        """Whether it has the form of a footnote's mark: `(1)`."""
        return self.kind is Kind.SMALL and self.end - self.start == MARK


MARK = 3
"""Characters in the mark of a footnote: `(1)`."""
_NO_CELL = frozenset({Kind.WORD, Kind.NOTE, Kind.BAR, Kind.SIGN})


@cache
def _pattern() -> regex.Pattern[str]:
    words = grid_words()
    currency = rf"(?:(?:\p{{Lu}}{{1,3}}|Cdn)?\p{{Sc}}|(?:{loose(words.currency_words)}))"
    units, missing = "|".join(words.unit_patterns), "|".join(words.missing_patterns)
    return regex.compile(
        rf"""
        (?<![^\s|])(?:
          (?P<figure>
            (?:(?:up|down)[^\S\n]+)? (?:[~<>≤≥≈±]{{1,2}}[^\S\n]?)? (?:[(\[][^\S\n]?)?+ [-–−+△▲▼]?
            (?:(?P<currency>{currency})\s{{0,30}}+)? (?:[(\[][^\S\n]?)?+ [-–−+△▲▼]? (?:{currency})?
            (?P<number>(?:\d{{1,3}}(?:,\d{{2,3}})++|\d{{1,3}}(?:['’]\d{{3}})++|\d++)(?:\.\d++)?+ | \.\d++)
            (?P<close>\s{{0,3}}[)\]])?+
            (?P<percent>[^\S\n]?% | [^\S\n]{{2,3}}%(?=\s) | \s{{0,3}}%(?=[^\S\n]*+(?:\n|$)))?+
            (?:[^\S\n]?(?P<unit>{units})(?!\w)(?!\s(?:19|20)\d\d(?!\S)))?+ (?:\s{{0,3}}[)\]])?+
            (?P<mark>\*{{1,3}}|[†‡^¹²³]{{1,2}}|\((?:\d|[a-j])\))?+
          )
          | (?P<missing>
              (?:{currency}[^\S\n]{{0,30}}+)? (?:{missing}) (?:[^\S\n]?(?:%|(?:{units})(?!\w)))? [*†‡]{{0,3}} )
          | (?P<sign> {currency} | %[)\]]? | [)\]]%?+ | [._]{{2,}} | [-=_—]{{4,}} )
          | (?P<note> \([a-z]\) | [*†‡]{{1,3}} | \[\d{{1,2}}\] )
        )(?![^\s|])
        | (?P<bar>\|) | (?P<word>[^\s|]++)
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


_LONGEST_YEAR = 5


@cache
def _year() -> regex.Pattern[str]:
    return regex.compile(r"(?:19|20)\d\d[AEFP]?")


@cache
def _glued() -> regex.Pattern[str]:
    """A grouped figure, or one in brackets or of hundredths, that runs into the words or the figure beside it."""
    alone = r"(?!\d(?!\d{0,2},\d{3}))"  # `16,88469,666` are two; of `31,2024` the year is no part of a figure
    grouped = rf"(?:\d{{1,3}}(?:,\d{{3}})++{alone}(?:\.\d{{1,2}})?+)"
    small = r"\d{1,3}\.\d\d(?![\d.])|(?<=\()\d{2,3}(?=\))"
    # what follows a figure at once is one of its own
    return regex.compile(rf"[(\[]?[-–−]?\p{{Sc}}?[(\[]?(?:(?<![\d,.])|\G)(?:{grouped}|{small})[)\]]?%?")


def tokens(text: str, start: int, end: int, *, glued: bool = False) -> Sequence[Token]:
    """The tokens of `text[start:end]`, in order; `glued` parts figures from the words that they run into."""
    found = [Token(*match.span(), _kind(match)) for match in _pattern().finditer(text, start, end)]
    if not glued:
        return found
    out: list[Token] = []
    for part in (part for token in found for part in _unglued(text, token)):
        signed = part.kind is Kind.FIGURE and out and out[-1].kind is Kind.SIGN and text[out[-1].start] not in ")%"
        out.append(Token(out.pop().start, part.end, Kind.FIGURE) if signed else part)
    return out


def _unglued(text: str, token: Token) -> Iterator[Token]:
    """A word without the grouped figures at its ends, and these."""
    at = token.start
    if token.kind is Kind.WORD:
        for found in _glued().finditer(text, token.start, token.end):
            if at < found.start():
                yield from _rest(text, at, found.start())
            yield Token(*found.span(), Kind.FIGURE)
            at = found.end()
    if at < token.end:
        yield from _rest(text, at, token.end) if token.kind is Kind.WORD else (token,)


def _rest(text: str, start: int, end: int) -> Iterator[Token]:
    """What ran into a figure, or might: an empty cell, a currency's sign behind words, words run on at a colon."""
    colon = text.find(":", start, end - 1)
    if colon > start and text[colon + 1].isupper():
        yield Token(start, colon + 1, Kind.WORD)
        start = colon + 1
    kind = _ALONE.get(text[start:end])
    signed = kind is None and text[end - 1] in _ALONE and _ALONE[text[end - 1]] is Kind.SIGN
    if signed:
        yield Token(start, end - 1, Kind.WORD)
        start = end - 1
    yield Token(start, end, Kind.SIGN if signed else kind or Kind.WORD)


_ALONE = dict.fromkeys("$€£¥₹", Kind.SIGN) | dict.fromkeys("-–—−", Kind.MISSING)


_KINDS = {kind.value: kind for kind in (Kind.MISSING, Kind.SIGN, Kind.NOTE, Kind.BAR, Kind.WORD)}


def _kind(found: "regex.Match[str]") -> Kind:
    kind = _KINDS.get(found.lastgroup or "word")
    if kind is not None:
        return kind
    number, percent, mark = found.group("number", "percent", "mark")
    if len(number) >= 3 and number.strip("0") == "":
        return Kind.WORD  # `(000)`: a scale
    if percent:
        return Kind.PERCENT
    words = found[0].removesuffix(mark or "")
    if len(words) <= _LONGEST_YEAR and _year().fullmatch(words):
        return Kind.YEAR
    bare = words.strip("()[]")
    if len(bare) <= 2 and bare.isdigit():
        return Kind.SMALL
    return Kind.PLAIN if words == number and number.isdigit() else Kind.FIGURE
