"""What stands around a figure, for the rules that say whether it is a change."""

from collections.abc import Callable
from dataclasses import dataclass

import regex

from extractor.facts import Direction
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze, unsqueezed
from extractor.link.rule import LinkRule, Manner
from extractor.spans import Span
from extractor.words.beside import words_behind
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words
from extractor.words.times import times

__all__ = [
    "REACH", "SIGNS", "Around", "DirectionRule", "Finding", "are_joined", "is_alternative", "is_of_others",
    "set_change", "sign_at",
]  # fmt: skip

#: Cues are looked for at most this far from the figure.
REACH = 160


@dataclass(frozen=True, slots=True)
class Around:
    """A figure with the words before and behind it, up to the next figure: lower case, single blanks."""

    line: Line
    draft: Draft
    before: str
    after: str

    @classmethod
    def of(cls, line: Line, draft: Draft) -> "Around":
        """The surroundings of a figure of a line."""
        left, right = max(line.left_of(draft), draft.start - REACH), min(line.right_of(draft), draft.end + REACH)
        return cls(line, draft, squeeze(line.lowered[left : draft.start]), squeeze(line.lowered[draft.end : right]))

    def cue_before(self, match: regex.Match[str]) -> Span:
        """Where a match in the words before stands in the text."""
        left = max(self.line.left_of(self.draft), self.draft.start - REACH)
        raw = self.line.lowered[left : self.draft.start]
        return Span(left + unsqueezed(raw, match.start()), left + unsqueezed(raw, len(self.before.rstrip())))

    def cue_after(self, match: regex.Match[str]) -> Span:
        """Where the cue of a match in the words behind stands in the text."""
        raw = self.line.lowered[self.draft.end : min(self.line.right_of(self.draft), self.draft.end + REACH)]
        start, end = match.span("cue")
        return Span(self.draft.end + unsqueezed(raw, start), self.draft.end + unsqueezed(raw, end))


#: A direction with the words that say so.
Finding = tuple[Direction, Span]
DirectionRule = LinkRule[Callable[[Around], Finding | None]]


def set_change(draft: Draft, found: Finding, rule: str, manners: tuple[Manner, ...]) -> None:
    """Make a figure a change in the direction that a rule found."""
    draft.part = "change"
    draft.direction = found[0]
    draft.note("direction", rule, found[1], manners)


_COORDINATED = regex.compile(
    r"(?:\ (?:[\w/]+[\ -](?:over|on)[\ -]\w+|yoy|sequential|annual|organic))?,?(?:\ and|\ or|\ &)?\ "
)


def are_joined(line: Line, left: Draft, right: Draft) -> bool:
    """Whether only a conjunction stands between two figures: `7 and 19 percent`."""
    return bool(_COORDINATED.fullmatch(squeeze(line.between(left, right))))


#: "rose 9% (7% at constant rates)", "rose 9% in May compared with April (in nominal terms 7%)": the first figure of a
#: bracket that says how it reckons otherwise.
_BRACKET = regex.compile(r"(?r)\((?P<said>[^()\d]{0,60})")
_OTHERWISE = regex.compile(
    r"\b(?:constant|currenc\w+|organic\w*|adjusted|underlying|excluding|including|like-for-like|comparable|reported|nominal"
    r"|real|basis|terms)\b"
)


#: The signs of changes, and what stands before one that is a figure's own.
SIGNS: dict[str, Direction] = {"+": "up", "-": "down", "−": "down", "–": "down"}
_OPENS = frozenset({"", " ", "\n", "(", "["})


def sign_at(line: Line, draft: Draft) -> int | None:
    """Where the sign stands with which a figure is printed, as its first character or right before it."""
    at = draft.start - (line.text[draft.start] not in SIGNS)
    return at if at >= 0 and line.text[at] in SIGNS and line.text[max(at - 1, 0) : at] in _OPENS else None


def is_alternative(line: Line, draft: Draft) -> bool:
    """Whether a percentage in a bracket is the change before the bracket, reckoned otherwise."""
    if draft.kind != "percent":
        return False
    start = draft.start - (line.text[draft.start - 1 : draft.start] in SIGNS)
    bracket = _BRACKET.match(line.lowered, max(line.start, start - REACH), start)
    if bracket is None:
        return False
    behind = line.lowered[draft.end : line.end].partition(")")[0]
    return bool(_OTHERWISE.search(bracket["said"]) or (not bracket["said"].strip() and _OTHERWISE.search(behind)))


#: Whom or what a figure is said of that another is set against: `11% with placebo`, `0.63% among women`.
_OF_OTHERS = words_behind(r"(?:\s?\([^()\n]{1,40}\))? (?:with|among|amongst|for|in) (?P<whom>\p{L}[^,;:.()\n\d]{0,60})")
_MOVED_FROM = regex.compile(r"\bfrom\b")


def is_of_others(around: Around) -> bool:
    """Whether a figure that one is set against tells of somebody else at the same time, and is no earlier one.

    So where others are named right behind it and no time or account is; what something moved `from` is its own.
    """
    line, draft = around.line, around.draft
    match = _OF_OTHERS.match(line.text, draft.end, line.right_of(draft))
    if match is None or _MOVED_FROM.search(around.before):
        return False
    words = match["whom"].lower().replace("-", " ").split()
    singular = {each for word in words for each in singular_words(word)} | {*words}
    told = singular & (name_lexicon().measures | times().units.keys())
    return not told and not any(draft.end <= date.start < draft.end + REACH for date in line.dates)
