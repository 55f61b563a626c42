"""Reads pence and cents that a letter behind the number says (`12.4p`, `17c`), and the country of `US5.2 cents`."""

from decimal import Decimal

import regex

from extractor.recognise.money.guards import Guards
from extractor.recognise.money.sums import Sum
from extractor.recognise.numerals import Numeral
from extractor.words.beside import words_before, words_behind
from extractor.words.currencies import Money

__all__ = ["CENTS_OF", "COUNTRY_CENTS", "lettered"]

_PENCE = regex.compile(r"(?P<unit>[pc])(?![\w-])(?!\.\w)")
_PER_SHARE = words_behind(
    r"(?i) (?:per|an?|each) (?:[a-z]+ ){0,3}?(?:share|unit|litre|kilo|kg|therm|kWh|mile|bottle|stock)"
)
_DIVIDEND = regex.compile(r"\b(?:dividends?|pence|EPS|per (?:ordinary )?share|NAV|share price)\b", regex.IGNORECASE)
_VIDEO = frozenset({144, 240, 360, 480, 576, 720, 1080, 1440, 2160, 4320})
#: The country before a number of cents, and its money.
CENTS_OF = words_before(r"(?<![\p{L}\d])(?P<country>US|A|AU|NZ|C|CA|HK|S|EUR?)(?P<sign>¢?)", cased=True)
COUNTRY_CENTS = {
    **dict.fromkeys(("US",), "USD"), **dict.fromkeys(("A", "AU"), "AUD"), "NZ": "NZD", "C": "CAD", "CA": "CAD",
    "HK": "HKD", "S": "SGD", "EU": "EUR", "EUR": "EUR",
}  # fmt: skip


def lettered(text: str, numeral: Numeral, guards: Guards) -> Sum | None:
    """Pence and cents by a glued letter (`12.4p`, `17c`), and the Australian `US5.2 cents`."""
    match = _PENCE.match(text, numeral.end)
    if match is None or numeral.words or numeral.grouped or numeral.scale != 1:
        return None
    country = CENTS_OF.match(text, 0, numeral.start)
    rated = _PER_SHARE.match(text, match.end()) is not None
    if match["unit"] == "p":
        local = guards.context.points_to(("GBP",))
        priced = rated or _DIVIDEND.search(text, max(0, numeral.start - 160), numeral.start) is not None
        allowed = (
            numeral.core < 10_000 and not numeral.glued_before and numeral.core not in _VIDEO and (local or priced)
        )
        codes: tuple[str, ...] = ("GBP",)
    else:
        cents = ("AUD", "NZD", "ZAR")
        codes = (COUNTRY_CENTS[country["country"]],) if country else cents
        allowed = country is not None or (not numeral.glued_before and (rated or guards.context.points_to(cents)))
    if not allowed:
        return None
    start = country.start() if country and match["unit"] == "c" else numeral.start
    return Sum(
        start, match.end(), numeral.core, Decimal(1), numeral, Money(codes, None, 100), match["unit"],
        False, False, "eq", "money.amount-subunit",
    )  # fmt: skip
