"""What a counter looks at: the numerals that are free to count something, each with the tokens of its sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from extractor.documents import Parse, Token
from extractor.recognise.numerals import Numeral
from extractor.recognise.scan import Scan
from extractor.spans import HasSpan
from extractor.values import Amount, plain
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import noun_classes
from extractor.words.numerals import number_words, read_digits, read_words

__all__ = ["Counter", "free_numerals"]

_BOUND = words_behind(r"\+(?![+\d])| or (?:more|fewer|less|greater)(?!\w)|-plus(?!\w)")
_ECHO = words_behind(r" ?\((?P<words>[\p{L}-]++|[\d,]++)\)")
_LETTER_SCALE = words_behind(r" ?(?P<scale>k|K|m|M|mn|mm|MM|mln|mil|mio|bn|bln|bil|B|b)(?P<plus>\+)?(?=(?: |-)\p{L})")
_MINUS = regex.compile(r"(?r)(?<![^\s(])[-−]")
#: "3/4 units" is a number; "9/11 victims" and "24/7 shops" are none.
_ABOVE = regex.compile(r"(?r)(?<![\w/.,-])(?P<above>[1-9])/")
_DIVISORS = frozenset(map(Decimal, (2, 3, 4, 5, 6, 8, 10, 16)))
#: From here on numbers are large.
_LARGE = 1000
_SPACED = {"mn", "mm", "mln", "mio", "bn", "bln", "bil"}
_A_FEW = words_before(r"\b(?:several|many|a few|few|some|couple of) ")


@cache
def _masses() -> regex.Pattern[str]:
    return words_behind(rf" (?:{'|'.join(sorted(noun_classes().masses.words))})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Counter:
    """A numeral that may count: `text[start:end]` is the number with its bound, echo and scale letter.

    `tokens` are those of its sentence, `behind` the index of the first one behind the number. `value` is None for
    vague numbers of a million and more; `low` is the lower end where the number is a range. `bound_at` is where a bound
    inside the number starts (`end` without one).
    """

    numeral: Numeral
    start: int
    end: int
    bound_at: int
    value: Decimal | None
    vague: bool
    sentence: int
    sentence_start: int
    sentence_end: int
    tokens: Sequence[Token]
    behind: int
    low: Decimal | None = None

    @property
    def amount(self) -> Amount | None:
        """What it says; None where it is vague."""
        if self.low is not None:
            return Amount(None, self.low, self.value)
        return Amount(self.value) if self.value is not None else None

    @property
    def is_fraction(self) -> bool:
        """Whether it is printed with decimals and no scale: no number of things."""
        return bool(self.numeral.decimals) and self.numeral.scale == 1 and self.value == self.numeral.value

    @property
    def is_one(self) -> bool:
        """Whether it is the word `one` alone, which is a number now and then."""
        return self.value == 1 and self.numeral.words and self.numeral.end == self.end

    @property
    def is_large(self) -> bool:
        """Whether it is so large, or printed so, that it is no age, no mark and no number of a series."""
        return self.numeral.grouped or (self.value or 0) >= _LARGE

    @property
    def next_tag(self) -> str:
        """The tag of the token behind it; empty at the end of its sentence."""
        return self.tokens[self.behind].tag if self.behind < len(self.tokens) else ""

    @property
    def first(self) -> int:
        """The index of the first token of the number."""
        at = self.behind
        while at > 0 and self.tokens[at - 1].end > self.start:
            at -= 1
        return at

    def index_from(self, at: int) -> int | None:
        """The index of the first token of the sentence that starts at `at` or behind it; None where none does."""
        place = bisect_left(self.tokens, at, key=lambda t: t.start)
        return place if place < len(self.tokens) else None

    def token_at(self, at: int) -> Token | None:
        """The token of the sentence that starts at `at`."""
        place = self.index_from(at)
        return self.tokens[place] if place is not None and self.tokens[place].start == at else None


def free_numerals(scan: Scan, parses: Mapping[int, Parse], taken: Sequence[HasSpan]) -> list[Counter]:
    """The numerals outside the figures of other kinds, in parsed sentences, in text order."""
    busy = sorted((m.start, m.end) for m in taken)
    return list(_counters(scan, parses, busy))


def _counters(scan: Scan, parses: Mapping[int, Parse], busy: Sequence[tuple[int, int]]) -> Iterator[Counter]:
    sentences = scan.document.sentences
    starts = [s.start for s in sentences]
    skip_to = at = 0
    for numeral in scan.numerals:
        while at < len(busy) and busy[at][1] <= numeral.start:
            at += 1
        if numeral.start < skip_to or (at < len(busy) and busy[at][0] < numeral.end):
            continue
        place = bisect_right(starts, numeral.start) - 1
        if place < 0 or numeral.end > sentences[place].end:
            continue
        sentence = sentences[place]
        parse = parses.get(sentence.index)
        if parse is None or not parse.tokens:
            continue
        start, end, bound_at, value, vague = _extent(scan.text, numeral)
        behind = bisect_left(parse.tokens, end, key=lambda t: t.start)
        skip_to = end
        yield Counter(
            numeral, start, end, bound_at, value, vague,
            sentence.index, sentence.start, sentence.end, parse.tokens, behind,
        )  # fmt: skip


def _extent(text: str, numeral: Numeral) -> tuple[int, int, int, Decimal | None, bool]:
    """Start, end, start of the bound, value, whether vague."""
    start, end, value, vague = numeral.start, numeral.end, numeral.value, numeral.vague
    sign = _MINUS.match(text, max(0, start - 2), start) if not numeral.words else None
    if sign is not None:
        start, value = sign.start(), -value
    above = _ABOVE.match(text, max(0, start - 4), start) if value in _DIVISORS and not numeral.words else None
    if above is not None:  # "1/4 units"
        start, value = above.start(), plain((Decimal(above["above"]) / value).quantize(Decimal("0.00001")))
    if numeral.words and text[start:end].lower() in number_words().scales:
        few = _A_FEW.match(text, max(0, start - 14), start)
        vague = few is not None
    letter = _LETTER_SCALE.match(text, end) if numeral.scale == 1 and not numeral.words else None
    if letter is not None and (
        letter["scale"] == numeral.suffix or letter["scale"] in _SPACED or _masses().match(text, letter.end("scale"))
    ):
        value = plain(value * number_words().short_scales[letter["scale"].lower()])
        end = letter.end("scale")
    echo = _ECHO.match(text, end)
    if echo is not None and _says(echo["words"], value):
        end = echo.end()
    bound = _BOUND.match(text, end)
    bound_at = end
    if bound is not None:
        end = bound.end()
    exact = None if vague and (value >= 1_000_000 or not numeral.vague) else value
    return start, end, bound_at, exact, vague


def _says(words: str, value: Decimal) -> bool:
    if words[0].isdigit():
        return read_digits(words) == value
    return read_words(words.lower().split("-")) == value
