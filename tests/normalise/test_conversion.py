"""One currency: stated and implied rates, reference rates by policy, precision, ranges, and what is refused."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts import Converted, CountFact, Diagnostic, Fact, MoneyFact, Period, RatePolicy, Relation
from extractor.normalise.conversion import convert
from extractor.normalise.rate_sources import OwnRates, RateSources
from extractor.normalise.significance import margin, round_to, significant_digits

DAY = date(2022, 5, 27)  # 1 EUR = 1.0722 USD = 7.1831 CNY
QUARTER = Period(value="2022-Q1", start_date=date(2022, 1, 1), end_date=date(2022, 3, 31))
NEXT = Period(value="2022-Q3", start_date=date(2022, 7, 1), end_date=date(2022, 9, 30))


def money(key: str, text: str, unit: str, amount: str | tuple[str, str], **more: Any) -> MoneyFact:
    """A fact with this text at an offset that its key gives; `equals` names the main amount of an equivalent."""
    if equals := more.pop("equals", None):
        more["relation"] = Relation(type="equivalent_of", to=equals)
    if isinstance(amount, str):
        more["value"] = Decimal(amount)
    else:
        more["low"], more["high"] = map(Decimal, amount)
    start = 100 * int(key[1:])
    place: dict[str, Any] = {"start": start, "end": start + len(text), "section": "body", "sentence": 0, "rule": "test"}
    return MoneyFact(id=key, text=text, unit=unit, currency_from="explicit", **place, **more)


def converted(
    *facts: Fact, target: str = "USD", published: date | None = DAY, **more: Any
) -> tuple[list[Converted | None], list[Diagnostic]]:
    out, diagnostics = convert(facts, published=published, target=target, **more)
    return [fact.converted for fact in out if isinstance(fact, MoneyFact)], diagnostics


def only(fact: MoneyFact, **more: Any) -> Converted:
    (found,), _ = converted(fact, **more)
    assert found is not None
    return found


def reason(fact: MoneyFact, **more: Any) -> str:
    (out,), _ = convert([fact], **{"published": DAY, **more})
    assert isinstance(out, MoneyFact)
    assert out.converted is None
    assert out.unconverted
    return out.unconverted


def pair(main: str, other: str) -> list[MoneyFact]:
    """A sum in yuan (billions) and its equivalent in dollars (millions)."""
    return [
        money("f1", f"{main} billion yuan", "CNY", str(Decimal(main) * 10**9)),
        money("f2", f"${other} million", "USD", str(Decimal(other) * 10**6), equals="f1"),
    ]


class TestStated:
    FACTS = (
        money("f1", "4.42 billion yuan", "CNY", "4420000000"),
        money("f2", "662.5 million U.S. dollars", "USD", "662500000", equals="f1", comparator="approx"),
        money("f3", "880 million yuan", "CNY", "880000000", period=QUARTER),
        money("f4", "4.42 billion yuan", "CNY", "4420000000"),
        money("f5", "€3.1 million", "EUR", "3100000"),
    )

    def test_the_pair_the_others_and_the_rest(self) -> None:
        found, diagnostics = converted(*self.FACTS)
        assert [f and (f.value, f.source) for f in found] == [
            (Decimal(662500000), "stated in the release"),
            (Decimal(662500000), "same currency"),
            (Decimal(132000000), "implied by the release"),
            (Decimal(662500000), "stated in the release"),  # the same sum said again
            (Decimal(3300000), "ECB euro reference rate"),
        ]
        assert not diagnostics

    def test_rate_and_precision(self) -> None:
        found, _ = converted(*self.FACTS)
        stated, implied = found[0], found[2]
        assert stated is not None
        assert implied is not None
        assert stated.rate == implied.rate == Decimal("0.149887")
        assert stated.rate_precision == implied.rate_precision == Decimal("0.00018")
        assert (stated.rate_date, stated.policy, stated.exact) == (DAY, None, None)
        assert implied.exact == Decimal("880000000") * Decimal("0.149887")

    def test_the_other_way_round(self) -> None:
        found, _ = converted(*self.FACTS, target="CNY")
        assert [f and (f.value, f.source) for f in found[:2]] == [
            (Decimal(4420000000), "same currency"),
            (Decimal(4420000000), "stated in the release"),
        ]

    def test_a_third_currency_takes_the_reference_rate(self) -> None:
        found, _ = converted(*self.FACTS[:3], target="EUR")
        assert {f and f.source for f in found} == {"ECB euro reference rate"}

    def test_two_equivalents_of_one_sum(self) -> None:
        facts = (
            money("f1", "£20.0 million", "GBP", "20000000"),
            money("f2", "$25.2 million", "USD", "25200000", equals="f1"),
            money("f3", "€23.5 million", "EUR", "23500000", equals="f1"),
        )
        found, diagnostics = converted(*facts, target="EUR")
        assert [f and (f.value, f.source) for f in found] == [
            (Decimal(23500000), "stated in the release"),
            (Decimal(23500000), "stated in the release"),
            (Decimal(23500000), "same currency"),
        ]
        assert not diagnostics

    def test_ranges_beside_each_other(self) -> None:
        facts = (
            money("f1", "$10.0 to $12.0 million", "USD", ("10000000", "12000000")),
            money("f2", "€9.3 to €11.2 million", "EUR", ("9300000", "11200000"), equals="f1"),
        )
        found = converted(*facts, target="EUR")[0][0]
        assert found is not None
        assert (found.value, found.low, found.high) == (None, Decimal(9300000), Decimal(11200000))
        assert found.source == "stated in the release"

    @pytest.mark.parametrize(
        "other",
        [
            money("f2", "$1.0 to $1.2 million", "USD", ("1000000", "1200000"), equals="f1"),
            money("f2", "$0", "USD", "0", equals="f1"),
            money("f2", "-$7.4 million", "USD", "-7400000", equals="f1"),
            money("f2", "$7.4 million", "USD", "7400000", equals="f1", per="year"),
        ],
    )
    def test_what_is_no_pair(self, other: MoneyFact) -> None:
        main = money("f1", "50 million yuan", "CNY", "50000000", per="share" if other.per else None)
        found, _ = converted(main, other)
        assert found[0] is not None
        assert found[0].source == "ECB euro reference rate"

    def test_per_is_kept(self) -> None:
        (out,), _ = convert([money("f1", "¥3.00", "CNY", "3.00", per="share")], published=DAY)
        assert isinstance(out, MoneyFact)
        assert (out.per, out.converted and out.converted.value) == ("share", Decimal("0.448"))

    def test_without_a_date_the_release_still_speaks(self) -> None:
        found, diagnostics = converted(*pair("4.42", "662.5"), published=None)
        assert found[0] is not None
        assert (found[0].source, found[0].rate_date) == ("stated in the release", None)
        assert not diagnostics

    def test_a_coarse_pair_is_not_offered(self) -> None:
        facts = [*pair("1", "149"), money("f3", "2.345 billion yuan", "CNY", "2345000000")]
        found, _ = converted(*facts)
        assert [f and f.source for f in found] == ["stated in the release", "same currency", "ECB euro reference rate"]
        (_, _, out), _ = convert(facts, published=None)
        assert isinstance(out, MoneyFact)
        assert "imply a rate only to" in (out.unconverted or "")

    def test_the_most_precise_pair_is_offered(self) -> None:
        facts = [
            *pair("1.5", "220"),
            money("f3", "23.456 billion yuan", "CNY", "23456000000"),
            money("f4", "$3.4986 billion", "USD", "3498600000", equals="f3"),
            money("f5", "70 million yuan", "CNY", "70000000"),
        ]
        found, _ = converted(*facts)
        assert found[-1] is not None
        assert found[-1].rate == Decimal("0.149156")

    def test_a_rate_known_to_two_digits_gives_no_five(self) -> None:
        facts = [*pair("2.3", "342"), money("f3", "81,234.5 yuan", "CNY", "81234.5")]
        found = converted(*facts)[0][-1]
        assert found is not None
        assert found.value == Decimal(12100)

    def test_relations_in_a_circle_end(self) -> None:
        facts = (
            money("f1", "€1.00", "EUR", "1", equals="f2"),
            money("f2", "$1.07", "USD", "1.07", equals="f1"),
            money("f3", "$2", "USD", "2", equals="f3"),
            money("f4", "€2", "EUR", "2", equals="f9"),
        )
        assert all(converted(*facts)[0])


class TestEquivalentOff:
    def test_wrong_scale_word(self) -> None:
        facts = [*pair("7.70", "1.155"), money("f3", "900 million yuan", "CNY", "900000000")]
        found, diagnostics = converted(*facts)
        (warning,) = diagnostics
        assert (warning.severity, warning.code, warning.facts) == ("warning", "equivalent-off", ("f1", "f2"))
        assert (warning.start, warning.end) == (100, 214)
        assert "'7.70 billion yuan' beside '$1.155 million'" in warning.message
        assert "0.149267" in warning.message
        assert "0.001 times that: check the scale words" in warning.message
        # What the release says of its own sum stands, but nothing else is converted by it.
        assert found[0] is not None
        assert found[0].source == "stated in the release"
        assert found[2] is not None
        assert found[2].source == "ECB euro reference rate"

    @pytest.mark.parametrize(("dollars", "off"), [("747.0", False), ("782.0", False), ("795.0", True), ("700.0", True)])
    def test_the_limit_is_five_per_cent(self, dollars: str, off: bool) -> None:
        _, diagnostics = converted(*pair("5.000", dollars))  # 746.3 at the reference rate
        assert bool(diagnostics) is off

    def test_rounding_explains_a_difference(self) -> None:
        assert not converted(*pair("0.2", "33"))[1]  # 0.2 may be 0.22

    @pytest.mark.parametrize("target", ["USD", "CNY", "GBP"])
    def test_told_once_whatever_the_target(self, target: str) -> None:
        assert len(converted(*pair("7.70", "1.155"), target=target)[1]) == 1

    def test_pairs_that_disagree_where_no_rate_decides(self) -> None:
        facts = (
            money("f1", "NT$320.5 million", "TWD", "320500000"),
            money("f2", "$10.05 million", "USD", "10050000", equals="f1"),
            money("f3", "NT$641.0 million", "TWD", "641000000"),
            money("f4", "$40.05 million", "USD", "40050000", equals="f3"),
            money("f5", "NT$700 million", "TWD", "700000000"),
        )
        out, diagnostics = convert(facts, published=DAY)
        assert [d.code for d in diagnostics] == ["equivalents-disagree"]
        assert isinstance(out[-1], MoneyFact)
        assert out[-1].converted is None
        assert "disagree" in (out[-1].unconverted or "")
        assert "no TWD rate" in (out[-1].unconverted or "")


class TestReferenceRates:
    FACT = money("f1", "930 million yuan", "CNY", "930000000", period=QUARTER)

    @pytest.mark.parametrize(
        ("policy", "first", "last"),
        [
            ("publication", None, date(2022, 5, 27)),
            ("period-end", None, date(2022, 3, 31)),
            ("period-average", date(2022, 1, 3), date(2022, 3, 31)),
        ],
    )
    def test_policies_for_a_past_period(self, policy: RatePolicy, first: date | None, last: date) -> None:
        found = only(self.FACT, policy=policy)
        assert (found.policy, found.rate_from, found.rate_date) == (policy, first, last)

    @pytest.mark.parametrize("policy", ["period-end", "period-average"])
    @pytest.mark.parametrize("period", [None, NEXT, Period(value="FY2022")])
    def test_any_other_amount_has_the_publication_rate(self, policy: RatePolicy, period: Period | None) -> None:
        found = only(money("f1", "930 million yuan", "CNY", "930000000", period=period), policy=policy)
        assert (found.policy, found.rate_date) == ("publication", DAY)

    def test_no_publication_day(self) -> None:
        assert "day of publication" in reason(self.FACT, published=None)
        assert only(self.FACT, published=None, policy="period-end").rate_date == date(2022, 3, 31)
        expected = self.FACT.model_copy(update={"status": "expected"})
        assert "day of publication" in reason(expected, published=None, policy="period-end")

    @pytest.mark.parametrize(
        ("fact", "published", "what"),
        [
            (money("f1", "NT$5 million", "TWD", "5000000"), DAY, "publishes no TWD rate"),
            (money("f1", "5 million rubles", "RUB", "5000000"), DAY, "no RUB rate on 2022-05-27"),
            (money("f1", "DM 5 million", "DEM", "5000000"), date(1998, 3, 2), "no DEM rate"),
            (money("f1", "5 million lira", "TRY", "5000000"), date(2003, 3, 3), "introduced on 2005-01-01"),
            (money("f1", "Z$5 million", "ZWD", "5000000"), date(2008, 3, 3), "publishes no ZWD rate"),
            (money("f1", "€5 million", "EUR", "5000000"), date(2099, 3, 3), "end on"),
        ],
    )
    def test_no_rate_has_a_reason(self, fact: MoneyFact, published: date, what: str) -> None:
        assert what in reason(fact, published=published)

    def test_a_mark_of_2001(self) -> None:
        assert only(money("f1", "DM 5.00 million", "DEM", "5000000"), target="EUR").value == Decimal(2560000)

    def test_vague_amounts(self) -> None:
        fact = money("f1", "millions of dollars", "USD", "1").model_copy(update={"value": None})
        assert reason(fact) == "no amount is stated"

    def test_release_alone(self) -> None:
        assert reason(self.FACT, sources=RateSources(order=("stated",))) == "the release states no equivalent in USD"

    def test_own_rates_and_their_order(self) -> None:
        own = OwnRates("r.csv", {("CNY", "USD"): [(DAY, Decimal("0.15"))]})
        assert only(self.FACT, sources=RateSources(own=own)).source == "rates file r.csv"
        later = RateSources(order=("stated", "ecb", "file"), own=own)
        assert only(self.FACT, sources=later).source == "ECB euro reference rate"

    def test_reference_before_the_release(self) -> None:
        found, _ = converted(*pair("4.42", "662.5"), sources=RateSources(order=("ecb", "stated")))
        assert found[0] is not None
        assert found[0].source == "ECB euro reference rate"


class TestPrecision:
    @pytest.mark.parametrize(
        ("text", "number", "digits"),
        [
            ("$1.2bn", "1200000000", 2),
            ("$1.20 billion", "1200000000", 3),
            ("450 million yuan", "450000000", 3),
            ("$5 million", "5000000", 1),
            ("€1,200,000", "1200000", 4),
            ("50,000 yuan", "50000", 2),
            ("$1,234.50", "1234.50", 6),
            ("$0.045", "0.045", 2),
            ("1.234.567,89 euros", "1234567.89", 9),
            ("1.234.000 euros", "1234000", 4),
            ("Rs. 16,18,950", "1618950", 7),
            ("CHF 50'000", "50000", 2),
            ("$(0.30)", "-0.30", 2),
            ("seventeen million dollars", "17000000", 2),
            ("2½ million pounds", "2500000", 2),
            ("$0", "0", 1),
            ("$1" + 30_000 * "0", "1" + 30_000 * "0", 1),
        ],
    )
    def test_digits_that_the_words_commit_to(self, text: str, number: str, digits: int) -> None:
        assert significant_digits(text, Decimal(number)) == digits

    @pytest.mark.parametrize(
        ("text", "value", "expected", "exact"),
        [
            ("$1.2bn", "1200000000", "1100000000", "1119194180.19"),
            ("$1.20bn", "1200000000", "1120000000", "1119194180.19"),
            ("$1 million", "1000000", "930000", "932661.816825"),
            ("$0", "0", "0", "0"),
        ],
    )
    def test_rounding_follows_the_amount(self, text: str, value: str, expected: str, exact: str) -> None:
        found = only(money("f1", text, "USD", value), target="EUR")
        assert (found.value, found.exact) == (Decimal(expected), Decimal(exact))

    def test_both_ends_take_the_finer_precision(self) -> None:
        found = only(money("f1", "$1.2 to $1.25 billion", "USD", ("1200000000", "1250000000")), target="EUR")
        assert (found.value, found.low, found.high) == (None, Decimal(1120000000), Decimal(1170000000))

    def test_already_there(self) -> None:
        found = only(money("f1", "$1,234,567.89", "USD", "1234567.89"))
        assert found.value == found.exact == Decimal("1234567.89")
        assert (found.rate, found.source) == (Decimal(1), "same currency")
        assert (found.rate_date, found.policy) == (None, None)

    @given(st.decimals("-1e15", "1e15", places=4), st.integers(1, 12))
    def test_rounding_is_near_and_short(self, number: Decimal, digits: int) -> None:
        rounded = round_to(number, digits)
        assert abs(rounded - number) <= abs(number) * Decimal(5).scaleb(-digits)
        assert len(str(abs(rounded)).replace(".", "").strip("0")) <= digits

    @given(st.decimals("0.01", "1e12", places=2))
    def test_margin_is_a_share(self, number: Decimal) -> None:
        assert 0 < margin(f"${number:,}", number) <= Decimal("0.5")


AMOUNTS = st.decimals("-1e13", "1e13", places=2)
CODES = st.sampled_from(["USD", "EUR", "GBP", "JPY", "CNY", "IDR", "INR", "KRW", "CHF", "DEM"])


class TestProperties:
    @given(AMOUNTS, CODES, CODES, st.dates(date(2009, 1, 2), date(2026, 10, 30)))
    def test_exact_is_exactly_the_product(self, amount: Decimal, unit: str, target: str, day: date) -> None:
        found = only(money("f1", f"{amount:,}", unit, str(amount)), target=target, published=day)
        assert found.exact is not None
        assert Fraction(found.exact) == Fraction(amount) * Fraction(found.rate)

    @given(AMOUNTS, CODES, CODES, st.dates(date(2009, 1, 2), date(2026, 10, 30)))
    def test_there_and_back(self, amount: Decimal, unit: str, target: str, day: date) -> None:
        there = only(money("f1", f"{amount:,}", unit, str(amount)), target=target, published=day).exact
        back = only(money("f1", f"{there:,}", target, str(there)), target=unit, published=day).exact
        assert back is not None
        assert abs(back - amount) <= abs(amount) * Decimal("1e-10")

    @given(AMOUNTS, AMOUNTS, CODES, CODES)
    def test_ranges_stay_in_order(self, one: Decimal, two: Decimal, unit: str, target: str) -> None:
        low, high = sorted((one, two))
        found = only(money("f1", f"{low} to {high}", unit, (str(low), str(high))), target=target)
        assert found.low is not None
        assert found.high is not None
        assert found.exact_low is not None
        assert found.exact_high is not None
        assert found.low <= found.high
        assert found.exact_low <= found.exact_high

    @given(st.lists(st.tuples(AMOUNTS, CODES, st.integers(0, 4)), max_size=5), CODES)
    def test_every_money_fact_is_converted_or_says_why(self, rows: list[tuple[Decimal, str, int]], target: str) -> None:
        facts = [
            money(f"f{i}", f"{amount:,}", unit, str(amount), equals=f"f{to}" if to < i else None)
            for i, (amount, unit, to) in enumerate(rows)
        ]
        out, _ = convert(facts, published=DAY, target=target)
        assert [f.id for f in out] == [f.id for f in facts]
        assert all((f.converted is None) != (f.unconverted is None) for f in out if isinstance(f, MoneyFact))
        assert convert(out, published=DAY, target=target)[0] == out


def test_other_facts_pass_untouched() -> None:
    count = CountFact(id="f1", text="12", start=0, end=2, section="body", sentence=0, rule="t", value=Decimal(12))
    facts: Sequence[Fact] = [count]
    assert convert(facts, published=DAY) == ([count], [])
    out, _ = convert([count, money("f2", "€5", "EUR", "5")], published=DAY)
    assert out[0] is count
