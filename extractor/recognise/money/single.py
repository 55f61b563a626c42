"""Finds one unit of money said with an article: `costs a dollar`, `half a dollar`, `for a penny`.

"A dollar" is a sum only where it is paid, asked or compared; elsewhere it is a name or stands for money.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import regex

from extractor.mentions import Mention, MoneyReading
from extractor.values import Amount
from extractor.words.beside import words_behind
from extractor.words.currencies import currencies, fold
from extractor.words.money_cues import cues

__all__ = ["find_single"]

_UNIT = (
    r"(?:(?P<place>\p{Lu}[\p{L}.]{1,10})[ \u00a0])?"
    r"(?P<unit>dollar|euro|pound|penny|cent|buck|quid|rupee|rand|dime|nickel)"
)
#: Longer texts are no price tags.
_TAG = 32
_COINS = {"dime": Decimal("0.1"), "nickel": Decimal("0.05")}


@cache
def _single() -> regex.Pattern[str]:
    return words_behind(
        r"(?<![\p{L}\d-])(?:(?P<half>[Hh]alf) an?|(?P<quarter>(?:an?|one) quarter) of an?|an?)"
        rf" {_UNIT}(?![\p{{L}}\d-])"
    )


def find_single(text: str) -> Iterator[Mention]:
    """The sums of one unit or a part of it, in text order.

    >>> [(text, str(m.amount.value)) for text in ("it costs half a dollar",) for m in find_single(text)]
    [('it costs half a dollar', '0.5')]
    """
    for match in _single().finditer(text):
        mention = _mention(text, match)
        if mention is not None:
            yield mention


def _mention(text: str, match: regex.Match[str]) -> Mention | None:
    part = match["half"] or match["quarter"]
    whole = len(text) < _TAG and not regex.search(r"\w", text[: match.start()] + text[match.end() :])
    if not whole and not cues().single_after.match(text, match.end()):
        return None
    if not whole and (not part or match["unit"] == "pound") and not cues().single_before.match(text, 0, match.start()):
        return None
    coin = _COINS.get(match["unit"])
    words = [fold(match["place"])] if match["place"] else []
    money = currencies().name([*words, "cent" if coin else match["unit"]])
    if money is None:
        return None
    value = coin * 100 if coin else Decimal(1)
    value *= Decimal("0.5") if match["half"] else Decimal("0.25") if match["quarter"] else 1
    reading = MoneyReading(tuple(money.codes), money.factor)
    return Mention(
        "money", match.start(), match.end(), "money.single", Amount(value), match["unit"], "eq", reading=reading
    )
