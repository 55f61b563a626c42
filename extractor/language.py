"""The only place that builds spaCy: one tagger and parser, loaded lazily, with the fast matrix products."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from extractor.documents import Parse, Token
from extractor.errors import ModelError
from extractor.settings import Settings

__all__ = ["ParseRequest", "Parser", "Replacement", "parser_for"]


@dataclass(frozen=True, slots=True)
class Replacement:
    """`text[start:end]` is parsed as `words`; `figure` is the caller's index of the figure that it stands for."""

    start: int
    end: int
    words: str
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class ParseRequest:
    """A sentence to be parsed: `text[start:end]` with replacements, which are in order and do not overlap.

    `lower` parses it in lower case, for headlines whose capitals would make every word a name.
    """

    sentence: int
    text: str
    start: int
    end: int
    replacements: tuple[Replacement, ...] = ()
    lower: bool = False


#: So many tokens are parsed before the words that were new in them are forgotten.
REMEMBERED = 100_000


class Parser:
    """Tags and parses sentences; build it with `parser_for`, so that the model is loaded once a process."""

    def __init__(self, settings: Settings) -> None:
        self._nlp = _load(settings.model)
        self._lock = Lock()
        self._zone = ExitStack()
        self._seen = 0
        self._batch_tokens = settings.parse_batch_tokens
        self._longest = settings.parse_longest
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}"
        self.version = str(meta["version"])

    def parse(self, requests: Iterable[ParseRequest]) -> Iterator[Parse]:
        """The parses of the requests, in their order; sentences that are too long come back without tokens."""
        source = iter(requests)
        while parses := self._batch(source):
            yield from parses

    def _batch(self, source: Iterator[ParseRequest]) -> list[Parse]:
        """The parses of the next requests, up to a number of tokens; none where there are no more requests."""
        batch: list[tuple[ParseRequest, Any, list[_Piece]]] = []
        size = 0
        with self._lock:
            self._forget()
            for request in source:
                built, pieces = _build(request)
                doc = self._nlp.make_doc(built)
                if len(doc) > self._longest:
                    doc = self._nlp.make_doc("")
                batch.append((request, doc, pieces))
                size += len(doc)
                if size >= self._batch_tokens:
                    break
            parses = list(self._run(batch))
            self._seen += size
            batch.clear()
        return parses

    def _forget(self) -> None:
        """Now and then the words that were new in what was read: else a process grows with all it reads.

        They go with their zone, which no spaCy object leaves; there is one zone at a time.
        """
        if not self._seen or self._seen >= REMEMBERED:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())
            self._seen = 0

    def _run(self, batch: Sequence[tuple[ParseRequest, Any, list["_Piece"]]]) -> Iterator[Parse]:
        docs = [doc for _, doc, _ in batch if len(doc)]
        for _, component in self._nlp.pipeline:
            # One prediction for the whole batch: what `nlp.pipe` does, without its queues.
            if docs:
                component.set_annotations(docs, component.predict(docs))
        for request, doc, pieces in batch:
            yield Parse(request.sentence, tuple(_tokens(doc, pieces)))


@cache
def parser_for(settings: Settings) -> Parser:
    """The parser of these settings, built at the first call of the process.

    Raises ModelError where the model is not installed or has no tagger or parser.
    """
    return Parser(settings)


def _load(package: str) -> Any:
    if not _is_model(package):
        raise ModelError(
            f"language model {package!r} is not installed, or is no spaCy pipeline: pip install it, or set `model`"
        )
    _import_spacy()
    try:
        model = import_module(package)
        nlp = model.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"], config=_tokenizer_as_saved(model))
    except ImportError as error:
        raise ModelError(f"language model {package!r} is not installed: pip install it, or set `model`") from error
    missing = {"tagger", "parser"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"language model {package!r} has no {' and no '.join(sorted(missing))}")
    for _, component in nlp.pipeline:
        network = getattr(component, "model", None)
        for node in network.walk() if network is not None else ():
            # BLIS runs a slow generic kernel on most machines; numpy's BLAS gives the same annotations.
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False
    return nlp


def _tokenizer_as_saved(model: ModuleType) -> dict[str, Any]:
    """Has the usual tokenizer filled from the model's file alone; spaCy would build the language's rules first."""
    spacy: Any = import_module("spacy")
    configs = [file.read_text(encoding="utf-8") for path in model.__path__ for file in Path(path).glob("*/config.cfg")]
    if not any('tokenizer = {"@tokenizers":"spacy.Tokenizer.v1"}' in config for config in configs):
        return {}
    name = "factwire.TokenizerAsSaved.v1"
    spacy.registry.tokenizers(name, func=lambda: _empty_tokenizer)
    return {"nlp.tokenizer": {"@tokenizers": name}}


def _empty_tokenizer(nlp: Any) -> Any:
    """A tokenizer to be filled; its words get no attribute that no component asks for, such as being like a URL."""
    spacy: Any = import_module("spacy")
    asked = {spacy.attrs.IDS[name] for name in _ASKED}
    for attribute in set(nlp.vocab.lex_attr_getters) - asked:
        del nlp.vocab.lex_attr_getters[attribute]
    return spacy.tokenizer.Tokenizer(nlp.vocab)


#: What tokeniser, tagger and parser ask of a word.
_ASKED = ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")


def _import_spacy() -> None:
    """Import spaCy without its command line, which takes as long as the rest, for a client of the network among it.

    `spacy/__init__.py` imports it for `spacy.info` alone, which is found when it is asked for.
    """
    if "spacy" in sys.modules:
        return
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    commands.__path__ = []
    info.info = lambda *args, **options: import_module("spacy.cli.info").info(*args, **options)  # type: ignore[attr-defined]
    names = {"spacy.cli": commands, "spacy.cli.info": info}
    sys.modules.update(names)
    try:
        import_module("spacy")
    finally:
        for name in names:
            del sys.modules[name]


def _is_model(package: str) -> bool:
    """Whether a package bears the marks of a pipeline; found out without running what is in it."""
    spec = find_spec(package) if package.isidentifier() else None
    folders = (spec.submodule_search_locations or ()) if spec is not None else ()
    return any(Path(folder, "meta.json").is_file() for folder in folders)


@dataclass(frozen=True, slots=True)
class _Piece:
    """`built[at:]` up to the next piece stands for `text[start:end]`."""

    at: int
    start: int
    end: int
    figure: int | None
    replaced: bool


def _build(request: ParseRequest) -> tuple[str, list[_Piece]]:
    """The words to parse and how their offsets lead back to the text."""
    out: list[str] = []
    pieces: list[_Piece] = []
    at, here = 0, request.start

    def add(words: str, start: int, end: int, figure: int | None, *, replaced: bool) -> None:
        nonlocal at
        pieces.append(_Piece(at, start, end, figure, replaced))
        out.append(words)
        at += len(words)

    def plain(start: int, end: int) -> str:
        words = request.text[start:end].translate(_PLAIN)
        return words.lower() if request.lower and len(words.lower()) == len(words) else words

    for replacement in request.replacements:
        if here < replacement.start:
            add(plain(here, replacement.start), here, replacement.start, None, replaced=False)
        add(replacement.words, replacement.start, replacement.end, replacement.figure, replaced=True)
        here = replacement.end
    if here < request.end:
        add(plain(here, request.end), here, request.end, None, replaced=False)
    return "".join(out), pieces


#: Typographic signs that the model knows less well than the plain ones; lengths stay the same.
_PLAIN = str.maketrans("“”‘’ \u00a0\u2009\u202f\n\r\t", "\"\"''       ", "")


def _tokens(doc: Any, pieces: Sequence[_Piece]) -> Iterator[Token]:
    """The tokens with their offsets in the release's text; blanks are left out and heads renumbered."""
    strings = doc.vocab.strings
    labels = doc.to_array(["TAG", "DEP"]).tolist() if len(doc) else []
    words = [token.text for token in doc]
    heads = [token.head.i for token in doc]
    numbers = _renumbered(words)
    tokens: list[Token] = []
    piece = 0
    for i, (token, word) in enumerate(zip(doc, words, strict=True)):
        if word.isspace():
            continue
        at = token.idx
        while piece + 1 < len(pieces) and pieces[piece + 1].at <= at:
            piece += 1
        start, end, figure = _origin(pieces[piece], at, at + len(word))
        head = numbers[_head(i, heads, words)]
        tokens.append(Token(numbers[i], start, end, word, strings[labels[i][0]], strings[labels[i][1]], head, figure))
    for token in tokens:
        if token.head != token.index:
            tokens[token.head].children.append(token.index)
    yield from tokens


def _renumbered(words: Sequence[str]) -> list[int]:
    numbers, n = [], 0
    for word in words:
        numbers.append(n)
        n += not word.isspace()
    return numbers


def _head(i: int, heads: Sequence[int], words: Sequence[str]) -> int:
    """The head of token `i`, past blanks, which hang on words and are left out."""
    head = heads[i]
    while words[head].isspace() and heads[head] != head:
        head = heads[head]
    return i if words[head].isspace() else head


def _origin(piece: _Piece, at: int, end: int) -> tuple[int, int, int | None]:
    if piece.replaced:
        return piece.start, piece.end, piece.figure
    start = piece.start + at - piece.at
    return start, min(start + end - at, piece.end), None
