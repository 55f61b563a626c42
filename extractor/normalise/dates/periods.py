"""Reads quarters, halves, fiscal years and spans with a stated end, in the calendar or fiscal years of the release."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import regex

from extractor.date_readings import Ended, Months, Part, Slot, ToDate, Trailing, WholeYear, YearEnd
from extractor.days import add_months, ending_on, half_days, month_days, quarter_days, year_days
from extractor.normalise.dates.absolute import day_of, month_of, one_day, relative_year, year_of
from extractor.normalise.dates.lengths import of_length
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import Grain, When
from extractor.period import Period
from extractor.words.times import length_of

__all__ = ["READERS", "end_of_period", "months_of_period", "reporting_full_year", "resolve"]

#: A part of a year (`q`, `h`, `y`) and its number in the year.
Place = tuple[Slot, int]


# ------------------------------------------------------------------ with a stated end


def end_of_period(scene: Scene, i: int, reading: Ended | Trailing) -> date | None:
    """The stated last day: `ended March 31, 2024`, `to September`; without a year the nearest in sense."""
    if reading.day is not None:
        return day_of(scene, i, reading)
    found = month_of(scene, i, reading) if reading.month is not None else None
    return month_days(*found)[1] if found else None


_UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
#: Years of accounts that end on a weekday have 52 or 53 weeks.
_WEEKS = {13: 3, 14: 3, 26: 6, 27: 6, 39: 9, 40: 9, 52: 12, 53: 12}
_GRAINS: Mapping[int | None, Grain] = {1: "month", 3: "quarter", 6: "half", 12: "year"}


def months_of_period(reading: Ended) -> int | None:
    """The length in months, where it is one: 3 for a quarter, 12 for a year or 52 weeks."""
    unit, count = reading.unit or "year", reading.count
    if count is not None and unit == "week":
        return _WEEKS.get(count)
    return _UNIT_MONTHS[unit] * (1 if count is None else count) if unit in _UNIT_MONTHS else None


def read_ended(scene: Scene, i: int, reading: Ended) -> When:
    """A span of time by its length and its last day."""
    last = end_of_period(scene, i, reading)
    if last is None:
        return When(None, grain="span")
    if reading.unit == "period":
        return _period_to(scene, i, last)
    months, label = months_of_period(reading), reading.label
    known = _quarter_ended(scene, last) if reading.unit == "week" and months is None else None
    if known is not None:
        return known
    first = _first_of(scene, i, reading, last)
    grain = _GRAINS.get(months, "span")
    named = scene.calendar.name_of(last, months) if months and reading.number is not None else None
    if reading.unit is None and label is not None:
        return When(str(Period.fiscal_part("year", label)), first, last, "year", (label, "y", 1))
    if named and scene.calendar.shifted and scene.calendar.named:
        return When(scene.calendar.when(*named).value, first, last, grain, named)
    called = _called(scene, i, last) if months == 3 else None
    if called is not None:
        return When(called.value, first, last, "quarter")
    if months == 3 and scene.calendar.month == 12 and reading.number is not None and reading.count is None:
        near = last - timedelta(10)
        return When(f"{near.year}-Q{(near.month + 2) // 3}", first, last, "quarter")
    return When(str(Period.of(first, last)), first, last, grain)


def _first_of(scene: Scene, i: int, reading: Ended, last: date) -> date:
    """The first day of a span that ends with `last`."""
    months = months_of_period(reading)
    if reading.count is not None and reading.unit in {"week", "day"}:
        return last - timedelta(reading.count * (7 if reading.unit == "week" else 1) - 1)
    if months is None:
        return last - timedelta(6)
    if months == 12 and " to " in scene.folded[scene.mentions[i].start : scene.mentions[i].end]:
        return add_months(last, -12) + timedelta(1)
    return ending_on(last, months)[0]


def _called(scene: Scene, i: int, last: date) -> When | None:
    """The calendar quarter that the release names and that ends within days of one of thirteen weeks."""
    if last == month_days(last.year, last.month)[1] or scene.calendar.shifted:
        return None
    near = (w for w in scene.stated if w.grain == "quarter" and not w.fiscal and w.value and "-Q" in w.value)
    return next((w for w in near if w.last and abs((w.last - last).days) <= 10), None)


def _quarter_ended(scene: Scene, last: date) -> When | None:
    """The stated fiscal quarter with that last day: the `twelve weeks ended` of a retailer."""
    stated = scene.calendar.stated.items()
    return next((scene.calendar.when(*key) for key, days in stated if key[1] == "q" and days[1] == last), None)


_SAID = (
    ("nine-month", 9),
    ("six-month", 6),
    ("half", 6),
    ("interim", 6),
    ("quarter", 3),
    ("three-month", 3),
    ("month", 1),
)
_QUARTER_CODE = regex.compile(r"(?<!\w)(?:q[1-4]|[1-4]q)(?!\w)")


def _period_to(scene: Scene, i: int, last: date) -> When:
    """`the period ended June 30, 2025`: the stated period with that end, else what its sentence calls it."""
    known = [w for w in scene.stated if w.last == last and w.first]
    if known:
        return max(known, key=lambda w: (scene.stated[w], w.first or last))
    start, end = scene.sentence(i)
    mention = scene.mentions[i]
    said = scene.folded[max(start, mention.start - 200) : mention.start]
    said += scene.folded[mention.end : min(end, mention.end + 60)]
    months = next((n for word, n in _SAID if word in said), 3 if _QUARTER_CODE.search(said) else None)
    if months is None and ("year" in said or "annual" in said):
        months = 12
    if months is None:
        return When.of((last, last), "day")
    return When.of(ending_on(last, months), _GRAINS.get(months, "span"))


def read_trailing(scene: Scene, i: int, reading: Trailing) -> When:
    """The twelve months before a day, or before the end of the last quarter."""
    last = end_of_period(scene, i, reading) if reading.month is not None else scene.reference_end
    if last is None:
        return When(None, grain="span")
    if reading.unit == "week":
        return When.of((last - timedelta(7 * reading.count - 1), last), "span")
    return When.of(ending_on(last, reading.count * _UNIT_MONTHS[reading.unit]), "span")


# ------------------------------------------------------------------ quarters and halves


def read_part(scene: Scene, i: int, reading: Part) -> When:
    """A quarter or half of a year."""
    part, year = reading.part, reading.year
    if reading.number is None and part == "h" and year.number is None:
        return _latest_half(scene, i)
    number, fiscal = reading.number or 1, year.fiscal
    told = year_of(scene, i, year)
    if year.number is not None:
        fiscal = fiscal or year.first is not None
    elif told is not None and not (fiscal or scene.calendar.named):
        return _calendar(told, part, number)
    return resolve(scene, i, (part, number), year=told, fiscal=fiscal)


def _latest_half(scene: Scene, i: int) -> When:
    """The half year that had ended by the publication: `half-year results`."""
    halves = [resolve(scene, i, ("h", number)) for number in (1, 2)]
    ended = [w for w in halves if w.last and scene.published and w.last <= scene.published]
    return max(ended, key=lambda w: w.last or date.min) if ended else halves[0]


def resolve(scene: Scene, i: int, slot: Place, *, year: int | None = None, fiscal: bool = False) -> When:
    """A quarter, half or year of the year (`("q", 3)`) as a time, in fiscal years where the release has its own."""
    part, number = slot
    calendar = scene.calendar
    own = fiscal or calendar.shifted or (year is not None and _lies_ahead(scene, i, part, number, year))
    if year is not None:
        return calendar.when(year, part, number) if own else _calendar(year, part, number)
    lent = _lent(scene, i)
    if lent is not None:
        own_year, is_fiscal = lent
        return calendar.when(own_year, part, number) if is_fiscal or own else _calendar(own_year, part, number)
    known = [w for w in scene.stated if _is(w, part, number)]
    published = scene.published
    if published is None:
        return known[-1] if known else When(None)
    if known and all(w.last is None for w in known):
        return _likeliest(scene, known)
    own = own or any(w.fiscal for w in known)
    if not known and not calendar.shifted and calendar.named:
        guess = _unbounded(scene, part, number)
        if guess is not None:
            return guess
    near = _same_year(scene, i, slot, own=own)
    return near or _by_publication(scene, i, slot, own=own, known=known)


def _same_year(scene: Scene, i: int, slot: Place, *, own: bool) -> When | None:
    """`delays in the third quarter that the fourth quarter cannot make up for`: a later quarter of the same year."""
    if not i or scene.compared(i) or scene.mentions[i - 1].start < scene.sentence(i)[0]:
        return None
    before = scene.whens[i - 1]
    if before is None or before.shifted or before.grain != {"q": "quarter", "h": "half"}.get(slot[0]):
        return None
    year = before.fiscal[0] if before.fiscal else before.first.year if before.first else None
    number = before.fiscal[2] if before.fiscal else _number(before, slot[0])
    if year is None or number >= slot[1]:
        return None
    return _build(scene, year, *slot, own=own or before.fiscal is not None)


def _number(when: When, part: str) -> int:
    """Which quarter or half of the calendar's year a time is."""
    middle = when.first + (when.last - when.first) / 2 if when.first and when.last else None
    return (middle.month - 1) // {"q": 3, "h": 6}[part] + 1 if middle else 9


def _likeliest(scene: Scene, known: list[When]) -> When:
    """Of fiscal periods without known days the one named most often, then the nearest to the publication."""
    here = scene.published.year if scene.published else 0
    return max(known, key=lambda w: (scene.stated[w], -abs((w.fiscal[0] if w.fiscal else 0) - here)))


#: A period that ended so many days ago is still the one reported; a stated one older than a year is not the latest.
FRESH, OLD = 140, 380


def _by_publication(scene: Scene, i: int, slot: Place, *, own: bool, known: list[When]) -> When:
    """The period that had ended by the publication, or the one ahead where the sentence looks there."""
    published, side = scene.published, scene.side(i)
    assert published is not None
    whens = [w for y in range(published.year - 2, published.year + 3) if (w := _build(scene, y, *slot, own=own)).value]
    bounds = [(w, last) for w in whens if (last := _last(scene, w))]
    ended = [w for w, last in bounds if last <= published]
    coming = [w for w, last in bounds if last > published]
    stated_ahead = [w for w in known if w.last and w.last > published]
    stated_ended = [w for w in known if w.last and w.last <= published]
    latest = max(stated_ended, key=lambda w: w.last or published, default=None)
    if latest is not None and ended and _days_since(scene, latest) > OLD and not _spoken_near(scene, i, latest):
        latest = ended[-1]
    latest = latest or (ended[-1] if ended and not stated_ahead else None)
    ahead = min(stated_ahead, key=lambda w: w.last or published, default=None) or (coming[0] if coming else None)
    if ahead is None or latest is None:
        return ahead or latest or When(None)
    if side == "future":
        far = ahead not in stated_ahead and ahead.first is not None and (ahead.first - published).days > 180
        return latest if far and _days_since(scene, latest) <= FRESH else ahead
    running = side is None and ahead.first is not None and ahead.first <= published
    return ahead if running and not stated_ended and _days_since(scene, latest) > 200 else latest


def _days_since(scene: Scene, when: When) -> int:
    last = _last(scene, when)
    return (scene.published - last).days if scene.published and last else 0


def _spoken_near(scene: Scene, i: int, when: When) -> bool:
    """Whether a period is named shortly before a mention, as what is spoken of."""
    return any(scene.whens[j] == when and not scene.compared(j) for j in range(max(0, i - 2), i))


def _last(scene: Scene, when: When) -> date | None:
    if when.last is not None or when.fiscal is None:
        return when.last
    nominal = scene.calendar.nominal(*when.fiscal)
    return nominal[1] if nominal else None


def _build(scene: Scene, year: int, part: str, number: int, *, own: bool) -> When:
    return scene.calendar.when(year, part, number) if own and scene.calendar.month else _calendar(year, part, number)


def _calendar(year: int, part: str, number: int) -> When:
    if not 1 <= number <= {"q": 4, "h": 2, "y": 1}[part]:
        return When(None)
    if part == "y":
        return When.of(year_days(year), "year")
    return When.of(quarter_days(year, number), "quarter") if part == "q" else When.of(half_days(year, number), "half")


def _is(when: When, part: str, number: int) -> bool:
    """Whether a time is the quarter, half or year with that number in its year."""
    if when.fiscal:
        return when.fiscal[1:] == (part, number)
    grain = {"q": "quarter", "h": "half", "y": "year"}[part]
    if when.grain != grain or when.first is None or when.last is None:
        return False
    middle = when.first + (when.last - when.first) / 2
    return part == "y" or (middle.month - 1) // {"q": 3, "h": 6}[part] + 1 == number


def _lies_ahead(scene: Scene, i: int, part: str, number: int, year: int) -> bool:
    """Whether a period of a release with fiscal years had not begun in the calendar though reported: `1Q26` in 2025."""
    if scene.published is None or not scene.calendar.named or part == "y" or scene.calendar.month == 12:
        return False
    if part in scene.fiscal_parts:
        return True
    days = _calendar(year, part, number)
    ahead = days.first is not None and days.first > scene.published and scene.side(i) != "future"
    if ahead:
        scene.fiscal_parts.add(part)
    return ahead


def _unbounded(scene: Scene, part: str, number: int) -> When | None:
    """A quarter of the one fiscal year that the release names, where it names fiscal quarters only."""
    fiscal = [w.fiscal for w in scene.stated if w.fiscal]
    plain = [w for w in scene.stated if w.grain == "quarter" and not w.fiscal]
    if not any(part_ == "q" for _, part_, _ in fiscal) or plain:
        return None
    return scene.calendar.when(max(year for year, _, _ in fiscal), part, number)


def _lent(scene: Scene, i: int) -> tuple[int, bool] | None:
    """The year of the next period of a list, and whether it is a fiscal one: `fourth-quarter and full-year 2024`."""
    right = scene.year_from_right(i)
    lender = scene.mentions[right].date if right is not None else None
    if lender is None or lender.year.number is None or lender.day is not None:
        return None
    return lender.year.number, lender.year.fiscal


# ------------------------------------------------------------------ months of a year, years


def read_months(scene: Scene, i: int, reading: Months) -> When:
    """`first nine months of 2024`, `Nine-Month 2025`, `9M24`; weeks and days are lengths."""
    if reading.unit in {"day", "week", "year"}:
        return of_length(length_of(Decimal(reading.count), reading.unit))
    months = reading.count * _UNIT_MONTHS[reading.unit]
    year, fiscal = _year_said(scene, i, reading)
    if not 1 <= months <= 12 or (year is None and reading.at_end):
        return of_length(length_of(Decimal(months), "month"))
    if year is None:
        year = _reporting_year(scene, i, months)
    if year is None:
        return When(None, grain="span")
    start = date(year, 1, 1)
    if fiscal or (scene.calendar.shifted and scene.calendar.named):
        days = scene.calendar.days(year, "y", 1) or scene.calendar.nominal(year, "y", 1)
        if days is None:
            return When(None, grain="span")
        start = days[0]
    before = 12 - months if reading.at_end else 0
    first, last = (
        month_days(start.year, start.month + before),
        month_days(start.year, start.month + before + months - 1),
    )
    return When.of((first[0] if before else start, last[1]), "span")


def _year_said(scene: Scene, i: int, reading: Months) -> tuple[int | None, bool]:
    year = reading.year
    if year.number is not None or year.shift is not None:
        return year_of(scene, i, year), year.number is not None and year.fiscal
    return _lent(scene, i) or (None, False)


def _reporting_year(scene: Scene, i: int, months: int) -> int | None:
    """The year whose first months had passed by the publication, or pass next where the sentence looks ahead."""
    published = scene.published
    if published is None:
        return None
    if scene.calendar.shifted and scene.calendar.named:
        days = [(y, scene.calendar.nominal(y, "y", 1)) for y in range(published.year - 1, published.year + 2)]
        over = [y for y, d in days if d and month_days(d[0].year, d[0].month + months - 1)[1] <= published]
        return over[-1] if over else None
    ended = month_days(published.year, months)[1] <= published
    return published.year if ended or scene.side(i) == "future" else published.year - 1


def read_whole_year(scene: Scene, i: int, reading: WholeYear | YearEnd) -> When:
    """A fiscal or a full year, named or left to the release."""
    year = reading.year
    if year.number is not None:
        if isinstance(reading, WholeYear) and reading.spanning and year.first is not None:
            days = date(year.first, 1, 1), date(year.number, 12, 31)
            return When(f"{year.first}/{year.number}", *days, "span")
        return scene.calendar.when(year.number, "y", 1) if year.fiscal else _calendar(year.number, "y", 1)
    if year.shift is not None:
        told = relative_year(scene, year.shift, i)
        return _calendar(told, "y", 1) if told else When(None, grain="year")
    lent = _lent(scene, i)
    if lent is not None:
        return scene.calendar.when(lent[0], "y", 1) if lent[1] else _calendar(lent[0], "y", 1)
    return (_fiscal_year_told(scene, i) if year.fiscal else None) or reporting_full_year(scene, i)


def _fiscal_year_told(scene: Scene, i: int) -> When | None:
    """The latest fiscal year that the release names of which a part had ended: `up 133% in the fiscal year`."""
    years = {
        w.fiscal[0] for w in scene.stated if w.fiscal and (w.last is None or w.last <= (scene.published or w.last))
    }
    if not years or scene.side(i) == "future":
        return None
    return scene.calendar.when(max(years), "y", 1)


def reporting_full_year(scene: Scene, i: int) -> When:
    """The year that a release means by "the full year": just ended in its first months, else the running one."""
    published = scene.published
    if published is None:
        return When(None, grain="year")
    own = scene.calendar.shifted
    years = [_build(scene, y, "y", 1, own=own) for y in range(published.year - 1, published.year + 2)]
    lasts = [(w, last) for w in years if (last := _last(scene, w))]
    fresh = [w for w, last in lasts if 0 <= (published - last).days <= 120]
    running = [w for w, last in lasts if last > published]
    told = _year_begun(scene)
    if fresh and not (scene.side(i) == "future" or looks_ahead(scene, i) or (told and running)):
        return fresh[-1]
    return running[0] if running else When(None, grain="year")


def _year_begun(scene: Scene) -> bool:
    """Whether the release reports a quarter or half of the running year: `the full year` is then that year."""
    end = scene.reference_end
    reported = [w for w in scene.stated if w.last == end and w.grain in {"quarter", "half"} and not w.fiscal]
    return (
        bool(reported)
        and end is not None
        and scene.published is not None
        and end.month != 12
        and end.year == scene.published.year
    )


_OUTLOOK = regex.compile(
    r"(?: [a-z-]+){0,2} (?:expectations?|guidance|outlook|forecasts?|targets?|views?|estimates?|projections?"
    r"|budget)(?!\w)"
)


def looks_ahead(scene: Scene, i: int) -> bool:
    """`our full-year expectations`: the noun behind a period says that it is not over."""
    return _OUTLOOK.match(scene.folded, scene.mentions[i].end) is not None


def read_year_end(scene: Scene, i: int, reading: YearEnd) -> When:
    """`year-end 2024`, `quarter-end`, `end-June`: the last day."""
    return one_day(_last_day(scene, i, reading))


def _last_day(scene: Scene, i: int, reading: YearEnd) -> date | None:
    if reading.month is not None:
        found = month_of(scene, i, reading)
        return month_days(*found)[1] if found else None
    if reading.year.number is not None or reading.year.shift is not None:
        return read_whole_year(scene, i, reading).last
    if reading.unit == "quarter":
        return scene.reference_end
    if scene.published is None:
        return None
    if reading.unit == "month":
        return month_days(scene.published.year, scene.published.month - 1)[1]
    if scene.side(i) == "future" or scene.calendar.shifted:
        return reporting_full_year(scene, i).last
    return date(scene.published.year - 1, 12, 31)


def read_to_date(scene: Scene, i: int, reading: ToDate) -> When:
    """The year up to the end of the quarter reported, or the publication."""
    published = scene.published
    if published is None or reading.year.number not in {None, published.year}:
        return When(None, grain="span")
    end = scene.reference_end or published
    start = date(published.year, 1, 1)
    if scene.calendar.shifted:
        name = scene.calendar.name_of(end, 3)
        days = scene.calendar.nominal(name[0], "y", 1) if name else None
        start = days[0] if days else start
    return When.of((start, end if end > start else published), "span")


READERS: Readers = {
    Ended: read_ended, Trailing: read_trailing, Part: read_part, Months: read_months, WholeYear: read_whole_year,
    YearEnd: read_year_end, ToDate: read_to_date,
}  # fmt: skip
