"""No figure is found in text that states none: every line of `negatives.txt`, through the whole pipeline."""

from pathlib import Path

import pytest

from extractor.documents import Release
from extractor.pipeline import Extractor

SENTENCES = [
    line
    for line in (Path(__file__).parent / "negatives.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[str, str]]]:
    """The kind and text of each fact of each sentence, extracted in one go."""
    facts = Extractor().pipe(Release(text=s, id=f"n{i}") for i, s in enumerate(SENTENCES))
    return {s: [(f.kind, f.text) for f in f_.facts] for s, f_ in zip(SENTENCES, facts, strict=True)}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_figure(sentence: str, found: dict[str, list[tuple[str, str]]]) -> None:
    assert found[sentence] == []


def test_the_corpus_is_large() -> None:
    assert len(SENTENCES) >= 170
    assert len(set(SENTENCES)) == len(SENTENCES)
