from decimal import Decimal

import pytest

from extractor.mentions import MeasureReading, Mention
from extractor.normalise.quantities import read_measure
from extractor.values import Amount
from extractor.words.units import unit_at


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        ("megawatts", "MW"),
        ("square feet", "sqft"),
        ("kilometres per hour", "km/h"),
        ("barrels a day", "bbl/d"),
        ("µg/m³", "µg/m³"),
        ("tonnes of CO2", "t"),
        ("degrees Fahrenheit", "°F"),
        ("metric tons", "t"),
        ("inches", "in"),
        ("cubic feet per second", "cu ft/s"),
        ("Hectares", "ha"),
        ("board feet", "board ft"),
        ("feet per second squared", "ft/s²"),
        ("microseconds", "µs"),
        ("cubic millimetres", "mm³"),
        ("kDa", "kDa"),
    ],
)
def test_words_give_the_usual_symbol(words: str, symbol: str) -> None:
    assert read_measure(Mention("measure", 0, 9, "test", Amount(Decimal(1)), words)).unit == symbol


@pytest.mark.parametrize("words", ["enterprises", "in all", "m&a", "MWs/of", "per day", "/kg", ""])
def test_other_words_are_no_unit(words: str) -> None:
    found = unit_at(words, 0)
    assert found is None or found.weak or found.end < len(words)


def test_settled_symbol_wins() -> None:
    mention = Mention("measure", 0, 4, "test", Amount(Decimal("2.3")), "x", "gt", reading=MeasureReading("x"))
    value = read_measure(mention)
    assert (value.unit, value.comparator, value.per) == ("x", "gt", None)
