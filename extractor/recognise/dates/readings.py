"""Makes the typed readings of dates of what a rule captured: its named groups, lower-cased and with plain signs."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args

from extractor import date_readings as kinds
from extractor.date_readings import DateReading, NamedYear, Shift
from extractor.durations import Duration
from extractor.words.times import length_of, read_count, read_day, read_month, read_ordinal, read_year, time_unit, times

__all__ = [
    "EDGES", "ago", "beside_holiday", "beyond", "century", "day", "day_alone", "day_first", "day_word",
    "days_day_first", "days_month_first", "days_of_month", "decade", "digits", "earlier", "ended", "holiday",
    "iso_week", "last_count", "month", "month_first", "month_part", "months", "nth", "part", "same_period", "season",
    "shifted_month", "shifted_unit", "the_unit", "to_date", "trailing", "week", "week_of", "weekday",
    "weekday_of_week", "whole_year", "worded_length", "year", "year_end", "year_period", "year_span", "year_words",
]  # fmt: skip

Said = Mapping[str, str]

#: What leads from a time to another one; `year` is that of "a year earlier".
_SHIFTS = {
    "this": Shift(0), "current": Shift(0), "last": Shift(-1), "next": Shift(1),
    "past": Shift(-1, near=True), "coming": Shift(1, near=True), "upcoming": Shift(1, near=True),
    "previous": Shift(-1, spoken=True), "prior": Shift(-1, spoken=True), "preceding": Shift(-1, spoken=True),
    "year": Shift(-1, spoken=True), "same": Shift(0, spoken=True), "following": Shift(1, spoken=True),
}  # fmt: skip
#: Days and units by their distance from now.
_FROM_NOW = {
    "today": Shift(0, near=True), "tonight": Shift(0, near=True), "yesterday": Shift(-1, near=True),
    "tomorrow": Shift(1, near=True), "after": Shift(2, near=True), "before": Shift(-2, near=True),
}  # fmt: skip
EDGES: Mapping[str, kinds.Edge] = {
    **dict.fromkeys(("end", "close", "year-end", "year end"), "end"),
    **dict.fromkeys(("beginning", "start", "opening"), "start"),
    **dict.fromkeys(("middle", "midpoint", "mid-point", "mid"), "middle"),
    "early": "early",
    "late": "late",
}  # fmt: skip
_FROM_THE_END = frozenset({"last", "final", "closing"})
#: Years of harvests and schools begin in one year of the calendar and end in the next.
_SPANNING = frozenset({"marketing", "crop", "school", "academic"})
#: Short and hyphened forms of units.
_WRITTEN_OUT = {"qtr": "quarter", "yr": "year", "week-end": "weekend", "half-year": "half", "half year": "half"}
#: Half of a unit that is said in whole smaller ones; a half of the others is written with its fraction.
_HALVES = {"year": "P6M", "hour": "PT30M", "month": "P15D"}


def _names(said: Said) -> dict[str, Any]:
    """What any date may name: its year, month, day and shift."""
    fiscal, first, second = "fiscal" in said, said.get("year"), said.get("year2")
    number = second if fiscal and second else first
    year = NamedYear(
        read_year(number) if number else None,
        _SHIFTS[said["relative"].replace("-", " ").split()[-1]] if "relative" in said else None,
        fiscal,
        read_year(first) if first and second else None,
    )
    return {
        "year": year,
        "month": read_month(said["month"]) if "month" in said else None,
        "day": read_day(said["day"]) if "day" in said else None,
        "shift": _SHIFTS[said["shift"].split()[-1]] if "shift" in said else None,
    }


def _named(kind: type[DateReading], **own: Any) -> Callable[[Said], DateReading]:
    """Makes a reading that is said by those names alone."""
    return lambda said: kind(**own, **_names(said))


def _count(said: Said) -> Decimal:
    return read_count(said.get("count", "1"))


def _weekday(said: Said) -> int | None:
    name = said.get("weekday")
    return None if name is None else {**times().weekdays, **times().weekday_short}[name]


# ------------------------------------------------------------------ days, months and years by their names

day, day_first, month_first = _named(kinds.Day), _named(kinds.Day, day_first=True), _named(kinds.Day, day_first=False)
month, season, year, to_date = _named(kinds.Month), _named(kinds.Season), _named(kinds.Year), _named(kinds.ToDate)


def digits(said: Said) -> kinds.Digits:
    """Day and month in digits."""
    return kinds.Digits(int(said["a"]), int(said["b"]), said.get("mark") == ".", **_names(said))


def days_day_first(said: Said) -> kinds.Days:
    """Two days before their month."""
    return kinds.Days(read_day(said["day2"]), True, **_names(said))


def days_month_first(said: Said) -> kinds.Days:
    """Two days behind their month."""
    return kinds.Days(read_day(said["day2"]), False, **_names(said))


def days_of_month(said: Said) -> kinds.Days:
    """A day, or some days, of a shifted month."""
    return kinds.Days(int(said.get("to", said["from"])), **{**_names(said), "day": int(said["from"])})


def month_part(said: Said) -> kinds.MonthPart:
    """A quarter or half by its last month."""
    return kinds.MonthPart(3 if said["part"] == "quarter" else 6, **_names(said))


def year_words(said: Said) -> kinds.Year:
    """A year in words: `nineteen` and `eighty-nine`."""
    base = {"eighteen": 1800, "nineteen": 1900}.get(said["hundreds"], 2000)
    return kinds.Year(year=NamedYear(base + int(read_count(said["tail"]))))


def year_span(said: Said) -> kinds.Years:
    """Two years with a dash, the second in full or shortened."""
    first, second = int(said["year"]), said["year2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return kinds.Years(first, last + 100 if last < first else last, "span", year=NamedYear(first))


def decade(said: Said) -> kinds.Years:
    """A decade in digits or words; "the 1800s" are the century."""
    word = said["decade"]
    if len(word) == 4 and word < "2000" and word.endswith("00"):
        return kinds.Years(int(word), int(word) + 99, "decade")
    short = int(word[-2:]) if word[-2:].isdigit() else 0
    first = times().decades.get(word) or (int(word) if len(word) == 4 else short + (1900 if short > 20 else 2000))
    return kinds.Years(first, first + 9, "decade")


def century(said: Said) -> kinds.Years:
    """A century by its number: the twentieth begins with 1901."""
    first = 100 * read_ordinal(said["century"]) - 99
    return kinds.Years(first, first + 99, "decade")


# ------------------------------------------------------------------ years of accounts and their parts


def part(said: Said) -> kinds.Part:
    """A quarter or half of a year."""
    kind: Literal["q", "h"] = "q" if said["part"] in {"q", "quarter", "qtr"} else "h"
    word = said.get("ordinal")
    number = {"q": 4, "h": 2}[kind] if word in _FROM_THE_END else read_ordinal(word) if word else None
    return kinds.Part(kind, number, **_names(said))


def whole_year(said: Said) -> kinds.WholeYear:
    """A fiscal or a full year."""
    return kinds.WholeYear(said.get("fiscal") in _SPANNING and "year2" in said, **_names(said))


def year_end(said: Said) -> kinds.YearEnd:
    """The last day of a year, a quarter or a month."""
    unit = said["end"] if said["end"] in {"quarter", "month"} else "year"
    return kinds.YearEnd(unit, **_names(said))  # type: ignore[arg-type]


def ended(said: Said) -> kinds.Ended:
    """A span with its last day, or one that shares it with the span behind it."""
    unit = said.get("unit") or said.get("shared" if "count" in said else "")
    if unit is None and "fiscal" not in said:
        unit = "quarter"
    return kinds.Ended(
        _WRITTEN_OUT.get(unit, unit) if unit else None,  # type: ignore[arg-type]
        int(_count(said)) if "count" in said else None,
        read_ordinal(said["ordinal"]) if "ordinal" in said else None,
        read_year(said.get("label2") or said["label"]) if "label" in said else None,
        "shared" in said,
        **_names(said),
    )


def trailing(said: Said) -> kinds.Trailing:
    """So many months, quarters or weeks up to a day."""
    return kinds.Trailing(int(_count(said)), said["unit"], **_names(said))  # type: ignore[arg-type]


def months(said: Said) -> kinds.Months:
    """So many units of a year from its start or up to its end."""
    return kinds.Months(int(_count(said)), said.get("unit", "month"), said.get("edge") in _FROM_THE_END, **_names(said))


# ------------------------------------------------------------------ times that lean on another one


def _like(said: Said) -> kinds.Like:
    like = said.get("like", "period")
    return like if like in get_args(kinds.Like) else "time"  # type: ignore[return-value]


def same_period(said: Said) -> kinds.SamePeriod:
    """The period spoken of, in another year."""
    return kinds.SamePeriod(_like(said), **_names(said))


def year_period(said: Said) -> kinds.SamePeriod:
    """The period spoken of, in a named year; or that year."""
    return kinds.SamePeriod(_like(said), or_year=True, **_names(said))


def earlier(said: Said) -> kinds.Earlier:
    """The period before the one spoken of, by a year or another unit."""
    back = said["back"] if said["back"] in {"quarter", "month", "week", "decade"} else "year"
    return kinds.Earlier(back, _like(said), part(said) if "ordinal" in said else None, **_names(said))  # type: ignore[arg-type]


def ago(said: Said) -> kinds.Ago:
    """A number of units before or from now."""
    return kinds.Ago(_count(said), said["unit"], said["side"] != "ago")


def last_count(said: Said) -> kinds.Stretch:
    """A number of units up to a time or from one on; "recent years" are no figure."""
    unit, shift = said["unit"], _SHIFTS.get(said["span"])  # none of "final", "latest"
    count = None if "vague" in said or ("count" not in said and unit.endswith("s")) else _count(said)
    side = None if shift is None else "next" if shift.steps > 0 else "prior" if shift.spoken else "last"
    return kinds.Stretch(count, time_unit(unit), side)  # type: ignore[arg-type]


def shifted_month(said: Said) -> DateReading:
    """A month, a day of it, a weekday or a season beside the present one."""
    if "weekday" in said:
        return weekday(said)
    return (season if "season" in said else day if "day" in said else month)(said)


def shifted_unit(said: Said) -> DateReading:
    """A unit beside the present one; "the past year" is a length, "the next day" one behind that spoken of."""
    shift, unit = said["shift"], _WRITTEN_OUT.get(said["unit"], said["unit"])
    if shift == "past" and unit != "weekend":
        return kinds.Length(length_of(Decimal(1), "half-year" if unit == "half" else unit))
    following = {"shift": "following"} if (shift, unit) == ("next", "day") else {}
    return kinds.ShiftedUnit(unit, **_names({**said, **following}))


def day_word(said: Said) -> kinds.ShiftedUnit:
    """A day by its distance from now."""
    return kinds.ShiftedUnit("day", shift=_FROM_NOW[said["word"]])


def beyond(said: Said) -> kinds.ShiftedUnit:
    """The unit next but one."""
    return kinds.ShiftedUnit(said["unit"], shift=_FROM_NOW[said["side"].split()[0]])


def weekday(said: Said) -> kinds.Weekday:
    """A weekday alone or by its shift."""
    return kinds.Weekday(times().weekdays[said["weekday"]], **_names(said))


def weekday_of_week(said: Said) -> kinds.WeekdayOfWeek:
    """A weekday of this, the last or the next week, or of the one beyond."""
    beyond = {"shift": _FROM_NOW[said["beyond"].split()[0]]} if "beyond" in said else {}
    return kinds.WeekdayOfWeek(times().weekdays[said["weekday"]], **{**_names(said), **beyond})


def the_unit(said: Said) -> kinds.TheUnit:
    """The unit spoken of."""
    return kinds.TheUnit(said["unit"])


def worded_length(said: Said) -> kinds.Length:
    """A length without a numeral: half of a unit, one and a half, a quarter of a century, or one."""
    unit, half = time_unit(said["unit"]), said.get("half")
    if half is not None and len(half) > len("half"):  # "and a half"
        return kinds.Length(length_of(Decimal("1.5"), unit))
    if "quarter" in said:
        return kinds.Length(length_of(Decimal(25), "year"))
    if half is not None:
        return kinds.Length(Duration.parse(_HALVES.get(unit, "")) or length_of(Decimal("0.5"), unit))
    return kinds.Length(length_of(Decimal(1), unit), unit=unit)


# ------------------------------------------------------------------ parts of months and weeks, holidays


def _nth(word: str) -> int:
    return -1 if word in _FROM_THE_END else read_ordinal(word)


def nth(said: Said) -> kinds.Nth:
    """A part of a month or a year by its place in it."""
    kind = said.get("part")
    size = {"week": 7, "fortnight": 14}.get(kind or "", 1) * int(_count(said))
    half = kind if kind in {"half", "weekend"} else None
    return kinds.Nth(_nth(said["nth"]), _weekday(said), half, size, **_names(said))  # type: ignore[arg-type]


def week(said: Said) -> kinds.Week:
    """A week by its number."""
    return kinds.Week(int(said["week"]), **_names(said))


def iso_week(said: Said) -> kinds.Week:
    """A week as the standard writes it."""
    return kinds.Week(int(said["week"]), iso=True, **_names(said))


def week_of(said: Said) -> kinds.WeekOf:
    """The week that holds a day, or begins with it."""
    return kinds.WeekOf(said["weekof"] == "of", **_names(said))


def day_alone(said: Said) -> kinds.DayAlone:
    """A day by its number alone."""
    return kinds.DayAlone(_weekday(said), **_names(said))


def holiday(said: Said) -> kinds.Holiday:
    """A holiday by its name."""
    return kinds.Holiday(said["holiday"], "weekend" in said, **_names(said))


def beside_holiday(said: Said) -> kinds.BesideHoliday:
    """A day by its distance from a holiday."""
    counted = said.get("unit") == "day" or "count" in said
    return kinds.BesideHoliday(
        said["holiday"],
        back=said["side"] in {"before", "preceding"},
        weekday=_weekday(said),
        nth=abs(_nth(said.get("nth", "last"))),
        days=int(_count(said)) * (7 if said["unit"] == "week" else 1) if counted else None,
        **_names(said),
    )
