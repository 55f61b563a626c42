"""Finds parts of one unit, where no numeral stands: `half a mile`, `three quarters of a mile`, `one-half inch`."""

from collections.abc import Iterator
from decimal import Decimal

from extractor.mentions import MeasureReading, Mention
from extractor.recognise.rule import Rule
from extractor.values import Amount
from extractor.words.beside import words_behind
from extractor.words.comparators import compared
from extractor.words.units import unit_at

__all__ = ["HALF", "halves"]

HALF = Rule(
    name="measure.half-unit",
    says="Half of a unit, or quarters of one, with its name.",
    examples=(
        "It lies ⟦half a mile⟧ north.",
        "weighs ⟦half a tonne⟧",
        "ran ⟦three quarters of a mile⟧",
        "a ⟦half-mile⟧ track",
        "⟦one-half inch⟧ thick",
        "⟦two-thirds of a mile⟧ off",
        "a ⟦half litre⟧ can",
    ),
    not_examples=("half a barrel-shaped room", "the second half a year later", "half a goal", "in half tonnes"),
)
_PARTS = {
    **{"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three quarters": Decimal("0.75")},
    **{"third": Decimal("0.3333"), "two thirds": Decimal("0.6667"), "eighth": Decimal("0.125")},
}
_PART = words_behind(
    r"(?i)(?<![\w-])(?:(?:a (?=quarter|third|eighth)|one[ -])?(?P<part>half|quarter|three[ -]quarters|third"
    r"|two[ -]thirds|eighth) (?:of )?an?(?= \p{L})"
    r"|(?<!(?:first|second|1st|2nd|other|each|last) )(?P<part>half)(?=[ \u00a0-]\p{L}{4,12}(?<!s|feet)(?!\p{L}))"
    r"|(?:one[ -](?P<part>half|quarter|third|eighth)|a[ -](?P<part>quarter|third|eighth))(?=[ \u00a0-]\p{L}{4}))"
)


def halves(text: str, *, sterling: bool) -> Iterator[Mention]:
    """The parts of one unit; pounds are money where the release speaks of `sterling`."""
    for match in _PART.finditer(text):
        unit = unit_at(text, match.end())
        if unit is None or unit.weak or (unit.money_too and sterling) or text[unit.end : unit.end + 1] == "-":
            continue
        amount = Amount(_PARTS[match["part"].lower().replace("-", " ")])
        words, reading = text[match.end() : unit.end].strip(), MeasureReading(unit.symbol)
        half = Mention("measure", match.start(), unit.end, HALF.name, amount, words, per=unit.per, reading=reading)
        yield compared(text, half)
