"""Finds elliptical counts: numbers whose noun stands with another count (`89 of which`, `from 1,089 in July`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.mentions import Mention
from extractor.recognise.counts.antecedents import Reader, is_age_of_them
from extractor.recognise.counts.bare_changes import CHANGE_READINGS, CHANGE_RULES
from extractor.recognise.counts.bare_levels import LEVEL_READINGS, LEVEL_RULES
from extractor.recognise.counts.bare_lists import LIST_RULES, opens_bracket, read_bracketed, read_listed
from extractor.recognise.counts.bare_objects import AGAIN_READINGS, AGAIN_RULES
from extractor.recognise.counts.bare_parts import PART_READINGS, PART_RULES
from extractor.recognise.counts.bare_shares import SHARE_RULES, is_sample_size, read_number_of_share, read_sample
from extractor.recognise.counts.bare_splits import SPLIT_RULES, read_one, read_split
from extractor.recognise.counts.bare_tallies import TALLY, read_tally
from extractor.recognise.counts.counters import Counter
from extractor.recognise.scan import Scan
from extractor.spans import HasSpan

Reading = Callable[[Reader, Counter], Mention | None]

__all__ = ["ELLIPSIS_RULES", "NounLess", "find_elliptical"]

ELLIPSIS_RULES = (
    *PART_RULES,
    TALLY,
    *SPLIT_RULES,
    *CHANGE_RULES,
    *LEVEL_RULES,
    *AGAIN_RULES,
    *LIST_RULES,
    *SHARE_RULES,
)
#: A part or a repeat says so itself; then levels that a cue names; then what only the position tells.
_READINGS = (
    *PART_READINGS[:4],
    *CHANGE_READINGS,
    LEVEL_READINGS[0],
    *PART_READINGS[4:6],
    read_split,
    LEVEL_READINGS[1],
    *PART_READINGS[6:],
    *LEVEL_READINGS[2:],
    *AGAIN_READINGS,
    read_listed,
)


@dataclass(frozen=True, slots=True)
class NounLess:
    """Numbers without a noun: `bare` ones, the words `one`, and those `named` by a capitalised word before them."""

    bare: Sequence[Counter]
    ones: Sequence[Counter] = ()
    named: Sequence[Counter] = ()


def find_elliptical(scan: Scan, numbers: NounLess, full: Sequence[Mention], others: Sequence[HasSpan]) -> list[Mention]:
    """The elliptical counts among the numbers without a noun, resolved from the counts that have theirs.

    `others` are the figures of the other kinds. What a number relates
    to, and how, is told in its reading.
    """
    starts = [s.start for s in scan.document.sentences]
    ordered = sorted(others, key=lambda o: o.start)
    reader = Reader(scan.text, list(full), ordered, starts, _by_sentence(numbers.bare), _by_sentence(numbers.ones))
    named = {c.start for c in numbers.named}
    for counter in sorted([*numbers.bare, *numbers.ones, *numbers.named], key=lambda c: c.start):
        if counter.is_fraction:
            continue  # a rate, a score, an index
        if is_age_of_them(scan.text, counter):
            continue
        readings = (read_listed,) if counter.start in named else _readings(scan.text, counter)
        mention = next((m for read in readings if (m := read(reader, counter)) is not None), None)
        if mention is not None:
            reader.add(mention)
    return reader.out


def _by_sentence(counters: Sequence[Counter]) -> dict[int, list[Counter]]:
    rows: dict[int, list[Counter]] = {}
    for counter in counters:
        rows.setdefault(counter.sentence, []).append(counter)
    return rows


def _readings(text: str, counter: Counter) -> Sequence[Reading]:
    if opens_bracket(text, counter):
        return (read_number_of_share, read_tally, read_bracketed)
    if is_sample_size(text, counter):
        return (read_number_of_share, read_sample)
    if counter.value == 1 and counter.numeral.words and counter.end == counter.numeral.end:
        return (read_split, read_one)
    return _READINGS
