"""The entities of a release: each name's key, and the identifiers that the release or its filing states for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.facts import FilerInfo, Subject
from extractor.keys.folding import folded_name
from extractor.words.legal_forms import legal_forms

__all__ = ["Identifiers", "identifiers_of", "keyed_subject"]


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What is stated of one entity."""

    ticker: str | None = None
    exchange: str | None = None
    cik: str | None = None
    isin: str | None = None
    lei: str | None = None


_BRACKETS = regex.compile(r"\([^()\n]{2,160}+\)(?:\s{0,2}\([^()\n]{2,160}+\)){0,2}")
_LONGEST_NAME = 120
_ISIN = regex.compile(r"\bISIN\b[^\w\n]{0,3}(?:code|number|no\.?)?[^\w\n]{0,3}([A-Z]{2}[A-Z0-9]{9}\d)\b")
_LEI = regex.compile(r"\bLEI\b[^\w\n]{0,3}(?:code|number|no\.?)?[^\w\n]{0,3}([A-Z0-9]{18}\d{2})\b")


@cache
def _listing() -> regex.Pattern[str]:
    """`NYSE: LCH`, `Nasdaq Stockholm: LARK B`."""
    names = sorted(legal_forms().exchanges, key=len, reverse=True)
    said = "|".join(regex.escape(name, literal_spaces=True) for name in names)
    return regex.compile(
        rf"(?<![\w-])({said})(?:[ -][A-Z]{{1,3}}|\s?®)?\s?[:：]\s?([A-Z0-9][A-Z0-9.]{{0,9}}(?:[ .-][A-Z])?)\b"
    )


def identifiers_of(text: str, names: Iterable[str], filer: FilerInfo | None) -> Mapping[str, Identifiers]:
    """By key of a name what a release states of it: tickers and numbers in brackets behind it, and the filer's CIK.

    `names` are the subjects' names; a bracket belongs to the name right before it.
    """
    # What a name has in brackets itself, `(publ)`, stands among those behind it.
    keys = {name.partition(" (")[0]: folded_name(name) for name in dict.fromkeys(names)}
    found: dict[str, Identifiers] = {}
    for bracket in _BRACKETS.finditer(text):
        stated = _stated(bracket[0])
        if stated is None:
            continue
        before = text[max(0, bracket.start() - _LONGEST_NAME) : bracket.start()].rstrip(" ,")
        ending = [key for name, key in keys.items() if before.endswith(name)]
        for key in sorted(ending, key=len)[-1:]:
            found.setdefault(key, stated)
    if filer is not None and filer.cik and filer.name:
        key = folded_name(filer.name)
        found[key] = replace(found.get(key, Identifiers()), cik=filer.cik)
    return found


def keyed_subject(subject: Subject, identifiers: Mapping[str, Identifiers]) -> Subject:
    """The subject with its key and what is stated of it."""
    key = folded_name(subject.text)
    if not key:
        return subject
    stated = identifiers.get(key, Identifiers())
    update = {"key": key, "ticker": stated.ticker, "exchange": stated.exchange, "cik": stated.cik}
    return subject.model_copy(update={**update, "isin": stated.isin, "lei": stated.lei})


def _stated(words: str) -> Identifiers | None:
    listing = _listing().search(words)
    isin = _ISIN.search(words)
    lei = _LEI.search(words)
    stated = Identifiers(
        ticker=listing[2] if listing else None,
        exchange=legal_forms().exchanges[listing[1]] if listing else None,
        isin=isin[1] if isin and _is_isin(isin[1]) else None,
        lei=lei[1] if lei and _is_lei(lei[1]) else None,
    )
    return stated if stated != Identifiers() else None


def _numbered(code: str) -> str:
    """Letters as the numbers that check digits count them by: A is 10, Z is 35."""
    return "".join(str(int(char, 36)) for char in code)


def _is_isin(code: str) -> bool:
    """Whether the check digit of ISO 6166 (Luhn's) is right."""
    digits = [int(char) for char in reversed(_numbered(code))]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_lei(code: str) -> bool:
    """Whether the check digits of ISO 17442 (ISO 7064, mod 97-10) are right."""
    return int(_numbered(code)) % 97 == 1
