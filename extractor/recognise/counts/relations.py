"""What the form of a text says about how its counts relate: repeats, and parts with their share in a bracket.

The relation (`same_as`, `part_of`) is told in the count's reading, with the place of the other count.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.mentions import Mention, Told
from extractor.recognise.counts.antecedents import told_of, with_share
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import singular

__all__ = ["related"]

#: Counts further back than this many are not what a count repeats or is a part of.
_BACK = 24
_DEFINITE = words_before(r"\b(?:the|these|those|all) ")
_SHARE = words_behind(r" ?\((\d{1,3}(?:\.\d{1,2})?) ?%\)")


def related(text: str, counts: Sequence[Mention]) -> list[Mention]:
    """The counts, in text order, with the relations that their surroundings tell."""
    out: list[Mention] = []
    for mention in counts:
        head = singular(mention.counted.head)
        told = _told(text, mention, [m for m in reversed(out[-_BACK:]) if singular(m.counted.head) == head])
        out.append(replace(mention, reading=replace(mention.counted, told=told)) if told is not None else mention)
    return out


def _told(text: str, mention: Mention, alike: Sequence[Mention]) -> Told | None:
    """How a count leans on one of those before it that count the same, the nearest first."""
    amount, share = mention.amount, _SHARE.match(text, mention.end)
    definite = amount is not None and _DEFINITE.match(text, max(0, mention.start - 8), mention.start)
    same = next((m for m in alike if m.amount == amount), None) if definite else None
    if same is not None:
        first = same.counted.told if told_of(same) == "same_as" else None
        return first or Told("same_as", same.start, same.end)
    larger = [m for m in alike if m.amount != amount]
    whole = with_share(larger, amount.value, Decimal(share[1])) if amount is not None and share is not None else None
    if whole is None:
        return None
    first = whole.counted.told if told_of(whole) == "same_as" else None
    return replace(first, relation="part_of") if first is not None else Told("part_of", whole.start, whole.end)
