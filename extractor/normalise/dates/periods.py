"""Reads quarters, halves, fiscal years and spans with a stated end, in the calendar or fiscal years of the release."""

from datetime import date, timedelta
from decimal import Decimal

import regex

from extractor.days import add_months, ending_on, half_days, month_days, quarter_days, year_days
from extractor.normalise.dates.absolute import day_of, month_of, relative_year
from extractor.normalise.dates.fiscal import label_of
from extractor.normalise.dates.lengths import length_of, of_length
from extractor.normalise.dates.scene import Scene
from extractor.normalise.dates.when import When
from extractor.period import Period
from extractor.words.times import read_count, read_ordinal, read_year

__all__ = ["end_of_period", "months_of_period", "read_period", "resolve"]

#: A part of a year (`q`, `h`, `y`) and its number in the year.
Slot = tuple[str, int]
_PARTS = {"quarter": "q", "half": "h", "q": "q", "h": "h"}


def read_period(scene: Scene, i: int) -> When | None:
    """The time of a mention of `recognise.dates.periods`, or None for another rule's."""
    parts = dict(scene.mentions[i].parts)
    match scene.mentions[i].rule:
        case "date.period-ended" | "date.period-ended-shared":
            return _ended(scene, i, parts)
        case "date.trailing":
            return _trailing(scene, i, parts)
        case (
            "date.year-quarter"
            | "date.quarter"
            | "date.quarter-code"
            | "date.code-behind-year"
            | "date.quarter-shared"
            | "date.quarter-code-shared"
            | "date.last-quarter-of"
            | "date.half-year"
        ):
            return _quarter(scene, i, parts)
        case "date.months-code" | "date.n-months" | "date.first-months":
            return _months(scene, i, parts)
        case "date.fiscal-year" | "date.full-year":
            return _full_year(scene, i, parts)
        case "date.year-end":
            return _year_end(scene, i, parts)
        case "date.year-to-date":
            return _to_date(scene, i, parts)
    return None


# ------------------------------------------------------------------ with a stated end


def end_of_period(scene: Scene, i: int, parts: dict[str, str]) -> date | None:
    """The stated last day: `ended March 31, 2024`, `to September`; without a year the nearest in sense."""
    if "day" in parts:
        return day_of(scene, i, parts)
    found = month_of(scene, i, parts) if "month" in parts else None
    return month_days(*found)[1] if found else None


def months_of_period(parts: dict[str, str]) -> int | None:
    """The length in months, where it is one: 3 for a quarter, 12 for a year or 52 weeks."""
    unit = parts.get("shared") if "count" in parts and "unit" not in parts else parts.get("unit", "quarter")
    if "count" not in parts and "unit" not in parts and "fiscal" in parts:
        return 12
    if "count" not in parts:
        return {"quarter": 3, "half": 6, "half year": 6, "half-year": 6, "year": 12, "month": 1}.get(unit or "")
    count = int(read_count(parts["count"]))
    if unit == "week":
        return {13: 3, 14: 3, 26: 6, 27: 6, 39: 9, 40: 9, 52: 12, 53: 12}.get(count)
    return {"month": count, "year": 12 * count}.get(unit or "")


def _ended(scene: Scene, i: int, parts: dict[str, str]) -> When | None:
    last = end_of_period(scene, i, parts)
    if last is None:
        return When(None, grain="span")
    if parts.get("unit") == "period":
        return _period_to(scene, i, last)
    months = months_of_period(parts)
    unit = parts.get("shared") if "count" in parts and "unit" not in parts else parts.get("unit")
    known = _quarter_ended(scene, last) if unit == "week" and months is None else None
    if known is not None:
        return known
    if "count" in parts and unit in {"week", "day"}:
        count = int(read_count(parts["count"])) * (7 if unit == "week" else 1)
        first = last - timedelta(count - 1)
    elif months is None:
        first = last - timedelta(6)
    else:
        plainly = months == 12 and " to " in scene.folded[scene.mentions[i].start : scene.mentions[i].end]
        first = add_months(last, -12) + timedelta(1) if plainly else ending_on(last, months)[0]
    grain = {3: "quarter", 6: "half", 12: "year", 1: "month"}.get(months or 0, "span")
    named = scene.calendar.name_of(last, months) if months and "ordinal" in parts else None
    label = label_of(scene.mentions[i])
    if months == 12 and "unit" not in parts and label:
        return When(str(Period.fiscal_part("year", read_year(label))), first, last, "year", (read_year(label), "y", 1))
    if named and scene.calendar.shifted and scene.calendar.named:
        return When(scene.calendar.when(*named).value, first, last, grain, named)  # type: ignore[arg-type]
    called = _called(scene, i, last) if months == 3 else None
    if called is not None:
        return When(called.value, first, last, "quarter")
    if months == 3 and scene.calendar.month == 12 and "ordinal" in parts and "count" not in parts:
        year, quarter = (last - timedelta(10)).year, ((last - timedelta(10)).month + 2) // 3
        return When(f"{year}-Q{quarter}", first, last, "quarter")
    return When(str(Period.of(first, last)), first, last, grain)  # type: ignore[arg-type]


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
    grain = {3: "quarter", 6: "half", 12: "year", 1: "month"}.get(months, "span")
    return When.of(ending_on(last, months), grain)  # type: ignore[arg-type]


def _trailing(scene: Scene, i: int, parts: dict[str, str]) -> When:
    last = end_of_period(scene, i, parts) if "month" in parts else scene.reference_end
    if last is None:
        return When(None, grain="span")
    months = int(read_count(parts["count"])) * (3 if parts["unit"] == "quarter" else 1)
    if parts["unit"] == "week":
        return When.of((last - timedelta(7 * months - 1), last), "span")
    return When.of(ending_on(last, months), "span")


# ------------------------------------------------------------------ quarters and halves


def _quarter(scene: Scene, i: int, parts: dict[str, str]) -> When:
    part, ordinal = _PARTS[parts["part"]], parts.get("ordinal", "first")
    if part == "h" and "ordinal" not in parts and "year" not in parts:
        return _latest_half(scene, i)
    number = {"q": 4, "h": 2}[part] if ordinal in {"last", "final"} else read_ordinal(ordinal)
    year = (
        read_year(parts["year2"] if "fiscal" in parts and "year2" in parts else parts["year"])
        if "year" in parts
        else None
    )
    if year is None and "relative" in parts:
        told = relative_year(scene, parts["relative"], i)
        if told is not None and not ("fiscal" in parts or scene.calendar.named):
            return _calendar(told, part, number)
        return resolve(scene, i, (part, number), year=told, fiscal="fiscal" in parts)
    return resolve(scene, i, (part, number), year=year, fiscal="fiscal" in parts or "year2" in parts)


def _latest_half(scene: Scene, i: int) -> When:
    """The half year that had ended by the publication: `half-year results`."""
    halves = [resolve(scene, i, ("h", number)) for number in (1, 2)]
    ended = [w for w in halves if w.last and scene.published and w.last <= scene.published]
    return max(ended, key=lambda w: w.last or date.min) if ended else halves[0]


def resolve(scene: Scene, i: int, slot: Slot, *, year: int | None = None, fiscal: bool = False) -> When:
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


def _same_year(scene: Scene, i: int, slot: Slot, *, own: bool) -> When | None:
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


def _by_publication(scene: Scene, i: int, slot: Slot, *, own: bool, known: list[When]) -> When:
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
    if right is None or "year" not in scene.mentions[right].parts or "day" in scene.mentions[right].parts:
        return None
    parts = scene.mentions[right].parts
    return read_year(parts.get("year2", parts["year"]) if "fiscal" in parts else parts["year"]), "fiscal" in parts


# ------------------------------------------------------------------ months of a year, years


def _months(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """`first nine months of 2024`, `Nine-Month 2025`, `9M24`; weeks and days are lengths."""
    count, unit = int(read_count(parts["count"])), parts.get("unit", "month")
    if unit in {"day", "week", "year"}:
        return of_length(length_of(Decimal(count), unit))
    months = count * (3 if unit == "quarter" else 1)
    edge = parts.get("edge", "first")
    if not 1 <= months <= 12:
        return of_length(length_of(Decimal(months), "month"))
    year, fiscal = _year_said(scene, i, parts)
    if year is None and edge in {"last", "final"}:
        return of_length(length_of(Decimal(months), "month"))
    if year is None:
        year = _reporting_year(scene, i, months)
    if year is None:
        return When(None, grain="span")
    if fiscal or (scene.calendar.shifted and scene.calendar.named):
        days = scene.calendar.days(year, "y", 1) or scene.calendar.nominal(year, "y", 1)
        if days is None:
            return When(None, grain="span")
        start = days[0]
    else:
        start = date(year, 1, 1)
    if edge in {"last", "final"}:
        return When.of(
            (month_days(start.year, start.month + 12 - months)[0], month_days(start.year, start.month + 11)[1]), "span"
        )
    return When.of((start, month_days(start.year, start.month + months - 1)[1]), "span")


def _year_said(scene: Scene, i: int, parts: dict[str, str]) -> tuple[int | None, bool]:
    if "year" in parts:
        return read_year(parts.get("year2", parts["year"]) if "fiscal" in parts else parts["year"]), "fiscal" in parts
    if "relative" in parts:
        return relative_year(scene, parts["relative"], i), False
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


def _full_year(scene: Scene, i: int, parts: dict[str, str]) -> When:
    if "year" in parts:
        if parts.get("fiscal") in {"marketing", "crop", "school", "academic"} and "year2" in parts:
            return When(
                f"{parts['year']}/{read_year(parts['year2'])}",
                date(int(parts["year"]), 1, 1),
                date(read_year(parts["year2"]), 12, 31),
                "span",
            )
        year = read_year(parts.get("year2", parts["year"]))
        return scene.calendar.when(year, "y", 1) if "fiscal" in parts else _calendar(year, "y", 1)
    if "relative" in parts:
        year_ = relative_year(scene, parts["relative"], i)
        return _calendar(year_, "y", 1) if year_ else When(None, grain="year")
    lent = _lent(scene, i)
    if lent is not None:
        return scene.calendar.when(lent[0], "y", 1) if lent[1] else _calendar(lent[0], "y", 1)
    return (_fiscal_year_told(scene, i) if "fiscal" in parts else None) or reporting_full_year(scene, i)


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


def _year_end(scene: Scene, i: int, parts: dict[str, str]) -> When:
    """`year-end 2024`, `quarter-end`, `end-June`: the last day."""
    if "month" in parts:
        found = month_of(scene, i, parts)
        last = month_days(*found)[1] if found else None
    elif "year" in parts or "relative" in parts:
        last = _full_year(scene, i, parts).last
    elif parts["end"] == "quarter":
        last = scene.reference_end
    elif parts["end"] == "month" or scene.published is None:
        last = month_days(scene.published.year, scene.published.month - 1)[1] if scene.published else None
    else:
        ahead = scene.side(i) == "future"
        last = reporting_full_year(scene, i).last if ahead else date(scene.published.year - 1, 12, 31)
        if not ahead and scene.calendar.shifted:
            last = reporting_full_year(scene, i).last
    return When.of((last, last) if last else None, "day")


def _to_date(scene: Scene, i: int, parts: dict[str, str]) -> When:
    published = scene.published
    if published is None:
        return When(None, grain="span")
    end = scene.reference_end or published
    if "year" in parts:
        year = read_year(parts["year"])
        if year != published.year:
            return When(None, grain="span")
    start = date(published.year, 1, 1)
    if scene.calendar.shifted:
        name = scene.calendar.name_of(end, 3)
        days = scene.calendar.nominal(name[0], "y", 1) if name else None
        start = days[0] if days else start
    return When.of((start, end if end > start else published), "span")
