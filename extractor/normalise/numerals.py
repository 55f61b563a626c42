"""Reads numerals: digits in every grouping and number words become exact `Decimal`s."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex
from pydantic import BaseModel, ConfigDict

from extractor.lexicons import load
from extractor.values import plain

__all__ = ["NumberWords", "number_words", "read_digits", "read_words"]

_VULGAR = {
    **{"¼": "0.25", "½": "0.5", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667"},
    **{"⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"},
}
_EUROPEAN = regex.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = regex.compile(r"\d+,(?:\d{1,2}|\d{4,})")
_SEPARATORS = str.maketrans("", "", ",'’ \u00a0\u2009\u202f")


class NumberWords(BaseModel):
    """The lexicon `numbers.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

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
    fraction = Decimal(0)
    if text[-1] in _VULGAR:
        fraction, text = Decimal(_VULGAR[text[-1]]), text[:-1].rstrip()
        if not text:
            return fraction
    if "/" in text:
        whole, _, rest = text.rpartition(" ")
        above, below = rest.split("/")
        fraction, text = Decimal(above) / Decimal(below), whole or "0"
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
    reading = _Reading(list(words))
    while reading.rest:
        if not reading.step(reading.rest.pop(0)):
            return None
    return plain(reading.total + (reading.group or Decimal(0)))


@dataclass(slots=True)
class _Reading:
    """A number in words while it is read: `total` of the groups closed by a scale, and the open `group`."""

    rest: list[str]
    total: Decimal = Decimal(0)
    group: Decimal | None = None
    last_scale: int | None = None

    def step(self, word: str) -> bool:
        """Take one word; False where it cannot follow."""
        lexicon = number_words()
        small = lexicon.units.get(word, lexicon.tens.get(word))
        if small is not None:
            return self._small(small)
        if word in {"a", "an"}:
            if self.group is None and self.rest and self.rest[0] in lexicon.scales:
                self.group = Decimal(1)
        elif word == "half":
            self.group = (self.group or Decimal(0)) + Decimal("0.5")
        elif word == "point":
            return self._decimals()
        elif word in lexicon.scales:
            self._scale(lexicon.scales[word])
        else:
            return word == "and"
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

    def _scale(self, scale: int) -> None:
        if scale < 1000:  # "hundred", "dozen": they multiply the open group only
            self.group = (Decimal(1) if self.group is None else self.group) * scale
            return
        if self.group is None and self.last_scale is not None:  # "hundred thousand million"
            self.total *= scale
        else:
            self.total, self.group = self.total + (Decimal(1) if self.group is None else self.group) * scale, None
        self.last_scale = scale


def _may_follow(group: Decimal, small: int) -> bool:
    """Whether "… group small" is one number: "twenty one", "hundred five", not "two three" or "ten five"."""
    if group % 100 == 0 and group:
        return True
    return small < 10 and group % 10 == 0 and group % 100 >= 20
