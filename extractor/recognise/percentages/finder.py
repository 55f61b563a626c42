"""Finds percentages: numbers with a percent sign or word, percentage points, basis points, worded shares and multiples.

A number is taken with the unit behind it, its printed sign or loss brackets, and as a range with the number before it.
Shares in words (`a third`, `one in four`) and verbs (`doubled`) are found by `percent_fractions` and `percent_changes`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import regex

from extractor.mentions import Mention
from extractor.recognise.numerals import Numeral
from extractor.recognise.percentages.changes import CHANGE_RULES, find_changes
from extractor.recognise.percentages.fractions import FRACTION_RULES, find_fractions
from extractor.recognise.percentages.joins import JOIN_RULES, Piece, join_percentages
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.spans import outside
from extractor.values import Amount, Comparator, plain
from extractor.words.beside import words_before, words_behind
from extractor.words.comparators import read_comparator
from extractor.words.percentages import percent_unit, percentage_lexicon

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
        "tightened ⟦120 bps⟧.",
        "up ⟦120 bps.⟧ on the year",
        "growth of ⟦5pc⟧ a year",
        "margins at ⟦−0.2%⟧",
    ),
    not_examples=(
        "ranked in the 90th percentile",
        "a percentage of sales",
        "1 Percentage comparisons are for the quarter",
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
POINTS = Rule(
    name="percent.points-of-percent",
    says="Points, without a word that says of what, where a percentage stands near and a change is said.",
    examples=("a margin of 23.7%, down ⟦0.9 points⟧", "rose ⟦2.1 pts⟧ to 40.2%"),
    not_examples=("The index was up 12 points at 4,012.", "scored 25 points and hit 40% of shots"),
)
PERCENT_OF = Rule(
    name="percent.percent-of",
    says="`percent of` and a number that are all there is of a sentence: the number is meant as a percentage.",
    examples=("⟦percent of 10⟧", "⟦per cents of twenty⟧"),
    not_examples=("as a percent of 10 patients", "a percent of 2019 sales"),
)
RULES: tuple[Rule, ...] = (NUMBER, LOSS, POINTS, PERCENT_OF, *JOIN_RULES, *FRACTION_RULES, *CHANGE_RULES)


def find(scan: Scan) -> list[Mention]:
    """The percent mentions of a release in text order; none overlaps another."""
    pieces = list(_pieces(scan))
    in_words = sorted([*find_fractions(scan.text), *find_changes(scan.text)], key=lambda m: m.start)
    free = outside(in_words, (veto.span for veto in scan.vetoes))
    found = [*join_percentages(scan.text, pieces), *free, *_percent_of(scan)]
    return [_with_comparator(scan.text, m) for m in _apart(found)]


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
        rf"(?P<plus>\+)?(?P<odd>-odd)?(?:{_BLANK}?\(\p{{L}}[\p{{L}} -]{{2,40}}\)(?={_BLANK}))?"
        rf"(?:(?P<close>\)){_BLANK}?)?(?:[-‐‑]\n?|{_BLANK}{{0,2}}|{_BLANK}?\n(?=[bp]))(?P<unit>"
        rf"(?:{others})|(?-i:{cased}){dna}|(?<=\d)(?-i:pc)(?!\w)(?!{_BLANK}+set)|(?P<points>{points}))(?P<behind>\))?",
        regex.IGNORECASE,
    )


def _form(form: str) -> str:
    """A printed form: a blank in it may be a hyphen or be left out behind a sign; no letter may follow it."""
    joint = rf"(?:{_BLANK}|[-‐‑]|\n)?" if form.startswith("%") else rf"(?:{_BLANK}|[-‐‑]|{_BLANK}?\n)"
    source = joint.join(map(regex.escape, form.split(" ")))
    if form.endswith("."):  # the stop of the abbreviation, not that of the sentence
        return source + rf"(?={_BLANK}?(?-i:[^\s\p{{Lu}}\"”’]))"
    return source + (r"(?![\p{L}])" if form[-1].isalpha() else "")


def _pieces(scan: Scan) -> Iterator[Piece]:
    """Every numeral as a piece: with its unit, sign and brackets where it has a unit, bare otherwise."""
    text, tables = scan.text, [s for s in scan.document.sections if s.kind == "table"]
    table = 0
    for numeral in scan.numerals:
        while table < len(tables) and tables[table].end <= numeral.start:
            table += 1
        in_table = table < len(tables) and tables[table].start <= numeral.start
        yield _piece(text, numeral, in_table=in_table)


def _piece(text: str, numeral: Numeral, *, in_table: bool) -> Piece:
    start, minus = _sign(text, numeral.start)
    value = -numeral.value if minus else numeral.value
    bare = Piece(start, numeral.end, plain(value), "", numeral.words, NUMBER.name)
    match = _unit().match(text, numeral.end)
    if match is None or numeral.vague or (numeral.suffix and match.start("unit") != numeral.end):
        return bare
    if match["unit"].lower() == "percentage" and _OF_WHAT.match(text, match.end("unit")):
        return bare
    rule = NUMBER
    end = match.end("unit")
    if match["unit"] == "bp" and numeral.core >= 1000 and _BRAND.match(text, end):
        return bare
    if match["points"]:
        if not (_of_percent(text, start, end) or _points_of_change(text, start, end)):
            return bare
        rule = POINTS
    bracket = start > 0 and text[start - 1] == "("
    comparator: Comparator = "ge" if match["plus"] else "approx" if match["odd"] else "eq"
    if match["close"]:
        if not bracket or not (
            match["unit"] in "%％" or "." in text[start:end] or percent_unit(match["unit"]) != "percent"
        ):
            return bare
        start, value, rule = start - 1, -abs(value), LOSS
    elif bracket and match["behind"] and (in_table or _OF.match(text, max(0, start - 16), start - 1)):
        start, end, value, rule = start - 1, match.end("behind"), -abs(value), LOSS
    return Piece(start, end, plain(value), match["unit"], numeral.words, rule.name, comparator)


#: "1 Percentage comparisons", "5 percentage-wise": the word is no unit there.
_OF_WHAT = regex.compile(
    r"[^\s.,;:)]|[ \u00a0]+(?!(?:of|in|on|for|from|to|and|or|but|compared|versus|than|by|at)\b)\p{L}"
)
_OF = words_before(r"(?<!\w)(?:of|to|was|were|is|from|at|than|{comparison}|by) ")
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


_CHANGE = words_before(
    r"(?:[+−–-]|(?<!\w)(?:up|down|by|of|{moved}|{obtained}|improvement|higher|lower|another|about|approximately|nearly|an?))\s*"
)
_OTHER_POINTS = regex.compile(
    r"(?i)\b(?:index|indices|scor\w+|game|season|reward\w*|loyalty|bonus|rebounds?|assists?|standings|nasdaq|dow|ftse|s&p|"
    r"composite|league|playoff\w*|shots|touch|access|pain|data|way|selling|price|talking|starting|turning|bullet)\b"
)
_SENTENCE_END = regex.compile(r"[.!?]\s+(?=\p{Lu})|\n\s*\n")


#: "7,000 bp, Amoco and other locations": the filling stations.
_BRAND = regex.compile(rf"(?:,|{_BLANK}and){_BLANK}\p{{Lu}}|{_BLANK}(?:locations|stations|sites|outlets)")
_POINT_NOUN = words_behind(
    r"(?<=points?) (?:ahead of|behind|above|below|higher than|lower than) (?:the )?(?!(?:index|record)\b)"
    r"|(?<=[-‐‑]point) (?:[\p{L}-]++ ){0,3}?"
    r"(?:{change}|headwinds?|tailwinds?|impact|benefit|drag|swing|lift|hit|contribution)(?!\w)"
)


def _points_of_change(text: str, start: int, end: int) -> bool:
    """`a 14-point currency headwind` near a percentage: points of growth or of a margin."""
    if not _POINT_NOUN.match(text, end):
        return False
    near = text[max(0, start - 200) : end + 120]
    if "-" not in text[start:end] and _OTHER_POINTS.search(text, max(0, start - 40), end + 50):
        return False
    return "%" in near or "percent" in near


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


_PERCENT_OF = regex.compile(r"(?<![\w,;:%]\s?)(?:percents?|per\scents?|^\s*percentages?)\sof\s", regex.IGNORECASE)
_ALONE = regex.compile(r"\s*(?:[.?!]?\s*$|[.?!]\s)")


def _percent_of(scan: Scan) -> Iterator[Mention]:
    """`percent of 10` where it is the whole sentence, as people ask a calculator."""
    by_start = {numeral.start: numeral for numeral in scan.numerals}
    for match in _PERCENT_OF.finditer(scan.text):
        numeral = by_start.get(match.end())
        if numeral is not None and _ALONE.match(scan.text, numeral.end):
            yield Mention("percent", match.start(), numeral.end, PERCENT_OF.name, Amount(numeral.value), "percent")
