"""Clauses: the verb above a word and the subject of a verb, by the parse."""

from extractor.documents import Token
from extractor.link.lines import VERBS, Line

__all__ = ["clause_subject", "verb_above"]

#: Dependencies that hang a verb on the clause whose subject it shares.
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "aux", "auxpass", "dep", "pcomp", "prep"})


def verb_above(line: Line, token: Token) -> Token | None:
    """The verb that governs a token, through prepositions, adverbs and nouns of change."""
    return next((above for above in line.ancestors(token) if above.tag in VERBS), None)


def clause_subject(line: Line, verb: Token) -> Token | None:
    """The verb's subject: its own, that of the clause it shares, or the noun that its relative clause hangs on."""
    for _ in range(4):
        own = line.children(verb, "nsubj", "nsubjpass", "csubj")
        if own:
            relative = own[-1].text.lower() in {"which", "that", "who"} and verb.dep == "relcl"
            return line.governor(verb) if relative else own[-1]
        if verb.dep in {"acl", "relcl"}:
            return line.governor(verb)
        above = line.governor(verb)
        if above is None or verb.dep not in _SHARING:
            return None
        if above.tag not in VERBS:
            return above if line.is_noun(above) and verb.dep == "dep" else None
        verb = above
    return None
