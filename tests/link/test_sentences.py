"""What whole sentences say of each figure: kinds that are easily read wrongly, in varied words (`sentences.toml`)."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from extractor.facts import Fact
from extractor.pipeline import Extractor

ROWS = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))["sentence"]
CASES = [(row["text"], figure, says) for row in ROWS for figure, says in row.items() if figure != "text"]
PUBLISHED = date(2024, 5, 2)


def _said(fact: Fact, field: str, facts: Mapping[str, Fact]) -> str:
    """A field as the file writes it: a phrase or a time by its words, a relation with the words of what it leans on."""
    value = getattr(fact, field, None)
    if value is None:
        return ""
    if field == "relation":
        return f"{value.type} {facts[value.to].text}"
    return str(value.text if field in {"metric", "subject"} else value.value if field == "period" else value)


@pytest.mark.parametrize(("text", "figure", "says"), CASES)
def test_what_a_figure_says(extractor: Extractor, text: str, figure: str, says: Mapping[str, str]) -> None:
    facts = extractor.extract(text, published=PUBLISHED).facts
    found = [fact for fact in facts if fact.text == figure]
    assert len(found) == 1, [fact.text for fact in facts]
    by_id = {fact.id: fact for fact in facts}
    said = {field: _said(found[0], field, by_id) for field in says}
    assert {field: said[field] for field, wanted in says.items() if said[field] not in wanted.split("|")} == {}
