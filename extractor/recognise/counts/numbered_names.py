"""Numbers that are names, labels, codes or parts of larger figures, and count nothing (`Episode 40`, `24/7`)."""

from collections import Counter as Tally
from collections.abc import Sequence

import regex

from extractor.documents import Token
from extractor.recognise.counts.counters import Counter
from extractor.words.beside import words_before, words_behind
from extractor.words.common import common_words
from extractor.words.nouns import noun_classes
from extractor.words.times import times

__all__ = ["is_name_or_code", "is_title", "repeated_names"]

_GLUED = regex.compile(r"(?r)(?:[\d\p{L}][/:.,_]|[#$€£¥₹@/\\§№^~_=*]|\p{Sc}|\d[-‐‑–])")
_ONE_SIGN = regex.compile(r"(?r)(?:(?<![\p{L}\d])~|\*)")
_GOES_ON = regex.compile(r"/|[:_@^%]\w|[ \u00a0]?%|[°²³’”\"']|\.[\d\p{L}]|,\d|\)")
#: A digit or two that open a line before a capital are a list number or a footnote mark, unless the line is a title.
_OPENS_LINE = regex.compile(r"(?r)(?:^|\n)[ \t\u00a0•*·-]*")
_CAPITAL_BEHIND = words_behind(r" \p{Lu}")
_RANGE_GOES_ON = regex.compile(r"[-–]\d")
_WORD_BEFORE = words_before(r"(?<![\w.-])(?P<word>[\p{L}][\p{L}\p{M}.’'&-]*) (?P<sign>#)?")
_ORDINAL_BEFORE = words_before(r"(?<!\w)(?:no|nos|number|numbers|ranked|ranking|#)\.? ?")
_TOTAL_OF = words_before(r"\btotal of ")
#: "In Germany 45 cases were reported": here the name and the number do not belong together.
_CIRCUMSTANCE = frozenset(["in", "on", "at", "since", "across", "throughout", "outside", "near"])


def is_title(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is written like a title: most of its longer words have capitals."""
    words = [t.text for t in tokens if len(t.text) > 3 and t.text.isalpha()]
    return len(words) >= 2 and sum(w[0].isupper() for w in words) >= 0.7 * len(words)


def is_name_or_code(text: str, counter: Counter, *, opens_range: bool = False) -> bool:
    """Whether the number stands glued to signs, behind a label, or inside a name.

    `opens_range` says that a dash and the other end of a range may follow.
    """
    numeral = counter.numeral
    if numeral.glued_before or (numeral.suffix and counter.end == numeral.end):
        return True
    before = _GLUED.match(text, max(0, counter.start - 2), counter.start)
    if before is not None and not _ONE_SIGN.match(text, max(0, counter.start - 2), counter.start):
        return True
    if _GOES_ON.match(text, counter.end) or (not opens_range and _RANGE_GOES_ON.match(text, counter.end)):
        return True
    if _is_year(text, counter) or _is_list_number(text, counter):
        return True
    return _is_labelled(text, counter)


#: A release that says a capitalised word with the same small number so often has a name.
_OFTEN = 3
_NUMBERED = regex.compile(r"(?<![\w&’'.-])(?P<word>\p{Lu}\p{L}+)[ \u00a0](?P<number>\d{1,3})(?![\d%]|[.,/:]\d)")


def repeated_names(text: str) -> frozenset[int]:
    """Where the numbers start that are part of a name which the text repeats (`PLAY 60`, `Blade 14`).

    A word that is written small elsewhere counts only in capitals throughout: `Over 300 shops` may open a sentence.
    """
    found = [(m["word"], m["number"], m.start("number")) for m in _NUMBERED.finditer(text)]
    times_said = Tally((word, number) for word, number, _ in found)
    return frozenset(at for word, number, at in found if times_said[word, number] >= _OFTEN and _may_name(word))


def _may_name(word: str) -> bool:
    return not _is_month(word.lower()) and (word.isupper() or word.lower() not in common_words())


def _is_year(text: str, counter: Counter) -> bool:
    numeral = counter.numeral
    if numeral.words or numeral.grouped or numeral.decimals or counter.end != numeral.end or numeral.scale != 1:
        return False
    if _TOTAL_OF.match(text, max(0, counter.start - 12), counter.start):  # "a total of 2054 cases"
        return False
    return 1900 <= numeral.value <= 2100 and numeral.value % 100 != 0


def _is_list_number(text: str, counter: Counter) -> bool:
    if counter.numeral.words or counter.end - counter.start > 2 or not _CAPITAL_BEHIND.match(text, counter.end):
        return False
    return _OPENS_LINE.match(text, max(0, counter.start - 8), counter.start) is not None and not is_title(
        counter.tokens
    )


def _is_labelled(text: str, counter: Counter) -> bool:
    if _ORDINAL_BEFORE.match(text, max(0, counter.start - 10), counter.start):
        return True
    match = _WORD_BEFORE.match(text, max(counter.sentence_start, counter.start - 40), counter.start)
    if match is None:
        return False
    word = match["word"]
    if word.lower() in noun_classes().labels.words or word.lower().rstrip(".") in noun_classes().labels.words:
        return not (counter.numeral.grouped or counter.numeral.scale != 1)
    if _is_subject_with_number(counter):
        return True
    return word[0].isupper() and _is_in_a_name(counter, word, match.start("word"))


def _is_subject_with_number(counter: Counter) -> bool:
    """`Bus 12 runs to the pier`: the parser takes the verb for a noun, with the name as its subject."""
    if not counter.first or counter.first >= len(counter.tokens):
        return False
    name, number = counter.tokens[counter.first - 1], counter.tokens[counter.first]
    return name.dep == "nsubj" and number.dep == "nummod" and name.head == number.head


def _is_in_a_name(counter: Counter, word: str, start: int) -> bool:
    """Whether a capitalised word right before a plain number makes one name with it ("Boeing 737", "Fortune 500")."""
    numeral = counter.numeral
    if numeral.grouped or numeral.scale != 1 or numeral.words or _is_month(word.lower()) or counter.end != numeral.end:
        return False
    if start == counter.sentence_start or word.lower() in noun_classes().phrase_ends.words or counter.first == 0:
        return False
    token, number = counter.tokens[counter.first - 1], counter.tokens[counter.first]
    if token.tag not in {"NNP", "NNPS"} or is_title(counter.tokens):
        return token.tag in {"NNP", "NNPS"} and token.head == number.head and token.dep in {"compound", "nmod"}
    opens = token.dep == "pobj" and counter.tokens[token.head].text.lower() in _CIRCUMSTANCE
    return not opens or number.head == token.index


def _is_month(word: str) -> bool:
    return word in times().months or word in times().month_short
