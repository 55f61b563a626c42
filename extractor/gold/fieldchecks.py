"""What a field of a gold fact may hold, and what to say where it holds something else."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeGuard

from extractor.gold.annotations import CLOSED
from extractor.gold.periods import day_of, is_period
from extractor.values import Kind

__all__ = ["CHECKS", "Problem", "check_words", "is_number", "meant", "named", "unknown_word"]

LARGEST = 40
"""Numbers lie between 1e-40 and 1e40: nothing that a release states is larger, and arithmetic stays exact."""

Problem = tuple[str, str] | None
"""The fault's code and message."""


def is_number(value: Any) -> TypeGuard[int | Decimal]:
    """Whether a JSON value is a number (true and false are none)."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def check_number(value: Any, _: Kind | None) -> Problem:
    """A number of a size that occurs."""
    if not is_number(value):
        quoted = " without quotes and commas" if isinstance(value, str) else ""
        return "number", f"this is a number{quoted}, scaled (7.76 billion is 7760000000), not {named(value)}"
    if value and abs(Decimal(value).adjusted()) >= LARGEST:
        return "number-size", f"the number lies outside 1e-{LARGEST}..1e{LARGEST}; look at its scale"
    return None


def check_value(value: Any, kind: Kind | None) -> Problem:
    """A date's ISO value, any other kind's number."""
    return check_period(value, kind) if kind == "date" else check_number(value, kind)


def check_period(value: Any, _: Kind | None) -> Problem:
    """A day, month, quarter, half, year, fiscal period, interval or duration."""
    if isinstance(value, str) and is_period(value):
        return None
    said = repr(value) if isinstance(value, str) else named(value)
    return "iso", f"{said} is no ISO value such as 2022-05-27, 2022-05, 2022, 2022-Q1, FY2024-Q3, 2022-01-01/.. or P2Y"


def check_day(value: Any, _: Kind | None) -> Problem:
    """A single day."""
    if day_of(value) is not None:
        return None
    return "day", f"{value!r} is no day; write it as 2022-05-27"


def check_unit(value: Any, kind: Kind | None) -> Problem:
    """A currency's ISO code, a percent's unit, any other kind's words."""
    if kind == "money" and not (isinstance(value, str) and len(value) == 3 and value.isascii() and value.isupper()):
        return "currency", f"{value!r} is no ISO 4217 code such as USD or CNY"
    if kind == "percent" and not (isinstance(value, str) and value in CLOSED["percent unit"]):
        return "word", unknown_word(value, CLOSED["percent unit"])
    return check_words(value, kind)


def check_words(value: Any, _: Kind | None) -> Problem:
    """Words that are not blank."""
    if isinstance(value, dict):
        return (
            "words",
            "this is an object as in an output; gold has the words alone (`factwire gold draft` writes them)",
        )
    if not isinstance(value, str) or not value.strip():
        return "words", f"this is a string that is not empty, not {named(value)}"
    return None


def one_of(name: str) -> Callable[[Any, Kind | None], Problem]:
    """A check that the value is one of the words of a closed vocabulary."""

    def check(value: Any, _: Kind | None) -> Problem:
        words = CLOSED[name]
        return None if isinstance(value, str) and value in words else ("word", unknown_word(value, words))

    return check


CHECKS: dict[str, Callable[[Any, Kind | None], Problem]] = {
    "value": check_value,
    "low": check_number,
    "high": check_number,
    "unit": check_unit,
    "period": check_period,
    "start_date": check_day,
    "end_date": check_day,
    **{name: one_of(name) for name in ("comparator", "direction", "basis", "status", "role")},
}


def unknown_word(value: object, words: Iterable[str]) -> str:
    """`'upp' is not one of down, flat, up; did you mean "up"?`."""
    return f"{value!r} is not one of {', '.join(sorted(words))}{meant(value, words)}"


def meant(word: object, known: Iterable[str]) -> str:
    """A guess at what was meant, as the end of a message."""
    close = get_close_matches(str(word), list(known), n=1, cutoff=0.7)
    return f'; did you mean "{close[0]}"?' if close else ""


def named(value: object) -> str:
    """A JSON value in a few words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    said = repr(value) if isinstance(value, str) else str(value)
    return said if len(said) <= 60 else f"{said[:57]}…"
