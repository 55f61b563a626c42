"""XBRL reports: what is said and what is left out, and Arelle's judgement of both forms."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from extractor import Extractor, Settings
from extractor.archive.xbrl import export_xbrl
from extractor.cli import main
from extractor.columns import decoded
from extractor.emit.json import to_json
from extractor.emit.xbrl.facts import xbrl_facts
from extractor.emit.xbrl.inline import inline_xbrl
from extractor.emit.xbrl.oim import xbrl_json
from extractor.emit.xbrl.taxonomy import labels, schema
from extractor.words.measure_keys import measure_keys
from tests.xbrl.arelle import judged, program

ROOT = Path(__file__).parents[2]
IX = "{http://www.xbrl.org/2013/inlineXBRL}"
TEXT = (
    "BOSTON, May 2, 2025 -- Larch, Inc. (NYSE: LCH) reported revenue of $44.2 million for the first quarter of 2025. "
    "Gross margin was 41.5%. Net loss was $1.25 million for the first quarter of 2025. Revenue grew 8% from the first "
    "quarter of 2024. For the second quarter of 2025, Larch expects revenue of $45 million to $47 million. Larch & Son "
    "<Ltd> was founded by two people.\x0c"
)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    extractor = Extractor(Settings(with_text=True))
    return decoded(to_json(extractor.extract(TEXT, published=date(2025, 5, 2))))


def said(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    facts: dict[str, dict[str, Any]] = json.loads(xbrl_json(document))["facts"]
    return {fact["dimensions"]["concept"] + fact["dimensions"].get("fw:bound", ""): fact for fact in facts.values()}


def test_a_level_is_said_with_its_unit_period_and_precision(document: dict[str, Any]) -> None:
    facts = said(document)
    revenue = facts["fw:revenue"]
    assert (revenue["value"], revenue["decimals"]) == ("44200000", -5)
    assert revenue["dimensions"] == {
        "concept": "fw:revenue", "entity": "entity:larch", "unit": "iso4217:USD",
        "period": "2025-01-01T00:00:00/2025-04-01T00:00:00",
    }  # fmt: skip
    margin = facts["fw:gross_margin"]
    assert (margin["value"], margin["decimals"]) == ("0.415", 3)
    assert "unit" not in margin["dimensions"]
    assert facts["fw:net_income"]["value"] == "-1250000"


def test_the_ends_of_a_range_are_two_facts_and_expectations_are_told_apart(document: dict[str, Any]) -> None:
    facts = said(document)
    for end, value in (("low", "45000000"), ("high", "47000000")):
        fact = facts[f"fw:revenuefw:{end}"]
        assert fact["value"] == value
        assert fact["dimensions"]["fw:status"] == "fw:expected"


def test_changes_and_what_has_no_key_are_left_out(document: dict[str, Any]) -> None:
    values = {fact["value"] for fact in said(document).values()}
    assert not values & {"0.08", "8", "2"}


def page(document: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(inline_xbrl(document))


def test_the_page_is_the_release_with_its_facts_where_they_stand(document: dict[str, Any]) -> None:
    (body,) = (
        div
        for div in page(document).iter("{http://www.w3.org/1999/xhtml}div")
        if div.get("style", "").startswith("white")
    )
    assert "".join(body.itertext()) == TEXT.replace("\x0c", "\ufffd")
    tags = {tag.get("name"): tag for tag in body.iter(f"{IX}nonFraction")}
    assert (tags["fw:revenue"].text, tags["fw:gross_margin"].text) in {("44.2", "41.5"), ("45", "41.5"), ("47", "41.5")}
    assert (tags["fw:gross_margin"].get("scale"), tags["fw:gross_margin"].get("decimals")) == ("-2", "3")
    assert (tags["fw:net_income"].get("sign"), tags["fw:net_income"].get("scale")) == ("-", "6")


def test_what_a_tag_says_is_the_fact(document: dict[str, Any]) -> None:
    """Digits, scale and sign of each tag give the value of its fact."""
    wanted = {fact.id: fact.value for fact in xbrl_facts(document)}
    tags = list(page(document).iter(f"{IX}nonFraction"))
    assert {tag.get("id") for tag in tags} == set(wanted)
    for tag in tags:
        number = Decimal((tag.text or "").replace(",", "")).scaleb(int(tag.get("scale", "0")))
        assert (-number if tag.get("sign") else number) == wanted[tag.get("id") or ""]


def test_every_measure_is_a_concept_with_a_label() -> None:
    names = set(re.findall(r'<xsd:element name="(\w+)"', schema()))
    keys = {measure.key for measure in measure_keys().measures}
    assert keys | {f"adjusted_{key}" for key in keys} <= names
    assert set(re.findall(r'xlink:to="(\w+)_label"', labels())) == names - {"segment_name"}


def test_each_release_has_a_file_of_its_own(document: dict[str, Any], tmp_path: Path) -> None:
    encoded = json.dumps(document, default=float).encode()
    assert export_xbrl([encoded, encoded], tmp_path / "out", "xbrl-json") == 2
    assert len(list((tmp_path / "out").glob("*.json"))) == 2
    assert len(list((tmp_path / "out").glob("factwire-measures*"))) == 2


ARELLE = program()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds as reports of both forms."""
    folder = tmp_path_factory.mktemp("reports")
    run = CliRunner()
    assert run.invoke(main, ["batch", str(ROOT / "seeds"), "--out", str(folder / "facts.db"), "--quiet"]).exit_code == 0
    for form in ("xbrl-json", "ixbrl"):
        words = ["export", "--store", str(folder / "facts.db"), "--out", str(folder / form), "--format", form]
        assert run.invoke(main, words).exit_code == 0
    return folder


@pytest.mark.skipif(ARELLE is None, reason="Arelle is not installed (arelle-release, in an environment of its own)")
@pytest.mark.parametrize(("form", "suffix"), [("xbrl-json", "json"), ("ixbrl", "xhtml")])
def test_arelle_validates_the_seeds_with_no_message(reports: Path, form: str, suffix: str) -> None:
    judgement = judged(str(ARELLE), sorted((reports / form).glob(f"*.{suffix}")))
    assert judgement.messages == ()
    assert judgement.validated == 3
