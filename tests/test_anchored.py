"""A pattern tried only where it can begin finds what it finds when it is tried everywhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.anchored import Anchored, matches_at
from extractor.link.names.grammar import grammar
from extractor.recognise.numerals import _pattern
from extractor.recognise.percentages import fractions, points
from extractor.recognise.rule import Rule
from extractor.scene.currency import _SAID, _SAYING, _USED

SEEDS = Path(__file__).parent.parent / "seeds"
TEXTS = [
    *(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))),
    "Élan Norvik (3M), éclair4You and ½Time rose A$5, xUSD 5, 3USD and Rs.5 to .75 of one percent; Half a million",
    "THREE QUARTERS of a percentage point, a further third, one in four, 3-in-10, one-tenth, A HUNDRED and ten",
    "an eighth of a point, two‑thirds, dozens of thousands, a quarter of a million, Twenty-one hundred 1 234 567",
]
ANCHORED: dict[str, Callable[[], Anchored]] = {
    "numerals": _pattern,
    "names": lambda: grammar().name,
    "money": lambda: _USED,
}
SHARES: dict[str, Callable[[], regex.Pattern[str]]] = {
    "fraction": fractions._fraction,
    "further": lambda: fractions._FURTHER,
    "one-in": fractions._one_in,
    "part-of-point": points._part_of_point,
}


@pytest.mark.parametrize("name", ANCHORED)
@pytest.mark.parametrize("text", TEXTS)
def test_anchored_patterns_of_the_package_miss_nothing(name: str, text: str) -> None:
    anchored = ANCHORED[name]()
    assert [m.span() for m in anchored.finditer(text)] == [m.span() for m in anchored.pattern.finditer(text)]


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize("rule", fractions.FRACTION_RULES, ids=lambda rule: rule.name)
def test_shares_in_words_begin_at_the_places_found(name: str, rule: Rule) -> None:
    pattern = SHARES[name]()
    for text in (*TEXTS, *rule.examples, *rule.not_examples):
        places = [match.start() for match in fractions._places().finditer(text)]
        assert [m.span() for m in matches_at(pattern, text, places)] == [m.span() for m in pattern.finditer(text)]


@pytest.mark.parametrize(
    "text", ["in Canadian dollars", "All amounts are in US$", "(in thousands of HKD)", "as U.S. FUNDS"]
)
def test_what_a_statement_of_currency_needs_is_in_each(text: str) -> None:
    assert _SAID.search(text)
    assert _SAYING.search(text)


_WORD = Anchored(re.compile(r"[ab]"), regex.compile(r"(?<!a)(?:ab++|b)"))


@given(st.text(alphabet="abc "), st.integers(0, 9))
def test_matches_are_those_of_the_pattern(text: str, start: int) -> None:
    found = [m.span() for m in _WORD.finditer(text, min(start, len(text)))]
    assert found == [m.span() for m in _WORD.pattern.finditer(text, min(start, len(text)))]
