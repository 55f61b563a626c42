"""Reads lengths of time as ISO 8601 durations: `five-year`, `2 years and 3 months`, `half a century`."""

from datetime import date
from decimal import Decimal

from extractor.normalise.calendar import When
from extractor.normalise.dates_scene import Scene
from extractor.values import plain
from extractor.words.times import times

__all__ = ["length_value", "read_length", "singular"]


def singular(unit: str) -> str:
    """The unit in the singular, as the lexicon has it."""
    return "century" if unit == "centuries" else unit if unit == "seconds" else unit.removesuffix("s")


def length_value(count: Decimal, unit: str) -> str:
    """The ISO 8601 duration: 5 years are `P5Y`, two quarters `P6M`, a decade `P10Y`, 90 minutes `PT90M`."""
    letter = times().units[unit]
    clock = letter.startswith("T")
    letter = letter.lstrip("T")
    number = plain(count * int(letter[:-1]))
    return f"P{'T' if clock else ''}{number:f}{letter[-1]}"


def read_length(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """The time of a mention of `recognise.dates_durations`."""
    mention = scene.mentions[i]
    unit = singular(parts["unit"])
    if parts.get("half", "").endswith(("and a half", "and-a-half")):
        return When(length_value(Decimal("1.5"), unit), grain="length")
    if "quarter" in parts:
        return When("P25Y", grain="length")
    if "more" in parts:
        return When(_added(parts), grain="length")
    if "half" in parts:
        value = {"year": "P6M", "decade": "P5Y", "century": "P50Y", "hour": "PT30M", "month": "P15D"}.get(
            unit, length_value(Decimal("0.5"), unit)
        )
        return When(value, grain="length")
    amount = mention.amount
    if amount is not None and amount.low is not None and amount.high is not None:
        return When(f"{length_value(amount.low, unit)}/{length_value(amount.high, unit)}", grain="length")
    count = Decimal(parts.get("count", "1"))
    months = _reported_months(scene, i, unit, count)
    return months or When(length_value(count, unit), grain="length")


def _added(parts: dict[str, str]) -> str:
    """A length in several units: `P2Y3M`, `P2DT5H`."""
    values = [length_value(Decimal(parts.get("count", "1")), singular(parts["unit"]))]
    for more in parts["more"].split(";"):
        count, unit = more.split()
        values.append(length_value(Decimal(count), singular(unit)))
    days = "".join(v[1:] for v in values if "T" not in v)
    clock = "".join(v[2:] for v in values if "T" in v)
    return f"P{days}{'T' + clock if clock else ''}"


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
