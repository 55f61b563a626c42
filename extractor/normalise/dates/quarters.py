"""Reads quarters and halves, in the calendar or the fiscal years of the release; a year that is not said is found."""

from collections.abc import Mapping
from datetime import date

import regex

from extractor.date_readings import Part, Slot
from extractor.days import half_days, quarter_days, year_days
from extractor.normalise.dates.absolute import year_of
from extractor.normalise.dates.scene import Readers, Scene
from extractor.normalise.dates.when import When

__all__ = ["FRESH", "READERS", "calendar_part", "last_day", "lent_year", "part_of_year", "resolve"]

#: A part of a year (`q`, `h`, `y`) and its number in the year.
Place = tuple[Slot, int]


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
        return calendar_part(told, part, number)
    if told is None and (of_running := _of_the_year(scene, i, (part, number))) is not None:
        return of_running
    return resolve(scene, i, (part, number), year=told, fiscal=fiscal)


#: `the second half of the year`: of the year that is spoken of, whichever part of it is over.
_OF_THE_YEAR = regex.compile(r"(?r)(?<!\w)of (?:the|this|our) (?:fiscal |calendar )?year")


def _of_the_year(scene: Scene, i: int, slot: Place) -> When | None:
    """A part `of the year`: of the one that the reported quarter or half lies in, where more of it is to come."""
    start, end = scene.mentions[i].start, scene.mentions[i].end
    reported = scene.reference_end
    if reported is None or scene.published is None or not _OF_THE_YEAR.match(scene.folded, start, end):
        return None
    calendar = scene.calendar
    named = calendar.name_of(reported, 3) if calendar.shifted else None
    when = (
        calendar.when(named[0], *slot) if named else None if calendar.shifted else calendar_part(reported.year, *slot)
    )
    last = last_day(scene, when) if when is not None else None
    return when if last is not None and last > reported else None


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
        return calendar.when(year, part, number) if own else calendar_part(year, part, number)
    lent = lent_year(scene, i)
    if lent is not None:
        own_year, is_fiscal = lent
        return calendar.when(own_year, part, number) if is_fiscal or own else calendar_part(own_year, part, number)
    known = [w for w in scene.stated if _is(w, part, number)]
    published = scene.published
    if published is None:
        return _latest(scene, known)
    if known and all(w.last is None for w in known):
        return _likeliest(scene, known)
    own = own or any(w.fiscal for w in known)
    if not known and not calendar.shifted and calendar.named:
        guess = _unbounded(scene, part, number)
        if guess is not None:
            return guess
    near = _same_year(scene, i, slot, own=own)
    return near or _by_publication(scene, i, slot, own=own, known=known)


def _latest(scene: Scene, known: list[When]) -> When:
    """Where no publication is known: the latest stated period that is over by what is told, else the latest."""
    over = [w for w in known if w.last and scene.reference_end and w.last <= scene.reference_end]
    return max(
        over or known, key=lambda w: w.fiscal[0] if w.fiscal else w.last.year if w.last else 0, default=When(None)
    )


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
    return part_of_year(scene, year, *slot, own=own or before.fiscal is not None)


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
#: What begins in more days, and is not named with its year, is not what a sentence looks ahead to.
_FAR: Mapping[str, int] = {"q": 180, "h": 120, "y": 180}


def _by_publication(scene: Scene, i: int, slot: Place, *, own: bool, known: list[When]) -> When:
    """The period that had ended by the publication, or the one ahead where the sentence looks there."""
    published, side = scene.published, scene.side(i)
    assert published is not None
    whens = [
        w for y in range(published.year - 2, published.year + 3) if (w := part_of_year(scene, y, *slot, own=own)).value
    ]
    bounds = [(w, day) for w in whens if (day := _turn(scene, i, w))]
    ended = [w for w, day in bounds if day <= published]
    coming = [w for w, day in bounds if day > published]
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
        far = ahead not in stated_ahead and ahead.first is not None and (ahead.first - published).days > _FAR[slot[0]]
        return latest if far and _days_since(scene, latest) <= FRESH else ahead
    running = side is None and ahead.first is not None and ahead.first <= published
    return ahead if running and not stated_ended and _days_since(scene, latest) > 200 else latest


def _turn(scene: Scene, i: int, when: When) -> date | None:
    """The day from which on a time is over; `at the start of Q3` its first one."""
    return when.first if scene.mentions[i].date.edge == "start" else last_day(scene, when)


def _days_since(scene: Scene, when: When) -> int:
    last = last_day(scene, when)
    return (scene.published - last).days if scene.published and last else 0


def _spoken_near(scene: Scene, i: int, when: When) -> bool:
    """Whether a period is named shortly before a mention, as what is spoken of."""
    return any(scene.whens[j] == when and not scene.compared(j) for j in range(max(0, i - 2), i))


def last_day(scene: Scene, when: When) -> date | None:
    """The last day of a time, of a fiscal part by whole months where its days are not known."""
    if when.last is not None or when.fiscal is None:
        return when.last
    nominal = scene.calendar.nominal(*when.fiscal)
    return nominal[1] if nominal else None


def part_of_year(scene: Scene, year: int, part: str, number: int, *, own: bool) -> When:
    """A quarter, half or year of the fiscal years where they are its own and known, else of the calendar."""
    return (
        scene.calendar.when(year, part, number) if own and scene.calendar.month else calendar_part(year, part, number)
    )


def calendar_part(year: int, part: str, number: int) -> When:
    """A quarter, half or year of the calendar; none where a year has no such part."""
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
    days = calendar_part(year, part, number)
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


def lent_year(scene: Scene, i: int) -> tuple[int, bool] | None:
    """The year of the next period of a list, and whether it is a fiscal one: `fourth-quarter and full-year 2024`."""
    right = scene.year_from_right(i)
    lender = scene.mentions[right].date if right is not None else None
    if lender is None or lender.year.number is None or lender.day is not None:
        return None
    return lender.year.number, lender.year.fiscal


READERS: Readers = {Part: read_part}
