"""Finds elliptical counts: numbers whose noun stands with another count (`89 of which`, `from 1,089 in July`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.mentions import Mention
from extractor.recognise.counts import bare_changes as changes
from extractor.recognise.counts import bare_levels as levels
from extractor.recognise.counts import bare_parts as parts
from extractor.recognise.counts import bare_rest as rest
from extractor.recognise.counts import bare_subjects as subjects
from extractor.recognise.counts.antecedents import Reader, is_age_of_them
from extractor.recognise.counts.bare_lists import LIST_RULES, opens_bracket, read_bracketed, read_labelled
from extractor.recognise.counts.bare_shares import SHARE_RULES, is_sample_size, read_number_of_share, read_sample
from extractor.recognise.counts.bare_splits import SPLIT_RULES, read_one, read_split
from extractor.recognise.counts.bare_tallies import TALLY_RULES, is_equated, read_equated, read_tally
from extractor.recognise.counts.counters import Counter
from extractor.recognise.scan import Scan
from extractor.spans import HasSpan

Reading = Callable[[Reader, Counter], Mention | None]

__all__ = ["ELLIPSIS_RULES", "NounLess", "find_elliptical"]

ELLIPSIS_RULES = (
    *parts.PART_RULES,
    *rest.REST_RULES,
    *TALLY_RULES,
    *SPLIT_RULES,
    *changes.CHANGE_RULES,
    *levels.LEVEL_RULES,
    *subjects.SUBJECT_RULES,
    *LIST_RULES,
    *SHARE_RULES,
)
#: A part or a repeat says so itself; then changes and levels that a cue names; then what only the position tells.
_READINGS: tuple[Reading, ...] = (
    rest.read_rest, rest.read_out_of, parts.read_part, rest.read_same,
    changes.read_change, changes.read_change_of, changes.read_further,
    levels.read_prior,
    rest.read_sides, parts.read_opened_whole,
    read_split,
    levels.read_people,
    parts.read_subject, parts.read_shared_out,
    subjects.read_number_of, subjects.read_collective, subjects.read_plural, subjects.read_verb,
    subjects.read_changed_level, levels.read_second_level, levels.read_level,
    read_labelled,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NounLess:
    """Numbers without a noun: `bare` ones, and the words `one`."""

    bare: Sequence[Counter]
    ones: Sequence[Counter] = ()


def find_elliptical(scan: Scan, numbers: NounLess, full: Sequence[Mention], others: Sequence[HasSpan]) -> list[Mention]:
    """The elliptical counts among the numbers without a noun, resolved from the counts that have theirs.

    `others` are the figures of the other kinds. What a number relates
    to, and how, is told in its reading.
    """
    starts = [s.start for s in scan.document.sentences]
    ordered = sorted(others, key=lambda o: o.start)
    reader = Reader(scan.text, list(full), ordered, starts, _by_sentence(numbers.bare), _by_sentence(numbers.ones))
    for counter in sorted([*numbers.bare, *numbers.ones], key=lambda c: c.start):
        if counter.is_fraction:
            continue  # a rate, a score, an index
        if is_age_of_them(scan.text, counter):
            continue
        mention = next((m for read in _readings(scan.text, counter) if (m := read(reader, counter)) is not None), None)
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
    if is_equated(text, counter):
        return (read_equated,)
    if counter.is_one:
        return (read_split, read_one)
    return _READINGS
