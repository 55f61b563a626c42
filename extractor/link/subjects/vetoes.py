"""Who cannot own a figure, however near they stand: a person has no revenue, and no heading has anything."""

from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.subjects.references import Topics
from extractor.spans import Span
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words

__all__ = ["cannot_own"]


def cannot_own(line: Line, draft: Draft, found: Span, topics: Topics) -> bool:
    """Whether what was found cannot own a figure: accounts are no person's, but for one who gives out the release."""
    if found == topics.issuer.name or topics.entities.kind(found) != "person":
        return False
    words = singular_words(draft.metric.of(line.text)) if draft.metric is not None else []
    return bool(name_lexicon().accounts.intersection(words))
