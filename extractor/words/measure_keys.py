"""The standard names of what figures measure: the lexicon `measure_keys.toml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Annotated, Literal

import regex
from pydantic import BeforeValidator, ConfigDict

from extractor.words.loading import load
from extractor.words.rows import Row, WordSet

__all__ = ["Bag", "Folding", "MeasureKey", "MeasureKeys", "Signs", "Standards", "measure_keys"]

MeasureKind = Literal["money", "per_share", "percent", "count", "any"]
Place = Literal[
    "income", "balance_sheet", "cash_flow", "segment", "reconciliation", "key_figures", "guidance", "prose"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bag:
    """Words that a label must have, one of each group, and words of which it may have none."""

    groups: tuple[frozenset[str], ...]
    never: frozenset[str]

    def holds(self, words: frozenset[str]) -> bool:
        """Whether the words of a label are such ones."""
        return not (words & self.never) and all(words & group for group in self.groups)


def _bag(written: object) -> object:
    """`basic income|earnings !dividend|class`: groups, and behind `!` what must not be there."""
    if not isinstance(written, str):
        return written
    must, _, never = written.partition("!")
    groups = tuple(frozenset(group.split("|")) for group in must.split())
    return Bag(groups, frozenset(word for group in never.split() for word in group.split("|")))


#: `a|b`: one of them.
Alternatives = Annotated[frozenset[str], BeforeValidator(lambda said: said.split("|"))]


class MeasureKey(Row):
    """One measure: its key and name, the words that say it, and where; see the lexicon's head."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    key: str
    label: str
    kind: MeasureKind
    time: Literal["instant", "duration"]
    says: tuple[str, ...] = ()
    bags: tuple[Annotated[Bag, BeforeValidator(_bag)], ...] = ()
    tables: frozenset[Place] = frozenset()
    beside: tuple[Alternatives, ...] = ()
    not_beside: frozenset[str] = frozenset()
    non_gaap: bool = False
    us_gaap: str | None = None
    ifrs: str | None = None
    since: int | None = None
    until: int | None = None
    source: str

    def is_used(self, year: int | None) -> bool | None:
        """Whether companies used the element so in a year; None where a bound is set and the year is not known."""
        if self.since is None and self.until is None:
            return True
        return None if year is None else (self.since or year) <= year < (self.until or year + 1)


class Folding(Row):
    """Words around the name of a measure."""

    around: WordSet
    times: str
    bracketed: str
    adjusted: tuple[str, ...]
    attributable: tuple[str, ...]
    noncontrolling: tuple[str, ...]
    common: tuple[str, ...]


class Signs(Row):
    """Labels and measures whose number counts with the other sign than it is printed with."""

    opposite: WordSet
    never: WordSet
    turned: WordSet
    paid: WordSet


class Standards(Row):
    """How a release or a table says by which standards its figures are reckoned; regular expressions."""

    gaap: str
    ifrs: str
    not_gaap: str
    adjustment: str
    narrowed: str


class _Lexicon(Row):
    measures: tuple[MeasureKey, ...]
    folding: Folding
    signs: Signs
    standards: Standards


class MeasureKeys:
    """The lexicon, ready for look-ups: whole labels, the starts of long ones, and bags of words."""

    def __init__(self, lexicon: _Lexicon) -> None:
        self.measures = lexicon.measures
        self.folding = lexicon.folding
        self.signs = lexicon.signs
        self.standards = lexicon.standards
        self.exact: dict[str, list[MeasureKey]] = {}
        self.starts: list[tuple[str, MeasureKey]] = []
        self.bags: list[tuple[Bag, MeasureKey]] = []
        for measure in lexicon.measures:
            self.bags += [(bag, measure) for bag in measure.bags]
            for words in dict.fromkeys(label for pattern in measure.says for label in spelt_out(pattern)):
                if words.endswith("*"):
                    self.starts.append((words[:-1], measure))
                else:
                    self.exact.setdefault(words, []).append(measure)

    def named(self, key: str) -> MeasureKey | None:
        """The first measure of a key."""
        return next((measure for measure in self.measures if measure.key == key), None)


def spelt_out(pattern: str) -> Iterator[str]:
    """All labels that a pattern stands for.

    >>> list(spelt_out("(total|) net (income|loss)"))
    ['total net income', 'total net loss', 'net income', 'net loss']
    """
    parts = [
        part[1:-1].split("|") if part[0] == "(" else [part] for part in regex.findall(r"\([^()]*\)|[^()]+", pattern)
    ]
    for chosen in product(*parts):
        yield " ".join("".join(chosen).split())


@cache
def measure_keys() -> MeasureKeys:
    """The standard names, read once."""
    return MeasureKeys(load("measure_keys", _Lexicon))
