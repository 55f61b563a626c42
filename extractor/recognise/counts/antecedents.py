"""What the readings of elliptical counts share: the counts known so far, and how a new one is made from them."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import regex

from extractor.mentions import CountReading, Mention, Told, ToldRelation
from extractor.recognise.counts.counters import Counter
from extractor.recognise.rule import Rule
from extractor.spans import HasSpan
from extractor.words.beside import words_before, words_behind
from extractor.words.comparators import compared, read_comparator

__all__ = [
    "AND_BEFORE", "CLAUSE", "ENDS_THERE", "SENTENCES_BACK", "SHARE", "Reader", "is_age", "is_age_of_them", "told_of",
    "value_of", "with_share",
]  # fmt: skip

#: A bare number ends its phrase: punctuation, a preposition or a time follows.
ENDS_THERE = words_behind(
    r" ?(?:[.,;)]|$| (?:in|by|at|for|from|as|on|during|a|an|the|last|this|next|and|before|earlier"
    r"|previously|prior|then|now|today)(?!\w))"
)
#: The share of a number in a bracket behind it; the verb behind a number that is the subject of its own clause.
SHARE = r"(?: ?\((?P<share>\d{1,3}(?:\.\d{1,2})?) ?%\))?"
CLAUSE = words_behind(SHARE + r" (?P<verb>\p{L}++)")
AND_BEFORE = words_before(r"(?:[,;] (?:(?:and|but|while|only) )?| (?:and|but) )")
#: Sentences back in which the count may stand that a number is a part of.
SENTENCES_BACK = 3
_BETWEEN = words_before(r"\bbetween ")
_ADVERBIAL = words_before(
    r"\b(?:in|from|at|across|within|throughout|among|per|by|on|over) "
    r"(?:(?:the|all|its) )?"
)
#: The words of a hedge before a count are no longer than this.
_LONGEST_HEDGE = 20
#: No more counts than this before a number are looked at, so that the time is linear in lists of any length.
_AT_MOST = 24


#: A share printed as a whole number is the number's within this many points.
_ROUNDING = Decimal("0.6")


def with_share(wholes: Sequence[Mention], number: Decimal | None, share: Decimal) -> Mention | None:
    """The first count of which a number is the share printed beside it."""
    for whole in wholes:
        value = value_of(whole)
        if value and number is not None and abs(number * 100 / value - share) <= _ROUNDING:
            return whole
    return None


def value_of(mention: Mention) -> Decimal | None:
    """The number of a count, the upper end of a range."""
    amount = mention.amount
    return None if amount is None else amount.value if amount.value is not None else amount.high


@dataclass(slots=True)
class Reader:
    """What is known while the bare numbers are read in text order.

    `known` are the counts so far, in text order; `others` the figures of other kinds; `sentences` where each sentence
    starts; `bare` the bare numbers by sentence, `ones` the words `one` without a noun; `out` what was found.
    """

    text: str
    known: list[Mention]
    others: Sequence[HasSpan]
    sentences: Sequence[int]
    bare: dict[int, list[Counter]]
    ones: dict[int, list[Counter]] = field(default_factory=dict)
    out: list[Mention] = field(default_factory=list)
    _lefts: dict[int, int] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        """Takes a new elliptical count."""
        self.out.append(mention)
        insort(self.known, mention, key=lambda m: m.start)

    def left(self, counter: Counter) -> int:
        """Where a number starts with its hedge."""
        if counter.start not in self._lefts:
            _, cue = read_comparator(self.text, counter.start, counter.end)
            hedged = cue is not None and cue.start < counter.start
            left = cue.start if cue is not None and hedged else counter.start
            between = _BETWEEN.match(self.text, max(0, left - 8), left) if counter.low is not None else None
            self._lefts[counter.start] = left if between is None else between.start()
        return self._lefts[counter.start]

    def window(
        self, pattern: regex.Pattern[str], counter: Counter, end: int, back: int = 48
    ) -> regex.Match[str] | None:
        """A match of a reverse pattern that ends at a place, inside the sentence."""
        return pattern.match(self.text, max(counter.sentence_start, end - back), end)

    def before(self, counter: Counter, *, back: int = 0) -> list[Mention]:
        """The counts before a number, nearest first, from its sentence and `back` sentences before it."""
        first = self.sentences[max(0, counter.sentence - back)]
        low, high = self._place(first), self._place(counter.start)
        return self.known[max(low, high - _AT_MOST) : high][::-1]

    def wholes(self, counter: Counter, *, back: int = 0) -> list[Mention]:
        """Those of them that the number may be a part of."""
        return [m for m in self.before(counter, back=back) if _may_hold(m, counter)]

    def last(self, counter: Counter) -> Mention | None:
        """The nearest count before a number in its sentence."""
        return next(iter(self.before(counter)), None)

    def topic(self, near: Sequence[Mention]) -> Mention | None:
        """What the text speaks of: the nearest of some counts, but for "from 74 countries" where another one stands."""
        if not near:
            return None
        same = [m for m in near if m.start >= self._sentence_of(near[0].start)]
        return next((m for m in same if not self._is_adverbial(m)), near[0])

    def _sentence_of(self, at: int) -> int:
        return self.sentences[max(0, bisect_right(self.sentences, at) - 1)]

    def _is_adverbial(self, mention: Mention) -> bool:
        """Whether a preposition of place stands before the count."""
        start = min([mention.start, *(c.start for c in mention.cues)])
        return _ADVERBIAL.match(self.text, max(0, start - 20), start) is not None

    def spoken_of(self, whole: Mention, counter: Counter) -> Mention:
        """The part of a whole that its sentence is about: the "Ten" of "Ten of the 14 ships are idle, against six"."""
        told = [(m, m.counted.told) for m in self.out[-3:] if m.start >= counter.sentence_start]
        parts = [
            mention
            for mention, to in told
            if to is not None
            and (to.start, to.end, to.relation) == (whole.start, whole.end, "part_of")
            and mention.end < whole.start
        ]
        return parts[0] if parts else whole

    def root(self, mention: Mention) -> Mention:
        """The first mention of the same fact; repeats point to it."""
        told = mention.counted.told
        if told is None or told.relation != "same_as":
            return mention
        return self.starting_at(told.start) or mention

    def starting_at(self, at: int) -> Mention | None:
        """The count that starts at a place."""
        place = self._place(at)
        return self.known[place] if place < len(self.known) and self.known[place].start == at else None

    def bare_at(self, sentence: int, at: int) -> Counter | None:
        """The number without a noun that starts at a place of a sentence."""
        row = self.bare.get(sentence, [])
        place = bisect_left(row, at, key=lambda c: c.start)
        return row[place] if place < len(row) and row[place].start == at else None

    def opening(self, at: int) -> Mention | None:
        """The count that starts at a place, or whose hedge does."""
        place = self._place(at)
        if place == len(self.known):
            return None
        mention = self.known[place]
        hedged = mention.start < at + _LONGEST_HEDGE and bool(mention.cues) and mention.cues[0].start == at
        return mention if mention.start == at or hedged else None

    def _place(self, at: int) -> int:
        return bisect_left(self.known, at, key=lambda m: m.start)

    def amounts_between(self, start: int, end: int) -> bool:
        """Whether money, a percentage or a measure starts in a stretch."""
        low = bisect_left(self.others, start, key=lambda o: o.start)
        high = bisect_left(self.others, end, key=lambda o: o.start)
        between = self.others[max(low, high - _AT_MOST) : high]
        return any(isinstance(o, Mention) and o.kind in {"money", "measure", "percent"} for o in between)

    def mention(
        self, rule: Rule, counter: Counter, of: Mention | None, relation: ToldRelation | None = None,
        said: CountReading | None = None,
    ) -> Mention | None:  # fmt: skip
        """An elliptical count with the noun of `of`, unless `said` gives another; None where there is neither."""
        reading = said if said is not None or of is None else _noun_of(of)
        if reading is None:
            return None
        if of is not None and relation:
            root = self.root(of)
            reading = replace(reading, told=Told(relation, root.start, root.end))
        return self._made(rule, counter, reading)

    def beside(self, rule: Rule, counter: Counter, other: Mention) -> Mention:
        """An elliptical count that stands in a row with another: it has its noun, and is part or prior of the same."""
        told = other.counted.told
        alike = told is not None and told.relation in {"part_of", "prior_of"}
        return self._made(rule, counter, replace(_noun_of(other), told=told if alike else None))

    def _made(self, rule: Rule, counter: Counter, reading: CountReading) -> Mention:
        place = counter.start, counter.end
        mention = Mention("count", *place, rule.name, counter.amount, reading.item or None, reading=reading)
        return compared(self.text, mention, counter.bound_at)


def _noun_of(count: Mention) -> CountReading:
    """What a count counts, for another one that has its noun from it."""
    item = count.counted.item
    return CountReading(count.counted.head, item if item is not None else count.unit or "")


def told_of(mention: Mention) -> ToldRelation | None:
    """How the form of the text relates a count to another one."""
    return mention.counted.told.relation if mention.counted.told is not None else None


def _may_hold(whole: Mention, counter: Counter) -> bool:
    value = value_of(whole)
    return value is None or counter.value is None or value >= counter.value


_AGE_BEFORE = words_before(
    r"\b(?:is|are|was|were|be|being|aged|those|people|adults|women|men|anyone|everyone|patients|children)"
    r" (?:(?:now|still|all|well|just) )?(?:aged )?"
    r"(?:over|under|above|below|aged|between|nearly|almost) "
)


_AGE_OF_THEM = words_before(
    r"\b(?:them|whom|those|people|adults|women|men|anyone|everyone|patients|children) "
    r"(?:(?:is|are|was|were) )?(?:aged )?(?:over|under|above|below) "
)
_OLDEST = 120


def is_age_of_them(text: str, counter: Counter) -> bool:
    """Whether a number without a noun says how old people are: "70 per cent of them under 30"."""
    return (
        counter.value is not None
        and counter.value <= _OLDEST
        and _AGE_OF_THEM.match(text, max(counter.sentence_start, counter.start - 40), counter.start) is not None
    )


def is_age(reader: Reader, counter: Counter) -> bool:
    """Whether a number without a noun is an age: "one recruit in ten is over 50"."""
    return _AGE_BEFORE.match(reader.text, max(counter.sentence_start, counter.start - 40), counter.start) is not None
