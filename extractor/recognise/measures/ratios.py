"""Finds ratios without a unit: `27 per 100,000`, exchange rates (`1.0834 against the dollar`)."""

from collections.abc import Iterator, Sequence

from extractor.mentions import MeasureReading, Mention
from extractor.recognise.measures.evidence import stands_alone
from extractor.recognise.measures.sized import Sized
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.comparators import compared
from extractor.words.currencies import currencies, fold

__all__ = ["RATIO_RULES", "ratios"]

_AMONG = Rule(
    name="measure.per-round-number",
    says="A bare number `per` 1,000, 100,000 or a million: a rate, in that unit.",
    examples=("The death rate was ⟦27.4⟧ per 100,000 live births.", "It fell to ⟦12⟧ per 1000 in 2023."),
    not_examples=("It saw 27 cases per 100,000 people.", "It made 5.2 per 12 tries."),
)
_EXCHANGE = Rule(
    name="measure.exchange-rate",
    says="A bare decimal number beside `exchange rate`, or in front of `against` and a currency.",
    examples=(
        "The euro traded at ⟦1.0834⟧ against the dollar.",
        "It assumes an exchange rate of ⟦1.09⟧ for the year.",
        "The yuan closed at ⟦7.1088⟧ to the U.S. dollar.",
    ),
    not_examples=(
        "It won 1.08 against the odds.",
        "Exchange rates cut growth by 1.5 points.",
        "The cash rate is 4.75 per cent.",
    ),
)
RATIO_RULES = (_AMONG, _EXCHANGE)

_PER_ROUND = words_behind(
    r" per (?P<round>1(?:[ \u00a0,.]?000){1,2}|100?(?:[ \u00a0,.]?000)?|1? ?million)(?![\d%]|[,.]\d)"
)
_RATE_OF = words_before(
    r"(?<!\w)(?:exchange|conversion) rates?(?: [\w/]+){0,4}? (?:of|at|was|is|to) "
    r"(?:(?:approximately|about) )?"
)
_AGAINST = words_behind(
    r" (?:against|to|per|versus|vs\.?) (?:one |a |the )?(?!cents?\b)"
    r"(?P<first>[\p{L}.]+)(?: (?P<second>\p{L}+))?"
)
#: Rates of exchange are printed with so many decimals at least.
_DECIMALS = 2


def ratios(text: str, sized: Sequence[Sized]) -> Iterator[Mention]:
    """The rates among numbers without a unit, in text order."""
    for one in sized:
        if (
            one.numeral.words
            or one.numeral.vague
            or one.numeral.suffix
            or not stands_alone(text, one.numeral, one.start)
        ):
            continue
        among = _PER_ROUND.match(text, one.numeral.end)
        if among is not None:
            digits = "".join(c for c in among["round"] if c.isdigit())
            round_number = f"{int(digits):,}" if digits and "m" not in among["round"] else "1,000,000"
            yield _mention(text, _AMONG, one, f"per {round_number}")
        elif one.unit is None and one.numeral.decimals >= _DECIMALS and _is_exchanged(text, one):
            yield _mention(text, _EXCHANGE, one, "x")


def _is_exchanged(text: str, one: Sized) -> bool:
    if _RATE_OF.match(text, max(0, one.start - 60), one.start):
        return True
    match = _AGAINST.match(text, one.numeral.end)
    words = [fold(word).replace(".", "") for word in match.groups() if word] if match else []
    return any(currencies().name(words[:many]) for many in range(1, len(words) + 1))


def _mention(text: str, rule: Rule, one: Sized, unit: str) -> Mention:
    reading = MeasureReading(unit)
    return compared(text, Mention("measure", one.start, one.numeral.end, rule.name, one.value, reading=reading))
