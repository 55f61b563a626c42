"""The parser: what it keeps of the texts, and threads that share it."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from extractor import language
from extractor.documents import Parse
from extractor.language import ParseRequest, parser_for
from extractor.settings import Settings


def parsed(*texts: str) -> Sequence[Parse]:
    return list(parser_for(Settings()).parse(ParseRequest(n, text, 0, len(text)) for n, text in enumerate(texts)))


def test_words_of_texts_are_forgotten_now_and_then_and_parses_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "REMEMBERED", 20)
    strings = parser_for(Settings())._nlp.vocab.strings
    sentence = "Qwyjibo sales rose at Zzyzxian Vlorptex."
    first = [parsed(sentence)[0] for _ in range(4)]
    known = len(strings)
    for n in range(40):
        parsed(f"Zzyzxian Vlorptex{n} rose.")
        assert len(strings) < known + 20
    assert "Vlorptex0" not in strings
    assert [token.text for token in first[0].tokens][:3] == ["Qwyjibo", "sales", "rose"]
    assert all(parse == first[0] for parse in (*first, *parsed(sentence)))


def test_threads_share_a_parser() -> None:
    texts = [[f"Sales of Plant{n}x{i} rose to {i} tonnes." for i in range(40)] for n in range(4)]
    alone = [parsed(*some) for some in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda some: parsed(*some), texts)) == alone


def test_the_command_line_of_spacy_stays_out_until_it_is_asked_for() -> None:
    code = """
import sys
from extractor.language import parser_for
from extractor.settings import Settings
parser_for(Settings())
assert not [name for name in sys.modules if name.startswith(("spacy.cli", "weasel", "httpx"))]
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
"""
    subprocess.run([sys.executable, "-W", "error::ImportWarning", "-c", code], check=True)
