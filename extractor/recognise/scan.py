"""The scan: what all recognisers of a release look at, made once."""

from dataclasses import dataclass

from extractor.documents import Document
from extractor.recognise.numerals import Numeral, find_numerals
from extractor.recognise.vetoes import Veto, find_vetoes

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


def scan(document: Document) -> Scan:
    """Find the vetoed stretches and the numerals outside them: one pass each, linear in the text."""
    vetoes = find_vetoes(document.text)
    return Scan(document, tuple(_outside(find_numerals(document.text), vetoes)), tuple(vetoes))


def _outside(numerals: list[Numeral], vetoes: list[Veto]) -> list[Numeral]:
    """The numerals that do not overlap a veto; both lists are in order."""
    out, at = [], 0
    for numeral in numerals:
        while at < len(vetoes) and vetoes[at].span.end <= numeral.start:
            at += 1
        if at == len(vetoes) or vetoes[at].span.start >= numeral.end:
            out.append(numeral)
    return out
