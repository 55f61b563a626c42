"""Finds the year that a sum is said to be of, where it could be money that is withdrawn today: `guilders in 1958`."""

from collections.abc import Iterable

from extractor.words.beside import words_before, words_behind
from extractor.words.currencies import currencies

__all__ = ["year_of"]

_YEAR = r"(?P<year>(?:1[89]\d\d|200\d)(?![\d%]|[.,]\d))"
_BEHIND = words_behind(rf"[^.;\d]{{0,40}}? (?:in|of|by|from|for|since|until|during|at)? ?(?:\p{{L}}++ )?{_YEAR}")
_BEFORE = words_before(rf"(?<![\d.,]){_YEAR}[^.;\d]{{0,60}}")


def year_of(text: str, start: int, end: int, codes: Iterable[str]) -> str | None:
    """The year nearest to the sum in its clause, behind it first; None where no candidate is withdrawn money.

    >>> year_of("It cost 6 million guilders in 1958.", 8, 26, ("NLG", "XCG"))
    '1958'
    """
    if not any(code in currencies().until for code in codes):
        return None
    match = _BEHIND.match(text, end, end + 64) or _BEFORE.match(text, max(0, start - 72), start)
    return match["year"] if match else None
