"""Days of a list behind one length: `three months ended June 30, 2025 and June 30, 2024` are two quarters."""

from dataclasses import replace

import regex

from extractor.date_readings import Day, Digits, Ended
from extractor.normalise.dates.absolute import read_day
from extractor.normalise.dates.periods import read_ended
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import When

__all__ = ["READERS"]

#: What joins the last days of a list, and what sets one against another.
_LISTED = regex.compile(r",?\s(?:and|or)\s|,\s|\s?&\s")
_COMPARED = regex.compile(r",?\s(?:as\s)?(?:compared|comparable)\s(?:to|with)\s|,?\s(?:versus|vs\.?|against|from)\s")
#: A length of which there are several: its list goes on with further last days.
_SEVERAL = regex.compile(r"(?:quarter|half|year|month|week|period)s(?!\w)")
#: A list has so many days at most.
_LONGEST = 12


def read_listed_day(scene: Scene, i: int, reading: Day | Digits) -> When:
    """A day by its names or numbers; behind the last day of a span and a joint, the end of another such span."""
    span = _span_before(scene, i, reading) if reading.year.number is not None else None
    if span is None:
        return read_day(scene, i, reading)
    same = span.month == reading.month
    label = None if span.label is None or span.year.number is None else span.label
    if label is not None and reading.year.number is not None and span.year.number is not None:
        label += reading.year.number - span.year.number
    other = replace(
        span, day=reading.day, month=reading.month, year=reading.year, label=label, number=span.number if same else None
    )
    return read_ended(scene, i, other)


def _span_before(scene: Scene, i: int, reading: Day | Digits) -> Ended | None:
    """The span by whose last day a list begins that a day goes on; None where it stands in no such list."""
    if not isinstance(reading, Day) or reading.edge is not None:
        return None
    for j in range(i - 1, max(-1, i - _LONGEST), -1):
        left = scene.mentions[j]
        between = scene.folded[left.end : scene.mentions[j + 1].start]
        if not isinstance(left.reading, Day | Ended) or len(between) > 24 or not left.date.says_year:
            return None
        compared = _COMPARED.fullmatch(between) is not None
        if not compared and not _LISTED.fullmatch(between):
            return None
        if isinstance(left.reading, Ended):
            return left.reading if _goes_on(scene, j, left.reading, reading, compared=compared) else None
        if compared:
            return None
    return None


def _goes_on(scene: Scene, j: int, span: Ended, reading: Day, *, compared: bool) -> bool:
    """Whether a list takes a further day: there are several such spans, or it is the same one of another year."""
    if span.day is None or span.unit in {None, "period"} or span.shared:
        return False
    months = abs((span.month or 0) - (reading.month or 0)) % 12
    of_other_year = months in {0, 1, 11} and span.year.number != reading.year.number
    if compared or not _SEVERAL.search(scene.folded, scene.mentions[j].start, scene.mentions[j].end):
        return of_other_year
    return of_other_year or months % 3 == 0


READERS: Readers = {Day: read_listed_day}
