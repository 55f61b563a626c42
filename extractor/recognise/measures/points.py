"""Finds levels of indices and scores, which have no unit or points: `PMI stood at 50.3`, `rose 1.2 points to 103.4`."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

import regex

from extractor.mentions import MeasureReading, Mention
from extractor.recognise.measures.evidence import stands_alone
from extractor.recognise.measures.sized import Sized
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.spans import Span
from extractor.words.beside import words_before, words_behind
from extractor.words.comparators import compared
from extractor.words.points import point_lexicon
from extractor.words.rows import alternation

__all__ = ["POINT_RULES", "points"]

_POINTS = Rule(
    name="measure.points",
    says="A number of points in a sentence that names an index or a score.",
    examples=(
        "The index fell ⟦2.1 points⟧ to ⟦96.1⟧ in May.",
        "The Osel 50 index closed at ⟦3,442.20 points⟧ on Monday.",
        "Its solvency score was ⟦81.5 points⟧.",
        "It now stands at ⟦99.7 points⟧ (October 2015 = 100).",
        "A ⟦3-point⟧ drop in the index was seen.",
        "The Osel Fifty Index (OFI) was weak. On Monday, the OFI fell ⟦41.8 points⟧ to end at ⟦2771.4 points⟧.",
        "The Osel 50 index closed higher. It opened up by ⟦1.25 points⟧ to ⟦1,065.85⟧.",
        "The Osel 50 index advanced ⟦0.17 of a point⟧ to ⟦118.12⟧.",
    ),
    not_examples=(
        "She scored 22 points in the final.",
        "The index has 12 data points.",
        "Members earn 500 points on each stay.",
        "The share rose 3 percentage points in the index year.",
        "The Osel 50 index is new. Members earn 500 points on each stay.",
    ),
)
_CHANGE = Rule(
    name="measure.index-change",
    says="A bare number by which an index moves to its level.",
    examples=(
        "The Osel average index rose ⟦1.84⟧ to ⟦12,107.39⟧.",
        "The PMI fell by ⟦0.6⟧ to ⟦49.8⟧ in March.",
    ),
    not_examples=("The index moved in 0.5 to 1.5 steps.", "The index rose 2 to 3 times a year."),
)
_LEVEL = Rule(
    name="measure.index-level",
    says="A bare number that an index or a score reaches, has or is given.",
    examples=(
        "The PMI stood at ⟦50.3⟧ in April, up from ⟦49.8⟧ in March.",
        "The consumer confidence index came in at ⟦104.2⟧.",
        "It won a net promoter score of ⟦72⟧ this year.",
        "The index rose 0.4 percent to ⟦98.1⟧.",
        "The sentiment index eased to ⟦-12.3⟧ in June.",
    ),
    not_examples=(
        "The index tracks 50 stocks.",
        "A score of 3-1 was enough.",
        "The index was launched in 1996.",
        "The index grew to 2030.",
        "Scores of 12 countries were compared.",
        "The index fell while jobs rose to 50,000.",
        "The index score was 72%.",
    ),
)
_COMPARED = Rule(
    name="measure.index-compared",
    says="A bare number compared with such a level, or listed behind it.",
    examples=(
        "The PMI was ⟦50.3⟧ in April and ⟦49.8⟧ in March.",
        "The index came in at ⟦104.2⟧, versus ⟦101.5⟧ a month earlier.",
    ),
    not_examples=("The index is new, compared with 12 in May.",),
)
POINT_RULES = (_POINTS, _CHANGE, _LEVEL, _COMPARED)

#: The level of an index stands no further behind its name, and one compared no further behind that.
_FAR, _NEAR = 140, 60
#: The rules by which a number is the level of an index.
_LEVELS = {_LEVEL.name, _COMPARED.name}
_ENDS = words_behind(
    r"(?i) ?(?:[.;)\]!?–—]|,(?!\d)|$)"
    r"| (?:in|from|for|on|at|by|as|during|compared|compares|versus|vs|against|last|this|the|a|and|or|while"
    r"|after|before|up|down|which|with|when|out|to|than|over|year|month|earlier|previously|it|its|according)(?!\w)"
)
#: The letters by which an index is called, behind its name.
_LETTERS = regex.compile(r"\b(?i:index|average|composite)\s\((?P<letters>\p{Lu}{2,6})\)")
#: What stands between the change of an index and its level, and behind a bare change.
_CLOSING = r"(?:(?:end|close|finish|settle)(?: the \w+)? at )?"
_ON_TO = words_behind(rf"(?:,? or \d[\d.]{{0,6}}(?: ?%| percent| per cent),?)? to {_CLOSING}(?:{{hedge}})?")
_TO_LEVEL = words_behind(rf" to {_CLOSING}\d")
#: Years look like levels of an index.
_YEARS = range(1900, 2101)


def points(scan: Scan, sized: Sequence[Sized]) -> Iterator[Mention]:
    """The levels of indices and scores among numbers, and their changes in points, in text order."""
    text, lowered = scan.text, scan.text.lower()
    spans = [m.span() for m in _nouns().finditer(lowered)] if len(lowered) == len(text) else []
    if not spans:
        return
    spans = sorted({*spans, *_abbreviated(text)})
    indices = any("score" not in lowered[start:end] for start, end in spans)
    starts = [sentence.start for sentence in scan.document.sentences]
    for place, numbers in groupby(sized, key=lambda one: bisect_right(starts, one.start) - 1):
        sentence = scan.document.sentences[place] if place >= 0 else None
        if sentence is not None and sentence.section != "table":
            first, last = (bisect_left(spans, (at, 0)) for at in (sentence.start, sentence.end))
            names = [Span(*span) for span in spans[first:last]]
            if names or indices:
                yield from _of_sentence(text, lowered, names, [*numbers])


def _abbreviated(text: str) -> Iterator[tuple[int, int]]:
    """Where an index is called by the letters that stand in a bracket behind its name: `Osel Fifty Index (OFI)`."""
    letters = {match["letters"] for match in _LETTERS.finditer(text)}
    if letters:
        yield from (match.span() for match in regex.finditer(rf"\b(?:{'|'.join(sorted(letters))})\b", text))


def _of_sentence(text: str, lowered: str, names: Sequence[Span], sized: Sequence[Sized]) -> Iterator[Mention]:
    last: Mention | None = None
    for one in sized:
        if one.numeral.words or one.numeral.vague or not stands_alone(text, one.numeral, one.start):
            continue
        found = (
            _in_points(text, lowered, names, one)
            or _change(text, lowered, names, one)
            or _level(text, lowered, names, one, last)
        )
        if found is not None:
            last = found
            yield found


def _in_points(text: str, lowered: str, names: Sequence[Span], one: Sized) -> Mention | None:
    match = _behind().match(lowered, one.numeral.end)
    if match is None:
        return None
    near = any(abs(name.start - one.start) < _FAR for name in names)
    moved = near or _moved().match(text, max(one.start - _NEAR, 0), one.start) is not None
    return _mention(text, _POINTS, one, match.end()) if moved else None


def _change(text: str, lowered: str, names: Sequence[Span], one: Sized) -> Mention | None:
    if not one.numeral.decimals or not _is_bare(text, one) or _TO_LEVEL.match(lowered, one.numeral.end) is None:
        return None
    name = next((n for n in reversed(names) if n.end <= one.start), None)
    if name is None or one.start - name.end > _NEAR or _moved().match(text, name.end, one.start) is None:
        return None
    return _mention(text, _CHANGE, one, one.numeral.end)


def _level(text: str, lowered: str, names: Sequence[Span], one: Sized, last: Mention | None) -> Mention | None:
    if not _is_bare(text, one):
        return None
    name = next((n for n in reversed(names) if n.end <= one.start), None)
    if name is not None and one.start - name.end <= _FAR and _reached().fullmatch(lowered, name.end, one.start):
        return _mention(text, _LEVEL, one, one.numeral.end)
    follows = last is not None and (last.rule in _LEVELS or name is not None) and one.start - last.end <= _NEAR
    if follows and last is not None and _compared().fullmatch(lowered, last.end, one.start):
        return _mention(text, _COMPARED, one, one.numeral.end)
    if last is not None and last.rule == _POINTS.name and _ON_TO.fullmatch(lowered, last.end, one.start):
        return _mention(text, _LEVEL, one, one.numeral.end)
    return None


def _is_bare(text: str, one: Sized) -> bool:
    numeral = one.numeral
    if (
        (one.unit is not None and not one.unit.weak)
        or numeral.suffix
        or numeral.scale != 1
        or not _ENDS.match(text, numeral.end)
    ):
        return False
    return bool(numeral.decimals or numeral.grouped) or numeral.value not in _YEARS


def _mention(text: str, rule: Rule, one: Sized, end: int) -> Mention:
    words, reading = text[one.numeral.end : end].strip(" -"), MeasureReading("point")
    return compared(text, Mention("measure", one.start, end, rule.name, one.value, words or None, reading=reading))


# ------------------------------------------------------------------------------------------- patterns

_HEDGES = r"(?:{hedge}|(?:an?|the|its|above|below|record|new|high|low|level|reading) )*"
#: What stands inside a clause: no end of a sentence, no other clause.
_INSIDE = r"(?:(?!\b(?:while|whereas|but|with)\b)(?:[^.;:!?]|\.(?=\d)))"


@cache
def _nouns() -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\w-])(?:{'|'.join(point_lexicon().nouns)})(?![\w-])")


@cache
def _moved() -> regex.Pattern[str]:
    """What an index does by a number: `rose`, `higher by about`, directly before it."""
    return words_before(rf"\b(?:{alternation(point_lexicon().moves)}) (?:by )?{{hedge}}?")


@cache
def _behind() -> regex.Pattern[str]:
    words = point_lexicon()
    return regex.compile(rf"[ \u00a0-](?!(?:{'|'.join(words.not_points)})\ )(?:{'|'.join(words.points)})(?![\w%-])")


@cache
def _reached() -> regex.Pattern[str]:
    """The words between the name of an index and its level: `(CPI) fell 0.2% in May, to`, `reading of`."""
    words = point_lexicon()
    aside = r"(?:\ ?[®™*]|\ \([^()]{1,40}\))*"
    gives, moves = "|".join(words.gives), alternation(words.moves)
    direct = rf"(?:[,\s](?:\ ?[\p{{L}}’'&-]++[,\s]){{0,5}}?|)(?:{gives})"
    moved = rf"\s{_INSIDE}{{0,90}}?\b(?:{moves})\b(?:{_INSIDE}{{0,60}}?\b|\ )(?:{'|'.join(words.stands)})"
    return words_behind(rf"{aside}(?:{direct}|{moved})\s{_HEDGES}[(]?")


@cache
def _compared() -> regex.Pattern[str]:
    compared = "|".join(point_lexicon().compared)
    return words_behind(rf"(?:,?\s|\s?[(]){_INSIDE}{{0,40}}?\b(?:{compared})\s{_HEDGES}|\s?[(]")
