"""The words around a number that say whether it is money, a range or a change: patterns from `money_cues.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex

from extractor.words.beside import words_before, words_behind
from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Cues", "cues"]


class _Pounds(Row):
    things: tuple[str, ...]
    weight: tuple[str, ...]
    money: tuple[str, ...]
    of: tuple[str, ...]


class _Won(Row):
    objects: tuple[str, ...]


class _Single(Row):
    before: tuple[str, ...]
    after: tuple[str, ...]


class _Ranges(Row):
    words: tuple[str, ...]
    changes: tuple[str, ...]
    modal: tuple[str, ...]
    after: frozenset[str]


class _Priced(Row):
    before: tuple[str, ...]


class _Brackets(Row):
    before: tuple[str, ...]


class _File(Row):
    pounds: _Pounds
    single: _Single
    won: _Won
    ranges: _Ranges
    brackets: _Brackets
    priced: _Priced


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled patterns; those that look back (`by_change`, `in_place_of`) match text that ends at a figure."""

    weight: regex.Pattern[str]
    money: regex.Pattern[str]
    of_things: regex.Pattern[str]
    thing: regex.Pattern[str]
    won: regex.Pattern[str]
    ranges: regex.Pattern[str]
    changes: regex.Pattern[str]
    modal: regex.Pattern[str]
    by_change: regex.Pattern[str]
    in_place_of: regex.Pattern[str]
    priced: regex.Pattern[str]
    single_before: regex.Pattern[str]
    single_after: regex.Pattern[str]
    after: frozenset[str]


@cache
def cues() -> Cues:
    """The patterns, compiled once."""
    file = load("money_cues", _File)
    ranges = file.ranges
    change = r"{change} (?:in (?:[\w-]+ ){1,5})?of"
    return Cues(
        weight=_any(file.pounds.weight),
        money=regex.compile(rf"{_words(file.pounds.money)}|£", regex.IGNORECASE),
        of_things=words_behind(rf"(?i) of (?!(?:[\w-]+ )?{_words(file.pounds.of)})"),
        thing=_any((*file.pounds.money, *file.pounds.things)),
        won=words_behind(rf"(?i) (?:{_words(file.won.objects)}|\d)"),
        ranges=_any(ranges.words),
        changes=_any(ranges.changes),
        modal=_any(ranges.modal),
        by_change=words_before(r"\b(?:{moved}|lost|added|up|down|(?P<by>by|" + change + r")) (?:{hedge}|~)?"),
        in_place_of=words_before(rf"(?:{_words(file.brackets.before)}\.?|:|=) "),
        priced=_any(file.priced.before),
        single_before=words_before(rf"{_words(file.single.before)} "),
        single_after=words_behind(rf" {_words(file.single.after)}|[.,;:!?)]|\s*$"),
        after=ranges.after,
    )


def _words(words: Iterable[str]) -> str:
    """Any of the words, whole; one that ends in `*` may go on."""
    forms = (regex.escape(w[:-1]) + r"\w*" if w.endswith("*") else regex.escape(w) for w in words)
    return rf"\b(?:{'|'.join(forms)})\b"


def _any(words: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile(_words(words), regex.IGNORECASE)
