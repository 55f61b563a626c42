"""Reads numbers beside money the continental way: decimal commas, thousands parted by full stops."""

from dataclasses import replace
from decimal import Decimal

import regex

from extractor.recognise.money.marks import Mark, mark_before
from extractor.recognise.money.tails import tail_of
from extractor.recognise.numerals import Numeral
from extractor.recognise.per import find_per
from extractor.values import plain
from extractor.words.currencies import currencies
from extractor.words.numerals import read_digits

__all__ = ["regrouped"]

_COMMA = regex.compile(r",(?P<cents>\d{1,2})(?![\d,])")
_DOTTED = regex.compile(r"[1-9]\d{0,2}\.\d{3}")
_PRICE = regex.compile(
    r"\b(?:pric\w+|average|rates?|exchange|quot\w+|EPS|per|shares?|NAV|close[ds]?|trad\w+|bid|ask)\b", regex.IGNORECASE
)
#: These behind a number stand for no cents, so that its full stop parts thousands: "2.999,- €".
_NO_CENTS = frozenset({",-", ",–", ",—"})
_SLASH = regex.compile(r"(?r)(?<![\p{L}\d])[SB]/")


def regrouped(text: str, numerals: tuple[Numeral, ...]) -> list[Numeral]:
    """The numerals, read the continental way where a sign of money beside them says so.

    Decimals behind a comma (`22,90 €`, `€1 234,56`), thousands behind a full stop (`€ 12.450`, `IDR 120.000`), and the
    full stop of `S/.5`, which is the sign's.
    """
    out: list[Numeral] = []
    for numeral in numerals:
        before = out[-1] if out else None
        if before is not None and numeral.start == before.end + 1 and text[before.end] == ",":
            joined = _decimal_comma(text, before, numeral)
            if joined is not None:
                out[-1] = joined
                continue
        out.append(_of_sign(text, _thousands(text, numeral)))
    return out


def _decimal_comma(text: str, left: Numeral, right: Numeral) -> Numeral | None:
    match = _COMMA.match(text, left.end)
    if match is None or left.words or left.decimals or left.scale != 1 or right.words or right.decimals:
        return None
    if match.end() != right.core_end:
        return None
    mark = mark_before(text, left.start)
    tail = tail_of(text, right.end, None, bare=right.scale == 1, short=mark is not None)
    signed = mark is not None and mark.money.guard is None and not mark.noun
    if not signed and not (tail.mark is not None and _parts_cents(tail.mark, match["cents"])):
        return None
    if len(match["cents"]) == 1 and right.scale == 1 and tail.scale == 1:
        return None
    core = left.core + Decimal(match["cents"]).scaleb(-len(match["cents"]))
    return replace(
        left, end=right.end, value=plain(core * right.scale), core_end=right.core_end, core=core, scale=right.scale,
        decimals=len(match["cents"]), suffix=right.suffix,
    )  # fmt: skip


def _parts_cents(mark: Mark, cents: str) -> bool:
    """Whether a comma before a mark parts cents: before marks that are something else as well only two digits do."""
    if mark.money.guard in {None, "scale", "weak"}:
        return True
    return mark.money.guard in {"word", "place"} and len(cents) == 2 and len(mark.unit.rstrip(".")) > 1


def _thousands(text: str, numeral: Numeral) -> Numeral:
    """`€ 12.450` and `120.000 IDR`: three digits behind a full stop are thousands of money that has no such price."""
    if numeral.decimals != 3 or numeral.scale != 1 or not _DOTTED.fullmatch(text, numeral.start, numeral.end):
        return numeral
    before = mark_before(text, numeral.start)
    tail = tail_of(text, numeral.end, before, bare=True)
    mark = before or tail.mark
    if mark is None or tail.scale != 1 or mark.money.scale != 1 or mark.money.factor != 1:
        return numeral
    code = mark.money.codes[0]
    dashed = text[numeral.end : numeral.end + 2] in _NO_CENTS
    if not dashed and code not in currencies().small_units:
        priced = _PRICE.search(text, max(0, numeral.start - 60), numeral.start)
        if code not in currencies().dotted or text[numeral.end - 1] != "0" or priced or find_per(text, tail.end):
            return numeral
    core = plain(numeral.core * 1000)
    return replace(numeral, value=core, core=core, decimals=0, grouped=True)


def _of_sign(text: str, numeral: Numeral) -> Numeral:
    """The number behind `S/.` and `B/.`, whose full stop is no decimal point."""
    if text[numeral.start] != "." or not _SLASH.match(text, 0, numeral.start):
        return numeral
    start = numeral.start + 1
    core = read_digits(text[start : numeral.core_end])
    return replace(numeral, start=start, core=core, value=plain(core * numeral.scale), decimals=0)
