"""What captions say of scale and currency."""

import pytest

from extractor.tables.scale import read_scale


@pytest.mark.parametrize(
    ("words", "power", "shares", "currency"),
    [
        ("(In thousands, except share and per share data)", 3, None, None),
        ("(in millions, except per share amounts)", 6, None, None),
        ("(Dollars in thousands, except share and per share data)", 3, None, "$"),
        ("($ in billions)", 9, None, "$"),
        ("(000's)", 3, None, None),
        ("Shares outstanding at end of period (000)", 3, None, None),
        ("(Thousands of Dollars and Shares, Except Per Share Data)", 3, 3, "$"),
        ("£'000", 3, None, "GBP"),
        ("€m", 6, None, "EUR"),
        ("RMB million", 6, None, "CNY"),
        ("Rs. in crore", 7, None, "Rs."),
        ("(in millions of $, except %)", 6, None, "$"),
        ("HK$'000", 3, None, "HKD"),
        ("(in thousands of U.S. dollars)", 3, None, "USD"),
        ("(expressed in thousands of Canadian dollars)", 3, None, "CAD"),
        ("Shares in thousands", None, 3, None),
        ("(dollars in millions; shares in thousands)", 6, 3, "$"),
        ("(millions, except per share data)", 6, None, None),
        ("$MM", 6, None, "$"),
        ("Fee per million", None, None, None),
        ("In millions of homes", None, None, None),
        ("Net sales", None, None, None),
    ],
)
def test_captions(words: str, power: int | None, shares: int | None, currency: str | None) -> None:
    scale = read_scale(words)
    assert (scale.power, scale.shares, scale.currency) == (power, shares, currency)


@pytest.mark.parametrize(
    ("words", "shares", "others"),
    [
        ("(In millions, except share and per share data)", True, ""),
        ("(In millions, except per share data)", False, ""),
        ("(In thousands, except for share amounts)", True, ""),
        ("(In millions, except selling days)", False, "selling days"),
    ],
)
def test_exceptions(words: str, shares: bool, others: str) -> None:
    scale = read_scale(words)
    assert (scale.except_shares, scale.others) == (shares, others)
