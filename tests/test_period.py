"""Periods and durations: parse and ISO form, days, length, shift, comparison."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from extractor.days import Days, Part
from extractor.durations import Duration
from extractor.period import Grain, Period


def period(text: str) -> Period:
    found = Period.parse(text)
    assert found is not None, text
    return found


def spelt(days: Days | None) -> str:
    return " ".join(day.isoformat() for day in days) if days else "-"


# ------------------------------------------------------------------------------------------------ reading and writing

FORMS: list[tuple[str, Grain, str]] = [
    ("2022-05-27", "day", "2022-05-27 2022-05-27"),
    ("2024-02", "month", "2024-02-01 2024-02-29"),
    ("2022-Q1", "quarter", "2022-01-01 2022-03-31"),
    ("2022-H2", "half", "2022-07-01 2022-12-31"),
    ("2022", "year", "2022-01-01 2022-12-31"),
    ("2020-W53", "week", "2020-12-28 2021-01-03"),
    ("FY2024", "year", "-"),
    ("FY2024-Q3", "quarter", "-"),
    ("FY2024-H1", "half", "-"),
    ("2022-01-01/2022-05-27", "interval", "2022-01-01 2022-05-27"),
    ("2021/2023", "interval", "2021-01-01 2023-12-31"),
    ("2021/2023-03", "interval", "2021-01-01 2023-03-31"),
    ("FY2023/FY2024", "interval", "-"),
    ("2022-01-01/..", "interval", "-"),
    ("../2022-05-27", "interval", "-"),
    ("P2Y", "duration", "-"),
    ("P1Y6M", "duration", "-"),
    ("P1.5Y", "duration", "-"),
    ("P2DT5H", "duration", "-"),
    ("PT48H", "duration", "-"),
    ("P2Y/P3Y", "duration", "-"),
    ("0001", "year", "0001-01-01 0001-12-31"),
    ("9999-12", "month", "9999-12-01 9999-12-31"),
]


@pytest.mark.parametrize(("text", "grain", "days"), FORMS)
def test_a_form_is_read_and_written_again(text: str, grain: Grain, days: str) -> None:
    found = period(text)
    assert (str(found), found.grain, spelt(found.days)) == (text, grain, days)


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "/", "../..", "../", "2022-", "22", "2022-2", "2022-13", "2022-00", "2022-02-30", "2022-Q5",
        "2022-Q0", "2022-H3", "2022-W54", "2021-W53", "0000", "20222", " 2022", "2022\n", "2022-05-27T10:00",
        "FY2024-05",
        "FY2024-W01", "FY24", "FY2024-05-01", "fy2024", "2022-q1", "P", "PT", "P2", "PY", "P2YT", "P-2Y", "PT2Y", "P2H",
        "2022-03/2022-01", "FY2024/FY2023", "2022/2023/2024", "P2Y/2022", "2022/P2Y", "P2Y/..", "٢٠٢٢", "2022–05",
        "P" + "9" * 40 + "Y",
    ],
)  # fmt: skip
def test_what_is_no_period_is_none(text: str) -> None:
    assert Period.parse(text) is None


def test_an_open_end_may_be_left_blank() -> None:
    assert str(period("2022-01-01/")) == "2022-01-01/.."
    assert str(period("/2022-01-01")) == "../2022-01-01"
    assert period("2022-01-01/").is_open
    assert (period("2022/..").first, period("2022/..").last) == (date(2022, 1, 1), None)


points = st.from_regex(r"\A(?:FY)?(?:19|20)[0-9]{2}(?:-(?:Q[1-4]|H[12]|[01][0-9](?:-[0-3][0-9])?|W[0-5][0-9]))?\Z")
lengths = st.from_regex(r"\AP(?:[1-9][0-9]{0,2}[YQMWD]){1,3}(?:T(?:[1-9][0-9]?(?:\.[0-9])?[HMS]){1,2})?\Z")
written = points | lengths | st.tuples(points | lengths, points | lengths | st.just("..")).map("/".join)


@given(written)
@example("FY2024-Q1/FY2024-Q3")
def test_what_is_read_is_written_as_it_stood(text: str) -> None:
    found = Period.parse(text)
    assert found is None or str(found) == text


@given(st.text(alphabet="0123456789-/.PYQMWDTHSF", max_size=24))
def test_no_text_is_too_odd_to_be_read_or_refused(text: str) -> None:
    found = Period.parse(text)
    assert found is None or Period.parse(str(found)) == found


@pytest.mark.parametrize(
    "make",
    [
        lambda: Period(grain="day"),
        lambda: Period(grain="year"),
        lambda: Period(grain="month", year=2024),
        lambda: Period(grain="year", year=2024, number=1),
        lambda: Period(grain="duration"),
        lambda: Period(grain="interval"),
        lambda: Period.between(None, None),
        lambda: Period.between(period("2024"), period("2023")),
        lambda: Period.between(period("2021/2022"), period("2023")),
        lambda: Period.calendar("quarter", 2024, 5),
        lambda: Period.calendar("year", 0),
        lambda: Period.week(2021, 53),
        lambda: Period.fiscal_part("month", 2024, 1),
        lambda: period("2024").covering(date(2024, 1, 1), date(2024, 12, 31)),
        lambda: period("FY2024").covering(date(2024, 1, 2), date(2024, 1, 1)),
        lambda: Period.of(date(2024, 1, 2), date(2024, 1, 1)),
        lambda: Duration(()),
    ],
)
def test_a_period_that_cannot_be_is_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()


# ------------------------------------------------------------------------------------------------------------- naming

days_of = st.dates(date(1950, 1, 1), date(2090, 1, 1))
spans = st.tuples(days_of, days_of).map(lambda pair: (min(pair), max(pair)))
parts = st.sampled_from([("month", 12), ("quarter", 4), ("half", 2), ("year", 1)]).flatmap(
    lambda part: st.builds(
        Period.calendar, st.just(part[0]), year=st.integers(1950, 2090), number=st.integers(1, part[1])
    )
)
fiscals = st.sampled_from([("quarter", 4), ("half", 2), ("year", 1)]).flatmap(
    lambda part: st.builds(
        Period.fiscal_part, st.just(part[0]), year=st.integers(1950, 2090), number=st.integers(1, part[1])
    )
)
covered = spans.map(lambda days: Period.of(*days)) | parts


@given(spans)
def test_days_named_have_these_days(days: Days) -> None:
    assert Period.of(*days).days == days
    assert period(str(Period.of(*days))) == Period.of(*days)


@given(parts)
def test_a_part_of_a_year_is_its_days_shortest_name(part: Period) -> None:
    assert part.days is not None
    assert Period.of(*part.days) == part


@pytest.mark.parametrize(
    ("last", "months", "value"),
    [
        ("2024-09-30", 3, "2024-Q3"),
        ("2024-12-31", 12, "2024"),
        ("2024-06-30", 6, "2024-H1"),
        ("2025-03-31", 12, "2024-04-01/2025-03-31"),
        ("2024-09-28", 3, "2024-06-30/2024-09-28"),
        ("2023-04-05", 12, "2022-04-06/2023-04-05"),
    ],
)
def test_a_period_by_its_end_and_its_months(last: str, months: int, value: str) -> None:
    found = Period.ending(date.fromisoformat(last), months=months)
    assert (str(found), found.months) == (value, months)


def test_known_bounds_give_a_fiscal_period_its_days() -> None:
    named = period("FY2025-Q3")
    known = named.covering(date(2025, 4, 1), date(2025, 6, 30))
    assert (named.days, spelt(known.days), str(known)) == (None, "2025-04-01 2025-06-30", "FY2025-Q3")
    assert named != known
    assert named.same(known)
    assert known.same(period("2025-Q2"))
    assert not named.same(period("2025-Q2"))
    year = Period.fiscal_part("year", 2025, bounds=(date(2024, 10, 1), date(2025, 9, 30)))
    assert year.contains(known)
    assert year.contains(named)


# ------------------------------------------------------------------------------------------------------------- length


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2024", 12),
        ("2024-H1", 6),
        ("FY2025-Q3", 3),
        ("FY2025", 12),
        ("FY2024-Q1/FY2024-Q3", 9),
        ("2024-01/2024-09", 9),
        ("2024-04-06/2025-04-05", 12),
        ("2024-01-31/2024-02-29", 1),
        ("2024-06-30/2024-09-28", 3),  # 13 weeks
        ("2024-09-29/2025-01-04", 3),  # 14 weeks
        ("2023-10-01/2024-09-28", 12),  # 52 weeks
        ("2022-09-25/2023-09-30", 12),  # 53 weeks
        ("2024-01-30/2024-01-31", None),
        ("2024-01-29/2024-03-31", None),
        ("2024-01-01/2024-01-15", None),
        ("2024-W05", None),
        ("2024-05-01", None),
        ("2024-01-01/..", None),
        ("P1Y6M", 18),
        ("P4Q", 12),
        ("P0.5Y", 6),
        ("P90D", None),
        ("P2Y/P3Y", None),
    ],
)
def test_the_months_that_a_period_stands_for(text: str, months: int | None) -> None:
    assert period(text).months == months


@given(days_of, st.integers(1, 60))
def test_whole_months_from_any_day_are_counted(first: date, months: int) -> None:
    assume(first.day < 28)  # the last day of February moves to the last day of a month
    last = period(first.isoformat()).shift(months=months, days=-1)
    assert last is not None
    assert last.last is not None
    assert Period.between(Period.day(first), last).months == months


def test_days_are_counted_with_both_ends() -> None:
    assert [period(p).day_count for p in ("2024-05-01", "2024", "2020-W53", "FY2024", "P3D")] == [1, 366, 7, None, None]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("P12M", "P1Y", True),
        ("P4Q", "P1Y", True),
        ("PT48H", "P2D", True),
        ("P2W", "P14D", True),
        ("P1.50Y", "P18M", True),
        ("P52W", "P1Y", False),
        ("P90D", "P3M", True),  # a month is taken as 30 days where days are compared
        ("P1Y", "P2Y", False),
    ],
)
def test_durations_that_last_as_long(one: str, other: str, *, same: bool) -> None:
    assert period(one).same(period(other)) is same
    assert period(other).same(period(one)) is same


def test_a_duration_keeps_its_digits_and_its_seconds() -> None:
    length = Duration.parse("P1Y2DT1.50H")
    assert length is not None
    assert str(length) == "P1Y2DT1.50H"
    assert length.seconds == Fraction(367 * 24 * 3600 + 5400)
    assert length.months is None


# -------------------------------------------------------------------------------------------------------------- shift


@pytest.mark.parametrize(
    ("text", "by", "value"),
    [
        ("2024-02-29", {"years": -1}, "2023-02-28"),
        ("2023-02-28", {"years": 1}, "2024-02-29"),
        ("2024-01-30", {"months": 1}, "2024-02-29"),
        ("2024-05-10", {"weeks": -1}, "2024-05-03"),
        ("2024-01", {"months": -1}, "2023-12"),
        ("2024-Q1", {"quarters": -1}, "2023-Q4"),
        ("2024-Q1", {"months": 1}, "2024-02-01/2024-04-30"),
        ("2024-H1", {"months": 6}, "2024-H2"),
        ("2024", {"years": -1}, "2023"),
        ("2024", {"quarters": 1}, "2024-04-01/2025-03-31"),
        ("2024-W05", {"years": -1}, "2023-W05"),
        ("2020-W53", {"weeks": 1}, "2021-W01"),
        ("2020-W53", {"years": 1}, None),
        ("2020-W53", {"days": 1}, "2020-12-29/2021-01-04"),
        ("2021/2023", {"years": -1}, "2020/2022"),
        ("2021/..", {"years": -1}, "2020/.."),
        ("2021/..", {"months": 1}, None),
        ("2024-04-01/2025-03-31", {"years": -1}, "2023-04-01/2024-03-31"),
        ("2023-03-01/2024-02-29", {"years": -1}, "2022-03-01/2023-02-28"),
        ("2024-01/2024-09", {"weeks": 1}, "2024-01-08/2024-10-07"),
        ("FY2025-Q1", {"quarters": -1}, "FY2024-Q4"),
        ("FY2025-H1", {"months": 6}, "FY2025-H2"),
        ("FY2025", {"years": -1}, "FY2024"),
        ("FY2025", {"months": 1}, None),
        ("FY2023/FY2024", {"years": 1}, "FY2024/FY2025"),
        ("P2Y", {"years": 1}, None),
        ("9999-12-31", {"days": 1}, None),
        ("9999", {"years": 1}, None),
        ("0001-Q1", {"quarters": -1}, None),
    ],
)
def test_a_period_is_shifted_in_its_form(text: str, by: dict[str, int], value: str | None) -> None:
    found = period(text).shift(**by)
    assert (found and str(found)) == value


def test_a_fiscal_period_keeps_whole_months_when_shifted_and_drops_weeks() -> None:
    monthly = period("FY2025-Q3").covering(date(2025, 4, 1), date(2025, 6, 30)).shift(quarters=-1)
    weekly = period("FY2024-Q4").covering(date(2024, 6, 30), date(2024, 9, 28)).shift(years=-1)
    assert monthly is not None
    assert weekly is not None
    assert (str(monthly), spelt(monthly.days)) == ("FY2025-Q2", "2025-01-01 2025-03-31")
    assert (str(weekly), weekly.days) == ("FY2023-Q4", None)
    by_days = period("FY2024-Q4").covering(date(2024, 6, 30), date(2024, 9, 28)).shift(weeks=-52)
    assert by_days is not None
    assert str(by_days) == "2023-07-02/2023-09-30"


@given(parts | fiscals, st.integers(-40, 40))
def test_shifts_by_years_go_there_and_back(part: Period, years: int) -> None:
    there = part.shift(years=years)
    assert there is not None
    assert there.grain == part.grain
    assert there.shift(years=-years) == part


@given(covered | fiscals, st.integers(1, 40))
def test_what_is_shifted_by_its_own_length_lies_behind_it(part: Period, times: int) -> None:
    months = part.months if part.grain != "interval" else None
    assume(months is not None)
    assert months is not None
    behind = part.shift(months=months * times)
    assert behind is not None
    assert part.before(behind)
    assert behind.after(part)
    assert not part.overlaps(behind)


@given(covered, st.integers(-300, 300))
def test_shifts_by_days_keep_the_number_of_days(part: Period, days: int) -> None:
    moved = part.shift(days=days)
    assert moved is not None
    assert moved.day_count == part.day_count


# --------------------------------------------------------------------------------------------------------- comparison


@given(covered, covered)
def test_two_periods_with_days_stand_in_one_order(one: Period, other: Period) -> None:
    assert [one.before(other), one.after(other), one.overlaps(other)].count(True) == 1
    if one.contains(other):
        assert one.overlaps(other)
        assert not other.contains(one) or one.same(other)
    assert one.contains(one)
    assert one.same(other) is other.same(one)


@pytest.mark.parametrize(
    ("one", "relation", "other", "holds"),
    [
        ("FY2025", "contains", "FY2025-Q3", True),
        ("FY2025-H2", "contains", "FY2025-Q3", True),
        ("FY2025-H1", "contains", "FY2025-Q3", False),
        ("FY2025", "contains", "2025-Q3", False),  # not known
        ("FY2024-Q4", "before", "FY2025", True),
        ("FY2024", "before", "2030", False),  # not known
        ("2022-01-01/..", "contains", "2030", True),
        ("2022-01-01/..", "contains", "2021/..", False),
        ("../2022", "before", "2023", True),
        ("../2022", "overlaps", "2023", False),
        ("2022/..", "contains", "2022/..", True),
        ("P2Y", "overlaps", "2023", False),
        ("2024-06-30", "contains", "2024-06", False),
    ],
)
def test_relations(one: str, relation: str, other: str, *, holds: bool) -> None:
    assert getattr(period(one), relation)(period(other)) is holds


def test_parts_are_the_literals_that_calendar_takes() -> None:
    grains: tuple[Part, ...] = ("month", "quarter", "half", "year")
    assert [str(Period.calendar(grain, 2024)) for grain in grains] == ["2024-01", "2024-Q1", "2024-H1", "2024"]
