"""By which standards a release reports, and which columns of its tables show figures reckoned otherwise."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import regex

from extractor.words.measure_keys import measure_keys

__all__ = [
    "Standard", "adjusted_words", "is_adjustment", "is_narrowed", "is_of_both", "names_one", "standard_of",
    "without_adjusted",
]  # fmt: skip

Standard = Literal["gaap", "ifrs"]


@dataclass(frozen=True, slots=True)
class _Patterns:
    gaap: regex.Pattern[str]
    ifrs: regex.Pattern[str]
    not_gaap: regex.Pattern[str]
    adjusted: regex.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = measure_keys().standards
    gaap, ifrs, not_gaap = (regex.compile(p) for p in (words.gaap, words.ifrs, words.not_gaap))
    return _Patterns(gaap, ifrs, not_gaap, _adjusted())


def _adjusted() -> regex.Pattern[str]:
    words = sorted(measure_keys().folding.adjusted, key=len, reverse=True)
    return regex.compile(rf"\b(?:{'|'.join(word.replace(' ', '[ -]') for word in words)})\b", regex.IGNORECASE)


def standard_of(text: str) -> Standard | None:
    """The standards by which a release says that it reports; None where it names none or both.

    A release under IFRS may call measures non-GAAP, so that this word alone says nothing of the other standards.

    >>> standard_of("Net income under GAAP was"), standard_of("under IFRS; a non-GAAP measure"), standard_of("It grew.")
    ('gaap', 'ifrs', None)
    """
    patterns = _patterns()
    ifrs = patterns.ifrs.search(text) is not None
    if not ifrs:
        return "gaap" if patterns.gaap.search(text) else None
    plain = patterns.not_gaap.sub(" ", text)
    return None if patterns.gaap.search(plain) else "ifrs"


@lru_cache(maxsize=4096)
def adjusted_words(label: str) -> frozenset[str]:
    """The words of a label that say that a figure is reckoned otherwise than the standards do."""
    return frozenset(match[0].lower().replace("-", " ") for match in _patterns().adjusted.finditer(label))


def without_adjusted(label: str) -> str:
    """A folded label without these words."""
    return " ".join(_patterns().adjusted.sub(" ", label).split())


def is_of_both(words: str) -> bool:
    """Whether a head or label names both sides (`GAAP and non-GAAP gross margins`): which of them is meant is open."""
    patterns = _patterns()
    plain = patterns.not_gaap.sub(" ", words)
    return plain != words and patterns.gaap.search(plain) is not None


def names_one(label: str) -> bool:
    """Whether a label says itself by which reckoning its figures are: `GAAP gross profit`, `Non-GAAP gross profit`."""
    patterns = _patterns()
    return bool(patterns.not_gaap.search(label) or patterns.gaap.search(label))


def is_adjustment(column: str) -> bool:
    """Whether a column's head says that its figures are what is added to the measures of its rows."""
    return _adjustment().search(column) is not None


@cache
def _adjustment() -> regex.Pattern[str]:
    return regex.compile(measure_keys().standards.adjustment, regex.IGNORECASE)


def is_narrowed(text: str, end: int) -> bool:
    """Whether what stands behind a measure that ends there makes another of it: `revenue, excluding hedging`."""
    return _narrowed().match(text, end, min(len(text), end + 60)) is not None


@cache
def _narrowed() -> regex.Pattern[str]:
    return regex.compile(measure_keys().standards.narrowed, regex.IGNORECASE)
