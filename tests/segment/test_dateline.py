"""Datelines: place, date and wire in the orders that they are printed in, and what is none."""

import pytest

from extractor.segment.dateline import dateline_at, header_date_at

DATELINES = [
    # opening, place, date, wire; the story follows
    ("LINZ, May 27, 2022 /PRNewswire/ --", "LINZ", "May 27, 2022", "PRNewswire"),
    ("TAMPERE—(BUSINESS WIRE) May 1, 2025—", "TAMPERE", "May 1, 2025", "BUSINESS WIRE"),
    ("Houston (January 31, 2025) –", "Houston", "January 31, 2025", None),
    (
        "HUE, VIETNAM - [Media OutReach Newswire](https://w.example/a) - 17 June 2026 -",
        "HUE, VIETNAM",
        "17 June 2026",
        "Media OutReach Newswire",
    ),
    (
        "HALIFAX, Nova Scotia, Feb. 13, 2024 (GLOBE NEWSWIRE) --",
        "HALIFAX, Nova Scotia",
        "Feb. 13, 2024",
        "GLOBE NEWSWIRE",
    ),
    ("STOCKHOLM –", "STOCKHOLM", None, None),
    ("OSLO, 15 May 2024:", "OSLO", "15 May 2024", None),
    ("NEW YORK, Tuesday, November 4, 2025 —", "NEW YORK", "November 4, 2025", None),
    ("(Reuters) -", None, None, "Reuters"),
    ("(FSO) –", None, None, None),
    ("ARMONK, N.Y., April 24, 2024 . . .", "ARMONK, N.Y.", "April 24, 2024", None),
    (
        "Beverly Hills, CA (Newsworthy.ai) Thursday Feb 22, 2024 @ 7:00 AM Eastern —",
        "Beverly Hills, CA",
        "Feb 22, 2024",
        "Newsworthy.ai",
    ),
    ("(NewMediaWire) - September 03, 2024 - DALLAS —", "DALLAS", "September 03, 2024", "NewMediaWire"),
    ("(NewMediaWire) - January 30, 2025 - DALLAS, Jan. 30, 2025 –", "DALLAS", "January 30, 2025", "NewMediaWire"),
    ("CONCORD, N.C.\xa0- (NewMediaWire) - October 24, 2024 -", "CONCORD, N.C.", "October 24, 2024", "NewMediaWire"),
    ("DALLAS, TX -- October 15th, 2025 --", "DALLAS, TX", "October 15th, 2025", None),
    (
        "Evansville, United States - December 21, 2025 / Fine Heating, Air & Plumbing /",
        "Evansville, United States",
        "December 21, 2025",
        "Fine Heating, Air & Plumbing",
    ),
    (
        "MIAMI, FL, March 24, 2026 – PRISM MediaWire (Press Release Service) –",
        "MIAMI, FL",
        "March 24, 2026",
        "PRISM MediaWire",
    ),
    ("MUMBAI, INDIA, February 08, 2025 /24-7PressRelease/ ", "MUMBAI, INDIA", "February 08, 2025", "24-7PressRelease"),
    ("BEND, Ore.--(BUSINESS WIRE)--", "BEND, Ore.", None, "BUSINESS WIRE"),
    ("NEW YORK--(BUSINESS WIRE)--May 5, 2021--", "NEW YORK", "May 5, 2021", "BUSINESS WIRE"),
    ("LONDON, UK / ACCESSWIRE / May 3, 2023 /", "LONDON, UK", "May 3, 2023", "ACCESSWIRE"),
    (
        "TURIN / PARIS, FRANCE - [Media OutReach Newswire](https://w.example) - 3 June 2026 -",
        "TURIN / PARIS, FRANCE",
        "3 June 2026",
        "Media OutReach Newswire",
    ),
    ("BEIJING, Nov. 9 (Xinhua) --", "BEIJING", "Nov. 9", "Xinhua"),
    (
        "ZUG, Switzerland and NEW YORK, Jan. 5, 2024 (GLOBE NEWSWIRE) --",
        "ZUG, Switzerland and NEW YORK",
        "Jan. 5, 2024",
        "GLOBE NEWSWIRE",
    ),
    ("FRANKFURT AM MAIN, Germany, 3 May 2023 –", "FRANKFURT AM MAIN, Germany", "3 May 2023", None),
    ("Zürich, January 31, 2025 —", "Zürich", "January 31, 2025", None),
    ("Bern, 07.09.2010 -", "Bern", "07.09.2010", None),
    ("22 February 2012 -", None, "22 February 2012", None),
    ("(July 16, 2024)", None, "July 16, 2024", None),
    ("CUPERTINO, CALIFORNIA —", "CUPERTINO, CALIFORNIA", None, None),
    ("WASHINGTON, DC –", "WASHINGTON, DC", None, None),
    ("Washington--", "Washington", None, None),
    ("MENLO PARK, Calif. – October 30, 2024 –", "MENLO PARK, Calif.", "October 30, 2024", None),
    ("LONDON (AP) —", "LONDON", None, "AP"),
    ("London, 4 March 2024, 7:00 a.m. GMT –", "London", "4 March 2024", None),
    ("WASHINGTON", "WASHINGTON", None, None),
    ("MINNEAPOLIS, March 2,\n2023 --", "MINNEAPOLIS", "March 2,\n2023", None),
    ("GHENT, Belgium,\r\nMarch 2, 2023\r\n/PRNewswire/ --", "GHENT, Belgium", "March 2, 2023", "PRNewswire"),
]


@pytest.mark.parametrize(("opening", "place", "day", "wire"), DATELINES)
def test_reads(opening: str, place: str | None, day: str | None, wire: str | None) -> None:
    text = f"{opening} A jury of twelve found that sales rose."
    found = dateline_at(text, 0, len(text))
    assert found is not None
    parts = [span.of(text) if span else None for span in (found.place, found.date, found.wire)]
    assert (parts, text[found.span.start : found.span.end]) == ([place, day, wire], opening.rstrip())


NONE = [
    "In May 2024 – the month after – sales rose.",
    "Revenue – up 5% – was a record.",
    "Net sales, January 5, 2025, rose.",
    "Paris, May 5, 2024, was cold.",
    "Apple Inc. – today announced results.",
    "Fourth Quarter 2024 – Highlights",
    "OUTLOOK – The company expects growth.",
    "THE COMPANY – results of the year",
    "COVID-19 was a burden.",
    "12/8/2022\nThe company reported.",
    "7/27/2023 \nInvestors: A. Person, phone",
    "IBN (InvestorBrandNetwork)Los Angeles",
    "Outbreak News\n5 May 2014 - On 2 May",
    "Sales rose 5 percent -- a record.",
    "",
    "A",
    "(Unaudited) - in millions",
]


@pytest.mark.parametrize("text", NONE)
def test_leaves(text: str) -> None:
    assert dateline_at(text, 0, len(text)) is None


HEADERS = [
    ("date 2022-05-27 BEIJING", "date 2022-05-27", "2022-05-27"),
    ("FOR IMMEDIATE RELEASE: 07 February 2023", "FOR IMMEDIATE RELEASE: 07 February 2023", "07 February 2023"),
    ("27 December 2007", "27 December 2007", "27 December 2007"),
    ("Published: Monday, May 5, 2024 at noon", "Published: Monday, May 5, 2024", "May 5, 2024"),
]


@pytest.mark.parametrize(("text", "words", "day"), HEADERS)
def test_header_dates(text: str, words: str, day: str) -> None:
    found = header_date_at(text, 0, len(text))
    assert found is not None
    assert (found[0].of(text), found[1].of(text)) == (words, day)


def test_no_header_date() -> None:
    assert header_date_at("Sales rose in May 2024.", 0, 23) is None
