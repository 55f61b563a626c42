"""spaCy factories: `nlp.add_pipe("factwire")` gives `doc._.facts` and span groups.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("factwire")
>>> doc = nlp("Revenue rose 5% to $1.2 million.")
>>> [(span.text, span.label_, span.id_) for span in doc.spans["factwire"]]
[('5%', 'percent', 'f1'), ('$1.2 million', 'money', 'f2')]
>>> doc.spans["factwire.money"][0]._.fact.value
Decimal('1200000')
"""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.documents import Release
from extractor.facts import Fact, ReleaseFacts
from extractor.values import Kind

if TYPE_CHECKING:
    from extractor.pipeline import Extractor

__all__ = ["FactwireComponent", "make_factwire"]


class FactwireComponent:
    """Extracts the facts of a `Doc`'s text.

    `doc._.facts` is the `ReleaseFacts` of `doc.text`. `doc.spans["factwire"]` holds every figure, widened to whole
    tokens, with its kind as label and its fact's id as span id; `doc.spans["factwire.money"]` and so on hold those of
    one kind. `span._.fact` is the fact of such a span. The day of publication is read from the text; set
    `doc._.published` (a `datetime.date`) before the component runs to override it.
    """

    def __init__(self, settings: dict[str, Any] | None = None, *, spans_key: str = "factwire") -> None:
        self._settings = settings or {}
        self._key = spans_key
        _extend()

    @cached_property
    def _extractor(self) -> "Extractor":
        from extractor.pipeline import Extractor
        from extractor.settings import Settings

        return Extractor(Settings(**self._settings))

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.facts` and the span groups, and return the same `Doc`."""
        return self._set(doc, self._extractor.extract(_release(doc)))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The same for many docs, whose sentences are parsed together; the extractor sizes its own batches."""
        waiting: deque[Doc] = deque()

        def releases() -> Iterator[Release]:
            for doc in stream:
                waiting.append(doc)
                yield _release(doc)

        for found in self._extractor.pipe(releases()):
            yield self._set(waiting.popleft(), found)

    def _set(self, doc: Doc, found: ReleaseFacts) -> Doc:
        from extractor.emit.json import to_json

        # JSON, so that a doc with facts can still be written to disk and sent between processes.
        doc._.facts_json = to_json(found).decode()
        spans = [doc.char_span(f.start, f.end, f.kind, span_id=f.id, alignment_mode="expand") for f in found.facts]
        doc.spans[self._key] = spans
        for kind in get_args(Kind):
            doc.spans[f"{self._key}.{kind}"] = [span for span in spans if span.label_ == kind]
        return doc


def _release(doc: Doc) -> Release:
    from extractor.read.plain import release_of

    return release_of(doc.text, published=doc._.published)


def _facts(doc: Doc) -> ReleaseFacts | None:
    from extractor.emit.json import from_json

    return from_json(doc._.facts_json) if doc._.facts_json is not None else None


def _fact(span: Span) -> Fact | None:
    found = _facts(span.doc)
    return next((fact for fact in found.facts if fact.id == span.id_), None) if found else None


def _extend() -> None:
    """Register the extension attributes, once a process."""
    if not Doc.has_extension("facts_json"):
        Doc.set_extension("facts_json", default=None)
        Doc.set_extension("published", default=None)
        Doc.set_extension("facts", getter=_facts)
        Span.set_extension("fact", getter=_fact)


@Language.factory(  # type: ignore[untyped-decorator]  # spaCy is not read by the type checker
    "factwire", default_config={"settings": {}, "spans_key": "factwire"}
)
def make_factwire(nlp: Language, name: str, settings: dict[str, Any], spans_key: str) -> FactwireComponent:
    """Build the component; `settings` are fields of `extractor.settings.Settings`."""
    return FactwireComponent(settings, spans_key=spans_key)
