"""Money as found: one table of surfaces with span, numbers, candidates and comparator, and the invariants."""

import string
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.mentions import Mention
from extractor.recognise.money.finder import find
from extractor.recognise.scan import scan
from tests.building import document_of
from tests.marked import unmarked


def money_in(text: str) -> list[Mention]:
    return find(scan(document_of(text)))


def one(example: str) -> Mention:
    """The only mention of a marked example, after its span is checked."""
    text, marked = unmarked(example)
    found = money_in(text)
    assert [text[m.start : m.end] for m in found] == marked
    return found[0]


VALUES = [
    # sign, code or name, before or after, glued or spaced
    ("It paid ⟦$4.5M⟧ in May.", "4500000"),
    ("It paid ⟦USD34.6 million⟧ in May.", "34600000"),
    ("It paid ⟦usd 20⟧ in May.", "20"),
    ("It paid ⟦US$ 4.7bn⟧ in May.", "4700000000"),
    ("It paid ⟦RM10 million⟧ in May.", "10000000"),
    ("It paid ⟦EUR120m⟧ in May.", "120000000"),
    ("It paid ⟦35m euros⟧ in May.", "35000000"),
    ("It paid ⟦20€⟧ in May.", "20"),
    ("It paid ⟦10 $⟧ in May.", "10"),
    ("It paid ⟦10K$⟧ in May.", "10000"),
    ("It paid ⟦$5 million USD⟧ in May.", "5000000"),
    ("It paid ⟦$5 million Canadian⟧ in May.", "5000000"),
    ("It paid ⟦MXN$5 million⟧ in May.", "5000000"),
    ("It paid ⟦£5 grand⟧ in May.", "5000"),
    # fused scales
    ("It paid ⟦50 MUSD⟧ in May.", "50000000"),
    ("It paid ⟦MSEK 143⟧ in May.", "143000000"),
    ("It paid ⟦SEKm 143⟧ in May.", "143000000"),
    ("It paid ⟦M€ 1.1⟧ in May.", "1100000"),
    ("It paid ⟦1.1 M€⟧ in May.", "1100000"),
    ("It paid ⟦mEUR 5⟧ in May.", "5000000"),
    ("It paid ⟦KUSD 5⟧ in May.", "5000"),
    ("It paid ⟦TEUR 45⟧ in May.", "45000"),
    ("It paid ⟦EUR million 12.3⟧ in May.", "12300000"),
    ("It paid ⟦1,5 Mio. EUR⟧ in May.", "1500000"),
    ("It paid ⟦84 Mkr⟧ in May.", "84000000"),
    # marks of withdrawn money
    ("It paid ⟦DM 84 million⟧ in 1996.", "84000000"),
    ("It paid ⟦FF 20m⟧ in 1996.", "20000000"),
    ("It paid ⟦Lit 300 bn⟧ in 1996.", "300000000000"),
    ("It paid ⟦Ptas 12,000⟧ in 1996.", "12000"),
    ("It paid ⟦Ir£12 million⟧ in 1996.", "12000000"),
    # thousands parted by full stops, decimals by commas
    ("It paid ⟦EUR 12.450.000⟧ in May.", "12450000"),
    ("It paid ⟦€ 980.500,75⟧ in May.", "980500.75"),
    ("It paid ⟦€ 12.450⟧ in May.", "12450"),
    ("It paid ⟦120.000 IDR⟧ in May.", "120000"),
    ("It paid ⟦45,99 lei⟧ in May.", "45.99"),
    ("It paid ⟦CHF 25.-⟧ in May.", "25"),
    ("It paid ⟦2.999,- €⟧ in May.", "2999"),
    ("Fuel is at an average price of ⟦€ 12.450⟧ there.", "12.450"),
    ("It paid ⟦S/.5⟧ in May.", "5"),
    ("It paid ⟦US$:12.99⟧ in May.", "12.99"),
    ("It paid ⟦$3/4 million⟧ in May.", "750000"),
    # the name behind "in", the place before the name
    ("It paid ⟦12 million in Canadian dollars⟧ in May.", "12000000"),
    ("It paid ⟦HK dollars 5 million⟧ in May.", "5000000"),
    ("It paid ⟦HK cents 12.5⟧ in May.", "12.5"),
    ("It paid ⟦RMB ¥31.50⟧ in May.", "31.50"),
    ("It paid ⟦20 euro cents⟧ in May.", "20"),
    # one unit, and texts that are a price tag
    ("A ride costs ⟦half a dollar⟧.", "0.5"),
    ("⟦499 kr⟧", "499"),
    ("⟦42 SAR⟧", "42"),
    ("A ⟦10-pound⟧ note was found.", "10"),
    # South Asian scales
    ("It paid ⟦Rs16,189-crore⟧ in May.", "161890000000"),
    ("It paid ⟦Rs. 4,500 crore⟧ in May.", "45000000000"),
    ("It paid ⟦Rs.5,000⟧ in May.", "5000"),
    ("It paid ⟦₹12 lakh⟧ in May.", "1200000"),
    ("It paid ⟦₹500Cr⟧ in May.", "5000000000"),
    ("It paid ⟦Rs. 1,29,999⟧ in May.", "129999"),
    # groups and decimals of other countries
    ("It paid ⟦CHF 50'000⟧ in May.", "50000"),
    ("It paid ⟦NOK 1\u00a0284 million⟧ in May.", "1284000000"),
    ("It paid ⟦$13\u00a0009 million⟧ in May.", "13009000000"),
    ("It paid ⟦$ 1 234,56⟧ in May.", "1234.56"),
    ("It paid ⟦$12.345,67⟧ in May.", "12345.67"),
    ("It paid ⟦22,90 €⟧ in May.", "22.90"),
    # words
    ("It paid ⟦hundred dollars⟧ in May.", "100"),
    ("It paid ⟦half a billion euros⟧ in May.", "500000000"),
    ("It paid ⟦twelve hundred dollars⟧ in May.", "1200"),
    ("It paid ⟦a quarter of a million dollars⟧ in May.", "250000"),
    ("It paid ⟦three-quarters of a million pounds sterling⟧ in May.", "750000"),
    ("It paid ⟦Ten million (10,000,000) US dollars⟧ in May.", "10000000"),
    ("It paid ⟦one and a half million dollars⟧ in May.", "1500000"),
    ("It paid ⟦3 dollars 50 cents⟧ in May.", "3.5"),
    ("It paid ⟦20 rupees 43⟧.", "20.43"),
    # adjectives
    ("It is an ⟦$8-million⟧ plan.", "8000000"),
    ("It is an ⟦8 million-dollar⟧ plan.", "8000000"),
    ("It is a ⟦50-euro⟧ note.", "50"),
    # neighbours that are not part of it
    ("It is a ⟦$100k⟧ K-12 grant.", "100000"),
    ("The rate of USD/EUR 1.08 made it ⟦$5⟧ today.", "5"),
    # signs and brackets
    ("A loss of ⟦-$5⟧ in May.", "-5"),
    ("A loss of ⟦$-5⟧ in May.", "-5"),
    ("A loss of ⟦($5)⟧ in May.", "-5"),
    ("A loss of ⟦$(12.6) million⟧ in May.", "-12600000"),
    ("A loss of ⟦($12.6) million⟧ in May.", "-12600000"),
    ("A loss of ⟦$(12.6 million)⟧ in May.", "-12600000"),
    ("A loss of ⟦-34 million euros⟧ in May.", "-34000000"),
    ("A loss of ⟦minus €3 million⟧ in May.", "-3000000"),
    ("It lost ⟦($0.34)⟧ per share in May.", "-0.34"),
    ("A gift (⟦$40.8 million⟧) in May.", "40800000"),
    ("A surplus (⟦+CHF 50 million⟧) in May.", "50000000"),
]


@pytest.mark.parametrize(("example", "value"), VALUES)
def test_value(example: str, value: str) -> None:
    amount = one(example).amount
    assert amount is not None
    assert amount.value == Decimal(value)


RANGES = [
    ("It expects ⟦USD 3.5-4.0 million⟧ a year.", "3500000", "4000000"),
    ("It expects ⟦$3.5 to $4 billion⟧ a year.", "3500000000", "4000000000"),
    ("It expects between ⟦$5 and $7 million⟧ a year.", "5000000", "7000000"),
    ("It expects between ⟦15 and 20 million dollars⟧ a year.", "15000000", "20000000"),
    ("It expects ⟦$61.0 to $64.0 Billion⟧ a year.", "61000000000", "64000000000"),
    ("It expects ⟦$5m-$10m⟧ a year.", "5000000", "10000000"),
    ("It expects ⟦$500,000 to $1.2 million⟧ a year.", "500000", "1200000"),
    ("It expects ⟦$800 to $1.2 million⟧ a year.", "800", "1200000"),
    ("It expects ⟦67-71 cents⟧ a share.", "67", "71"),
    ("It expects ⟦$(0.20) to $(0.15)⟧ a share.", "-0.20", "-0.15"),
    ("It raised its outlook to ⟦$7.10 to $7.30⟧ today.", "7.10", "7.30"),
    ("Costs range from ⟦€20 to €50⟧ a head.", "20", "50"),
    ("It will cut costs by ⟦$5 million to $10 million⟧ a year.", "5000000", "10000000"),
]


@pytest.mark.parametrize(("example", "low", "high"), RANGES)
def test_range(example: str, low: str, high: str) -> None:
    amount = one(example).amount
    assert amount is not None
    assert (amount.value, amount.low, amount.high) == (None, Decimal(low), Decimal(high))


SEVERAL = [
    ("Sales rose from $5 to $7 million.", ["$5", "$7 million"], ["5000000", "7000000"]),
    ("Costs fell $1.2 million to $23.5 million.", ["$1.2 million", "$23.5 million"], ["1200000", "23500000"]),
    ("Debt fell by €84 million to €1.31 billion.", ["€84 million", "€1.31 billion"], ["84000000", "1310000000"]),
    ("An increase in cost of $3 to $5 was seen.", ["$3", "$5"], ["3", "5"]),
    ("Sales were $5.1, $6.2 and $7.3 million.", ["$5.1", "$6.2", "$7.3 million"], ["5100000", "6200000", "7300000"]),
    ("Sales of CHF 324 (791) million.", ["CHF 324", "791"], ["324000000", "791000000"]),
    (
        "It would have risen by $15.9 million to $18.6 million.",
        ["$15.9 million", "$18.6 million"],
        ["15900000", "18600000"],
    ),
    ("Sales (in € million): Pumps 412, Valves (12).", ["412", "(12)"], ["412000000", "-12000000"]),
    ("Sales (CHF thousand): 2024 1'204, 2023 987.", ["1'204", "987"], ["1204000", "987000"]),
    ("A loss of RMB0.62 (US$0.09) per ADS.", ["RMB0.62", "US$0.09"], ["0.62", "0.09"]),
    ("Sales were $45.2 million (2023: 41.0).", ["$45.2 million", "41.0"], ["45200000", "41000000"]),
    ("It paid $500 and $2 million.", ["$500", "$2 million"], ["500", "2000000"]),
    ("Loans in 2019 USD 5 million.", ["USD 5 million"], ["5000000"]),
    ("In 2023 $5 was lost.", ["$5"], ["5"]),
    (
        "A rate of VND 5 billion (0.2 million dollars).",
        ["VND 5 billion", "0.2 million dollars"],
        ["5000000000", "200000"],
    ),
]


@pytest.mark.parametrize(("text", "spans", "values"), SEVERAL)
def test_several(text: str, spans: list[str], values: list[str]) -> None:
    found = money_in(text)
    assert [text[m.start : m.end] for m in found] == spans
    assert [m.amount.value for m in found if m.amount] == [Decimal(v) for v in values]


COMPARATORS = [
    ("It has ⟦$500+⟧ today.", "ge"),
    ("It has ⟦$5+ million⟧ today.", "ge"),
    ("It has ⟦$1 million or more⟧ today.", "ge"),
    ("It has ⟦$500 or less⟧ today.", "le"),
    ("It has ⟦$100-million-plus⟧ funds.", "ge"),
    ("It paid ⟦$30 million⟧ and up to a tenth more.", "eq"),
    ("It has ⟦tens of thousands of dollars⟧ today.", "ge"),
]


@pytest.mark.parametrize(("example", "comparator"), COMPARATORS)
def test_comparator_inside_the_span(example: str, comparator: str) -> None:
    assert one(example).comparator == comparator


RATES = [
    ("It earned ⟦$0.63⟧ per diluted share in May.", "share"),
    ("It sold at ⟦$18,450⟧ per square foot.", "square foot"),
    ("The rent is ⟦$2.2 million⟧ a year, or so.", "year"),
    ("The metal averaged ⟦$2,707⟧ a tonne.", "tonne"),
    ("It pays ⟦$4.25⟧ in cash for each share they own.", "share"),
    ("A fee of ⟦$20⟧/month is due.", "month"),
    ("Tickets are ⟦$5⟧ each.", "unit"),
    ("Tickets are ⟦$5⟧ each year.", "year"),
    ("They got two ⟦$500⟧ gift cards.", "gift card"),
    ("A subsidy of ⟦₹4.5 lakh⟧ per tractor to farmers.", "tractor"),
    ("Its EPS of ⟦$1.22⟧ was high.", "share"),
    ("It pays a dividend of ⟦12.4p⟧ today.", "share"),
    ("Power costs ⟦€45⟧ a megawatt hour.", "megawatt-hour"),
    ("A ride is ⟦$5⟧ a trip today.", "trip"),
    ("Fees are ⟦$5⟧ a transfer.", "transfer"),
    ("A ⟦$5⟧ fee applies to each transfer.", "transfer"),
    ("Offices let at ⟦$12.50⟧ psf.", "square foot"),
    ("It lost ⟦$4.4 million⟧ a year earlier.", None),
    ("It paid ⟦$5 million⟧ a company said.", None),
    ("It made ⟦$5 million⟧ per share sale.", "share"),
]


@pytest.mark.parametrize(("example", "per"), RATES)
def test_per(example: str, per: str | None) -> None:
    assert one(example).per == per


def test_per_share_is_carried_within_a_paragraph() -> None:
    found = money_in("The cost is $1.90 to $2.05 per share. Within this, aid is put at $1.30 to $1.35, not $45.")
    assert [m.per for m in found] == ["share", "share", None]


def test_brackets_share_the_rate_behind_them() -> None:
    assert [m.per for m in money_in("It earned 23.7 pence (19.9 pence) per share.")] == ["share", "share"]


def test_per_holds_for_a_comparison() -> None:
    found = money_in("It earned $2.04 per share, compared with $1.77 in 2022.")
    assert [m.per for m in found] == ["share", "share"]


NOT_MONEY = [
    "The $ELX token and the US$ were mentioned.",
    "TRY 2 WEEKS FREE, TOP 10 and ALL 50 states.",
    "CAD 2025 and CAD 2023 run on Windows 11.",
    "Five Dollar Barn met Mark Dollar of the Rand Corporation in 2020.",
    "The 45 won 12 games and 300 won awards.",
    "Each box weighs 70 pounds.",
    "It shipped 2 million pounds of beef.",
    "500 real people bought 20 soles and 3 crowns.",
    "PHP 8.1, SQL 5 and HTML 5 are taught.",
    "The R22 and R2-D2 units, K9 and N95 masks.",
    "A multi-million-dollar claim, a seven-figure sum.",
    "COP28 and COP 28 in Dubai.",
    "Euro 2024 was held in Germany.",
    "It trades at 95k.",
    "12 USDT, 5 SOL and 3 ETH.",
    "The 1080p screen and the 21c room.",
    "All sums are in $000s, or (€ million) where noted.",
    "A 50-pound sack of feed and a 20-pound turkey.",
    "Follow #5francs, read 'The Dollar', stop at a dollar store.",
    "Tune to FM 101.25 with Dr 5 on the DM 3 channel.",
    "It employs 12 million in euro countries.",
]


@pytest.mark.parametrize("text", NOT_MONEY)
def test_not_money(text: str) -> None:
    assert [text[m.start : m.end] for m in money_in(text)] == []


PIECES = st.sampled_from(
    [
        "$",
        "US$",
        "€",
        "Rs. ",
        "EUR ",
        "MSEK ",
        "(",
        ")",
        "-",
        "–",
        " to ",
        " and ",
        ", ",
        "5",
        "12.5",
        "1,234",
        ",5",
        "7",
    ]
)
WORDS = st.sampled_from(
    [
        " million",
        "m",
        "bn",
        " dollars",
        " cents",
        " pounds",
        "+",
        " per share",
        "from ",
        "between ",
        ". ",
        "\n",
        "%",
        "2024",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | WORDS, max_size=14))
def test_spans_hold_on_any_text(pieces: list[str]) -> None:
    """In order, not overlapping, without blanks at their ends, and each with a number inside."""
    text = "".join(pieces)
    found = money_in(text)
    ends = [0, *(m.end for m in found)]
    assert all(m.start >= end for m, end in zip(found, ends, strict=False))
    for m in found:
        span = text[m.start : m.end]
        assert span == span.strip()
        assert any(c in string.digits or c.isalpha() for c in span)
        assert m.amount is not None
        assert m.amount.low is None or m.amount.high is None or m.amount.low <= m.amount.high


@pytest.mark.parametrize(
    "unit", ["$", "$1 ", "(", "1 million ", "($", "from $1 to ", "5 pounds ", "€1-", "million dollars "]
)
def test_work_grows_linearly(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubling an adversarial text at most doubles the looks at it, each of which is bounded."""
    from extractor.recognise.money import tails as money_tails
    from extractor.recognise.money.marks import Mark

    looks = 0
    behind = money_tails._mark_behind

    def counting(text: str, at: int, *, vague: bool, in_name: bool = False) -> Mark | None:
        nonlocal looks
        looks += 1
        return behind(text, at, vague=vague, in_name=in_name)

    monkeypatch.setattr(money_tails, "_mark_behind", counting)
    counts = []
    for times in (200, 400):
        looks = 0
        money_in(unit * times)
        counts.append(looks)
    assert counts[1] <= 2.3 * counts[0] + 10


STATEMENTS = [
    "(in millions of dollars, except share data)",
    "Financial Review\n(Millions of Dollars)\nSales",
    "Scenario results Billions of dollars Revenue",
    "(in thousands of Canadian dollars):",
]


@pytest.mark.parametrize("text", STATEMENTS)
def test_the_scale_of_a_table_is_no_sum(text: str) -> None:
    assert money_in(text) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [("revenue of $47.1 billion2 and", "$47.1 billion"), ("capital of $258B2 – and", "$258B"), ("$5M1", "$5M")],
)
def test_the_mark_of_a_footnote_stays_outside(text: str, span: str) -> None:
    (found,) = money_in(text)
    assert text[found.start : found.end] == span
