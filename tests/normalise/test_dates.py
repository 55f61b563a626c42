"""Reading dates: the value of each phrase in its release, roles, the day of publication, and calendar arithmetic."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import date_readings
from extractor.date_readings import DateReading, Range
from extractor.documents import Document, Release, Section
from extractor.mentions import Mention
from extractor.normalise.dates import reading
from extractor.normalise.dates.reading import guessed_order, published_date, read_all
from extractor.recognise import dates
from extractor.recognise.scan import scan
from extractor.segment import segment
from extractor.values import DateValue
from extractor.words.holidays import holiday_day, holidays
from tests.building import document_of


def read(text: str, published: str | None) -> list[tuple[str, DateValue]]:
    day = date.fromisoformat(published) if published else None
    document = document_of(text, day)
    mentions = dates.find(scan(document))
    return [(text[m.start : m.end], v) for m, v in zip(mentions, read_all(mentions, document, day), strict=True)]


def values(text: str, published: str | None = "2024-10-20") -> dict[str, str | None]:
    return {span: value.value for span, value in read(text, published)}


# One row: the day of publication, the text, and the value of each phrase.
ABSOLUTE = [
    (
        "on May 27, 2022, 27 May 2021, 2020-05-27 and 27.05.2019",
        ["2022-05-27", "2021-05-27", "2020-05-27", "2019-05-27"],
    ),
    ("on Feb.8, 2025 and the 26th of August 2023", ["2025-02-08", "2023-08-26"]),
    ("in Sept. 2024, Feb 2013 and Oct-24", ["2024-09", "2013-02", "2024-10"]),
    ("the 2012–13 drought and the plan (2021-2025)", ["2012/2013", "2021/2025"]),
    ("a member in 1961-75, 1997-2001 and 2004-11", ["1961/1975", "1997/2001", "2004/2011"]),
    ("at its meeting on 19/20 May 2021", ["2021-05-19/2021-05-20"]),
    ("from approximately December 2000 until approximately April 2007", ["2000-12/2007-04"]),
    ("between the second quarter of 2023 and 2024", ["2023-Q2/2024-Q2"]),
    ("Anna (*1969, Italian)", ["1969"]),
    # without a day of publication the latest quarter that is over is the one reported
    (
        "the first quarter ended March 31, 2023, and first quarter 2022; first quarter sales",
        ["2023-Q1", "2022-Q1", "2023-Q1"],
    ),
    ("the 1990s and the '80s", ["1990/1999", "1980/1989"]),
    ("from June 28 to July 2, 2024", ["2024-06-28/2024-07-02"]),
    ("from December 28 to January 3, 2025", ["2024-12-28/2025-01-03"]),
    ("Nov. 18-22, 2022; 18-19 November 2024", ["2022-11-18/2022-11-22", "2024-11-18/2024-11-19"]),
    ("from January to March 2025", ["2025-01/2025-03"]),
    ("between late 2021 and early 2023", ["2021/2023"]),
    ("From: 1 Feb 2023 To: 17 Mar 2023", ["2023-02-01/2023-03-17"]),
    # the quarter that is reported, though that of the year before ended in another month
    (
        "Q3 FY 21 results. Q3 sales rose. The 13-week period ended October 31, 2020 is compared with the 13-week "
        "period ended November 2, 2019.",
        ["FY2021-Q3", "2020-08-02/2020-10-31", "2020-08-02/2020-10-31", "2019-08-04/2019-11-02"],
    ),
    ("from November 2023 to February 2024", ["2023-11/2024-02"]),
    ("in Q3 2024, 3Q23, 2022Q04, 2021-Q1 and Q2'20", ["2024-Q3", "2023-Q3", "2022-Q4", "2021-Q1", "2020-Q2"]),
    ("in H1 2024, 1H23 and the second half of 2022", ["2024-H1", "2023-H1", "2022-H2"]),
    ("in FY25, fiscal 2024, FY2022/23 and Q4 FY21", ["FY2025", "FY2024", "FY2023", "FY2021-Q4"]),
    ("the fourth quarter of its 2021 fiscal year", ["FY2021-Q4"]),
    (
        "the first nine months of 2023, 9M22 and Nine-Month 2021",
        ["2023-01-01/2023-09-30", "2022-01-01/2022-09-30", "2021-01-01/2021-09-30"],
    ),
    ("the last three months of 2023", ["2023-Q4"]),
    ("at year-end 2022, at the end of June 2023, by end-2025", ["2022-12-31", "2023-06-30", "2025-12-31"]),
    ("the year to 30 June 2024", ["2023-07-01/2024-06-30"]),
    ("the year ended December 31, 2023", ["2023"]),
    ("the 39 weeks ended October 28, 2023", ["2023-01-29/2023-10-28"]),
    ("five weeks to 31 December 2022", ["2022-11-27/2022-12-31"]),
    ("nine months ended September 30, 2024", ["2024-01-01/2024-09-30"]),
    ("the trailing twelve months ended March 31, 2024", ["2023-04-01/2024-03-31"]),
    ("three months ended September 30, 2024 and 2023", ["2024-Q3", "2023-Q3"]),
    ("the first nine months of 2023 and 2022", ["2023-01-01/2023-09-30", "2022-01-01/2022-09-30"]),
    ("the third quarter of 2024 and 2023", ["2024-Q3", "2023-Q3"]),
    ("a five-year deal, 96 months, two quarters, a decade-long feud", ["P5Y", "P96M", "P6M", "P10Y"]),
    ("90 days, eight weeks, 24 hours, 1.5 years", ["P90D", "P8W", "PT24H", "P1.5Y"]),
    ("two consecutive years, the last 21 years, three-and-a-half years", ["P2Y", "P21Y", "P3.5Y"]),
    ("2 to 3 years", ["P2Y/P3Y"]),
    ("in week 2013-W06", ["2013-W06"]),
    ("in week 7 of 2024", ["2024-W07"]),
    ("the first week of October 2005, the last two weeks of 2023", ["2005-10-01/2005-10-07", "2023-12-18/2023-12-31"]),
    ("on the last Sunday of March 2015, the third Tuesday of May 2024", ["2015-03-29", "2024-05-21"]),
    ("in the second half of June 2024, the last day of October 2015", ["2024-06-16/2024-06-30", "2015-10-31"]),
    ("on Christmas Day 2024, Easter Monday 2025, Thanksgiving 2023", ["2024-12-25", "2025-04-21", "2023-11-23"]),
    ("the 21st century, the late nineteenth century", ["2001/2100", "1801/1900"]),
    ("the nineties, the 1800s, in nineteen eighty-nine", ["1990/1999", "1800/1899", "1989"]),
    ("two and a half years, 2 years and 3 months or 2 days and 5 hours", ["P2.5Y", "P2Y3M", "P2DT5H"]),
    ("half a century, a quarter century, 18 to 24 months", ["P50Y", "P25Y", "P18M/P24M"]),
    ("in CY2024 and calendar Q1 2024", ["2024", "2024-Q1"]),
    ("the year to 1 March 2025", ["2024-03-02/2025-03-01"]),
    ("on September 17 or 18, 2025", ["2025-09-17", "2025-09-18"]),
    ("March 2025 quarter, the week of January 9, 2023", ["2025-Q1", "2023-01-09/2023-01-15"]),
]

RELATIVE = [
    ("2005-11-01", "He had asked them to prolong it till Dec. 15.", {"Dec. 15": "2005-12-15"}),
    ("2006-01-05", "The road was closed until Dec. 15.", {"Dec. 15": "2005-12-15"}),
    # last days of one list
    (
        "2025-03-10",
        "for the years ended December 31, 2024 and December 31, 2023",
        {"years ended December 31, 2024": "2024", "December 31, 2023": "2023"},
    ),
    (
        "2025-08-10",
        "for the three months ended June 30, 2025, March 31, 2025 and June 30, 2024",
        {"three months ended June 30, 2025": "2025-Q2", "March 31, 2025": "2025-Q1", "June 30, 2024": "2024-Q2"},
    ),
    (
        "2025-03-10",
        "in the year ended December 31, 2024 compared with December 31, 2023",
        {"year ended December 31, 2024": "2024", "December 31, 2023": "2023"},
    ),
    (
        "2025-03-10",
        "Sales in the year ended December 31, 2024. On December 31, 2023, it held $4 million.",
        {"December 31, 2023": "2023-12-31"},
    ),
    ("2025-03-10", "the year ended December 31, 2024 and May 31, 2025", {"May 31, 2025": "2025-05-31"}),
    # parts of the year that is spoken of
    (
        "2025-07-29",
        "It reported the second quarter ended June 30, 2025. We look to the second half of the year with care.",
        {"second half of the year": "2025-H2"},
    ),
    (
        "2025-02-20",
        "It reported the year ended December 31, 2024. Prices fell in the second half of the year.",
        {"second half of the year": "2024-H2"},
    ),
    (
        "2025-07-29",
        "It reported the second quarter ended June 30, 2025. Given our first-half results, we now expect more.",
        {"first-half": "2025-H1"},
    ),
    (
        "2023-08-29",
        "The second quarter ended July 29, 2023 (Q2 FY24). As it relates to the third quarter, we expect less.",
        {"third quarter": "FY2024-Q3"},
    ),
    (
        "2025-02-20",
        "a tax benefit during the third quarter and year ended December 31, 2024",
        {"third quarter": "2024-Q3", "year ended December 31, 2024": "2024"},
    ),
    ("2025-08-15", "It is expected to meet the goal of 15 installed units by year end.", {"year end": "2025-12-31"}),
    ("2025-02-20", "It had installed 15 units by year end.", {"year end": "2024-12-31"}),
    (
        "2025-02-20",
        "It reported the year ended December 31, 2024. A current-year gain added $5 million.",
        {"current-year": "2024"},
    ),
    ("2024-05-02", "for last year's third fiscal quarter", {"last year's third fiscal quarter": "2023-Q3"}),
    ("2024-05-02", "from the prior-year second fiscal quarter", {"prior-year second fiscal quarter": "2023-Q2"}),
    ("2024-05-02", "since the prior-year first quarter", {"prior-year first quarter": "2023-Q1"}),
    ("2024-02-02", "since last year's fourth quarter", {"last year's fourth quarter": "2022-Q4"}),
    ("2024-05-02", "last fiscal year's second fiscal half", {"last fiscal year's second fiscal half": "2023-H2"}),
    ("2024-05-02", "over the past half", {"past half": "P6M"}),
    ("2024-05-02", "on 2014-W53", {"2014-W53": None}),
    (
        "2024-05-30",
        "Orders soared in the first quarter.\n\nThe firm shipped more.\n\nIn Q1 2023 it earned $2 million.",
        {"first quarter": "2024-Q1", "Q1 2023": "2023-Q1"},
    ),
    (
        "2024-04-16",
        "Results of the first quarter 2024\n\nThe First Quarter loss is due to currencies.",
        {"First Quarter": "2024-Q1"},
    ),
    (
        "2025-10-29",
        "Delays in the third quarter cannot be made up for in the fourth quarter.",
        {"third quarter": "2025-Q3", "fourth quarter": "2025-Q4"},
    ),
    (
        "2024-04-28",
        "Profit was $4 million for the quarter ended March 31, 2024. Fees were $1 million for the current quarter.",
        {"current quarter": "2024-Q1"},
    ),
    ("2024-05-02", "Sales this quarter were $5 million.", {"this quarter": "2024-Q2"}),
    (
        "2025-04-23",
        "In the first quarter of 2025 sales rose. We keep our full-year expectations for growth.",
        {"full-year": "2025"},
    ),
    ("2024-02-27", "Full-year sales were $3 billion.", {"Full-year": "2023"}),
    (
        "2025-10-24",
        "Profit was $4 million in the third quarter of 2025. Costs rose 4% in the 2025 year-to-date period.",
        {"2025 year-to-date": "2025-01-01/2025-09-30"},
    ),
    (
        "2014-10-03",
        "Nights rose 2% in August 2014. Rain in August could explain it.",
        {"August": "2014-08"},
    ),
    (
        "2024-09-23",
        "Sales of the fiscal year ended June 30, 2024 were $2 million. Margins rose to 49% in 2024 from 29% in 2023.",
        {"2024": "FY2024", "2023": "FY2023"},
    ),
    (
        "2004-04-22",
        "The share fell from 42% in 2002 to 35% in 2003.\n\nReports fell 8% from the previous year.",
        {"previous year": "2002"},
    ),
    (
        "2023-11-07",
        "Growth was stronger than expected over the first half of the year.",
        {"first half of the year": "2023-H1"},
    ),
    (
        "2024-11-14",
        "Traffic was 3 million last month, after 2 million in the previous month.",
        {"last month": "2024-10", "previous month": "2024-09"},
    ),
    (
        "2024-05-14",
        "Profit rose to $4 million in the first quarter from the prior-year period.",
        {"first quarter": "2024-Q1", "prior-year period": "2023-Q1"},
    ),
    (
        "2024-02-13",
        "Fourth-quarter sales were $31 million, down from $33 million a year earlier.",
        {"Fourth-quarter": "2023-Q4", "year earlier": "2022-Q4"},
    ),
    ("2024-08-01", "For the third quarter the firm expects sales of $4 million.", {"third quarter": "2024-Q3"}),
    (
        "2024-07-31",
        "Sales fell 6% in the first half; for the second half the firm expects a gain.",
        {"first half": "2024-H1", "second half": "2024-H2"},
    ),
    (
        "2025-01-14",
        "It was cleared in December, and shipping will start in March.",
        {"December": "2024-12", "March": "2025-03"},
    ),
    ("2023-12-19", "Forms must be in by 31 January, the office said.", {"31 January": "2024-01-31"}),
    (
        "2024-06-12",
        "The agency said on Wednesday that it had met last Tuesday.",
        {"Wednesday": "2024-06-12", "last Tuesday": "2024-06-11"},
    ),
    ("2026-01-20", "Ticket holders will see Saturday's final.", {"Saturday": "2026-01-24"}),
    (
        "2022-05-26",
        "They sold 2,870 flats in April, and 3,960 in the same month of 2021.",
        {"April": "2022-04", "same month of 2021": "2021-04"},
    ),
    (
        "2024-10-08",
        "Bookings were $4 in the second quarter of fiscal 2025 and $5 in the previous quarter.",
        {"second quarter of fiscal 2025": "FY2025-Q2", "previous quarter": "FY2025-Q1"},
    ),
    (
        "2025-01-30",
        "Fourth-quarter and full-year 2024 results; forecasting first-quarter 2025 revenue. Our Q1 outlook is good.",
        {"Fourth-quarter": "2024-Q4", "full-year 2024": "2024", "Q1": "2025-Q1"},
    ),
    (
        "2024-10-01",
        "Results for fiscal 2025. For its first quarter ended August 31, 2024, sales fell; the first quarter was weak.",
        {"first quarter ended August 31, 2024": "FY2025-Q1", "first quarter": "FY2025-Q1"},
    ),
    (
        "2024-12-05",
        "For the third quarter of fiscal 2024, ended November 2, 2024, sales rose. The year-ago quarter was weak.",
        {"year-ago quarter": "FY2023-Q3"},
    ),
    (
        "2022-10-31",
        "Sales in its fiscal first quarter ended October 31, 2022 rose.",
        {"fiscal first quarter ended October 31, 2022": "FY2023-Q1"},
    ),
    (
        "2024-08-08",
        "For the second quarter of fiscal 2024 (“Q2 2024”) ended June 30, 2024, sales rose; Q2 2023 was weak.",
        {"Q2 2024": "2024-Q2", "Q2 2023": "2023-Q2"},
    ),
    (
        "2025-05-28",
        "In the first quarter of fiscal 2026 ended April 27, 2025, sales rose; first quarter margins would have risen.",
        {"first quarter": "FY2026-Q1"},
    ),
    (
        "2025-01-23",
        "The group expects to report fourth quarter revenue of $5 million on January 28.",
        {"fourth quarter": "2024-Q4"},
    ),
    (
        "2024-10-31",
        "In the fiscal 2024 fourth quarter ended September 28, 2024, sales rose; it was a good September quarter.",
        {"September quarter": "FY2024-Q4"},
    ),
    (
        "2024-02-21",
        "In the fourth quarter of fiscal 2024 sales rose; they rose 5% in the fiscal year. Fiscal year revenue rose.",
        {"fiscal year": "FY2024", "Fiscal year": "FY2024"},
    ),
    (
        "2025-08-14",
        "An update on FY26 Q1: during 1Q26 the firm sold more than in 1Q24.",
        {"1Q26": "FY2026-Q1", "1Q24": "FY2024-Q1"},
    ),
    (
        "2024-02-27",
        "It had 642 workers in the year ended December 31 and expects no change.",
        {"year ended December 31": "2023"},
    ),
    (
        "2024-04-18",
        "Branches will have them by the end of the third quarter.",
        {"end of the third quarter": "2024-09-30"},
    ),
    ("2023-06-13", "It made 2 TWh in 2022, less than in the previous year.", {"previous year": "2021"}),
    (
        "2024-10-20",
        "Exports rose in the first three quarters, and in the January-September period.",
        {"first three quarters": "2024-01-01/2024-09-30", "January-September": "2024-01/2024-09"},
    ),
    (
        "2024-10-20",
        "It opened two weeks ago, closes tomorrow, and reopens next year.",
        {"two weeks ago": "P2W", "tomorrow": "2024-10-21", "next year": "2025"},
    ),
    ("2024-10-20", "It is due in the first quarter of next year.", {"first quarter of next year": "2025-Q1"}),
    (
        "2025-05-01",
        "Cash flow for the trailing twelve months rose in the first quarter ended March 31, 2025.",
        {"trailing twelve months": "2024-04-01/2025-03-31"},
    ),
    (  # the quarter that is reported ended the fiscal year
        "2024-11-14",
        "Larch reports fourth quarter and full year results for fiscal 2024. Sales for the quarter and full year ended "
        "September 28, 2024 rose 3% for the year, to $9 million from $8 million in the prior year.",
        {"full year": "FY2024"},
    ),
    (
        "2025-11-13",
        "For the nine months ended Sept. 30, 2025, with nine-month revenue of $20 million.",
        {"nine-month": "2025-01-01/2025-09-30"},
    ),
    (
        "2016-11-07",
        "The case began in 1702. On 12 October 1702 they sailed, and on 3 November they landed.",
        {"3 November": "1702-11-03"},
    ),
    (
        "2004-01-13",
        "Activity fell in week 1 (28 December 2003 to 3 January 2004), as it had since week 52 of 2003 and week 51.",
        {
            "week 1": "2003-12-28/2004-01-03",
            "week 52 of 2003": "2003-12-21/2003-12-27",
            "week 51": "2003-12-14/2003-12-20",
        },
    ),
    ("2005-11-22", "A vote on Thursday is likely to help.", {"Thursday": "2005-11-24"}),
    ("2024-10-24", "Sales in Q3 2024 fell, compared to the 2023 period.", {"2023 period": "2023-Q3"}),
    ("2024-10-24", "No quarter is named in the 2023 period.", {"2023 period": "2023"}),
    (
        "2025-08-01",
        "Six-month revenue grew. For the six months ended June 30, 2025, and the six months ended June 30, 2024.",
        {"Six-month": "2025-H1"},
    ),
    (
        "2025-08-01",
        "Second quarterly results for the period ended June 30, 2025.",
        {"period ended June 30, 2025": "2025-Q2"},
    ),
    (
        "2025-08-01",
        "Annual results for the period ended June 30, 2025.",
        {"period ended June 30, 2025": "2024-07-01/2025-06-30"},
    ),
    ("2025-08-01", "It reports for the period ended June 30, 2025.", {"period ended June 30, 2025": "2025-06-30"}),
    (
        "2016-11-07",
        "It met the day before yesterday, last Sunday and the week before last; it meets next Sunday and this Friday.",
        {
            "day before yesterday": "2016-11-05",
            "last Sunday": "2016-11-06",
            "week before last": "2016-W43",
            "next Sunday": "2016-11-20",
            "this Friday": "2016-11-11",
        },
    ),
    (
        "2016-11-07",
        "On Friday this week, Monday of next week or Friday after next, or from the 4th to the 22nd of next month.",
        {
            "Friday this week": "2016-11-11",
            "Monday of next week": "2016-11-14",
            "Friday after next": "2016-11-18",
            "4th to the 22nd of next month": "2016-12-04/2016-12-22",
        },
    ),
    (
        "2013-02-12",
        "Entries must be in by Friday, or at noon on the 15th.",
        {"Friday": "2013-02-15", "15th": "2013-02-15"},
    ),
    (
        "2013-02-12",
        "It will open on 4/22, and it closed on Christmas Eve.",
        {"4/22": "2013-04-22", "Christmas Eve": "2012-12-24"},
    ),
    (
        "2013-02-12",
        "It will open on Wednesday the 13th. It was shown over Labor Day weekend and this past weekend.",
        {"13th": "2013-02-13", "Labor Day weekend": "2012-09-01/2012-09-03", "past weekend": "2013-02-09/2013-02-10"},
    ),
    (
        "2013-02-12",
        "It will be done by the end of the decade; in 2008/09 and on Feb. 12, '11 it was not, "
        "nor by the end of the week.",
        {
            "end of the decade": "2019-12-31",
            "2008/09": "2008/2009",
            "Feb. 12, '11": "2011-02-12",
            "end of the week": "2013-02-17",
        },
    ),
    (
        "2013-02-12",
        "It will open on the Monday after Easter, run the week before Labor Day 2014. "
        "It will end two days after Halloween.",
        {
            "Monday after Easter": "2013-04-01",
            "week before Labor Day 2014": "2014-08-25/2014-08-31",
            "two days after Halloween": "2013-11-02",
        },
    ),
    ("2013-02-12", "It will close on Friday, the 13th.", {"13th": "2013-09-13"}),
    (
        "2013-02-12",
        "It ran until March 5, 2012 and then the following Friday; 4th qtr 2011 and last yr were good.",
        {"following Friday": "2012-03-09", "4th qtr 2011": "2011-Q4", "last yr": "2012"},
    ),
    ("2025-07-25", "It carried 61 in April-June 2025 (Q1 FY26), 57 in Q1 FY25.", {"Q1 FY25": "FY2025-Q1"}),
    ("2024-01-20", "It is above the level of December 2022, it reported for December.", {"December": "2023-12"}),
    ("2024-06-20", "It joined in May 2009 and becomes its chief on 1st October.", {"1st October": "2024-10-01"}),
    ("2024-06-20", "It set a tariff of $9.85 per hour from August.", {"August": "2024-08"}),
    ("2024-06-20", "It took 41 in the previous 12 months.", {"previous 12 months": "P12M"}),
    ("2024-10-20", "Fiscal years 2023 and 2024 were good.", {"Fiscal years 2023": "FY2023", "2024": "FY2024"}),
    # quarters and ends ahead, and forward verbs of another clause
    (
        "2024-09-09",
        "It awaits chips by the end of Q3, after which it plans to ramp up work by year-end.",
        {"end of Q3": "2024-09-30", "year-end": "2024-12-31"},
    ),
    ("2024-09-09", "It ran at 100% at the start of Q3.", {"start of Q3": "2024-07-01"}),
    ("2024-10-20", "By the end of Q3 the firm had opened 5 shops.", {"end of Q3": "2024-09-30"}),
    ("2024-11-06", "It was slow, with Q4 orders expected to rise 65% from Q3.", {"Q4": "2024-Q4", "Q3": "2024-Q3"}),
    ("2024-10-08", "Larch Posts $3.6M Q2 Earnings, Tops $1bn, Will Show Kites", {"Q2": "2024-Q2"}),
    ("2024-10-08", "In Q4 this year, the firm expects sales of $5 million.", {"Q4 this year": "2024-Q4"}),
    ("2024-05-08", "Results for the fiscal year and fourth quarter ended December 31, 2023.", {"fiscal year": "2023"}),
    # results of a year in the release of a quarter
    (
        "2023-04-25",
        "Results for the first quarter ended March 31, 2023. Results for 2023 included a fee, results for 2022 included"
        " a gain. In 2022 it grew.",
        {"2023": "2023-Q1", "2022": "2022"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_what_says_its_year_is_read_without_a_publication(text: str, expected: list[str]) -> None:
    assert [v.value for _, v in read(text, None)] == expected


@pytest.mark.parametrize(("published", "text", "expected"), RELATIVE)
def test_what_is_implied_is_read_from_the_release(published: str, text: str, expected: dict[str, str]) -> None:
    found = values(text, published)
    assert {span: found.get(span, "not found") for span in expected} == expected


def test_fiscal_periods_have_their_days_where_the_year_end_is_known() -> None:
    found = dict(
        read(
            "In fiscal 2022, which ended on June 30, it grew; the third quarter of fiscal 2022 was best.", "2022-08-25"
        )
    )
    assert (found["fiscal 2022"].first, found["fiscal 2022"].last) == (date(2021, 7, 1), date(2022, 6, 30))
    third = found["third quarter of fiscal 2022"]
    assert (third.value, third.first, third.last) == ("FY2022-Q3", date(2022, 1, 1), date(2022, 3, 31))


def test_fiscal_periods_have_no_days_where_the_year_end_is_unknown() -> None:
    found = dict(read("In fiscal 2022 it grew.", "2022-08-25"))
    assert (found["fiscal 2022"].value, found["fiscal 2022"].first) == ("FY2022", None)


def test_a_retailer_names_its_year_by_the_january_after() -> None:
    text = (
        "For fiscal 2023, sales rose. In the fourth quarter ended February 3, 2024 they fell. Fiscal 2023 had 53 weeks."
    )
    assert values(text, "2024-03-05")["fourth quarter ended February 3, 2024"] == "FY2023-Q4"


@pytest.mark.parametrize(
    ("text", "span", "shifted"),
    [
        ("In the second quarter it rose from a year earlier.", "year earlier", True),
        ("In the second quarter it rose from the same period last year.", "same period last year", True),
        ("Sales rose last month.", "last month", True),
        ("Sales rose this year.", "this year", False),
        ("In Q2 2024 sales rose.", "Q2 2024", False),
    ],
)
def test_shifted_periods_are_marked(text: str, span: str, shifted: bool) -> None:
    assert dict(read(text, "2024-08-20"))[span].shifted is shifted


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("OSLO, 20 October 2024 – The firm grew.", "published"),
        ("The firm was founded in 1921.", "event"),
        ("Net debt was €4 million as of 30 September 2024.", "period"),
        ("A dividend is payable on 25 October 2024.", "event"),
        ("It will run on renewable power by 2030.", "deadline"),
        ("It must close no later than June 30, 2025.", "deadline"),
        ("Sales rose 4% in 2023.", "period"),
        ("Sales rose 4% between 2021 and 2023.", "period"),
        ("The fair will be held from 3 to 5 November 2024.", "event"),
        ("The lease has 90 days of notice.", None),
        ("Sales grew over two years.", "period"),
        ("The awards will be vesting and settling in 2027.", "event"),
        ("The mill was sold for DM 84 million in 1996.", "event"),
        ("He joined the guerrillas in 2003.", "event"),
        ("They closed the fourth quarter with net debt of $4 million.", "period"),
        ("Net asset value was 212p (31 March 2024: 204p).", "period"),
        ("Bids are due by noon on June 30, 2025.", "deadline"),
        ("The team meets on your preferred date (September 17, 2025) in Rome.", "event"),
        ("Housing starts: 2023Q04 14,870 dwellings", "period"),
        ("Larch announced third-quarter 2024 results.", "period"),
        ("Larch, which was founded in the third quarter of 2024, sells kites.", "event"),
        ("From 1 January through 23 May 2018, there were 995 reported cases.", "period"),
        ("Those who acquired shares between May 4, 2022, and October 30, 2023, may join.", "period"),
        ("From 14 to 15 March 2018, Norway took part in the talks.", "event"),
        ("The fair was held from 14 March to 30 April 2018 in Basel.", "event"),
        ("Visitors during the period of 5 to 19 April have been warned.", "period"),
        ("From about May 2003 until approximately April 2007, they sold fakes.", "period"),
        ("In March 2024, the company launched a fund of $5 million.", "event"),
        ("In March 2024, exports rose 5%.", "period"),
        ("In September 2023, Larch received federal approval for 5 kites.", "event"),
        ("In 2020, as head of kites, she transitioned to work abroad.", "event"),
        ("It was invented in the 1970s.", "event"),
        ("The mill became fully operational in H2 2023.", "event"),
        ("Cash on hand on March 31, 2024, was $3.2 million.", "period"),
        ("The value of assets was CHF 5.8 billion on 31 December 2023.", "period"),
        ("A decision is anticipated before year-end.", "event"),
        ("His contract was extended until 2030.", "event"),
        ("He is to take over as of 1 December 2024.", "event"),
        ("A launch is planned for early 2026.", "event"),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    assert [v.role for _, v in read(text, "2024-10-20")] == [role]


def found_in(
    text: str, *, given_day: date | None = None, sections: tuple[Section, ...] = ()
) -> tuple[date | None, str | None]:
    document = document_of(text, given_day)
    if sections:
        document = Document(Release(text, "test", None, given_day), sections, document.sentences)
    return published_date(document, dates.find(scan(document)))


def test_the_callers_day_overrides_the_text() -> None:
    assert found_in("OSLO, 15 May 2024 – It grew.", given_day=date(2024, 5, 16)) == (date(2024, 5, 16), "argument")


@pytest.mark.parametrize(
    "text",
    [
        "OSLO, 15 May 2024: It grew.",
        "SEATTLE--(BUSINESS WIRE)--May 15, 2024--The firm grew.",
        "HANOI - 15 May 2024 - It grew.",
        "FOR IMMEDIATE RELEASE: 15 May 2024\nIt grew.",
        "A headline\n\nHouston (May 15, 2024) – The firm grew.",
        "15 May 2024\nIt grew in 2023.",
    ],
)
def test_the_day_of_publication_is_read_from_the_dateline(text: str) -> None:
    assert found_in(text) == (date(2024, 5, 15), "dateline")


def test_the_day_of_publication_is_read_from_a_header_section() -> None:
    text = "Published 15 May 2024 by us\nThe firm grew."
    assert found_in(text, sections=(Section("header", 0, 27), Section("body", 28, 42))) == (date(2024, 5, 15), "header")


@pytest.mark.parametrize(
    "text",
    [
        "Larch Corp. Results\n\nTurnover was $40 million.\n\nMay 15, 2024\tDecember 31, 2023\nCash\t$5\t$4",
        "Larch Corp. Results\n\nTurnover was $40 million.\n\n        May 15, 2024   May 15, 2023\nCash    $5      $4",
        "Larch Corp. Results\n\nMay 15, 2024\nCash\t$5",
        "Larch Corp. Results\n\nTurnover rose.\n\nBalance sheet\nMay 15, 2024\n(in millions)\nCash\t$5",
        "Larch to Host Call\n\nDate: May 15, 2024\nTime: 8:30 a.m. ET",
        "Larch grows\n\nIt grew by 5%.\n\nLast updated May 15, 2024",
        "Larch grows\n\nIt grew by 5%.\n\n© Larch, May 15, 2024",
        "Larch to Report Results on May 15, 2024\n\nLarch will report its results soon.",
        "Larch Annual Meeting, May 15, 2024\n\nLarch will hold its meeting soon.",
        "Larch Declares Dividend\n\nRecord date: May 15, 2024\n\nLarch grew by 5%.",
        "Larch Reports Results\nQuarter ended May 15, 2024\n\nIt grew by 5%.",
        "Larch Reports Results\nAs of May 15, 2024\n\nIt grew by 5%.",
        "Larch grows\n\nMay 15, 2024\nCash  2,023 in all\nDebt  4",
    ],
)
def test_a_day_of_something_else_is_no_day_of_publication(text: str) -> None:
    document = segment(Release(text, "test"))
    found = list(dates.find(scan(document)))
    assert published_date(document, found) == (None, None)
    assert "published" not in [value.role for value in read_all(found, document, None)]


def test_what_stands_beside_the_text_counts_where_the_text_says_nothing() -> None:
    day = date(2024, 5, 16)
    silent, dated = "It grew in May.", "OSLO, 15 May 2024: It grew."
    for text, expected in [(silent, (day, "page")), (dated, (date(2024, 5, 15), "dateline"))]:
        document = document_of(text, None)
        stated = replace(document, release=Release(text, "test", stated=day, stated_by="page"))
        assert published_date(stated, dates.find(scan(stated))) == expected


def test_a_day_in_the_body_is_no_day_of_publication() -> None:
    assert found_in("The board met in the old hall on 15 May 2024 and the firm grew.") == (None, None)


@pytest.mark.parametrize(
    ("text", "value", "guessed"),
    [
        ("due 03/04/2024", "2024-03-04", 1),
        ("due 03/04/2024, billed 25/12/2023", "2024-04-03", 0),
        ("due 03/04/2024, billed 12/25/2023", "2024-03-04", 0),
        ("due 03.04.2024", "2024-04-03", 0),
        ("due 03/04/2024, held on 5/6", "2024-03-04", 2),
        ("Signed on 5 May 2024, due 03/06/2024", "2024-06-03", 0),
    ],
)
def test_the_order_of_day_and_month_comes_from_the_release_or_is_flagged(text: str, value: str, guessed: int) -> None:
    mentions = dates.find(scan(document_of(text)))
    numeric = [m for m in mentions if m.rule == "date.numeric"][:1]
    read_values = read_all(mentions, document_of(text), None)
    assert read_values[mentions.index(numeric[0])].value == value
    assert len(guessed_order(mentions)) == guessed


def test_without_a_publication_what_leans_on_it_has_no_value() -> None:
    assert set(values("It met today, on Friday, last year and in the third quarter.", None).values()) == {None}


def test_an_impossible_day_has_no_value() -> None:
    assert values("on June 31, 2024 and 29 February 2023") == {"June 31, 2024": None, "29 February 2023": None}


PHRASES = [
    "In 2023",
    "the first quarter",
    "a year earlier",
    "on May 5",
    "from June 3 to July 2",
    "the same period last year",
    "fiscal 2024",
    "ended June 30, 2024",
    "the quarter",
    "last month",
    "will open",
    "Friday",
    "three months ended March 31",
    "by 2030",
    "two years ago",
    "and",
    "compared with",
    "the previous quarter",
    "Q3",
    "the first nine months",
    ". ",
    "; ",
]


@given(st.lists(st.sampled_from(PHRASES), max_size=14).map(" ".join), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_every_mention_has_a_value_in_order(text: str, published: date) -> None:
    document = document_of(text, published)
    mentions: list[Mention] = dates.find(scan(document))
    found = read_all(mentions, document, published)
    assert len(found) == len(mentions)
    assert all(v.first <= v.last for v in found if v.first and v.last)
    assert found == read_all(mentions, document, published)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2024, date(2024, 3, 31)),
        ("easter", 2038, date(2038, 4, 25)),
        ("good friday", 2015, date(2015, 4, 3)),
        ("labor day", 2025, date(2025, 9, 1)),
        ("memorial day", 2021, date(2021, 5, 31)),
        ("cyber monday", 2016, date(2016, 11, 28)),
        ("mlk day", 2017, date(2017, 1, 16)),
        ("boxing day", 2014, date(2014, 12, 26)),
    ],
)
def test_holidays_by_their_rules(name: str, year: int, day: date) -> None:
    assert holiday_day(name, year) == day


@pytest.mark.parametrize("name", sorted(holidays()))
def test_every_holiday_has_a_day_in_every_year(name: str) -> None:
    days = [holiday_day(name, year) for year in range(1990, 2050)]
    assert [d.year for d in days if d] == list(range(1990, 2050))


def test_the_days_of_a_count_are_those_before_the_publication() -> None:
    found = dict(read("Over the last three months it rose.", "2024-10-20"))["last three months"]
    assert (found.value, found.first, found.last) == ("P3M", date(2024, 7, 21), date(2024, 10, 20))


def test_a_line_of_its_own_among_the_first_gives_the_day_of_publication_its_role() -> None:
    assert [v.role for _, v in read("Results of the test\n\nJuly 1, 2025 Exhibit 99", "2025-07-01")] == ["published"]


def test_each_kind_of_reading_has_its_reader() -> None:
    named = [getattr(date_readings, name) for name in date_readings.__all__]
    kinds = {kind for kind in named if isinstance(kind, type) and issubclass(kind, DateReading)}
    assert set(reading.READERS) == kinds - {DateReading, Range}
