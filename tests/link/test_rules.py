"""Every linking rule is run on its own examples, through the real parser: it speaks for the marked figure."""

from collections.abc import Callable
from datetime import date

import pytest

from extractor.documents import Release
from extractor.facts import Fact, Quantity
from extractor.link.draft import Draft
from extractor.link.linking import RULES
from extractor.link.rule import RelationRule
from extractor.pipeline import Extraction, Extractor
from tests.marked import unmarked

EXAMPLES = [pytest.param(r.name, e, id=f"{r.name}: {e[:60]}") for r in RULES for e in r.examples]
COUNTER_EXAMPLES = [pytest.param(r.name, e, id=f"{r.name}: {e[:60]}") for r in RULES for e in r.not_examples]
PUBLISHED = date(2023, 2, 7)


def _marked(extractor: Extractor, example: str) -> tuple[Extraction, Fact, Draft]:
    """The extraction of an example, with the fact of the marked figure and its draft."""
    text, (marked,) = unmarked(example)
    start = example.index("⟦")
    extraction = extractor.explain(Release(text, "test", None, PUBLISHED))
    found = zip(extraction.facts.facts, extraction.linked.drafts, strict=True)
    at = [(fact, draft) for fact, draft in found if fact.start == start]
    assert len(at) == 1, f"no figure at {marked!r}, but {[f.text for f in extraction.facts.facts]}"
    fact, draft = at[0]
    assert fact.text == marked
    return extraction, fact, draft


def _linked(extraction: Extraction, fact: Fact, field: str) -> str | None:
    """A field as an example writes it."""
    if field == "relation":
        to = {f.id: f.text for f in extraction.facts.facts}
        return f"{fact.relation.type} {to[fact.relation.to]}" if fact.relation else None
    assert isinstance(fact, Quantity)
    if field == "period":
        return fact.period.value if fact.period else None
    value = getattr(fact, field)
    return value if value is None or isinstance(value, str) else str(value.text)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_examples(extractor: Extractor, name: str, example: str) -> None:
    text, _, expected = example.partition(" → ")
    extraction, fact, draft = _marked(extractor, text)
    field = name.partition(".")[0]
    assert _linked(extraction, fact, field) == expected
    assert name in [note.rule for note in draft.notes if note.field == field]


@pytest.mark.parametrize(("name", "example"), COUNTER_EXAMPLES)
def test_counter_examples(extractor: Extractor, name: str, example: str) -> None:
    _, _, draft = _marked(extractor, example)
    assert name not in [note.rule for note in draft.notes]


def test_names_are_unique_and_begin_with_their_field() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert {name.partition(".")[0] for name in names} == {
        "direction", "relation", "metric", "subject", "period", "basis", "status"
    }  # fmt: skip


@pytest.mark.parametrize("rule", [r for r in RULES if isinstance(r, RelationRule)], ids=lambda rule: rule.name)
def test_the_examples_of_a_relation_are_of_its_type(rule: RelationRule[Callable[..., object]]) -> None:
    assert {example.partition(" → ")[2].split()[0] for example in rule.examples} == {rule.relation}
