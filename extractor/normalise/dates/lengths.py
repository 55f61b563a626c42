"""Reads lengths of time as ISO 8601 durations: `five-year`, `2 years and 3 months`, `half a century`."""

from datetime import date
from decimal import Decimal

from extractor.durations import Duration
from extractor.normalise.dates.scene import Scene
from extractor.normalise.dates.when import When
from extractor.period import Period
from extractor.values import plain
from extractor.words.times import time_unit, times

__all__ = ["length_of", "of_length", "read_length"]


def length_of(count: Decimal, unit: str) -> Duration:
    """So many of a unit of time: 5 years are `P5Y`, two quarters `P6M`, a decade `P10Y`, 90 minutes `PT90M`."""
    one = times().units[unit]
    return Duration(tuple((plain(count * number), letter) for number, letter in one.parts))


def of_length(length: Duration) -> When:
    """A time that is a length alone."""
    return When(str(length), grain="length")


#: Half of a unit that is said in whole smaller ones; a half of the others is written with its fraction.
_HALVES = {"year": "P6M", "hour": "PT30M", "month": "P15D"}


def read_length(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """The time of a mention of `recognise.dates.durations`."""
    mention = scene.mentions[i]
    unit = time_unit(parts["unit"])
    if parts.get("half", "").endswith(("and a half", "and-a-half")):
        return of_length(length_of(Decimal("1.5"), unit))
    if "quarter" in parts:
        return of_length(length_of(Decimal(25), "year"))
    if "more" in parts:
        return of_length(_added(parts))
    if "half" in parts:
        return of_length(Duration.parse(_HALVES.get(unit, "")) or length_of(Decimal("0.5"), unit))
    amount = mention.amount
    if amount is not None and amount.low is not None and amount.high is not None:
        ends = (Period.lasting(length_of(end, unit)) for end in (amount.low, amount.high))
        return When(str(Period.between(*ends)), grain="length")
    count = Decimal(parts.get("count", "1"))
    months = _reported_months(scene, i, unit, count)
    return months or of_length(length_of(count, unit))


def _added(parts: dict[str, str]) -> Duration:
    """A length in several units: `P2Y3M`, `P2DT5H`."""
    total = length_of(Decimal(parts.get("count", "1")), time_unit(parts["unit"]))
    for more in parts["more"].split(";"):
        count, unit = more.split()
        total += length_of(Decimal(count), time_unit(unit))
    return total


def _reported_months(scene: Scene, i: int, unit: str, count: Decimal) -> When | None:
    """`nine-month revenue` is of the nine months that the release reports."""
    mention = scene.mentions[i]
    following = scene.folded[mention.end : mention.end + 16].lstrip(" \n-")
    if unit != "month" or count not in {3, 6, 9, 12} or not following.startswith(tuple(times().reported.words)):
        return None
    limit = scene.published or date.max
    spans = [
        w
        for w in scene.stated
        if w.first and w.last and w.last <= limit and round((w.last - w.first).days / 30.4) == count
    ]
    return max(spans, key=lambda w: w.last or date.min) if spans else None
