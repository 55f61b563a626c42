"""A rule of recognition: a named value that is its own manual page; its examples are run as tests."""

from dataclasses import dataclass

__all__ = ["Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one shape of figure is recognised.

    `name` is `kind.what-it-looks-like` and travels in the fact. `says` tells a reader what the rule takes and what
    it leaves. `pattern` is a source for the `regex` module; where the rule is built around a numeral, `before` must
    match text that ends where the numeral starts, and `after` text that starts where it ends.
    In `examples` the figure that the rule must find stands between `[` and `]`-like marks ⟦ and ⟧; in `not_examples`
    nothing of the rule's kind may be found by it.
    """

    name: str
    says: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = ()
    pattern: str = ""
    before: str = ""
    after: str = ""
