"""Finds counts in a small text as the pipeline does: other kinds first, then the parse, then the counts."""

from extractor.language import ParseRequest, parser_for
from extractor.mentions import Mention
from extractor.recognise import counts, dates, measures, percentages
from extractor.recognise.scan import scan
from extractor.settings import Settings
from tests.building import document_of

__all__ = ["counts_in"]


def counts_in(text: str) -> list[Mention]:
    """The counts of a text of body sentences."""
    document = document_of(text)
    scanned = scan(document)
    requests = [
        ParseRequest(s.index, text, s.start, s.end)
        for s in document.sentences
        if any(s.start <= n.start < s.end for n in scanned.numerals)
    ]
    parses = {p.sentence: p for p in parser_for(Settings()).parse(requests)}
    taken = [*dates.find(scanned), *measures.find(scanned), *percentages.find(scanned)]
    return counts.find(scanned, parses, taken)
