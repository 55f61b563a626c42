"""Finds dates: every phrase that says a time, from `2022-05-27` to `the same period last year`; times of day are none.

One pass finds the words that can open a date, and tries there the rules that such a word can open; then neighbours
are joined (`June 28` to `July 2, 2024`, end of `June`) and lone years and months are kept or dropped by their context.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from extractor.mentions import Mention
from extractor.recognise.dates import absolute, durations, parts, periods, relative
from extractor.recognise.dates.context import is_wanted, is_weak
from extractor.recognise.dates.fragments import BLANK, any_of, fold
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.words.holidays import holidays
from extractor.words.times import times

__all__ = ["find", "rules"]

#: What neighbours a range may join: the grain of each rule; a day never joins a year.
_GRAINS = {
    "date.iso-day": "day", "date.numeric": "day", "date.month-day": "day", "date.day-month": "day",
    "date.month": "month", "date.iso-month": "month", "date.year": "year", "date.fiscal-year": "year",
    "date.quarter": "quarter", "date.quarter-code": "quarter", "date.code-behind-year": "quarter",
    "date.year-quarter": "quarter",
    "date.year-end": "day", "date.full-year": "year", "date.decade": "decade",
    "date.shifted-month": "day", "date.day-word": "day",
}  # fmt: skip
_EDGED = {
    "date.month", "date.year", "date.fiscal-year", "date.full-year", "date.quarter", "date.quarter-code", "date.decade",
    "date.year-quarter", "date.code-behind-year", "date.shifted-unit", "date.the-unit",
    "date.month-quarter", "date.shifted-month",
    "date.iso-month", "date.year-span", "date.first-months", "date.century", "date.decade-word",
}  # fmt: skip


#: Short and hyphened forms of units, as the readers of dates know them.
_WRITTEN_OUT = {"qtr": "quarter", "yr": "year", "week-end": "weekend"}
#: So many characters choose the rules that are tried at a place.
_KEY = 3
#: What the look-behinds of the rules ask for: with these before it, a word shows which rules it may open.
_LEADS = ("", "a ", "for a ", "over a ", "between ", "may 5, ", "the ", "on ", "on the ", "in ")


def rules() -> tuple[Rule, ...]:
    """All rules of dates, in order of precedence; their patterns hold the lexicon's words."""
    return (
        *parts.rules(),
        *periods.rules(),
        *relative.rules(),
        *absolute.rules(),
        *durations.rules(),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention on trial: `weak` ones need a neighbour."""

    mention: Mention
    weak: bool = False


@cache
def _compiled() -> tuple[tuple[Rule, regex.Pattern[str]], ...]:
    return tuple((rule, regex.compile(rule.pattern)) for rule in rules() if rule.pattern)


@cache
def _openers() -> regex.Pattern[str]:
    lexicon = times()
    words = {*lexicon.months, *lexicon.month_short, *lexicon.weekdays, *lexicon.openers.words}
    words |= {name.split()[0] for name in (*holidays(), *lexicon.decades)}
    words |= {w for w in lexicon.ordinals if "-" not in w}
    return regex.compile(rf"(?<!\w)(?:(?P<word>{any_of(words)})(?![a-z])|(?<!\d[.,:])\d|'(?=\d))")


@cache
def _rules_for(word: str) -> tuple[tuple[Rule, regex.Pattern[str]], ...]:
    """The rules that a word may open; `0` stands for any digit."""
    starts = [word] if word != "0" else ["1", "2", "3", "20", "2024", "12", "1990", "'"]
    return tuple(rule for rule in _compiled() if any(_may_begin(rule[1], start) for start in starts))


@lru_cache(maxsize=1 << 15)
def _rules_at(word: str, key: str) -> tuple[tuple[Rule, regex.Pattern[str]], ...]:
    """Those of them that text which goes on with `key` may still match."""
    rules = _rules_for(word)
    return rules if len(key) < _KEY else tuple([rule for rule in rules if _may_begin(rule[1], key)])


def _may_begin(pattern: regex.Pattern[str], key: str) -> bool:
    leads = _LEADS if "(?<" in pattern.pattern else _LEADS[:1]
    return any(pattern.match(lead + key, len(lead), partial=True) for lead in leads)


def find(scan: Scan) -> list[Mention]:
    """The dates of a release in order; they do not overlap one another nor a veto."""
    text, folded = scan.text, fold(scan.text)
    found = list(_found(text, folded, scan))
    found = _joined(folded, found)
    kept = [f.mention for f in _supported(folded, found)]
    edged = [_with_edge(folded, m) for m in kept]
    taken = _without_overlaps(edged)
    return durations.joined(folded, _without_overlaps([*taken, *durations.find(scan, folded, taken)]))


def _found(text: str, folded: str, scan: Scan) -> Iterator[_Found]:
    at, vetoed = 0, _inside(scan)
    for opener in _openers().finditer(folded):
        start = opener.start()
        if start < at or start in vetoed:
            continue
        for rule, pattern in _rules_at(opener["word"] or "0", folded[start : start + _KEY]):
            match = pattern.match(folded, start)
            if match is None or match.end() == start or not is_wanted(rule.name, match, text, folded):
                continue
            parts = {k: _WRITTEN_OUT.get(v, v) for k, v in match.groupdict().items() if v is not None}
            end = match.end()
            while folded[end - 1] in " \n":
                end -= 1
            yield _Found(Mention("date", start, end, rule.name, parts=parts), is_weak(rule.name, match, text, folded))
            at = end
            break


def _inside(scan: Scan) -> set[int]:
    """The code points inside vetoes; ordinals and scores may open a date ("2nd Monday of July", "3-4 May")."""
    return {
        i
        for veto in scan.vetoes
        if veto.name not in {"ordinal", "score"}
        for i in range(veto.span.start, veto.span.end)
    }


_WEEKDAY = r"(?:[a-z]{3,9}day|(?:mon|tues?|wed|thur?s?|fri|sat|sun)(?![a-z])\.?),?"
_VAGUELY = rf"(?:(?:early|late|mid)(?:{BLANK}|-))?"
_JOINT = regex.compile(
    rf" ?- ?|{BLANK}(?:to:?|through|until|till|thru|up to){BLANK}(?:the{BLANK})?{_VAGUELY}(?:{_WEEKDAY}{BLANK})?"
)
_AND = regex.compile(rf",?{BLANK}(?:and|&){BLANK}(?:the{BLANK})?{_VAGUELY}(?:[a-z]{{3,9}}day,?{BLANK})?")
_BETWEEN = regex.compile(
    rf"(?r)(?<!\w)between{BLANK}(?:(?:the|about|approximately){BLANK})?{_VAGUELY}(?:[a-z]{{3,9}}day,?{BLANK})?"
)


def _joined(folded: str, found: list[_Found]) -> list[_Found]:
    """Ranges of two dates as one mention, with the parts of both under `from.` and `to.`."""
    out: list[_Found] = []
    for this in found:
        last = out[-1] if out else None
        if last is not None and _makes_range(folded, last.mention, this.mention):
            a, b = last.mention, this.mention
            parts = {"from.rule": a.rule, "to.rule": b.rule}
            parts |= {f"from.{k}": v for k, v in a.parts.items()} | {f"to.{k}": v for k, v in b.parts.items()}
            out[-1] = _Found(
                Mention("date", a.start, b.end, "date.range", parts=parts),
                last.weak and this.weak and "-" not in folded[a.end : b.start],
            )
        else:
            out.append(this)
    return out


def _makes_range(folded: str, left: Mention, right: Mention) -> bool:
    grains = _GRAINS.get(left.rule), _GRAINS.get(right.rule)
    if None in grains or not 0 < right.start - left.end < 24:
        return False
    dashed = _JOINT.fullmatch(folded, left.end, right.start)
    if dashed:
        if grains[0] != grains[1]:
            if grains == ("year", "month"):
                return True
            return "-" not in dashed[0] and grains in {("year", "month"), ("month", "year"), ("month", "day")}
        return True
    alike = grains[0] == grains[1] or (set(grains) == {"month", "day"} and "year" in left.parts)
    return alike and bool(_AND.fullmatch(folded, left.end, right.start) and _BETWEEN.match(folded, 0, left.start))


_LIST = regex.compile(
    rf"(?:,|,?{BLANK}(?:and|or|&|vs\.?|versus|to)|/|;)(?:{BLANK}|(?<=/))(?:the{BLANK}|early{BLANK}|late{BLANK}|in"
    rf"{BLANK})?|{BLANK}?/{BLANK}?"
)


def _supported(folded: str, found: list[_Found]) -> list[_Found]:
    """The mentions without the weak ones that no sure neighbour of a list supports."""
    sure = [not f.weak for f in found]
    _support_weeks(folded, found, sure)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order == range(1, len(found)) else 1
        for i in order:
            if not sure[i] and sure[i + step]:
                a, b = sorted((found[i].mention, found[i + step].mention), key=lambda m: m.start)
                sure[i] = _may_list(a, b) and bool(_LIST.fullmatch(folded, a.end, b.start))
    return [f for f, s in zip(found, sure, strict=True) if s]


def _support_weeks(folded: str, found: list[_Found], sure: list[bool]) -> None:
    """Weeks by their number count where the release gives the year or the days of one."""
    weeks = [i for i, f in enumerate(found) if f.mention.rule == "date.week-number"]
    if not weeks:
        return
    dated = [i for i in weeks if not sure[i] and i + 1 < len(found) and _in_bracket(folded, found[i], found[i + 1])]
    if dated or any(sure[i] for i in weeks):
        for i in weeks:
            sure[i] = True


def _in_bracket(folded: str, week: _Found, behind: _Found) -> bool:
    """Whether the days of a week stand in brackets behind its number."""
    ranged = behind.mention.rule in {"date.range", "date.month-day-range", "date.day-month-range"}
    return ranged and folded[week.mention.end : behind.mention.start].strip(" \n") == "("


def _may_list(left: Mention, right: Mention) -> bool:
    weak = {"date.month", "date.year"}
    return (
        left.rule == right.rule
        or (left.rule in weak and right.rule in weak | {"date.range", "date.year-span"})
        or right.rule == "date.year"
    )


_EDGE = regex.compile(
    rf"(?r)(?<!\w)(?:(?P<edge>end|close|beginning|start|middle|midpoint|mid-point|opening){BLANK}of{BLANK}(?:the"
    rf"{BLANK}|its{BLANK}|our{BLANK}|their{BLANK})?(?:year{BLANK})?"
    rf"|(?P<edge>year-end|year{BLANK}end){BLANK}(?:of{BLANK})?|(?P<edge>mid|early|late)(?:-|{BLANK})(?:in{BLANK})?)"
)


_EARLY_LATE = {"date.month", "date.year", "date.decade", "date.decade-word", "date.century"}


def _with_edge(folded: str, mention: Mention) -> Mention:
    """The mention with the `end of`, `mid-` or `early` before it, which its value needs."""
    if mention.rule not in _EDGED:
        return mention
    match = _EDGE.match(folded, max(0, mention.start - 40), mention.start)
    if match is None or (match["edge"] in {"early", "late"} and mention.rule not in _EARLY_LATE):
        return mention
    return replace(mention, start=match.start(), parts={**mention.parts, "edge": match["edge"]})


def _without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """In order of place; of two that overlap the longer stays."""
    out: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if out and mention.start < out[-1].end:
            continue
        out.append(mention)
    return out
