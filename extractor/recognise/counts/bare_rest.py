"""Bare numbers of what was just counted: the rest of it, more of it, out of it, the same again, the other side."""

from extractor.mentions import Mention
from extractor.recognise.counts.antecedents import (
    AND_BEFORE,
    CLAUSE,
    ENDS_THERE,
    SENTENCES_BACK,
    Reader,
    told_of,
    value_of,
)  # fmt: skip
from extractor.recognise.counts.counters import Counter
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import singular

__all__ = ["REST_RULES", "read_out_of", "read_rest", "read_same", "read_sides"]

_SAME = Rule(
    name="count.same-number",
    says="`the` and a bare number that an earlier count has: the same fact.",
    examples=("We began ⟦46 projects⟧ in May. Together the ⟦46⟧ will cost a lot.",),
    not_examples=("He shot a 68 in the last round.",),
)
_SIDES = Rule(
    name="count.other-side",
    says="The second number of a vote.",
    examples=("It passed by ⟦31 votes⟧ to ⟦12⟧ on Friday.",),
)
_REST = Rule(
    name="count.rest",
    says="A bare number behind `the other`, `another`, `out of`, or with a second `of`: of the noun just counted.",
    examples=(
        "It has ⟦650 beds⟧; another ⟦120⟧ will be added.",
        "The prize went to ⟦3 teams⟧ out of ⟦120⟧.",
        "He admitted ⟦12 counts⟧ of fraud and ⟦two⟧ of perjury.",
        "It gets ⟦three jets⟧ in May and ⟦five⟧ in June.",
        "It runs ⟦seven wind farms⟧, with ⟦24⟧ more being built.",
    ),
    not_examples=("It runs seven wind farms. He is 24 more or less.",),
)
REST_RULES = (_SAME, _REST, _SIDES)

_THE = words_before(r"\b(?:the|these|those|all) ")
_THE_REST = words_before(r"\bthe (?:other|remaining|rest,|last) ")
_MORE = words_before(r"\b(?:another|a further|an (?:additional|extra)) ")
#: "with 24 more being built", "and 14 more in May": as many again of what was counted.
_MORE_BEHIND = words_behind(r" more(?= (?:being|to come|under|opening|planned|due)(?!\w))")
_OUT_OF = words_behind(r" out of (?:a total of |the )?")
_PREPOSITION = words_behind(r" (?P<word>of(?= \p{L})|in|for|from|to|on|at|with|by|under) ")


def read_rest(reader: Reader, counter: Counter) -> Mention | None:
    """`the other 30` and `another 120`: of what the text has just counted."""
    left = reader.left(counter)
    rest = reader.window(_THE_REST, counter, left, 16)
    behind = _MORE_BEHIND.match(reader.text, counter.end)
    if rest is None and behind is None and not reader.window(_MORE, counter, left, 20):
        return None
    if behind is not None:
        return reader.mention(_REST, counter, reader.last(counter))
    near = reader.before(counter, back=1) if rest is None else reader.wholes(counter, back=1)
    of = next((m for m in near if told_of(m) != "prior_of"), None)
    if of is None or not (CLAUSE.match(reader.text, counter.end) or ENDS_THERE.match(reader.text, counter.end)):
        return None
    return reader.mention(_REST, counter, of, "part_of" if rest is not None else None)


def read_out_of(reader: Reader, counter: Counter) -> Mention | None:
    """`3 teams out of 120` and `12 counts of fraud and two of perjury`: the noun stands before."""
    of = reader.last(counter)
    if of is None:
        return None
    if _OUT_OF.fullmatch(reader.text, of.end, reader.left(counter)) and ENDS_THERE.match(reader.text, counter.end):
        return reader.mention(_REST, counter, of)
    if counter.value == 1 or not reader.window(AND_BEFORE, counter, reader.left(counter), 8):
        return None
    far = counter.numeral.scale >= 1000 or counter.numeral.grouped
    near = reader.before(counter)[: 3 if far else 1]
    other = next((m for m in near if _same_preposition(reader.text, m.end, counter.end)), None)
    if other is None or reader.amounts_between(other.end, counter.start):
        return None
    return None if ":" in reader.text[other.end : counter.start] else reader.beside(_REST, counter, other)


def _same_preposition(text: str, one: int, other: int) -> bool:
    here, there = _PREPOSITION.match(text, one), _PREPOSITION.match(text, other)
    if here is None or there is None:
        return False
    return here["word"] == there["word"] or {here["word"], there["word"]} <= {"in", "on", "at", "under", "for"}


def read_same(reader: Reader, counter: Counter) -> Mention | None:
    """`the 46` behind 46 projects."""
    if counter.value is None or not reader.window(_THE, counter, counter.start, 8):
        return None
    of = next((m for m in reader.wholes(counter, back=SENTENCES_BACK) if value_of(m) == counter.value), None)
    if of is None or counter.next_tag in {"NN", "NNP"}:
        return None
    return reader.mention(_SAME, counter, of, "same_as")


def read_sides(reader: Reader, counter: Counter) -> Mention | None:
    """`31 votes to 12`."""
    of = reader.last(counter)
    if of is None or singular(of.counted.head) not in {"vote", "ballot", "seat"}:
        return None
    if reader.text[of.end : counter.start].strip() not in {"to", "against", "for and"}:
        return None
    return reader.mention(_SIDES, counter, of)
