"""What the words around a lone year, month or weekday say: whether it is a time at all."""

from functools import cache

import regex

from extractor.normalise.times import times
from extractor.recognise.dates_words import BLANK, any_of

__all__ = ["is_wanted", "is_weak"]

Match = regex.Match[str]

_PREPOSITION = (
    "in on since by until till during of from for through throughout to before after than year years and or vs vs. versus over "
    "between into circa ca. early late mid with within as at around against the its our their his her a every each fiscal calendar "
    "beginning starting ending ended q1 q2 q3 q4 compared about behind beyond towards toward past next last this per"
)
_TIMELY = regex.compile(
    rf"(?r)(?<!\w)(?:{any_of('in since by until till during of from for through throughout to before after than between into early late mid end next last this every each on as compared with within and or past around'.split())})(?:{BLANK}|-)(?:the{BLANK}|about{BLANK}|approximately{BLANK})?"
)
_HEDGE = regex.compile(
    rf"(?r)(?<!\w)(?:about|approximately|around|nearly|almost|some|more{BLANK}than|fewer{BLANK}than|less{BLANK}than|at{BLANK}least|up{BLANK}to|only|just|another|roughly|exactly){BLANK}"
)
_WORD_LEFT = regex.compile(r"(?r)[\p{L}'.&]+")
_WORD_RIGHT = regex.compile(r"[\p{L}][\p{L}'.-]*")
_SIGN_LEFT = "$€£¥₹#+№*=^<>@\\_%‰§"
_SENTENCE_START = regex.compile(r"(?r)(?:^|[.!?:;•▪\-\n\"“”(*|]\s*|\n\s*)")
_LOWER_MONTHS = {"may", "march", "mar", "sun", "sat", "dec", "august"}


def is_wanted(rule: str, match: Match, text: str, folded: str) -> bool:
    """Whether a match of a rule is a time where it stands."""
    check = _CHECKS.get(rule)
    return check is None or check(match, text, folded)


def is_weak(rule: str, match: Match, text: str, folded: str) -> bool:
    """Whether the match counts only beside a sure date (`2022` in `2023, 2022 and 2021`, `Jan.` in `Jan.-Mar.`)."""
    if rule == "date.year":
        return not _sure_year(match, text, folded)
    if rule == "date.month" and not _has_year(match):
        return not _sure_month(match, text, folded)
    return False


def _has_year(match: Match) -> bool:
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("relative"))


def _left_word(text: str, start: int, *, back: int = 40) -> tuple[str, int]:
    """The word before `start` across one blank, as printed, and where it starts; empty where none stands there."""
    end = start
    low = max(0, start - back)
    while end > low and text[end - 1] in " \u00a0\n":
        end -= 1
    if start - end > 3:
        return "", end
    match = _WORD_LEFT.match(text, low, end)
    return (match[0], match.start()) if match else ("", end)


def _right_word(text: str, end: int) -> str:
    if end < len(text) and text[end] in " \u00a0":
        match = _WORD_RIGHT.match(text, end + 1, min(len(text), end + 40))
        return match[0] if match else ""
    return ""


def _opens_sentence(text: str, start: int) -> bool:
    low = max(0, start - 6)
    return start == 0 or bool(_SENTENCE_START.match(text, low, start)) and text[low:start].strip(" \u00a0") != ""


def _named_left(text: str, start: int) -> bool:
    """Whether a capitalised word that is no word of time, of grammar or of accounts stands directly before."""
    word, at = _left_word(text, start)
    low = word.lower().rstrip(".")
    if not word[:1].isupper() or low in _grammar() or low in times().period_nouns.words:
        return False
    return not (
        _opens_sentence(text, at) and (word[1:].islower() or len(word) == 1) and low not in times().names.before
    )


@cache
def _grammar() -> frozenset[str]:
    lexicon = times()
    small = (
        _PREPOSITION.split()
        + [w for cue in (lexicon.cues.future, lexicon.cues.past) for w in cue]
        + list(lexicon.events.words)
    )
    return frozenset([*small, *lexicon.months, *lexicon.month_short, *lexicon.weekdays, *lexicon.ordinals])


# ------------------------------------------------------------------------------------------------ years


def _year_wanted(match: Match, text: str, folded: str) -> bool:
    start, end = match.span()
    before = folded[start - 1] if start else " "
    if before in _SIGN_LEFT or (
        before in "-./,:"
        and start > 1
        and folded[start - 2].isalnum()
        and not (before in "-/" and folded[start - 2].isalpha())
    ):
        return False
    if folded[end : end + 1] in {"-", "/", "%", "°", "\u00b0"} and not regex.match(
        r"(?:-|/)(?:\d{4}(?!\d)|(?:to-)?\w*[a-z])", folded[end : end + 12]
    ):
        return False
    word, at = _left_word(text, start)
    low = word.lower()
    if low.rstrip(".") in times().names.before or (
        low == "of" and _left_word(text, at)[0].lower() in times().names.before_of
    ):
        return False
    if _HEDGE.match(folded, max(0, start - 20), start) and not low == "than":
        return False
    return not _counts(folded, end) and not (
        low == "than" and not regex.match(r"[\s,.;)]", folded[end : end + 1] or ".")
    )


def _counts(folded: str, end: int) -> bool:
    """Whether a noun behind the number makes it a count: a plural within two words that no year modifies."""
    nouns, counts = times().period_nouns.words, times().count_nouns.words
    at = end
    for _ in range(3):
        if folded[at : at + 1] not in {" ", "\n"}:
            return False
        match = _WORD_RIGHT.match(folded, at + 1, at + 40)
        if match is None:
            return False
        word = match[0].rstrip(".")
        if at == end and word in counts:
            return True
        if (
            word in nouns
            or word in _grammar()
            or word.endswith(("ed", "ing", "'s"))
            or word in {"is", "was", "has", "its", "as", "this", "us"}
        ):
            return False
        if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")):
            return True
        at = match.end()
        if match[0].endswith("."):
            return False
    return False


_YEAR_CUE = regex.compile(
    rf"(?r)(?<!\w)(?:{any_of('in since by until till during of from for through throughout to before after than year years vs vs. versus over between into circa ca. early late mid with as against at around the its our their his her fiscal calendar beginning starting ended compared towards toward behind beyond until and/or on late about'.split())})(?:{BLANK}|-)(?:about{BLANK})?"
    rf"|(?r)(?:'s?){BLANK}"
)
_FRAMED = regex.compile(r"[(\[]\Z|\n\s*\Z|^\Z")


def _sure_year(match: Match, text: str, folded: str) -> bool:
    start, end = match.span()
    year = int(match["year"])
    if _YEAR_CUE.match(folded, max(0, start - 24), start):
        return True
    if not 1900 <= year <= 2100:
        return False
    left, after = folded[max(0, start - 3) : start], folded[end : end + 1]
    if (start == 0 or left[-1:] in '(\n[•▪“"' or left.endswith(("- ", ": ", "\n ", "# "))) and after in {
        ":",
        ")",
        ",",
        "",
        "\n",
        " ",
        "]",
        "-",
    }:
        return (
            after in {":", ")", "]"}
            or _right_word(folded, end).rstrip(".") in times().period_nouns.words
            or _near_noun(folded, end)
        )
    if _named_left(text, start):
        return False
    word, _ = _left_word(folded, start)
    if word in times().period_nouns.words:
        return True
    return _near_noun(folded, end)


def _near_noun(folded: str, end: int) -> bool:
    """Whether a noun of accounts or plans stands within the next four words."""
    nouns = times().period_nouns.words
    at = end
    for _ in range(4):
        match = regex.match(r"[ \n](?:\"|“)?([\p{L}&/'.-]+)", folded[at : at + 32])
        if match is None:
            return False
        if match[1].rstrip(".") in nouns:
            return True
        at += match.end()
    return False


# ------------------------------------------------------------------------------------------------ months and days


def _month_wanted(match: Match, text: str, folded: str) -> bool:
    start, end = match.span()
    printed = text[match.start("month") : match.end("month")]
    if _has_year(match):
        return (
            not printed.islower()
            or folded[match.start("month") : match.end("month")] not in {"may", "march", "mar"}
            or bool(_TIMELY.match(folded, max(0, start - 30), start))
        )
    if printed.islower() or folded[end : end + 1].isdigit():
        return False
    low = printed.lower().rstrip(".")
    if low in times().month_short and low not in times().months:
        return True
    word = _right_word(text, end)
    timely = bool(_TIMELY.match(folded, max(0, start - 30), start))
    if word[:1].isupper() and word.lower() not in _grammar() and not timely and not _opens_sentence(text, start):
        return False
    return not _named_left(text, start)


def _sure_month(match: Match, text: str, folded: str) -> bool:
    start, end = match.span()
    low = folded[match.start("month") : match.end("month")].rstrip(".")
    if low in times().month_short and low not in times().months:
        return False
    if _TIMELY.match(folded, max(0, start - 30), start):
        following = _right_word(text, end)
        return not (
            following[:1].isupper()
            and low in {"may", "june", "april", "august"}
            and following.lower() not in _grammar()
        )
    if low in {"may", "march", "april", "june", "august"}:
        return (
            bool(
                regex.match(
                    rf" (?:{any_of(sorted(times().period_nouns.words))}|and (?:june|july|april))(?!\w)",
                    folded[end : end + 24],
                )
            )
            and not text[end + 1 : end + 2].isupper()
        )
    word = _right_word(text, end)
    return not word[:1].isupper() or word.lower() in _grammar()


def _day_wanted(match: Match, text: str, folded: str) -> bool:
    printed = text[match.start("month") : match.end("month")]
    low, groups = printed.lower().rstrip("."), match.groupdict()
    day = groups["day"]
    if not printed.islower() or low not in {"may", "march", "mar"}:
        return printed != printed.lower() or not day[0].isalpha() or " of " in match[0] or "the " in match[0]
    if _has_year(match) or " of " in match[0] or " the " in match[0]:
        return True
    return not day.isdigit() and day[0].isdigit()


_HOURS = regex.compile(
    rf"(?:,?{BLANK}(?:to|through|and|or)|-|/| -){BLANK}?(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?"
)
_DATE_BEHIND = regex.compile(
    rf"(?:,?{BLANK}|\.{BLANK}|,)(?:the{BLANK})?\(?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:{BLANK}|-|/|\.)(?:of{BLANK})?(?:\d{{1,2}}[/.-]\d|[a-z]{{3}})|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]*{BLANK}\d)"
)


def _weekday_wanted(match: Match, text: str, folded: str) -> bool:
    start, end = match.span()
    if not text[start].isupper() or _HOURS.match(folded, end) or _DATE_BEHIND.match(folded, end):
        return False
    if (
        regex.match(
            r"(?r)(?:to|through|and|or|/|-|every|each) ?", folded, regex.REVERSE, start - 10 if start > 10 else 0, start
        )
        if False
        else bool(_EVERY.match(folded, max(0, start - 20), start))
    ):
        return False
    word = _right_word(text, end)
    if word[:1].isupper() and word.lower() not in _grammar() and not word.isupper():
        return False
    return not _named_left(text, start)


_EVERY = regex.compile(
    rf"(?r)(?:(?<!\w)(?:every|each){BLANK}|(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?(?:,?{BLANK}(?:to|through|and|or){BLANK}| ?[-/] ?))"
)

_UNIT_LEFT = regex.compile(
    rf"(?r)(?<!\w)(?:(?:in|for|during|throughout|over|within|ended|ends|end|finished|closed|began|started|on)|"
    rf"(?:end|start|beginning|close|course|rest|remainder|most|half|part|middle|months|quarters|days|weeks|quarter){BLANK}of){BLANK}the{BLANK}"
)
_UNIT_RIGHT = regex.compile(
    r"(?:\s*(?:[.,;:)\]!?\n]|$)|'s(?!\w)|[ \n](?:was|were|and|to|in|by|with|from|as|that|is|on|at|for|which|including|due|or|ended|under|reflecting|before|after|compared|because|are|than|while|when|but|the|we|primarily|overall|ahead|totaled|totalled|increased|decreased|rose|fell)(?!\w))"
)


def _unit_wanted(match: Match, text: str, folded: str) -> bool:
    start, end = match.span()
    return bool(_UNIT_LEFT.match(folded, max(0, start - 40), start) and _UNIT_RIGHT.match(folded, end))


def _code_wanted(match: Match, text: str, folded: str) -> bool:
    """A quarter's code in capitals; a lone half needs a preposition, for H2 is a gas and H1 a visa."""
    start, end = match.span()
    if match.groupdict()["part"] == "h" and not (match.groupdict().get("year") or match.groupdict().get("relative")):
        return text[start:end].isupper() and bool(_TIMELY.match(folded, max(0, start - 20), start))
    return not (match["part"] == "q" and int(match["ordinal"]) > 4) and not (
        match["part"] == "h" and int(match["ordinal"]) > 2
    )


def _span_wanted(match: Match, text: str, folded: str) -> bool:
    """Two years in order, no telephone or document number around."""
    start, end = match.span()
    first, second = int(match["year"]), match["year2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last <= first and len(second) == 2:
        last += 100
    before = folded[start - 1] if start else " "
    if len(second) == 2 and int(second) <= 12 and last != first + 1:
        return False
    return 0 < last - first <= (120 if len(second) == 4 else 60) and before not in _SIGN_LEFT + "-./,"


def _word_wanted(match: Match, text: str, folded: str) -> bool:
    start = match.start()
    return text[start].islower() or _opens_sentence(text, start) or not _named_left(text, start)


def _numeric_wanted(match: Match, text: str, folded: str) -> bool:
    a, b = int(match["a"]), int(match["b"])
    before = folded[match.start() - 1] if match.start() else " "
    return min(a, b) <= 12 and before not in _SIGN_LEFT + "-./,"


def _shared_wanted(match: Match, text: str, folded: str) -> bool:
    return bool(match.groupdict().get("count") or match.groupdict().get("ordinal") or match.groupdict().get("unit"))


_CHECKS = {
    "date.year": _year_wanted,
    "date.month": _month_wanted,
    "date.month-day": _day_wanted,
    "date.day-month": _day_wanted,
    "date.month-day-range": _day_wanted,
    "date.day-month-range": _day_wanted,
    "date.weekday": _weekday_wanted,
    "date.the-unit": _unit_wanted,
    "date.quarter-code": _code_wanted,
    "date.year-span": _span_wanted,
    "date.day-word": _word_wanted,
    "date.numeric": _numeric_wanted,
    "date.period-ended-shared": _shared_wanted,
}
