"""Finds numerals: the one grammar of numbers that money, percentages, counts, measures and dates share.

A numeral is a number as printed, with its scale word (`7.76 billion`, `Seven hundred and seventeen`, `eleven (11)`,
`half a billion`), without sign, brackets, currency or unit: those belong to the kinds. One scan a text; the time is
linear in its length, for every alternative is possessive or bounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.anchored import Anchored
from extractor.values import plain
from extractor.words.numerals import number_words, read_digits, read_leading_words
from extractor.words.rows import alternation

__all__ = ["Numeral", "find_numerals"]

#: Longer strings of digits are identifiers, not amounts.
MOST_DIGITS = 24
#: A number in words is never longer than this, so that the work stays linear.
MOST_WORDS = 48
#: "A quarter of a million" is a number from here on; "a quarter of a dozen" is none.
LARGE = 100_000

_BLANK = r"[ \u00a0\u2009\u202f]"
#: Behind these a comma with one or two digits is a decimal comma: "12,5 %".
_DECIMAL_COMMA_NEXT = rf"%|percent|per{_BLANK}cent|million|billion|trillion|[mb]n(?!\w)|€(?!{_BLANK}?\d)"
_DIGITS = rf"""
      \d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?!\d)            # 1.234.567,89
    | \d{{1,3}}(?:\.\d{{3}}){{2,5}}+(?!\d|\.\d)         # 12.450.000
    | \d{{1,3}}(?:,\d{{2}}(?=,))++,\d{{3}}(?!\d)(?:\.\d++)?  # 16,18,900 (Indian groups)
    | \d{{1,3}}(?:,\d{{3}})++(?!\d)(?:\.\d++)?           # 1,234,567.89
    | \d{{1,3}}(?:['’]\d{{3}})++(?!\d)(?:\.\d++)?        # 50'000
    | \d{{1,3}}(?:{_BLANK}\d{{3}})++(?!\d)(?!{_BLANK}?[,.]\d{{3}})(?:\.\d++)?  # 13 009
    | \d{{1,3}},\d{{1,2}}(?![\d,])(?={_BLANK}?(?:{_DECIMAL_COMMA_NEXT}))  # 12,5 %
    | (?<![\d/.,-])[1357]/(?:2|4|8|16|32)(?![\d/])(?={_BLANK}(?:to{_BLANK}\d|per{_BLANK}?cent|[mb]illion)) # 1/4 percent
    | (?:\d++\.\d++e|\d++(?-i:e))[+-]?\d{{1,2}}+(?![\w.])  # 1.2e6
    | (?:\d++(?:\.\d++)?{_BLANK}?[x×]{_BLANK}?)?10\^[-−]?\d{{1,2}}+(?!\d)  # 3 x 10^6
    | \d++\.\d++{_BLANK}?[x×]{_BLANK}?10(?:-\d|−\d{{1,2}}+)(?![\d.,-])  # 2.5x10-3: a power that lost its height
    | \d++(?:\.\d++)?{_BLANK}?[x×]{_BLANK}?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}+   # 3 × 10⁶; 10³ alone is a number with its footnote
    | \d++(?:\.\d++)?                                    # 1234, 12.5
    | (?<![\w.])\.\d++                                   # .8
"""
_FRACTION = rf"(?:{_BLANK}?[¼½¾⅓⅔⅛⅜⅝⅞]|(?:{_BLANK}|-)(?:[1357]/(?:2|4|8|16)|[12]/3)(?![\d/]))"


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
def _pattern() -> Anchored:
    lexicon = number_words()
    small = alternation([*lexicon.units, *lexicon.tens])
    scales = alternation(lexicon.scales)
    vague = "|".join(lexicon.vague)
    large = alternation(s for s, n in lexicon.scales.items() if n >= LARGE)
    word = rf"(?:{small}|{scales})"
    join = rf"(?:{_BLANK}|-)"
    joint = rf"(?:{_BLANK}++|-|{_BLANK}*+\n{_BLANK}*+)"
    words = [*lexicon.units, *lexicon.tens, *lexicon.scales, *lexicon.vague, "half", "quarter", "an"]
    heads = "|".join(sorted({head for word in words for head in (word[:2], word[:2].title(), word[:2].upper())}))
    here = rf"(?:(?=[\d.¼½¾⅓⅔⅛⅜⅝⅞])|(?<!\w)(?=(?-i:{heads}|[aA](?:{_BLANK}|-))))"
    places = rf"[\d¼½¾⅓⅔⅛⅜⅝⅞]|\.(?=\d)|(?<!\w)(?:{alternation([*words, 'a'])})s?(?!\w)"
    pattern = regex.compile(
        rf"""{here}(?:
        (?P<digits>(?:{_DIGITS})(?:{_FRACTION})?|[¼½¾⅓⅔⅛⅜⅝⅞](?![\d\w]))
          (?:(?:{joint})(?P<and_half>and{_BLANK}a{_BLANK}half))?
          (?P<scale>(?:(?:{joint})?(?:{scales})(?:(?!\w)|(?=\d{{1,2}}(?![\w%]|[.,]\d)))){{0,2}}+)
      | (?<![\w])(?P<vague>(?:{vague})(?!\w)(?:{_BLANK}of{_BLANK}(?:{vague})(?!\w))*+)
      | (?<![\w])(?P<words>
          (?:(?:half{join}(?:an?{join})?|an?{join}(?:half{join})?)(?=(?:{scales})(?!\w))
            |(?:(?:an?|one|three){join})?(?:half|quarters?){join}(?:of{_BLANK})?(?:an?{join})?(?=(?:{large})(?!\w)))?
          (?:{word})(?!\w)
          (?:{joint}and{join}(?:an?|one|three){join}(?:half|quarters?)(?!\w)
            |{joint}(?:and{join}|point{_BLANK})?(?:{word})(?!\w)
            |(?<=thousand|[mbt]r?illion),{_BLANK}(?=(?:{small})(?:-(?:{small}))?{_BLANK}(?:hundred|thousand|million|billion)(?!\w))
             (?:{small})(?!\w))*+))
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )
    return Anchored(re.compile(places, re.IGNORECASE), pattern)


@cache
def _echo() -> regex.Pattern[str]:
    scales = alternation(number_words().scales)
    return regex.compile(
        rf"(?P<echo>{_BLANK}?\((?P<digits>\d{{1,3}}(?:,\d{{3}})*|\d+)\))(?:{_BLANK}(?P<scale>{scales})(?!\w))?",
        regex.IGNORECASE,
    )


_WORD = regex.compile(r"\p{L}+")


def _is_glued(text: str, start: int) -> bool:
    """Whether a letter, or a letter and a hyphen, stands directly before `start`."""
    before = start - 2 if start > 1 and text[start - 1] in "-‐‑" else start - 1
    return before >= 0 and text[before].isalpha()


def find_numerals(text: str) -> Iterator[Numeral]:
    """All numerals of the text in order; they never overlap."""
    last: Numeral | None = None
    for match in _pattern().finditer(text):
        if last is not None and match.start() < last.end:  # the "(11)" of "eleven (11)"
            continue
        if last is not None and match.start() == last.end and last.scale != 1 and match["digits"]:
            continue  # the mark of a footnote: "$47.1 billion2"
        if match["words"]:
            for last in _in_words(text, match):
                yield last
        elif (numeral := _vague(match) if match["vague"] else _in_digits(text, match)) is not None:
            last = numeral
            yield numeral


def _in_digits(text: str, match: regex.Match[str]) -> Numeral | None:
    digits, half = match["digits"], match["and_half"] is not None
    if len(digits) > MOST_DIGITS and sum(c.isdigit() for c in digits) > MOST_DIGITS:
        return None
    said = _said(digits, match["scale"], half=half)
    core_end, end = match.end("and_half" if half else "digits"), match.end()
    suffix = _WORD.match(text, end) if end == core_end and text[end : end + 1].isalpha() else None
    return Numeral(
        match.start(), end, said.value, core_end, said.core, said.scale,
        decimals=said.decimals, grouped=said.grouped,
        glued_before=_is_glued(text, match.start()),
        suffix=suffix.group() if suffix else "",
    )  # fmt: skip


class _Said(NamedTuple):
    """What digits and their scale say, wherever they stand; the fields are those of `Numeral`."""

    value: Decimal
    core: Decimal
    scale: Decimal
    decimals: int
    grouped: bool


@lru_cache(1 << 12)  # releases say the same small numbers, years and sums again and again
def _said(digits: str, scales: str, *, half: bool) -> _Said:
    core, scale = read_digits(digits), Decimal(1)
    if half:
        core += Decimal("0.5")
    for word in _WORD.findall(scales):
        scale *= number_words().scales[word.lower()]
    european = digits.count(".") > 1 or ("," in digits and digits.rfind(",") > digits.find(".") > 0)
    _, dot, decimals = digits.partition("," if european else ".")
    return _Said(
        plain(core * scale),
        core,
        scale,
        decimals=len(decimals) if dot and decimals.isdigit() else 0,
        grouped=core >= 1000 and (european or not digits.replace(".", "").isdigit()),
    )


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
        if words[first][0] in {"and", "point", "of"}:
            first += 1
            continue
        last, value = _longest(words, first)
        if value is not None:
            out.append(_word_numeral(text, words[first:last], value))
        first = max(last, first + 1)
    return out


_PARTS_ONLY = {"a", "an", "half", "quarter", "quarters"}


def _longest(words: list[tuple[str, int, int]], first: int) -> tuple[int, Decimal | None]:
    """The end and the value of the longest number that starts with the word at `first`."""
    said = [word for word, _, _ in words[first : first + MOST_WORDS]]
    length, value = read_leading_words(said)
    if value is None or _PARTS_ONLY.issuperset(said[:length]):
        return first, None
    return first + length, value


def _word_numeral(text: str, words: list[tuple[str, int, int]], value: Decimal) -> Numeral:
    start, end = words[0][1], words[-1][2]
    scales = number_words().scales
    core_end, scale = end, Decimal(1)
    if len(words) > 1 and words[-1][0] in scales and scales[words[-1][0]] >= 1000:
        scale = Decimal(scales[words[-1][0]])
        core_end = words[-2][2]
    echo = _echo().match(text, end)
    if echo and read_digits(echo["digits"]) == value:
        end = core_end = echo.end("echo")
        scale = Decimal(1)
        if echo["scale"] and len(words) == 1:  # five (5) million
            end, scale = echo.end(), Decimal(scales[echo["scale"].lower()])
            value = plain(value * scale)
    return Numeral(
        start, end, value, core_end, plain(value / scale), scale, words=True,
        glued_before=_is_glued(text, start),
    )  # fmt: skip
