"""Reads numerals: digits in every grouping and number words become exact `Decimal`s."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from extractor.values import plain
from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["NumberWords", "number_words", "read_digits", "read_leading_words", "read_words"]

_VULGAR = {
    **{"¼": "0.25", "½": "0.5", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667"},
    **{"⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"},
}
_EUROPEAN = regex.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_MIXED = regex.compile(r"(?:(.*?)[\s-])?(\d+)/(\d+)")
_POWER = regex.compile(
    r"(?P<factor>\d+(?:\.\d+)?)e(?P<exponent>[+-]?\d+)"
    r"|(?:(?P<factor>\d+(?:\.\d+)?)\s?[x×]\s?)?10(?:\^(?P<exponent>[-−]?\d+)|(?P<exponent>[-−]\d+)|(?P<exponent>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))",
    regex.IGNORECASE,
)
_SUPERSCRIPTS = str.maketrans("⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
_DECIMAL_COMMA = regex.compile(r"\d+,(?:\d{1,2}|\d{4,})")
#: No release states a larger number; "million million million …" is no number.
MOST = Decimal(10) ** 24
_SEPARATORS = str.maketrans("", "", ",'’ \u00a0\u2009\u202f")


class NumberWords(Row):
    """The lexicon `numbers.toml`."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    vague: dict[str, int]


@cache
def number_words() -> NumberWords:
    """The lexicon of number words, loaded once."""
    return load("numbers", NumberWords)


def read_digits(text: str) -> Decimal:
    """The number that digits say, whatever groups them.

    >>> [str(read_digits(t)) for t in ("1,234.5", "50'000", "13\\u00a0009", "16,18,900", ".8", "2½", "1.234.567,89")]
    ['1234.5', '50000', '13009', '1618900', '0.8', '2.5', '1234567.89']
    """
    if text.isascii() and text.isdigit():
        return plain(Decimal(text))
    fraction = Decimal(0)
    power = _POWER.fullmatch(text)
    if power is not None:
        exponent = int(power["exponent"].translate(_SUPERSCRIPTS))
        return plain(Decimal(power["factor"] or 1).scaleb(exponent))
    if text[-1] in _VULGAR:
        fraction, text = Decimal(_VULGAR[text[-1]]), text[:-1].rstrip()
        if not text:
            return fraction
    if "/" in text:
        whole, above, below = _MIXED.fullmatch(text).groups()  # type: ignore[union-attr]
        fraction, text = (Decimal(above) / Decimal(below)).quantize(Decimal("0.00001")), whole or "0"
    if _EUROPEAN.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    return plain(Decimal(text.translate(_SEPARATORS)) + fraction)


def read_words(words: Sequence[str]) -> Decimal | None:
    """The number that lower-case words say, or None where they are no number.

    >>> [str(read_words(t.split())) for t in ("seven hundred and seventeen", "one point two million", "half a billion")]
    ['717', '1200000', '500000000']
    """
    length, value = read_leading_words(words)
    return value if length == len(words) else None


def read_leading_words(words: Sequence[str]) -> tuple[int, Decimal | None]:
    """How many of the lower-case words make the longest number at their start, and that number.

    >>> read_leading_words("twenty one and".split()), read_leading_words("two three".split())
    ((2, Decimal('21')), (1, Decimal('2')))
    """
    reading, best, scaled = _Reading(list(words)), _NOTHING, _NOTHING
    while reading.rest:
        word = reading.rest.pop(0)
        is_scale = word in number_words().scales
        if not reading.step(word):
            # "three million and five million": what stands behind the first scale belongs to the second
            return scaled if is_scale else best
        if word not in _JOINTS or reading.parted:
            best = len(words) - len(reading.rest), plain(reading.total + (reading.group or Decimal(0)))
            scaled = best if is_scale else scaled
    return best


_NOTHING: tuple[int, Decimal | None] = (0, None)
_JOINTS = {"and", "a", "an", "of"}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25")}
_HOW_MANY = {"a": Decimal(1), "an": Decimal(1), "one": Decimal(1), "three": Decimal(3)}


@dataclass(slots=True)
class _Reading:
    """A number in words while it is read: `total` of the groups closed by a scale, and the open `group`."""

    rest: list[str]
    total: Decimal = Decimal(0)
    group: Decimal | None = None
    last_scale: int | None = None
    parted: bool = False
    """Whether the word just read closed an "and a half"."""

    def step(self, word: str) -> bool:
        """Take one word; False where it cannot follow."""
        self.parted = False
        lexicon = number_words()
        small = lexicon.units.get(word, lexicon.tens.get(word))
        if small is not None:
            return self._small(small)
        if word in {"a", "an"}:
            if self.group is None and self.rest and self.rest[0] in {*lexicon.scales, *_PARTS}:
                self.group = Decimal(1)
        elif word in _PARTS:
            self._part(_PARTS[word])
        elif word == "and" and len(self.rest) > 1 and self.rest[1] in _PARTS and self.rest[0] in _HOW_MANY:
            return self._and_part()
        elif word == "point":
            return self._decimals()
        elif word in lexicon.scales:
            return self._scale(lexicon.scales[word])
        else:
            return word in {"and", "of"}
        return True

    def _part(self, part: Decimal) -> None:
        """ "Half a million", "three quarters of a billion": the part is taken of what follows."""
        self.group = (Decimal(1) if self.group is None else self.group) * part

    def _and_part(self) -> bool:
        """ "Two and a half", "a million and a half": a part of the last scale is added."""
        part = _HOW_MANY[self.rest.pop(0)] * _PARTS[self.rest.pop(0)]
        if self.group is None and self.last_scale is not None:
            self.total += part * self.last_scale
        elif self.group is None or self.group % 1:
            return False
        else:
            self.group += part
        self.parted = True
        return True

    def _small(self, number: int) -> bool:
        if self.group is not None and not _may_follow(self.group, number):
            return False
        self.group = (self.group or Decimal(0)) + number
        return True

    def _decimals(self) -> bool:
        units, digits = number_words().units, ""
        while self.rest and units.get(self.rest[0], 10) < 10:
            digits += str(units[self.rest.pop(0)])
        if self.group is None or not digits:
            return False
        self.group += Decimal(f"0.{digits}")
        return True

    def _scale(self, scale: int) -> bool:
        if scale < 1000:  # "hundred", "dozen": they multiply the open group only
            if self.group is not None and self.group >= 100:
                return False
            self.group = (Decimal(1) if self.group is None else self.group) * scale
            return True
        if self.group is None and self.last_scale is not None:  # "hundred thousand million"
            if self.total * scale > MOST:
                return False
            self.total *= scale
        elif self.last_scale is not None and scale >= self.last_scale:
            return False
        else:
            self.total, self.group = self.total + (Decimal(1) if self.group is None else self.group) * scale, None
        self.last_scale = scale
        return True


def _may_follow(group: Decimal, small: int) -> bool:
    """Whether "… group small" is one number: "twenty one", "hundred five", not "two three" or "ten five"."""
    if group % 100 == 0 and group:
        return True
    return small < 10 and group % 10 == 0 and group % 100 >= 20
