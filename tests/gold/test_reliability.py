"""The table of reliability: what is called how likely, against what the gold says is right; shards add up."""

from decimal import Decimal
from pathlib import Path

from extractor.gold.annotations import Annotation, GoldRelease
from extractor.gold.counts import FieldCounts
from extractor.gold.found import Found, annotations_of
from extractor.gold.report.as_json import as_json, read_validation
from extractor.gold.report.tables import reliability_table
from extractor.gold.validation import validate
from extractor.pages.curve import drawn_curve

TEXT = "Sales were $5 and $7, costs $9."


def _fact(start: int, **said: object) -> dict[str, object]:
    end = start + 2
    return {"id": f"f{start}", "kind": "money", "start": start, "end": end, "text": TEXT[start:end], **said}


def _sure(text: str, percent: int) -> dict[str, object]:
    return {"text": text, "confidence": Decimal(percent) / 100}


def _gold() -> GoldRelease:
    facts = tuple(
        Annotation(id=f"g{n}", kind="money", start=n, end=n + 2, value=Decimal(value), metric=metric, unit="USD")
        for n, value, metric in ((11, 5, "Sales"), (18, 7, "Sales"))
    )
    return GoldRelease(id="r", text=TEXT, facts=facts)


def _found() -> Found:
    rows = [
        _fact(11, value=5, unit="USD", confidence=Decimal("0.97"), metric=_sure("Sales", 90)),
        _fact(18, value=7, unit="USD", confidence=Decimal("0.97"), metric=_sure("costs", 40)),
        _fact(28, value=9, unit="USD", confidence=Decimal("0.5")),
    ]
    return Found({"r": annotations_of(rows, "here")})


def test_links_and_facts_are_counted_by_how_likely_they_are_called() -> None:
    validation = validate([_gold()], _found(), resamples=0)
    assert validation.counts.sure == {
        ("fact", 97): FieldCounts(1, 2), ("fact", 50): FieldCounts(0, 1),
        ("metric", 90): FieldCounts(1, 1), ("metric", 40): FieldCounts(0, 1),
    }  # fmt: skip
    rows = {row[0]: row[1:] for row in reliability_table(validation).rows}
    assert rows["whole fact"] == ("–", "0.0 of 1", "–", "–", "–", "–", "50.0 of 2", "50.0", "66.7")


def test_json_keeps_them_and_shards_add_up(tmp_path: Path) -> None:
    validation = validate([_gold()], _found(), resamples=0)
    path = tmp_path / "v.json"
    path.write_text(as_json(validation), encoding="utf-8")
    again = read_validation(path)
    assert again.counts.sure == validation.counts.sure
    assert (again + again).counts.sure["fact", 97] == FieldCounts(2, 4)


def test_the_curve_is_drawn_only_where_something_says_how_likely_it_is() -> None:
    assert drawn_curve(validate([_gold()], _found(), resamples=0)).count("<polyline") == 2
    assert drawn_curve(validate([_gold()], Found({"r": ()}), resamples=0)) == ""
