"""What holds of the links of any text: they are grounded, point to other facts, and never depend on anything else."""

import cProfile
import os
import pstats
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.documents import Release
from extractor.emit.json import to_json
from extractor.facts import Quantity
from extractor.pipeline import Extractor

#: Pieces of releases, of our own words; shuffled they make texts that no grammar foresees.
PIECES = (
    "Bramble Foods plc (LSE: BRMB)", "the Company", "its", "we", "Norway's", "net sales", "gross margin", "EPS", "were",
    "rose", "fell", "increased by", "to", "from", "compared with", "a decline of", "$4.2 million", "€3.1bn", "12%",
    "(2.6)%", "50 basis points", "1,200 employees", "in the third quarter of 2022", "a year ago", "in 2021", "of which",
    "including:", "\n• ", "\n\n", ". ", "; ", ", ", "(", ")", "(about", "up", "down", "respectively", "and", "or",
    "expects", "will", "About Bramble Foods\n", "Third Quarter 2022 Results\n", "½", "İ", "–", "\u00a0", "…", "%", "$",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
EXAMPLES = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@EXAMPLES
@given(text=TEXTS)
def test_links_are_grounded_and_point_to_other_facts(extractor: Extractor, text: str) -> None:
    facts = extractor.extract(Release(text, "x")).facts
    assert [f.id for f in facts] == [f"f{n}" for n in range(1, len(facts) + 1)]
    assert [f.start for f in facts] == sorted(f.start for f in facts)
    ids = {f.id for f in facts}
    for fact in facts:
        assert fact.relation is None or fact.relation.to in ids - {fact.id}
        if isinstance(fact, Quantity):
            phrases = [p for p in (fact.metric, fact.subject) if p is not None]
            assert [p.text for p in phrases] == [text[p.start : p.end] for p in phrases]
            assert all(p.text and p.text == p.text.strip() for p in phrases)
            assert fact.period is None or fact.period.date is None or fact.period.date in ids
            assert fact.basis is None or fact.direction is not None


@EXAMPLES
@given(text=TEXTS)
def test_notes_rest_on_words_of_the_text(extractor: Extractor, text: str) -> None:
    for draft in extractor.explain(Release(text, "x")).linked.drafts:
        for note in draft.notes:
            assert note.words is None or 0 <= note.words.start <= note.words.end <= len(text)


@EXAMPLES
@given(text=TEXTS, other=TEXTS)
def test_the_same_text_gives_the_same_bytes_whatever_came_before(extractor: Extractor, text: str, other: str) -> None:
    first = to_json(extractor.extract(Release(text, "x")))
    extractor.extract(Release(other, "y"))
    assert to_json(extractor.extract(Release(text, "x"))) == first


def _calls(extractor: Extractor, times: int, join: str) -> int:
    """How many functions of linking are called on a text of that many sentences, joined by `join`."""
    order = random.Random(7)
    sentences = (
        f"Net sales of Bramble Foods rose {order.randint(2, 90)}% to ${order.randint(2, 900)} million in "
        f"{2000 + order.randint(1, 20)}"
        for _ in range(times)
    )
    profile = cProfile.Profile()
    profile.runcall(extractor.extract, Release(join.join(sentences) + ".", "x"))
    entries = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    return sum(numbers[1] for (file, _, _), numbers in entries if f"extractor{os.sep}link{os.sep}" in file)


@pytest.mark.parametrize("join", [". ", ".\n\n", "; ", ", and "])
def test_work_grows_linearly_with_the_text(extractor: Extractor, join: str) -> None:
    _calls(extractor, 2, join)  # loads what is loaded once
    assert _calls(extractor, 160, join) < 2.3 * _calls(extractor, 80, join)
