"""Who cannot own a figure, however near they stand: a person has no revenue, nor has a thing of another sentence."""

from collections.abc import Sequence

from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.subjects.topics import Topics
from extractor.spans import Span
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words

__all__ = ["cannot_own"]

#: A measure is named by so many last words: `net loss per share`.
_LAST_WORDS = 3


#: Sorts of names that have accounts, or may have them; `capital`s and plain nouns have none.
_ACCOUNTABLE = frozenset({"company", "body", "place", "unit", "fund", "group", "product", "programme", "name"})


def cannot_own(line: Line, draft: Draft, found: Span, topics: Topics) -> bool:
    """Whether what was found cannot own a figure: accounts are no person's, but for one who gives out the release."""
    if found == topics.issuer.name:
        return False
    measured = draft.metric is not None and found.end == draft.metric.end
    words = singular_words(draft.metric.of(line.text)) if draft.metric is not None else []
    if measured and not topics.entities.knows(found):
        return True  # "Rent was $2 million": it has no owner there
    if topics.entities.kind(found) == "person":
        return bool(name_lexicon().accounts.intersection(words))
    return _is_account(draft, words) and not line.start <= found.start < line.end and _is_thing(found, topics)


def _is_account(draft: Draft, words: Sequence[str]) -> bool:
    """Whether a figure is of an account that only organisations keep: cash and profit, no cost and no price."""
    if draft.kind not in {"money", "percent"}:
        return False
    lexicon = name_lexicon()
    return bool((lexicon.accounts | lexicon.statements).intersection(words[-_LAST_WORDS:]))


def _is_thing(found: Span, topics: Topics) -> bool:
    """Whether what was found is called by a plain noun, or is of a sort that keeps no accounts."""
    if topics.entities.knows(found):
        return topics.entities.kind(found) not in _ACCOUNTABLE
    words = found.of(topics.document.text)
    return words[-1:].islower() and not metric_lexicon().agents.intersection(singular_words(words)[-1:])
