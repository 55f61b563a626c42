"""Precision: how many digits and decimals an amount's words commit to, and rounding to that precision."""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

import regex

from extractor.values import Amount, plain
from extractor.words.numerals import read_leading_words

__all__ = ["decimals", "margin", "round_to", "significant_digits"]

_SEPARATORS = str.maketrans("", "", ".,'’ \u00a0\u2009\u202f")
_NUMERAL = regex.compile(r"\d++(?:[.,'’ \u00a0\u2009\u202f]\d++)*+")
_FRACTION = regex.compile(r"\.\d++$|,(?:\d{1,2}+|\d{4,}+)$")
_GROUPED_BY_DOTS = regex.compile(r"\d{1,3}(?:\.\d{3}){2,}+$")


def significant_digits(text: str, number: Decimal) -> int:
    """How many digits of `number` the words of its figure commit to.

    Digits behind a decimal point count, and so do the zeros of a short whole number: `450 million` says three. Whole
    groups of zeros in a number written out do not: `1,200,000` says no more than `1,200 thousand`.
    A number in words, or one that `text` does not show, has the digits up to its last non-zero one.

    >>> [significant_digits(t, Decimal(n)) for t, n in (("$1.20 bn", "1.2E9"), ("50,000", "50000"), ("two", "2"))]
    [3, 2, 1]
    """
    core = _digits(number)
    return _printed_digits(text, core) or len(core) or 1


def _printed_digits(text: str, core: str) -> int:
    """The digits that the numeral with the significant digits `core` commits to; 0 where there is no such numeral."""
    best = 0
    for numeral in _NUMERAL.findall(text):
        said = numeral.translate(_SEPARATORS).lstrip("0")
        if said.rstrip("0") != core:
            continue
        zeros = len(said) - len(said.rstrip("0"))
        whole = not _FRACTION.search(numeral) or _GROUPED_BY_DOTS.match(numeral)
        best = max(best, len(said) - (zeros - zeros % 3 if whole else 0))
    return best


def decimals(text: str, amount: Amount | None) -> int | None:
    """Up to which decimal place an amount is exact, as its words say, or None where they do not.

    This is what XBRL 2.1 (4.6.5) means by `decimals`: with `n` the amount lies within half of `10 ** -n`. Whole groups
    of zeros in a number written out are round (`1,200,000` says -3 as `1,200 thousand` does). The ends of a range are
    as exact as the more exact of them: `$900 million to $1 billion` is a range in millions.

    >>> said = ("$44.2 million", "44.2E6"), ("450", "450"), ("17 cents", "0.17"), ("two", "2"), ("a third", "33.33")
    >>> [decimals(text, Amount(Decimal(number))) for text, number in said]
    [-5, 0, 2, 0, None]
    """
    found = [_decimals(text, number) for number in amount.numbers] if amount else []
    return max((n for n in found if n is not None), default=None) if found else None


@lru_cache(1 << 12)
def _decimals(text: str, number: Decimal) -> int | None:
    if not number:
        return None
    digits = _printed_digits(text, _digits(number))
    if not digits:
        # In words a whole number is as exact as its last digit; fractions and `doubled` promise nothing.
        _, said = read_leading_words(text.lower().replace("-", " ").split())
        in_words = said is not None and said % 1 == 0 and _digits(said) == _digits(number)
        digits = len(_digits(number)) if in_words else 0
    return digits - 1 - number.adjusted() if digits else None


def _digits(number: Decimal) -> str:
    return f"{number:f}".replace(".", "").strip("-0")


def round_to(number: Decimal, digits: int) -> Decimal:
    """`number` with so many significant digits, halves away from zero, without exponent.

    >>> round_to(Decimal("1134512345.67"), 2), round_to(Decimal("0.0995"), 2)
    (Decimal('1100000000'), Decimal('0.1'))
    """
    return plain(Context(prec=digits, rounding=ROUND_HALF_UP).plus(number))


def margin(text: str, number: Decimal) -> Decimal:
    """Half a unit of the last digit that `text` commits to, as a share of `number` (which is not zero).

    >>> margin("7.76 billion", Decimal(7760000000)).quantize(Decimal("1e-6"))
    Decimal('0.000644')
    """
    half = Decimal(5).scaleb(number.adjusted() - significant_digits(text, number))
    return half / abs(number)
