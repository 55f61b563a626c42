"""Calendar arithmetic."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from extractor import days
from extractor.period import Period


def test_quarters_and_months_run_over_the_year() -> None:
    assert days.quarter_days(2024, 0) == (date(2023, 10, 1), date(2023, 12, 31))
    assert days.month_days(2024, 13) == (date(2025, 1, 1), date(2025, 1, 31))


@given(st.dates(date(1900, 1, 31), date(2100, 1, 1)), st.integers(-60, 60))
def test_months_there_and_back(day: date, months: int) -> None:
    there = days.add_months(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert days.add_months(there, -months).month == day.month


@given(st.integers(1950, 2090), st.integers(1, 4))
def test_a_period_that_ends_with_its_quarter_is_that_quarter(year: int, quarter: int) -> None:
    first, last = days.quarter_days(year, quarter)
    assert days.ending_on(last, 3) == (first, last)
    assert str(Period.of(first, last)) == f"{year}-Q{quarter}"


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_the_nearest_weekday_is_that_weekday_on_that_side(day: date, weekday: int) -> None:
    before = days.weekday_near(day, weekday, side="on or before")
    after = days.weekday_near(day, weekday, side="after")
    assert before.weekday() == after.weekday() == weekday
    assert 0 <= (day - before).days < 7 < 7 + (after - day).days <= 14
