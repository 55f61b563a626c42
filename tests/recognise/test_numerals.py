"""Numerals: every writing of a number, round trips of words and digits, and time that grows linearly with the text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.recognise.numerals import Numeral, find_numerals
from extractor.words.numerals import read_digits, read_words
from tests.growing import check_growth


def _found(text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], str(n.value)) for n in find_numerals(text)]


def _only(text: str) -> Numeral:
    (numeral,) = find_numerals(text)
    return numeral


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        # one value, many writings
        ("1,250,000", 1250000),
        ("1'250'000", 1250000),
        ("1’250’000", 1250000),
        ("1 250 000", 1250000),
        ("1\u00a0250\u00a0000", 1250000),
        ("1\u202f250\u202f000", 1250000),
        ("12,50,000", 1250000),
        ("1.250.000,00", 1250000),
        ("1250000", 1250000),
        ("1.25 million", 1250000),
        ("1.25-million", 1250000),
        ("1¼ million", 1250000),
        ("1 1/4 million", 1250000),
        ("1,25 million", 1250000),
        ("12.5 lakh", 1250000),
        ("one point two five million", 1250000),
        ("one million two hundred and fifty thousand", 1250000),
        ("Four Million, two hundred sixty thousand", 4260000),
        ("6.5x10-3", "0.0065"),
        ("7.25 × 10−12", "0.00000000000725"),
        ("⅝", "0.625"),
        ("one and a quarter million", 1250000),
        # small and odd ones
        (".8", "0.8"),
        ("0", 0),
        ("00", 0),
        ("zero", 0),
        ("½", "0.5"),
        ("12,5 %", "12.5"),
        ("5-1/2 percent", "5.5"),
        ("1/4 percent", "0.25"),
        ("2 and a half", "2.5"),
        ("two and a half", "2.5"),
        ("two-and-a-half", "2.5"),
        ("two and three-quarters", "2.75"),
        ("a million and a half", 1500000),
        ("half a billion", 500000000),
        ("half-million", 500000),
        ("half of a million", 500000),
        ("half a dozen", 6),
        ("a quarter of a billion", 250000000),
        ("three quarters of a million", 750000),
        ("two dozen", 24),
        ("a hundred and fifty", 150),
        ("hundred and fifty", 150),
        ("twenty-five hundred", 2500),
        ("Seven hundred and seventeen", 717),
        ("FIFTY-SEVEN", 57),
        ("ninety-nine point nine", "99.9"),
        ("ten thousand million", 10000000000),
        ("1 lakh crore", 1000000000000),
        ("16,189-crore", 161890000000),
        # echoed in brackets
        ("eleven (11)", 11),
        ("five (5) million", 5000000),
        ("five million (5,000,000)", 5000000),
        ("twenty-five (25)", 25),
        # vague
        ("dozens", 24),
        ("hundreds of thousands", 200000),
        ("tens of millions", 20000000),
    ],
)
def test_writings(printed: str, value: int | str | None) -> None:
    numerals = list(find_numerals(printed))
    if value is None:
        assert len(numerals) == 2
    else:
        assert [n.value for n in numerals] == [Decimal(value)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("twelve and thirteen", [("twelve", "12"), ("thirteen", "13")]),
        ("one two three", [("one", "1"), ("two", "2"), ("three", "3")]),
        ("thirty-five and forty", [("thirty-five", "35"), ("forty", "40")]),
        ("three million and five million", [("three million", "3000000"), ("five million", "5000000")]),
        ("one hundred and one hundred", [("one hundred", "100"), ("one hundred", "100")]),
        ("two hundred and three hundred and five", [("two hundred", "200"), ("three hundred and five", "305")]),
        ("eleven (12)", [("eleven", "11"), ("12", "12")]),
        ("six thousand, four of them", [("six thousand", "6000"), ("four", "4")]),
        ("6.5 x 10-30 m", [("6.5", "6.5"), ("10", "10"), ("30", "30")]),
        ("1, 2 and 3", [("1", "1"), ("2", "2"), ("3", "3")]),
        ("in 2024 500 people", [("2024", "2024"), ("500", "500")]),
        ("12.5.", [("12.5", "12.5")]),
        ("anyone phoned often about tenure", []),
        ("half, a half, and a quarter", []),
        ("a million, or so", [("a million", "1000000")]),
        ("1.5 million and 2 million", [("1.5 million", "1500000"), ("2 million", "2000000")]),
        ("1234567890123456789012345", []),
    ],
)
def test_in_text(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


def test_parts_of_a_numeral() -> None:
    text = "EUR1,234.50 million and 7.76 billion, A320, 40m"
    first, second, third, fourth = find_numerals(text)
    assert (first.core, first.scale, first.decimals, first.grouped, first.glued_before) == (
        Decimal("1234.5"), Decimal(1000000), 2, True, True,
    )  # fmt: skip
    assert text[second.start : second.core_end] == "7.76"
    assert third.glued_before
    assert fourth.suffix == "m"
    assert _only("dozens").vague
    assert _only("seven").words


_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _spelled(number: int) -> str:
    """The number in English words, as a speaker of British English writes it."""
    for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            joint = " and " if rest < 100 else " "
            return _spelled(number // scale) + f" {name}" + (joint + _spelled(rest) if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{_ONES[number // 100]} hundred" + (f" and {_spelled(rest)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]


@given(st.integers(0, 10**15 - 1))
def test_words_round_trip(number: int) -> None:
    words = _spelled(number)
    assert read_words(words.replace("-", " ").split()) == number
    numeral = _only(f"about {words} of them")
    assert numeral.value == number
    assert numeral.end - numeral.start == len(words)


@given(st.decimals(0, 10**15, places=2), st.sampled_from([",", "'", "\u00a0", ""]))
def test_digits_round_trip(number: Decimal, separator: str) -> None:
    whole, _, decimals = f"{number:,}".partition(".")
    printed = f"{whole.replace(',', separator)}.{decimals}"
    assert read_digits(printed) == number
    numeral = _only(f"it is {printed} now")
    assert (numeral.value, numeral.start, numeral.end) == (number, 6, 6 + len(printed))


@given(st.text(alphabet="0123456789.,'½ -/()\nand half a million one twenty thousand point quarter of", max_size=80))
def test_numerals_are_in_order_apart_and_inside(text: str) -> None:
    end = 0
    for numeral in find_numerals(text):
        assert end <= numeral.start < numeral.core_end <= numeral.end <= len(text)
        assert numeral.value >= 0
        end = numeral.end


ADVERSARIAL = {
    "digits": "7",
    "groups": "1,234,",
    "blank groups": "123 ",
    "dots": "1.234.",
    "apostrophes": "1'234",
    "number words": "one two twenty ",
    "scales": "million ",
    "and": "one hundred and ",
    "points": "one point ",
    "halves": "half a ",
    "and a half": "2 and a half ",
    "quarters": "three quarters of a ",
    "vague": "hundreds of ",
    "echoes": "five (5) ",
    "lines": "one\n",
    "hyphens": "two-",
    "dollars": "$",
    "brackets": "(",
    "letters": "a",
    "fractions": "1/",
}


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_work_grows_with_the_text(piece: str) -> None:
    check_growth(lambda size: piece * (size // len(piece)), find_numerals, size=25_000)


@pytest.mark.parametrize("text", ["revenue of $47.1 billion2 and", "users of 5 million3.", "5 million1"])
def test_the_mark_of_a_footnote_behind_a_scale_word_is_none_of_the_number(text: str) -> None:
    (found,) = find_numerals(text)
    assert text[found.start : found.end].endswith("illion")
