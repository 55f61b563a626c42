"""Releases that are one release again, corrected: the same headline and issuer, nearly the same words, the same times.

Only what is sure enough counts: a correction that is not seen stands as a release of its own, but another release that
is taken for one would push the first aside. So a notice that comes every day under one headline (a buyback, a net asset
value) is told apart by its dates, however alike its words are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from extractor.words.corrections import corrections

__all__ = ["CANDIDATES", "Likeness", "correction", "key_of", "likeness_of", "precedes"]

CANDIDATES = 10
"""So many of the latest releases with the same key are compared: a notice of every day may have thousands."""

SHINGLE = 4
"""Words in a run: one figure that is changed costs four runs."""

ALIKE = Decimal("0.9")
ALIKE_IF_MARKED = Decimal("0.7")
"""The least share of the runs that two texts have in common; a correction that says so has words about that, too."""

HEAD = 1200
"""Characters in which a text says that it is a correction."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a release is compared: its runs of words, what it is about in time, and whether it says it corrects."""

    key: str
    runs: frozenset[tuple[str, ...]]
    periods: frozenset[str]
    days: frozenset[str]
    marked: bool
    published: str | None


def key_of(document: Mapping[str, Any]) -> str | None:
    """The folded headline and the issuer of a release (the decoded JSON of its facts); None without a headline.

    Its issuer is who most of its figures are about, the first of several.
    """
    headline = _bare(_words(document["release"].get("headline") or ""))
    if not headline:
        return None
    subjects = Counter(fact["subject"]["text"].casefold() for fact in document["facts"] if fact.get("subject"))
    ((issuer, _),) = subjects.most_common(1) or [("", 0)]
    return f"{' '.join(headline)}\n{issuer}"


def likeness_of(document: Mapping[str, Any]) -> Likeness | None:
    """What is compared of a release; None where it has no headline or its text is not there."""
    key, text = key_of(document), document["release"].get("text")
    if key is None or not text:
        return None
    words = _words(text)
    dated = [fact for fact in document["facts"] if fact["kind"] == "date" and fact.get("value")]
    published = document["release"].get("published")
    said = f" {' '.join(_words((document['release']['headline'] or '') + ' ' + text[:HEAD]))} "
    return Likeness(
        key,
        frozenset(zip(*(words[n:] for n in range(SHINGLE)), strict=False)),
        frozenset(fact["value"] for fact in dated if fact.get("role") == "period"),
        frozenset(fact["value"] for fact in dated if fact.get("role") != "period") - {published},
        any(f" {note} " in said for note in corrections().notes),
        published,
    )


def correction(new: Likeness, old: Likeness) -> str | None:
    """Why a release that has come is one that is there, corrected (or what that one corrects); None where it is not."""
    if new.key != old.key or not _same_times(new, old):
        return None
    marked = new.marked != old.marked
    share = Decimal(len(new.runs & old.runs)) / max(1, len(new.runs | old.runs))
    if share < (ALIKE_IF_MARKED if marked else ALIKE):
        return None
    said = "; one says that it is a correction" if marked else ""
    return f"same headline and issuer, {int(100 * share)} % of the text the same{said}"


def precedes(new: Likeness, old: Likeness) -> bool:
    """Whether the one that has come is the earlier of the two: the other one corrects, or is of a later day."""
    if new.marked != old.marked:
        return old.marked
    return new.published is not None and old.published is not None and new.published < old.published


def _same_times(new: Likeness, old: Likeness) -> bool:
    """Whether neither is about a period that the other one is not about; without a mark all dates have to agree."""
    if new.marked != old.marked:
        return new.periods <= old.periods or old.periods <= new.periods
    return (new.periods, new.days) == (old.periods, old.days)


def _words(text: str) -> list[str]:
    """The words of a text, folded; figures keep their points and commas; letters that are spaced out are joined."""
    joined = regex.sub(r"(?<!\w)\w(?:[ \u00a0]\w){4,}(?!\w)", lambda found: regex.sub(r"\s", "", found[0]), text)
    return regex.findall(r"\w+(?:[.,]\d+)*", joined.casefold())


def _bare(words: Sequence[str]) -> Sequence[str]:
    """A headline without what marks it as a correction."""
    marks = sorted((mark.split() for mark in corrections().marks), key=len, reverse=True)
    while True:
        for mark in marks:
            if len(words) > len(mark) and [*words[: len(mark)]] == mark:
                words = words[len(mark) :]
                break
            if len(words) > len(mark) and [*words[-len(mark) :]] == mark:
                words = words[: -len(mark)]
                break
        else:
            return words
