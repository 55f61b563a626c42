"""The elements of rows of statements, against eight exhibits whose rows were labelled by hand (`filed.toml`)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import Extractor

SHARED = Path(__file__).parents[3] / "shared" / "gold" / "tables"
LABELS = tomllib.loads(Path(__file__).with_name("filed.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")


def judged(name: str) -> Iterator[tuple[str | None, str | None]]:
    """Of each labelled row what was found and what is right."""
    labels = {place: element for place, element in LABELS[name].items() if place != "none"}
    labels |= dict.fromkeys(LABELS[name]["none"].split())
    found: dict[str, str | None] = {}
    for fact in Extractor().extract(SHARED / f"{name}.htm").facts:
        if fact.kind != "date" and fact.table:
            found.setdefault(f"{fact.table.index}:{fact.table.row}", fact.metric.us_gaap if fact.metric else None)
    return ((found.get(place), element) for place, element in labels.items())


def test_rows_whose_element_is_sure_have_it() -> None:
    rows = [row for name in LABELS for row in judged(name)]
    given = [(found, right) for found, right in rows if found]
    wanted = [(found, right) for found, right in rows if right]
    precision = sum(found == right for found, right in given) / len(given)
    coverage = sum(found == right for found, right in wanted) / len(wanted)
    assert precision >= 0.97
    assert coverage >= 0.97
