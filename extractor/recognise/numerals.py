"""Finds numerals: the one grammar of numbers that money, percentages, counts, measures and dates share.

A numeral is a number as printed, with its scale word (`7.76 billion`, `Seven hundred and seventeen`, `eleven (11)`,
`half a billion`), without sign, brackets, currency or unit: those belong to the kinds. One scan a text; the time is
linear in its length, for every alternative is possessive or bounded.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from extractor.normalise.numerals import number_words, read_digits, read_words
from extractor.values import plain

__all__ = ["Numeral", "find_numerals"]

#: Longer strings of digits are identifiers, not amounts.
MOST_DIGITS = 24

_BLANK = r"[ \u00a0\u2009\u202f]"
_DIGITS = rf"""
      \d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?!\d)            # 1.234.567,89
    | \d{{1,3}}(?:,\d{{2}}(?=,))++,\d{{3}}(?!\d)(?:\.\d++)?  # 16,18,900 (Indian groups)
    | \d{{1,3}}(?:,\d{{3}})++(?!\d)(?:\.\d++)?           # 1,234,567.89
    | \d{{1,3}}(?:['’]\d{{3}})++(?!\d)(?:\.\d++)?        # 50'000
    | \d{{1,3}}(?:{_BLANK}\d{{3}})++(?!\d)(?!{_BLANK}?[,.]\d{{3}})(?:\.\d++)?  # 13 009
    | \d++(?:\.\d++)?                                    # 1234, 12.5
    | (?<![\w.])\.\d++                                   # .8
"""
_FRACTION = rf"(?:{_BLANK}?[¼½¾⅓⅔⅛⅜⅝⅞]|{_BLANK}[1357]/[248](?!\d))"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the text: `text[start:end]` says `value`, scale word included.

    `core_end` ends the number before its scale word (equal to `end` where it has none); `core` is its value there and
    `scale` the factor of the scale word (1 without one). `words` is true for a number in words. `decimals` counts
    printed decimal places of the core, `grouped` says whether separators group its thousands.
    `glued_before` is true where a letter, or a letter and a hyphen, stands directly before it (`A320`, `COVID-19`,
    `mid-2024`, `EUR120m`); `suffix` are the letters glued behind it (`m`, `bn`, `th`, `s`, `x`), or behind one hyphen
    for `-crore`-like joins never. `vague` marks "dozens", "hundreds of millions": no exact value.
    """

    start: int
    end: int
    value: Decimal
    core_end: int
    core: Decimal
    scale: Decimal = Decimal(1)
    words: bool = False
    decimals: int = 0
    grouped: bool = False
    glued_before: bool = False
    suffix: str = ""
    vague: bool = False


@cache
def _pattern() -> regex.Pattern[str]:
    lexicon = number_words()
    small = "|".join(sorted([*lexicon.units, *lexicon.tens], key=len, reverse=True))
    scales = "|".join(sorted(lexicon.scales, key=len, reverse=True))
    vague = "|".join(lexicon.vague)
    word = rf"(?:{small}|{scales})"
    joint = rf"(?:{_BLANK}++|-|{_BLANK}*+\n{_BLANK}*+)"
    return regex.compile(
        rf"""
        (?P<digits>(?:{_DIGITS})(?:{_FRACTION})?|[¼½¾](?![\d\w]))
          (?:(?:{joint})(?P<and_half>and{_BLANK}a{_BLANK}half))?
          (?P<scale>(?:(?:{joint})?(?:{scales})(?!\w))*+)
      | (?<![\w])(?P<vague>(?:{vague})(?!\w)(?:{_BLANK}of{_BLANK}(?:{vague})(?!\w))*+)
      | (?<![\w])(?P<words>
          (?:(?:half{_BLANK}(?:a{_BLANK}|an{_BLANK})?|an?{_BLANK}(?:half{_BLANK})?)(?=(?:{scales})(?!\w)))?
          (?:{word})(?!\w)
          (?:{joint}(?:and{_BLANK}(?:an?{_BLANK}half{_BLANK}(?=(?:{scales})(?!\w)))?|point{_BLANK})?
             (?:(?<=half{_BLANK})(?:{scales})|(?:{word}))(?!\w))*+)
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


@cache
def _echo() -> regex.Pattern[str]:
    return regex.compile(rf"{_BLANK}?\((\d{{1,3}}(?:,\d{{3}})*|\d+)\)")


_WORD = regex.compile(r"\p{L}+")
_GLUED = regex.compile(r"(?r)(?:\p{L}|\p{L}[-‐‑])")


def find_numerals(text: str) -> list[Numeral]:
    """All numerals of the text in order; they never overlap."""
    found: list[Numeral] = []
    for match in _pattern().finditer(text):
        if found and match.start() < found[-1].end:  # the "(11)" of "eleven (11)"
            continue
        if match["words"]:
            found.extend(_in_words(text, match))
        elif match["vague"]:
            found.append(_vague(match))
        else:
            numeral = _in_digits(text, match)
            if numeral is not None:
                found.append(numeral)
    return found


def _in_digits(text: str, match: regex.Match[str]) -> Numeral | None:
    digits = match["digits"]
    if sum(c.isdigit() for c in digits) > MOST_DIGITS:
        return None
    core, scale = read_digits(digits), Decimal(1)
    core_end, end = match.end("digits"), match.end()
    if match["and_half"]:
        core += Decimal("0.5")
        core_end = match.end("and_half")
    for word in _WORD.findall(match["scale"]):
        scale *= number_words().scales[word.lower()]
    suffix = _WORD.match(text, end) if end == core_end else None
    _, dot, decimals = digits.partition(".")
    return Numeral(
        match.start(), end, plain(core * scale), core_end, core, scale,
        decimals=len(decimals) if dot else 0,
        grouped=core >= 1000 and not digits.replace(".", "").isdigit(),
        glued_before=_GLUED.match(text, 0, match.start()) is not None,
        suffix=suffix.group() if suffix else "",
    )  # fmt: skip


def _vague(match: regex.Match[str]) -> Numeral:
    value = Decimal(1)
    for word in _WORD.findall(match["vague"].lower()):
        if word != "of":
            value *= number_words().vague[word] if value == 1 else number_words().vague[word] // 2
    return Numeral(match.start(), match.end(), plain(value), match.end(), value, words=True, vague=True)


def _in_words(text: str, match: regex.Match[str]) -> list[Numeral]:
    """The run of number words as one numeral, or split where its words do not make one ("two three")."""
    words = [(w.group().lower(), w.start(), w.end()) for w in _WORD.finditer(text, match.start(), match.end())]
    out: list[Numeral] = []
    first = 0
    while first < len(words):
        last, value = first, None
        # A number in words is never longer than this, so that the work stays linear.
        for stop in range(min(len(words), first + 16), first, -1):
            if words[stop - 1][0] in {"and", "a", "an", "point", "half"}:
                continue
            value = read_words([w for w, _, _ in words[first:stop]])
            if value is not None:
                last = stop
                break
        if value is not None and last > first and words[first][0] not in {"and", "point"}:
            out.append(_word_numeral(text, words[first:last], value))
        first = max(last, first + 1)
    return out


def _word_numeral(text: str, words: list[tuple[str, int, int]], value: Decimal) -> Numeral:
    start, end = words[0][1], words[-1][2]
    scales = number_words().scales
    core_end, scale = end, Decimal(1)
    if len(words) > 1 and words[-1][0] in scales and scales[words[-1][0]] >= 1000:
        scale = Decimal(scales[words[-1][0]])
        core_end = words[-2][2]
    echo = _echo().match(text, end)
    if echo and read_digits(echo[1]) == value:
        end = core_end = echo.end()
        scale = Decimal(1)
    return Numeral(
        start, end, value, core_end, plain(value / scale), scale, words=True,
        glued_before=_GLUED.match(text, 0, start) is not None,
    )  # fmt: skip
