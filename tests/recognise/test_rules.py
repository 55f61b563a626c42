"""Every rule of every recogniser is run on its own examples: the marked figures are found, and nothing else by it.

A recogniser is a module of `extractor.recognise` with `RULES` and `find`; one whose `find` needs parses as well
(counts) tests its rules itself.
"""

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import extractor.recognise
from extractor.recognise.rule import Rule
from extractor.recognise.scan import scan
from tests.building import document_of


def _recognisers() -> list[ModuleType]:
    names = [m.name for m in pkgutil.iter_modules(extractor.recognise.__path__)]
    modules = [importlib.import_module(f"extractor.recognise.{name}") for name in sorted(names)]
    return [m for m in modules if hasattr(m, "RULES") and len(inspect.signature(m.find).parameters) == 1]


CASES = [(module, rule) for module in _recognisers() for rule in module.RULES]
EXAMPLES = [pytest.param(m, r, e, id=f"{r.name}: {e[:48]}") for m, r in CASES for e in r.examples]
COUNTER_EXAMPLES = [pytest.param(m, r, e, id=f"{r.name}: {e[:48]}") for m, r in CASES for e in r.not_examples]


def _found(module: ModuleType, text: str) -> list[tuple[str, str]]:
    """(rule, text) of each mention."""
    return [(m.rule, text[m.start : m.end]) for m in module.find(scan(document_of(text)))]


@pytest.mark.parametrize(("module", "rule", "example"), EXAMPLES)
def test_examples(module: ModuleType, rule: Rule, example: str) -> None:
    marked = [part.split("⟧")[0] for part in example.split("⟦")[1:]]
    found = _found(module, example.replace("⟦", "").replace("⟧", ""))
    texts = [text for _, text in found]
    assert [text for text in texts if text in marked] == marked
    by_rule = {text for name, text in found if name == rule.name}
    assert by_rule & set(marked), f"{rule.name} found none of {marked}, but {found}"


@pytest.mark.parametrize(("module", "rule", "text"), COUNTER_EXAMPLES)
def test_counter_examples(module: ModuleType, rule: Rule, text: str) -> None:
    assert [text for name, text in _found(module, text) if name == rule.name] == []


def test_names_are_unique() -> None:
    names = [rule.name for _, rule in CASES]
    assert len(names) == len(set(names))
