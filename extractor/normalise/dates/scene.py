"""What the reading of a date may look at: the release, the dates read so far, and the words on both sides."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

import regex

from extractor.date_readings import DateReading, Ended, SamePeriod, Shift
from extractor.days import quarter_days
from extractor.documents import Document
from extractor.mentions import Mention
from extractor.normalise.dates.fiscal import FiscalCalendar
from extractor.normalise.dates.when import When
from extractor.scene.time import heads_of_columns
from extractor.spans import Span
from extractor.words.times import fold, times

__all__ = ["Readers", "Scene", "Side"]

Side = Literal["future", "past"]
_WORD = regex.compile(r"[a-z]+(?:'[a-z]+)?")
_COMPARED = regex.compile(
    r"(?r)(?<!\w)(?:from|than|against|versus|vs\.?|compared (?:with|to)|over|since) "
    r"(?:[^,;.()t]|t(?!o [a-z]{0,3}[$€£¥₹]?\d)|(?<=\d)[.,](?=\d)){0,50}(?<=\s)"
)
#: "June forecast": the forecast was made in that month.
_FORECAST = regex.compile(r" (?:forecast|projection|estimate|survey|prediction|meeting|conference)s?(?!\w)")
#: "the vote on Thursday is likely to …", "Q4 orders expected to rise": the time is that of what is looked forward to.
_AHEAD = regex.compile(
    r" (?:(?:is|are) (?:likely|expected|set|due|scheduled|planned|slated|to)|will|would|could|may|might|shall)(?!\w)"
    r"|(?: (?!than)[a-z-]+){1,3}? (?:is |are )?(?:expected|projected|anticipated|forecast|estimated|likely|slated"
    r"|poised) to (?!have)"
    r"|, (?:we|it|the company|management) (?:[a-z]+ )?(?:expects?|anticipates?|forecasts?|projects?|estimates?) "
)
_CHANGE = regex.compile(
    r"(?<!\w)(?:up|down|rose|fell|grew|risen|fallen|lower|higher|less|more|dropped|unchanged|improved|compared|ranging"
    r"|(?:increas|decreas|declin|chang|gain|rais|widen|narrow|shr[aiu]nk|jump|slip|climb|soar|surg|edg)\w*)(?!\w)"
)
#: "expects to report fourth quarter revenue of": what is reported has ended.
_TO_REPORT = regex.compile(
    r"(?:expects?|will|plans?|is|are|anticipates?)(?: expected| set| due)?(?: to)? report [^,;.]{0,30}$"
)
#: "declared a fourth-quarter dividend": of the quarter that is running.
_DIVIDEND = regex.compile(r"[ -](?:cash )?(?:dividend|distribution)s?(?!\w)")
_DECLARED = regex.compile(r"(?<!\w)(?:declar|approv|authori[sz])(?:ed|es|e|ing)(?!\w)[^,;.]{0,40}$")
_UP_TO = regex.compile(r"(?r)(?<!\w)(?:by|until|till) (?:the )?")
#: "Posts Q2 Earnings, Will Open Branches": what is told behind the next comma is of another clause.
_NEXT_CLAUSE = regex.compile(r"(?: [^,;\n]+),")
_CLAUSE_OPENS = regex.compile(r"(?r)(?:[,;:-] |(?<!\w)(?:and|but|while|that|as) )(?:[a-z]+ ){0,3}")
#: A time within so many code points of its sentence's start opens it.
_NEAR = 24
#: `plans to ramp up production by year-end`: no change that has happened.
_NO_CUE = regex.compile(r"(?<!\w)to [a-z]+ (?:up|down)(?!\w)")
#: A clause of its own begins here.
_CLAUSES = (";", ", and ", ", but ", ", while ", " whereas ")
#: So many distinct periods a release may name; more are an adversary's.
MOST_PERIODS = 200
_PERIODS = {"month", "quarter", "half", "year", "span", "week"}


@dataclass(slots=True)
class Scene:
    """The state of reading one release; `whens[i]` is the time of `mentions[i]` once it is read."""

    document: Document
    mentions: Sequence[Mention]
    published: date | None
    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    day_first: bool = False
    whens: list[When | None] = field(default_factory=list)
    #: Times that say their year themselves, known before the others are read: index -> time.
    explicit: dict[int, When] = field(default_factory=dict)
    #: The distinct periods among them with how often each is named, and the parts of years said to be fiscal.
    stated: Counter[When] = field(default_factory=Counter)
    fiscal_parts: set[str] = field(default_factory=set)
    #: The last day of the latest quarter that had ended by the publication, as the release or the calendar has it;
    #: without a day of publication that of the latest time that is said to have `ended`.
    reference_end: date | None = None
    #: The first time that says its year and can be what the release reports; those that only head columns.
    lead: When | None = None
    heads: frozenset[int] = frozenset()
    folded: str = ""
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded = fold(self.document.text)
        self.starts = [s.start for s in self.document.sentences]
        self.whens = [None] * len(self.mentions)
        self.heads = heads_of_columns(self.document.text, [(Span(m.start, m.end), m.date) for m in self.mentions])

    def sentence(self, i: int) -> tuple[int, int]:
        """Start and end of the sentence that a mention stands in."""
        at = bisect_right(self.starts, self.mentions[i].start) - 1
        if at < 0:
            return 0, len(self.folded)
        found = self.document.sentences[at]
        return found.start, max(found.end, self.mentions[i].end)

    def led(self, i: int, words: regex.Pattern[str], back: int, *, inside: bool = False) -> regex.Match[str] | None:
        """The words of a reverse pattern that end where a mention starts, `inside` its sentence if so asked."""
        start = self.mentions[i].start
        first = self.sentence(i)[0] if inside else 0
        return words.match(self.folded, max(first, start - back), start)

    def followed(self, i: int, words: regex.Pattern[str]) -> regex.Match[str] | None:
        """The words of a pattern that begin where a mention ends."""
        return words.match(self.folded, self.mentions[i].end)

    def side(self, i: int) -> Side | None:
        """The side of the publication that the nearest cue points to: to the left in the clause, else to the right."""
        start, end = self.sentence(i)
        mention = self.mentions[i]
        if "ended" in self.folded[mention.start : mention.end]:
            return "past"
        if self.is_of_forecast(i):
            return "past"
        start = max(start, mention.start - 160)
        clause = max(start, *(self.folded.rfind(mark, start, mention.start) for mark in _CLAUSES))
        stop = self.folded.find(";", mention.end, min(end, mention.end + 100))
        text = self.document.text
        if self._starts(i, start):
            return "future"
        if self.followed(i, _AHEAD):
            return "future"
        if self.followed(i, _DIVIDEND) and _DECLARED.search(self.folded, clause, mention.start):
            return "future"
        if _TO_REPORT.search(self.folded, clause, mention.start):
            return "past"
        near = _cues(text, self.folded, clause, mention.start)
        if near:
            return near[-1]
        stop = min(stop if stop > 0 else end, mention.end + 100)
        if (foreign := _NEXT_CLAUSE.match(self.folded, mention.end, stop)) and not self._opens_clause(i):
            stop = foreign.end()
        right = _cues(text, self.folded, mention.end, stop)
        left = _cues(text, self.folded, max(start, self.folded.rfind(";", start, mention.start)), mention.start)
        if right or left:
            return right[0] if right else left[-1]
        return "future" if _UP_TO.match(self.folded, max(start, mention.start - 12), mention.start) else None

    def expected_by(self, i: int) -> bool:
        """Whether something is looked forward to `by` a time: `expected to meet the goal of 15 deployed units by`."""
        mention, start = self.mentions[i], max(self.sentence(i)[0], self.mentions[i].start - 160)
        if not _UP_TO.match(self.folded, max(start, mention.start - 12), mention.start):
            return False
        clause = max(start, *(self.folded.rfind(mark, start, mention.start) for mark in _CLAUSES))
        return "future" in _cues(self.document.text, self.folded, clause, mention.start)

    def _opens_clause(self, i: int) -> bool:
        """Whether a time opens its sentence or a clause, so that what stands behind its comma is of that time."""
        start, mention = self.sentence(i)[0], self.mentions[i]
        return mention.start - start < _NEAR or self.led(i, _CLAUSE_OPENS, 40, inside=True) is not None

    def _starts(self, i: int, start: int) -> bool:
        """Whether something holds `from August` on: nothing in the sentence has changed since then."""
        mention = self.mentions[i]
        behind = self.folded[mention.end : mention.end + 1]
        if not self.folded.endswith(" from ", start, mention.start) or behind not in set(".,;\n") | {""}:
            return False
        return _CHANGE.search(self.folded, start, mention.start) is None

    def compared(self, i: int) -> bool:
        """Whether a mention is what something is compared with: `from 2,080 in June 2022`."""
        return self.led(i, _COMPARED, 60, inside=True) is not None

    def is_reported(self, i: int) -> bool:
        """Whether the words behind a time are what a release reports of it: `nine-month revenue`, `Q1 results`."""
        end = self.mentions[i].end
        return self.folded[end : end + 16].lstrip(" \n-").startswith(tuple(times().reported.words))

    def is_of_forecast(self, i: int) -> bool:
        """Whether a time is that of a forecast, a survey or a meeting: `the June forecast`."""
        return self.followed(i, _FORECAST) is not None

    def year_from_right(self, i: int) -> int | None:
        """The index of the next mention where a list lends its year: `fourth-quarter and full-year 2024`."""
        if i + 1 >= len(self.mentions):
            return None
        between = self.folded[self.mentions[i].end : self.mentions[i + 1].start]
        listed = regex.fullmatch(
            r"(?:,| and| or| to| &|/| through|,? and the| and for the| and its| and in)(?: the)? ?\n?", between
        )
        return i + 1 if listed else None

    def focus(self, i: int, grains: frozenset[str] | set[str] = frozenset(_PERIODS)) -> When | None:
        """The period spoken of before a mention: in its sentence, else in the sentences before.

        In the paragraphs before only headings and what ends with the period that the release reports are such; without
        any it is that one: "in fiscal 2026.¶ Sales rose 15% from a year ago" is told of the quarter just over.
        """
        start, _ = self.sentence(i)
        lead = self.lead if self.lead is not None and self.lead.grain in grains else None
        other: When | None = lead
        for j in range(i - 1, max(-1, i - 40), -1):
            when = self.whens[j]
            if (
                when is None
                or when.grain not in grains
                or self._leans(j)
                or (when.first is None and when.fiscal is None)
                or j in self.heads
                or (lead is not None and not self._is_beside(j, i) and not self._is_told(when, lead))
            ):
                continue
            if self.mentions[j].start < start and i - j > 12:
                break
            if not self.compared(j):
                return when
            other = other or when
        return other

    def _is_told(self, when: When, lead: When) -> bool:
        """Whether a time ends with the one that is reported, and has begun."""
        ahead = self.published is not None and when.first is not None and when.first > self.published
        return not ahead and _ends_alike(when, lead)

    def _is_beside(self, j: int, i: int) -> bool:
        """Whether a mention stands in the paragraph of a later one, or in a heading."""
        at, there = (bisect_right(self.starts, self.mentions[k].start) - 1 for k in (i, j))
        sentences = self.document.sentences
        if at < 0 or there < 0 or sentences[there].paragraph == sentences[at].paragraph:
            return True
        found = sentences[there]
        words = self.folded[found.start : found.end].rstrip()
        return found.section != "table" and not found.bullet and len(words) < _HEADING and words[-1:] not in ".!?;,"

    def _leans(self, j: int) -> bool:
        """Whether a time is itself counted from a period spoken of: no period to count from again."""
        when = self.whens[j]
        return when is not None and when.shifted and self.mentions[j].date.shift != Shift(-1)

    def settle(self, explicit: dict[int, When]) -> None:
        """Keep the times that say their year themselves, and what follows from them for the others."""
        self.explicit = explicit
        told: Counter[When] = Counter()
        for i, when in explicit.items():
            reading = self.mentions[i].date
            if isinstance(reading, SamePeriod) and not reading.or_year:
                continue
            if when.grain not in {"quarter", "half", "year", "span"}:
                continue
            if when.fiscal and reading.year.fiscal:
                self.fiscal_parts.add(when.fiscal[1])
            if when in told or len(told) < MOST_PERIODS:
                told[when] += not self.compared(i)
        own = {_slot(when) for when, times in told.items() if times}
        self.stated = Counter({w: max(times, 1) for w, times in told.items() if times or _slot(w) not in own})
        self.reference_end = self._reference_end()
        self.lead = next((w for i, w in explicit.items() if self._can_lead(i, w)), None)

    def _can_lead(self, i: int, when: When) -> bool:
        """Whether a time that says its year can be what the release reports: just over, and compared with nothing."""
        if when.grain not in {"quarter", "half", "year", "span"} or i in self.heads or self.compared(i):
            return False
        if when.first is None or when.last is None or self.published is None:
            return when.fiscal is not None
        return when.first <= self.published and 0 <= (self.published - when.last).days <= _FRESH

    def _reference_end(self) -> date | None:
        if self.published is None:
            return max((w.last for i, w in self.explicit.items() if w.last and self._ended(i)), default=None)
        ends = [w.last for w in self.stated if w.grain != "year" and w.last and w.last <= self.published]
        if ends and (self.published - max(ends)).days < 200:
            return max(ends)
        return quarter_days(self.published.year, (self.published.month + 2) // 3 - 1)[1]

    def _ended(self, i: int) -> bool:
        """Whether a mention says of a span of time that it is over: `first quarter ended March 31, 2023`."""
        mention = self.mentions[i]
        return isinstance(mention.reading, Ended) and "ended" in self.folded[mention.start : mention.end]


_SHIFT = timedelta(10)
#: A heading is shorter; what ended so many days before the publication can still be what is reported.
_HEADING, _FRESH = 120, 200
#: How many quarters of a fiscal year are over with a part of it.
_QUARTERS = {"q": 1, "h": 2, "y": 4}


def _ends_alike(one: When, other: When) -> bool:
    """Whether two times end together, as far as is known."""
    if one.last is not None and other.last is not None:
        return abs((one.last - other.last).days) <= _SHIFT.days
    if one.fiscal is None or other.fiscal is None:
        return True
    ends = ((year, _QUARTERS[part] * number) for year, part, number in (one.fiscal, other.fiscal))
    return next(ends) == next(ends)


def _slot(when: When) -> object:
    """Which part of its year a time is: only times of the same part are alternatives to one another."""
    if when.fiscal:
        return when.fiscal[1:]
    # The last days of fiscal quarters shift by some days from year to year: 31 July, 1 August.
    ends = (min(day, date.max - _SHIFT) + _SHIFT if day else None for day in (when.first, when.last))
    return (when.grain, *(day and day.month for day in ends))


_CONDITIONAL = frozenset({"would", "could", "should", "might"})


def side_of_expectation(word: str) -> bool:
    """Whether a word behind "than" or "as" is an expectation that was met or missed: of a time that is over."""
    return word in {"expected", "planned", "anticipated", "forecast", "projected"}


@cache
def _sides() -> dict[str, Side]:
    cues = times().cues
    out: dict[str, Side] = dict.fromkeys(cues.future, "future")
    out.update(dict.fromkeys(cues.past, "past"))
    return out


def _cues(text: str, folded: str, start: int, end: int) -> list[Side]:
    """The sides that the words point to; "be paid" looks where its "will" does, any other "-ed" word back."""
    sides, last = _sides(), ""
    out: list[Side] = []
    none = {m.end() for m in _NO_CUE.finditer(folded, start, end)} if start < end else set()
    for match in _WORD.finditer(folded, start, end):
        word = match[0]
        if match.end() in none or (word == "after" and folded.startswith(" which", match.end())):
            last = word
            continue
        if last in {"than", "as"} and side_of_expectation(word):
            last = word
            continue
        if word == "seen" and last in {"is", "are"}:
            out.append("future")
        if word in _CONDITIONAL and folded.startswith(" have ", match.end()):
            last = word  # "would have been": of a time that is over
            continue
        side = sides.get(word) or ("past" if len(word) > 4 and word.endswith("ed") else None)
        if side and last != "be" and not (word == "may" and text[match.start()] == "M"):
            out.append(side)
        last = word
    return out


Readers = Mapping[type[DateReading], Callable[[Scene, int, Any], When]]
"""The function that reads each type of what was recognised, at the place of a mention."""
