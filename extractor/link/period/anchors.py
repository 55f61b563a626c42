"""How the dates of a sentence stand in it: what introduces them, what they open, and in which clause they are."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import regex

from extractor.date_readings import Shift
from extractor.link.comparison_periods import period_of
from extractor.link.draft import Draft, When
from extractor.link.lines import NOUNS, Line, squeeze
from extractor.link.period.stretches import stretch_of
from extractor.scene.time import heads_of_columns
from extractor.spans import Span
from extractor.values import DateValue

__all__ = ["Anchor", "Form", "TimeLine"]

#: `opens`: the sentence; `clause`: a clause in it; `modifier`: of the noun behind it; `label`: of the figure behind it.
Form = Literal["opens", "clause", "modifier", "bracket", "label", "adjunct", "bare"]

_PREPOSITION = (
    r"in|for|during|over|at|as\ of|as\ at|of|on|by|through|throughout|since|from|to|until|till|after|before|within"
    r"|between|around|into|end\ of|end|ended|ending|than|versus|vs\.?|against|compared\ (?:to|with)|relative\ to|with"
    r"|(?:in\ )?comparison\ (?:to|with)|than\ (?:in|for|during|at|on)"
)
_DETERMINER = (
    r"the|its|our|their|a|an|that|this|each|full|fiscal|calendar|financial|same|whole|entire|year|year-end|month|quarter"
    r"|early|late|mid|both|about|around|approximately"
)
#: What introduces a date: the last preposition right before it, articles left out.
_LED = regex.compile(rf"(?<![\w-])(?P<led>{_PREPOSITION})\ (?:(?:{_DETERMINER})\ )*$")
#: Longer forms of what compares.
_COMPARING = regex.compile(r"(?P<sign>than)\ \w+|(?:in\ )?comparison\ ")
#: "compared to pro forma second-quarter revenue": words of what is compared stand before its date.
_COMPARED_WITH = regex.compile(
    r"(?<!\w)(?P<led>versus|vs\.?|against|(?:compared|comparison)\ (?:to|with)|relative\ to|than(?!\ [a-z]+ed\ ))\ "
    r"(?:(?!(?:in|for|of|on|at|by|during|and|but|was|were)\ )[a-z’'-]+\ ){1,4}$"
)
_OPENING = regex.compile(rf"^\W*(?:(?:{_PREPOSITION}|{_DETERMINER}|overall|globally|and|but)\W+)*$")
#: Where a clause may begin, so that what stands behind is told of another time.
_BREAK = regex.compile(
    r";|\ [–—-]\ |—|(?<!\.[a-z])\.\ |,\ (?:and\ |but\ |while\ |whereas\ |with\ |as\ |which\ |followed\ by\ )?|:\ "
    r"|(?<!\w)(?:and|but|while|whereas|although|though|or)\ "
)
#: Signs that surely end a clause.
_HARD = regex.compile(r";|(?<!\.[a-z])\.\ |\ [–—-]\ |—|,?\ (?:while|whereas|but|although|though)\ ")
_NO_NOUN = frozenset({"million", "billion"})
_MODIFIERS = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "AFX"}
_LABEL = regex.compile(r"\ ?(?::|=)\ ?|\ (?:projection|forecast|guidance|outlook|estimate|target)s?:?\ ?(?=[^\w\s]|\d)")
#: What stands before a date that opens an entry of a list, or a clause; behind one that closes; what runs on.
_LISTED = regex.compile(r"(?:[,;:–—]|(?<!\w)and|(?<!\w)but)\ (?:the\ |its\ |our\ )?$")
_JOINT = regex.compile(r"(?:[,;:–—]|(?<!\w)(?:and|but|while|whereas)) ?$")
_CLOSE = regex.compile(r"\ ?(?:[,;.)]|and\b|or\b|to\b|compared\b|versus\b)")
_RUNS_ON = regex.compile(r"(?:['’]s)?[ \n-]\w")
#: "(December 2020 = 100)": an index counts from there, and nothing is about it.
_BASE = regex.compile(r"\s?=\s?100\b")
#: "9 Last twelve months (“LTM”)": a footnote that says what an abbreviation stands for tells no figure's time.
_DEFINED = regex.compile(r"\s?\(\W?(?:ltm|ttm|ytd|qtd|mtd)\W?\)")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of a sentence that can be the time of a figure.

    `led` is the preposition that introduces it; `segment` counts the clauses before it; `span` is where it begins with
    what introduces it.
    """

    draft: Draft
    when: When
    form: Form
    led: str
    segment: int
    bracket: int

    @property
    def start(self) -> int:
        """The date's first code point."""
        return self.draft.start

    @property
    def end(self) -> int:
        """One past the date's last code point."""
        return self.draft.end

    @property
    def is_deictic(self) -> bool:
        """Whether it is counted from the day of publication: `last year`, not `the year before`."""
        return self.draft.figure.mention.date.shift == Shift(-1)


class TimeLine:
    """A line with its dates anchored and its clauses counted."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._reported: DateValue | None = None
        dates = line.dates
        heads = heads_of_columns(line.text, [(Span(d.start, d.end), d.figure.mention.date) for d in dates])
        self._heads = frozenset(dates[place].index for place in heads)
        self._forms: dict[int, tuple[Form, str]] = {d.index: self._form(d) for d in dates}

    def know(self, reported: DateValue | None) -> None:
        """Take the period that the release reports: lengths of time may end with it."""
        if reported is not None and any((d.date.value or "").startswith("P") for d in self.line.dates):
            self._reported = reported
            self.__dict__.pop("anchors", None)

    @cached_property
    def anchors(self) -> list[Anchor]:
        """The dates that can be a time of figures, in order."""
        out = []
        for draft in self.line.dates:
            if draft.index in self._heads:
                continue
            when = period_of(draft) or stretch_of(self.line, draft, self._reported)
            form, led = self._forms[draft.index]
            defined = not led and _DEFINED.match(self.line.lowered, draft.end, self.line.end)
            if when is not None and not defined and not _BASE.match(self.line.lowered, draft.end, self.line.end):
                out.append(Anchor(draft, when, form, led, self.segment_of(draft.start), self.bracket_of(draft.start)))
        return out

    # ------------------------------------------------------------------------------------------ clauses

    @cached_property
    def _starts(self) -> list[int]:
        """Where clauses begin: behind hard signs, before subjects of their own, at dates that open one."""
        line = self.line
        out = {m.end() for m in _HARD.finditer(line.lowered, line.start, line.end)}
        for token in line.tokens:
            if token.dep in _SUBJECTS and token.head != token.index:
                verb = line.tokens[token.head]
                if verb.head != verb.index and verb.dep in {"conj", "parataxis", "ccomp", "advcl"}:
                    out.add(self._left_edge(token.index))
        for draft in line.dates:
            if self._forms[draft.index][0] in {"clause", "label"} or self._opens_list_entry(draft):
                out.add(self._start_with_lead(draft))
        return sorted(out)

    def _left_edge(self, index: int) -> int:
        tokens = self.line.tokens
        left, at, steps = index, index, 0
        while steps < 12:
            steps += 1
            children = tokens[at].children
            if not children or children[0] >= at:
                break
            at = children[0]
            left = at
        return tokens[left].start

    def _start_with_lead(self, draft: Draft) -> int:
        before = self.line.lowered[max(self.line.start, draft.start - 40) : draft.start]
        match = _LED.search(squeeze(before))
        return draft.start - (len(match[0]) if match and squeeze(before) == before else 0)

    def _opens_list_entry(self, draft: Draft) -> bool:
        """`Q1 EPS was $0.11, Q2 EPS $0.22`: the date modifies a noun and begins behind a sign of a list."""
        if self._forms[draft.index][0] != "modifier":
            return False
        before = squeeze(self.line.lowered[max(self.line.start, draft.start - 40) : draft.start])
        led = _LED.search(before)
        return _LISTED.search(before[: led.start()] if led else before) is not None

    def form_of(self, date: Draft) -> str:
        """How a date of the line stands in it."""
        return self._forms[date.index][0]

    def clause_start(self, offset: int) -> int:
        """Where the clause around an offset begins."""
        segment = self.segment_of(offset)
        return self._starts[segment - 1] if segment else self.line.start

    def segment_of(self, offset: int) -> int:
        """How many clauses begin before an offset."""
        return bisect_right(self._starts, offset)

    @cached_property
    def _brackets(self) -> list[tuple[int, int]]:
        out, open_at = [], -1
        text = self.line.text
        for at in range(self.line.start, self.line.end):
            sign = text[at]
            if sign == "(":
                open_at = at
            elif sign == ")" and open_at >= 0:
                out.append((open_at, at))
                open_at = -1
        return out

    def bracket_of(self, offset: int) -> int:
        """The number of the bracket around an offset, from 1; 0 outside all."""
        return next((i for i, (a, b) in enumerate(self._brackets, 1) if a < offset < b), 0)

    # -------------------------------------------------------------------------------------------- forms

    def _form(self, draft: Draft) -> tuple[Form, str]:
        line = self.line
        before = squeeze(line.lowered[max(line.start, draft.start - 60) : draft.start])
        match = _LED.search(before) or _COMPARED_WITH.search(before)
        led = _COMPARING.sub(lambda found: found["sign"] or "compared-", match["led"]) if match else ""
        led = led.replace(" ", "-").rstrip(".")
        if _LABEL.match(line.lowered, draft.end, line.end):
            return "label", led
        if self.bracket_of(draft.start):
            return "bracket", led
        opening = draft.start - line.start < 60 and _OPENING.match(
            line.lowered[line.start : draft.start].rpartition(": ")[2]
        )
        if opening:
            return "opens", led
        if self._modifies(draft):
            return "modifier", led
        lead = before[: match.start()] if match else before
        behind = line.lowered[draft.end : draft.end + 2]
        if _JOINT.search(lead) and behind[:1] in {",", " "}:
            following = next((d for d in line.drafts if d.start >= draft.end), None)
            if following is not None and following.kind != "date" and (behind[:1] == "," or not self._closes(draft)):
                return "clause", led
        return ("adjunct" if led else "bare"), led

    def _closes(self, draft: Draft) -> bool:
        """Whether a sign or a joint stands right behind a date."""
        return _CLOSE.match(self.line.lowered[draft.end : draft.end + 12]) is not None

    def _modifies(self, draft: Draft) -> bool:
        line = self.line
        if not _RUNS_ON.match(line.text[draft.end : draft.end + 5]):
            return False
        token = line.token_after(draft.end)
        if token is not None and token.text.lower() in {"'s", "’s", "-"}:
            token = line.token_at(token.index + 1)
        if token is None or token.start - draft.end > 4:
            return False
        if token.index in line.figure_at:
            return False
        return (token.tag in _MODIFIERS and token.dep != "ROOT") or line.is_noun(token)
