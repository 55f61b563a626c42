"""What stands around a figure, for the rules that say whether it is a change."""

from collections.abc import Callable
from dataclasses import dataclass

import regex

from extractor.facts import Direction
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze, unsqueezed
from extractor.link.rule import LinkRule, Manner
from extractor.spans import Span

__all__ = [
    "REACH", "SIGNS", "Around", "DirectionRule", "Finding", "are_joined", "is_alternative", "set_change", "sign_at",
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
    r"(?:\ (?:[\w/]+[\ -](?:over|on)[\ -]\w+|yoy|sequential|annual|organic))?,?(?:\ and|\ or)?\ "
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
