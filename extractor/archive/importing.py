"""Facts that were written before, as JSON lines or JSON, into a store: a run like any other, with ready facts."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from extractor.archive.items import OUTSIDE
from extractor.archive.outputs import open_named, own_files
from extractor.archive.run import Reporter, Summary, run
from extractor.archive.sources import Sources
from extractor.archive.store_target import StoreTarget
from extractor.archive.work import Done
from extractor.documents import Release
from extractor.emit.json import from_json, to_json
from extractor.errors import InputError
from extractor.facts import DateFact, ReleaseFacts
from extractor.read.apart import guarded
from extractor.read.containers import Leaf
from extractor.read.files import Reading
from extractor.read.places import shown
from extractor.read.plain import release_of
from extractor.read.records import EXCERPT, Fault, lines_of

__all__ = ["Finished", "ReadyFacts", "import_facts", "read_facts"]

LONGER = 16
"""So many times as long as a release the line of its facts may be."""


@dataclass(frozen=True, slots=True)
class Finished(Release):
    """A release whose facts are there already: their JSON and how many there are of each kind."""

    document: bytes = b""
    kinds: tuple[tuple[str, int], ...] = ()


class ReadyFacts:
    """The engine that has nothing to do: the outcomes are the facts that came with the releases."""

    def map(self, batches: Iterable[Sequence[Release]]) -> Iterator[list[Done]]:
        """The outcomes of each batch, in order."""
        for batch in batches:
            yield [Done(each.document, dict(each.kinds)) for each in batch if isinstance(each, Finished)]


def import_facts(names: Sequence[str], store: str, *, reporter: Reporter | None = None) -> Summary:
    """Add the facts in files (also packed, in folders, or on standard input) to a store, as a run that made them would.

    `store` is a file or the address of a PostgreSQL database. What the store has already is passed over; what is no
    `ReleaseFacts` with its text is a fault. Raises InputError where a name stands for nothing.
    """
    sources = Sources(names, exclude=own_files(store, None), reader=_read_alone)
    sources.check()
    command = " ".join(["import", *map(shown, names)])
    target = StoreTarget(open_named(store), fingerprint=command, command=command)
    try:
        return run(sources, target, ReadyFacts(), reporter=reporter)
    finally:
        target.close()


def read_facts(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    """The releases of a file of `ReleaseFacts`, one a line or one that is the whole file; what is none is a fault."""
    limit = LONGER * reading.max_bytes
    for where, document, whole in _items(leaf, limit):
        if not whole:
            yield Fault(where, where.rpartition("/")[2], "too-large", f"longer than {limit:,} bytes")
        elif document.strip():
            yield _finished(document, where)


def _read_alone(leaf: Leaf, reading: Reading) -> Iterator[Release | Fault]:
    return guarded(read_facts, leaf, reading)


def _begins_whole(stream: io.BufferedReader) -> bool:
    """Whether a file is one JSON document over several lines, as `feed` writes it."""
    first, newline, _ = stream.peek(64).removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    return bool(newline) and first.strip() == b"{"


def _items(leaf: Leaf, limit: int) -> Iterator[tuple[str, bytes, bool]]:
    """Each document with its place, and whether it is whole; of one that is too long only the start is there."""
    if _begins_whole(leaf.stream):
        document = leaf.stream.read(limit + 1)
        yield leaf.source, document, len(document) <= limit
        return
    for number, line, whole in lines_of(leaf.stream, limit):
        yield f"{leaf.source}:{number}", line, whole


def _finished(document: bytes, where: str) -> Release | Fault:
    excerpt = document[:EXCERPT].decode("utf-8", "replace").rstrip("\r\n")
    try:
        facts = _facts(document)
    except InputError as error:
        return Fault(where, where.rpartition("/")[2], "no-facts", str(error), excerpt)
    release = facts.release
    failed = next((said for said in facts.diagnostics if said.severity == "error"), None)
    if failed is not None:
        return Fault(release.source or where, release.id, failed.code, failed.message, excerpt)
    try:
        text = _checked_text(facts)
    except InputError as error:
        return Fault(where, release.id, "no-text" if release.text is None else "bad-facts", str(error), excerpt)
    outside = release.published if release.published_from in OUTSIDE else None
    kinds = tuple(Counter(fact.kind for fact in facts.facts).items())
    return Finished(text, release.id, release.source, outside, document=to_json(facts), kinds=kinds)


def _facts(document: bytes) -> ReleaseFacts:
    """The facts that a line holds. Raises InputError that says what it is instead."""
    try:
        return from_json(document.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        wrong = error.errors()[0]
        field = ".".join(map(str, wrong["loc"])) or "the whole"
        raise InputError(f"no facts as factwire writes them: {field}: {wrong['msg'].lower()}; {_RELEASES}") from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from error


_RELEASES = "releases are read by `factwire batch`"


def _checked_text(facts: ReleaseFacts) -> str:
    """The text that the offsets point into. Raises InputError where it is not there, or another one."""
    text = facts.release.text
    if text is None:
        raise InputError("carries no text, which a store keeps: write it with --with-text (batch, feed, export)")
    release_of(text)  # refuses what cannot be coded
    if facts.release.characters != len(text):
        raise InputError(f"its text has {len(text):,} characters, not {facts.release.characters:,}: it was changed")
    for fact in facts.facts:
        links = () if isinstance(fact, DateFact) else (fact.metric, fact.subject)
        for words in (fact, *(link for link in links if link is not None)):
            if text[words.start : words.end] != words.text:
                raise InputError(f"{fact.id}: {words.text!r} is not at {words.start}..{words.end} of its text")
    return text
