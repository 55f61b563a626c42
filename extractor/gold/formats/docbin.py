"""spaCy's `DocBin`: spans in `doc.spans["factwire"]`, in `doc.ents` too where they do not overlap, fields in user data.

Tokens are those of spaCy's English tokenizer, cut further where a span begins or ends inside one. Reading takes
`doc.spans["factwire"]`, else `doc.spans["sc"]` (what a span categorizer writes), else `doc.ents`.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import InputError
from extractor.gold.annotations import GoldRelease
from extractor.gold.checking import Origin
from extractor.gold.faults import Fault
from extractor.gold.files import Item, Labels
from extractor.gold.formats.converting import CARRIED, carried, document, kind_of, release_row
from extractor.gold.jsontext import JSONTextError, encode, load_json

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["read", "write"]

GROUPS = (CARRIED, "sc")


def read(source: Path, labels: Labels) -> Iterator[Item]:
    """The documents of a `.spacy` file."""
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = DocBin().from_disk(source).get_docs(spacy.blank("en").vocab)
        for number, doc in enumerate(docs, 1):
            yield doc_document(
                doc, Origin(source=f"{source} document {number}"), labels, name=f"{source.stem}-{number}"
            )
    except (ValueError, KeyError, TypeError, EOFError, OSError, zlib.error) as error:
        message = f"this is no DocBin that spaCy can read: {type(error).__name__}: {str(error)[:120]}"
        yield Fault(code="docbin", source=str(source), message=message)


def doc_document(doc: "Doc", origin: Origin, labels: Labels, *, name: str) -> Item:
    """One doc as a document of ours."""
    try:
        extra = load_json(doc.user_data.get(CARRIED, "{}"))
    except JSONTextError as error:
        return Fault(code="docbin", source=origin.source, message=f"its user data is not ours: {error}")
    fields = {(row["start"], row["end"], row["kind"]): row for row in extra.get("facts", [])}
    group = next((doc.spans[key] for key in GROUPS if key in doc.spans), None)
    facts = []
    for number, span in enumerate(doc.ents if group is None else group, 1):
        kind = kind_of(span.label_, labels)
        if kind is None:
            continue
        start, end = span.start_char, span.end_char
        row: dict[str, Any] = {"id": f"s{number}", "kind": kind, "text": span.text, "start": start, "end": end}
        facts.append(row | fields.get((start, end, kind), {}))
    return document(extra.get("release", {}), doc.text, facts, origin, name=name)


def write(releases: Sequence[GoldRelease], target: Path) -> None:
    """Write `target`, a doc a release."""
    import spacy
    from spacy.tokens import DocBin

    blank = spacy.blank("en")
    docs = DocBin(store_user_data=True)
    for release in releases:
        docs.add(doc_of(release, blank))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        docs.to_disk(target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error


def doc_of(release: GoldRelease, blank: "Language") -> "Doc":
    """A release as a doc whose tokens end where spans end."""
    from spacy.tokens import Doc, SpanGroup
    from spacy.util import filter_spans

    words, spaces = tokens_of(release, blank)
    doc = Doc(blank.vocab, words=words, spaces=spaces)
    spans = [doc.char_span(fact.start, fact.end, label=fact.kind) for fact in release.facts]
    doc.spans[CARRIED] = SpanGroup(doc, name=CARRIED, spans=spans)
    doc.ents = filter_spans(spans)
    facts = [{"kind": fact.kind, "start": fact.start, "end": fact.end} | carried(fact) for fact in release.facts]
    doc.user_data[CARRIED] = encode({"release": release_row(release), "facts": facts})
    return doc


def tokens_of(release: GoldRelease, blank: "Language") -> tuple[list[str], list[bool]]:
    """spaCy's tokens, cut at the ends of spans, and whether a single blank follows each."""
    starts = {fact.start for fact in release.facts} | {fact.end - 1 for fact in release.facts}
    cuts = {offset for fact in release.facts for offset in (fact.start, fact.end)}
    words: list[str] = []
    spaces: list[bool] = []
    for token in blank.make_doc(release.text):
        inside = [cut - token.idx for cut in cuts if token.idx < cut < token.idx + len(token.text)]
        edges = [0, *sorted(inside), len(token.text)]
        pieces = [token.text[one:other] for one, other in pairwise(edges)]
        after = bool(token.whitespace_)
        if after and token.idx + len(token.text) in starts:  # the blank belongs to a span: it is a token of its own
            pieces, after = [*pieces, token.whitespace_], False
        words += pieces
        spaces += [False] * (len(pieces) - 1) + [after]
    return words, spaces
