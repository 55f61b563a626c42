"""The words beside a number: patterns in which a blank stands for any blank of the text, the end of a line too."""

import regex

__all__ = ["words_before", "words_behind"]

#: What is left as it is (a class of characters, what is escaped), or a blank.
_BLANKS = regex.compile(r"(?P<kept>\\.|\[(?:\\.|[^\]\\])++\])|[ ]")


def words_before(words: str, *, cased: bool = False) -> regex.Pattern[str]:
    """Words that end where something starts, in capitals or not unless `cased`: match them with that place as the end.

    >>> words_before(r"\\b(?:at|to) ").match("a rise to 42", 0, 10).span()
    (7, 10)
    """
    return regex.compile(f"{'(?r)' if cased else '(?ri)'}{_spaced(words)}")


def words_behind(words: str) -> regex.Pattern[str]:
    """Words that begin where something ends, as printed unless they say `(?i)`.

    >>> words_behind(r" of (?:them|whom)\\b").match("89 of\\nthem", 2).end()
    10
    """
    return regex.compile(_spaced(words))


def _spaced(words: str) -> str:
    return _BLANKS.sub(lambda match: match["kept"] or r"[ \u00a0\u2009\u202f\n]", words)
