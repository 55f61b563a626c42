"""What a number counts where only its subject says so: `headcount`, `the store count`, `the number of branches`."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.documents import Token
from extractor.recognise.counts.phrases import noun_phrase
from extractor.words.nouns import is_plural, noun_classes, plural, singular

__all__ = ["Counted", "classes_of_no_things", "counted_by", "subject_of"]

#: A verb takes its subject from the verb that it is joined to; longer chains are errors of the parser.
_JOINED_VERBS = 3
#: So many words of a clause are searched for its subject where the parser found none.
_CLAUSE_WORDS = 16
_CLAUSE_STARTS = frozenset([";", ":", "while", "but"])
_NUMBER_OF = frozenset(["number", "numbers", "total", "count", "tally"])
#: What these are of is counted, whatever else it measures: "share count".
_COUNTS = frozenset(["count", "counts"])
_NO_MODIFIER = frozenset(["the", "a", "an", "its", "our", "their", "his", "her", "this", "that", "of", "and", "total"])


@dataclass(frozen=True, slots=True)
class Counted:
    """A noun that is counted: its head as printed, and the whole noun phrase."""

    head: str
    item: str


def subject_of(tokens: Sequence[Token], verb: Token) -> Token | None:
    """The noun of which a verb tells a number: its subject, or that of the verb to which it is joined."""
    here = verb
    for _ in range(_JOINED_VERBS):
        for child in here.children:
            if tokens[child].dep in {"nsubj", "nsubjpass", "csubj"}:
                return tokens[child]
        if here.dep not in {"conj", "xcomp", "advcl", "aux", "auxpass"} or here.head == here.index:
            break
        here = tokens[here.head]
    return _opening_tally(tokens, verb)


def _opening_tally(tokens: Sequence[Token], verb: Token) -> Token | None:
    """The word at the start of the clause that can only be a tally ("Headcount at Leeds was …")."""
    first = verb.index
    while first > 0 and verb.index - first < _CLAUSE_WORDS and tokens[first - 1].text not in _CLAUSE_STARTS:
        first -= 1
    classes = noun_classes()
    for token in tokens[first : min(first + 4, verb.index)]:
        word = token.text.lower()
        if word in classes.collective or (word in classes.tallying.words and token.index > first):
            return token
    return None


def counted_by(text: str, tokens: Sequence[Token], at: int) -> Counted | None:
    """What is counted where token `at` is the subject of a number; None where it is no word of number.

    `workforce` counts employees, `store count` stores, `number of branches` branches.
    """
    word, classes = tokens[at].text.lower(), noun_classes()
    people = classes.collective.get(word)
    if word in classes.tallying.words:
        if word in _NUMBER_OF and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "of":
            return _of_phrase(text, tokens, at + 2) or _tallied(text, tokens, at)
        return _tallied(text, tokens, at) or (Counted(people, people) if people else None)
    return Counted(people, people) if people is not None else None


def _of_phrase(text: str, tokens: Sequence[Token], at: int) -> Counted | None:
    while at < len(tokens) and tokens[at].text.lower() in {"the", "its", "our", "their", "all"}:
        at += 1
    phrase = noun_phrase(text, tokens, at, plural=True) if at < len(tokens) else None
    classes = noun_classes()
    if phrase is None or singular(phrase.head) in classes.time.words | classes.uncounted.words:
        return None
    return Counted(phrase.head, " ".join(text[phrase.start : phrase.end].split()))


def classes_of_no_things() -> frozenset[str]:
    """Nouns that a bare number behind them does not count: amounts, rates, times."""
    classes = noun_classes()
    return classes.not_by_number.words | classes.time.words | classes.uncounted.words


def _tallied(text: str, tokens: Sequence[Token], at: int) -> Counted | None:
    """`store count`, `daily active user base`: the noun before the tally is what is counted."""
    if at == 0:
        return None
    noun = tokens[at - 1]
    word = noun.text.lower()
    classes = noun_classes()
    if word in _NO_MODIFIER or noun.tag not in {"NN", "NNS", "NNP", "NNPS", "VB", "VBP"} or not word.isalpha():
        return None
    if word in classes.person_groups.words:
        return Counted("employees", "employees")
    if (singular(word) in classes_of_no_things() and tokens[at].text.lower() not in _COUNTS) or (
        noun.text[0].isupper() and noun.tag == "NNP" and at > 1
    ):
        return None
    first = at - 1
    while first > 0 and tokens[first - 1].tag in {"JJ", "NN"} and tokens[first - 1].text.lower() not in _NO_MODIFIER:
        first -= 1
    head = plural(word)
    before = " ".join(text[tokens[first].start : noun.start].split())
    return Counted(head, f"{before} {head}".strip() if is_plural(head) else head)
