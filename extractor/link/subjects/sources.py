"""Sources: who only says what others have, and owns no figure by it."""

import regex

from extractor.documents import Token
from extractor.link.lines import Line
from extractor.link.subjects.topics import Referent, Topics
from extractor.spans import Span
from extractor.words.names import name_lexicon

__all__ = ["is_teller", "is_told_by", "only_gathers", "only_says"]

#: What says behind a name how something is reckoned.
_DEFINES = regex.compile(r"(?:['’]s)?\s(?:definition|methodology|classification)s?\b")


def only_says(line: Line, verb: Token, topics: Topics) -> bool:
    """Whether a verb only reports: its subject is a source, not the one whose figure it is."""
    if line.children(verb, "nsubjpass"):  # "was found guilty", "was told to pay"
        return False
    words = {verb.text.lower(), *(c.text.lower() for c in line.children(verb, "xcomp"))}
    foreign = words & name_lexicon().expecting and not topics.issuer.of_itself
    return bool(words & name_lexicon().saying or foreign)


def is_teller(line: Line, verb: Token, doer: Referent, topics: Topics) -> bool:
    """Whether the doer of a main clause only tells: a person or an office that states what others do."""
    return _tells(verb, doer, topics) or (_states(line, verb) and _is_source(doer, topics))


def is_told_by(line: Line, below: Token | None, verb: Token, doer: Referent, topics: Topics) -> bool:
    """Whether the doer of a verb only tells of what stands `below` the verb."""
    return _tells(verb, doer, topics) or (_is_stated(line, below, verb) and _is_source(doer, topics))


def only_gathers(line: Line, name: Span) -> bool:
    """`Labour Office` of "calculated by the Labour Office", and of "by the Labour Office definition"."""
    if _DEFINES.match(line.text, name.end, line.end) is not None:
        return True
    token = line.token_before(name.end)
    by = line.governor(token) if token is not None and token.dep == "pobj" else None
    verb = line.governor(by) if by is not None and by.text.lower() == "by" else None
    return verb is not None and verb.text.lower() in name_lexicon().gathered


def _tells(verb: Token, found: Referent, topics: Topics) -> bool:
    """Whether a person or an office tells of what others have: `Lind highlighted a margin of 5%`."""
    return verb.text.lower() in name_lexicon().telling and _is_source(found, topics)


def _states(line: Line, verb: Token) -> bool:
    """Whether a verb states what others do: `noted that trade reached`, not `admitted that he paid`."""
    said = line.children(verb, "ccomp")
    return bool(said) and not any(
        t.tag == "PRP" for clause in said for t in line.children(clause, "nsubj", "nsubjpass")
    )


def _is_source(found: Referent, topics: Topics) -> bool:
    """Whether what someone says is not of themselves: a person, an office, a study that is not the issuer."""
    return found.name != topics.issuer.name and topics.entities.kind(found.name) in {"person", "body", "study"}


def _is_stated(line: Line, below: Token | None, verb: Token) -> bool:
    """Whether a figure stands in what a verb states: `Mara Lind noted that trade reached`, not `expects trade to`."""
    if below is None or below.dep != "ccomp" or below.head != verb.index:
        return False
    return not any(t.tag == "TO" for t in line.children(below, "aux"))
