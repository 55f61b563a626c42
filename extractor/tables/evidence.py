"""The scale of tables that do not state one, from what else the release says of the same amounts.

Evidence is an amount of the prose ("$46.7 billion" beside a cell of 46,743), the same figures in a table whose scale
is stated, the table that this one goes on from, or the one scale that all other tables of the release state: of these
two only where the figures are printed to as many decimals and are no larger. Where the release states no scale at all,
figures of seven digits are printed in full. Without evidence the scale stays unknown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.tables.parts import Part
from extractor.values import plain

__all__ = ["settle_scales"]

_POWERS = (0, 3, 6, 9)
_PLAIN_FROM = 1_000_000
_SMALLEST = 100_000
"""Amounts of prose below are prices and the like, which say nothing of a table's scale."""
Key = tuple[str, int]


def settle_scales(text: str, parts: Sequence[Part], amounts: Iterable[Decimal]) -> None:
    """Give the parts without a scale the one that their figures show, or else their neighbours."""
    known = [part for part in parts if part.captions.scale.power is not None]
    unknown = [part for part in parts if part.captions.scale.power is None]
    if not unknown:
        return
    said = {_key(n): digits for n in amounts if abs(n) >= _SMALLEST and (digits := _digits(n)) >= 3}
    printed = _printed(known)
    for part in unknown:
        power = _by_prose(part, said)
        if power is None:
            power = _by_tables(part, printed)
        if power is None and not known and any(n >= _PLAIN_FROM for n in _numbers(part)):
            power = 0
        if power is not None:
            part.captions.scale = replace(part.captions.scale, power=power)
    _settle_by_neighbours(text, parts, known)


def _settle_by_neighbours(text: str, parts: Sequence[Part], known: Sequence[Part]) -> None:
    """Give what is left the scale of the part before it, where no prose parts them, else the one of all others."""
    stated = [part for part in known if any(True for _ in _numbers(part))]
    powers = {part.captions.scale.power for part in stated}
    for before, part in zip([None, *parts], parts, strict=False):
        if part.captions.scale.power is not None or not any(True for _ in _numbers(part)):
            continue
        if before is not None and before.captions.scale.power is not None and not _is_apart(text, before, part):
            like = [before]
        elif len(powers) == 1 and len(stated) >= _ENOUGH:
            like = stated
        else:
            continue
        if _is_printed_like(part, like):
            # what the caption leaves out holds where it stands
            scale = like[-1].captions.scale
            part.captions.scale = replace(scale, currency=part.captions.scale.currency, borrowed=True)


_ENOUGH = 3
"""Tables that state the same scale, so that the release is taken to have no other."""
_LONGEST_TITLE = 160


def _is_apart(text: str, before: Part, part: Part) -> bool:
    """Whether prose stands between two parts: what it leads to may have another scale."""
    between = text[before.layout.grid.end : part.layout.grid.start]
    lines = (line.strip() for line in between.split("\n"))
    return any(_NOTE.match(line) is None and (len(line) > _LONGEST_TITLE or line.endswith(".")) for line in lines)


_NOTE = regex.compile(r"[*†‡]|[(\[]?[a-z0-9][)\]]\s?\p{Lu}", regex.IGNORECASE)
"""How a note under a table begins."""


def _is_printed_like(part: Part, others: Sequence[Part]) -> bool:
    """Whether the amounts of a part have no more decimals, and are not much larger, than those of others."""
    own, theirs = list(_numbers(part)), [number for other in others for number in _numbers(other)]
    enough = bool(theirs) and len(own) >= _FEWEST
    return enough and _places(own) <= _places(theirs) and max(own) <= _LARGER * max(theirs)


_FEWEST, _LARGER = 4, 10


def _places(numbers: Iterable[Decimal]) -> int:
    """The most decimals that numbers have."""
    return max((-exponent for n in numbers if isinstance(exponent := n.as_tuple().exponent, int)), default=0)


def _numbers(part: Part) -> Iterator[Decimal]:
    """The plain figures of a part, without sign: what its scale holds for."""
    for line in part.lines:
        if line.unit is not None or line.scale.power is not None:
            continue
        for at, figure in line.row.figures.items():
            if figure.unit is None and figure.power is None and part.heads[at].kind == "level":
                yield from (abs(n) for n in figure.numbers if n)


def _key(number: Decimal) -> Key:
    """A number by its digits and its size."""
    return "".join(map(str, plain(abs(number)).as_tuple().digits)).rstrip("0"), number.adjusted()


def _digits(number: Decimal) -> int:
    return len(_key(number)[0])


def _by_prose(part: Part, said: dict[Key, int]) -> int | None:
    """The power under which at least two cells round to amounts of the prose, or one does that has four digits."""
    if not said:
        return None
    weights: Counter[int] = Counter()
    for number in set(_numbers(part)):
        digits = "".join(map(str, number.as_tuple().digits))
        if len(digits.strip("0")) < 3:
            continue
        rounded = set(_roundings(number))
        for power in _POWERS:
            found = [said[key] for digits, size in rounded if (key := (digits, size + power)) in said]
            if found:
                weights[power] += 1 if max(found) < 4 else 2
    best = weights.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] * 3 > best[0][1]):
        return None
    return best[0][0]


def _roundings(number: Decimal) -> Iterator[Key]:
    """A number to three, four and five digits, and as it is."""
    yield _key(number)
    for digits in (3, 4, 5):
        step = Decimal(1).scaleb(number.adjusted() - digits + 1)
        yield _key((number / step).quantize(Decimal(1)) * step)


def _printed(known: Sequence[Part]) -> dict[Decimal, set[int]]:
    """Figures of four digits and more that tables print whose scale is stated, with their scales."""
    out: dict[Decimal, set[int]] = {}
    for part in known:
        assert part.captions.scale.power is not None
        for number in _numbers(part):
            if _digits(number) >= 4:
                out.setdefault(number, set()).add(part.captions.scale.power)
    return out


def _by_tables(part: Part, printed: dict[Decimal, set[int]]) -> int | None:
    """The one scale of the tables that print at least two of the part's figures, or of its columns' sums."""
    powers: Counter[int] = Counter()
    for number in {*_numbers(part), *_totals(part)}:
        found = printed.get(number)
        if found and len(found) == 1:
            powers.update(found)
    best = powers.most_common(2)
    return best[0][0] if len(best) == 1 and best[0][1] >= 2 else None


def _totals(part: Part) -> Iterator[Decimal]:
    """The sums of the columns."""
    for at in range(len(part.heads)):
        column = [
            line.row.figures[at].numbers[0]
            for line in part.lines
            if at in line.row.figures and line.unit is None and line.row.figures[at].unit is None
        ]
        if len(column) > 1:
            yield abs(sum(column, Decimal(0)))
