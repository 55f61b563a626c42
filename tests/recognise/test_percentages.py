"""Percentages: span, value, unit, comparator and direction over one value in many writings, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Document, Release, Section
from extractor.mentions import Mention, PercentReading
from extractor.normalise.quantities import read_percent
from extractor.recognise.percentages.finder import find
from extractor.recognise.scan import scan
from tests.building import document_of
from tests.growing import check_growth


def _found(text: str) -> list[Mention]:
    return find(scan(document_of(text)))


def _read(text: str) -> list[str]:
    """Each mention as `text = numbers unit comparator direction`, defaults left out."""
    out = []
    for mention in _found(text):
        value = read_percent(mention)
        assert value.amount is not None
        numbers = "..".join(map(str, value.amount.numbers))
        more = [
            "" if value.unit == "percent" else value.unit or "",
            "" if value.comparator == "eq" else value.comparator,
            mention.reading.direction if isinstance(mention.reading, PercentReading) else "",
        ]
        out.append(" ".join([f"{text[mention.start : mention.end]} = {numbers}", *filter(None, more)]))
    return out


@pytest.mark.parametrize(
    "printed",
    [
        "12.5%", "12.5 %", "12.5％", "12,5 %", "12.50 percent", "12.5 per cent", "12.5 pct", "12.5 pct.", "12.5pc",
        "12½%", "12 1/2 percent", "12-1/2 percent", "twelve point five percent", "twelve and a half per cent",
        "12.5-percent", "12.5\u00a0%", "+12.5%", "12.5\npercent",
    ],
)  # fmt: skip
def test_one_value_in_many_writings(printed: str) -> None:
    (mention,) = _found(f"The rate was {printed} in the city.")
    assert mention.amount is not None
    assert (mention.amount.value, read_percent(mention).unit) == (Decimal("12.5"), "percent")
    assert (mention.start, mention.end) == (13, 13 + len(printed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # signs and brackets
        ("a margin of (2.3)%", ["(2.3)% = -2.3"]),
        ("margins were −0.2% and -4 %", ["−0.2% = -0.2", "-4 % = -4"]),
        ("sales fell (2.3%)", ["2.3% = 2.3"]),
        ("compared to (2.3%) in May", ["(2.3%) = -2.3"]),
        ("minus five percent", ["minus five percent = -5"]),
        ("16.5%, plus or minus 1%", ["16.5% = 16.5", "1% = 1"]),
        ("Asia-Pacific -4%, EMEA +3%", ["-4% = -4", "+3% = 3"]),
        ("SEK 4.6 billion (+9%)", ["+9% = 9"]),
        ("13.9% (14.4%)", ["13.9% = 13.9", "14.4% = 14.4"]),
        # units
        ("up 60 bps, then 5bp", ["60 bps = 60 basis_point", "5bp = 5 basis_point"]),
        ("down 0.9 percentage points", ["0.9 percentage points = 0.9 percentage_point"]),
        ("3 %-points, 2pp, 1.2%p, 4 ppts", [
            "3 %-points = 3 percentage_point", "2pp = 2 percentage_point", "1.2%p = 1.2 percentage_point",
            "4 ppts = 4 percentage_point",
        ]),
        ("margin of 23.7%, down 0.9 points", ["23.7% = 23.7", "0.9 points = 0.9 percentage_point"]),
        ("a 25-basis-point cut", ["25-basis-point = 25 basis_point"]),
        ("half a percentage point", ["half a percentage point = 0.5 percentage_point"]),
        ("one half of one percent", ["one half of one percent = 0.5"]),
        ("a quarter-point rate cut", ["quarter-point = 0.25 percentage_point"]),
        ("rates were raised half a point to 4.5%", ["half a point = 0.5 percentage_point", "4.5% = 4.5"]),
        ("EPS grew 10% with a 14-point currency headwind", ["10% = 10", "14-point = 14 percentage_point"]),
        ("Margins rose 5% to 12% of sales.", ["5% = 5", "12% = 12"]),
        ("We expect that sales will grow 5% to 12%.", ["5% to 12% = 5..12"]),
        ("freight gained a tenth and parking a fifth, it said", ["a tenth = 10", "a fifth = 20"]),
        ("40% goes to dykes, and a further third to pumps", ["40% = 40", "third = 33.33"]),
        ("beer was flat, wine was down 2%", ["flat = 0 flat", "2% = 2"]),
        ("at 7,000 bp, Amoco and other stations", []),
        # ranges and lists
        ("between 35% and 36%", ["35% and 36% = 35..36"]),
        ("between about 5 and 7 per cent", ["5 and 7 per cent = 5..7 approx"]),
        ("approximately 21% to 22%", ["21% to 22% = 21..22 approx"]),
        ("from 12% to 15%", ["12% = 12", "15% = 15"]),
        ("from 4.25 to 4.50 percent", ["4.25 = 4.25", "4.50 percent = 4.5"]),
        ("ranging from 4.25 to 4.50 percent", ["4.25 to 4.50 percent = 4.25..4.5"]),
        ("0 to 1/4 percent", ["0 to 1/4 percent = 0..0.25"]),
        ("3-1/2 to 3-3/4 percent", ["3-1/2 to 3-3/4 percent = 3.5..3.75"]),
        ("100-150bps", ["100-150bps = 100..150 basis_point"]),
        ("by 120 basis points to 34.5%", ["120 basis points = 120 basis_point", "34.5% = 34.5"]),
        ("rose 2.1% to 34.5%", ["2.1% = 2.1", "34.5% = 34.5"]),
        ("will rise 2% to 3%", ["2% to 3% = 2..3"]),
        ("7 and 19 percent", ["7 = 7", "19 percent = 19"]),
        ("5, 6, and 7 percent", ["5 = 5", "6 = 6", "7 percent = 7"]),
        ("in 2019 and 5 percent", ["5 percent = 5"]),
        ("June 5 and 10 percent", ["10 percent = 10"]),
        ("$3 and 5 percent", ["5 percent = 5"]),
        ("sales flat to up 2%", ["flat to up 2% = 0..2"]),
        ("8 % — 9 %", ["8 % = 8", "9 % = 9"]),
        # comparators
        ("more than a third of it", ["a third = 33.33 gt"]),
        ("no more than 5 percent", ["5 percent = 5 le"]),
        ("40%+ of them", ["40%+ = 40 ge"]),
        ("40-odd percent", ["40-odd percent = 40 approx"]),
        ("around 5 or 6%", ["5 = 5 approx", "6% = 6"]),
        # words
        ("two-thirds of the votes", ["two-thirds = 66.67"]),
        ("one in every six homes", ["one in every six = 16.67"]),
        ("1 in 100,000 births", ["1 in 100,000 = 0.001"]),
        ("profit more than doubled", ["doubled = 100 gt up"]),
        ("halved its use", ["halved = 50 down"]),
        ("costs were cut in half", ["half = 50 down"]),
        ("sales were flat year on year", ["flat = 0 flat"]),
    ],
)  # fmt: skip
def test_readings(text: str, expected: list[str]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ranked in the 90th percentile",
        "a net promoter score of 72",
        "the purchasing managers' index stood at 49.6",
        "The index lost 12 points to 4,012.",
        "won 3-1 with 25 points",
        "a third quarter of growth",
        "the first half of the year",
        "half a billion euros",
        "a double-digit rise",
        "PFAS of 4 ppt in water",
        "file%20name",
        "a 300 bp fragment",
    ],
)
def test_none(text: str) -> None:
    assert _read(text) == []


def test_brackets_mean_a_loss_in_a_table() -> None:
    text = "Margin (2.3%)\n"
    table = Document(Release(text, "test"), (Section("table", 0, len(text)),), ())
    (mention,) = find(scan(table))
    assert mention.amount is not None
    assert (text[mention.start : mention.end], mention.amount.value) == ("(2.3%)", Decimal("-2.3"))


@given(st.text(alphabet="5.2%+−-( )to and percent bps half third of one in\n", max_size=80))
def test_mentions_are_in_order_apart_and_inside(text: str) -> None:
    end = 0
    for mention in _found(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.amount is not None
        assert list(mention.amount.numbers) == sorted(mention.amount.numbers)
        end = mention.end


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        "5 % ",
        "5, ",
        "5 to ",
        "up ",
        "half ",
        "one in ",
        "a third ",
        "doubled ",
        "(",
        "%",
        "flat ",
        "-",
        "a@",
        "x.com",
    ],
)
def test_work_grows_with_the_text(piece: str) -> None:
    """Vetoes and numerals included."""
    check_growth(lambda size: document_of(piece * (size // len(piece))), lambda it: find(scan(it)), size=6_000)
