"""The parser: what it keeps of the texts, and threads that share it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from extractor.documents import Parse
from extractor.language import ParseRequest, parser_for
from extractor.settings import Settings


def parsed(*texts: str) -> Sequence[Parse]:
    return list(parser_for(Settings()).parse(ParseRequest(n, text, 0, len(text)) for n, text in enumerate(texts)))


def test_words_of_a_text_are_forgotten_and_parses_stay() -> None:
    parsed("Sales rose.")
    strings = parser_for(Settings())._nlp.vocab.strings
    known = len(strings)
    (parse,) = parsed("Qwyjibo sales rose at Zzyzxian Vlorptex.")
    assert len(strings) == known
    assert "Zzyzxian" not in strings
    assert [token.text for token in parse.tokens][:3] == ["Qwyjibo", "sales", "rose"]
    assert parse == parsed("Qwyjibo sales rose at Zzyzxian Vlorptex.")[0]


def test_threads_share_a_parser() -> None:
    texts = [[f"Sales of Plant{n}x{i} rose to {i} tonnes." for i in range(40)] for n in range(4)]
    alone = [parsed(*some) for some in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda some: parsed(*some), texts)) == alone
