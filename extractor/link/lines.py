"""A line: one sentence with its tokens and figures, and the questions that the linking rules ask of it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import regex

from extractor.documents import Document, Parse, Sentence, Token
from extractor.link.draft import Draft
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.cues import Cues
from extractor.words.names import name_lexicon

__all__ = [
    "FINITE", "MODIFIERS", "MODIFYING", "NOUNS", "VERBS", "Line", "lines_of", "squeeze", "unsqueezed",
    "without_brackets",
]  # fmt: skip

#: "EPS", "EBITDA"; longer ones are words in a headline of capitals.
_LONGEST_ACRONYM = 6
#: Penn tags of nouns, of what may stand before a noun in its phrase, and of verbs.
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "AFX", "FW", "ADD", "RB"})
VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
#: Those of verbs that a clause has one of.
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Dependencies by which a word belongs to the phrase of its head.
MODIFYING = frozenset(
    {"amod", "compound", "nmod", "poss", "conj", "punct", "advmod", "npadvmod", "cc", "nummod", "dep"}
)

_SPACES = regex.compile(r"\s+")
_BRACKETS = regex.compile(r"\([^()]*\)")
#: What opens an entry of a list inside a sentence.
_ENTRY = regex.compile(r"[•▪◦●]\s?|(?<=[:;]\s?)[–—-]\s?|\s[–—](?=\p{L})")
_WORD = regex.compile(r"[\p{L}][\p{L}/.'’-]*+")


@dataclass
class Line:
    """One sentence of the release.

    `drafts` are all figures in it, in text order; `quantities` those that are no dates. `text` is the whole release,
    `lowered` the same in lower case and of the same length; `phrases` and `cores` the noun phrases that were read, with
    and without what belongs to them behind their head, by the head. `start` and `end` are the sentence's.
    """

    text: str
    sentence: Sentence
    tokens: Sequence[Token]
    drafts: Sequence[Draft]
    names: Sequence[Span] = ()
    lowered: str = field(repr=False, default="")
    phrases: dict[int, Span] = field(repr=False, default_factory=dict)
    cores: dict[int, Span] = field(repr=False, default_factory=dict)
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.start, self.end = self.sentence.start, self.sentence.end

    @cached_property
    def quantities(self) -> list[Draft]:
        """The figures that are no dates."""
        return [d for d in self.drafts if d.kind != "date"]

    @cached_property
    def dates(self) -> list[Draft]:
        """The dates."""
        return [d for d in self.drafts if d.kind == "date"]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {draft.index: place for place, draft in enumerate(self.quantities)}

    def earlier(self, draft: Draft) -> list[Draft]:
        """The quantities before one of the line, in text order."""
        return self.quantities[: self._places[draft.index]]

    def later(self, draft: Draft) -> list[Draft]:
        """The quantities behind one of the line, in text order."""
        return self.quantities[self._places[draft.index] + 1 :]

    def previous(self, draft: Draft) -> Draft | None:
        """The quantity directly before one of the line."""
        place = self._places[draft.index]
        return self.quantities[place - 1] if place else None

    def following(self, draft: Draft) -> Draft | None:
        """The quantity directly behind one of the line."""
        place = self._places[draft.index] + 1
        return self.quantities[place] if place < len(self.quantities) else None

    def left_of(self, draft: Draft) -> int:
        """Where the words before a quantity begin: at the end of the quantity before it, or with the sentence."""
        previous = self.previous(draft)
        return previous.end if previous else self.start

    def right_of(self, draft: Draft) -> int:
        """Where the words behind a quantity end: at the next quantity, or with the sentence."""
        following = self.following(draft)
        return following.start if following else self.end

    def before(self, draft: Draft) -> str:
        """Lower-case words between a quantity and the one before it, or the sentence's start."""
        return self.lowered[self.left_of(draft) : draft.start]

    def between(self, left: Draft, right: Draft) -> str:
        """Lower-case words between two figures."""
        return self.lowered[left.end : right.start]

    def entry_of(self, offset: int) -> int:
        """Where the entry of a list around an offset begins: behind a bullet or an opening dash, else the line."""
        return max((m.end() for m in _ENTRY.finditer(self.text, self.start, offset)), default=self.start)

    def is_aside(self, left: Draft, right: Draft) -> bool:
        """Whether one of two figures stands in a bracket that the other does not stand in."""
        between = self.between(left, right)
        return between.count("(") != between.count(")")

    @cached_property
    def cues(self) -> Cues:
        """What words of the sentence say of its figures: expectation, comparison."""
        return Cues.of(self.lowered, self.start, self.end)

    def words(self, span: Span) -> str:
        """The lower-case words of a span."""
        return self.lowered[span.start : span.end]

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

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    def head_of(self, draft: Draft) -> Token | None:
        """The token by which the figure hangs on the sentence, None where the sentence has no parse."""
        index = self._heads.get(draft.index)
        return None if index is None else self.tokens[index]

    def token_before(self, offset: int) -> Token | None:
        """The last token that ends at or before `offset`."""
        place = bisect_left(self._ends, offset + 1)
        return self.tokens[place - 1] if place else None

    def token_after(self, offset: int) -> Token | None:
        """The first token that starts at or after `offset`."""
        return self.token_at(bisect_left(self._starts, offset))

    def token_at(self, index: int) -> Token | None:
        """The token of that index, None beyond either end of the sentence."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def tokens_between(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that lie between two offsets."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._ends, end + 1)]

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
        """Whether the token is a noun, no figure and no formula ("n=12").

        "EPS" is one whatever its tag says, and so is the measure right before what moves it: `Wealth fees up 9%`.
        """
        if token.index in self.figure_at or "=" in token.text:
            return False
        return token.tag in NOUNS or (token.tag in VERBS and (self._is_acronym(token) or self._is_moved(token)))

    def _is_moved(self, token: Token) -> bool:
        if token.text.lower() not in name_lexicon().measures or not token.index:
            return False
        before, after = self.tokens[token.index - 1], self.token_at(token.index + 1)
        moved = after is not None and after.text.lower() in change_lexicon().moving
        return moved and (before.tag in NOUNS or before.tag.startswith("JJ"))

    def _is_acronym(self, token: Token) -> bool:
        printed = self.text[token.start : token.end]
        return len(printed) <= _LONGEST_ACRONYM and printed.isupper() and printed.lower() in name_lexicon().measures

    def is_elliptical(self, left: int, right: int) -> bool:
        """Whether nothing but words of comparison, time and connection stands between two offsets, and brackets."""
        words = _BRACKETS.sub(lambda bracket: " " * len(bracket[0]), self.lowered[left:right])
        if ";" in words or ". " in words:
            return False
        dates = [(d.start, d.end) for d in self.dates if left <= d.start < right]
        leaning = change_lexicon().ellipsis
        for match in _WORD.finditer(words):
            at = left + match.start()
            if any(start <= at < end for start, end in dates):
                continue
            if match.group().rstrip(".") not in leaning:
                return False
        return True


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


def squeeze(text: str) -> str:
    """Blanks and line ends as single blanks; cues are written so.

    >>> squeeze("up\\n  from")
    'up from'
    """
    if "  " not in text and text.isprintable():  # no white space but single blanks
        return text
    return _SPACES.sub(" ", text)


def unsqueezed(text: str, at: int) -> int:
    """The offset in `text` of offset `at` in `squeeze(text)`.

    >>> unsqueezed("up\\n  from", 3)
    5
    """
    shift = 0
    for run in _SPACES.finditer(text):
        if run.start() - shift >= at:
            break
        shift += len(run.group()) - 1
    return at + shift


def without_brackets(text: str) -> str:
    """`text` with a blank for each bracket."""
    return _BRACKETS.sub(" ", text)
