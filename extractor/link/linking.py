"""The order of the linking rules: sentence by sentence, then over the whole release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from extractor.documents import Document, Parse
from extractor.facts import Diagnostic
from extractor.link.draft import Draft
from extractor.mentions import Figure

__all__ = ["Linked", "link"]


@dataclass(frozen=True, slots=True)
class Linked:
    """The drafts of a release with all their links, in text order, and what linking found odd."""

    drafts: tuple[Draft, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def link(
    document: Document, figures: Sequence[Figure], parses: Mapping[int, Parse], *, published: date | None
) -> Linked:
    """Give each figure its metric, subject, period, change, status and relations.

    `figures` are in text order; `parses` holds the parses of sentences by sentence index (a sentence may lack one).
    """
    drafts = [Draft(index, figure) for index, figure in enumerate(figures)]
    return Linked(tuple(drafts))
