"""Bare numbers that a verb takes as its object: `last time there were 36`, `which then has nine`, `now operates 63`."""

from extractor.mentions import Mention
from extractor.recognise.counts.antecedents import ENDS_THERE, Reader, is_age
from extractor.recognise.counts.counters import Counter
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import noun_classes

__all__ = ["AGAIN_RULES", "read_gapped", "read_object", "read_there"]

_AGAIN = Rule(
    name="count.again",
    says="A bare number behind `there were` or a transitive verb, in a sentence that has named what is counted.",
    examples=(
        "Some ⟦42 teams⟧ have entered; last time there were ⟦36⟧.",
        "⟦Two new members⟧ join the board, which then has ⟦nine⟧.",
        "In 2022, it built ⟦1,000 homes⟧; in 2023, ⟦1,200⟧; in 2024, ⟦1,500⟧.",
        "It opened ⟦12 shops⟧ in May and now runs ⟦87⟧.",
        "It began with ⟦40 looms⟧ and has since grown to ⟦520⟧.",
    ),
    not_examples=(
        "She played 12 games and averaged 25.",
        "He ran 12 shops and turned 50.",
        "It sold 12 cars, and the cap is 40.",
    ),
)
AGAIN_RULES = (_AGAIN,)

_THERE = words_before(
    r"\b(?:there (?:are|were|is|was|will be|have been|had been|would be) "
    r"(?:(?:now|only|just|still|already|then) )?"
    r"|(?:are|were|was|is) there )"
)
_VERB = words_before(r"(?<![\w-])(?P<verb>\p{L}{2,}) (?:(?:now|only|just|still|already) )?")
_CLOSES = words_behind(r" ?(?:[.;)]|$)|, (?:and|but|in|while)(?!\w)")
_SINCE = words_before(
    r"\b(?:(?:since|now|already|later|then) (?:been )?\p{L}{3,} (?:to|by)"
    r"|(?:leav|end|finish|clos|start|beg[au]n)(?:e|es|ed|ing)?(?: [\p{L}\d]++){1,4} with)"
    r" "
)
_OBJECTS = frozenset(
    ["dobj", "attr", "pobj", "nummod", "npadvmod", "oprd", "ccomp", "appos", "dep", "conj", "ROOT", "quantmod"]
)


def read_there(reader: Reader, counter: Counter) -> Mention | None:
    """`in 2019 there were twelve`."""
    if not reader.window(_THERE, counter, reader.left(counter)) or not ENDS_THERE.match(reader.text, counter.end):
        return None
    of = reader.topic(reader.before(counter, back=1))
    return reader.mention(_AGAIN, counter, of)


def read_object(reader: Reader, counter: Counter) -> Mention | None:
    """`has ordered 12 and leased four`: not what is scored, reached or turned."""
    left = reader.left(counter)
    if counter.vague or not ENDS_THERE.match(reader.text, counter.end):
        return None
    of = reader.topic(reader.before(counter))
    if of is None or is_age(reader, counter) or reader.amounts_between(of.end, counter.start):
        return None
    if reader.window(_SINCE, counter, left):
        return reader.mention(_AGAIN, counter, of)
    match = reader.window(_VERB, counter, left)
    if match is None or match["verb"].lower() in noun_classes().not_of_number.words:
        return None
    verb = counter.token_at(match.start("verb"))
    if verb is None or verb.tag not in {"VB", "VBD", "VBP", "VBZ", "VBN", "VBG"}:
        return None
    if counter.first < len(counter.tokens) and counter.tokens[counter.first].dep not in _OBJECTS:
        return None
    return reader.mention(_AGAIN, counter, of)


def read_gapped(reader: Reader, counter: Counter) -> Mention | None:
    """`in 2023, 1,200; in 2024, 1,500`: a period and a large number are the whole clause."""
    if not (counter.numeral.grouped or counter.numeral.scale >= 1000) or not reader.ends_beside_date(counter):
        return None
    of = reader.topic(reader.before(counter))
    if of is None or not _CLOSES.match(reader.text, counter.end) or reader.amounts_between(of.end, counter.start):
        return None
    return reader.mention(_AGAIN, counter, of)
