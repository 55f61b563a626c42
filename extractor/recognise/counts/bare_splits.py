"""Parts that a text lists behind their whole: `900 tests: 700 negative, 200 positive`, `one was …, two were …`."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from extractor.mentions import Mention
from extractor.recognise.counts.antecedents import Reader, told_of, value_of
from extractor.recognise.counts.counters import Counter
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import is_plural

__all__ = ["SPLIT_RULES", "read_one", "read_split"]

_SPLIT = Rule(
    name="count.split",
    says="Bare numbers listed behind a count that they add up to, or each with an adjective or participle.",
    examples=(
        "They did ⟦900 tests⟧ at noon: ⟦700⟧ negative, ⟦150⟧ positive and ⟦50⟧ void.",
        "It covered ⟦2,000 adults⟧ (⟦1,010⟧ male, ⟦990⟧ female).",
        "They saw ⟦340 farms⟧: ⟦290⟧ passed, ⟦38⟧ failed.",
        "Some ⟦25 guards⟧ were hurt there (⟦18⟧ seriously), and ⟦16 guests⟧ too.",
        "It hurt ⟦34 guards⟧, ⟦eight⟧ seriously.",
    ),
    not_examples=("It has 12 shops: 1 In Oslo, 2 In Rome.",),
)
_ONE = Rule(
    name="count.one-of-them",
    says="`one` as the subject of a clause beside the other parts of a count.",
    examples=("There were ⟦13 deaths⟧. ⟦Ten⟧ were in May, and ⟦one⟧ was in June.",),
    not_examples=("It has 12 shops. One was glad of it.",),
)
SPLIT_RULES = (_SPLIT, _ONE)

#: Longer rows are tables.
_LONGEST_ROW = 24
_OPENS_ROW = words_behind(r"[^.:;(\n–—]{0,80}(?::| [–—]|;|,| ?\() ?")
_ITEM = words_behind(r"[^.:\n()]{1,80}?(?:[,;] (?:and )?| (?:and|or) )")
#: What an item of a row is said to be: an adjective, a participle, an adverb, alone.
_SAID = words_behind(
    r" (?P<word>\p{Ll}[\p{L}-]++)(?= ?[,;.)]| and(?!\w)|$)"
    r"| of them(?=[ ,;.)])"
)
_ADJECTIVES = frozenset(["JJ", "VBN", "VBD", "VBG", "RB", "NN", "VBP"])
_NO_CLAUSE = words_behind(r" (?:of|or|and|another|by|in|to|such|that|who|which|can|could|may|must)(?!\w)|-")
_OPENS_CLAUSE = words_before(r"(?:[,;:(] (?:and |but )?| and )")


def read_split(reader: Reader, counter: Counter) -> Mention | None:
    """The part of a count that a bare number in a row states; `adjectives` alone make a row of two or more."""
    known = reader.before(counter)
    wholes = [m for m in known if m.rule != _SPLIT.name]
    earlier = [m for m in known if m.rule == _SPLIT.name]
    if earlier and (not wholes or earlier[0].start > wholes[0].start):
        told = earlier[0].counted.told
        of = reader.starting_at(told.start) if told is not None else None
        joined = of is not None and _ITEM.fullmatch(reader.text, earlier[0].end, reader.left(counter))
        return reader.mention(_SPLIT, counter, of, "part_of") if joined else None
    for whole in wholes[:4]:
        if told_of(whole) == "part_of" and reader.text[whole.end : whole.end + 2] != " (":
            continue  # a part beside this one in a longer list
        row = _row(reader, counter, whole)
        if row and _is_split(reader.text, row, whole):
            return reader.mention(_SPLIT, counter, whole, "part_of")
    return None


def _row(reader: Reader, counter: Counter, whole: Mention) -> list[Counter]:
    """The numbers of the row that the counter opens, behind its whole."""
    if not _OPENS_ROW.fullmatch(reader.text, whole.end, reader.left(counter)):
        return []
    places = sorted([*_from(reader.bare, counter), *_from(reader.ones, counter)], key=lambda c: c.start)
    row: list[Counter] = []
    for place in places[:_LONGEST_ROW]:
        if row and not _ITEM.fullmatch(reader.text, row[-1].end, reader.left(place)):
            break
        row.append(place)
    return row


def _from(counters: dict[int, list[Counter]], first: Counter) -> list[Counter]:
    here = counters.get(first.sentence, [])
    low = bisect_left(here, first.start, key=lambda c: c.start)
    return here[low : low + _LONGEST_ROW]


def _is_split(text: str, row: Sequence[Counter], whole: Mention) -> bool:
    total = value_of(whole)
    together = Decimal(0)
    for n, part in enumerate(row, start=1):
        together += part.value or 0
        if n > 1 and together == total:
            return True
    if total is not None and any(part.value is None or part.value > total for part in row):
        return False
    opens = text[whole.end : row[0].start]
    said = [_said(text, part) for part in row]
    if len(row) == 1:
        alone = opens.endswith("(") and _closes(text, row[0])
        return bool(said[0]) and (alone or (said[0] == "RB" and text[row[0].start - 2 : row[0].start - 1] == ","))
    return all(said) and (":" in opens or "(" in opens)


def _closes(text: str, part: Counter) -> bool:
    """Whether a bracket closes right behind the adjective: "nine directors (five independent)"."""
    match = _SAID.match(text, part.end)
    return match is not None and text[match.end() : match.end() + 1] == ")"


def _said(text: str, part: Counter) -> str:
    """The tag of the adjective behind a number, "" where none stands there."""
    match = _SAID.match(text, part.end)
    if match is None:
        return ""
    if match["word"] is None:
        return "RB"
    if is_plural(match["word"]) or part.behind >= len(part.tokens):
        return ""
    if match["word"].endswith("ly"):
        return "RB"
    tag = part.tokens[part.behind].tag
    return tag if tag in _ADJECTIVES else ""


def read_one(reader: Reader, counter: Counter) -> Mention | None:
    """`one was in May, and two were in June`: the word is a number where other parts stand in its sentence."""
    text = reader.text
    if _NO_CLAUSE.match(text, counter.end) or counter.next_tag not in {"VBD", "VBZ", "MD"}:
        return None
    if counter.start > counter.sentence_start + 1 and not reader.window(_OPENS_CLAUSE, counter, counter.start, 8):
        return None
    near = [c for c in _around(reader, counter) if c.start != counter.start]
    known = reader.wholes(counter, back=2)
    part = next((m for m in reader.before(counter) if told_of(m) == "part_of"), None)
    if part is not None:
        return reader.beside(_ONE, counter, part)
    if not any(_is_subject(reader, c) for c in near):
        return None
    of = reader.topic(reader.wholes(counter, back=2))
    if of is None or told_of(of) == "part_of" or (value_of(of) or 2) <= 1:
        of = next((m for m in known if told_of(m) != "part_of" and (value_of(m) or 2) > 1), None)
    return reader.mention(_ONE, counter, of, "part_of")


def _around(reader: Reader, counter: Counter) -> list[Counter]:
    """The other numbers without a noun in the sentence, a few of them."""
    ones = reader.ones.get(counter.sentence, [])[:_LONGEST_ROW]
    return [*ones, *_from(reader.bare, counter)]


def _is_subject(reader: Reader, counter: Counter) -> bool:
    """Whether a number opens a clause with a verb right behind it."""
    return counter.next_tag in {"VBD", "VBP", "VBZ", "MD"} and (
        counter.start <= counter.sentence_start + 1
        or reader.window(_OPENS_CLAUSE, counter, reader.left(counter), 8) is not None
    )
