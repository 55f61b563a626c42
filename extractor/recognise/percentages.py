"""Finds percentages: numbers with a percent sign or word, percentage points, basis points, worded shares and multiples.

A number is taken with the unit behind it, its printed sign or loss brackets, and as a range with the number before it.
Shares in words (`a third`, `one in four`) and verbs (`doubled`) are found by `percent_fractions` and `percent_changes`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from extractor.mentions import Mention
from extractor.normalise.comparators import read_comparator
from extractor.normalise.percentages import percent_unit, percentage_lexicon
from extractor.recognise.numerals import Numeral
from extractor.recognise.percent_changes import CHANGE_RULES, find_changes
from extractor.recognise.percent_fractions import FRACTION_RULES, find_fractions
from extractor.recognise.ranges import joins_range
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.spans import Span
from extractor.values import Amount, Comparator, plain

__all__ = ["RULES", "find"]

_BLANK = r"[ \t\u00a0\u2009\u202f]"

NUMBER = Rule(
    name="percent.number-unit",
    says="A number in digits or words with a unit of percent behind it, and the sign that is printed before it.",
    examples=(
        "Output rose ⟦11.2 percent⟧ in May.",
        "It fell by ⟦.8%⟧ to a low.",
        "a real rate of ⟦minus five percent⟧",
        "Premiums were SEK 4.6 billion (⟦+9%⟧) in Q4.",
        "margin down ⟦0.9 percentage points⟧",
        "a spread of ⟦38 basis points⟧ over swaps",
        "its ⟦100%⟧-owned subsidiary",
        "a ⟦10-percent⟧ cut",
        "men were 10 (⟦91%⟧) of them",
        "⟦twenty-one per cent⟧ of members",
        "lifted by ⟦1.2%p⟧",
        "up ⟦60bps⟧ from May",
        "growth of ⟦5pc⟧ a year",
        "margins at ⟦−0.2%⟧",
    ),
    not_examples=(
        "ranked in the 90th percentile",
        "a percentage of sales",
        "marked N/M or shown with a dash (—)",
        "300 bp fragments of DNA",
        "the index stood at 49.6 points",
        "5 PCs in a lab",
    ),
)
LOSS = Rule(
    name="percent.bracketed-loss",
    says="A number in brackets that mean a loss: the brackets hold the number alone, or follow a word such as `of`.",
    examples=("the margin was ⟦(2.6)%⟧", "a margin of ⟦(2.3%)⟧, compared with 4.1", "⟦(50) basis points⟧ of change"),
    not_examples=("owned by (1) percentage holders and (2) others",),
)
RANGE = Rule(
    name="percent.range",
    says="Two numbers that share a unit, or have the same one, joined by a dash, `to`, or `and` behind `between`.",
    examples=(
        "a range of ⟦4.25 to 4.50 percent⟧",
        "yields of ⟦5.75-6.00%⟧",
        "a rate of ⟦14% to 16%⟧",
        "between ⟦35% and 36%⟧",
        "costs ranging from ⟦3% to 5%⟧",
        "a ⟦10- to 15-percent⟧ cut",
        "growth of ⟦-2% to +3%⟧",
        "⟦five to ten per cent⟧ of sales",
        "is expected to grow ⟦5% to 7%⟧",
    ),
    not_examples=("in the years 2021 to 2023",),
)
LIST = Rule(
    name="percent.shared-unit",
    says="A bare number whose unit stands behind a later number of the same list, or behind `to` after `from`.",
    examples=(
        "rose ⟦7⟧ and ⟦19 percent⟧, respectively",
        "of ⟦12⟧, ⟦13⟧ and ⟦14 percent⟧",
        "from ⟦4⟧ to ⟦5 percent⟧",
        "a rise of ⟦5⟧ or ⟦6%⟧",
    ),
    not_examples=("in June 2019 and later", "went from 12% to 15%", "rose 2% to 34.5%"),
)
POINTS = Rule(
    name="percent.points-of-percent",
    says="Points, without a word that says of what, where a percentage stands near and a change is said.",
    examples=("a margin of 23.7%, down ⟦0.9 points⟧", "rose ⟦2.1 pts⟧ to 40.2%"),
    not_examples=("The index was up 12 points at 4,012.", "scored 25 points and hit 40% of shots"),
)
RULES: tuple[Rule, ...] = (NUMBER, LOSS, RANGE, LIST, POINTS, *FRACTION_RULES, *CHANGE_RULES)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number with or without its unit: `unit` is as printed, empty for a bare number."""

    start: int
    end: int
    value: Decimal
    unit: str
    words: bool
    rule: Rule = NUMBER
    plus: bool = False


def find(scan: Scan) -> list[Mention]:
    """The percent mentions of a release in text order; none overlaps another."""
    pieces = list(_pieces(scan))
    in_words = [*find_fractions(scan.text), *find_changes(scan.text)]
    found = [*_joined(scan.text, pieces), *_outside(in_words, scan)]
    return [_with_comparator(scan.text, m) for m in _apart(found)]


def _outside(found: list[Mention], scan: Scan) -> Iterator[Mention]:
    """The mentions that overlap no veto."""
    at = 0
    for mention in sorted(found, key=lambda m: m.start):
        while at < len(scan.vetoes) and scan.vetoes[at].span.end <= mention.start:
            at += 1
        if at == len(scan.vetoes) or scan.vetoes[at].span.start >= mention.end:
            yield mention


def _apart(found: Iterable[Mention]) -> list[Mention]:
    """Of mentions that overlap the longer one, in text order."""
    out: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if out and mention.start < out[-1].end:
            if mention.end - mention.start > out[-1].end - out[-1].start:
                out[-1] = mention
            continue
        out.append(mention)
    return out


def _with_comparator(text: str, mention: Mention) -> Mention:
    if mention.comparator != "eq":
        return mention
    comparator, cue = read_comparator(text, mention.start, mention.end)
    if cue is None:
        return mention
    end = cue.end if cue.start == mention.end and cue.of(text) == "+" else mention.end
    return replace(mention, comparator=comparator, end=end, cues=(*mention.cues, cue))


# ------------------------------------------------------------------ numbers with their units


@cache
def _unit() -> regex.Pattern[str]:
    lexicon = percentage_lexicon()
    forms = sorted((f for forms in lexicon.units.values() for f in forms), key=len, reverse=True)
    cased = "|".join(_form(f) for f in forms if f in {"bp", "bp.", "pp", "pps"})
    others = "|".join(_form(f) for f in forms if f not in {"bp", "bp.", "pp", "pps"})
    points = "|".join(map(_form, sorted(lexicon.points["words"], key=len, reverse=True)))
    dna = rf"(?!{_BLANK}*(?:fragment|amplicon|deletion|insertion|insert|read|sequence|region|repeat|DNA|long\b))"
    return regex.compile(
        rf"(?P<plus>\+)?(?:(?P<close>\)){_BLANK}?)?(?:[-‐‑]\n?|{_BLANK}{{0,2}}|{_BLANK}?\n(?=[bp]))(?P<unit>"
        rf"(?:{others})|(?-i:{cased}){dna}|(?<=\d)(?-i:pc)(?!\w)(?!{_BLANK}+set)|(?P<points>{points}))(?P<behind>\))?",
        regex.IGNORECASE,
    )


def _form(form: str) -> str:
    """A printed form: a blank in it may be a hyphen or be left out behind a sign; no letter may follow it."""
    joint = rf"(?:{_BLANK}|[-‐‑]|\n)?" if form.startswith("%") else rf"(?:{_BLANK}|[-‐‑]|{_BLANK}?\n)"
    source = joint.join(map(regex.escape, form.split(" ")))
    return source + (r"(?![\p{L}])" if form[-1].isalpha() else "")


def _pieces(scan: Scan) -> Iterator[_Piece]:
    """Every numeral as a piece: with its unit, sign and brackets where it has a unit, bare otherwise."""
    text, tables = scan.text, [s for s in scan.document.sections if s.kind == "table"]
    table = 0
    for numeral in scan.numerals:
        while table < len(tables) and tables[table].end <= numeral.start:
            table += 1
        in_table = table < len(tables) and tables[table].start <= numeral.start
        yield _piece(text, numeral, in_table=in_table)


def _piece(text: str, numeral: Numeral, *, in_table: bool) -> _Piece:
    start, minus = _sign(text, numeral.start)
    value = -numeral.value if minus else numeral.value
    bare = _Piece(start, numeral.end, plain(value), "", numeral.words)
    match = _unit().match(text, numeral.end)
    if match is None or numeral.vague or (numeral.suffix and match.start("unit") != numeral.end):
        return bare
    if match["unit"].lower() == "percentage" and text[match.end("unit") : match.end("unit") + 1].strip(" .,;"):
        return bare
    rule = NUMBER
    end = match.end("unit")
    if match["points"]:
        if not _of_percent(text, start, end):
            return bare
        rule = POINTS
    bracket = start > 0 and text[start - 1] == "("
    if match["close"]:
        if not bracket or not (
            match["unit"] in "%％" or "." in text[start:end] or percent_unit(match["unit"]) != "percent"
        ):
            return bare
        start, value, rule = start - 1, -abs(value), LOSS
    elif bracket and match["behind"] and (in_table or _OF.match(text, max(0, start - 16), start - 1)):
        start, end, value, rule = start - 1, match.end("behind"), -abs(value), LOSS
    return _Piece(start, end, plain(value), match["unit"], numeral.words, rule, plus=bool(match["plus"]))


_OF = regex.compile(r"(?r)(?<!\w)(?:of|to|was|were|is|from|at|than|vs\.?|versus|by)\s", regex.IGNORECASE)
_SIGNS = regex.compile(
    r"(?r)(?:(?<![\w.,)\]%+/±−–-])(?P<sign>[+−﹣－‐‑‒–-])|(?<=\()(?P<sign>[+−–-])[ ]|"
    r"(?<!\w)(?<!plus or )(?P<word>minus|negative)[ \u00a0])",
    regex.IGNORECASE,
)


def _sign(text: str, start: int) -> tuple[int, bool]:
    """Where the number starts with its sign, and whether the sign is a minus; a hyphen behind a word is none."""
    match = _SIGNS.match(text, max(0, start - 12), start)
    if match is None:
        return start, False
    return match.start(), match["sign"] != "+"


_CHANGE = regex.compile(
    r"(?r)(?:[+−–-]|(?<!\w)(?:up|down|by|of|rose|fell|gained|lost|added|increased?|decreased?|declined?|improved?|improvement|widened|"
    r"narrowed|expanded|contracted|dropped|grew|higher|lower|climbed|slipped|jumped|another|about|approximately|nearly|an?))\s*",
    regex.IGNORECASE,
)
_OTHER_POINTS = regex.compile(
    r"(?i)\b(?:index|indices|scor\w+|game|season|reward\w*|loyalty|bonus|rebounds?|assists?|standings|nasdaq|dow|ftse|s&p|"
    r"composite|league|playoff\w*|shots|touch|access|pain|data|way|selling|price|talking|starting|turning|bullet)\b"
)
_SENTENCE_END = regex.compile(r"[.!?]\s+(?=\p{Lu})|\n\s*\n")


def _of_percent(text: str, start: int, end: int) -> bool:
    """Whether bare "points" are percentage points: a percentage in the same sentence, and a word of change before."""
    if not _CHANGE.match(text, max(0, start - 20), start) and text[start] not in "+−–-":
        return False
    left, right = text[max(0, start - 120) : start], text[end : end + 60]
    left = _SENTENCE_END.split(left)[-1]
    right = _SENTENCE_END.split(right)[0]
    if _OTHER_POINTS.search(left) or _OTHER_POINTS.search(right):
        return False
    return any(sign in side for side in (left, right) for sign in ("%", "percent", "per cent"))


# ------------------------------------------------------------------ ranges and lists


def _joined(text: str, pieces: list[_Piece]) -> Iterator[Mention]:
    """Pieces with a unit, each with the number that it makes a range with, and the bare numbers that share its unit."""
    done = -1
    for at, piece in enumerate(pieces):
        if not piece.unit or at <= done:
            continue
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following and following.unit and _is_range(text, piece, following):
            yield _range(piece, following)
            done = at + 1
            continue
        before = pieces[at - 1] if at and at - 1 > done else None
        if before and not before.unit and _may_share(text, before, piece):
            if _is_range(text, before, piece):
                yield _range(before, piece)
                done = at
                continue
            yield from _members(text, pieces, at, done)
        done = at
        yield _single(piece)


def _single(piece: _Piece) -> Mention:
    comparator: Comparator = "ge" if piece.plus else "eq"
    return Mention(
        "percent", piece.start, piece.end, piece.rule.name, Amount(piece.value), piece.unit, comparator,
    )  # fmt: skip


def _range(low: _Piece, high: _Piece) -> Mention:
    ends = sorted((low.value, high.value))
    return Mention("percent", low.start, high.end, RANGE.name, Amount(low=ends[0], high=ends[1]), high.unit)


_JOINT = regex.compile(
    rf"[-‐‑‒–—]?{_BLANK}?(?:to|through){_BLANK}|[-‐‑]to[-‐‑]|{_BLANK}(?:to|through){_BLANK}(?:plus|about|approximately|around|up{_BLANK}to){_BLANK}",
    regex.IGNORECASE,
)
_FROM = regex.compile(
    rf"(?r)(?<!\w)(?P<spread>(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|spread|spans?|bands?)(?:{_BLANK}\w++){{0,2}}{_BLANK})?"
    rf"(?:from){_BLANK}(?:(?:an?|about|around|approximately|just|under|over|below|nearly|the|low{_BLANK}of){_BLANK}){{0,2}}",
    regex.IGNORECASE,
)
#: Behind these, "5% to 34%" is a change and the level that it leads to.
_MOVED = regex.compile(
    rf"(?r)(?<!\w)(?P<plan>(?:to|will|would|could|should|may|might|can|expect\w*|project\w*|forecast\w*|guidance|estimated?|be)(?:{_BLANK}\w++)?{_BLANK})?"
    rf"(?:up|down|rose|rise|rises|rising|fell|fall|falls|falling|grew|grow|grows|growing|climb\w*|jump\w*|drop\w*|declin\w*|increas\w*|decreas\w*|"
    rf"gain\w*|slip\w*|soar\w*|surg\w*|improv\w*|expand\w*|contract\w*|widen\w*|narrow\w*|higher|lower|advanc\w*|slid|eas\w*|edg\w*|dip\w*|"
    rf"tumbl\w*|plung\w*|shr[aiu]nk|adding|added|lost){_BLANK}(?:by{_BLANK})?(?:(?:an?|about|around|approximately|nearly|another){_BLANK}){{0,2}}",
    regex.IGNORECASE,
)


def _is_range(text: str, low: _Piece, high: _Piece) -> bool:
    """Whether two neighbours are the ends of one range: not `from X to Y`, not a change and the level it led to."""
    between = text[low.end : high.start]
    if len(between) > 24 or (low.unit and percent_unit(low.unit) != percent_unit(high.unit)):
        return False
    if low.words != high.words and not low.unit:
        return False
    if between.strip() == "—" != between:  # a dash for "nothing" between two cells of a table, or a break
        return False
    dash = joins_range(text, low.start, low.end, high.start)
    if not dash and not _JOINT.fullmatch(between):
        return False
    if "to" not in between and "through" not in between:  # a dash, or "and" behind "between"
        return low.value <= high.value
    start = _FROM.match(text, max(0, low.start - 48), low.start)
    if start is not None:
        return bool(start["spread"])
    if low.unit:
        moved = _MOVED.match(text, max(0, low.start - 48), low.start)
        if moved is not None and not moved["plan"]:
            return abs(high.value) < 3 * abs(low.value) and low.value <= high.value
    return True


_LIST_LAST = regex.compile(rf",?{_BLANK}(?:and|or|&){_BLANK}|{_BLANK}?/{_BLANK}?|{_BLANK}to{_BLANK}", regex.IGNORECASE)
_LIST_COMMA = regex.compile(rf",{_BLANK}|,?{_BLANK}(?:and|or|&){_BLANK}", regex.IGNORECASE)
_NO_SHARE = regex.compile(
    r"(?r)(?:[$€£¥₹#/@:.]|(?<!\w)(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|"
    r"Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?|Q|FY|No\.?|Phase|Type|Section|Item|Note|page|week|day|aged?|ages|over|under|above|"
    r"below|than|US|USD|EUR|GBP|Rs\.?|RMB|NOK|SEK|version|part|chapter|top|figure|table|fiscal|since|until|by\s+the)\s?)",
    regex.IGNORECASE,
)


def _may_share(text: str, bare: _Piece, unit: _Piece) -> bool:
    """Whether a bare number can have its unit behind a later number: no year, no money, both in digits or in words."""
    if bare.words != unit.words or _yearlike(text, bare) or abs(bare.value) > 1000:
        return False
    if text[bare.end : bare.end + 1].isalpha() or _NO_SHARE.match(text, max(0, bare.start - 12), bare.start):
        return False
    return not (bare.start and (text[bare.start - 1].isalnum() or text[bare.start - 1] in "-‐‑"))


def _yearlike(text: str, piece: _Piece) -> bool:
    printed = text[piece.start : piece.end]
    return len(printed) == 4 and printed.isdigit() and "1900" <= printed <= "2100"


def _members(text: str, pieces: list[_Piece], at: int, done: int) -> Iterator[Mention]:
    """The bare numbers to the left of the piece at `at` that share its unit; the last joint is "and", "or" or "to"."""
    unit, joint, right, members = pieces[at], _LIST_LAST, at, []
    while right - 1 > done:
        bare = pieces[right - 1]
        between = text[bare.end : pieces[right].start]
        if bare.unit or not joint.fullmatch(between) or not _may_share(text, bare, unit):
            break
        if between.strip() == "/" or (
            between.strip() == "to" and not _FROM.match(text, max(0, bare.start - 48), bare.start)
        ):
            break
        members.append(Mention("percent", bare.start, bare.end, LIST.name, Amount(bare.value), unit.unit))
        right, joint = right - 1, _LIST_COMMA
    cue = Span(unit.start, unit.end)
    yield from (replace(m, cues=(cue,)) for m in reversed(members))
