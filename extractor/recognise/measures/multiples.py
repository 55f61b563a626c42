"""Finds multiples: how many times as much (`2.3x`, `21-fold`, `threefold`, `three times the figure`)."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import regex

from extractor.mentions import MeasureReading, Mention
from extractor.recognise.numerals import Numeral
from extractor.recognise.rule import Rule
from extractor.values import Amount
from extractor.words.beside import words_before
from extractor.words.comparators import compared
from extractor.words.numerals import number_words

__all__ = ["MULTIPLE_RULES", "multiple", "written_as_one_word"]

_MULTIPLE = Rule(
    name="measure.multiple",
    says="How many times: a number with x, fold, or times before a comparison.",
    examples=(
        "leverage of ⟦2.3x⟧",
        "a ⟦21-fold⟧ rise",
        "⟦three times⟧ as many",
        "⟦five times⟧ faster",
        "the sale was oversubscribed ⟦3.2 times⟧",
    ),
    not_examples=("won three times", "a 4x4 car", "boards of 10x10", "the 777X programme", "2 x M.2 slots"),
)
_ONE_WORD = Rule(
    name="measure.multiple-word",
    says="A number word with fold glued behind it.",
    examples=("sales rose ⟦threefold⟧", "a ⟦Tenfold⟧ increase"),
    not_examples=("a manifold", "twofolded paper"),
)
MULTIPLE_RULES = (_MULTIPLE, _ONE_WORD)

#: A currency sign in front makes it money, a sign of another number a part of that.
_NO_START = words_before(r"(?:\p{Sc} ?|\w[/.-]|[\d\"”′″mt] ?[x×] ?)", cased=True)
_SUBSCRIBED = words_before(r"(?:subscribed|covered|leverage of|multiple of)(?: \p{L}++){0,2} ")
_COMPARED = (
    r"the|that|those|its|their|as|more|less|fewer|higher|lower|over|what|better|larger|greater|bigger|faster|longer"
    r"|stronger|cheaper|smaller|oversubscribed|covered|\p{L}{3,12}er[ \u00a0\n]than"
    r"|(?:(?:net|annual|trailing|forward|adjusted)[ ])?(?:sales|revenues?|earnings|ebitda|book|profit)"
)
_GAINED = r"more|faster|higher|better|growth|increase|improvement|return|the|as|larger|leverage"


@cache
def _words() -> regex.Pattern[str]:
    return regex.compile(
        rf"""
          x(?![\w×])(?![ ]\d)
        | [ \u00a0]x(?=[ \u00a0]\p{{Ll}}|[.,;)])
        | X(?=[ \u00a0](?:{_GAINED})(?!\w))
        | (?i:[ \u00a0‐‑-]?folds?)(?!\w)
        | (?i:[ \u00a0]times)(?=[ \u00a0\n]++(?i:{_COMPARED})(?!\w))
        """,
        regex.VERBOSE,
    )


def multiple(text: str, numeral: Numeral) -> Mention | None:
    """The multiple that a numeral opens, if it does."""
    start, end = numeral.start, numeral.end
    if numeral.vague or numeral.glued_before or numeral.scale > 1000:
        return None
    if _NO_START.match(text, max(0, start - 4), start):
        return None
    plus = text.startswith("+", end)
    match = _words().match(text, end + plus)
    if match is not None:
        end = match.end()
    elif text.startswith(" times", end) and _SUBSCRIBED.match(text, max(0, start - 40), start):
        end += len(" times")
    else:
        return None
    mention = _mention(_MULTIPLE, Amount(numeral.value), start, end)
    return compared(text, mention, numeral.end if plus else end)


def _mention(rule: Rule, amount: Amount, start: int, end: int) -> Mention:
    return Mention("measure", start, end, rule.name, amount, "x", reading=MeasureReading("x"))


@cache
def _fold_values() -> dict[str, int]:
    words = number_words()
    return {**words.units, **words.tens, **words.scales}


@cache
def _fold_word() -> regex.Pattern[str]:
    words = "|".join(sorted(_fold_values(), key=len, reverse=True))
    return regex.compile(rf"(?i)(?<![\w-])({words})fold(?!\w)")


def written_as_one_word(text: str) -> Iterator[Mention]:
    """`threefold`, `tenfold`: one word, so no numeral stands there."""
    for match in _fold_word().finditer(text):
        amount = Amount(Decimal(_fold_values()[match[1].lower()]))
        yield compared(text, _mention(_ONE_WORD, amount, match.start(), match.end()))
