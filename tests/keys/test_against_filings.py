"""The elements of rows of statements, against eight exhibits whose rows were labelled by hand (`filed.toml`)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import Extractor
from extractor.facts import CountFact, MoneyFact

SHARED = Path(__file__).parents[3] / "shared" / "gold" / "tables"
LABELS = tomllib.loads(Path(__file__).with_name("filed.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")


def judged(name: str) -> Iterator[tuple[str | None, list[str]]]:
    """Of each labelled row what was found, and the elements that are right; `?` first where none is sure."""
    found: dict[str, str | None] = {}
    for fact in Extractor().extract(SHARED / f"{name}.htm").facts:
        if isinstance(fact, MoneyFact | CountFact) and fact.table:
            found.setdefault(f"{fact.table.index}:{fact.table.row}", fact.metric.us_gaap if fact.metric else None)
    return ((found.get(place), elements.split("|")) for place, elements in LABELS[name].items())


def test_rows_whose_element_is_sure_have_it() -> None:
    rows = [row for name in LABELS for row in judged(name)]
    given = [found in right for found, right in rows if found]
    wanted = [found in right for found, right in rows if right[0] != "?"]
    assert sum(given) / len(given) >= 0.97
    assert sum(wanted) / len(wanted) >= 0.9
