"""Repairs offsets: facts whose words do not stand where they say are moved to where they do, and each move is told.

Offsets go wrong in few ways, and mostly all facts of a file in the same one: counted in bytes or in UTF-16 units, over
other line ends, with or without a byte order mark, or with text inserted before them. Each way is tried on all facts;
the one that explains most of the misfits is believed. What is left goes to the nearest place where the words stand.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from extractor.gold.jsontext import Located, Path, encode

__all__ = ["Move", "edited", "repair"]

SOFT = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ", "\r": " ", "‘": "'", "’": "'", "“": '"',
     "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-"}
)  # fmt: skip
"""Characters that editors exchange, one for one, so that offsets stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What became of a fact whose words do not stand at its offsets; `after` is None where they stand nowhere.

    `index` counts the facts of the document from 0. `words` is set where the text prints them otherwise.
    """

    index: int
    id: str
    text: str
    before: tuple[int, int]
    after: tuple[int, int] | None
    how: str
    words: str | None = None

    def __str__(self) -> str:
        """`fact g4 "7.76 billion yuan": 201..218 → 214..231 (13 on; offsets were counted in bytes)`."""
        head = f'fact {self.id} "{self.text}": {self.before[0]}..{self.before[1]}'
        if self.after is None:
            return f"{head} stays: {self.how}"
        words = f', printed "{self.words}"' if self.words is not None else ""
        return f"{head} → {self.after[0]}..{self.after[1]} ({self.after[0] - self.before[0]:+d}; {self.how}{words})"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A fact whose words do not stand at its offsets."""

    index: int
    id: str
    kind: object
    text: str
    start: int
    end: int


Way = tuple[str, Callable[[int], int]]
"""How offsets were counted, and the code point that an offset so counted stands for."""


def repair(rows: Sequence[Any], text: str) -> list[Move]:
    """The moves that make the facts of a document fit its text, in the order of the facts.

    `rows` are facts as read from JSON; those without words or whole-number offsets are passed over.
    """
    facts = [fact for i, row in enumerate(rows) if (fact := fact_of(i, row))]
    misfits = [fact for fact in facts if text[fact.start : fact.end] != fact.text]
    if not misfits:
        return []
    taken = {(fact.kind, fact.start) for fact in facts if fact not in misfits}
    way = best_way(misfits, text)
    moves: list[Move] = []
    left: list[Misfit] = []
    for fact in misfits:
        spot = way[1](fact.start) if way else -1
        if way and stands_at(text, fact.text, spot) and (fact.kind, spot) not in taken:
            taken.add((fact.kind, spot))
            moves.append(moved(fact, spot, way[0]))
        else:
            left.append(fact)
    shifts = shifts_of(facts, moves)
    moves += [nearest(fact, text, taken, shifts) for fact in left]
    return sorted(moves, key=lambda move: move.index)


def fact_of(index: int, row: Any) -> Misfit | None:
    """A row's offsets and words, or None where it has no such."""
    if not isinstance(row, dict):
        return None
    start, end, words = row.get("start"), row.get("end"), row.get("text")
    if type(start) is not int or type(end) is not int or not isinstance(words, str) or not words:
        return None
    return Misfit(index, str(row.get("id", index + 1)), row.get("kind"), words, start, end)


def moved(fact: Misfit, spot: int, how: str, words: str | None = None) -> Move:
    """A move of a fact to `spot`."""
    after = (spot, spot + len(words if words is not None else fact.text))
    return Move(
        index=fact.index, id=fact.id, text=fact.text, before=(fact.start, fact.end), after=after, how=how, words=words
    )


def stands_at(text: str, words: str, spot: int) -> bool:
    """Whether the words stand at a place."""
    return spot >= 0 and text.startswith(words, spot)


# ------------------------------------------------------------------------------------------------- ways of counting


def best_way(misfits: Sequence[Misfit], text: str) -> Way | None:
    """The way of counting under which most misfits fit; None where none explains at least one of them."""
    tried = [(sum(fits(fact, way, text) for fact in misfits), way) for way in ways(misfits, text)]
    most = max(score for score, _ in tried)
    return next(way for score, way in tried if score == most) if most else None


def fits(fact: Misfit, way: Way, text: str) -> bool:
    """Whether a fact's words stand where a way of counting puts them."""
    return stands_at(text, fact.text, way[1](fact.start))


def ways(misfits: Sequence[Misfit], text: str) -> list[Way]:
    """The ways of counting, the likelier ones first."""
    by_bytes = [len(char.encode("utf-8", "surrogatepass")) for char in text]
    by_units = [2 if ord(char) > 0xFFFF else 1 for char in text]
    found: list[Way] = [
        ("the end was wrong", lambda offset: offset),
        ("offsets were counted in UTF-8 bytes", counted(by_bytes)),
        ("offsets were counted in UTF-16 units", counted(by_units)),
    ]
    if "\r\n" in text:
        by_lines = [0 if char == "\r" and text[i + 1 : i + 2] == "\n" else 1 for i, char in enumerate(text)]
        found.append(("CRLF was counted as one", counted(by_lines)))
    elif "\n" in text:
        found.append(("line ends were counted as CRLF", counted([2 if char == "\n" else 1 for char in text])))
    shift = common_shift(misfits, text)
    length = "longer" if shift > 0 else "shorter"
    return [*found, (f"the text before it is {abs(shift)} {length}", lambda offset: offset + shift)]


def counted(widths: Sequence[int]) -> Callable[[int], int]:
    """The code point that stands at an offset counted with these widths."""
    edges = [0, *accumulate(widths)]
    return lambda offset: min(max(bisect_right(edges, offset) - 1, 0), len(widths))


def common_shift(misfits: Sequence[Misfit], text: str) -> int:
    """The shift to the nearest place that most misfits share."""
    shifts = Counter(
        min((spot - fact.start for spot in spots), key=lambda shift: (abs(shift), shift))
        for fact in misfits
        if (spots := spots_of(text, fact.text))
    )
    return min(shifts, key=lambda shift: (-shifts[shift], abs(shift), shift)) if shifts else 0


# --------------------------------------------------------------------------------------------------- nearest places


def shifts_of(facts: Iterable[Misfit], moves: Iterable[Move]) -> list[tuple[int, int]]:
    """The stated start of each fact whose place is known, and by how much it is off, in text order."""
    known = {move.index: move.after[0] for move in moves if move.after}
    return sorted((fact.start, known[fact.index] - fact.start) for fact in facts if fact.index in known)


def nearest(fact: Misfit, text: str, taken: set[tuple[object, int]], shifts: Sequence[tuple[int, int]]) -> Move:
    """A move to the free place nearest to where the facts before it say that it should be."""
    place = bisect_right(shifts, (fact.start, len(text))) - 1
    expected = fact.start + (shifts[place][1] if place >= 0 else 0)
    for how, target, words in (
        ("", text, fact.text),
        ("other blanks, quotes or dashes", text.translate(SOFT), fact.text.translate(SOFT)),
        ("other case", lowered(text.translate(SOFT)), lowered(fact.text.translate(SOFT))),
    ):
        spots = [spot for spot in spots_of(target, words) if (fact.kind, spot) not in taken]
        if spots:
            spot = min(spots, key=lambda spot: (abs(spot - expected), spot))
            taken.add((fact.kind, spot))
            many = f"the nearest of {len(spots)} places" if len(spots) > 1 else "the only place"
            printed = text[spot : spot + len(words)] if how else None
            return moved(fact, spot, f"{many}, {how}" if how else many, printed)
    return Move(
        index=fact.index, id=fact.id, text=fact.text, before=(fact.start, fact.end), after=None,
        how="its words are not in the text, or every place has such a fact already",
    )  # fmt: skip


def lowered(text: str) -> str:
    """The text in lower case with its length kept."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def spots_of(text: str, words: str) -> list[int]:
    """Every place where the words stand; only if there is no other, those inside a longer word or number."""
    spots = []
    spot = text.find(words)
    while spot >= 0:
        spots.append(spot)
        spot = text.find(words, spot + 1)
    alone = [spot for spot in spots if not (runs_on(text, spot) or runs_on(text, spot + len(words)))]
    return alone or spots


def runs_on(text: str, edge: int) -> bool:
    """Whether a word or number goes on across an edge: before `5` in `15` and `1,5`, after `4` in `$4.5`."""
    if not 0 < edge < len(text):
        return False
    before, after = text[edge - 1], text[edge]
    if before.isalnum() and after.isalnum():
        return True
    ends = before.isdigit() and after in ".," and text[edge + 1 : edge + 2].isdigit()
    begins = before in ".," and after.isdigit() and edge > 1 and text[edge - 2].isdigit()
    return ends or begins


# ------------------------------------------------------------------------------------------------------- edited text


def edited(raw: str, moves: Iterable[Move], facts: Path = ("facts",)) -> str:
    """The JSON text of a document with its facts moved; nothing else in it changes."""
    places = Located(raw).places
    changes: list[tuple[tuple[int, int], str]] = []
    for move in moves:
        if move.after is None:
            continue
        path: Path = (*facts, move.index)
        changes += [(places[*path, "start"], str(move.after[0])), (places[*path, "end"], str(move.after[1]))]
        if move.words is not None:
            changes.append((places[*path, "text"], encode(move.words)))
    for (first, last), new in sorted(changes, reverse=True):
        raw = raw[:first] + new + raw[last:]
    return raw
