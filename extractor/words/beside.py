"""The words beside a number: patterns in which a blank stands for any blank of the text, the end of a line too.

A class of words is named in braces. `{hedge}` is a hedge and the blank behind it; `{rose}` and `{fell}` are verbs of
change, `{obtained}` those of both that get or give an amount, `{moved}` the others, `{moving}` participles of these;
`{change}` is a noun of change (all in `changes.toml`). `{comparison}` introduces the figure that is compared against
(the rows of that category in `cues.toml`). `{month}` is a month, cut short or not (`times.toml`).
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

import regex

from extractor.words.changes import change_lexicon
from extractor.words.cues import cue_rows
from extractor.words.rows import alternation
from extractor.words.times import times

__all__ = ["words_before", "words_behind"]

#: What is left as it is (a class of characters, what is escaped), or a blank.
_BLANKS = regex.compile(r"(?P<kept>\\.|\[(?:\\.|[^\]\\])++\])|[ ]")
_CLASS = regex.compile(r"\{(?P<name>[a-z]+)\}")


def words_before(words: str, *, cased: bool = False) -> regex.Pattern[str]:
    """Words that end where something starts, in capitals or not unless `cased`: match them with that place as the end.

    >>> words_before(r"\\b(?:at|to) {hedge}?").match("a rise to about 42", 0, 16).span()
    (7, 16)
    """
    return cast("regex.Pattern[str]", _Beside("(?r)" if cased else "(?ri)", words))


def words_behind(words: str) -> regex.Pattern[str]:
    """Words that begin where something ends, as printed unless they say `(?i)`.

    >>> words_behind(r" of (?:them|whom)\\b").match("89 of\\nthem", 2).end()
    10
    """
    return cast("regex.Pattern[str]", _Beside("", words))


class _Beside:
    """A pattern that is compiled, and its lexicons read, when it is first asked for a match."""

    def __init__(self, flags: str, words: str) -> None:
        self._source = flags, words

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        flags, words = self._source
        full = _CLASS.sub(lambda match: _classes()[match["name"]], words)
        compiled = regex.compile(flags + _BLANKS.sub(lambda match: match["kept"] or r"[ \u00a0\u2009\u202f\n]", full))
        for method in ("match", "fullmatch", "search", "finditer", name):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


@cache
def _classes() -> dict[str, str]:
    """The pattern of each class."""
    lexicon = change_lexicon()
    return {
        "hedge": f"(?:(?:{'|'.join(lexicon.hedges)}) )",
        "rose": _any_of(lexicon.up.verbs),
        "fell": _any_of(lexicon.down.verbs),
        "moved": _any_of(lexicon.verbs - lexicon.obtaining),
        "moving": _any_of(verb for verb in lexicon.verbs - lexicon.obtaining if verb.endswith("ing")),
        "obtained": _any_of(lexicon.obtaining),
        "change": _any_of(lexicon.nouns),
        "month": _any_of([*times().months, *times().month_short]),
        "comparison": f"(?:{'|'.join(row.phrase for row in cue_rows() if row.category == 'comparison')})",
    }


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{alternation(words)})"
