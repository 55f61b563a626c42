"""Builds small documents for tests of single stages."""

import itertools
import re
from datetime import date

from extractor.documents import Document, Release, Section, Sentence

__all__ = ["document_of"]


def document_of(text: str, published: date | None = None) -> Document:
    """One body section; a sentence ends at `. ` before a capital letter, or at a line's end."""
    cuts = [0, *(m.end() for m in re.finditer(r"(?<=[a-z0-9)%]\.)\s+(?=[A-Z])|\n+", text)), len(text)]
    spans = [(a, b) for a, b in itertools.pairwise(cuts) if text[a:b].strip()]
    sentences = tuple(Sentence(i, a, b, "body", 0) for i, (a, b) in enumerate(spans))
    return Document(Release(text, "test", None, published), (Section("body", 0, len(text)),), sentences)
