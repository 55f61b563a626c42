"""The scan: what all recognisers of a release look at, made once."""

from dataclasses import dataclass
from itertools import islice

from extractor.documents import Document
from extractor.recognise.numerals import Numeral, find_numerals
from extractor.recognise.vetoes import Veto, find_vetoes
from extractor.spans import outside

__all__ = ["Scan", "scan"]


@dataclass(frozen=True, slots=True)
class Scan:
    """A document with its numerals in order, those inside a veto left out."""

    document: Document
    numerals: tuple[Numeral, ...]
    vetoes: tuple[Veto, ...] = ()

    @property
    def text(self) -> str:
        """The release's text."""
        return self.document.text


def scan(document: Document, *, most: int | None = None) -> Scan:
    """Find the vetoed stretches and the numerals outside them (the first `most`): one pass each, linear in the text."""
    vetoes = find_vetoes(document.text)
    numerals = outside(find_numerals(document.text), (veto.span for veto in vetoes))
    return Scan(document, tuple(islice(numerals, most)), tuple(vetoes))
