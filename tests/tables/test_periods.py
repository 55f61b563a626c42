"""What heads say of their time, and which days that means."""

from datetime import date

import pytest

from extractor.normalise.dates.fiscal import FiscalCalendar
from extractor.tables.calendar import calendar_of
from extractor.tables.periods import Stated, merged, read_period
from tests.tables.reading import read_page, table


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Three Months Ended March 29, 2020", {"months": 3, "end": date(2020, 3, 29)}),
        ("Inc/ (Dec)", {}),
        ("16 Weeks Ended August 31, 2025", {"weeks": 16, "end": date(2025, 8, 31)}),
        ("Thirteen weeks ended May 4, 2025", {"weeks": 13, "end": date(2025, 5, 4)}),
        ("Three (3) Months Ended", {"months": 3}),
        ("Quarter Ended 3/31/20", {"months": 3, "end": date(2020, 3, 31)}),
        ("Six months to 30 June 2025", {"months": 6, "end": date(2025, 6, 30)}),
        ("Three Months Ended March 2020", {"months": 3, "end": date(2020, 3, 31)}),
        ("Mar-20", {"end": date(2020, 3, 31)}),
        ("Year Ended December 31,", {"months": 12, "month": 12, "day": 31}),
        ("As of March 31, 2020", {"instant": True, "end": date(2020, 3, 31), "months": None}),
        ("Q2 FY26", {"part": "q", "number": 2, "year": 2026, "fiscal": True}),
        ("2020 Qtr 1", {"part": "q", "number": 1, "year": 2020}),
        ("1Q '20", {"part": "q", "number": 1, "year": 2020}),
        ("First Quarter", {"part": "q", "number": 1, "year": None}),
        ("H1 2025", {"part": "h", "number": 1, "year": 2025}),
        ("Fiscal 2025", {"part": "y", "year": 2025, "fiscal": True}),
        ("2025E", {"year": 2025, "expected": True}),
        ("4Q24A", {"part": "q", "number": 4, "year": 2024}),
        ("LTM 6/30/25", {"months": 12, "end": date(2025, 6, 30)}),
        ("30-Jun-25", {"end": date(2025, 6, 30)}),
        ("Three and nine months ended June 30, 2025", {"lengths": (9, 3)}),
    ],
)
def test_heads(words: str, says: dict[str, object]) -> None:
    stated = read_period(words)
    assert {name: getattr(stated, name) for name in says} == says


@pytest.mark.parametrize(
    "words", ["% Change", "Decrease", "Margin", "Y/Y", "GAAP", "Total", "may not be comparable", "3.5 million", ""]
)
def test_heads_without_a_time(words: str) -> None:
    assert not read_period(words).says_when


@pytest.mark.parametrize(
    ("above", "own", "end", "months"),
    [
        ("Three Months Ended June 30,", "2025", date(2025, 6, 30), 3),
        ("For the years ended December 31, 2025 and 2024", "2024", date(2024, 12, 31), 12),
        ("Three Months Ended", "June 30, 2025", date(2025, 6, 30), 3),
        ("2025", "September 30,", date(2025, 9, 30), None),
    ],
)
def test_heads_over_heads(above: str, own: str, end: date, months: int | None) -> None:
    both = merged(read_period(above), read_period(own))
    assert (both.end, both.months) == (end, months)


def days(words: str, *heads: str, fiscal: FiscalCalendar | None = None) -> str | None:
    value = calendar_of([read_period(head) for head in heads], [], fiscal).value(read_period(words))
    return value.value if value else None


THREE = "Three Months Ended July 27, 2025"
SIXTEEN = ("16 Weeks Ended August 31, 2025", "16 Weeks Ended September 1, 2024")
HALF = (THREE, "Q2 FY26", "Six Months Ended July 27, 2025", "As of April 27, 2025")


@pytest.mark.parametrize(
    ("words", "heads", "fiscal", "value"),
    [
        ("Three Months Ended March 31, 2025", (), None, "2025-Q1"),
        ("13 Weeks Ended May 11, 2025", (), None, "2025-02-10/2025-05-11"),
        ("As of March 31, 2025", (), None, "2025-03-31"),
        ("Q1 2025", (), None, "2025-Q1"),
        ("2024", (), None, "2024"),
        # a fiscal quarter ends where a stated one does, and begins where the one before ends
        ("Q2 FY26", (THREE, "Q2 FY26"), None, "2025-04-28/2025-07-27"),
        ("Q1 FY26", HALF, None, "2025-01-27/2025-04-27"),
        # and keeps its name where its last day is not stated
        ("Q4 FY25", (THREE, "Q2 FY26"), None, "FY2025-Q4"),
        ("Q1 FY25", (), FiscalCalendar(6), "2024-Q3"),
        # a length without a day is the latest one of that length
        ("16 Weeks", SIXTEEN, None, "2025-05-12/2025-08-31"),
        ("Nine Months 2025", (), None, "2025-01-01/2025-09-30"),
    ],
)  # fmt: skip
def test_days(words: str, heads: tuple[str, ...], fiscal: FiscalCalendar | None, value: str) -> None:
    assert days(words, *heads, fiscal=fiscal) == value


def test_what_is_not_stated_has_no_days() -> None:
    assert days("Three Months Ended") is None
    assert not Stated()


def test_trailing_twelve_months_end_with_the_quarter() -> None:
    page = "<p>Free cash flow (in millions)</p>" + table(
        "|Quarter Ended//2|TTM", "|Q2 2025|Q3 2025|Q3 2025", "Free cash flow|$ 310|$ 298|$ 1,204"
    )
    assert read_page(page).periods("Free cash flow") == ["2025-Q2", "2025-Q3", "2024-10-01/2025-09-30"]


def test_trailing_four_quarters_of_a_title_hold_for_all_columns() -> None:
    page = "<p>Free cash flow - trailing 4-quarters (in millions)</p>" + table(
        "|2024//2|2025//2", "|Q3|Q4|Q1|Q2", "Operating cash flow|$ 9,310|$ 9,298|$ 9,204|$ 9,400"
    )
    assert read_page(page).periods("Operating cash flow") == [
        "2023-10-01/2024-09-30", "2024", "2024-04-01/2025-03-31", "2024-07-01/2025-06-30",
    ]  # fmt: skip
