"""Numbers behind a label or a count: `Number of branches: 1,240`, `61 turbines (88)`."""

from decimal import Decimal

from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.antecedents import Reader, value_of
from extractor.recognise.counts.counters import Counter
from extractor.recognise.counts.phrases import noun_phrase
from extractor.recognise.counts.subjects import Counted, counted_by
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["LIST_RULES", "opens_bracket", "read_bracketed", "read_labelled"]

_LABELLED = Rule(
    name="count.labelled",
    says="A number alone behind a colon, at the end of its line, where the words before say what is counted.",
    examples=("Number of branches: ⟦1,240⟧", "New shops in the year: ⟦26⟧"),
    not_examples=("Room: 12", "Results: 2", "Length of the call: 40"),
)
_BRACKET = Rule(
    name="count.prior-in-brackets",
    says="A number in brackets right behind a count, of its size: the earlier period's.",
    examples=("It had ⟦3,250 turbines⟧ (⟦3,110⟧) on order.", "It had ⟦61 turbines⟧ (2023: ⟦88⟧) on order."),
    not_examples=("It had 3,250 turbines (2) on order.",),
)
LIST_RULES = (_LABELLED, _BRACKET)

_HEAD = words_behind(r"(?P<head>[^:;\n]{3,80})(?P<colon>:) ")
_LINE_ENDS = words_behind(r"$|\n| \(")
_HEAD_WORDS = 24
#: Labels of results.
_RESULTS = frozenset(
    ["result", "score", "standing", "fixture", "final", "odds", "scorer", "ranking", "contact", "note"]
)
_PRIOR_LABEL = words_before(
    r"\((?:[^()\n:]{0,20}(?:19|20)\d\d|(?:prior|previous|last) (?:year|quarter|period|month)"
    r"|Q[1-4][^()\n:]{0,10}): "
)
#: An earlier period's count is within this factor of the present one; footnote marks are small.
_GAP = 40
_FACTOR, _LEAST = 4, Decimal(10)


def read_labelled(reader: Reader, counter: Counter) -> Mention | None:
    """A number that is all that a line says behind its label."""
    head = _HEAD.match(reader.text, counter.sentence_start, counter.start)
    if head is None or head.end() != counter.start or not _LINE_ENDS.match(reader.text, counter.end):
        return None
    last, colon = reader.last(counter), head.start("colon")
    if last is not None and last.end <= colon:
        return reader.mention(_LABELLED, counter, last, "part_of")
    counted = _head_noun(reader, counter, colon)
    if counted is None:
        return None
    return reader.mention(_LABELLED, counter, None, said=CountReading(counted.head, counted.item))


def _head_noun(reader: Reader, counter: Counter, colon: int) -> Counted | None:
    """What a head counts: "Rig count", "Number of branches", "New stores in the quarter"."""
    head = [t for t in counter.tokens[:_HEAD_WORDS] if t.end <= colon]
    for token in head[:8]:
        counted = counted_by(reader.text, counter.tokens, token.index)
        if counted is not None:
            return counted
    first = next((t.index for t in head if t.text.lower() not in {"the", "our", "its", "total", "-", "•", "*"}), None)
    phrase = noun_phrase(reader.text, counter.tokens, first, plural=True) if first is not None else None
    if phrase is None or phrase.end > colon or not is_plural(phrase.head):
        return None
    noun, classes = singular(phrase.head), noun_classes()
    if noun in _RESULTS | classes.not_by_number.words | classes.time.words | classes.uncounted.words:
        return None
    return Counted(phrase.head, " ".join(reader.text[phrase.start : phrase.end].split()))


def opens_bracket(text: str, counter: Counter) -> bool:
    """Whether a number stands alone in brackets, but for the name of a period."""
    if text[counter.end : counter.end + 1] != ")":
        return False
    return text[counter.start - 1 : counter.start] == "(" or _labelled(text, counter)


def _labelled(text: str, counter: Counter) -> bool:
    return _PRIOR_LABEL.match(text, max(0, counter.start - 40), counter.start) is not None


def read_bracketed(reader: Reader, counter: Counter) -> Mention | None:
    """`61 turbines (88)`: right behind the count, and of its size."""
    last = reader.last(counter)
    opening = reader.text.rfind("(", max(0, counter.start - 40), counter.start)
    if last is None or opening < 0 or opening - last.end > _GAP:
        return None
    gap = reader.text[last.end : opening].strip(" \u00a0")
    if gap and not (_labelled(reader.text, counter) and gap.replace(" ", "").isalpha()):
        return None
    now, then = value_of(last), counter.value
    if now is None or then is None or counter.numeral.words or last.end == last.start:
        return None
    if not _labelled(reader.text, counter) and (then < _LEAST or not now / _FACTOR <= then <= now * _FACTOR):
        return None
    return reader.mention(_BRACKET, counter, last, "prior_of")
