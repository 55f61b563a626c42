"""The words beside a lone year, month or weekday, as the contexts of dates look at them."""

from functools import cache

import regex

from extractor.recognise.dates.fragments import BLANK, any_of
from extractor.words.times import times

__all__ = ["grammar", "left_word", "named_left", "near_period_noun", "opens_sentence", "right_word", "timely_left"]

_WORD_LEFT = regex.compile(r"(?r)[\p{L}'.&]+")
_WORD_RIGHT = regex.compile(r"[\p{L}][\p{L}'.-]*")
_SENTENCE_START = regex.compile(r"(?r)[.!?:;•▪\-\n\"“”(*|—–]\s*")
_NOUN = regex.compile(r"[ \n](?:\"|“)?([\p{L}&/'.-]+)")


@cache
def _timely() -> regex.Pattern[str]:
    words = any_of(times().timely.words)
    return regex.compile(rf"(?r)(?<!\w)(?:{words})(?:{BLANK}|-)(?:(?:the|about|approximately){BLANK})?")


@cache
def grammar() -> frozenset[str]:
    """Words that name nothing: of grammar, of time, and the verbs that stand beside dates."""
    lexicon = times()
    words = [
        *times().timely.words,
        *times().small.words,
        *lexicon.cues.future,
        *lexicon.cues.past,
        *lexicon.events.words,
    ]
    return frozenset([*words, *lexicon.months, *lexicon.month_short, *lexicon.weekdays, *lexicon.ordinals])


def timely_left(folded: str, start: int) -> bool:
    """Whether a word that leads a time stands directly before."""
    return _timely().match(folded, max(0, start - 30), start) is not None


def left_word(text: str, start: int) -> tuple[str, int]:
    """The word before `start` across a blank, as printed, and where it starts; empty where none stands there."""
    end, low = start, max(0, start - 40)
    while end > low and text[end - 1] in " \u00a0\n":
        end -= 1
    match = _WORD_LEFT.match(text, low, end) if start - end <= 3 else None
    return (match[0], match.start()) if match else ("", end)


def right_word(text: str, end: int) -> str:
    """The word behind `end` across a blank, as printed."""
    if end < len(text) and text[end] in " \u00a0":
        match = _WORD_RIGHT.match(text, end + 1, min(len(text), end + 40))
        return match[0] if match else ""
    return ""


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a line or a bracket opens at `start`."""
    low = max(0, start - 6)
    return (not text[low:start].strip() and low == 0) or _SENTENCE_START.match(text, low, start) is not None


#: "GAAP 2024 net income".
_STANDARDS = frozenset({"gaap", "non-gaap", "ifrs"})
_LINE_WORD = regex.compile(r"\p{L}[\p{L}'’-]{3,}")
#: A headline is no longer than this.
_TITLE = 160


def _in_title(text: str, at: int) -> bool:
    """Whether a line is capitalised as headlines are: the capital before a year then makes no name of it."""
    start = max(text.rfind("\n", max(0, at - _TITLE), at) + 1, at - _TITLE, 0)
    end = text.find("\n", at, at + _TITLE)
    line = text[start : end if end >= 0 else at + _TITLE]
    words = _LINE_WORD.findall(line)
    return len(line) < _TITLE and len(words) >= 4 and all(word[0].isupper() for word in words)


def named_left(text: str, start: int) -> bool:
    """Whether a capitalised word that is no word of time, of grammar or of accounts stands directly before."""
    word, at = left_word(text, start)
    low = word.lower().rstrip(".")
    if (
        not word[:1].isupper()
        or low.endswith(("'s", "s'", "\u2019s", "s\u2019"))
        or low in grammar()
        or low in times().period_nouns.words
        or low in _STANDARDS
        or _in_title(text, start)
    ):
        return False
    return not (opens_sentence(text, at) and word[1:].islower() and low not in times().names.before)


def near_period_noun(folded: str, end: int, *, words: int = 4) -> bool:
    """Whether a noun of accounts or plans stands within the next words."""
    nouns, at = times().period_nouns.words, end
    for _ in range(words):
        match = _NOUN.match(folded, at, at + 32)
        if match is None:
            return False
        if match[1].rstrip(".") in nouns:
            return True
        at = match.end()
    return False
