"""Tells a year from a count, an amount, an identifier or a part of a name by the words around the number."""

from functools import cache

import regex

from extractor.recognise.dates.fragments import BLANK, any_of
from extractor.recognise.dates.neighbours import (
    grammar,
    left_word,
    named_left,
    near_period_noun,
    opens_sentence,
    right_word,
)
from extractor.words.times import times

__all__ = ["is_month", "is_span", "is_sure_year", "is_year"]

Match = regex.Match[str]

#: Before a number these make it a count, unless a word of time leads them ("from approximately 1994").
_HEDGE = regex.compile(
    rf"(?r)(?<!\w)(?<!(?:in|from|since|until|by|between|to|of){BLANK})(?:about|approximately|around|nearly|almost|some"
    rf"|(?:more|fewer|less){BLANK}than|at{BLANK}least|up{BLANK}to|only|just|another|roughly|exactly|total{BLANK}of){BLANK}"
)
_SIGNS = "$€£¥₹#+№*=^<>@\\_%‰§~"
#: "(*1969, Italian national)": the year of a birth.
_BORN = regex.compile(r"(?r)\([*†] ?")
_GLUED = regex.compile(r"[-/](?:\d{4}(?!\d)|(?:to-)?\w*[a-z])")
_FRAME = '(\n[•▪|“"'
_WORD = regex.compile(r"[\p{L}][\p{L}'.-]*")
_STRONG = regex.compile(
    rf"(?r)(?:(?<!\w)(?:in|since|until|till|during|by|throughout|fiscal|years?){BLANK}(?:early{BLANK}|late{BLANK})?"
    rf"|(?<!\d)(?:19|20)\d\d(?:{BLANK}(?:to|and|or|through|until){BLANK}|,{BLANK}| ?[-/] ?))"
)
#: "Turnover 2024: EUR 12 million".
_LISTED_FIGURE = regex.compile(r": ?(?:[$€£¥₹]|\p{Lu}{2,4} ?\d|\d|\p{Lu}{1,3}\$)")
_OPENS = regex.compile(r" (?:was|is|will|has|saw|brought|marks|marked|proved|promises|looks|were)(?!\w)")
#: "IHR (2005)", "Smith et al. (2005)": the year of a paper or a law.
_CITED = regex.compile(r"(?r)(?:(?<!\w)(\p{Lu}{2,6}|al\.)|[Rr]egulations?|Act|Code) \(")
#: "in 2020, 1060 people": an earlier number in a list of years is none.
_EARLIEST_LISTED = 1700
_VERBS = frozenset({"is", "was", "has", "its", "as", "this", "us"})


@cache
def _led() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?r)(?:(?<!\w)(?:{any_of(times().before_years.words)})(?:{BLANK}|-)(?:(?:about|approximately|around|circa"
        rf"|fiscal){BLANK})?|'s?{BLANK}|now{BLANK}and{BLANK})"
    )


def is_year(match: Match, text: str, folded: str) -> bool:
    """Whether nothing around the number makes it something else than a year."""
    start, end = match.span()
    if _is_glued(folded, start, end) or _in_name(text, folded, start, end):
        return False
    word, _ = left_word(folded, start)
    if word == "than" and folded[end : end + 1] not in {",", ".", ";", ")", "", "\n", ":"}:
        return not counts(folded, start, end) and not _HEDGE.match(folded, max(0, start - 20), start)
    return not _HEDGE.match(folded, max(0, start - 20), start) and not counts(folded, start, end)


def is_sure_year(match: Match, text: str, folded: str) -> bool:
    """Whether the number is a year even without a year beside it: a word leads it, or a noun of accounts follows it."""
    start, end = match.span()
    if _led().match(folded, max(0, start - 26), start) or _LISTED_FIGURE.match(text, end):
        return True
    if _BORN.match(folded, max(0, start - 3), start):
        return True
    if len(match["year"]) == 2 or (folded.startswith("'s ", end) and 1900 <= int(match["year"]) <= 2100):
        return True
    if not 1900 <= int(match["year"]) <= 2100:
        return False
    left, after = folded[max(0, start - 3) : start], folded[end : end + 1]
    if start == 0 or left[-1:] in _FRAME or left.endswith(("- ", ": ", "\n ", "# ")):
        return after in {":", ")", "]"} or near_period_noun(folded, end) or _OPENS.match(folded, end) is not None
    if opens_sentence(text, start) and _OPENS.match(folded, end):
        return True
    if named_left(text, start):
        return False
    return left_word(folded, start)[0] in times().period_nouns.words or near_period_noun(folded, end)


def is_span(match: Match, text: str, folded: str) -> bool:
    """Two years in order, no telephone or document number around."""
    start = match.start()
    first, second = int(match["year"]), match["year2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last <= first and len(second) == 2:
        last += 100
    if len(second) == 2 and int(second) <= 12 and last != first + 1 and not _lists_spans(folded, start):
        return False
    before = folded[start - 1] if start else " "
    return 0 < last - first <= (120 if len(second) == 4 else 60) and before not in _SIGNS + "-./,"


#: "1988-95, 1997-2001 and": spans of years, so that `2004-11` behind them is one too.
_SPANS = regex.compile(r"(?r)(?<![\w/-])(?:1[5-9]|20)\d\d-(?:(?:1[5-9]|20)\d\d|1[3-9]|[2-9]\d)(?:, and|,| and| or) ")


def _lists_spans(folded: str, start: int) -> bool:
    return _SPANS.match(folded, max(0, start - 16), start) is not None


def is_month(match: Match, text: str, folded: str) -> bool:
    """Whether year and month in digits are no span of years in a list of such: `1988-95 and 2004-11`."""
    return not _lists_spans(folded, match.start())


def counts(folded: str, start: int, end: int) -> bool:
    """Whether the noun behind the number makes it a count: a unit, or a plural that no year modifies.

    Behind a word that leads times only (`in`, `since`) and in a list of years the plural is a subject or a verb:
    "in 2023 sales rose", "for 2022 to 2025 takes up"; only what is counted most still makes it a count.
    """
    nouns, units = times().period_nouns.words, times().count_nouns.words
    rare = folded[start:end].isdigit() and int(folded[start:end]) < _EARLIEST_LISTED
    strong = not rare and _STRONG.match(folded, max(0, start - 16), start) is not None
    at = end
    for step in range(1 if strong else 3):
        match = _WORD.match(folded, at + 1, at + 40) if folded[at : at + 1] in {" ", "\n"} else None
        if match is None:
            return False
        word = match[0].rstrip(".")
        if (step == 0 or rare) and (word in units or word in times().counted.words):
            return True
        if strong or word in nouns or word in grammar() or word in _VERBS or word.endswith(("ed", "ing", "'s")):
            return False
        if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")):
            return True
        at = match.end()
    return False


def _is_glued(folded: str, start: int, end: int) -> bool:
    """Whether signs or digits around the number make it a part of something longer."""
    before = folded[start - 1] if start else " "
    if before in _SIGNS:
        return _BORN.match(folded, max(0, start - 3), start) is None
    if before in "-./,:" and start > 1 and folded[start - 2].isalnum():
        return not (before in "-/" and folded[start - 2].isalpha())
    return folded[end : end + 1] in {"-", "/", "%", "°"} and not _GLUED.match(folded, end)


def _is_cited(text: str, start: int) -> bool:
    """Whether a year in brackets is that of a paper or a law: no acronym of accounts stands before it."""
    match = _CITED.match(text, max(0, start - 24), start)
    return match is not None and (match[1] or "").lower() not in times().period_nouns.words


def _in_name(text: str, folded: str, start: int, end: int) -> bool:
    """Whether the number belongs to a name: `Windows 2000`, `Securities Act of 1933`, `2030 Agenda`."""
    if folded[start - 1 : start] == "(" and folded[end : end + 1] == ")" and _is_cited(text, start):
        return True
    word, at = left_word(text, start)
    low = word.lower().rstrip(".")
    if low in times().names.before or (low == "of" and left_word(text, at)[0].lower() in times().names.before_of):
        return True
    following = right_word(text, end)
    if not following[:1].isupper() or following.lower() in grammar() or near_period_noun(folded, end, words=3):
        return False
    return low in {"the", "to", "a", "an", "its", "our", "their", "of", "at"}
