"""Vetoes: stretches of text whose numbers are no figures (URLs, telephone numbers, form numbers, names, idioms).

Vetoes are data: the lexicons `vetoes.toml` and `vetoes_names.toml` hold a row each, with examples. Rows are tried only
where they can start (at a digit, a sign, a word, a line …), and there only those that the next characters do not rule
out, so that the text is read once for each kind of start and the time is linear in its length.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from extractor.spans import Span
from extractor.words.vetoes import Starts, VetoRow, veto_rows

__all__ = ["Veto", "find_vetoes", "stretches"]

#: Where a row of that kind is tried.
_AT: Mapping[Starts, str] = {
    "digit": r"(?<![\p{L}\d.,]|\d[:/–-])(?=\d)|(?<=\p{Ll}{4})(?=\d)|(?<=\d%)(?=\d)|(?<=[(])(?=\d)",
    "sign": r"(?=[+(\[\]@#№])",
    "letter": r"(?<![\p{L}\d_])(?=[\p{L}№(])",
    "glued": r"(?<![\p{L}\d_])(?=\p{L}{1,14}\d)",
    "hyphenated": r"(?<![\p{L}\d_])(?=\p{Lu}\p{L}{0,11}[-‐‑]\d)",
    "named": r"(?<![\p{L}\d_])(?=\p{Lu}[\w’'-]{1,31}+,?\s\d)",
    "line": r"(?m)^(?=[ \t]*[\d(\-–—])",
    "dot": r"(?=[.@][\p{L}\d])",
    "quote": r"(?<![\p{L}\d])(?=[\"“‘][\p{Lu}\d$€£])",
}
#: So many characters choose the rows that are tried at a place, among those that so many of them chose before.
_KEY, _FIRST = 4, 2
#: So many characters before a stretch are looked at.
_LEFT = 128


@dataclass(frozen=True, slots=True)
class Veto:
    """A stretch of text whose numbers are no figures, and the name of the veto that says so."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its patterns compiled."""

    name: str
    pattern: regex.Pattern[str]
    before: regex.Pattern[str] | None
    back: regex.Pattern[str] | None
    prose: bool
    reach: int

    def match(self, text: str, place: int) -> Span | None:
        """The stretch at `place`, or None where the row does not hold."""
        # Without an end the engine may look for a letter that the pattern needs through the rest of the text.
        match = self.pattern.match(text, place, place + self.reach)
        if match is None or match.end() == place:
            return None
        start = place
        if self.back is not None:
            left = self.back.match(text, max(0, place - _LEFT), place)
            if left is None:
                return None
            start = left.start()
        if self.before is not None and not self.before.match(text, max(0, start - _LEFT), start):
            return None
        if self.prose and not _in_prose(text, start):
            return None
        return Span(start, match.end())


def find_vetoes(text: str) -> list[Veto]:
    """The vetoed stretches in order, not overlapping: those that overlap are one stretch under the first one's name."""
    found = [veto for starts in _AT for veto in _at_starts(text, starts)]
    found.sort(key=lambda veto: (veto.span.start, -veto.span.end))
    out: list[Veto] = []
    for veto in found:
        if out and veto.span.start < out[-1].span.end:
            if veto.span.end > out[-1].span.end:
                out[-1] = Veto(Span(out[-1].span.start, veto.span.end), out[-1].name)
            continue
        out.append(veto)
    return out


def stretches(text: str, row: VetoRow) -> list[Span]:
    """What one row alone vetoes in `text`: for tests and for explanations."""
    compiled, past, out = _compiled(row), 0, []
    at = {place.start() for starts in _starts(row) for place in _places(starts).finditer(text)}
    for place in sorted(at):
        span = compiled.match(text, place) if place >= past else None
        if span is not None:
            out.append(span)
            past = span.end
    return out


@cache
def _compiled(row: VetoRow) -> _Row:
    cues = "|".join(map(regex.escape, sorted(_cues(row), key=lambda word: (-len(word), word))))
    flags = "(?i:" if row.any_case else "(?:"
    pattern = rf"{flags}{cues})(?![\p{{L}}_])(?:{row.pattern})" if row.words else row.pattern
    before, back = (regex.compile(f"(?r)(?:{p})") if p else None for p in (row.before, row.back))
    return _Row(row.name, regex.compile(pattern), before, back, row.where == "prose", row.reach)


def _starts(row: VetoRow) -> tuple[Starts, ...]:
    return (row.starts,) if isinstance(row.starts, str) else row.starts


def _cues(row: VetoRow) -> set[str]:
    return {*row.words, *(word.upper() for word in row.words if "upper" in row.also)}


@lru_cache(maxsize=1 << 16)
def _candidates(starts: Starts, key: str) -> tuple[_Row, ...]:
    """The rows that text which goes on with `key` may still match."""
    if len(key) == _FIRST:
        rows = _rows_at(starts)
    elif len(key) == _KEY:
        rows = _candidates(starts, key[:_FIRST])
    else:
        return _rows_at(starts)
    return tuple([row for row in rows if row.pattern.match(key, partial=True)])


@cache
def _rows_at(starts: Starts) -> tuple[_Row, ...]:
    """The rows that begin in such places."""
    return tuple(_compiled(row) for row in veto_rows() if starts in _starts(row))


@cache
def _places(starts: Starts) -> regex.Pattern[str]:
    return regex.compile(_AT[starts])


def _at_starts(text: str, starts: Starts) -> Iterator[Veto]:
    past = 0
    for place in _places(starts).finditer(text):
        at = place.start()
        if at < past:
            continue
        for row in _candidates(starts, text[at : at + _KEY]):
            span = row.match(text, at)
            if span is not None:
                yield Veto(span, row.name)
                past = span.end
                break


_PLAIN_WORD = regex.compile(
    r"(?<![\w’'-])(?!between|through|about|after|under|against|during|without|within|across|versus)\p{Ll}{5,}"
)


def _in_prose(text: str, at: int) -> bool:
    """Whether the line has ordinary words in lower case near `at`; a headline in title case has none."""
    start = max(text.rfind("\n", max(0, at - 100), at) + 1, at - 100, 0)
    end = text.find("\n", at, at + 100)
    return _PLAIN_WORD.search(text, start, end if end >= 0 else at + 100) is not None
