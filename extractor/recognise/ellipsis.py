"""Finds elliptical counts: numbers whose noun stands with another count (`89 of which`, `from 1,089 in July`)."""

from collections.abc import Sequence

from extractor.mentions import Mention
from extractor.recognise.counted import Counter
from extractor.recognise.ellipsis_levels import LEVEL_READINGS, LEVEL_RULES
from extractor.recognise.ellipsis_parts import PART_READINGS, PART_RULES, read_tally
from extractor.recognise.ellipsis_reader import Reader
from extractor.recognise.scan import Scan
from extractor.spans import HasSpan

__all__ = ["ELLIPSIS_RULES", "find_elliptical"]

ELLIPSIS_RULES = (*PART_RULES, *LEVEL_RULES)
#: A part or a repeat says so itself; then levels that a cue names; then what only the position tells.
_READINGS = (
    *PART_READINGS[:4],
    *LEVEL_READINGS[:2],
    *PART_READINGS[4:6],
    LEVEL_READINGS[2],
    *PART_READINGS[6:],
    *LEVEL_READINGS[3:],
)


def find_elliptical(
    scan: Scan, bare: Sequence[Counter], full: Sequence[Mention], others: Sequence[HasSpan]
) -> list[Mention]:
    """The elliptical counts among the bare numbers, resolved from the counts that have their noun.

    `others` are the figures of the other kinds. An antecedent is told in `parts["antecedent"]` as `START:END`, how
    the number relates to it in `parts["relation"]`.
    """
    rows: dict[int, list[Counter]] = {}
    for counter in bare:
        rows.setdefault(counter.sentence, []).append(counter)
    starts = [s.start for s in scan.document.sentences]
    reader = Reader(scan.text, list(full), sorted(others, key=lambda o: o.start), starts, rows)
    for counter in bare:
        if counter.numeral.decimals and counter.numeral.scale == 1 and counter.end == counter.numeral.end:
            continue  # a rate, a score, an index
        bracketed = scan.text[counter.start - 1 : counter.start] == "(" and scan.text[counter.end] == ")"
        readings = (read_tally,) if bracketed else _READINGS
        mention = next((m for read in readings if (m := read(reader, counter)) is not None), None)
        if mention is not None:
            reader.add(mention)
    return reader.out
