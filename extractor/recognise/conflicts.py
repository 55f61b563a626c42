"""Settles overlaps between mentions of all kinds, in one place."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor.mentions import Mention

__all__ = ["settle"]

#: At equal length the kind with the more telling sign wins.
_RANK = {"money": 0, "percent": 1, "date": 2, "measure": 3, "count": 4}


def settle(mentions: Iterable[Mention], text: str) -> tuple[list[Mention], list[tuple[Mention, Mention]]]:
    """The mentions that stand, in text order and none inside another, and each that fell with the one that it fell to.

    Of two that overlap the longer one stands, then the kind of higher rank. A count may hold another figure behind
    its own number ("two $500 gift cards"): both stand, and the count ends before the other ("two").
    """
    order = sorted(mentions, key=lambda m: (-(m.end - m.start), _RANK[m.kind], m.start))
    # Mentions are short, so buckets of this many code points make the search for overlaps local.
    buckets: dict[int, list[Mention]] = {}
    kept: list[Mention] = []
    fallen: list[tuple[Mention, Mention]] = []
    for mention in order:
        places = range(mention.start >> 6, (mention.end - 1 >> 6) + 1)
        winner = next((k for p in places for k in buckets.get(p, ()) if _clash(k, mention)), None)
        if winner is not None:
            fallen.append((mention, winner))
            continue
        kept.append(mention)
        for place in places:
            buckets.setdefault(place, []).append(mention)
    return list(_apart(sorted(kept, key=lambda m: (m.start, m.end)), text)), fallen


def _apart(kept: list[Mention], text: str) -> Iterator[Mention]:
    """The mentions in order, each cut where the next one begins inside it; what they count stays whole in `unit`."""
    for mention, following in itertools.zip_longest(kept, kept[1:]):
        if following is None or following.start >= mention.end:
            yield mention
        else:
            yield replace(
                mention, end=mention.start + len(text[mention.start : following.start].rstrip(" \u00a0\n-(["))
            )


def _clash(standing: Mention, other: Mention) -> bool:
    if standing.start >= other.end or other.start >= standing.end:
        return False
    return not (standing.kind == "count" != other.kind and standing.start < other.start and other.end <= standing.end)
