"""What the words around a match of a rule say: whether it is a time at all, and whether it needs a date beside it."""

import regex

from extractor.recognise.dates.fragments import BLANK, DAY_TAIL
from extractor.recognise.dates.neighbours import (
    grammar,
    left_word,
    named_left,
    near_period_noun,
    opens_sentence,
    right_word,
    timely_left,
)
from extractor.recognise.dates.years import is_year
from extractor.words.times import times

__all__ = [
    "capitals_wanted", "century_wanted", "code_wanted", "day_wanted", "digits_wanted", "has_day", "has_year",
    "holiday_wanted", "month_wanted", "numeric_wanted", "quarter_wanted", "shared_wanted", "shifted_month_wanted",
    "sure_month", "weekday_wanted", "word_wanted", "year_period_wanted", "year_words_wanted",
]  # fmt: skip

Match = regex.Match[str]

#: Months that are verbs, modals or names of persons as well.
_NAMES = frozenset({"may", "march", "april", "june", "august"})
#: Months that are common words in small letters.
_VERBS = frozenset({"may", "march", "august"})
#: "the April poll": a noun behind a month that these lead is what the month is said of.
_OWNERS = frozenset({"the", "this", "its", "their", "our", "last", "next"})
_OF_LEFT = regex.compile(r"(?r)(?<!\w)of ")


def has_year(match: Match, text: str, folded: str) -> bool:
    """Whether the match names its year."""
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("relative"))


# ------------------------------------------------------------------ months and days


def month_wanted(match: Match, text: str, folded: str) -> bool:
    """A month in capitals that is no part of a name; the verbs only with their year."""
    start, end = match.span()
    printed = text[match.start("month") : match.end("month")]
    low = printed.lower().rstrip(".")
    if has_year(match, text, folded):
        return True
    if folded[end : end + 1].isdigit() or folded.startswith((" & ", " + "), end):
        return False
    if printed.islower():
        return (
            low in times().months
            and low not in _VERBS
            and (timely_left(folded, start) or _OF_LEFT.match(folded, max(0, start - 5), start) is not None)
        )
    if low in times().month_short and low not in times().months:
        return True
    word = right_word(text, end)
    if (
        word[:1].isupper()
        and word.lower() not in grammar()
        and not timely_left(folded, start)
        and not opens_sentence(text, start)
    ):
        return False
    return not named_left(text, start)


def capitals_wanted(match: Match, text: str, folded: str) -> bool:
    """A month in capitals."""
    return text[match.start("month") : match.end("month")].isupper()


def sure_month(match: Match, text: str, folded: str) -> bool:
    """A month with its year, or one that is surely no name and no verb."""
    if has_year(match, text, folded):
        return True
    start, end = match.span()
    low = folded[match.start("month") : match.end("month")].rstrip(".")
    if low in times().month_short and low not in times().months:
        return False
    following = right_word(text, end)
    named = following[:1].isupper() and following.lower() not in grammar()
    if timely_left(folded, start):
        return not (named and low in _NAMES)
    if low in _NAMES:
        if following.lower().rstrip(".") in times().period_nouns.words and not following[:1].isupper():
            return True
        left = left_word(folded, start)[0]
        return following.islower() and following not in grammar() and (left in _OWNERS or left.endswith(("'s", "s'")))
    return not named


def day_wanted(match: Match, text: str, folded: str) -> bool:
    """A day and a month; lower-case `may` and `march` are verbs unless an ordinal, an `of` or a year says otherwise."""
    printed = text[match.start("month") : match.end("month")]
    low, day = printed.lower().rstrip("."), match["day"]
    joined = " of " in match[0] or " the " in match[0]
    if not printed.islower():
        return not (low in _NAMES and day.isalpha() and not joined and not timely_left(folded, match.start()))
    if match.start() == 0 and day.isdigit() and not folded[match.end() :].strip(" .\n"):
        return True
    if low not in {"may", "march", "mar"}:
        return not day[0].isalpha() or joined
    return (
        joined
        or has_year(match, text, folded)
        or (day[0].isdigit() and (not day.isdigit() or low != "may") and _led(folded, match))
    )


def _led(folded: str, match: Match) -> bool:
    return folded[match.start()].isalpha() and (timely_left(folded, match.start()) or not match["day"].isdigit())


def numeric_wanted(match: Match, text: str, folded: str) -> bool:
    """Day and month in either order; behind a dash it ends a range; with dashes a short year must be led."""
    start = match.start()
    before = folded[start - 1] if start else " "
    if before == "-" and _DIGITS_BEFORE.match(folded, max(0, start - 11), start):
        before = " "
    if match["mark"] == "-" and len(match["year"]) == 2 and not timely_left(folded, start):
        return False
    return min(int(match["a"]), int(match["b"])) <= 12 and before not in "$€£¥₹#+*=<>@_-./,"


_DIGITS_BEFORE = regex.compile(r"(?r)\d[/.](?:\d\d){1,2}-")


def digits_wanted(match: Match, text: str, folded: str) -> bool:
    """Month and day in digits that may be one; the attacks of 9/11 are a name."""
    return min(int(match["a"]), int(match["b"])) <= 12 and match[0] not in {"9/11", "7/7"}


# ------------------------------------------------------------------ parts of months, holidays, years in words

_GREETING = frozenset({"merry", "happy", "white", "secret"})
_HOLIDAY_LED = regex.compile(
    rf"(?r)(?<!\w)(?:on|by|before|after|since|until|till|at|around|between|from|through|to"
    rf"|(?:scheduled|planned|set|slated|due|expected|timed){BLANK}for){BLANK}"
)
_YEAR_BEHIND = regex.compile(rf"{BLANK}(?:the|it|he|she|we|they|to|and|or|but|when|as|a|an|there)(?!\w)|[.,;:)!?]|\s*$")


def holiday_wanted(match: Match, text: str, folded: str) -> bool:
    """A holiday that is a time: led by a word of time or with its year; no noun behind it."""
    start, end = match.span()
    if _DATE_BEHIND.match(folded, end) or _DATE_BEFORE.match(folded, max(0, start - 14), start):
        return False
    if has_year(match, text, folded) or match["shift"] or match["weekend"]:
        return True
    if start == 0 and not folded[end:].strip(" .!\n"):
        return True
    word = right_word(text, end)
    if (word and word.lower() not in grammar()) or folded[end : end + 1] in {"-", "/", "&"}:
        return False
    if left_word(folded, start)[0] in _GREETING or (named_left(text, start) and not opens_sentence(text, start)):
        return False
    if match["holiday"].endswith((" day", " eve")) and folded.endswith((" and ", " or "), 0, start):
        return True
    return _HOLIDAY_LED.match(folded, max(0, start - 20), start) is not None


_FIRST_YEAR = regex.compile(rf"(?r)\d{{4}}(?:{BLANK}(?:to|through|and|or){BLANK}|,{BLANK}| ?- ?)")


def year_period_wanted(match: Match, text: str, folded: str) -> bool:
    """The period of one year, not that of "2020 to 2024"."""
    start = match.start()
    return _FIRST_YEAR.match(folded, max(0, start - 16), start) is None and is_year(match, text, folded)


def century_wanted(match: Match, text: str, folded: str) -> bool:
    """A century in small letters: `21st Century Fox` is a name."""
    printed = text[match.start() : match.end()]
    return printed[-7:] != "Century"


def year_words_wanted(match: Match, text: str, folded: str) -> bool:
    """A year in words at which its phrase ends."""
    return _YEAR_BEHIND.match(folded, match.end()) is not None


# ------------------------------------------------------------------ weekdays and day words

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?s?"
_DATE_BEFORE = regex.compile(
    r"(?r)(?<!\w)(?:\d{1,2}(?:st|nd|rd|th)?|\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]*) ?\("
)
_HOURS = regex.compile(rf"(?:,?{BLANK}(?:to|through){BLANK}| ?- ?|/){_DAYS}(?!\w)")
_EVERY = regex.compile(
    rf"(?r)(?:(?<!\w)(?:every|each|black|good|super|cyber|giving){BLANK}|{_DAYS}(?:,?{BLANK}(?:to|through){BLANK}| "
    rf"?[-/] ?))"
)
_ORDINALS = "(?:first|second|third|four|fif|six|seven|eigh|nin|ten|eleven|twel|thir|twenty)"
_DATE_BEHIND = regex.compile(
    rf"(?:,?{BLANK}|\.{BLANK}|,)(?:the{BLANK})?\(?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:{BLANK}|-|/|\.|\))(?:of{BLANK})?"
    rf"(?:\d{{1,2}}[/.-]\d|[a-z]{{3}})|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]*{BLANK}(?:the"
    rf"{BLANK})?(?:\d|{_ORDINALS})|\d{{4}}-\d\d)"
)
#: "Tuesday the 19th": the day behind it is the date.
_DAY_BEHIND = regex.compile(rf",?{BLANK}(?:the{BLANK})?\d{{1,2}}(?:st|nd|rd|th){DAY_TAIL}")


def weekday_wanted(match: Match, text: str, folded: str) -> bool:
    """A weekday in capitals, alone: no date behind it, no opening hours, no name."""
    start, end = match.span()
    if _HOURS.match(folded, end) or _DATE_BEHIND.match(folded, end) or _DAY_BEHIND.match(folded, end):
        return False
    if _NTH_LEFT.match(folded, max(0, start - 12), start) or _OF_EACH.match(folded, end):
        return False
    if _EVERY.match(folded, max(0, start - 20), start) or _DATE_BEFORE.match(folded, max(0, start - 14), start):
        return False
    word = right_word(text, end)
    if word[:1].isupper() and word.lower() not in grammar() and not word.isupper():
        return False
    return not named_left(text, start) or _behind_name(text, folded, start, end)


#: "first Friday of the month", "Fridays of each week": a custom, no day.
_NTH_LEFT = regex.compile(rf"(?r)(?<!\w)(?:first|second|third|fourth|fifth|last|final|other){BLANK}")
_OF_EACH = regex.compile(rf"{BLANK}(?:of|in){BLANK}(?:each|every|the{BLANK}month)(?!\w)")
_LED_NAME = regex.compile(r"(?r)(?<!\w)(?:in|from|to|with|for|by|of|outside|near) (?:the )?(?:\p{Lu}[\w'.-]*[ ]){1,3}+")


def _behind_name(text: str, folded: str, start: int, end: int) -> bool:
    """A weekday behind the name of a place: "ended in Alataw Pass Monday, the …"; not "at Ruby Tuesday"."""
    if not regex.match(r"[,.;\n]|$| (?:and|to|that|after|as|in|for|with|the|while|when)(?!\w)", folded[end : end + 12]):
        return False
    return (
        left_word(folded, start)[0] not in times().weekday_names.words
        and _LED_NAME.match(text, max(0, start - 60), start) is not None
    )


def word_wanted(match: Match, text: str, folded: str) -> bool:
    """A day word that is no part of a name."""
    start = match.start()
    return text[start].islower() or opens_sentence(text, start) or not named_left(text, start)


# ------------------------------------------------------------------ periods


def quarter_wanted(match: Match, text: str, folded: str) -> bool:
    """No year has a third half."""
    return match["part"] != "half" or match["ordinal"] in {"first", "second", "1st", "2nd", "final"}


def code_wanted(match: Match, text: str, folded: str) -> bool:
    """A quarter's code; a lone half needs capitals and a preposition, for H2 is a gas and H1 a visa."""
    start, end = match.span()
    half = match["part"] == "h"
    if int(match["ordinal"]) > (2 if half else 4):
        return False
    if half and not has_year(match, text, folded):
        return text[start:end].isupper() and timely_left(folded, start)
    if has_year(match, text, folded):
        return True
    following = right_word(text, end)
    named = following[:1].isupper() and following[1:2].islower() and not near_period_noun(folded, end)
    return not (named and left_word(folded, start)[0] in {"the", "a", "an", "new"})


def shared_wanted(match: Match, text: str, folded: str) -> bool:
    """A length that says what it counts, or which one of a year it is."""
    groups = match.groupdict()
    return bool(groups.get("count") or groups.get("ordinal") or groups.get("unit"))


def shifted_month_wanted(match: Match, text: str, folded: str) -> bool:
    """`next May` in front of no name: not `the next May & June Gallery`; no weekday that its date follows."""
    if match["weekday"] and _DATE_BEHIND.match(folded, match.end()):
        return False
    if match["season"]:
        return True
    start = match.start("weekday") if match["weekday"] else match.start("month")
    small = text[start].islower() and not match["weekday"]
    plain = match["month"] in times().months and match["month"] not in _VERBS and match["shift"] in {"last", "next"}
    return (not small or plain) and not folded.startswith((" & ", " + "), match.end())


def has_day(match: Match, text: str, folded: str) -> bool:
    """Whether the match names a day."""
    return match["day"] is not None
