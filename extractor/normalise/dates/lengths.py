"""Reads lengths of time as ISO 8601 durations: `five-year`, `2 years and 3 months`, `half a century`."""

from datetime import date

from extractor.date_readings import Length
from extractor.durations import Duration
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import When
from extractor.period import Period

__all__ = ["READERS", "of_length"]


def of_length(length: Duration) -> When:
    """A time that is a length alone."""
    return When(str(length), grain="length")


def read_length(scene: Scene, i: int, reading: Length) -> When:
    """A length of time; one of months may name the period that the release reports."""
    if reading.longest is not None:
        ends = (Period.lasting(end) for end in (reading.length, reading.longest))
        return When(str(Period.between(*ends)), grain="length")
    return _reported_months(scene, i, reading) or of_length(reading.length)


def _reported_months(scene: Scene, i: int, reading: Length) -> When | None:
    """`nine-month revenue` is of the nine months that the release reports."""
    count = reading.length.months
    if reading.unit != "month" or count not in {3, 6, 9, 12} or not scene.is_reported(i):
        return None
    limit = scene.published or date.max
    spans = [
        w
        for w in scene.stated
        if w.first and w.last and w.last <= limit and round((w.last - w.first).days / 30.4) == count
    ]
    return max(spans, key=lambda w: w.last or date.min) if spans else None


READERS: Readers = {Length: read_length}
