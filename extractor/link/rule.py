"""A linking rule: a named value that is its own manual page; its examples are run as tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from extractor.facts import RelationType

__all__ = ["LinkRule", "Manner", "RelationRule"]

Manner = Literal[
    "carried", "entry", "alone", "owner", "restated", "coordinated", "signed", "from-to", "own-time", "of-forecast"
]
"""What other rules may know of how a link came about, whichever rule made it.

`carried`: taken over from the text before; `entry`: it names an entry of a list; `alone`: it belongs to this figure
alone and is not who the text goes on about; `owner`: it owns what is measured. `restated`: the figure tells the change
of the one before again; `coordinated`: it shares that one's words; `signed`: its printed sign says so. `from-to`: the
two are the ends of `from … to`. `own-time`: the time is the figure's own, not that of a frame; `of-forecast`: it is
that of a forecast.
"""

Apply_co = TypeVar("Apply_co", bound=Callable[..., Any], covariant=True)


@dataclass(frozen=True, slots=True)
class LinkRule(Generic[Apply_co]):
    """How one field of a figure is linked.

    `name` is `field.what-the-rule-looks-at` and travels in the notes that `explain` shows; `says` tells a reader what
    the rule takes and what it leaves. `apply` finds the link or gives None; what it is given is the same for all rules
    of a field. An example is a text, the figure between ⟦ and ⟧, and behind an arrow what the field must become:
    `Revenue was ⟦$5 million⟧. → Revenue`. In a counter-example the rule must not speak for the marked figure.
    `manners` is what other rules may know of the links that it makes.
    """

    name: str
    says: str
    apply: Apply_co
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = ()
    manners: tuple[Manner, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationRule(LinkRule[Apply_co]):
    """A rule that relates one figure to another: its examples end in `→ change_of $3 million`."""

    relation: RelationType = "change_of"
