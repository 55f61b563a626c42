"""Numbers behind the names of a list: `Rig count: Permian 349, Eagle Ford 71`, `61 turbines (88)`."""

from decimal import Decimal

from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.antecedents import Reader, value_of
from extractor.recognise.counts.counters import Counter
from extractor.recognise.counts.phrases import noun_phrase
from extractor.recognise.counts.subjects import Counted, counted_by
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["LIST_RULES", "opens_bracket", "read_bracketed", "read_listed"]

_LISTED = Rule(
    name="count.listed",
    says="A number behind a name in a list whose head, or whose first number, says what is counted.",
    examples=(
        "Rig count: Permian ⟦349⟧, Eagle Ford ⟦71⟧, Bakken ⟦42⟧.",
        "Staff by site: Ghent ⟦1,140⟧, Lille ⟦385⟧; nothing else.",
        "Ines Prado got ⟦9,812 votes⟧, Tom Reyes ⟦3,004⟧ and Li Wen ⟦1,200⟧.",
        "Number of branches: ⟦1,240⟧",
    ),
    not_examples=(
        "Results: Arsenal 2, Chelsea 1.",
        "See also: Section 4, Article 7 and Rule 12.",
        "Contacts: Room 12, Gate 4.",
    ),
)
_BRACKET = Rule(
    name="count.prior-in-brackets",
    says="A number in brackets right behind a count, of its size: the earlier period's.",
    examples=("It had ⟦3,250 turbines⟧ (⟦3,110⟧) on order.", "It had ⟦61 turbines⟧ (2023: ⟦88⟧) on order."),
    not_examples=("It had 3,250 turbines (2) on order.",),
)
LIST_RULES = (_LISTED, _BRACKET)

_CAPITAL = r"\p{Lu}[\p{L}\p{M}'’.&-]*+"
_NAME = rf"(?:the )?(?:{_CAPITAL}(?: (?:{_CAPITAL}|of|and|de|the)){{0,4}}+|[Oo]thers?|elsewhere|rest)"
_HEAD = words_behind(r"(?P<head>[^:;\n]{3,80})(?P<colon>:) ")
_FIRST = words_behind(rf"{_NAME} ")
_NEXT = words_behind(rf"(?:[,;] (?:and )?| and ){_NAME} ")
_ITEM = words_behind(rf"[,;] (?:and )?{_NAME} \d")
_LINE_ENDS = words_behind(r"$|\n| \(")
_LAST_WORD = words_before(r"(?<!\p{L})(?P<word>\p{L}[\p{L}.]*) ")
_HEAD_WORDS = 24
#: Heads of lists of results.
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


def read_listed(reader: Reader, counter: Counter) -> Mention | None:
    """A number behind a name: the first of a list with a head, or one behind a number of the list."""
    text = reader.text
    word = _LAST_WORD.match(text, max(0, counter.start - 32), counter.start)
    labelled = word is not None and word["word"].lower() in noun_classes().labels.words
    last = reader.last(counter)
    if last is not None and not labelled and _goes_on(reader, counter, last):
        return reader.beside(_LISTED, counter, last)
    head = _HEAD.match(text, counter.sentence_start, counter.start)
    if head is None:
        return None
    whole_line = head.end() == counter.start and _LINE_ENDS.match(text, counter.end)
    opens = _FIRST.fullmatch(text, head.end(), counter.start) and _ITEM.match(text, counter.end) and not labelled
    if not whole_line and not opens:
        return None
    return _under_head(reader, counter, last, head.start("colon"))


def _goes_on(reader: Reader, counter: Counter, last: Mention) -> bool:
    """Whether the number stands behind the name that follows the last number of a list."""
    if not _NEXT.fullmatch(reader.text, last.end, counter.start):
        return False
    return last.rule == _LISTED.name or _is_after_name(reader, counter, last)


def _is_after_name(reader: Reader, counter: Counter, last: Mention) -> bool:
    """Whether the number before has a name before it: "Ines Prado got 9,812"; beside a noun a plain "3" is no count."""
    before = reader.text[max(0, last.start - 40) : last.start].split()[-3:]
    with_noun = last.rule in {"count.number-noun", "count.one"}
    large = counter.numeral.words or counter.numeral.grouped
    return (large or not with_noun) and any(w[0].isupper() for w in before)


def _under_head(reader: Reader, counter: Counter, last: Mention | None, colon: int) -> Mention | None:
    if last is not None and last.end <= colon:
        return reader.mention(_LISTED, counter, last, "part_of")
    counted = _head_noun(reader, counter, colon)
    if counted is None:
        return None
    return reader.mention(_LISTED, counter, None, said=CountReading(counted.head, counted.item))


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
