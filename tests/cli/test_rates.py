"""factwire rates."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.normalise.rates import rates_until


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rates", *arguments])


def test_rate_and_source() -> None:
    result = run("--from", "CNY", "--to", "USD", "--on", "2022-05-27")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "1 CNY = 0.149267 USD"
    assert "ECB euro reference rate\n" in result.output
    assert "1 EUR = 7.1831 CNY (2022-05-27)" in result.output
    assert "1 EUR = 1.0722 USD (2022-05-27)" in result.output


def test_a_printed_rate_is_shown_as_printed() -> None:
    assert run("--from", "eur", "--to", "trl", "--on", "2004-12-31").output.startswith("1 EUR = 1836200 TRL\n")


def test_a_sunday_has_the_rate_of_the_friday() -> None:
    assert "rate date  2022-05-27" in run("--from", "CNY", "--on", "2022-05-29").output


def test_the_last_bundled_day_is_the_default() -> None:
    assert f"rate date  {rates_until()}" in run("--from", "EUR").output


def test_mean() -> None:
    result = run("--from", "EUR", "--on", "2022-12-31", "--since", "2022-01-01")
    assert "rate date  2022-01-03 to 2022-12-30" in result.output
    assert "1 EUR = 1.05304863813 USD (mean of 2022-01-03 to 2022-12-30)" in result.output


def test_json() -> None:
    found = json.loads(run("--from", "CNY", "--on", "2022-05-28", "--json").output, parse_float=Decimal)
    assert found["rate"] == Decimal("0.149267029555")
    assert (found["on"], found["rate_date"], found["rate_from"]) == ("2022-05-28", "2022-05-27", None)


def test_no_rate() -> None:
    result = run("--from", "RUB", "--on", "2022-05-27")
    assert result.exit_code == 1
    assert "no rate from RUB to USD on 2022-05-27" in result.stderr
    assert not result.stdout


def test_no_rate_as_json() -> None:
    result = run("--from", "TWD", "--on", "2022-05-27", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["rate"] is None
    assert "no TWD rate" in json.loads(result.stdout)["reason"]


def test_your_own_rates_come_first(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("date,from,to,rate\n2022-05-27,TWD,USD,0.0341\n")
    result = run("--from", "TWD", "--on", "2022-05-30", "--rates", str(path))
    assert result.output.startswith("1 TWD = 0.0341 USD\nrate date  2022-05-27\nsource     rates file mine.csv\n")
    assert run("--from", "TWD", "--on", "2022-05-30", "--rates", str(path), "--max-age", "2").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((), "--from"),
        (("--from", "yuan"), "not an ISO 4217 code"),
        (("--from", "CNY", "--on", "27 May"), "does not match the format"),
        (("--from", "CNY", "--on", "2022-05-27", "--since", "2022-06-01"), "is after 2022-05-27"),
        (("--from", "CNY", "--rates", "none.csv"), "none.csv: cannot read the rates"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], what: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert what in result.stderr
