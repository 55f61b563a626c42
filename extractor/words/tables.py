"""The words of tables (lexicon `tables.toml`), compiled for look-up."""

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Annotated

import regex
from pydantic import AfterValidator, BeforeValidator

from extractor.facts import TableKind
from extractor.values import Comparator
from extractor.words.loading import load
from extractor.words.metrics import metric_lexicon
from extractor.words.rows import Row, alternation

__all__ = [
    "Columns",
    "Kinds",
    "Rows",
    "TableWords",
    "folded",
    "is_measure",
    "is_parted",
    "phrase_in",
    "table_words",
    "without_phrases",
]


def _phrases(words: object) -> object:
    """`"per_share eps"` as phrases: `_` stands for a blank."""
    return tuple(word.replace("_", " ") for word in words.split()) if isinstance(words, str) else words


class _Phrases(tuple[str, ...]):
    """Phrases that keep their pattern: they are looked for in every label and head."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of them, as whole words."""
        return _pattern(self)


Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases), AfterValidator(_Phrases)]


class Hedges(Row):
    """Words before a number, by the comparator that they make."""

    approx: tuple[str, ...]
    gt: tuple[str, ...]
    ge: tuple[str, ...]
    lt: tuple[str, ...]
    le: tuple[str, ...]

    def each(self) -> Iterator[tuple[Comparator, tuple[str, ...]]]:
        """The comparators with their words."""
        yield "approx", self.approx
        yield "gt", self.gt
        yield "ge", self.ge
        yield "lt", self.lt
        yield "le", self.le


class Suffixes(Row):
    """Words behind a number."""

    percent: tuple[str, ...]
    percentage_point: tuple[str, ...]
    basis_point: tuple[str, ...]
    times: tuple[str, ...]


class Rows(Row):
    """Words of row labels."""

    generic: Phrases
    parted: Phrases
    per_share: Phrases
    per_share_words: Phrases
    shares: Phrases
    not_shares: Phrases
    percent: Phrases
    ratios: Phrases
    flows: Phrases
    unit_rates: Phrases
    counts: Phrases
    count_tails: Phrases
    not_counts: Phrases


class Columns(Row):
    """Words of column heads."""

    references: Phrases
    rates: Phrases
    changes: Phrases
    against: Phrases
    favour: Phrases
    year_over_year: Phrases
    quarter_over_quarter: Phrases
    constant_currency: Phrases
    qualifiers: Phrases
    measures: Phrases
    guidance: Phrases
    fillers: Phrases


class Kinds(Row):
    """Words of titles, by the kind of table, in the order in which they are looked for."""

    reconciliation: Phrases
    guidance: Phrases
    balance_sheet: Phrases
    cash_flow: Phrases
    income: Phrases
    segment: Phrases
    key_figures: Phrases

    def each(self) -> Iterator[tuple[TableKind, Phrases]]:
        """The kinds with their words."""
        yield "reconciliation", self.reconciliation
        yield "guidance", self.guidance
        yield "balance_sheet", self.balance_sheet
        yield "cash_flow", self.cash_flow
        yield "income", self.income
        yield "segment", self.segment
        yield "key_figures", self.key_figures


class TableWords(Row):
    """The lexicon."""

    blanks: frozenset[str]
    hedges: Hedges
    suffixes: Suffixes
    scales: dict[str, int]
    rows: Rows
    columns: Columns
    kinds: Kinds


@cache
def table_words() -> TableWords:
    """The words of tables, loaded once."""
    return load("tables", TableWords)


_REMEMBERED = 8192
"""Labels and heads that are asked for again and again."""


@lru_cache(maxsize=_REMEMBERED)
def folded(text: str) -> str:
    """Words in lower case on one line, apostrophes and dashes plain: how labels and heads are looked up.

    >>> folded("Net\u00a0Income  (Loss)\\nPer Share – Basic")
    'net income (loss) per share - basic'
    """
    return " ".join(text.translate(_PLAIN).lower().split())


_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " "})


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    named = alternation(phrases)
    # `re` looks for plain words more than twice as fast as `regex`
    return re.compile(rf"(?<!\w)(?:{named})(?!\w)|(?<!\S)(?:{named})(?!\S)")


def phrase_in(phrases: tuple[str, ...], words: str) -> re.Match[str] | None:
    """The first of the phrases in folded words, as whole words."""
    return (phrases.pattern if isinstance(phrases, _Phrases) else _pattern(phrases)).search(words)


def without_phrases(phrases: tuple[str, ...], words: str) -> str:
    """Folded words without any of the phrases."""
    return " ".join(_pattern(phrases).sub(" ", words).split())


@lru_cache(maxsize=_REMEMBERED)
def is_measure(words: str) -> bool:
    """Whether words name a measure: one of them is a noun of measures."""
    return any(word.strip("(),:;.") in metric_lexicon().heads for word in folded(words).replace("/", " ").split())


@lru_cache(maxsize=_REMEMBERED)
def is_parted(words: str) -> bool:
    """Whether words name a measure that rows part by segment, product or place."""
    plain = _LOSS.sub("", folded(words))
    return phrase_in(table_words().rows.parted, plain) is not None


_LOSS = regex.compile(r"\s?/?\(?(?<=[(/])loss(?:es)?\)?")
"""`income (loss) from operations`, `operating income/(loss)`."""
