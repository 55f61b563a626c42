"""What was read of a date: a small type for each kind of phrase that says a time, before it is given its days.

`recognise.dates.readings` makes them of what a rule captured; `normalise.dates` has a function for each.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.durations import Duration

__all__ = [
    "Ago", "BesideHoliday", "DateReading", "Day", "DayAlone", "Days", "Digits", "Earlier", "Edge",
    "Ended", "Holiday", "Length", "Like", "Month", "MonthPart", "Months", "NamedYear", "Nth", "Part", "Range",
    "SamePeriod", "Season", "Shift", "ShiftedUnit", "Slot", "Stretch", "TheUnit", "ToDate", "Trailing",
    "Week", "WeekOf", "Weekday", "WeekdayOfWeek", "WholeYear", "Year", "YearEnd", "Years",
]  # fmt: skip

Edge = Literal["start", "early", "middle", "late", "end"]
Slot = Literal["q", "h", "y"]
#: The grain of the period that a comparison starts from; `period` and `time` leave it open.
Like = Literal["period", "quarter", "month", "half", "week", "time"]


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a word leads: `last` is one step back, `this` none, `following` one ahead.

    Steps are counted from the publication, or from the time that is `spoken` of (`prior`, `following`). A `near` one
    (`past`, `coming`) is the nearest such time, whatever the week or the year it lies in; so is a day (`yesterday`).
    """

    steps: int
    spoken: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class NamedYear:
    """How a date says its year: by its `number`, or by a `shift` (`last year`); neither where it is silent.

    `fiscal` is what words say of it, or of a part of it. `first` is the first of two: 2024 of `2024/25`.
    """

    number: int | None = None
    shift: Shift | None = None
    fiscal: bool = False
    first: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """What any date may name: its year, a month, a day of it, a shift, and at which edge of all that it lies."""

    year: NamedYear = NamedYear()
    month: int | None = None
    day: int | None = None
    shift: Shift | None = None
    edge: Edge | None = None

    @property
    def says_year(self) -> bool:
        """Whether a year is said by its number."""
        return self.year.number is not None


# ------------------------------------------------------------------ days, months and years by their names


@dataclass(frozen=True, slots=True)
class Day(DateReading):
    """A day by day and month: `May 27, 2022`; `day_first` is the order of the words, None where it is fixed."""

    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Digits(DateReading):
    """A day of two numbers, `10/31/2024`: which of them is the month the release has to say; `dotted` as `31.10.`."""

    a: int
    b: int
    dotted: bool


@dataclass(frozen=True, slots=True)
class Days(DateReading):
    """Days of one month from `day` up to `last`: `May 4-9`, `27th of this month`."""

    last: int
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Month(DateReading):
    """A month."""


@dataclass(frozen=True, slots=True)
class Year(DateReading):
    """A year by its number alone."""


@dataclass(frozen=True, slots=True)
class Years(DateReading):
    """Years from `first` up to `last`: two with a dash, a decade or a century."""

    first: int
    last: int
    grain: Literal["span", "decade"]


@dataclass(frozen=True, slots=True)
class Season(DateReading):
    """A season: no exact days."""


@dataclass(frozen=True, slots=True)
class Range(DateReading):
    """Two times as one interval."""

    first: DateReading
    last: DateReading

    @property
    def says_year(self) -> bool:
        """Whether the first time says its year by its number."""
        return self.first.says_year


# ------------------------------------------------------------------ years of accounts and their parts


@dataclass(frozen=True, slots=True)
class WholeYear(DateReading):
    """A year of accounts (`FY25`, `full year`); one of harvests and schools is `spanning` two of the calendar."""

    spanning: bool = False


@dataclass(frozen=True, slots=True)
class Part(DateReading):
    """A quarter or half of a year; without a number the half that is reported (`half-year results`)."""

    part: Slot
    number: int | None


@dataclass(frozen=True, slots=True)
class MonthPart(DateReading):
    """The quarter or half that ends with a month: `the September quarter`."""

    months: int


@dataclass(frozen=True, slots=True)
class Ended(DateReading):
    """A span by its last day or month: `nine months ended September 30`, `fiscal 2026 ended May 4`.

    So many (`count`) of a `unit`; one without a unit is the fiscal year that is called `label`. `number` is which
    quarter or half it is said to be. `shared` takes its unit from a second length behind it.
    """

    unit: Literal["day", "week", "month", "quarter", "half", "year", "period"] | None
    count: int | None = None
    number: int | None = None
    label: int | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Trailing(DateReading):
    """So many units up to a day, or to the end of the last quarter: `trailing twelve months`."""

    count: int
    unit: Literal["week", "month", "quarter"]


@dataclass(frozen=True, slots=True)
class Months(DateReading):
    """So many units from the start of a year, or up to its end (`at_end`): `first nine months of 2024`."""

    count: int
    unit: str
    at_end: bool


@dataclass(frozen=True, slots=True)
class YearEnd(DateReading):
    """The last day of a year, a quarter or a month: `year-end 2024`, `end-June`."""

    unit: Literal["year", "quarter", "month"]


@dataclass(frozen=True, slots=True)
class ToDate(DateReading):
    """The year up to the publication, or to the end of its last quarter."""


# ------------------------------------------------------------------ times that lean on another one


@dataclass(frozen=True, slots=True)
class SamePeriod(DateReading):
    """The period spoken of in another year: `same quarter of 2023`; of a named year it may be that year (`or_year`)."""

    like: Like
    or_year: bool = False


@dataclass(frozen=True, slots=True)
class Earlier(DateReading):
    """A year (quarter, month) before the period spoken of; or a `part` of the year before that one."""

    back: Literal["year", "quarter", "month", "week", "decade"]
    like: Like
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Ago(DateReading):
    """So many units before the publication, or `ahead` of it."""

    count: Decimal
    unit: str
    ahead: bool


@dataclass(frozen=True, slots=True)
class Stretch(DateReading):
    """So many units up to now (`last`), from now on (`next`), or up to the time spoken of (`prior`); None: not said."""

    count: Decimal | None
    unit: str
    side: Literal["last", "next", "prior"] | None


@dataclass(frozen=True, slots=True)
class ShiftedUnit(DateReading):
    """A unit beside the present one, or the one spoken of: `last month`, `the prior year`, `yesterday`."""

    unit: str


@dataclass(frozen=True, slots=True)
class TheUnit(DateReading):
    """The period spoken of: `in the quarter`."""

    unit: str


@dataclass(frozen=True, slots=True)
class Weekday(DateReading):
    """A weekday, 0 for Monday: the nearest to the publication, or by its `shift` (`next Friday`)."""

    weekday: int


@dataclass(frozen=True, slots=True)
class Length(DateReading):
    """A length of time, or from one to another (`longest`); `unit` is the last it names, None where it is closed."""

    length: Duration
    longest: Duration | None = None
    unit: str | None = None


# ------------------------------------------------------------------ parts of months and weeks, holidays


@dataclass(frozen=True, slots=True)
class Nth(DateReading):
    """A part of a month or a year by its place in it; from the end where `nth` is negative.

    The part is a weekday, a `half`, a `weekend`, or so many `days`. The month is named or shifted, else it is the year.
    """

    nth: int
    weekday: int | None = None
    part: Literal["half", "weekend"] | None = None
    days: int = 1


@dataclass(frozen=True, slots=True)
class Week(DateReading):
    """A week of a year by its number; an `iso` one is written as the standard has it."""

    number: int
    iso: bool = False


@dataclass(frozen=True, slots=True)
class WeekOf(DateReading):
    """The week that begins with a day, or that it lies in (`within`)."""

    within: bool


@dataclass(frozen=True, slots=True)
class WeekdayOfWeek(DateReading):
    """A weekday of this, the last or the next week; two steps away is the next but one: `Friday after next`."""

    weekday: int


@dataclass(frozen=True, slots=True)
class DayAlone(DateReading):
    """A day by its number alone, of the month spoken of; a weekday beside it says which."""

    weekday: int | None


@dataclass(frozen=True, slots=True)
class Holiday(DateReading):
    """A holiday by its name, or the weekend around it."""

    name: str
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class BesideHoliday(Holiday):
    """The nth such weekday behind a holiday (or `back` from it), so many days from it, or the week beside it."""

    back: bool = False
    weekday: int | None = None
    nth: int = 1
    days: int | None = None
