"""Labels: a name that opens a bullet and says whose figures stand behind it ("Software — revenues of $6.3 billion")."""

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words

__all__ = ["Parents", "label_of"]

_LABEL = regex.compile(
    r"""
    (?P<label>\p{Lu}[\p{L}\d&./-]*+(?:\ (?:and\ |&\ |of\ )?\p{Lu}[\p{L}\d&./-]*+){0,5}(?:\ \([^()]{1,30}\))?)
    (?:\s?[—–:]\s(?=\p{Ll})|\ (?=(?:up|down|flat|rose|fell|grew|increased|decreased|declined)\b))
    """,
    regex.VERBOSE,
)


def label_of(line: Line) -> Span | None:
    """The label that opens a bullet: capitalised words, none of a measure or of change, before a dash or the change."""
    match = _LABEL.match(line.text, line.start, line.end) if line.sentence.bullet else None
    if match is None or not line.quantities:
        return None
    words = set(singular_words(match["label"])) | set(match["label"].lower().split())
    lexicon = change_lexicon()
    if words & (
        name_lexicon().measures | lexicon.up.verbs | lexicon.down.verbs | lexicon.up.nouns | lexicon.down.nouns
    ):
        return None
    return Span(*match.span("label"))


class Parents:
    """The measure that the bullets above speak of, for bullets that only say whose and by how much."""

    def __init__(self) -> None:
        self._last: Draft | None = None

    def metric_for(self, line: Line, draft: Draft) -> Span | None:
        """What the amount in the bullet above measures, for a change in a labelled bullet."""
        labelled = draft.direction is not None and label_of(line) is not None
        return self._last.metric if labelled and self._last is not None else None

    def leave(self, line: Line) -> None:
        """Keep what a linked bullet's amount measures for the bullets below."""
        own = next((d for d in line.quantities if d.kind == "money" and d.metric is not None and not d.direction), None)
        if line.sentence.bullet and own is not None:
            self._last = own
        elif not line.sentence.bullet:
            self._last = None
