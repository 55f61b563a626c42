"""Finding dates: the rules' own examples, what is no date, offsets, and work that grows with the text."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.date_readings import (
    DateReading,
    Day,
    Days,
    Digits,
    Earlier,
    Ended,
    Length,
    Month,
    NamedYear,
    Nth,
    Part,
    Range,
    Shift,
    ShiftedUnit,
    Year,
)  # fmt: skip
from extractor.durations import Duration
from extractor.mentions import Mention
from extractor.recognise import dates
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan, scan
from extractor.recognise.vetoes import Veto
from extractor.spans import Span
from tests.building import document_of
from tests.growing import check_growth

MARKED = re.compile("⟦(.*?)⟧")


def find(text: str) -> list[Mention]:
    return dates.find(scan(document_of(text)))


def spans(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find(text)]


EXAMPLES = [(rule, example) for rule in dates.rules() for example in rule.examples]
COUNTER_EXAMPLES = [(rule, example) for rule in dates.rules() for example in rule.not_examples]


def test_the_rules_are_public_and_named_apart() -> None:
    assert dates.rules() == dates.RULES
    assert len({rule.name for rule in dates.RULES}) == len(dates.RULES)
    assert all(rule.says and rule.examples and rule.name.startswith("date.") for rule in dates.RULES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda v: v.name if isinstance(v, Rule) else v)
def test_examples_are_found(rule: Rule, example: str) -> None:
    text = MARKED.sub(r"\1", example)
    assert MARKED.findall(example)[0] in spans(text)


@pytest.mark.parametrize(("rule", "example"), COUNTER_EXAMPLES, ids=lambda v: v.name if isinstance(v, Rule) else v)
def test_counter_examples_are_not_found_by_their_rule(rule: Rule, example: str) -> None:
    assert [m for m in find(example) if m.rule == rule.name] == []


_JUNE_28, _JULY_2 = Day(False, month=6, day=28), Day(False, year=NamedYear(2024), month=7, day=2)
READINGS = [
    ("on ⟦4 October 2025⟧", Day(True, year=NamedYear(2025), month=10, day=4)),
    ("on ⟦October 4⟧", Day(False, month=10, day=4)),
    ("due ⟦31.10.2024⟧", Digits(31, 10, dotted=True, year=NamedYear(2024))),
    ("the fair on ⟦May 4 thru 9⟧", Days(9, False, month=5, day=4)),
    ("⟦early 2024⟧ was dry", Year(year=NamedYear(2024), edge="early")),
    ("at the ⟦end of June⟧", Month(month=6, edge="end")),
    ("in ⟦December of last year⟧", Month(year=NamedYear(shift=Shift(-1)), month=12)),
    ("in the ⟦third quarter of fiscal 2024/25⟧", Part("q", 3, year=NamedYear(2025, fiscal=True, first=2024))),
    ("the ⟦final half of the prior year⟧", Part("h", 2, year=NamedYear(shift=Shift(-1, spoken=True)))),
    ("the ⟦13 weeks ended May 4, 2024⟧", Ended("week", 13, year=NamedYear(2024), month=5, day=4)),
    ("the ⟦prior-year third quarter⟧", Earlier("year", "period", Part("q", 3))),
    ("since ⟦last December⟧", Month(month=12, shift=Shift(-1))),
    ("⟦yesterday⟧ at noon", ShiftedUnit("day", shift=Shift(-1, near=True))),
    ("over the ⟦past year⟧", Length(Duration(((Decimal(1), "Y"),)))),
    ("⟦two years and three months⟧ of it", Length(Duration(((Decimal(2), "Y"), (Decimal(3), "M"))), unit="month")),
    ("in the ⟦first two weeks of May⟧", Nth(1, days=14, month=5)),
    ("from ⟦June 28 to July 2, 2024⟧", Range(_JUNE_28, _JULY_2)),
]


@pytest.mark.parametrize(("text", "reading"), READINGS)
def test_readings_are_typed(text: str, reading: DateReading) -> None:
    assert [m.reading for m in find(MARKED.sub(r"\1", text))] == [reading]
    assert MARKED.findall(text) == spans(MARKED.sub(r"\1", text))


@pytest.mark.parametrize(
    "text",
    [
        "Hikers may march through the valley; they will sum up and mar nothing.",
        "The pianist June Ashdown and the baker April Finch met Theresa May.",
        "The Vision 2040 board and the Horizon 2035 team have an office.",
        "Ring 555-2019, ext. 2021, or write to Room 2010.",
        "Section 21E of the Securities Exchange Act of 1934 applies.",
        "It runs on Windows 2000 and a ThinkStation 2020.",
        "The farm keeps 2024 sheep and 1999 goats.",
        "They paid $2000 and €1999 for it.",
        "The shop is open Monday to Friday and shut on Sundays.",
        "They dine at Ruby Tuesday with Black Friday vouchers.",
        "At 10:30 a.m. the score was 21-19.",
        "A 45-year-old man and a girl aged 12 years were hurt.",
        "It is open seven days a week and costs 4 euros a month.",
        "The 2030 Agenda and the Class of 2025.",
        "The gas is H2 and the visa an H1-B.",
        "Sales are up year over year and day by day.",
        "Three-quarters of the delegates were in the first half-marathon.",
        "The 14th Five-Year Plan is long.",
        "Model 1999-X weighs 2000 kg and turns at 1950 rpm.",
        "About 2000 of them, more than 1950 in all.",
        "Every second counts, and every quarter-final too.",
        "Ratios of 10/31 and 3.12.4 are odd.",
        "The Christmas market and the Halloween Horror Night are loud.",
        "They prepare for Thanksgiving dinner and a Black Friday sale.",
        "Patients were seen at Week 12 and at week 24 of treatment.",
        "Two thirds of the plots lie on the 15th floor, and the shop is open 24/7.",
        "The clinic opens on the first Monday of each month.",
        "The lab follows the IHR (2005) and Smith et al. (2005).",
        "21st Century Cures is a law.",
        "A tour planned for a 19th-century mill.",
    ],
)
def test_no_date_is_found_where_none_is_stated(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Thursday, May 16, 2024, in the year 2021.", ["May 16, 2024", "2021"]),
        ("in June and July 2014", ["June", "July 2014"]),
        ("on 17 and 18 April", ["17", "18 April"]),
        ("on May 5, 6 and 7, 2025", ["May 5", "6", "7, 2025"]),
        ("in 2023, 2022 and 2021", ["2023", "2022", "2021"]),
        ("between 5 March and 9 April 2014", ["5 March and 9 April 2014"]),
        ("between August 3 and 9, 2024", ["August 3 and 9, 2024"]),
        ("from 2006 through 2011", ["2006 through 2011"]),
        ("from 1994 through June 2004", ["1994 through June 2004"]),
        ("Between Q3 2022 and Q1 2024", ["Q3 2022 and Q1 2024"]),
        ("In Q3 2022 and Q1 2024", ["Q3 2022", "Q1 2024"]),
        ("for the three and nine months ended June 30, 2025", ["three", "nine months ended June 30, 2025"]),
        ("in the fourth quarter and full-year 2024", ["fourth quarter", "full-year 2024"]),
        ("by the end of the third quarter", ["end of the third quarter"]),
        ("in early Q1 2026, since early May", ["Q1 2026", "early May"]),
        ("wait 2 to 3 years", ["2 to 3 years"]),
        ("in April-June, then Jan.-Mar. 2025", ["April-June", "Jan.-Mar. 2025"]),
        ("on November\u00a02, 2024 or Sept.\n30, 2025", ["November\u00a02, 2024", "Sept.\n30, 2025"]),
        (
            "in the first week of October, then on the last Sunday of March 2015",
            ["first week of October", "last Sunday of March 2015"],
        ),
        ("on September 17 or 18, 2025", ["September 17", "18, 2025"]),
        ("in week 52 of 2003, then in week 1", ["week 52 of 2003", "week 1"]),
        ("on Monday of next week, not the week after next", ["Monday of next week", "week after next"]),
        ("until New Year's Eve.", ["New Year's Eve"]),
        ("On Memorial Day, May 26, 2025", ["May 26, 2025"]),
        ("the 16th and 17th centuries", ["16th", "17th centuries"]),
        ("for 2 years, 3 months and 5 days", ["2 years, 3 months and 5 days"]),
        ("wait 10 years and 3 years", ["10 years", "3 years"]),
        ("in Q2, down from the 2023 period", ["Q2", "2023 period"]),
        ("it ended March with cash, below the April figure", ["March", "April"]),
        ("notes due 2031, and 2022's payout", ["2031", "2022"]),
        ("in 2017–March 2020", ["2017–March 2020"]),
        ("from 1 January-23 March 2005", ["1 January-23 March 2005"]),
        ("it ended in Alataw Pass Monday, they said", ["Monday"]),
        ("adjourned last Friday, 10 November", ["10 November"]),
        ("RESULTS FOR FISCAL 2025 FIRST QUARTER", ["FISCAL 2025 FIRST QUARTER"]),
        ("2024 was good, and the chain exits 2025 with more", ["2024", "2025"]),
        ("a plan for 2022 to 2025 takes up more", ["2022 to 2025"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_vetoed_stretch_holds_no_date() -> None:
    document = document_of("see 2024-05-01 and 2024-06-01")
    vetoed = Scan(document, (), (Veto(Span(4, 14), "identifier"),))
    assert [m.start for m in dates.find(vetoed)] == [19]


PIECES = [
    "May",
    "may 5",
    "2024",
    ", ",
    " and ",
    "first",
    " quarter",
    " ended ",
    "June 30",
    "\n",
    "-",
    "Q3",
    "FY25",
    "three",
    " months",
    "last ",
    "year",
    " of ",
    "'24",
    "İ",
    "the ",
    "Friday",
    " to ",
    "10/31/2024",
    "fiscal ",
    "(",
    ")",
    "ago",
    "90s",
    "Christmas",
    " week ",
    "12",
    " month",
    "century",
    " 3rd",
    "ﬁ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_mentions_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    found = find(text)
    ends = [0, *(m.end for m in found)]
    assert all(end <= m.start < m.end <= len(text) for end, m in zip(ends, found, strict=False))
    assert all(text[m.start : m.end].strip() == text[m.start : m.end] for m in found)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "2024 ",
        "5, ",
        "first ",
        "fiscal ",
        "Q1 and ",
        "May 5 to ",
        "between ",
        "last two ",
        "12/",
        "12 months ended June 30, ",
        "week 12 (",
        "the last ",
        "Christmas Day ",
        "2 years 3 months ",
        "on the 5th, ",
        "twenty ",
    ],
)
def test_work_grows_with_the_text_not_with_its_square(piece: str) -> None:
    check_growth(lambda size: scan(document_of(piece * (size // len(piece)))), dates.find, size=5_000)
