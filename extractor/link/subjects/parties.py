"""Parties of a deal or an order: who must do what is ordered, and who gets what is awarded."""

from extractor.documents import Token
from extractor.link.lines import Line
from extractor.words.names import name_lexicon

__all__ = ["commanded", "receiver"]


def commanded(line: Line, verb: Token) -> Token | None:
    """`Marlow` of "the judge ordered Marlow to pay": who must do it."""
    above = line.governor(verb)
    if above is None or above.text.lower() not in name_lexicon().commanding or verb.dep not in {"xcomp", "ccomp"}:
        return None
    return next(iter([*line.children(verb, "nsubj"), *line.children(above, "dobj")]), None)


def receiver(line: Line, verb: Token) -> Token | None:
    """`it` of "the ministry awarded it a contract for up to $5 million": whose contract it is."""
    if verb.text.lower() not in name_lexicon().awarding:
        return None
    return next(iter(line.children(verb, "dative")), None)
