"""Gives money to bare numbers whose currency and scale are said once before them: `(in € million): Pumps 412`."""

from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal

from extractor.recognise.money.sums import Sum
from extractor.words.beside import words_behind
from extractor.words.currencies import Money, currencies
from extractor.words.numerals import number_words

__all__ = ["labelled"]

_STATEMENT = words_behind(
    r"\((?:[^()\n:]{0,40} )?(?P<mark>[A-Z]{0,3}\p{Sc}|[A-Z]{3}) ?"
    r"(?P<scale>thousands?|millions?|billions?|mln|mn|mio\.?|bn|m|k|[’']?000s?)\) ?:"
)
#: A list is never longer than this, so that reading all lists is linear.
_REACH = 600
_LABEL = words_behind(
    r" *(?:[,;] |and )?(?:and )?(?:(?:\p{L}[\p{L}&/'’ -]{0,48}?)?"
    r"(?: ?\d{4})?[:=]? )?(?P<minus>[-−–(])?"
)
#: A year before its number: `2024 1,204; 2023 987`.
_OF_YEAR = words_behind(r":? [-(]?\d")
_JOINT = words_behind(r"\)?(?P<prior> \((?:(?:19|20)\d\d: )?)?(?=[,;.)\s]|$)")


def labelled(text: str, sums: list[Sum]) -> list[Sum]:
    """The sums, those of lists behind a statement of currency and scale with their money."""
    out = list(sums)
    starts: list[int] | None = None
    for match in _STATEMENT.finditer(text):
        money = currencies().sign(match["mark"])
        scale = _scale(match["scale"])
        if money is None or money.guard or scale is None:
            continue
        starts = starts if starts is not None else [s.start for s in out]
        _give(text, out, starts, match.end(), Money(money.codes), scale=scale, unit=match["mark"])
    return out


def _scale(word: str) -> Decimal | None:
    plain = word.lower().rstrip("s.")
    factor = number_words().scales.get(plain) or currencies().scale_words.get(plain)
    return Decimal(factor or 1000) if factor or plain.endswith("000") else None


def _give(  # noqa: PLR0913
    text: str, out: list[Sum], starts: list[int], at: int, money: Money, *, scale: Decimal, unit: str
) -> None:
    """Numbers from `at` on, each behind a label or a comma, as long as the list goes on."""
    first = at
    for index in range(bisect_left(starts, at), len(out)):
        bare = out[index]
        if bare.money is not None or bare.start > first + _REACH or bare.scale != 1 or bare.numeral.words:
            return
        lead = _LABEL.fullmatch(text, at, bare.start)
        joint = _JOINT.match(text, bare.end)
        if bare.year_like and _OF_YEAR.match(text, bare.end):
            continue
        if lead is None or joint is None:
            return
        minus = lead["minus"] is not None
        start = lead.start("minus") if minus else bare.start
        end = bare.end + (lead["minus"] == "(" and text[bare.end : bare.end + 1] == ")")
        out[index] = replace(
            bare, start=start, end=end, core=-bare.core if minus else bare.core, scale=scale, money=money, unit=unit,
            minus=minus, rule="money.labelled",
        )  # fmt: skip
        at = bare.end + (text[bare.end : bare.end + 1] == ")")
