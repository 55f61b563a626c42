"""Finds dates: every phrase that says a time, from `2022-05-27` to `the same period last year`; times of day are none.

One pass finds the words that can open a date, and tries there the rules that such a word can open; then neighbours
are joined (`June 28` to `July 2, 2024`, end of `June`) and lone years and months are kept or dropped by their context.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from extractor.date_readings import Days, Month, Range, Week, Year, Years
from extractor.mentions import Mention
from extractor.recognise.dates import absolute, durations, parts, periods, readings, relative
from extractor.recognise.dates.fragments import BLANK, any_of, fold
from extractor.recognise.dates.rule import DateRule
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.words.holidays import holidays
from extractor.words.times import times

__all__ = ["find", "rules"]

_Compiled = tuple[DateRule, regex.Pattern[str]]
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
    """A mention on trial, by its rule (a joined range has none): `weak` ones need a neighbour."""

    mention: Mention
    rule: DateRule | None
    weak: bool


@cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple((rule, regex.compile(rule.pattern)) for rule in rules() if isinstance(rule, DateRule))


@cache
def _openers() -> re.Pattern[str]:
    lexicon = times()
    words = {*lexicon.months, *lexicon.month_short, *lexicon.weekdays, *lexicon.openers.words}
    words |= {name.split()[0] for name in (*holidays(), *lexicon.decades)}
    words |= {w for w in lexicon.ordinals if "-" not in w}
    return re.compile(rf"(?<!\w)(?:(?P<word>{any_of(words)})(?![a-z])|(?<!\d[.,:])\d|'(?=\d))")


@cache
def _rules_for(word: str) -> tuple[_Compiled, ...]:
    """The rules that a word may open; `0` stands for any digit."""
    starts = [word] if word != "0" else ["1", "2", "3", "20", "2024", "12", "1990", "'"]
    return tuple(rule for rule in _compiled() if any(_may_begin(rule[1], start) for start in starts))


@lru_cache(maxsize=1 << 15)
def _rules_at(word: str, key: str) -> tuple[_Compiled, ...]:
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
    taken = _without_overlaps(_with_edge(folded, f) for f in _supported(folded, found))
    return durations.joined(folded, _without_overlaps([*taken, *durations.find(scan, folded, taken)]))


def _found(text: str, folded: str, scan: Scan) -> Iterator[_Found]:
    at, vetoed = 0, _inside(scan)
    for opener in _openers().finditer(folded):
        start = opener.start()
        if start < at or start in vetoed:
            continue
        for rule, pattern in _rules_at(opener["word"] or "0", folded[start : start + _KEY]):
            match = pattern.match(folded, start)
            if match is None or match.end() == start or (rule.wanted and not rule.wanted(match, text, folded)):
                continue
            end = match.end()
            while folded[end - 1] in " \n":
                end -= 1
            reading = rule.reads({k: v for k, v in match.groupdict().items() if v is not None})
            weak = rule.sure is not None and not rule.sure(match, text, folded)
            yield _Found(Mention("date", start, end, rule.name, reading=reading), rule, weak)
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
_VAGUELY = rf"(?:(?:early|late|mid|about|around|approximately)(?:{BLANK}|-))?"
_JOINT = regex.compile(
    rf" ?- ?|{BLANK}(?:to:?|through|until|till|thru|up to){BLANK}(?:the{BLANK})?{_VAGUELY}(?:{_WEEKDAY}{BLANK})?"
)
_AND = regex.compile(rf",?{BLANK}(?:and|&){BLANK}(?:the{BLANK})?{_VAGUELY}(?:[a-z]{{3,9}}day,?{BLANK})?")
_BETWEEN = regex.compile(rf"(?r)(?<!\w)between{BLANK}(?:the{BLANK})?{_VAGUELY}(?:[a-z]{{3,9}}day,?{BLANK})?")


def _joined(folded: str, found: list[_Found]) -> list[_Found]:
    """Ranges of two dates as one mention."""
    out: list[_Found] = []
    for this in found:
        last = out[-1] if out else None
        if last is not None and _makes_range(folded, last, this):
            a, b = last.mention, this.mention
            mention = Mention("date", a.start, b.end, "date.range", reading=Range(a.date, b.date))
            out[-1] = _Found(mention, None, last.weak and this.weak and "-" not in folded[a.end : b.start])
        else:
            out.append(this)
    return out


def _makes_range(folded: str, a: _Found, b: _Found) -> bool:
    grains = a.rule and a.rule.joins, b.rule and b.rule.joins
    left, right = a.mention, b.mention
    if None in grains or not 0 < right.start - left.end < 24:
        return False
    dashed = _JOINT.fullmatch(folded, left.end, right.start)
    if dashed:
        if grains[0] != grains[1]:
            if grains == ("year", "month"):
                return True
            return "-" not in dashed[0] and grains in {("year", "month"), ("month", "year"), ("month", "day")}
        return True
    alike = grains[0] == grains[1] or (set(grains) == {"month", "day"} and left.date.says_year)
    alike = alike or (grains == ("quarter", "year") and left.date.says_year)  # "the second quarter of 2023 and 2024"
    return alike and bool(_AND.fullmatch(folded, left.end, right.start) and _BETWEEN.match(folded, 0, left.start))


_LIST = regex.compile(
    rf"(?:,|,?{BLANK}(?:and|or|&|vs\.?|versus|to)|/|;)(?:{BLANK}|(?<=/))(?:the{BLANK}|early{BLANK}|late{BLANK}|in"
    rf"{BLANK})?|{BLANK}?/{BLANK}?"
)


def _supported(folded: str, found: list[_Found]) -> list[_Found]:
    """The mentions without the weak ones that no sure neighbour of a list supports."""
    sure = [not f.weak for f in found]
    _support_weeks(folded, found, sure)
    _support_years(folded, found, sure)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order == range(1, len(found)) else 1
        for i in order:
            if not sure[i] and sure[i + step]:
                a, b = sorted((found[i].mention, found[i + step].mention), key=lambda m: m.start)
                sure[i] = _may_list(a, b) and bool(_LIST.fullmatch(folded, a.end, b.start))
    return [f for f, s in zip(found, sure, strict=True) if s]


#: A year in the words of a date.
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Beside another number a year heads a column of a table, or is a cell of it.
_NUMBER_BEFORE, _NUMBER_BEHIND = regex.compile(r"\d[,)]?\s+$"), regex.compile(r"\s+(?:\p{Sc}\s?)?\(?\d")


def _support_years(folded: str, found: list[_Found], sure: list[bool]) -> None:
    """A number that may be a year is one where a date of the release states that year: `2024 ROE 18%`."""
    stated = {
        match[0]
        for f, known in zip(found, sure, strict=True)
        if known
        for match in _YEAR.finditer(folded, f.mention.start, f.mention.end)
    }
    for i, f in enumerate(found):
        if f.rule is not None and f.rule.joins == "year" and not sure[i]:
            start, end = f.mention.start, f.mention.end
            in_row = _NUMBER_BEFORE.search(folded, max(0, start - 8), start) or _NUMBER_BEHIND.match(folded, end)
            sure[i] = not in_row and folded[start:end] in stated


def _support_weeks(folded: str, found: list[_Found], sure: list[bool]) -> None:
    """Weeks by their number count where the release gives the year or the days of one."""
    weeks = [i for i, f in enumerate(found) if isinstance(f.mention.reading, Week) and not f.mention.reading.iso]
    if not weeks:
        return
    dated = [i for i in weeks if not sure[i] and i + 1 < len(found) and _in_bracket(folded, found[i], found[i + 1])]
    if dated or any(sure[i] for i in weeks):
        for i in weeks:
            sure[i] = True


def _in_bracket(folded: str, week: _Found, behind: _Found) -> bool:
    """Whether the days of a week stand in brackets behind its number."""
    return (
        isinstance(behind.mention.reading, Range | Days)
        and folded[week.mention.end : behind.mention.start].strip(" \n") == "("
    )


def _may_list(left: Mention, right: Mention) -> bool:
    a, b = left.reading, right.reading
    alike = isinstance(a, Month | Year) and isinstance(b, Month | Year | Years | Range)
    return alike or isinstance(b, Year) or left.rule == right.rule


_EDGE = regex.compile(
    rf"(?r)(?<!\w)(?:(?P<edge>end|close|beginning|start|middle|midpoint|mid-point|opening){BLANK}of{BLANK}(?:the"
    rf"{BLANK}|its{BLANK}|our{BLANK}|their{BLANK})?(?:year{BLANK})?"
    rf"|(?P<edge>year-end|year{BLANK}end){BLANK}(?:of{BLANK})?|(?P<edge>mid|early|late)(?:-|{BLANK})(?:in{BLANK})?)"
)


def _with_edge(folded: str, found: _Found) -> Mention:
    """The mention with the `end of`, `mid-` or `early` before it, which its value needs."""
    mention, edges = found.mention, found.rule and found.rule.edges
    match = _EDGE.match(folded, max(0, mention.start - 40), mention.start) if edges else None
    if match is None:
        return mention
    edge = readings.EDGES[" ".join(match["edge"].split())]
    if edge in {"early", "late"} and edges != "all":
        return mention
    return replace(mention, start=match.start(), reading=replace(mention.date, edge=edge))


def _without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """In order of place; of two that overlap the longer stays."""
    out: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if out and mention.start < out[-1].end:
            continue
        out.append(mention)
    return out
