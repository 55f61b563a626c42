"""Finds shares in words: `a third of`, `half the staff`, `one in four`, and parts of a percentage point.

Each is read from the text by one pattern, anchored on a rare word. Vetoes and comparators are for the caller.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import regex

from extractor.anchored import matches_at
from extractor.mentions import Mention, PercentReading
from extractor.recognise.rule import Rule
from extractor.values import Amount, plain
from extractor.words.numerals import read_digits, read_words
from extractor.words.percentages import percentage_lexicon
from extractor.words.rows import alternation

__all__ = ["FRACTION_RULES", "find_fractions"]

_BLANK = r"[ \u00a0\u2009\u202f\n]"
_JOIN = r"(?:[ \u00a0\u2009\u202f\n]|[-‐‑])"

FRACTION = Rule(
    name="percent.fraction",
    says="A fraction in words that is a share of something: not of a time, a length or a weight, and no ordinal.",
    examples=(
        "more than ⟦a third⟧ of the decline",
        "needs ⟦two-thirds⟧ of the votes",
        "it received ⟦three-quarters⟧, the board said",
        "sales fell by ⟦a quarter⟧ in May",
        "about ⟦one-fifth⟧ of our staff",
        "⟦two thirds⟧ majority",
    ),
    not_examples=(
        "a third plant opened",
        "a third quarter of growth",
        "in the first three quarters of 2024",
        "a quarter of a century",
        "a third party",
        "three quarters of growth in a row",
        "its fifth generation",
        "one quarter of an hour",
    ),
)
HALF = Rule(
    name="percent.half",
    says="`half` where it is a share: before `of`, a determiner, or behind a hedge; not a time, a name or a scale.",
    examples=(
        "fewer than ⟦half⟧ of wards",
        "⟦Half⟧ of our customers",
        "more than ⟦half⟧ said no",
        "nearly ⟦half⟧ the population",
        "costs were cut in ⟦half⟧",
        "about ⟦one half⟧ of them",
    ),
    not_examples=(
        "Half Moon Ferries said",
        "a half marathon",
        "half a billion euros",
        "in the first half of 2024",
        "a half-year report",
        "two and a half years",
        "for more than half a century",
        "half of 2023",
        "the second half of the year",
        "about half an hour",
    ),
)
ONE_IN = Rule(
    name="percent.one-in",
    says="`one in four`, `3 in 10`, `nine out of ten`: a small number of a round one; no place, time or rating.",
    examples=(
        "affects ⟦one in four⟧ patients",
        "about ⟦3 in 10⟧ in 2018",
        "⟦nine out of ten⟧ users",
        "⟦one out of every five⟧ cars",
        "⟦one in every six⟧ homes",
        "a ⟦1-in-10⟧ chance",
    ),
    not_examples=(
        "opened one in four months",
        "a 2-in-1 laptop",
        "rated 4 out of 5 stars",
        "one in a million",
        "3 in 2019",
        "won one in ten minutes",
        "89 out of 218 schools",
    ),
)
PART_OF_POINT = Rule(
    name="percent.part-of-point",
    says="A fraction of one percent or point: `half a percentage point`, `one-tenth of one percent`, `1/8 percent`.",
    examples=(
        "rates rose ⟦half a percentage point⟧",
        "⟦one half of one percent⟧",
        "⟦one-tenth of a percent⟧",
        "a ⟦quarter-point⟧ cut",
        "⟦a half percent⟧",
        "⟦1/8 of one percent⟧",
        "⟦three-quarters of a percentage point⟧",
        "by ⟦a full percentage point⟧",
        "by ⟦0.75 of one percent⟧",
    ),
    not_examples=("a percentage of sales", "half the percentage", "a half-point lead in the match"),
)
FRACTION_RULES: tuple[Rule, ...] = (FRACTION, HALF, ONE_IN, PART_OF_POINT)


def find_fractions(text: str) -> Iterator[Mention]:
    """The shares in words and parts of a point, in no order and possibly overlapping."""
    places = [match.start() for match in _places().finditer(text)]
    yield from _fractions(text, places)
    yield from _further(text, places)
    yield from _halves(text)
    yield from _ones_in(text, places)
    yield from _points_of_rate(text)
    yield from _parts_of_point(text, places)


@cache
def _places() -> re.Pattern[str]:
    """Where a share in words or a part of a point can begin: a number before one of the few words that it needs.

    The places may stand inside each other: `a quarter-point` begins at both words.
    """
    more = ("further", "remaining", "final", "full", "whole", "single")
    needed = alternation([*percentage_lexicon().denominators, *more])
    number = rf"(?:an?|another|the|{_SMALL}|\d{{1,3}}(?:,\d{{3}})*)"
    return re.compile(
        rf"(?<!\w)(?=half|quarter|{number}{_JOIN}(?:{needed}|percentage|in{_JOIN}|out{_BLANK})|\d{{1,3}}/\d|0?\.\d)",
        re.IGNORECASE,
    )


def _mention(start: int, end: int, rule: Rule, value: Decimal) -> Mention:
    return Mention("percent", start, end, rule.name, Amount(plain(value)))


def _share(above: Decimal, below: Decimal) -> Decimal:
    """The share in percent, to the hundredth of a percent where it does not come out even."""
    exact = 100 * above / below
    short = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return short if short else plain(exact.quantize(Decimal("0.0000001"), ROUND_HALF_UP))


# ------------------------------------------------------------------ fractions

_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred"
)
#: What a fraction may be a part of without being a share: times, lengths, weights.
_EXTENT = (
    r"(?:an?|one|the|this|that|each|its|every)?\s*(?:way|year|years|month|months|week|day|decade|century|season|term|semester|hour|minute|second|"
    r"inch|mile|kilomet(?:er|re)|met(?:er|re)|foot|acre|hectare|pound|ounce|cup|teaspoon|tablespoon|gallon|lit(?:er|re)|degree|"
    r"million|billion|trillion|dozen|hundred|thousand|(?:fiscal|calendar|financial)|20\d\d|19\d\d|FY)\b"
)


@cache
def _fraction() -> regex.Pattern[str]:
    names = "|".join(n for n in percentage_lexicon().denominators if n != "half")
    return regex.compile(
        rf"(?<![\w-])(?P<above>an?|{_SMALL})(?P<joint>{_JOIN})(?P<below>{names})(?P<plural>s?)(?![\w])",
        regex.IGNORECASE,
    )


_PERIOD_BEFORE = regex.compile(
    r"(?r)(?<!\w)(?:first|last|past|next|previous|prior|final|all|these|those|consecutive|straight|recent|for|in|over|after|within|every|"
    r"second|third|fourth|following|of)(?:\s(?:the|all|its))?\s",
    regex.IGNORECASE,
)
_SHARE_BEFORE = regex.compile(
    r"(?r)(?<!\w)(?:by|than|nearly|almost|about|around|roughly|over|approximately|up|down|to|some|at\sleast|cut|fell|rose|dropped|least|"
    r"up\sto|just|under|only|gained|lost|jumped|climbed|grew|declined|slipped|surged|shed|shrank|soared|increased|decreased|owns|holds|takes)\s",
    regex.IGNORECASE,
)
_CUT_BY = regex.compile(
    r"(?r)(?<!\w)(?:by|than|by\s(?:about|almost|nearly|over|around|at\sleast|roughly|up\sto|some|more\sthan))\s",
    regex.IGNORECASE,
)
#: "This was a quarter of contrasts": the time.
_WAS = regex.compile(
    r"(?r)(?<!\w)(?:was|is|been|another|such|ha[ds]|have|delivered|marks?|marked|completed)\s", regex.IGNORECASE
)
_EXTENT_NEXT = regex.compile(
    r"[-\s](?:inch|mile|cup|pound|hour|year|teaspoon|page|scale|length|time|quarter)", regex.IGNORECASE
)
_OF = regex.compile(rf"{_BLANK}(?:of)\s(?!{_EXTENT})", regex.IGNORECASE)
_OF_EXTENT = regex.compile(rf"{_BLANK}of\s{_EXTENT}", regex.IGNORECASE)
_ANY_OF = regex.compile(rf"{_BLANK}of\b", regex.IGNORECASE)
_MORE = regex.compile(
    r"\s(?:more|less|fewer|higher|lower|faster|cheaper|larger|smaller|majority|stake|share|interest|owned|the|said|say|were|are|was|is|had|have|"
    r"from|in|since|on|to|compared|year|last|this|per|amid|because|due|following|when|reported|believe|plan|and|or|but|while|between|by|after|over|during|at|against|as)\b|\s?[.,;:)]|\s?$",
    regex.IGNORECASE,
)
_POINT_NEXT = regex.compile(r"[\s-](?:of\s(?:an?|one)\s)?(?:percent|per\scent|percentage|point|%)", regex.IGNORECASE)


_FURTHER = regex.compile(
    rf"(?<!\w)(?:(?:a{_BLANK}further|another|the{_BLANK}(?:remaining|final)){_BLANK}(?P<below>third|fifth|sixth|eighth|tenth)"
    rf"|a{_BLANK}further{_BLANK}(?P<below>quarter))"
    rf"(?={_BLANK}(?:to|will|would|is|are|was|were|goes|went|comes|came|said|say|says|by|in|of|from|had|have|has)\b|[.,;])",
    regex.IGNORECASE,
)


def _further(text: str, places: Sequence[int]) -> Iterator[Mention]:
    """`a further third`, `another fifth`: a share beside one that was said before."""
    for match in matches_at(_FURTHER, text, places):
        below = Decimal(percentage_lexicon().denominators[match["below"].lower()])
        if not _OF_EXTENT.match(text, match.end("below")):
            yield _mention(match.start("below"), match.end("below"), FRACTION, _share(Decimal(1), below))


#: "Freight gained a tenth and parking income a fifth," says the verb once.
_GAP = regex.compile(rf"(?:,|{_BLANK}(?:and|while))[^.;:\n\d]{{2,48}}?\p{{Ll}}{_BLANK}")
_CLOSED = regex.compile(r"[,.;]")


def _fractions(text: str, places: Sequence[int]) -> Iterator[Mention]:
    denominators = percentage_lexicon().denominators
    last = -1
    for match in matches_at(_fraction(), text, places):
        above, below = _small(match["above"]), Decimal(denominators[match["below"].lower()])
        if above is None or above >= below or (above > 1) != bool(match["plural"]):
            continue
        gapped = last >= 0 and _GAP.fullmatch(text, last, match.start()) and _CLOSED.match(text, match.end())
        if _POINT_NEXT.match(text, match.end()) or not (_is_share(text, match, above) or gapped):
            continue
        last = match.end()
        yield _mention(match.start(), match.end(), FRACTION, _share(above, below))


def _small(word: str) -> Decimal | None:
    if word.isdigit():
        return read_digits(word)
    return Decimal(1) if word.lower() in {"a", "an"} else read_words([word.lower()])


def _is_share(text: str, match: regex.Match[str], above: Decimal) -> bool:
    """Whether the fraction is a share; "a third" may be an ordinal, and quarters are times more often than shares."""
    start, end, quarter = match.start(), match.end(), match["below"].lower() == "quarter"
    hyphen = match["joint"] in "-‐‑"
    if _ANY_OF.match(text, end):
        if not _OF.match(text, end) or (quarter and above == 1 and _WAS.match(text, max(0, start - 24), start)):
            return False
        timely = _PERIOD_BEFORE.match(text, max(0, start - 24), start) or _growth(text, end)
        return not (quarter and not hyphen and above > 1 and timely)
    if quarter and not hyphen and above > 1:
        return False
    if above == 1 and (quarter or not hyphen):
        before = (_CUT_BY if quarter else _SHARE_BEFORE).match(text, max(0, start - 16), start)
        return bool(before and _MORE.match(text, end))
    return not _EXTENT_NEXT.match(text, end)


def _growth(text: str, end: int) -> bool:
    """ "three quarters of growth": a noun of change without article behind "of" is what the quarters were full of."""
    return bool(
        regex.match(
            r"\sof\s(?:\w+\s){0,2}(?:growth|decline|contraction|losses|profit\w*|data|fiscal)", text[end : end + 60]
        )
    )


# ------------------------------------------------------------------ half

_HALF = regex.compile(
    rf"(?<![\w-])(?:one{_JOIN})?(?P<half>half)(?![\w'’-])(?:"
    rf"(?P<of>{_BLANK}of\b)|(?P<the>{_BLANK}(?:the|its|their|our|his|her|all|that|those|these|as)\b)|)",
    regex.IGNORECASE,
)
_HALF_ORDINAL = regex.compile(
    r"(?r)(?<!\w)(?:first|second|latter|last|back|front|other|early|late|next|top|bottom|upper|lower|northern|southern|eastern|western|this|"
    r"previous|prior|current|1st|2nd|final|better|h1|each|that|and\sa|and|corresponding|same|opening|closing|half|year|fiscal|"
    r"\d)[\s-]",
    regex.IGNORECASE,
)
_HALF_HEDGE = regex.compile(
    r"(?r)(?<!\w)(?:more\sthan|less\sthan|fewer\sthan|over|under|above|below|nearly|almost|about|around|roughly|approximately|exactly|"
    r"at\sleast|well\sover|just\sover|only|some|up\sto)\s(?:an?\s)?",
    regex.IGNORECASE,
)
_CUT_IN = regex.compile(
    r"(?r)(?<!\w)(?:cut|cuts|cutting|slash\w*|reduc\w*|drop\w*|fall\w*|fell)(?:\s[\w'’-]+){0,6}\s(?:in|by)\s",
    regex.IGNORECASE,
)
_RISE_BY = regex.compile(
    r"(?r)(?<!\w)(?:r[io]se|risen|rising|grow\w*|grew|increas\w*|climb\w*|jump\w*|up|expand\w*|gain\w*|rais\w*|soar\w*|surg\w*)"
    r"(?:\s[\w'’-]+){0,4}\sby\s(?:(?:about|almost|nearly|over|around|roughly|at\sleast|more\sthan)\s)?",
    regex.IGNORECASE,
)
_HALF_NOT = regex.compile(
    r"\s(?:an?\b|of\s+an?\b|-|dozen|million|billion|trillion|hundred|thousand|year|years|marathon|hour|time|to\b|day|days|century|decade|mile|inch|point|percent|per\b|"
    r"percentage|board|step|price|term|moon|life|past|of\s+(?:\d|the\s+(?:year|decade|century|month|season|game|match|20th|fiscal|last|next|way|[12]\d)|"
    r"fiscal|FY|this|last|next|one\b|what|it\b)|[A-Z])",
)


def _halves(text: str) -> Iterator[Mention]:
    for match in _HALF.finditer(text):
        start, end = match.start(), match.end("half")
        left = max(0, start - 72)
        if _HALF_NOT.match(text, end) or _HALF_ORDINAL.match(text, left, start):
            continue
        if not match["of"] and text[start - 2 : start] == "a ":
            start -= 2
        if not match["of"] and _CUT_IN.match(text, left, start):
            yield replace(_mention(start, end, HALF, Decimal(50)), reading=PercentReading("down"))
        elif not match["of"] and _RISE_BY.match(text, left, start):
            yield replace(_mention(start, end, HALF, Decimal(50)), reading=PercentReading("up"))
        elif match["of"] or (match["the"] and text[start].islower()) or _HALF_HEDGE.match(text, left, start):
            yield _mention(start, end, HALF, Decimal(50))


# ------------------------------------------------------------------ one in four


@cache
def _one_in() -> regex.Pattern[str]:
    number = rf"(?:{_SMALL}|\d{{1,3}}(?:,\d{{3}})*)"
    return regex.compile(
        rf"(?<![\w.,/$€£-])(?P<above>{number})(?:{_JOIN}in{_JOIN}(?:(?P<every>every){_JOIN})?|{_BLANK}out{_BLANK}of{_BLANK}(?:(?P<every>every){_BLANK})?)"
        rf"(?P<below>{number})(?![\w]|[.,]\d|[-‐‑](?!\w*(?:chance|odds|risk)))",
        regex.IGNORECASE,
    )


_NOT_IN = regex.compile(
    r"\s(?:consecutive\s|straight\s|more\s|other\s|different\s|separate\s|new\s|key\s|major\s)?(?:months?|weeks?|days?|hours?|minutes?|seconds?|years?|quarters?|decades?|countries|states|cities|"
    r"regions|locations|markets|provinces|districts|sites|categories|segments|phases|stages|hundred|thousand|million|billion|stars?|points?|games?|matches|starts|trials?|studies|"
    r"languages|continents|areas|sectors|industries|facilities|sessions|rounds|seasons|counties|towns|villages)\b",
    regex.IGNORECASE,
)
_RATED = regex.compile(
    r"(?r)(?<!\w)(?:rat(?:ed|ing|ings|es)|scor(?:e|ed|es|ing)|stars?|ranked|grade)(?:\s(?:of|it|at|an?|the|average|overall|is|was|them|us))*\s",
    regex.IGNORECASE,
)
_ROUND = {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100}


def _ones_in(text: str, places: Sequence[int]) -> Iterator[Mention]:
    for match in matches_at(_one_in(), text, places):
        above, below = _count(match["above"]), _count(match["below"])
        if above is None or below is None or not 0 < above < min(below, Decimal(100)) or not _is_round(below):
            continue
        elsewhere = not match["every"] and _NOT_IN.match(text, match.end())
        if elsewhere or _RATED.match(text, max(0, match.start() - 40), match.start()):
            continue
        yield _mention(match.start(), match.end(), ONE_IN, _share(above, below))


def _is_round(below: Decimal) -> bool:
    """Whether a share is likely to be said with this base: "9 out of 10", not "89 out of 218"."""
    return below in _ROUND or (below >= 100 and set(str(below).rstrip("0")) <= set("1235"))


def _count(word: str) -> Decimal | None:
    return read_digits(word) if word[0].isdigit() else read_words([word.lower()])


# ------------------------------------------------------------------ half a percentage point


@cache
def _part_of_point() -> regex.Pattern[str]:
    names = "|".join(percentage_lexicon().denominators)
    unit = (
        rf"(?P<unit>(?:%|percent|per{_BLANK}cent|pct)(?:age)?(?:{_JOIN}points?)?(?<!percentage)(?<!%\ points?)"
        rf"|basis{_JOIN}point)(?![\w])"
    )
    part = (
        rf"(?P<above>an?|{_SMALL}){_JOIN}(?P<below>{names})s?|(?P<half>half|quarter(?=-))"
        rf"|(?P<top>\d{{1,3}})/(?P<bottom>[1-9]\d{{0,2}})"
    )
    of_one = rf"{_BLANK}of{_BLANK}(?:an?|one|1){_JOIN}"
    moves = "rate|cut|hike|increase|reduction|rise|move|decrease|drop|easing|tightening|interest"
    nouns = "system|scale|basis|change|difference|increase|decrease|spread"
    return regex.compile(
        rf"(?<![\w./-])(?:(?:{part})(?:{of_one}|{_BLANK}an?{_BLANK}|{_JOIN}?){unit}"
        rf"|(?P<number>0?\.\d+){of_one}{unit}"
        rf"|(?P<rate>(?:three{_JOIN})?quarters?|half){_JOIN}(?:of{_BLANK}a{_BLANK})?(?P<unit>point)(?={_BLANK}(?:{moves}))"
        rf"|a{_BLANK}(?:(?:full|whole|single){_BLANK})?(?P<unit>percentage{_BLANK}point)(?![\w])(?!{_BLANK}(?:{nouns})))",
        regex.IGNORECASE,
    )


#: "Raised half a point to 4.5%": points of a rate that is told beside them.
_POINT_OF_RATE = regex.compile(
    rf"(?<=\b(?:by|raised|cut|lowered|increased|reduced|hiked|rates|rate|up|down|rose|fell|another|about|almost|nearly){_BLANK})"
    rf"(?P<part>(?:a{_JOIN})?quarter{_JOIN}(?:of{_BLANK}a{_BLANK})?|(?:a{_JOIN})?half{_JOIN}(?:a{_BLANK})?|three{_JOIN}quarters{_JOIN}of{_BLANK}a{_BLANK}|a{_BLANK}(?:full|whole){_BLANK})"
    rf"point(?=(?:[^.;\n]|\.\d){{1,60}}?(?:%|percent|per{_BLANK}cent))(?![\w-])"
)


def _points_of_rate(text: str) -> Iterator[Mention]:
    for match in _POINT_OF_RATE.finditer(text):
        words = [w for w in regex.split(r"[\s-]+", match["part"]) if w not in {"a", "of", ""}]
        part = {"quarter": Decimal("0.25"), "half": Decimal("0.5"), "three": Decimal("0.75")}.get(words[0], Decimal(1))
        yield replace(_mention(match.start(), match.end(), PART_OF_POINT, part), unit="percentage point")


def _parts_of_point(text: str, places: Sequence[int]) -> Iterator[Mention]:
    for match in matches_at(_part_of_point(), text, places):
        unit = "percentage point" if match["unit"].lower() == "point" else match["unit"]
        value = _part(match).quantize(Decimal("0.0001"))
        yield replace(_mention(match.start(), match.end(), PART_OF_POINT, value), unit=unit)


def _part(match: regex.Match[str]) -> Decimal:
    """Which part of one percent or point is meant: 0.5 for "half a percentage point"."""
    if match["above"]:
        return (_small(match["above"]) or Decimal(1)) / percentage_lexicon().denominators[match["below"].lower()]
    if match["top"]:
        return Decimal(match["top"]) / Decimal(match["bottom"])
    if match["number"]:
        return Decimal(match["number"])
    words = (match["half"] or match["rate"] or "one").lower()
    return {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "one": Decimal(1)}.get(words, Decimal("0.75"))
