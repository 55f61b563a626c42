"""Heads of columns that the release names elsewhere as rows: `Water Energy Services Total` over segments.

Nothing on a line of capitalised words says where one head ends and the next begins; the labels of the rows of other
tables, and the usual names of columns, do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.segment.heads import Head, Part
from extractor.segment.rows import Row
from extractor.words.grids import grid_words

__all__ = ["known_names", "with_known_names"]

_LONGEST = 6
"""Words in a name."""
_MOST_WORDS = 60
"""Words of a line that are looked through."""


def known_names(text: str, rows: Iterable[Row]) -> frozenset[str]:
    """The labels of rows with figures, of few words, in small letters."""
    found = {row.label.of(text) for row in rows if row.label and len(row.cells) > 1}
    return frozenset(_folded(words) for words in found if len(words.split()) <= _LONGEST)


def _folded(words: str) -> str:
    return " ".join(words.split()).rstrip(":*").casefold()


def with_known_names(
    text: str, heads: Sequence[Sequence[Head]], count: int, names: frozenset[str]
) -> list[Sequence[Head]]:
    """The rows of heads, a line of words parted where it is nothing but as many known names as there are columns."""
    return [_parted(text, row, count, names) for row in heads]


def _parted(text: str, row: Sequence[Head], count: int, names: frozenset[str]) -> Sequence[Head]:
    words = [head for head in row if not head.parts]
    if count < 2 or len(words) != 1 or any(head.parts != {Part.CAPTION} for head in row if head.parts):
        return row
    head = words[0]
    ends = _cover(text, head, count, names)
    return [*(h for h in row if h is not head), *ends] if ends else row


def _cover(text: str, head: Head, count: int, names: frozenset[str]) -> Sequence[Head]:
    """The words of a head as so many known names, one after the other; none where they are not just those."""
    starts: list[tuple[int, int]] = []
    at = head.start
    for word in text[head.start : head.end].split():
        at = text.index(word, at)
        starts.append((at, at + len(word)))
        at += len(word)
    if not count < len(starts) <= _MOST_WORDS:
        return ()
    usual = {name.casefold() for name in grid_words().column_names}
    # for each number of words the names that they are, by how many
    reached: list[dict[int, list[int]]] = [{0: []}, *({} for _ in starts)]
    for first in range(len(starts)):
        if not reached[first]:
            continue
        for after in range(first + 1, min(first + _LONGEST, len(starts)) + 1):
            said = _folded(text[starts[first][0] : starts[after - 1][1]])
            if said in names or said in usual:
                for number, before in reached[first].items():
                    if number < count:
                        reached[after].setdefault(number + 1, [*before, after])
    found = reached[-1].get(count)
    if found is None:
        return ()
    return [
        replace(head, start=starts[first][0], end=starts[after - 1][1], parts=frozenset({Part.NAME}))
        for first, after in zip([0, *found], found, strict=False)
    ]
