"""Numbers in brackets behind the names of a list: `Taif (5), Riyadh (3)`."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.antecedents import Reader, value_of
from extractor.recognise.counts.counters import Counter
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before
from extractor.words.entities import entity_lexicon
from extractor.words.nouns import is_plural, singular

__all__ = ["TALLY", "TALLY_RULES", "is_equated", "read_equated", "read_tally", "tallied"]

TALLY = Rule(
    name="count.tally",
    says="A number in brackets behind a name, in a sentence that gives the total, or in a row behind what is counted.",
    examples=(
        "It reported ⟦8 cases⟧ from Osel (⟦5⟧) and Varn (⟦3⟧).",
        "The cases were reported from Osel (⟦1⟧), Varn (⟦2⟧) and Harle (⟦1⟧).",
        "Many countries have reported cases with no deaths: Osel (⟦14⟧), Varn (⟦2⟧), Harle (⟦1⟧).",
    ),
    not_examples=(
        "The Company (1) and its shops are new.",
        "The cases in Osel (1) and Varn (2) are old.",
        "The footnotes on Osel (1), Varn (2) and Harle (3) follow.",
    ),
)

_EQUAL = Rule(
    name="count.equated",
    says="A number behind a name and `=` in a bracket, where the numbers there add up to a count before it.",
    examples=("It saw ⟦66 deaths⟧ in all (Osel = ⟦42⟧; Varn = ⟦24⟧).",),
    not_examples=("It saw 66 deaths (Osel = 42; Varn = 20).", "Its 12 rules (A = 4) are old."),
)
TALLY_RULES = (TALLY, _EQUAL)

#: So many entries behind a plural tell how many there are of it in each place; marks of footnotes count up by one.
_ROW = 3
#: Entries of a tally on both sides of one that are summed up, and how far two of them stand apart.
_LONGEST_ROW, _APART = 64, 60
_IS_NAMED = words_before(
    r"\b(?:(?-i:\p{Lu})[\p{L}\p{M}'’.-]*|others?|elsewhere|unknown|unspecified|the rest|undisclosed) ?\("
)
_IS_EQUATED = words_before(r"(?-i:\p{Lu})[\p{L}\p{M}'’.-]* ?= ?")
_EQUATED = regex.compile(r"\p{L}\s?=\s?(\d+)")
_IS_WORD = words_before(r"\b\p{L}[\p{L}\p{M}'’.-]* ?\(")


def read_tally(reader: Reader, counter: Counter) -> Mention | None:
    """`Taif (5)`: only here may the number stand in brackets."""
    text = reader.text
    if "/" in text[counter.start : counter.end]:  # "Osel (6/5)" are cases and deaths
        return None
    if text[counter.start - 1 : counter.start] != "(" or text[counter.end : counter.end + 1] != ")":
        return None
    if not reader.window(_IS_WORD, counter, counter.start):
        return None
    named = reader.window(_IS_NAMED, counter, counter.start) is not None
    last = reader.last(counter)
    if named and last is not None and last.rule == TALLY.name and counter.start - last.end < _APART:
        return reader.beside(TALLY, counter, last)
    whole = [m for m in reader.wholes(counter, back=2) if m.rule != TALLY.name]
    here = [m for m in whole if m.start >= counter.sentence_start]
    bare = reader.bare[counter.sentence]
    place = bisect_left(bare, counter.start, key=lambda c: c.start)
    row = [b for b in bare[max(0, place - _LONGEST_ROW) : place + _LONGEST_ROW] if text[b.start - 1 : b.start] == "("]
    if named:
        row = [b for b in row if _IS_NAMED.match(text, max(0, b.start - 48), b.start)]
    if not whole:
        said = tallied(counter) if named and _is_row(row) else None
        return reader.mention(TALLY, counter, None, said=said)
    together = sum((b.value for b in row if b.value is not None), Decimal(0))
    fits = next((m for m in whole if value_of(m) == together), None)
    if fits is None and (len(row) < 2 or not here or not named):
        return None
    of = fits or max(here, key=lambda m: value_of(m) or Decimal(0))
    return reader.mention(TALLY, counter, of, "part_of")


def is_equated(text: str, counter: Counter) -> bool:
    """Whether a name and `=` stand before a number."""
    return _IS_EQUATED.match(text, max(0, counter.start - 48), counter.start) is not None


def read_equated(reader: Reader, counter: Counter) -> Mention | None:
    """`66 deaths (Osel = 42; Varn = 24)`: parts of the count before the bracket that they add up to."""
    opening = reader.text.rfind("(", counter.sentence_start, counter.start)
    if opening < 0 or ")" in reader.text[opening : counter.start]:
        return None
    closing = reader.text.find(")", counter.end, counter.sentence_end)
    entries = _EQUATED.findall(reader.text, opening, closing)
    together = sum(map(int, entries[:_LONGEST_ROW])) if closing > 0 else 0
    of = next((m for m in reader.wholes(counter) if m.end <= opening and value_of(m) == together), None)
    return reader.mention(_EQUAL, counter, of, "part_of")


def _is_row(row: Sequence[Counter]) -> bool:
    values = [entry.value for entry in row]
    numbered = all(b is not None and a is not None and b - a == 1 for a, b in pairwise(values))
    return len(row) >= _ROW and not numbered


def tallied(counter: Counter) -> CountReading | None:
    """What a row of places tells the numbers of: the first plural of its sentence that is no sort of places."""
    places = entity_lexicon().nouns["place"]
    for token in counter.tokens[: counter.first]:
        noun = singular(token.text)
        small = token.text.islower() or not token.index
        if token.tag == "NNS" and small and is_plural(token.text) and noun not in places:
            noun_said = token.text if token.index else token.text.lower()
            return CountReading(noun_said, noun_said)
    return None
