"""spaCy factories: `nlp.add_pipe("factwire")` gives `doc._.facts` and a span group a kind."""

from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from extractor.pipeline import Extractor

__all__ = ["FactwireComponent", "make_factwire"]


class FactwireComponent:
    """Extracts the facts of a `Doc`'s text.

    `doc._.facts` is the `ReleaseFacts` of `doc.text`; `doc.spans["factwire"]` holds every figure with its kind as
    label and its fact's id as span id, widened to whole tokens.
    """

    def __init__(self, settings: dict[str, Any] | None = None) -> None:
        self._settings = settings or {}
        self._extractor: Extractor | None = None
        if not Doc.has_extension("facts"):
            Doc.set_extension("facts", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.facts` and the span group, and return the same `Doc`."""
        if self._extractor is None:
            from extractor.pipeline import Extractor
            from extractor.settings import Settings

            self._extractor = Extractor(Settings(**self._settings))
        found = self._extractor.extract(doc.text)
        doc._.facts = found
        spans = (doc.char_span(f.start, f.end, f.kind, span_id=f.id, alignment_mode="expand") for f in found.facts)
        doc.spans["factwire"] = [span for span in spans if span is not None]
        return doc


@Language.factory("factwire", default_config={"settings": {}})
def make_factwire(nlp: Language, name: str, settings: dict[str, Any]) -> FactwireComponent:
    """Build the component; `settings` are fields of `extractor.settings.Settings`."""
    return FactwireComponent(settings)
