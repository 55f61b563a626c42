"""The parser: what it keeps of the texts, and threads that share it."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import ModuleType

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


def test_the_tokenizer_is_the_one_of_the_model() -> None:
    name = Settings().model
    ours, plain = language._load(name), import_module(name).load(exclude=["ner", "lemmatizer"])
    assert ours.tokenizer.to_bytes() == plain.tokenizer.to_bytes()
    assert ours.vocab.strings.to_bytes() == plain.vocab.strings.to_bytes()
    text = "Norvik's EBITDA rose 5.2% to US$1.2bn (2020: €900m), it\u00a0said on www.norvik.example.\n\n3Q don't"
    for one, other in zip(ours.make_doc(text), plain.make_doc(text), strict=True):
        assert [getattr(one, asked.lower()) for asked in language._ASKED] == [
            getattr(other, asked.lower()) for asked in language._ASKED
        ]


def test_a_tokenizer_of_another_sort_is_left_as_it_is(tmp_path: Path) -> None:
    model = ModuleType("model")
    model.__path__ = [str(tmp_path)]
    (tmp_path / "model-1").mkdir()
    (tmp_path / "model-1" / "config.cfg").write_text('tokenizer = {"@tokenizers":"own.v1"}', encoding="utf-8")
    assert language._tokenizer_as_saved(model) == {}


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
