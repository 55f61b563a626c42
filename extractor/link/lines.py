"""A line: one sentence with its tokens and figures, and the questions that the linking rules ask of it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.documents import Document, Parse, Sentence, Token
from extractor.link.draft import Draft
from extractor.spans import Span

__all__ = ["Line", "lines_of"]

#: Penn tags of nouns, of what may stand before a noun in its phrase, and of verbs.
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "AFX", "FW", "ADD", "RB"})
VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
MODIFYING = frozenset(
    {"amod", "compound", "nmod", "poss", "conj", "punct", "advmod", "npadvmod", "cc", "nummod", "dep"}
)


@dataclass
class Line:
    """One sentence of the release.

    `drafts` are all figures in it, in text order; `quantities` those that are no dates. `text` is the whole release.
    """

    text: str
    sentence: Sentence
    tokens: Sequence[Token]
    drafts: Sequence[Draft]
    names: Sequence[Span] = ()
    lowered: str = field(repr=False, default="")

    @property
    def start(self) -> int:
        """The sentence's first code point."""
        return self.sentence.start

    @property
    def end(self) -> int:
        """One past the sentence's last code point."""
        return self.sentence.end

    @cached_property
    def quantities(self) -> list[Draft]:
        """The figures that are no dates."""
        return [d for d in self.drafts if d.kind != "date"]

    @cached_property
    def dates(self) -> list[Draft]:
        """The dates."""
        return [d for d in self.drafts if d.kind == "date"]

    def before(self, draft: Draft, *, past_dates: bool = True) -> str:
        """Lower-case words between the figure and the one before it (or the sentence's start)."""
        return self.lowered[self._left(draft, past_dates) : draft.start]

    def after(self, draft: Draft, *, past_dates: bool = True) -> str:
        """Lower-case words between the figure and the next one (or the sentence's end)."""
        others = [d.start for d in self.drafts if d.start >= draft.end and not (past_dates and d.kind == "date")]
        return self.lowered[draft.end : min(others, default=self.end)]

    def _left(self, draft: Draft, past_dates: bool) -> int:
        others = [d.end for d in self.drafts if d.end <= draft.start and not (past_dates and d.kind == "date")]
        return max(others, default=self.start)

    def between(self, left: Draft, right: Draft) -> str:
        """Lower-case words between two figures."""
        return self.lowered[left.end : right.start]

    @cached_property
    def figure_at(self) -> dict[int, Draft]:
        """Token index -> the figure that covers the token."""
        out: dict[int, Draft] = {}
        at = 0
        for token in self.tokens:
            while at < len(self.drafts) and self.drafts[at].end <= token.start:
                at += 1
            for draft in self.drafts[at : at + 3]:
                if draft.start <= token.start < draft.end:
                    out.setdefault(token.index, draft)
        return out

    @cached_property
    def _heads(self) -> dict[int, int]:
        """Draft index -> the token of the figure that hangs on the rest of the sentence."""
        out: dict[int, int] = {}
        for index, draft in self.figure_at.items():
            token = self.tokens[index]
            governor = self.figure_at.get(token.head)
            if governor is not draft or token.head == index:
                out.setdefault(draft.index, index)
        return out

    def head_of(self, draft: Draft) -> Token | None:
        """The token by which the figure hangs on the sentence, None where the sentence has no parse."""
        index = self._heads.get(draft.index)
        return None if index is None else self.tokens[index]

    def token_before(self, offset: int) -> Token | None:
        """The last token that ends at or before `offset`."""
        found = None
        for token in self.tokens:
            if token.end > offset:
                break
            found = token
        return found

    def token_after(self, offset: int) -> Token | None:
        """The first token that starts at or after `offset`."""
        return next((token for token in self.tokens if token.start >= offset), None)

    def governor(self, token: Token) -> Token | None:
        """The token's head, None at the root."""
        return None if token.head == token.index else self.tokens[token.head]

    def children(self, token: Token, *deps: str) -> list[Token]:
        """The token's children, of the given dependencies if any are given."""
        return [c for i in token.children if (c := self.tokens[i]).dep in deps or not deps]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        seen = {token.index}
        while token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.index)
            yield token

    def is_noun(self, token: Token) -> bool:
        """Whether the token is a noun that is no figure."""
        return token.tag in NOUNS and token.index not in self.figure_at

    def words(self, span: Span) -> str:
        """The lower-case words of a span."""
        return self.lowered[span.start : span.end]


def lines_of(
    document: Document, parses: Mapping[int, Parse], drafts: Sequence[Draft], names: Sequence[Span] = ()
) -> list[Line]:
    """The lines that hold a figure, in order; `names` are the proper names of the release, in order."""
    lowered = lower(document.text)
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    starts = [name.start for name in names]
    lines = []
    for i, own in sorted(by_sentence.items()):
        sentence = document.sentences[i]
        inside = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        lines.append(Line(document.text, sentence, parses[i].tokens if i in parses else (), own, inside, lowered))
    return lines


def lower(text: str) -> str:
    """`text` in lower case, of the same length: letters whose lower case is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
