"""Sentences: where one ends inside a paragraph. One pass over the stops, a bounded look at what stands around each."""

from collections.abc import Iterator
from functools import cache

import regex

from extractor.segment.lines import BLANK
from extractor.spans import Span
from extractor.words.common import common_words
from extractor.words.segments import vocabulary

__all__ = ["LONGEST_SENTENCE", "sentence_spans"]

LONGEST_SENTENCE = 1500
"""A longer sentence is cut at a semicolon or comma, so that nothing that parses it takes for ever."""

_LONGEST_WORD = 24
"""Characters that are looked at before a stop."""


@cache
def _stop() -> regex.Pattern[str]:
    """A stop with the quotes and brackets that close after it, where a sentence could end.

    A full stop inside a number, an address or an abbreviation without blanks is not even a candidate; two sentences
    glued together are ("… the end.Next …"), and a bullet sign in the middle of a line is.
    """
    closers = r"[\"'”’»)\]*_]"
    return regex.compile(
        rf"(?P<stop>[.!?…]++)(?P<close>{closers}*+(?:\[\d{{1,3}}\])?+)(?=[{BLANK}]|$)"
        rf"|(?<=[\p{{Ll}})%\d]{{2}})(?P<glued>[.!?])(?P<shut>{closers}{{0,2}}+)(?=[“\"]?\p{{Lu}}[\p{{Ll}}’']|[“\"]\p{{Lu}})"
        r"|(?P<wide>[。！？]++[」』）”]*+)"
        rf"|[{BLANK}](?P<bullet>[{regex.escape(vocabulary().bullets_inside)}])(?=[{BLANK}]*+[^{BLANK}])"
    )


@cache
def _next() -> regex.Pattern[str]:
    """The first word after a stop, behind quotes and brackets that open."""
    return regex.compile(
        rf"[{BLANK}]*+(?P<open>[\"'“‘«(\[*_]*+)(?P<word>\p{{L}}[\p{{L}}’'-]*+|\d|[^{BLANK}])(?P<after>\.?)"
    )


@cache
def _outside_word() -> regex.Pattern[str]:
    return regex.compile(r"[^\p{L}\d.&'’]")


def _word_before(text: str, first: int, stop: int) -> str:
    """The word that a stop belongs to, with stops inside it ("U.S", "a.m", "Int'l")."""
    return _outside_word().split(text[max(first, stop - _LONGEST_WORD) : stop])[-1]


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """The sentences of `text[start:end]`, without blanks around them; True where a bullet sign inside opened one.

    The bullet sign itself lies outside. All else that is not blank lies in exactly one sentence.
    """
    first, bullet = start, False
    for found in _stop().finditer(text, start, end):
        if found["bullet"]:
            yield from _pieces(text, first, found.start(), bullet)
            first, bullet = found.end(), True
        elif _ends(text, first, found, end):
            yield from _pieces(text, first, found.end(), bullet)
            first, bullet = found.end(), False
    yield from _pieces(text, first, end, bullet)


def _ends(text: str, first: int, found: regex.Match[str], end: int) -> bool:
    """Whether a sentence ends with this stop."""
    if found["wide"]:
        return True
    if found["glued"]:
        return not _is_address(text, first, found.start(), end)
    after = _next().match(text, found.end(), end)
    if after is None:
        return True
    word, stop = after["word"], found["stop"]
    if word[0].islower():
        return len(word) > 1 and word[1].isupper() and stop[-1] in ".!?"
    if found.start() == first or text[found.start() - 1].isspace():
        return stop in {".", "!", "?"} and word[0] not in ".,;:" and found.start() > first
    if word[0] in ",;:)]–—-%/&":
        return False
    if stop != ".":
        return not _is_name(text, first, found)
    return not _is_abbreviation(text, first, found, after)


@cache
def _site() -> regex.Pattern[str]:
    """What goes on with a web address after its first stop."""
    return regex.compile(r".[\w-]{1,60}\.[\p{Ll}]{2,6}\b")


def _is_address(text: str, first: int, stop: int, end: int) -> bool:
    """Whether a stop without a blank after it stands in a web or mail address."""
    run = text[max(first, stop - 80) : stop].rsplit(None, 1)
    if run and any(sign in run[-1] for sign in ("www", "://", "@")):
        return True
    return _site().match(text, stop, end) is not None


def _is_name(text: str, first: int, found: regex.Match[str]) -> bool:
    """A name with its own mark ("Yahoo!") at the stop."""
    before = text[max(first, found.start() - _LONGEST_WORD) : found.end("stop")]
    return before.rsplit(None, 1)[-1] in vocabulary().abbreviations.names


def _is_abbreviation(text: str, first: int, found: regex.Match[str], after: regex.Match[str]) -> bool:
    """Whether the full stop belongs to its word and ends no sentence."""
    stop = found.start()
    word, following = _word_before(text, first, stop), after["word"]
    if word.isdigit():
        return len(word) <= 2 and _is_list_number(text, first, stop - len(word))
    words = vocabulary().abbreviations
    if word in words.titles:
        return True
    if word in words.numbered:
        return following[0].isdigit()
    if word in words.times:
        return following in words.after_times or not (following[0].isupper() or following[0] in '“"')
    if word in words.names or (_is_initials(word) and text[stop - len(word) - 1 : stop - len(word)] not in {"-", "/"}):
        return following not in words.starters or bool(after["after"] and len(following) == 1)
    return False


def _is_initials(word: str) -> bool:
    """A single capital, or letters with stops between them."""
    if len(word) <= 1:
        return word.isupper()
    return "." in word and all(part.isalpha() and len(part) <= 2 for part in word.split("."))


def _is_list_number(text: str, first: int, start: int) -> bool:
    """A number that opens the sentence or follows a colon or semicolon: "1. Revenue"."""
    before = text[max(first, start - 4) : start].rstrip()
    return not before or before[-1] in ":;"


def _pieces(text: str, start: int, end: int, bullet: bool) -> Iterator[tuple[Span, bool]]:
    """A sentence without its blanks, cut where it is too long."""
    while start < end:
        inner = _stripped(text, start, end)
        if inner is None:
            return
        cut = _heading(text, inner) or inner.end
        if cut - inner.start > LONGEST_SENTENCE:
            cut = _cut(text, inner.start, inner.end)
        piece = _stripped(text, inner.start, cut)
        if piece is not None:
            yield piece, bullet
        start, bullet = cut, False


@cache
def _glued() -> regex.Pattern[str]:
    """A heading's words, each with a capital, whose last one is glued to the first word of what it heads."""
    small = r"and|of|the|for|to|in|on|an?|with|from|&|[-–—]"
    return regex.compile(
        rf"(?:[\p{{Lu}}\d][\p{{L}}\d’'&.,-]*+\ (?:(?:{small})\ )*+){{1,10}}?"
        r"(?P<last>\p{L}\p{Ll}++)(?P<first>\p{Lu}\p{Ll}*+)(?=\ [\p{Ll}’$\d])"
    )


def _heading(text: str, sentence: Span) -> int | None:
    """Where a sentence opens with a heading glued to it: `First Quarter ResultsRevenue for the quarter was …`.

    Both halves of the word in the middle are common words, and it stands nowhere else: `PayPal customers` is none.
    """
    found = _glued().match(text, sentence.start, sentence.end)
    if found is None or not {found["last"].lower(), found["first"].lower()} <= common_words():
        return None
    words = text[sentence.start : found.end("last")].split()
    opens = found["first"] in vocabulary().abbreviations.starters or len(words) > 2
    return found.end("last") if opens and text.count(found["last"] + found["first"]) == 1 else None


@cache
def _blank_run() -> regex.Pattern[str]:
    return regex.compile(rf"[{BLANK}]*+")


@cache
def _last_solid() -> regex.Pattern[str]:
    return regex.compile(rf"[^{BLANK}]", regex.REVERSE)


def _stripped(text: str, start: int, end: int) -> Span | None:
    """The span without blanks at its edges, None where nothing is left."""
    solid = _blank_run().match(text, start, end)
    first = solid.end() if solid else start
    last = _last_solid().search(text, first, end)
    return Span(first, last.end()) if last else None


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut a sentence that is too long: after the last semicolon, else comma, else blank that fits."""
    window = start + LONGEST_SENTENCE
    for mark in ("; ", ", ", " ", "\n"):
        at = text.rfind(mark, start + LONGEST_SENTENCE // 2, window)
        if at >= 0:
            return at + 1
    blank = _blank().search(text, window, min(end, window + LONGEST_SENTENCE))
    return blank.start() if blank else min(end, window + LONGEST_SENTENCE)


@cache
def _blank() -> regex.Pattern[str]:
    return regex.compile(rf"[{BLANK}]")
