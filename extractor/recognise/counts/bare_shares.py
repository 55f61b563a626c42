"""Numbers beside the share that they make: `56% (1,790)`, `26% (n=27)`."""

from bisect import bisect_left

import regex

from extractor.mentions import Mention
from extractor.recognise.counts.antecedents import SENTENCES_BACK, Reader, told_of, with_share
from extractor.recognise.counts.bare_tallies import tallied
from extractor.recognise.counts.counters import Counter
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind

__all__ = ["SAMPLED", "SHARE_RULES", "is_sample_size", "read_number_of_share", "read_sample"]

_SHARE = Rule(
    name="count.number-of-share",
    says="A number in brackets behind a percentage, or `n=` beside one: of the count of which it is that share.",
    examples=(
        "Of the ⟦3,197 cases⟧, 56% (⟦1,790⟧) were at sea.",
        "It saw ⟦106 cases⟧, most in Osel (25%, n=⟦26⟧) and Varn.",
        "It saw ⟦200 cases⟧. Of these, 33% (n = ⟦66⟧) were mild.",
        "It saw ⟦200 cases⟧. Of those known, 33% (⟦66⟧) were men and 30% (⟦45⟧) were young.",
    ),
    not_examples=("Of the 3,197 buyers, 56% (88) were at sea.", "Sales rose 5% (2019) and 6% (2020)."),
)
SAMPLED = Rule(
    name="count.sample",
    says="`n=` and a number behind a name in a bracket: so many of the count before the bracket.",
    examples=(
        "It saw ⟦995 cases⟧ (Osel, n=⟦611⟧, and Varn n=⟦384⟧).",
        "New cases came from Osel (n=⟦21⟧; all mild) and Varn (n=⟦28⟧; none mild).",
    ),
    not_examples=("The mean was 12.4 (n=27).", "It saw 20 cases (Osel, n=611)."),
)
SHARE_RULES = (_SHARE, SAMPLED)

_SAMPLE = words_before(r"\bn ?= ?")
#: An entry of a row of names: `Osel (n=21; 10 mild), Varn (n=28; 24 mild)`.
_ROW = regex.compile(r"\p{Lu}[\p{L}'’-]+\s\(n\s?=\s?\d")
#: What stands between a percentage and the number: a bracket that opens, or a sign that parts the two in one.
_GAP = words_behind(r" ?\(|[,;] ")


def is_sample_size(text: str, counter: Counter) -> bool:
    """Whether `n=` stands before a number."""
    return _SAMPLE.match(text, max(0, counter.start - 5), counter.start) is not None


def read_number_of_share(reader: Reader, counter: Counter) -> Mention | None:
    """A number beside a percentage, where it is that share of a count before it."""
    sample = _SAMPLE.match(reader.text, max(0, counter.start - 5), counter.start)
    percent = _percent_before(reader, counter, sample.start() if sample else counter.start)
    if percent is None or percent.amount is None or percent.amount.value is None:
        return None
    of = with_share(reader.wholes(counter, back=SENTENCES_BACK), counter.value, percent.amount.value)
    if of is None:  # "56% (1,051) were women and 30% (545) children", of those whose age is known
        last = reader.last(counter)
        beside = last is not None and last.rule == _SHARE.name and told_of(last) == "part_of"
        return reader.beside(_SHARE, counter, last) if last is not None and beside else None
    return reader.mention(_SHARE, counter, of, "part_of")


def _percent_before(reader: Reader, counter: Counter, start: int) -> Mention | None:
    """The percentage that ends right before the number and its bracket."""
    place = bisect_left(reader.others, start, key=lambda o: o.start) - 1
    other = reader.others[place] if place >= 0 else None
    if not isinstance(other, Mention) or other.kind != "percent" or other.start < counter.sentence_start:
        return None
    return other if _GAP.fullmatch(reader.text, other.end, start) else None


def _is_of_sample(reader: Reader, mention: Mention) -> bool:
    """Whether a count is a part of a sample: nothing behind its bracket is a part of it."""
    told = mention.counted.told
    of = reader.starting_at(told.start) if told is not None else None
    return of is not None and of.rule == SAMPLED.name


def read_sample(reader: Reader, counter: Counter) -> Mention | None:
    """`995 cases (Osel, n=611, and Varn n=384)`: parts of the count before the bracket that they stand in."""
    opening = reader.text.rfind("(", counter.sentence_start, counter.start)
    if opening < 0 or ")" in reader.text[opening : counter.start]:
        return None
    wholes = (m for m in reader.wholes(counter) if m.end <= opening and not _is_of_sample(reader, m))
    of = next(wholes, None)
    if of is None and len(_ROW.findall(reader.text, counter.sentence_start, counter.sentence_end)) > 1:
        return reader.mention(SAMPLED, counter, None, said=tallied(counter))
    return reader.mention(SAMPLED, counter, of, "part_of")
