"""Vetoes as data: what looks like a figure and is none (lexicons `vetoes.toml` and `vetoes_names.toml`)."""

from functools import cache
from typing import Literal

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Starts", "VetoRow", "veto_rows"]

Starts = Literal["digit", "sign", "letter", "glued", "hyphenated", "named", "line", "dot", "quote"]


class VetoRow(Row):
    """A veto: what it is called, where it can start, what it looks like, and its examples.

    `words` are cue words behind which `pattern` must match; `also` takes them in upper case too, `any_case` in any
    case. Without cue words `starts` says where `pattern` is tried. `before` must match text that ends where the
    stretch starts, `back` what belongs to the stretch to the left of the place where `pattern` is tried, which never
    ends more than `reach` behind that place. With `where = "prose"` it holds only in a line with ordinary lower-case
    words, not in a headline.
    """

    name: str
    pattern: str
    words: tuple[str, ...] = ()
    also: tuple[Literal["upper"], ...] = ()
    any_case: bool = False
    starts: Starts | tuple[Starts, ...] = "letter"
    before: str = ""
    back: str = ""
    reach: int = 512
    where: Literal["anywhere", "prose"] = "anywhere"
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class _Vetoes(Row):
    veto: tuple[VetoRow, ...]


@cache
def veto_rows() -> tuple[VetoRow, ...]:
    """All rows, in the order in which they are tried."""
    return (*load("vetoes", _Vetoes).veto, *load("vetoes_names", _Vetoes).veto)
